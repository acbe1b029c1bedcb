"""How big the buffers of a computation get on each device.

llama.cpp reserves them once, for a full batch of prompt over a full cache (`sched_reserve` of
llama-context.cpp). The reservation is gone through here layer by layer, until layers repeat.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parley.fit.arena import Arena, State
from parley.fit.graph import Graph, Node, Program
from parley.fit.parts import FLOAT, Build, Case
from parley.fit.recipes import layer as add_layer
from parley.fit.shape import Layer, Shape


class Segment(msgspec.Struct, frozen=True):
    """Layers that follow each other on one device: the first, and the one after the last."""

    device: str
    first: int
    end: int


def compute_buffers(
    shape: Shape, case: Case, segments: Sequence[Segment], output: str, host: str
) -> dict[str, int]:
    """Return bytes of the compute buffer of each device, host memory under `host`.

    `segments` are in the order of the layers, those of the host first; `output` is the device of
    the output matrix.
    """
    parts = _Parts(shape, case)
    arenas = {host: Arena()}
    parts.start(arenas[host])
    at, only = host, all(segment.device == host for segment in segments) and output == host
    for index, segment in enumerate(segments):
        arena = arenas.setdefault(segment.device, Arena())
        layers = shape.layers[segment.first : segment.end]
        last = index == len(segments) - 1
        if segment.device != at:
            # What is computed elsewhere is copied to the device when its part begins.
            at = segment.device
            arena.put("x", FLOAT * shape.embedding * case.tokens)
            parts.put_inputs(arena, layers, ends=last, output=last and output == at)
        parts.run(arena, layers, ends=last, frees=only or at != host)
    arena = arenas.setdefault(output, Arena())
    if at != output:
        arena.put("x", FLOAT * shape.embedding * case.tokens)
        parts.put_inputs(arena, (), ends=False, output=True)
    arena.run(parts.output())
    return {device: one.size for device, one in arenas.items()}


class _Parts:
    """The parts of a model's computation, made when they are first needed."""

    def __init__(self, shape: Shape, case: Case) -> None:
        self._shape = shape
        self._case = case
        self._width = (shape.embedding, case.tokens)
        self._graphs: dict[tuple[int, bool], tuple[Graph, Node]] = {}
        self._programs: dict[tuple[int, bool, frozenset[str]], Program] = {}

    def start(self, arena: Arena) -> None:
        """Allocate all inputs, and look up the embeddings of the tokens."""
        tokens = self._case.tokens
        size = FLOAT * self._shape.embedding * tokens
        arena.put("tokens", 4 * tokens)
        arena.put("embeddings", size)  # an alternative to tokens, reserved as well
        self.put_inputs(arena, self._shape.layers, ends=True, output=True)
        arena.put("x", size)
        arena.drop("tokens", 4 * tokens)

    def put_inputs(
        self, arena: Arena, layers: Sequence[Layer], *, ends: bool, output: bool
    ) -> None:
        """Allocate the inputs that `layers` use, in the order of their first use."""
        found: dict[str, int] = {}
        for key in dict.fromkeys(self._keys(layers, ends)):
            found |= self._graph(layers, *key)[0].inputs
        found.pop("x", None)
        if output and self._shape.style.selection != "layer":
            found["wanted"] = 4 * self._case.tokens
        for name, size in found.items():
            arena.put(name, size)

    def run(self, arena: Arena, layers: Sequence[Layer], *, ends: bool, frees: bool) -> None:
        """Run `layers`. With `frees` nothing else will use their inputs on this device."""
        keys = self._keys(layers, ends)
        latest = {key: index for index, key in enumerate(keys)}
        ending: dict[str, int] = {}
        for key, index in latest.items():
            for name in self._graph(layers, *key)[0].inputs:
                ending[name] = max(index, ending.get(name, 0))
        freed: dict[int, frozenset[str]] = {}
        for index in set(ending.values()) if frees else ():
            freed[index] = frozenset(name for name, at in ending.items() if at == index)
        always = frozenset({"x"})
        full = [(*key, freed.get(index, always) | always) for index, key in enumerate(keys)]
        seen: dict[tuple[object, State], int] = {}
        index = 0
        while index < len(full):
            state = (full[index], arena.state("x"))
            before = seen.setdefault(state, index)
            if before < index:
                period, end = index - before, index
                while end < len(full) and full[end] == full[end - period]:
                    end += 1
                index += (end - index) // period * period
                seen.clear()
                if index >= len(full):
                    break
            arena.run(self._program(layers, *full[index]))
            index += 1

    def output(self) -> Program:
        """Return the last part: the norm, and the probabilities of all tokens."""
        graph, case, shape = Graph(), self._case, self._shape
        build = Build(graph, case, shape.layers[-1], shape.embedding)
        x = graph.given("x", FLOAT * shape.embedding * case.tokens)
        x.layout = self._width
        selection = shape.style.selection
        last = x
        if selection == "output":
            x.kept = True
            last = build.vector(shape.embedding, x, graph.given("wanted", 4 * case.tokens))
        last = build.replacing(last)
        last.in_place = shape.style.replaces
        last.kept = True
        if selection == "norm":
            last = build.vector(shape.embedding, last, graph.given("wanted", 4 * case.tokens))
            last.kept = True
        logits = graph.expand(build.vector(shape.vocabulary, last))
        logits.kept = True
        return graph.program({}, {"x", "wanted"})

    def _keys(self, layers: Sequence[Layer], ends: bool) -> list[tuple[int, bool]]:
        """Return the kinds of layers: which, and whether it is the model's last."""
        self._by_id = {id(one): one for one in self._shape.layers}
        last = len(layers) - 1
        return [(id(one), ends and index == last) for index, one in enumerate(layers)]

    def _graph(self, layers: Sequence[Layer], which: int, last: bool) -> tuple[Graph, Node]:
        key = (which, last)
        if key not in self._graphs:
            graph = Graph()
            one = self._by_id[which]
            shape = self._shape
            result = add_layer(graph, self._case, one, shape.embedding, shape.style, last=last)
            self._graphs[key] = graph, result
        return self._graphs[key]

    def _program(
        self, layers: Sequence[Layer], which: int, last: bool, ending: frozenset[str]
    ) -> Program:
        key = (which, last, ending)
        if key not in self._programs:
            graph, result = self._graph(layers, which, last)
            self._programs[key] = graph.program({"x": result}, ending)
        return self._programs[key]
