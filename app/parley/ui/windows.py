"""The windows of this program: what they share, which are open, and how they come back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from parley.core.errors import ParleyError
from parley.ui import fonts, theme
from parley.ui.chat.sessions import Sessions
from parley.ui.chat.titles import Titles
from parley.ui.downloads.bridge import DownloadBridge
from parley.ui.icons import Icons
from parley.ui.services import Services

if TYPE_CHECKING:
    from parley.discover.downloads import Item
    from parley.ui.main_window import MainWindow
    from parley.ui.presence import Presence

#: Under this name the settings keep which windows are open; each window has a name of its own.
_OPEN = "open"
_FIRST = "main"
#: Pixels by which a new window is moved from the one it came from.
_STEP = 32
#: Milliseconds without another change after which it is written down what is open.
_SETTLE = 1500


class Open(msgspec.Struct, frozen=True):
    """A window that is open: its name in the settings, and the conversation it shows."""

    name: str
    conversation: int | None = None


class Windows(QObject):
    """Every main window of the process. They share sessions, icons and the look.

    `changed` is emitted when one was opened or closed, or shows another conversation; `restyled`
    when the look is another one; `ending` when the program ends. Whoever changes a setting
    that windows show emits `settings_changed`.

    Attributes:
        stays: whether the program goes on without a window, as it does with a tray icon.
    """

    changed = Signal()
    restyled = Signal()
    settings_changed = Signal()
    ending = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app, self._services = app, services
        self.stays = False
        self.icons = Icons(services.resources)
        self.sessions = Sessions(services, self)
        self.look = self._styled()
        # In the order of their use: the last one was used last.
        self._windows: list[MainWindow] = []
        # What is closed in one go, as a system does that ends the program, comes back together.
        self._leaving: list[Open] = []
        self._quitting = False
        self._presence: Presence | None = None
        self.downloads = DownloadBridge(services, self)
        self.downloads.finished.connect(self._tell_outside)
        self._noting = QTimer(self)
        self._noting.setSingleShot(True)
        self._noting.setInterval(_SETTLE)
        self._noting.timeout.connect(self.note)
        self.titles = Titles(services, self.sessions, self._is_typing, self)
        # The system may end a program that has only its quick-ask window.
        app.aboutToQuit.connect(self._end)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self.restyle)

    def __iter__(self) -> Iterator[MainWindow]:
        return iter(tuple(self._windows))

    def __len__(self) -> int:
        return len(self._windows)

    # -- opening ---------------------------------------------------------------------------------

    def open(
        self,
        conversation_id: int | None = None,
        *,
        beside: MainWindow | None = None,
        name: str = "",
    ) -> MainWindow:
        """Open a window with a conversation, or with a new one.

        Args:
            beside: the new window has its size, and stands a step away from it.
            name: under which the settings keep its place and size; "" is the first that is free.
        """
        from parley.ui.main_window import MainWindow

        window = MainWindow(self._services, self, name=name)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if beside is not None:
            window.setGeometry(_cascaded(beside))
        if conversation_id is not None:
            window.open_conversation(conversation_id)
        window.show()
        window.activateWindow()
        return window

    def restore(self) -> list[MainWindow]:
        """Open the windows that were open when the program ended, or a first one."""
        for one in self._noted():
            there = one.conversation is None or self._exists(one.conversation)
            if one.name not in {each.name for each in self} and (there or not self._windows):
                self.open(one.conversation if there else None, name=one.name)
        if not self._windows:
            self.open()
        return list(self._windows)

    def raise_one(self) -> MainWindow:
        """Bring the window that was used last to the front; open one where there is none."""
        window = self.active or self.open()
        present(window)
        return window

    def quit(self) -> None:
        """End the program; the next start shows the windows that are open now."""
        if self._quitting:
            return
        self.note()
        self._quitting = True
        self.stay(False)
        for window in self:
            window.close()
        self._end()
        self._app.quit()

    def stay(self, stays: bool) -> None:
        """Go on without a window, or end with the last one."""
        self.stays = stays
        self._app.setQuitOnLastWindowClosed(not stays)

    @property
    def presence(self) -> Presence:
        """The tray icon, the quick-ask window and its shortcut; made on the first call."""
        if self._presence is None:
            from parley.ui.presence import Presence

            self._presence = Presence(self._services, self)
        return self._presence

    # -- what there is ---------------------------------------------------------------------------

    @property
    def active(self) -> MainWindow | None:
        """The window that has the keyboard, or had it last; None where there is none."""
        return self._windows[-1] if self._windows else None

    def showing(self, conversation_id: int) -> MainWindow | None:
        """Return the window that shows a conversation, the one used last of several."""
        for window in reversed(self._windows):
            shown = window.page.conversation
            if shown is not None and shown.id == conversation_id:
                return window
        return None

    # -- what windows tell -----------------------------------------------------------------------

    def adopt(self, window: MainWindow, name: str = "") -> str:
        """Take in a window that is being made; return its name in the settings."""
        taken = {each.name for each in self}
        if not name or name in taken:
            names = [_FIRST, *(f"{_FIRST}-{n}" for n in range(2, len(taken) + 2))]
            name = next(each for each in names if each not in taken)
        self._windows.append(window)
        return name

    def used(self, window: MainWindow) -> None:
        """Take in that a person turned to a window."""
        if window in self._windows:
            self._windows.remove(window)
            self._windows.append(window)

    def told(self) -> None:
        """Take in that a window shows another conversation, or was opened."""
        self.changed.emit()
        if not self._quitting:
            self._noting.start()

    def left(self, window: MainWindow) -> None:
        """Take in that a window is closed."""
        if window not in self._windows:
            return
        if not self._leaving:
            QTimer.singleShot(0, self, self._leaving.clear)
        if len(self._windows) == 1 and not self._quitting:
            self.note()  # The last one comes back with the next start.
        self._leaving.append(_open(window))
        self._windows.remove(window)
        self._noting.stop()
        if self._windows:
            self.told()
            return
        if not self.stays:
            self._end()
        self.changed.emit()

    def say(self, text: str) -> None:
        """Say a failure in the window that was used last. Any thread may call."""
        self.sessions.post(lambda: self._say(text))

    def note(self) -> None:
        """Write down which windows are open, for the next start; without any, the last were."""
        if self._windows:
            opened = [*self._leaving, *map(_open, self)]
            self.keep(_OPEN, msgspec.json.encode(opened).decode())

    def keep(self, name: str, text: str) -> None:
        """Have the settings keep something about a window; it is no loss where they cannot."""
        windows = {**self._services.settings.windows, name: text}
        if windows != self._services.settings.windows:
            with contextlib.suppress(ParleyError):
                self._services.change_settings(windows=windows)

    # -- the look --------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Show everything as the settings ask for now."""
        fonts.choose(self._app, self._services.resources, self._services.settings.fonts)
        self.look = self._styled()
        self.restyled.emit()

    def _styled(self) -> theme.Theme:
        settings = self._services.settings
        compact = settings.density == "compact"
        return theme.apply(self._app, settings.theme, compact=compact, zoom=settings.text_zoom)

    def _system_changed(self) -> None:
        if self._services.settings.theme == "system":
            self.restyle()

    def _end(self) -> None:
        self.ending.emit()
        self.downloads.close()
        self.sessions.close()
        self.titles.rest()

    def _tell_outside(self, item: Item) -> None:
        """Say beside the system's icon that a model is here, where no window has the keyboard."""
        if self._app.activeWindow() is None and self._presence is not None:
            said = self.tr("“{name}” is on this computer now. Press here to chat with it.")
            self._presence.tell(
                said.format(name=item.title), lambda: self.raise_one().downloads.chat(item)
            )

    def _say(self, text: str) -> None:
        if self.active is not None:
            self.active.page.notice.say(text, bad=True)
        elif self._presence is not None:
            self._presence.say(text)

    # -- inside ----------------------------------------------------------------------------------

    def _noted(self) -> list[Open]:
        text = self._services.settings.windows.get(_OPEN, "[]")
        try:
            return msgspec.json.decode(text, type=list[Open])
        except (msgspec.DecodeError, ValueError):
            return []  # Damaged by hand: a first window is opened.

    def _is_typing(self) -> bool:
        return any(not window.page.composer.is_empty for window in self)

    def _exists(self, conversation_id: int) -> bool:
        try:
            self._services.store.conversation(conversation_id)
        except ParleyError:
            return False
        return True


def _open(window: MainWindow) -> Open:
    shown = window.page.conversation
    return Open(window.name, shown.id if shown is not None else None)


def present(window: QWidget) -> None:
    """Bring a window to the front and give it the keyboard, as far as the system allows."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _cascaded(window: MainWindow) -> QRect:
    """Return a place a step down and to the side of a window, and on its screen."""
    place = window.geometry()
    room = window.screen().availableGeometry()
    step = -_STEP if window.isRightToLeft() else _STEP
    moved = place.translated(step, _STEP)
    if not room.contains(moved):
        moved.moveTopLeft(room.topLeft())
        moved.translate(_STEP, _STEP)
        moved = moved.intersected(room)
    return moved
