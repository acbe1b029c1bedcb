"""Searching in one window: what connects the fields, the results and the transcript."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout

from parley.core.errors import ParleyError
from parley.ui.search.everywhere import KEYS, SearchEverywhere
from parley.ui.search.find import FindInChat
from parley.ui.search.find_bar import FIND_KEYS, NEXT_KEYS, PREVIOUS_KEYS
from parley.ui.search.worker import SearchWorker

if TYPE_CHECKING:
    from parley.chat.search import Hit
    from parley.ui.main_window import MainWindow

#: Milliseconds after the start in which nothing is indexed, so that it does not slow it.
_AFTER_START = 4000


class WindowSearch(QObject):
    """Puts the search into a window and adds its commands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        look, icons = window.windows.look, window.icons
        self._worker = SearchWorker(window.services.open_search, window.post)
        self.everywhere = SearchEverywhere(self._worker, look, icons, self)
        self.in_chat = FindInChat(window.page, look, icons, self)
        sidebar = window.conversations
        sidebar.set_search(self.everywhere.field, self.everywhere.results)
        layout = window.page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(window.page.stack), self.in_chat.bar)
        self.everywhere.active_changed.connect(sidebar.show_search)
        self.everywhere.opened.connect(self._open)
        self.everywhere.left.connect(window.page.composer.edit.setFocus)
        self.everywhere.failed.connect(lambda error: window.say(str(error)))
        window.windows.restyled.connect(self._restyle)
        self._add_commands()
        # What an earlier version left, or deletions of the last run, is worked off in passing.
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.index)
        self._first.start(_AFTER_START)

    def close(self) -> None:
        """End what is done in the background."""
        self._first.stop()
        self._worker.close()

    def index(self) -> None:
        """Have what is new found as soon as may be."""
        self._worker.index(self.everywhere.again)

    def begin(self) -> None:
        """Have something typed that is searched for everywhere."""
        self._window.conversations.show()
        self.everywhere.begin()

    # -- inside ----------------------------------------------------------------------------------

    def _add_commands(self) -> None:
        add, page = self._window.commands.add, self._window.page
        add("find.everywhere", self.tr("Search all &chats…"), self.begin, KEYS, menu="edit.find")
        add(
            "find.here",
            self.tr("&Find in this chat…"),
            self.in_chat.open,
            FIND_KEYS,
            menu="edit.find",
            enabled=lambda: page.conversation is not None,
        )
        add(
            "find.next",
            self.tr("Find &next"),
            lambda: self.in_chat.step(1),
            NEXT_KEYS,
            menu="edit.find",
            enabled=lambda: page.conversation is not None,
        )
        add(
            "find.previous",
            self.tr("Find &previous"),
            lambda: self.in_chat.step(-1),
            PREVIOUS_KEYS,
            menu="edit.find",
            enabled=lambda: page.conversation is not None,
        )

    def _open(self, hit: Hit, typed: str) -> None:
        """Show a hit in its conversation, on its branch."""
        window = self._window
        there = window.page.conversation
        try:
            shown = hit.message_id is None or self._is_shown(hit.conversation_id, hit.message_id)
            if not shown and hit.message_id is not None:
                window.services.store.show(hit.message_id)
        except ParleyError as error:
            window.say(str(error))
            return
        if not shown or there is None or there.id != hit.conversation_id:
            window.open_conversation(hit.conversation_id)
        if window.page.conversation is None or hit.message_id is None:
            self.in_chat.close()
            if window.page.conversation is not None and hit.is_prompt:
                window.settings_pane.show_prompt(partial(_first, typed))
            return
        if hit.attachment:
            # What was found is not in the words of the message, but in what goes with it.
            self.in_chat.close()
            window.page.transcript.reveal(hit.message_id)
        else:
            self.in_chat.show_hit(typed, hit.message_id)

    def _is_shown(self, conversation_id: int, message_id: int) -> bool:
        """Whether the branch that is shown has the message, so that it stays."""
        store = self._window.services.store
        leaf, tree = store.leaf(conversation_id), store.tree(conversation_id)
        return leaf is not None and leaf.id in tree and message_id in tree.branch(leaf.id)

    def _restyle(self) -> None:
        look = self._window.windows.look
        self.everywhere.set_theme(look)
        self.in_chat.set_theme(look)


def _first(typed: str, text: str) -> tuple[int, int] | None:
    """Return where the first word of what was typed stands in `text`."""
    from parley.chat.search.passages import ranges
    from parley.chat.search.query import parse

    return next(iter(ranges(text, parse(typed))), None)
