"""The engine of this installation, with a note of what it was asked and of what it said."""

from __future__ import annotations

from typing import Any

import msgspec

from parley.engine.client import LocalEngine
from parley.engine.protocol import Done, Event, Message, Note, OnEvent, Sampling


class Heard(msgspec.Struct, frozen=True):
    """One `stream` call, and what came of it so far.

    Attributes:
        messages: what was to be answered; sampling: how.
        events: what the engine said, in order.
    """

    messages: tuple[Message, ...]
    sampling: Sampling
    events: list[Event]

    @property
    def texts(self) -> list[str]:
        """The words of its messages."""
        return [message.content for message in self.messages]

    @property
    def done(self) -> Done:
        """How it ended, which must be well."""
        assert isinstance(self.events[-1], Done), self.events[-1]
        return self.events[-1]

    @property
    def dropped(self) -> tuple[int, ...]:
        """Which of its messages the engine left out of the prompt."""
        trims = [e for e in self.events if isinstance(e, Note) and e.code == "trimmed"]
        return trims[-1].dropped if trims else ()


class HeardEngine(LocalEngine):
    """A `LocalEngine`, which it is in everything else.

    Attributes:
        heard: the `stream` calls so far.
    """

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.heard: list[Heard] = []

    def stream(self, messages: tuple[Message, ...], on_event: OnEvent, **named: Any) -> int:
        """As in `Engine`."""
        heard = Heard(messages, named["sampling"], [])
        self.heard.append(heard)

        def hear(event: Event) -> None:
            heard.events.append(event)
            on_event(event)

        return super().stream(messages, hear, **named)
