"""Tries every way out of this computer with the offline switch on, and prints what came of it.

Below the guard, recorders take the place of the system: whatever gets past the guard is written
down and goes no further, so that nothing leaves even if the guard fails. The hosts are names and
addresses reserved for documentation (RFC 2606, RFC 5737, RFC 3849).
"""

from __future__ import annotations

import asyncio
import gc
import http.client
import http.server
import json
import socket
import ssl
import sys
import threading
import urllib.request
from collections.abc import Callable
from typing import Any

import httpx2
import huggingface_hub

from parley.core.errors import ParleyError
from parley.core.network import Network, is_loopback

NAME = "models.example.invalid"
ADDRESS = "192.0.2.1"
ADDRESS_6 = "2001:db8::1"

passed: list[str] = []


def leaves(address: object) -> bool:
    """Whether a socket with this address would leave the computer."""
    return isinstance(address, tuple) and not (address[0] and is_loopback(address[0]))


def record_below_the_guard() -> None:
    """Put recorders where the guard hands on what it lets pass. Called before the guard comes."""

    def recorder(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def record(sock: socket.socket, *arguments: Any) -> Any:
            if any(leaves(argument) for argument in arguments):
                passed.append(name)
                raise OSError("stopped by the recorder")
            return method(sock, *arguments)

        record.__name__ = name
        return record

    for name in ("connect", "connect_ex", "sendto", "sendmsg", "bind"):
        setattr(socket.socket, name, recorder(name, getattr(socket.socket, name)))


def record_after_the_guard() -> None:
    """Record what gets past the guard's audit hook: hooks are called in order, until one raises."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        match event:
            case "socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr":
                outside = not is_loopback(arguments[0])
            case "socket.getnameinfo":
                outside = not is_loopback(arguments[0][0])
            case "socket.connect" | "socket.bind" | "socket.sendto" | "socket.sendmsg":
                outside = leaves(arguments[1])
            case _:
                return
        if outside:
            passed.append(event)
            raise OSError("stopped by the recorder")

    sys.addaudithook(hook)


def udp(action: Callable[[socket.socket], object]) -> None:
    """Do something with a datagram socket."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        action(sock)


def tcp(action: Callable[[socket.socket], object], family: int = socket.AF_INET) -> None:
    """Do something with a stream socket."""
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(5)
        action(sock)


async def with_asyncio(host: str) -> None:
    """Connect as asyncio does."""
    await asyncio.open_connection(host, 443)


async def datagram_with_asyncio() -> None:
    """Open a datagram end point as asyncio does."""
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(NAME, 53))


async def with_async_httpx() -> None:
    """Connect as huggingface-hub's HTTP library does with asyncio."""
    async with httpx2.AsyncClient() as client:
        await client.get(f"https://{NAME}/")


def tls() -> None:
    """Connect a TLS socket, which has a `connect` of its own."""
    context = ssl.create_default_context()
    with (
        socket.socket() as sock,
        context.wrap_socket(sock, server_hostname=NAME, do_handshake_on_connect=False) as wrapped,
    ):
        wrapped.connect((NAME, 443))


ATTEMPTS: dict[str, Callable[[], object]] = {
    "connect to a name": lambda: tcp(lambda sock: sock.connect((NAME, 443))),
    "connect to an address": lambda: tcp(lambda sock: sock.connect((ADDRESS, 443))),
    "connect over IPv6": lambda: tcp(lambda sock: sock.connect((ADDRESS_6, 443)), socket.AF_INET6),
    "connect_ex": lambda: tcp(lambda sock: sock.connect_ex((ADDRESS, 443))),
    "connect below Python's class": lambda: tcp(
        lambda sock: super(socket.socket, sock).connect((ADDRESS, 443))
    ),
    "create_connection": lambda: socket.create_connection((NAME, 443), 5),
    "sendto": lambda: udp(lambda sock: sock.sendto(b"x", (ADDRESS, 53))),
    "sendto with flags": lambda: udp(lambda sock: sock.sendto(b"x", 0, (NAME, 53))),
    "listen on every interface": lambda: tcp(lambda sock: sock.bind(("", 0))),
    "listen on all addresses": lambda: tcp(lambda sock: sock.bind(("0.0.0.0", 0))),
    "getaddrinfo": lambda: socket.getaddrinfo(NAME, 443),
    "getaddrinfo of bytes": lambda: socket.getaddrinfo(NAME.encode(), 443),
    "gethostbyname": lambda: socket.gethostbyname(NAME),
    "gethostbyname_ex": lambda: socket.gethostbyname_ex(NAME),
    "gethostbyaddr": lambda: socket.gethostbyaddr(ADDRESS),
    "getnameinfo": lambda: socket.getnameinfo((ADDRESS, 443), 0),
    "urllib": lambda: urllib.request.urlopen(f"https://{NAME}/", timeout=5),
    "http.client": lambda: http.client.HTTPConnection(ADDRESS, timeout=5).request("GET", "/"),
    "TLS": tls,
    "asyncio to a name": lambda: asyncio.run(with_asyncio(NAME)),
    "asyncio datagram": lambda: asyncio.run(datagram_with_asyncio()),
    "httpx": lambda: httpx2.get(f"https://{NAME}/"),
    "async httpx": lambda: asyncio.run(with_async_httpx()),
    "huggingface-hub": lambda: huggingface_hub.HfApi(
        endpoint=f"https://{NAME}", token=False
    ).model_info("someone/model"),
}
if sys.platform != "win32":  # there is no sendmsg there, and asyncio has sockets of its own kind
    ATTEMPTS |= {
        "sendmsg": lambda: udp(lambda sock: sock.sendmsg([b"x"], [], 0, (ADDRESS, 53))),
        "asyncio to an address": lambda: asyncio.run(with_asyncio(ADDRESS)),
    }


def outcome(attempt: Callable[[], object]) -> str:
    """Return `offline`, or what came instead."""
    try:
        attempt()
    except ParleyError as error:
        return error.code
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "it went through"


class _Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Say hello."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *arguments: Any) -> None:
        """Stay silent."""


def loopback_answers() -> str:
    """Serve on loopback and ask, by address and by name."""
    server = http.server.HTTPServer(("127.0.0.1", 0), _Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    answers = [
        urllib.request.urlopen(f"http://{host}:{port}/", timeout=20).read().decode()
        for host in ("127.0.0.1", "localhost")
    ]
    answers.append(httpx2.get(f"http://127.0.0.1:{port}/").text)
    server.shutdown()
    server.server_close()
    return " ".join(answers)


def local_pair() -> str:
    """Send through a pair of local sockets."""
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"hello")
        return other.recv(5).decode()


def several_switches(first: Network) -> dict[str, str]:
    """Return what a look-up gives while several parts of a program hold switches."""
    look_up = ATTEMPTS["getaddrinfo"]
    first.offline = False
    seen = {"all off": outcome(look_up)}
    second = Network(offline=True)
    seen["on, but not guarding"] = outcome(look_up)
    second.guard().guard()
    seen["one of two on"] = outcome(look_up)
    second.close()
    seen["closed"] = outcome(look_up)
    with Network(offline=True):
        seen["inside with"] = outcome(look_up)
    seen["after with"] = outcome(look_up)
    second.guard()
    del second
    gc.collect()
    # Nobody holds it any more; it guards all the same, for nobody said otherwise.
    seen["held by nobody"] = outcome(look_up)
    first.offline = True
    seen["on again"] = outcome(look_up)
    return seen


def main() -> None:
    """Print one JSON object: what each attempt gave, with the switch on and then off."""
    record_below_the_guard()
    network = Network(offline=True).guard()
    record_after_the_guard()
    result: dict[str, object] = {
        "on": {name: outcome(attempt) for name, attempt in ATTEMPTS.items()},
        "passed_on": list(passed),
        "loopback": loopback_answers(),
        "pair": local_pair(),
    }
    # Off again, every attempt gets as far as the recorders: they would have seen it.
    network.offline = False
    unseen = []
    for name, attempt in ATTEMPTS.items():
        passed.clear()
        outcome(attempt)
        if not passed:
            unseen.append(name)
    result["unseen_off"] = unseen
    result["switches"] = several_switches(network)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
