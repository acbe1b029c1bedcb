"""A conversation as Markdown that people read: the branch that is shown, with its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from parley.chat.exchange.collecting import branch_of
from parley.chat.exchange.format import FileConversation, FileMessage
from parley.chat.exchange.labels import ENGLISH, Labels
from parley.chat.reasoning import split
from parley.chat.values import MessageError

_FENCES = re.compile(r"`{3,}|~{3,}")
#: At the start of a line these would make a title, a code or a rule of what is none.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#])")


def markdown_of(conversation: FileConversation, labels: Labels = ENGLISH) -> str:
    """Return a conversation as Markdown."""
    return "\n\n".join(part for part in _parts(conversation, labels) if part) + "\n"


def speaker(message: FileMessage, labels: Labels) -> str:
    """Return who wrote a message: the person, or the model by its name and build."""
    if message.role == "user":
        return labels.you
    if message.role == "system":
        return labels.system
    name = message.model or labels.assistant
    return f"{name} · {message.quantisation}" if message.quantisation else name


def when(moment: float) -> str:
    """Return a moment in words, where this computer is; "" for none that a calendar has."""
    try:
        return f"{datetime.fromtimestamp(moment).astimezone():%Y-%m-%d %H:%M}"
    except (OverflowError, ValueError, OSError):
        return ""


def facts(message: FileMessage, labels: Labels) -> list[str]:
    """Return how an answer went, in words: its figures, and what became of it."""
    found: list[str] = []
    figures = message.figures
    if figures is not None:
        found.append(labels.tokens(figures.generated_tokens))
        if (speed := figures.tokens_per_second) is not None:
            found.append(labels.speed.format(number=labels.number(speed, 1)))
        first = labels.number(figures.first_token_seconds, 2)
        found.append(labels.first_after.format(number=first))
        if figures.seed is not None:
            found.append(labels.seed.format(number=figures.seed))
    if message.finish_reason == "length":
        found.append(labels.limit)
    if message.status == "stopped":
        found.append(labels.stopped)
    elif message.status == "interrupted":
        found.append(labels.interrupted)
    if message.edited:
        found.append(labels.edited)
    return found


def failure(error: MessageError, labels: Labels) -> str:
    """Return what is said of a failure: what happened, what is safe, what to do."""
    said = (error.message, error.safe, error.hint)
    return " ".join(labels.said(each) for each in said if each)


def _parts(conversation: FileConversation, labels: Labels) -> Iterator[str]:
    yield f"# {_plain(conversation.title) or labels.untitled}"
    if began := when(conversation.created_at):
        yield f"*{began}*"
    if conversation.system_prompt:
        yield f"## {labels.system_prompt}\n\n{_quoted(conversation.system_prompt)}"
    for message in branch_of(conversation):
        yield from _message(message, labels)


def _message(message: FileMessage, labels: Labels) -> Iterator[str]:
    yield f"## {_plain(speaker(message, labels))}"
    if moment := when(message.created_at):
        yield f"*{moment}*"
    text = split(message.content)
    if text.reasoned:
        heading = labels.reasoned(message.reasoning_seconds)
        yield _quoted(f"**{heading}**\n\n{text.reasoning}")
    yield _demoted(text.answer)
    for each in message.attachments:
        if each.is_picture:
            # Its bytes, as an address, would be a line of megabytes that no editor likes.
            yield f"**{labels.picture_of.format(name=_plain(each.name))}**"
            continue
        yield f"**{labels.attachment.format(name=_plain(each.name))}**"
        fence = "`" * max(3, 1 + max(map(len, _FENCES.findall(each.text)), default=0))
        yield f"{fence}\n{each.text}\n{fence}"
    if message.error is not None:
        yield _quoted(failure(message.error, labels))
    for note in message.notes:
        yield f"*{_plain(labels.said(note.text))}*"
    if told := facts(message, labels):
        yield f"<sub>{' · '.join(told)}</sub>"


def _plain(text: str) -> str:
    """Return `text` in one line that means nothing to Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.strip().splitlines())


def _demoted(text: str) -> str:
    """Return an answer whose headings stand below those of the file, outside of code."""
    lines: list[str] = []
    fence = ""
    for line in text.strip("\n").split("\n"):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif re.match(r"#{1,6}[ \t]", line):
            level = min(6, len(line) - len(line.lstrip("#")) + 2)
            line = "#" * level + line.lstrip("#")  # noqa: PLW2901
        lines.append(line)
    if fence:
        lines.append(fence)  # What comes below is not code because an answer was cut off in it.
    return "\n".join(lines)
