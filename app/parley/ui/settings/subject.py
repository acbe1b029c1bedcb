"""What is being set: the conversation on the screen, or what all new ones begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from parley.chat.beginning import Beginning, beginning
from parley.chat.values import ConversationOptions
from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions, Sampling
from parley.ui.chat.page import ChatPage
from parley.ui.services import Services

#: After so long without a change, what is set is stored.
_PAUSE_MS = 300


class Subject(QObject):
    """Something that can be set as a conversation can; `changed` tells that it is set otherwise.

    What is set is stored after a moment without further changes, so that a slider can be drawn.
    `leaving` tells that what is written and not set yet is to be set now, `refused` gives the
    `ParleyError` for which something was not set.
    """

    changed = Signal()
    leaving = Signal()
    refused = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self._fields: dict[str, Any] = {}
        self._options: dict[str, Any] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._store)

    #: Whether it is what all others begin with.
    is_usual = False

    # -- what kinds differ in --------------------------------------------------------------------

    @property
    def key(self) -> int | None:
        """Which one it is; None is one that is not stored, or the only one."""
        return None

    @property
    def usual_sampling(self) -> Mapping[str, Any]:
        """Sampling options that hold where it says nothing, before what the model is asked for."""
        raise NotImplementedError

    @property
    def usual_loading(self) -> Mapping[str, Any]:
        """Load options that hold where it says nothing."""
        raise NotImplementedError

    def _stored(self) -> Beginning:
        raise NotImplementedError

    def _keep(self, wanted: Beginning) -> None:
        raise NotImplementedError

    # -- setting ---------------------------------------------------------------------------------

    @property
    def setup(self) -> Beginning:
        """What is set, also what is not stored yet."""
        stored = self._stored()
        if not self._fields and not self._options:
            return stored
        options = msgspec.structs.replace(stored.options, **self._options)
        return msgspec.structs.replace(stored, **self._fields, options=options)

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

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something; say it if it is refused. Return whether it was done."""
        try:
            do()
        except ParleyError as error:
            self.refused.emit(error)
            return False
        return True

    def _store(self) -> None:
        wanted, kept = self.setup, (self._fields, self._options)
        self._drop()
        if wanted != self._stored() and not self.attempt(lambda: self._keep(wanted)):
            # What is written is not lost for it: it is tried again with the next change.
            self._fields, self._options = kept
            self.changed.emit()

    def _drop(self) -> None:
        self._pause.stop()
        self._fields, self._options = {}, {}

    # -- options by name -------------------------------------------------------------------------

    def set_load(self, name: str, value: object) -> None:
        """Set a load option; one that is as usual is not named."""
        named = {key: each for key, each in self.setup.options.load.items() if key != name}
        if value != self.usual_load(name):
            named[name] = as_stored(value)
        self.change_options(load=named)

    def usual_load(self, name: str) -> object:
        """Return a load option as it is where nothing is set."""
        usual = self.usual_loading
        if name in usual:
            return _converted(LoadOptions, name, usual[name])
        return getattr(LoadOptions(), name)

    def load_options(self) -> LoadOptions:
        """Return how the model would be loaded. Raises `ParleyError` for what cannot be."""
        named = {**self.usual_loading, **self.setup.options.load}
        try:
            return msgspec.convert(named, LoadOptions)
        except msgspec.ValidationError as error:
            raise ParleyError(
                "settings_invalid",
                f"The load options cannot be used ({error}).",
                safe="Your conversations are untouched.",
                hint="Reset them.",
            ) from error


class ShownConversation(Subject):
    """The conversation on the screen, set through its page."""

    def __init__(self, page: ChatPage, services: Services, parent: QObject | None = None) -> None:
        super().__init__(services, parent)
        self._page = page
        self._shown = self.key
        page.setup_changed.connect(self._heard)
        page.leaving.connect(self.flush)

    @property
    def key(self) -> int | None:
        conversation = self._page.conversation
        return None if conversation is None else conversation.id

    @property
    def usual_sampling(self) -> Mapping[str, Any]:
        return self.services.settings.sampling

    @property
    def usual_loading(self) -> Mapping[str, Any]:
        return self.services.settings.load

    def _stored(self) -> Beginning:
        return self._page.setup

    def _keep(self, wanted: Beginning) -> None:
        self._page.set_up(wanted)

    def _heard(self) -> None:
        if self.key != self._shown:
            # It was deleted, or could not be stored: what was set of it is of no other one.
            self._shown = self.key
            self._drop()
        self.changed.emit()


class NewChats(Subject):
    """What all new conversations begin with, set in the settings of the program."""

    is_usual = True
    #: Tells that the settings are others now.
    kept = Signal()

    @property
    def usual_sampling(self) -> Mapping[str, Any]:
        return {}

    @property
    def usual_loading(self) -> Mapping[str, Any]:
        return {}

    def _stored(self) -> Beginning:
        settings = self.services.settings
        options = ConversationOptions(sampling=settings.sampling, load=settings.load)
        return msgspec.structs.replace(beginning(settings), options=options)

    def _keep(self, wanted: Beginning) -> None:
        self.services.change_settings(
            system_prompt=wanted.system_prompt,
            context_policy=wanted.policy,
            sampling=wanted.options.sampling,
            load=wanted.options.load,
        )
        self.kept.emit()


def as_stored(value: object) -> Any:
    """Return the value of an option as it comes back from where it is kept."""
    return msgspec.json.decode(msgspec.json.encode(value))


def sampling_value(name: str, value: object) -> object:
    """Return a sampling option as `Sampling` has it; its default where it is none."""
    return _converted(Sampling, name, value)


def _converted(kind: type, name: str, value: object) -> object:
    try:
        return getattr(msgspec.convert({name: value}, kind), name)
    except msgspec.ValidationError:
        return getattr(kind(), name)
