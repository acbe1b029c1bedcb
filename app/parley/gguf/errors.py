"""What can be wrong with a model file, and the signal that a partial header needs more bytes."""

from __future__ import annotations

from parley.core.errors import ParleyError

_UNCHANGED = "The file was only read, not changed."


class GgufError(ParleyError):
    """A model file that cannot be used.

    Its `code` is one of `model_missing`, `model_unreadable`, `model_empty`, `model_not_gguf`,
    `model_version`, `model_truncated`, `model_unfinished`, `model_broken`, `model_shard` and
    `model_no_chat`.
    """

    def __init__(self, code: str, message: str, *, hint: str, safe: str = _UNCHANGED) -> None:
        super().__init__(code, message, hint=hint, safe=safe)


class NeedMore(Exception):  # noqa: N818 - not a failure: the caller fetches more and tries again
    """The header goes on past the bytes given.

    Attributes:
        at_least: bytes from the start of the file that are needed to get further.
    """

    def __init__(self, at_least: int) -> None:
        super().__init__(f"at least {at_least} bytes are needed")
        self.at_least = at_least


def broken(detail: str) -> GgufError:
    """Return the error for a file that contradicts the format; `detail` says where."""
    return GgufError(
        "model_broken",
        f"The model file is damaged: {detail}.",
        hint="Download it again, or choose another file.",
    )


def truncated(has: int, needs: int) -> GgufError:
    """Return the error for a file of `has` bytes that must have at least `needs`."""
    return GgufError(
        "model_truncated",
        f"The model file is incomplete: it has {has:,} bytes and needs at least {needs:,}.",
        hint="Download it again; the download was probably cut off.",
    )


def unfinished(name: str) -> GgufError:
    """Return the error for the file of a download that has not ended."""
    return GgufError(
        "model_unfinished",
        f"“{name}” is a download that has not ended, so parts of the model may be missing.",
        hint="Let the download end, and choose the file that it leaves.",
    )
