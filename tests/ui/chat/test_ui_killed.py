"""A window that is killed while it shows an answer: the next start shows what was on the screen."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.chat import opened_store
from helpers.program import environment
from parley.core.paths import Paths
from parley.ui.main_window import MainWindow

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

#: Seconds of the screen that a kill may cost.
LAST = 1.0
KILLS = 50


def watched(home: Path, lines: int, chance: random.Random) -> dict[int, str]:
    """Kill a window some time after it has said `lines` lines; return what it showed till then.

    What came on the screen in the last second before the kill is left out.
    """
    shown: list[tuple[float, int, str]] = []
    with subprocess.Popen(
        [sys.executable, "-m", "helpers.answering_window"],
        env=environment(home, PYTHONPATH=":".join(sys.path)),
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        shown += [tuple(json.loads(window.stdout.readline())) for _ in range(lines)]
        # Not at the end of a line: at any moment of what follows.
        killer = threading.Timer(chance.random() / 5, window.kill)
        killer.start()
        shown += [tuple(json.loads(line)) for line in window.stdout if line.endswith("\n")]
        killer.join()
    ended = time.time()
    return {key: text for moment, key, text in shown if moment < ended - LAST}


def test_killed_fifty_times_it_shows_what_was_on_the_screen(
    paths: Paths, open_window: Callable[[], MainWindow]
) -> None:
    chance = random.Random(50)
    shown: dict[int, str] = {}
    interrupted = 0
    for _ in range(KILLS):
        shown |= watched(paths.home, chance.randint(1, 250), chance)
        with opened_store(paths.database) as (store, connection):
            assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            interrupted += len(store.recover())
            for key, text in shown.items():
                assert store.message(key).content.rstrip().startswith(text.rstrip())
    # Most kills came in the middle of an answer.
    assert interrupted > KILLS // 2
    window = open_window()
    for conversation in window.services.store.listed():
        window.open_conversation(conversation.id)
        for message in window.page.transcript.messages:
            if message.id in shown:
                assert message.content.rstrip().startswith(shown[message.id].rstrip())
