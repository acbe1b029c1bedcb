"""Models of a real disk as a person sees them: names, orders, speeds, and what they take."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from helpers.desks import desk, machine
from helpers.model_shapes import models, write
from helpers.other_programs import where_on
from helpers.small_models import model_bytes, put
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.discover.holdings import Holding, holdings, matching, ordered, usage
from parley.library import Library
from parley.library.values import Measured


@pytest.fixture
def library(paths: Paths, database: Database, tmp_path: Path) -> Library:
    """Return a library with the starter model, and nothing of other programs."""
    return Library(paths, database.connect, where=where_on("linux", tmp_path / "person"))


def held(library: Library) -> dict[str, Holding]:
    found = holdings(library.scan().models, desk(machine(16)))
    return {each.name: each for each in found}


def test_models_are_named_by_the_catalogue_and_by_their_headers(
    library: Library, paths: Paths
) -> None:
    write(paths.models / "Phi-4-Q4_K_M.gguf", models()["phi-4"], tokens=True)
    put(paths.models / "mine.gguf", model_bytes(name="My own"))
    found = held(library)
    assert set(found) == {"Phi-4 14B", "My own", "SmolLM2 135M Instruct"}
    assert found["Phi-4 14B"].family == "phi"
    assert found["Phi-4 14B"].expected == pytest.approx(4.7, abs=1.5)
    assert found["My own"].expected == 0
    assert found["SmolLM2 135M Instruct"].key == "starter"
    assert found["My own"].key == str(paths.models / "mine.gguf")
    assert all(each.usable for each in found.values())


def test_what_cannot_be_used_says_why(library: Library, paths: Paths) -> None:
    path = put(paths.models / "cut.gguf", model_bytes(name="Cut")[:-600])
    found = next(each for each in held(library).values() if each.key == str(path))
    assert found.problem
    assert not found.usable


def test_they_are_found_by_words_and_put_in_order(library: Library, paths: Paths) -> None:
    for number, name in enumerate(("Beta", "alpha", "Gamma")):
        path = put(paths.models / f"{name}.gguf", model_bytes(number, name=name))
        library.scan()
        if name != "Gamma":
            library.used(path, Measured(decode=10.0 + number))
    found = [each for each in held(library).values() if each.key != "starter"]
    assert [each.name for each in matching(found, "ALPHA gguf")] == ["alpha"]
    assert matching(found, "nothing") == []
    assert [each.name for each in ordered(found, "name")] == ["alpha", "Beta", "Gamma"]
    fastest = ordered(found, "speed", downwards=True)
    assert [each.name for each in fastest] == ["alpha", "Beta", "Gamma"]
    assert [each.name for each in ordered(found, "used")][-1] == "Gamma"
    assert fastest[0].measured == 11.0
    assert ordered([], "size") == []


def test_what_models_take_of_their_disk_is_counted_once(
    library: Library, paths: Paths, tmp_path: Path
) -> None:
    path = put(paths.models / "one.gguf", model_bytes(name="One"))
    os.link(path, paths.models / "two.gguf")
    scan = library.scan()
    other = msgspec.structs.replace(
        next(model for model in scan.models if model.path == path), origin="found"
    )
    mine = [model for model in scan.models if model.origin != "starter"]
    taken = usage(paths.models, mine)
    assert 0 < taken.own <= path.stat().st_size
    assert taken.elsewhere == 0
    disk = shutil.disk_usage(paths.models)
    assert taken.total == disk.total
    assert taken.own + taken.elsewhere + taken.others + taken.free <= taken.total
    assert usage(paths.models, [other]).elsewhere == taken.own
    with pytest.raises(ParleyError) as refused:
        usage(tmp_path / "nowhere", [])
    assert refused.value.code == "models_folder_unreadable"
