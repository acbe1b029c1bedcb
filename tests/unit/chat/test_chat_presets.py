"""Presets: kept under a name, used, told apart from what is set, taken to a file and back."""

from __future__ import annotations

import json
import sqlite3

import msgspec
import pytest

from parley.chat.beginning import Beginning
from parley.chat.presets import (
    BUILT_IN,
    PresetContent,
    Presets,
    applied,
    chosen,
    content_of,
    differs,
    named,
    read_file,
    write_file,
)
from parley.chat.sampling_guide import problems
from parley.chat.values import ConversationOptions
from parley.core.errors import ParleyError

SETUP = Beginning(
    "Answer as a pirate.",
    options=ConversationOptions(
        model="starter",
        sampling={"temperature": 0.3},
        load={"context": 8192},
        keep_reasoning=True,
    ),
)


@pytest.fixture
def presets(connection: sqlite3.Connection) -> Presets:
    """Return the presets of this test's database."""
    return Presets(connection)


def names(presets: Presets, model: str = "") -> list[str]:
    return [each.name for each in presets.listed(model) if not each.built_in]


def test_what_is_set_is_kept_and_used_elsewhere(presets: Presets) -> None:
    made = presets.create("  Pirate  talk ", content_of(SETUP))
    found = presets.listed("Any model")[-1]
    assert found == made
    assert found.name == "Pirate talk"
    other = applied(found, Beginning(options=ConversationOptions(model="another")))
    assert other.system_prompt == "Answer as a pirate."
    assert other.options == msgspec.structs.replace(
        SETUP.options, model="another", preset="Pirate talk"
    )


def test_built_in_presets_leave_load_options_and_the_system_prompt_alone(presets: Presets) -> None:
    precise = BUILT_IN[0]
    after = applied(precise, SETUP)
    assert after.system_prompt == SETUP.system_prompt
    assert after.options.load == SETUP.options.load
    assert after.options.sampling["temperature"] == 0.2
    assert not differs(precise, after)


@pytest.mark.parametrize("preset", BUILT_IN, ids=lambda preset: preset.name)
def test_built_in_presets_can_be_used_and_not_lost(presets: Presets, preset: object) -> None:
    assert preset in presets.listed("")
    assert problems(preset.content.sampling) == {}  # type: ignore[attr-defined]
    for change in (
        lambda: presets.delete(preset),  # type: ignore[arg-type]
        lambda: presets.rename(preset, "Mine"),  # type: ignore[arg-type]
        lambda: presets.overwrite(preset, PresetContent()),  # type: ignore[arg-type]
    ):
        with pytest.raises(ParleyError) as refused:
            change()
        assert refused.value.code == "preset_built_in"
    with pytest.raises(ParleyError):
        presets.create(preset.name.upper(), PresetContent())  # type: ignore[attr-defined]


def test_a_change_afterwards_is_seen_and_ends_when_it_is_taken_back(presets: Presets) -> None:
    made = presets.create("Pirate", content_of(SETUP))
    setup = applied(made, SETUP)
    assert chosen(presets.listed(""), setup) == made
    changed = msgspec.structs.replace(setup, system_prompt="Answer as a parrot.")
    assert differs(made, changed)
    assert not differs(made, setup)
    # Which model answers is no part of a preset.
    options = msgspec.structs.replace(setup.options, model="another")
    assert not differs(made, msgspec.structs.replace(setup, options=options))
    overwritten = presets.overwrite(made, content_of(changed))
    assert not differs(overwritten, changed)
    assert presets.listed("")[-1] == overwritten


def test_a_preset_of_a_model_is_listed_with_that_model_only_and_goes_first(
    presets: Presets,
) -> None:
    presets.create("Pirate", PresetContent(system_prompt="For all."))
    own = presets.create("Pirate", PresetContent(system_prompt="For one."), model="Small")
    assert names(presets) == ["Pirate"]
    assert names(presets, "Small") == ["Pirate", "Pirate"]
    setup = named(own, Beginning())
    assert chosen(presets.listed("Small"), setup) == own
    assert chosen(presets.listed("Large"), setup) != own
    assert chosen(presets.listed("Small"), Beginning()) is None


def test_names_are_told_apart_without_their_case(presets: Presets) -> None:
    made = presets.create("Pirate", PresetContent())
    other = presets.create("Parrot", PresetContent())
    for name in ("pirate", "", "   ", "x" * 81):
        with pytest.raises(ParleyError) as refused:
            presets.rename(other, name)
        assert refused.value.code == "preset_name"
    assert presets.rename(made, "PIRATE").name == "PIRATE"
    assert names(presets) == ["Parrot", "PIRATE"]


def test_a_deleted_preset_can_be_had_back(presets: Presets) -> None:
    made = presets.create("Pirate", content_of(SETUP), model="Small")
    presets.delete(made)
    presets.delete(made)
    assert names(presets, "Small") == []
    presets.create("Pirate", PresetContent(), model="Small")
    back = presets.restore(made)
    assert (back.name, back.content, back.model) == ("Pirate 2", made.content, "Small")
    with pytest.raises(ParleyError) as gone:
        presets.overwrite(made, PresetContent())
    assert gone.value.code == "preset_gone"


def test_a_file_of_presets_comes_back_as_it_was(presets: Presets) -> None:
    made = [
        presets.create("Pirate", content_of(SETUP)),
        presets.create("Only words", PresetContent(system_prompt="Be brief."), model="Small"),
    ]
    data = write_file(made)
    stated = json.loads(data)
    assert (stated["format"], stated["version"]) == ("parley-presets", 1)
    assert stated["presets"][1] == {
        "name": "Only words", "model": "Small", "system_prompt": "Be brief.",
    }  # fmt: skip
    for each in made:
        presets.delete(each)
    came = presets.import_(data)
    assert [(each.name, each.model, each.content) for each in came] == [
        (each.name, each.model, each.content) for each in made
    ]
    assert [each.name for each in presets.import_(data)] == ["Pirate 2", "Only words 2"]
    assert len(presets.everything()) == 4


def test_a_built_in_preset_that_is_imported_gets_another_name(presets: Presets) -> None:
    assert [each.name for each in presets.import_(write_file(BUILT_IN[:1]))] == ["Precise 2"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no presets"),
        (b"\xff\xfe", "no presets"),
        (b'{"format": "other", "version": 1, "presets": []}', "something other"),
        (b'{"format": "parley-presets", "version": 9, "presets": []}', "newer"),
        (b'{"format": "parley-presets", "version": 1, "presets": [{"name": " "}]}', "name"),
        (
            b'{"format": "parley-presets", "version": 1,'
            b' "presets": [{"name": "A"}, {"name": "B", "sampling": {"temperature": -1}}]}',
            "temperature",
        ),
        (
            b'{"format": "parley-presets", "version": 1,'
            b' "presets": [{"name": "A", "load": {"context": "large"}}]}',
            "load options",
        ),
        (
            b'{"format": "parley-presets", "version": 1,'
            b' "presets": [{"name": "A"}, {"name": "B", "system_prompt": "%s"}]}' % (b"x" * 10**6),
            "too long",
        ),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_file_that_is_none_changes_nothing(presets: Presets, data: bytes, said: str) -> None:
    with pytest.raises(ParleyError) as refused:
        presets.import_(data)
    assert said in refused.value.message
    assert presets.everything() == ()


def test_a_file_brings_no_paths_of_another_computer() -> None:
    data = (
        b'{"format": "parley-presets", "version": 1, "presets": [{"name": "A", "load":'
        b' {"context": 2048, "loras": [{"path": "/somewhere"}], "state_dir": "/tmp"}}]}'
    )
    assert read_file(data)[0][2].load == {"context": 2048}


def test_a_file_fixes_no_seed_unseen() -> None:
    data = (
        b'{"format": "parley-presets", "version": 1, "presets": [{"name": "A", "sampling":'
        b' {"temperature": 0.5, "seed": 7}}]}'
    )
    assert read_file(data)[0][2].sampling == {"temperature": 0.5}


def test_a_file_is_taken_whole_or_not_at_all(
    presets: Presets, connection: sqlite3.Connection
) -> None:
    one, two = (presets.create(name, PresetContent()) for name in ("One", "Two"))
    data = write_file([one, two])
    connection.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON presets WHEN NEW.name = 'Two 2'"
        " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError):
        presets.import_(data)
    assert names(presets) == ["One", "Two"]
    connection.execute("DROP TRIGGER refuse")
    # The same name twice in one file is two presets.
    twice = presets.import_(write_file([one, one, two]))
    assert [each.name for each in twice] == ["One 2", "One 3", "Two 2"]
    assert set(twice) <= set(presets.everything())
