"""Which model one engine holds, shared by all sessions that use that engine.

The engine says what is loaded, but not from which file and with which options; without that a
session could not tell whether the model it wants is the one that is there.
"""

from __future__ import annotations

from typing import Protocol

from parley.chat.values import ModelChoice
from parley.engine.protocol import Done, Engine, Loaded, LoadOptions, OnEvent


class Watcher(Protocol):
    """Hears what loads and answers took. Must return at once."""

    def loaded(self, path: str, options: LoadOptions, loaded: Loaded) -> None:
        """Hear that a model was loaded."""

    def ran(self, done: Done) -> None:
        """Hear how an answer of the model loaded last went."""


class ModelSlot:
    """The last load that was asked of an engine. Used from the owner's thread."""

    def __init__(self, engine: Engine, watcher: Watcher | None = None) -> None:
        """Hold nothing: only loads made through `load` are known."""
        self._engine = engine
        self._watcher = watcher
        self._choice: ModelChoice | None = None
        self._loaded: Loaded | None = None
        self._pending = False

    def holds(self, choice: ModelChoice) -> bool:
        """Tell whether the next job would run on `choice` without another load."""
        # A name or a quantisation that was learnt meanwhile is no other model.
        asked = self._choice
        if asked is None or (choice.path, choice.options) != (asked.path, asked.options):
            return False
        if self._pending:
            return True
        there, ours = self._engine.model, self._loaded
        return (
            there is not None
            and ours is not None
            and (there.model_key, there.context) == (ours.model_key, ours.context)
        )

    @property
    def choice(self) -> ModelChoice | None:
        """The last load that was asked for; None where none was, or it failed."""
        return self._choice

    @property
    def path(self) -> str:
        """The file of the last load that was asked for; "" where none was, or it failed."""
        return self._choice.path if self._choice is not None else ""

    @property
    def options(self) -> LoadOptions | None:
        """How that was to be loaded; None where there was no load, or it failed."""
        return self._choice.options if self._choice is not None else None

    @property
    def loaded(self) -> Loaded | None:
        """What the engine said of the last load made here; it may be unloaded by now."""
        return self._loaded

    def free(self) -> None:
        """Unload what is there, which gives back every byte; the next `load` begins anew."""
        self._choice, self._loaded, self._pending = None, None, False
        self._engine.unload()

    def load(self, choice: ModelChoice, on_event: OnEvent) -> int:
        """Ask the engine for `choice`; `settle` must be called when the load has ended."""
        self._choice, self._loaded, self._pending = choice, None, True
        return self._engine.load(choice.path, choice.options, on_event)

    def settle(self, choice: ModelChoice, loaded: Loaded | None) -> None:
        """Note how the load of `choice` ended; None: it did not. A newer load is untouched."""
        if choice != self._choice:
            return
        self._pending, self._loaded = False, loaded
        if loaded is None:
            self._choice = None
        elif self._watcher is not None:
            self._watcher.loaded(choice.path, choice.options, loaded)

    def ran(self, done: Done) -> None:
        """Note how an answer of the model that is held went."""
        if self._watcher is not None and self._choice is not None:
            self._watcher.ran(done)
