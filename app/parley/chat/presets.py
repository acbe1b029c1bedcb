"""Presets: ways to answer that have a name, for all models or for one, kept or built in.

A preset says only what it is about: what it leaves open stays as it is where it is used. Files of
presets are described in `resources/presets.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

import msgspec

from parley.chat.attachments import fits
from parley.chat.beginning import Beginning
from parley.chat.records import Records, Run, as_json, encodable, one_line
from parley.chat.sampling_guide import problems
from parley.core.errors import ParleyError
from parley.engine.options import check_load
from parley.engine.protocol import LoadOptions

FORMAT: Final = "parley-presets"
VERSION: Final = 1
_LONGEST: Final = 80
_NAMES: Final = "SELECT name, id FROM presets WHERE model = ?"
_MOST: Final = 1000


class PresetContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a preset sets; None leaves it as it is.

    Attributes:
        system_prompt: what the model is told before the first message.
        sampling, load: options by name; all others go back to what is usual.
        keep_reasoning: as in `ConversationOptions`; "card" does what the model's card asks.
    """

    system_prompt: str | None = None
    sampling: dict[str, Any] | None = None
    load: dict[str, Any] | None = None
    keep_reasoning: bool | Literal["card"] | None = None


class Preset(msgspec.Struct, frozen=True):
    """A preset. `id` is 0 for one that is built in; `model` is "" for all models."""

    id: int
    name: str
    model: str
    content: PresetContent

    @property
    def built_in(self) -> bool:
        """Whether it comes with Parley and cannot be changed."""
        return self.id == 0


def _built_in(name: str, sampling: dict[str, Any], system_prompt: str | None = None) -> Preset:
    return Preset(0, name, "", PresetContent(system_prompt=system_prompt, sampling=sampling))


#: What comes with Parley.
BUILT_IN: Final = (
    _built_in("Precise", {"temperature": 0.2, "top_p": 0.9, "top_k": 20, "min_p": 0.1}),
    _built_in("Balanced", {}),
    _built_in("Creative", {"temperature": 1.1, "top_p": 0.98, "top_k": 100, "min_p": 0.03}),
    _built_in(
        "Code",
        {"temperature": 0.1, "top_p": 0.95, "top_k": 40, "min_p": 0.05},
        "You are a careful programmer. Answer with code that works, in fenced blocks that name the"
        " language, and explain only what is not obvious.",
    ),
)
_RESERVED: Final = {preset.name.casefold() for preset in BUILT_IN}


class _Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A preset in a file."""

    name: str
    model: str = ""
    system_prompt: str | None = None
    sampling: dict[str, Any] | None = None
    load: dict[str, Any] | None = None
    keep_reasoning: bool | Literal["card"] | None = None


class _File(msgspec.Struct, frozen=True):
    format: str
    version: int
    presets: tuple[_Entry, ...]


class Presets(Records):
    """The presets of one database, used from one thread.

    Every method that writes raises `ParleyError` as `core.database.explain` has it, and
    `preset_name` for a name that cannot be had; then nothing was written.
    """

    def listed(self, model: str) -> tuple[Preset, ...]:
        """Return what can be used with `model`: built in, for all, then for that one."""
        rows = self._read(
            "SELECT id, name, model, content FROM presets WHERE model IN ('', ?)"
            " ORDER BY model <> '', name COLLATE NOCASE, id",
            model,
        )
        return (*BUILT_IN, *map(_preset_of, rows))

    def everything(self) -> tuple[Preset, ...]:
        """Return all that are kept, of whatever model."""
        rows = self._read(
            "SELECT id, name, model, content FROM presets ORDER BY model, name COLLATE NOCASE, id"
        )
        return tuple(map(_preset_of, rows))

    def create(self, name: str, content: PresetContent, *, model: str = "") -> Preset:
        """Keep `content` under a new name."""
        name = _checked_name(name)
        now = self._clock()
        with self._write() as run:
            self._refuse_taken(run, name, model)
            key = _insert(run, name, model, content, now)
        return Preset(key, name, model, content)

    def overwrite(self, preset: Preset, content: PresetContent) -> Preset:
        """Keep `content` in the place of what a preset was."""
        changed = msgspec.structs.replace(preset, content=content)
        self._change(preset, "content", as_json(content))
        return changed

    def rename(self, preset: Preset, name: str) -> Preset:
        """Give a preset another name."""
        name = _checked_name(name)
        if name == preset.name:
            return preset
        self._change(preset, "name", name)
        return msgspec.structs.replace(preset, name=name)

    def delete(self, preset: Preset) -> None:
        """Delete a preset; `restore` has it back. One that is gone already is fine."""
        _refuse_built_in(preset)
        with self._write() as run:
            run("DELETE FROM presets WHERE id = ?", preset.id)

    def restore(self, preset: Preset) -> Preset:
        """Have a deleted preset back, under its name or one like it."""
        name = _free(preset.name, (row[0] for row in self._read(_NAMES, preset.model)))
        return self.create(name, preset.content, model=preset.model)

    def import_(self, data: bytes) -> tuple[Preset, ...]:
        """Keep the presets of a file beside those that are there; taken names get a number.

        Raises `ParleyError` `presets_file` where it is none, or holds what cannot be used.
        """
        entries, now, made = read_file(data), self._clock(), []
        with self._write() as run:
            for name, model, content in entries:
                free = _free(name, (row[0] for row in run(_NAMES, model)))
                made.append(Preset(_insert(run, free, model, content, now), free, model, content))
        return tuple(made)

    # -- inside ----------------------------------------------------------------------------------

    def _refuse_taken(self, run: Run, name: str, model: str, but: int = 0) -> None:
        taken = {row[0].casefold() for row in run(_NAMES, model) if row[1] != but}
        if name.casefold() in taken | _RESERVED:
            raise ParleyError(
                "preset_name",
                f"There is a preset “{name}” already.",
                safe="Nothing was changed.",
                hint="Take another name, or overwrite that one.",
            )

    def _change(self, preset: Preset, column: str, value: object) -> None:
        _refuse_built_in(preset)
        with self._write() as run:
            if column == "name":
                self._refuse_taken(run, str(value), preset.model, but=preset.id)
            changed = run(
                f"UPDATE presets SET {column} = ?, updated_at = ? WHERE id = ?",  # noqa: S608
                value, self._clock(), preset.id,
            )  # fmt: skip
            if changed.rowcount == 0:
                raise ParleyError(
                    "preset_gone",
                    "This preset was deleted.",
                    safe="What is set in the conversation is as it was.",
                    hint="Save it under a name again.",
                )


def _insert(run: Run, name: str, model: str, content: PresetContent, now: float) -> int:
    cursor = run(
        "INSERT INTO presets (name, model, content, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?)",
        name, encodable(model), as_json(content), now, now,
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _free(name: str, names: Iterable[str]) -> str:
    """Return `name`, with a number where it is taken."""
    taken = {each.casefold() for each in names} | _RESERVED
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        ending = f" {number}"
        free = f"{name[: _LONGEST - len(ending)]}{ending}"
    return free


# -- what a preset does ----------------------------------------------------------------------------


def content_of(setup: Beginning) -> PresetContent:
    """Return what is set of a conversation, as a preset keeps it."""
    options = setup.options
    return PresetContent(
        system_prompt=setup.system_prompt,
        sampling=dict(options.sampling),
        load=dict(options.load),
        keep_reasoning="card" if options.keep_reasoning is None else options.keep_reasoning,
    )


def applied(preset: Preset, setup: Beginning) -> Beginning:
    """Return `setup` with what the preset sets, under the preset's name."""
    content, options = preset.content, setup.options
    keep = content.keep_reasoning
    options = msgspec.structs.replace(
        options,
        preset=preset.name,
        sampling=options.sampling if content.sampling is None else dict(content.sampling),
        load=options.load if content.load is None else dict(content.load),
        keep_reasoning=options.keep_reasoning if keep is None else None if keep == "card" else keep,
    )
    prompt = setup.system_prompt if content.system_prompt is None else content.system_prompt
    return msgspec.structs.replace(setup, system_prompt=prompt, options=options)


def differs(preset: Preset, setup: Beginning) -> bool:
    """Return whether something is set otherwise by now than the preset sets it."""
    return applied(preset, setup) != named(preset, setup)


def named(preset: Preset, setup: Beginning) -> Beginning:
    """Return `setup` as it is, under the preset's name."""
    options = msgspec.structs.replace(setup.options, preset=preset.name)
    return msgspec.structs.replace(setup, options=options)


def chosen(presets: Iterable[Preset], setup: Beginning) -> Preset | None:
    """Return the preset that a conversation began with: the model's own before one for all."""
    name = setup.options.preset
    found = [preset for preset in presets if preset.name == name] if name else []
    return found[-1] if found else None


# -- files -----------------------------------------------------------------------------------------


def write_file(presets: Iterable[Preset]) -> bytes:
    """Return presets as the text of a file."""
    entries = tuple(
        _Entry(
            name=preset.name,
            model=preset.model,
            system_prompt=preset.content.system_prompt,
            sampling=preset.content.sampling,
            load=preset.content.load,
            keep_reasoning=preset.content.keep_reasoning,
        )
        for preset in presets
    )
    return msgspec.json.format(msgspec.json.encode(_File(FORMAT, VERSION, entries))) + b"\n"


def read_file(data: bytes) -> tuple[tuple[str, str, PresetContent], ...]:
    """Return names, models and contents of the presets in a file. Raises as `Presets.import_`."""
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _bad_file("The file holds no presets that Parley can read.") from error
    if file.format != FORMAT:
        raise _bad_file("The file holds something other than presets.")
    if file.version > VERSION:
        raise _bad_file("The file was written by a newer Parley.", hint="Update Parley.")
    if len(file.presets) > _MOST:
        raise _bad_file(f"The file holds more than {_MOST:,} presets.")
    return tuple(_entry(each) for each in file.presets)


def _entry(entry: _Entry) -> tuple[str, str, PresetContent]:
    name = _checked_name(entry.name)
    sampling = {k: v for k, v in (entry.sampling or {}).items() if k not in _OF_A_CONVERSATION}
    for option, problem in problems(sampling).items():
        raise _bad_file(f"The preset “{name}” has a wrong value for {option}. {problem}")
    try:
        # What names files and servers is for the computer that it was written on.
        load = {k: v for k, v in (entry.load or {}).items() if k not in _OF_A_COMPUTER}
        check_load(msgspec.convert(load, LoadOptions))
    except (msgspec.ValidationError, ParleyError) as error:
        raise _bad_file(f"The preset “{name}” has load options that cannot be used.") from error
    texts = (entry.system_prompt, *sampling.values(), *load.values())
    if not all(fits(text) for text in texts if isinstance(text, str)):
        raise _bad_file(f"The preset “{name}” has a text that is too long.")
    content = PresetContent(
        system_prompt=entry.system_prompt,
        sampling=None if entry.sampling is None else sampling,
        load=None if entry.load is None else load,
        keep_reasoning=entry.keep_reasoning,
    )
    return name, encodable(entry.model), content


_OF_A_COMPUTER: Final = {"loras", "state_dir", "rpc"}
#: Set of each conversation beside its options, which it would take the place of unseen.
_OF_A_CONVERSATION: Final = {"seed"}


def file_unreadable(name: str, error: OSError) -> ParleyError:
    """Return the error for a file of presets that cannot be read."""
    return ParleyError(
        "presets_file",
        f"“{name}” could not be read ({error.strerror or type(error).__name__}).",
        safe="Your presets are as they were.",
        hint="Make the file readable, or choose another one.",
    )


def file_unwritable(name: str, error: OSError) -> ParleyError:
    """Return the error for a file of presets that cannot be written."""
    return ParleyError(
        "presets_file",
        f"“{name}” could not be written ({error.strerror or type(error).__name__}).",
        safe="Your presets are as they were.",
        hint="Choose another folder.",
    )


def _bad_file(
    message: str, hint: str = "Choose a file that was exported from Parley."
) -> ParleyError:
    return ParleyError("presets_file", message, safe="Your presets are as they were.", hint=hint)


def _checked_name(name: str) -> str:
    name = one_line(name)
    if not name or len(name) > _LONGEST:
        raise ParleyError(
            "preset_name",
            "A preset needs a name." if not name else "This name is too long.",
            safe="Nothing was changed.",
            hint=f"Write 1 to {_LONGEST} characters.",
        )
    return name


def _refuse_built_in(preset: Preset) -> None:
    if preset.built_in:
        raise ParleyError(
            "preset_built_in",
            f"“{preset.name}” comes with Parley and cannot be changed.",
            safe="Nothing was changed.",
            hint="Save what is set under another name.",
        )


def _preset_of(row: tuple[Any, ...]) -> Preset:
    key, name, model, content = row
    return Preset(key, name, model, msgspec.json.decode(content, type=PresetContent))
