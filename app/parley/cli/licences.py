"""Which licences hold for what is to be downloaded, and what a person must know of them first."""

from __future__ import annotations

from typing import Any

from parley.catalog import FACTS, in_short
from parley.core.launching import command
from parley.discover.licences import Licences
from parley.hub.known import Holding


def licence_lines(repo: str, named: str, found: Licences | None) -> list[str]:
    """Return what a person reads of the licences before a download.

    Args:
        named: the identifier that the hub gives.
        found: None where nothing but that could be looked up.
    """
    more = f"“{command('show', repo)}” says more."
    if found is None:
        return [f"Licence: {named or 'not known'}. What it asks could not be looked up. {more}"]
    lines = []
    several = len(found.holding) > 1
    if several:
        lines.append("Each of these licences holds:")
    for each in found.holding:
        whose = f" (of {', '.join(each.models)})" if each.models else " (named here)"
        lines.append(f"Licence: {each.name}{whose if several else ''}. {_asks(each)}")
    if not found.holding:
        lines.append("Licence: none is named. Ask its owner what is allowed.")
    if found.seems_llama:
        lines.append("It seems to be made from a Llama model, whose licence holds as well.")
    if len(lines) > 1 or any(_asks(each) != "Permissive." for each in found.holding):
        lines.append(more)
    return lines


def holding_object(holding: Holding) -> dict[str, Any]:
    """Return a licence as JSON has it; its facts are null where the catalogue does not have it."""
    licence = holding.licence
    found: dict[str, Any] = {"id": None, "name": holding.name, "link": None, "facts": None}
    if licence is not None:
        facts = {name: getattr(licence, name) for name in FACTS}
        said = {name: None if fact is None else fact.says for name, fact in facts.items()}
        found |= {"id": licence.id, "link": licence.url, "facts": said}
    return found | {"models": holding.models}


def _asks(holding: Holding) -> str:
    if holding.licence is None:
        return "What it asks is not known to Parley: read it."
    text = in_short(holding.licence)
    return f"{text[0].upper()}{text[1:]}."
