"""The messages of one conversation, the newest at the bottom, followed while they grow."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from parley.chat.remedies import Remedy
from parley.chat.tree import Place
from parley.chat.values import Progress, StoredMessage
from parley.ui import theme
from parley.ui.chat import message_words
from parley.ui.chat.actions import DOWN, UP
from parley.ui.chat.announcer import Announcer
from parley.ui.chat.column import Column
from parley.ui.chat.composing.edit import SendWith
from parley.ui.chat.guesses import guessed_heights
from parley.ui.chat.marking import Marking
from parley.ui.chat.message import RING, MessageView
from parley.ui.chat.pictures import Pictures
from parley.ui.formulas import Formulas
from parley.ui.icons import Icons
from parley.ui.theme import Theme

#: Bounds of the time between two layouts of streaming text, in milliseconds.
FRAME = 33
SLOWEST = 250
#: The part of the time that laying out may take. Where the processor has few cores, what the
#: window takes the engine lacks: it waits for its slowest thread at every layer of the model.
SHARE = 0.015
_MARGIN = 24 - RING
#: Pixels between two messages.
_BETWEEN = 10


class Transcript(Column):
    """Shows messages; `action`, `edited` and `link_activated` pass on what is done in them.

    `held_changed` is emitted when another message has the focus, `announced` carries what a screen
    reader is given to speak, if there is one. `moved` tells that other messages are seen, or that
    one has another size, `rewritten` that `edits` are others, `follow_changed` that the end is
    followed from now on, or is no longer, `marked_next` that the next prompt would
    begin elsewhere.
    """

    action = Signal(int, str)
    edited = Signal(int, str)
    held_changed = Signal()
    moved = Signal()
    follow_changed = Signal()
    rewritten = Signal()
    announced = Signal(str)
    marked_next = Signal()
    link_activated = Signal(str)

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme.MEASURE + 2 * RING, _MARGIN, parent)
        self.setObjectName("transcript")
        self.viewport().setObjectName("transcript_view")
        self.setAccessibleName(self.tr("Transcript"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look, self._icons = look, icons
        self._formulas = Formulas(self)
        self.pictures = Pictures(self)
        self._messages: list[StoredMessage] = []
        self._row_of: dict[int, int] = {}
        self._place_of: Callable[[int], Place] = lambda _key: Place()
        self._whole: Callable[[StoredMessage], StoredMessage] = lambda message: message
        self._held: MessageView | None = None
        self._edits: dict[int, str] = {}
        self._unfolded: set[int] = set()
        self._send_with: SendWith = "enter"
        self._marking = Marking(self._views.get)
        self._choices: tuple[Remedy, ...] = ()
        self._activity: tuple[str, Progress | None] = ("", None)
        self._pending: StoredMessage | None = None
        self._cost = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._announcer = Announcer(self._announce, self)
        self._latest = QPushButton(self.tr("Latest"), self)
        self._latest.setObjectName("latest")
        self._latest.setToolTip(self.tr("Go to the newest message"))
        self._latest.clicked.connect(self.to_end)
        self._latest.hide()
        self.set_theme(look)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._latest.setIcon(self._icons.get("arrow-down", look.text))
        for view in self.views:
            view.set_theme(look)
        self.restyle_rows(look.measure + 2 * RING, look.space(_BETWEEN))

    def set_send_with(self, keys: SendWith) -> None:
        """Have messages that are changed kept by the keys that send."""
        self._send_with = keys
        for view in self.views:
            view.set_send_with(keys)

    def set_places(
        self,
        place_of: Callable[[int], Place],
        whole: Callable[[StoredMessage], StoredMessage] = lambda message: message,
    ) -> None:
        """Ask `place_of` where a message stands among its alternatives, whenever one is shown.

        `whole` completes a message of which there is little but the words.
        """
        self._place_of, self._whole = place_of, whole

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def messages(self) -> Sequence[StoredMessage]:
        """The messages of the branch that is shown, oldest first."""
        return self._messages

    @property
    def views(self) -> Sequence[MessageView]:
        """The widgets of the messages that have one, oldest first: those near what is seen."""
        return [self._view(row) for row in self.rows()]

    def seen_views(self) -> Sequence[MessageView]:
        """The widgets of the messages of which something is seen."""
        seen = self.viewport().rect()
        return [view for view in self.views if view.geometry().intersects(seen)]

    def message(self, message_id: int) -> StoredMessage | None:
        """Return a message of the branch that is shown."""
        row = self._row_of.get(message_id)
        return None if row is None else self._messages[row]

    def view_of(self, message_id: int) -> MessageView | None:
        """Return the widget of a message, if it has one."""
        row = self._row_of.get(message_id)
        return None if row is None else self._views.get(row)

    def reveal(self, message_id: int) -> MessageView | None:
        """Scroll to a message, and return its widget; None where the branch has it not."""
        row = self._row_of.get(message_id)
        if row is None:
            return None
        self.show_row(row)
        return self._views[row]

    def is_unfolded(self, message_id: int) -> bool:
        """Whether what a model thought before a message is shown."""
        return message_id in self._unfolded

    def unfold(self, message_id: int) -> None:
        """Scroll to a message and show what the model thought before it."""
        if (view := self.reveal(message_id)) is not None:
            view.thought.unfold()

    def show_messages(self, messages: Sequence[StoredMessage]) -> None:
        """Show another conversation, from its end."""
        self._timer.stop()
        self._pending = None
        self.cut_rows(0)
        self._messages = list(messages)
        self._row_of = {message.id: row for row, message in enumerate(self._messages)}
        self._choices, self._activity = (), ("", None)
        self._announcer.forget()
        self._unfolded.clear()
        self._marking.forget()
        self.reset_rows(len(self._messages))
        self._mark()
        self._describe()
        self.settle()

    def switch(self, messages: Sequence[StoredMessage], to: int | None = None) -> None:
        """Show another branch of the conversation; what both have stays as it is.

        Where `to` takes the place of an alternative, its buttons stay where the other's were, so
        that one can go on stepping.
        """
        self.flush()
        pairs = zip(self._messages, messages, strict=False)
        common = next((i for i, (a, b) in enumerate(pairs) if a.id != b.id), None)
        if common is None:
            common = min(len(self._messages), len(messages))
        gone = self._views.get(common)
        foot = self._foot(common) if gone is not None else None
        focused = self._held is not None and self._row_of[self._held.message.id] >= common
        self._follow = False
        self._cut(common)
        for message in messages[common:]:
            self._add(message)
        self._mark()
        self._describe()
        self.refresh()
        row = self._row_of.get(to) if to is not None else None
        if row is not None and foot is not None:
            self.widget_at(row)
            self.settle((row, self.row_top(row) + foot - self._foot(row)))
        elif row is not None:
            self.show_row(row)
        else:
            self.settle()
        self._check_end()
        self.settled()
        if focused:
            kept = self._views.get(row) if row is not None else None
            (kept or (self.views[-1] if self._views else self)).setFocus()

    def append(self, message: StoredMessage) -> None:
        """Show a new message in the place below its parent."""
        above = self._row_of.get(message.parent_id) if message.parent_id is not None else None
        # An alternative takes the place of the message beside it and of everything below that.
        self._cut(0 if above is None else above + 1)
        self._choices = ()
        # What would have come next is this; the answer says what was left out.
        self._marking.show_next(None, len(self._messages))
        if self._messages and (view := self._views.get(len(self._messages) - 1)) is not None:
            view.offer((), last=False)
        self._add(message)
        self._mark()
        self._describe()
        if message.status == "streaming" and QAccessible.isActive():
            self._announcer.begin(message)
        # Who writes wants to see it; an answer pulls nobody away from what they read.
        self._follow = self._follow or message.role == "user"
        self.settle()
        self._check_end()
        self.settled()

    def change(self, message: StoredMessage) -> None:
        """Show a message as it is now; streamed text is laid out at most once per frame."""
        self._pending = message
        if message.status != "streaming":
            self.flush()
        elif not self._timer.isActive():
            # A long answer takes longer to lay out; it then comes in larger pieces.
            self._timer.start(min(max(FRAME, round(1000 * self._cost / SHARE)), SLOWEST))

    def flush(self) -> None:
        """Lay out the text that waits for the next frame."""
        self._timer.stop()
        message, self._pending = self._pending, None
        row = self._row_of.get(message.id) if message is not None else None
        if message is None or row is None:
            return
        if message.notes != self._messages[row].notes:
            self._messages[row] = message
            self._mark()
        self._messages[row] = message
        if QAccessible.isActive():
            speak = self._announcer.grow if message.status == "streaming" else self._announcer.end
            speak(message)
        start = time.perf_counter()
        if row in self._views:
            self._views[row].show_message(message)
            if self._views[row] is self._held and message.status != "streaming":
                self._describe_held(self._held)
        self.row_changed(row)
        self.settle()
        self._cost = time.perf_counter() - start

    def refresh(self) -> None:
        """Say of each message anew which of its alternatives it is."""
        for view in self.views:
            view.set_place(self._place_of(view.message.id))

    def offer(self, choices: tuple[Remedy, ...]) -> None:
        """Offer `choices` under a failure of the last message."""
        self._choices = choices
        if (view := self._views.get(len(self._messages) - 1)) is not None:
            view.offer(choices, last=True)

    def show_activity(self, text: str, progress: Progress | None) -> None:
        """Say in the last answer's place what is being done."""
        self._activity = text, progress
        if (view := self._views.get(len(self._messages) - 1)) is not None:
            view.show_activity(text, progress)

    @property
    def edits(self) -> dict[int, str]:
        """What is being made of messages that are shown, by message; not what is as it was."""
        begun = {key: text for key, text in self._edits.items() if key in self._row_of}
        for view in self.views:
            if view.editor is not None and view.editor.text != view.message.content:
                begun[view.message.id] = view.editor.text
        return begun

    def begin_edits(self, begun: Mapping[int, str]) -> None:
        """Have messages that are shown from now on changed to texts that were begun before."""
        self._edits = {**begun, **self._edits}

    def mark_next(self, row: int | None, *, asks: bool = False) -> None:
        """Draw a line where the next prompt would begin: above a row, or below all; None: nowhere.

        `asks`: what is above is left out only if the person agrees.
        """
        before, top = self._marking.next, self._anchor[0]
        # What is read stays where it is, also where the line comes above it out of sight.
        view = self._views.get(top) if not self._follow and self.row_top(top) < 0 else None
        words = self.row_top(top) + view.head if view is not None else 0
        if changed := self._marking.show_next(row, len(self._messages), asks=asks):
            for each in changed:
                self.row_changed(each)
            self.settle(None if view is None else (top, words - view.head))
        if self._marking.next != before:
            self.marked_next.emit()

    @property
    def next_begins(self) -> int | None:
        """The row with which the next prompt would begin; None where it leaves out nothing."""
        return self._marking.next

    def show_next(self) -> None:
        """Go to the line where the next prompt would begin, with the focus."""
        row = self._marking.next_row
        if row is not None:
            self.show_row(row)
            self._views[row].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def selected_text(self) -> str:
        """Return the text that is selected in some message, or nothing."""
        return next((text for view in self.views if (text := view.selected_text())), "")

    def selected_markdown(self) -> str:
        """Return the Markdown of what is selected in some message, or nothing."""
        return next((text for view in self.views if (text := view.selected_markdown())), "")

    # -- the focus -------------------------------------------------------------------------------

    @property
    def held(self) -> MessageView | None:
        """The message that has the focus, or a part of which has it."""
        return self._held

    @property
    def current(self) -> StoredMessage | None:
        """The message that has the focus, if it is in view: what is not seen is not meant."""
        held = self._held
        if held is None or not held.geometry().intersects(self.viewport().rect()):
            return None
        return held.message

    def hold(self, by: int) -> bool:
        """Move the focus by so many messages; from outside, to the last. False: beyond it."""
        held = self._row_of.get(self._held.message.id) if self._held is not None else None
        row = len(self._messages) - 1 if held is None else max(0, held + by)
        if not 0 <= row < len(self._messages):
            return False
        self.show_row(row)
        self._views[row].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # -- rows ------------------------------------------------------------------------------------

    def make_row(self, index: int) -> MessageView:
        message = self._messages[index] = self._whole(self._messages[index])
        view = MessageView(
            message,
            self._look,
            self._icons,
            self.viewport(),
            formulas=self._formulas,
            pictures=self.pictures,
        )
        view.action.connect(self.action)
        view.edited.connect(self.edited)
        view.rewritten.connect(self.rewritten)
        view.link_activated.connect(self.link_activated)
        view.unfolded.connect(self._fold)
        view.set_send_with(self._send_with)
        if message.id in self._unfolded:
            view.thought.unfold()
        self._marking.draw(index, view)
        view.set_place(self._place_of(message.id))
        if index == len(self._messages) - 1:
            view.offer(self._choices, last=True)
            view.show_activity(*self._activity)
        if (text := self._edits.pop(message.id, None)) is not None:
            view.edit(text)
        return view

    def estimate_rows(self, first: int = 0, count: int | None = None) -> list[int]:
        last = None if count is None else first + count
        across = self.row_width() - 2 * RING
        return guessed_heights(self._messages[first:last], across, self._look.zoom)

    def row_is_pinned(self, widget: QWidget) -> bool:
        assert isinstance(widget, MessageView)
        return widget is self._held or widget.editor is not None or bool(widget.selected_text())

    def drop_row(self, widget: QWidget) -> None:
        assert isinstance(widget, MessageView)
        if widget is self._held:
            self._held = None
            self.setFocus()  # Otherwise Qt gives it to whatever comes next.
        if widget.editor is not None and widget.editor.text != widget.message.content:
            # It was begun and not left: it is there again when the message is.
            self._edits[widget.message.id] = widget.editor.text
        super().drop_row(widget)

    def settled(self) -> None:
        changed = self._latest.isHidden() != self._follow
        self._latest.setVisible(not self._follow)
        size = self._latest.sizeHint()
        self._latest.resize(size)
        self._latest.move((self.width() - size.width()) // 2, self.height() - size.height() - 12)
        if changed:
            self.follow_changed.emit()
        self.moved.emit()

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _views(self) -> dict[int, MessageView]:
        return self._widgets  # type: ignore[return-value]  # they are made by make_row

    def _view(self, row: int) -> MessageView:
        return self._views[row]

    def _add(self, message: StoredMessage) -> None:
        self._row_of[message.id] = len(self._messages)
        self._messages.append(message)
        self.add_row()

    def _fold(self, message_id: int, unfolded: bool) -> None:
        if unfolded:
            self._unfolded.add(message_id)
        else:
            self._unfolded.discard(message_id)
        # It is read from its beginning, so that stays where it is.
        row = self._row_of[message_id]
        if row in self._views:
            self.row_changed(row)
            self.settle((row, self.row_top(row)))
            self._check_end()
            self.settled()

    def _mark(self) -> None:
        """Draw the line above which nothing is in the last answer's prompt, or take it away."""
        self._marking.find_last(self._messages, self._row_of)

    def _describe(self) -> None:
        """Say how many messages there are, and how one comes to those that no widget shows."""
        up, down = (
            QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            for keys in (UP, DOWN)
        )
        said = self.tr("%n message(s).", "", len(self._messages))
        if self._messages:
            ways = self.tr("{up} goes to the message above, {down} to the one below.")
            said = f"{said} {ways.format(up=up, down=down)}"
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _describe_held(self, view: MessageView) -> None:
        """Have a message read as a whole when one comes to it."""
        number, count = self._row_of[view.message.id] + 1, len(self._messages)
        view.setAccessibleDescription(
            message_words.described(view.message, number, count, filter(None, view.marks))
        )

    def _announce(self, text: str) -> None:
        # Of several windows with this conversation, the one that is looked at speaks.
        if self.isVisible() and self.isActiveWindow():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
            self.announced.emit(text)

    def _cut(self, count: int) -> None:
        for message in self._messages[count:]:
            del self._row_of[message.id]
        del self._messages[count:]
        self.cut_rows(count)

    def _foot(self, row: int) -> int:
        """Return where the buttons of a message are, in pixels below the top of what is seen."""
        view = self._views[row]
        view.resize(view.width(), self.row_height(row))
        part = view.stepper
        return self.row_top(row) + part.mapTo(view, part.rect().bottomLeft()).y()

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is not self.window():
            return  # A dialog or a menu; the message stays the one that is meant.
        held = (
            next((v for v in self.views if now is v or v.isAncestorOf(now)), None) if now else None
        )
        if held is not self._held:
            if self._held is not None:
                self._held.set_held(False)
            self._held = held
            if held is not None:
                held.set_held(True)
                self._describe_held(held)
            self.held_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._messages) - 1}
        row = ends.get(Qt.Key(event.key()))
        # Who goes from message to message goes on from there.
        if self._held is not None and row is not None and row in self._views:
            self._views[row].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settled()
