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

#: What `Licence.training` says in few words; what leaves outputs free is no news.
_TRAINING: Final = {
    "free": "",
    "own family only": "no training of other models on outputs",
    "named": "models trained on outputs must carry its name",
    "research only": "outputs for research only",
    "derivative": "models trained on outputs to be like it are under it too",
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


def in_short(licence: Licence) -> str:
    """Return what somebody must know before using a model: `permissive`, or what is not free."""
    parts = [_commercial(licence), _outputs(licence.training), _left_out(licence.regions)]
    return "; ".join(filter(None, parts)) or "permissive"


def _commercial(licence: Licence) -> str:
    fact, users, revenue = licence.commercial, licence.users, licence.revenue
    if fact is None:
        return f"commercial use: {UNKNOWN}"
    if fact.value == "no":
        return "no commercial use"
    if users is not None and users.value:
        return f"commercial use up to {int(users.value) // 10**6} million monthly users"
    if revenue is not None and revenue.value:
        millions = int(revenue.value) // 10**6
        return f"commercial use up to a revenue of {millions} million US dollars a month"
    return "" if fact.value == "yes" else "commercial use with conditions"


def _outputs(fact: Fact | None) -> str:
    if fact is None:
        return f"training on outputs: {UNKNOWN}"
    return _TRAINING.get(str(fact.value), f"training on outputs: {fact.says.rstrip('.')}")


def _left_out(fact: Fact | None) -> str:
    if fact is None:
        return f"regions left out: {UNKNOWN}"
    if fact.value is None:
        return ""
    clause = fact.says.partition(";")[0].rstrip(".")
    return clause[:1].lower() + clause[1:]
