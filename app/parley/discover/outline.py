"""A model's shape from the catalogue's numbers alone, for an answer before anything is fetched.

The numbers are laid out as the header of a file would have them, so that the same arithmetic plans
both. Tensors are those that llama.cpp demands (its src/models), types those that its quantiser
gives them (src/llama-quant.cpp); what the catalogue does not say counts as in a usual model.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from parley.catalog import Architecture, Model
from parley.catalog.values import Latent, Recurrent
from parley.core.errors import ParleyError
from parley.fit.quality import TABLE
from parley.fit.shape import Shape, resized, shape
from parley.gguf import Header, TensorInfo, built_on
from parley.gguf.types import TENSOR_TYPES

_Tensors = Iterator[tuple[str, tuple[int, ...]]]

_NUMBERS: Final = {known.name: number for number, known in TENSOR_TYPES.items()}
#: By quantisation: the type of most weights, of half the layers' values and last matrices, and of
#: the output matrix.
_MIXES: Final[dict[str, tuple[str, str, str]]] = {
    "Q2_K": ("Q2_K", "Q3_K", "Q6_K"), "Q3_K_S": ("Q3_K", "Q3_K", "Q6_K"),
    "Q3_K_M": ("Q3_K", "Q5_K", "Q6_K"), "Q4_0": ("Q4_0", "Q4_0", "Q6_K"),
    "Q4_1": ("Q4_1", "Q4_1", "Q6_K"), "Q4_K_S": ("Q4_K", "Q4_K", "Q6_K"),
    "Q4_K_M": ("Q4_K", "Q6_K", "Q6_K"), "Q5_K_S": ("Q5_K", "Q5_K", "Q6_K"),
    "Q5_K_M": ("Q5_K", "Q6_K", "Q6_K"), "Q6_K": ("Q6_K", "Q6_K", "Q6_K"),
    "Q8_0": ("Q8_0", "Q8_0", "Q8_0"), "IQ4_XS": ("IQ4_XS", "IQ4_XS", "Q6_K"),
    "IQ4_NL": ("IQ4_NL", "IQ4_NL", "Q6_K"), "F16": ("F16", "F16", "F16"),
    "BF16": ("BF16", "BF16", "BF16"), "F32": ("F32", "F32", "F32"),
    "MXFP4_MOE": ("MXFP4", "MXFP4", "Q8_0"), "TQ1_0": ("TQ1_0", "TQ1_0", "Q6_K"),
}  # fmt: skip
_USUAL: Final = "Q4_K_M"
#: What a row that is no multiple of a block of 256 is stored as instead.
_ODD: Final = {"Q4_K": "Q5_0", "Q5_K": "Q5_1", "Q6_K": "Q8_0"}
#: Parts of a layer that the M mixes keep finer in half of the layers.
_FINER: Final = ("attn_v.weight", "ffn_down.weight", "ffn_down_exps.weight")
#: Matrices that are never quantised.
_KEPT: Final = ("norm", "ffn_gate_inp", "ssm_conv1d")
#: Beyond this share, the numbers and the published count tell of different models.
_TRUST: Final = 0.35
#: A usual vocabulary, and tokens of context, where nobody says.
_VOCABULARY: Final = 128_256
_CONTEXT: Final = 32_768
#: Up to how many weights a usual model has so many layers.
_LAYERS: Final = ((2e9, 24), (5e9, 30), (11e9, 34), (20e9, 40), (45e9, 60), (1e11, 80))
#: Experts of a usual sparse model, and those that are used for one token.
_EXPERTS: Final = (128, 8)
#: Layers with linear attention, where the catalogue does not say: heads of keys, of values, sizes.
_LINEAR: Final = (16, 32, 128)


class Outline(msgspec.Struct, frozen=True):
    """A model in one quantisation as far as the catalogue tells it.

    Attributes:
        shape: as from a file's header, about.
        size: bytes of its files, about.
        told: whether the catalogue has the numbers; else they are those of a usual model.
    """

    shape: Shape
    size: int
    told: bool


def outline(model: Model, label: str = _USUAL) -> Outline | None:
    """Return what `model` is like in the quantisation `label`; None where its size is unknown.

    That is so where the catalogue has no numbers, or nothing is known of the label.
    """
    base = built_on(label)
    if base not in _MIXES and base not in TABLE:
        return None
    made = _told(model, label)
    if made is not None:
        return Outline(made, made.weights, told=True)
    total = _total(model)
    if not total:
        return None
    usual = _shaped(_usual(model, total), model, label)
    assert usual is not None, "a usual model has all the numbers"
    size = round(usual.weights * total / usual.parameters)
    return Outline(resized(usual, size), size, told=False)


def _told(model: Model, label: str) -> Shape | None:
    """Return the shape that the catalogue's own numbers make, None where they are too few."""
    if model.architecture is None:
        return None
    made = _shaped(model.architecture, model, label)
    total = _total(model)
    if made is None or (total and abs(made.parameters / total - 1) > _TRUST):
        return None
    return made


def _total(model: Model) -> int:
    found = model.parameters
    return 0 if found is None else found.exact or found.total


def _usual(model: Model, total: int) -> Architecture:
    """Return the numbers of a usual model with so many weights, as many of them active."""
    found = model.parameters
    active = (found.active if found is not None else None) or total
    count = next((layers for most, layers in _LAYERS if active <= most), 90)
    width = max(256 * round(math.sqrt(active / (12 * count)) / 256), 512)
    known = model.architecture or Architecture()
    sparse = active < 0.7 * total
    experts, used = _EXPERTS if sparse else (None, None)
    # What is not active is in the experts that one token does not use.
    wide = (total - active) / (experts - used) / (3 * width * count) if experts and used else 0
    return Architecture(
        gguf=known.gguf if known.gguf in {"llama", "qwen3", "qwen3moe"} else "llama",
        layers=count,
        width=width,
        heads=width // 128,
        kv_heads=max(min(8, width // 256), 1),
        head_size=128,
        feed_forward=max(256 * round(3.5 * width / 256), 256),
        vocabulary=_VOCABULARY,
        tied_embeddings=total < 4e9,
        context=model.context or _CONTEXT,
        experts=experts,
        experts_used=used,
        expert_feed_forward=max(256 * round(wide / 256), 256) if sparse else None,
    )


def _shaped(a: Architecture, model: Model, label: str) -> Shape | None:
    if None in (a.layers, a.width, a.heads, a.vocabulary) or not _has_layers(a):
        return None
    maker = _Maker(a, model, label)
    try:
        return shape(maker.header())
    except ParleyError:
        return None  # The numbers do not go together.


def _has_layers(a: Architecture) -> bool:
    attention = a.latent is not None or None not in (a.kv_heads, a.head_size)
    return attention and (a.feed_forward is not None or a.expert_feed_forward is not None)


class _Maker:
    """Lays one model out as the header of its file."""

    def __init__(self, a: Architecture, model: Model, label: str) -> None:
        self.a = a
        self.layers, self.width, self.heads = a.layers or 0, a.width or 0, a.heads or 0
        self.architecture = a.gguf or "llama"
        self.model = model
        base = built_on(label)
        self._scale = 1.0
        if base not in _MIXES:
            self._scale = TABLE[base].bits / TABLE[_USUAL].bits
            base = _USUAL
        self._most, self._finer, self._output = _MIXES[base]

    def header(self) -> Header:
        tensors = tuple(self._typed(name, size) for name, size in self._tensors())
        return Header(3, self._metadata(), tensors, 0, 32, None)

    # -- settings --------------------------------------------------------------------------------

    def _metadata(self) -> dict[str, Any]:
        a, slides = self.a, self._slides()
        kv: Any = a.kv_heads or 1
        if a.global_kv_heads is not None:
            kv = tuple(kv if one else a.global_kv_heads for one in slides)
        keys: dict[str, Any] = {
            "context_length": a.context or self.model.context or _CONTEXT,
            "block_count": self.layers,
            "embedding_length": self.width,
            "feed_forward_length": a.feed_forward or a.expert_feed_forward,
            "attention.head_count": self.heads,
            "attention.head_count_kv": 1 if a.latent is not None else kv,
            "expert_count": a.experts or 0,
            "expert_used_count": a.experts_used or 0,
            "expert_shared_count": a.shared_experts or 0,
            "expert_feed_forward_length": a.expert_feed_forward or 0,
            "vocab_size": a.vocabulary,
        }
        if a.head_size is not None:
            keys |= self._heads(a.head_size)
        if a.latent is not None:
            keys |= _latent(a.latent)
        if a.recurrent is not None:
            keys |= _recurrent(*_linear(a.recurrent))
        if a.attention_window and self.architecture.startswith("gemma"):
            keys["attention.sliding_window"] = a.attention_window
        if self.architecture == "gemma4":
            keys["attention.sliding_window_pattern"] = slides
            keys["attention.shared_kv_layers"] = a.shared_kv_layers or 0
            keys["embedding_length_per_layer_input"] = a.layer_embedding or 0
        head: dict[str, Any] = {"general.architecture": self.architecture}
        return head | {f"{self.architecture}.{key}": value for key, value in keys.items()}

    def _heads(self, size: int) -> dict[str, int]:
        full = self.a.global_head_size or size
        found = {"attention.key_length": full, "attention.value_length": full}
        if full != size:
            found |= {"attention.key_length_swa": size, "attention.value_length_swa": size}
        return found

    def _slides(self) -> tuple[bool, ...]:
        """Return which layers of Gemma 4 have a sliding window: five of six."""
        period = 5 if self.a.layer_embedding and self.layers == 35 else 6
        return tuple((index + 1) % period != 0 for index in range(self.layers))

    # -- tensors ---------------------------------------------------------------------------------

    def _tensors(self) -> _Tensors:
        a = self.a
        yield "token_embd.weight", (self.width, a.vocabulary or 0)
        yield "output_norm.weight", (self.width,)
        if not a.tied_embeddings:
            yield "output.weight", (self.width, a.vocabulary or 0)
        if a.layer_embedding:
            rows = a.layer_embedding * self.layers
            yield "per_layer_token_embd.weight", (rows, a.vocabulary or 0)
            yield "per_layer_model_proj.weight", (self.width, rows)
        for index in range(self.layers):
            for name, size in self._layer(index):
                yield f"blk.{index}.{name}", size

    def _layer(self, index: int) -> _Tensors:
        yield "attn_norm.weight", (self.width,)
        yield "ffn_norm.weight", (self.width,)
        recurrent = self.a.recurrent
        if self.a.latent is not None:
            yield from self._latent_attention(self.a.latent)
        elif recurrent is not None and (index + 1) % recurrent.full_attention_every:
            yield from self._linear_attention(*_linear(recurrent))
        else:
            yield from self._attention(index)
        yield from self._feed_forward(index)
        if self.a.layer_embedding:
            yield "inp_gate.weight", (self.width, self.a.layer_embedding)
            yield "proj.weight", (self.a.layer_embedding, self.width)

    def _attention(self, index: int) -> _Tensors:
        a = self.a
        head, heads_kv = a.head_size or 0, a.kv_heads or 1
        if a.global_head_size and not self._slides()[index]:
            head, heads_kv = a.global_head_size, a.global_kv_heads or heads_kv
        gates = 2 if a.recurrent is not None else 1
        if self.architecture == "phi3":
            yield "attn_qkv.weight", (self.width, (self.heads + 2 * heads_kv) * head)
        else:
            yield "attn_q.weight", (self.width, self.heads * head * gates)
            if index < self.layers - (a.shared_kv_layers or 0):
                yield "attn_k.weight", (self.width, heads_kv * head)
                yield "attn_v.weight", (self.width, heads_kv * head)
        yield "attn_output.weight", (self.heads * head, self.width)

    def _latent_attention(self, latent: Latent) -> _Tensors:
        key = latent.key_size + latent.rope_size
        yield "attn_q_a.weight", (self.width, latent.query_rank)
        yield "attn_q_b.weight", (latent.query_rank, self.heads * key)
        yield "attn_kv_a_mqa.weight", (self.width, latent.kv_rank + latent.rope_size)
        yield "attn_k_b.weight", (latent.key_size, latent.kv_rank, self.heads)
        yield "attn_v_b.weight", (latent.kv_rank, latent.value_size, self.heads)
        yield "attn_output.weight", (self.heads * latent.value_size, self.width)

    def _linear_attention(self, keys: int, values: int, size: int) -> _Tensors:
        mixed = 2 * size * keys + size * values
        yield "attn_qkv.weight", (self.width, mixed)
        yield "attn_gate.weight", (self.width, size * values)
        yield "ssm_conv1d.weight", (4, mixed)
        yield "ssm_beta.weight", (self.width, values)
        yield "ssm_alpha.weight", (self.width, values)
        yield "ssm_out.weight", (size * values, self.width)

    def _feed_forward(self, index: int) -> _Tensors:
        a = self.a
        hidden = a.expert_feed_forward
        if not a.experts or hidden is None or not self._is_sparse(index):
            yield from self._gated(a.feed_forward or hidden or 0)
            return
        yield "ffn_gate_inp.weight", (self.width, a.experts)
        yield "ffn_gate_exps.weight", (self.width, hidden, a.experts)
        yield "ffn_up_exps.weight", (self.width, hidden, a.experts)
        yield "ffn_down_exps.weight", (hidden, self.width, a.experts)
        if self.architecture == "gemma4":
            yield from self._gated(a.feed_forward or hidden)
        elif a.shared_experts:
            yield from self._gated(hidden * a.shared_experts, "_shexp")

    def _gated(self, hidden: int, suffix: str = "") -> _Tensors:
        fused = self.architecture == "phi3"
        if not fused:
            yield f"ffn_gate{suffix}.weight", (self.width, hidden)
        yield f"ffn_up{suffix}.weight", (self.width, hidden * (2 if fused else 1))
        yield f"ffn_down{suffix}.weight", (hidden, self.width)

    def _is_sparse(self, index: int) -> bool:
        if self.a.expert_layers is not None:
            step = max(round(self.layers / max(self.a.expert_layers, 1)), 1)
            return (index + 1) % step == 0
        return index >= (self.a.dense_layers or 0)

    # -- types -----------------------------------------------------------------------------------

    def _typed(self, name: str, size: tuple[int, ...]) -> TensorInfo:
        kind = self._kind(name, size)
        known = TENSOR_TYPES[_NUMBERS[kind]]
        if size[0] % known.block:
            kind = _ODD.get(kind, "IQ4_NL") if size[0] % 32 == 0 else "F16"
            known = TENSOR_TYPES[_NUMBERS[kind]]
        nbytes = math.prod(size) * known.size // known.block
        if kind != "F32":
            nbytes = round(nbytes * self._scale)
        return TensorInfo(name, size, _NUMBERS[kind], 0, nbytes)

    def _kind(self, name: str, size: tuple[int, ...]) -> str:
        if len(size) < 2 or any(part in name for part in _KEPT):
            return "F32"
        if name == "output.weight" or (name == "token_embd.weight" and self.a.tied_embeddings):
            return self._output
        if not name.startswith("blk.") or not name.endswith(_FINER):
            return self._most
        index, eighth = int(name.split(".", 2)[1]), self.layers // 8
        finer = index < eighth or index >= 7 * eighth or (index - eighth) % 3 == 2
        return self._finer if finer else self._most


def _latent(latent: Latent) -> dict[str, int]:
    return {
        "attention.q_lora_rank": latent.query_rank,
        "attention.kv_lora_rank": latent.kv_rank,
        "attention.key_length": latent.kv_rank + latent.rope_size,
        "attention.value_length": latent.kv_rank,
        "attention.key_length_mla": latent.key_size + latent.rope_size,
        "attention.value_length_mla": latent.value_size,
        "rope.dimension_count": latent.rope_size,
    }


def _linear(recurrent: Recurrent) -> tuple[int, int, int]:
    """Return heads of keys, heads of values, and their size."""
    keys, values, size = _LINEAR
    return recurrent.key_heads or keys, recurrent.value_heads or values, recurrent.head_size or size


def _recurrent(keys: int, values: int, size: int) -> dict[str, int]:
    return {
        "ssm.conv_kernel": 4,
        "ssm.inner_size": size * values,
        "ssm.state_size": size,
        "ssm.time_step_rank": values,
        "ssm.group_count": keys,
    }
