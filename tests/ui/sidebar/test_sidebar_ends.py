"""What becomes of deleted conversations when the program ends, and when it ended by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from helpers.chat import opened_store
from helpers.program import environment
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.database import Database
from parley.core.paths import Paths
from parley.engine.states import state_path
from parley.ui.main_window import MainWindow


def state_of(paths: Paths, conversation_id: int) -> Path:
    """Return a file that an engine has kept of a conversation."""
    paths.states.mkdir(parents=True, exist_ok=True)
    state = state_path(paths.states, str(conversation_id), "ab" * 32)
    state.write_bytes(b"what was said, as tokens")
    return state


def rows(paths: Paths) -> int:
    """Return how many conversations the file holds, deleted ones among them."""
    connection = Database(paths.database).connect()
    try:
        return int(connection.execute("SELECT count(*) FROM conversations").fetchone()[0])
    finally:
        connection.close()


def test_the_end_of_the_program_ends_every_undo(paths: Paths) -> None:
    engine = ScriptedEngine()
    program = Application(paths, resources_dir(), make_engine=lambda: engine)
    program.start_engine()
    kept, gone = (program.store.create(title=name).id for name in ("kept", "gone"))
    state = state_of(paths, gone)
    program.store.remove_conversations([gone])
    # A window that was not closed, as at the end of a session of the system.
    program.close()
    assert rows(paths) == 1
    assert not state.exists()
    # Before the engine ends, which would write it down once more.
    assert engine.forgotten == [str(gone)]
    with opened_store(paths.database) as (store, _):
        assert [one.id for one in store.listed()] == [kept]


def test_the_next_start_ends_the_undo_of_a_program_that_was_killed(paths: Paths) -> None:
    with opened_store(paths.database) as (store, _):
        gone = store.create(title="gone").id
        store.create(title="kept")
    state = state_of(paths, gone)
    deleting = (
        "import os, signal; from helpers.chat import opened_store\n"
        "from parley.core.paths import Paths\n"
        "with opened_store(Paths.find().database) as (store, _):\n"
        f"    store.remove_conversations([{gone}])\n"
        "    os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n"
    )
    subprocess.run(
        [sys.executable, "-c", deleting],
        env=environment(paths.home or Path(), PYTHONPATH=":".join(sys.path)),
        check=False,
    )
    assert rows(paths) == 2
    program = Application(paths, resources_dir(), make_engine=ScriptedEngine)
    try:
        assert [one.title for one in program.store.listed()] == ["kept"]
    finally:
        program.close()
    assert rows(paths) == 1
    assert not state.exists()


def test_another_window_cannot_have_back_what_a_closed_one_deleted(
    open_window: Callable[[], MainWindow], program: Application
) -> None:
    first, second = open_window(), open_window()
    one, two = (program.store.create(title=name).id for name in ("one", "two"))
    first.shelving.refresh()
    second.shelving.refresh()
    first.shelving.delete([one])
    second.shelving.refresh()
    second.shelving.delete([two])
    first.close()
    assert rows(program.paths) == 1
    second.shelving.undo()
    assert [each.id for each in program.store.listed()] == [two]


def test_a_window_ends_no_undo_of_another(
    open_window: Callable[[], MainWindow], program: Application
) -> None:
    first, second = open_window(), open_window()
    key = program.store.create(title="one").id
    for window in (first, second):
        window.shelving.refresh()
    first.shelving.delete([key])
    first.shelving.undo()
    second.shelving.refresh()
    second.shelving.delete([key])
    first.close()
    second.shelving.undo()
    assert [each.id for each in program.store.listed()] == [key]
