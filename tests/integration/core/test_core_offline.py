"""With the offline switch on, nothing gets past the guard, and loopback still works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_HELPER = Path(__file__).parents[2] / "helpers" / "offline_session.py"


@pytest.fixture(scope="module")
def result():
    done = subprocess.run(
        [sys.executable, str(_HELPER)], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_way_out_ends_with_the_offline_error(result):
    assert len(result["on"]) > 20
    assert {name: end for name, end in result["on"].items() if end != "offline"} == {}


def test_nothing_reached_the_system(result):
    assert result["passed_on"] == []


def test_the_recorders_would_have_seen_it(result):
    assert result["unseen_off"] == []


def test_loopback_still_answers(result):
    assert result["loopback"] == "hello hello hello"
    assert result["pair"] == "hello"


def test_one_switch_that_is_on_is_enough_and_each_is_obeyed_at_once(result):
    offline = {name for name, end in result["switches"].items() if end == "offline"}

    assert offline == {"one of two on", "inside with", "held by nobody", "on again"}
    others = {end for end in result["switches"].values() if end != "offline"}
    assert others == {"OSError: stopped by the recorder"}
