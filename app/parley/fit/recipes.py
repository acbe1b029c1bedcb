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

#: Where the tokens whose result is wanted are picked: in the last layer, after it, after the norm.
Selection = Literal["layer", "output", "norm"]

_AFTER_LAYERS = frozenset({"gpt-oss"})
_AFTER_NORM = frozenset({"gemma4", "qwen35", "qwen35moe", "qwen3next"})
_LATE_SOFTMAX = frozenset({"gpt-oss"})
_NORMED = frozenset(
    {"llama", "mistral3", "qwen3moe", "qwen3next", "qwen35moe", "phimoe", "gemma4", "granitemoe"}
)
_LAYER_NORM = frozenset({"command-r", "cohere2", "falcon", "phi2", "starcoder2", "gptneox"})


class Style(msgspec.Struct, frozen=True):
    """What of a model's computation its tensors do not tell.

    Attributes:
        routing: how experts are chosen; None without experts.
        scaled_queries: queries are scaled with the position (attention temperature).
        selection: where the wanted tokens are picked.
        position_parts: numbers that tell a token's position.
        replaces: whether norms can write over what they norm.
    """

    routing: Routing | None
    scaled_queries: bool
    selection: Selection
    position_parts: int = 1
    replaces: bool = True


def style(architecture: str, metadata: Metadata) -> Style:
    """Return the style of a model."""
    selection: Selection = "layer"
    if architecture in _AFTER_LAYERS:
        selection = "output"
    elif architecture in _AFTER_NORM:
        selection = "norm"
    return Style(
        routing=_routing(architecture, metadata),
        scaled_queries=architecture == "llama4" or metadata.has("attention.temperature_scale"),
        selection=selection,
        position_parts=4 if metadata.has("rope.dimension_sections") else 1,
        replaces=architecture not in _LAYER_NORM,
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
    return Routing(
        count=count,
        used=metadata.number("expert_used_count"),
        gating=gating,
        normed=architecture in _NORMED or normed,
        scaled=scale not in (0.0, 1.0),
        weight_first=architecture == "llama4",
        groups=metadata.number("expert_group_count"),
        groups_used=metadata.number("expert_group_used_count"),
    )


def layer(graph: Graph, case: Case, one: Layer, embedding: int, style: Style, *, last: bool) -> Node:
    """Add the computation of a layer to `graph`; its input is given as `x`. Return its result."""
    build = Build(graph, case, one, embedding)
    x = graph.given("x", FLOAT * embedding * case.tokens)
    x.layout = (embedding, case.tokens)
    normed = build.norm(x)
    attended = _attention(build, normed, style)
    inner = normed
    if last and style.selection == "layer":
        wanted = graph.given("wanted", 4 * case.tokens)
        attended = build.vector(embedding, attended, wanted)
        if _parallel(one):
            x = build.vector(embedding, x, wanted)
            inner = build.vector(embedding, inner, wanted)
        else:
            x = build.vector(embedding, x, wanted)
    if _parallel(one):
        made = build.replacing(_inner(build, inner, style), x)
        return graph.expand(build.replacing(made, attended))
    if "post_attention_norm.weight" in one.names and "ffn_norm.weight" in one.names:
        attended = build.norm(attended)
    residual = build.replacing(attended, x)
    made = _inner(build, build.norm(residual), style)
    if "post_ffw_norm.weight" in one.names:
        made = build.norm(made)
    return graph.expand(build.replacing(made, residual))


def _parallel(one: Layer) -> bool:
    return not one.names & {"ffn_norm.weight", "post_attention_norm.weight", "ffn_norm"}


def _inner(build: Build, normed: Node, style: Style) -> Node:
    one = build.layer
    if not one.expert_width or style.routing is None:
        return build.feed_forward(normed)
    made = build.experts(normed, style.routing)
    if "ffn_down_shexp.weight" in one.names:
        shared = build.feed_forward(normed, "_shexp")
        return build.replacing(made, shared)
    return made


def _attention(build: Build, normed: Node, style: Style) -> Node:
    one = build.layer
    if one.latent:
        found = _latent(build, normed, style)
    else:
        query, key, value = _projections(build, normed, style)
        found = build.attend(query, key, value)
    return build.vector(build.embedding, found)


def _projections(build: Build, normed: Node, style: Style) -> tuple[Node, Node, Node]:
    one, tokens = build.layer, build.tokens
    wide_k, wide_v = one.head_k * one.heads_kv, one.head_v * one.heads_kv
    if one.fused:
        both = build.vector(one.query + wide_k + wide_v, normed)
        query = build.view(both, one.query, tokens)
        key = build.view(both, wide_k, tokens)
        value = build.view(both, wide_v, tokens)
        query.strided = key.strided = value.strided = True
    else:
        query = build.view(build.vector(one.query, normed), one.query, tokens)
        key = build.view(build.vector(wide_k, normed), wide_k, tokens)
        value = build.view(build.vector(wide_v, normed), wide_v, tokens)
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
        normed_query = build.norm(build.vector(one.query_rank, normed))
        wide = build.vector(one.query, normed_query)
    else:
        wide = build.vector(one.query, normed)
    plain = build.view(wide)
    absorbed = build.vector(rank * one.heads, plain)
    turning = build.view(wide, turned * one.heads, tokens)
    turning = build.replacing(turning, build.positions())
    query = build.vector(one.head_k * one.heads, build.view(absorbed), turning)
    if style.scaled_queries:
        query = build.replacing(query, build.graph.given("scale", FLOAT * tokens))
    packed = build.vector(one.head_k, normed)
    turned_key = build.replacing(build.view(packed, turned, tokens), build.positions())
    value = build.norm(build.view(packed, rank, tokens))
    value = build.view(value, rank, tokens)
    key = build.vector(one.head_k, value, turned_key)
    return build.attend(query, key, value)
