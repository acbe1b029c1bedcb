"""Builds what finds and downloads models for the windows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from parley.application.parts import hub_account, hub_for, keep_download, model_fitter
from parley.core.database import Database
from parley.core.network import Network
from parley.core.paths import Paths
from parley.core.settings import SettingsFile
from parley.engine.protocol import Engine
from parley.library import Library

if TYPE_CHECKING:
    from parley.catalog import Catalog
    from parley.core.logging import Log
    from parley.discover.fetching import Fetching
    from parley.engine.query import EngineQuery
    from parley.hub import Account, Hub
    from parley.hub.downloads import Download, DownloadQueue
    from parley.hub.transfer import Fetched


def make_fetching(
    paths: Paths,
    database: Database,
    library: Library,
    network: Network,
    log: Log,
    env: Mapping[str, str],
    *,
    catalog: Callable[[], Catalog],
    make_engine: Callable[[], Engine],
    make_query: Callable[[], EngineQuery],
) -> Fetching:
    """Return what finds and downloads models. It asks nobody before a person does."""
    from parley.discover.acceptances import Acceptances
    from parley.discover.downloads import Downloads
    from parley.discover.fetching import Fetching

    # Read on the queue's thread, beside the windows' own.
    settings = SettingsFile(paths.settings)

    @functools.cache
    def make_account() -> Account:
        return hub_account(paths, log, env, say=fetching.remark)

    def make_hub() -> Hub:
        return hub_for(make_account(), paths, network, env)

    def open_queue(
        *, on_change: Callable[[Download], None], on_removed: Callable[[int], None]
    ) -> DownloadQueue:
        from parley.hub.downloads import DownloadQueue

        def done(download: Download, files: Sequence[Fetched]) -> None:
            keep_download(library, download, files)

        return DownloadQueue(
            database,
            make_hub(),
            paths.models,
            on_change=on_change,
            on_removed=on_removed,
            on_done=done,
            limit=lambda: settings.fresh().download_limit,
            connections=settings.fresh().download_connections,
            network=network,
        )

    fetching = Fetching(
        Downloads(open_queue, paths.models, catalog),
        paths.models,
        make_hub=make_hub,
        make_account=make_account,
        open_fitter=lambda revision: model_fitter(
            paths, make_hub, library, make_engine, make_query, revision
        ),
        catalog=catalog,
        acceptances=Acceptances(database),
    )
    return fetching
