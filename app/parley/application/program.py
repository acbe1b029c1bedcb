"""The program behind the windows: what they work with, from its opening to its end."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from parley.application import models
from parley.application.parts import (
    engine_query,
    fit_records,
    load_catalog,
    machine_now,
    model_desk,
    model_trials,
    resources_dir,
    this_machine,
)
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.values import ConversationOptions, ModelChoice
from parley.core import logging as log_file
from parley.core.database import Database
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.core.paths import Paths
from parley.core.settings import Settings, SettingsFile
from parley.engine import states
from parley.engine.protocol import Engine, Sampling
from parley.library import Library, starter
from parley.library.resolve import STARTER
from parley.ui.services import ModelCard, Opened

if TYPE_CHECKING:
    from parley.catalog import Catalog
    from parley.chat.exchange import Exporter, Importer
    from parley.chat.picking import Entry
    from parley.chat.presets import Presets
    from parley.chat.prompts import PromptLibrary
    from parley.chat.sampling_guide import Advice
    from parley.chat.search import ChatSearch
    from parley.discover.cards import Desk
    from parley.discover.fetching import Fetching
    from parley.engine.query import EngineQuery
    from parley.fit.live import Trials
    from parley.fit.recorder import Recorder
    from parley.hardware import Machine

_AS_SET = ConversationOptions()
#: States in which the engine needs the computer for itself.
_AT_WORK = frozenset({"starting", "loading", "prefill", "generating", "stopping"})
#: Seconds that the end of the program has to take words out of the index that are deleted.
_LAST_SECONDS = 0.5
_LEFT = "SELECT EXISTS (SELECT 1 FROM downloads WHERE state <> 'done')"


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
        self._fetching: Fetching | None = None
        self._making = threading.Lock()
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
        if self._fetching is not None:
            self._fetching.downloads.close()
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
        load = models.load_options(self._settings, options.load)
        return ModelChoice(path, card.name, load, card.quantisation)

    def model_card(self, options: ConversationOptions = _AS_SET) -> ModelCard:
        """Return what is known of the model that answers without reading its file."""
        name = options.model or self._settings.model
        if name.strip().lower() == STARTER:
            return models.STARTER_CARD
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
        card = self._cards[path] = models.card_of(path, self.catalog)
        with contextlib.suppress(ParleyError):  # said when it is to answer
            self.advice(path)  # so that the first message need not wait for it
        return card

    def models(self) -> tuple[Entry, ...]:
        """Return the models that can be chosen or fetched. May take a moment; any thread may ask.

        Raises `ParleyError`.
        """
        from parley.chat.picking import entries

        found = self.library.glance()
        if any(model.header is None for model in found if model.kind == "model"):
            found = self.library.scan().models
        return entries(found, self.catalog, machine_now(self.paths))

    @functools.cached_property
    def catalog(self) -> Catalog:
        """The curated models, read when they are first asked for. Raises `ParleyError`."""
        return load_catalog(self.resources)

    @property
    def fetching(self) -> Fetching:
        """What finds and downloads models; it asks nobody before a person does. Any thread."""
        from parley.application.fetching import make_fetching

        with self._making:
            if self._fetching is None:
                self._fetching = make_fetching(
                    self.paths,
                    self._database,
                    self.library,
                    self.network,
                    self.log,
                    self._env,
                    catalog=lambda: self.catalog,
                    make_engine=self._make_engine,
                    make_query=self._make_query,
                )
            return self._fetching

    def downloads_left(self) -> bool:
        """Return whether an earlier run left downloads that are not done. Raises nothing."""
        try:
            return bool(self._connection.execute(_LEFT).fetchone()[0])
        except sqlite3.Error:
            return False  # said when they are looked at

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

    def desk(self) -> Desk:
        """Return what judges the models of the catalogue on this computer as it is now.

        The engine is asked once for what there is. Any thread may ask. Raises `ParleyError`.
        """
        return model_desk(self.paths, self.catalog, self._make_engine, self._make_query)

    def look_at_machine(self) -> Machine:
        """Return what this computer has now, and what it has that the engine cannot use.

        Takes some seconds; any thread may ask.
        """
        from parley.hardware import detect

        return detect(self.paths, self._make_query(), measure="new", look_further=True)

    def open_models(self, paths: Sequence[str]) -> Opened:
        """List model files, and folders with models, from now on. May take a moment; any thread.

        Raises:
            ParleyError: as `Library.import_`.
        """
        return models.opened(
            self.library.import_(paths, compare=False), paths, read_card=self.read_card
        )

    def sampling_for(self, options: ConversationOptions = _AS_SET) -> Sampling:
        """Return how the answers in a conversation with `options` are drawn.

        Where neither it nor the settings say, it is as the model is asked to be used.

        Raises:
            ParleyError: `settings_invalid` for an option that is none.
        """
        from parley.chat.sampling_guide import NO_ADVICE

        try:
            advised = self.advice(str(self.library.resolve(options.model or self._settings.model)))
        except ParleyError:
            advised = NO_ADVICE  # What is wrong with the model is said when it is to answer.
        return models.sampling(self._settings, options.sampling, advised)

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
