"""Builds the parts that the windows and the commands both need, each from what it is given."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.paths import Paths
from parley.engine.protocol import Engine
from parley.library import Library

if TYPE_CHECKING:
    from parley.catalog import Catalog
    from parley.core.logging import Log
    from parley.discover.cards import Desk
    from parley.engine.query import EngineQuery
    from parley.fit.fitting import Fitter
    from parley.fit.live import Trials
    from parley.fit.records import FitRecords
    from parley.hardware import Machine
    from parley.hub import Account, Hub
    from parley.hub.downloads import Download
    from parley.hub.transfer import Fetched


def resources_dir(env: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of fonts, icons and the mark.

    Looked for in `PARLEY_RESOURCES`, in a frozen program, in the source tree, and in an
    installation. Raises `ParleyError` (`resources_missing`).
    """
    places = []
    if named := env.get("PARLEY_RESOURCES", "").strip():
        places.append(Path(named).expanduser())
    if bundle := getattr(sys, "_MEIPASS", ""):
        places.append(Path(bundle) / "resources")
    places.append(Path(__file__).resolve().parents[3] / "resources")
    places.append(Path(sys.prefix) / "share" / "parley" / "resources")
    for place in places:
        if (place / "mark" / "parley.svg").is_file():
            return place
    raise ParleyError(
        "resources_missing",
        "The fonts and icons of Parley are missing.",
        safe="Your conversations and models are untouched.",
        hint="Install Parley again.",
    )


def load_catalog(resources: Path) -> Catalog:
    """Return the curated models. Raises `ParleyError`."""
    from parley.catalog import Catalog

    return Catalog.load(resources / "catalog.json")


def hub_account(
    paths: Paths, log: Log, env: Mapping[str, str], *, say: Callable[[str], None]
) -> Account:
    """Return the person's account at the hub. Raises `ParleyError` `hub_endpoint`.

    `say` shows a sentence where a token that was kept cannot be had.
    """
    from parley.core.secrets import Secrets
    from parley.hub import Account, endpoint_of

    return Account(
        Secrets(paths.secrets, on_secret=log.redactor.add),
        endpoint_of(env),
        paths.accounts,
        env=env,
        on_secret=log.redactor.add,
        say=say,
    )


def hub_for(account: Account, paths: Paths, network: Network, env: Mapping[str, str]) -> Hub:
    """Return the hub that models come from. Raises `ParleyError` `hub_endpoint`."""
    from parley.hub import Hub, endpoint_of

    return Hub(paths.cache / "hub", network, endpoint=endpoint_of(env), token=account.token)


def keep_download(library: Library, download: Download, files: Sequence[Fetched]) -> None:
    """Make a download that is whole known to the library. Raises `ParleyError`."""
    from parley.library.values import DownloadedFile

    library.add_download(
        repo=download.plan.repo,
        revision=download.plan.revision,
        licence=download.plan.licence,
        files=[
            DownloadedFile(
                file.path,
                file.size,
                file.sha256 if file.verified else "",
                time.time() if file.verified else None,
            )
            for file in files
        ],
    )


@contextlib.contextmanager
def fit_records(paths: Paths, machine: Machine) -> Iterator[FitRecords]:
    """Have what is recorded of fits on this machine. Raises `ParleyError`."""
    from parley.fit.records import FitRecords

    connection = Database(paths.database).connect()
    try:
        yield FitRecords(connection, machine)
    finally:
        connection.close()


@contextlib.contextmanager
def model_fitter(
    paths: Paths,
    hub: Callable[[], Hub],
    library: Library,
    make_engine: Callable[[], Engine],
    make_query: Callable[[], EngineQuery],
    revision: str = "main",
) -> Iterator[Fitter]:
    """Have what tells whether models of the hub or of this disk would run on this computer.

    Blocks: for a thread beside the window's. Raises `ParleyError`.
    """
    with contextlib.ExitStack() as stack:
        query = stack.enter_context(make_query())
        from parley.fit.calibration import Calibrator
        from parley.fit.fitting import Fitter
        from parley.fit.sources import Sources
        from parley.fit.verify import Verifier
        from parley.hardware import detect

        here = detect(paths, query)
        calibrator = Calibrator(paths, query, make_engine, None)
        yield Fitter(
            Sources(paths, hub, library=library, revision=revision),
            here,
            lambda: calibrator.usual(here),
            verifier=Verifier(query, paths.cache / "fit", here=here)
            if here.engine.version
            else None,
            records=stack.enter_context(fit_records(paths, here)),
        )


def engine_query() -> EngineQuery:
    """Return what asks the engine of this installation, each time in a process of its own."""
    from parley.engine.query import EngineQuery

    return EngineQuery()


def model_trials(paths: Paths, make_engine: Callable[[], Engine], query: EngineQuery) -> Trials:
    """Return what tells how models would run on this computer."""
    from parley.fit.calibration import Calibrator
    from parley.fit.live import Trials
    from parley.hardware import detect

    calibrator = Calibrator(paths, query, make_engine, None)
    return Trials(
        paths,
        look=lambda: detect(paths, query),
        remembered=lambda: machine_now(paths),
        calibration=calibrator.usual,
        query=query,
        records=lambda machine: fit_records(paths, machine),
    )


def model_desk(
    paths: Paths,
    catalog: Catalog,
    make_engine: Callable[[], Engine],
    make_query: Callable[[], EngineQuery],
) -> Desk:
    """Return what judges the models of the catalogue on this computer, with the memory of now."""
    from parley.discover.cards import Desk
    from parley.fit.calibration import Calibrator
    from parley.hardware import detect

    query = make_query()
    here = machine_now(paths) or detect(paths, query)
    return Desk(catalog, here, Calibrator(paths, query, make_engine, None).usual(here))


def this_machine(paths: Paths, query: EngineQuery) -> Machine:
    """Return what this computer has, without asking the engine where that was done before."""
    from parley.hardware import detect, remembered

    return remembered(paths.cache) or detect(paths, query)


def machine_now(paths: Paths) -> Machine | None:
    """Return what this computer had when it was last looked at, with the memory of now."""
    from parley.hardware import LocalSystem, remembered
    from parley.hardware.memory import memory

    found = remembered(paths.cache)
    return found and msgspec.structs.replace(found, memory=memory(LocalSystem()))
