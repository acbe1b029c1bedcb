"""A hub as the rest of Parley sees it: what there is, its files, the headers of models."""

from __future__ import annotations

import functools
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.gguf import GgufError, Header, NeedMore, parse, shard
from parley.hub import access, card, errors, search, texts
from parley.hub.answers import OUT_OF_REACH, check_listed, decoded, next_page
from parley.hub.cache import HubCache
from parley.hub.entries import Entry, gated_of, license_of
from parley.hub.errors import Subject
from parley.hub.names import (
    checked_endpoint,
    endpoint_of,
    is_commit,
    is_safe_path,
    origin,
    repository_name,
)
from parley.hub.replies import Reply
from parley.hub.requests import Requests, shown_host
from parley.hub.values import (
    Card,
    Found,
    HeaderBytes,
    LicenseText,
    Query,
    RemoteFile,
    RepositoryFiles,
    Who,
)

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
#: Files and folders of a repository; the hub itself advises at most 100,000.
_MOST_FILES: Final = 200_000
#: Shards whose headers are read at the same time.
_TOGETHER: Final = 4


class _Lfs(msgspec.Struct):
    oid: str
    size: int


class _Entry(msgspec.Struct):
    type: str
    path: str
    oid: str = ""
    size: int = 0
    lfs: _Lfs | None = None


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
        self._token = token
        self._requests_with = functools.partial(Requests, network, timeout=timeout, wait=wait)
        self._requests: Requests = self._requests_with(token)

    @property
    def endpoint(self) -> str:
        """The hub's address, without a slash at its end. Raises `ParleyError` `hub_endpoint`."""
        if self._endpoint is None:
            return endpoint_of(os.environ)
        return checked_endpoint(self._endpoint)

    @property
    def requests(self) -> Requests:
        """What makes this hub's requests, for a transfer that reads content as it comes."""
        return self._requests

    def search(self, query: Query, more: str = "") -> Found:
        """Return models that match `query`; with `more` of what was found, the next of them.

        While the hub is out of reach, what the same search found before is returned, marked as
        `cached`.

        Raises:
            ParleyError: `hub_query`, `hub_missing` for a mirror that cannot be searched,
                `hub_endpoint`, `offline`, and the `hub_…` codes of `errors`.
        """
        return search.search(self._requests, self._cache, self.endpoint, query, more)

    def card(self, repo: str, revision: str = "main") -> Card:
        """Return what a repository's page says: licence, terms, what it was made from.

        While the hub is out of reach, what it said last is returned, marked as `cached`.

        Raises:
            ParleyError: `hub_name`, `hub_endpoint`, `offline`, and the `hub_…` codes of `errors`.
        """
        repo = repository_name(repo)
        return card.card(self._requests, self._cache, self.endpoint, repo, revision)

    def readme(self, repository: RepositoryFiles) -> str:
        """Return the README at the commit of `repository`, as Markdown that nobody checked.

        Raises:
            ParleyError: `hub_no_readme`, `hub_gated`, `offline`, and the `hub_…` codes of `errors`.
        """
        return texts.readme(self._requests, self._cache, self.endpoint, repository)

    def license_text(self, repository: RepositoryFiles) -> LicenseText | None:
        """Return the licence among the files of `repository`, or None. Raises as `readme`."""
        return texts.license_text(self._requests, self._cache, self.endpoint, repository)

    def whoami(self, token: str | None = None) -> Who:
        """Return whose access token it is: `token`, or else the one that this hub is read with.

        Raises:
            ParleyError: `hub_signed_out` where there is none, `hub_token` for one that is not
                valid, `hub_missing` for a mirror without accounts, `offline`, and the `hub_…`
                codes of `errors`.
        """
        token = token or self._token()
        if not token:
            raise errors.signed_out(shown_host(self.endpoint), self.endpoint)
        return access.whoami(self._requests_with(lambda: token), self.endpoint)

    def access(self, repository: RepositoryFiles) -> None:
        """Return if the files of `repository` may be read now.

        Raises:
            ParleyError: `hub_gated`, `hub_scope`, `hub_token`, `hub_forbidden` say what is
                missing; `offline`, and the other `hub_…` codes of `errors`.
        """
        access.access(self._requests, self.endpoint, repository)

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
            kept = self._cache.files(key) if error.code in OUT_OF_REACH else None
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
        info = decoded(reply, Entry, subject)
        if not isinstance(info.sha, str) or not is_commit(info.sha):
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
            gated=gated_of(info),
            license=license_of(info),
            files=tuple(files.values()),
            read_at=int(time.time()),
        )

    def _tree(self, endpoint: str, repo: str, sha: str, subject: Subject) -> Iterator[_Entry]:
        address = f"{endpoint}/api/models/{repo}/tree/{sha}?recursive=true"
        listed = 0
        for _ in range(_MOST_PAGES):
            reply = self._requests.get(address, subject, home=origin(endpoint), most=_MOST_LIST)
            entries = decoded(reply, list[_Entry], subject)
            listed += len(entries)
            if listed > _MOST_FILES:
                break
            yield from entries
            address = next_page(reply, endpoint, subject)
            if not address:
                return
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
                check_listed(reply, file, subject)
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


def _file(entry: _Entry) -> RemoteFile | None:
    """Return the file of an entry, or None for one that a hub would not list."""
    size = entry.size if entry.lfs is None else entry.lfs.size
    if not is_safe_path(entry.path) or not 0 <= size < 2**63:
        return None
    return RemoteFile(entry.path, size, entry.oid, entry.lfs.oid if entry.lfs else None)


def _new_name(found: object, asked: str) -> str:
    """Return the repository's present name: it may have been renamed since."""
    try:
        return repository_name(found) if isinstance(found, str) else asked
    except ParleyError:
        return asked
