"""In the window, too, a message more costs the same however long its conversation is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.long_talks import long_talk, watched
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.chat.values import ConversationOptions
from parley.ui.main_window import MainWindow

#: Steps that a look at the last twenty messages takes, of which the short conversation has fewer.
_FEW = 600


@pytest.mark.parametrize("beside", [0, 200])
def test_no_statement_takes_longer_at_message_10_000_than_at_message_10(
    window: MainWindow,
    program: Application,
    engine: ScriptedEngine,
    tell: Callable[..., None],
    beside: int,
) -> None:
    connection = program.store._connection
    small = ConversationOptions(load={"context": 64})

    def turn() -> None:
        engine.will_answer("so ", "it ", "is")
        window.page.send("And then?")
        tell()
        assert not window.page.running

    most = []
    for count in (10, 10_000):
        talk = long_talk(program.store, connection, count, beside=beside, options=small)
        window.open_conversation(talk)
        turn()
        with watched(connection) as work:
            turn()
        assert engine.requests[-1].conversation == str(talk)
        most.append(work.most)
    short, long = most
    costlier = {
        kind: (short.get(kind, 0), steps)
        for kind, steps in long.items()
        if steps > max(_FEW, 1.05 * short.get(kind, 0))
    }
    assert costlier == {}
    assert any("INSERT INTO messages" in kind for kind in long)
