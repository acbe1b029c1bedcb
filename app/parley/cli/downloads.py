"""`parley downloads`: the queue, looked at and steered from any terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.downloading import Told, follow, rate, waits_offline
from parley.cli.output import JsonOutput, Output, ResultOutput
from parley.cli.planning import print_json
from parley.cli.running import run_command
from parley.cli.services import Services
from parley.cli.streams import shown, write_out
from parley.core.errors import ParleyError
from parley.core.launching import command

if TYPE_CHECKING:
    from parley.hub.downloads import Download, DownloadQueue

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Which = Annotated[
    list[str],
    typer.Argument(
        metavar="WHICH", help="Numbers from the list, owner/name[:QUANT], or all of them: all."
    ),
]


def downloads() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(
        name="downloads",
        help="Show the queue of downloads, or change it.",
        invoke_without_command=True,
    )
    group.callback()(show)
    group.command()(pause)
    group.command()(resume)
    group.command()(cancel)
    group.command()(move)
    group.command()(limit)
    group.command()(clear)
    group.command()(run)
    return group


def show(context: typer.Context, *, json: AsJson = False) -> None:
    """Show the queue of downloads, or change it."""
    if context.invoked_subcommand is not None:
        return

    def body(services: Services, output: Output) -> None:
        from parley.cli.downloads_view import download_object, downloads_view

        with contextlib.closing(services.make_downloads()) as queue:
            found = queue.all()
        if json:
            print_json({"downloads": [download_object(each) for each in found]})
        else:
            from parley.cli.bars import drawn

            write_out(drawn(downloads_view(found)))

    run_command(context, ResultOutput(json=json), body)


def pause(context: typer.Context, which: Which, *, json: AsJson = False) -> None:
    """Let downloads stand still until they are resumed. What was received is kept."""
    _each(context, which, lambda queue, one: queue.pause(one.id), json=json)


def resume(context: typer.Context, which: Which, *, json: AsJson = False) -> None:
    """Let downloads go on that were paused, failed or wait. “parley downloads run” runs them."""
    _each(context, which, lambda queue, one: queue.resume(one.id), json=json)


def cancel(context: typer.Context, which: Which, *, json: AsJson = False) -> None:
    """Take downloads out of the queue and remove what was received. Models that are done stay."""
    _each(context, which, lambda queue, one: queue.cancel(one.id), json=json)


def move(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A number from the list, or owner/name[:QUANT].")],
    place: Annotated[str, typer.Argument(metavar="first|last|NUMBER", help="Where it goes.")],
    *,
    json: AsJson = False,
) -> None:
    """Change the order of the queue."""
    word = place.strip().lower()
    index = {"first": 0, "last": -1}.get(word, int(word) - 1 if word.isdecimal() else None)
    if index is None or (word.isdecimal() and index < 0):
        raise typer.BadParameter(
            f"“{place}” is neither first nor last nor a number from 1.", param_hint="PLACE"
        )
    _each(context, [which], lambda queue, one: queue.move(one.id, index), json=json)


def limit(
    context: typer.Context,
    speed: Annotated[
        str, typer.Argument(metavar="SPEED", help="Bytes per second, such as 5M; 0 for no limit.")
    ],
) -> None:
    """Limit the speed of all downloads together, now and from now on.

    A pull that was started with --limit keeps its own.
    """
    bytes_per_second = rate(speed)

    def body(services: Services, output: Output) -> None:
        import msgspec

        from parley.core.settings import SettingsFile

        file = SettingsFile(services.paths.settings)
        file.save(msgspec.structs.replace(file.load(), download_limit=bytes_per_second))

    run_command(context, ResultOutput(json=False), body)


def clear(context: typer.Context) -> None:
    """Take downloads that are done out of the list. Their models stay."""

    def body(services: Services, output: Output) -> None:
        with contextlib.closing(services.make_downloads()) as queue:
            queue.clear()

    run_command(context, ResultOutput(json=False), body)


def run(context: typer.Context, *, json: AsJson = False) -> None:
    """Work the queue off: all that is queued or waits for a better time."""

    def body(services: Services, output: Output) -> None:
        from parley.cli.pull_view import JsonView, TextView, View

        folder = services.paths.models
        view: View = JsonView(output, folder) if json else TextView(output, folder)
        told = Told()
        with contextlib.closing(services.make_downloads(told)) as queue:
            wanted = [
                # Whether Parley is still offline is to be found out anew.
                queue.resume(each.id) if waits_offline(each) else each
                for each in queue.all()
                if each.to_do
            ]
            ended = follow(queue, wanted, told, view)
        if any(each.state != "done" for each in ended):
            raise typer.Exit(1)

    run_command(context, JsonOutput() if json else ResultOutput(json=False), body)


def _each(
    context: typer.Context,
    which: Sequence[str],
    do: Callable[[DownloadQueue, Download], object],
    *,
    json: bool,
) -> None:
    """Do something with each download that is named, and print what is left of the queue."""

    def body(services: Services, output: Output) -> None:
        from parley.cli.downloads_view import download_object, line

        with contextlib.closing(services.make_downloads()) as queue:
            named = _named(queue.all(), which)
            for each in named:
                do(queue, each)
            numbers = {each.id for each in named}
            left = [each for each in queue.all() if each.id in numbers]
        if json:
            print_json({"downloads": [download_object(each) for each in left]})
            return
        for each in named:
            now = next((other for other in left if other.id == each.id), None)
            gone = "not listed any more, the model stays" if each.state == "done" else "cancelled"
            write_out(f"{f'{shown(each.name)}: {gone}' if now is None else line(now)}\n")

    run_command(context, ResultOutput(json=json), body)


def _named(known: Sequence[Download], which: Sequence[str]) -> list[Download]:
    """Return the downloads that are meant, each once. Raises `ParleyError` `download_unknown`."""
    found: dict[int, Download] = {}
    for text in which:
        wanted = text.strip().casefold()
        matches = [
            each
            for each in known
            if (wanted == "all" and each.state != "done")
            or wanted in {str(each.id), each.name.casefold(), each.plan.repo.casefold()}
        ]
        if not matches and wanted != "all":
            raise ParleyError(
                "download_unknown",
                f"There is no download called “{text}”.",
                safe="Nothing was changed.",
                hint=f"“{command('downloads')}” lists them.",
            )
        found |= {each.id: each for each in matches}
    return list(found.values())
