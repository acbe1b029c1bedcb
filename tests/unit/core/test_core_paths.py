"""Where the person's files are, and what is said when they cannot be there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from parley.core.errors import ParleyError
from parley.core.paths import Paths

PLACES = (
    "data",
    "config",
    "cache",
    "logs",
    "models",
    "states",
    "database",
    "backups",
    "settings",
    "secrets",
)


@pytest.mark.parametrize("name", PLACES)
def test_parley_home_moves_everything(tmp_path, name):
    paths = Paths.find({"PARLEY_HOME": str(tmp_path / "elsewhere")})

    assert getattr(paths, name).is_relative_to(tmp_path / "elsewhere")


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_parley_home_is_none(value):
    assert Paths.find({"PARLEY_HOME": value}).home is None


def test_a_relative_home_does_not_follow_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = Paths.find({"PARLEY_HOME": "here"})
    monkeypatch.chdir("/")

    assert paths.data == tmp_path / "here"


def test_a_tilde_is_the_persons_home():
    assert Paths.find({"PARLEY_HOME": "~/chats"}).data == Path.home() / "chats"


def test_without_a_home_the_systems_places_are_taken():
    paths = Paths.find({})

    assert "parley" in str(paths.data).lower()
    assert paths.database.is_relative_to(Path.home())
    assert paths.cache != paths.data


def test_ensure_creates_every_folder_and_may_be_repeated(tmp_path):
    paths = Paths(tmp_path / "a" / "b")

    paths.ensure()
    paths.ensure()

    for folder in (paths.data, paths.config, paths.cache, paths.logs, paths.models, paths.states):
        assert folder.is_dir()
        assert list(folder.glob("tmp*")) == []


@pytest.mark.parametrize("kind", ["a file in the way", "a file as parent", "a device"])
def test_an_unwritable_home_is_said(tmp_path, kind):
    # Whoever runs the tests may be root, whom permissions do not stop.
    file = tmp_path / "file"
    file.write_text("mine")
    home = {
        "a file in the way": file,
        "a file as parent": file / "home",
        "a device": Path(os.devnull) / "home",
    }[kind]

    with pytest.raises(ParleyError) as caught:
        Paths(home).ensure()

    assert caught.value.code == "home_unwritable"
    assert str(home) in caught.value.message
    assert caught.value.safe
    assert "PARLEY_HOME" in caught.value.hint
    assert file.read_text() == "mine"


if sys.platform != "win32":

    def test_new_folders_are_the_owners_alone(tmp_path):
        paths = Paths(tmp_path / "home")
        paths.ensure()

        for folder in (paths.data, paths.logs, paths.states):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
