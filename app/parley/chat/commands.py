"""Slash commands as they are typed: which are meant so far, and what a message means that has one.

Only known commands are one: `/usr/bin is a folder` is a message like any other, and `//` writes a
slash before the name of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

#: What the name of a command may be.
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


class SlashCommand(msgspec.Struct, frozen=True):
    """Something that is done, or a text that is put in, by its name.

    Attributes:
        name: without the slash, as `NAME` has it.
        title: what it does, for people.
        prompt: id in the prompt library; None for what the window does.
        takes: whether text may follow; without, `/new idea` is a message.
    """

    name: str
    title: str
    prompt: int | None = None
    takes: bool = False


def normal(name: str) -> str:
    """Return the name of a command as it is kept, from what a person typed for it; maybe none."""
    return re.sub(r"\s+", "-", name.strip().removeprefix("/").strip().lower())


def typed(text: str, cursor: int) -> str | None:
    """Return what stands behind the slash while a command is typed, None while none is.

    Args:
        cursor: place in `text` at which it is typed, in characters.
    """
    if not text.startswith("/") or cursor < 1 or "\n" in text[:cursor]:
        return None
    word = text[1:cursor]
    return word.lower() if NAME.fullmatch(word.lower()) or not word else None


def matching(word: str, commands: Iterable[SlashCommand]) -> list[SlashCommand]:
    """Return the commands that `word` may mean: by their names, then by a word of their titles."""
    by_name, by_title = [], []
    for command in commands:
        if command.name.startswith(word):
            by_name.append(command)
        elif any(part.startswith(word) for part in command.title.casefold().split()):
            by_title.append(command)
    by_name.sort(key=lambda command: command.name != word)  # stable: the whole name first
    return by_name + by_title


def meant(text: str, commands: Sequence[SlashCommand]) -> tuple[SlashCommand, str] | None:
    """Return the command that a message begins with and what follows it; None for a message."""
    found = re.match(r"/(\S+)(?:\s+|$)", text)
    if found is None:
        return None
    name = found.group(1).lower()
    rest = text[found.end() :].strip()
    command = next((each for each in commands if each.name == name), None)
    return None if command is None or (rest and not command.takes) else (command, rest)


def message(text: str) -> str:
    """Return a message as it is sent: a double slash at its beginning is one that was meant."""
    return text[1:] if text.startswith("//") else text
