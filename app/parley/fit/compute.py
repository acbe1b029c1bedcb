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
from parley.fit.recipes import Place
from parley.fit.recipes import layer as add_layer
from parley.fit.shape import Layer, Shape

#: Which layers compute alike: their number, and where they are.
_Kind = tuple[int, Place]
#: What is no input but made by the first layer, and needed by all.
_SHARED = "per_layer"


class Segment(msgspec.Struct, frozen=True):
    """Layers that follow each other on one device: the first, and the one after the last."""

    device: str
    first: int
    end: int


def compute_buffers(
    shape: Shape,
    case: Case,
    segments: Sequence[Segment],
    output: str,
    host: str,
    *,
    copies: int = 1,
    away: int = 0,
    helper: str = "",
) -> dict[str, int]:
    """Return bytes of the compute buffer of each device, host memory under `host`.

    `segments` are in the order of the layers, those of the host first; `output` is the device of
    the output matrix. `copies` of every input are kept where several batches are on their way.
    Routed experts of the first `away` layers are computed by the host. A `helper` is a device that
    computes the host's layers for many tokens, with weights and cache brought to it.
    """
    parts = _Parts(shape, case, copies)
    if helper:
        away, segments = 0, parts.bring(segments, host, helper)
    arenas = {host: Arena()}
    parts.start(arenas[host])
    at = host
    # The output is a part of its own where the layers before it are elsewhere.
    for segment in (*segments, Segment(output, len(shape.layers), len(shape.layers))):
        kinds = parts.kinds[segment.first : segment.end]
        if segment.device != host and kinds and segment.first < away:
            kinds = parts.send_away(arenas[host], kinds, away - segment.first)
        arena = arenas.setdefault(segment.device, Arena())
        enters = segment.device != at
        if enters:
            last = segment.end == len(shape.layers) and output == segment.device
            if at != host:
                kinds = parts.leave(arenas[at], kinds)
            before = shape.layers[segment.first - 1] if at == host and segment.first else None
            parts.enter(arena, kinds, before, output=last)
            at = segment.device
        frees = at != host or segment.end == len(shape.layers)
        parts.run(arena, kinds, frees=frees, enters=enters)
    arenas[output].run(parts.output())
    return {device: one.size for device, one in arenas.items()}


class _Parts:
    """The parts of a model's computation, made when they are first needed."""

    def __init__(self, shape: Shape, case: Case, copies: int) -> None:
        self._shape = shape
        self._case = case
        self._copies = copies
        inner, last = Place(), len(shape.layers) - 1
        self.kinds: list[_Kind] = [(layer.kind, inner) for layer in shape.layers]
        self.kinds[0] = self.kinds[0][0], Place(first=True, last=last == 0)
        if last:
            self.kinds[last] = self.kinds[last][0], Place(last=True)
        self._layers: dict[int, Layer] = {layer.kind: layer for layer in shape.layers}
        self._graphs: dict[_Kind, tuple[Graph, dict[str, Node], dict[str, int]]] = {}
        self._programs: dict[tuple[tuple[_Kind, frozenset[str]], frozenset[str]], Program] = {}

    def bring(self, segments: Sequence[Segment], host: str, helper: str) -> list[Segment]:
        """Move the host's layers to `helper`; return the segments as they are then."""
        found: list[Segment] = []
        numbers: dict[int, int] = {}
        for segment in segments:
            device = segment.device
            if device == host:
                device = helper
                for index in range(segment.first, segment.end):
                    layer = self._shape.layers[index]
                    number = numbers.setdefault(id(layer), -1 - len(numbers))
                    self._layers[number] = layer
                    place = msgspec.structs.replace(self.kinds[index][1], brought=True)
                    self.kinds[index] = number, place
            if found and found[-1].device == device:
                found[-1] = Segment(device, found[-1].first, segment.end)
            else:
                found.append(Segment(device, segment.first, segment.end))
        return found

    def start(self, arena: Arena) -> None:
        """Allocate all inputs, and look up the embeddings of the tokens."""
        tokens = self._case.tokens
        size = FLOAT * self._shape.embedding * tokens
        self._put(arena, "tokens", 4 * tokens)
        self._put(arena, "embeddings", size)  # an alternative to tokens, reserved as well
        self._put_inputs(arena, self.kinds, output=True, copied=False)
        arena.put("x", size)
        if self._copies == 1:
            arena.drop("tokens", 4 * tokens)

    def enter(
        self, arena: Arena, kinds: Sequence[_Kind], before: Layer | None, *, output: bool
    ) -> None:
        """Copy to a device what was computed elsewhere and its layers need.

        `before` is the host's last layer: the additions that end it need no weights, and are done
        on the device that goes on (`ggml_backend_sched_split_graph` of ggml-backend.cpp).
        """
        tokens = self._case.tokens
        size = FLOAT * self._shape.embedding * tokens
        routing = self._shape.style.routing
        if kinds and kinds[0][1].brought:
            arena.put("x", size)  # the rest comes with the operation that needs it
            if output and self._shape.style.selection != "layer":
                self._put(arena, "wanted", 4 * tokens)
            return
        if before is None:
            if not kinds or not kinds[0][1].entered:
                self._put(arena, "x", size)
            self._put_inputs(arena, kinds, output=output, copied=True)
            return
        shared = "ffn_down_shexp.weight" in before.names
        if routing is None or not before.expert_width or shared:
            arena.put("x", size)
            if shared:
                arena.put("shared", size)
            arena.put("residual", size)
            self._put_inputs(arena, kinds, output=output, copied=True)
            if shared:
                arena.drop("shared", size)
        else:
            arena.put("experts", size * routing.used)
            arena.put("weights", FLOAT * routing.used * tokens)
            arena.put("residual", size)
            self._put_inputs(arena, kinds, output=output, copied=True)
            arena.drop("weights", FLOAT * routing.used * tokens)
            arena.put("x", size)
            arena.drop("experts", size * routing.used)
        arena.drop("residual", size)

    def send_away(self, arena: Arena, kinds: Sequence[_Kind], count: int) -> list[_Kind]:
        """Let the host, whose buffer is `arena`, compute the experts of the first `count` layers.

        Returns the kinds of all as they are then.
        """
        routing = self._shape.style.routing
        tokens = self._case.tokens
        if routing is None:
            return list(kinds)
        if self._copies == 1:
            for name, size in self._graph(kinds[0])[2].items():
                if arena.has(name):  # it was copied by then
                    arena.drop(name, size)
        for kind in {kind for kind, _ in kinds[:count]}:
            layer = self._layers[kind]
            if not layer.expert_width:
                continue
            part = FLOAT * layer.expert_width * routing.used * tokens
            arena.put("entry", FLOAT * self._shape.embedding * tokens)
            arena.put("chosen", 4 * routing.count * tokens)
            arena.put("gate", part)
            arena.put("up", part)
            arena.drop("entry", FLOAT * self._shape.embedding * tokens)
            arena.put("inner", part)
            arena.drop("gate", part)
            arena.drop("up", part)
            arena.put("found", FLOAT * self._shape.embedding * routing.used * tokens)
            arena.drop("inner", part)
            arena.drop("chosen", 4 * routing.count * tokens)
            arena.drop("found", FLOAT * self._shape.embedding * routing.used * tokens)
        return [
            (kind, msgspec.structs.replace(place, away=index < count))
            for index, (kind, place) in enumerate(kinds)
        ]

    def leave(self, arena: Arena, kinds: list[_Kind]) -> list[_Kind]:
        """End the part of a device that another one goes on after, with layers of `kinds`.

        The first norm needs no weight, and is still done here. Returns the kinds as they are then.
        """
        if not kinds:
            return kinds
        arena.put("normed", FLOAT * self._shape.embedding * self._case.tokens)
        kind, place = kinds[0]
        return [(kind, msgspec.structs.replace(place, entered=True)), *kinds[1:]]

    def _put_inputs(
        self, arena: Arena, kinds: Sequence[_Kind], *, output: bool, copied: bool
    ) -> None:
        """Allocate the inputs of layers in the order of their first use, or copies of them."""
        found: dict[str, int] = {}
        for kind in dict.fromkeys(kinds):
            found |= self._graph(kind)[2]
        if output and self._shape.style.selection != "layer":
            found["wanted"] = 4 * self._case.tokens
        without = set() if copied else {_SHARED}
        if not kinds or not kinds[0][1].entered:
            without.add("x")
        for name, size in found.items():
            if name not in without:
                self._put(arena, name, size)

    def _put(self, arena: Arena, name: str, size: int) -> None:
        for _ in range(self._copies):
            arena.put(name, size)

    def run(
        self, arena: Arena, kinds: Sequence[_Kind], *, frees: bool, enters: bool = False
    ) -> None:
        """Run layers. With `frees` nothing else on this device needs their inputs.

        With `enters` the first one's input was copied from elsewhere.
        """
        always = frozenset({"x"})
        parts = [(kind, always) for kind in kinds]
        if self._copies > 1:  # inputs stay, for the next batch
            if enters and parts:
                parts[0] = kinds[0], frozenset()
        elif frees:
            latest: dict[str, int] = {}
            for kind, index in {kind: index for index, kind in enumerate(kinds)}.items():
                for name in self._graph(kind)[2]:
                    latest[name] = max(index, latest.get(name, 0))
            ending: dict[int, set[str]] = {}
            for name, index in latest.items():
                ending.setdefault(index, {"x"}).add(name)
            for index, names in ending.items():
                parts[index] = kinds[index], frozenset(names)
        seen: dict[tuple[object, frozenset[str], State], int] = {}
        index, count = 0, len(parts)
        while index < count:
            part = parts[index]
            late = frozenset(name for name in self._graph(part[0])[2] if not arena.has(name))
            before = seen.setdefault((part, late, arena.state("x")), index)
            if before < index:
                # The buffer is as it was `period` layers ago: what repeats changes nothing.
                period, end = index - before, index
                while end < count and parts[end] == parts[end - period]:
                    end += 1
                seen.clear()
                if end - index >= period:
                    index += (end - index) // period * period
                    continue
            arena.run(self._program(part, late))
            index += 1

    def output(self) -> Program:
        """Return the last part: the norm, and the probabilities of all tokens."""
        graph, case, shape = Graph(), self._case, self._shape
        build = Build(graph, case, shape.layers[-1], shape.embedding)
        x = graph.given("x", FLOAT * shape.embedding * case.tokens)
        x.layout = (shape.embedding, case.tokens)
        selection = shape.style.selection
        wanted = graph.given("wanted", 4 * case.tokens)
        last = x
        if selection == "output":
            x.kept = True
            last = build.vector(shape.embedding, x, wanted)
        last = build.replacing(last)
        last.in_place = shape.style.replaces
        last.kept = True
        if selection == "norm":
            last = build.vector(shape.embedding, last, wanted)
            last.kept = True
        logits = graph.expand(build.vector(shape.vocabulary, last))
        logits.kept = True
        return graph.program({}, {"x", "wanted"} if self._copies == 1 else {"x"})

    def _graph(self, kind: _Kind) -> tuple[Graph, dict[str, Node], dict[str, int]]:
        found = self._graphs.get(kind)
        if found is None:
            graph, shape = Graph(), self._shape
            results = add_layer(
                graph,
                self._case,
                self._layers[kind[0]],
                shape.embedding,
                shape.style,
                kind[1],
            )
            found = self._graphs[kind] = graph, results, graph.inputs
        return found

    def _program(self, part: tuple[_Kind, frozenset[str]], late: frozenset[str]) -> Program:
        program = self._programs.get((part, late))
        if program is None:
            graph, results, _ = self._graph(part[0])
            program = self._programs[part, late] = graph.program(results, part[1], late)
        return program
