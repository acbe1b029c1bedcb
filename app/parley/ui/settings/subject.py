"""What the panel sets: the conversation on the screen, or what a new one begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from parley.chat.beginning import Beginning
from parley.chat.values import ConversationOptions
from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions, Sampling
from parley.ui.chat.page import ChatPage
from parley.ui.services import Services

#: After so long without a change, what is set is stored.
_PAUSE_MS = 300


class Subject(QObject):
    """Reads and changes it through its page; `changed` tells that something is set otherwise.

    What is set is stored after a moment without further changes, so that a slider can be drawn.
    `leaving` tells that another conversation will be on the screen, or that this one is about to
    answer: what is written and not set yet is set now. `refused` gives why something could not be.
    """

    changed = Signal()
    leaving = Signal()
    refused = Signal(object)

    def __init__(self, page: ChatPage, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self.services = page, services
        self._fields: dict[str, Any] = {}
        self._options: dict[str, Any] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._store)
        page.setup_changed.connect(self.changed)
        page.leaving.connect(self.flush)

    @property
    def setup(self) -> Beginning:
        """What is set, also what is not stored yet."""
        setup = self._page.setup
        if not self._fields and not self._options:
            return setup
        options = msgspec.structs.replace(setup.options, **self._options)
        return msgspec.structs.replace(setup, **self._fields, options=options)

    @property
    def is_new(self) -> bool:
        """Whether it has no message yet."""
        return self._page.conversation is None

    def change(self, **fields: Any) -> None:
        """Set fields of `Beginning`."""
        now = self.setup
        options = fields.pop("options", now.options)
        fields = {name: each for name, each in fields.items() if each != getattr(now, name)}
        changed = {
            name: getattr(options, name)
            for name in ConversationOptions.__struct_fields__
            if getattr(options, name) != getattr(now.options, name)
        }
        if fields or changed:
            self._fields |= fields
            self._options |= changed
            self._pause.start()
            self.changed.emit()

    def change_options(self, **fields: Any) -> None:
        """Set fields of `ConversationOptions`."""
        self.change(options=msgspec.structs.replace(self.setup.options, **fields))

    def set_up(self, wanted: Beginning) -> None:
        """Set everything."""
        self.change(**msgspec.structs.asdict(wanted))

    def flush(self) -> None:
        """Store everything that is set, also what is just being written."""
        self.leaving.emit()
        self._store()

    def _store(self) -> None:
        wanted = self.setup
        self._pause.stop()
        self._fields, self._options = {}, {}
        if wanted != self._page.setup:
            self.attempt(lambda: self._page.set_up(wanted))

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something; say it if it is refused. Return whether it was done."""
        try:
            do()
        except ParleyError as error:
            self.refused.emit(error)
            return False
        return True

    # -- options by name -------------------------------------------------------------------------

    def set_load(self, name: str, value: object) -> None:
        """Set a load option of the conversation; one that is as usual is left to the settings."""
        named = {key: each for key, each in self.setup.options.load.items() if key != name}
        if value != self.usual_load(name):
            named[name] = as_stored(value)
        self.change_options(load=named)

    def usual_load(self, name: str) -> object:
        """Return a load option as it is without this conversation's own."""
        usual = self.services.settings.load
        if name in usual:
            return _converted(LoadOptions, name, usual[name])
        return getattr(LoadOptions(), name)

    def load_options(self) -> LoadOptions:
        """Return how the model would be loaded. Raises `ParleyError` for what cannot be."""
        named = {**self.services.settings.load, **self.setup.options.load}
        try:
            return msgspec.convert(named, LoadOptions)
        except msgspec.ValidationError as error:
            raise ParleyError(
                "settings_invalid",
                f"The load options cannot be used ({error}).",
                safe="Your conversations are untouched.",
                hint="Reset them.",
            ) from error


def as_stored(value: object) -> Any:
    """Return the value of an option as it comes back from where it is kept."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _converted(kind: type, name: str, value: object) -> object:
    try:
        return getattr(msgspec.convert({name: value}, kind), name)
    except msgspec.ValidationError:
        return getattr(kind(), name)


def sampling_value(name: str, value: object) -> object:
    """Return a sampling option as `Sampling` has it; its default where it is none."""
    return _converted(Sampling, name, value)
