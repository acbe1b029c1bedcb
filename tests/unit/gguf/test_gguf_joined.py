"""All parts of a split model as one header."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from helpers.gguf_bytes import INT32, STRING, UINT16, gguf_bytes, tensor
from parley.gguf import GgufError, Header, check, joined, parse


def part_bytes(number: int, count: int, tensors: int = 2, *, total: int | None = None) -> bytes:
    metadata: dict[str, tuple[int, object]] = {}
    if number == 0:
        metadata["general.architecture"] = (STRING, "llama")
    metadata["split.no"] = (UINT16, number)
    metadata["split.count"] = (UINT16, count)
    if total is not None:
        metadata["split.tensors.count"] = (INT32, total)
    described = [tensor(f"t{number}.{i}", (8,), offset=i * 32) for i in range(tensors)]
    return gguf_bytes(metadata, described, data=32 * tensors)


def part(number: int, count: int, tensors: int = 2, *, total: int | None = None) -> Header:
    data = part_bytes(number, count, tensors, total=total)
    return parse(data, size=len(data))


def refused(headers: list[Header]) -> tuple[str, str]:
    with pytest.raises(GgufError) as caught:
        joined(headers)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    return caught.value.code, caught.value.message


def test_a_whole_model_is_its_own_only_part() -> None:
    data = gguf_bytes(tensors=[tensor("t", (8,))], data=32)
    header = parse(data, size=len(data))

    assert joined([header]) is header


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_tensors_of_all_parts_with_the_metadata_of_the_first(order: tuple[int, ...]) -> None:
    parts = [part(number, 3, total=6) for number in range(3)]
    header = joined([parts[number] for number in order])

    assert header.architecture == "llama"
    assert [each.name for each in header.tensors] == [
        "t0.0",
        "t0.1",
        "t1.0",
        "t1.1",
        "t2.0",
        "t2.1",
    ]
    assert header.metadata == parts[0].metadata
    assert header.parameters == 48
    assert header.tensor_bytes == 192
    assert header.file_size == sum(each.file_size or 0 for each in parts)


def test_a_first_part_without_tensors() -> None:
    header = joined([part(0, 2, tensors=0, total=3), part(1, 2, tensors=3, total=3)])

    assert len(header.tensors) == 3


def test_an_unknown_size_leaves_the_sum_open() -> None:
    unknown = msgspec.structs.replace(part(1, 2), file_size=None)

    assert joined([part(0, 2), unknown]).file_size is None


def test_parts_that_do_not_belong_together() -> None:
    assert refused([]) == ("model_shard", "No part of the model was given.")
    assert refused([part(0, 3), part(2, 3)]) == (
        "model_shard",
        "The model has 3 parts, and part 2 is missing.",
    )
    assert refused([part(0, 12)])[1].endswith(
        "the parts 2, 3, 4, 5, 6, 7, 8, 9 and more are missing."
    )
    assert refused([part(0, 2), part(0, 2)])[1] == "One part of the model was given twice."
    assert refused([part(0, 2), part(1, 3)])[0] == "model_shard"
    assert refused([part(0, 2), part(1, 2), part(2, 2)])[1].endswith("but a part 3 was given.")
    assert refused([part(1, 2)])[1] == "The model has 2 parts, and part 1 is missing."


def test_tensors_that_are_missing_or_there_twice() -> None:
    assert refused([part(0, 2, total=5), part(1, 2)]) == (
        "model_broken",
        "The model file is damaged: its parts hold 4 tensors and should hold 5.",
    )
    twin = msgspec.structs.replace(part(1, 2), tensors=part(0, 2).tensors)
    assert refused([part(0, 2), twin])[0] == "model_broken"


def test_parts_of_different_models_are_found_before_an_engine_is_started(tmp_path: Path) -> None:
    first, second = (tmp_path / f"m-0000{number}-of-00002.gguf" for number in (1, 2))
    first.write_bytes(part_bytes(0, 2, total=4))
    second.write_bytes(part_bytes(1, 2))
    assert len(check(first).tensors) == 2

    for wrong, code in (
        (part_bytes(1, 2, tensors=3), "model_broken"),
        (part_bytes(0, 2), "model_shard"),
        (part_bytes(1, 3), "model_shard"),
    ):
        second.write_bytes(wrong)
        with pytest.raises(GgufError) as caught:
            check(first)
        assert caught.value.code == code
