"""`parley tokenize`: the tokens a model would be given for a conversation."""

from __future__ import annotations

import sys
from typing import Annotated

import msgspec
import typer

from parley.cli import options as opt
from parley.cli.messages import conversation, read_messages
from parley.cli.output import Output, ResultOutput
from parley.cli.running import find_model, load, open_engine, run_command
from parley.cli.services import Services
from parley.cli.streams import shown, write_out
from parley.cli.turn import run_job
from parley.engine.protocol import LoadOptions, Tokens

_PER_ROW = 10


def tokenize(
    context: typer.Context,
    *,
    messages: Annotated[
        str,
        typer.Option(help="JSON file with a list of {role, content}; - is standard input."),
    ],
    model: Annotated[
        str | None,
        typer.Option(help="A .gguf file, the name of a model that is here, or starter."),
    ] = None,
    system: Annotated[
        str | None, typer.Option(help="System prompt; it replaces one in the file.")
    ] = None,
    template: Annotated[
        str | None, typer.Option(help="File with a chat template (Jinja) in place of the model's.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how a model's chat template and vocabulary turn messages into tokens."""

    def run(services: Services, output: Output) -> None:
        # Nothing is evaluated, so the smallest context will do, and no graphics card.
        options = LoadOptions(
            context=64, gpu_layers=0, chat_template=opt.file_text("--template", template)
        )
        start = conversation(read_messages(messages), system=system, default_system="", prompt=None)
        path, _ = find_model(model or services.settings.model, services)
        with open_engine(services) as engine:
            load(engine, path, options, output)
            result = run_job(engine, lambda on: engine.tokenize(start, on), output)
        if isinstance(result, Tokens):
            write_out(_json(result) if json else _text(result))

    run_command(context, ResultOutput(json=json), run)


def _json(result: Tokens) -> str:
    values = {"tokens": result.tokens, "text": result.text, "notes": result.notes}
    return msgspec.json.encode(values).decode() + "\n"


def _text(result: Tokens) -> str:
    """Return the rendered text, the numbers in rows with the place of each row's first, notes."""
    lines = [result.text if not sys.stdout.isatty() else shown(result.text), ""]
    for start in range(0, len(result.tokens), _PER_ROW):
        row = result.tokens[start : start + _PER_ROW]
        lines.append(f"{start:>7}  " + " ".join(f"{token:>6}" for token in row))
    lines.append(f"{len(result.tokens):,} tokens")
    lines += [f"Note: {note}" for note in result.notes]
    return "\n".join(lines) + "\n"
