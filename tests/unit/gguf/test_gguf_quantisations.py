"""What the weights of a file really are, whatever it is called and says of itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from helpers.gguf_bytes import STRING, UINT32, gguf_bytes, tensor
from helpers.gguf_models import byte_level, write_model
from helpers.quantised import quantised
from parley.gguf import (
    FILE_TYPES,
    Header,
    Quantisation,
    built_on,
    parse,
    quantisation,
    read,
    runnable,
)
from parley.gguf.types import TENSOR_TYPES

NUMBERS = {kind.name: number for number, kind in TENSOR_TYPES.items()}
FILE_NUMBERS = {label: number for number, label in FILE_TYPES.items()}


def header(types: Mapping[str, int], file_type: int | None = None, width: int = 256) -> Header:
    """Return a header with so many layers' matrices of each type, and an embedding of Q8_0."""
    metadata: dict[str, tuple[int, object]] = {"general.architecture": (STRING, "llama")}
    if file_type is not None:
        metadata["general.file_type"] = (UINT32, file_type)
    tensors = [tensor("token_embd.weight", (width, 4096), NUMBERS["Q8_0"])]
    offset = width * 4096 // 32 * 34
    for name, count in types.items():
        kind = TENSOR_TYPES[NUMBERS[name]]
        for _ in range(count):
            here = f"blk.{len(tensors)}.ffn_up.weight"
            tensors.append(tensor(here, (width, 16), NUMBERS[name], offset))
            offset += -(-width * 16 // kind.block * kind.size // 32) * 32
    return parse(gguf_bytes(metadata, tensors))


def test_a_file_that_says_q8_0_and_holds_q4_0_is_reported_as_what_it_is() -> None:
    found = quantisation(header({"Q4_0": 96, "Q8_0": 4}, FILE_NUMBERS["Q8_0"]))

    assert found.stated == "Q8_0"
    assert found.agrees is False
    assert found.label == found.main == "Q4_0"
    assert found.share == pytest.approx(0.96)
    assert found.runnable


def test_a_name_is_held_against_the_weights() -> None:
    found = quantisation(header({"Q4_0": 96, "Q6_K": 4}, FILE_NUMBERS["Q4_0"]))

    assert found.agrees
    assert found.label == "Q4_0"
    assert found.contradicts("Q8_0")
    assert found.contradicts("q4_k_m")
    assert not found.contradicts("Q4_0")
    assert not found.contradicts("")
    assert not found.contradicts("APEX-I-MINI")


def test_a_mixture_by_tensor_is_contradicted_by_its_size_alone() -> None:
    found = quantisation(header({"Q4_K": 40, "Q5_K": 50, "Q6_K": 10}, FILE_NUMBERS["Q4_K_M"]))

    assert found.agrees is False
    assert found.label == "Q5_K"
    assert not found.contradicts("UD-Q4_K_XL")
    assert found.contradicts("UD-Q2_K_XL")
    assert found.contradicts("UD-Q8_K_XL")


def test_embeddings_do_not_decide() -> None:
    found = quantisation(header({"Q4_K": 3}, FILE_NUMBERS["Q4_K_M"]))

    assert next(iter(found.types)) == "Q8_0"
    assert (found.main, found.label, found.agrees) == ("Q4_K", "Q4_K_M", True)
    assert 8 < found.bits_per_weight < 8.5


def test_rows_that_take_no_k_type_have_the_type_that_stands_in_for_it() -> None:
    narrow = quantisation(header({"Q5_0": 9, "Q8_0": 1}, FILE_NUMBERS["Q4_K_M"], width=288))
    assert (narrow.label, narrow.agrees) == ("Q4_K_M", True)

    wide = quantisation(header({"Q5_0": 9, "Q8_0": 1}, FILE_NUMBERS["Q4_K_M"], width=256))
    assert (wide.label, wide.agrees) == ("Q5_0", False)


def test_what_is_not_stated_is_read_from_the_tensors() -> None:
    assert quantisation(header({"BF16": 2})).label == "BF16"
    found = quantisation(header({"IQ4_XS": 2}, 9999))
    assert (found.stated, found.label, found.agrees) == ("", "IQ4_XS", None)


def test_a_guessed_file_type_counts_as_stated() -> None:
    assert quantisation(header({"Q6_K": 2}, 1024 + FILE_NUMBERS["Q6_K"])).stated == "Q6_K"


def test_a_header_without_tensors_has_only_its_word() -> None:
    data = gguf_bytes({"general.file_type": (UINT32, 15)})
    found = quantisation(parse(data))

    assert (found.label, found.agrees, found.main, found.share) == ("Q4_K_M", None, "", 0.0)
    assert not found.contradicts("Q8_0")
    assert quantisation(parse(gguf_bytes())) == Quantisation("", "", None, True, {}, {}, {}, 0.0)


def test_a_type_that_the_engine_does_not_know_cannot_run() -> None:
    removed = gguf_bytes(
        {"general.file_type": (UINT32, 33)}, [tensor("blk.0.x.weight", (256, 4), 31)]
    )
    found = quantisation(parse(removed))

    assert (found.stated, found.runnable, found.main) == ("Q4_0_4_4", False, "type 31")


@pytest.mark.parametrize(
    ("label", "base", "runs"),
    [
        ("Q4_K_M", "Q4_K_M", True),
        ("q4_k", "Q4_K_M", True),
        ("Q4_K_L", "Q4_K_M", True),
        ("Q3_K_XL", "Q3_K_L", True),
        ("UD-Q4_K_XL", "Q4_K_M", True),
        ("UD-IQ2_XXS", "IQ2_XXS", True),
        ("UD-TQ1_0", "TQ1_0", True),
        ("MXFP4_MOE_BF16", "MXFP4_MOE", True),
        ("MXFP4", "MXFP4_MOE", True),
        ("F16", "F16", True),
        ("Q4_0_4_4", "", False),
        ("Q4_0_8_8", "", False),
        ("Q4_2", "", False),
        ("IQ4_KSS", "", False),
        ("IQ5_K", "", False),
        ("IQ4_K_R4", "", False),
        ("Q4_0_R8", "", False),
        ("APEX-I-QUALITY", "", None),
        ("Q4_K_P", "", None),
        ("Q4", "", None),
        ("", "", None),
    ],
)
def test_what_is_known_of_a_label(label: str, base: str, runs: bool | None) -> None:
    assert built_on(label) == base
    assert runnable(label) is runs


def test_file_types_are_those_of_the_engine() -> None:
    # In a process of its own: the engine's library is no business of the tests' process.
    script = (
        "import llama_cpp, json; print(json.dumps({k[len('LLAMA_FTYPE_'):]: v"
        " for k, v in vars(llama_cpp.llama_cpp).items() if k.startswith('LLAMA_FTYPE_')}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    known = json.loads(done.stdout.splitlines()[-1])
    for name, number in known.items():
        label = name.removeprefix("MOSTLY_").removeprefix("ALL_")
        if label in FILE_NUMBERS:
            assert FILE_NUMBERS[label] == number, label
    assert len([n for n in known if n.removeprefix("MOSTLY_") in FILE_NUMBERS]) >= 30


#: Quantises one file to every file type, each in turn, and prints those that came out: some need
#: an importance matrix.
QUANTISE = """
import sys, llama_cpp
quiet = llama_cpp.llama_log_callback(lambda *_: None)
llama_cpp.llama_log_set(quiet, None)
for number in map(int, sys.argv[3:]):
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype, params.nthread = number, 1
    target = f"{sys.argv[2]}/{number}.gguf".encode()
    if llama_cpp.llama_model_quantize(sys.argv[1].encode(), target, params) == 0:
        print(number)
"""


@pytest.fixture(scope="module")
def every_type(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Header]:
    """Headers of a small model in every file type that the engine's quantiser makes of it."""
    folder = tmp_path_factory.mktemp("quantised")
    letters = byte_level({bytes([byte]): byte for byte in range(256)})
    source = write_model(
        folder / "source.gguf",
        vocabulary="gpt2",
        pre="llama-bpe",
        tokens=letters,
        types=[1] * len(letters),
        merges=["h e"],
        template=None,
        extra={},
        layers=4,
        width=256,
    )
    command = [sys.executable, "-c", QUANTISE, str(source), str(folder), *map(str, FILE_TYPES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    made = [int(line) for line in done.stdout.split()]
    return {FILE_TYPES[number]: read(folder / f"{number}.gguf") for number in made}


def test_files_of_the_engines_quantiser_are_what_they_say(every_type: dict[str, Header]) -> None:
    assert len(every_type) >= 24
    for label, made in every_type.items():
        found = quantisation(made)
        assert found.runnable
        if label == "MXFP4_MOE":  # only experts get the type; this model has none
            assert (found.stated, found.label, found.agrees) == (label, "Q8_0", False)
            continue
        assert (found.stated, found.label, found.agrees) == (label, label, True)
        assert not found.contradicts(label)


def test_such_a_file_under_another_name_is_found_out(every_type: dict[str, Header]) -> None:
    found = {label: quantisation(made) for label, made in every_type.items()}

    assert found["Q4_0"].contradicts("Q8_0")
    assert found["Q8_0"].contradicts("Q4_K_M")
    assert found["Q4_K_M"].contradicts("Q6_K")
    assert found["BF16"].contradicts("F16")
    assert found["Q2_K"].contradicts("Q4_K_M")


def test_the_starter_model_as_a_k_type_that_its_rows_do_not_take(
    starter_model: Path, tmp_path: Path
) -> None:
    found = quantisation(read(quantised(starter_model, "Q4_K_M", tmp_path)))

    assert found.main == "Q5_0"
    assert (found.label, found.agrees) == ("Q4_K_M", True)
    assert quantisation(read(starter_model)).label == "Q4_1"
