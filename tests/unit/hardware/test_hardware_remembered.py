"""This machine as it was looked at last."""

from __future__ import annotations

from importlib.metadata import version

import msgspec
import pytest

from helpers.recorded_machine import RecordedQuery, RecordedSystem
from parley.hardware import detect
from parley.hardware.remembered import remember, remembered
from parley.hardware.values import EngineBuild


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "not" / "there" / "yet"


@pytest.fixture
def tower(paths):
    """Return a recorded computer as the engine that is installed here would have found it."""
    found = detect(
        paths, RecordedQuery.load("linux-two-rtx-3090"), RecordedSystem.load("linux-two-rtx-3090")
    )
    return msgspec.structs.replace(found, engine=EngineBuild(version("llama-cpp-python"), ("CPU",)))


def test_it_comes_back_as_it_was(folder, tower):
    remember(tower, folder)

    assert remembered(folder) == tower


def test_looking_at_a_machine_remembers_it(paths):
    name = "apple-m3-pro-36gb"
    query = RecordedQuery.load(name)
    listed = msgspec.structs.replace(query.devices(), engine=version("llama-cpp-python"))

    found = detect(paths, RecordedQuery(listed), RecordedSystem.load(name))

    assert remembered(paths.cache) == found


def test_an_engine_that_does_not_run_leaves_nothing_behind(paths):
    detect(paths, RecordedQuery(None), RecordedSystem({}))

    assert remembered(paths.cache) is None


def test_with_another_engine_it_is_looked_at_again(folder, tower):
    remember(msgspec.structs.replace(tower, engine=EngineBuild("0.0.1", ("CPU",))), folder)

    assert remembered(folder) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"memory": 1}'])
def test_what_cannot_be_read_is_looked_at_again(folder, tower, content):
    remember(tower, folder)
    (folder / "machine.json").write_bytes(content)

    assert remembered(folder) is None


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path, tower):
    (tmp_path / "file").write_bytes(b"")

    remember(tower, tmp_path / "file")

    assert remembered(tmp_path / "file") is None
