"""What a hub says no to, apart from repositories, is told in words of its own."""

from __future__ import annotations

import pytest

from parley.hub import errors
from parley.hub.errors import Subject

SEARCH = Subject("hub.example", "https://hub.example", "", "", doing="search for models")
WHO = Subject("hub.example", "https://hub.example", "", "", doing="find out whose token this is")
REPO = Subject("hub.example", "https://hub.example/o/n", "o/n", "main", doing="look “o/n” up")


@pytest.mark.parametrize("subject", [SEARCH, WHO])
@pytest.mark.parametrize(
    ("status", "with_token", "code", "words", "hint"),
    [
        (401, True, "hub_token", "does not accept your access token", "parley login"),
        (401, False, "hub_sign_in", "without an account", "parley login"),
        (403, True, "hub_forbidden", "does not let you", "parley logout"),
        (404, False, "hub_missing", "offers no way to", "HF_ENDPOINT"),
        (405, True, "hub_missing", "offers no way to", "HF_ENDPOINT"),
        (429, False, "hub_busy", "no more requests", "few minutes"),
        (500, True, "hub_failed", "500", "few minutes"),
        (400, False, "hub_answer", "400", "web page"),
    ],
)
def test_a_refusal_that_is_about_no_repository(subject, status, with_token, code, words, hint):
    error = errors.refused(subject, status, {}, with_token=with_token)

    assert error.code == code
    assert words in error.message
    assert hint in error.hint
    assert "“”" not in str(error)
    if code in {"hub_sign_in", "hub_forbidden", "hub_missing"}:
        assert subject.purpose in error.message


@pytest.mark.parametrize(
    ("message", "code", "words"),
    [
        ("Your request to access model o/n is awaiting a review", "hub_gated", "not answered"),
        ("Your request to access model o/n has been rejected", "hub_gated", "refused"),
        ("Access to model o/n is restricted", "hub_gated", "yet"),
        ("<script>alert(1)</script>", "hub_gated", "yet"),
    ],
)
def test_what_became_of_a_request_for_access(message, code, words):
    fields = {"x-error-code": "GatedRepo", "x-error-message": message}

    error = errors.refused(REPO, 403, fields, with_token=True)

    assert error.code == code
    assert words in error.message
    assert "script" not in str(error)


def test_a_token_that_may_not_read_what_its_owner_may():
    fields = {"x-error-message": "Please enable access in your fine-grained token settings"}

    error = errors.refused(REPO, 403, fields, with_token=True)

    assert error.code == "hub_scope"
    assert "https://hub.example/settings/tokens" in error.hint
