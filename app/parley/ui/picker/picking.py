"""Which model a conversation has: what the button says, what the list offers, what is chosen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

import msgspec
from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from parley.chat.beginning import Beginning
from parley.chat.values import Conversation, ConversationOptions
from parley.core.errors import ParleyError
from parley.ui.chat.composer import Composer
from parley.ui.icons import Icons
from parley.ui.picker.button import ModelButton
from parley.ui.picker.coming import Coming
from parley.ui.services import ModelCard, Services
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.chat.picking import Entry
    from parley.ui.picker.popup import ModelPopup


class Page(Protocol):
    """The page whose conversation has the model."""

    composer: Composer

    @property
    def conversation(self) -> Conversation | None:
        """The conversation on the screen; None is a new one."""

    @property
    def setup(self) -> Beginning:
        """What is set of it."""

    def set_up(self, wanted: Beginning) -> None:
        """Set it up otherwise. Raises `ParleyError`."""

    def refuse(self, error: ParleyError) -> None:
        """Say why something was not done."""

    def say(self, text: str) -> None:
        """Say what was done."""


class Picking(QObject):
    """The picker of one page.

    `card_changed` is emitted when another model answers or more is known of it, `settings_changed`
    when one was chosen for new chats, `open_asked` when a model file is to be chosen, and
    `fetch_asked` carries the `Entry` of a model that is not here.
    """

    card_changed = Signal()
    settings_changed = Signal()
    open_asked = Signal()
    fetch_asked = Signal(object)

    def __init__(
        self,
        page: Page,
        services: Services,
        post: Callable[[Callable[[], None]], None],
        look: Theme,
        icons: Icons,
        window: QWidget,
    ) -> None:
        """Serve `page`. `post` runs a function on its thread; any thread may call it."""
        super().__init__(window)
        self._page, self._services, self._window = page, services, window
        self._poster, self._left = post, False
        self._look, self._icons = look, icons
        self._reading: set[str] = set()
        self._coming: Mapping[str, Coming] = {}
        self.popup: ModelPopup | None = None
        self.button = ModelButton(look, icons)
        self.button.clicked.connect(lambda _=False: self.show())
        self.card = ModelCard("")
        self.refresh()

    def refresh(self) -> None:
        """Take in that another conversation is shown, or has another model."""
        self._show_card(self._services.model_card(self._page.setup.options))
        if not self.card.about:
            self._read()

    @property
    def loaded(self) -> str:
        """Return the file of the model that is in memory; "" for none."""
        engine = self._services.engine
        if engine is None or engine.model is None:
            return ""
        return self._services.start_engine()[1].path

    def follow(self) -> None:
        """Have the conversation on the screen go with the settings. Raises `ParleyError`."""
        setup = self._page.setup
        if setup.options.model is not None:
            options = msgspec.structs.replace(setup.options, model=None)
            self._page.set_up(msgspec.structs.replace(setup, options=options))
        self.refresh()

    def leave(self) -> None:
        """Hear nothing any more: the window closes."""
        self._left = True

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.button.set_theme(look)
        if self.popup is not None:
            self.popup.set_theme(look)

    # -- the list --------------------------------------------------------------------------------

    def show(self, search: str = "") -> None:
        """Open the list, with the models for which `search` was written."""
        if self.popup is None:
            # With it comes what knows models; the first window does without.
            from parley.ui.picker.popup import ModelPopup

            self.popup = ModelPopup(self._look, self._icons, self._window)
            self.popup.chosen.connect(self.choose)
            self.popup.fetch_asked.connect(self.fetch_asked)
            self.popup.open_asked.connect(self.open_asked)
            self.popup.unload_asked.connect(self.unload)
            self.popup.show_downloads(self._coming)
        self.popup.search.setText(search)
        # Before its first message, a chat is like all new ones.
        self.popup.for_new.setChecked(self._page.conversation is None)
        self.popup.show_waiting()
        place = QRect(self.button.mapToGlobal(QPoint()), self.button.size())
        window = self._window.window()
        self.popup.open_below(place, QRect(window.mapToGlobal(QPoint()), window.size()))
        self._look_for(self._services.models, self._listed, lambda: self._listed(()))

    def _listed(self, entries: tuple[Entry, ...]) -> None:
        if self.popup is None:
            return
        options = self._page.setup.options
        chosen = options.model or self._services.settings.model
        self.popup.show_entries(
            entries, loaded=self._key(entries, self.loaded), chosen=self._key(entries, chosen)
        )

    def _key(self, entries: tuple[Entry, ...], name: str) -> str:
        """Return the key of the entry that `name`, a key or a path, stands for."""
        keys = {entry.key for entry in entries if entry.place != "download"}
        if name in keys or not name:
            return name
        try:
            path = self._services.choice_for(ConversationOptions(model=name)).path
            starter = self._services.choice_for(ConversationOptions(model="starter")).path
        except ParleyError:
            return ""
        return "starter" if path == starter else path

    def show_downloads(self, coming: Mapping[str, Coming], *, arrived: bool = False) -> None:
        """Say in the list how far models are that are downloaded; `arrived` lists them anew."""
        self._coming = coming
        if self.popup is not None:
            self.popup.show_downloads(coming)
            if arrived and self.popup.isVisible():
                self._look_for(self._services.models, self._listed)

    # -- what a person does ----------------------------------------------------------------------

    def choose(self, entry: Entry, for_new: bool) -> None:
        """Have a model answer in the conversation on the screen, and in new ones if so wanted."""
        new = self._page.conversation is None
        setup = self._page.setup
        # A new chat goes with the settings as long as they say the same.
        own = None if new and for_new else entry.key
        try:
            if for_new:
                self._services.change_settings(model=entry.key)
            options = msgspec.structs.replace(setup.options, model=own)
            self._page.set_up(msgspec.structs.replace(setup, options=options))
        except ParleyError as error:
            self._page.refuse(error)
        if for_new:
            self.settings_changed.emit()
        self.refresh()
        self._page.composer.edit.setFocus()

    def unload(self) -> None:
        """Give back the memory of the model that is loaded."""
        engine = self._services.engine
        if engine is None or engine.model is None:
            return
        waits = engine.state not in {"ready", "idle"}
        engine.unload()
        self._page.say(
            self.tr("The model is unloaded once it has done what it is doing.")
            if waits
            else self.tr("The model is unloaded. The next message loads it again.")
        )

    # -- inside ----------------------------------------------------------------------------------

    def _show_card(self, card: ModelCard) -> None:
        self.card = card
        self.button.show_card(card)
        self.card_changed.emit()

    def _read(self) -> None:
        """Read what the model's file says of itself, once for each."""
        options = self._page.setup.options
        name = options.model or self._services.settings.model
        if name in self._reading:
            return
        self._reading.add(name)

        def read() -> ModelCard:
            return self._services.read_card(self._services.choice_for(options).path)

        def show(card: ModelCard) -> None:
            if (self._page.setup.options.model or self._services.settings.model) == name:
                self._show_card(card)

        self._look_for(read, show)

    def _look_for(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """Do `work` beside the window, then `done` with what came of it, or say why not."""

        def run() -> None:
            try:
                result = work()
            except ParleyError as error:
                refused = error
                self._post(failed)
                self._post(lambda: self._page.refuse(refused))
            else:
                self._post(lambda: done(result))

        threading.Thread(target=run, name="read-models", daemon=True).start()

    def _post(self, function: Callable[[], None]) -> None:
        self._poster(lambda: None if self._left else function())
