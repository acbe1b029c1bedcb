"""A hub on this computer that answers as Hugging Face does, with faults that can be switched on.

Two servers on loopback: the hub itself, and the storage that it redirects to for large files. Both
remember every request and how many bytes went out.
"""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from helpers.local_hub_servers import HubHandler, Seen, Server, StorageHandler

_CHUNK = 64 * 1024


class Content:
    """A file's content: bytes, a file on disk, or a beginning followed by a hole.

    Args:
        source: the bytes, or the path of a file that is read when asked for.
        size: bytes of the whole; past the end of `source` come zeros that nobody stores.
        sha256: what the hub says of it; None works it out (for a hole: something that looks real).
        lfs: whether it lies in the storage; small files lie in Git.
    """

    def __init__(
        self,
        source: bytes | Path,
        *,
        size: int | None = None,
        sha256: str | None = None,
        lfs: bool = True,
    ) -> None:
        self._source = source
        self._length = len(source) if isinstance(source, bytes) else source.stat().st_size
        self.size = self._length if size is None else size
        self.lfs = lfs
        self._sha256 = sha256

    @property
    def sha256(self) -> str:
        if self._sha256 is None:
            digest = hashlib.sha256()
            for chunk in self.read(0, min(self.size, self._length)):
                digest.update(chunk)
            if self.size > self._length:
                digest.update(str(self.size).encode())
            self._sha256 = digest.hexdigest()
        return self._sha256

    @property
    def oid(self) -> str:
        if self.lfs or self.size > self._length:  # that of a pointer, which nobody reads here
            return hashlib.sha1(self.sha256.encode()).hexdigest()
        digest = hashlib.sha1(b"blob %d\0" % self.size)
        for chunk in self.read(0, self.size):
            digest.update(chunk)
        return digest.hexdigest()

    @property
    def path(self) -> Path | None:
        """The file on disk that it is read from."""
        return self._source if isinstance(self._source, Path) else None

    @property
    def stored(self) -> int:
        """Bytes that are not a hole."""
        return self._length

    @property
    def etag(self) -> str:
        return self.sha256 if self.lfs else self.oid

    def read(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `end` in pieces."""
        with contextlib.ExitStack() as stack:
            file = None
            if isinstance(self._source, Path):
                file = stack.enter_context(self._source.open("rb"))
            while start < end:
                count = min(_CHUNK, end - start)
                if start >= self._length:
                    chunk = bytes(count)
                elif file is not None:
                    file.seek(start)
                    chunk = file.read(min(count, self._length - start))
                else:
                    chunk = self._source[start : min(start + count, self._length)]
                yield chunk
                start += len(chunk)


class Repository:
    """A repository on the local hub.

    Attributes:
        files: contents by path.
        gated: False, "auto" or "manual".
        members: tokens whose accounts may read the files of a gated or private repository.
        card: what the model card says, such as {"license": "mit"}.
        facts: what else the hub says, such as {"downloads": 7, "gguf": {"total": 8_030_261_312}}.
    """

    def __init__(
        self,
        name: str,
        files: Mapping[str, Content | bytes | Path],
        *,
        gated: bool | str = False,
        private: bool = False,
        disabled: bool = False,
        members: tuple[str, ...] = (),
        card: Mapping[str, Any] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.files = {
            path: each
            if isinstance(each, Content)
            else Content(each, lfs=path.endswith((".gguf", ".bin", ".safetensors")))
            for path, each in files.items()
        }
        self.gated = gated
        self.private = private
        self.disabled = disabled
        self.members = members
        self.card = dict(card or {})
        self.facts = dict(facts or {})

    @property
    def commit(self) -> str:
        """The commit that its branch points to; it changes with the files."""
        state = [(path, each.size, each.etag) for path, each in sorted(self.files.items())]
        return hashlib.sha1(json.dumps([self.name, state]).encode()).hexdigest()


class Fault:
    """Something that goes wrong with requests whose path matches `path`, `times` times.

    Kinds, before any content: `status` (with `status` and `headers`), `html` (a web page with
    status 200), `body` (with `body` and `status`), `redirect` (to `to`), `stall` (nothing comes),
    `drop` (the connection ends before an answer).

    With content: `stall_body` and `cut` (half of it, or `size` bytes, then nothing or the end),
    `drip` (a byte now and then), `slow` (`size` bytes a second), `no_ranges` (the whole file with
    status 200), `no_ranges_cut` (that, and it ends as `cut` does), `wrong_range` (other bytes than
    asked for), `wrong_size` (another size of the whole), `wrong_etag` (the hub names another
    content), `crumbs` (at most `size` bytes at a time), `other` (other bytes under the same names),
    `changed` (other bytes, and the storage names another content), `etag` (the storage names
    another content for the same bytes), `gzip` (it claims to be compressed), `unsized`, `short` and
    `long` (the length is not said beforehand, and in the end right, too small or too great).
    """

    def __init__(
        self,
        kind: str,
        path: str = "*",
        *,
        where: str = "",
        times: int = 1_000_000,
        status: int = 500,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        to: str = "",
        size: int = 0,
    ) -> None:
        self.kind = kind
        self.path = path
        self.where = where
        self.times = times
        self.status = status
        self.headers = dict(headers or {})
        self.body = body
        self.to = to
        self.size = size


class LocalHub:
    """The hub and its storage, from `with LocalHub() as hub:` to its end.

    Attributes:
        endpoint: address of the hub, for `HF_ENDPOINT`.
        requests: all requests in the order they came.
        page: entries of a list on one page.
        uses: how often a signed address of the storage works before it has expired.
        tokens: access tokens of accounts; others are refused, as the real hub does.
        accounts: what is known of whose a token is, such as {"name": "ann", "role": "write"}.
        refusals: what is said to a token that may not read gated repositories.
        lacks: what this hub cannot do, as a mirror: `search`, `whoami`, `auth-check`.
    """

    def __init__(self) -> None:
        self.requests: list[Seen] = []
        self.repositories: dict[str, Repository] = {}
        self.renamed: dict[str, str] = {}
        self.tokens: set[str] = set()
        self.accounts: dict[str, dict[str, str]] = {}
        self.refusals: dict[str, str] = {}
        self.lacks: set[str] = set()
        self.faults: list[Fault] = []
        self.page = 1000
        self.uses = 1_000_000
        self.signatures: dict[str, int] = {}
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self._hub = Server(self, "hub", HubHandler)
        self._storage = Server(self, "storage", StorageHandler)
        self.endpoint = self._hub.address
        self.storage = self._storage.address

    def __enter__(self) -> LocalHub:
        self._hub.start()
        self._storage.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop answering; connections end."""
        self.closing.set()
        self._hub.stop()
        self._storage.stop()

    def add(
        self, name: str, files: Mapping[str, Content | bytes | Path], **options: Any
    ) -> Repository:
        """Add a repository, or put another in its place."""
        repository = Repository(name, files, **options)
        self.repositories[name] = repository
        return repository

    def fail(self, kind: str, path: str = "*", **options: Any) -> Fault:
        """Switch a fault on; `path` is a pattern as file names have, `where` names the server."""
        fault = Fault(kind, path, **options)
        self.faults.append(fault)
        return fault

    def seen(self, server: str = "", path: str = "*") -> list[Seen]:
        """Return the requests that a server saw, in their order."""
        with self.lock:
            return [
                each
                for each in self.requests
                if server in {"", each.server} and fnmatch.fnmatchcase(each.path, path)
            ]

    @property
    def sent(self) -> int:
        """Bytes of bodies that both servers handed to the system so far."""
        with self.lock:
            return sum(each.sent for each in self.requests)

    def use(self, signature: str) -> bool:
        """Count a use of a signed address; return whether it still works."""
        with self.lock:
            left = self.signatures.get(signature, 0)
            self.signatures[signature] = left - 1
            return left > 0

    def take_fault(self, server: str, path: str) -> Fault | None:
        """Return the fault for this request, and count it."""
        with self.lock:
            for fault in self.faults:
                fits = fault.where in {"", server} and fnmatch.fnmatchcase(path, fault.path)
                if fits and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None
