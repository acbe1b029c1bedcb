"""The lines between messages: above the first that the last prompt had, and that the next has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parley.chat.values import StoredMessage
from parley.ui.chat import message_words
from parley.ui.chat.message import MessageView


class Marking:
    """Knows at which row each line is, and has it drawn where there is a widget.

    Rows are those of the transcript; a line is above its row, or below the last message.
    """

    def __init__(self, view_of: Callable[[int], MessageView | None]) -> None:
        """`view_of` returns the widget of a row, if it has one."""
        self._view_of = view_of
        self._last: int | None = None
        self._next: int | None = None
        self._asks = False
        self._count = 0

    @property
    def next(self) -> int | None:
        """The row that the next prompt begins with; None: it leaves out nothing."""
        return self._next

    @property
    def next_row(self) -> int | None:
        """The row of the message that has that line, above or below its words."""
        return None if self._next is None else min(self._next, self._count - 1)

    def find_last(self, messages: Sequence[StoredMessage], row_of: dict[int, int]) -> None:
        """Look where the last answer's prompt began, and have that marked."""
        answer = next((m for m in reversed(messages[-2:]) if m.role == "assistant"), None)
        notes = answer.notes if answer is not None else ()
        newest = next((n.dropped[-1] for n in notes if n.code == "trimmed" and n.dropped), None)
        row = row_of.get(newest) if newest is not None else None
        self._set(None if row is None else row + 1, self._next, self._asks, len(messages))

    def show_next(self, row: int | None, count: int, *, asks: bool = False) -> set[int]:
        """Have it marked where the prompt of the next message begins; None: it leaves out nothing.

        Returns the rows of which the widgets are of another height now.

        Args:
            count: of all messages; it may begin below the last of them.
            asks: the person is asked before anything is left out.
        """
        return self._set(self._last, row, asks, count)

    def forget(self) -> None:
        """Have no lines: other messages are shown."""
        self._last = self._next = None
        self._count = 0

    def draw(self, row: int, view: MessageView) -> None:
        """Draw the lines of a row into its widget, or take them away."""
        last = row == self._last
        above = row == self._next
        below = self._next == self._count == row + 1
        again = last and above
        view.mark(message_words.left_out(row) if last and not again else "")
        words = message_words.will_be_left_out(asks=self._asks, again=again)
        view.mark_next(words if above or below else "", below=below)

    def _set(self, last: int | None, following: int | None, asks: bool, count: int) -> set[int]:
        if following is not None and following > count:
            following = None
        if (last, following, asks, count) == (self._last, self._next, self._asks, self._count):
            return set()
        rows = {self._last, last, self._next, following}
        rows |= {row - 1 for row in (self._next, following) if row is not None}
        self._last, self._next, self._asks, self._count = last, following, asks, count
        changed = set()
        for row in rows - {None}:
            if row is not None and (view := self._view_of(row)) is not None:
                before = view.marks
                self.draw(row, view)
                if view.marks != before:
                    changed.add(row)
        return changed
