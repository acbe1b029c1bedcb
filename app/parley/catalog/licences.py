"""What licences ask of people, side by side."""

from __future__ import annotations

from typing import Final

import msgspec

from parley.catalog.values import Fact, Licence

#: What is said of a fact that nobody whose word could be checked states.
UNKNOWN: Final = "unknown"
#: Ids of licences for which the hub has no identifier: its cards say `other`, and mostly a name.
UNIDENTIFIED: Final = frozenset({"mrl-0.1", "mnpl-0.1", "mistral-modified-mit"})
#: The facts of a licence by field, in the order in which they are shown.
FACTS: Final = {
    "commercial": "Commercial use",
    "users": "Limit by users",
    "revenue": "Limit by revenue",
    "use_policy": "Use policy",
    "training": "Training on outputs",
    "regions": "Regions left out",
    "redistribution": "Passing it on",
    "osi": "OSI-approved",
    "acceptance": "Acceptance needed",
}


class ComparedFact(msgspec.Struct, frozen=True):
    """One fact of two licences.

    Attributes:
        fact: the field of `Licence`.
        title: its name for people.
        a, b: what each licence says, or `unknown`.
        differ: whether they say different things; two unknown ones do not.
        sources_a, sources_b: ids of the sources.
    """

    fact: str
    title: str
    a: str
    b: str
    differ: bool
    sources_a: tuple[str, ...] = ()
    sources_b: tuple[str, ...] = ()


def compare_licences(a: Licence, b: Licence) -> tuple[ComparedFact, ...]:
    """Return what two licences say of each fact, in the order of `FACTS`."""
    rows = []
    for fact, title in FACTS.items():
        of_a, of_b = fact_of(a, fact), fact_of(b, fact)
        says_a, says_b = said(of_a), said(of_b)
        rows.append(
            ComparedFact(
                fact=fact,
                title=title,
                a=says_a,
                b=says_b,
                differ=says_a != says_b,
                sources_a=() if of_a is None else of_a.sources,
                sources_b=() if of_b is None else of_b.sources,
            )
        )
    return tuple(rows)


def fact_of(licence: Licence, fact: str) -> Fact | None:
    """Return a fact by its field, one of `FACTS`."""
    found: Fact | None = getattr(licence, fact)
    return found


def said(fact: Fact | None) -> str:
    """Return what a fact says, for people."""
    return UNKNOWN if fact is None else fact.says
