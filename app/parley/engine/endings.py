"""How a job ends that no engine process ends itself: in sentences, for the person it happens to."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Sequence

from parley.core.errors import ParleyError
from parley.engine.protocol import Failed, LoadOptions

#: What the engine says before it ends itself because a device does not answer any more:
#: llama.cpp's RPC client (ggml-rpc.cpp), and Vulkan's result `VK_ERROR_DEVICE_LOST`.
_LOST = (
    "remote rpc server crashed",
    "failed to connect to",
    "rpc handshake failed",
    "errordevicelost",
)
_LOG_LINES = 20


def cancelled(job: int) -> Failed:
    """It was stopped before it began."""
    return Failed(job=job, code="cancelled", message="It was stopped.", hint="Start it again.")


def closed(job: int) -> Failed:
    """The program was closed."""
    return Failed(
        job=job,
        code="engine_closed",
        message="Parley was closed before the answer was complete.",
        safe="What had come is kept.",
        hint="Open Parley again and continue.",
    )


def no_model(job: int) -> Failed:
    """Nothing can be counted where no model is loaded."""
    return Failed(
        job=job,
        code="no_model",
        message="No model is loaded.",
        hint="Send a message; the model is loaded for it.",
    )


def not_started(job: int, error: OSError) -> Failed:
    """The process could not be started."""
    return Failed(
        job=job,
        code="engine_not_started",
        message=f"The engine could not be started ({error.strerror or error}).",
        safe="Your conversations are safe.",
        hint="Close other programs and try again; if it stays so, install Parley again.",
    )


def crashed(
    job: int,
    code: int | None,
    log: Sequence[str],
    *,
    foreign: bool = False,
    forced: bool = False,
    hung: bool = False,
    devices: Sequence[str] = (),
) -> Failed:
    """Say how a process ended that should not have.

    Args:
        code: its exit code; negative is the signal that ended it.
        log: its last lines.
        foreign: it spoke another protocol.
        forced: it did not heed a stop and was ended.
        hung: it gave no sign for a long time and was ended.
        devices: the devices beside the processor that it was to use.
    """
    name = "engine_crashed"
    safe = "What had come is kept."
    hint = "Send again: the engine is started anew. The log says what it did last."
    if foreign:
        name, message = "engine_mismatch", "The engine is of another version than Parley."
        hint = "Close Parley and start it again; if it stays so, install it again."
    elif forced:
        name, message = "engine_stopped", "The engine did not stop in time and was ended."
        hint = "Send again: the model is loaded anew."
    elif hung:
        name, message = "engine_hung", "The engine gave no sign for a long time and was ended."
    elif says_lost(log):
        lost = device_lost(" or ".join(devices), "it stopped answering")
        name, message, hint = lost.code, lost.message, lost.hint
    elif code == -signal.SIGTERM:
        message = "The engine was ended from outside."
    elif os.name == "posix" and code == -signal.SIGKILL:
        message = "The engine was killed: by the system, if memory ran out, or by another program."
        hint = (
            "Close other programs, or load a smaller model or context; "
            "then send again: the engine is started anew."
        )
    else:
        message = f"The engine ended unexpectedly (exit code {code})."
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                message = f"The engine crashed ({signal.Signals(-code).name})."
    return Failed(
        job=job, code=name, message=message, safe=safe, hint=hint, log=tuple(log)[-_LOG_LINES:]
    )


def says_lost(log: Sequence[str]) -> bool:
    """Whether a process's log says that a device stopped answering."""
    return any(sign in line.lower() for line in log for sign in _LOST)


def device_lost(name: str, reason: str) -> ParleyError:
    """Return the error for a device that is gone; without a name it is a graphics card."""
    what = f"The device {name}" if name else "A graphics card"
    return ParleyError(
        "device_lost",
        f"{what} cannot be reached: {reason}.",
        safe="Your conversations are safe.",
        hint="Start the device again, or load the model without it, on the processor.",
    )


def device_names(options: LoadOptions) -> tuple[str, ...]:
    """Return how the devices are called that a load names; a server's address says more."""
    return options.rpc or tuple(name for name in options.devices if name != "CPU")
