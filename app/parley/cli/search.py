"""`parley search`: models on the hub, and which of them run here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer

from parley.cli import planning
from parley.cli.output import Output, ResultOutput
from parley.cli.running import run_command
from parley.cli.search_objects import Listed, Row, search_object, with_installed
from parley.cli.services import Services
from parley.cli.streams import show_progress, write_out
from parley.core.errors import ParleyError
from parley.core.words import on

if TYPE_CHECKING:
    from parley.fit.fitting import Fitter
    from parley.fit.values import Wish
    from parley.hardware.values import Machine
    from parley.hub import Found, Hub, HubModel, Query
    from parley.hub.values import Sort

Order = Literal["downloads", "likes", "date", "trending"]
_ORDERS: dict[Order, Sort] = {
    "downloads": "downloads",
    "likes": "likes",
    "date": "modified",
    "trending": "trending",
}
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
#: Answers of the hub that are read for one list, and models that are judged for it.
_MOST_ANSWERS = 20
_MOST_JUDGED = 60
_MOST_AT_ONCE = 100


def search(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="Words of a model's or a publisher's name.")
    ] = None,
    *,
    family: Annotated[str | None, typer.Option(help="llama, mistral, qwen, gemma …")] = None,
    license_: Annotated[
        str | None,
        typer.Option(
            "--license", metavar="ID", help="As the hub writes it: apache-2.0, llama3.1 …"
        ),
    ] = None,
    min_params: Annotated[
        str | None, typer.Option(metavar="COUNT", help="At least so many parameters: 3B, 500M …")
    ] = None,
    max_params: Annotated[
        str | None, typer.Option(metavar="COUNT", help="At most so many parameters.")
    ] = None,
    author: Annotated[str | None, typer.Option(help="Whose repositories alone.")] = None,
    sort: Annotated[Order, typer.Option(help="What comes first.")] = "downloads",
    limit: Annotated[int, typer.Option(min=1, max=500, help="Models to list.")] = 20,
    fits: Annotated[
        bool, typer.Option("--fits", help="Only those with a build that runs on this machine.")
    ] = False,
    ctx: planning.Ctx = None,
    ram: planning.Ram = None,
    device: planning.Devices = None,
    json: planning.AsJson = False,
) -> None:
    """Search the hub for models in the GGUF format.

    --fits reads the headers of each, and plans with them; --ctx, --ram and --device say for what.
    """
    if not fits and not (ctx is None and ram is None and device is None):
        raise typer.BadParameter(
            "They say what --fits plans for, and need it.", param_hint="--ctx, --ram, --device"
        )
    wish = planning.wish(ctx, None, None, "auto", "balance")
    there = planning.stated(ram, device)
    least, most = _count(min_params, "--min-params"), _count(max_params, "--max-params")

    def run(services: Services, output: Output) -> None:
        from parley.hub import Query

        query = Query(
            text=" ".join(text or ()),
            author=(author or "").strip(),
            family=(family or "").strip().lower(),
            license=(license_ or "").strip().lower(),
            min_parameters=least,
            max_parameters=most,
            sort=_ORDERS[sort],
            page=min(limit, _MOST_AT_ONCE),
        )
        pages = _Pages(services.make_hub(), query)
        if fits:
            with planning.open_fitters(
                services, output, there, verify=False, measure=False, recorded=False
            ) as (make_fitter, machine):
                found = _fitting(pages, limit, make_fitter, machine, wish)
        else:
            found = pages.listed(tuple(Row(model) for model in islice(pages, limit)))
        found = with_installed(found, services.paths)
        if json:
            planning.print_json(search_object(found, fits=fits))
            return
        from parley.cli.bars import drawn
        from parley.cli.search_view import search_view

        if found.cached:
            output.notice(f"The hub is out of reach. This is what it said {on(found.read_at)}.")
        write_out(drawn(search_view(found, fits=fits, sort=sort)))

    run_command(context, ResultOutput(json=json), run)


class _Pages:
    """All models that a query finds, read from the hub as they are taken."""

    def __init__(self, hub: Hub, query: Query) -> None:
        self._hub = hub
        self._query = query
        self._more = False
        self._last: Found | None = None
        self._unsized = 0
        self._trouble: ParleyError | None = None

    def __iter__(self) -> Iterator[HubModel]:
        """Yield them. Raises `ParleyError` where nothing at all is found for a reason."""
        seen: set[str] = set()
        more = ""
        for turn in range(_MOST_ANSWERS):
            try:
                found = self._hub.search(self._query, more)
            except ParleyError as error:
                if turn == 0:
                    raise
                self._trouble = error
                return
            self._last = found
            self._unsized += found.unsized
            more = found.more
            new = [model for model in found.models if model.repo not in seen]
            seen.update(model.repo for model in new)
            for place, model in enumerate(new, 1):
                self._more = bool(more) or place < len(new)
                yield model
            if not more:
                self._more = False
                return

    def listed(self, rows: tuple[Row, ...], **judged: Any) -> Listed:
        """Return what was found, of which `rows` are to be shown."""
        return Listed(
            rows=rows,
            more=self._more or self._trouble is not None,
            unsized=self._unsized,
            trouble=self._trouble,
            read_at=0 if self._last is None else self._last.read_at,
            cached=self._last is not None and self._last.cached,
            **judged,
        )


def _fitting(
    pages: _Pages, limit: int, make_fitter: Callable[[], Fitter], machine: Machine, wish: Wish
) -> Listed:
    """Return up to `limit` models that run on a machine, and what became of the others."""
    from parley.fit.sifting import sift

    rows: list[Row] = []
    too_big = 0
    unchecked: list[tuple[str, ParleyError]] = []
    looked = 0
    with closing(sift(islice(pages, _MOST_JUDGED), make_fitter, machine, wish)) as sifted:
        for looked, each in enumerate(sifted, 1):
            chosen = each.found.chosen if each.found is not None else None
            if each.error is not None:
                unchecked.append((each.model.repo, each.error))
            elif chosen is None or chosen.plan.options.context < (wish.context or 0):
                too_big += 1
            else:
                rows.append(Row(each.model, plan=chosen.plan))
            show_progress(f"Models looked at: {looked}, of which run here: {len(rows)} …")
            if len(rows) == limit:
                break
    show_progress("")
    found = pages.listed(tuple(rows), too_big=too_big, unchecked=tuple(unchecked), looked=looked)
    return msgspec.structs.replace(found, more=found.more or len(rows) == limit)


def _count(text: str | None, option: str) -> int | None:
    """Return a number of parameters: a whole one, or one with a decimal unit (`3B`, `1.5b`)."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,6})?)\s*([KMBT]?)", text.strip(), re.IGNORECASE)
    if not found:
        raise typer.BadParameter(
            f"“{text}” is no number of parameters, for example 3B or 500M.", param_hint=option
        )
    return int(Decimal(found[1]) * _UNITS[found[2].upper()])
