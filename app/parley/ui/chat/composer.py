"""Where a message is written: text that grows, texts that go with it, and the button that sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parley.chat import attachments, commands
from parley.chat.commands import SlashCommand
from parley.chat.counting import Tally
from parley.chat.prompt import with_attachments
from parley.chat.values import Attachment
from parley.ui import words
from parley.ui.chat.composing.chips import Chips
from parley.ui.chat.composing.edit import MOST_LINES, MessageEdit, SendWith
from parley.ui.chat.composing.slash import SlashList
from parley.ui.icons import Icons
from parley.ui.speech import announce
from parley.ui.theme import Theme

#: Milliseconds without a key after which the tokens are counted.
_COUNT_AFTER = 200
#: Of a page's height, what a message may take while it is written, and its attachments of that.
_SHARE, _CHIPS = 0.45, 0.5
#: Pixels at the sides of what is in it.
_SIDE = 8
#: Pixels below which the box has a row of its own, above what else there is.
_NARROW = 420


class Composer(QFrame):
    """Emits `sent` with the text and the attachments, which stay until `clear` is called.

    `insisted` is the same for a message that an answer is to be stopped for, `commanded` carries a
    `SlashCommand` and the text behind it, `edited` tells that text or attachments changed,
    `count_asked` carries the texts whose tokens are to be counted, `tallied` their `Tally`, and
    `attach_asked`, `attachment_asked` (with its place), `files_given`, `picture_given` (its bytes
    or a `QImage`), `last_asked` and `stop_asked` what a person wants.
    """

    sent = Signal(str, object)
    insisted = Signal(str, object)
    commanded = Signal(object, str)
    edited = Signal()
    count_asked = Signal(object)
    tallied = Signal(object)
    attach_asked = Signal()
    attachment_asked = Signal(int)
    files_given = Signal(list)
    picture_given = Signal(object)
    last_asked = Signal()
    stop_asked = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._look, self._icons = look, icons
        self._running = False
        self._room = 0
        self._attached: tuple[str, ...] = ()
        self._paste_over = 0
        #: What may be typed behind a slash; asked each time one is.
        self.commands: Callable[[], Sequence[SlashCommand]] = tuple
        #: Whether files are being read that are to go with the message; asked before it is sent.
        self.reading: Callable[[], bool] = lambda: False
        self._awaited: Callable[[], None] | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER)
        self._counting.timeout.connect(self._count)
        self.edit = self._make_edit()
        self.chips = Chips(look, icons)
        self.chips.opened.connect(self.attachment_asked)
        self.chips.removed.connect(self.remove_attachment)
        self._tray = QScrollArea()
        self._tray.setObjectName("tray")
        self._tray.setFrameShape(QFrame.Shape.NoFrame)
        self._tray.setWidgetResizable(True)
        self._tray.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tray.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tray.setWidget(self.chips)
        self._tray.hide()
        self.unseen = QLabel(
            self.tr("The model reads text: of a picture, it is told only the name.")
        )
        self.unseen.setObjectName("small")
        self.unseen.setWordWrap(True)
        self.unseen.hide()
        self.slash = SlashList(look, self)
        self.slash.chosen.connect(self._command_chosen)
        self.slash.completed.connect(self._command_completed)
        self.hint = QLabel()
        self.hint.setObjectName("small")
        self.hint.setWordWrap(True)
        self.hint.hide()
        self.plus = QToolButton()
        self.plus.setAccessibleName(self.tr("Attach a file"))
        self.plus.clicked.connect(self.attach_asked)
        self.tokens = QLabel()
        self.tokens.setObjectName("small")
        self.tokens.setAccessibleName(self.tr("Tokens of this message"))
        self.tokens.hide()
        self.button = QPushButton()
        self.button.setObjectName("round")
        self.button.clicked.connect(self._press)
        self._lay_out()
        self.set_theme(look)

    def _make_edit(self) -> MessageEdit:
        edit = MessageEdit()
        edit.takes_files = True
        edit.takes_key = self._takes_key
        edit.entered.connect(self._enter)
        edit.insisted.connect(self._insist)
        edit.escaped.connect(self.stop_asked)
        edit.risen.connect(self.last_asked)
        edit.pasted.connect(self._pasted)
        edit.overflowed.connect(self._overflowed)
        edit.files_given.connect(self.files_given)
        edit.picture_given.connect(self.picture_given)
        edit.focused.connect(self._mark_focus)
        edit.textChanged.connect(self._written)
        edit.cursorPositionChanged.connect(self._show_commands)
        return edit

    def _lay_out(self) -> None:
        #: At the end of the row, before the button: what others have to say about the message.
        self.aside = QHBoxLayout()
        self.aside.setSpacing(8)
        self.aside.addWidget(self.tokens)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addLayout(self.aside)
        end.addWidget(self.button)
        self._end = QVBoxLayout()
        self._end.addStretch(1)
        self._end.addLayout(end)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._narrow: bool | None = None
        self._arrange()
        self._column = layout = QVBoxLayout(self)
        layout.addWidget(self._tray)
        layout.addWidget(self.unseen)
        layout.addLayout(self._grid)
        layout.addWidget(self.hint)

    def _arrange(self) -> None:
        """Have the box between the buttons, or above them where that leaves it no room."""
        narrow = self.width() < _NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        grid, bottom = self._grid, Qt.AlignmentFlag.AlignBottom
        for part in (self.plus, self.edit):
            grid.removeWidget(part)
        grid.removeItem(self._end)
        row = 1 if narrow else 0
        if narrow:
            grid.addWidget(self.edit, 0, 0, 1, 3)
        else:
            grid.addWidget(self.edit, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.plus, row, 0, bottom)
        grid.addLayout(self._end, row, 2)

    # -- what is written -------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The texts that go with it."""
        return self.chips.attachments

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written and nothing goes with it."""
        return not self.text and not self.attachments

    def set_text(self, text: str) -> None:
        """Write `text` and put the cursor behind it; one that the box cannot take goes beside."""
        if not attachments.fits(text):
            self.edit.clear()
            self._overflowed(text)
            return
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def set_attachments(self, wanted: tuple[Attachment, ...]) -> None:
        """Have `wanted` go with the message."""
        if wanted != self.attachments:
            self.chips.show_attachments(wanted)
            # As the model gets them, each by itself: they stay while the message is written.
            self._attached = tuple(with_attachments("", (each,)) for each in wanted)
            self._changed()

    def attach(self, one: Attachment) -> bool:
        """Have one more go with it, numbered where another has its name, if there is room."""
        if len(self.attachments) >= attachments.MOST:
            return False
        free = attachments.free_name(one, self.attachments)
        named = msgspec.structs.replace(one, name=free)
        self.set_attachments((*self.attachments, named))
        return True

    def remove_attachment(self, place: int) -> None:
        """Have an attachment go with it no more; the focus is in the box then."""
        kept = list(self.attachments)
        del kept[place]
        self.set_attachments(tuple(kept))
        self.edit.setFocus()

    def put_in(self, place: int) -> None:
        """Write the text of an attachment into the message, where the cursor is, if it fits."""
        if self.edit.put(self.attachments[place].text):
            self.remove_attachment(place)

    def clear(self) -> None:
        """Empty it: the message is stored now."""
        self.edit.clear()
        self.set_attachments(())

    # -- how it is -------------------------------------------------------------------------------

    def set_room(self, height: int) -> None:
        """Grow within a page of this height, so that the conversation stays in sight."""
        self._room = height
        self._fit()

    def say(self, text: str) -> None:
        """Say something below the message, until it changes; "" takes it away."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        announce(self, text)

    def set_running(self, running: bool) -> None:
        """Turn the button to Stop while an answer is made."""
        if not running:
            self.say("")
        if running != self._running and not self.is_empty:
            # Beside an answer, the model does not count long texts.
            self._counting.start()
        self._running = running
        self._show_button()

    def set_dropping(self, dropping: bool) -> None:
        """Show that what is dragged can be dropped on the page."""
        self.say(self.tr("Drop it here to attach it to the message.") if dropping else "")
        self._mark(dropping or self.edit.hasFocus())

    def set_keys(self, send_with: SendWith, attach_over: int) -> None:
        """Send by these keys, and keep pastes of so many characters beside the message."""
        self.edit.set_send_with(send_with)
        self.edit.attach_over = attach_over
        self._show_button()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        side, room = look.space(_SIDE), look.space(6)
        self._column.setContentsMargins(side, room, side, room)
        self._column.setSpacing(room)
        # Both buttons are in one line with the message, however much room there is.
        self.plus.setFixedHeight(self.button.sizeHint().height())
        self.plus.setIcon(self._icons.get("plus", look.muted, 18))
        self.plus.setToolTip(self.tr("Attach text or a picture; it can be dropped here, too"))
        self.chips.set_theme(look)
        self.slash.set_theme(look)
        self._show_button()

    def show_tally(self, tally: Tally) -> None:
        """Say how many tokens the message has."""
        count = words.number(tally.tokens)
        if tally.exact:
            told = self.tr("{count} tokens, as the model counts them").format(count=count)
        else:
            told = self.tr("About {count} tokens; a loaded model counts them exactly").format(
                count=count
            )
        shown = words.short(tally.tokens)
        self.tokens.setText(shown if tally.exact else f"≈ {shown}")
        self.tokens.setToolTip(told)
        self.tokens.setAccessibleDescription(told)
        self.tokens.setVisible(tally.tokens > 0 and not self.is_empty)
        self.tallied.emit(tally)

    # -- what a person does ----------------------------------------------------------------------

    def go_on(self, *, whole: bool) -> None:
        """Send a message that waited for what goes with it, if all of that could be read."""
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            self.say("")
            if whole:
                awaited()

    def _enter(self) -> None:
        if not self._is_message():
            return
        if self._running:
            self._say_running()
        elif self.reading():
            self._await(self._enter)
        else:
            self.sent.emit(commands.message(self.text), self.attachments)

    def _insist(self) -> None:
        if not self._is_message():
            return
        if self.reading():
            self._await(self._insist)
        else:
            self.insisted.emit(commands.message(self.text), self.attachments)

    def _await(self, send: Callable[[], None]) -> None:
        """Send later, unless something else is written until then."""
        self._awaited = send
        self.say(self.tr("The message is sent as soon as what goes with it has been read."))

    def _is_message(self) -> bool:
        """Tell whether there is a message to send; a command is done instead."""
        text = self.text
        found = commands.meant(text, self.commands()) if text.startswith("/") else None
        if found is not None:
            self.commanded.emit(*found)
        return found is None and bool(text.strip())

    def _say_running(self) -> None:
        keys = "Ctrl+Enter" if self.edit.send_with == "enter" else "Ctrl+Shift+Enter"
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.say(
            self.tr("The model is still answering. {keys} stops it and sends this.").format(
                keys=native
            )
        )

    def _press(self) -> None:
        if self._running:
            self.stop_asked.emit()
        else:
            self._enter()
        self.edit.setFocus()

    def _pasted(self, text: str) -> bool:
        taken = self.attach(Attachment(self.tr("Pasted text"), text))
        if not taken:
            self.say(
                self.tr("A message takes {most} attachments; what was pasted is left out.").format(
                    most=attachments.MOST
                )
            )
        return taken

    def _overflowed(self, text: str) -> None:
        if any(text == each.text for each in self.attachments) or self._pasted(text):
            self.say(
                self.tr("The text is too long for the box; it goes with the message beside it.")
            )

    def _takes_key(self, event: object) -> bool:
        return self.slash.takes(event)  # type: ignore[arg-type]

    def _command_chosen(self, command: SlashCommand) -> None:
        """Do what was chosen in the list, with what stands behind its beginning."""
        self.commanded.emit(command, self.text[len(self._typed) + 1 :].strip())

    def _command_completed(self, command: SlashCommand) -> None:
        """Write the whole name of a command, so that text can be written behind it."""
        rest = self.text[len(self._typed) + 1 :].lstrip()
        self.edit.setPlainText(f"/{command.name} {rest}")
        cursor = self.edit.textCursor()
        cursor.setPosition(len(command.name) + 2)
        self.edit.setTextCursor(cursor)

    # -- inside ----------------------------------------------------------------------------------

    def _written(self) -> None:
        self._awaited = None
        self._changed()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()
        self._fit()

    def _fit(self) -> None:
        self._tray.setVisible(bool(self.attachments))
        self.unseen.setVisible(any(each.is_picture for each in self.attachments))
        chips = 0
        if self.attachments:
            chips = self.chips.heightForWidth(self.width() - 2 * self._look.space(_SIDE))
            if self._room:
                chips = min(chips, round(_SHARE * _CHIPS * self._room))
            self._tray.setFixedHeight(chips)
        if self._room:
            lines = (round(_SHARE * self._room) - chips) // self.edit.fontMetrics().lineSpacing()
            self.edit.most_lines = min(max(lines, 2), MOST_LINES)
        self.edit.fit()

    def _changed(self) -> None:
        self._fit()
        self.say("")
        if self.is_empty:
            self._counting.stop()
            self.tokens.hide()
            self.count_asked.emit(())
        else:
            self._counting.start()
        self._show_button()
        self.edited.emit()

    def _count(self) -> None:
        self.count_asked.emit((self.text, *self._attached))

    @property
    def _typed(self) -> str:
        return commands.typed(self.text, self.edit.textCursor().position()) or ""

    def _show_commands(self) -> None:
        word = commands.typed(self.text, self.edit.textCursor().position())
        if word is None or not self.edit.hasFocus():
            self.slash.hide()
            return
        page = self.parentWidget() or self
        if self.slash.parentWidget() is not page:
            self.slash.setParent(page)
        self.slash.offer(
            commands.matching(word, self.commands()), QRect(self.mapTo(page, QPoint()), self.size())
        )

    def _show_button(self) -> None:
        running = self._running
        name = self.tr("Stop") if running else self.tr("Send")
        keys = "Enter" if self.edit.send_with == "enter" else "Ctrl+Enter"
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setAccessibleName(name)
        enabled = running or bool(self.text.strip())
        if running:
            tip = self.tr("Stop the answer (Esc)")
        elif not enabled and self.attachments:
            tip = self.tr("Write what to do with the attachment")
        else:
            tip = self.tr("Send the message ({keys})").format(keys=native)
        self.button.setToolTip(tip)
        colour = self._look.on_accent if enabled else self._look.muted
        if running:
            icon = self._icons.get("square", colour, 14, solid=True)
        else:
            icon = self._icons.get("arrow-up", colour, 18)
        self.button.setIcon(icon)
        self.button.setEnabled(enabled)

    def _mark_focus(self, focused: bool) -> None:
        self._mark(focused)
        if not focused:
            self.slash.hide()

    def _mark(self, marked: bool) -> None:
        self.setProperty("focused", marked)
        self.style().unpolish(self)
        self.style().polish(self)
