"""`parley chat`: one answer, or a conversation, in the terminal."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from parley.cli import options as opt
from parley.cli.interactive import converse
from parley.cli.loading import placed
from parley.cli.messages import (
    check_answerable,
    conversation,
    read_messages,
    read_prompt,
    valid_text,
)
from parley.cli.output import JsonOutput, Output, TextOutput
from parley.cli.recording import recorded
from parley.cli.running import find_model, load, open_engine, run_command
from parley.cli.services import Services
from parley.cli.turn import run_job
from parley.core.errors import ParleyError
from parley.engine.options import check_load, check_sampling
from parley.engine.protocol import LoadOptions, Message, Sampling

if TYPE_CHECKING:
    from parley.gguf import Header

_MODEL = "Loading the model"
_DRAW = "Drawing tokens"


def chat(
    context: typer.Context,
    prompt: Annotated[
        str | None,
        typer.Argument(help="What to say. Without it: what comes through a pipe, or a dialogue."),
    ] = None,
    *,
    model: Annotated[
        str | None,
        typer.Option(help="A .gguf file, the name of a model that is here, or starter."),
    ] = None,
    system: Annotated[
        str | None, typer.Option(help="System prompt; it replaces one in the messages file.")
    ] = None,
    messages: Annotated[
        str | None,
        typer.Option(
            help="JSON file with a list of {role, content}; - is standard input. "
            "PROMPT is added as the last message."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
    max_tokens: Annotated[
        int | None, typer.Option(help="Most tokens to generate.", rich_help_panel=_DRAW)
    ] = None,
    temperature: Annotated[
        float | None,
        typer.Option(help="0 takes the likeliest token each time.", rich_help_panel=_DRAW),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(help="The same seed and options give the same text.", rich_help_panel=_DRAW),
    ] = None,
    top_k: Annotated[
        int | None,
        typer.Option(help="Draw from the K likeliest tokens; 0 is off.", rich_help_panel=_DRAW),
    ] = None,
    top_p: Annotated[
        float | None,
        typer.Option(
            help="Draw from the likeliest tokens that sum up to P.", rich_help_panel=_DRAW
        ),
    ] = None,
    min_p: Annotated[
        float | None,
        typer.Option(help="Least probability, relative to the likeliest.", rich_help_panel=_DRAW),
    ] = None,
    typical_p: Annotated[
        float | None,
        typer.Option(help="Locally typical sampling; 1 is off.", rich_help_panel=_DRAW),
    ] = None,
    repeat_penalty: Annotated[
        float | None, typer.Option(help="1 is off.", rich_help_panel=_DRAW)
    ] = None,
    presence_penalty: Annotated[
        float | None, typer.Option(help="0 is off.", rich_help_panel=_DRAW)
    ] = None,
    frequency_penalty: Annotated[
        float | None, typer.Option(help="0 is off.", rich_help_panel=_DRAW)
    ] = None,
    mirostat: Annotated[
        int | None, typer.Option(min=0, max=2, help="0 is off.", rich_help_panel=_DRAW)
    ] = None,
    stop: Annotated[
        list[str] | None,
        typer.Option(help="Text that ends the answer; may be repeated.", rich_help_panel=_DRAW),
    ] = None,
    json_schema: Annotated[
        str | None,
        typer.Option(help="JSON Schema for the answer, or its file.", rich_help_panel=_DRAW),
    ] = None,
    grammar: Annotated[
        str | None,
        typer.Option(help="File with a GBNF grammar for the answer.", rich_help_panel=_DRAW),
    ] = None,
    logit_bias: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TOKEN=VALUE",
            help="Make a token, by its number, likelier or less so; may be repeated.",
            rich_help_panel=_DRAW,
        ),
    ] = None,
    ctx: Annotated[
        int | None,
        typer.Option(
            help="Context window in tokens; 0 is as much as the model was trained with.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    context_policy: Annotated[
        Literal["ask", "trim-oldest", "stop"] | None,
        typer.Option(
            help="When it does not fit the context window: fail and say so, leave out the oldest "
            "turns, or stop.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(help="Compute threads.", rich_help_panel=_MODEL)
    ] = None,
    gpu_layers: Annotated[
        int | None,
        typer.Option(help="Layers on the graphics card; -1 is all.", rich_help_panel=_MODEL),
    ] = None,
    batch: Annotated[
        int | None,
        typer.Option(help="Most tokens evaluated in one call.", rich_help_panel=_MODEL),
    ] = None,
    flash: Annotated[
        Literal["auto", "on", "off"] | None,
        typer.Option(help="Flash attention.", rich_help_panel=_MODEL),
    ] = None,
    kv: Annotated[
        str | None,
        typer.Option(
            metavar="TYPE[:TYPE]",
            help="Type of the KV cache, or of K and V: f16, q8_0 …",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    lora: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH[:SCALE]",
            help="LoRA adapter (GGUF); may be repeated.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    no_mmap: Annotated[
        bool,
        typer.Option(
            "--no-mmap", help="Read the file instead of mapping it.", rich_help_panel=_MODEL
        ),
    ] = False,
    mlock: Annotated[
        bool,
        typer.Option(
            "--mlock", help="Keep the weights from being swapped out.", rich_help_panel=_MODEL
        ),
    ] = False,
    template: Annotated[
        str | None,
        typer.Option(
            help="File with a chat template (Jinja) in place of the model's.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
) -> None:
    """Talk with a model in the terminal.

    The answer goes to standard output as it comes. Nothing said here is kept on the disk.
    """
    from_pipe = not sys.stdin.isatty()
    dialogue = prompt is None and messages is None and not from_pipe
    if dialogue and json:
        raise typer.BadParameter("Give one together with --json.", param_hint="PROMPT")
    kv_k, kv_v = opt.kv_types(kv)
    bias = opt.logit_bias(logit_bias or ())

    def run(services: Services, output: Output) -> None:
        settings = services.settings
        given_load = {
            "context": ctx,
            "threads": threads,
            "gpu_layers": gpu_layers,
            "batch": batch,
            "flash_attention": flash,
            "kv_type_k": kv_k,
            "kv_type_v": kv_v,
            "loras": opt.loras(lora or ()),
            "mmap": False if no_mmap else None,
            "mlock": True if mlock else None,
            "chat_template": opt.file_text("--template", template),
        }
        given_sampling = {
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "min_p": min_p,
            "typical_p": typical_p,
            "repeat_penalty": repeat_penalty,
            "presence_penalty": presence_penalty,
            "frequency_penalty": frequency_penalty,
            "mirostat": mirostat,
            "seed": seed,
            "stop": tuple(valid_text(each) for each in stop) if stop else None,
            "json_schema": opt.schema_text(json_schema),
            "grammar": opt.file_text("--grammar", grammar),
            "logit_bias": bias,
            "max_tokens": max_tokens,
        }
        load_options = opt.combined(LoadOptions, settings.load, given_load)
        check_load(load_options)
        check_sampling(opt.combined(Sampling, settings.sampling, given_sampling))
        policy = opt.POLICIES[context_policy] if context_policy else settings.context_policy
        start: tuple[Message, ...] = read_messages(messages) if messages is not None else ()
        said = read_prompt() if prompt is None and messages is None and from_pipe else prompt
        start = conversation(
            start, system=system, default_system=settings.system_prompt, prompt=said
        )
        if not dialogue:
            check_answerable(start)
        path, header = find_model(model or settings.model, services)
        usual = _usual_sampling(services, path, header)
        sampling = opt.combined(Sampling, usual, given_sampling)
        if ctx is None and "context" not in settings.load:
            load_options = opt.fitting_context(load_options, header.context_trained)
        given = {name for name, value in given_load.items() if value is not None}
        load_options = placed(services, path, load_options, given | settings.load.keys(), output)
        with (
            recorded(services, path, load_options, output) as watched,
            open_engine(services) as engine,
        ):
            load(engine, path, load_options, watched)
            if dialogue:
                converse(engine, start, sampling, policy, watched)
                return
            try:
                run_job(
                    engine,
                    lambda on: engine.stream(start, on, sampling=sampling, policy=policy),
                    watched,
                )
            except ParleyError as error:
                raise _with_options(error) from error

    run_command(context, JsonOutput() if json else TextOutput(), run)


def _usual_sampling(services: Services, path: Path, header: Header) -> dict[str, Any]:
    """Return how tokens are drawn where no option says otherwise, as in the windows.

    The person's settings go before what the model is asked to be given.
    """
    from parley.chat.sampling_guide import NO_ADVICE, advice_for, layered

    advised = NO_ADVICE
    if path != services.starter:  # Nobody asks for anything there.
        # Without the catalogue the model answers all the same.
        with contextlib.suppress(ParleyError):
            advised = advice_for(str(path), header, services.make_catalog())
    return layered(advised, services.settings.sampling)


def _with_options(error: ParleyError) -> ParleyError:
    """Say what to do about a full context window in words of the command line."""
    if error.code != "context_full":
        return error
    return ParleyError(
        error.code,
        error.message,
        safe=error.safe,
        hint="Shorten the messages, or give a larger --ctx or --context-policy trim-oldest.",
    )
