"""Where a conversation on the command line comes from: a file, an argument or a pipe."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final, get_args

from parley.core.errors import ParleyError
from parley.engine.protocol import Message, Role

#: Bytes; more than any model's context window holds as text.
MAX_INPUT: Final = 64 * 1024**2
_ROLES: Final = get_args(Role)
_HINT: Final = (
    'It must hold a JSON list like [{"role": "user", "content": "Hello"}] '
    "with the roles system, user and assistant."
)


def bad_messages(message: str, *, hint: str = _HINT) -> ParleyError:
    """Return the error for messages that cannot be used."""
    return ParleyError("bad_messages", message, hint=hint)


def read_messages(source: str) -> tuple[Message, ...]:
    """Read a messages file; `-` is standard input.

    Raises:
        ParleyError: `bad_messages`, with the position of what is wrong.
    """
    name = "The text on standard input" if source == "-" else f"The messages file “{source}”"
    if source == "-":
        data = sys.stdin.buffer.read(MAX_INPUT + 1)
    else:
        try:
            with Path(source).open("rb") as file:
                data = file.read(MAX_INPUT + 1)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "its name is not valid"
            raise bad_messages(
                f"{name} cannot be read: {reason}.", hint="Check the path and try again."
            ) from error
    return parse_messages(data, name)


def parse_messages(data: bytes, name: str) -> tuple[Message, ...]:
    """Parse and check the content of a messages file that errors call `name`."""
    if len(data) > MAX_INPUT:
        raise bad_messages(f"{name} is larger than {MAX_INPUT // 1024**2} MiB.")
    text = _decoded(data, name).removeprefix("\ufeff")
    if not text.strip():
        raise bad_messages(f"{name} is empty.")
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise bad_messages(
            f"{name} is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except (RecursionError, ValueError):  # nested, or a number written, beyond all bounds
        raise bad_messages(f"{name} holds no list of messages.") from None
    if not isinstance(content, list):
        raise bad_messages(f"{name} holds no list of messages.")
    if not content:
        raise bad_messages(f"{name} holds an empty list.")
    return tuple(_message(each, f"{name}, message {i}") for i, each in enumerate(content, 1))


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise bad_messages(f"{name} is not UTF-8 text at line {line}, byte {column}.") from None


def _message(raw: Any, place: str) -> Message:
    if not isinstance(raw, dict):
        raise bad_messages(f"{place}: it is no object with role and content.")
    for key in ("role", "content"):
        if key not in raw:
            raise bad_messages(f"{place}: the {key} is missing.")
    for key in raw:
        if key not in {"role", "content"}:
            raise bad_messages(f"{place}: the key “{key[:60]}” is unknown.")
    role, content = raw["role"], raw["content"]
    if role not in _ROLES:
        raise bad_messages(f"{place}: the role {json.dumps(role)[:60]} is unknown.")
    if not isinstance(content, str):
        raise bad_messages(f"{place}: the content must be text.")
    return Message(role=role, content=valid_text(content))


def read_prompt() -> str:
    """Return all of standard input as one message, without the line end at its end."""
    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    if len(data) > MAX_INPUT:
        raise bad_messages(
            f"The text on standard input is larger than {MAX_INPUT // 1024**2} MiB.",
            hint="Send less text.",
        )
    try:
        text = data.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise bad_messages(
            f"The text on standard input is not UTF-8 at byte {error.start + 1}.",
            hint="Send UTF-8 text.",
        ) from None
    if not text.strip():
        raise bad_messages(
            "There is no message: standard input is empty.",
            hint="Give a PROMPT, --messages FILE, or send text through the pipe.",
        )
    return text


def valid_text(text: str) -> str:
    """Return `text` as it can be sent on: bytes that were no UTF-8 become U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def conversation(
    messages: tuple[Message, ...], *, system: str | None, default_system: str, prompt: str | None
) -> tuple[Message, ...]:
    """Return a whole conversation.

    `system` takes the place of the system messages in `messages`; `default_system` is used where
    there are none; `prompt` is added as the last message of the user.
    """
    if system is not None or not any(each.role == "system" for each in messages):
        first = default_system if system is None else system
        messages = tuple(each for each in messages if each.role != "system")
        if first:
            messages = (Message(role="system", content=valid_text(first)), *messages)
    if prompt is not None:
        messages = (*messages, Message(role="user", content=valid_text(prompt)))
    return messages


def check_answerable(messages: tuple[Message, ...]) -> None:
    """Raise `bad_messages` unless a model can answer these: the last one is the user's."""
    if not messages or messages[-1].role != "user":
        raise bad_messages(
            "The last message is not from the user, so there is nothing to answer.",
            hint="Add a message with the role user, or give a PROMPT.",
        )
