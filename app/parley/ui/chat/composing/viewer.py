"""An attachment, opened to be read: what goes with the message, word for word."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from parley.chat.values import Attachment
from parley.ui import words
from parley.ui.chat.composing.chips import length_words
from parley.ui.dialogs import Dialog

#: Characters that are shown; the rest is said. A box with megabytes in one line is slow.
_SHOWN = 400_000


def attachment_dialog(
    attachment: Attachment, buttons: Mapping[str, str], parent: QWidget | None
) -> Dialog:
    """Show the text of `attachment`; `buttons` are those of `Dialog`."""
    shown = attachment.text[:_SHOWN]
    length = length_words(attachment.text)
    if len(shown) < len(attachment.text):
        length = QCoreApplication.translate(
            "attachments", "{length}. The first {count} characters are shown; all of it is sent."
        ).format(length=length, count=words.number(_SHOWN))
    dialog = Dialog(attachment.name, length, buttons, parent, width=640)
    text = QPlainTextEdit()
    text.setObjectName("log")
    text.setAccessibleName(attachment.name)
    text.setReadOnly(True)
    text.setPlainText(shown)
    text.setMinimumHeight(320)
    dialog.body.addWidget(text)
    return dialog
