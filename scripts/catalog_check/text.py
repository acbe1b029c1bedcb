"""The one way in which the catalogue is written: one changed fact is one changed line."""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec

from parley.catalog import CatalogFile

_WIDTH: Final = 100
_STEP: Final = "  "


def canonical(file: CatalogFile) -> str:
    """Return the text of a catalogue: what fits on a line of 100 columns stands on one."""
    return _written(json.loads(msgspec.json.encode(file)), "", 0) + "\n"


def _written(value: Any, indent: str, used: int) -> str:
    """Return `value` as JSON. `used` columns of its first line are taken."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    if isinstance(value, dict):
        # Objects that hold objects are read more easily one below the other.
        nested = any(_holds_objects(each) for each in value.values())
        padded = f"{{ {flat[1:-1]} }}"
        if not nested and used + len(padded) <= _WIDTH:
            return padded
        inner = indent + _STEP
        lines = []
        for key, each in value.items():
            start = f"{inner}{json.dumps(key, ensure_ascii=False)}: "
            lines.append(start + _written(each, inner, len(start) + 1))
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    inner = indent + _STEP
    if all(not isinstance(each, dict | list) for each in value):
        if used + len(flat) <= _WIDTH:
            return flat
        return "[\n" + _filled(value, inner) + f"\n{indent}]"
    lines = [inner + _written(each, inner, len(inner) + 1) for each in value]
    return "[\n" + ",\n".join(lines) + f"\n{indent}]"


def _holds_objects(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, list) and any(isinstance(each, dict | list) for each in value)


def _filled(values: list[Any], indent: str) -> str:
    """Return short values as lines that are filled up."""
    lines: list[str] = []
    line = ""
    for number, value in enumerate(values):
        text = json.dumps(value, ensure_ascii=False) + ("," if number < len(values) - 1 else "")
        if line and len(indent) + len(line) + 1 + len(text) > _WIDTH:
            lines.append(indent + line)
            line = text
        else:
            line = f"{line} {text}" if line else text
    return "\n".join([*lines, indent + line])
