"""The words around a conversation in a file that is exported, in the language of the windows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from parley.chat.exchange.labels import Labels
from parley.ui import languages, words


def labels() -> Labels:
    """Return them in the language that is spoken now; asked for on the thread of the windows."""
    return Labels(
        language=languages.locale().bcp47Name(),
        untitled=QCoreApplication.translate("export", "Chat"),
        you=QCoreApplication.translate("export", "You"),
        system=QCoreApplication.translate("export", "System"),
        assistant=QCoreApplication.translate("export", "Assistant"),
        system_prompt=QCoreApplication.translate("export", "System prompt"),
        reasoning=QCoreApplication.translate("export", "Reasoning"),
        reasoning_took=QCoreApplication.translate("export", "Reasoning ({number} s)"),
        attachment=QCoreApplication.translate("export", "Attachment: {name}"),
        picture=QCoreApplication.translate("export", "Picture"),
        picture_of=QCoreApplication.translate("export", "Picture: {name}"),
        speed=QCoreApplication.translate("words", "{number} tokens/s"),
        first_after=QCoreApplication.translate("export", "first token after {number} s"),
        seed=QCoreApplication.translate("export", "seed {number}"),
        limit=QCoreApplication.translate("export", "the limit of tokens was reached"),
        stopped=QCoreApplication.translate("export", "stopped"),
        interrupted=QCoreApplication.translate("export", "interrupted"),
        edited=QCoreApplication.translate("export", "edited"),
        number=words.number,
        tokens=words.tokens,
        said=languages.translator(),
    )
