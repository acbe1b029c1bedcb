"""Finding in the conversation on the screen: counted in all of it, marked where it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QBrush, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from parley.chat.values import StoredMessage
from parley.ui.chat.message import MessageView
from parley.ui.chat.page import ChatPage
from parley.ui.chat.text.cleaning import units
from parley.ui.icons import Icons
from parley.ui.search.find_bar import FindBar
from parley.ui.theme import Theme

#: Seconds of counting after which the window gets its turn.
_SLICE: Final = 0.006
#: Seconds between two counts that are shown while it is counted.
_OFTEN: Final = 0.1
#: Milliseconds after a change in which more are waited for.
_SOON: Final = 150
#: Pixels between a place and the edge of what is seen, at least.
_ROOM: Final = 64

_Find = Callable[[str], list[tuple[int, int]]]


class FindInChat(QObject):
    """Looks for text in one page's conversation while its bar is open."""

    def __init__(
        self, page: ChatPage, look: Theme, icons: Icons, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page, self._look = page, look
        self._transcript = page.transcript
        self.bar = FindBar(look, icons)
        #: Words of a search over everything, in place of the text in the bar.
        self._of_search = ""
        self._find: _Find | None = None
        #: Another number for whatever else is looked for.
        self._number = 0
        self._said = 0.0
        self._may: Callable[[str], bool] = lambda _content: True
        #: How often it stands in each message, for as long as its words are the same.
        self._counts: dict[int, tuple[str, bool, int]] = {}
        #: Of the messages that have a widget, those whose reasoning is shown.
        self._unfolded: set[int] = set()
        self._left: Iterator[StoredMessage] = iter(())
        #: Places in the messages that were counted this time.
        self._total = 0
        self._current: tuple[int, int] | None = None
        self._wanted: int | None = None
        self._counting = QTimer(self)
        self._counting.timeout.connect(self._count_some)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._again)
        self.bar.changed.connect(self._typed)
        self.bar.stepped.connect(self.step)
        self.bar.closed.connect(self.close)
        page.setup_changed.connect(self._soon_again)
        page.offers_changed.connect(self._soon_again)
        page.progressed.connect(self._soon_again)
        self._transcript.moved.connect(self._mark_all)

    @property
    def active(self) -> bool:
        """Whether the bar is open."""
        return not self.bar.isHidden()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.bar.set_theme(look)
        # The messages take it too, and are written anew for that.
        self._soon_again()

    # -- what a person does ----------------------------------------------------------------------

    def open(self) -> None:
        """Have something typed; what is selected in a message is looked for at once."""
        selected = self._transcript.selected_text()
        if selected.strip() and "\n" not in selected and len(selected) <= 100:
            self.bar.field.setText(selected)
        self._show()
        self.bar.field.setFocus()
        self.bar.field.selectAll()
        self._typed()

    def show_hit(self, typed: str, message_id: int | None) -> None:
        """Mark what a search for `typed` finds here, and go to its first place in a message."""
        self.bar.field.setText(typed)
        self._show()
        self._of_search = typed
        self._wanted = message_id
        self._start()

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), around the ends."""
        if not self.active:
            if self.bar.field.text():
                self._show()
                self._start()
            else:
                self.open()
            return
        place = self._next(by)
        if place is not None:
            self._go(place)

    def close(self) -> None:
        """Close the bar; nothing is marked any more."""
        had_focus = self.bar.isAncestorOf(self.bar.window().focusWidget() or self.bar.window())
        self._counting.stop()
        self._soon.stop()
        self.bar.hide()
        self._find, self._current, self._of_search = None, None, ""
        self._counts.clear()
        self._unmark()
        if had_focus:
            self._page.composer.edit.setFocus()

    # -- looking ---------------------------------------------------------------------------------

    def _show(self) -> None:
        self.bar.show()

    def _typed(self) -> None:
        self._of_search = ""
        self._start()

    def _start(self) -> None:
        """Look for what is in the bar, from the beginning."""
        from parley.chat.search import find_ranges, parse
        from parley.chat.search.passages import ranges
        from parley.chat.search.shown import may_show

        text, words = self.bar.field.text(), self.bar.whole_words.isChecked()
        case = self.bar.same_case.isChecked()
        self._counts.clear()
        self._current = None
        self._number += 1
        if self._of_search:
            query = parse(self._of_search)
            self._find = (lambda shown: list(ranges(shown, query))) if query else None
            self._may = lambda content: any(may_show(content, term.text) for term in query.terms)
        else:
            self._find = (
                (lambda shown: find_ranges(shown, text, same_case=case, whole_words=words))
                if text.strip()
                else None
            )
            self._may = lambda content: may_show(content, text)
        self._again()
        self._say()

    def _soon_again(self) -> None:
        if self.active and not self._soon.isActive():
            self._soon.start()

    def _again(self) -> None:
        """Count anew; messages whose words are the same cost nothing."""
        if not self.active:
            return
        if self._current is not None and self._transcript.message(self._current[0]) is None:
            self._current = None
        self._left, self._total = self._order(), 0
        self._said = perf_counter()
        self._counting.start(0)
        self._mark_all()

    def _count_some(self) -> None:
        until = perf_counter() + _SLICE
        for message in self._left:
            known = self._counts.get(message.id)
            unfolded = self._transcript.is_unfolded(message.id)
            if known is None or known[:2] != (message.content, unfolded):
                count = self._count(message, unfolded)
                self._counts[message.id] = message.content, unfolded, count
            if self._current is None:
                self._choose(message, self._counts[message.id][2])
            self._total += self._counts[message.id][2]
            if perf_counter() > until:
                break
        else:
            self._counting.stop()
        if not self._counting.isActive() or perf_counter() - self._said > _OFTEN:
            self._say()

    def _count(self, message: StoredMessage, unfolded: bool) -> int:
        from parley.chat.search.shown import shown_texts

        if self._find is None or not self._may(message.content):
            return 0
        return sum(len(self._find(text)) for text in shown_texts(message, unfolded=unfolded))

    def _next(self, by: int) -> tuple[int, int] | None:
        """Return the place after the one that is looked at, or before, around the ends."""
        rows = self._transcript.messages
        row = -1 if by > 0 else 0
        if self._current is not None:
            key, number = self._current
            for at, message in enumerate(rows):
                if message.id == key:
                    if 0 <= number + by < self._count_of(message):
                        return key, number + by
                    row = at
        for step in range(1, len(rows) + 1):
            message = rows[(row + step * by) % len(rows)]
            if count := self._count_of(message):
                return message.id, 0 if by > 0 else count - 1
        return None

    def _order(self) -> Iterator[StoredMessage]:
        """Return the messages in the order in which the first place is looked for."""
        rows = self._transcript.messages
        wanted = None if self._wanted is None else self._transcript.message(self._wanted)
        if wanted is not None:
            yield wanted
        seen = self._transcript.seen_views()
        first = (
            next((i for i, one in enumerate(rows) if one.id == seen[0].message.id), 0)
            if seen
            else 0
        )
        for one in (*rows[first:], *reversed(rows[:first])):
            if one is not wanted:
                yield one

    def _choose(self, message: StoredMessage, count: int) -> None:
        """Go to the first place that is found: in the message that is wanted, or from there on."""
        wanted, self._wanted = self._wanted, None
        if wanted == message.id and not count and (count := self._count(message, True)):
            # What was searched for was only thought.
            self._counts[message.id] = message.content, True, count
            self._transcript.unfold(message.id)
        if count:
            self._go((message.id, 0))
        elif wanted == message.id:
            self._transcript.reveal(message.id)

    def _count_of(self, message: StoredMessage) -> int:
        known = self._counts.get(message.id)
        return 0 if known is None else known[2]

    def _say(self) -> None:
        """Say how many places there are, and, once all are counted, which is looked at."""
        self._said = perf_counter()
        sure, number = not self._counting.isActive(), 0
        if sure and self._current is not None:
            for message in self._transcript.messages:
                if message.id == self._current[0]:
                    number += self._current[1] + 1
                    break
                number += self._count_of(message)
        self.bar.show_count(number, self._total, sure=sure)

    # -- showing ---------------------------------------------------------------------------------

    def _go(self, place: tuple[int, int]) -> None:
        self._current = place
        view = self._transcript.reveal(place[0])
        self._mark_all()
        self._say()
        if view is not None:
            self._bring_into_view(view, place[1])

    def _bring_into_view(self, view: MessageView, number: int) -> None:
        """Scroll within a message that is taller than what is seen, until the place is seen."""
        texts = [(text, each) for text in self._texts(view) for each in text.extraSelections()]
        if not texts:
            return
        text, selection = texts[min(number, len(texts) - 1)]
        port, bar = self._transcript.viewport(), self._transcript.verticalScrollBar()
        at = text.viewport().mapTo(port, text.cursorRect(selection.cursor).center()).y()
        room = min(_ROOM, port.height() // 3)
        if not room <= at <= port.height() - room:
            bar.setValue(bar.value() + at - port.height() // 3)

    def _texts(self, view: MessageView) -> list[QTextEdit]:
        """Return where words are seen in a message, in order."""
        if self._transcript.is_unfolded(view.message.id) and view.thought.text is not None:
            return [view.thought.text, view.text]
        return [view.text]

    def _mark_all(self) -> None:
        """Mark the places in the messages that have a widget."""
        if self._find is None or not self.active:
            self._unmark()
            return
        unfolded = set()
        for view in self._transcript.views:
            self._mark(view)
            if self._transcript.is_unfolded(view.message.id):
                unfolded.add(view.message.id)
        if unfolded != self._unfolded:
            self._unfolded = unfolded
            self._soon_again()

    def _unmark(self) -> None:
        for view in self._transcript.views:
            if view.property("found"):
                view.setProperty("found", "")
                for text in self._texts(view):
                    text.setExtraSelections([])

    def _mark(self, view: MessageView) -> None:
        assert self._find is not None
        number = None
        if self._current is not None and self._current[0] == view.message.id:
            number = self._current[1]
        texts = self._texts(view)
        # A document is written anew when its text or the look changes, and loses its marks then.
        lengths = [text.document().characterCount() for text in texts]
        content = hash(view.message.content)
        state = repr((self._number, number, hash(self._look), lengths, content))
        if view.property("found") == state:
            return
        view.setProperty("found", state)
        words = [text.document().toRawText() for text in texts]
        found = [self._find(raw) for raw in words]
        if number is not None:
            number = min(number, sum(map(len, found)) - 1)
        before = 0
        for text, raw, spans in zip(texts, words, found, strict=True):
            now = None if number is None else number - before
            text.setExtraSelections(self._selections(text, raw, spans, now))
            before += len(spans)

    def _selections(
        self, text: QTextEdit, raw: str, spans: list[tuple[int, int]], now: int | None
    ) -> list[QTextEdit.ExtraSelection]:
        """Return the marks of `spans` in the words `raw` of a document; `now` is looked at."""
        made: list[QTextEdit.ExtraSelection] = []
        at = place = 0
        for number, (first, last) in enumerate(spans):
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(text.document())
            place += units(raw[at:first])
            cursor.setPosition(place)
            place += units(raw[first:last])
            at = last
            cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            colour = self._look.found_now if number == now else self._look.found
            form.setBackground(QBrush(QColor(colour)))
            form.setForeground(QBrush(QColor(self._look.text)))
            # Not by colour alone: the place that is looked at has a line below it.
            form.setFontUnderline(number == now)
            selection.cursor, selection.format = cursor, form
            made.append(selection)
        return made
