"""What can be done when an answer failed, by the code of its error. Pure."""

from __future__ import annotations

from typing import Literal

from parley.chat.values import MessageError

#: `free` ends the engine's process and loads anew; `smaller` and `larger` load with another context
#: window; `trim_oldest` and `stop` are the choices of a full context; `log` shows the engine's log.
Remedy = Literal["retry", "free", "smaller", "larger", "trim_oldest", "stop", "log"]

_MEMORY: tuple[Remedy, ...] = ("free", "smaller", "retry", "log")
_AGAIN: tuple[Remedy, ...] = ("retry", "log")
#: What may help, the likeliest first. Without a log there is no `log`, without another size that
#: helps no `larger` or `smaller`.
_BY_CODE: dict[str, tuple[Remedy, ...]] = {
    # The context window.
    "context_full": ("larger", "trim_oldest", "stop"),
    # Leaving out others does not help one message that is too long by itself; another model may.
    "message_too_long": ("larger", "retry"),
    # Memory, or what mostly comes of too little of it.
    "out_of_memory": _MEMORY,
    "load_failed": ("retry", "free", "log"),
    "evaluation_failed": ("retry", "free", "log"),
    "device_failed": ("retry", "free", "log"),
    "device_lost": _AGAIN,
    # The process.
    "engine_crashed": ("retry", "smaller", "log"),
    "engine_hung": ("retry", "smaller", "log"),
    "engine_stopped": _AGAIN,
    "engine_closed": _AGAIN,
    "engine_bug": _AGAIN,
    "engine_mismatch": _AGAIN,
    "engine_missing": _AGAIN,
    "engine_not_started": ("retry", "free", "log"),
    # The model, its template and options: another choice helps, and then another try.
    "no_model": ("retry",),
    "no_chat_template": ("retry",),
    "no_vocabulary": ("retry",),
    "template_failed": ("retry",),
    "unsupported_architecture": _AGAIN,
    "lora_failed": _AGAIN,
    "lora_not_found": _AGAIN,
    "rpc_missing": _AGAIN,
    "bad_option": ("retry",),
    "bad_date": ("retry",),
    "bad_command": _AGAIN,
    "no_messages": (),
    "nothing_to_continue": (),
    "cancelled": ("retry",),
}
#: Codes that are known here.
KNOWN = frozenset(_BY_CODE)


def remedies(
    error: MessageError, *, larger: int | None = None, smaller: int | None = None
) -> tuple[Remedy, ...]:
    """Return what helps against `error`, the likeliest first.

    Args:
        larger, smaller: context windows, in tokens, that could be loaded instead; None where none
            would help.
    """
    there = {"larger": larger is not None, "smaller": smaller is not None, "log": bool(error.log)}
    found = tuple(each for each in _BY_CODE.get(error.code, _AGAIN) if there.get(each, True))
    # The same message, as it is too long for this window, would be too long again.
    return ("larger",) if error.code == "message_too_long" and "larger" in found else found
