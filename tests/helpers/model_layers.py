"""The tensors of a layer, by architecture, as llama.cpp's src/models demand them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Tensors = Iterator[tuple[str, tuple[int, ...]]]


class Model(NamedTuple):
    """A model's shape: `keys` of its architecture, the tensors of a layer, and the others."""

    architecture: str
    keys: dict[str, Any]
    layer: Callable[[dict[str, Any], int], Tensors]
    vocabulary: int
    tied: bool = False
    others: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def context(self) -> int:
        """Tokens it was trained with."""
        return int(self.keys["context_length"])


def _of(value: Any, index: int) -> int:
    return int(value[index] if isinstance(value, (list, tuple)) else value)


def _qkv(keys: dict[str, Any], index: int, *, bias: bool = False, gates: int = 1) -> Tensors:
    width = keys["embedding_length"]
    heads = _of(keys["attention.head_count"], index)
    heads_kv = _of(keys["attention.head_count_kv"], index)
    head_k = keys.get("attention.key_length", width // heads)
    head_v = keys.get("attention.value_length", width // heads)
    yield "attn_q.weight", (width, heads * head_k * gates)
    yield "attn_k.weight", (width, heads_kv * head_k)
    yield "attn_v.weight", (width, heads_kv * head_v)
    yield "attn_output.weight", (heads * head_v, width)
    if bias:
        yield "attn_q.bias", (heads * head_k,)
        yield "attn_k.bias", (heads_kv * head_k,)
        yield "attn_v.bias", (heads_kv * head_v,)


def _norms(keys: dict[str, Any], *names: str) -> Tensors:
    for name in names:
        yield f"{name}.weight", (keys["embedding_length"],)


def _head_norms(size: int) -> Tensors:
    yield "attn_q_norm.weight", (size,)
    yield "attn_k_norm.weight", (size,)


def _ffn(width: int, hidden: int, suffix: str = "") -> Tensors:
    yield f"ffn_gate{suffix}.weight", (width, hidden)
    yield f"ffn_up{suffix}.weight", (width, hidden)
    yield f"ffn_down{suffix}.weight", (hidden, width)


def _experts(keys: dict[str, Any], hidden: int) -> Tensors:
    width, count = keys["embedding_length"], keys["expert_count"]
    yield "ffn_gate_inp.weight", (width, count)
    yield "ffn_gate_exps.weight", (width, hidden, count)
    yield "ffn_up_exps.weight", (width, hidden, count)
    yield "ffn_down_exps.weight", (hidden, width, count)


def llama_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield from _norms(keys, "attn_norm", "ffn_norm")
    yield from _qkv(keys, index)
    if keys.get("expert_count"):
        yield from _experts(keys, keys["feed_forward_length"])
    else:
        yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])


def llama4_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield from _norms(keys, "attn_norm", "ffn_norm")
    yield from _qkv(keys, index)
    if (index + 1) % keys["interleave_moe_layer_step"] == 0:
        hidden = keys["expert_feed_forward_length"]
        yield from _experts(keys, hidden)
        yield from _ffn(keys["embedding_length"], hidden, "_shexp")
    else:
        yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])


def qwen2_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield from _norms(keys, "attn_norm", "ffn_norm")
    yield from _qkv(keys, index, bias=True)
    yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])


def qwen3_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield from _norms(keys, "attn_norm", "ffn_norm")
    yield from _qkv(keys, index)
    yield from _head_norms(keys["attention.key_length"])
    if keys.get("expert_count"):
        yield from _experts(keys, keys["expert_feed_forward_length"])
    else:
        yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])


def gemma_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield from _norms(keys, "attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm")
    yield from _qkv(keys, index)
    yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])


def gemma3_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield from gemma_layer(keys, index)
    yield from _head_norms(keys["attention.key_length"])


def gemma4_layer(keys: dict[str, Any], index: int) -> Tensors:
    width = keys["embedding_length"]
    slides = keys["attention.sliding_window_pattern"][index]
    head = keys["attention.key_length_swa" if slides else "attention.key_length"]
    heads, heads_kv = keys["attention.head_count"], _of(keys["attention.head_count_kv"], index)
    cached = index < keys["block_count"] - keys["attention.shared_kv_layers"]
    yield from _norms(keys, "attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm")
    yield "attn_q.weight", (width, heads * head)
    yield "attn_output.weight", (heads * head, width)
    yield "attn_q_norm.weight", (head,)
    yield "layer_output_scale.weight", (1,)
    if cached:
        yield "attn_k.weight", (width, heads_kv * head)
        yield "attn_k_norm.weight", (head,)
        if slides or keys["embedding_length_per_layer_input"]:
            yield "attn_v.weight", (width, heads_kv * head)
    yield from _ffn(width, _of(keys["feed_forward_length"], index))
    if keys.get("expert_count"):
        hidden = keys["expert_feed_forward_length"]
        yield from _norms(keys, "pre_ffw_norm_2", "post_ffw_norm_1", "post_ffw_norm_2")
        yield "ffn_gate_inp.weight", (width, keys["expert_count"])
        yield "ffn_gate_inp.scale", (width,)
        yield "ffn_gate_up_exps.weight", (width, 2 * hidden, keys["expert_count"])
        yield "ffn_down_exps.weight", (hidden, width, keys["expert_count"])
    if keys["embedding_length_per_layer_input"]:
        size = keys["embedding_length_per_layer_input"]
        yield "inp_gate.weight", (width, size)
        yield "proj.weight", (size, width)
        yield "post_norm.weight", (width,)


def phi3_layer(keys: dict[str, Any], index: int) -> Tensors:
    width = keys["embedding_length"]
    heads, heads_kv = keys["attention.head_count"], keys["attention.head_count_kv"]
    head = width // heads
    yield from _norms(keys, "attn_norm", "ffn_norm")
    yield "attn_qkv.weight", (width, (heads + 2 * heads_kv) * head)
    yield "attn_output.weight", (width, width)
    yield "ffn_up.weight", (width, 2 * keys["feed_forward_length"])
    yield "ffn_down.weight", (keys["feed_forward_length"], width)


def gpt_oss_layer(keys: dict[str, Any], index: int) -> Tensors:
    width, hidden = keys["embedding_length"], keys["expert_feed_forward_length"]
    count = keys["expert_count"]
    yield from _norms(keys, "attn_norm", "post_attention_norm")
    yield from _qkv(keys, index, bias=True)
    yield "attn_output.bias", (width,)
    yield "attn_sinks.weight", (keys["attention.head_count"],)
    yield from _experts(keys, hidden)
    yield "ffn_gate_inp.bias", (count,)
    yield "ffn_gate_exps.bias", (hidden, count)
    yield "ffn_up_exps.bias", (hidden, count)
    yield "ffn_down_exps.bias", (width, count)


def mla_layer(keys: dict[str, Any], index: int) -> Tensors:
    width, heads = keys["embedding_length"], keys["attention.head_count"]
    rank, rope = keys["attention.kv_lora_rank"], keys["rope.dimension_count"]
    key, value = keys["attention.key_length_mla"], keys["attention.value_length_mla"]
    queries = keys.get("attention.q_lora_rank", 0)
    yield from _norms(keys, "attn_norm", "ffn_norm")
    if queries:
        yield "attn_q_a_norm.weight", (queries,)
        yield "attn_q_a.weight", (width, queries)
        yield "attn_q_b.weight", (queries, heads * key)
    else:
        yield "attn_q.weight", (width, heads * key)
    yield "attn_kv_a_norm.weight", (rank,)
    yield "attn_kv_a_mqa.weight", (width, rank + rope)
    yield "attn_k_b.weight", (key - rope, rank, heads)
    yield "attn_v_b.weight", (rank, value, heads)
    yield "attn_output.weight", (heads * value, width)
    if index < keys["leading_dense_block_count"]:
        yield from _ffn(width, keys["feed_forward_length"])
    else:
        hidden = keys["expert_feed_forward_length"]
        yield from _experts(keys, hidden)
        yield "exp_probs_b.bias", (keys["expert_count"],)
        yield from _ffn(width, hidden * keys["expert_shared_count"], "_shexp")


def qwen35_layer(keys: dict[str, Any], index: int) -> Tensors:
    width = keys["embedding_length"]
    yield from _norms(keys, "attn_norm", "post_attention_norm")
    if (index + 1) % keys["full_attention_interval"] == 0:
        yield from _qkv(keys, index, gates=2)
        yield from _head_norms(keys["attention.key_length"])
    else:
        state, heads_v = keys["ssm.state_size"], keys["ssm.time_step_rank"]
        values = state * heads_v
        mixed = 2 * state * keys["ssm.group_count"] + values
        yield "attn_qkv.weight", (width, mixed)
        yield "attn_gate.weight", (width, values)
        yield "ssm_conv1d.weight", (keys["ssm.conv_kernel"], mixed)
        yield "ssm_dt.bias", (heads_v,)
        yield "ssm_a", (heads_v,)
        yield "ssm_beta.weight", (width, heads_v)
        yield "ssm_alpha.weight", (width, heads_v)
        yield "ssm_norm.weight", (state,)
        yield "ssm_out.weight", (values, width)
    if keys.get("expert_count"):
        hidden = keys["expert_feed_forward_length"]
        yield from _experts(keys, hidden)
        yield "ffn_gate_inp_shexp.weight", (width,)
        yield from _ffn(width, keys["expert_shared_feed_forward_length"], "_shexp")
    else:
        yield from _ffn(width, keys["feed_forward_length"])


def falcon_h1_layer(keys: dict[str, Any], index: int) -> Tensors:
    width, inner, groups = keys["embedding_length"], keys["ssm.inner_size"], keys["ssm.group_count"]
    heads = keys["ssm.time_step_rank"]
    mixed = inner + 2 * groups * keys["ssm.state_size"]
    yield "attn_norm.weight", (width,)
    yield "ffn_norm", (width,)
    yield "ssm_in.weight", (width, inner + mixed + heads)
    yield "ssm_conv1d.weight", (keys["ssm.conv_kernel"], mixed)
    yield "ssm_conv1d.bias", (mixed,)
    yield "ssm_dt.bias", (heads,)
    yield "ssm_a", (1, heads)
    yield "ssm_d", (1, heads)
    yield "ssm_out.weight", (inner, width)
    yield from _qkv(keys, index)
    yield from _ffn(width, keys["feed_forward_length"])


def mamba_layer(keys: dict[str, Any], index: int) -> Tensors:
    width, inner, state = keys["embedding_length"], keys["ssm.inner_size"], keys["ssm.state_size"]
    rank = keys["ssm.time_step_rank"]
    yield "attn_norm.weight", (width,)
    yield "ssm_in.weight", (width, 2 * inner)
    yield "ssm_conv1d.weight", (keys["ssm.conv_kernel"], inner)
    yield "ssm_conv1d.bias", (inner,)
    yield "ssm_x.weight", (inner, rank + 2 * state)
    yield "ssm_dt.weight", (rank, inner)
    yield "ssm_dt.bias", (inner,)
    yield "ssm_a", (state, inner)
    yield "ssm_d", (inner,)
    yield "ssm_out.weight", (inner, width)


def mamba2_layer(keys: dict[str, Any], index: int) -> Tensors:
    width, inner, groups = keys["embedding_length"], keys["ssm.inner_size"], keys["ssm.group_count"]
    heads = keys["ssm.time_step_rank"]
    mixed = inner + 2 * groups * keys["ssm.state_size"]
    yield "attn_norm.weight", (width,)
    yield "ssm_in.weight", (width, inner + mixed + heads)
    yield "ssm_conv1d.weight", (keys["ssm.conv_kernel"], mixed)
    yield "ssm_conv1d.bias", (mixed,)
    yield "ssm_dt.bias", (heads,)
    yield "ssm_a", (1, heads)
    yield "ssm_d", (1, heads)
    yield "ssm_norm.weight", (inner // groups, groups)
    yield "ssm_out.weight", (inner, width)


def command_r_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield "attn_norm.weight", (keys["embedding_length"],)
    yield from _qkv(keys, index)
    yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])
