"""A hub as the rest of Parley sees it: lists of files, and headers of models, never weights."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote, urljoin

import msgspec

from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.gguf import GgufError, Header, NeedMore, parse, shard
from parley.hub import errors
from parley.hub.cache import HubCache
from parley.hub.errors import Subject
from parley.hub.names import (
    DEFAULT_ENDPOINT,
    checked_endpoint,
    endpoint_of,
    is_commit,
    is_safe_path,
    origin,
    repository_name,
)
from parley.hub.requests import Reply, Requests, shown_host
from parley.hub.values import HeaderBytes, RemoteFile, RepositoryFiles

_log = logging.getLogger(__name__)

_MIB: Final = 1024**2
#: Up to where a header is read, step by step: Llama 3's vocabulary of 128,256 tokens takes 7.5 MiB,
#: the largest published ones (262,144 tokens with merges) about 20 MiB.
_STEPS: Final = (2 * _MIB, 8 * _MIB, 16 * _MIB, 32 * _MIB)
#: Later shards hold no vocabulary, only descriptions of tensors: some 10 KiB.
_LATER_STEPS: Final = (_MIB // 4, *_STEPS)
#: Past this a header is damage, and reading on would cost the person's time and traffic.
MOST_HEADER: Final = 64 * _MIB
#: A server that gives a few bytes at a time is asked at most this often for one header.
_MOST_PARTS: Final = 24
_MOST_PAGES: Final = 200
_MOST_LIST: Final = 32 * _MIB
#: Shards whose headers are read at the same time.
_TOGETHER: Final = 4

#: Failures in which a list kept from an earlier time is better than none: nobody said no.
_OUT_OF_REACH: Final = frozenset(
    {
        "offline", "hub_unreachable", "hub_timeout", "hub_cut", "hub_busy", "hub_failed",
        "hub_answer",
    }
)  # fmt: skip


class _Lfs(msgspec.Struct):
    oid: str
    size: int


class _Entry(msgspec.Struct):
    type: str
    path: str
    oid: str = ""
    size: int = 0
    lfs: _Lfs | None = None


class _Info(msgspec.Struct):
    sha: str
    id: str = ""
    gated: bool | str | None = None
    tags: list[Any] | None = None
    card: Any = msgspec.field(name="cardData", default=None)


_T = TypeVar("_T")


class Hub:
    """Reads from a hub. Used from any thread; calls wait for the network.

    Args:
        cache: folder that belongs to this class alone; what was read is kept there.
        network: the offline switch; None leaves it to the guard of this process.
        endpoint: the hub's address; None takes `HF_ENDPOINT` at each call, else Hugging Face.
        token: returns the access token, or None. It goes to the endpoint alone.
        timeout: seconds without a byte after which an answer counts as stalled.
        wait: waits so many seconds between attempts.
    """

    def __init__(
        self,
        cache: Path,
        network: Network | None = None,
        *,
        endpoint: str | None = None,
        token: Callable[[], str | None] = lambda: None,
        timeout: float = 20.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache = HubCache(cache)
        self._endpoint = endpoint
        self._requests = Requests(network, token, timeout=timeout, wait=wait)

    @property
    def endpoint(self) -> str:
        """The hub's address, without a slash at its end. Raises `ParleyError` `hub_endpoint`."""
        if self._endpoint is None:
            return endpoint_of(os.environ)
        return checked_endpoint(self._endpoint)

    def files(self, repo: str, revision: str = "main") -> RepositoryFiles:
        """Return the files of a repository with their exact sizes, without folders.

        While the hub is out of reach, the list read last is returned, marked as `cached`.

        Args:
            repo: `owner/name`.
            revision: branch, tag or commit.

        Raises:
            ParleyError: `hub_name`, `hub_endpoint`, `offline`, and the `hub_…` codes of `errors`.
        """
        repo = repository_name(repo)
        endpoint = self.endpoint
        key = (endpoint, repo, revision)
        try:
            files = self._list(endpoint, repo, revision)
        except ParleyError as error:
            kept = self._cache.files(key) if error.code in _OUT_OF_REACH else None
            if kept is None:
                raise
            _log.info("The list of %s is from an earlier time: %s", repo, error.code)
            return kept
        self._cache.keep_files(key, files)
        return files

    def header(self, repository: RepositoryFiles, file: RemoteFile) -> Header:
        """Return the header of a model file. Raises as `header_bytes`."""
        return self.header_bytes(repository, file).header

    def headers(
        self, repository: RepositoryFiles, files: Iterable[RemoteFile]
    ) -> tuple[HeaderBytes, ...]:
        """Return the headers of several files, such as the shards of a model, in their order.

        Raises as `header_bytes`; what was read until then is cached.
        """
        files = tuple(files)
        if len(files) < 2:
            return tuple(self.header_bytes(repository, file) for file in files)
        with ThreadPoolExecutor(min(_TOGETHER, len(files)), "parley-hub") as pool:
            try:
                return tuple(pool.map(lambda file: self.header_bytes(repository, file), files))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def header_bytes(self, repository: RepositoryFiles, file: RemoteFile) -> HeaderBytes:
        """Return the header of a model file, read with as few bytes as are needed.

        Args:
            repository: from `files`; its commit is the one that is read.
            file: one of its files.

        Raises:
            ParleyError: `offline`, the `hub_…` codes of `errors`, and those of `gguf.GgufError`
                for a file that is no model, or a damaged one.
        """
        endpoint = self.endpoint
        subject = _subject(endpoint, repository.repo, repository.revision, file.path)
        key = (endpoint, repository.repo, file.path, file.etag)
        kept = self._cache.header(key)
        if kept is not None:
            data, size = kept
            try:
                if size == file.size:
                    return HeaderBytes(file, data, size, parse(data, size=size), cached=True)
            except (NeedMore, GgufError) as error:
                _log.info("A cached header is of no use: %s", type(error).__name__)
            self._cache.drop_header(key)
        try:
            data, header = self._read_header(endpoint, repository, file, subject)
        except GgufError as error:
            raise errors.no_model(subject, error) from error
        self._cache.keep_header(key, data, file.size)
        return HeaderBytes(file, data, file.size, header)

    # -- lists ------------------------------------------------------------------------------------

    def _list(self, endpoint: str, repo: str, revision: str) -> RepositoryFiles:
        subject = _subject(endpoint, repo, revision)
        address = f"{endpoint}/api/models/{repo}/revision/{quote(revision, safe='')}"
        reply = self._requests.get(address, subject, home=origin(endpoint), most=_MOST_LIST)
        info = _decoded(reply, _Info, subject)
        if not is_commit(info.sha):
            raise errors.answer(subject, "no commit")
        files: dict[str, RemoteFile] = {}
        for entry in self._tree(endpoint, repo, info.sha, subject):
            if entry.type != "file":
                continue
            file = _file(entry)
            if file is None:
                _log.info("Left out a file with an unsafe name or size in %s", repo)
            else:
                files[file.path] = file
        return RepositoryFiles(
            repo=_new_name(info.id, repo),
            revision=info.sha,
            gated=info.gated if isinstance(info.gated, str) else "manual" if info.gated else "",
            license=_license(info),
            files=tuple(files.values()),
            read_at=int(time.time()),
        )

    def _tree(self, endpoint: str, repo: str, sha: str, subject: Subject) -> Iterator[_Entry]:
        address = f"{endpoint}/api/models/{repo}/tree/{sha}?recursive=true"
        home = origin(endpoint)
        for _ in range(_MOST_PAGES):
            reply = self._requests.get(address, subject, home=home, most=_MOST_LIST)
            yield from _decoded(reply, list[_Entry], subject)
            following = _next_page(reply)
            if following is None:
                return
            address = urljoin(reply.url, following)
            # A mirror may pass on the addresses of the hub it mirrors.
            if address.startswith(f"{DEFAULT_ENDPOINT}/"):
                address = endpoint + address.removeprefix(DEFAULT_ENDPOINT)
            if origin(address) != home:
                raise errors.answer(subject, "a list that goes on elsewhere")
        raise errors.answer(subject, "an endless list")

    # -- headers ----------------------------------------------------------------------------------

    def _read_header(
        self, endpoint: str, repository: RepositoryFiles, file: RemoteFile, subject: Subject
    ) -> tuple[bytes, Header]:
        address = (
            f"{endpoint}/{repository.repo}/resolve/{quote(repository.revision, safe='')}"
            f"/{quote(file.path)}"
        )
        home = origin(endpoint)
        number = shard(file.path)
        steps = _LATER_STEPS if number is not None and number[1] > 1 else _STEPS
        data = b""
        place: str | None = None
        needed = 0
        for _ in range(_MOST_PARTS):
            step = next((each for each in steps if each > needed), MOST_HEADER)
            end = min(file.size, step)
            if len(data) < end:
                reply = self._part(address, place, subject, home, (len(data), end))
                place = reply.url
                _check(reply, file, subject)
                data += reply.data
            try:
                header = parse(data, size=file.size)
            except NeedMore as more:
                needed = max(more.at_least, len(data))
                if needed >= MOST_HEADER:
                    raise errors.header_large(subject, MOST_HEADER) from more
            else:
                return data[: header.data_offset], header
        raise errors.answer(subject, "a file in crumbs")

    def _part(
        self,
        address: str,
        place: str | None,
        subject: Subject,
        home: tuple[str, str, int],
        span: tuple[int, int],
    ) -> Reply:
        """Read from `place`, where an earlier redirect led, or from `address`."""
        if place is not None:
            try:
                return self._requests.get(place, subject, home=home, span=span, most=0)
            except ParleyError as error:
                # Signed addresses expire; the hub gives a new one.
                if error.code != "hub_storage":
                    raise
        return self._requests.get(address, subject, home=home, span=span, most=0)


def _subject(endpoint: str, repo: str, revision: str, file: str = "") -> Subject:
    return Subject(shown_host(endpoint), f"{endpoint}/{repo}", repo, revision, file)


def _decoded(reply: Reply, kind: type[_T], subject: Subject) -> _T:
    try:
        return msgspec.json.decode(reply.data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        web_page = reply.data.lstrip()[:1] == b"<"
        raise errors.answer(subject, "a web page" if web_page else "no list of files") from error


def _file(entry: _Entry) -> RemoteFile | None:
    """Return the file of an entry, or None for one that a hub would not list."""
    size = entry.size if entry.lfs is None else entry.lfs.size
    if not is_safe_path(entry.path) or not 0 <= size < 2**63:
        return None
    return RemoteFile(entry.path, size, entry.oid, entry.lfs.oid if entry.lfs else None)


def _new_name(found: str, asked: str) -> str:
    """Return the repository's present name: it may have been renamed since."""
    try:
        return repository_name(found)
    except ParleyError:
        return asked


def _license(info: _Info) -> str:
    card = info.card if isinstance(info.card, dict) else {}
    found = card.get("license")
    if found == "other":
        found = card.get("license_name") or found
    if isinstance(found, str):
        return found
    for tag in info.tags or []:
        if isinstance(tag, str) and tag.startswith("license:"):
            return tag.removeprefix("license:")
    return ""


def _next_page(reply: Reply) -> str | None:
    """Return the address in `Link: <…>; rel="next"` (RFC 8288), or None."""
    for link in reply.headers.get("link", "").split(","):
        address, _, parameters = link.strip().partition(">")
        if address.startswith("<") and 'rel="next"' in parameters.replace("'", '"'):
            return address[1:]
    return None


def _check(reply: Reply, file: RemoteFile, subject: Subject) -> None:
    """Compare what a hub says of a file with what it said in the list."""
    linked = reply.headers.get("x-linked-size", "")
    sizes = {reply.size, int(linked) if linked.isascii() and linked.isdigit() else None}
    for size in sizes - {None, file.size}:
        raise errors.wrong_size(subject, file.size, size or 0)
    etag = reply.headers.get("x-linked-etag", "").removeprefix("W/").strip('"')
    if etag and etag != file.etag:
        raise errors.changed(subject)
