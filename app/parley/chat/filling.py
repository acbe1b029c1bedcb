"""Variables in a text of the prompt library: which there are, and the text with them filled in.

`{{name}}`, with a value to begin with `{{name:value}}`, or with values to choose from
`{{name:one|two}}`. `date`, `clipboard` and `selection` are filled in by Parley. What does not look
like one, such as `{{ user.name }}`, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec

#: What is filled in without asking, by the names people write.
BUILT_IN: Final = ("date", "clipboard", "selection")

_VARIABLE = re.compile(r"\{\{\s*([^\W\d_](?:[\w -]*[\w-])?)\s*(?::([^{}]*))?\}\}")


class Variable(msgspec.Struct, frozen=True):
    """Something to fill in.

    Attributes:
        default: what it is at first.
        choices: the values it may have; none for any.
    """

    name: str
    default: str = ""
    choices: tuple[str, ...] = ()


def variables(text: str) -> tuple[Variable, ...]:
    """Return what a person is asked for, in the order of the text, each name once.

    The first place that says more than the name tells what it may be.
    """
    found: dict[str, Variable] = {}
    for match in _VARIABLE.finditer(text):
        name, said = match.group(1), match.group(2)
        if name.lower() in BUILT_IN:
            continue
        key = name.casefold()
        variable = _variable(name, said)
        if key not in found or (not _says(found[key]) and _says(variable)):
            found[key] = variable
    return tuple(found.values())


def built_in(text: str) -> frozenset[str]:
    """Return which of `BUILT_IN` a text wants, so that the others need not be looked up."""
    names = {match.group(1).lower() for match in _VARIABLE.finditer(text)}
    return frozenset(names.intersection(BUILT_IN))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with the values of its variables, by their names in any case.

    One without a value is what it is at first. Values are put in as they are: a variable in one
    is text.
    """
    known = {name.casefold(): value for name, value in values.items()}
    defaults = {variable.name.casefold(): variable.default for variable in variables(text)}

    def value(match: re.Match[str]) -> str:
        key = match.group(1).casefold()
        return known.get(key, defaults.get(key, ""))

    return _VARIABLE.sub(value, text)


def with_text(text: str, values: Mapping[str, str], more: str) -> tuple[str, dict[str, str]]:
    """Return a text and its values so that `more`, which a person wrote beside it, is in it.

    It is the value of the first variable that begins empty, or else comes below the text.
    """
    if not more:
        return text, dict(values)
    free = next((each for each in variables(text) if not _says(each)), None)
    if free is None:
        return f"{text.rstrip()}\n\n{more}", dict(values)
    return text, {**values, free.name: more}


def lasting(text: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values that are likely to be wanted again: of variables that begin with one."""
    lasting = {variable.name for variable in variables(text) if _says(variable)}
    return {name: value for name, value in values.items() if name in lasting and value}


def _variable(name: str, said: str | None) -> Variable:
    parts = tuple(part.strip() for part in (said or "").split("|"))
    if len(parts) == 1:
        return Variable(name, parts[0])
    choices = tuple(dict.fromkeys(part for part in parts if part))
    return Variable(name, choices[0] if choices else "", choices if len(choices) > 1 else ())


def _says(variable: Variable) -> bool:
    return bool(variable.default or variable.choices)
