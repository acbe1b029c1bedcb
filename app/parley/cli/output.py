"""What is printed while a model loads and answers: text for people, or JSON lines for programs."""

from __future__ import annotations

import sys
from typing import Any, Protocol

import msgspec

from parley.cli.streams import shown, write_line, write_out
from parley.core.errors import ParleyError
from parley.engine.protocol import Done, Event, Loaded, LoadProgress, Note, Prefill, Token

_DONE = (
    "finish_reason",
    "prompt_tokens",
    "cached_tokens",
    "generated_tokens",
    "prefill_seconds",
    "decode_seconds",
    "first_token_seconds",
)


class Output(Protocol):
    """Where events and failures go."""

    def event(self, event: Event) -> None:
        """Show an event of the engine. Raises `ReaderGone`."""

    def notice(self, text: str) -> None:
        """Show a sentence about this run."""

    def failure(self, error: ParleyError) -> None:
        """Show why nothing came of it. Raises `ReaderGone`."""


class JsonOutput:
    """One JSON object per line on stdout; a failure is a line on stderr as well."""

    def event(self, event: Event) -> None:
        """Print events that programs may rely on; others are left out."""
        if isinstance(event, Loaded):
            self._line("loaded", load_seconds=event.load_seconds, memory_bytes=event.memory_bytes)
        elif isinstance(event, Prefill):
            self._line("prefill", done=event.done, total=event.total)
        elif isinstance(event, Token):
            self._line("token", text=event.text)
        elif isinstance(event, Note):
            self._line("note", code=event.code, text=event.text, dropped=event.dropped)
        elif isinstance(event, Done):
            self._line("done", **{key: getattr(event, key) for key in _DONE})

    def notice(self, text: str) -> None:
        """Print a sentence as a note."""
        self._line("note", code="notice", text=text, dropped=())

    def failure(self, error: ParleyError) -> None:
        """Print the error object, and the same as a sentence on stderr."""
        write_line(f"parley: {error}")
        message = " ".join(part for part in (error.message, error.safe) if part)
        self._line("error", code=error.code, message=message, hint=error.hint)

    def _line(self, kind: str, **values: Any) -> None:
        write_out(msgspec.json.encode({"type": kind, **values}).decode() + "\n")


class TextOutput:
    """The answer on stdout as it comes; progress and figures on stderr if that is a terminal."""

    def __init__(self) -> None:
        self._raw = not sys.stdout.isatty()
        self._status = sys.stderr.isatty()
        self._pending = False
        self._at_line_start = True

    def event(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, Token):
            self._clear()
            # A pipe gets what the model wrote, a terminal only what cannot take it over.
            text = event.text if self._raw else shown(event.text)
            if text:
                self._at_line_start = text.endswith("\n")
                write_out(text)
        elif isinstance(event, LoadProgress):
            self._progress(f"Loading the model … {event.fraction:.0%}")
        elif isinstance(event, Loaded):
            self._progress(f"{event.name or 'The model'} is ready")
        elif isinstance(event, Prefill):
            if event.done < event.total:
                self._progress(f"Reading {event.total:,} tokens … {event.done / event.total:.0%}")
        elif isinstance(event, Note):
            self.notice(event.text)
        elif isinstance(event, Done):
            self._end_line()
            if self._status:
                write_line(f"({_figures(event)})")

    def notice(self, text: str) -> None:
        """Show a sentence on stderr, terminal or not: it may matter for the answer."""
        self._clear()
        write_line(f"Note: {text}")

    def failure(self, error: ParleyError) -> None:
        """Show what happened and what to do as one line on stderr."""
        self._clear()
        self._end_line()
        write_line(f"parley: {error}")

    def _end_line(self) -> None:
        self._clear()
        if not self._at_line_start:
            self._at_line_start = True
            write_out("\n")

    def _progress(self, text: str) -> None:
        if self._status:
            self._clear()
            sys.stderr.write(shown(text))
            sys.stderr.flush()
            self._pending = True

    def _clear(self) -> None:
        if self._pending:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._pending = False


_ENDS = {
    "length": "; the limit of tokens is reached",
    "context_full": "; the context window is full",
    "stopped": "; stopped",
}


def _figures(done: Done) -> str:
    speed = ""
    if done.generated_tokens > 1 and done.decode_seconds > 0:
        speed = f", {(done.generated_tokens - 1) / done.decode_seconds:.1f} tokens/s"
    return (
        f"{done.generated_tokens:,} tokens{speed}, "
        f"{done.context_used:,} of {done.context:,} tokens of context used, "
        f"seed {done.seed}{_ENDS.get(done.finish_reason, '')}"
    )


class ResultOutput:
    """For commands that print one result at the end: only failures and notices until then."""

    def __init__(self, *, json: bool) -> None:
        self._json = json

    def event(self, event: Event) -> None:
        """Leave it out."""

    def notice(self, text: str) -> None:
        """Show a sentence on stderr, so that stdout holds the result alone."""
        write_line(f"Note: {text}")

    def failure(self, error: ParleyError) -> None:
        """Show what happened, as a JSON object on stdout too where JSON is asked for."""
        if self._json:
            JsonOutput().failure(error)
        else:
            write_line(f"parley: {error}")
