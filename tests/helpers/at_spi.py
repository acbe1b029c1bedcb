"""What a screen reader is told: a small client of AT-SPI, over D-Bus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"


class Node(NamedTuple):
    """One thing that a screen reader can be at."""

    bus: str
    path: str
    role: str
    name: str


class ScreenReader:
    """Walks what programs show on the accessibility bus of a session."""

    def __init__(self, session: str) -> None:
        """Connect to the accessibility bus that belongs to the bus `session` (its address)."""
        with open_dbus_connection(bus=session) as bus:
            asked = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            address = bus.send_and_get_reply(new_method_call(asked, "GetAddress"), timeout=30)
        self._bus: DBusConnection = open_dbus_connection(bus=address.body[0].partition(",guid")[0])
        self.announced: list[str] = []
        self._focused: tuple[str, str] | None = None

    def close(self) -> None:
        """End the connection."""
        self._bus.close()

    def listen(self) -> None:
        """Hear announcements from now on; they are in `announced` after `hear`."""
        self._register("Announcement", "object:announcement")

    def follow(self) -> None:
        """Follow the focus from now on."""
        self._register("StateChanged", "object:state-changed:focused")

    def followed(self, seconds: float = 0.01) -> Node | None:
        """Return what has the focus by what was told meanwhile; None where nothing was."""
        self.hear(seconds)
        if self._focused is None:
            return None
        return self._node(*self._focused)

    def hear(self, seconds: float = 0.2) -> list[str]:
        """Take in what was announced meanwhile, and return all of it."""
        while True:
            try:
                message = self._bus.receive(timeout=seconds)
            except TimeoutError:
                return self.announced
            self._take(message)

    def nodes(self) -> list[Node]:
        """Return everything that every program shows, each below its parent."""
        found: list[Node] = []
        for bus, path in self._children("org.a11y.atspi.Registry", _ROOT):
            found.extend(self._below(bus, path))
        return found

    def description(self, node: Node) -> str:
        """Return what describes a node."""
        return self._property(node.bus, node.path, "Description")

    def text(self, node: Node) -> str:
        """Return the text in a node."""
        address = DBusAddress(node.path, node.bus, "org.a11y.atspi.Text")
        body = self._ask(new_method_call(address, "GetText", "ii", (0, -1)))
        return str(body[0]) if body else ""

    # -- inside ----------------------------------------------------------------------------------

    def _register(self, member: str, event: str) -> None:
        interface = "org.a11y.atspi.Event.Object"
        rule = MatchRule(type="signal", interface=interface, member=member)
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=30)
        registry = DBusAddress(
            "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
        )
        # Programs tell only what somebody is registered for.
        message = new_method_call(registry, "RegisterEvent", "sass", (event, [], ""))
        self._bus.send_and_get_reply(message, timeout=30)

    def _below(self, bus: str, path: str, depth: int = 0) -> Iterator[Node]:
        yield self._node(bus, path)
        if depth < 30:
            for child_bus, child in self._children(bus, path):
                yield from self._below(child_bus, child, depth + 1)

    def _node(self, bus: str, path: str) -> Node:
        role = self._ask(new_method_call(DBusAddress(path, bus, _ACCESSIBLE), "GetRoleName"))
        name = self._property(bus, path, "Name")
        return Node(bus, path, str(role[0]) if role else "", name)

    def _property(self, bus: str, path: str, name: str) -> str:
        properties = DBusAddress(path, bus, "org.freedesktop.DBus.Properties")
        found = self._ask(new_method_call(properties, "Get", "ss", (_ACCESSIBLE, name)))
        return str(found[0][1]) if found else ""

    def _children(self, bus: str, path: str) -> list[tuple[str, str]]:
        body = self._ask(new_method_call(DBusAddress(path, bus, _ACCESSIBLE), "GetChildren"))
        return list(body[0]) if body else []

    def _ask(self, message: Any) -> tuple[Any, ...]:
        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        while True:
            answer = self._bus.receive(timeout=30)
            if answer.header.fields.get(HeaderFields.reply_serial, -1) == serial:
                failed = HeaderFields.error_name in answer.header.fields
                return () if failed else answer.body
            self._take(answer)

    def _take(self, message: Any) -> None:
        fields = message.header.fields
        if fields.get(HeaderFields.member) == "Announcement":
            self.announced.append(str(message.body[3][1]))
        elif fields.get(HeaderFields.member) == "StateChanged" and message.body[:2] == (
            "focused", 1,
        ):  # fmt: skip
            self._focused = fields[HeaderFields.sender], fields[HeaderFields.path]
