"""The button beside a conversation's title that offers what its row in the list offers."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton

from parley.ui.chat.page import ChatPage
from parley.ui.icons import Icons
from parley.ui.sidebar.shelving import Shelving
from parley.ui.theme import Theme


class MoreButton(QToolButton):
    """Stands in the header of a page while there is a conversation to do something with."""

    def __init__(self, shelving: Shelving, page: ChatPage, look: Theme, icons: Icons) -> None:
        super().__init__()
        self._shelving, self._page, self._icons = shelving, page, icons
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(self.tr("More about this chat"))
        self.setToolTip(self.tr("Rename, move, export, delete and more"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        page.header.add(self)
        page.setup_changed.connect(self._show)
        self.set_theme(look)
        self._show()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.setIcon(self._icons.get("ellipsis", look.muted))

    def _show(self) -> None:
        self.setVisible(self._page.conversation is not None)

    def _fill(self) -> None:
        self._menu.clear()
        if self._page.conversation is not None:
            self._shelving.fill_menu(self._menu, [self._page.conversation.id])
