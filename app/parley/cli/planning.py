"""What `parley fit` and `parley recommend` share: their options, the machine, what answers."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from parley.cli.output import Output
from parley.cli.services import Services
from parley.cli.streams import write_out
from parley.core.errors import ParleyError
from parley.fit.values import Preference, Wish

if TYPE_CHECKING:
    from parley.fit.fitting import Fitter
    from parley.hardware.values import Machine

KV_TYPES = ("f16", "q8_0", "q4_0", "f32", "bf16", "q5_1", "q5_0", "q4_1")
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


def amount(text: str, option: str) -> int:
    """Return bytes: a whole number, or one with a unit of powers of 1024 (`24G`, `512MiB`)."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", text.strip(), re.IGNORECASE)
    if not found:
        raise typer.BadParameter(
            f"“{text}” is no amount of memory, for example 17179869184 or 16G.",
            param_hint=option,
        )
    return int(float(found[1]) * _UNITS[found[2].upper()])


def device_amounts(values: Sequence[str]) -> dict[str, int] | None:
    """Parse `NAME=BYTES` of each `--device`; None where none is given."""
    found: dict[str, int] = {}
    for value in values:
        name, equals, size = value.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(
                f"“{value}” is not NAME=BYTES, for example CUDA0=24G.", param_hint="--device"
            )
        found[name.strip()] = amount(size, "--device")
    return found or None


def print_json(found: dict[str, Any]) -> None:
    """Print one JSON object."""
    write_out(msgspec.json.encode(found).decode() + "\n")


def wish(
    ctx: int | None, kv: str | None, ubatch: int | None, flash: str | None, prefer: Preference
) -> Wish:
    """Return what was asked for. Raises `BadParameter` for what no engine could serve."""
    if ctx is not None and (ctx < 0 or 0 < ctx < 64):
        raise typer.BadParameter(
            "Give a number of tokens from 64, or 0 for as many as the model was trained with.",
            param_hint="--ctx",
        )
    if kv is not None and kv.lower() not in KV_TYPES:
        raise typer.BadParameter(f"“{kv}” is none of {', '.join(KV_TYPES)}.", param_hint="--kv")
    if ubatch is not None and not 1 <= ubatch <= 2**16:
        raise typer.BadParameter("Give a number of tokens from 1.", param_hint="--ubatch")
    quantised = kv is not None and kv.lower().startswith("q")
    if flash == "off" and quantised:
        raise typer.BadParameter(
            "A quantised KV cache needs flash attention.", param_hint="--flash"
        )
    return Wish(
        context=ctx,
        prefer=prefer,
        kv_type=kv.lower() if kv else None,
        ubatch=ubatch,
        flash_attention=flash or "auto",  # type: ignore[arg-type]
    )


@contextlib.contextmanager
def open_fitter(
    services: Services,
    output: Output,
    *,
    ram: int | None,
    devices: Mapping[str, int] | None,
    verify: bool,
    measure: bool,
) -> Iterator[tuple[Fitter, Machine]]:
    """Have what answers for this machine, or for it with other memory.

    Args:
        ram, devices: bytes of memory to plan for instead of this machine's.
        verify: ask the engine as well.
        measure: measure how fast this machine is, if that was not done yet.
    """
    from parley.fit.calibration import Calibrator
    from parley.fit.fitting import Fitter
    from parley.fit.sources import Sources
    from parley.fit.typical import assumed
    from parley.fit.verify import Verifier
    from parley.hardware import described, detect

    query = services.make_query()
    here = detect(services.paths, query)
    there = described(here, ram=ram, devices=devices)
    calibrator = Calibrator(services.paths, query, services.make_engine, services.starter)
    calibration = calibrator.kept(here)
    if calibration is None and measure and here.engine.version:
        output.notice("Measuring how fast this computer is; this takes some seconds and is kept.")
        try:
            calibration = calibrator.measure(here)
        except ParleyError as error:
            output.notice(f"The speed of this computer was not measured. {error.message}")
    with contextlib.ExitStack() as stack:
        records = None
        if there == here:
            # Figures are kept beside conversations; planning works without them.
            try:
                records = stack.enter_context(services.records(here))
            except ParleyError as error:
                output.notice(f"Nothing is recorded of this. {error}")
        yield (
            Fitter(
                Sources(services.paths, services.make_hub),
                there,
                calibration or assumed(there),
                verifier=Verifier(query, services.paths.cache / "fit", here=here)
                if verify and here.engine.version
                else None,
                records=records,
            ),
            there,
        )
