"""A global shortcut on Wayland: the GlobalShortcuts portal of the desktop, over D-Bus.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html

The desktop asks the person once, may bind other keys than were wanted, and remembers them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier

from parley.ui.hotkey.backend import Backend
from parley.ui.hotkey.chord import Chord

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_NAME, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_REGISTRY = "org.freedesktop.host.portal.Registry"
_REQUEST, _SESSION = "org.freedesktop.portal.Request", "org.freedesktop.portal.Session"
#: By which the desktop knows the program: the name of its .desktop file.
_APP_ID = "parley"
_ID = "quick-ask"
#: Answers to a request: done; the person said no; anything else went wrong.
_DONE, _CANCELLED = 0, 1


class PortalBackend(Backend):
    """Holds one session with the portal, in which the keys are bound."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._session = ""
        self._wanted: tuple[Chord, str] | None = None
        # Calls that must not fail, by their serial, and what waits for the answer to a request, by
        # its path.
        self._needed: set[int] = set()
        self._requests: dict[str, Callable[[int, dict[str, Any]], None]] = {}

    def take(self, chord: Chord, description: str) -> None:
        """Ask the desktop for the keys; the answer comes once the person gave it."""
        self.release()
        self._wanted = chord, description
        try:
            self._connect()
            self._begin()
        except (OSError, KeyError, ValueError) as error:
            self.release()
            self.settled.emit("unsupported", str(error))

    def release(self) -> None:
        """End the session, and with it the shortcut."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._session = ""
        self._needed.clear()
        self._requests.clear()

    # -- asking ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        from jeepney.io.blocking import open_dbus_connection

        self._bus = open_dbus_connection(bus=os.environ["DBUS_SESSION_BUS_ADDRESS"])
        self._notifier = QSocketNotifier(self._bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _begin(self) -> None:
        from jeepney import MatchRule, message_bus

        for interface in (_REQUEST, _SHORTCUTS, _SESSION):
            rule = MatchRule(type="signal", sender=_NAME, interface=interface)
            self._send(message_bus.AddMatch(rule))
        # Before any other call; a desktop that has no such thing goes by the process instead.
        self._call(_REGISTRY, "Register", "sa{sv}", (_APP_ID, {}), needed=False)
        token = _token()
        options = {
            "handle_token": ("s", self._expect(self._created)),
            "session_handle_token": ("s", token),
        }
        self._call(_SHORTCUTS, "CreateSession", "a{sv}", (options,))

    def _created(self, code: int, results: dict[str, Any]) -> None:
        if code != _DONE or self._wanted is None:
            self._give_up("refused" if code == _CANCELLED else "failed", f"answer {code}")
            return
        self._session = results["session_handle"][1]
        chord, description = self._wanted
        shortcut = (
            _ID,
            {"description": ("s", description), "preferred_trigger": ("s", chord.trigger)},
        )
        options = {"handle_token": ("s", self._expect(self._bound))}
        body = (self._session, [shortcut], "", options)
        self._call(_SHORTCUTS, "BindShortcuts", "oa(sa{sv})sa{sv}", body)

    def _bound(self, code: int, results: dict[str, Any]) -> None:
        bound = dict(results.get("shortcuts", ("", []))[1])
        if code != _DONE or _ID not in bound:
            self._give_up("refused" if code in {_DONE, _CANCELLED} else "failed", f"answer {code}")
            return
        self.settled.emit("works", str(bound[_ID].get("trigger_description", ("s", ""))[1]))

    # -- hearing ---------------------------------------------------------------------------------

    def _read(self) -> None:
        while self._bus is not None:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, ValueError):
                self._give_up("failed", "the connection ended")
                return
            self._hear(message)

    def _hear(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        kind = message.header.message_type
        if kind in {MessageType.method_return, MessageType.error}:
            serial = fields.get(HeaderFields.reply_serial, -1)
            if serial in self._needed and kind == MessageType.error:
                self._give_up("unsupported", str(fields.get(HeaderFields.error_name, "")))
            self._needed.discard(serial)
        elif kind == MessageType.signal:
            path = str(fields.get(HeaderFields.path, ""))
            self._signalled(str(fields.get(HeaderFields.member, "")), path, message.body)

    def _signalled(self, member: str, path: str, body: tuple[Any, ...]) -> None:
        if member == "Response" and path in self._requests:
            self._requests.pop(path)(body[0], body[1])
        elif member == "Activated" and body[0] == self._session and body[1] == _ID:
            self.pressed.emit(str(body[3].get("activation_token", ("s", ""))[1]))
        elif member == "Closed" and path == self._session:
            self._give_up("failed", "the session was closed")

    # -- inside ----------------------------------------------------------------------------------

    def _give_up(self, outcome: str, detail: str) -> None:
        self.release()
        self.settled.emit(outcome, detail)

    def _expect(self, answered: Callable[[int, dict[str, Any]], None]) -> str:
        """Return a token for a request, whose answer `answered` will get."""
        assert self._bus is not None
        token = _token()
        sender = str(self._bus.unique_name).lstrip(":").replace(".", "_")
        self._requests[f"{_PATH}/request/{sender}/{token}"] = answered
        return token

    def _call(
        self,
        interface: str,
        method: str,
        signature: str,
        body: tuple[Any, ...],
        *,
        needed: bool = True,
    ) -> None:
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(_PATH, bus_name=_NAME, interface=interface)
        self._send(new_method_call(address, method, signature, body), needed=needed)

    def _send(self, message: Message, *, needed: bool = True) -> None:
        assert self._bus is not None
        serial = next(self._bus.outgoing_serial)
        if needed:
            self._needed.add(serial)
        self._bus.send(message, serial=serial)


def _token() -> str:
    return f"parley_{secrets.token_hex(8)}"
