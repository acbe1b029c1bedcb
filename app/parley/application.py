"""The composition root: builds the program's parts and hands them to the windows or a command.

Nothing here knows Qt. What is not needed for the first window is built when it is asked for.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.values import ConversationOptions, ModelChoice
from parley.core import logging as log_file
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.paths import Paths
from parley.core.settings import Settings, SettingsFile
from parley.core.words import size as size_words
from parley.engine import states
from parley.engine.protocol import Engine, LoadOptions, Sampling
from parley.library import Library, starter
from parley.library.resolve import STARTER
from parley.ui.services import ModelCard, Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parley.catalog import Catalog
    from parley.chat.exchange import Exporter, Importer
    from parley.chat.picking import Entry
    from parley.chat.presets import Presets
    from parley.chat.prompts import PromptLibrary
    from parley.chat.sampling_guide import Advice
    from parley.chat.search import ChatSearch
    from parley.cli.downloading import Told
    from parley.cli.services import Services as CommandServices
    from parley.core.logging import Log
    from parley.engine.query import EngineQuery
    from parley.fit.live import Trials
    from parley.fit.recorder import Recorder
    from parley.fit.records import FitRecords
    from parley.hardware import Machine
    from parley.hub import Account, Hub
    from parley.hub.downloads import Download, DownloadQueue
    from parley.hub.transfer import Fetched

_AS_SET = ConversationOptions()
_Options = TypeVar("_Options", LoadOptions, Sampling)

#: States in which the engine needs the computer for itself.
_AT_WORK = frozenset({"starting", "loading", "prefill", "generating", "stopping"})
#: Seconds that the end of the program has to take words out of the index that are deleted.
_LAST_SECONDS = 0.5
_STARTER_NAME = "SmolLM2 135M"
_STARTER_ABOUT = "Small, quick and offline. Expect simple answers."


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
    places.append(Path(__file__).resolve().parents[2] / "resources")
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


class Application:
    """The program behind the windows, from `open` to `close`. Used from one thread."""

    def __init__(
        self,
        paths: Paths,
        resources: Path,
        *,
        make_engine: Callable[[], Engine] | None = None,
        make_query: Callable[[], EngineQuery] | None = None,
        env: Mapping[str, str] = os.environ,
    ) -> None:
        """Open settings, log and database.

        Args:
            make_engine: returns an engine; None takes the one of this installation.
            make_query: returns what asks that engine; None likewise.

        Raises:
            ParleyError: the folders cannot be written, or the settings or the database are from a
                newer Parley, damaged or out of reach. Nothing is left open.
        """
        self.paths = paths
        self.resources = resources
        self._env = env
        self._make_engine = make_engine or self._local_engine
        self._make_query = make_query or engine_query
        self._engine: Engine | None = None
        self._slot: ModelSlot | None = None
        self._recorder: Recorder | None = None
        self._cards: dict[str, ModelCard] = {}
        self._advice: dict[str, Advice] = {}
        self._file = SettingsFile(paths.settings)
        paths.ensure()
        self._settings = self._file.load()
        self.notices = tuple(self._file.notices)
        self.log = log_file.configure(paths)
        self.network = Network(offline=self._settings.offline).guard()
        try:
            self._database = database = Database(paths.database)
            self._connection = database.connect()
        except BaseException:
            self.network.close()
            self.log.close()
            raise
        self.library = Library(
            paths,
            database.connect,
            env=env,
            elsewhere=lambda: self._settings.find_models_elsewhere,
        )
        self.store = ChatStore(self._connection)
        try:
            self.store.recover()
            self._forget(self.store.purge_abandoned())
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, env: Mapping[str, str] = os.environ) -> Application:
        """Build the program for this environment. Raises `ParleyError`, as the constructor."""
        return cls(Paths.find(env), resources_dir(env), env=env)

    def close(self) -> None:
        """End the engine and close every file. Waits until the engine has ended."""
        from parley.chat.search.index import SearchIndex

        # What cannot be done now, the next start does.
        with contextlib.suppress(ParleyError):
            self._forget(self.store.purge_abandoned(closing=True))
            SearchIndex(self._connection).forget(_LAST_SECONDS)
        if self._engine is not None:
            self._engine.close()
        if self._recorder is not None:
            self._recorder.close()
        self._connection.close()
        self.network.close()
        self.log.close()

    @property
    def settings(self) -> Settings:
        """What the person chose."""
        return self._settings

    def change_settings(self, **changes: Any) -> None:
        """Save changed settings and obey them. Raises `ParleyError`; then nothing is changed."""
        # Others, which another process changed meanwhile, are kept.
        changed = msgspec.structs.replace(self._file.fresh(), **changes)
        self._file.save(changed)
        self._settings = changed
        self.network.offline = changed.offline

    def purge_conversations(self, conversation_ids: Iterable[int]) -> None:
        """Remove deleted conversations for ever, and what the engine kept of them.

        What was had back meanwhile stays. Raises `ParleyError`.
        """
        self._forget(self.store.purge_conversations(conversation_ids))

    def _forget(self, conversation_ids: Iterable[int]) -> None:
        for key in conversation_ids:
            states.forget(self.paths.states, str(key))
            if self._engine is not None:
                self._engine.forget(str(key))

    @property
    def engine(self) -> Engine | None:
        """The engine, if something was asked of it already."""
        return self._engine

    def start_engine(self) -> tuple[Engine, ModelSlot]:
        """Return the engine and what it holds; its process starts with the first work."""
        if self._engine is None or self._slot is None:
            self._engine = self._make_engine()
            self._recorder = self._make_recorder(self._engine)
            self._slot = ModelSlot(self._engine, self._recorder)
        return self._engine, self._slot

    def choice_for(self, options: ConversationOptions = _AS_SET) -> ModelChoice:
        """Return the model that answers in a conversation with `options`, and how to load it.

        Raises:
            ParleyError: as `Library.resolve`, or `settings_invalid` for a load option that is none.
        """
        path = str(self.library.resolve(options.model or self._settings.model))
        card = self.model_card(options)
        return ModelChoice(path, card.name, self._load_options(options.load), card.quantisation)

    def model_card(self, options: ConversationOptions = _AS_SET) -> ModelCard:
        """Return what is known of the model that answers without reading its file."""
        name = options.model or self._settings.model
        if name.strip().lower() == STARTER:
            return ModelCard(_STARTER_NAME, _STARTER_ABOUT, starter.LICENCE, "Q4_1", use="small")
        try:
            path = str(self.library.resolve(name))
        except ParleyError:
            path = name  # It is said when something is to be answered.
        return self._cards.get(path) or ModelCard(Path(path).stem)

    def read_card(self, path: str) -> ModelCard:
        """Return what a model file says of itself. May take a moment; any thread may ask.

        Raises:
            ParleyError: the file is missing or is no model that can be used.
        """
        from parley.chat.picking import of_file

        found = of_file(Path(path), self.catalog)
        card = self._cards[path] = ModelCard(
            name=found.name,
            about=found.about or _about(found.parameters, found.size),
            licence=found.licence,
            quantisation=found.quantisation,
            family=found.family,
            use=found.use,
        )
        with contextlib.suppress(ParleyError):  # said when it is to answer
            self.advice(path)  # so that the first message need not wait for it
        return card

    def models(self) -> tuple[Entry, ...]:
        """Return the models that can be chosen or fetched. May take a moment; any thread may ask.

        Raises `ParleyError`.
        """
        from parley.chat.picking import entries
        from parley.hardware import LocalSystem, remembered
        from parley.hardware.memory import memory

        models = self.library.glance()
        if any(model.header is None for model in models if model.kind == "model"):
            models = self.library.scan().models
        machine = remembered(self.paths.cache)
        if machine is not None:
            machine = msgspec.structs.replace(machine, memory=memory(LocalSystem()))
        return entries(models, self.catalog, machine)

    @functools.cached_property
    def catalog(self) -> Catalog:
        """The curated models, read when they are first asked for. Raises `ParleyError`."""
        from parley.catalog import Catalog

        return Catalog.load(self.resources / "catalog.json")

    def advice(self, path: str) -> Advice:
        """Return how a model file is asked to be used. May take a moment once; any thread.

        Raises `ParleyError` where the file cannot be read.
        """
        from parley.chat.sampling_guide import NO_ADVICE, read_advice

        found = self._advice.get(path)
        if found is None and Path(path) == starter.starter_path(env=self._env):
            found = NO_ADVICE  # Nobody asks for anything, and the window need not wait for that.
        elif found is None:
            found = self._advice[path] = read_advice(path, self.catalog)
        return found

    @functools.cached_property
    def presets(self) -> Presets:
        """Ways to answer that have a name."""
        from parley.chat.presets import Presets

        return Presets(self._connection)

    @functools.cached_property
    def prompts(self) -> PromptLibrary:
        """Texts that are used again."""
        from parley.chat.prompts import PromptLibrary

        return PromptLibrary(self._connection)

    def trials(self) -> Trials:
        """Return what tells how models would run here with any load options."""
        return model_trials(self.paths, self._make_engine, self._make_query())

    def open_models(self, paths: Sequence[str]) -> Opened:
        """List model files, and folders with models, from now on. May take a moment; any thread.

        Raises:
            ParleyError: as `Library.import_`.
        """
        came = self.library.import_(paths, compare=False)
        refused = "".join(
            f" “{each.path.name}” was not taken. {each.error.message}" for each in came.refused[:1]
        )
        if len(came.refused) > 1:
            refused += f" Nor were {len(came.refused) - 1} more."
        if len(came.models) == 1:
            only = str(came.models[0].model.path)
            return Opened(only, self.read_card(only), refused.strip())
        where = f" in {paths[0]}" if len(paths) == 1 else ""
        return Opened(
            "", said=f"{len(came.models)} models{where} can be used from now on.{refused}"
        )

    def sampling_for(self, options: ConversationOptions = _AS_SET) -> Sampling:
        """Return how the answers in a conversation with `options` are drawn.

        Where neither it nor the settings say, it is as the model is asked to be used.

        Raises:
            ParleyError: `settings_invalid` for an option that is none.
        """
        from parley.chat.sampling_guide import NO_ADVICE, layered

        try:
            advised = self.advice(str(self.library.resolve(options.model or self._settings.model)))
        except ParleyError:
            advised = NO_ADVICE  # What is wrong with the model is said when it is to answer.
        named = layered(advised, self._settings.sampling, options.sampling)
        return _options(named, Sampling, "sampling")

    @contextlib.contextmanager
    def open_search(self) -> Iterator[ChatSearch]:
        """Have a search over a connection of its own, on the thread that asks, inside a `with`.

        Raises `ParleyError`.
        """
        from parley.chat.search import ChatSearch

        with contextlib.closing(self._database.connect()) as connection:
            yield ChatSearch(connection)

    @contextlib.contextmanager
    def open_exchange(self) -> Iterator[tuple[Exporter, Importer]]:
        """Have what exports and imports conversations, as `open_search`."""
        from parley.chat.exchange import Exporter, Importer

        with contextlib.closing(self._database.connect()) as connection:
            yield Exporter(connection), Importer(connection)

    def engine_log(self) -> str:
        """Return the end of the engine's log; empty where there is none."""
        return "\n".join(getattr(self._engine, "log", ()))

    def _load_options(self, own: dict[str, Any]) -> LoadOptions:
        named = {**self._settings.load, **own}
        options = _options(named, LoadOptions, "load")
        if "idle_unload" not in named:
            options = msgspec.structs.replace(options, idle_unload=self._settings.idle_unload)
        return options

    def _make_recorder(self, engine: Engine) -> Recorder:
        from parley.fit.recorder import Recorder

        return Recorder(
            lambda machine: fit_records(self.paths, machine),
            lambda: this_machine(self.paths, self._make_query()),
            busy=lambda: engine.state in _AT_WORK,
            used=self.library.used,
        )

    def _local_engine(self) -> Engine:
        from parley.engine.client import LocalEngine

        return LocalEngine(state_dir=self.paths.states)


@contextlib.contextmanager
def open_aside(model: str, env: Mapping[str, str] = os.environ) -> Iterator[Application]:
    """Have a program without the person's conversations, for as long as a `with` lasts.

    `model` is looked for among the person's models. Raises `ParleyError`.
    """
    path = str(Library(Paths.find(env), env=env).resolve(model))
    with tempfile.TemporaryDirectory(prefix="parley-") as home:
        program = Application(Paths(Path(home)), resources_dir(env), env=env)
        try:
            if model.strip().lower() != STARTER:
                program.change_settings(model=path)
                program.read_card(path)
            yield program
        finally:
            program.close()


def command_services(env: Mapping[str, str] = os.environ) -> CommandServices:
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

    def make_catalog() -> Catalog:
        from parley.catalog import Catalog

        return Catalog.load(resources_dir(env) / "catalog.json")

    def make_hub() -> Hub:
        from parley.hub import Hub, endpoint_of

        return Hub(
            paths.cache / "hub",
            network,
            endpoint=endpoint_of(env),
            token=make_account().token,
        )

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
        make_catalog=make_catalog,
        make_hub=make_hub,
        make_account=make_account,
        make_downloads=make_downloads,
        library=library,
        records=lambda machine: fit_records(paths, machine),
        starter=starter.starter_path(env=env),
        notices=tuple(file.notices),
    )


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


@contextlib.contextmanager
def fit_records(paths: Paths, machine: Machine) -> Iterator[FitRecords]:
    """Have what is recorded of fits on this machine. Raises `ParleyError`."""
    from parley.fit.records import FitRecords

    connection = Database(paths.database).connect()
    try:
        yield FitRecords(connection, machine)
    finally:
        connection.close()


def engine_query() -> EngineQuery:
    """Return what asks the engine of this installation, each time in a process of its own."""
    from parley.engine.query import EngineQuery

    return EngineQuery()


def model_trials(paths: Paths, make_engine: Callable[[], Engine], query: EngineQuery) -> Trials:
    """Return what tells how models would run on this computer."""
    from parley.fit.calibration import Calibrator
    from parley.fit.live import Trials
    from parley.fit.typical import assumed
    from parley.hardware import LocalSystem, detect, remembered
    from parley.hardware.memory import memory

    calibrator = Calibrator(paths, query, make_engine, None)

    def as_found() -> Machine | None:
        found = remembered(paths.cache)
        return found and msgspec.structs.replace(found, memory=memory(LocalSystem()))

    return Trials(
        paths,
        look=lambda: detect(paths, query),
        remembered=as_found,
        calibration=lambda machine: calibrator.kept(machine) or assumed(machine),
        query=query,
        records=lambda machine: fit_records(paths, machine),
    )


def this_machine(paths: Paths, query: EngineQuery) -> Machine:
    """Return what this computer has, without asking the engine where that was done before."""
    from parley.hardware import detect, remembered

    return remembered(paths.cache) or detect(paths, query)


def _options(named: dict[str, Any], kind: type[_Options], what: str) -> _Options:
    try:
        return msgspec.convert(named, kind)
    except msgspec.ValidationError as error:
        raise ParleyError(
            "settings_invalid",
            f"The {what} options in the settings cannot be used ({error}).",
            safe="Your conversations are untouched.",
            hint="Correct or remove them in the settings file, then start Parley again.",
        ) from error


def _about(parameters: int, size: int) -> str:
    if parameters >= 10**9:
        return f"{parameters / 1e9:.1f} billion weights, {size_words(size)}."
    return f"{parameters / 1e6:.0f} million weights, {size_words(size)}."
