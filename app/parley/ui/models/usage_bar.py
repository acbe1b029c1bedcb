"""What models take of their disk, as one bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from parley.discover.holdings import Usage
from parley.ui import words
from parley.ui.settings.memory_bar import Bar, Legend, Share
from parley.ui.settings.rows import wrapped
from parley.ui.theme import Theme


class UsageBar(QWidget):
    """Everything else on the disk, Parley's models, other programs' models, and what is free."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = wrapped("", "small")
        self.title.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.bar, self.legend = Bar(look), Legend(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.title, self.bar, self.legend):
            column.addWidget(part)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.bar.set_theme(look)
        self.legend.set_theme(look)

    def show_usage(self, usage: Usage) -> None:
        """Show what models take."""
        shares = [
            Share(name, count, fill)
            for name, count, fill in (
                (self.tr("Everything else"), usage.others, "others"),
                (self.tr("Your models"), usage.own, "weights"),
                (self.tr("Models of other programs"), usage.elsewhere, "cache"),
                (self.tr("Free"), usage.free, "free"),
            )
            if count > 0
        ]
        total = self.tr("Disk of the models, {size}").format(size=words.size(usage.total))
        self.title.setText(total)
        self.bar.show_shares(shares, usage.total)
        self.legend.show_shares(shares)
        said = [f"{share.name} {words.size(share.count)}" for share in shares]
        self.bar.setAccessibleName(", ".join((total, *said)))
        self.bar.setToolTip("\n".join(said))
