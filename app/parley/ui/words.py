"""Numbers and states in words, as the window says them, in the language that is set."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QCoreApplication

from parley.core import words as core
from parley.ui.languages import locale

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


def number(value: float, digits: int = 0) -> str:
    """Return a number with so many digits after the point: `1,234`, `0.4`."""
    if digits:
        return locale().toString(float(value), "f", digits)
    return locale().toString(round(value))


def tip(text: str) -> str:
    """Return `text` as a tooltip that shows it as it is.

    Qt takes what has tags for HTML, and would read the files that an imported name asks for.
    """
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text


def percent(fraction: float) -> str:
    """Return a fraction from 0 to 1 as `40 %`."""
    value = number(100 * min(1.0, max(0.0, fraction)))
    return QCoreApplication.translate("words", "{number} %").format(number=value)


def speed(tokens: int, seconds: float) -> str:
    """Return `18 tokens/s`, or nothing where there is nothing to divide."""
    if tokens < 2 or seconds <= 0:
        return ""
    # The first token is the prefill's; the time runs from it to the last.
    rate = (tokens - 1) / seconds
    shown = number(rate, 0 if rate >= 10 else 1)
    return QCoreApplication.translate("words", "{number} tokens/s").format(number=shown)


def seconds(value: float) -> str:
    """Return a duration: `0.4 s`, `12 s`, `2 min 5 s`."""
    if value < 60:
        shown = number(value, 1 if value < 10 else 0)
        return QCoreApplication.translate("words", "{number} s").format(number=shown)
    return QCoreApplication.translate("words", "{minutes} min {seconds} s").format(
        minutes=number(int(value) // 60), seconds=int(value) % 60
    )


def tokens(count: int) -> str:
    """Return `1 token`, `1,234 tokens`."""
    if count == 1:
        return QCoreApplication.translate("words", "1 token")
    return QCoreApplication.translate("words", "{number} tokens").format(number=number(count))


def short(count: float) -> str:
    """Return a number in few letters: `312`, `5.1k`."""
    text = core.short(count)
    return text.replace(".", locale().decimalPoint())


def size(count: float) -> str:
    """Return `count` bytes in decimal units, as file managers show them: `312 MB`, `5.1 GB`."""
    if count >= 10**9:
        text = QCoreApplication.translate("words", "{number} GB")
        return text.format(number=number(count / 10**9, 1))
    if count >= 10**6:
        text = QCoreApplication.translate("words", "{number} MB")
        return text.format(number=number(count / 10**6))
    text = QCoreApplication.translate("words", "{number} kB")
    return text.format(number=number(max(count, 0) / 10**3))


def ending(status: str, finish_reason: str | None) -> str:
    """Return why an answer ended, in a word; nothing where a sentence says it, or it has not."""
    if status == "complete" and finish_reason in {None, "stop"}:
        return QCoreApplication.translate("words", "finished")
    return QCoreApplication.translate("words", "stopped") if status == "stopped" else ""


def context(used: int, total: int) -> str:
    """Return `1,234 of 4,096 tokens`."""
    text = QCoreApplication.translate("words", "{used} of {total} tokens")
    return text.format(used=number(used), total=number(total))


def family(name: str) -> Family:
    """Return whose model `name` is, by the name its makers gave it."""
    lowered = name.casefold()
    if any(word in lowered for word in _MISTRAL_NAMES):
        return "mistral"
    # SmolLM, TinyLlama and others share the architecture but are families of their own.
    return "llama" if lowered.startswith(("llama", "meta llama", "meta-llama")) else "other"
