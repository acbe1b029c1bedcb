"""What readers of other programs' files share: values of any type, trees that may be none."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from parley.chat.exchange.format import FileMessage
from parley.chat.values import Attachment, MessageError, MessageStatus
from parley.engine.protocol import FinishReason

#: The year 3000: what is later is no moment, and no calendar has it.
LATEST: Final = 32_503_680_000.0

#: Counts what a file has and Parley cannot take, by what it is called.
Lacking = Counter[str]


class Draft(msgspec.Struct):
    """A message of another program, before it has its place in the tree.

    Attributes:
        parent: key of the message before it; None begins the conversation.
        reasoning: what a model thought before, without marks.
    """

    key: str
    parent: str | None
    role: str = ""
    content: str = ""
    reasoning: str = ""
    created_at: float | None = None
    model: str | None = None
    status: MessageStatus = "complete"
    finish_reason: FinishReason | None = None
    reasoning_seconds: float | None = None
    attachments: tuple[Attachment, ...] = ()
    error: MessageError | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it to take: what follows it follows what is before it."""
        return not (self.content.strip() or self.reasoning or self.attachments or self.error)


def text_of(value: object) -> str:
    """Return `value` if it is text, else ""."""
    return value if isinstance(value, str) else ""


def dict_of(value: object) -> dict[str, Any]:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[Any]:
    """Return `value` if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def moment_of(value: object) -> float | None:
    """Return a moment in Unix seconds; None where `value` is none.

    Some programs write milliseconds, microseconds or nanoseconds.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = float(value)
    except OverflowError:
        return None
    if not math.isfinite(moment) or moment <= 0:
        return None
    for unit in (1.0, 1e3, 1e6, 1e9):
        if moment / unit <= LATEST:
            return moment / unit
    return None


def key_for(source: str, given: object, *facts: object) -> str:
    """Return by what a conversation is recognised: its program's id, or a digest of `facts`."""
    if isinstance(given, str) and 0 < len(given) <= 200:
        return f"{source}:{given}"
    digest = hashlib.sha256(repr(facts).encode("utf-8", "replace")).hexdigest()
    return f"{source}:{digest[:32]}"


def grown(
    drafts: Mapping[str, Draft], leaf: str | None, otherwise: float, *, join: bool = False
) -> tuple[tuple[FileMessage, ...], int | None]:
    """Return drafts as messages in a sound tree, and the one that the shown branch ends with.

    What is empty is passed over. A parent that is missing, or that is in a circle, is none.

    Args:
        leaf: key of the draft that ends the shown branch; None takes the newest.
        otherwise: when a message was written that has no time, and follows none that has.
        join: answers that follow one another, with nothing beside them, are one.
    """
    drafts = dict(drafts)
    parents = {key: _above(drafts, key) for key in drafts}
    kept = [key for key in _in_order(drafts, parents) if not drafts[key].empty]
    above = {key: _kept(drafts, parents, parents[key]) for key in kept}
    stands_for = {key: key for key in kept}
    if join:
        _join(drafts, kept, above, stands_for)
    numbers: dict[str, int] = {}
    times: dict[str, float] = {}
    messages: list[FileMessage] = []
    for key in kept:
        if stands_for[key] != key:
            continue
        draft, parent = drafts[key], above[key]
        before = times.get(parent, otherwise) if parent is not None else otherwise
        times[key] = draft.created_at if draft.created_at is not None else before
        numbers[key] = len(numbers) + 1
        messages.append(_message(draft, numbers, parent, times[key]))
    end = _kept(drafts, parents, leaf if leaf in drafts else None)
    if end is not None:
        return tuple(messages), numbers[stands_for[end]]
    return tuple(messages), _newest(messages)


def _above(drafts: Mapping[str, Draft], key: str) -> str | None:
    parent = drafts[key].parent
    return parent if parent in drafts else None


def _in_order(drafts: Mapping[str, Draft], parents: dict[str, str | None]) -> list[str]:
    """Return all keys, each after its parent; where parents go in a circle, it is cut."""
    children: dict[str | None, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent, []).append(key)
    order: list[str] = []
    seen: set[str] = set()

    def take(root: str) -> None:
        waiting = [root]
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            order.append(key)
            waiting.extend(reversed(children.get(key, ())))

    for key in children.get(None, ()):
        take(key)
    for key in drafts:
        if key not in seen:
            parents[key] = None
            take(key)
    # The file's own order is that in which alternatives were written; parents still come first.
    place = {key: at for at, key in enumerate(drafts)}
    return _by_place(order, parents, place)


def _by_place(order: list[str], parents: dict[str, str | None], place: dict[str, int]) -> list[str]:
    """Return `order` as near to `place` as parents allow."""
    ranks: dict[str, int] = {}
    for key in order:
        parent = parents[key]
        ranks[key] = max(place[key], ranks[parent] + 1 if parent is not None else 0)
    depth = {key: at for at, key in enumerate(order)}
    return sorted(order, key=lambda key: (ranks[key], depth[key]))


def _kept(
    drafts: Mapping[str, Draft], parents: Mapping[str, str | None], key: str | None
) -> str | None:
    """Return the message at or above `key` of which something is taken."""
    while key is not None and drafts[key].empty:
        key = parents[key]
    return key


def _join(
    drafts: dict[str, Draft],
    kept: list[str],
    above: dict[str, str | None],
    stands_for: dict[str, str],
) -> None:
    followers = Counter(above.values())
    for key in kept:
        parent = above[key]
        if parent is None:
            continue
        parent = above[key] = stands_for[parent]
        first, next_ = drafts[parent], drafts[key]
        if (
            first.role == next_.role == "assistant"
            # What was joined into it handed its followers on.
            and followers[parent] == 1
            and first.error is None
        ):
            drafts[parent] = msgspec.structs.replace(
                first,
                content=_both(first.content, next_.content),
                reasoning=_both(first.reasoning, next_.reasoning),
                model=next_.model or first.model,
                status=next_.status,
                finish_reason=next_.finish_reason,
                attachments=first.attachments + next_.attachments,
                error=next_.error,
            )
            stands_for[key] = parent
            followers[parent] = followers[key]


def _both(first: str, second: str) -> str:
    return "\n\n".join(part for part in (first.strip("\n"), second.strip("\n")) if part.strip())


def _message(draft: Draft, numbers: dict[str, int], parent: str | None, when: float) -> FileMessage:
    content = draft.content
    if draft.reasoning:
        content = f"<think>\n{draft.reasoning}\n</think>\n\n{content}"
    answer = draft.role == "assistant"
    return FileMessage(
        id=numbers[draft.key],
        parent=None if parent is None else numbers[parent],
        role="assistant" if answer else "system" if draft.role == "system" else "user",
        created_at=when,
        content=content,
        status=draft.status,
        model=draft.model if answer else None,
        finish_reason=draft.finish_reason,
        reasoning_seconds=draft.reasoning_seconds,
        attachments=draft.attachments,
        error=draft.error,
    )


def _newest(messages: list[FileMessage]) -> int | None:
    """Return the end of the branch that the newest message each time makes."""
    below: dict[int | None, int] = {message.parent: message.id for message in messages}
    at: int | None = None
    while (child := below.get(at)) is not None:
        at = child
    return at
