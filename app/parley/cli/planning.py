"""What `parley fit` and `parley recommend` share: their options, the machine, what answers."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer

from parley.cli import options
from parley.cli.options import KV_TYPES
from parley.cli.output import Output
from parley.cli.services import Services
from parley.cli.streams import write_out
from parley.core.errors import ParleyError
from parley.fit.values import Preference, Wish

if TYPE_CHECKING:
    from parley.fit.fitting import Fitter
    from parley.fit.rates import Calibration
    from parley.hardware.values import Machine

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_CONTEXT_LEAST = 64

FlashAttention = Literal["auto", "on", "off"]

_MACHINE = "The machine"
Ctx = Annotated[
    int | None, typer.Option(help="Context in tokens; 0 is as much as the model was trained with.")
]
Kv = Annotated[
    str | None, typer.Option(metavar="TYPE", help="Type of the KV cache: f16, q8_0, q4_0 …")
]
Ubatch = Annotated[int | None, typer.Option(help="Tokens evaluated at once.")]
Flash = Annotated[FlashAttention, typer.Option(help="Flash attention.")]
Prefer = Annotated[Preference, typer.Option(help="The best answers, the fastest, or between them.")]
Loras = Annotated[
    list[str] | None,
    typer.Option("--lora", metavar="PATH", help="Count in a LoRA adapter (GGUF); may be repeated."),
]
Images = Annotated[
    bool, typer.Option("--images", help="Count in the projector that lets it see images.")
]
Ram = Annotated[
    str | None,
    typer.Option(
        metavar="BYTES",
        help="Plan for this much main memory, with this processor.",
        rich_help_panel=_MACHINE,
    ),
]
Devices = Annotated[
    list[str] | None,
    typer.Option(
        "--device",
        metavar="NAME=BYTES",
        help="Plan for a graphics card with this much memory, for example CUDA0=24G; "
        "may be repeated.",
        rich_help_panel=_MACHINE,
    ),
]
Verify = Annotated[
    bool, typer.Option("--verify/--no-verify", help="Ask the engine too, or calculate only.")
]
Measure = Annotated[
    bool,
    typer.Option(
        "--measure/--no-measure",
        help="Measure how fast this computer is, if that was not done yet.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


class Stated(msgspec.Struct, frozen=True):
    """Memory in bytes to plan for instead of this machine's; None leaves it as it is."""

    ram: int | None = None
    devices: dict[str, int] | None = None

    def __bool__(self) -> bool:
        return self.ram is not None or self.devices is not None


def stated(ram: str | None, devices: Sequence[str] | None) -> Stated:
    """Return what `--ram` and `--device` say. Raises `BadParameter`."""
    found: dict[str, int] = {}
    for each in devices or ():
        name, equals, size = each.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(
                f"“{each}” is not NAME=BYTES, for example CUDA0=24G.", param_hint="--device"
            )
        if name.strip() in found:
            raise typer.BadParameter(
                f"“{name.strip()}” is stated twice; two cards need two names, for example"
                " CUDA0=24G and CUDA1=24G.",
                param_hint="--device",
            )
        found[name.strip()] = amount(size, "--device")
    return Stated(None if ram is None else amount(ram, "--ram"), found or None)


def amount(text: str, option: str) -> int:
    """Return bytes: a whole number, or one with a unit of powers of 1024 (`24G`, `512MiB`)."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", text.strip(), re.IGNORECASE)
    if not found:
        raise typer.BadParameter(
            f"“{text}” is no amount of memory, for example 17179869184 or 16G.",
            param_hint=option,
        )
    return int(Decimal(found[1]) * _UNITS[found[2].upper()])


def print_json(found: dict[str, Any]) -> None:
    """Print one JSON object. Bytes of a file's name that are no text become question marks."""
    write_out(msgspec.json.encode(_text_only(found)).decode() + "\n")


def _text_only(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_text_only(key): _text_only(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_text_only(each) for each in value]
    return value


def with_adapters(asked: Wish, loras: Sequence[str] | None) -> Wish:
    """Return `asked` with adapters, which are read. Raises `GgufError`."""
    from parley.fit.adapters import adapter_bytes

    named = options.loras(loras or ()) or ()
    return msgspec.structs.replace(asked, loras=named, adapters=adapter_bytes(named))


def wish(
    ctx: int | None, kv: str | None, ubatch: int | None, flash: FlashAttention, prefer: Preference
) -> Wish:
    """Return what was asked for. Raises `BadParameter` for what no engine could serve."""
    if ctx is not None and ctx != 0 and ctx < _CONTEXT_LEAST:
        raise typer.BadParameter(
            f"{ctx} is no number of tokens from {_CONTEXT_LEAST}, nor 0 for as many as the model"
            " was trained with.",
            param_hint="--ctx",
        )
    kind = kv.strip().lower() if kv is not None else None
    if kind is not None and kind not in KV_TYPES:
        raise typer.BadParameter(f"“{kv}” is none of {', '.join(KV_TYPES)}.", param_hint="--kv")
    if ubatch is not None and not 1 <= ubatch <= 2**16:
        raise typer.BadParameter(
            f"{ubatch} is no number of tokens from 1 to 65,536.", param_hint="--ubatch"
        )
    if flash == "off" and kind is not None and kind.startswith("q"):
        raise typer.BadParameter(
            "A quantised KV cache needs flash attention.", param_hint="--flash"
        )
    return Wish(context=ctx, prefer=prefer, kv_type=kind, ubatch=ubatch, flash_attention=flash)


@contextlib.contextmanager
def open_fitter(
    services: Services,
    output: Output,
    there: Stated,
    *,
    verify: bool,
    measure: bool,
    revision: str = "main",
) -> Iterator[tuple[Fitter, Machine]]:
    """Have what answers for this machine, or for it with other memory, and that machine.

    Args:
        verify: ask the engine as well.
        measure: measure how fast this machine is, if that was not done yet and it is the one
            that is asked about.
        revision: branch, tag or commit of repositories on the hub.
    """
    with open_fitters(
        services, output, there, verify=verify, measure=measure, revision=revision
    ) as (make, machine):
        yield make(), machine


@contextlib.contextmanager
def open_fitters(
    services: Services,
    output: Output,
    there: Stated,
    *,
    verify: bool,
    measure: bool,
    recorded: bool = True,
    revision: str = "main",
) -> Iterator[tuple[Callable[[], Fitter], Machine]]:
    """Have what makes them, one for each thread, and the machine. Arguments as `open_fitter`.

    With records or the engine's word, only for the thread that asks here.
    """
    with contextlib.ExitStack() as stack:
        # One process for the devices and for what a load would take.
        query = stack.enter_context(services.make_query())
        # It gets ready while these are read.
        from parley.fit.calibration import Calibrator
        from parley.fit.fitting import Fitter
        from parley.fit.sources import Sources
        from parley.fit.typical import assumed
        from parley.fit.verify import Verifier
        from parley.hardware import described, detect

        here = detect(services.paths, query)
        machine = described(here, ram=there.ram, devices=there.devices)
        calibrator = Calibrator(services.paths, query, services.make_engine, services.starter)

        def calibrate() -> Calibration:
            found = calibrator.kept(here)
            if found is not None and not (measure and not there and calibrator.due(found)):
                return found
            if measure and not there and here.engine.version:
                output.notice(
                    "Measuring how fast this computer is; this takes some seconds and is kept."
                )
                try:
                    found = calibrator.measure(here)
                except ParleyError as error:
                    output.notice(f"The speed of this computer was not measured. {error.message}")
                else:
                    if calibrator.disturbed(found):
                        output.notice(
                            "Other programs were busy meanwhile, so the speeds may be too low;"
                            " they are measured again when it is quiet."
                        )
                    return found
            return found or assumed(machine)

        records = None
        if recorded and not there:
            try:
                records = stack.enter_context(services.records(here))
            except ParleyError as error:
                output.notice(f"Nothing is recorded of this. {error}")
        verifier = None
        if verify and here.engine.version:
            verifier = Verifier(query, services.paths.cache / "fit", here=here)

        def make() -> Fitter:
            sources = Sources(
                services.paths, services.make_hub, library=services.library, revision=revision
            )
            return Fitter(sources, machine, calibrate, verifier=verifier, records=records)

        yield make, machine
