"""The offline switch: while it is on, Python code in this process reaches nothing but loopback.

Refused are connections, datagrams, listening beyond loopback, and name look-ups, before a packet
leaves. Local (Unix domain) sockets are allowed: the keychain and the desktop speak through them.
"""

from __future__ import annotations

import functools
import ipaddress
import logging
import socket
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from parley.core.errors import ParleyError

_log = logging.getLogger(__name__)

_Method = TypeVar("_Method", bound=Callable[..., Any])

#: Methods of a socket that take an address.
_METHODS = ("connect", "connect_ex", "bind", "sendto", "sendmsg")


class Network:
    """Whether this process may leave this computer.

    Out of reach are native code with sockets of its own (an engine's RPC device, hf-xet), child
    processes, programs on this computer that pass traffic on (a proxy on loopback) and, on Windows,
    asyncio with an address in numbers. A child process guards itself; hand it `environment()` too.

    Attributes:
        offline: the switch. It may be turned at any time, and takes effect at once.
    """

    def __init__(self, *, offline: bool = False) -> None:
        self.offline = offline

    def guard(self) -> Network:
        """Obey the switch in this process from now on, until `close()`. Returns itself."""
        _installed().add(self)
        return self

    def close(self) -> None:
        """Obey the switch no longer."""
        _installed().remove(self)

    def __enter__(self) -> Network:
        return self.guard()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def require(self, purpose: str) -> None:
        """Raise `ParleyError` `offline` while the switch is on.

        Args:
            purpose: what was to be done, as in "Parley cannot …": "search for models".
        """
        if self.offline:
            raise ParleyError(
                "offline",
                f"Parley cannot {purpose} while it is offline.",
                safe="Nothing was sent.",
                hint="Turn offline mode off in the settings, and try again.",
            )

    def environment(self) -> dict[str, str]:
        """Return variables that keep libraries of a child process offline too, or {}."""
        if not self.offline:
            return {}
        return {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_XET": "1"}


def is_loopback(host: object) -> bool:
    """Whether `host`, a name or an address as sockets take it, can only be this computer.

    None and "" are what sockets call "this computer" where a name is looked up.
    """
    if host is None:
        return True
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("utf-8", "replace")
    if not isinstance(host, str):
        return False
    # RFC 6761, section 6.3: localhost is loopback, whatever a name server may say.
    if host == "" or host.rstrip(".").lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


class _Guard:
    """Stands between Python's sockets and the system, and asks the switches.

    An audit hook cannot be removed (PEP 578), so there is one for the process; it is found again
    through the methods it put on `socket.socket`. It holds each switch until that is closed, so
    that one nobody else holds still guards. The
    hook sees every look-up before it is made, however `socket` was imported. The methods are needed
    as well, because for an address with a name in it the hook is called only after the look-up.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._switches: tuple[Network, ...] = ()

    def add(self, network: Network) -> None:
        self.remove(network)
        with self._lock:
            self._switches = (*self._switches, network)

    def remove(self, network: Network) -> None:
        with self._lock:
            self._switches = tuple(known for known in self._switches if known is not network)

    def is_offline(self) -> bool:
        return any(switch.offline for switch in self._switches)

    def check_socket(self, family: int, address: object) -> None:
        """Refuse `address` for a socket of this family, if offline and it is not loopback."""
        if address is None or not self.is_offline():
            return
        if family == getattr(socket, "AF_UNIX", None):
            return
        if family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple) and address:
            # To connect to "" or to bind it means every interface, not loopback alone.
            if address[0] and is_loopback(address[0]):
                return
            _refuse(address[0])
        _refuse(address)

    def check_name(self, host: object) -> None:
        """Refuse to look `host` up, if offline and it is not loopback."""
        if self.is_offline() and not is_loopback(host):
            _refuse(host)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Answer an audit event; the names are those of Python's table of audit events."""
        if not event.startswith("socket."):
            return
        match event:
            case "socket.connect" | "socket.bind" | "socket.sendto" | "socket.sendmsg":
                self.check_socket(arguments[0].family, arguments[1])
            case "socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr":
                self.check_name(arguments[0])
            case "socket.getnameinfo":
                self.check_name(arguments[0][0])

    def wrap(self, method: _Method) -> _Method:
        """Return a method of `socket.socket` that asks before it does its work."""
        last_only = method.__name__ != "sendmsg"

        @functools.wraps(method)
        def asking(sock: socket.socket, *arguments: Any) -> Any:
            if last_only:  # connect(address), bind(address), sendto(data[, flags], address)
                address = arguments[-1] if arguments else None
            else:  # sendmsg(buffers[, ancillary[, flags[, address]]])
                address = arguments[3] if len(arguments) > 3 else None
            self.check_socket(sock.family, address)
            return method(sock, *arguments)

        asking.parley_guard = self  # type: ignore[attr-defined]
        return asking  # type: ignore[return-value]


def _refuse(host: object) -> None:
    shown = host.decode("utf-8", "replace") if isinstance(host, bytes) else str(host)
    _log.info("Refused a connection to %s: offline mode is on", shown)
    raise ParleyError(
        "offline",
        f"Parley did not connect to {shown or 'the network'}, because it is offline.",
        safe="Nothing was sent.",
        hint="Turn offline mode off in the settings, and try again.",
    )


def _installed() -> _Guard:
    """Return this process's guard; the first call puts it in place."""
    guard = getattr(socket.socket.connect, "parley_guard", None)
    if guard is None:
        guard = _Guard()
        for name in _METHODS:
            if hasattr(socket.socket, name):  # sendmsg is missing on Windows
                setattr(socket.socket, name, guard.wrap(getattr(socket.socket, name)))
        sys.addaudithook(guard.hook)
    return guard
