"""Searching a hub: what it is asked, and which of its answers are what was asked for.

The hub knows no families, and its sizes do not count GGUF files, so both are looked at here.
"""

from __future__ import annotations

import logging
import re
import time
from typing import Final, get_args
from urllib.parse import urlencode

import msgspec

from parley.catalog import family_of
from parley.catalog.values import Family
from parley.core.errors import ParleyError
from parley.hub.answers import OUT_OF_REACH, at_hub, decoded, next_page
from parley.hub.cache import HubCache
from parley.hub.entries import Entry, hub_model
from parley.hub.errors import Subject
from parley.hub.names import origin
from parley.hub.requests import Requests, shown_host
from parley.hub.values import Found, HubModel, Query

_log = logging.getLogger(__name__)

#: Pages of the hub that one call reads, where most of their models are not asked for.
_PAGES: Final = 8
_MOST_ON_PAGE: Final = 100
#: Bytes of one page: chat templates, which come along with the sizes, have some 10 KiB each.
_MOST_BYTES: Final = 32 * 1024**2
_MOST_ENTRIES: Final = 1000
_SORTS: Final = {
    "downloads": "downloads",
    "likes": "likes",
    "modified": "lastModified",
    "created": "createdAt",
    "trending": "trendingScore",
}
#: Where an answer has these only, it is short: no configurations, no cards.
_EXPAND: Final = (
    "author", "downloads", "likes", "createdAt", "lastModified", "gated", "tags", "gguf",
    "siblings",
)  # fmt: skip
#: What names of a family have in common, where that is not its own name: Mixtral, Devstral. The
#: hub documents that it looks for parts of words; where it does not, the family's name is next.
_COMMON: Final = {"mistral": "tral"}
_TAG: Final = re.compile(r"[\w.+:-]{1,100}", re.ASCII)
_AUTHOR: Final = re.compile(r"[\w.-]{1,96}", re.ASCII)
_MOST_TEXT: Final = 200


def search(
    requests: Requests, cache: HubCache, endpoint: str, query: Query, more: str = ""
) -> Found:
    """Return models that match `query`, from the start or from where `more` of a result points.

    While the hub is out of reach, what the same search found before is returned, marked as
    `cached`.

    Raises:
        ParleyError: `hub_query`, `offline`, and the `hub_…` codes of `errors`.
    """
    check(query)
    key = ("search", endpoint, msgspec.json.encode(query).decode(), more)
    try:
        found = _asked(requests, endpoint, query, more)
    except ParleyError as error:
        kept = cache.answer(key, Found) if error.code in OUT_OF_REACH else None
        if kept is None:
            raise
        _log.info("A search is answered from an earlier time: %s", error.code)
        return msgspec.structs.replace(kept, cached=True)
    cache.keep_answer(key, found)
    return found


def check(query: Query) -> None:
    """Raise `ParleyError` `hub_query` for what no hub can be asked."""
    least, most = query.min_parameters or 0, query.max_parameters
    if query.family and family_of(query.family) != query.family:
        raise _bad(
            f"“{query.family}” is no family of models that Parley knows.",
            hint=f"Known are {', '.join(get_args(Family))}.",
        )
    if query.license and not _TAG.fullmatch(query.license):
        raise _bad(f"“{query.license}” is no licence as the hub writes them, such as apache-2.0.")
    if query.author and not _AUTHOR.fullmatch(query.author):
        raise _bad(f"“{query.author}” is no name of an account.")
    if len(query.text) > _MOST_TEXT:
        raise _bad(f"The text is longer than {_MOST_TEXT} characters.")
    if least < 0 or (most is not None and most < least):
        raise _bad("The largest number of parameters is smaller than the least.")
    if not 1 <= query.page <= _MOST_ON_PAGE:
        raise _bad(f"At most {_MOST_ON_PAGE} models are found at once.")


def _bad(message: str, *, hint: str = "Change it, or leave it out.") -> ParleyError:
    return ParleyError("hub_query", message, safe="Nothing was sent.", hint=hint)


def matches(query: Query, model: HubModel) -> bool:
    """Return whether a model is what was asked for, its size apart.

    The hub filters as well; a mirror may not.
    """
    return (
        (not query.family or model.family == query.family)
        and (not query.author or model.author.lower() == query.author.lower())
        and (not query.license or model.license.lower() == query.license.lower())
        and (query.gated is None or bool(model.gated) == query.gated)
        and (not query.gguf or not model.tags or "gguf" in model.tags)
    )


def right_size(query: Query, model: HubModel) -> bool | None:
    """Return whether a model has as many parameters as was asked; None where that is unknown."""
    if query.min_parameters is None and query.max_parameters is None:
        return True
    if model.parameters is None:
        return None
    least, most = query.min_parameters or 0, query.max_parameters
    return least <= model.parameters and (most is None or model.parameters <= most)


def _asked(requests: Requests, endpoint: str, query: Query, more: str) -> Found:
    subject = Subject(shown_host(endpoint), endpoint, "", "", doing="search for models")
    words = _words(query)
    address = at_hub(more, endpoint, subject) if more else _address(endpoint, query, words[0])
    models: dict[str, HubModel] = {}
    unsized = 0
    for turn in range(_PAGES):
        try:
            reply = requests.get(address, subject, home=origin(endpoint), most=_MOST_BYTES)
            entries = decoded(reply, list[msgspec.Raw], subject, "no list of models")
        except ParleyError:
            if not models:
                raise
            break  # what was found is worth showing; the next call says what is wrong
        for raw in entries[:_MOST_ENTRIES]:
            model = _model(raw)
            if model is None or not matches(query, model):
                continue
            fits = right_size(query, model)
            if fits:
                models.setdefault(model.repo, model)
            elif fits is None:
                unsized += 1
        if turn == 0 and not more and not entries and len(words) > 1:
            address = _address(endpoint, query, words[1])
            continue
        address = next_page(reply, endpoint, subject)
        if not address or len(models) >= query.page:
            break
    return Found(tuple(models.values()), address, unsized, int(time.time()))


def _words(query: Query) -> tuple[str, ...]:
    """Return what is searched for, and what else if that finds nothing at all."""
    typed = " ".join(query.text.split())
    if typed or not query.family:
        return (typed,)
    return tuple(dict.fromkeys((_COMMON.get(query.family, query.family), query.family)))


def _address(endpoint: str, query: Query, words: str) -> str:
    sifted = query.family or query.min_parameters is not None or query.max_parameters is not None
    asked = [("search", words)] if words else []
    asked += [("author", query.author)] if query.author else []
    asked += [("filter", "gguf")] if query.gguf else []
    asked += [("filter", f"license:{query.license}")] if query.license else []
    asked += [("gated", str(query.gated).lower())] if query.gated is not None else []
    asked += [
        ("sort", _SORTS[query.sort]),
        ("direction", "-1"),
        ("limit", str(_MOST_ON_PAGE if sifted else query.page)),
        *(("expand", name) for name in _EXPAND),
    ]
    return f"{endpoint}/api/models?{urlencode(asked)}"


def _model(raw: msgspec.Raw) -> HubModel | None:
    try:
        return hub_model(msgspec.json.decode(raw, type=Entry))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _log.info("Left out an entry of a search that makes no sense")
        return None
