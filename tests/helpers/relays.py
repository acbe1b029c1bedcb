"""What may stand between a program and a hub: a proxy, and encryption. Both on loopback.

The certificate and its key were made up for these tests; nothing else knows or trusts them.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

_ANSWERED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSED = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"


class _Relay:
    """Listens until the end of a `with`, and handles each connection in a thread."""

    def __init__(self, handle: Callable[[socket.socket], None]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._handle = handle
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, name="relay")

    def __enter__(self) -> _Relay:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            self._handle(connection)


def _pump(one: socket.socket, other: socket.socket) -> None:
    """Pass bytes on in both directions until one side ends."""

    def copy(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    back = threading.Thread(target=copy, args=(other, one), daemon=True)
    back.start()
    copy(one, other)
    back.join()


class Proxy(_Relay):
    """A proxy as offices have them; it knows CONNECT and whole addresses.

    Attributes:
        address: for `HTTP_PROXY` and `HTTPS_PROXY`.
        asked: methods and targets of the requests that came.
        refuses: whether it lets nobody through.
    """

    def __init__(self, *, refuses: bool = False) -> None:
        super().__init__(self._answer)
        self.address = f"http://127.0.0.1:{self.port}"
        self.asked: list[tuple[str, str]] = []
        self.refuses = refuses

    def _answer(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(65_536)
        line, _, rest = head.partition(b"\r\n")
        method, target, version = line.decode().split(" ")
        self.asked.append((method, target.partition("?")[0]))
        if self.refuses:
            client.sendall(_REFUSED)
            return
        if method == "CONNECT":
            host, _, port = target.partition(":")
            with socket.create_connection((host, int(port))) as server:
                client.sendall(_ANSWERED)
                _pump(client, server)
            return
        url = urlsplit(target)
        path = url._replace(scheme="", netloc="").geturl()
        with socket.create_connection((url.hostname, url.port)) as server:
            # One request for each connection: what follows may be for another server.
            server.sendall(f"{method} {path} {version}\r\nConnection: close\r\n".encode() + rest)
            while data := server.recv(65_536):
                client.sendall(data)


class SocksProxy(_Relay):
    """A SOCKS5 proxy without sign-in, as RFC 1928 describes it.

    Attributes:
        address: for `ALL_PROXY`.
        asked: hosts and ports that connections were asked for to.
        answers: what it says to the first greeting; another than the right one is no SOCKS5 proxy.
    """

    def __init__(self, *, answers: bytes = b"\x05\x00") -> None:
        super().__init__(self._answer)
        self.address = f"socks5://127.0.0.1:{self.port}"
        self.asked: list[str] = []
        self.answers = answers

    def _answer(self, client: socket.socket) -> None:
        stream = client.makefile("rb")
        stream.read(stream.read(2)[1])  # the version, and which ways to sign in there are
        client.sendall(self.answers)
        if self.answers != b"\x05\x00":
            return
        kind = stream.read(4)[3]  # after the version, the command and a zero
        if kind == 3:
            host = stream.read(stream.read(1)[0]).decode()
        else:
            host = socket.inet_ntop(
                *(
                    (socket.AF_INET, stream.read(4))
                    if kind == 1
                    else (socket.AF_INET6, stream.read(16))
                )
            )
        port = int.from_bytes(stream.read(2), "big")
        self.asked.append(f"{host}:{port}")
        with socket.create_connection((host, port)) as server:
            client.sendall(b"\x05\x00\x00\x01" + bytes(6))
            _pump(client, server)


class Encrypted(_Relay):
    """Encryption in front of a server on `port`.

    Attributes:
        address: of the server, encrypted.
    """

    def __init__(self, port: int) -> None:
        super().__init__(self._answer)
        self.address = f"https://localhost:{self.port}"
        self._server = port
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "both.pem"
            path.write_text(CERTIFICATE + _KEY, encoding="ascii")
            self._context.load_cert_chain(path)

    def _answer(self, client: socket.socket) -> None:
        with (
            self._context.wrap_socket(client, server_side=True) as secure,
            socket.create_connection(("127.0.0.1", self._server)) as server,
        ):
            _pump(secure, server)


CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBoDCCAUegAwIBAgIUUr1NAt1USLo/8Ghwb8zICygkxU4wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMUGFybGV5IHRlc3RzMCAXDTI2MTEyNDIzNDgwMFoYDzIxMjYx
MDMxMjM0ODAwWjAXMRUwEwYDVQQDDAxQYXJsZXkgdGVzdHMwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAATxUlXYoJ76kr2/KiOy6DIRYEOnxY4S82WT4lCqNLY3yuyX
OvCrSCzWWhiznVefVYYFEVlOpZq/JjxTpIptpJDwo28wbTAdBgNVHQ4EFgQUYB8H
VMpS66k27Y3eF/TXv7N+kMowHwYDVR0jBBgwFoAUYB8HVMpS66k27Y3eF/TXv7N+
kMowDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEw
CgYIKoZIzj0EAwIDRwAwRAIgeLW1JjNdjvMS9UweiFnPaMWo4RESYzCEuDQ7Xtcd
32ACIF7oa8p+axcXvjt9uMXwIPLZpj+pCy+/27G0rMWRER7f
-----END CERTIFICATE-----
"""

_KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqisBheYv1xJ3gp8P
tjZD62PSnTj16Mlb+soITxSxmu2hRANCAATxUlXYoJ76kr2/KiOy6DIRYEOnxY4S
82WT4lCqNLY3yuyXOvCrSCzWWhiznVefVYYFEVlOpZq/JjxTpIptpJDw
-----END PRIVATE KEY-----
"""
