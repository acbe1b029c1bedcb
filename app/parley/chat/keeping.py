"""When the text of an answer goes to the store, and what happens to it when the store refuses."""

from __future__ import annotations

from collections.abc import Callable

from parley.chat.store import ChatStore
from parley.chat.values import StoredMessage
from parley.core.errors import ParleyError

#: Seconds between two commits of a growing text: what a power cut may cost at most.
COMMIT_EVERY = 0.1
#: Seconds until a full disk or a locked database is asked again.
COMMIT_AGAIN = 1.0


class Keeper:
    """Commits one session's answers, one at a time, and holds the end of one that was refused."""

    def __init__(
        self, store: ChatStore, clock: Callable[[], float], say: Callable[[str], None]
    ) -> None:
        """Write to `store`; `clock` is in seconds; `say` tells the person what was refused."""
        self._store = store
        self._clock = clock
        self._say = say
        self._due = float("-inf")
        self._saved = 0
        self._said = False
        self._held: StoredMessage | None = None

    def begin(self) -> None:
        """Expect the text of a new answer."""
        self._due, self._saved, self._said = float("-inf"), 0, False

    def grow(self, message: StoredMessage, *, now: bool = False) -> ParleyError | None:
        """Commit its text, times and counts if a commit is due, or at once.

        Return why it was refused.
        """
        length = len(message.content)
        if length == self._saved or (not now and self._clock() < self._due):
            return None
        try:
            self._store.set_content(
                message.id,
                message.content,
                figures=message.figures,
                reasoning_seconds=message.reasoning_seconds,
            )
        except ParleyError as refusal:
            self._due = self._clock() + COMMIT_AGAIN
            # Another window's write passes; only at the end is it worth a word.
            if refusal.code != "database_busy":
                self._tell(refusal)
            return refusal
        self._due, self._saved, self._said = self._clock() + COMMIT_EVERY, length, False
        return None

    def end(self, message: StoredMessage) -> None:
        """Save the end of an answer, or hold it until `settle` succeeds."""
        self._held = message
        refusal = self.settle()
        if refusal is not None:
            self._tell(refusal)

    def settle(self) -> ParleyError | None:
        """Offer once more what was refused. Return why it still is; None: nothing is held."""
        if self._held is None:
            return None
        try:
            self._store.finish(self._held)
        except ParleyError as refusal:
            if refusal.code == "message_gone":
                self._held = None
            return refusal
        self._held = None
        return None

    @property
    def holds(self) -> bool:
        """Whether the end of an answer is only in memory."""
        return self._held is not None

    def _tell(self, refusal: ParleyError) -> None:
        if not self._said:
            self._said = True
            self._say(str(refusal))
