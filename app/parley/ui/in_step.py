"""Keeps one window in step with what other windows and other processes write."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from parley.chat.changes import Seen, Watch
from parley.chat.store import ChatStore
from parley.core.errors import ParleyError

#: Milliseconds between two looks at whether another process wrote.
EVERY = 500
#: Looks after which it is asked whether a process that wrote an answer is gone.
GONE_AFTER = 8


class InStep(QObject):
    """Says what has to be read again.

    `shelf_changed` is about the list of conversations, or the day that it is told by;
    `conversation_changed` and `text_grew` are about the conversation that is followed, the latter
    where only its last message has more text, `draft_changed` where something else is being written
    in it.
    """

    shelf_changed = Signal()
    conversation_changed = Signal()
    text_grew = Signal()
    draft_changed = Signal()

    def __init__(self, store: ChatStore, window: QWidget) -> None:
        """Serve `window`: nothing is asked for while nobody can see it. Raises `ParleyError`."""
        super().__init__(window)
        self._store, self._watch = store, Watch(store)
        self._polls = 0
        self._window = window
        self._day = date.today()
        # Writes come in bursts; what they changed is looked at once, after them.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.look)
        self._polling = QTimer(self)
        self._polling.setInterval(EVERY)
        self._polling.timeout.connect(self.poll)
        self._end = store.subscribe(self._soon.start)
        # Also where a window goes without having been closed.
        window.destroyed.connect(self._end)
        window.installEventFilter(self)

    def follow(self, conversation_id: int | None) -> None:
        """Look at this conversation from now on; another one was just read."""
        try:
            self._watch.follow(conversation_id)
        except ParleyError:
            return  # What cannot be read now shows at the next look.

    def look(self) -> None:
        """Look at what writes of this process changed."""
        try:
            self._tell(self._watch.look())
        except ParleyError:
            return  # Whoever reads next says it.

    def poll(self) -> None:
        """Look whether another process wrote, or the day is another one."""
        self._polls += 1
        try:
            if self._polls % GONE_AFTER == 0 and self._store.others_write():
                self._store.recover()
            self._tell(self._watch.poll())
        except ParleyError:
            return
        if (today := date.today()) != self._day:
            self._day = today
            self.shelf_changed.emit()

    def close(self) -> None:
        """Tell nothing more."""
        self._end()
        self._soon.stop()
        self._polling.stop()
        self._window.removeEventFilter(self)

    def _tell(self, seen: Seen) -> None:
        if seen.shelf:
            self.shelf_changed.emit()
        if seen.conversation:
            self.conversation_changed.emit()
        elif seen.text:
            self.text_grew.emit()
        if seen.draft:
            self.draft_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange}:
            if self._window.isVisible() and not self._window.isMinimized():
                if not self._polling.isActive():
                    self._polling.start()
                    self.poll()
            else:
                self._polling.stop()
        return super().eventFilter(watched, event)
