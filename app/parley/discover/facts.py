"""What two models are like, side by side: what their licences say, and what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from parley.catalog import FACTS, UNKNOWN, ComparedFact, Licence, compare_licences, said
from parley.catalog.licences import fact_of
from parley.discover.cards import Card

#: What is compared beside the licence, in this order.
What = Literal[
    "publisher", "released", "total", "active", "context", "inputs", "tools", "reasoning", "layers",
    "heads", "experts",
]  # fmt: skip
#: Numbers, days and names as they are; None where nobody says.
Value = int | str | bool | tuple[int, ...] | tuple[str, ...] | None
_NONE: Final = "—"


class Row(msgspec.Struct, frozen=True):
    """One fact of two models.

    Attributes:
        sources_a, sources_b: ids of the sources.
    """

    what: What
    a: Value
    b: Value
    sources_a: tuple[str, ...] = ()
    sources_b: tuple[str, ...] = ()

    @property
    def differ(self) -> bool:
        """Whether both are known and not the same."""
        return self.a is not None and self.b is not None and self.a != self.b


def licence_rows(a: Licence | None, b: Licence | None) -> tuple[ComparedFact, ...]:
    """Return what two licences say of each fact; without one, a dash stands for it."""
    if a is not None and b is not None:
        return compare_licences(a, b)
    rows = []
    for fact, title in FACTS.items():
        found = [None if each is None else fact_of(each, fact) for each in (a, b)]
        shown = [
            _NONE if each is None else said(one) for each, one in zip((a, b), found, strict=True)
        ]
        of_a, of_b = (each.sources if each is not None else () for each in found)
        rows.append(ComparedFact(fact, title, shown[0], shown[1], False, of_a, of_b))
    return tuple(rows)


def rows(a: Card, b: Card) -> tuple[Row, ...]:
    """Return what two models are, without what nobody says of either."""
    found = []
    for what, (field, value) in _values(a).items():
        other_field, other = _values(b)[what]
        if value is None and other is None:
            continue
        sources = [
            card.model.sources.get(each, ()) for card, each in ((a, field), (b, other_field))
        ]
        found.append(Row(what, value, other, *sources))
    return tuple(found)


def counterpart(card: Card, cards: Sequence[Card]) -> Card | None:
    """Return the model that one is compared with first: of the other family, of about its size.

    Mistral's for one of Llama, Llama's for any other; one that can be had before one that cannot.
    """
    wanted = "mistral" if card.model.family == "llama" else "llama"
    others = [each for each in cards if each.model.family == wanted and each.total]
    if not others:
        return None

    def distance(other: Card) -> tuple[object, ...]:
        # Of those that differ by less than a quarter, the newest is the one to know.
        ratio = int(4 * abs(math.log(other.total / card.total))) if card.total else 0
        apart = (card.use == "code") != (other.use == "code")
        return (not other.repository, apart, ratio, -_day(other))

    return min(others, key=distance)


def _day(card: Card) -> int:
    return int((card.model.released or "0").replace("-", "") or 0)


def _values(card: Card) -> dict[What, tuple[str, Value]]:
    """Return each fact with the field of the catalogue whose sources it has."""
    model, a = card.model, card.model.architecture
    total = card.total or None
    experts: Value = None
    heads: Value = None
    if a is not None and a.experts:
        experts = (a.experts_used or 0, a.experts)
    if a is not None and a.heads:
        heads = (a.heads, a.kv_heads or a.heads)
    return {
        "publisher": ("publisher", model.publisher or None),
        "released": ("released", model.released),
        "total": ("parameters", total),
        "active": ("parameters", card.active if total and card.active != total else None),
        "context": ("context", model.context),
        "inputs": ("inputs", model.inputs or None),
        "tools": ("tool_calls", model.tool_calls.supported if model.tool_calls else None),
        "reasoning": ("reasoning", model.reasoning.thinks if model.reasoning else None),
        "layers": ("architecture", a.layers if a is not None else None),
        "heads": ("architecture", heads),
        "experts": ("architecture", experts),
    }


__all__ = ["UNKNOWN", "Row", "Value", "What", "counterpart", "licence_rows", "rows"]
