"""The messages of one conversation, the newest at the bottom, followed while they grow.

Only the last messages have widgets; older ones get theirs when they are asked for, so that a
conversation of any length opens at once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from parley.chat.tree import Tree
from parley.chat.values import Progress, StoredMessage
from parley.ui import theme
from parley.ui.chat.message import RING, MessageView
from parley.ui.icons import Icons
from parley.ui.theme import Theme

PAGE = 30
#: Bounds of the time between two layouts of streaming text, in milliseconds.
FRAME = 33
SLOWEST = 250
#: The part of the time that laying out may take. Where the processor has few cores, what the
#: window takes the engine lacks: it waits for its slowest thread at every layer of the model.
SHARE = 0.015
_NEAR_END = 24
_MARGIN = 24 - RING


class Transcript(QScrollArea):
    """Shows messages; `action`, `edited` and `link_activated` pass on what is done in them.

    `held_changed` is emitted when another message has the focus.
    """

    action = Signal(int, str)
    edited = Signal(int, str)
    held_changed = Signal()
    link_activated = Signal(str)

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Transcript"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look, self._icons = look, icons
        self._older: list[StoredMessage] = []
        self._views: list[MessageView] = []
        self._newer: list[StoredMessage] = []
        self._tree = Tree(())
        self._held: MessageView | None = None
        self._edits: dict[int, str] = {}
        self._follow = True
        self._pending: StoredMessage | None = None
        self._cost = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._build()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.valueChanged.connect(self._moved)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._latest.setIcon(self._icons.get("arrow-down", look.text))
        for view in self._views:
            view.set_theme(look)

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def views(self) -> Sequence[MessageView]:
        """The widgets of the messages that have one, oldest first."""
        return self._views

    @property
    def follows(self) -> bool:
        """Whether the end stays in view while text comes."""
        return self._follow

    def show_messages(self, messages: Sequence[StoredMessage]) -> None:
        """Show another conversation, from its end."""
        self._timer.stop()
        self._pending = None
        self._older, self._newer = list(messages[:-PAGE]), []
        self.setUpdatesEnabled(False)
        self._drop_from(0)
        self._views = [self._add(message) for message in messages[-PAGE:]]
        self._show_more_buttons()
        self._follow = True
        self.setUpdatesEnabled(True)
        self._to_end()

    def switch(self, messages: Sequence[StoredMessage], tree: Tree, to: int | None = None) -> None:
        """Show another branch of the conversation; what both have stays as it is.

        Where `to` takes the place of an alternative, its buttons stay where the other's were, so
        that one can go on stepping.
        """
        before = [*self._older, *(v.message for v in self._views), *self._newer]
        pairs = zip(before, messages, strict=False)
        common = next((i for i, (a, b) in enumerate(pairs) if a.id != b.id), None)
        if common is None:
            common = min(len(before), len(messages))
        keep = common - len(self._older)
        if not 0 <= keep <= len(self._views) or (keep == 0 and self._older):
            self._tree = tree
            self.show_messages(messages)
            self.show_tree(tree)
            return
        self.flush()
        gone = self._views[keep] if keep < len(self._views) else None
        place = self._foot(gone) if gone is not None else 0
        focused = self._held is not None and self._held in self._views[keep:]
        self.setUpdatesEnabled(False)
        self._follow = False
        self._drop_from(keep)
        rest = messages[common:]
        self._views.extend(self._add(message) for message in rest[:PAGE])
        self._newer = list(rest[PAGE:])
        self.show_tree(tree)
        self._show_more_buttons()
        self._settle()
        self.setUpdatesEnabled(True)
        bar = self.verticalScrollBar()
        view = self.view_of(to) if to is not None else None
        if view is not None and gone is not None:
            bar.setValue(bar.value() + self._foot(view) - place)
        elif view is not None:
            bar.setValue(bar.maximum())
        self._moved(bar.value())
        if focused:
            (view or self._views[-1] if self._views else self).setFocus()

    def show_tree(self, tree: Tree) -> None:
        """Say of each message which of its alternatives it is."""
        self._tree = tree
        for view in self._views:
            if view.message.id in tree:
                view.set_place(tree.place(view.message.id))

    @property
    def held(self) -> MessageView | None:
        """The message that has the focus, or a part of which has it."""
        return self._held

    def hold(self, by: int) -> bool:
        """Move the focus by so many messages; from outside, to the last. False: beyond it."""
        if not self._views:
            return False
        at = self._views.index(self._held) + by if self._held in self._views else -1
        if at >= len(self._views):
            return False
        if self._held in self._views:
            at = max(0, at)
        view = self._views[at]
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(view, 0, 0)
        return True

    def append(self, message: StoredMessage) -> None:
        """Show a new message in the place below its parent."""
        keep = next(
            (i + 1 for i, v in enumerate(self._views) if v.message.id == message.parent_id), 0
        )
        # An alternative takes the place of the message beside it and of everything below that.
        self._drop_from(keep)
        if keep == 0:
            self._older = []
        self._newer = []
        self._show_more_buttons()
        if self._views:
            self._views[-1].offer((), last=False)
        self._views.append(self._add(message))
        self._follow = True
        self._to_end()

    def change(self, message: StoredMessage) -> None:
        """Show a message as it is now; streamed text is laid out at most once per frame."""
        if message.status != "streaming":
            self._pending = message
            self.flush()
            return
        self._pending = message
        if not self._timer.isActive():
            # A long answer takes longer to lay out; it then comes in larger pieces.
            self._timer.start(min(max(FRAME, round(1000 * self._cost / SHARE)), SLOWEST))

    def flush(self) -> None:
        """Lay out the text that waits for the next frame."""
        self._timer.stop()
        message, self._pending = self._pending, None
        if message is None:
            return
        view = self.view_of(message.id)
        if view is None:
            return
        start = time.perf_counter()
        view.show_message(message)
        self._cost = time.perf_counter() - start

    def view_of(self, message_id: int) -> MessageView | None:
        """Return the widget of a message, if it has one."""
        return next((v for v in reversed(self._views) if v.message.id == message_id), None)

    def show_activity(self, text: str, progress: Progress | None) -> None:
        """Say in the last answer's place what is being done."""
        if self._views:
            self._views[-1].show_activity(text, progress)

    def selected_text(self) -> str:
        """Return the text that is selected in some message, or nothing."""
        for view in self._views:
            cursor = view.text.textCursor()
            if cursor.hasSelection():
                return cursor.selection().toPlainText()
        return ""

    def show_earlier(self) -> None:
        """Show older messages above, with what is in view staying where it is."""
        more, self._older = self._older[-PAGE:], self._older[:-PAGE]
        self._follow = False
        bar = self.verticalScrollBar()
        below = bar.maximum() - bar.value()
        added = [self._add(message, place) for place, message in enumerate(more)]
        self._views[:0] = added
        self._show_more_buttons()
        self._settle()
        bar.setValue(bar.maximum() - below)

    def show_later(self) -> None:
        """Show the messages after those that are shown, which stay where they are."""
        more, self._newer = self._newer[:PAGE], self._newer[PAGE:]
        self._views.extend(self._add(message) for message in more)
        self._show_more_buttons()
        self._settle()

    # -- inside ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._earlier = QPushButton(self.tr("Show earlier messages"))
        self._earlier.setObjectName("link")
        self._earlier.clicked.connect(self.show_earlier)
        self._earlier.hide()
        self._later = QPushButton(self.tr("Show later messages"))
        self._later.setObjectName("link")
        self._later.clicked.connect(self.show_later)
        self._later.hide()
        self._column = QWidget()
        self._column.setObjectName("column")
        self._column.setMaximumWidth(theme.MEASURE + 2 * RING)
        self._stack = QVBoxLayout(self._column)
        self._stack.setContentsMargins(0, 24, 0, 24)
        self._stack.setSpacing(10)
        self._stack.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._stack.addWidget(self._later, 0, Qt.AlignmentFlag.AlignHCenter)
        self._stack.addStretch(1)
        view = QWidget()
        view.setObjectName("transcript_view")
        self._row = row = QHBoxLayout(view)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.addStretch(1)
        row.addWidget(self._column, 1000)
        row.addStretch(1)
        self.setWidget(view)
        self._latest = QPushButton(self.tr("Latest"), self)
        self._latest.setObjectName("latest")
        self._latest.setToolTip(self.tr("Go to the newest message"))
        self._latest.clicked.connect(self.to_end)
        self._latest.hide()
        self.set_theme(self._look)

    def _add(self, message: StoredMessage, place: int | None = None) -> MessageView:
        view = MessageView(message, self._look, self._icons, self._column)
        view.action.connect(self.action)
        view.edited.connect(self.edited)
        view.link_activated.connect(self.link_activated)
        # The buttons for earlier and later messages stand around them, the stretch below all.
        at = self._stack.count() - 2 if place is None else place + 1
        self._stack.insertWidget(at, view)
        view.show()
        if message.id in self._tree:
            view.set_place(self._tree.place(message.id))
        if (text := self._edits.pop(message.id, None)) is not None:
            view.edit(text)
        return view

    def _drop_from(self, first: int) -> None:
        dropped = self._views[first:]
        del self._views[first:]
        for view in dropped:
            self._drop(view)

    def _show_more_buttons(self) -> None:
        self._earlier.setVisible(bool(self._older))
        self._later.setVisible(bool(self._newer))

    def _foot(self, view: MessageView) -> int:
        """Return where the buttons of `view` are, in pixels below the top of what is seen."""
        part = view.stepper
        return (
            part.mapTo(self._column, part.rect().bottomLeft()).y()
            - self.verticalScrollBar().value()
        )

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is not self.window():
            return  # A dialog or a menu; the message stays the one that is meant.
        held = (
            next((v for v in self._views if now is v or v.isAncestorOf(now)), None) if now else None
        )
        if held is not self._held:
            if self._held in self._views:
                self._held.set_held(False)
            self._held = held
            if held is not None:
                held.set_held(True)
            self.held_changed.emit()

    def _drop(self, view: MessageView) -> None:
        if view is self._held:
            self._held = None
            self.setFocus()  # Otherwise Qt gives it to whatever comes next.
        if view.editor is not None and view.editor.text != view.message.content:
            # It was begun and not left: it is there again when the message is.
            self._edits[view.message.id] = view.editor.text
        self._stack.removeWidget(view)
        view.hide()
        view.deleteLater()

    def to_end(self) -> None:
        """Go to the newest message and follow it."""
        if self._newer:
            self.show_messages([*self._older, *(v.message for v in self._views), *self._newer])
        self._follow = True
        self._to_end()

    def _to_end(self) -> None:
        if self._follow:
            self._settle()
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
        self._place_button()

    def _settle(self) -> None:
        """Have sizes as they will be, which Qt otherwise computes when it is idle."""
        self._stack.activate()
        self._row.activate()
        QGuiApplication.sendPostedEvents(self._column, QEvent.Type.LayoutRequest.value)
        QGuiApplication.sendPostedEvents(self, QEvent.Type.LayoutRequest.value)

    def _range_changed(self, _low: int, high: int) -> None:
        # The column stays in the middle of the window, with and without a scroll bar.
        bar = self.verticalScrollBar().sizeHint().width() if high > 0 else 0
        self._row.setContentsMargins(_MARGIN, 0, _MARGIN - bar, 0)
        if self._follow:
            self.verticalScrollBar().setValue(high)
        self._place_button()

    def _moved(self, value: int) -> None:
        end = self.verticalScrollBar().maximum() - _NEAR_END
        self._follow = value >= end and not self._newer
        self._place_button()

    def _place_button(self) -> None:
        self._latest.setVisible(not self._follow)
        size = self._latest.sizeHint()
        self._latest.resize(size)
        self._latest.move((self.width() - size.width()) // 2, self.height() - size.height() - 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()
