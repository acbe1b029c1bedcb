"""A repository's page: licence, the owner's terms, what it was made from."""

from __future__ import annotations

import logging
import time
from urllib.parse import quote, urlsplit

import msgspec

from parley.core.errors import ParleyError
from parley.hub import errors
from parley.hub.answers import OUT_OF_REACH, decoded
from parley.hub.cache import HubCache
from parley.hub.entries import Entry, card_of, hub_model, terms_of, text
from parley.hub.errors import Subject
from parley.hub.names import is_commit, is_safe_path, origin
from parley.hub.requests import Requests, shown_host
from parley.hub.values import Card

_log = logging.getLogger(__name__)

#: Bytes of a description: a card's metadata may hold a whole licence.
_MOST_BYTES = 8 * 1024**2
_MOST_DESCRIPTION = 4000


def card(
    requests: Requests, cache: HubCache, endpoint: str, repo: str, revision: str = "main"
) -> Card:
    """Return what a hub says of a repository, of gated ones too.

    While the hub is out of reach, what it said last is returned, marked as `cached`.

    Args:
        repo: `owner/name`, checked.
        revision: branch, tag or commit.

    Raises:
        ParleyError: `offline`, and the `hub_…` codes of `errors`.
    """
    key = ("card", endpoint, repo, revision)
    try:
        found = _asked(requests, endpoint, repo, revision)
    except ParleyError as error:
        kept = cache.answer(key, Card) if error.code in OUT_OF_REACH else None
        if kept is None:
            raise
        _log.info("What is known of %s is from an earlier time: %s", repo, error.code)
        return msgspec.structs.replace(kept, cached=True)
    cache.keep_answer(key, found)
    return found


def _asked(requests: Requests, endpoint: str, repo: str, revision: str) -> Card:
    subject = Subject(
        shown_host(endpoint), f"{endpoint}/{repo}", repo, revision, doing=f"look “{repo}” up"
    )
    address = f"{endpoint}/api/models/{repo}/revision/{quote(revision, safe='')}"
    reply = requests.get(address, subject, home=origin(endpoint), most=_MOST_BYTES)
    entry = decoded(reply, Entry, subject, "no description")
    model = hub_model(entry)
    if model is None or not isinstance(entry.sha, str) or not is_commit(entry.sha):
        raise errors.answer(subject, "no description")
    metadata = card_of(entry)
    page = f"{endpoint}/{model.repo}"
    return Card(
        model=model,
        revision=entry.sha,
        page=page,
        license_id=text(metadata.get("license")) or model.license,
        license_name=text(metadata.get("license_name")),
        license_link=_link(text(metadata.get("license_link"), 2000), page, entry.sha),
        description=text(metadata.get("description"), _MOST_DESCRIPTION),
        terms=terms_of(entry),
        read_at=int(time.time()),
    )


def _link(found: str, page: str, revision: str) -> str:
    """Return a web address; cards name files of their repository as well. "" for anything else."""
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"} and parts.hostname and " " not in found:
        return found
    if not parts.scheme and is_safe_path(found):
        return f"{page}/blob/{revision}/{quote(found)}"
    return ""
