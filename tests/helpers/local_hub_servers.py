"""The two servers of the local hub: what each request is answered with."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Mapping
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from helpers.local_hub_api import HubApi, described
from helpers.local_hub_files import FileSender

if TYPE_CHECKING:
    from helpers.local_hub import Fault, LocalHub, Repository

#: Zero seconds of lingering: the other side sees a reset.
_RESET = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


class Seen:
    """One request as a server saw it: `server` is `hub` or `storage`; `sent` counts the body."""

    def __init__(self, server: str, method: str, path: str, headers: Mapping[str, str]) -> None:
        self.server = server
        self.method = method
        self.path = path
        self.headers = {name.lower(): text for name, text in headers.items()}
        self.status = 0
        self.sent = 0

    def __repr__(self) -> str:
        return f"{self.server} {self.method} {self.path[:80]} {self.status} {self.sent}"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 32

    def __init__(self, hub: LocalHub, name: str, handler: type[_Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.hub = hub
        self.name = name
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, name=f"local-{name}"
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()
        with self._lock:
            still = list(self._open)
        for connection in still:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away in the middle."""


class _Handler(FileSender):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes; the second would wait 40 ms
    server: Server
    seen: Seen
    fault: Fault | None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Be quiet; `requests` remembers."""

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def _serve(self) -> None:
        hub = self.server.hub
        self.seen = Seen(self.server.name, self.command, self.path, dict(self.headers.items()))
        with hub.lock:
            hub.requests.append(self.seen)
        path = urlsplit(self.path).path
        self.fault = hub.take_fault(self.server.name, path)
        kind = self.fault.kind if self.fault else ""
        try:
            if kind == "stall":
                hub.closing.wait(60)
                self.close_connection = True
            elif kind == "drop":
                self._hang_up()
            elif kind == "status":
                self._text(self.fault.status, self.fault.body or b"{}", **self.fault.headers)
            elif kind == "html":
                page = b"<!doctype html><title>Welcome to this network</title>"
                self._text(200, page, **{"Content-Type": "text/html; charset=utf-8"})
            elif kind == "body":
                self._text(self.fault.status, self.fault.body, **self.fault.headers)
            elif kind == "redirect":
                self._text(302, b"", Location=self.fault.to)
            else:
                self.answer(unquote(path), parse_qs(urlsplit(self.path).query))
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def answer(self, path: str, query: dict[str, list[str]]) -> None:
        raise NotImplementedError

    def _hang_up(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.connection.close()
        self.close_connection = True

    def _text(self, status: int, body: bytes, **headers: str) -> None:
        self.seen.status = status
        self.send_response(status)
        headers.setdefault("Content-Type", "application/json; charset=utf-8")
        headers.setdefault("Content-Length", str(len(body)))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
            self.seen.sent += len(body)

    def _json(self, value: Any, status: int = 200, **headers: str) -> None:
        self._text(status, json.dumps(value).encode(), **headers)

    def _refuse(self, status: int, code: str, message: str) -> None:
        headers = {"X-Error-Message": message}
        if code:
            headers["X-Error-Code"] = code
        self._json({"error": message}, status, **headers)


class HubHandler(HubApi, _Handler):
    def answer(self, path: str, query: dict[str, list[str]]) -> None:
        if self.api(path, query):
            return
        api = re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/(revision|tree)/([^/]+)(/.*)?)?", path)
        file = re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path)
        found = api or file
        if found is None:
            self._refuse(404, "", "Sorry, we can't find the page you are looking for.")
            return
        hub = self.server.hub
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token and token not in hub.tokens:
            self._refuse(401, "", "Invalid credentials in Authorization header")
            return
        name = found[1]
        if name in hub.renamed:
            old = quote(name)
            self._text(307, b"", Location=self.path.replace(old, quote(hub.renamed[name]), 1))
            return
        repository = hub.repositories.get(name)
        if repository is None or (repository.private and token not in repository.members):
            if token:
                self._refuse(404, "RepoNotFound", "Repository not found")
            else:
                self._refuse(401, "", "Invalid username or password.")
            return
        if repository.disabled:
            self._refuse(403, "", "Access to this resource is disabled.")
            return
        revision = found[3] if api else found[2]
        if revision not in {None, "main", repository.commit}:
            self._refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        elif file:
            self._resolve(repository, file[3])
        elif found[2] == "tree":
            self._tree(repository, query)
        else:
            self._json(described(repository))

    def _tree(self, repository: Repository, query: dict[str, list[str]]) -> None:
        entries: list[dict[str, Any]] = []
        folders = {path.rpartition("/")[0] for path in repository.files} - {""}
        entries += [
            {"type": "directory", "oid": hashlib.sha1(each.encode()).hexdigest(), "size": 0}
            | {"path": each}
            for each in sorted(folders)
        ]
        for path, content in repository.files.items():
            entry = {"type": "file", "oid": content.oid, "size": content.size, "path": path}
            if content.lfs:
                entry["lfs"] = {"oid": content.sha256, "size": content.size, "pointerSize": 135}
                entry["xetHash"] = hashlib.sha256(content.sha256.encode()).hexdigest()
            entries.append(entry)
        if query.get("recursive", ["false"])[0].lower() not in {"true", "1"}:
            entries = [each for each in entries if "/" not in each["path"]]
        start = int(query.get("cursor", ["0"])[0])
        end = start + self.server.hub.page
        headers = {}
        if end < len(entries):
            address = f"{self.server.address}{urlsplit(self.path).path}"
            headers["Link"] = f'<{address}?recursive=true&cursor={end}>; rel="next"'
        self._json(entries[start:end], **headers)

    def _resolve(self, repository: Repository, path: str) -> None:
        if not self.may_read(repository):
            return
        content = repository.files.get(path)
        if content is None:
            self._refuse(404, "EntryNotFound", "Entry not found")
            return
        if not content.lfs:
            self.send_content(content, **{"X-Repo-Commit": repository.commit})
            return
        hub = self.server.hub
        kind = self.fault.kind if self.fault else ""
        size = content.size + (1000 if kind == "wrong_size" else 0)
        etag = content.etag if kind != "wrong_etag" else "0" * 64
        signature = hashlib.sha256(f"{time.time_ns()}{path}".encode()).hexdigest()
        hub.signatures[signature] = hub.uses
        place = f"/{quote(repository.name)}/{quote(path)}"
        self._text(
            302,
            b"Found. Redirecting",
            **{
                "Content-Type": "text/plain; charset=utf-8",
                "Location": f"{hub.storage}{place}?X-Amz-Expires=3600&X-Amz-Signature={signature}",
                "ETag": f'"{etag}"',
                "X-Linked-ETag": f'"{etag}"',
                "X-Linked-Size": str(size),
                "X-Repo-Commit": repository.commit,
                "Accept-Ranges": "bytes",
            },
        )


class StorageHandler(_Handler):
    def answer(self, path: str, query: dict[str, list[str]]) -> None:
        hub = self.server.hub
        if "Authorization" in self.headers:
            # As Amazon S3 answers a signed address together with other credentials.
            self._text(400, b"<Error><Code>InvalidArgument</Code></Error>")
            return
        if not hub.use(query.get("X-Amz-Signature", [""])[0]):
            self._text(403, b"<Error><Code>AccessDenied</Code></Error>")
            return
        owner, name, file = path.removeprefix("/").split("/", 2)
        self.send_content(hub.repositories[f"{owner}/{name}"].files[file])
