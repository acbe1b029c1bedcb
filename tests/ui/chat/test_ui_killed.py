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
from typing import Any

import pytest

_KILLS, _HOMES = 50, 5
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


def kill_again_and_again(home: Path, moments: list[float]) -> int:
    """Start the program and kill it at each of the moments, seconds from its first words.

    Return how many times something had been on the screen that had to be there again.
    """
    with programs(home) as starter:
        expected: dict[int, str] = {}
        checked = 0
        for moment in [*moments, None]:
            with streaming(starter) as unread:
                shown_now = {key: told for key, *told in read(starter)}
                for key, text in expected.items():
                    if key in shown_now:  # the newest are; older ones are further up
                        status, stored, shown = shown_now[key]
                        assert status == "interrupted"
                        assert stored.startswith(text)
                        assert shown.startswith(text)
                assert not expected or max(expected) in shown_now
                checked += len(expected) > 0
                if moment is None:
                    break
                seen = [read(starter)]
                while time.monotonic() < seen[0][0] + moment:
                    seen.append(read(starter))
                killed = time.monotonic()
            kept = [(key, text) for at, key, text in seen + unread if at <= killed - _LAST]
            expected = dict(kept[-1:])
        return checked


@pytest.mark.slow
def test_what_was_on_the_screen_a_second_before_the_kill_is_there_again(tmp_path: Path) -> None:
    chance = random.Random(7)
    moments = [_LAST + chance.uniform(0.02, 0.9) for _ in range(_KILLS)]
    homes = [tmp_path / f"home-{number}" for number in range(_HOMES)]
    with ThreadPoolExecutor(_HOMES) as pool:
        parts = [moments[number::_HOMES] for number in range(_HOMES)]
        assert sum(pool.map(kill_again_and_again, homes, parts)) >= _KILLS - _HOMES
