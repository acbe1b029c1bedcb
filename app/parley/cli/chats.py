"""`parley chats`: the conversations of this computer, listed, searched, exported and imported."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from parley.cli.output import Output, ResultOutput
from parley.cli.planning import print_json
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import show_progress, shown, write_line, write_out
from parley.core.errors import ParleyError
from parley.core.words import day, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.chat.exchange import Exported, Exporter, Imported
    from parley.chat.search import Hit

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def chats() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(name="chats", help="List, search, export or import conversations.")
    group.command("list")(list_chats)
    group.command()(search)
    group.command()(export)
    group.command("import")(import_chats)
    return group


def list_chats(context: typer.Context, *, json: AsJson = False) -> None:
    """List conversations with the numbers that other commands take, the newest first."""

    def run(services: Services, _output: Output) -> None:
        from parley.chat.store import ChatStore

        with _database(services) as connection:
            found = ChatStore(connection).conversations()
        if json:
            print_json(
                {
                    "chats": [
                        {
                            "id": one.id,
                            "title": one.title,
                            "created_at": one.created_at,
                            "updated_at": one.updated_at,
                            "archived": one.archived_at is not None,
                        }
                        for one in found
                    ]
                }
            )
            return
        for one in found:
            write_out(f"{one.id:6}  {day(one.updated_at)}  {shown(one.title or 'New chat')}\n")

    run_command(context, ResultOutput(json=json), run)


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="WORDS", help='Words; "quoted" ones in a row.')],
    *,
    model: Annotated[
        str | None, typer.Option("--model", help="Only what this model wrote.")
    ] = None,
    role: Annotated[
        Literal["user", "assistant", "system"] | None,
        typer.Option("--role", help="Only what you (user) or a model (assistant) wrote."),
    ] = None,
    since: Annotated[
        datetime.datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="Not older than this day."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")
    ] = 20,
    json: AsJson = False,
) -> None:
    """Search all conversations, their attachments and titles, the newest first."""

    def run(services: Services, _output: Output) -> None:
        from parley.chat.search import ChatSearch, SearchFilter

        with _database(services) as connection:
            found = ChatSearch(connection)
            found.index.update()
            since_ = None if since is None else since.astimezone().timestamp()
            page = found.search(
                text, only=SearchFilter(model=model, role=role, since=since_), limit=limit
            )
        if json:
            print_json(
                {"hits": [hit_object(hit) for hit in page.hits], "more": page.more is not None}
            )
            return
        for hit in page.hits:
            write_out(_hit_view(hit))
        if not page.hits:
            write_line("Nothing was found.")
        elif page.more is not None:
            write_line("There is more: --limit shows it.")

    run_command(context, ResultOutput(json=json), run)


def export(
    context: typer.Context,
    chats: Annotated[
        list[int] | None,
        typer.Argument(metavar="NUMBER", help="Numbers from the list; without any, all."),
    ] = None,
    *,
    form: Annotated[
        Literal["markdown", "html", "json"],
        typer.Option("--format", help="Only JSON keeps everything and can be imported again."),
    ] = "json",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The file; for several as Markdown or HTML, a folder to be made."
        ),
    ] = None,
    json: AsJson = False,
) -> None:
    """Write conversations to files, archived ones among them."""

    def run(services: Services, _output: Output) -> None:
        from parley.chat.exchange import Exporter

        with _database(services) as connection:
            exporter = Exporter(connection)
            ids = list(dict.fromkeys(chats)) if chats else exporter.all_ids()
            done = _export(exporter, ids, form, output)
        if json:
            print_json(
                {
                    "place": str(done.place),
                    "conversations": done.conversations,
                    "files": done.files,
                }
            )
        else:
            many = "1 chat was" if done.conversations == 1 else f"{done.conversations} chats were"
            write_line(f"{many} written to {done.place}.")

    run_command(context, ResultOutput(json=json), run)


def import_chats(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="JSON of Parley, or an export of ChatGPT (zip) or Open WebUI."
        ),
    ],
    *,
    json: AsJson = False,
) -> None:
    """Take conversations from files; what is there already is left as it is."""

    def run(services: Services, _output: Output) -> None:
        from parley.chat.exchange import Importer

        came: list[tuple[Path, Imported]] = []
        with _database(services) as connection:
            importer = Importer(connection)
            for path in paths:
                try:
                    came.append((path, importer.take(path, on_progress=_progress)))
                finally:
                    show_progress("")
        if json:
            print_json({"files": [import_object(path, one) for path, one in came]})
            return
        for path, one in came:
            for line in import_words(path.name, one):
                write_out(f"{shown(line)}\n")

    run_command(context, ResultOutput(json=json), run)


# -- words and objects ---------------------------------------------------------------------------


def hit_object(hit: Hit) -> dict[str, Any]:
    """Return a hit as documented JSON: times in seconds, ranges as places in `text`."""
    return {
        "chat": hit.conversation_id,
        "message": hit.message_id,
        "title": hit.title,
        "when": hit.when,
        "role": hit.role,
        "model": hit.model,
        "attachment": hit.attachment,
        "archived": hit.archived,
        "passage": {
            "text": hit.passage.text,
            "ranges": [list(span) for span in hit.passage.ranges],
        },
    }


def import_object(path: Path, came: Imported) -> dict[str, Any]:
    """Return what came of a file as documented JSON."""
    return {
        "file": str(path),
        "source": came.source,
        "imported": list(came.ids),
        "there": came.there,
        "changed": came.changed,
        "left_out": [{"what": each.what, "why": each.why} for each in came.left_out],
        "lacking": came.lacking,
    }


def import_words(name: str, came: Imported) -> Iterator[str]:
    """Return what came of a file in sentences."""
    yield f"{name} ({came.source}): {len(came.ids)} imported, {came.there} there already."
    if came.changed:
        yield f"  {came.changed} of these have other messages in the file; yours are as they were."
    for each in came.left_out:
        yield f"  Left out: {each.what}. {each.why}"
    for what, count in came.lacking.items():
        yield f"  Not taken: {count} {what}."


def _hit_view(hit: Hit) -> str:
    import sys

    text = shown(hit.passage.text)
    if sys.stdout.isatty() and len(text) == len(hit.passage.text):
        for first, last in reversed(hit.passage.ranges):
            text = f"{text[:first]}{_BOLD}{text[first:last]}{_PLAIN}{text[last:]}"
    head = f"{hit.conversation_id}  {day(hit.when)}  {shown(hit.title or 'New chat')}"
    if hit.is_title:
        return f"{head}\n"
    where = "system prompt" if hit.is_prompt else shown(hit.attachment)
    place = f"[{where}] " if where else ""
    return f"{head}\n    {place}{text}\n"


# -- inside --------------------------------------------------------------------------------------


@contextlib.contextmanager
def _database(services: Services) -> Iterator[sqlite3.Connection]:
    from parley.core.database import Database

    with contextlib.closing(Database(services.paths.database).connect()) as connection:
        yield connection


def _progress(read: int, of: int) -> None:
    show_progress(f"{size(read)} of {size(of)} read")


def _export(
    exporter: Exporter,
    ids: list[int],
    form: Literal["markdown", "html", "json"],
    output: Path | None,
) -> Exported:
    from parley.chat.exchange.exporting import SUFFIXES
    from parley.chat.exchange.names import file_stem
    from parley.core.files import free_name

    if not ids:
        raise ParleyError(
            "nothing_to_export", "There are no conversations.", hint="Begin one first."
        )
    here = Path.cwd()
    if form == "json" or len(ids) == 1:
        if output is None:
            stem = file_stem(exporter.title(ids[0])) if len(ids) == 1 else "Parley chats"
            output = free_name(here, stem, SUFFIXES[form])
        return exporter.to_file(ids, form, output.absolute())
    place = here / "Parley chats" if output is None else output.absolute()
    return exporter.to_folder(ids, form, place.parent, place.name)
