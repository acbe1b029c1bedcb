"""What file names say: real ones, each read by a person, and the traps that publishers set.

`names.tsv` has expected fields for real names; `file_names.txt` lists real file names by
repository (`?` where it is not known), as found in public file listings.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.gguf import FileName, normal_label, parse_name

HERE = Path(__file__).parent


def judged() -> list[dict[str, str]]:
    with (HERE / "names.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def real_files() -> list[tuple[str, str]]:
    found = []
    repository = ""
    for line in (HERE / "file_names.txt").read_text("utf-8").splitlines():
        if line.startswith("\t"):
            found.append((repository, line[1:]))
        else:
            repository = line
    return found


def test_real_names_say_what_a_person_reads_in_them() -> None:
    wrong = []
    rows = judged()
    for row in rows:
        expected = FileName(
            model=row["model"],
            publisher=row["publisher"],
            quantisation=row["quantisation"],
            shard=int(row["shard"]),
            shards=int(row["shards"]),
            kind=row["kind"],  # type: ignore[arg-type]
            imatrix=row["imatrix"] == "yes",
            size=row["size"],
            dynamic=row["quantisation"].startswith("UD-"),
        )
        found = parse_name(row["path"])
        if found != expected:
            wrong.append((row["path"], found, expected))

    assert wrong == []
    assert len(rows) >= 450


LABEL = re.compile(
    r"(UD-)?(I?Q\d_(K(_(S|M|L|XL))?|XXS|XS|S|M|NL|[01](_[48]_[48])?|KSS)|TQ1_0)"
    r"|B?F16|F32|MXFP4_MOE(_B?F16)?|APEX-(I-)?(QUALITY|BALANCED|COMPACT|MINI)|"
)


@pytest.mark.parametrize("field", ["label", "kind", "shard", "model", "repository"])
def test_every_real_name_is_read_sensibly(field: str) -> None:
    files = real_files()
    assert len(files) == 2271
    for repository, path in files:
        name = parse_name(path)
        if field == "label":
            assert LABEL.fullmatch(name.quantisation), path
            experiment = "_tok-" in path
            bare = path in ("devstral.gguf", "PaddleOCR-VL-1.6-GGUF.gguf")
            if name.kind == "model" and not experiment and not bare:
                assert name.quantisation, path
        elif field == "kind":
            assert name.kind != "other", path
            assert (name.kind == "projector") == ("mmproj" in path), path
            assert (name.kind == "imatrix") == ("imatrix" in path), path
            assert (name.kind == "part") == (not path.endswith(".gguf")), path
        elif field == "shard":
            counted = re.search(r"(\d{5})-of-(\d{5})", path)
            if counted is not None:
                assert (name.shard, name.shards) == (int(counted[1]), int(counted[2])), path
            elif name.kind != "part":
                assert (name.shard, name.shards) == (1, 1), path
        elif field == "model":
            assert name.model == name.model.strip("-._ "), path
            assert not re.search(r"mmproj|imatrix|\.gguf|-of-\d", name.model), path
            if name.kind == "model" and "_tok-" not in path:
                found = re.search(r"(?i)(?<![a-z0-9])(I?Q\d_|UD-|MXFP4)", name.model)
                assert found is None, path
            if not name.model:
                assert re.match(r"mmproj|imatrix|ggml-model", path.split("/")[-1]), path
        elif repository != "?" and name.model and name.kind != "draft" and "_tok-" not in path:
            # Most repositories are called as the model in them.
            owner = repository.split("/")[0]
            if owner in ("bartowski", "unsloth", "MaziyarPanahi", "TheBloke", "mradermacher"):
                known = repository.split("/")[1].casefold()
                whole = f"{name.publisher}_{name.model}" if name.publisher else name.model
                base = known.removesuffix("-gguf").removesuffix("-i1")
                assert whole.casefold() in (base, f"{base}_fp16_hf") or whole.startswith("mmproj")


def test_a_repository_names_the_publisher_that_its_files_name() -> None:
    """Bartowski's repositories carry the prefix too, since it has been in use."""
    for repository, path in real_files():
        owner, _, title = repository.partition("/")
        name = parse_name(path)
        if owner == "bartowski" and name.model:
            assert (f"{name.publisher}_" in title) == bool(name.publisher), path


def test_imatrix_builds_are_told_from_imatrix_data() -> None:
    for repository, path in real_files():
        if repository.endswith("-i1-GGUF"):
            name = parse_name(path)
            assert name.imatrix == (name.kind == "model"), path


@pytest.mark.parametrize(
    ("path", "kind", "shard", "shards"),
    [
        # Names that are public, but not in the list.
        ("DeepSeek-R1-Distill-Llama-70B.Q6_K.gguf.part1of2", "part", 1, 2),
        ("Model.i1-Q4_K_M.gguf.part12of13", "part", 12, 13),
        ("falcon-180b-chat.Q6_K.gguf-split-c", "part", 3, 0),
        ("model.Q8_0.gguf.part-ab", "part", 2, 0),
        ("DeepSeek-V3.2-MXFP4_MOE-chunk-001-of-018.gguf", "part", 1, 18),
        ("BF16/gemma-4-12b-it-Q8_0-001-of-002.gguf", "other", 1, 1),
        ("m-00003-of-00002.gguf", "other", 1, 1),
        ("m-00000-of-00002.gguf", "other", 1, 1),
    ],
)
def test_parts_of_other_kinds(path: str, kind: str, shard: int, shards: int) -> None:
    name = parse_name(path)

    assert (name.kind, name.shard, name.shards) == (kind, shard, shards)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("README.md", "other"),
        ("config.json", "other"),
        ("params", "other"),
        ("model.safetensors", "other"),
        ("mmproj-config.json", "other"),
        ("mmproj-cogvlm-chat-hf", "projector"),
        ("mmproj/model-f16.gguf", "projector"),
        ("mmproj-google_gemma-3-4b-it-f16.gguf", "projector"),
        ("imatrix.dat", "imatrix"),
        ("imatrix_unsloth.gguf_file", "imatrix"),
        ("Qwen3.5-4B.imatrix", "imatrix"),
        ("Llama-3.2-1B-BF16-imatrix.gguf", "imatrix"),
        ("Qwopus3.6-35B-A3B-Coder-MXFP4_MOE_Q8_0-Imatrix.gguf", "model"),
        ("ggml-vocab-llama-bpe.gguf", "other"),
        ("Llama-3.2-1B-Instruct-F16-LoRA.gguf", "other"),
        ("lora-adapter-f16.gguf", "other"),
        ("mistral-7b-code-16k-qlora.Q4_K_M.gguf", "model"),
        ("hermes-3-llama-3.1-8b-lorablated.Q4_K_M.gguf", "model"),
        # A whole model with layers for guessing ahead, against such layers alone.
        ("Qwen3.6-27B-MTP-Q4_K_M.gguf", "model"),
        ("mtp-Qwen3.6-27B-Q8_0.gguf", "draft"),
        ("gemma-4-E4B-it-qat-assistant-MTP-Q8_0.gguf", "draft"),
        ("dflash-draft-3.6-q4_k_m.gguf", "draft"),
        ("Llama-3.3-70B-Instruct-EAGLE3-Q8_0.gguf", "draft"),
    ],
)
def test_what_a_file_is_for(path: str, kind: str) -> None:
    assert parse_name(path).kind == kind


@pytest.mark.parametrize(
    ("path", "label", "model"),
    [
        ("Phi-3-mini-4k-instruct-q4.gguf", "Q4", "Phi-3-mini-4k-instruct"),
        ("Phi-3-mini-4k-instruct-fp16.gguf", "F16", "Phi-3-mini-4k-instruct"),
        ("open_llama_3b.Q4_K_M.gguf", "Q4_K_M", "open_llama_3b"),
        ("Magistral-Small-2506_Q8_0.gguf", "Q8_0", "Magistral-Small-2506"),
        ("Qwen3-8B-UD_Q4_K_XL.gguf", "UD-Q4_K_XL", "Qwen3-8B"),
        ("Qwen3-8B-Q4_K_P.gguf", "Q4_K_P", "Qwen3-8B"),
        ("gpt-oss-20b-mxfp4.gguf", "MXFP4", "gpt-oss-20b"),
        ("DeepSeek-V3-IQ4_K_R4.gguf", "IQ4_K_R4", "DeepSeek-V3"),
        ("Bonsai-8B-Q1_0_g128.gguf", "Q1_0_G128", "Bonsai-8B"),
        ("Nemotron-3-Nano-NVFP4.GGUF", "NVFP4", "Nemotron-3-Nano"),
        ("Q8_0/model-00001-of-00002.gguf", "Q8_0", ""),
        ("Llama-3.1-405B-Instruct.Q4_0.gguf/part-00001-of-00002.gguf", "Q4_0", "part"),
        ("Q8_0/model-Q4_K_M.gguf", "Q4_K_M", ""),
        (r"C:\models\Q6_K\devstral.gguf", "Q6_K", "devstral"),
        (
            "deepseek-ai_DeepSeek-R1-0528-Qwen3-8B-Q4_K_L.gguf",
            "Q4_K_L",
            "DeepSeek-R1-0528-Qwen3-8B",
        ),
        (".gguf", "", ""),
        ("", "", ""),
    ],
)
def test_labels_and_models_of_other_names(path: str, label: str, model: str) -> None:
    name = parse_name(path)

    assert (name.quantisation, name.model) == (label, model)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Qwen2.5-7B-Instruct-1M-Q4_K_M", "7B"),
        ("Mixtral-8x7B-Instruct-v0.1.Q4_K_M", "8x7B"),
        ("Llama-4-Maverick-17B-128E-Instruct-IQ1_M", "17B-128E"),
        ("gemma-3n-e2b-it-Q8_0", "E2B"),
        ("SmolLM2-135M-Instruct.Q4_1", "135M"),
        ("Yarn-Mistral-7b-128k", "7B"),
        ("phi-2.Q4_K_M", ""),
    ],
)
def test_the_size_in_a_name(name: str, size: str) -> None:
    assert parse_name(f"{name}.gguf").size == size


@pytest.mark.parametrize(
    ("typed", "label"),
    [(" q4_k_m", "Q4_K_M"), ("fp16", "F16"), ("ud_q4_k_xl", "UD-Q4_K_XL"), ("Q4_KS", "Q4_K_S")],
)
def test_a_label_that_a_person_typed(typed: str, label: str) -> None:
    assert normal_label(typed) == label


@given(
    st.text(max_size=80), st.sampled_from(["", ".gguf", "-00001-of-00002.gguf", ".gguf-split-a"])
)
def test_any_name_says_something(stem: str, ending: str) -> None:
    name = parse_name(stem + ending)

    assert name.shard >= 1
    assert name.shards in (0, 1) or name.shard <= name.shards


@given(
    st.sampled_from([path for _, path in real_files()]), st.sampled_from(["x/", "a/b/", "C:\\m\\"])
)
def test_a_folder_that_says_nothing_changes_nothing(path: str, folder: str) -> None:
    assert parse_name(folder + path) == parse_name(path)
