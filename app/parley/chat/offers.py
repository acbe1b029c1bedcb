"""What can be done with a message now. Pure, so that buttons, menus and keys agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from parley.chat.tree import Place
from parley.chat.turn import can_continue
from parley.chat.values import StoredMessage

Offer = Literal["copy", "edit", "retry", "continue", "delete", "previous", "next"]


def offers(message: StoredMessage, place: Place, *, busy: bool = False) -> frozenset[Offer]:
    """Return what can be done with `message`, which stands at `place`.

    `busy` says that an answer is being made in the conversation. One that is being made can be
    left, and deleted, but not changed.
    """
    can: set[Offer] = {"delete"}
    if message.status != "streaming":
        can.add("edit")
        if message.content.strip():
            can.add("copy")
        if not busy and (message.role == "assistant" or place.last):
            can.add("retry")
        if not busy and place.last and can_continue(message):
            can.add("continue")
    if place.before is not None:
        can.add("previous")
    if place.after is not None:
        can.add("next")
    return frozenset(can)


def target(
    what: Offer,
    shown: Sequence[StoredMessage],
    current: int | None,
    place_of: Callable[[int], Place],
    *,
    busy: bool = False,
) -> int | None:
    """Return the id of the message that a key or a menu means by `what`; None: there is none.

    It is the `current` message, if one has the focus; else the last that offers it. What a person
    edits by default is their own last message, not the answer to it. `place_of` is asked for the
    few messages that it may be.
    """
    for message in reversed(shown):
        if current is not None and message.id != current:
            continue
        if current is not None:
            can = offers(message, place_of(current), busy=busy)
            return current if what in can else None
        if what == "edit" and message.role != "user":
            continue
        if what in {"copy", "continue"} and message.role == "user":
            continue
        place = place_of(message.id)
        if what in {"previous", "next"} and place.count < 2:
            continue
        if what in offers(message, place, busy=busy):
            return message.id
        if what in {"retry", "continue", "delete", "previous", "next"}:
            return None
    return None
