"""One layer of a model at a time: how big its tensors are, what it caches, how wide it computes.

Sizes of weights come from the tensors; attention, windows and recurrent states come from the
metadata, with the defaults and patterns that llama.cpp has for an architecture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from parley.fit.metadata import Metadata
from parley.gguf import TensorInfo

#: Endings of the names of tensors that hold all routed experts of a layer.
_EXPERTS: Final = "_exps."

#: Sliding windows that llama.cpp knows by architecture, where the file does not list the layers
#: that have one: period of the pattern, whether the full layer comes first, the window's default.
#: Source: `load_swa_pattern` and `n_swa` in llama.cpp's src/models.
_PATTERNS: Final[dict[str, tuple[int, bool, int]]] = {
    "afmoe": (4, False, 0),
    "cohere2": (4, False, 0),
    "cohere2moe": (4, True, 0),
    "exaone-moe": (4, False, 128),
    "exaone4": (4, False, 4096),
    "gemma2": (2, False, 4096),
    "gemma3": (6, False, 0),
    "gemma3n": (5, False, 0),
    "gpt-oss": (2, False, 0),
    "laguna": (4, True, 0),
    "llama4": (4, False, 8192),
    "mellum": (4, False, 0),
    "olmo2": (4, False, 0),
    "plamo3": (8, False, 0),
    "smallthinker": (4, True, 4096),
}
#: Architectures whose window llama.cpp sets itself, whatever the file says.
_FIXED_WINDOW: Final = frozenset({"llama4", "smallthinker"})
#: Architectures with a window in the file that llama.cpp uses only where the file also lists the
#: layers; Phi-3's is switched off there (ggml-org/llama.cpp pull request 13676).
_LISTED_ONLY: Final = frozenset(
    {"dots3note", "gemma4", "granite-swa", "maple", "mimo2", "spark2-5", "step35"}
)
#: Gemma 3n: layers from this one on use the caches of earlier ones (src/models/gemma3n.cpp).
_GEMMA3N_CACHED: Final = 20


class Matrix(msgspec.Struct, frozen=True):
    """Bytes of the matrices of one tensor type in a layer.

    Attributes:
        rows: the greatest power of two, up to 16, that divides every matrix's number of rows.
        expert: whether they hold routed experts.
        plain: whether they are multiplied with as they are, so that a processor may rearrange
            them; norms, biases and matrices of more dimensions are not.
    """

    type: str
    rows: int
    expert: bool
    plain: bool
    nbytes: int


class Recurrence(msgspec.Struct, frozen=True):
    """A recurrent part (state space, linear attention, short convolution).

    Attributes:
        inner: width of what it computes; heads, groups: heads of it, groups that share inputs.
        state: size of a head's state.
        kernel: tokens that its convolution sees.
        rank: width of the time steps; 0 for one per head.
        mixed: width of what is convolved.
        convolved_bytes, state_bytes: bytes of the two states it keeps.
    """

    inner: int
    heads: int
    groups: int
    state: int
    kernel: int
    rank: int
    mixed: int
    convolved_bytes: int
    state_bytes: int


class Layer(msgspec.Struct, frozen=True):
    """One repeating layer.

    Attributes:
        weights: bytes of all its tensors; experts: of them, in routed experts.
        cache_k, cache_v: elements cached per token; 0 where the layer caches none.
        window: tokens of a sliding window or chunk; 0 is the whole context.
        recurrent: bytes of recurrent state, whatever the context; 0 for none.
        matrices: the weights by type, for placing them.
        heads, heads_kv, head_k, head_v: attention heads and their sizes; 0 without attention.
        latent: width of a compressed key-value cache (MLA); 0 without.
        query: width of all queries as they are multiplied with the keys; value: width of all
            heads' results.
        query_rank: width that queries are compressed to; 0 for none.
        fused: queries, keys and values come from one matrix.
        feed_forward: width of the dense (or shared) feed-forward part; 0 for none.
        expert_width: width of one routed expert; 0 without routed experts.
        gate_in_up: the gate of the dense part is in one matrix with its other half.
        recurrence: the recurrent part, if it has one.
        rope: whether positions are turned into queries and keys.
        sizes: bytes of its tensors by name.
        kind: number of the layers that compute alike, whatever types their weights have.
    """

    weights: int
    experts: int
    cache_k: int
    cache_v: int
    window: int
    recurrent: int
    matrices: tuple[Matrix, ...] = ()
    heads: int = 0
    heads_kv: int = 0
    head_k: int = 0
    head_v: int = 0
    latent: int = 0
    query: int = 0
    value: int = 0
    query_rank: int = 0
    fused: bool = False
    feed_forward: int = 0
    gate_in_up: bool = False
    expert_width: int = 0
    recurrence: Recurrence | None = None
    rope: bool = True
    sizes: Mapping[str, int] = {}
    kind: int = 0

    @property
    def names(self) -> Collection[str]:
        """Names of its tensors."""
        return self.sizes.keys()


def matrix(tensor: TensorInfo) -> Matrix:
    """Return a tensor as the one matrix of its group."""
    expert = _EXPERTS in tensor.name
    rows = tensor.shape[1] if len(tensor.shape) > 1 else 1
    dimensions = sum(1 for size in tensor.shape[1:] if size > 1) + 1
    plain = tensor.name.endswith(".weight") and dimensions == (3 if expert else 2)
    return Matrix(tensor.type_name, min(rows & -rows, 16), expert, plain, tensor.nbytes or 0)


def layers(
    architecture: str, metadata: Metadata, blocks: Sequence[Sequence[TensorInfo]]
) -> tuple[Layer, ...]:
    """Return the layers of a model; `blocks` are the tensors of each. Equal layers are one."""
    count = len(blocks)
    maker = _Maker(architecture, metadata, count)
    made: dict[object, Layer] = {}
    kinds: dict[object, int] = {}
    result = []
    for index, tensors in enumerate(blocks):
        sizes = {tensor.name.split(".", 2)[2]: tensor for tensor in tensors}
        key = (
            maker.key(index),
            tuple((name, tensor.type, tensor.shape) for name, tensor in sizes.items()),
        )
        layer = made.get(key)
        if layer is None:
            shapes = (key[0], tuple((name, shape) for name, _, shape in key[1]))
            kind = kinds.setdefault(shapes, len(kinds))
            layer = made[key] = maker.layer(index, sizes, kind)
        result.append(layer)
    return tuple(result)


class _Maker:
    """Makes layers of one model, knowing what its metadata say of each."""

    def __init__(self, architecture: str, metadata: Metadata, count: int) -> None:
        self._architecture = architecture
        self._metadata = metadata
        embedding = metadata.number("embedding_length")
        self._embedding = embedding
        self._heads = metadata.each("attention.head_count", count)
        self._heads_kv = (
            metadata.each("attention.head_count_kv", count)
            if metadata.has("attention.head_count_kv")
            else self._heads
        )
        first = self._heads[0] if self._heads else 0
        size = embedding // first if first else 0
        self._key = metadata.number("attention.key_length", size)
        self._value = metadata.number("attention.value_length", size)
        self._key_swa = metadata.number("attention.key_length_swa", self._key)
        self._value_swa = metadata.number("attention.value_length_swa", self._value)
        self._key_mla = metadata.number("attention.key_length_mla")
        self._value_mla = metadata.number("attention.value_length_mla")
        self._latent = self._key_mla > 0 and self._value_mla > 0
        self._windows = _windows(architecture, metadata, count)
        self._cached = _cached(architecture, metadata, count)
        self._recurrence = _recurrence(metadata, embedding, max(self._heads, default=0))

    def key(self, index: int) -> tuple[int, ...]:
        """Return what besides its tensors tells one layer from another."""
        return (
            self._heads[index],
            self._heads_kv[index],
            self._windows[index],
            index < self._cached,
            self._turns(index, self._windows[index]),
        )

    def layer(self, index: int, tensors: Mapping[str, TensorInfo], kind: int) -> Layer:
        """Return layer number `index`."""
        weights = sum(tensor.nbytes or 0 for tensor in tensors.values())
        matrices = grouped(matrix(tensor) for tensor in tensors.values())
        experts = sum(one.nbytes for one in matrices if one.expert)
        recurrent, state = _is_recurrent(tensors), self._recurrence
        attention = _has_attention(tensors, recurrent) and self._heads_kv[index] > 0
        window = self._windows[index] if attention else 0
        head_k = (self._key_swa if window else self._key) if attention else 0
        head_v = (self._value_swa if window else self._value) if attention else 0
        heads = self._heads[index] if attention else 0
        heads_kv = self._heads_kv[index] if attention else 0
        cached = attention and index < self._cached
        latent = head_k * heads_kv if attention and self._latent else 0
        keys = head_k * heads_kv
        if any(name.startswith("indexer.") for name in tensors):
            keys += self._metadata.number("attention.indexer.key_length")
        return Layer(
            weights=weights,
            experts=experts,
            cache_k=keys if cached else 0,
            cache_v=head_v * heads_kv if cached and not self._latent else 0,
            window=window,
            recurrent=state.convolved_bytes + state.state_bytes if recurrent else 0,
            matrices=matrices,
            heads=heads,
            heads_kv=heads_kv,
            head_k=head_k,
            head_v=head_v,
            latent=latent,
            query=heads * (self._key_mla if latent else head_k),
            value=heads * (self._value_mla if latent else head_v),
            query_rank=_rows(tensors, "attn_q_a.weight", 1),
            fused="attn_qkv.weight" in tensors,
            feed_forward=_feed_forward(tensors),
            gate_in_up=_gate_in_up(tensors),
            expert_width=_rows(tensors, "ffn_down_exps.weight", 0),
            recurrence=self._recurrence if recurrent else None,
            rope=self._turns(index, window),
            sizes={name: tensor.nbytes or 0 for name, tensor in tensors.items()},
            kind=kind,
        )

    def _turns(self, index: int, window: int) -> bool:
        """Return whether a layer has rotary positions."""
        if self._architecture == "llama4":
            return window > 0 or not any(self._windows)
        if self._architecture == "smollm3":
            return (index + 1) % 4 != 0
        return True


def _windows(architecture: str, metadata: Metadata, count: int) -> list[int]:
    """Return the sliding window of each layer in tokens, 0 for none."""
    pattern = _PATTERNS.get(architecture)
    window = metadata.number("attention.sliding_window", pattern[2] if pattern else 0)
    stated_none = metadata.has("attention.sliding_window") and window == 0
    if stated_none or window <= 0 or (pattern is None and architecture not in _LISTED_ONLY):
        return [0] * count
    if architecture in _FIXED_WINDOW and pattern is not None:
        window = pattern[2]
    if architecture == "exaone4" and count != 64:
        return [0] * count  # the 32B model alone slides (src/models/exaone4.cpp)
    key = "attention.sliding_window_pattern"
    if metadata.lists(key):
        return [window if one else 0 for one in metadata.each(key, count)]
    if pattern is None:
        return [0] * count
    period = metadata.number(key, pattern[0])
    if period == 0:
        return [window] * count
    full = 0 if pattern[1] else period - 1
    return [0 if index % period == full else window for index in range(count)]


def _cached(architecture: str, metadata: Metadata, count: int) -> int:
    """Return how many layers, from the first, have a cache of their own."""
    if architecture == "gemma3n":
        return _GEMMA3N_CACHED
    return count - metadata.number("attention.shared_kv_layers")


def _recurrence(metadata: Metadata, embedding: int, heads: int) -> Recurrence:
    """Return the recurrent part that a model's layers have, where they have one.

    Source of the states, which are 32-bit floats: `n_embd_r` and `n_embd_s` of llama-hparams.cpp.
    """
    inner, state = metadata.number("ssm.inner_size"), metadata.number("ssm.state_size")
    groups, kernel = metadata.number("ssm.group_count"), metadata.number("ssm.conv_kernel")
    rank = metadata.number("ssm.time_step_rank")
    mixed = inner + 2 * groups * state
    convolved, kept = max(kernel - 1, 0) * mixed, state * inner
    if head := metadata.number("wkv.head_size"):
        inner = embedding
        convolved, kept = embedding * metadata.number("token_shift_count", 2), embedding * head
    elif short := metadata.number("shortconv.l_cache"):
        inner = mixed = embedding
        kernel, convolved, kept = short, embedding * (short - 1), 0
    elif delta := metadata.number("kda.head_dim"):
        inner = mixed = heads * delta
        convolved, kept = 3 * (kernel - 1 if kernel else 3) * inner, delta * inner
    return Recurrence(
        inner=inner,
        heads=rank if groups else inner,
        groups=groups,
        state=state,
        kernel=kernel,
        rank=0 if groups else rank,
        mixed=mixed,
        convolved_bytes=4 * convolved,
        state_bytes=4 * kept,
    )


def _is_recurrent(tensors: Mapping[str, TensorInfo]) -> bool:
    return any(name.startswith(("ssm_", "shortconv.", "time_mix_")) for name in tensors)


def _has_attention(tensors: Mapping[str, TensorInfo], recurrent: bool) -> bool:
    if any(name.startswith(("attn_k.", "attn_kv_a_mqa.", "attn_kv_b.")) for name in tensors):
        return True
    # A linear attention projects to all three at once as well, and caches none of them.
    return ("attn_qkv.weight" in tensors and not recurrent) or (
        "attn_q.weight" in tensors and not recurrent
    )


def grouped(matrices: Iterable[Matrix]) -> tuple[Matrix, ...]:
    """Return one matrix for all of a kind, with their bytes together."""
    found: dict[tuple[str, int, bool, bool], int] = {}
    for one in matrices:
        key = (one.type, one.rows, one.expert, one.plain)
        found[key] = found.get(key, 0) + one.nbytes
    return tuple(Matrix(*key, nbytes) for key, nbytes in found.items())


def _rows(tensors: Mapping[str, TensorInfo], name: str, dimension: int) -> int:
    tensor = tensors.get(name)
    return tensor.shape[dimension] if tensor is not None else 0


def _feed_forward(tensors: Mapping[str, TensorInfo]) -> int:
    return max(_rows(tensors, "ffn_down.weight", 0), _rows(tensors, "ffn_down_shexp.weight", 0))


def _gate_in_up(tensors: Mapping[str, TensorInfo]) -> bool:
    up, down = _rows(tensors, "ffn_up.weight", 1), _rows(tensors, "ffn_down.weight", 0)
    return "ffn_gate.weight" not in tensors and up == 2 * down > 0
