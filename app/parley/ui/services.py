"""What the windows need from the program, which is built elsewhere and handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.values import ConversationOptions, ModelChoice
from parley.core.paths import Paths
from parley.core.settings import Settings
from parley.engine.protocol import Engine, Sampling

if TYPE_CHECKING:
    from parley.chat.exchange import Exporter, Importer
    from parley.chat.picking import Entry
    from parley.chat.presets import Presets
    from parley.chat.prompts import PromptLibrary
    from parley.chat.sampling_guide import Advice
    from parley.chat.search import ChatSearch
    from parley.discover.cards import Desk
    from parley.discover.fetching import Fetching
    from parley.discover.known import Use
    from parley.fit.live import Trials
    from parley.hardware import Machine
    from parley.library import Library


class ModelCard(msgspec.Struct, frozen=True):
    """What a model is, for people. `about` and the rest are empty where nobody said.

    Attributes:
        family: as `catalog.family_of` has it.
        use: what it does well, as far as that is known.
    """

    name: str
    about: str = ""
    licence: str = ""
    quantisation: str = ""
    family: str = ""
    use: Use = "chat"


class Opened(msgspec.Struct, frozen=True):
    """What came of files or folders that were opened.

    Attributes:
        model: path of the model that they are; "" for several.
        card: that model's.
        said: sentences about several, and about what was not taken.
    """

    model: str
    card: ModelCard | None = None
    said: str = ""


class ModelServices(Protocol):
    """What the Models window needs. Any thread may call."""

    @property
    def paths(self) -> Paths:
        """Where the person's files are."""

    @property
    def library(self) -> Library:
        """The models on this disk."""

    def open_models(self, paths: Sequence[str]) -> Opened:
        """List model files, and folders with models, from now on. May take a moment.

        Raises `ParleyError` where there is none that can be used.
        """

    def desk(self) -> Desk:
        """Return what judges the models of the catalogue on this computer as it is now.

        The engine is asked once for what there is. Raises `ParleyError`.
        """

    def look_at_machine(self) -> Machine:
        """Return what this computer has now, and what it has that the engine cannot use.

        Takes some seconds; the engine is asked.
        """


class Services(ModelServices, Protocol):
    """The program behind the windows. Everything is called on the window's thread."""

    @property
    def paths(self) -> Paths:
        """Where the person's files are."""

    @property
    def resources(self) -> Path:
        """Folder of fonts, icons and the mark."""

    @property
    def settings(self) -> Settings:
        """What the person chose."""

    @property
    def store(self) -> ChatStore:
        """The conversations."""

    @property
    def library(self) -> Library:
        """The models on this disk. Any thread may ask."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about the start that the person should read."""

    @property
    def engine(self) -> Engine | None:
        """The engine, if something was asked of it already."""

    def start_engine(self) -> tuple[Engine, ModelSlot]:
        """Return the engine and what it holds; its process starts with the first work."""

    def change_settings(self, **changes: Any) -> None:
        """Save changed settings. Raises `ParleyError`; then nothing is changed."""

    def purge_conversations(self, conversation_ids: Iterable[int]) -> None:
        """Remove deleted conversations for ever, and all that is kept of them.

        Raises `ParleyError`.
        """

    def choice_for(self, options: ConversationOptions = ...) -> ModelChoice:
        """Return the model that answers in a conversation with `options`; in any, without.

        Raises `ParleyError` where it is not there.
        """

    def model_card(self, options: ConversationOptions = ...) -> ModelCard:
        """Return what is known of that model without reading its file."""

    def models(self) -> tuple[Entry, ...]:
        """Return the models that can be chosen or fetched. May take a moment; any thread.

        Raises `ParleyError`.
        """

    def read_card(self, path: str) -> ModelCard:
        """Return what a model file says of itself. May take a moment; any thread.

        Raises `ParleyError` where it is none that can be used.
        """

    def open_models(self, paths: Sequence[str]) -> Opened:
        """List model files, and folders with models, from now on. May take a moment; any thread.

        Raises `ParleyError` where there is none that can be used.
        """

    @property
    def fetching(self) -> Fetching:
        """What finds and downloads models, for all windows. Any thread; the first call imports."""

    def downloads_left(self) -> bool:
        """Return whether an earlier run left downloads that are not done."""

    def advice(self, path: str) -> Advice:
        """Return how a model file is asked to be used. May take a moment once; any thread.

        Raises `ParleyError` where the file cannot be read.
        """

    @property
    def presets(self) -> Presets:
        """Ways to answer that have a name."""

    @property
    def prompts(self) -> PromptLibrary:
        """Texts that are used again."""

    def trials(self) -> Trials:
        """Return what tells how models would run here; for one thread beside the window's."""

    def sampling_for(self, options: ConversationOptions = ...) -> Sampling:
        """Return how the answers in a conversation with `options` are drawn.

        Raises `ParleyError` for an option that is none.
        """

    def open_search(self) -> AbstractContextManager[ChatSearch]:
        """Have a search over a connection of its own, on the thread that asks, inside a `with`.

        Any thread. Raises `ParleyError`.
        """

    def open_exchange(self) -> AbstractContextManager[tuple[Exporter, Importer]]:
        """Have what exports and imports conversations, as `open_search`."""

    def engine_log(self) -> str:
        """Return the end of the engine's log; empty where there is none."""
