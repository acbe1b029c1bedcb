"""Model files with the shape of real models and a hole where their weights would be.

Sizes are those of the models' public `config.json`; tensors are those that llama.cpp demands of the
architecture (its src/models), with types as its quantiser mixes them (src/llama-quant.cpp).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from helpers import gguf_bytes as raw

#: Bytes and weights of a block, and the number of each tensor type in a file.
TYPES = {
    "F32": (0, 1, 4),
    "F16": (1, 1, 2),
    "Q4_0": (2, 32, 18),
    "Q5_0": (6, 32, 22),
    "Q8_0": (8, 32, 34),
    "Q2_K": (10, 256, 84),
    "Q3_K": (11, 256, 110),
    "Q4_K": (12, 256, 144),
    "Q5_K": (13, 256, 176),
    "Q6_K": (14, 256, 210),
    "IQ4_NL": (20, 32, 18),
    "IQ4_XS": (23, 256, 136),
    "MXFP4": (39, 32, 17),
}
_FTYPES = {"F16": 1, "Q4_0": 2, "Q8_0": 7, "Q4_K_M": 15, "Q6_K": 18, "IQ4_XS": 30, "MXFP4": 38}
_PLAIN = {"Q4_K_M": "Q4_K"}
#: What a row that is no multiple of 256 is stored as instead (`tensor_type_fallback`).
_FALLBACK = {"Q4_K": "Q5_0", "IQ4_XS": "IQ4_NL", "Q6_K": "Q8_0", "Q5_K": "Q8_0"}

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


def write(
    path: Path,
    model: Model,
    quantisation: str = "Q4_K_M",
    *,
    tokens: bool = False,
    keys: Mapping[str, Any] | None = None,
) -> Path:
    """Write `model` to `path` and return it.

    With `tokens` the file has a vocabulary as long as the real one, else only its size.
    """
    settings = dict(model.keys, vocab_size=model.vocabulary, **(keys or {}))
    head = [("general.architecture", model.architecture), ("general.name", path.stem)]
    head.append(("general.file_type", _FTYPES[quantisation]))
    head += [(f"{model.architecture}.{key}", value) for key, value in settings.items()]
    metadata = [raw.text(key) + _value(value) for key, value in head]
    metadata += _tokenizer(model.vocabulary) if tokens else _no_tokenizer()
    listed, offset = [], 0
    count = 0
    for name, shape in tensors(model):
        kind = tensor_type(model, name, shape, quantisation)
        number, block, size = TYPES[kind]
        listed.append(raw.tensor(name, shape, number, offset))
        nbytes = size * _product(shape) // block
        offset += -(-nbytes // 32) * 32
        count += 1
    body = b"".join(metadata) + b"".join(listed)
    start = b"GGUF" + struct.pack("<IQQ", 3, count, len(metadata)) + body
    with path.open("wb") as file:
        file.write(start)
        file.truncate(-(-len(start) // 32) * 32 + offset)
    return path


def tensors(model: Model) -> Tensors:
    """Return the names and shapes of all tensors, fastest-changing dimension first."""
    width = model.keys["embedding_length"]
    yield "token_embd.weight", (width, model.vocabulary)
    yield "output_norm.weight", (width,)
    if not model.tied:
        yield "output.weight", (width, model.vocabulary)
    yield from model.others
    for index in range(model.keys["block_count"]):
        for name, shape in model.layer(model.keys, index):
            yield f"blk.{index}.{name}", shape


def tensor_type(model: Model, name: str, shape: tuple[int, ...], quantisation: str) -> str:
    """Return the type that the quantiser gives a tensor."""
    matrix = len(shape) > 1 and name.endswith(".weight") and "norm" not in name
    kept = ("ffn_gate_inp", "ssm_conv1d", "altup_", "laurel_", "shortconv.conv", "router")
    if not matrix or any(part in name for part in kept):
        return "F32"
    if quantisation == "MXFP4":
        return "MXFP4" if "_exps" in name else "Q8_0"
    kind = _mixed(model, name, quantisation)
    if TYPES[kind][1] > 1 and shape[0] % TYPES[kind][1]:
        kind = _FALLBACK.get(kind, "F16")
        return kind if shape[0] % TYPES[kind][1] == 0 else "F16"
    return kind


def _mixed(model: Model, name: str, quantisation: str) -> str:
    kind = _PLAIN.get(quantisation, quantisation)
    if quantisation in ("F16", "Q8_0"):
        return kind
    if name == "output.weight" or (name == "token_embd.weight" and model.tied):
        return "Q6_K"
    if not name.startswith("blk."):
        return kind
    index, count = int(name.split(".")[1]), int(model.keys["block_count"])
    more = index < count // 8 or index >= 7 * count // 8 or (index - count // 8) % 3 == 2
    part = name.split(".", 2)[2]
    experts = model.keys.get("expert_count", 0)
    if experts == 8 and part in ("attn_k.weight", "attn_v.weight"):
        return "Q8_0"
    if quantisation == "Q4_K_M":
        if more and part in ("attn_v.weight", "ffn_down.weight", "ffn_down_exps.weight"):
            return "Q6_K"
        if part == "attn_qkv.weight" or (experts == 8 and part == "attn_output.weight"):
            return "Q5_K"
    elif quantisation == "IQ4_XS":
        if part == "attn_v.weight" or (part.startswith("ffn_down") and index < count // 8):
            return "Q5_K"
    return kind


def _product(shape: tuple[int, ...]) -> int:
    result = 1
    for size in shape:
        result *= size
    return result


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return raw.value(raw.STRING, value)
    if isinstance(value, bool):
        return raw.value(raw.BOOL, value)
    if isinstance(value, float):
        return raw.value(raw.FLOAT32, value)
    if isinstance(value, int):
        return raw.value(raw.UINT32, value)
    kind = raw.BOOL if isinstance(value[0], bool) else raw.INT32
    return raw.value(raw.ARRAY, (kind, value))


def _no_tokenizer() -> list[bytes]:
    return [raw.text("tokenizer.ggml.model") + raw.value(raw.STRING, "no_vocab")]


def _tokenizer(count: int) -> list[bytes]:
    """Return a SentencePiece vocabulary: bytes and numbered words."""
    names = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    names += [f"w{number}" for number in range(count - len(names))]
    kinds = [2, 3, 3, *[6] * 256, *[1] * (count - 259)]
    return [
        raw.text("tokenizer.ggml.model") + raw.value(raw.STRING, "llama"),
        raw.text("tokenizer.ggml.tokens") + raw.value(raw.ARRAY, (raw.STRING, names)),
        raw.text("tokenizer.ggml.scores") + raw.value(raw.ARRAY, (raw.FLOAT32, [0.0] * count)),
        raw.text("tokenizer.ggml.token_type") + raw.value(raw.ARRAY, (raw.INT32, kinds)),
        raw.text("tokenizer.ggml.bos_token_id") + raw.value(raw.UINT32, 1),
        raw.text("tokenizer.ggml.eos_token_id") + raw.value(raw.UINT32, 2),
        raw.text("tokenizer.ggml.unknown_token_id") + raw.value(raw.UINT32, 0),
    ]


# -- parts of layers -----------------------------------------------------------------------------


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


def command_r_layer(keys: dict[str, Any], index: int) -> Tensors:
    yield "attn_norm.weight", (keys["embedding_length"],)
    yield from _qkv(keys, index)
    yield from _ffn(keys["embedding_length"], keys["feed_forward_length"])


# -- models --------------------------------------------------------------------------------------


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
        "command-r-35b": Model(
            "command-r",
            _keys(131072, 40, 8192, 64, 64, 22528, attention__layer_norm_epsilon=1e-5),
            command_r_layer,
            256000,
            True,
        ),
    }
