"""Files that are no good: each gives a sentence, none another exception, a hang or much memory."""

from __future__ import annotations

import os
import struct
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.gguf_bytes import (
    ARRAY,
    STRING,
    UINT16,
    UINT32,
    gguf_bytes,
    tensor,
    text,
    value,
)
from parley.core.errors import ParleyError
from parley.gguf import GgufError, Header, NeedMore, check, parse, read
from parley.gguf.reader import MAX_HEADER
from parley.hub.transfer import part_path

CODES = {
    "model_missing",
    "model_unreadable",
    "model_empty",
    "model_not_gguf",
    "model_version",
    "model_truncated",
    "model_unfinished",
    "model_broken",
    "model_shard",
    "model_no_chat",
}


def code_of(path: Path) -> str:
    with pytest.raises(GgufError) as caught:
        check(path)
    error = caught.value
    assert isinstance(error, ParleyError)
    assert error.message.endswith(".")
    assert error.hint.endswith(".")
    assert "\n" not in str(error)
    return error.code


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.gguf") == "model_missing"
    assert code_of(tmp_path / "none\0.gguf") == "model_missing"
    (tmp_path / "file").write_text("x")
    assert code_of(tmp_path / "file" / "none.gguf") == "model_missing"


def test_an_empty_file(tmp_path: Path) -> None:
    assert code_of(written(tmp_path / "m.gguf", b"")) == "model_empty"


def test_a_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "model_not_gguf"


@pytest.mark.parametrize(
    ("start", "named"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (b"PK\x03\x04rest of it here", "PyTorch"),
        (struct.pack("<Q", 300) + b'{"__metadata__"', "safetensors"),
        (b"GGU", "not a GGUF model"),
        (b"\0" * 5000, "not a GGUF model"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, start: bytes, named: str) -> None:
    path = written(tmp_path / "m.gguf", start)

    assert code_of(path) == "model_not_gguf"
    with pytest.raises(GgufError, match=named):
        read(path)


@pytest.mark.parametrize("version", [0, 1, 4, 77])
def test_another_version(tmp_path: Path, version: int) -> None:
    path = written(tmp_path / "m.gguf", gguf_bytes(version=version))

    assert code_of(path) == "model_version"
    with pytest.raises(GgufError, match=f"version {version}[,;]"):
        read(path)


def test_a_big_endian_file_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path / "m.gguf", b"GGUF" + struct.pack(">IQQ", 3, 1, 1) + b"\0" * 99)

    assert code_of(path) == "model_version"
    with pytest.raises(GgufError, match="big-endian"):
        read(path)


def test_a_file_cut_anywhere_is_said_to_be_incomplete(tmp_path: Path) -> None:
    whole = gguf_bytes(tensors=[tensor("t", (8, 4))], data=128)
    path = tmp_path / "m.gguf"
    check(written(path, whole))

    for length in range(4, len(whole)):
        assert code_of(written(path, whole[:length])) == "model_truncated", length


@pytest.mark.parametrize(
    "name",
    [
        part_path(Path("m.gguf")).name,
        "downloading_m.GGUF.PART",
        "m.gguf.crdownload",
        "m.gguf.partial",
        "0123abcd.incomplete",
        "sha256-0123abcd-partial",
        "m.gguf.7.importing",
    ],
)
def test_a_file_that_is_still_being_written_is_none_although_its_length_is_right(
    tmp_path: Path, name: str
) -> None:
    path = written(tmp_path / name, gguf_bytes(tensors=[tensor("t", (8, 4))], data=128))
    link = tmp_path / "m.gguf"
    link.symlink_to(path)

    assert code_of(path) == "model_unfinished"
    assert code_of(link) == "model_unfinished"
    path.rename(tmp_path / "m.part.gguf")
    check(tmp_path / "m.part.gguf")


def test_the_starter_model_cut_short(tmp_path: Path, starter_model: Path) -> None:
    with starter_model.open("rb") as file:
        start = file.read(3_000_000)
    path = written(tmp_path / "m.gguf", start)

    assert code_of(path) == "model_truncated"
    with pytest.raises(GgufError, match="3,000,000 bytes and needs at least 98,362,432"):
        read(path)


def _aligned(alignment: object) -> bytes:
    return gguf_bytes(
        {"general.architecture": (STRING, "llama"), "general.alignment": (UINT32, alignment)}
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(gguf_bytes(counts=(0, 2**40)), id="claims many settings"),
        pytest.param(gguf_bytes(counts=(2**40, 1)), id="claims many tensors"),
        pytest.param(gguf_bytes({"": (UINT32, 1)}), id="setting without a name"),
        pytest.param(gguf_bytes({"general.name": (STRING, "x")}), id="no architecture"),
        pytest.param(gguf_bytes({"general.architecture": (UINT32, 1)}), id="architecture no text"),
        pytest.param(_aligned(0), id="alignment 0"),
        pytest.param(_aligned(48), id="alignment no power of two"),
        pytest.param(
            gguf_bytes(tensors=[tensor("t", (8,)), tensor("t", (8,), offset=32)], data=64),
            id="tensor twice",
        ),
        pytest.param(
            gguf_bytes(tensors=[tensor("a", (8,)), tensor("b", (8,), offset=0)], data=64),
            id="tensors overlap",
        ),
        pytest.param(gguf_bytes(tensors=[tensor("t", (8,), offset=32)], data=64), id="gap"),
        pytest.param(gguf_bytes(tensors=[tensor("t", (8,), offset=8)], data=64), id="unaligned"),
        pytest.param(gguf_bytes(tensors=[tensor("n" * 64, (8,))], data=64), id="long name"),
        pytest.param(gguf_bytes(tensors=[tensor("t", (2,) * 5)], data=999), id="dimensions"),
        pytest.param(gguf_bytes(tensors=[tensor("t", (2**62, 4))], data=64), id="overflow"),
        pytest.param(gguf_bytes(tensors=[tensor("t", (31,), 2)], data=64), id="part of a block"),
        pytest.param(
            b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k") + struct.pack("<I", 13),
            id="unknown value type",
        ),
        pytest.param(
            b"GGUF" + struct.pack("<IQQ", 3, 0, 2) + 2 * (text("k") + value(UINT32, 1)),
            id="setting twice",
        ),
        pytest.param(
            b"GGUF"
            + struct.pack("<IQQ", 3, 0, 1)
            + text("k")
            + struct.pack("<IIQ", ARRAY, ARRAY, 1),
            id="array of arrays",
        ),
    ],
)
def test_a_file_that_contradicts_the_format(tmp_path: Path, data: bytes) -> None:
    assert code_of(written(tmp_path / "m.gguf", data)) == "model_broken"


@pytest.mark.parametrize("kind", ["adapter", "mmproj"])
def test_a_file_that_belongs_to_a_model(tmp_path: Path, kind: str) -> None:
    metadata = {"general.architecture": (STRING, "llama"), "general.type": (STRING, kind)}

    assert code_of(written(tmp_path / "m.gguf", gguf_bytes(metadata))) == "model_no_chat"


def shard_bytes(number: int, count: int) -> bytes:
    metadata: dict[str, tuple[int, object]] = {"split.no": (UINT16, number)}
    metadata["split.count"] = (UINT16, count)
    if number == 0:
        metadata["general.architecture"] = (STRING, "llama")
    return gguf_bytes(metadata, [tensor(f"t{number}", (8,))], data=32)


def test_a_split_model(tmp_path: Path) -> None:
    first = written(tmp_path / "m-00001-of-00002.gguf", shard_bytes(0, 2))
    assert code_of(first) == "model_shard"

    second = written(tmp_path / "m-00002-of-00002.gguf", shard_bytes(1, 2))
    assert check(first).number("split.count") == 2

    second.write_bytes(shard_bytes(1, 2)[:-1])
    assert code_of(first) == "model_truncated"


def test_a_later_shard_names_the_first(tmp_path: Path) -> None:
    metadata = {"general.architecture": (STRING, "llama"), "split.no": (UINT16, 1)}
    metadata["split.count"] = (UINT16, 2)
    path = written(tmp_path / "m-00002-of-00002.gguf", gguf_bytes(metadata))

    with pytest.raises(GgufError, match=r"m-00001-of-00002\.gguf") as caught:
        check(path)
    assert caught.value.code == "model_shard"


def test_a_renamed_shard_is_told_its_name(tmp_path: Path) -> None:
    assert code_of(written(tmp_path / "renamed.gguf", shard_bytes(0, 2))) == "model_shard"


def test_a_claimed_size_costs_no_memory(tmp_path: Path) -> None:
    claims = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k")
    path = tmp_path / "m.gguf"
    for rest in (
        struct.pack("<IIQ", ARRAY, STRING, 2**40),
        struct.pack("<IIQ", ARRAY, UINT32, 2**40),
        struct.pack("<IIQ", ARRAY, UINT32, 2**64 - 1),
        struct.pack("<IQ", STRING, 2**40),
        struct.pack("<IQ", STRING, 2**64 - 1),
    ):
        path.write_bytes(claims + rest)
        os.truncate(path, 2**42)  # a hole: it takes no room on the disk
        tracemalloc.start()
        code = code_of(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert code == "model_broken"
        assert peak < 16 * 1024**2


def outcome(data: bytes, size: int | None) -> Header | GgufError | NeedMore:
    """Return what comes of the bytes; any other exception fails the test."""
    try:
        return parse(data, size=size)
    except (GgufError, NeedMore) as end:
        return end


def judged(data: bytes) -> None:
    """Check what bytes give, alone and as a whole file."""
    part = outcome(data, None)
    if isinstance(part, NeedMore):
        assert len(data) < part.at_least <= MAX_HEADER
    if isinstance(part, GgufError):
        assert part.code in CODES
    assert not isinstance(outcome(data, len(data)), NeedMore)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_value_or_a_sentence(data: bytes) -> None:
    judged(data)


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 3), st.integers(0, 3))
def test_any_bytes_after_a_good_beginning(data: bytes, tensors: int, settings_: int) -> None:
    judged(b"GGUF" + struct.pack("<IQQ", 3, tensors, settings_) + data)


NUMBERS = st.sampled_from([0, 1, 2, 8, 9, 12, 13, 2**16, 2**31, 2**32 - 1, 2**63, 2**64 - 1])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), NUMBERS), min_size=1, max_size=4))
def test_any_number_changed_in_a_small_file(changes: list[tuple[int, int]]) -> None:
    data = bytearray(
        gguf_bytes(
            {
                "general.architecture": (STRING, "llama"),
                "a": (ARRAY, (STRING, ["x", "yy", "zzz"])),
                "b": (ARRAY, (UINT32, list(range(10)))),
            },
            [tensor("t", (8, 4)), tensor("u", (32,), 2, 128)],
            data=160,
        )
    )
    for place, number in changes:
        at = place % (len(data) - 8)
        data[at : at + 8] = struct.pack("<Q", number)
    judged(bytes(data))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1024**2), st.binary(min_size=1, max_size=9)), max_size=5),
    st.integers(0, 1024**2),
)
def test_the_start_of_a_real_model_changed_and_cut(
    starter_start: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    data = bytearray(starter_start)
    # Half of the changes go where the structure is thickest: the first kibibyte.
    for i, (place, new) in enumerate(changes):
        at = place % 1100 if i % 2 else place % (len(data) - 9)
        data[at : at + len(new)] = new
    judged(bytes(data[: len(data) - cut]))


@pytest.fixture(scope="session")
def starter_start(starter_model: Path) -> bytes:
    """The first MiB of the starter model."""
    with starter_model.open("rb") as file:
        return file.read(1024**2)
