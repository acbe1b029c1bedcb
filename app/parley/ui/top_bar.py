"""The bar at the top of a window: the panels, the menus, and the way to everything by its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from parley.ui.commands import Command, plain
from parley.ui.icons import Icons
from parley.ui.theme import Theme

#: Pixels of the field at its widest, and at its narrowest, where it has no words.
_WIDEST, _NARROWEST = 380, 40


class TopBar(QWidget):
    """Menus at the near side, the search in the middle, panels at the far side."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look, self._icons = look, icons
        self._buttons: list[tuple[QToolButton, str]] = []
        self._texts = ("", "")
        self.menus = QMenuBar()
        self.menus.setObjectName("menus")
        self.search = QPushButton()
        self.search.setObjectName("search")
        self.search.setMaximumWidth(_WIDEST)
        self.search.setMinimumWidth(_NARROWEST)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._near, self._far = QHBoxLayout(), QHBoxLayout()
        for side in (self._near, self._far):
            side.setSpacing(2)
        self._near.addWidget(self.menus)
        self._near.addStretch(1)
        self._far.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        # Both sides are equally wide, as far as there is room, so that the search is in the middle.
        row.addLayout(self._near, 1)
        row.addWidget(self.search, 2)
        row.addLayout(self._far, 1)
        self.set_theme(look)

    def set_search(self, command: Command) -> None:
        """Have the field in the middle do `command`, and show its keys."""
        words = self.tr("Search…  {keys}")
        self._texts = words.format(keys=command.keys), words.format(keys="").rstrip()
        self.search.setAccessibleName(command.name)
        self.search.setToolTip(command.action.toolTip())
        self.search.clicked.connect(command.action.trigger)
        self.search.installEventFilter(self)
        self._fit_search()
        self.set_theme(self._look)

    def add_button(self, action: QAction, icon: str, *, far: bool = True) -> QToolButton:
        """Add a button for a command; `icon` is the name of an outline."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(plain(action.text()))
        if far:
            self._far.addWidget(button)
        else:
            self._near.insertWidget(self._near.indexOf(self.menus), button)
        self._buttons.append((button, icon))
        # A button takes its action's looks whenever that changed, and loses its icon.
        action.changed.connect(lambda: self.set_theme(self._look))
        self.set_theme(self._look)
        return button

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._row.setContentsMargins(8, look.space(3), 8, look.space(3))
        self._fit_menus()
        self.search.setIcon(self._icons.get("search", look.muted, 14))
        for button, icon in self._buttons:
            # On the button alone: menus and the palette show no icons of commands.
            button.setIcon(self._icons.get(icon, look.muted))

    def _fit_menus(self) -> None:
        """Give the menus the room they need; from right to left, Qt says a wrong one."""
        self.menus.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        width = self.menus.sizeHint().width()
        self.menus.unsetLayoutDirection()
        self.menus.setMinimumWidth(0 if self.menus.isNativeMenuBar() else width)
        self.menus.setMaximumWidth(width)

    def _fit_search(self) -> None:
        """Say what there is room for: words and keys, words, or nothing beside the icon."""
        measured = self.search.fontMetrics().horizontalAdvance
        room = self.search.width() - self.search.sizeHint().width() + measured(self.search.text())
        fitting = (text for text in self._texts if measured(text) <= room)
        self.search.setText(next(fitting, ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange}:
            self._fit_search()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LayoutDirectionChange, QEvent.Type.LanguageChange}:
            self._fit_menus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_menus()
