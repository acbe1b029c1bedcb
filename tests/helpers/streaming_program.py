"""A program that streams one answer after another into a database, until it is killed.

Run as `python -m helpers.streaming_program DATABASE [again]`; with `again`, one message is answered
again and again, each answer beside the others. It prints one line of JSON after each commit:
the message's id and the text that was in the store by then.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from helpers.chat import Talk, opened_store
from helpers.scripted_engine import prefill
from parley.chat.store import ChatStore


class _Announcing(ChatStore):
    """A store that says on stdout what it has committed."""

    def set_content(self, message_id: int, content: str, **so_far: Any) -> None:
        super().set_content(message_id, content, **so_far)
        print(json.dumps([message_id, content]), flush=True)


def main(path: Path, *, again: bool = False) -> None:
    """Stream for ever."""
    with opened_store(path) as (_, connection):
        talk = Talk(_Announcing(connection))
        for turn in itertools.count():
            words = (f"word{turn}-{n} " for n in range(40))
            talk.engine.will_answer(prefill(5, 12, 4), prefill(12, 12, 4), *words)
            if again and turn:
                talk.session.regenerate(talk.stored[-1].id)
            else:
                talk.session.send(f"question {turn}")
            while talk.engine.step():
                talk.clock.now += 0.06


if __name__ == "__main__":
    main(Path(sys.argv[1]), again="again" in sys.argv[2:])
