"""The words between a window and an engine: commands to it, events from it, one JSON line each.

The same structs are the arguments and results of the `Engine` protocol, so a remote engine speaks
them too. Sizes are bytes, times are seconds, counts are tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

import msgspec

PROTOCOL_VERSION = 1

Role = Literal["system", "user", "assistant"]
ContextPolicy = Literal["ask", "trim_oldest", "stop"]
FinishReason = Literal["stop", "length", "stopped", "context_full"]
EngineState = Literal[
    "off", "starting", "idle", "loading", "ready", "prefill", "generating", "stopping", "unloading"
]


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of plain values."""


class Message(_Value, frozen=True):
    """One message of a conversation, as text. Ids live in the store."""

    role: Role
    content: str


class Lora(_Value, frozen=True):
    """A LoRA adapter file (GGUF) and its scale (1.0 = as trained)."""

    path: str
    scale: float = 1.0


class LoadOptions(_Value, frozen=True):
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


class Device(_Value, frozen=True):
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


class Buffer(_Value, frozen=True):
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


class Sampling(_Value, frozen=True):
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


# -- commands ------------------------------------------------------------------------------------


class _Command(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    job: int


class Load(_Command, frozen=True, tag="load"):
    """Load the model file at `path` (the first shard of a sharded one)."""

    path: str
    options: LoadOptions = LoadOptions()


class Chat(_Command, frozen=True, tag="chat"):
    """Answer `messages`.

    Attributes:
        conversation: key under which this conversation's KV state is kept; empty keeps none.
        policy: what to do when the prompt does not fit the context window.
        date: day the template may state, ISO 8601; empty is today. Fixed per conversation, so
            that the prompt's beginning stays the same.
    """

    messages: tuple[Message, ...]
    sampling: Sampling = Sampling()
    policy: ContextPolicy = "ask"
    conversation: str = ""
    date: str = ""


class Tokenize(_Command, frozen=True, tag="tokenize"):
    """Render and tokenise `messages` as `Chat` would, without evaluating anything."""

    messages: tuple[Message, ...]
    date: str = ""


class Stop(_Command, frozen=True, tag="stop"):
    """End the job `job` as soon as possible: a load, a prefill or a generation."""


class Forget(_Command, frozen=True, tag="forget"):
    """Drop what is kept of a conversation, in memory and on disk. Has no answer."""

    conversation: str


class Unload(_Command, frozen=True, tag="unload"):
    """Save what is to be saved, free the model and end the process, to give back every byte."""


class Ping(_Command, frozen=True, tag="ping"):
    """Ask for a `Pong`; answered while a job runs."""


class Shutdown(_Command, frozen=True, tag="shutdown"):
    """Save what is to be saved and end the process."""


class ListDevices(_Command, frozen=True, tag="list_devices"):
    """Ask which devices the engine can use. Ends with `DeviceList` or `Failed`.

    `rpc` are llama.cpp RPC servers to count in, `host:port`.
    """

    rpc: tuple[str, ...] = ()


class DryLoad(_Command, frozen=True, tag="dry_load"):
    """Say what a `Load` would allocate, without reading weights. Ends with `DryLoaded`.

    `path` may be a file whose weights are a hole; it must have its true size.
    """

    path: str
    options: LoadOptions = LoadOptions()


class Measure(_Command, frozen=True, tag="measure"):
    """Measure how fast a device computes with weights. Ends with `Measured` or `Failed`.

    Attributes:
        device: name of the device.
        types: tensor types to measure, for example `Q4_K`.
        threads: compute threads of the processor; None is the physical performance cores.
        seconds: most time to spend, about.
        repack: measure with the rearranged weights that a load with `repack` would use.
    """

    device: str = "CPU"
    types: tuple[str, ...] = ("Q8_0",)
    threads: int | None = None
    seconds: float = 2.0
    repack: bool = True
    rpc: tuple[str, ...] = ()


Command = (
    Load
    | Chat
    | Tokenize
    | Stop
    | Forget
    | Unload
    | Ping
    | Shutdown
    | ListDevices
    | DryLoad
    | Measure
)

# -- events --------------------------------------------------------------------------------------


class _Event(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    job: int


class Hello(_Event, frozen=True, tag="hello"):
    """First line of a child. `engine` is llama-cpp-python's version, empty if it is missing."""

    protocol: int
    parley: str
    engine: str
    pid: int


class LoadProgress(_Event, frozen=True, tag="load_progress"):
    """`fraction` of the weights read, 0 to 1."""

    fraction: float


class Loaded(_Event, frozen=True, tag="loaded"):
    """The model is ready.

    Attributes:
        load_seconds: from the command to ready.
        memory_bytes: resident set size of the engine process after the load.
        device_bytes: bytes taken on each device other than the processor, by name.
        context: context window in tokens as allocated.
        context_trained: the length the model was trained with.
        weights_bytes: size of the tensors.
        parameters: number of weights.
        model_key: identifies the weights (a digest), for saved states and records.
        prefill_chunk: tokens per slice of prompt evaluation.
        buffers: what the engine allocated, by buffer type.
    """

    name: str
    architecture: str
    description: str
    load_seconds: float
    memory_bytes: int
    device_bytes: dict[str, int]
    context: int
    context_trained: int
    weights_bytes: int
    parameters: int
    threads: int
    model_key: str
    prefill_chunk: int
    has_template: bool
    buffers: tuple[Buffer, ...] = ()


class Prefill(_Event, frozen=True, tag="prefill"):
    """`done` of `total` prompt tokens are evaluated, `cached` of them without work."""

    done: int
    total: int
    cached: int


class Token(_Event, frozen=True, tag="token"):
    """Text that came; whole characters, possibly several tokens."""

    text: str


class Note(_Event, frozen=True, tag="note"):
    """Something that was done differently from what was asked, in a sentence.

    Attributes:
        code: `system_folded`, `neighbours_merged`, `trimmed`, …
        dropped: indexes into the request's messages that were left out of the prompt.
    """

    code: str
    text: str
    dropped: tuple[int, ...] = ()


class Done(_Event, frozen=True, tag="done"):
    """The answer ended.

    Attributes:
        prompt_tokens: tokens of the whole prompt; cached_tokens of them were already evaluated.
        prefill_seconds: evaluating the rest; decode_seconds: from the first token to the last;
            first_token_seconds: from the job's start to the first token (0 when none came).
        seed: the seed that was used; with the same options it gives the same text.
        context_used: tokens in the KV cache afterwards.
    """

    finish_reason: FinishReason
    prompt_tokens: int
    cached_tokens: int
    generated_tokens: int
    prefill_seconds: float
    decode_seconds: float
    first_token_seconds: float
    seed: int
    context_used: int
    context: int


class Tokens(_Event, frozen=True, tag="tokens"):
    """A prompt as tokens, as the text they stand for, and what was done to the messages."""

    tokens: tuple[int, ...]
    text: str
    notes: tuple[str, ...]


class Unloaded(_Event, frozen=True, tag="unloaded"):
    """The model is gone. `reason` is `asked` or `idle`."""

    reason: str


class Failed(_Event, frozen=True, tag="failed"):
    """The job failed; the process lives on unless `code` is `engine_crashed` or `engine_hung`.

    Attributes:
        message, safe, hint: as in `ParleyError`.
        log: last lines of the engine's own log, where they help.
        details: numbers a window can act on, for example the tokens that did not fit.
    """

    code: str
    message: str
    hint: str
    safe: str = ""
    log: tuple[str, ...] = ()
    details: dict[str, int] = {}


class Pong(_Event, frozen=True, tag="pong"):
    """The child is alive. `busy` is the job that runs, 0 for none; `rss` its memory in bytes."""

    busy: int
    rss: int


class DeviceList(_Event, frozen=True, tag="device_list"):
    """The devices of this engine build, the processor among them.

    Attributes:
        engine: version of llama-cpp-python.
        backends: names of the backends that this build has.
        features: the processor features that this build uses, for example `AVX2`.
    """

    devices: tuple[Device, ...]
    engine: str
    backends: tuple[str, ...]
    features: tuple[str, ...]


class DryLoaded(_Event, frozen=True, tag="dry_loaded"):
    """What a load would allocate.

    Attributes:
        context: context window in tokens, as it would be.
        layers: repeating layers of the model.
        weights_bytes: size of the tensors in the file.
        flash_attention: whether flash attention would be used.
    """

    buffers: tuple[Buffer, ...]
    context: int
    layers: int
    weights_bytes: int
    flash_attention: bool


class Rate(_Value, frozen=True):
    """How fast a device works with weights of one tensor type.

    Attributes:
        type: the tensor type, for example `Q4_K`.
        decode_bytes_per_second: weights read per second when one token is computed.
        prefill_flops: floating-point operations per second when many tokens are computed.
    """

    type: str
    decode_bytes_per_second: float
    prefill_flops: float


class Measured(_Event, frozen=True, tag="measured"):
    """How fast a device is. `read_bytes_per_second` is plain memory bandwidth, 0 if unknown."""

    device: str
    rates: tuple[Rate, ...]
    read_bytes_per_second: float
    threads: int


Event = (
    Hello
    | LoadProgress
    | Loaded
    | Prefill
    | Token
    | Note
    | Done
    | Tokens
    | Unloaded
    | Failed
    | Pong
    | DeviceList
    | DryLoaded
    | Measured
)

#: Events after which nothing more comes for their job.
TERMINAL = (Loaded, Done, Tokens, Unloaded, Failed, DeviceList, DryLoaded, Measured)

OnEvent = Callable[[Event], None]

_encoder = msgspec.json.Encoder()
_commands: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode(message: Command | Event) -> bytes:
    """Return `message` as one line of JSON, newline included."""
    return _encoder.encode(message) + b"\n"


def decode_command(line: bytes) -> Command:
    """Parse one line from a window. Raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return _commands.decode(line)


def decode_event(line: bytes) -> Event:
    """Parse one line from an engine. Raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return _events.decode(line)


def to_builtins(message: Any) -> Any:
    """Return a struct as plain dicts, lists and numbers, for settings, stores and `--json`."""
    return msgspec.to_builtins(message)


class Engine(Protocol):
    """One model at a time, somewhere: in a child process here, or on another machine.

    Calls return at once with the job's number (from 1). Its events go to `on_event`, from a
    thread of the engine's own, and end with exactly one of `TERMINAL`. Jobs run in the order
    given. Nothing is raised for what the engine finds out: it comes as `Failed`.
    """

    def load(self, path: str, options: LoadOptions, on_event: OnEvent) -> int:
        """Load a model in place of the one that is there. Ends with `Loaded` or `Failed`."""

    def stream(
        self,
        messages: tuple[Message, ...],
        on_event: OnEvent,
        *,
        sampling: Sampling = ...,
        policy: ContextPolicy = ...,
        conversation: str = ...,
        date: str = ...,
    ) -> int:
        """Answer `messages`. After a crash or an idle unload the model is loaded again first."""

    def tokenize(self, messages: tuple[Message, ...], on_event: OnEvent, *, date: str = ...) -> int:
        """Render and tokenise. Ends with `Tokens` or `Failed`."""

    def stop(self, job: int) -> None:
        """End a job early; its terminal event still comes. Unknown jobs are ignored."""

    def forget(self, conversation: str) -> None:
        """Drop what is kept of a conversation, in memory and on disk."""

    def unload(self) -> None:
        """Free the model and give back every byte."""

    def close(self) -> None:
        """End the engine; running jobs end with `Failed` (`engine_closed`). Waits for the end."""

    @property
    def state(self) -> EngineState:
        """What it is doing now."""

    @property
    def model(self) -> Loaded | None:
        """The loaded model, or None."""

    def subscribe(self, on_change: Callable[[EngineState, Loaded | None], None]) -> None:
        """Call `on_change` from the engine's thread after every change of state or model."""
