"""How a layer of each architecture is computed, in terms of the parts that llama.cpp shares.

Most layers are told by the tensors that they have; what is left to the architecture is named here.
Source: the `graph` constructors in llama.cpp's src/models.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from parley.fit.graph import Graph, Node
from parley.fit.layers import Layer
from parley.fit.metadata import Metadata
from parley.fit.parts import FLOAT, Build, Case, Routing
from parley.fit.recurrent import recurrent

#: Where the tokens whose result is wanted are picked: in the last layer, after it, after the norm.
Selection = Literal["layer", "output", "norm"]

_AFTER_LAYERS = frozenset({"gpt-oss"})
_AFTER_NORM = frozenset({"gemma4", "qwen35", "qwen35moe", "qwen3next"})
_LATE_SOFTMAX = frozenset({"gpt-oss"})
_NORMED = frozenset(
    {"llama", "mistral3", "qwen3moe", "qwen3next", "qwen35moe", "phimoe", "gemma4", "granitemoe"}
)
_GATED = frozenset({"qwen35", "qwen35moe", "qwen3next"})
_VALUE_NORM = frozenset({"gemma3n", "gemma4"})
#: LLAMA_MAX_EXPERTS of llama-hparams.h; the engine takes no more.
_MOST_EXPERTS = 1024
_INNER_NORMS = ("ffn_norm.weight", "post_attention_norm.weight", "ffn_norm")
_RESIDUAL_FIRST = frozenset({"phi3", "phimoe"})
_LAYER_NORM = frozenset({"command-r", "cohere2", "falcon", "phi2", "starcoder2", "gptneox"})


class Style(msgspec.Struct, frozen=True):
    """What of a model's computation its tensors do not tell.

    Attributes:
        routing: how experts are chosen; None without experts.
        scaled_queries: queries are scaled with the position (attention temperature).
        selection: where the wanted tokens are picked.
        position_parts: numbers that tell a token's position.
        replaces: whether norms can write over what they norm.
        gated: attention's result is gated by a part of the queries' projection.
        value_norm: values are normed before they are cached.
        per_layer: width of the embeddings of all layers together; 0 for none.
        per_layer_width: width of those of one layer.
        residual_first: the residual is what a layer's result is added to, not the other way round.
    """

    routing: Routing | None
    scaled_queries: bool
    selection: Selection
    position_parts: int = 1
    replaces: bool = True
    residual_first: bool = False
    gated: bool = False
    value_norm: bool = False
    per_layer: int = 0
    per_layer_width: int = 0


def style(architecture: str, metadata: Metadata) -> Style:
    """Return the style of a model."""
    selection: Selection = "layer"
    if architecture in _AFTER_LAYERS:
        selection = "output"
    elif architecture in _AFTER_NORM:
        selection = "norm"
    per_layer = metadata.number("embedding_length_per_layer_input")
    return Style(
        routing=_routing(architecture, metadata),
        scaled_queries=architecture == "llama4" or metadata.has("attention.temperature_scale"),
        selection=selection,
        position_parts=4 if metadata.has("rope.dimension_sections") else 1,
        replaces=architecture not in _LAYER_NORM,
        residual_first=architecture in _RESIDUAL_FIRST,
        gated=architecture in _GATED,
        value_norm=architecture in _VALUE_NORM,
        per_layer=per_layer * metadata.number("block_count"),
        per_layer_width=per_layer,
    )


def _routing(architecture: str, metadata: Metadata) -> Routing | None:
    count = metadata.number("expert_count")
    if not count:
        return None
    gating = {2: "sigmoid", 3: "late_softmax"}.get(metadata.number("expert_gating_func"), "softmax")
    if architecture in _LATE_SOFTMAX:
        gating = "late_softmax"
    scale = metadata.real("expert_weights_scale")
    normed = metadata.has("expert_weights_norm") and metadata.number("expert_weights_norm") > 0
    count = min(count, _MOST_EXPERTS)
    return Routing(
        count=count,
        used=min(max(metadata.number("expert_used_count"), 1), count),
        gating=gating,
        normed=architecture in _NORMED or normed,
        scaled=scale not in (0.0, 1.0),
        weight_first=architecture == "llama4",
        groups=metadata.number("expert_group_count"),
        groups_used=metadata.number("expert_group_used_count"),
    )


class Place(msgspec.Struct, frozen=True):
    """Where in the model a layer is.

    Attributes:
        first, last: whether it is the model's first or last one.
        entered: it is the first on a device that goes on after another one.
        away: its routed experts are computed elsewhere.
        brought: its weights and cache are elsewhere, and copied to where it is computed.
    """

    first: bool = False
    last: bool = False
    entered: bool = False
    away: bool = False
    brought: bool = False


def layer(
    graph: Graph, case: Case, one: Layer, embedding: int, style: Style, place: Place
) -> dict[str, Node]:
    """Add the computation of a layer to `graph`; its input is given as `x`.

    Returns what outlives it by name: `x`, its result, and in the first layer what all share.
    """
    build = Build(graph, case, one, embedding, away=place.away, brought=place.brought)
    x = graph.given("x", FLOAT * embedding * case.tokens)
    x.layout = (embedding, case.tokens)
    shared = _shared(build, x, style) if place.first else {}
    entry = x
    if place.entered:  # the norm without its weight was still computed there
        entry = graph.given("normed", x.size)
        entry.layout = x.layout
    normed = build.norm(entry)
    wanted = graph.given("wanted", 4 * case.tokens) if place.last else None
    picks = wanted if style.selection == "layer" else None
    if one.recurrence is not None and "ssm_beta.weight" in one.names:
        graph.expand(normed)
    mixed = _mixed(build, x, normed, style)
    if not _has_inner(one):
        if picks is not None:
            mixed, x = build.vector(embedding, mixed, picks), build.vector(embedding, x, picks)
        return shared | {"x": graph.expand(build.replacing(mixed, x))}
    if _parallel(one):
        inner, residual = normed, x
        if picks is not None:
            mixed = build.vector(embedding, mixed, picks)
            residual = build.vector(embedding, x, picks)
            inner = build.vector(embedding, normed, picks)
        made = build.replacing(_inner(build, inner, style), residual)
        return shared | {"x": graph.expand(build.replacing(made, mixed))}
    both = one.recurrence is not None and one.heads > 0
    if picks is not None and not both:
        mixed, x = build.vector(embedding, mixed, picks), build.vector(embedding, x, picks)
    if "post_attention_norm.weight" in one.names and "ffn_norm.weight" in one.names:
        mixed = build.norm(mixed)
    residual = build.replacing(mixed, x)
    if picks is not None and both:
        residual = build.vector(embedding, residual, picks)
    made = _inner(build, build.norm(residual), style, residual)
    if "post_ffw_norm.weight" in one.names:
        made = build.norm(made)
    result = build.replacing(made, residual)
    if style.residual_first:
        result = build.replacing(residual, made)
    if style.per_layer:
        result = _add_per_layer(build, result, shared, style)
    return shared | {"x": graph.expand(result)}


def _shared(build: Build, x: Node, style: Style) -> dict[str, Node]:
    """Return the embeddings per layer (Gemma 3n and 4), made of tokens and their embeddings."""
    if not style.per_layer:
        return {}
    width = style.per_layer
    looked_up = build.vector(width, build.graph.given("layer_tokens", 4 * build.tokens))
    looked_up = build.graph.expand(build.replacing(build.view(looked_up, width, build.tokens)))
    projected = build.replacing(build.vector(width, x))
    projected = build.norm(build.view(projected, width, build.tokens))
    both = build.replacing(build.replacing(projected, looked_up))
    return {"per_layer": build.vector(width, build.view(both))}


def _add_per_layer(build: Build, x: Node, shared: dict[str, Node], style: Style) -> Node:
    size = FLOAT * style.per_layer * build.tokens
    whole = shared.get("per_layer") or build.graph.given("per_layer", size)
    width = style.per_layer_width
    gate = build.replacing(build.vector(width, x))
    part = build.view(whole)
    projected = build.norm(build.vector(build.embedding, build.replacing(gate, part)))
    return build.replacing(x, projected)


def _mixed(build: Build, x: Node, normed: Node, style: Style) -> Node:
    """Return what attention or a recurrent part, or both, add to the residual stream."""
    one = build.layer
    if one.recurrence is None:
        return _attention(build, normed, style)
    if not one.heads:
        return recurrent(build, normed)
    attended = _attention(build, normed, style)
    return build.replacing(attended, recurrent(build, build.norm(x)))


def _has_inner(one: Layer) -> bool:
    return one.feed_forward > 0 or one.expert_width > 0


def _parallel(one: Layer) -> bool:
    return not any(name in one.names for name in _INNER_NORMS)


def _inner(build: Build, normed: Node, style: Style, residual: Node | None = None) -> Node:
    one = build.layer
    if residual is not None and "pre_ffw_norm_2.weight" in one.names and style.routing is not None:
        # Dense and routed parts side by side, each with norms of its own (Gemma 4).
        dense = build.norm(build.feed_forward(normed))
        entry = build.norm(residual)
        logits = build.vector(style.routing.count, build.norm(residual))
        routed = build.norm(build.experts(entry, style.routing, logits))
        return build.replacing(dense, routed)
    if not one.expert_width or style.routing is None:
        return build.feed_forward(normed)
    made = build.experts(normed, style.routing)
    if "ffn_down_shexp.weight" in one.names:
        shared = build.feed_forward(normed, "_shexp")
        if "ffn_gate_inp_shexp.weight" in one.names:
            weight = build.replacing(build.vector(1, normed))
            shared = build.replacing(shared, weight)
        return build.replacing(made, shared)
    return made


def _attention(build: Build, normed: Node, style: Style) -> Node:
    one = build.layer
    if one.latent:
        found = _latent(build, normed, style)
    elif style.gated:
        found = _gated(build, normed)
    else:
        found = build.attend(*_projections(build, normed, style))
    return build.vector(build.embedding, found, of="attn_output")


def _gated(build: Build, normed: Node) -> Node:
    """Return attention whose queries bring a gate for the result along (Qwen 3 Next, 3.5)."""
    one, tokens = build.layer, build.tokens
    wide_k, wide_v = one.head_k * one.heads_kv, one.head_v * one.heads_kv
    both = build.vector(2 * one.query, normed)
    query = build.replacing(build.norm(build.view(both, one.query, tokens)), build.positions())
    key = build.norm(build.view(build.vector(wide_k, normed), wide_k, tokens))
    key = build.replacing(key, build.positions())
    value = build.view(build.vector(wide_v, normed), wide_v, tokens)
    found = build.attend(query, key, value)
    gate = build.replacing(build.vector(one.query, build.view(both)))
    return build.replacing(found, gate)


def _projections(build: Build, normed: Node, style: Style) -> tuple[Node, Node | None, Node | None]:
    one, tokens = build.layer, build.tokens
    wide_k, wide_v = one.head_k * one.heads_kv, one.head_v * one.heads_kv
    if one.fused:
        both = build.vector(one.query + wide_k + wide_v, normed, of="attn_qkv")
        query = build.view(both, one.query, tokens)
        key = build.view(both, wide_k, tokens)
        value = build.view(both, wide_v, tokens)
        query.strided = key.strided = value.strided = True
    else:
        query = build.view(build.vector(one.query, normed, of="attn_q"), one.query, tokens)
        if not one.cache_k:  # it uses the cache of an earlier layer
            query = build.norm(query) if "attn_q_norm.weight" in one.names else query
            return build.replacing(query, build.positions()), None, None
        product = build.vector(wide_k, normed, of="attn_k")
        key = build.view(product, wide_k, tokens)
        if "attn_v.weight" in one.names:
            product = build.vector(wide_v, normed, of="attn_v")
        value = build.view(product, wide_v, tokens)
    if style.value_norm:
        value = build.norm(value)
    if "attn_q_norm.weight" in one.names:
        query = build.norm(query)
    if "attn_k_norm.weight" in one.names:
        key = build.norm(key)
    if one.rope:
        query = build.replacing(query, build.positions())
        key = build.replacing(key, build.positions())
    if style.scaled_queries and not (one.rope and style.routing and style.routing.weight_first):
        query = build.replacing(query, build.graph.given("scale", FLOAT * tokens))
    return query, key, value


def _latent(build: Build, normed: Node, style: Style) -> Node:
    one, tokens = build.layer, build.tokens
    rank, turned = one.head_v, one.head_k - one.head_v
    if "attn_q_a.weight" in one.names:
        normed_query = build.norm(build.vector(one.query_rank, normed, of="attn_q_a"))
        wide = build.vector(one.query, normed_query, of="attn_q_b")
    else:
        wide = build.vector(one.query, normed, of="attn_q")
    plain = build.view(wide)
    absorbed = build.vector(rank * one.heads, plain, of="attn_k_b")
    turning = build.view(wide, turned * one.heads, tokens)
    turning = build.replacing(turning, build.positions())
    query = build.vector(one.head_k * one.heads, build.view(absorbed), turning)
    if style.scaled_queries:
        query = build.replacing(query, build.graph.given("scale", FLOAT * tokens))
    packed = build.vector(one.head_k, normed, of="attn_kv_a_mqa")
    turned_key = build.replacing(build.view(packed, turned, tokens), build.positions())
    value = build.norm(build.view(packed, rank, tokens))
    value = build.view(value, rank, tokens)
    key = build.vector(one.head_k, value, turned_key)
    return build.attend(query, key, value)
