"""From what is typed after a command to the engine's options; the person's settings fill gaps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
import typer

from parley.core.errors import ParleyError
from parley.engine.options import bad_option
from parley.engine.protocol import ContextPolicy, LoadOptions, Lora, Sampling

T = TypeVar("T", LoadOptions, Sampling)

#: Names of the policies as they are typed.
POLICIES: dict[str, ContextPolicy] = {"ask": "ask", "trim-oldest": "trim_oldest", "stop": "stop"}

KV_TYPES: tuple[str, ...] = get_args(get_type_hints(LoadOptions)["kv_type_k"])

#: Added to a logit, which is rarely beyond ±100, it leaves no chance to any other token.
_NEVER = 1e9


def combined(kind: type[T], settings: Mapping[str, Any], given: Mapping[str, Any]) -> T:
    """Return options of the type `kind`: `given` where not None, else `settings`, else defaults.

    Raises:
        ParleyError: `bad_option` for a setting that is none of these options or of another type.
    """
    try:
        saved = msgspec.convert(dict(settings), kind)
    except msgspec.ValidationError as error:
        raise ParleyError(
            "bad_option",
            f"The options in the settings cannot be used: {str(error).rstrip('.')}.",
            safe="The settings were not changed.",
            hint="Correct them in the settings file.",
        ) from error
    chosen = {key: value for key, value in given.items() if value is not None}
    return msgspec.structs.replace(saved, **chosen)


def fitting_context(options: LoadOptions, trained: int | None) -> LoadOptions:
    """Return options whose context nobody chose with one that the model was trained for."""
    if trained is None or not 64 <= trained < options.context:
        return options
    return msgspec.structs.replace(options, context=trained)


def loras(values: Sequence[str]) -> tuple[Lora, ...] | None:
    """Parse `PATH[:SCALE]`; the number after the last colon is the scale."""
    return tuple(_lora(each) for each in values) or None


def _lora(value: str) -> Lora:
    path, colon, scale = value.rpartition(":")
    if colon and path:
        try:
            return Lora(path=_absolute(path), scale=float(scale))
        except ValueError:
            pass  # the colon belongs to the path, as in C:\models
    return Lora(path=_absolute(value))


def _absolute(path: str) -> str:
    return str(Path(path).expanduser().absolute())


def kv_types(value: str | None) -> tuple[str | None, str | None]:
    """Parse `TYPE` for both caches, or `K:V`."""
    if value is None:
        return None, None
    keys, _, values = value.lower().partition(":")
    for each in (keys, values or keys):
        if each not in KV_TYPES:
            raise typer.BadParameter(
                f"“{each}” is none of {', '.join(KV_TYPES)}.", param_hint="--kv"
            )
    return keys, values or keys


def logit_bias(values: Sequence[str]) -> dict[str, float] | None:
    """Parse `TOKEN=VALUE`, the token by its number."""
    found: dict[str, float] = {}
    for each in values:
        token, equals, number = each.partition("=")
        try:
            bias = float(number)
        except ValueError:
            bias = math.nan
        if not equals or not token.strip().isdecimal() or math.isnan(bias):
            raise typer.BadParameter(
                f"“{each}” is not TOKEN=VALUE, for example 42=-1.5.", param_hint="--logit-bias"
            )
        # JSON has no infinity; this much forbids or forces a token just as well.
        found[token.strip()] = max(-_NEVER, min(bias, _NEVER))
    return found or None


def file_text(option: str, path: str | None) -> str | None:
    """Return the text of the file an option names. Raises `ParleyError` (`bad_option`)."""
    if path is None:
        return None
    try:
        return Path(path).expanduser().read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise bad_option(
            option, f"names the file “{path}”, which cannot be read ({reason})", "Check the path."
        ) from error


def schema_text(value: str | None) -> str | None:
    """Return a JSON Schema as text, given as such or as the name of a file."""
    if value is None or value.lstrip().startswith("{"):
        return value
    return file_text("--json-schema", value)
