"""Mistakes in a GBNF grammar that can be seen before a model is asked to follow it."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*")
    |(?P<set>\[(?:[^\]\\\n]|\\.)*\])
    |(?P<is>::=)
    |(?P<name>[A-Za-z0-9][A-Za-z0-9-]*)
    |(?P<count>\{\s*(?:\d+\s*)?(?:,\s*(?:\d+\s*)?)?\})
    |(?P<sign>[()|*+?.])""",
    re.VERBOSE,
)


def grammar_problem(grammar: str) -> str:
    """Return what is wrong with a grammar in a sentence; "" where nothing is seen.

    It finds what cannot be read, a missing `root`, names without a rule and brackets that are not
    closed. The engine has the last word.
    """
    parts: list[tuple[str, str, int]] = []
    place, line = 0, 1
    while place < len(grammar):
        found = _PARTS.match(grammar, place)
        if found is None:
            return f"Line {line} cannot be read from “{_shown(grammar[place : place + 40])}” on."
        kind = found.lastgroup or ""
        if kind == "space":
            line += found.group().count("\n")
        else:
            parts.append((kind, found.group(), line))
        place = found.end()
    return _names(parts) or _brackets(parts)


def _names(parts: list[tuple[str, str, int]]) -> str:
    rules: set[str] = set()
    used: dict[str, int] = {}
    for number, (kind, text, line) in enumerate(parts):
        if kind != "name":
            continue
        if number + 1 < len(parts) and parts[number + 1][0] == "is":
            rules.add(text)
        else:
            used.setdefault(text, line)
    if "root" not in rules:
        return "It has no rule called root, with which every grammar begins."
    for name, line in used.items():
        if name not in rules:
            return f"Line {line} uses {name}, which has no rule."
    return ""


def _brackets(parts: list[tuple[str, str, int]]) -> str:
    opened: list[int] = []
    for _, text, line in parts:
        if text == "(":
            opened.append(line)
        elif text == ")":
            if not opened:
                return f"Line {line} closes a bracket that is not open."
            opened.pop()
    return f"The bracket opened in line {opened[-1]} is not closed." if opened else ""


def _shown(text: str) -> str:
    text = text.partition("\n")[0]
    return text if len(text) <= 20 else f"{text[:19]}…"
