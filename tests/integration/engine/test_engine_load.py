"""Load options with the real starter model: each loads, answers, and does what it says."""

from pathlib import Path

import gguf
import numpy as np
import pytest

from helpers.engine_calls import chat, load, words
from parley.engine.client import LocalEngine
from parley.engine.protocol import Done, Failed, Loaded, LoadOptions, Lora, Message, Sampling

ASK = (Message("user", "Say hello."),)
GREEDY = Sampling(temperature=0, max_tokens=16)


def answer(model: Path, options: LoadOptions) -> tuple[Loaded, str]:
    engine = LocalEngine()
    try:
        loaded = load(engine, model, options)
        assert isinstance(loaded, Loaded), loaded
        return loaded, words(chat(engine, ASK, sampling=GREEDY))
    finally:
        engine.close()


@pytest.mark.parametrize(
    "options",
    [
        LoadOptions(context=512, threads=1),
        LoadOptions(context=512, batch=64, ubatch=32, prefill_chunk=16),
        LoadOptions(context=512, flash_attention="on"),
        LoadOptions(context=512, flash_attention="off"),
        LoadOptions(context=512, kv_type_k="q8_0", kv_type_v="q8_0"),
        LoadOptions(context=512, kv_type_k="bf16", kv_type_v="f32"),
        LoadOptions(context=512, mmap=False, repack=False),
        LoadOptions(context=512, mlock=True, gpu_layers=0),
    ],
    ids=["threads", "batches", "flash", "no flash", "q8_0", "bf16 and f32", "no map", "locked"],
)
def test_every_load_option_loads_and_answers(starter_model: Path, options: LoadOptions) -> None:
    loaded, text = answer(starter_model, options)
    assert text.strip()
    assert loaded.context == 512
    if options.threads:
        assert loaded.threads == options.threads
    if options.prefill_chunk:
        assert loaded.prefill_chunk == options.prefill_chunk


def test_a_context_of_nought_is_what_the_model_was_trained_with(starter_model: Path) -> None:
    loaded, _ = answer(starter_model, LoadOptions(context=0))
    assert loaded.context == loaded.context_trained == 8192


def test_the_smallest_context_serves_what_fits_and_says_what_does_not(starter_model: Path) -> None:
    engine = LocalEngine()
    try:
        loaded = load(engine, starter_model, LoadOptions(context=64))
        assert isinstance(loaded, Loaded)
        assert loaded.context >= 64
        for count in (5, 60, 100, 200, 400):
            end = chat(engine, (Message("user", "word " * count),), sampling=GREEDY).wait()
            assert isinstance(end, Done) or end.code in {"message_too_long"}, end
    finally:
        engine.close()


def test_a_seed_given_at_load_is_used_by_every_request(starter_model: Path) -> None:
    engine = LocalEngine()
    try:
        load(engine, starter_model, LoadOptions(context=512, seed=5))
        drawn = Sampling(temperature=1.2, max_tokens=20)
        first, second = (chat(engine, ASK, sampling=drawn) for _ in range(2))
        assert first.done.seed == second.done.seed == 5
        assert words(first) == words(second)
    finally:
        engine.close()


def test_a_template_given_at_load_is_used_instead_of_the_files(starter_model: Path) -> None:
    template = "{% for m in messages %}<<{{ m.content }}>>{% endfor %}"
    engine = LocalEngine()
    try:
        load(engine, starter_model, LoadOptions(context=512, chat_template=template))
        done = chat(engine, ASK, sampling=GREEDY).done
        assert done.prompt_tokens < 10
    finally:
        engine.close()


def lora(path: Path, architecture: str = "llama", width: int = 576) -> Path:
    """Write an adapter of rank 4 that changes the starter model's first query projections."""
    random = np.random.default_rng(7)
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, 4.0)
    for layer in range(8):
        for part, shape in (("lora_a", (4, width)), ("lora_b", (width, 4))):
            values = random.normal(0, 1, shape).astype(np.float32)
            writer.add_tensor(f"blk.{layer}.attn_q.weight.{part}", values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_a_lora_changes_the_answer_by_its_scale(starter_model: Path, tmp_path: Path) -> None:
    path = str(lora(tmp_path / "adapter.gguf"))
    _, plain = answer(starter_model, LoadOptions(context=512))
    _, silent = answer(starter_model, LoadOptions(context=512, loras=(Lora(path, 0.0),)))
    _, loud = answer(starter_model, LoadOptions(context=512, loras=(Lora(path, 1.0),)))
    assert silent == plain != loud


@pytest.mark.parametrize("width", [576, 64])
def test_a_lora_for_another_model_is_said(starter_model: Path, tmp_path: Path, width: int) -> None:
    architecture = "llama" if width == 64 else "qwen2"
    path = str(lora(tmp_path / "other.gguf", architecture, width))
    engine = LocalEngine()
    try:
        failed = load(engine, starter_model, LoadOptions(context=512, loras=(Lora(path),)))
        assert isinstance(failed, Failed)
        assert failed.code == "lora_failed"
        assert "other.gguf" in failed.message
        assert failed.hint
        assert isinstance(load(engine, starter_model, LoadOptions(context=512)), Loaded)
    finally:
        engine.close()
