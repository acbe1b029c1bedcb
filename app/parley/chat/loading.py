"""Loading a model without a message for it, for a person who wants it ready."""

from __future__ import annotations

from collections.abc import Callable

from parley.chat.slot import ModelSlot
from parley.chat.values import ModelChoice
from parley.core.errors import ParleyError
from parley.engine.protocol import Event, Failed, Loaded, LoadProgress


class Loading:
    """One load. `ended` hears, on the owner's thread, why it failed, or None where it did not.

    `post` runs a function on the owner's thread, in order. `progressed` hears fractions.
    """

    def __init__(
        self,
        slot: ModelSlot,
        post: Callable[[Callable[[], None]], None],
        ended: Callable[[ParleyError | None], None],
        progressed: Callable[[float], None] = lambda _fraction: None,
    ) -> None:
        self._slot, self._post = slot, post
        self._ended, self._progressed = ended, progressed

    def begin(self, choice: ModelChoice) -> None:
        """Ask for the load. Raises `ParleyError` where the engine cannot be asked."""
        self._slot.load(choice, lambda event: self._post(lambda: self._hear(choice, event)))

    def _hear(self, choice: ModelChoice, event: Event) -> None:
        match event:
            case LoadProgress():
                self._progressed(event.fraction)
            case Loaded():
                self._slot.settle(choice, event)
                self._ended(None)
            case Failed():
                self._slot.settle(choice, None)
                error = ParleyError(event.code, event.message, safe=event.safe, hint=event.hint)
                self._ended(error)
