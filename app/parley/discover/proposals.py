"""Three models to begin with on this machine: one Llama, one Mistral, one small and fast."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

import msgspec

from parley.discover.cards import Card
from parley.fit.choose import rank

Role = Literal["llama", "mistral", "small"]
#: Weights up to which a model counts as small; tokens per second from which on it is fast.
_SMALL: Final = 4.5e9
_FAST: Final = 15.0
#: Years in which models of one size get as capable as those of twice the size were. Careful: months
#: were found (Xiao et al. 2024, "Densing Law of LLMs", arXiv:2412.04315).
_DOUBLING: Final = 1.0


class Proposal(msgspec.Struct, frozen=True):
    """A model that is proposed, and what for."""

    role: Role
    card: Card


def proposals(cards: Iterable[Card]) -> tuple[Proposal, ...]:
    """Return up to three different models that run on the machine the cards are for.

    Of Llama and Mistral the most capable one that runs best here, by the classes in which builds
    are chosen; of all the others, the most capable one that is small and fast. A family of which
    nothing runs here is left out.
    """
    able = [card for card in cards if _is_for_talk(card)]
    found: list[Proposal] = []
    roles: tuple[tuple[Role, Callable[[Card], bool], Callable[[Card], tuple[float, ...]]], ...] = (
        ("llama", lambda card: card.model.family == "llama", _best),
        ("mistral", lambda card: card.model.family == "mistral", _best),
        ("small", lambda card: 0 < card.total <= _SMALL, _quick),
    )
    for role, belongs, worth in roles:
        taken = {each.card.id for each in found}
        fitting: Sequence[Card] = [c for c in able if belongs(c) and c.id not in taken]
        if fitting:
            found.append(Proposal(role, max(fitting, key=worth)))
    return tuple(found)


def _is_for_talk(card: Card) -> bool:
    """Return whether a model can be fetched, runs here, and is made for conversations."""
    allowed = card.licence.commercial if card.licence is not None else None
    return (
        bool(card.repository)
        and card.runs
        and card.use in {"chat", "small"}
        and "audio" not in card.model.inputs
        and not (allowed is not None and allowed.value == "no")
    )


def _best(card: Card) -> tuple[float, ...]:
    assert card.plan is not None, "it runs here"
    return (rank(card.plan, "balance"), _capability(card))


def _quick(card: Card) -> tuple[float, ...]:
    if card.decode < _FAST:
        return (0, card.decode)
    return (1, *_best(card))


def _capability(card: Card) -> float:
    """Return how capable a model is likely to be, against others of this function.

    A mixture of experts counts as a dense model of the geometric mean of all and active weights.
    """
    year, month = (int(part) for part in (card.model.released or "2023-01").split("-")[:2])
    years = year + month / 12 - 2023
    return float(math.sqrt(card.total * card.active) * 2 ** (years / _DOUBLING))
