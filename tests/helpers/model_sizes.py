"""Sizes of published models, as their `config.json` files state them."""

from __future__ import annotations

from typing import Any

from helpers.model_layers import (
    Model,
    command_r_layer,
    falcon_h1_layer,
    gemma3_layer,
    gemma4_layer,
    gemma_layer,
    gpt_oss_layer,
    llama4_layer,
    llama_layer,
    mamba2_layer,
    mamba_layer,
    mla_layer,
    phi3_layer,
    qwen2_layer,
    qwen3_layer,
    qwen35_layer,
)


def _keys(
    context: int,
    layers: int,
    width: int,
    heads: int,
    heads_kv: Any,
    hidden: Any,
    head: int = 0,
    **others: Any,
) -> dict[str, Any]:
    keys: dict[str, Any] = {
        "context_length": context,
        "block_count": layers,
        "embedding_length": width,
        "feed_forward_length": hidden,
        "attention.head_count": heads,
        "attention.head_count_kv": heads_kv,
        "attention.layer_norm_rms_epsilon": 1e-5,
    }
    if head:
        keys |= {
            "attention.key_length": head,
            "attention.value_length": head,
            "rope.dimension_count": head,
        }
    return keys | {name.replace("__", "."): value for name, value in others.items()}


def _mla(
    context: int,
    layers: int,
    width: int,
    heads: int,
    hidden: int,
    *,
    queries: int,
    rank: int,
    rope: int,
    nope: int,
    value: int,
    **others: Any,
) -> dict[str, Any]:
    keys = _keys(context, layers, width, heads, 1, hidden)
    if queries:
        keys["attention.q_lora_rank"] = queries
    return keys | {
        "attention.kv_lora_rank": rank,
        "attention.key_length": rank + rope,
        "attention.value_length": rank,
        "attention.key_length_mla": nope + rope,
        "attention.value_length_mla": value,
        "rope.dimension_count": rope,
        **others,
    }


def _gemma3(
    context: int, layers: int, width: int, heads: int, kv: int, hidden: int, head: int, window: int
) -> Model:
    keys = _keys(context, layers, width, heads, kv, hidden, head)
    return Model("gemma3", keys | {"attention.sliding_window": window}, gemma3_layer, 262144, True)


def _gemma4(
    layers: int,
    width: int,
    heads: int,
    kv: int,
    kv_full: int,
    hidden: Any,
    window: int,
    period: int,
    shared: int = 0,
    per_layer: int = 0,
    **more: Any,
) -> Model:
    slides = [(index + 1) % period != 0 for index in range(layers)]
    keys = _keys(131072, layers, width, heads, [kv if one else kv_full for one in slides], hidden)
    keys |= {
        "attention.key_length": 512,
        "attention.value_length": 512,
        "attention.key_length_swa": 256,
        "attention.value_length_swa": 256,
        "attention.sliding_window": window,
        "attention.sliding_window_pattern": slides,
        "attention.shared_kv_layers": shared,
        "embedding_length_per_layer_input": per_layer,
        "rope.dimension_count": 512,
        "rope.dimension_count_swa": 256,
        "rope.freq_base_swa": 10000.0,
    }
    keys |= more
    others: tuple[tuple[str, tuple[int, ...]], ...] = (("rope_freqs.weight", (256,)),)
    if per_layer:
        others += (
            ("per_layer_token_embd.weight", (per_layer * layers, 262144)),
            ("per_layer_model_proj.weight", (width, per_layer * layers)),
            ("per_layer_proj_norm.weight", (per_layer,)),
        )
    return Model("gemma4", keys, gemma4_layer, 262144, True, others)


_ROPE = (("rope_freqs.weight", (64,)),)
_LONG = (("rope_factors_long.weight", (48,)), ("rope_factors_short.weight", (48,)))
_MOE4 = {
    "expert_count": 128,
    "expert_used_count": 4,
    "expert_shared_count": 1,
    "expert_weights_scale": 1.0,
    "expert_gating_func": 1,
}


def _llama(
    *sizes: int, vocabulary: int = 128256, tied: bool = False, rope: bool = True, **others: Any
) -> Model:
    keys = _keys(*sizes, **others)
    if "attention.key_length" not in keys:
        keys["rope.dimension_count"] = sizes[2] // sizes[3]
    extra = (("rope_freqs.weight", (keys["rope.dimension_count"] // 2,)),) if rope else ()
    return Model("llama", keys, llama_layer, vocabulary, tied, extra)


def _mistral3(layers: int, width: int, heads: int, hidden: int, *, tied: bool = False) -> Model:
    keys = _keys(262144, layers, width, heads, 8, hidden, 128)
    keys |= {
        "attention.temperature_scale": 0.1,
        "rope.scaling.type": "yarn",
        "rope.scaling.factor": 16.0,
        "rope.scaling.original_context_length": 16384,
    }
    return Model("mistral3", keys, llama_layer, 131072, tied)


def _qwen3(
    layers: int, width: int, heads: int, kv: int, hidden: int, *, tied: bool = False
) -> Model:
    return Model(
        "qwen3", _keys(40960, layers, width, heads, kv, hidden, 128), qwen3_layer, 151936, tied
    )


def _llama4(experts: int, step: int, hidden: int, context: int) -> Model:
    keys = _keys(context, 48, 5120, 40, 8, hidden, 128)
    keys |= {
        "expert_count": experts,
        "expert_used_count": 1,
        "expert_feed_forward_length": 8192,
        "interleave_moe_layer_step": step,
    }
    return Model("llama4", keys, llama4_layer, 202048, False, _ROPE)


def _gpt_oss(layers: int, experts: int) -> Model:
    keys = _keys(131072, layers, 2880, 64, 8, 2880, 64)
    keys |= {
        "attention.sliding_window": 128,
        "expert_count": experts,
        "expert_used_count": 4,
        "expert_feed_forward_length": 2880,
        "rope.scaling.type": "yarn",
        "rope.scaling.factor": 32.0,
        "rope.scaling.original_context_length": 4096,
    }
    return Model("gpt-oss", keys, gpt_oss_layer, 201088)


def _qwen35(keys: dict[str, Any], heads_v: int, inner: int) -> dict[str, Any]:
    return keys | {
        "full_attention_interval": 4,
        "rope.dimension_sections": [11, 11, 10, 0],
        "rope.dimension_count": 64,
        "ssm.conv_kernel": 4,
        "ssm.inner_size": inner,
        "ssm.state_size": 128,
        "ssm.time_step_rank": heads_v,
        "ssm.group_count": 16,
    }


def models() -> dict[str, Model]:
    """Return the models by name."""
    return {
        "smollm2-135m": _llama(8192, 30, 576, 9, 3, 1536, vocabulary=49152, tied=True, rope=False),
        "llama-3.2-1b": _llama(131072, 16, 2048, 32, 8, 8192, tied=True),
        "llama-3.2-3b": _llama(131072, 28, 3072, 24, 8, 8192, tied=True),
        "llama-3.1-8b": _llama(131072, 32, 4096, 32, 8, 14336),
        "llama-3.3-70b": _llama(131072, 80, 8192, 64, 8, 28672),
        "llama-3.1-405b": _llama(131072, 126, 16384, 128, 8, 53248),
        "mistral-7b-v0.3": _llama(32768, 32, 4096, 32, 8, 14336, vocabulary=32768, rope=False),
        "mistral-nemo-12b": _llama(
            1024000, 40, 5120, 32, 8, 14336, 128, vocabulary=131072, rope=False
        ),
        "mistral-small-24b": _llama(
            32768, 40, 5120, 32, 8, 32768, 128, vocabulary=131072, rope=False
        ),
        "mixtral-8x7b": _llama(
            32768,
            32,
            4096,
            32,
            8,
            14336,
            vocabulary=32000,
            rope=False,
            expert_count=8,
            expert_used_count=2,
        ),
        "llama-4-scout": _llama4(16, 1, 16384, 10485760),
        "llama-4-maverick": _llama4(128, 2, 16384, 1048576),
        "ministral-3-3b": _mistral3(26, 3072, 32, 9216, tied=True),
        "ministral-3-8b": _mistral3(34, 4096, 32, 14336),
        "ministral-3-14b": _mistral3(40, 5120, 32, 16384),
        "devstral-2-123b": _mistral3(88, 12288, 96, 28672),
        "mistral-small-4": Model(
            "mistral4",
            _mla(
                1048576,
                36,
                4096,
                32,
                12288,
                queries=1024,
                rank=256,
                rope=64,
                nope=64,
                value=128,
                leading_dense_block_count=0,
                expert_feed_forward_length=2048,
                **_MOE4,
            ),
            mla_layer,
            131072,
        ),
        "mistral-large-3": Model(
            "deepseek2",
            _mla(
                262144,
                61,
                7168,
                128,
                18432,
                queries=1536,
                rank=512,
                rope=64,
                nope=128,
                value=128,
                leading_dense_block_count=3,
                expert_feed_forward_length=4096,
                **_MOE4,
            ),
            mla_layer,
            131072,
        ),
        "deepseek-v2-lite": Model(
            "deepseek2",
            _mla(
                163840,
                27,
                2048,
                16,
                10944,
                queries=0,
                rank=512,
                rope=64,
                nope=128,
                value=128,
                leading_dense_block_count=1,
                expert_feed_forward_length=1408,
                **{**_MOE4, "expert_count": 64, "expert_used_count": 6, "expert_shared_count": 2},
            ),
            mla_layer,
            102400,
        ),
        "deepseek-v3": Model(
            "deepseek2",
            _mla(
                163840,
                61,
                7168,
                128,
                18432,
                queries=1536,
                rank=512,
                rope=64,
                nope=128,
                value=128,
                leading_dense_block_count=3,
                expert_feed_forward_length=2048,
                **{
                    **_MOE4,
                    "expert_count": 256,
                    "expert_used_count": 8,
                    "expert_group_count": 8,
                    "expert_group_used_count": 4,
                    "expert_gating_func": 2,
                },
            ),
            mla_layer,
            129280,
        ),
        "qwen2.5-7b": Model("qwen2", _keys(131072, 28, 3584, 28, 4, 18944), qwen2_layer, 152064),
        "qwen3-0.6b": _qwen3(28, 1024, 16, 8, 3072, tied=True),
        "qwen3-4b": _qwen3(36, 2560, 32, 8, 9728, tied=True),
        "qwen3-8b": _qwen3(36, 4096, 32, 8, 12288),
        "qwen3-32b": _qwen3(64, 5120, 64, 8, 25600),
        "qwen3-30b-a3b": Model(
            "qwen3moe",
            _keys(
                40960,
                48,
                2048,
                32,
                4,
                6144,
                128,
                expert_count=128,
                expert_used_count=8,
                expert_feed_forward_length=768,
            ),
            qwen3_layer,
            151936,
        ),
        "gemma-2-9b": Model(
            "gemma2",
            _keys(8192, 42, 3584, 16, 8, 14336, 256, attention__sliding_window=4096),
            gemma_layer,
            256000,
            True,
        ),
        "gemma-3-1b": _gemma3(32768, 26, 1152, 4, 1, 6912, 256, 512),
        "gemma-3-4b": _gemma3(131072, 34, 2560, 8, 4, 10240, 256, 1024),
        "gemma-3-12b": _gemma3(131072, 48, 3840, 16, 8, 15360, 256, 1024),
        "gemma-3-27b": _gemma3(131072, 62, 5376, 32, 16, 21504, 128, 1024),
        "gemma-4-31b": _gemma4(60, 5376, 32, 16, 4, 21504, 1024, 6),
        "gemma-4-e4b": _gemma4(42, 2560, 8, 2, 2, 10240, 512, 6, 18, 256),
        "gemma-4-26b-a4b": _gemma4(
            30,
            2816,
            16,
            8,
            2,
            2112,
            1024,
            6,
            expert_count=128,
            expert_used_count=8,
            expert_feed_forward_length=704,
        ),
        "phi-3-mini": Model(
            "phi3",
            _keys(
                131072,
                32,
                3072,
                32,
                32,
                8192,
                attention__sliding_window=262144,
                rope__dimension_count=96,
            ),
            phi3_layer,
            32064,
            False,
            _LONG,
        ),
        "phi-4": Model(
            "phi3",
            _keys(16384, 40, 5120, 40, 10, 17920, rope__dimension_count=128),
            phi3_layer,
            100352,
        ),
        "phi-4-mini": Model(
            "phi3",
            _keys(
                131072,
                32,
                3072,
                24,
                8,
                8192,
                attention__sliding_window=262144,
                rope__dimension_count=96,
            ),
            phi3_layer,
            200064,
            True,
            _LONG,
        ),
        "gpt-oss-20b": _gpt_oss(24, 32),
        "gpt-oss-120b": _gpt_oss(36, 128),
        "qwen3.5-9b": Model(
            "qwen35",
            _qwen35(_keys(262144, 32, 4096, 16, 4, 12288, 256), 32, 4096),
            qwen35_layer,
            248320,
        ),
        "qwen3.5-35b-a3b": Model(
            "qwen35moe",
            _qwen35(
                _keys(
                    262144,
                    40,
                    2048,
                    16,
                    2,
                    0,
                    256,
                    expert_count=256,
                    expert_used_count=8,
                    expert_feed_forward_length=512,
                    expert_shared_feed_forward_length=512,
                ),
                32,
                4096,
            ),
            qwen35_layer,
            248320,
        ),
        "falcon-h1-7b": Model(
            "falcon-h1",
            _keys(
                262144,
                44,
                3072,
                12,
                2,
                12288,
                128,
                ssm__conv_kernel=4,
                ssm__inner_size=3072,
                ssm__state_size=256,
                ssm__time_step_rank=24,
                ssm__group_count=1,
            ),
            falcon_h1_layer,
            130048,
        ),
        "mamba-2.8b": Model(
            "mamba",
            _keys(
                1048576,
                64,
                2560,
                0,
                0,
                0,
                ssm__conv_kernel=4,
                ssm__inner_size=5120,
                ssm__state_size=16,
                ssm__time_step_rank=160,
            ),
            mamba_layer,
            50280,
            True,
        ),
        "codestral-mamba-7b": Model(
            "mamba2",
            _keys(
                262144,
                64,
                4096,
                0,
                0,
                0,
                ssm__conv_kernel=4,
                ssm__inner_size=8192,
                ssm__state_size=128,
                ssm__time_step_rank=128,
                ssm__group_count=8,
            ),
            mamba2_layer,
            32768,
        ),
        "command-r-35b": Model(
            "command-r",
            _keys(131072, 40, 8192, 64, 64, 22528, attention__layer_norm_epsilon=1e-5),
            command_r_layer,
            256000,
            True,
        ),
    }
