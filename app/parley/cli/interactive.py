"""The dialogue in a terminal. The conversation lives in memory and ends with it."""

from __future__ import annotations

import contextlib
import sys

from parley.cli.messages import valid_text
from parley.cli.output import Output
from parley.cli.streams import write_line
from parley.cli.turn import Interrupted, run_job
from parley.core.errors import ParleyError
from parley.engine.protocol import ContextPolicy, Engine, Event, Message, Sampling, Token

_HELP = (
    "/new starts another conversation, /quit or Ctrl+D ends, Ctrl+C stops an answer. "
    "Nothing said here is kept on the disk."
)
#: Under which the engine keeps the dialogue's KV cache from turn to turn.
_CONVERSATION = "terminal"


class _Listening:
    """Passes everything on to another output and remembers the answer."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._parts: list[str] = []

    @property
    def answer(self) -> str:
        """The text that came."""
        return "".join(self._parts)

    def event(self, event: Event) -> None:
        """Pass on an event."""
        if isinstance(event, Token):
            self._parts.append(event.text)
        self._output.event(event)

    def notice(self, text: str) -> None:
        """Pass on a sentence."""
        self._output.notice(text)

    def failure(self, error: ParleyError) -> None:
        """Pass on a failure."""
        self._output.failure(error)


def converse(
    engine: Engine,
    start: tuple[Message, ...],
    sampling: Sampling,
    policy: ContextPolicy,
    output: Output,
) -> None:
    """Ask and answer until the person ends it.

    `start` is what each conversation begins with, such as a system prompt. A turn that fails is
    said and leaves the conversation as it was before.
    """
    with contextlib.suppress(ImportError):  # missing on Windows, where the console does the same
        import readline  # noqa: F401 - gives `input` its history and line editing

    write_line(_HELP)
    messages = start
    while True:
        said = _ask()
        if said is None or said == "/quit":
            return
        if said == "/help":
            write_line(_HELP)
        elif said == "/new":
            messages = start
            write_line("A new conversation.")
        elif said.startswith("/") and " " not in said and "/" not in said[1:]:
            write_line(f"There is no command {said}. {_HELP}")
        elif said:
            messages = _turn(
                engine, (*messages, Message(role="user", content=said)), sampling, policy, output
            )


def _ask() -> str | None:
    """Return what the person types, an empty text after Ctrl+C, None at the end."""
    try:
        return valid_text(input("> " if sys.stdout.isatty() else "")).strip()
    except EOFError:
        write_line("")
        return None
    except KeyboardInterrupt:
        write_line("")
        write_line("Ctrl+D ends.")
        return ""
    except UnicodeDecodeError:
        write_line("That line was no valid text in this terminal's encoding. Type it again.")
        return ""


def _turn(
    engine: Engine,
    messages: tuple[Message, ...],
    sampling: Sampling,
    policy: ContextPolicy,
    output: Output,
) -> tuple[Message, ...]:
    """Return the conversation after an answer, or as it was before if none came."""
    listening = _Listening(output)
    try:
        run_job(
            engine,
            lambda on: engine.stream(
                messages, on, sampling=sampling, policy=policy, conversation=_CONVERSATION
            ),
            listening,
        )
    except Interrupted:
        pass  # what came is kept, as in the window
    except ParleyError as error:
        output.failure(error)
        return messages[:-1]
    if not listening.answer:
        return messages[:-1]
    return (*messages, Message(role="assistant", content=listening.answer))
