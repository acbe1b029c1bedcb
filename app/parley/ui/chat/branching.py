"""What a person does to the branches of the conversation on the screen, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from parley.chat import attachments
from parley.chat.offers import Offer, offers, target
from parley.chat.reasoning import answer_of
from parley.chat.session import ChatSession
from parley.chat.store import ChatStore
from parley.chat.tree import Place
from parley.chat.values import Conversation, StoredMessage
from parley.core.errors import ParleyError
from parley.ui.chat.transcript import Transcript
from parley.ui.chat.undo_bar import UndoBar

# Of so many last messages one is meant by a key, if none has the focus.
_LOOKED_AT = 20


#: Messages that are looked up one by one before a whole conversation is read.
_FEW = 8


class Page(Protocol):
    """The page that these actions are for."""

    transcript: Transcript
    undo_bar: UndoBar

    @property
    def conversation(self) -> Conversation | None:
        """The conversation on the screen."""

    @property
    def session(self) -> ChatSession | None:
        """Its session, if it had one."""

    @property
    def running(self) -> bool:
        """Whether an answer is being made in it."""

    def ask(self, do: Callable[[ChatSession], None]) -> bool:
        """Have its session do something with the model that is chosen; say what it refuses."""

    def refuse(self, error: ParleyError) -> None:
        """Say why something was not done."""

    def branch_changed(self) -> None:
        """Take in that another branch is shown."""


def said(message: StoredMessage) -> str:
    """Return what is copied of a message: of an answer, not what was thought before it."""
    if message.role == "user":
        return message.content
    return answer_of(message.content) or message.content


class Branching(QObject):
    """Edit, answer again, continue, delete, undo, and the way between alternatives."""

    def __init__(self, page: Page, store: ChatStore, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._store = page, store
        page.transcript.set_places(self.place_of, self.whole)
        page.transcript.pictures.find = store.picture
        # What was deleted in each conversation and can be had back: first message and how many.
        self._deleted: dict[int, list[tuple[int, int]]] = {}

    # -- what there is ---------------------------------------------------------------------------

    def messages(self) -> list[StoredMessage]:
        """Return the branch that is shown, with the text of a running answer as it is now.

        Of all but the last ones there are little but the words, which `whole` completes.
        """
        conversation, session = self._page.conversation, self._page.session
        if conversation is None:
            return []
        live = session.live if session is not None else None
        stored = self._store.shown(conversation.id)
        return [live if live is not None and m.id == live.id else m for m in stored]

    def whole(self, message: StoredMessage) -> StoredMessage:
        """Return a message with all that is kept of it; as it is, if that cannot be read."""
        try:
            found = self._store.message(message.id)
        except ParleyError:
            return message
        # One that is being made, or whose end the disk refuses, is newer here.
        same = (found.content, found.status) == (message.content, message.status)
        return found if same else message

    def place_of(self, message_id: int) -> Place:
        """Return where a message stands among its alternatives; alone, if it cannot be read."""
        try:
            return self._store.place(message_id)
        except ParleyError as error:
            self._page.refuse(error)
            return Place()

    def _forked(self, messages: Iterable[StoredMessage]) -> set[int]:
        try:
            return self._store.with_alternatives(message.id for message in messages)
        except ParleyError as error:
            self._page.refuse(error)
            return set()

    @property
    def can_undo(self) -> bool:
        """Whether something was deleted in the conversation on the screen."""
        conversation = self._page.conversation
        return conversation is not None and bool(self._deleted.get(conversation.id))

    def target(self, what: Offer) -> int | None:
        """Return the id of the message that `what` would be done to; None: there is none."""
        transcript = self._page.transcript
        current = transcript.current
        near = list(transcript.messages[-_LOOKED_AT:]) if current is None else [current]
        key = current.id if current is not None else None
        if what in {"previous", "next"}:
            # Asked after every change; to look at each one's place would take three queries each.
            forked = self._forked(near)
            near = [message for message in near if message.id in forked]
        return target(what, near, key, self.place_of, busy=self._page.running)

    # -- what is done ----------------------------------------------------------------------------

    def do(self, what: Offer, message_id: int | None = None) -> bool:
        """Do `what` to a message, or to the one that is meant. Return whether it could be done."""
        key = self.target(what) if message_id is None else message_id
        message = self._page.transcript.message(key) if key is not None else None
        if message is None:
            return False
        place = self.place_of(message.id)
        # While an answer is made, answering is refused in words, not by silence.
        if what not in offers(message, place):
            return False
        if what == "copy":
            QGuiApplication.clipboard().setText(said(message))
        elif what == "edit":
            self._edit(message)
        elif what == "retry":
            self._page.ask(lambda session: session.regenerate(message.id))
        elif what == "continue":
            self._page.ask(lambda session: session.proceed(message.id))
        elif what == "delete":
            self._delete(message.id)
        else:
            to = place.before if what == "previous" else place.after
            self._try(lambda: self._store.show(to or 0), to)
        return True

    def _edit(self, message: StoredMessage) -> None:
        try:
            attachments.refuse_unfit(message.content)
        except ParleyError as error:
            self._page.refuse(error)
            return
        if (view := self._page.transcript.reveal(message.id)) is not None:
            view.edit()

    def keep_edit(self, message_id: int, text: str) -> None:
        """Send a changed message as a new branch, or keep a changed answer beside it."""
        view = self._page.transcript.view_of(message_id)
        if view is None:
            return
        view.end_edit()
        if view.message.role == "user":
            attached = view.message.attachments
            done = self._page.ask(
                lambda session: session.send(text, beside=message_id, attachments=attached)
            )
        elif text == answer_of(view.message.content):
            done = True
        else:
            made: list[int] = []
            done = self._try(lambda: made.append(self._store.revise(message_id, text).id), made)
        if not done:
            view.edit(text)

    def show_stored(self) -> None:
        """Show the branch that the store shows, as far as it is another one. Raises `ParleyError`.

        What is new at the end is told as it comes in an answer's own window.
        """
        transcript, conversation = self._page.transcript, self._page.conversation
        if conversation is None:
            return
        came = self._come_since(conversation.id)
        if came is None:
            transcript.switch(self.messages())
        for message in came or ():
            transcript.append(message)

    def _come_since(self, conversation_id: int) -> list[StoredMessage] | None:
        """Return the few messages below the last one that is shown; None where it is otherwise."""
        shown = self._page.transcript.messages
        came: list[StoredMessage] = []
        message = self._store.leaf(conversation_id)
        while message is not None and len(came) < _FEW:
            if shown and message.id == shown[-1].id:
                came.reverse()
                return came
            came.append(message)
            above = message.parent_id
            message = self._store.message(above) if above is not None else None
        return None

    def undo(self) -> None:
        """Have back what was deleted last in the conversation on the screen."""
        conversation = self._page.conversation
        stack = self._deleted.get(conversation.id, []) if conversation else []
        if stack:
            key, _ = stack[-1]
            if self._try(lambda: self._store.restore(key), key):
                stack.pop()  # What was refused can be tried again.
            self.show_bar()

    def show_bar(self) -> None:
        """Offer to undo the last deletion in the conversation on the screen."""
        conversation = self._page.conversation
        stack = self._deleted.get(conversation.id, []) if conversation else []
        self._page.undo_bar.offer(stack[-1][1] if stack else 0)

    def forget(self, conversation_id: int) -> None:
        """Forget the deletions of a conversation that is deleted itself."""
        self._deleted.pop(conversation_id, None)

    def purge(self) -> None:
        """Remove for ever what was deleted in this window, which is about to close."""
        keys = [key for stack in self._deleted.values() for key, _ in stack]
        self._deleted.clear()
        if keys:
            try:
                self._store.purge(keys)
            except ParleyError:
                return  # The next start does it.

    # -- inside ----------------------------------------------------------------------------------

    def _delete(self, message_id: int) -> None:
        conversation, session = self._page.conversation, self._page.session
        assert conversation is not None
        live = session.live if session is not None else None
        try:
            tree = self._store.tree(conversation.id)
        except ParleyError as error:
            self._page.refuse(error)
            return
        # What has come of a running answer stays with it, and comes back with it.
        running = tree.branch(live.id) if live is not None and live.id in tree else []
        if session is not None and message_id in running:
            session.stop()
        stack = self._deleted.setdefault(conversation.id, [])
        stack.append((message_id, tree.count(message_id)))
        if not self._try(lambda: self._store.remove(message_id), None):
            stack.pop()
        self.show_bar()

    def _try(self, do: Callable[[], object], to: int | list[int] | None) -> bool:
        try:
            do()
            messages = self.messages()
        except ParleyError as error:
            self._page.refuse(error)
            return False
        to = to[0] if isinstance(to, list) else to
        self._page.transcript.switch(messages, to)
        self._page.branch_changed()
        return True
