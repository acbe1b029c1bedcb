"""From messages to a prompt: what the template is given, what it refuses, what was done about it.

Also which turns go first when a conversation has outgrown the context window.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Date  # noqa: N812 - `date` is the argument's name
from typing import Any

import msgspec

from parley.core.errors import ParleyError
from parley.engine.marked import Marked, joined, make, mark_of
from parley.engine.protocol import Message
from parley.engine.template import Segment, TemplateError, compile_template, segments

_GAP = "\n\n"
_NOTES = {
    "neighbours_merged": "This model wants messages to take turns, so messages of the same author "
    "that follow each other were joined.",
    "system_folded": "This model takes no system prompt, so it was put before your message.",
    "user_added": "This model wants you to begin, so an empty message was put before its own.",
    "left_out": "This model's chat template left out a part of the conversation.",
}

_compiled = functools.lru_cache(maxsize=4)(compile_template)


class PromptNote(msgspec.Struct, frozen=True):
    """What was done differently from what was asked.

    Attributes:
        code: `neighbours_merged`, `system_folded`, `user_added` or `left_out`.
        messages: for `left_out`, indexes of the messages whose text is not in the prompt.
    """

    code: str
    text: str
    messages: tuple[int, ...] = ()


class Prompt(msgspec.Struct, frozen=True):
    """A prompt as stretches of one author each.

    Attributes:
        continues: the answer goes on where the last message, the assistant's, ends.
    """

    segments: tuple[Segment, ...]
    notes: tuple[PromptNote, ...] = ()
    continues: bool = False

    @property
    def text(self) -> str:
        """The whole, as the model is meant to see it."""
        return "".join(segment.text for segment in self.segments)


class _Part(msgspec.Struct, frozen=True):
    """A message on its way into the template; its text says which messages it is made of."""

    role: str
    content: Marked


def build(
    template: str | None,
    messages: Sequence[Message],
    *,
    bos: str = "",
    eos: str = "",
    date: str = "",
    continue_final: bool | None = None,
    variables: Mapping[str, Any] | None = None,
) -> Prompt:
    """Write `messages` the way a model expects them.

    Where the template refuses them, or drops the words of the system or the user, they are given
    to it in another form, and the notes say so: equal neighbours joined, the system prompt put
    before the user's next message, both, and an empty first message of the user.

    Args:
        template: the model's Jinja template.
        bos, eos: the vocabulary's texts for these tokens, empty where it has none.
        date: the day the template may state, ISO 8601; empty is today.
        continue_final: leave the last message open; None does so if it is the assistant's.
        variables: further names for the template, such as `enable_thinking`.

    Raises:
        ParleyError: `no_chat_template`, `template_failed` with the template's own words,
            `no_messages`, `bad_date`.
    """
    compiled = _compiled(template)
    parts, continues = _parts(messages, continue_final)
    day = _day(date)

    def attempt(form: Sequence[_Part]) -> Marked:
        return compiled.render(
            [{"role": part.role, "content": part.content} for part in form],
            add_generation_prompt=not continues,
            bos=bos,
            eos=eos,
            day=day,
            variables=variables,
        )

    # The first form that serves wins; after it, the one that leaves out least.
    refusal: TemplateError | None = None
    best: tuple[Marked, tuple[str, ...], tuple[int, ...]] | None = None
    for form, codes in _forms(parts):
        try:
            text = attempt(form)
        except TemplateError as error:
            refusal = refusal or error
            continue
        missing = _left_out(text, messages)
        if best is None or len(missing) < len(best[2]):
            best = text, codes, missing
        if not missing:
            break
    if best is None:
        raise ParleyError(
            "template_failed",
            f"The model's chat template refused this conversation: {_sentence(str(refusal))}",
            safe="Your conversation is unchanged.",
            hint="Begin the conversation with a message of your own, or choose another model.",
        ) from refusal
    text, codes, missing = best
    if continues:
        text = _open_end(text, len(messages) - 1)
    notes = [PromptNote(code, _NOTES[code]) for code in codes]
    if missing:
        notes.append(PromptNote("left_out", _NOTES["left_out"], missing))
    return Prompt(segments(text, [m.role for m in messages]), tuple(notes), continues)


def trim_oldest(
    messages: Sequence[Message], fits: Callable[[tuple[Message, ...]], bool]
) -> tuple[tuple[Message, ...], tuple[int, ...]]:
    """Choose the oldest whole turns to leave out until the rest fits.

    A turn is a message of the user with everything up to the next one. Leading system messages
    and the last turn always stay. `fits` is asked about as few candidates as a bisection needs.

    Returns:
        The messages kept and the indexes of those left out; nothing of either if even the system
        prompt and the last turn do not fit.
    """
    start = next((i for i, m in enumerate(messages) if m.role != "system"), len(messages))
    turns = [i for i in range(start, len(messages)) if messages[i].role == "user" or i == start]

    def without(turns_dropped: int) -> tuple[Message, ...]:
        first = turns[turns_dropped] if turns else start
        return (*messages[:start], *messages[first:])

    low, high = 0, max(len(turns) - 1, 0)
    if not fits(without(high)):
        return (), ()
    while low < high:
        middle = (low + high) // 2
        if fits(without(middle)):
            high = middle
        else:
            low = middle + 1
    dropped = range(start, turns[low] if turns else start)
    return without(low), tuple(dropped)


def trimmed_note(dropped: int) -> str:
    """Return the sentence that says how many messages were left out to make room."""
    who = "The oldest message was" if dropped == 1 else f"The {dropped} oldest messages were"
    return f"{who} left out, because the conversation is longer than the model can see at once."


def _parts(messages: Sequence[Message], continue_final: bool | None) -> tuple[list[_Part], bool]:
    parts = [_Part(m.role, _marked(m.content, index)) for index, m in enumerate(messages)]
    if not parts:
        raise ParleyError(
            "no_messages", "There is nothing to answer.", hint="Write a message, then send it."
        )
    last = messages[-1]
    continues = last.role == "assistant" if continue_final is None else continue_final
    if last.role == "assistant" and not last.content.strip():
        # An answer that has not begun is the same as none.
        parts.pop()
        continues = False
    if continues and last.role != "assistant":
        raise ParleyError(
            "nothing_to_continue",
            "There is no answer to continue.",
            hint="Send a message instead.",
        )
    return parts, continues


def _marked(text: str, index: int) -> Marked:
    # Half of a surrogate pair is no character and has no bytes; nothing can be made of it.
    text = text.encode("utf-8", "replace").decode() if not _encodable(text) else text
    return make(text, mark_of(index) * len(text))


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _day(date: str) -> Date | None:
    if not date:
        return None
    try:
        return Date.fromisoformat(date[:10])
    except ValueError as error:
        raise ParleyError(
            "bad_date",
            f"{date!r} is not a date.",
            hint="Give it as year-month-day, for example 2026-01-31.",
        ) from error


def _forms(parts: list[_Part]) -> Iterator[tuple[list[_Part], tuple[str, ...]]]:
    """Yield what may be given to the template, the nearest to what was asked first."""
    yield parts, ()
    forms: list[tuple[list[_Part], tuple[str, ...]]] = []
    merged = _merged(parts)
    if len(merged) < len(parts):
        forms.append((merged, ("neighbours_merged",)))
    if any(part.role == "system" for part in parts):
        folded = _folded(parts)
        forms.append((folded, ("system_folded",)))
        both = _merged(folded)
        if len(both) < len(folded):
            forms.append((both, ("system_folded", "neighbours_merged")))
    yield from forms
    empty = _Part("user", make("", ""))
    for form, codes in [(parts, ()), *forms]:
        start = next((i for i, part in enumerate(form) if part.role != "system"), len(form))
        if start < len(form) and form[start].role == "assistant":
            yield [*form[:start], empty, *form[start:]], (*codes, "user_added")


def _merged(parts: Sequence[_Part]) -> list[_Part]:
    merged: list[_Part] = []
    for part in parts:
        if merged and merged[-1].role == part.role:
            merged[-1] = _Part(part.role, _with_gap(merged[-1].content, part.content))
        else:
            merged.append(part)
    return merged


def _folded(parts: Sequence[_Part]) -> list[_Part]:
    """Put each system prompt before the user's next message, or make it one where none follows."""
    folded: list[_Part] = []
    waiting: Marked | None = None
    for part in parts:
        if part.role == "system":
            waiting = _with_gap(waiting, part.content) if waiting else part.content
        elif part.role == "user" and waiting is not None:
            folded.append(_Part("user", _with_gap(waiting, part.content)))
            waiting = None
        else:
            folded.append(part)
    if waiting is not None:
        # An answer that is to be continued stays last.
        place = len(folded) - (1 if folded and folded[-1].role == "assistant" else 0)
        folded.insert(place, _Part("user", waiting))
    return folded


def _with_gap(first: Marked, second: Marked) -> Marked:
    if not first or not second:
        return first + second
    # The gap belongs to a message: no template wrote it.
    return joined((first, make(_GAP, second.marks[0] * len(_GAP)), second))


def _left_out(text: Marked, messages: Sequence[Message]) -> tuple[int, ...]:
    # Templates may rightly drop what an assistant said, such as its earlier thoughts.
    present = set(text.marks)
    return tuple(
        index
        for index, message in enumerate(messages)
        if message.role != "assistant" and message.content.strip() and mark_of(index) not in present
    )


def _open_end(text: Marked, last: int) -> Marked:
    end = text.marks.rfind(mark_of(last))
    if end < 0:
        raise ParleyError(
            "template_failed",
            "The model's chat template leaves out the answer that is to be continued.",
            safe="Your conversation is unchanged.",
            hint="Send a new message instead of continuing.",
        )
    return text[: end + 1]


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
