"""What can be done with a message, and which message a key means."""

from __future__ import annotations

import pytest

from parley.chat.offers import Offer, offers, target
from parley.chat.tree import Place
from parley.chat.values import MessageStatus, StoredMessage

ALONE, ABOVE = Place(), Place(last=False)


def message(
    key: int, role: str, status: MessageStatus = "complete", text: str = "x"
) -> StoredMessage:
    return StoredMessage(key, 1, key - 1 or None, role, text, status, 0.0)  # type: ignore[arg-type]


ASKED, ANSWER = message(1, "user"), message(2, "assistant")
STOPPED = message(2, "assistant", "stopped")


def test_an_answer_can_be_copied_edited_made_again_and_deleted() -> None:
    assert offers(ANSWER, ALONE) == {"copy", "edit", "retry", "delete"}
    assert offers(ANSWER, ALONE, busy=True) == {"copy", "edit", "delete"}
    assert offers(ASKED, ABOVE) == {"copy", "edit", "delete"}
    assert "retry" in offers(ASKED, ALONE)


@pytest.mark.parametrize("status", ["stopped", "interrupted", "failed"])
def test_what_was_cut_off_can_be_continued_while_nothing_follows(status: MessageStatus) -> None:
    cut = message(2, "assistant", status)
    assert "continue" in offers(cut, ALONE)
    assert "continue" not in offers(cut, ABOVE)
    assert "continue" not in offers(cut, ALONE, busy=True)
    assert "continue" not in offers(message(2, "assistant", status, " "), ALONE)


def test_what_is_being_made_can_be_left_and_deleted_only() -> None:
    streaming = message(2, "assistant", "streaming")
    assert offers(streaming, Place(2, 2, 1, None)) == {"delete", "previous"}


def test_steps_go_as_far_as_there_are_alternatives() -> None:
    assert {"previous", "next"} <= offers(ANSWER, Place(2, 3, 1, 3))
    assert "next" not in offers(ANSWER, Place(3, 3, 2, None))


def test_a_key_means_the_message_that_has_the_focus() -> None:
    places = {1: ABOVE, 2: Place(1, 2, None, 9)}.__getitem__
    shown = [ASKED, ANSWER]
    assert target("edit", shown, 2, places) == 2
    assert target("next", shown, 1, places) is None
    assert target("next", shown, 2, places) == 2
    assert target("copy", shown, 7, places) is None


def test_without_a_focus_it_means_the_last_that_makes_sense() -> None:
    places = {1: Place(1, 2, None, 5, last=False), 2: ALONE}.__getitem__
    shown = [ASKED, STOPPED]
    wanted: dict[Offer, int | None] = {
        "edit": 1, "copy": 2, "retry": 2, "continue": 2, "delete": 2, "next": 1, "previous": None,
    }  # fmt: skip
    assert {what: target(what, shown, None, places) for what in wanted} == wanted
    assert target("delete", [], None, places) is None
    assert target("retry", shown, None, places, busy=True) is None
