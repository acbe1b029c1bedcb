"""The window is killed while it streams: the next start shows what had been on the screen."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_KILLS, _HOMES = 50, 5
#: Seconds before the kill up to which nothing may be lost.
_LAST = 1.0


@contextmanager
def streaming(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the program until the end of the `with`, where it is killed."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-m", "helpers.streaming_window", str(home)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def read(program: subprocess.Popen[str]) -> Any:
    """Return the next line of the program."""
    assert program.stdout is not None
    line = program.stdout.readline()
    assert line.endswith("\n"), "the program ended by itself"
    return json.loads(line)


def kill_again_and_again(home: Path, moments: list[float]) -> int:
    """Start the program and kill it at each of the moments, seconds from its first words.

    Return how many times something had been on the screen that had to be there again.
    """
    expected: dict[int, str] = {}
    checked = 0
    for moment in [*moments, None]:
        with streaming(home) as program:
            found = {key: (status, stored, shown) for key, status, stored, shown in read(program)}
            for key, text in expected.items():
                if key in found:  # the newest are; older ones are further up
                    status, stored, shown = found[key]
                    assert status == "interrupted"
                    assert stored.startswith(text)
                    assert shown.startswith(text)
            assert not expected or max(expected) in found
            checked += len(expected) > 0
            if moment is None:
                break
            seen = [read(program)]
            while time.monotonic() < seen[0][0] + moment:
                seen.append(read(program))
            killed = time.monotonic()
            program.kill()
            assert program.stdout is not None
            seen += [json.loads(line) for line in program.stdout if line.endswith("\n")]
        kept = [(key, text) for at, key, text in seen if at <= killed - _LAST]
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
