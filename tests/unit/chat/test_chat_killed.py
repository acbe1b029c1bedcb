"""A program that is killed while it streams: what it had committed is there, and said to be."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.chat import Talk, opened_store
from parley.chat.values import StoredMessage


def run_until_killed(path: Path, lines: int, committed: dict[int, str], *arguments: str) -> None:
    """Run the program until it has said `lines` lines, kill it, and take in all that it said."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-m", "helpers.streaming_program", str(path), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout is not None
        for _ in range(lines):
            key, content = json.loads(program.stdout.readline())
            committed[key] = content
        program.kill()
        for line in program.stdout:  # committed before the kill, read after it
            if line.endswith("\n"):
                key, content = json.loads(line)
                committed[key] = content


def assert_figures(message: StoredMessage) -> None:
    """Check the times and counts that came with the text: a word is a token, 0.06 s each."""
    found, words = message.figures, len(message.content.split())
    assert found is not None
    assert found.generated_tokens == words
    if message.status == "interrupted":
        assert (found.prompt_tokens, found.cached_tokens) == (12, 4)
        assert found.prefill_seconds == pytest.approx(0.06)
        # A step more where the model was loaded for it.
        assert found.first_token_seconds in (pytest.approx(0.12), pytest.approx(0.18))
        assert found.decode_seconds == pytest.approx(0.06 * (words - 1))


def test_a_killed_program_loses_no_committed_text(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    chance = random.Random(20)
    committed: dict[int, str] = {}
    interrupted: set[int] = set()
    for _ in range(8):
        run_until_killed(path, chance.randint(1, 60), committed)
        with opened_store(path) as (store, connection):
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = set(store.recover())
            assert len(found) <= 1
            interrupted |= found
            for key, content in committed.items():
                message = store.message(key)
                assert message.content.startswith(content)
                assert message.status == ("interrupted" if key in interrupted else "complete")
                assert_figures(message)
            last = store.conversations()[0]
            talk = Talk(store, conversation_id=last.id)
            assert talk.ask("and on").status == "complete"
    assert interrupted


def test_a_program_killed_while_it_answers_again_keeps_every_sibling(tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(6):
        path = tmp_path / f"{number}.sqlite3"
        committed: dict[int, str] = {}
        # The first answer takes some 23 commits; the kill comes in one beside it.
        run_until_killed(path, chance.randint(30, 90), committed, "again")
        assert len(committed) > 1
        with opened_store(path) as (store, _):
            interrupted = store.recover()
            talk = store.conversations()[0].id
            siblings = store.siblings(min(committed))
            assert {message.id for message in siblings} >= set(committed)
            for message in siblings:
                assert message.content.startswith(committed.get(message.id, ""))
                expected = "interrupted" if message.id in interrupted else "complete"
                assert message.status == expected
            # The one that was being written is shown, and the others are a step away.
            assert store.messages(talk)[-1].id == siblings[-1].id
            store.show(siblings[0].id)
            assert store.messages(talk)[-1] == siblings[0]
