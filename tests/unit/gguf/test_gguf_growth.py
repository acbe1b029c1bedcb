"""Reading a header as it arrives, and that any header costs bounded work and memory."""

from __future__ import annotations

import struct
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.gguf_bytes import (
    ARRAY,
    FLOAT32,
    STRING,
    UINT32,
    gguf_bytes,
    layers,
    tensor,
    text,
    value,
    vocabulary_settings,
)
from helpers.gguf_models import mistral_tekken
from parley.gguf import GgufError, Header, LazyArray, NeedMore, parse, read, read_array

TOKENS, MERGES = 128_256, 280_147


@pytest.fixture(scope="module")
def large() -> bytes:
    """A header with the vocabulary and the merges of Llama 3's size, and 288 tensors."""
    return gguf_bytes(vocabulary_settings(TOKENS, MERGES), layers(32))


def rounds(data: bytes, size: int | None, grown: Callable[[int, int], int]) -> tuple[Header, int]:
    """Return what comes of reading more and more, and how often more was asked for.

    `grown` says how much is there next, of what there is and what is needed.
    """
    have = 0
    for number in range(1000):
        try:
            return parse(data[:have], size=size), number
        except NeedMore as more:
            needed = more.at_least
        assert have < needed <= len(data)
        have = grown(have, needed)
    raise AssertionError("it never ends")


def test_a_reader_that_takes_only_what_is_needed_gets_there_in_few_rounds(large: bytes) -> None:
    header, number = rounds(large, None, lambda _have, needed: needed)

    assert header == parse(large)
    assert number < 80


def test_a_reader_that_doubles_gets_there_in_very_few(large: bytes) -> None:
    header, number = rounds(large, None, lambda have, needed: max(needed, 2 * have, 1024**2))

    assert header == parse(large)
    assert number <= 5


def test_a_header_that_is_read_whole_also_asks_for_all_that_must_follow(large: bytes) -> None:
    with pytest.raises(NeedMore) as more:
        parse(large[:400], keep={"tokenizer.ggml.tokens"})

    # Every token has at least a length of eight bytes, and other arrays still follow.
    assert TOKENS * 8 < more.value.at_least < len(large)


def test_no_more_is_asked_for_than_the_file_has() -> None:
    data = gguf_bytes(counts=(1000, 60_000))
    with pytest.raises(NeedMore) as more:
        parse(data[:30], size=len(data))

    assert more.value.at_least <= len(data)
    with pytest.raises(GgufError):
        parse(data, size=len(data))


def test_a_large_vocabulary_is_passed_over_and_found_again(large: bytes, tmp_path: Path) -> None:
    path = tmp_path / "large.gguf"
    path.write_bytes(large + bytes(288 * 512))
    header = read(path)
    tokens, merges = (header.metadata[f"tokenizer.ggml.{name}"] for name in ("tokens", "merges"))

    assert isinstance(tokens, LazyArray)
    assert isinstance(merges, LazyArray)
    assert (tokens.count, merges.count) == (TOKENS, MERGES)
    written = vocabulary_settings(TOKENS, MERGES)["tokenizer.ggml.merges"][1]
    assert isinstance(written, tuple)
    assert [each.encode() for each in read_array(path, merges)] == written[1]
    assert len(header.tensors) == 288


def test_a_real_vocabulary_of_131072_tokens(tmp_path: Path) -> None:
    path = mistral_tekken("240911", tmp_path / "m.gguf")
    header = read(path)
    tokens = header.metadata["tokenizer.ggml.tokens"]
    oracle = gguf.GGUFReader(path)

    assert isinstance(tokens, LazyArray)
    assert tokens.count == 131_072
    assert header.data_offset == oracle.data_offset
    assert list(read_array(path, tokens)) == oracle.fields["tokenizer.ggml.tokens"].contents()


class Effort:
    """Counts calls of functions while Python code runs: a measure of work without a clock."""

    def __init__(self) -> None:
        self.calls = 0

    def _called(self, _frame: object, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            self.calls += 1

    def __enter__(self) -> Effort:
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)


def outcome(data: bytes, size: int | None) -> str:
    """Return what comes of bytes, having checked that it cost little."""
    needed = None
    tracemalloc.start()
    try:
        with Effort() as effort:
            try:
                parse(data, size=size)
                said = "value"
            except NeedMore as more:
                said, needed = "more", more.at_least
            except GgufError as error:
                said = error.code
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert needed is None or needed > len(data)
    # A setting takes 14 bytes and a tensor 24, each with a handful of calls.
    assert effort.calls < 2000 + 4 * len(data)
    # Values are at most some dozen times as large in memory as in the file.
    assert peak < 256 * 1024 + 40 * len(data)
    return said


def test_a_large_vocabulary_is_not_read_string_by_string(large: bytes) -> None:
    with Effort() as effort:
        parse(large)
    strings = TOKENS + MERGES

    # Some of the runs have a long string in them, and those are walked through one by one.
    assert effort.calls < strings // 2


ARRAYS = [
    struct.pack("<IQ", kind, count)
    for kind in (0, 6, STRING, 10)
    for count in (0, 1025, 2**20, 2**34, 2**63, 2**64 - 1)
]


@pytest.mark.parametrize("claim", ARRAYS)
@pytest.mark.parametrize("size", [None, 2**42])
def test_a_claim_costs_nothing_until_there_are_bytes(claim: bytes, size: int | None) -> None:
    data = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("k") + struct.pack("<I", ARRAY) + claim

    outcome(data + bytes(4096), size)


NUMBERS = st.one_of(
    st.sampled_from([0, 1, 7, 8, 9, 127, 128, 255, 256, 1023, 1024, 1025, 2**16, 2**31, 2**32]),
    st.sampled_from([2**32 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 24, 2**64 - 8, 2**64 - 1]),
    st.integers(0, 2**64 - 1),
)


def structured() -> tuple[bytes, list[int]]:
    """Return a small header of every kind of value, and the places of its numbers."""
    strings = [b"x" * (place % 30) for place in range(1500)]
    strings[700] = b"y" * 300
    metadata: dict[str, tuple[int, object]] = {
        "general.architecture": (STRING, "llama"),
        "general.alignment": (UINT32, 32),
        "tokens": (ARRAY, (STRING, strings)),
        "scores": (ARRAY, (FLOAT32, [0.5] * 1100)),
        "few": (ARRAY, (STRING, ["a", "b"])),
    }
    places = [4, 8, 16]
    head = 24
    for key, (kind, content) in metadata.items():
        places += [head, head + 8 + len(key)]
        if kind == ARRAY:
            start = head + 8 + len(key) + 4
            places += [start, start + 4, start + 12, start + 20]
        head += len(text(key)) + len(value(kind, content))
    described = [tensor("blk.0.a", (32, 4)), tensor("blk.0.b", (64,), 2, 512)]
    places += [head, head + 15, head + 19, head + 27, head + 35, head + 39, head + 47]
    return gguf_bytes(metadata, described, data=576), places


SEED, PLACES = structured()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from([1, 4, 8]), NUMBERS),
        min_size=1,
        max_size=4,
    ),
    st.one_of(st.none(), st.integers(0, len(SEED))),
)
def test_any_number_of_the_structure_changed(
    changes: list[tuple[int, int, int]], cut: int | None
) -> None:
    data = bytearray(SEED)
    for place, width, number in changes:
        new = struct.pack("<Q", number)[:width]
        data[place : place + width] = new
    given_ = bytes(data[:cut])

    outcome(given_, None)
    assert outcome(given_, len(given_)) != "more"


@pytest.fixture(scope="module")
def starter_header(starter_model: Path) -> bytes:
    """The starter model up to its weights."""
    with starter_model.open("rb") as file:
        return file.read(read(starter_model).data_offset)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 2**16), st.sampled_from([1, 4, 8]), NUMBERS),
        min_size=1,
        max_size=4,
    )
)
def test_a_real_header_with_numbers_changed_costs_no_more(
    starter_header: bytes, changes: list[tuple[bool, int, int, int]]
) -> None:
    data = bytearray(starter_header)
    for at_the_end, place, width, number in changes:
        # The settings before the vocabulary, or the tensors behind it.
        start = len(data) - 8 - place % 15_000 if at_the_end else place % 1100
        data[start : start + width] = struct.pack("<Q", number)[:width]

    outcome(bytes(data), None)
    assert outcome(bytes(data), len(data)) != "more"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 140), min_size=1, max_size=40),
    st.integers(1000, 3000),
    st.integers(0, 1200),
    st.integers(-3, 3),
)
def test_any_strings_are_passed_over_as_a_plain_walk_does(
    lengths: list[int], count: int, long: int, off: int
) -> None:
    """The fast walk and the plain one agree, also on an array that lies about its length."""
    # Bytes that look like lengths themselves, should a walk lose its place.
    strings = [bytes([each, 0, 0, 0]) * 35 for each in lengths] * (count // len(lengths) + 1)
    strings = [each[:length] for each, length in zip(strings, lengths * count, strict=False)]
    strings[min(long, len(strings) - 1)] = b"z" * (100 + long)
    claimed = max(1025, len(strings)) + off
    body = b"".join(text(each) for each in strings)
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 2) + text("k")
    head += struct.pack("<IIQ", ARRAY, STRING, claimed)
    data = head + body + text("end") + value(UINT32, 7)

    if claimed == len(strings):
        header = parse(data)
        assert header.metadata["end"] == 7
        assert header.metadata["k"] == LazyArray(STRING, claimed, len(head))
    else:
        assert outcome(data, len(data)) != "more"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_same_comes_of_a_file_in_windows_and_of_its_bytes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Strings that lie over the border of what is read at once."""
    before = data.draw(st.integers(1024**2 - 3000, 1024**2))
    lengths = data.draw(st.lists(st.integers(0, 200), min_size=1025, max_size=1300))
    metadata: dict[str, tuple[int, object]] = {
        "general.architecture": (STRING, "llama"),
        "padding": (STRING, "p" * before),
        "tokens": (ARRAY, (STRING, [b"t" * length for length in lengths])),
    }
    content = gguf_bytes(metadata, [tensor("t", (8,))], data=32)
    path = tmp_path_factory.mktemp("windows") / "m.gguf"
    path.write_bytes(content)

    assert read(path) == parse(content, size=len(content))
