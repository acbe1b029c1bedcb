"""What a hub says of a repository, and the first bytes of a model in it."""

from __future__ import annotations

import msgspec

from parley.core.errors import ParleyError
from parley.gguf import Header


class RemoteFile(msgspec.Struct, frozen=True):
    """One file of a repository.

    Attributes:
        path: inside the repository, with slashes; never absolute and never upwards.
        size: bytes, exactly.
        oid: the hub's name for this content (the Git object); it changes with the content.
        sha256: of the content, in hexadecimal; None for small files that Git itself holds.
    """

    path: str
    size: int
    oid: str
    sha256: str | None = None

    @property
    def etag(self) -> str:
        """What the hub sends as `ETag` of this content."""
        return self.sha256 or self.oid


class RepositoryFiles(msgspec.Struct, frozen=True):
    """The files of a repository at one commit.

    Attributes:
        repo: `owner/name`, as the hub spells it now; a renamed repository has its new name.
        revision: the commit, 40 hexadecimal digits. What is read later is read at this commit.
        gated: "" if open, "auto" if accepting the terms is enough, "manual" if the owner decides.
        license: the licence's identifier, for example `apache-2.0`; "" where none is named.
        read_at: when the hub said so, in seconds since 1970 (UTC).
        cached: whether this was kept from an earlier time because the hub is out of reach now.
    """

    repo: str
    revision: str
    gated: str
    license: str
    files: tuple[RemoteFile, ...]
    read_at: int
    cached: bool = False

    def file(self, path: str) -> RemoteFile:
        """Return the file at `path`. Raises `ParleyError` `hub_no_file`."""
        for file in self.files:
            if file.path == path:
                return file
        raise ParleyError(
            "hub_no_file",
            f"There is no file “{path}” in “{self.repo}”.",
            safe="Nothing on this computer changed.",
            hint="Choose one of the files that the repository lists.",
        )


class HeaderBytes(msgspec.Struct, frozen=True):
    """The header of a remote model file, as bytes and as read from them.

    Attributes:
        file: whose header it is.
        data: the file's first bytes, up to where its weights begin.
        size: bytes of the whole file.
        header: what `data` says.
        cached: whether it came from this disk, without a request.
    """

    file: RemoteFile
    data: bytes
    size: int
    header: Header
    cached: bool = False
