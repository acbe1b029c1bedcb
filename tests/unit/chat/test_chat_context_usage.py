"""How full the context window is: what is counted, what is estimated, what the next turn drops."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from parley.chat.context import usage
from parley.chat.counting import estimate
from parley.chat.values import Attachment, Figures, MessageNote, StoredMessage

_WORDS = "word " * 100


def figures(used: int, *, context: int = 4096, generated: int = 100) -> Figures:
    return Figures(used - generated, 0, generated, 0.1, 1.0, 0.1, 1, used, context)


def turns(count: int, words: str = _WORDS) -> list[StoredMessage]:
    return [
        StoredMessage(n + 1, 1, n or None, "assistant" if n % 2 else "user", words, "complete", 0.0)
        for n in range(count)
    ]


def test_what_the_engine_counted_is_taken_and_what_came_since_is_added() -> None:
    talk = turns(4)
    talk[1] = msgspec.structs.replace(talk[1], figures=figures(900))
    found = usage(talk[:2], 4096)
    assert found is not None
    assert (found.used, found.size, found.drops, found.close) == (900, 4096, 0, False)
    later = usage(talk, 4096, draft=50)
    assert later is not None
    assert later.used == 900 + 2 * (estimate(_WORDS) + 6) + 56


def test_without_an_answer_everything_is_estimated() -> None:
    asked = msgspec.structs.replace(turns(1)[0], attachments=(Attachment("a.txt", _WORDS),))
    found = usage([asked], 4096, system_prompt=_WORDS)
    assert found is not None
    assert abs(found.used - 3 * estimate(_WORDS)) < 40
    assert usage([], 0) is None


def test_it_warns_before_the_next_message_drops_something() -> None:
    talk = turns(2)
    talk[1] = msgspec.structs.replace(talk[1], figures=figures(900, context=1024))
    near = usage(talk, 1024)
    assert near is not None
    assert near.close
    talk = turns(10)
    talk[-1] = msgspec.structs.replace(talk[-1], figures=figures(1000, context=1100))
    over = usage(talk, 1100, draft=100)
    assert over is not None
    assert over.close
    # Whole turns go, as the engine drops them.
    assert over.drops > 0
    assert talk[over.drops].role == "user"


def test_what_the_engine_counted_outweighs_the_estimate() -> None:
    talk = turns(6, "short")
    talk[-1] = msgspec.structs.replace(talk[-1], figures=figures(3900))
    found = usage(talk, 4096, draft=20)
    assert found is not None
    assert found.drops > 0


def test_what_was_trimmed_before_is_trimmed_again() -> None:
    talk = turns(10)
    note = MessageNote("trimmed", "…", (4,))
    talk[-1] = msgspec.structs.replace(talk[-1], figures=figures(600, context=1024), notes=(note,))
    found = usage(talk, 1024)
    assert found is not None
    assert found.used == 600
    assert found.drops >= 4
    # A larger window holds all.
    larger = usage(talk, 8192)
    assert larger is not None
    assert larger.drops == 0


def test_a_message_that_is_too_long_by_itself_is_said() -> None:
    found = usage(turns(2), 1024, draft=1000)
    assert found is not None
    assert found.alone


def test_reasoning_that_is_left_out_takes_no_room() -> None:
    talk = turns(2)
    content = f"<think>\n{_WORDS * 3}\n</think>\n\n{_WORDS}"
    talk[1] = msgspec.structs.replace(talk[1], content=content, figures=figures(900, generated=400))
    kept, left = usage(talk, 4096), usage(talk, 4096, leave_out_reasoning=True)
    assert kept is not None
    assert left is not None
    assert kept.used == 900
    assert 580 < left.used < 620


@given(st.integers(0, 400), st.integers(64, 4096), st.integers(0, 5000))
def test_it_never_says_more_than_there_is(count: int, size: int, draft: int) -> None:
    talk = turns(count)
    found = usage(talk, size, draft=draft)
    assert found is not None
    assert 0 <= found.drops <= count
    assert found.alone or found.used <= size


def test_no_more_room_is_kept_for_an_answer_than_it_may_take() -> None:
    usual = usage(turns(8), 1024, draft=90)
    short = usage(turns(8), 1024, draft=90, max_tokens=16)
    assert usual is not None
    assert short is not None
    assert usual.drops > 0
    assert short.drops == 0
