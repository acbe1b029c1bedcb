"""The words between a window and an engine: commands to it, events from it, one JSON line each.

The same structs are the arguments and results of the `Engine` protocol, so a remote engine speaks
them too. Sizes are bytes, times are seconds, counts are tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

import msgspec

from parley.engine.values import (
    Buffer,
    Device,
    LoadOptions,
    Lora,
    Message,
    Rate,
    Role,
    Sampling,
)

__all__ = [
    "PROTOCOL_VERSION",
    "TERMINAL",
    "Buffer",
    "Chat",
    "Command",
    "ContextPolicy",
    "Count",
    "Counted",
    "Device",
    "DeviceList",
    "Done",
    "DryLoad",
    "DryLoaded",
    "Engine",
    "EngineState",
    "Event",
    "Failed",
    "FinishReason",
    "Forget",
    "Hello",
    "ListDevices",
    "Load",
    "LoadOptions",
    "LoadProgress",
    "Loaded",
    "Lora",
    "Measure",
    "Measured",
    "Message",
    "Note",
    "OnEvent",
    "Ping",
    "Pong",
    "Prefill",
    "Rate",
    "Role",
    "Sampling",
    "Shutdown",
    "Stop",
    "Token",
    "Tokenize",
    "Tokens",
    "Unload",
    "Unloaded",
    "decode_command",
    "decode_event",
    "encode",
    "to_builtins",
]

PROTOCOL_VERSION = 1

ContextPolicy = Literal["ask", "trim_oldest", "stop"]
FinishReason = Literal["stop", "length", "stopped", "context_full"]
EngineState = Literal[
    "off", "starting", "idle", "loading", "ready", "prefill", "generating", "stopping", "unloading"
]


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


class Count(_Command, frozen=True, tag="count"):
    """Count the tokens of each of `texts`, as parts of a message. Answered while a job runs.

    Ends with `Counted`, or with `Failed` (`no_model`): no model is loaded for it.
    """

    texts: tuple[str, ...]


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
    | Count
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


class Counted(_Event, frozen=True, tag="counted"):
    """How many tokens each of the texts is, without what a template writes around them."""

    counts: tuple[int, ...]


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
    | Counted
    | Unloaded
    | Failed
    | Pong
    | DeviceList
    | DryLoaded
    | Measured
)

#: Events after which nothing more comes for their job.
TERMINAL = (Loaded, Done, Tokens, Counted, Unloaded, Failed, DeviceList, DryLoaded, Measured)

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

    def count(self, texts: tuple[str, ...], on_event: OnEvent) -> int:
        """Count tokens, also while a job runs. Ends with `Counted` or `Failed`.

        Nothing is started or loaded for it, and it does not put off an idle unload.
        """

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
