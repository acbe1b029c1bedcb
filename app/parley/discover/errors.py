"""What is said where a look-up went wrong in a way that nobody foresaw."""

from __future__ import annotations

from parley.core.errors import ParleyError


def unforeseen(error: Exception) -> ParleyError:
    """Return the error for a person who waits for an answer; the log has the rest."""
    return ParleyError(
        "unexpected",
        f"Something went wrong inside Parley ({type(error).__name__}).",
        safe="Your models are as they were.",
        hint="Try again; the log says more.",
    )
