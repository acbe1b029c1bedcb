"""One message in the transcript: who says it, the text, how it went, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from parley.chat.offers import offers
from parley.chat.reasoning import Splitter, answer_of, split
from parley.chat.remedies import Remedy
from parley.chat.tree import Place
from parley.chat.values import Progress, StoredMessage
from parley.ui import words
from parley.ui.chat import message_words
from parley.ui.chat.actions import MessageActions, Stepper
from parley.ui.chat.composing.edit import SendWith
from parley.ui.chat.editor import MessageEditor
from parley.ui.chat.message_parts import Activity, Attached, Failure, Mark
from parley.ui.chat.pictures import Album, Pictures
from parley.ui.chat.text import MessageText
from parley.ui.chat.thought import Thought
from parley.ui.chat.thumbnails import Thumbnails
from parley.ui.formulas import Formulas
from parley.ui.icons import Icons
from parley.ui.theme import Theme

#: Pixels around a message's words, where the ring of the focus is drawn.
RING = 12


class MessageView(QWidget):
    """Shows one stored message.

    `action` carries the id of the message and a word of `chat.offers` or `chat.remedies`; `edited`
    the text that is to stand beside it, `unfolded` whether its reasoning is shown. `rewritten`
    tells that such a text is another one while it is written, or is given up.
    """

    action = Signal(int, str)
    edited = Signal(int, str)
    rewritten = Signal()
    unfolded = Signal(int, bool)
    link_activated = Signal(str)

    def __init__(
        self,
        message: StoredMessage,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        formulas: Formulas | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._icons, self._formulas = look, icons, formulas
        self._album = Album(pictures, message.id) if pictures is not None else None
        self._message = message
        self._shown: tuple[str, bool] | None = None
        self._growing: tuple[str, Splitter] = "", Splitter()
        self._words = ""
        self._last = self._hovered = self._held = False
        self._place = Place()
        self._choices: tuple[Remedy, ...] = ()
        self.editor: MessageEditor | None = None
        self._send_with: SendWith = "enter"
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text = MessageText(look, formulas=formulas, album=self._album)
        self.text.link_activated.connect(self.link_activated)
        self.text.installEventFilter(self)
        self._card = QFrame()
        if message.role == "user":
            self._card.setObjectName("user")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(*((14, 13, 14, 8) if message.role == "user" else (0, 0, 0, 0)))
        self._inner = inner
        inner.addWidget(self.text)
        # Most messages have none of these, and what is not made costs nothing while one scrolls.
        self._attached: Attached | None = None
        self.thumbnails: Thumbnails | None = None
        self._thought: Thought | None = None
        self._mark: Mark | None = None
        self._next: tuple[Mark, bool] | None = None
        self._activity: Activity | None = None
        self._failure: Failure | None = None
        self.tools = MessageActions(message.role)
        self.stepper = Stepper()
        for part in (self.tools, self.stepper):
            part.pressed.connect(lambda what: self.action.emit(self._message.id, what))
        self._note = QLabel()
        self._note.setObjectName("quiet")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._figures = QLabel()
        self._figures.setObjectName("small")
        self._figures.setWordWrap(True)
        self._figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout = layout = QVBoxLayout(self)
        # Room for the ring of the focus; the words stand where they stand without it.
        layout.setContentsMargins(RING - 2, 6, RING - 2, 6)
        layout.setSpacing(6)
        layout.addLayout(self._build_name())
        layout.addWidget(self._card)
        layout.addWidget(self._note)
        if message.role == "assistant":
            footer = self._row()
            footer.addWidget(self._figures, 1)
            footer.addWidget(self.tools)
            footer.addWidget(self.stepper)
            layout.addLayout(footer)
        self.show_message(message)
        self.set_theme(look)

    @property
    def message(self) -> StoredMessage:
        """The message as it was last shown."""
        return self._message

    def selected_text(self) -> str:
        """Return the text that is selected in it, or nothing."""
        for text in (self.text, self._thought.text if self._thought is not None else None):
            if text is not None and (selected := text.selected_text()):
                return selected
        return ""

    def selected_markdown(self) -> str:
        """Return the Markdown of what is selected in it, or nothing."""
        thought = self._thought.text if self._thought is not None else None
        return self.text.selected_markdown() or (thought.selected_markdown() if thought else "")

    @property
    def failure_shown(self) -> bool:
        """Whether an error stands in the place of the answer."""
        return self._failure is not None and not self._failure.isHidden()

    @property
    def thought(self) -> Thought:
        """Where its reasoning is shown."""
        if self._thought is None:
            self._thought = Thought(
                self._look, self._icons, formulas=self._formulas, album=self._album
            )
            self._thought.unfolded.connect(lambda on: self.unfolded.emit(self._message.id, on))
            self._thought.link_activated.connect(self.link_activated)
            self._thought.set_reached_by_tab(self._held)
            self._layout.insertWidget(self._layout.indexOf(self._card), self._thought)
            # It is made after the buttons below, and comes before them.
            QWidget.setTabOrder(self, self._thought.head)
        return self._thought

    @property
    def attached(self) -> Attached:
        """The texts that go with it."""
        if self._attached is None:
            self._attached = Attached(self._look, self._icons)
            self._inner.insertWidget(0, self._attached)
        return self._attached

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        for part in (self.text, self._thought, self._attached, self.thumbnails):
            if part is not None:
                part.set_theme(look)
        self.tools.set_theme(look, self._icons)
        self.stepper.set_theme(look, self._icons)
        if self._failure is not None:
            self._failure.set_icon(self._icons.get("triangle-alert", look.bad).pixmap(16, 16))
        colour = {"llama": look.llama, "mistral": look.mistral}.get(
            words.family(self._message.model or ""), look.muted
        )
        self._dot.setVisible(self._message.role == "assistant")
        self._dot.setText(f'<span style="color:{colour}">●</span>')

    def show_message(self, message: StoredMessage) -> None:
        """Show how the message is now; only what differs is laid out again."""
        self._message = message
        if message.role == "user":
            if self._shown is None:
                self._shown = message.content, False
                self.text.show_plain(message.content)
                self._show_attachments(message)
        else:
            self._show_answer(message)
        self._show_card()
        if message.status != "streaming" and self._activity is not None:
            self._activity.hide()
        self._show_failure()
        self._note.setText(message_words.after(message))
        self._note.setVisible(bool(self._note.text()))
        self._figures.setText(message_words.on_lines(message_words.figures(message)))
        # At the message's beginning, also where the words run against the window's direction.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self._figures.setAlignment(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        self._figures.setToolTip(message_words.how(message))
        self._show_speaker(message_words.speaker(message))
        self._edited.setVisible(message.edited)
        self._show_buttons()

    @property
    def marked(self) -> str:
        """What the line above the message says; "" without one."""
        return self._mark.text if self._mark is not None else ""

    @property
    def marked_next(self) -> str:
        """What the line of the next prompt says; "" without one."""
        return self._next[0].text if self._next is not None else ""

    @property
    def head(self) -> int:
        """Where its words begin below lines above it, in pixels from its top."""
        return self._name.y()

    @property
    def marks(self) -> tuple[str, str]:
        """What both lines say."""
        return self.marked, self.marked_next

    def mark(self, text: str) -> None:
        """Draw a line above the message that says `text`; "" takes it away."""
        if self._mark is None and text:
            self._mark = Mark()
            self._layout.insertWidget(0, self._mark)
        if self._mark is not None:
            self._mark.say(text)

    def mark_next(self, text: str, *, below: bool) -> None:
        """Draw another line, above or `below` the message, which tells what will be."""
        if self._next is not None and (not text or self._next[1] != below):
            mark, self._next = self._next[0], None
            self._layout.removeWidget(mark)
            mark.hide()
            mark.deleteLater()
        if text and self._next is None:
            self._next = Mark(dashed=True), below
            self._layout.insertWidget(self._layout.count() if below else 0, self._next[0])
        if self._next is not None:
            self._next[0].say(text)

    def show_activity(self, text: str, progress: Progress | None) -> None:
        """Say in the answer's place what is being done until words come; "" says nothing."""
        visible = bool(text) and self._message.status == "streaming"
        if self._activity is None:
            if not visible:
                return
            self._activity = Activity()
            self._layout.insertWidget(self._layout.indexOf(self._note), self._activity)
        self._activity.say(text, progress.fraction if progress else None)
        self._activity.setVisible(visible and not self._message.content)

    def offer(self, choices: tuple[Remedy, ...], *, last: bool) -> None:
        """Offer `choices` under a failure, and another answer where this is the `last` message."""
        self._last, self._choices = last, choices
        self._show_failure()
        self._show_buttons()

    @property
    def place(self) -> Place:
        """Where the message stands among its alternatives."""
        return self._place

    def set_place(self, place: Place) -> None:
        """Say where the message stands among its alternatives."""
        if place != self._place:
            self._place = place
            self.stepper.show_place(place)
            self._show_buttons()

    def set_held(self, held: bool) -> None:
        """Show the buttons because the focus is in this message, or not for that."""
        self._held = held
        for part in (self._thought, self._attached, self.thumbnails):
            if part is not None:
                part.set_reached_by_tab(held)
        self.text.set_reached_by_tab(held)
        self.tools.set_reached_by_tab(held)
        self.stepper.set_reached_by_tab(held)
        self._show_buttons()

    # -- editing ---------------------------------------------------------------------------------

    def set_send_with(self, keys: SendWith) -> None:
        """Have what is changed kept by the keys that send."""
        self._send_with = keys
        if self.editor is not None:
            self.editor.set_send_with(keys)

    def edit(self, text: str | None = None) -> None:
        """Open the message to be changed, with `text` where that was begun before."""
        if self.editor is None:
            answer = self._message.role == "assistant"
            words_ = self._message.content
            if text is None:
                text = answer_of(words_) if answer else words_
            self.editor = MessageEditor(text, answer=answer, send_with=self._send_with)
            self.editor.kept.connect(lambda text: self.edited.emit(self._message.id, text))
            self.editor.left.connect(self.end_edit)
            self.editor.edit.textChanged.connect(self.rewritten)
            self._layout.insertWidget(self._layout.indexOf(self._card), self.editor)
            self._card.hide()
            self._show_buttons()
        self.editor.edit.setFocus()

    def end_edit(self) -> None:
        """Close the editor and show the message as it is stored."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        if editor.isAncestorOf(self.focusWidget() or self):
            self.setFocus()
        self._layout.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._show_card()
        self._show_buttons()
        self.rewritten.emit()

    # -- Qt --------------------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hovered = True
        self._show_buttons()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = False
        self._show_buttons()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.text.keep_in_view()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Who clicked knows where the focus is.
        self._ring(event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A message has no pages of its own: these keys are for the conversation.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            key = event.key()
            if (plain and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}) or (
                control and key in {Qt.Key.Key_Home, Qt.Key.Key_End}
            ):
                QApplication.sendEvent(self, event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(
            focused, QAbstractButton
        ):
            # Qt presses buttons with the space bar alone, and Enter would edit the message.
            focused.click()
            return
        ways = [Qt.Key.Key_Left, Qt.Key.Key_Right]
        if self.isRightToLeft():
            ways.reverse()
        does = {
            ways[0]: "previous",
            ways[1]: "next",
            Qt.Key.Key_Delete: "delete",
            Qt.Key.Key_Return: "edit",
            Qt.Key.Key_Enter: "edit",
        }
        what = does.get(Qt.Key(event.key()))
        if what is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.action.emit(self._message.id, what)

    # -- inside ----------------------------------------------------------------------------------

    def _show_attachments(self, message: StoredMessage) -> None:
        """Show the texts that go with a message above its words, and the pictures below."""
        pictures = tuple(each for each in message.attachments if each.is_picture)
        if texts := tuple(each for each in message.attachments if not each.is_picture):
            self.attached.show_attachments(texts)
        if pictures and self._album is not None:
            self.thumbnails = Thumbnails(pictures, self._album.pictures, self._look)
            self._inner.addWidget(self.thumbnails)

    def _show_answer(self, message: StoredMessage) -> None:
        # At its end an answer is shown as it is, with nothing that is taken to be half open.
        growing = message.status == "streaming"
        if (message.content, growing) == self._shown:
            return
        parts = self._grown(message.content) if growing else split(message.content)
        self._shown = message.content, growing
        if parts.reasoned or self._thought is not None:
            self.thought.show_reasoning(
                parts.reasoning, message.reasoning_seconds, thinking=growing and parts.thinking
            )
        self._words = parts.answer
        self.text.show_markdown(self._words, growing=growing)

    def _grown(self, content: str) -> Splitter:
        """Return a growing text split, of which only what is new is looked at."""
        known, splitter = self._growing
        if not content.startswith(known):
            known, splitter = "", Splitter()
        splitter.feed(content[len(known) :])
        self._growing = content, splitter
        return splitter

    def _show_failure(self) -> None:
        error = self._message.error
        if self._failure is None and error is not None:
            self._failure = Failure()
            self._failure.chosen.connect(lambda what: self.action.emit(self._message.id, what))
            self._failure.set_icon(self._icons.get("triangle-alert", self._look.bad).pixmap(16, 16))
            self._layout.insertWidget(self._layout.indexOf(self._note), self._failure)
        if self._failure is not None:
            self._failure.show_error(error, self._choices)

    def _show_card(self) -> None:
        message = self._message
        there = message.content if message.role == "user" else self._words
        self.text.setVisible(bool(there.strip()))
        self._card.setVisible(
            self.editor is None and (bool(there.strip()) or bool(message.attachments))
        )

    def _ring(self, shown: bool) -> None:
        if bool(self.property("ring")) != shown:
            self.setProperty("ring", shown)
            self.style().unpolish(self)
            self.style().polish(self)

    def _show_buttons(self) -> None:
        message = self._message
        can = set(offers(message, self._place))
        if "retry" in self._choices and self.failure_shown:
            can.discard("retry")
        self.tools.offer(frozenset(can))
        active = self._hovered or self._held or (self._last and message.role == "assistant")
        done = message.status != "streaming" or self._hovered or self._held
        self.tools.setVisible(active and done and self.editor is None)
        self._figures.setVisible(message.role == "assistant")

    def _show_speaker(self, name: str) -> None:
        # Which model answers is known only once it is loaded; it does not change in between.
        if name != self._name.text():
            self._name.setText(name)
            self.setAccessibleName(name)
            self.text.setAccessibleName(name)

    def _build_name(self) -> QHBoxLayout:
        self._dot = QLabel(self)
        self._name = QLabel()
        self._name.setObjectName("name")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._edited = QLabel(self.tr("edited"))
        self._edited.setObjectName("small")
        row = self._row()
        row.setSpacing(6)
        if self._message.role == "assistant":
            row.addWidget(self._dot)
        row.addWidget(self._name)
        row.addWidget(self._edited)
        row.addStretch(1)
        if self._message.role == "user":
            row.addWidget(self.tools)
            row.addWidget(self.stepper)
        return row

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        return row
