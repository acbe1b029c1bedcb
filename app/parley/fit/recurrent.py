"""Recurrent parts of a layer: state spaces, linear attention, short convolutions.

Source: llama.cpp's src/models/mamba-base.cpp, delta-net-base.cpp and lfm2.cpp, with `build_rs` of
llama-graph.cpp.
"""

from __future__ import annotations

from parley.fit.graph import Node
from parley.fit.layers import Recurrence
from parley.fit.parts import FLOAT, Build


def recurrent(build: Build, normed: Node) -> Node:
    """Return what a recurrent part makes of `normed`, back at the width of the residual stream."""
    rules = build.layer.recurrence
    assert rules is not None
    names = build.layer.names
    if "ssm_beta.weight" in names or "ssm_ba.weight" in names:
        inner = _delta(build, normed, rules)
    elif "ssm_x.weight" in names:
        inner = _selective(build, normed, rules)
    else:
        inner = _heads(build, normed, rules)
    return build.vector(build.embedding, inner)


def _state(build: Build, size: int) -> Node:
    """Return a state, read from what the layer keeps."""
    return build.graph.expand(Node(size, (build.graph.given("states", 4),)))


def _convolved(build: Build, rules: Recurrence, kept: Node, entry: Node) -> Node:
    """Return what comes out of the convolution of the last tokens and these."""
    longer = (build.tokens + max(rules.kernel - 1, 0)) * rules.mixed
    joined = Node(FLOAT * longer, (build.view(kept), build.view(entry)))
    build.graph.expand(Node(0, (build.view(joined),)))  # the state to keep
    return build.replacing(build.vector(rules.mixed, joined))


def _delta(build: Build, normed: Node, rules: Recurrence) -> Node:
    """Gated delta net (Qwen 3 Next, Qwen 3.5)."""
    tokens, graph = build.tokens, build.graph
    kept = _state(build, rules.convolved_bytes)
    mixed = _convolved(build, rules, kept, build.vector(rules.mixed, normed))
    state = _state(build, rules.state_bytes)
    width = rules.state * rules.groups
    query = build.norm(build.view(mixed, width, tokens))
    key = build.norm(build.view(mixed, width, tokens))
    value = build.view(mixed)
    alpha = build.view(build.vector(rules.heads, normed), rules.heads, tokens)
    decay = build.view(build.replacing(alpha))
    beta = build.replacing(build.view(build.vector(rules.heads, normed), rules.heads, tokens))
    size = FLOAT * rules.inner * (tokens + rules.state)
    found = Node(size, (query, key, value, decay, beta, build.view(state)))
    graph.expand(Node(0, (build.view(found),)))
    result = build.norm(build.view(found, rules.inner, tokens))
    gate = build.view(build.vector(rules.inner, normed), rules.inner, tokens)
    return build.view(build.replacing(result, build.replacing(gate)))


def _selective(build: Build, normed: Node, rules: Recurrence) -> Node:
    """Mamba: a state space for every channel."""
    tokens, graph = build.tokens, build.graph
    kept = _state(build, rules.convolved_bytes)
    both = build.vector(2 * rules.inner, build.view(normed))
    entry = _convolved(build, rules, kept, both)
    steps = build.vector(rules.rank + 2 * rules.state, entry)
    narrow = build.vector(rules.rank, build.view(steps))
    wide = build.vector(rules.inner, narrow)
    size = FLOAT * rules.inner * (tokens + rules.state)
    states = graph.given("states", 4)
    found = Node(size, (build.view(entry), wide, build.view(steps), build.view(steps), states))
    graph.expand(found)
    graph.expand(Node(0, (build.view(found),)))
    return _gated(build, rules, found, both, build.replacing(entry))


def _heads(build: Build, normed: Node, rules: Recurrence) -> Node:
    """Mamba 2: a state space for every head, inputs shared by groups."""
    tokens, graph = build.tokens, build.graph
    kept = _state(build, rules.convolved_bytes)
    wide = build.vector(rules.inner + rules.mixed + rules.heads, normed)
    entry = _convolved(build, rules, kept, wide)
    steps = build.vector(rules.heads, build.view(wide))
    size = FLOAT * rules.inner * (tokens + rules.state)
    states = graph.given("states", 4)
    part = build.view(entry, rules.inner, tokens)
    found = Node(size, (part, steps, build.view(entry), build.view(entry), states))
    graph.expand(found)
    graph.expand(Node(0, (build.view(found),)))
    result = _gated(build, rules, found, wide, build.replacing(part))
    if "ssm_norm.weight" in build.layer.names:
        result = build.norm(build.view(result, rules.inner, tokens))
    return build.view(result)


def _gated(build: Build, rules: Recurrence, found: Node, both: Node, straight: Node) -> Node:
    """Return the states' output with what passes straight through, gated."""
    width, tokens = rules.inner, build.tokens
    gate = build.vector(width, build.view(both))
    total = build.replacing(build.view(found, width, tokens), straight)
    return build.vector(width, gate, total)
