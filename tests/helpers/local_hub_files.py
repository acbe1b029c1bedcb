"""How the local hub's servers send a file, whole or in ranges, rightly or with a fault."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.local_hub import Content, Fault, LocalHub
    from helpers.local_hub_servers import Seen, Server

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_AT_ONCE = 1024**2
#: Faults in which the body has no length beforehand.
_CHUNKED = {"unsized", "long", "short"}
_OTHER_BYTES = {"other", "changed"}
_WITHOUT_RANGES = {"no_ranges", "no_ranges_cut"}
_FLIP = bytes(255 - each for each in range(256))


class FileSender(BaseHTTPRequestHandler):
    """What a handler needs to send a `Content`; the faults are those of `local_hub.Fault`."""

    server: Server
    seen: Seen
    fault: Fault | None

    def send_content(self, content: Content, **headers: str) -> None:
        """Send a file or the range of it that was asked for."""
        kind = self._kind
        size = content.size + (1000 if kind == "wrong_size" else 0)
        start, end, status = 0, content.size, 200
        found = _RANGE.fullmatch(self.headers.get("Range", ""))
        if found and kind not in _WITHOUT_RANGES:
            start = int(found[1])
            end = min(content.size, int(found[2]) + 1 if found[2] else content.size)
            if kind == "crumbs" and self.fault is not None:
                end = min(end, start + self.fault.size)
            status = 206
            if start >= content.size:
                self._head(416, {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
                return
            if kind == "wrong_range":
                start, end = start + 1, end + 1
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        if kind in _CHUNKED:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(end - start)
        if kind == "gzip":
            headers["Content-Encoding"] = "gzip"
        self._head(status, {"ETag": f'"{self._etag(content)}"', **headers})
        if self.command != "HEAD":
            self._body(content, start, end)

    @property
    def _kind(self) -> str:
        return self.fault.kind if self.fault else ""

    def _etag(self, content: Content) -> str:
        if self.fault is not None and self._kind in {"etag", "changed"}:
            return self.fault.to or "another"
        return content.etag

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.seen.status = status
        self.send_response(status)
        for name, text in {
            "Content-Type": "application/octet-stream",
            "Accept-Ranges": "bytes",
            **headers,
        }.items():
            self.send_header(name, text)
        self.end_headers()

    def _body(self, content: Content, start: int, end: int) -> None:
        kind = self._kind
        size = self.fault.size if self.fault else 0
        if kind in _CHUNKED:
            self._chunked(content, start, end)
        elif kind == "drip":
            self._paced(content, start, end, at_once=1, seconds=0.01)
        elif kind == "slow":
            self._paced(content, start, end, at_once=max(size // 50, 1), seconds=0.02)
        elif kind in {"cut", "no_ranges_cut", "stall_body"}:
            self._send(content, start, min(start + size, end) if size else (start + end) // 2)
            self.wfile.flush()
            if kind != "stall_body":
                self.connection.shutdown(socket.SHUT_WR)
            else:
                self._hub.closing.wait(60)
            self.close_connection = True
        else:
            self._send(content, start, end)

    @property
    def _hub(self) -> LocalHub:
        return self.server.hub

    def _send(self, content: Content, start: int, end: int) -> None:
        if self._kind in _OTHER_BYTES:
            for chunk in self._pieces(content, start, end):
                self._write(chunk)
        elif (path := content.path) is not None and hasattr(os, "sendfile"):
            stored = min(end, content.stored)
            self.wfile.flush()
            with path.open("rb") as file:
                while start < stored:
                    count = min(_AT_ONCE, stored - start)
                    done = os.sendfile(self.connection.fileno(), file.fileno(), start, count)
                    start += done
                    self.seen.sent += done
            for chunk in content.read(start, end):
                self._write(chunk)
        else:
            for chunk in content.read(start, end):
                self._write(chunk)

    def _pieces(self, content: Content, start: int, end: int) -> Iterator[bytes]:
        for chunk in content.read(start, end):
            yield chunk.translate(_FLIP) if self._kind in _OTHER_BYTES else chunk

    def _paced(
        self, content: Content, start: int, end: int, *, at_once: int, seconds: float
    ) -> None:
        while start < end and not self._hub.closing.wait(seconds):
            until = min(start + at_once, end)
            for chunk in content.read(start, until):
                self._write(chunk)
            start = until

    def _chunked(self, content: Content, start: int, end: int) -> None:
        if self._kind == "short":
            end = (start + end) // 2
        more = [b"\xee" * 1000] if self._kind == "long" else []
        for chunk in (*content.read(start, end), *more):
            self.wfile.write(b"%x\r\n" % len(chunk))
            self._write(chunk)
            self.wfile.write(b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def _write(self, chunk: Any) -> None:
        self.wfile.write(chunk)
        self.seen.sent += len(chunk)
