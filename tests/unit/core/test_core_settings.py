"""Settings survive crashes, mistakes typed by hand, and programs of other ages."""

from __future__ import annotations

import errno
import json
import math
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.core.errors import ParleyError
from parley.core.settings import VERSION, Settings, SettingsFile, problems, upgraded

CHOSEN = Settings(
    theme="dark",
    offline=True,
    model="/models/mistral.gguf",
    load={"context": 8192, "threads": None},
    sampling={"temperature": 0.2, "stop": ["\n\n"]},
    system_prompt="Be brief – and kind.",
    context_policy="trim_oldest",
    idle_unload=60.0,
    download_limit=5_000_000,
    download_connections=2,
    windows={"main": "AdnQywAD"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def kept(file: Path) -> list[Path]:
    return sorted(file.parent.glob("settings.kept*.json"))


def test_without_a_file_there_are_defaults_and_none_is_written(file):
    assert SettingsFile(file).load() == Settings()
    assert not file.exists()


def test_what_is_saved_is_loaded(file):
    SettingsFile(file).save(CHOSEN)
    other = SettingsFile(file)

    assert other.load() == CHOSEN
    assert other.notices == ()


def test_what_another_window_saved_is_noticed(file):
    mine, other = SettingsFile(file), SettingsFile(file)
    assert mine.fresh() == Settings()
    other.save(CHOSEN)
    assert mine.fresh() == CHOSEN
    assert mine.fresh() is mine.fresh()
    other.save(msgspec.structs.replace(CHOSEN, download_limit=0))
    assert mine.fresh().download_limit == 0


def test_the_file_is_json_for_people(file):
    SettingsFile(file).save(CHOSEN)

    assert json.loads(file.read_text(encoding="utf-8"))["theme"] == "dark"
    assert len(file.read_text(encoding="utf-8").splitlines()) > 5


def test_the_folder_is_created(tmp_path):
    file = SettingsFile(tmp_path / "not" / "there" / "settings.json")
    file.save(CHOSEN)

    assert file.load() == CHOSEN


names = st.text(max_size=20)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    theme=st.sampled_from(["system", "light", "dark"]),
    model=st.text(min_size=1, max_size=50),
    prompt=st.text(max_size=200),
    idle=st.floats(0, 604_800),
    load=st.dictionaries(names, st.none() | st.booleans() | st.integers(-(2**60), 2**60) | names),
)
def test_any_allowed_settings_come_back(file, theme, model, prompt, idle, load):
    chosen = Settings(theme=theme, model=model, system_prompt=prompt, idle_unload=idle, load=load)
    SettingsFile(file).save(chosen)

    assert SettingsFile(file).load() == chosen


WRONG = [
    ("theme", "pink", "system, light or dark"),
    ("offline", "yes", "true or false"),
    ("model", "", "path"),
    ("load", [1], "load options"),
    ("sampling", "hot", "sampling options"),
    ("system_prompt", "x" * 100_001, "100,000"),
    ("context_policy", "forget", "trim_oldest"),
    ("idle_unload", -1, "604,800"),
    ("idle_unload", 1e9, "604,800"),
    ("idle_unload", None, "604,800"),
    ("download_limit", -1, "0 (no limit)"),
    ("download_limit", "5M", "bytes per second"),
    ("download_connections", 0, "from 1 to 16"),
    ("download_connections", 17, "from 1 to 16"),
    ("windows", {"main": 3}, "window"),
]


@pytest.mark.parametrize(("name", "value", "allowed"), WRONG)
def test_a_value_out_of_range_is_refused_with_what_is_allowed(file, name, value, allowed):
    SettingsFile(file).save(CHOSEN)
    before = file.read_bytes()

    with pytest.raises(ParleyError) as caught:
        SettingsFile(file).save(msgspec.structs.replace(CHOSEN, **{name: value}))

    assert caught.value.code == "settings_invalid"
    assert name in caught.value.message
    assert allowed in caught.value.message
    assert len(caught.value.message) < 300
    assert file.read_bytes() == before


def test_not_a_number_is_refused(file):
    with pytest.raises(ParleyError, match="idle_unload"):
        SettingsFile(file).save(Settings(idle_unload=math.nan))


@pytest.mark.parametrize(("name", "value", "allowed"), WRONG)
def test_a_wrong_value_typed_by_hand_costs_only_itself(file, name, value, allowed):
    typed = {"version": 1, "theme": "light", "model": "mine", "idle_unload": 5.0} | {name: value}
    file.write_text(json.dumps(typed), encoding="utf-8")
    reader = SettingsFile(file)

    found = reader.load()

    assert getattr(found, name) == getattr(Settings(), name)
    others = {"theme": "light", "model": "mine", "idle_unload": 5.0}
    assert all(getattr(found, key) == other for key, other in others.items() if key != name)
    assert allowed in reader.notices[0]
    [copy] = kept(file)
    assert json.loads(copy.read_text(encoding="utf-8")) == typed
    assert str(copy) in reader.notices[0]


def test_an_unknown_setting_is_said_and_kept_aside_once(file):
    file.write_text('{"version": 1, "colour": "blue", "theme": "dark"}')
    reader = SettingsFile(file)

    assert reader.load().theme == "dark"
    assert "colour" in reader.notices[0]
    assert reader.load().theme == "dark"
    assert reader.notices == ()
    assert len(kept(file)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[1, 2]",
        b'{"version": "one"}',
        b'{"version": true}',
        b'{"version": 0}',
        b"\xff\xfe\x00",
        b'{"theme": "dark"',
        b"\0" * 4096,
    ],
)
def test_a_damaged_file_is_kept_and_the_defaults_are_used(file, content):
    file.write_bytes(content)
    reader = SettingsFile(file)

    assert reader.load() == Settings()
    [copy] = kept(file)
    assert copy.read_bytes() == content
    assert str(copy) in reader.notices[0]
    assert "defaults" in reader.notices[0]
    assert SettingsFile(file).load() == Settings()


def test_two_damaged_files_are_both_kept(file):
    for content in (b"{", b"["):
        file.write_bytes(content)
        SettingsFile(file).load()

    assert sorted(copy.read_bytes() for copy in kept(file)) == [b"[", b"{"]


def test_settings_of_a_newer_parley_are_left_alone(file):
    newer = json.dumps({"version": VERSION + 1, "theme": {"hue": 3}}).encode()
    file.write_bytes(newer)

    for action in (SettingsFile(file).load, lambda: SettingsFile(file).save(CHOSEN)):
        with pytest.raises(ParleyError) as caught:
            action()
        assert caught.value.code == "settings_newer"
        assert "newer Parley" in caught.value.message
        assert file.read_bytes() == newer
    assert kept(file) == []


def test_a_file_without_a_version_is_of_the_first(file):
    file.write_text('{"theme": "dark"}')

    assert SettingsFile(file).load() == Settings(theme="dark")


def to_second(raw):
    colours = raw.pop("colours", "system")
    return {**raw, "theme": colours}


def to_third(raw):
    minutes = raw.pop("idle_minutes", 15)
    return {**raw, "idle_unload": minutes * 60.0}


def test_older_settings_pass_through_every_upgrade_and_are_not_changed():
    old = {"version": 1, "colours": "dark", "idle_minutes": 2}

    assert upgraded(old, (to_second, to_third)) == {
        "version": 3,
        "theme": "dark",
        "idle_unload": 120.0,
    }
    assert old == {"version": 1, "colours": "dark", "idle_minutes": 2}
    assert upgraded({"version": 3, "theme": "dark"}, (to_second, to_third))["theme"] == "dark"


def test_an_older_file_is_upgraded_while_it_is_loaded(file):
    file.write_text('{"version": 1, "colours": "dark", "idle_minutes": 2}')
    reader = SettingsFile(file, upgrades=(to_second, to_third))

    found = reader.load()
    reader.save(found)

    assert (found.theme, found.idle_unload, found.version) == ("dark", 120.0, 3)
    assert reader.notices == ()
    assert json.loads(file.read_text())["version"] == 3


def test_a_full_disk_leaves_the_settings_as_they_were(file, monkeypatch):
    SettingsFile(file).save(CHOSEN)

    def full(number):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ParleyError) as caught:
        SettingsFile(file).save(Settings())

    assert caught.value.code == "disk_full"
    assert SettingsFile(file).load() == CHOSEN
    assert list(file.parent.glob(".settings*")) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ParleyError) as caught:
        SettingsFile(tmp_path / "file" / "settings.json").save(CHOSEN)

    assert caught.value.code == "settings_unwritable"


def test_a_file_that_cannot_be_read_is_said_and_kept(tmp_path):
    (tmp_path / "settings.json").mkdir()

    with pytest.raises(ParleyError) as caught:
        SettingsFile(tmp_path / "settings.json").load()

    assert caught.value.code == "settings_unreadable"
    assert (tmp_path / "settings.json").is_dir()


def test_the_defaults_are_allowed():
    assert problems(msgspec.to_builtins(Settings())) == {}
