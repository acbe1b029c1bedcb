"""What a fit is made of, as plain values: memory by place, speed, a build, a plan.

Sizes are bytes, speeds tokens per second.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from parley.engine.protocol import Buffer, LoadOptions, Lora

Verdict = Literal["gpu", "split", "cpu", "too_big"]
Preference = Literal["quality", "balance", "speed"]
#: Name under which host memory stands in buffers.
HOST = "CPU"


class Allocation(msgspec.Struct, frozen=True):
    """What a loaded model takes, by buffer: predicted, verified or measured.

    `context` is the context window in tokens that it is for. `extra` are bytes beside the
    model's own buffers, by what they are for: a `projector` is in host memory, adapters (`lora`)
    are where the weights are that they change.
    """

    buffers: tuple[Buffer, ...]
    context: int
    extra: dict[str, int] = {}

    @property
    def weights(self) -> int:
        """Bytes of the model's tensors, wherever they are."""
        return sum(buffer.weights for buffer in self.buffers)

    @property
    def kv_cache(self) -> int:
        """Bytes of the KV cache and of recurrent states."""
        return sum(buffer.context for buffer in self.buffers)

    @property
    def compute(self) -> int:
        """Bytes of temporary buffers of the computation."""
        return sum(buffer.compute for buffer in self.buffers)

    @property
    def total(self) -> int:
        """All bytes."""
        return self.weights + self.kv_cache + self.compute + sum(self.extra.values())

    def on(self, device: str) -> int:
        """Return the bytes in the memory of `device` (`HOST` is main memory)."""
        there = [buffer for buffer in self.buffers if buffer.device == device]
        held = sum(buffer.total for buffer in there)
        adapters = self.extra.get("lora", 0)
        if adapters and self.weights:
            held += -(-adapters * sum(buffer.weights for buffer in there) // self.weights)
        beside = sum(self.extra.values()) - adapters
        return held + (beside if device == HOST else 0)


class Speed(msgspec.Struct, frozen=True):
    """Tokens per second: reading a prompt, and writing an answer.

    `basis` says what it rests on: `measured` (this model ran here), `calibrated` (this machine
    was measured), or `assumed` (typical figures for such a machine).
    """

    prefill: float
    decode: float
    basis: Literal["measured", "calibrated", "assumed"]


class Wish(msgspec.Struct, frozen=True):
    """What a person asks of a plan; None leaves it to the planner.

    Attributes:
        context: tokens of context that are wanted.
        prefer: from best answers to fastest.
        kv_type: type of the KV cache.
        ubatch: tokens evaluated at once.
        reserve: bytes of main memory to leave to the rest of the machine; None is the usual.
        loras: adapters that are loaded with the model; `adapters` are their bytes.
    """

    context: int | None = None
    prefer: Preference = "balance"
    kv_type: str | None = None
    ubatch: int | None = None
    flash_attention: Literal["auto", "on", "off"] = "auto"
    reserve: int | None = None
    loras: tuple[Lora, ...] = ()
    adapters: int = 0


class Plan(msgspec.Struct, frozen=True):
    """How to run one build of a model on one machine, or why not.

    Attributes:
        build: label of the build, for example `Q4_K_M`.
        files: its files, first shard first.
        size: bytes of its files.
        verdict: all on graphics cards, split with the processor, processor alone, or nowhere.
        options: how to load it.
        gpu_layers: layers on graphics cards, the output layer counted as one.
        allocation: what it takes there.
        max_context: longest context that fits with these options' other values.
        divergence: expected mean KL divergence from the unquantised model; None if unknown.
        reasons: sentences for a person, the most important first.
    """

    build: str
    files: tuple[str, ...]
    size: int
    verdict: Verdict
    options: LoadOptions
    gpu_layers: int
    allocation: Allocation
    max_context: int
    speed: Speed | None
    divergence: float | None
    reasons: tuple[str, ...]
