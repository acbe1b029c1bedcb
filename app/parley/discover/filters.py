"""Which cards a person wants to see, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Literal

import msgspec

from parley.discover.cards import Card

#: Sizes by all weights: up to 4, 10, 40 billion, and more.
Size = Literal["", "small", "medium", "large", "huge"]
Task = Literal["", "chat", "code", "reasoning", "image", "audio", "tools"]
#: Approved by the Open Source Initiative; commercial use without conditions; or with some.
Terms = Literal["", "open", "commercial", "conditions"]
Order = Literal["suited", "newest", "smallest", "fastest"]

_LIMITS: Final[dict[str, tuple[float, float]]] = {
    "small": (0, 4e9),
    "medium": (4e9, 10e9),
    "large": (10e9, 40e9),
    "huge": (40e9, float("inf")),
}


class Filter(msgspec.Struct, frozen=True):
    """What is wanted; what is empty leaves all.

    Attributes:
        words: each of which occurs somewhere in a card.
        family: as `catalog.family_of` has it.
        fits: only what runs here.
    """

    words: str = ""
    family: str = ""
    size: Size = ""
    task: Task = ""
    terms: Terms = ""
    fits: bool = False

    @property
    def empty(self) -> bool:
        """Whether everything is wanted."""
        return self == Filter()


def matching(cards: Iterable[Card], wanted: Filter) -> list[Card]:
    """Return the cards that are wanted, in their order."""
    words = wanted.words.casefold().split()
    return [card for card in cards if _matches(card, wanted, words)]


def ordered(cards: Iterable[Card], order: Order) -> list[Card]:
    """Return cards in an order; what cannot be had or does not run comes last in each.

    `suited` begins with what can be read along, the newest first.
    """
    newest = sorted(cards, key=lambda card: card.model.released or "", reverse=True)
    return sorted(newest, key=_KEYS[order])


def families(cards: Iterable[Card]) -> tuple[str, ...]:
    """Return the families that there are, Llama and Mistral first."""
    found = dict.fromkeys(("llama", "mistral"), False)
    for card in cards:
        found[card.model.family] = True
    return tuple(family for family, there in found.items() if there)


def _matches(card: Card, wanted: Filter, words: list[str]) -> bool:
    if wanted.family and card.model.family != wanted.family:
        return False
    if wanted.fits and not card.runs:
        return False
    if wanted.size:
        low, high = _LIMITS[wanted.size]
        if not card.total or not low < card.total <= high:
            return False
    if wanted.task and not _does(card, wanted.task):
        return False
    if wanted.terms and not _allows(card, wanted.terms):
        return False
    return all(word in card.words for word in words)


def _does(card: Card, task: Task) -> bool:
    model = card.model
    if task in {"image", "audio"}:
        return task in model.inputs
    if task == "tools":
        return model.tool_calls is not None and model.tool_calls.supported
    if task == "code":
        return "code" in (model.good_for or "").lower() or card.use == "code"
    if task == "reasoning":
        return model.reasoning is not None and model.reasoning.thinks
    return card.use in {"chat", "small", "reasoning"} and "text" in model.outputs


def _allows(card: Card, terms: Terms) -> bool:
    licence = card.licence
    if licence is None:
        return False
    if terms == "open":
        return licence.osi is not None and licence.osi.value is True
    allowed = licence.commercial.value if licence.commercial is not None else None
    return allowed == "yes" if terms == "commercial" else allowed in {"yes", "conditions"}


def _last(card: Card) -> int:
    """Return a class that stands behind others: 0 for what runs here."""
    return 0 if card.runs else 1 if card.repository else 2


def _suited(card: Card) -> tuple[int, ...]:
    return (_last(card), not card.readable)


_KEYS: Final[dict[Order, Callable[[Card], tuple[float, ...]]]] = {
    "suited": _suited,
    "newest": lambda card: (),
    "smallest": lambda card: (card.size == 0, card.size),
    "fastest": lambda card: (_last(card), -card.decode),
}
