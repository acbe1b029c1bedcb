"""What a header says, against the files written and read by the `gguf` package."""

from __future__ import annotations

import ctypes
import importlib.metadata
from pathlib import Path

import gguf
import numpy as np
import pytest

from helpers.gguf_bytes import ARRAY, FLOAT32, INT32, STRING, UINT32, gguf_bytes, tensor
from parley.gguf import LazyArray, NeedMore, parse, read, read_array
from parley.gguf.header import SMALL_ARRAY
from parley.gguf.types import TENSOR_TYPES


def test_reads_what_the_gguf_package_wrote(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("A name with ✓")
    writer.add_context_length(4096)
    writer.add_uint8("some.uint8", 255)
    writer.add_int8("some.int8", -128)
    writer.add_uint16("some.uint16", 65535)
    writer.add_int16("some.int16", -1)
    writer.add_int32("some.int32", -5)
    writer.add_uint64("some.uint64", 2**63)
    writer.add_int64("some.int64", -(2**62))
    writer.add_float32("some.float32", 0.5)
    writer.add_float64("some.float64", 0.1)
    writer.add_bool("some.bool", True)
    writer.add_array("some.layers", [1, 2, 3])
    writer.add_array("some.names", ["a", "", "ü"])
    writer.add_chat_template("{{ messages }}")
    writer.add_tensor("first", np.zeros((3, 5), dtype=np.float32))
    writer.add_tensor("second", np.zeros((7,), dtype=np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()

    header = read(path)

    assert (header.version, header.architecture, header.name) == (3, "llama", "A name with ✓")
    assert header.context_trained == 4096
    assert header.has_template
    some = {key[5:]: value for key, value in header.metadata.items() if key.startswith("some.")}
    assert some == {
        "uint8": 255,
        "int8": -128,
        "uint16": 65535,
        "int16": -1,
        "int32": -5,
        "uint64": 2**63,
        "int64": -(2**62),
        "float32": 0.5,
        "float64": 0.1,
        "bool": True,
        "layers": (1, 2, 3),
        "names": ("a", "", "ü"),
    }
    assert [(each.name, each.shape, each.type_name, each.nbytes) for each in header.tensors] == [
        ("first", (5, 3), "F32", 60),
        ("second", (7,), "F16", 14),
    ]
    assert header.parameters == 22
    assert header.tensor_bytes == 74
    assert header.needed_bytes <= path.stat().st_size


def test_reads_the_starter_model_as_the_gguf_package_does(starter_model: Path) -> None:
    header = read(starter_model)
    oracle = gguf.GGUFReader(starter_model)

    assert header.data_offset == oracle.data_offset
    assert header.alignment == oracle.alignment
    assert [
        (each.name, each.shape, each.type, each.nbytes, header.data_offset + each.offset)
        for each in header.tensors
    ] == [
        (
            each.name,
            tuple(each.shape.tolist()),
            int(each.tensor_type),
            int(each.n_bytes),
            int(each.data_offset),
        )
        for each in oracle.tensors
    ]
    own = {key: field for key, field in oracle.fields.items() if not key.startswith("GGUF.")}
    assert list(header.metadata) == list(own)
    for key, value in header.metadata.items():
        expected = own[key].contents()
        found = read_array(starter_model, value) if isinstance(value, LazyArray) else value
        assert found == (tuple(expected) if isinstance(expected, list) else expected), key


def test_an_array_is_read_at_once_where_it_is_asked_for(starter_model: Path) -> None:
    key = "tokenizer.ggml.tokens"
    lazy = read(starter_model).metadata[key]
    whole = read(starter_model, keep={key}).metadata[key]

    assert isinstance(lazy, LazyArray)
    assert lazy.count == 49152
    assert isinstance(whole, tuple)
    assert whole == read_array(starter_model, lazy)


def test_the_same_comes_of_a_path_and_of_bytes(starter_model: Path) -> None:
    header = read(starter_model)
    with starter_model.open("rb") as file:
        start = file.read(header.data_offset)

    assert parse(start, size=header.file_size) == header


def test_a_short_start_says_how_much_more_is_needed(starter_model: Path) -> None:
    header = read(starter_model)
    with starter_model.open("rb") as file:
        whole = file.read(header.data_offset)
    lengths = [0]
    while lengths[-1] < header.data_offset:
        with pytest.raises(NeedMore) as more:
            parse(whole[: lengths[-1]], size=header.file_size)
        assert lengths[-1] < more.value.at_least <= header.data_offset
        lengths.append(max(more.value.at_least, lengths[-1] * 2))
        if lengths[-1] >= len(whole.rstrip(b"\0")):
            break

    assert parse(whole, size=header.file_size) == header
    assert len(lengths) < 64


def test_long_arrays_of_every_kind_are_passed_over() -> None:
    many = SMALL_ARRAY + 1
    data = gguf_bytes(
        {
            "a": (ARRAY, (FLOAT32, [0.0] * many)),
            "b": (ARRAY, (STRING, ["x" * (i % 300) for i in range(many)])),
            "c": (ARRAY, (INT32, [-1] * SMALL_ARRAY)),
            "d": (UINT32, 7),
        }
    )
    header = parse(data)

    assert isinstance(header.metadata["a"], LazyArray)
    assert isinstance(header.metadata["b"], LazyArray)
    assert header.metadata["c"] == (-1,) * SMALL_ARRAY
    assert header.metadata["d"] == 7


def test_version_2_has_the_same_layout() -> None:
    assert parse(gguf_bytes(version=2)).version == 2


def test_an_unknown_tensor_type_leaves_its_size_open() -> None:
    header = parse(gguf_bytes(tensors=[tensor("new", (64,), kind=999)]))

    assert header.tensors[0].nbytes is None
    assert header.tensors[0].type_name == "type 999"
    assert header.tensor_bytes is None


def test_text_that_is_no_utf8_is_still_read() -> None:
    header = parse(gguf_bytes({"general.name": (STRING, b"\xff\xfe")}))

    assert header.name == "\ufffd\ufffd"


def test_a_name_is_what_can_be_seen_of_it_and_no_longer_than_a_line() -> None:
    def named(name: str) -> str:
        return parse(gguf_bytes({"general.name": (STRING, name)})).name

    assert named(" Fine\n  and\tdandy ") == "Fine and dandy"
    assert named("\u202eevil\u200b\x1b[31m") == "evil[31m"
    assert named("w" * 5000) == "w" * 80


def test_an_own_alignment_moves_the_tensors() -> None:
    metadata = {
        "general.architecture": (STRING, "llama"),
        "general.alignment": (UINT32, 128),
    }
    header = parse(gguf_bytes(metadata, [tensor("t", (8,))], data=32, alignment=128))

    assert header.alignment == 128
    assert header.data_offset % 128 == 0


def test_tensor_types_are_those_of_the_engine() -> None:
    files = importlib.metadata.files("llama_cpp_python") or []
    names = ("libggml-base.so", "libggml-base.dylib", "ggml-base.dll")
    library = next(Path(str(each.locate())) for each in files if each.name in names)
    ggml = ctypes.CDLL(str(library))
    ggml.ggml_type_name.restype = ctypes.c_char_p
    ggml.ggml_type_size.restype = ctypes.c_size_t
    ggml.ggml_blck_size.restype = ctypes.c_int64

    for number, known in TENSOR_TYPES.items():
        assert ggml.ggml_type_name(number).decode().upper() == known.name.upper()
        assert ggml.ggml_blck_size(number) == known.block
        assert ggml.ggml_type_size(number) == known.size


@pytest.mark.parametrize("kind", sorted(TENSOR_TYPES))
def test_rows_are_counted_in_whole_blocks(kind: int) -> None:
    known = TENSOR_TYPES[kind]
    header = parse(gguf_bytes(tensors=[tensor("t", (known.block * 2, 3), kind)]))

    assert header.tensors[0].nbytes == 6 * known.size
