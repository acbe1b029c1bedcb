"""Which family a model belongs to: real names from the hub, and the traps in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.catalog import family_of

FAMILIES = {"", "llama", "mistral", "qwen", "deepseek", "gemma", "phi"}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("meta-llama/Llama-3.3-70B-Instruct", "llama"),
        ("bartowski/Meta-Llama-3.1-8B-Instruct-GGUF", "llama"),
        ("TheBloke/CodeLlama-7B-Instruct-GGUF", "llama"),
        ("codellama/CodeLlama-7b-Instruct-hf", "llama"),
        ("bartowski/FastLlama-3.2-1B-Instruct-GGUF", "llama"),
        ("QuantFactory/Skywork-o1-Open-Llama-3.1-8B-GGUF", "llama"),
        ("gabriellarson/Llama-3_3-Nemotron-Super-49B-v1_5-GGUF", "llama"),
        ("mistralai/Mistral-Small-3.2-24B-Instruct-2506", "mistral"),
        ("Mistral Large 2 (2411 / 2407)", "mistral"),
        ("TheBloke/dolphin-2.7-mixtral-8x7b-GGUF", "mistral"),
        ("ggml-org/Ministral-3-14B-Reasoning-2512-GGUF", "mistral"),
        ("bartowski/Codestral-22B-v0.1-GGUF", "mistral"),
        ("unsloth/Devstral-Small-2505-GGUF", "mistral"),
        ("Magistral-Small-2506_Q8_0.gguf", "mistral"),
        ("mathstral-7B-v0.1", "mistral"),
        ("ggml-org/pixtral-12b-GGUF", "mistral"),
        ("cstr/voxtral-mini-3b-2507-GGUF", "mistral"),
        ("MaziyarPanahi/BioMistral-7B-GGUF", "mistral"),
        ("unsloth/Qwen3.5-0.8B-GGUF", "qwen"),
        ("Qwen/QwQ-32B-GGUF", "qwen"),
        ("TheBloke/deepseek-coder-6.7B-instruct-GGUF", "deepseek"),
        ("DevQuasar/deepseek-ai.DeepSeek-V3.2-GGUF", "deepseek"),
        ("bartowski/google_medgemma-4b-it-GGUF", "gemma"),
        ("ggml-org/embeddinggemma-300m-qat-q8_0-GGUF", "gemma"),
        ("bartowski/Phi-3.1-mini-4k-instruct-GGUF", "phi"),
        ("MaziyarPanahi/phi-2-GGUF", "phi"),
    ],
)
def test_a_name_tells_the_family(name: str, family: str) -> None:
    assert family_of(name) == family


@pytest.mark.parametrize(
    "name",
    [
        "HuggingFaceTB/SmolLM2-1.7B-Instruct",
        "TheBloke/Yi-34B-Chat-GGUF",
        "chargoddard/Yi-34B-Llama",
        "TheBloke/TinyLlama-1.1B-Chat-v1.0-GGUF",
        "openlm-research/open_llama_3b",
        "janhq/llamacorn-1.1b-chat-GGUF",
        "h2oai/h2o-danube2-1.8b-chat-GGUF",
        "bartowski/dolphin-2_2-yi-34b-GGUF",
        "someone/ollama-test",
        "ggml-org/llama.cpp-vocabularies",
        "andrewcanis/c4ai-command-r-v01-GGUF",
        "",
    ],
)
def test_models_with_the_architecture_llama_are_not_llama_for_that(name: str) -> None:
    assert family_of(name, architecture="llama") == ""


@pytest.mark.parametrize(
    ("name", "architecture", "family"),
    [
        ("mistralai/Mistral-7B-Instruct-v0.3", "llama", "mistral"),
        ("mistralai/Mistral-Large-3-675B-Instruct-2512", "deepseek2", "mistral"),
        ("unsloth/phi-4-GGUF", "llama", "phi"),
        ("mozilla/Mistral-7B-Instruct-v0.2-llamafile", "llama", "mistral"),
        ("unsloth/Kimi-K2-Instruct-GGUF", "deepseek2", ""),
        ("jedisct1/MiMo-7B-RL-GGUF", "qwen2", ""),
        ("someone/an-assistant", "mistral3", "mistral"),
        ("someone/an-assistant", "qwen35moe", "qwen"),
        ("someone/an-assistant", "gemma4", "gemma"),
        ("someone/an-assistant", "phi3", "phi"),
        ("someone/an-assistant", "llama4", "llama"),
        ("someone/an-assistant", "deepseek32", "deepseek"),
        # Made from Qwen 2.5 to guess ahead for Mistral Small: its weights are Qwen's.
        ("bartowski/alamios_Mistral-Small-3.1-DRAFT-0.5B-GGUF", "qwen2", "qwen"),
        ("tokyotech-llm/Gemma-2-Llama-Swallow-9b-it-v0.1", "gemma2", "gemma"),
    ],
)
def test_an_architecture_counts_where_one_family_alone_has_it(
    name: str, architecture: str, family: str
) -> None:
    assert family_of(name, architecture=architecture) == family


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("unsloth/DeepSeek-R1-Distill-Llama-70B-GGUF", "llama"),
        ("bartowski/DeepSeek-R1-Distill-Qwen-1.5B-GGUF", "qwen"),
        ("unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF", "qwen"),
        ("mradermacher/Qwen3.5-13B-GLM-4.7-Flash-DeepSeek-Polaris-GGUF", "qwen"),
        ("deepseek-ai/DeepSeek-R1", "deepseek"),
    ],
)
def test_distilled_models_belong_to_the_family_of_their_weights(name: str, family: str) -> None:
    assert family_of(name, architecture="llama" if family == "llama" else "") == family


@pytest.mark.parametrize(
    ("name", "bases", "family"),
    [
        ("HuggingFaceH4/zephyr-7b-beta", ["mistralai/Mistral-7B-v0.1"], "mistral"),
        ("NousResearch/Hermes-4-70B", ["meta-llama/Llama-3.1-70B"], "llama"),
        ("moonshotai/Kimi-Dev-72B", ["Qwen/Qwen2.5-72B"], "qwen"),
        ("someone/distilled", ["deepseek-ai/DeepSeek-R1", "Qwen/Qwen3-8B"], "qwen"),
        ("someone/a-merge", ["meta-llama/Llama-3.1-8B", "mistralai/Mistral-7B-v0.1"], ""),
        ("someone/Mistral-finetune", ["someone/unknown"], "mistral"),
        ("Qwen/WorldPM-72B", [], "qwen"),
    ],
)
def test_what_a_model_was_made_from_counts(name: str, bases: list[str], family: str) -> None:
    assert family_of(name, base_models=bases) == family


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_gives_a_family_or_none(name: str, architecture: str, bases: list[str]) -> None:
    assert family_of(name, architecture=architecture, base_models=bases) in FAMILIES
