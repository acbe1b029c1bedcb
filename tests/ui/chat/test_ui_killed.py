"""The window is killed while it streams: the next start shows what had been on the screen."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import pytest

_KILLS, _HOMES = 50, 5
# So many of them come in the first second after a message was sent.
_EARLY = 20
#: Seconds before the kill up to which nothing may be lost.
_LAST = 1.0


@contextmanager
def programs(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run what begins the program as often as it is told to."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-m", "helpers.streaming_window", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as starter:
        yield starter


def read(starter: subprocess.Popen[str]) -> Any:
    """Return what the next line of the program says."""
    assert starter.stdout is not None
    said = json.loads(starter.stdout.readline())
    assert said is not None, "the program ended by itself"
    return said


@contextmanager
def streaming(starter: subprocess.Popen[str]) -> Iterator[list[Any]]:
    """Begin the program, and kill it at the end of the `with`.

    The list is empty until then; then it has what the program had said and nobody had read.
    """
    assert starter.stdin is not None
    assert starter.stdout is not None
    print(file=starter.stdin, flush=True)
    process = read(starter)
    unread: list[Any] = []
    try:
        yield unread
    finally:
        os.kill(process, signal.SIGKILL)
        lines = list(takewhile(lambda line: line != "null\n", starter.stdout))
        # The last one may be cut off, and an empty one is behind it.
        unread += [json.loads(line) for line in lines[:-1]]


class Moment(NamedTuple):
    """When a program is killed: `seconds` after it sent, or after the answer's first words."""

    seconds: float
    after_words: bool = False


def kill_again_and_again(home: Path, moments: list[Moment]) -> int:
    """Start the program and kill it at each of the moments; each next start must show it all.

    A message is there as soon as it was on the screen, and so is what a person wrote; of an answer,
    the text that was there a second before. Return after how many kills all that was looked for.
    """
    expected: dict[int, str] = {}
    answers: set[int] = set()
    checked = 0
    with programs(home) as starter:
        for moment in [*moments, None]:
            with streaming(starter) as unread:
                found = {key: told for key, *told in read(starter)}
                assert list(found) == list(expected)
                for key, text in expected.items():
                    status, stored, figures, shown = found[key]
                    assert stored.startswith(text)
                    assert shown is None or shown.startswith(text)
                    assert status == ("interrupted" if key in answers else "complete")
                    assert bool(figures) >= bool(key in answers and text)
                if expected:
                    # The newest one is on the screen again, too.
                    assert found[max(expected)][-1] is not None
                    checked += 1
                if moment is None:
                    break
                seen = [read(starter)]
                while moment.after_words and not seen[-1][1][-1][-1]:
                    seen.append(read(starter))
                begun = seen[-1][0]
                while time.monotonic() < begun + moment.seconds:
                    seen.append(read(starter))
                killed = time.monotonic()
            for at, messages in seen + unread:
                for key, role, text in messages:
                    expected.setdefault(key, "")
                    if role == "assistant":
                        answers.add(key)
                    if role == "user" or at <= killed - _LAST:
                        expected[key] = text
            assert not moment.after_words or expected[max(expected)]
    return checked


@pytest.mark.slow
def test_what_was_on_the_screen_a_second_before_the_kill_is_there_again(tmp_path: Path) -> None:
    # From when nothing of the answer is there, over its first second, to where text may be lost.
    early = [Moment(0.05 + 0.95 * part / _EARLY) for part in range(_EARLY)]
    late = _KILLS - _EARLY
    moments = early + [Moment(_LAST + 0.02 + 0.9 * part / late, True) for part in range(late)]
    random.Random(7).shuffle(moments)
    homes = [tmp_path / f"home-{number}" for number in range(_HOMES)]
    with ThreadPoolExecutor(_HOMES) as pool:
        parts = [moments[number::_HOMES] for number in range(_HOMES)]
        assert sum(pool.map(kill_again_and_again, homes, parts)) == _KILLS
