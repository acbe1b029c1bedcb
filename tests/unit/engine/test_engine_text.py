"""Text from token bytes: whole characters only, and nothing of a stop string."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.engine.text import TextStream


def pieces_of(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in itertools.pairwise(places)]


@given(st.text(), st.lists(st.integers(0, 10_000)))
def test_text_arrives_whole_however_its_bytes_are_cut(text: str, cuts: list[int]) -> None:
    stream = TextStream()
    parts = [stream.feed(piece) for piece in pieces_of(text.encode("utf-8", "replace"), cuts)]
    assert "".join(parts) + stream.finish() == text.encode("utf-8", "replace").decode()
    assert not any("\ufffd" in part for part in parts if "\ufffd" not in text)


def test_half_a_character_is_never_shown() -> None:
    stream = TextStream()
    first, second = "é".encode()[:1], "é".encode()[1:]
    assert stream.feed(b"caf" + first) == "caf"
    assert stream.feed(second) == "é"


def test_a_character_cut_off_at_the_end_is_left_out() -> None:
    stream = TextStream()
    assert stream.feed(b"a\xf0\x9f") == "a"
    assert stream.finish() == ""


def test_bytes_that_are_no_character_are_replaced() -> None:
    stream = TextStream()
    assert stream.feed(b"a\xff") == "a\ufffd"


@given(
    st.text("ab<|>", max_size=40),
    st.lists(st.text("ab<|>", min_size=1, max_size=5), min_size=1, max_size=3),
    st.lists(st.integers(0, 100)),
)
def test_the_earliest_stop_string_ends_the_text(
    text: str, stops: list[str], cuts: list[int]
) -> None:
    stream = TextStream(stops)
    out = ""
    for piece in pieces_of(text.encode(), cuts):
        out += stream.feed(piece)
        if stream.stopped:
            break
    out += stream.finish()
    assert not any(stop in out for stop in stops)
    assert text.startswith(out)
    # Cut into single pieces, the first stop to be complete wins.
    if not any(stop in text for stop in stops):
        assert out == text
    else:
        assert stream.stopped


@pytest.mark.parametrize("stop", ["</s>", "User:"])
def test_what_might_begin_a_stop_string_waits_and_then_comes(stop: str) -> None:
    stream = TextStream([stop])
    assert stream.feed(f"yes{stop[:-1]}".encode()) == "yes"
    assert stream.feed(b"!") == f"{stop[:-1]}!"
    assert not stream.stopped
