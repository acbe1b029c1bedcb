"""What the commands need from the rest of the program; the composition root provides it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from parley.core.paths import Paths
from parley.core.settings import Settings
from parley.engine.protocol import Engine
from parley.library import Library

if TYPE_CHECKING:
    from parley.catalog import Catalog
    from parley.cli.downloading import Told
    from parley.engine.query import EngineQuery
    from parley.fit.records import FitRecords
    from parley.hardware import Machine
    from parley.hub import Account, Hub
    from parley.hub.downloads import DownloadQueue


class MakeDownloads(Protocol):
    """Opens the queue of downloads, which the command closes."""

    def __call__(
        self, told: Told | None = None, *, limit: int | None = None, connections: int | None = None
    ) -> DownloadQueue:
        """Return the queue.

        Args:
            told: takes in what the queue tells.
            limit: bytes per second, 0 for no limit; None takes the settings', as they change.
            connections: for each file; None takes the settings'.
        """


class Services(msgspec.Struct, frozen=True):
    """Ready-made parts for one command.

    Attributes:
        paths: the person's folders, which exist.
        settings: the person's choices; options of a command go before them.
        make_engine: returns an engine without a model, which saves no conversation states to disk
            (what is said on the command line is not kept); the command closes it.
        make_query: returns what asks the engine, each time in a process of its own.
        make_catalog: returns the curated models, read when they are asked for.
        make_hub: returns the hub that models come from.
        make_account: returns the person's account there.
        make_downloads: opens the queue of downloads, which the command closes.
        library: the models on this computer.
        records: opens what is recorded of fits on a machine, for as long as a `with` lasts.
        starter: file of the starter model, None if this installation has none.
        notices: sentences to say before anything else, for example about a damaged settings file.
    """

    paths: Paths
    settings: Settings
    make_engine: Callable[[], Engine]
    make_query: Callable[[], EngineQuery]
    make_catalog: Callable[[], Catalog]
    make_hub: Callable[[], Hub]
    make_account: Callable[[], Account]
    make_downloads: MakeDownloads
    library: Library
    records: Callable[[Machine], AbstractContextManager[FitRecords]]
    starter: Path | None
    notices: tuple[str, ...] = ()


#: Builds the services when a command runs, so that `--help` builds nothing. May raise
#: `ParleyError`, for example `home_unwritable`.
ServicesFactory = Callable[[], Services]
