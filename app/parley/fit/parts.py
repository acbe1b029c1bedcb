"""The parts of a transformer's computation as llama.cpp builds them: what takes memory, in order.

Each function follows its counterpart in llama.cpp's llama-graph.cpp (`build_norm`, `build_qkv`,
`build_attn_mha`, `build_ffn`, `build_moe_ffn`, …). Results are 32-bit floats unless said otherwise.
"""

from __future__ import annotations

import msgspec

from parley.fit.graph import Graph, Node
from parley.fit.layers import Layer

FLOAT = 4  # bytes


class Case(msgspec.Struct, frozen=True):
    """What a computation is reserved for.

    Attributes:
        tokens: evaluated at once.
        cells: of the cache of layers that see the whole context; window_cells: of the others.
        flash: whether flash attention is used.
        transposed: elements of a cached value, over all heads, where values are stored transposed.
        turn_k, turn_v: size of the rotation applied to keys and values before a quantised cache
            stores them; 0 for none. turn_window_k and turn_window_v likewise, with windows.
        cast: bytes of an element to which keys and values are converted first; 0 for none.
        element: bytes of an element of the cache as it is copied.
        windows: whether some layers have a cache of their own for a sliding window.
        position_parts: numbers that tell a token's position.
        bytes_k, bytes_v: bytes per cached number.
    """

    tokens: int
    cells: int
    window_cells: int
    flash: bool
    transposed: int
    turn_k: int = 0
    turn_v: int = 0
    turn_window_k: int = 0
    turn_window_v: int = 0
    cast: int = 0
    element: int = 2
    windows: bool = False
    position_parts: int = 1
    bytes_k: float = 2.0
    bytes_v: float = 2.0


class Routing(msgspec.Struct, frozen=True):
    """How experts are chosen.

    Attributes:
        count, used: experts, and those that a token goes through.
        gating: `softmax`, `sigmoid`, or `late_softmax` for one over the chosen alone.
        normed, scaled: whether the weights of the chosen are made to add up, and scaled.
        weight_first: weights are applied before the experts, not after.
        groups, groups_used: groups of experts of which only some are looked at; 0 for none.
    """

    count: int
    used: int
    gating: str = "softmax"
    normed: bool = False
    scaled: bool = False
    weight_first: bool = False
    groups: int = 0
    groups_used: int = 0


class Build:
    """Builds parts of one layer into a graph."""

    def __init__(
        self,
        graph: Graph,
        case: Case,
        layer: Layer,
        embedding: int,
        *,
        away: bool = False,
        brought: bool = False,
    ) -> None:
        """Start a layer.

        With `away` its routed experts are computed elsewhere; with `brought` its weights and cache
        are elsewhere, and copied to where it is computed.
        """
        self.graph = graph
        self.case = case
        self.layer = layer
        self.names = layer.names
        self.embedding = embedding
        self.away = away
        self.brought = brought
        self.tokens = case.tokens

    # -- small operations -------------------------------------------------------------------

    def vector(self, width: int, *sources: Node, of: str = "") -> Node:
        """Return a new result of `width` numbers per token, for example of a product.

        `of` is the tensor that it is a product with.
        """
        if of and self.brought:
            sources = (*sources, Node(self.layer.sizes.get(f"{of}.weight", 0)))
        return Node(FLOAT * width * self.tokens, sources, (width, self.tokens))

    def replacing(self, *sources: Node) -> Node:
        """Return the result of an operation that can write over its first source."""
        first = sources[0]
        owner = first if first.root is None else first.root
        size = owner.size if first.root is None else first.size
        return Node(size, sources, first.layout, in_place=True)

    def view(self, node: Node, *layout: int) -> Node:
        """Return another look at a result."""
        root = node if node.root is None else node.root
        made = Node(0, (node,), layout or None, root=root)
        if layout:
            made.size = FLOAT
            for size in layout:
                made.size *= size
        return made

    def norm(self, node: Node) -> Node:
        """Return the RMS norm, with its weight; the latter replaces the former."""
        return self.replacing(node)

    # -- inputs -----------------------------------------------------------------------------

    def positions(self) -> Node:
        """Return the positions of the tokens."""
        return self.graph.given("positions", 4 * self.tokens * self.case.position_parts)

    def cell_numbers(self, which: str) -> Node:
        """Return in which cells of a cache keys (`k`) or values (`v`) are stored."""
        size = 8 * self.tokens
        if which == "v" and not self.case.flash:
            size *= self.case.transposed
        return self.graph.given(f"cells_{which}{self._suffix}", size)

    def mask(self) -> Node:
        """Return which cells a token may see, in half floats with flash attention."""
        size = (2 if self.case.flash else FLOAT) * self.cells * self.tokens
        return self.graph.given(f"mask{self._suffix}", size)

    def turn(self, node: Node, which: str, width: int) -> Node:
        """Return keys, queries or values rotated, where the cache is quantised."""
        size = getattr(self.case, f"turn{self._suffix}_{which}")
        if not size or self.layer.latent:
            return node
        matrix = self.graph.given(f"turn{self._suffix}_{which}", FLOAT * size * size)
        flat = self.view(node)
        if node.strided:
            flat = self.view(self.vector(width, node))
        return self.view(self.vector(width, matrix, flat), width, self.tokens)

    @property
    def cells(self) -> int:
        """Cells of the cache of this layer."""
        return self.case.window_cells if self.layer.window else self.case.cells

    @property
    def _suffix(self) -> str:
        return "_window" if self.layer.window else ""

    # -- attention --------------------------------------------------------------------------

    def attend(self, query: Node, key: Node | None, value: Node | None) -> Node:
        """Store keys and values, and return what all heads found, before the output matrix."""
        graph, layer = self.graph, self.layer
        query = self.turn(query, "k", layer.query)
        if key is not None:
            key = self.turn(key, "k", layer.head_k * layer.heads_kv)
        if value is not None:
            value = self.turn(value, "v", layer.head_v * layer.heads_kv)
        graph.expand(query)
        order = (key, value) if self.case.windows else (value, key)
        for node in order:
            if node is not None:
                graph.expand(node)
        if key is not None:
            graph.expand(Node(0, (self.view(key), self.cell_numbers("k"))))
        if value is not None and not layer.latent:
            stored = self.view(value)
            if not self.case.flash and value.strided:
                stored = self.view(self.vector(layer.head_v * layer.heads_kv, value))
            graph.expand(Node(0, (stored, self.cell_numbers("v"))))
        found = self._flash(query) if self.case.flash else self._products(query)
        graph.expand(found)
        size = getattr(self.case, f"turn{self._suffix}_v")
        if size and not layer.latent:
            found = self.turn(found, "v", layer.value)
        return found

    def _cached(self) -> list[Node]:
        """Return copies of the keys and values, where the cache is elsewhere."""
        if not self.brought:
            return []
        layer, case = self.layer, self.case
        keys = case.bytes_k * layer.head_k * layer.heads_kv * self.cells
        values = case.bytes_v * layer.head_v * layer.heads_kv * self.cells
        return [Node(int(keys)), Node(0 if layer.latent else int(values))]

    def _flash(self, query: Node) -> Node:
        layer, case = self.layer, self.case
        sources = [self.view(query)]
        if case.cast:
            keys = layer.head_k * layer.heads_kv * self.cells
            values = layer.head_v * layer.heads_kv * self.cells
            sources += [Node(case.cast * keys), Node(case.cast * values)]
        sources += self._cached()
        width = layer.heads * (layer.head_v if layer.latent else 0) or layer.value
        found = self.vector(width, *sources, self.mask())
        if layer.latent:
            found = self.vector(layer.value, self.view(found))
            found = self.vector(layer.value, self.view(found))
        return self.view(found, layer.value, self.tokens)

    def _products(self, query: Node) -> Node:
        layer = self.layer
        scores_size = FLOAT * self.cells * self.tokens * layer.heads
        layout = (self.cells, self.tokens, layer.heads)
        sources: list[Node] = []
        if layer.latent:  # values are a part of the keys, and are copied transposed
            sources.append(Node(self.case.element * layer.head_v * self.cells))
        scores = Node(scores_size, (self.view(query), *self._cached()), layout)
        scores = Node(scores_size, (scores, self.mask()), layout, in_place=True)
        found = Node(
            FLOAT * (layer.heads * layer.head_v if layer.latent else layer.value) * self.tokens,
            (*sources, scores),
        )
        if layer.latent:
            found = Node(FLOAT * layer.value * self.tokens, (found,))
        return self.vector(layer.value, self.view(found))

    # -- feed-forward -----------------------------------------------------------------------

    def feed_forward(self, node: Node, suffix: str = "") -> Node:
        """Return a dense feed-forward part: gate and up, their product, down."""
        names = self.names
        width = self.layer.feed_forward
        if f"ffn_gate{suffix}.weight" in names:
            gate = self.vector(width, node, of=f"ffn_gate{suffix}")
            up = self.vector(width, node, of=f"ffn_up{suffix}")
            inner = self.vector(width, gate, up)
        elif self.layer.gate_in_up:
            inner = self.vector(width, self.vector(2 * width, node, of="ffn_up"))
        else:
            inner = self.replacing(self.vector(width, node, of=f"ffn_up{suffix}"))
        return self.vector(self.embedding, inner, of=f"ffn_down{suffix}")

    def experts(self, node: Node, rules: Routing, logits: Node | None = None) -> Node:
        """Return what the routed experts make of a token, added up."""
        graph, layer, tokens = self.graph, self.layer, self.tokens
        used, count, width = rules.used, rules.count, layer.expert_width
        if logits is None:
            logits = self.vector(count, node, of="ffn_gate_inp")
        chances = logits if rules.gating == "late_softmax" else self.replacing(logits)
        selection = chances
        if "exp_probs_b.bias" in self.names:
            selection = self.replacing(chances)
        if rules.weight_first:
            selection = logits
        if rules.groups > 1:
            selection = self._best_groups(selection, rules)
        chosen = self.view(Node(4 * count * tokens, (selection,)))
        weights = self.vector(used, self.view(chances), chosen)
        if rules.gating == "late_softmax":
            weights = self.view(self.replacing(self.view(weights, used, tokens)), used, tokens)
        if rules.normed:
            flat = self.view(weights, used, tokens)
            total = Node(FLOAT * tokens, (flat,), (1, tokens))
            weights = self.view(self.replacing(flat, self.replacing(total)), used, tokens)
        if rules.scaled:
            weights = self.replacing(weights)
        graph.expand(weights)
        each = self.view(node)
        if rules.weight_first:
            size = FLOAT * self.embedding * used * tokens
            repeated = Node(size, (each,), (self.embedding, used, tokens))
            each = self.replacing(repeated, weights)
        if self.away:
            inner = each
        elif "ffn_gate_up_exps.weight" in self.names:
            both = self.vector(2 * width * used, each, chosen, of="ffn_gate_up_exps")
            inner = self.vector(width * used, self.view(both), self.view(both))
        elif "ffn_gate_exps.weight" in self.names:
            up = self.vector(width * used, each, chosen, of="ffn_up_exps")
            gate = self.vector(width * used, each, chosen, of="ffn_gate_exps")
            inner = self.vector(width * used, gate, up)
        else:
            inner = self.replacing(self.vector(width * used, each, chosen, of="ffn_up_exps"))
        down = "" if self.away else "ffn_down_exps"
        found = self.vector(self.embedding * used, inner, chosen, of=down)
        if not rules.weight_first:
            found = self.replacing(found, weights)
        graph.expand(found)
        views = [graph.expand(self.view(found)) for _ in range(used)]
        if used == 1:
            return self.vector(self.embedding, views[0])
        total = views[0]
        for view in views[1:]:
            fits = (self.embedding, tokens)
            total = Node(FLOAT * self.embedding * tokens, (total, view), fits, in_place=True)
            graph.expand(total)
        return total

    def _best_groups(self, selection: Node, rules: Routing) -> Node:
        tokens, groups = self.tokens, rules.groups
        sets = self.view(selection)
        best = self.view(Node(4 * rules.count * tokens, (sets,)))
        scores = Node(FLOAT * 2 * groups * tokens, (self.view(sets), best))
        scores = Node(FLOAT * groups * tokens, (self.view(scores),))
        chosen = self.view(Node(4 * groups * tokens, (self.view(scores),)))
        kept = rules.count // groups * rules.groups_used
        values = Node(FLOAT * kept * tokens, (sets, chosen))
        blank = Node(FLOAT * rules.count * tokens, (sets,))
        # Writing rows gives a view of what is written to.
        written = Node(0, (values, chosen, blank), root=blank)
        return self.view(written)
