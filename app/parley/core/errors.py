"""The three kinds of failure, which never share a handler.

Said: `ParleyError`, expected, told to the person with what to do. Cancelled: the person asked for
it, silent. Anything else is a bug and is reported whole.
"""

from __future__ import annotations


class ParleyError(Exception):
    """An expected failure, in words for the person it happens to.

    Attributes:
        code: stable identifier for programs, snake_case, for example `model_not_found`.
        message: what happened, one sentence.
        safe: what stays safe, one sentence, or empty where nothing was at risk.
        hint: what to do now, one sentence.
        details: numbers a program can act on, by name.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str,
        safe: str = "",
        details: dict[str, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.safe = safe
        self.hint = hint
        self.details = details or {}

    def __str__(self) -> str:
        """Return the whole as one line: what happened, what is safe, what to do."""
        return " ".join(part for part in (self.message, self.safe, self.hint) if part)


class Cancelled(Exception):  # noqa: N818 - it is not an error
    """The person stopped it. Nobody is told."""
