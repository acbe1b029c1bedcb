"""What a person can do in one window: each command once, for menus, shortcuts, palette and list.

To add one, in whatever part owns it, where the window is at hand:

    window.commands.add(
        "message.speak",                      # "<group>.<verb>"; never changes, never shown
        self.tr("&Read the answer aloud"),
        self.speak,
        "Ctrl+Shift+S",                       # or several, or none
        menu="chat.answer",                   # "<menu>.<section>"; "" is in the palette only
        enabled=lambda: self.can_speak,
    )

The menus and their sections are made in `ui/window_commands.py`. `refresh_soon()` is called after
each change of the window's state, and asks every `enabled` and `checked` again, once for all those
of one turn of the event loop; they must be cheap. Keys that a widget handles itself (Enter in the
composer) are told with `tell_keys`, so that they are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Role = QAction.MenuRole
#: Keys of a widget: one shortcut or several, or a function that says which ones they are now.
Told = str | tuple[str, ...] | Callable[[], str]


class Command(msgspec.Struct, frozen=True, eq=False):
    """One thing to do.

    Attributes:
        text: what menus show, with `&` before its mnemonic.
        group: heading under which it is listed; the title of its menu, where it has one.
        enabled: tells whether it can be done now; None is always.
        checked: for one that is on or off, tells which; None is neither.
        action: its `QAction`, a child of the window.
    """

    id: str
    text: str
    group: str
    do: Callable[[], object]
    enabled: Callable[[], bool] | None
    checked: Callable[[], bool] | None
    action: QAction

    @property
    def name(self) -> str:
        """What it is called outside of menus: without mnemonic and dots."""
        return plain(self.text)

    @property
    def keys(self) -> str:
        """Its first shortcut as this system writes it; "" where it has none."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Keys(msgspec.Struct, frozen=True):
    """Keys that a widget handles itself, listed with the shortcuts of commands."""

    text: str
    keys: tuple[str, ...]
    group: str


class Commands(QObject):
    """The commands of one window. `ran` tells the id of each that was done."""

    ran = Signal(str)
    _wanted = Signal()

    def __init__(self, window: QWidget, bar: QMenuBar | None = None) -> None:
        super().__init__(window)
        self._window, self._bar = window, bar
        self._commands: dict[str, Command] = {}
        self._menus: dict[str, QMenu] = {}
        self._ends: dict[str, QAction] = {}
        self._told: list[tuple[str, Told, str]] = []
        self._waits = self._closed = False
        self._wanted.connect(self._refresh_wanted, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)

    # -- building --------------------------------------------------------------------------------

    def add_menu(self, name: str, title: str, sections: Sequence[str], within: str = "") -> QMenu:
        """Make a menu in the bar, or `within` a section of another, with its sections in order."""
        menu = QMenu(title, self._window)
        if within:
            parent = self._menus[within.partition(".")[0]]
            parent.insertMenu(self._ends[within], menu)
        elif self._bar is not None:
            self._bar.addMenu(menu)
        self._menus[name] = menu
        for section in sections:
            # Commands are put before the separator that ends their section. Qt hides separators
            # with nothing between them.
            self._ends[f"{name}.{section}"] = menu.addSeparator()
        return menu

    def menu(self, name: str) -> QMenu:
        """Return a menu by its name."""
        return self._menus[name]

    def add(
        self,
        key: str,
        text: str,
        do: Callable[[], object],
        shortcuts: str | Iterable[str] = (),
        *,
        menu: str = "",
        group: str = "",
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
        role: Role = Role.NoRole,
        tip: str = "",
    ) -> QAction:
        """Add a command and return its action.

        Args:
            menu: `<menu>.<section>`, as made by `add_menu`; "" is in no menu.
            group: heading in the palette and the list; the menu's title where it is "".
            tip: a sentence about it, where its text does not say enough.

        Raises:
            ValueError: the id or a shortcut is taken.
        """
        if key in self._commands:
            raise ValueError(f"there is a command {key} already")
        action = QAction(text, self._window)
        action.setObjectName(key)
        action.setMenuRole(role)
        wanted = [shortcuts] if isinstance(shortcuts, str) else list(shortcuts)
        action.setShortcuts([QKeySequence(each) for each in wanted if each])
        self._refuse_taken(key, action)
        if tip:
            action.setToolTip(tip)
            action.setStatusTip(tip)
        action.setCheckable(checked is not None)
        if menu:
            parent = self._menus[menu.partition(".")[0]]
            parent.insertAction(self._ends[menu], action)
            group = group or plain(parent.title())
        # Also where it is in no menu, or its menu bar is hidden, its shortcut works.
        self._window.addAction(action)
        command = Command(key, text, group, do, enabled, checked, action)
        self._commands[key] = command
        action.triggered.connect(lambda _checked=False: self._do(command))
        self._refresh_one(command)
        return action

    def tell_keys(self, text: str, keys: Told, group: str) -> None:
        """List keys that a widget handles itself; a function says which ones they are now."""
        self._told.append((text, keys, group))

    # -- using -----------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __contains__(self, key: str) -> bool:
        return key in self._commands

    @property
    def told(self) -> tuple[Keys, ...]:
        """Keys that widgets handle themselves."""
        return tuple(Keys(text, _now(keys), group) for text, keys, group in self._told)

    @property
    def menus(self) -> tuple[str, ...]:
        """Titles of the menus in their order, which are groups of commands."""
        return tuple(plain(menu.title()) for menu in self._menus.values())

    def command(self, key: str) -> Command:
        """Return a command by its id."""
        return self._commands[key]

    def action(self, key: str) -> QAction:
        """Return the action of a command by its id, as it is now."""
        command = self._commands[key]
        if self._waits and not self._closed:
            self._refresh_one(command)
        return command.action

    def run(self, key: str) -> bool:
        """Do a command as its menu would. Return whether it could be done now."""
        command = self._commands[key]
        self._refresh_one(command)
        if not command.action.isEnabled():
            return False
        command.action.trigger()
        return True

    def refresh_soon(self) -> None:
        """Do `refresh` once when what is being done now is done, however often it is wished for."""
        if not self._waits:
            self._waits = True
            self._wanted.emit()

    def close(self) -> None:
        """Ask nothing any more: what would answer is closed."""
        self._closed = True

    def refresh(self) -> None:
        """Ask every command again whether it can be done and whether it is on."""
        self._waits = False
        for command in self._commands.values():
            self._refresh_one(command)

    # -- inside ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._waits:
            # Keys that come before that find what can be done now.
            self._refresh_wanted()
        return super().eventFilter(watched, event)

    def _refresh_wanted(self) -> None:
        if self._waits and not self._closed:
            self.refresh()

    def _do(self, command: Command) -> None:
        command.do()
        self._refresh_one(command)
        self.ran.emit(command.id)

    def _refresh_one(self, command: Command) -> None:
        if command.enabled is not None:
            command.action.setEnabled(command.enabled())
        if command.checked is not None:
            command.action.setChecked(command.checked())

    def _refuse_taken(self, key: str, action: QAction) -> None:
        for other in self._commands.values():
            for each in action.shortcuts():
                if each in other.action.shortcuts():
                    raise ValueError(f"{each.toString()} of {key} is taken by {other.id}")


def _now(keys: Told) -> tuple[str, ...]:
    if isinstance(keys, tuple):
        return keys
    return (keys if isinstance(keys, str) else keys(),)


def plain(text: str) -> str:
    """Return the text of a menu entry without its mnemonic and the dots at its end."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…").strip()
