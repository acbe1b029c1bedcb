"""The icon among the system's: it keeps the program there without a window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from parley.ui.windows import Windows, present


class Tray(QObject):
    """Shows the icon and its menu.

    `new_asked`, `quick_asked` and `offline_asked` pass on what a person wants.
    """

    new_asked = Signal()
    quick_asked = Signal()
    offline_asked = Signal(bool)

    def __init__(self, windows: Windows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._windows = windows
        self.icon = QSystemTrayIcon(windows.icons.application(), self)
        self.icon.setToolTip("Parley")
        self.menu = QMenu()
        self.new = self._action(self.tr("New chat"), self.new_asked.emit)
        self.quick = self._action(self.tr("Quick ask"), self.quick_asked.emit)
        self.menu.addSeparator()
        self._end_of_windows = self.menu.addSeparator()
        self._listed: list[QAction] = []
        self.offline = QAction(self.tr("Offline"), self.menu)
        self.offline.setCheckable(True)
        self.offline.triggered.connect(self.offline_asked)
        self.menu.addAction(self.offline)
        self.menu.addSeparator()
        self.leave = self._action(self.tr("Quit"), windows.quit)
        self.menu.aboutToShow.connect(self.list_windows)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self._then: Callable[[], object] | None = None
        self.icon.messageClicked.connect(self._pressed)
        self.list_windows()

    def show(self, offline: bool) -> None:
        """Show the icon, and whether the program is offline."""
        self.offline.setChecked(offline)
        self.icon.show()

    def hide(self) -> None:
        """Take the icon away."""
        self.icon.hide()

    def say(self, text: str) -> None:
        """Say a failure beside the icon."""
        self._then = None
        self.icon.showMessage("Parley", text, QSystemTrayIcon.MessageIcon.Warning)

    def tell(self, text: str, then: Callable[[], object]) -> None:
        """Say something beside the icon; `then` is done when that is pressed."""
        self._then = then
        self.icon.showMessage("Parley", text, QSystemTrayIcon.MessageIcon.Information)

    def list_windows(self) -> None:
        """Have the open windows in the menu."""
        for action in self._listed:
            self.menu.removeAction(action)
            action.deleteLater()
        self._listed = []
        for window in self._windows:
            action = QAction(window.windowTitle().replace("&", "&&"), self.menu)
            action.triggered.connect(partial(self._present, window))
            self.menu.insertAction(self._end_of_windows, action)
            self._listed.append(action)

    def _present(self, window: object, _checked: bool = False) -> None:
        for each in self._windows:
            if each is window:
                present(each)

    def _pressed(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self._windows.raise_one()

    def _action(self, text: str, do: object) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(lambda _checked=False: do())  # type: ignore[operator]
        self.menu.addAction(action)
        return action
