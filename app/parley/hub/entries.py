"""From what a hub says of a repository to values. All of it is untrusted: bounded, or left out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from parley.catalog import family_of
from parley.core.errors import ParleyError
from parley.gguf import builds
from parley.hub.names import is_safe_path, repository_name
from parley.hub.values import HubModel, Terms, TermsField

#: Letters of a tag, an identifier, a name.
_SHORT: Final = 200
#: Letters of the terms of one owner; the longest licences in them have some 30,000.
_LONG: Final = 100_000
_MOST_TAGS: Final = 300
_MOST_FILES: Final = 5000
_MOST_FIELDS: Final = 50
_MOST_OPTIONS: Final = 500
_BASE: Final = "base_model:"
#: The year 3000: systems cannot show later days, nor those before 1970, as local ones.
_LAST_SECOND: Final = 32_503_680_000


class Entry(msgspec.Struct):
    """A repository as the hub describes it, in a list or alone; nothing of it is checked."""

    id: Any = None
    sha: Any = None
    author: Any = None
    downloads: Any = None
    likes: Any = None
    created: Any = msgspec.field(name="createdAt", default=None)
    modified: Any = msgspec.field(name="lastModified", default=None)
    gated: Any = None
    tags: Any = None
    gguf: Any = None
    siblings: Any = None
    card: Any = msgspec.field(name="cardData", default=None)


def hub_model(entry: Entry) -> HubModel | None:
    """Return what an entry says, or None where it has no name that a repository can have."""
    try:
        repo = repository_name(entry.id)
    except (ParleyError, AttributeError):
        return None
    tags = _texts(entry.tags, _MOST_TAGS)
    header = entry.gguf if isinstance(entry.gguf, dict) else {}
    architecture = text(header.get("architecture"))
    base_models = _base_models(entry, tags)
    return HubModel(
        repo=repo,
        author=text(entry.author) or repo.partition("/")[0],
        downloads=_count(entry.downloads),
        likes=_count(entry.likes),
        created_at=_seconds(entry.created),
        modified_at=_seconds(entry.modified),
        license=license_of(entry),
        gated=gated_of(entry),
        tags=tags,
        parameters=_count(header.get("total")) or None,
        architecture=architecture,
        context=_count(header.get("context_length")) or None,
        base_models=base_models,
        quantisations=_quantisations(entry.siblings),
        family=family_of(repo, architecture=architecture, base_models=base_models),
    )


def gated_of(entry: Entry) -> str:
    """Return "" if open, "auto" if accepting the terms is enough, "manual" if the owner decides."""
    if isinstance(entry.gated, str):
        return "auto" if entry.gated == "auto" else "manual"
    return "manual" if entry.gated else ""


def license_of(entry: Entry) -> str:
    """Return the licence's identifier, or its name where it has none of its own; "" if unknown."""
    card = card_of(entry)
    found = text(card.get("license"))
    if found == "other":
        found = text(card.get("license_name")) or found
    if found:
        return found
    tags = _texts(entry.tags, _MOST_TAGS)
    return next((tag[8:] for tag in tags if tag.startswith("license:")), "")


def card_of(entry: Entry) -> dict[Any, Any]:
    """Return the metadata of the model card."""
    return entry.card if isinstance(entry.card, dict) else {}


def terms_of(entry: Entry) -> Terms | None:
    """Return what the owner of a gated repository asks of people, or None where that is open."""
    if not gated_of(entry):
        return None
    card = card_of(entry)
    fields = card.get("extra_gated_fields")
    return Terms(
        heading=text(card.get("extra_gated_heading")),
        description=text(card.get("extra_gated_description"), _LONG),
        prompt=text(card.get("extra_gated_prompt"), _LONG),
        fields=tuple(_fields(fields if isinstance(fields, dict) else {})),
        excludes_eu=card.get("extra_gated_eu_disallowed") is True,
    )


def text(value: Any, most: int = _SHORT) -> str:
    """Return a text without control characters, on one line unless it may be long; else ""."""
    if not isinstance(value, str):
        return ""
    # A little more is looked at than is kept: what is left out does not count.
    found = value[: 2 * most].encode(errors="replace").decode()
    if most > _SHORT:
        lines = ("".join(filter(_shown, line)) for line in found.splitlines())
        return "\n".join(lines).strip()[:most]
    return " ".join("".join(letter if _shown(letter) else " " for letter in found).split())[:most]


def _shown(letter: str) -> bool:
    return letter.isprintable() or letter == "\t"


def _texts(value: Any, most: int) -> tuple[str, ...]:
    items = value if isinstance(value, list) else ()
    found = (text(each) for each in items[:most])
    return tuple(dict.fromkeys(each for each in found if each))


def _fields(fields: dict[Any, Any]) -> Iterable[TermsField]:
    for name, kind in list(fields.items())[:_MOST_FIELDS]:
        options: Any = ()
        if isinstance(kind, dict):
            options, kind = kind.get("options"), kind.get("type")  # noqa: PLW2901
        if isinstance(options, list):
            options = [
                each.get("label") if isinstance(each, dict) else each
                for each in options[:_MOST_OPTIONS]
            ]
        if label := text(name, _SHORT):
            yield TermsField(label, text(kind), _texts(options, _MOST_OPTIONS))


def _base_models(entry: Entry, tags: Iterable[str]) -> tuple[str, ...]:
    """Return the repositories that this one was made from: of the card, else of the tags.

    Tags name the same one with and without what was done to it (`base_model:quantized:o/n`).
    """
    named = card_of(entry).get("base_model")
    found = _texts(named if isinstance(named, list) else [named], _MOST_TAGS)
    if not found:
        found = tuple(tag.rpartition(":")[2] for tag in tags if tag.startswith(_BASE))
    names = []
    for each in found:
        try:
            names.append(repository_name(each))
        except ParleyError:
            continue
    return tuple(dict.fromkeys(names))


def _quantisations(siblings: Any) -> tuple[str, ...] | None:
    """Return the labels of the builds that the files' names tell of; None without a list."""
    if not isinstance(siblings, list):
        return None
    names = [
        name
        for each in siblings[:_MOST_FILES]
        if isinstance(each, dict)
        and isinstance(name := each.get("rfilename"), str)
        and name.lower().endswith(".gguf")
        and is_safe_path(name)
    ]
    labels = (build.label for build in builds((name, None) for name in names))
    return tuple(dict.fromkeys(label for label in labels if label))


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**63 else None


def _seconds(value: Any) -> int | None:
    """Return a date such as `2026-01-02T03:04:05.000Z` in seconds since 1970, or None."""
    try:
        when = datetime.datetime.fromisoformat(value)
        if when.tzinfo is None:
            when = when.replace(tzinfo=datetime.UTC)
        seconds = int(when.timestamp())
    except (TypeError, ValueError, OverflowError):
        return None
    return seconds if 0 <= seconds < _LAST_SECOND else None
