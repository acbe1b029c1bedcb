"""File names from titles, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

#: What Windows refuses, whatever the ending.
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|]+')
#: Bytes of a name without its ending: systems allow 255, some tools put something before or after.
_LONGEST: Final = 120


def file_stem(title: str, otherwise: str = "Chat") -> str:
    """Return `title` as the name of a file without its ending."""
    text = unicodedata.normalize("NFC", title)
    text = "".join(
        " " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else c
        for c in text
    )
    text = " ".join(_UNSAFE.sub(" ", text).split())
    text = text.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    if _RESERVED.match(text):
        text = f"_{text}"
    return text or otherwise


def distinct(stems: Iterable[str]) -> list[str]:
    """Return names of which no two are the same, not even but for case."""
    taken: set[str] = set()
    names: list[str] = []
    for stem in stems:
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem} ({number})", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
