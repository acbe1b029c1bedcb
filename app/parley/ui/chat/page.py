"""One conversation on the screen: which session it has, and what each button does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from parley.chat import commands
from parley.chat.beginning import Beginning, beginning, beginning_of, change
from parley.chat.drafts import Place, in_conversation, in_window
from parley.chat.session import ChatSession
from parley.chat.values import (
    Attachment,
    Conversation,
    SessionState,
    StoredMessage,
)
from parley.core.errors import ParleyError
from parley.ui import dialogs
from parley.ui.chat.branching import Branching, said
from parley.ui.chat.composer import Composer
from parley.ui.chat.composing.writing import Writing
from parley.ui.chat.details import AnswerDetails
from parley.ui.chat.drafting import Drafting
from parley.ui.chat.empty import EmptyChat
from parley.ui.chat.header import Header
from parley.ui.chat.hearing import Hearing
from parley.ui.chat.mending import Mending
from parley.ui.chat.message_words import activity
from parley.ui.chat.metering import Metering
from parley.ui.chat.sessions import Sessions
from parley.ui.chat.transcript import Transcript
from parley.ui.chat.undo_bar import UndoBar
from parley.ui.icons import Icons
from parley.ui.notice import Notice
from parley.ui.picker.picking import Picking
from parley.ui.services import Services
from parley.ui.theme import Theme


class ChatPage(QWidget):
    """Header, notice, transcript and composer of the conversation that is chosen.

    Each conversation has a session of its own, which goes on when another one is looked at.
    `progressed` is emitted when a session's state or figures changed, `changed` when the list of
    conversations did, `offers_changed` when other things can be done to messages, `setup_changed`
    when another conversation is on the screen or something else is set of it. `leaving` comes
    before that, and before a message is sent: what is being set of this one is to be set now.
    """

    progressed = Signal()
    changed = Signal()
    offers_changed = Signal()
    setup_changed = Signal()
    leaving = Signal()

    def __init__(
        self,
        services: Services,
        sessions: Sessions,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        quick: bool = False,
    ) -> None:
        """Show a new conversation. A `quick` page has no title and is written in at its top."""
        super().__init__(parent)
        self._services, self._sessions, self._quick = services, sessions, quick
        self._window = ""
        self._conversation: Conversation | None = None
        self._beginning: Beginning | None = None
        self.header = Header()
        self.title = self.header.title
        self.notice = Notice(look, icons)
        self.empty = EmptyChat(icons)
        self.empty.example.connect(self.send)
        self.transcript = Transcript(look, icons)
        self.undo_bar = UndoBar(look, icons)
        self.branching = Branching(self, services.store, self)
        self.mending = Mending(self, services, sessions, self)
        self.details = AnswerDetails(self.transcript, self)
        self.transcript.action.connect(self.mending.act)
        self.transcript.edited.connect(self.branching.keep_edit)
        self.transcript.held_changed.connect(self.offers_changed)
        self.undo_bar.undo_asked.connect(self.branching.undo)
        self.transcript.link_activated.connect(self.ask_link)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.transcript)
        self.composer = Composer(look, icons)
        self.drafting = Drafting(services.store, self.composer, self.transcript, self)
        self.drafting.refused.connect(lambda said: self.notice.say(said, bad=True))
        self.composer.sent.connect(self.send)
        self.composer.stop_asked.connect(self.stop)
        self.writing = Writing(self, services, sessions.post, self)
        self.picking = Picking(self, services, sessions.post, look, icons, self)
        self.picking.card_changed.connect(lambda: self.empty.show_model(self.picking.card))
        self.setup_changed.connect(self.picking.refresh)
        self.empty.show_model(self.picking.card)
        self.header.add(self.picking.button)
        self.metering = Metering(self, services, look, self)
        self.picking.card_changed.connect(self.metering.look_again)
        sessions.engine_changed.connect(self._engine_changed)
        writing = QVBoxLayout()
        writing.setSpacing(8)
        writing.addWidget(self.undo_bar)
        writing.addWidget(self.composer)
        self._bottom = bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addLayout(writing, 1000)
        bottom.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        layout.insertLayout(0 if quick else layout.count(), bottom)
        self._make_room(look)
        self.setAcceptDrops(True)
        self.hearing = Hearing(self, sessions, self)
        self.hearing.progressed.connect(self.progressed)
        self.hearing.changed.connect(self.changed)
        sessions.state_changed.connect(self._state_changed)
        sessions.forgotten.connect(self._forgotten)
        self._show()

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def conversation(self) -> Conversation | None:
        """The conversation on the screen; None is a new one that has no message yet."""
        return self._conversation

    @property
    def setup(self) -> Beginning:
        """What is set of the conversation on the screen; of a new one, what it begins with."""
        if self._conversation is not None:
            return beginning_of(self._conversation)
        return self._beginning or beginning(self._services.settings)

    def set_up(self, wanted: Beginning) -> None:
        """Set the conversation on the screen up as `wanted`. Raises `ParleyError`."""
        if self._conversation is None:
            self._beginning = wanted
        else:
            self._conversation = change(self._services.store, self._conversation, wanted)
        self.setup_changed.emit()

    @property
    def session(self) -> ChatSession | None:
        """The session of the conversation on the screen, if it had one in this run."""
        return self._sessions.of(self._conversation.id) if self._conversation else None

    @property
    def running(self) -> bool:
        """Whether an answer is being made in the conversation on the screen."""
        session = self.session
        return session is not None and session.state != SessionState.IDLE

    @property
    def live_speed(self) -> str:
        """How fast the answer comes that is being made, in words; "" while none is."""
        return self.hearing.speed

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        parts = (self.notice, self.transcript, self.undo_bar, self.composer, self.metering.meter)
        for part in parts:
            part.set_theme(look)
        self.picking.set_theme(look)
        self._make_room(look)

    def _make_room(self, look: Theme) -> None:
        """Have lines as long, and things as far apart, as `look` asks for."""
        self.header.set_theme(look)
        for part in (self.composer, self.undo_bar):
            part.setMaximumWidth(look.measure + 24)
        side, below = (10, 6) if self._quick else (look.space(24), look.space(16))
        self._bottom.setContentsMargins(side, side if self._quick else 0, side, below)

    def open(self, conversation_id: int | None) -> None:
        """Show a conversation, or a new one; what was being written stays with the old one."""
        self.leaving.emit()
        if self._conversation is None or self._conversation.id != conversation_id:
            self._pass()
        try:
            self._conversation = (
                None
                if conversation_id is None
                else self._services.store.conversation(conversation_id)
            )
        except ParleyError as error:
            self.notice.say(str(error), bad=True)
            self._conversation = None
            self.changed.emit()
        self.drafting.show(self._place())
        self._show()

    def catch_up(self) -> None:
        """Show what another window, or another program, made of the conversation on the screen."""
        if self._conversation is None:
            return
        try:
            before, self._conversation = (
                self._conversation,
                self._services.store.conversation(self._conversation.id),
            )
            leaf = self._services.store.leaf(before.id)
            shown = self.transcript.messages
            if leaf is not None and shown and leaf.id == shown[-1].id:
                # The end of a branch says which branch it is.
                self._show_end(leaf)
            else:
                self.branching.show_stored()
        except ParleyError as error:
            self._conversation = None
            self.drafting.show(self._place())
            self._show()
            self.refuse(error)
            self.changed.emit()
            return
        self.branch_changed()
        self._show_title()
        if beginning_of(before) != beginning_of(self._conversation):
            self.setup_changed.emit()

    def catch_up_text(self) -> None:
        """Show how far another program has written the answer on the screen."""
        if self._conversation is not None and self.transcript.messages:
            try:
                self._show_end(self._services.store.message(self.transcript.messages[-1].id))
            except ParleyError as error:
                self.refuse(error)

    def _show_end(self, message: StoredMessage) -> None:
        session = self.session
        live = session.live if session is not None else None
        if (live is None or live.id != message.id) and message != self.transcript.messages[-1]:
            self.transcript.change(message)

    def open_in(self, window: str) -> None:
        """Begin in the window of this name, with what was left unsent there."""
        self._window = window
        self.drafting.show(self._place())

    def _place(self) -> Place:
        if self._conversation is not None:
            return in_conversation(self._conversation.id)
        return in_window(self._window)

    def refresh_title(self) -> None:
        """Show the title as it is in the store now."""
        if self._conversation is not None:
            self._conversation = self._services.store.conversation(self._conversation.id)
        self._show_title()

    def forget(self, conversation_id: int) -> None:
        """End what is done for a conversation that is about to be deleted."""
        self._sessions.forget(conversation_id)

    def _state_changed(self, _conversation_id: int) -> None:
        self.writing.stopped()

    def _engine_changed(self) -> None:
        self.metering.look_again()

    def _forgotten(self, conversation_id: int) -> None:
        self.branching.forget(conversation_id)
        if self._conversation is not None and self._conversation.id == conversation_id:
            self._pass()
            self._conversation = None
            self.drafting.show(self._place())
            self._show()

    def leave(self) -> None:
        """Hear no session any more, and end all that could have been undone."""
        self._sessions.disconnect(self)
        self.hearing.leave()
        self.drafting.keep()
        self.writing.leave()
        self.picking.leave()
        self.branching.purge()

    # -- what a person does ----------------------------------------------------------------------

    def send(self, text: str, attached: tuple[Attachment, ...] = ()) -> None:
        """Send `text` in the conversation on the screen, which begins with it if it is new."""
        self.leaving.emit()
        self.notice.hide()
        made: Conversation | None = None
        try:
            if self._conversation is None:
                setup = self.setup
                self._services.choice_for(setup.options)  # Refused before anything is stored.
                made = self._services.store.create(
                    system_prompt=setup.system_prompt,
                    policy=setup.policy,
                    seed=setup.seed,
                    options=setup.options,
                )
                self._conversation = made
                self._show()
            session = self.mending.session(self._conversation.id)
            self.stack.setCurrentWidget(self.transcript)
            session.send(text, attachments=attached)
        except ParleyError as error:
            self.refuse(error)
            if made is not None and not self._services.store.messages(made.id):
                self._discard(made.id)
            if self.composer.is_empty:
                self.composer.set_text(text)
                self.composer.set_attachments(attached)
            self.show_stack()
            return
        if made is not None:
            self._beginning = None
            self.drafting.begun(self._place())
        self.undo_bar.hide()
        if commands.message(self.composer.text) == text:
            self.composer.clear()
            self.drafting.keep()
        self.refresh_title()
        self.changed.emit()

    def stop(self) -> None:
        """Stop the answer that is being made on the screen."""
        if (session := self.session) is not None:
            session.stop()

    def step(self, by: int) -> None:
        """Move the focus by so many messages, and from the last into the composer."""
        if not self.transcript.hold(by):
            self.composer.edit.setFocus()

    def copy_answer(self, *, markdown: bool = False) -> str:
        """Return what is selected, or else the message that has the focus, or the last answer."""
        shown = self.transcript
        selected = shown.selected_markdown() if markdown else shown.selected_text()
        key = self.branching.target("copy")
        message = self.transcript.message(key) if key is not None and not selected else None
        return said(message) if message is not None else selected

    def ask_link(self, address: str) -> None:
        """Show where a link goes, and open it if the person wants that."""
        dialog = dialogs.link_dialog(address, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: dialogs.follow_link(address, dialog.chosen))
        dialog.open()

    def show_log(self, log: str) -> None:
        """Show the last lines of the engine's log."""
        dialog = dialogs.log_dialog(log, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def ask(self, do: Callable[[ChatSession], None]) -> bool:
        """Have the session do something with the model that is chosen; say what it refuses."""
        assert self._conversation is not None
        self.notice.hide()
        try:
            do(self.mending.session(self._conversation.id))
        except ParleyError as error:
            self.refuse(error)
            return False
        self.undo_bar.hide()
        self.composer.edit.setFocus()
        self.changed.emit()
        return True

    def say(self, text: str) -> None:
        """Say what was done, above the transcript."""
        self.notice.say(text, passing=True)

    def refuse(self, error: ParleyError) -> None:
        """Say why something was not done."""
        self.notice.say(str(error), bad=True, passing=True)

    def _pass(self) -> None:
        if self.notice.passing:
            self.notice.hide()

    def branch_changed(self) -> None:
        """Take in that another branch is shown."""
        self.show_stack()
        self.offer()
        self.show_state()
        self.progressed.emit()

    # -- inside ----------------------------------------------------------------------------------

    def _show(self) -> None:
        messages: list[StoredMessage] = []
        if self._conversation is not None:
            try:
                messages = self.branching.messages()
            except ParleyError as error:
                self.refuse(error)
        self.transcript.show_messages(messages)
        self.show_stack()
        self.offer()
        self.branching.show_bar()
        self._show_title()
        self.show_state()
        self.progressed.emit()
        self.setup_changed.emit()

    def show_stack(self) -> None:
        """Show the transcript, or the empty chat where there is no message."""
        page = self.transcript if self.transcript.messages else self.empty
        self.stack.setCurrentWidget(page)
        self.stack.setHidden(self._quick and page is self.empty)

    def _show_title(self) -> None:
        conversation = self._conversation
        self.header.setHidden(self._quick)
        self.header.show_title((conversation.title if conversation else "") or self.tr("New chat"))

    def show_state(self) -> None:
        """Show what the session of the conversation does."""
        session = self.session
        self.composer.set_running(self.running)
        if session is None:
            self.header.show_doing(SessionState.IDLE, None, "")
            self.transcript.show_activity("", None)
            return
        name = session.model.name if session.model else ""
        self.header.show_doing(session.state, session.progress, name)
        self.transcript.show_activity(
            activity(session.state, session.progress, name), session.progress
        )

    def offer(self) -> None:
        """Put the buttons that make sense now under the messages."""
        self.transcript.refresh()
        self.offers_changed.emit()
        if messages := self.transcript.messages:
            error = messages[-1].error
            self.transcript.offer(self.mending.offered(error) if error is not None else ())

    def _discard(self, conversation_id: int) -> None:
        self._sessions.forget(conversation_id)
        self._services.store.delete(conversation_id)
        self._conversation = None
        self._show()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.composer.set_room(self.height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Models and folders are the window's.
        if self.writing.takes(event.mimeData()):
            event.acceptProposedAction()
            self.writing.hover(over=True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.writing.hover(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        if self.writing.take(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()
