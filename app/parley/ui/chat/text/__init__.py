"""The text of one message: selectable, as tall as its words, loading nothing from anywhere."""

from parley.ui.chat.text.message_text import MessageText

__all__ = ["MessageText"]
