"""What becomes of a download that could not go on: which failures may pass, and when to try again.

Pure: an error, the attempts so far and the time go in, the next state comes out.
"""

from __future__ import annotations

from typing import Final

import msgspec

from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.hub.downloads.values import DownloadPlan, State, Trouble
from parley.hub.transfer.errors import kept_words

#: Failures that go away by themselves, or when the network comes back.
_MAY_PASS: Final = frozenset(
    {
        "offline", "hub_unreachable", "hub_timeout", "hub_cut", "hub_busy", "hub_failed",
        "hub_storage", "download_busy", "database_busy",
    }
)  # fmt: skip
#: Failures that the person ends by freeing space.
_FULL: Final = frozenset({"disk_full", "download_no_room"})
#: The hub gives something else than it listed.
SERVED_OTHERWISE: Final = frozenset({"hub_changed", "hub_wrong_size"})
#: The hub no longer has what it listed.
GONE: Final = frozenset({"hub_no_revision", "hub_no_file"})
#: What was listed may have changed since, or have been moved to another commit.
CHANGED: Final = SERVED_OTHERWISE | GONE

#: Seconds before the first attempt anew; they double with each attempt that brought nothing.
FIRST_PAUSE: Final = 5.0
MOST_PAUSE: Final = 600.0
#: Seconds that a hub's Retry-After is obeyed for; then it may say it again.
MOST_ASKED: Final = 3600.0


def withdrawn(plan: DownloadPlan, number: int, kept: int) -> ParleyError:
    """Return the error for a file that the hub no longer has; `kept` bytes of the plan are here.

    Args:
        number: of the file, from 1.
    """
    return ParleyError(
        "download_withdrawn",
        f"“{plan.files[number - 1].path}” is no longer in “{plan.repo}” as it was listed: its owner"
        " removed or replaced it.",
        safe=kept_words(kept),
        hint=f"Look at what there is now (“{command('show', plan.repo)}”), and cancel this"
        " download.",
    )


class Outcome(msgspec.Struct, frozen=True):
    """The state that a run of a download ended with; as in `Download`."""

    state: State
    error: Trouble | None = None
    retry_at: float | None = None
    attempts: int = 0


def after_failure(
    error: ParleyError, attempts: int, now: float, *, offline: bool = False
) -> Outcome:
    """Return what becomes of a download after `error`.

    Args:
        attempts: failures in a row before this one without a new byte.
        now: seconds since 1970.
        offline: the person's offline switch is on: its end is waited for, not a time.
    """
    trouble = Trouble.of(error)
    if error.code in _FULL:
        return Outcome("paused", trouble)
    if error.code not in _MAY_PASS:
        return Outcome("failed", trouble)
    if offline and error.code == "offline":
        return Outcome("waiting", trouble)
    pause = min(FIRST_PAUSE * 2 ** min(attempts, 16), MOST_PAUSE)
    asked = min(error.details.get("retry_after", 0), MOST_ASKED)
    return Outcome("waiting", trouble, now + max(pause, asked), attempts + 1)


def unexpected(error: Exception) -> Trouble:
    """Return the words for a failure that nobody foresaw; the log has the whole of it."""
    return Trouble(
        "unexpected",
        f"The download ended because of an error in Parley ({type(error).__name__}).",
        "What was received is kept.",
        "Resume it; if it happens again, report it together with Parley's log.",
    )
