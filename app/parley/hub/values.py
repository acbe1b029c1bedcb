"""What a hub says of repositories, models and people, and what it is asked."""

from __future__ import annotations

from typing import Literal

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


class HubModel(msgspec.Struct, frozen=True):
    """A repository as a hub describes it. What the hub does not say is None, or "".

    Attributes:
        repo: `owner/name`.
        author: whose it is.
        downloads: in the last 30 days, as the hub counts them.
        created_at: in seconds since 1970 (UTC); `modified_at` likewise.
        license: the licence's identifier, for example `apache-2.0`; in a list, `other` stands for
            one that only the model card names.
        gated: "" if open, "auto" if accepting the terms is enough, "manual" if the owner decides.
        parameters: of the model in one of its GGUF files, by that file's header.
        architecture: `general.architecture` of that header.
        context: tokens the model was trained with, by that header.
        base_models: repositories that it was made from.
        quantisations: labels of its builds, by their files' names.
        family: by `catalog.family_of`; "" where none is known.
    """

    repo: str
    author: str
    downloads: int | None = None
    likes: int | None = None
    created_at: int | None = None
    modified_at: int | None = None
    license: str = ""
    gated: str = ""
    tags: tuple[str, ...] = ()
    parameters: int | None = None
    architecture: str = ""
    context: int | None = None
    base_models: tuple[str, ...] = ()
    quantisations: tuple[str, ...] | None = None
    family: str = ""


Sort = Literal["downloads", "likes", "modified", "created", "trending"]


class Query(msgspec.Struct, frozen=True):
    """What is searched for.

    Attributes:
        text: words of the repository's name or of its owner's.
        author: whose repositories alone.
        family: one that `catalog.family_of` knows.
        license: the licence's identifier as the hub writes it, for example `apache-2.0`.
        min_parameters: models with fewer are left out, and those of unknown size; `max_parameters`
            likewise.
        gated: only gated repositories, or only open ones.
        gguf: only repositories with GGUF files.
        sort: by which the largest, or the latest, comes first.
        page: models that are wanted at once, from 1 to 100.
    """

    text: str = ""
    author: str = ""
    family: str = ""
    license: str = ""
    min_parameters: int | None = None
    max_parameters: int | None = None
    gated: bool | None = None
    gguf: bool = True
    sort: Sort = "downloads"
    page: int = 30


class Found(msgspec.Struct, frozen=True):
    """Some of what a search finds.

    Attributes:
        models: in the hub's order; mostly as many as the query's `page`, but more or fewer are
            possible.
        more: where the search goes on, for `Hub.search`; "" where all was seen.
        unsized: models left out because the hub does not say how many parameters they have.
        read_at: when the hub said so, in seconds since 1970 (UTC).
        cached: whether this was kept from an earlier time because the hub is out of reach now.
    """

    models: tuple[HubModel, ...]
    more: str
    unsized: int
    read_at: int
    cached: bool = False


class TermsField(msgspec.Struct, frozen=True):
    """What the owner of a gated repository asks: a label, its kind (`text`, `checkbox` …)."""

    label: str
    kind: str = ""
    options: tuple[str, ...] = ()


class Terms(msgspec.Struct, frozen=True):
    """What the owner of a gated repository asks of those who want its files.

    Attributes:
        heading: such as “Please read and accept these terms”.
        description: what is said of it.
        prompt: the terms themselves, often the whole licence, in Markdown.
        fields: what is asked.
        excludes_eu: whether people in the European Union are refused.
    """

    heading: str = ""
    description: str = ""
    prompt: str = ""
    fields: tuple[TermsField, ...] = ()
    excludes_eu: bool = False


class Card(msgspec.Struct, frozen=True):
    """What a repository's page says of it.

    Attributes:
        model: what a search says as well.
        revision: the commit that this was read at.
        page: its address, where terms are accepted.
        license_id: the identifier in the card, `other` where the licence has none.
        license_name: what the card calls it.
        license_link: web address of its text.
        terms: None where the repository is open.
        read_at: when the hub said so, in seconds since 1970 (UTC).
        cached: whether this was kept from an earlier time because the hub is out of reach now.
    """

    model: HubModel
    revision: str
    page: str
    license_id: str
    license_name: str
    license_link: str
    description: str
    terms: Terms | None
    read_at: int
    cached: bool = False


class LicenseText(msgspec.Struct, frozen=True):
    """A licence as it lies in a repository: `sha256` of its bytes, in hexadecimal."""

    path: str
    text: str
    sha256: str


class Who(msgspec.Struct, frozen=True):
    """Whose access token it is.

    Attributes:
        name: of the account.
        full_name: as people write it.
        kind: `user`, `org`, `app`, or what else the hub says.
        role: what the token allows: `read`, `write`, `fineGrained`; "" where it is not told.
        token: the name that its owner gave the token.
        cached: whether this was kept from an earlier time because the hub is out of reach now.
    """

    name: str
    full_name: str = ""
    kind: str = ""
    role: str = ""
    token: str = ""
    cached: bool = False
