"""Numbers, states and days in words, as the window says them. No Qt, nothing but values."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

Family = Literal["llama", "mistral", "other"]

_MISTRAL_NAMES = (
    "mistral",
    "ministral",
    "mixtral",
    "magistral",
    "devstral",
    "codestral",
    "pixtral",
)


def percent(fraction: float) -> str:
    """Return a fraction from 0 to 1 as `40 %`."""
    return f"{round(100 * min(1.0, max(0.0, fraction)))} %"


def speed(tokens: int, seconds: float) -> str:
    """Return `18 tokens/s`, or nothing where there is nothing to divide."""
    if tokens < 2 or seconds <= 0:
        return ""
    # The first token is the prefill's; the time runs from it to the last.
    rate = (tokens - 1) / seconds
    return f"{rate:.0f} tokens/s" if rate >= 10 else f"{rate:.1f} tokens/s"


def seconds(value: float) -> str:
    """Return a duration: `0.4 s`, `12 s`, `2 min 5 s`."""
    if value < 10:
        return f"{value:.1f} s"
    if value < 60:
        return f"{value:.0f} s"
    return f"{int(value) // 60} min {int(value) % 60} s"


def tokens(count: int) -> str:
    """Return `1 token`, `1,234 tokens`."""
    return "1 token" if count == 1 else f"{count:,} tokens"


def ending(status: str, finish_reason: str | None) -> str:
    """Return why an answer ended, in a word; nothing where a sentence says it, or it has not."""
    if status == "complete" and finish_reason in {None, "stop"}:
        return "finished"
    return "stopped" if status == "stopped" else ""


def context(used: int, total: int) -> str:
    """Return `1,234 of 4,096 tokens`."""
    return f"{used:,} of {total:,} tokens"


def family(name: str) -> Family:
    """Return whose model `name` is, by the name its makers gave it."""
    lowered = name.casefold()
    if any(word in lowered for word in _MISTRAL_NAMES):
        return "mistral"
    # SmolLM, TinyLlama and others share the architecture but are families of their own.
    return "llama" if lowered.startswith(("llama", "meta llama", "meta-llama")) else "other"


def group(moment: datetime, today: date) -> str:
    """Return the heading of the list under which a conversation of `moment` stands."""
    days = (today - moment.date()).days
    if days <= 0:
        return "Today"
    if days == 1:
        return "Yesterday"
    if days < 7:
        return "This week"
    return "This month" if today - moment.date() < timedelta(days=31) else "Earlier"
