"""Models in other programs' folders, laid out as those programs do it, also by somebody hostile."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.other_programs import (
    COMMIT,
    OLDER,
    SYSTEMS,
    HubCache,
    Jan,
    Ollama,
    data_folder,
    llama_cpp_manifest,
    where_on,
)
from helpers.small_models import model_bytes, part_bytes, projector_bytes, put, sha256, split
from parley.core.paths import Paths
from parley.library import Library, Model
from parley.library.elsewhere import PROGRAMS, Where, find_elsewhere
from parley.library.sightings import Sighting


def found(where: Where) -> list[Sighting]:
    sightings, notes = find_elsewhere(where)
    assert notes == []
    return sightings


def only(where: Where) -> Sighting:
    (one,) = found(where)
    return one


def listed(library: Library) -> Model:
    (model,) = library.scan().models
    return model


# -- LM Studio ------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("home", [".lmstudio", ".cache/lm-studio"])
def test_lm_studio(tmp_path: Path, system: str, home: str) -> None:
    where = where_on(system, tmp_path)
    folder = where.home / home / "models" / "lmstudio-community" / "Tiny-GGUF"
    model = put(folder / "Tiny-Q4_K_M.gguf", model_bytes())
    projector = put(folder / "mmproj-model-f16.gguf", projector_bytes())
    put(folder / "downloading_Tiny-Q8_0.gguf.part", b"x")

    one = only(where)

    assert (one.path, one.program, one.name) == (str(model), "LM Studio", "Tiny-Q4_K_M")
    assert one.repo == "lmstudio-community/Tiny-GGUF"
    assert one.projector is not None
    assert one.projector.path == str(projector)


def test_lm_studio_with_a_folder_of_ones_own(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path / "home")
    home = tmp_path / "lm"
    put(where.home / ".lmstudio-home-pointer", f"{home}\n".encode())
    put(home / "settings.json", json.dumps({"downloadsFolder": str(tmp_path / "big")}).encode())
    model = put(tmp_path / "big" / "All" / "All2" / "m.gguf", model_bytes())

    assert only(where).path == str(model)


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"downloadsFolder": 7}', b'{"downloadsFolder": "models"}', b"\xff",
     b'{"downloadsFolder": "//server/share"}', b'{"downloadsFolder": "\\u0000/a"}',
     b" " * 2**21],
)  # fmt: skip
def test_lm_studio_with_settings_that_say_nothing(tmp_path: Path, content: bytes) -> None:
    where = where_on("linux", tmp_path)
    put(where.home / ".lmstudio" / "settings.json", content)
    put(where.home / ".lmstudio" / "models" / "a" / "b" / "m.gguf", model_bytes())

    assert only(where).name == "m"


# -- Ollama ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_ollama(tmp_path: Path, system: str) -> None:
    where = where_on(system, tmp_path)
    store = Ollama(where.home / ".ollama" / "models")
    licence = "\nLLAMA 3.2 COMMUNITY LICENSE AGREEMENT\nLlama 3.2 Version Release Date: …"
    blob = store.add("llama3.2:3b", model_bytes(), projector=projector_bytes(), licence=licence)

    one = only(where)

    assert (one.path, one.name, one.program) == (str(blob), "llama3.2:3b", "Ollama")
    assert one.licence == "LLAMA 3.2 COMMUNITY LICENSE AGREEMENT"
    assert one.projector is not None
    assert one.sha256 == {
        str(blob): sha256(model_bytes()),
        one.projector.path: sha256(projector_bytes()),
    }


@pytest.mark.parametrize(
    "place", ["usr/share/ollama/.ollama/models", "var/lib/ollama/.ollama/models", "var/lib/ollama"]
)
def test_ollama_as_a_service(tmp_path: Path, place: str) -> None:
    where = where_on("linux", tmp_path)
    Ollama(where.root / place).add("tiny", model_bytes())

    assert only(where).name == "tiny:latest"


def test_ollama_with_a_folder_of_ones_own_and_names_of_all_kinds(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path, OLLAMA_MODELS=f' "{tmp_path / "big"}" ')
    store = Ollama(tmp_path / "big")
    store.add("tiny", model_bytes(1))
    store.add("tiny:1b", model_bytes(1))
    store.add("mine:v2", model_bytes(2), namespace="someone")
    store.add("M-GGUF:Q4_K_M", model_bytes(3), host="hf.co", namespace="owner")

    names = {(one.name, one.aliases, one.repo) for one in found(where)}

    assert names == {
        ("hf.co/owner/M-GGUF:Q4_K_M", (), "owner/M-GGUF"),
        ("tiny:1b", ("tiny:latest", "tiny"), ""),
        ("someone/mine:v2", (), ""),
    }


def test_a_model_of_ollama_is_used_where_it_is(
    library: Library, where: Where, paths: Paths
) -> None:
    blob = Ollama(where.home / ".ollama" / "models").add("llama3.2:3b", model_bytes())

    model = listed(library)

    assert (model.name, model.origin, model.state) == ("llama3.2:3b", "found", "unchecked")
    assert model.quantisation == "F32"
    for name in ("llama3.2:3b", "LLAMA3.2", "llama"):
        assert library.resolve(name) == blob
    # What is Parley's own goes first, if its whole name was typed.
    own = put(paths.models / "llama3.2.gguf", model_bytes(2))
    assert library.resolve("llama3.2") == own
    assert library.resolve("llama3.2:3b") == blob


def test_a_blob_that_ollama_touched_is_the_same(library: Library, where: Where) -> None:
    blob = Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())
    library.verify(listed(library))
    assert listed(library).state == "verified"

    os.utime(blob, (5, 5))

    scan = library.scan()
    assert scan.notes == ()
    assert scan.models[0].state == "unchecked"


def test_a_model_that_ollama_removed_is_gone_without_a_word(library: Library, where: Where) -> None:
    blob = Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())
    library.scan()
    blob.unlink()

    scan = library.scan()

    assert (scan.models, scan.notes) == ((), ())


@pytest.mark.parametrize(
    "layers",
    [
        [],
        [{"mediaType": "application/vnd.ollama.image.tensor", "digest": "sha256:" + "0" * 64}],
        [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:" + "0" * 64}],
        [{"mediaType": "application/vnd.ollama.image.model", "digest": "../../secret.gguf"}],
        [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../secret"}],
        [{"mediaType": "application/vnd.ollama.image.model"}],
        [7],
        "none",
    ],
)
def test_a_manifest_of_ollama_without_a_model_is_left_out(tmp_path: Path, layers: object) -> None:
    where = where_on("linux", tmp_path)
    store = Ollama(where.home / ".ollama" / "models")
    put(where.home / ".ollama" / "secret.gguf", model_bytes(1))
    store.manifest(
        "registry.ollama.ai", "library", "bad", "1b", json.dumps({"layers": layers}).encode()
    )
    store.add("good", model_bytes(2))

    assert only(where).name == "good:latest"


def test_a_blob_that_leads_out_of_the_store_is_left_out(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path)
    store = Ollama(where.home / ".ollama" / "models")
    blob = store.add("tiny", model_bytes())
    secret = put(tmp_path / "secret", model_bytes())
    blob.unlink()
    blob.symlink_to(secret)

    assert found(where) == []


def test_a_store_on_another_disk_is_followed(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path)
    Ollama(tmp_path / "disk").add("tiny", model_bytes())
    (where.home / ".ollama").mkdir()
    (where.home / ".ollama" / "models").symlink_to(tmp_path / "disk")

    assert only(where).name == "tiny:latest"


# -- the hub's cache ------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("shared", [False, True])
def test_the_hubs_cache(tmp_path: Path, system: str, shared: bool) -> None:
    where = where_on(system, tmp_path)
    cache = HubCache(where.home / ".cache" / "huggingface" / "hub")
    model = cache.add("owner/M-GGUF", "M-Q4_0.gguf", model_bytes(), shared=shared)
    projector = cache.add("owner/M-GGUF", "mmproj-F16.gguf", projector_bytes(), shared=shared)
    cache.add("owner/other", "model.safetensors", b"x")

    one = only(where)

    assert (one.path, one.program, one.repo) == (str(model), "Hugging Face cache", "owner/M-GGUF")
    assert one.revision == COMMIT
    assert one.sha256 == {
        str(model): sha256(model_bytes()),
        str(projector): sha256(projector_bytes()),
    }


@pytest.mark.parametrize(
    ("variable", "below"),
    [("HF_HUB_CACHE", "."), ("HUGGINGFACE_HUB_CACHE", "."), ("HF_HOME", "hub"),
     ("XDG_CACHE_HOME", "huggingface/hub"), ("LLAMA_CACHE", ".")],
)  # fmt: skip
def test_the_hubs_cache_where_a_variable_says(tmp_path: Path, variable: str, below: str) -> None:
    where = where_on("linux", tmp_path / "home", **{variable: str(tmp_path / "named")})
    HubCache(tmp_path / "named" / below).add("owner/M-GGUF", "M-Q4_0.gguf", model_bytes())

    assert only(where).repo == "owner/M-GGUF"


def test_parts_in_a_folder_of_the_hubs_cache_with_the_projector_above(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path)
    cache = HubCache(where.home / ".cache" / "huggingface" / "hub")
    for number in (1, 2):
        cache.add("o/m", f"Q8_0/m-Q8_0-0000{number}-of-00002.gguf", part_bytes(number, 2))
    cache.add("o/m", "mmproj-m-F16.gguf", projector_bytes())

    one = only(where)

    assert len(one.files) == 2
    assert one.projector is not None
    assert one.relative == "o/m/Q8_0/m-Q8_0-00001-of-00002.gguf"


def test_of_a_file_in_two_commits_the_current_one_is_listed(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path)
    cache = HubCache(where.home / ".cache" / "huggingface" / "hub")
    cache.add("o/m", "m-Q4_0.gguf", model_bytes(1), commit=OLDER, main=False)
    cache.add("o/m", "old-Q4_0.gguf", model_bytes(2), commit=OLDER, main=False)
    current = cache.add("o/m", "m-Q4_0.gguf", model_bytes(3))

    assert {one.path for one in found(where)} == {
        str(current),
        str(current.parent.parent / OLDER / "old-Q4_0.gguf"),
    }


def test_the_hubs_cache_without_links(tmp_path: Path) -> None:
    where = where_on("win32", tmp_path)
    cache = HubCache(where.home / ".cache" / "huggingface" / "hub")
    cache.add("o/m", "m-Q4_0.gguf", model_bytes(), links=False)

    assert only(where).sha256 == {}


def test_a_link_out_of_the_hubs_cache_is_left_out(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path)
    cache = HubCache(where.home / ".cache" / "huggingface" / "hub")
    model = cache.add("o/m", "m-Q4_0.gguf", model_bytes())
    model.unlink()
    model.symlink_to(put(tmp_path / "secret.gguf", model_bytes()))

    assert found(where) == []


# -- Jan ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_jan(tmp_path: Path, system: str) -> None:
    where = where_on(system, tmp_path)
    jan = Jan(data_folder(where) / "Jan" / "data")
    hashed = sha256(model_bytes())
    model = jan.add("org/tiny/q4", model_bytes(), projector=projector_bytes(), sha=hashed)

    one = only(where)

    assert (one.path, one.name, one.program) == (str(model), "org/tiny/q4", "Jan")
    assert one.projector is not None
    assert one.sha256 == {str(model): hashed}


def test_jan_with_a_data_folder_of_ones_own_and_an_imported_file(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path / "home")
    settings_file = data_folder(where) / "Jan" / "settings.json"
    put(settings_file, json.dumps({"data_folder": str(tmp_path / "jan")}).encode())
    mine = put(tmp_path / "Downloads" / "mine.gguf", model_bytes())
    Jan(tmp_path / "jan").add("mine", mine)

    assert only(where).path == str(mine)


def test_jan_with_a_model_in_parts(tmp_path: Path) -> None:
    where = where_on("linux", tmp_path, JAN_DATA_FOLDER=str(tmp_path / "jan"))
    parts = split(tmp_path / "Downloads", "big", 3)
    Jan(tmp_path / "jan").add("big", parts[0])
    parts[2].unlink()

    one = only(where)

    assert len(one.files) == 2
    assert one.missing == (parts[2].name,)


@pytest.mark.parametrize("old", ["jan", ".config/Jan/data", ".local/share/Jan/data"])
def test_older_versions_of_jan(tmp_path: Path, old: str) -> None:
    where = where_on("linux", tmp_path)
    put(where.home / old / "models" / "tiny" / "model.json", b"{}")
    put(where.home / old / "models" / "tiny" / "tiny.gguf", model_bytes())

    assert only(where).name == "tiny"


@pytest.mark.parametrize(
    "text",
    ["", "model_path: ../../secret.gguf", "model_path: 'nowhere.gguf'", 'model_path: "\\x"',
     "  model_path: secret.gguf", "model_path: //server/secret.gguf", "model_path: /dev/zero",
     "model_path: \0", "\xff\xfe", "model_path: " + "a" * 10_000],
)  # fmt: skip
def test_a_manifest_of_jan_that_names_no_model_is_left_out(tmp_path: Path, text: str) -> None:
    where = where_on("linux", tmp_path)
    data = data_folder(where) / "Jan" / "data"
    put(data.parent / "secret.gguf", model_bytes())
    put(data / "secret.gguf", model_bytes())
    put(data / "llamacpp" / "models" / "bad" / "model.yml", text.encode("latin-1"))

    assert found(where) == []


# -- GPT4All, llama.cpp ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "folder"),
    [
        ("linux", ".local/share/nomic.ai/GPT4All"),
        ("darwin", "Library/Application Support/nomic.ai/GPT4All"),
        ("win32", "AppData/Local/nomic.ai/GPT4All"),
        ("linux", ".cache/gpt4all"),
    ],
)
def test_gpt4all(tmp_path: Path, system: str, folder: str) -> None:
    where = where_on(system, tmp_path)
    model = put(where.home / folder / "Llama-3.2-1B-Instruct-Q4_0.gguf", model_bytes())
    put(where.home / folder / "incomplete-Phi-3-mini-4k-instruct.Q4_0.gguf", b"GGUF")
    put(where.home / folder / "nomic-embed-text-v1.5.f16.gguf", model_bytes())
    put(where.home / folder / "localdocs_v3.db", b"x")

    one = only(where)

    assert (one.path, one.program, one.repo) == (str(model), "GPT4All", "")


@pytest.mark.parametrize(
    ("system", "place"),
    [("linux", ".config"), ("darwin", ".config"), ("win32", "AppData/Roaming")],
)
def test_gpt4all_with_a_folder_of_ones_own(tmp_path: Path, system: str, place: str) -> None:
    where = where_on(system, tmp_path / "home")
    folder = tmp_path / "Mod\xe8les"
    text = f"[General]\nmodelPath={tmp_path}/Mod\\xe8les/\nthreadCount=4\n"
    put(where.home / place / "nomic.ai" / "GPT4All.ini", text.encode())
    put(folder / "m.gguf", model_bytes())

    assert only(where).name == "m"


@pytest.mark.parametrize(
    ("system", "folder"),
    [("linux", ".cache/llama.cpp"), ("darwin", "Library/Caches/llama.cpp"),
     ("win32", "AppData/Local/llama.cpp")],
)  # fmt: skip
def test_llama_cpp_before_it_took_the_hubs_layout(tmp_path: Path, system: str, folder: str) -> None:
    where = where_on(system, tmp_path)
    cache = where.home / folder
    model = put(cache / "owner_M-GGUF_m-Q4_0.gguf", model_bytes())
    put(cache / "owner_M-GGUF_m-Q4_0.gguf.json", b"{}")
    put(cache / "owner_M-GGUF_m-Q8_0.gguf.downloadInProgress", b"GGUF")
    llama_cpp_manifest(cache, "owner/M-GGUF", "m-Q4_0.gguf", sha256(model_bytes()))

    one = only(where)

    assert (one.path, one.program, one.repo) == (str(model), "llama.cpp", "owner/M-GGUF")
    assert one.relative == "owner/M-GGUF/m-Q4_0.gguf"
    assert one.sha256 == {str(model): sha256(model_bytes())}


# -- all together ---------------------------------------------------------------------------------


def test_the_same_file_in_two_programs_is_one_model(library: Library, where: Where) -> None:
    model = put(where.home / ".lmstudio" / "models" / "a" / "b" / "m.gguf", model_bytes())
    Jan(data_folder(where) / "Jan" / "data").add("mine", model)

    one = listed(library)

    assert (one.program, one.aliases, one.also) == ("LM Studio", ("mine",), ())
    assert library.resolve("mine") == model


def test_the_same_content_in_two_programs_is_named(library: Library, where: Where) -> None:
    Ollama(where.home / ".ollama" / "models").add("tiny", model_bytes())
    HubCache(where.home / ".cache" / "huggingface" / "hub").add("o/m", "m.gguf", model_bytes())

    first, second = library.scan().models

    assert (first.program, second.program) == ("Ollama", "Hugging Face cache")
    assert second.same_as == first.path


def test_no_programs_have_no_models(where: Where) -> None:
    assert found(where) == []


def test_foreign_folders_are_left_as_they_are(library: Library, where: Where) -> None:
    home = where.home
    Ollama(home / ".ollama" / "models").add("tiny", model_bytes(1))
    Jan(data_folder(where) / "Jan" / "data").add("mine", model_bytes(2))
    HubCache(home / ".cache" / "huggingface" / "hub").add("o/m", "m.gguf", model_bytes(3))
    put(home / ".lmstudio" / "models" / "a" / "b" / "m.gguf", model_bytes(4))

    def state() -> list[tuple[str, int]]:
        return sorted((str(path), path.lstat().st_mtime_ns) for path in home.rglob("*"))

    before = state()
    models = library.scan().models
    for model in models:
        library.verify(model)

    assert len(models) == 4
    assert state() == before


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
_digests = st.sampled_from(
    [
        "sha256:" + sha256(model_bytes()),
        "sha256-" + "A" * 64,
        "sha256:" + "0" * 63,
        "../x",
        "",
        "\0",
    ]
) | st.text(max_size=80)
_layers = st.fixed_dictionaries(
    {},
    optional={
        "mediaType": st.sampled_from(
            [f"application/vnd.ollama.image.{kind}" for kind in ("model", "projector", "license")]
        )
        | _json,
        "digest": _digests | _json,
        "size": _json,
    },
)
_manifests = st.one_of(
    st.binary(max_size=400),
    _json.map(msgspec.json.encode),
    st.fixed_dictionaries({"layers": st.lists(_layers, max_size=4) | _json}).map(
        msgspec.json.encode
    ),
)
_yaml = st.one_of(
    st.binary(max_size=400),
    st.lists(
        st.tuples(
            st.sampled_from(["model_path", "mmproj_path", "name", "model_sha256", "x"]),
            st.sampled_from(["'", '"', ""]),
            st.text(max_size=60) | st.sampled_from(["../../out.gguf", "/dev/zero", "in.gguf"]),
        ),
        max_size=6,
    ).map(
        lambda lines: "".join(f"{k}: {q}{v}{q}\n" for k, q, v in lines).encode("utf-8", "replace")
    ),
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ollama=_manifests, jan=_yaml, other=st.binary(max_size=300) | _json.map(msgspec.json.encode))
def test_whatever_foreign_files_say_nothing_outside_is_found(
    tmp_path: Path, ollama: bytes, jan: bytes, other: bytes
) -> None:
    home = tmp_path / "home"
    shutil.rmtree(home, ignore_errors=True)
    where = where_on("linux", home, LLAMA_CACHE=str(home / "llama"))
    store = Ollama(home / ".ollama" / "models")
    store.add("good", model_bytes())
    store.manifest("registry.ollama.ai", "library", "odd", "1b", ollama)
    data = data_folder(where) / "Jan" / "data"
    put(data / "in.gguf", model_bytes(1))
    put(home / "out.gguf", model_bytes(2))
    put(data / "llamacpp" / "models" / "odd" / "model.yml", jan)
    put(home / ".lmstudio" / "settings.json", other)
    put(home / ".lmstudio-home-pointer", other)
    put(home / ".config" / "nomic.ai" / "GPT4All.ini", b"modelPath=" + other)
    put(home / "llama" / "a_b_m.gguf", model_bytes(3))
    put(home / "llama" / "manifest=a=b=latest.json", other)

    sightings, _ = find_elsewhere(where)

    files = {Path(file.path) for one in sightings for file in one.all_files}
    inside = (store.models / "blobs", data, home / "llama")
    assert all(any(path.is_relative_to(folder) for folder in inside) for path in files)
    assert "good:latest" in {name for one in sightings for name in (one.name, *one.aliases)}


def test_every_program_says_how_a_model_is_removed_there() -> None:
    from parley.library.elsewhere import how_to_remove

    said: dict[str, Any] = {name: how_to_remove(name, "m", "o/r") for name in PROGRAMS}

    assert all(text.endswith(".") for text in said.values())
    assert "ollama rm m" in said["Ollama"]
    assert "hf cache rm model/o/r" in said["Hugging Face cache"]
