"""The log file: bounded, without secrets, and the place where a bug is written down whole.

Text of messages is never given to a logger; where its presence matters, `Private(text)` is.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from parley.core.errors import Cancelled, ParleyError
from parley.core.paths import Paths
from parley.core.redaction import REDACTED, Private, Redactor

__all__ = ["REDACTED", "Log", "Private", "Redactor", "configure"]

#: Bytes of one log file, and how many older ones are kept beside it.
MAX_BYTES = 1_000_000
OLDER = 4

_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"

Say = Callable[[str], None]


class _RedactingFormatter(logging.Formatter):
    """Redacts the finished text, so that tracebacks and arguments are covered as well."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(_FORMAT)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor(super().format(record))


class _File(RotatingFileHandler):
    """A log file that its owner alone can read, and whose trouble troubles nobody."""

    def _open(self) -> io.TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        # The handler owns the stream and closes it.
        return open(self.baseFilename, "a", encoding="utf-8", opener=private)

    def doRollover(self) -> None:  # noqa: N802 - the base class names it
        # On Windows a file that another window has open cannot be renamed: write on, try later.
        with contextlib.suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        # A full disk must not stop the program or flood its output; a wrong format is a bug.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


class Log:
    """The log of this process, from `configure()` until `close()`.

    Attributes:
        file: where it is written.
        redactor: tell it of secrets: `log.redactor.add(token)`.
    """

    def __init__(self, file: Path, redactor: Redactor, handler: logging.Handler) -> None:
        self.file = file
        self.redactor = redactor
        self._handler = handler
        self._hooks: tuple[object, object] | None = None

    def catch_bugs(self, say: Say | None = None) -> None:
        """Write exceptions that nobody handles into the log, whole, and say one sentence.

        An expected failure (`ParleyError`) is said in its own words, `Cancelled` is silent.

        Args:
            say: shows a sentence to the person; called from the thread where it happened. None
                writes to standard error.
        """
        speak = say or _to_standard_error
        if self._hooks is None:
            self._hooks = (sys.excepthook, threading.excepthook)

        def unhandled(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.report(error.with_traceback(trace), speak)

        def unhandled_in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
                self.report(args.exc_value.with_traceback(args.exc_traceback), speak)

        sys.excepthook = unhandled
        threading.excepthook = unhandled_in_thread

    def report(self, error: BaseException, say: Say) -> None:
        """Deal with an exception that nobody handled, as `catch_bugs` describes."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, ParleyError):
            say(self.redactor(str(error)))
            return
        logging.getLogger("parley").critical("An unexpected error", exc_info=error)
        say(
            f"Something went wrong inside Parley ({type(error).__name__})."
            " What was saved before is still there."
            f" The details are in {self.file}; please report them."
        )

    def close(self) -> None:
        """Close the file and put everything back as it was before `configure()`."""
        if self._hooks is not None:
            sys.excepthook, threading.excepthook = self._hooks  # type: ignore[assignment]
            self._hooks = None
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def configure(
    paths: Paths,
    level: int | str = logging.INFO,
    *,
    redactor: Redactor | None = None,
    max_bytes: int = MAX_BYTES,
) -> Log:
    """Write the log of this process to `paths.logs`, and return it.

    `level` holds for Parley's own loggers; of other libraries, warnings and worse are kept. Called
    again, it takes the place of the file that was open before. A file of `max_bytes` is put aside,
    and `OLDER` such files are kept.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, _File):
            root.removeHandler(handler)
            handler.close()
    redactor = redactor or Redactor()
    file = paths.logs / "parley.log"
    handler = _File(file, maxBytes=max_bytes, backupCount=OLDER, encoding="utf-8", delay=True)
    handler.setFormatter(_RedactingFormatter(redactor))
    root.addHandler(handler)
    logging.getLogger("parley").setLevel(level)
    return Log(file, redactor, handler)


def _to_standard_error(sentence: str) -> None:
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
