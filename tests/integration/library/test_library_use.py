"""Models that the library finds are used for real: the program as a process, its engine, disks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.gguf_models import tiny
from helpers.other_programs import HubCache, Ollama
from helpers.program import ran
from helpers.tiny_models import sharded
from parley.core.paths import Paths


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a model of some hundred kilobytes that answers nonsense at once."""
    return tiny(tmp_path_factory.mktemp("small") / "small.gguf")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """Return the home of the person who runs the program."""
    return tmp_path / "person"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that is on another disk than the models, where there is one in memory."""
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() else tmp_path
    with tempfile.TemporaryDirectory(prefix="parley-tests-", dir=parent) as folder:
        yield Path(folder)


def listed(home: Path) -> dict[str, dict[str, Any]]:
    ended = ran(home, "list", "--json")
    assert ended.code == 0, ended
    return {each["name"]: each for each in ended.lines[0]["models"]}


def test_a_model_of_ollama_answers_where_it_is(
    parley_home: Path, person: Path, small: Path
) -> None:
    blob = Ollama(person / ".ollama" / "models").add("tiny:1b", small.read_bytes())

    ended = ran(parley_home, "chat", "--json", "--model", "tiny:1b", "--max-tokens", "3", "Hello")

    assert ended.code == 0, ended
    assert ended.lines[-1]["type"] == "done"
    model = listed(parley_home)["tiny:1b"]
    assert model["path"] == str(blob)
    assert model["used_at"] > 0
    assert model["memory"] > 1_000_000
    assert ran(parley_home, "remove", "--yes", "tiny:1b").code == 1
    assert blob.exists()


def test_parts_in_the_hubs_cache_answer_where_they_are(
    parley_home: Path, person: Path, small: Path, tmp_path: Path
) -> None:
    cache = HubCache(person / ".cache" / "huggingface" / "hub")
    for part in sharded(small, tmp_path):
        # Links between files of different names: the engine finds the parts by their names.
        cache.add("owner/Small-GGUF", part.name, part.read_bytes(), shared=True)

    ended = ran(
        parley_home, "chat", "--json", "--model", "owner/small-gguf", "--max-tokens", "3", "Hello"
    )

    assert ended.code == 0, ended
    assert ended.lines[-1]["type"] == "done"


def test_a_model_is_imported_moved_used_verified_and_removed(
    parley_home: Path, small: Path, elsewhere: Path
) -> None:
    parts = sharded(small, elsewhere)

    ended = ran(parley_home, "import", str(elsewhere))
    assert ended.code == 0, ended
    assert listed(parley_home)[small.stem]["path"] == str(parts[0])
    ended = ran(parley_home, "import", "--move", "--json", str(parts[0]))
    assert ended.code == 0, ended
    (moved,) = ended.lines[0]["imported"]
    folder = Paths(parley_home).models / "imported" / small.stem
    assert [each["path"] for each in moved["files"]] == [str(folder / part.name) for part in parts]
    assert list(elsewhere.iterdir()) == []

    ended = ran(parley_home, "chat", "--json", "--model", small.stem, "--max-tokens", "3", "Hi")
    assert ended.code == 0, ended
    ended = ran(parley_home, "verify", small.stem)
    assert ended.code == 0, ended
    damaged = folder / parts[1].name
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    ended = ran(parley_home, "verify", "--json", small.stem)
    assert ended.code == 1, ended
    assert ended.lines[0]["models"][0]["outcome"] == "wrong"

    ended = ran(parley_home, "remove", "--yes", "--json", small.stem)
    assert ended.code == 0, ended
    assert ended.lines[0]["freed"] == sum(each["size"] for each in moved["files"])
    assert list(Paths(parley_home).models.iterdir()) == []
    assert small.stem not in listed(parley_home)


def test_other_programs_are_left_alone_where_the_settings_say_so(
    parley_home: Path, person: Path, small: Path
) -> None:
    Ollama(person / ".ollama" / "models").add("tiny:1b", small.read_bytes())
    assert "tiny:1b" in listed(parley_home)
    (parley_home / "settings.json").write_text('{"find_models_elsewhere": false}', "utf-8")

    assert "tiny:1b" not in listed(parley_home)
    assert ran(parley_home, "chat", "--model", "tiny:1b", "Hello").code == 1


def test_the_starter_model_is_what_was_published(parley_home: Path) -> None:
    ended = ran(parley_home, "verify", "--all")

    assert ended.code == 0, ended
    assert ended.out == "starter: verified, 98 MB\n"
    assert listed(parley_home)["starter"]["state"] == "verified"
