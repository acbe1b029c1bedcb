"""Texts in a repository that people read before they download: its README and its licence."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import quote

from parley.hub import errors
from parley.hub.answers import check_listed
from parley.hub.cache import HubCache
from parley.hub.errors import Subject
from parley.hub.names import origin
from parley.hub.requests import Requests, shown_host
from parley.hub.values import LicenseText, RemoteFile, RepositoryFiles

#: Bytes of a README that are read; the longest have some 200 KiB.
MOST_README: Final = 1024**2
#: Bytes of a licence; a longer file is none.
MOST_LICENSE: Final = 1024**2
#: A server that gives a few bytes at a time is asked at most this often.
_MOST_PARTS: Final = 24
_LICENSE = re.compile(
    r"(?:[\w.-]*[-_.])?(?:licen[sc]e|copying)(?:[-_.][\w.-]*)?", re.IGNORECASE | re.ASCII
)
_NO_TEXT: Final = (".gguf", ".bin", ".pdf", ".png", ".jpg", ".safetensors", ".zip", ".docx")
_FENCE = re.compile(r"---[ \t]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def readme(requests: Requests, cache: HubCache, endpoint: str, repository: RepositoryFiles) -> str:
    """Return the README without the metadata at its start, as Markdown that nobody checked.

    A version that was read before is not asked for again.

    Raises:
        ParleyError: `hub_no_readme`, `hub_gated`, `offline`, and the `hub_…` codes of `errors`.
    """
    named = [file for file in repository.files if file.path.lower() == "readme.md"]
    if not named:
        raise errors.no_readme(shown_host(endpoint), repository.repo)
    file = next((each for each in named if each.path == "README.md"), named[0])
    doing = f"read the README of “{repository.repo}”"
    data = _read(requests, cache, endpoint, repository, file, MOST_README, doing)
    return without_metadata(_text(data))


def license_text(
    requests: Requests, cache: HubCache, endpoint: str, repository: RepositoryFiles
) -> LicenseText | None:
    """Return the licence that lies in a repository, or None. Raises as `readme`."""
    found = [
        file
        for file in repository.files
        if _LICENSE.fullmatch(file.path)
        and not file.path.lower().endswith(_NO_TEXT)
        and 0 < file.size <= MOST_LICENSE
    ]
    if not found:
        return None
    # `LICENSE` itself before `LICENSE-3RD-PARTY.md`.
    file = min(found, key=lambda each: (len(each.path), each.path))
    doing = f"read the licence of “{repository.repo}”"
    data = _read(requests, cache, endpoint, repository, file, MOST_LICENSE, doing)
    return LicenseText(file.path, _text(data), hashlib.sha256(data).hexdigest())


def without_metadata(text: str) -> str:
    """Return a model card without the YAML between two lines of `---` at its start."""
    found = _FENCE.match(text)
    return text[found.end() if found else 0 :].strip("\n")


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _read(
    requests: Requests,
    cache: HubCache,
    endpoint: str,
    repository: RepositoryFiles,
    file: RemoteFile,
    most: int,
    doing: str,
) -> bytes:
    """Return the first `most` bytes of a file, from the cache where they are in it."""
    repo, revision = repository.repo, repository.revision
    key = ("text", endpoint, repo, file.path, file.etag)
    wanted = min(file.size, most)
    kept = cache.answer(key, bytes)
    if kept is not None and len(kept) == wanted:
        return kept
    subject = Subject(
        shown_host(endpoint), f"{endpoint}/{repo}", repo, revision, file.path, doing=doing
    )
    address = f"{endpoint}/{repo}/resolve/{quote(revision, safe='')}/{quote(file.path)}"
    data = b""
    for _ in range(_MOST_PARTS):
        if len(data) == wanted:
            cache.keep_answer(key, data)
            return data
        span = (len(data), wanted)
        reply = requests.get(address, subject, home=origin(endpoint), span=span, most=0)
        check_listed(reply, file, subject)
        data += reply.data
    raise errors.answer(subject, "a file in crumbs")
