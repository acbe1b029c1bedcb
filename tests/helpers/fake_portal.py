"""A desktop's portal for global shortcuts, as a process: `python fake_portal.py HOW`.

HOW is `works`, `refuses` (the person says no), `old` (there is no such interface), or `closes` (the
session ends once it was bound). It prints each call as a line of JSON; on a line of its standard
input it presses the keys that were bound.
"""

from __future__ import annotations

import json
import select
import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

_NAME, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"


class Portal:
    """Answers calls as xdg-desktop-portal does."""

    def __init__(self, how: str) -> None:
        self.how, self.session = how, ""
        self.bus = open_dbus_connection(bus="SESSION")
        self.bus.send_and_get_reply(message_bus.RequestName(_NAME))
        print(json.dumps({"call": "ready"}), flush=True)

    def signal(self, path: str, interface: str, member: str, signature: str, body: Any) -> None:
        self.bus.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    def respond(self, message: Message, token: str, code: int, results: dict[str, Any]) -> None:
        sender = message.header.fields[HeaderFields.sender].lstrip(":").replace(".", "_")
        path = f"{_PATH}/request/{sender}/{token}"
        self.bus.send(new_method_return(message, "o", (path,)))
        self.signal(path, "org.freedesktop.portal.Request", "Response", "ua{sv}", (code, results))

    def answer(self, message: Message) -> None:
        fields = message.header.fields
        member = fields[HeaderFields.member]
        print(json.dumps({"call": member, "body": message.body}), flush=True)
        if member == "Register":
            self.bus.send(new_method_return(message))
        elif self.how == "old":
            self.bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownInterface"))
        elif member == "CreateSession":
            options = message.body[0]
            sender = fields[HeaderFields.sender].lstrip(":").replace(".", "_")
            token = options["session_handle_token"][1]
            self.session = f"{_PATH}/session/{sender}/{token}"
            results = {"session_handle": ("s", self.session)}
            self.respond(message, options["handle_token"][1], 0, results)
        elif member == "BindShortcuts":
            self.bind(message)

    def bind(self, message: Message) -> None:
        token = message.body[3]["handle_token"][1]
        if self.how == "refuses":
            self.respond(message, token, 1, {})
            return
        bound = [
            (key, {"description": about["description"], "trigger_description": ("s", "Super+A")})
            for key, about in message.body[1]
        ]
        self.respond(message, token, 0, {"shortcuts": ("a(sa{sv})", bound)})
        if self.how == "closes":
            interface = "org.freedesktop.portal.Session"
            self.signal(self.session, interface, "Closed", "", ())

    def press(self) -> None:
        for session in ("/somebody/elses/session", self.session):
            options = {"activation_token": ("s", "a token")}
            body = (session, "quick-ask", 1234, options)
            self.signal(_PATH, _SHORTCUTS, "Activated", "osta{sv}", body)

    def run(self) -> None:
        while True:
            try:
                message = self.bus.receive(timeout=0)
            except TimeoutError:
                ready, _, _ = select.select([self.bus.sock, sys.stdin], [], [])
                if sys.stdin in ready:
                    if not sys.stdin.readline():
                        return
                    self.press()
                continue
            if message.header.message_type == MessageType.method_call:
                self.answer(message)


if __name__ == "__main__":
    Portal(sys.argv[1]).run()
