"""The plain values that engines are given and give: messages, options, devices, bytes and rates.

Sizes are bytes, times are seconds, counts are tokens.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["system", "user", "assistant"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of plain values."""


class Message(Value, frozen=True):
    """One message of a conversation, as text. Ids live in the store."""

    role: Role
    content: str


class Lora(Value, frozen=True):
    """A LoRA adapter file (GGUF) and its scale (1.0 = as trained)."""

    path: str
    scale: float = 1.0


class LoadOptions(Value, frozen=True):
    """How to load a model. Changing any of them means loading again.

    Attributes:
        context: context window in tokens; 0 takes the length the model was trained with.
        gpu_layers: layers on the graphics card; -1 is all of them.
        threads: compute threads; None is the physical performance cores.
        batch: most tokens evaluated in one call.
        ubatch: most tokens evaluated at once inside a call; None is the same as `batch`.
        prefill_chunk: tokens per slice of prompt evaluation; None is chosen for the machine.
        repack: rearrange weights for this processor's widest instructions.
        seed: sampling seed used where a request has none; None draws one per request.
        state_dir: folder of saved conversation states; empty is the engine's own, if it has one.
        state_ram: budget in bytes for states of other conversations kept in memory.
        state_disk: budget in bytes for `state_dir`, least recently used go first.
        idle_unload: seconds without a job after which the model is unloaded; 0 is never.
        swa_full: give layers with a sliding window a cache of the whole context, so that any
            beginning of a conversation can be reused; without it they keep their window only.
        devices: names of the devices that get layers, in this order; empty is every graphics card.
        tensor_split: share of the layers that each of `devices` gets; empty is by free memory.
        cpu_moe_layers: experts of this many layers, counted from the first, stay in host memory.
        offload_kqv: keep the KV cache of a layer where the layer is; else all in host memory.
        rpc: llama.cpp RPC servers on this computer to use as devices, `host:port`.
    """

    context: int = 4096
    gpu_layers: int = -1
    threads: int | None = None
    batch: int = 512
    ubatch: int | None = None
    prefill_chunk: int | None = None
    flash_attention: Literal["auto", "on", "off"] = "auto"
    kv_type_k: Literal["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0"] = "f16"
    kv_type_v: Literal["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0"] = "f16"
    loras: tuple[Lora, ...] = ()
    mmap: bool = True
    mlock: bool = False
    repack: bool = True
    seed: int | None = None
    chat_template: str | None = None
    state_dir: str = ""
    state_ram: int = 512 * 1024**2
    state_disk: int = 2 * 1024**3
    idle_unload: float = 0.0
    swa_full: bool = True
    devices: tuple[str, ...] = ()
    tensor_split: tuple[float, ...] = ()
    cpu_moe_layers: int = 0
    offload_kqv: bool = True
    rpc: tuple[str, ...] = ()


class Device(Value, frozen=True):
    """A device that the engine can compute on.

    Attributes:
        name: the engine's name for it, for example `CUDA0`, `MTL0`, `CPU`.
        description: the maker's name for it.
        backend: name of the backend, for example `CUDA`, `Metal`, `Vulkan`, `RPC`, `CPU`.
        total, free: memory in bytes; 0 where the backend does not tell. The processor's free
            memory is not what the system has free: ask the system for that.
    """

    name: str
    description: str
    backend: str
    kind: Literal["cpu", "gpu", "igpu", "accel"]
    total: int
    free: int


class Buffer(Value, frozen=True):
    """Bytes that the engine allocates in one kind of memory.

    Attributes:
        type: the engine's name of the buffer type, for example `CPU`, `CPU_REPACK`, `CUDA0`.
        device: name of the device whose memory it is; `CPU` for everything in host memory.
        weights, context, compute: the model's tensors, the KV cache and recurrent states, and
            the temporary buffers of the computation.
    """

    type: str
    device: str
    weights: int = 0
    context: int = 0
    compute: int = 0

    @property
    def total(self) -> int:
        """All bytes of it."""
        return self.weights + self.context + self.compute


class Sampling(Value, frozen=True):
    """How the next token is drawn. Names and meanings are llama.cpp's.

    Attributes:
        temperature: 0 always takes the likeliest token.
        mirostat: 0 off, 1 or 2 the algorithm of that number; it replaces the truncating samplers.
        seed: same seed, options and prompt give the same text on the same machine; the whole
            prompt is evaluated anew for it, since a reused part rounds differently. None draws one.
        stop: strings that end the answer and are not part of it.
        json_schema: JSON Schema, as JSON text, that the answer must satisfy.
        grammar: GBNF grammar with a `root` rule; excludes `json_schema`.
        logit_bias: token id (as text, JSON keys are) to a value added to its logit.
        max_tokens: most tokens to generate; None is up to the end of the context window.
    """

    temperature: float = 0.8
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    typical_p: float = 1.0
    repeat_penalty: float = 1.0
    repeat_last_n: int = 64
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    mirostat: Literal[0, 1, 2] = 0
    mirostat_tau: float = 5.0
    mirostat_eta: float = 0.1
    seed: int | None = None
    stop: tuple[str, ...] = ()
    json_schema: str | None = None
    grammar: str | None = None
    logit_bias: dict[str, float] = {}
    max_tokens: int | None = None


class Rate(Value, frozen=True):
    """How fast a device works with weights of one tensor type.

    Attributes:
        type: the tensor type, for example `Q4_K`.
        decode_bytes_per_second: weights read per second when one token is computed.
        prefill_flops: floating-point operations per second when many tokens are computed.
    """

    type: str
    decode_bytes_per_second: float
    prefill_flops: float
