"""What a hub sends is decoded as far as it makes sense, and kept so that it comes back the same."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from parley.core.errors import ParleyError
from parley.hub.answers import at_hub, decoded, next_page
from parley.hub.cache import HubCache
from parley.hub.errors import Subject
from parley.hub.replies import Reply
from parley.hub.values import Found, HubModel

ENDPOINT = "https://hub.example"
SUBJECT = Subject("hub.example", ENDPOINT, "", "", doing="search for models")


def reply(data: bytes = b"", **headers: str) -> Reply:
    return Reply(data, len(data), f"{ENDPOINT}/api/models", headers)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b'"a\\ud83d"', "a\ufffd"),
        (b'"\\ude00b"', "\ufffdb"),
        (b'"\\ud83d\\ud83d\\ude00"', "\ufffd\U0001f600"),
        (b'["\\\\ud83d", "\\ud83d"]', ["\\ud83d", "\ufffd"]),
    ],
)
def test_half_a_letter_spoils_nothing_else(data, text):
    assert decoded(reply(data), Any, SUBJECT) == text


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"<html>", b"[" * 100_000, b'{"a": 1}'])
def test_what_makes_no_sense_is_said(data):
    with pytest.raises(ParleyError) as caught:
        decoded(reply(data), list[Any], SUBJECT)

    assert caught.value.code == "hub_answer"
    assert ("a web page" in caught.value.message) == data.startswith(b"<")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("", ""),
        ('</api/models?cursor=2>; rel="next"', f"{ENDPOINT}/api/models?cursor=2"),
        (f"<{ENDPOINT}/x>; rel='next', <y>; rel=\"prev\"", f"{ENDPOINT}/x"),
        ('<y>; rel="prev"', ""),
        ("nonsense", ""),
    ],
)
def test_where_a_list_goes_on(link, address):
    assert next_page(reply(link=link), ENDPOINT, SUBJECT) == address


def test_a_mirror_may_pass_on_the_addresses_of_the_hub():
    mirror = "https://mirror.example/hf"

    assert at_hub("https://huggingface.co/api/models?cursor=2", mirror, SUBJECT) == (
        "https://mirror.example/hf/api/models?cursor=2"
    )


@pytest.mark.parametrize("link", ["http://[", "//[", "http://x:99999/", "file:///etc/passwd"])
def test_an_address_that_is_none_ends_a_list_with_words(link):
    with pytest.raises(ParleyError) as caught:
        next_page(reply(link=f'<{link}>; rel="next"'), ENDPOINT, SUBJECT)

    assert caught.value.code == "hub_answer"


@pytest.mark.parametrize(
    "address", ["http://hub.example/x", "https://hub.example:8443/x", "https://e.example", "//["]
)
def test_a_list_never_goes_on_elsewhere(address):
    with pytest.raises(ParleyError) as caught:
        at_hub(address, ENDPOINT, SUBJECT)

    assert caught.value.code == "hub_answer"


FOUND = Found((HubModel("a/b", "a", tags=("x",), quantisations=("Q4_0",)),), "more", 1, 2)


def test_an_answer_comes_back_as_it_was(tmp_path):
    cache = HubCache(tmp_path / "hub")
    cache.keep_answer(("search", "a"), FOUND)
    cache.keep_answer(("text", "a"), b"\x00bytes")

    assert cache.answer(("search", "a"), Found) == FOUND
    assert cache.answer(("text", "a"), bytes) == b"\x00bytes"
    assert cache.answer(("search", "b"), Found) is None


def test_an_answer_of_another_version_of_parley_is_removed(tmp_path):
    cache = HubCache(tmp_path / "hub")
    cache.keep_answer(("search", "a"), {"models": 7})

    assert cache.answer(("search", "a"), Found) is None
    assert list((tmp_path / "hub").iterdir()) == []


def test_a_damaged_answer_is_removed(tmp_path):
    cache = HubCache(tmp_path / "hub")
    cache.keep_answer(("search", "a"), FOUND)
    (path,) = (tmp_path / "hub").iterdir()
    path.write_bytes(msgspec.msgpack.encode([1, 2]))

    assert cache.answer(("search", "a"), Found) is None
    assert not path.exists()
