"""Each refusal of a hub becomes a sentence with what to do, whatever else the hub sends along."""

from __future__ import annotations

import email.utils
import time

import pytest

from parley.core.errors import ParleyError
from parley.hub import errors
from parley.hub.errors import Subject
from parley.hub.replies import asked_pause
from parley.hub.values import RemoteFile, RepositoryFiles

SUBJECT = Subject("hub.example", "https://hub.example/o/n", "o/n", "v2", "m.gguf")
MIRROR = Subject("mirror:8080", "http://mirror:8080/hub/o/n", "o/n", "v2", "m.gguf")


@pytest.mark.parametrize(
    ("status", "fields", "with_token", "code", "words"),
    [
        (401, {}, False, "hub_not_found", "access token"),
        (404, {"x-error-code": "RepoNotFound"}, True, "hub_not_found", "how it is written"),
        (404, {}, False, "hub_not_found", "o/n"),
        (401, {"x-error-code": "GatedRepo"}, False, "hub_gated", "https://hub.example/o/n"),
        (403, {"x-error-code": "GatedRepo"}, True, "hub_gated", "Ask for access"),
        (401, {}, True, "hub_token", "https://hub.example/settings/tokens"),
        (403, {}, True, "hub_forbidden", "access token"),
        (
            403,
            {"x-error-message": "Access to this resource is disabled."},
            False,
            "hub_disabled",
            "another",
        ),
        (404, {"x-error-code": "RevisionNotFound"}, False, "hub_no_revision", "v2"),
        (404, {"x-error-code": "EntryNotFound"}, False, "hub_no_file", "m.gguf"),
        (500, {}, False, "hub_failed", "500"),
        (503, {"content-type": "text/html"}, False, "hub_failed", "503"),
        (429, {}, False, "hub_busy", "few minutes"),
        (416, {}, False, "hub_answer", "416"),
        (418, {"x-error-message": "secret text of a server"}, False, "hub_answer", "418"),
    ],
)
def test_every_refusal_says_what_happened_and_what_to_do(status, fields, with_token, code, words):
    error = errors.refused(SUBJECT, status, fields, with_token=with_token)

    assert error.code == code
    assert words in str(error)
    assert error.safe == "Nothing on this computer changed."
    assert error.hint
    assert "secret text" not in str(error)


def test_tokens_are_made_where_the_hub_is_and_as_it_is_reached():
    error = errors.refused(MIRROR, 401, {}, with_token=True)

    assert " http://mirror:8080/hub/settings/tokens " in error.hint


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 120 "}, 120.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 400}, 999_999_999.0),
        ({"ratelimit": '"api";r=0;t=55'}, 55.0),
        ({"ratelimit": '"api";r=12;t=55'}, None),
        ({"retry-after": email.utils.formatdate(0)}, 0.0),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(fields, seconds):
    assert asked_pause(fields) == seconds


def test_a_date_to_come_back_at_is_understood():
    asked = asked_pause({"retry-after": email.utils.formatdate(time.time() + 1000)})

    assert 900 < asked <= 1000


def test_a_file_that_is_not_listed_is_told_by_name():
    files = RepositoryFiles("o/n", "a" * 40, "", "", (RemoteFile("a.gguf", 1, "x"),), 0)

    assert files.file("a.gguf").size == 1
    with pytest.raises(ParleyError, match=r"b\.gguf") as caught:
        files.file("b.gguf")
    assert caught.value.code == "hub_no_file"
