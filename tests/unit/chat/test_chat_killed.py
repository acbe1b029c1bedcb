"""A program that is killed while it streams: what it had committed is there, and said to be."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from helpers.chat import Talk, opened_store


def test_a_killed_program_loses_no_committed_text(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    chance = random.Random(20)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    committed: dict[int, str] = {}
    interrupted: set[int] = set()
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-m", "helpers.streaming_program", str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        ) as program:
            assert program.stdout is not None
            for _ in range(chance.randint(1, 60)):
                key, content = json.loads(program.stdout.readline())
                committed[key] = content
            program.kill()
            for line in program.stdout:  # committed before the kill, read after it
                if line.endswith("\n"):
                    key, content = json.loads(line)
                    committed[key] = content
        with opened_store(path) as (store, connection):
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = set(store.recover())
            assert len(found) <= 1
            interrupted |= found
            for key, content in committed.items():
                message = store.message(key)
                assert message.content.startswith(content)
                assert message.status == ("interrupted" if key in interrupted else "complete")
            last = store.conversations()[0]
            talk = Talk(store, conversation_id=last.id)
            assert talk.ask("and on").status == "complete"
    assert interrupted
