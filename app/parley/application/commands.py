"""Builds what one command needs."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from parley.application.parts import (
    engine_query,
    fit_records,
    hub_account,
    hub_for,
    keep_download,
    load_catalog,
    resources_dir,
)
from parley.core import logging as log_file
from parley.core.database import Database
from parley.core.network import Network
from parley.core.paths import Paths
from parley.core.settings import SettingsFile
from parley.engine.protocol import Engine
from parley.library import Library, starter_path

if TYPE_CHECKING:
    from parley.cli.downloading import Told
    from parley.cli.services import Services
    from parley.hub import Account, Hub
    from parley.hub.downloads import Download, DownloadQueue
    from parley.hub.transfer import Fetched


def command_services(env: Mapping[str, str] = os.environ) -> Services:
    """Build what a command needs: no window, no conversations, nothing kept on the disk."""
    from parley.cli.services import Services

    paths = Paths.find(env)
    paths.ensure()
    file = SettingsFile(paths.settings)
    settings = file.load()
    log = log_file.configure(paths)
    network = Network(offline=settings.offline).guard()

    def make_engine() -> Engine:
        from parley.engine.client import LocalEngine

        return LocalEngine()

    # One for the whole command, so that the keychain is asked once at most.
    @functools.cache
    def make_account() -> Account:
        from parley.cli.streams import write_line

        return hub_account(paths, log, env, say=lambda text: write_line(f"Note: {text}"))

    def make_hub() -> Hub:
        return hub_for(make_account(), paths, network, env)

    library = Library(
        paths,
        Database(paths.database).connect,
        env=env,
        elsewhere=lambda: settings.find_models_elsewhere,
    )

    def make_downloads(
        told: Told | None = None, *, limit: int | None = None, connections: int | None = None
    ) -> DownloadQueue:
        from parley.cli.downloading import Told
        from parley.hub.downloads import DownloadQueue

        told = told or Told()

        def done(download: Download, files: Sequence[Fetched]) -> None:
            told.done(download, files)
            keep_download(library, download, files)

        return DownloadQueue(
            Database(paths.database),
            make_hub(),
            paths.models,
            on_change=told.changed,
            on_removed=told.removed,
            on_done=done,
            limit=lambda: file.fresh().download_limit if limit is None else limit,
            connections=connections or settings.download_connections,
            network=network,
        )

    return Services(
        paths=paths,
        settings=settings,
        make_engine=make_engine,
        make_query=engine_query,
        make_catalog=lambda: load_catalog(resources_dir(env)),
        make_hub=make_hub,
        make_account=make_account,
        make_downloads=make_downloads,
        library=library,
        records=lambda machine: fit_records(paths, machine),
        starter=starter_path(env=env),
        notices=tuple(file.notices),
    )
