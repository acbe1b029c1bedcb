"""The prompt library: texts that are used again, kept under a name, exchanged as JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any, Final

import msgspec

from parley.chat.commands import NAME, normal
from parley.chat.records import Records, Run, as_json, encodable, one_line
from parley.core.errors import ParleyError

#: Characters of a name and of a text, at most.
MOST_NAME, MOST_TEXT = 100, 200_000

_FORMAT: Final = "parley-prompts"
_COLUMNS = "id, name, command, text, filled"
_SAFE = "The prompt library is as it was."
_filled = msgspec.json.Decoder(dict[str, str])


class SavedPrompt(msgspec.Struct, frozen=True):
    """A text of the library.

    Attributes:
        command: what calls it up behind a slash; "" where nothing does.
        text: with variables as `filling` has them.
        filled: what its variables were the last time, by name.
    """

    id: int
    name: str
    text: str
    command: str = ""
    filled: dict[str, str] = {}


class PromptFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One prompt of a file."""

    name: str
    text: str
    command: str = ""


class _File(msgspec.Struct, frozen=True):
    format: str
    version: int
    prompts: tuple[PromptFile, ...]


class Imported(msgspec.Struct, frozen=True):
    """What came of a file: prompts that were added, those that were there already, new names.

    Attributes:
        renamed: new names of those whose own was taken by another text.
        without_command: names of those whose command was taken.
    """

    added: int
    known: int
    renamed: tuple[str, ...] = ()
    without_command: tuple[str, ...] = ()


class PromptLibrary(Records):
    """The prompts in one database, used from one thread.

    Every method may raise `ParleyError` as `core.database.explain` has it; then nothing of that
    call was written.
    """

    def prompts(self) -> list[SavedPrompt]:
        """Return all, by name."""
        rows = self._read(f"SELECT {_COLUMNS} FROM prompts")  # noqa: S608
        return sorted(map(_prompt, rows), key=lambda prompt: prompt.name.casefold())

    def prompt(self, prompt_id: int) -> SavedPrompt:
        """Return one. Raises `prompt_gone`."""
        row = self._read_one(f"SELECT {_COLUMNS} FROM prompts WHERE id = ?", prompt_id)  # noqa: S608
        if row is None:
            raise _gone()
        return _prompt(row)

    def begin(self, first: Iterable[PromptFile]) -> None:
        """Put `first` into a library that never held any. Deleted ones do not come again."""
        # SQLite counts the rows that a table ever had, for ids that are not used twice.
        if self._read("SELECT 1 FROM sqlite_sequence WHERE name = 'prompts'"):
            return
        with self._write() as run:
            for each in first:
                self._insert(run, each)

    def add(
        self, name: str, text: str, command: str = "", *, reserved: Collection[str] = ()
    ) -> SavedPrompt:
        """Keep a text.

        Args:
            reserved: commands that are taken by something else.

        Raises:
            ParleyError: `prompt_invalid`, `prompt_name_taken`, `prompt_command_taken`.
        """
        wanted = _checked(name, text, command, reserved)
        with self._write() as run:
            self._refuse_taken(run, wanted, None)
            added = self._insert(run, wanted)
        return self.prompt(added)

    def change(
        self,
        prompt_id: int,
        name: str,
        text: str,
        command: str = "",
        *,
        reserved: Collection[str] = (),
    ) -> SavedPrompt:
        """Change one. Raises as `add`, and `prompt_gone`."""
        wanted = _checked(name, text, command, reserved)
        with self._write() as run:
            self._refuse_taken(run, wanted, prompt_id)
            changed = run(
                "UPDATE prompts SET name = ?, command = ?, text = ?, updated_at = ? WHERE id = ?",
                wanted.name, wanted.command or None, wanted.text, self._clock(), prompt_id,
            )  # fmt: skip
            if changed.rowcount == 0:
                raise _gone()
        return self.prompt(prompt_id)

    def remember(self, prompt_id: int, values: dict[str, str]) -> None:
        """Keep what its variables were filled with. One that is gone is fine."""
        with self._write() as run:
            run("UPDATE prompts SET filled = ? WHERE id = ?", as_json(values), prompt_id)

    def remove(self, prompt_id: int) -> SavedPrompt:
        """Delete one and return it, for `restore`. Raises `prompt_gone`."""
        removed = self.prompt(prompt_id)
        with self._write() as run:
            run("DELETE FROM prompts WHERE id = ?", prompt_id)
        return removed

    def restore(self, removed: SavedPrompt) -> SavedPrompt:
        """Have a deleted one back; under a new name or without its command if that is taken."""
        with self._write() as run:
            free = self._freed(run, PromptFile(removed.name, removed.text, removed.command), ())
            now = self._clock()
            run(
                "INSERT INTO prompts (id, name, command, text, filled, created_at, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                removed.id, free.name, free.command or None, free.text,
                as_json(removed.filled or None), now, now,
            )  # fmt: skip
        return self.prompt(removed.id)

    # -- exchange --------------------------------------------------------------------------------

    def exported(self) -> bytes:
        """Return all as JSON: `format`, `version`, and `prompts` with name, text and command."""
        prompts = tuple(PromptFile(each.name, each.text, each.command) for each in self.prompts())
        return msgspec.json.format(msgspec.json.encode(_File(_FORMAT, 1, prompts)), indent=2)

    def import_(self, data: bytes, *, reserved: Collection[str] = ()) -> Imported:
        """Take in what `exported` wrote. All of it or nothing.

        Raises:
            ParleyError: `prompts_unreadable`, `prompts_newer`, `prompt_invalid`.
        """
        file = _file(data)
        given = [_checked(each.name, each.text, each.command, ()) for each in file.prompts]
        added, known, renamed, without = 0, 0, [], []
        with self._write() as run:
            for each in given:
                if run(
                    "SELECT 1 FROM prompts WHERE name = ? AND text = ?", each.name, each.text
                ).fetchone():
                    known += 1
                    continue
                free = self._freed(run, each, reserved)
                if free.name != each.name:
                    renamed.append(free.name)
                if free.command != each.command:
                    without.append(free.name)
                self._insert(run, free)
                added += 1
        return Imported(added, known, tuple(renamed), tuple(without))

    # -- inside ----------------------------------------------------------------------------------

    def _insert(self, run: Run, prompt: PromptFile) -> int:
        now = self._clock()
        cursor: sqlite3.Cursor = run(
            "INSERT INTO prompts (name, command, text, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?)",
            prompt.name, prompt.command or None, prompt.text, now, now,
        )  # fmt: skip
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _refuse_taken(self, run: Run, wanted: PromptFile, own: int | None) -> None:
        if _other(run, "name", wanted.name, own):
            raise ParleyError(
                "prompt_name_taken",
                f"There is a prompt called “{wanted.name}” already.",
                safe=_SAFE,
                hint="Choose another name.",
            )
        if wanted.command and _other(run, "command", wanted.command, own):
            raise _command_taken(wanted.command)

    def _freed(self, run: Run, wanted: PromptFile, reserved: Collection[str]) -> PromptFile:
        """Return a prompt under a name that is free, without its command if that is not."""
        name, number = wanted.name, 1
        while _other(run, "name", name, None):
            number += 1
            name = f"{wanted.name[: MOST_NAME - 6]} ({number})"
        command = wanted.command
        if command and (command in reserved or _other(run, "command", command, None)):
            command = ""
        return PromptFile(name, wanted.text, command)


def _checked(name: str, text: str, command: str, reserved: Collection[str]) -> PromptFile:
    """Return a prompt as it is kept. Raises `prompt_invalid`, `prompt_command_taken`."""
    name, text, command = one_line(name), encodable(text), normal(command)
    problem = ""
    if not name:
        problem = "A prompt needs a name."
    elif len(name) > MOST_NAME:
        problem = f"The name of a prompt may have {MOST_NAME} characters; this one has more."
    elif not text.strip():
        problem = f"“{name}” has no text."
    elif len(text) > MOST_TEXT:
        problem = f"The text of a prompt may have {MOST_TEXT:,} characters; “{name}” has more."
    elif command and not NAME.fullmatch(command):
        problem = (
            f"“/{command}” cannot be a command: it may have letters from a to z, digits,"
            " hyphens and underscores, 32 at most."
        )
    if problem:
        raise ParleyError("prompt_invalid", problem, safe=_SAFE, hint="Change it and save again.")
    if command in reserved:
        raise _command_taken(command)
    return PromptFile(name, text, command)


def _file(data: bytes) -> _File:
    try:
        head: Any = msgspec.json.decode(data)
        if head["format"] != _FORMAT or not isinstance(head["version"], int):
            raise ValueError(head["format"])
        if head["version"] > 1:
            raise ParleyError(
                "prompts_newer",
                "This file of prompts was written by a newer Parley.",
                safe=_SAFE,
                hint="Update Parley, then import it again.",
            )
        return msgspec.convert(head, _File)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ParleyError(
            "prompts_unreadable",
            "This is no file of prompts that Parley exported.",
            safe=_SAFE,
            hint="Choose a JSON file from “Export” in the prompt library.",
        ) from error


def _prompt(row: tuple[Any, ...]) -> SavedPrompt:
    key, name, command, text, filled = row
    return SavedPrompt(key, name, text, command or "", _filled.decode(filled) if filled else {})


def _other(run: Run, column: str, value: str, own: int | None) -> bool:
    row = run(
        f"SELECT 1 FROM prompts WHERE {column} = ? AND id IS NOT ?",  # noqa: S608
        value,
        own,
    ).fetchone()
    return row is not None


def _command_taken(command: str) -> ParleyError:
    return ParleyError(
        "prompt_command_taken",
        f"“/{command}” means something else already.",
        safe=_SAFE,
        hint="Choose another command, or none.",
    )


def _gone() -> ParleyError:
    return ParleyError(
        "prompt_gone",
        "This prompt was deleted.",
        safe="Your other prompts are still there.",
        hint="Choose another one.",
    )
