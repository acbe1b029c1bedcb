"""No secret and no word of a conversation reaches a log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.core.redaction import Private, Redactor

TOKEN = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"token={TOKEN}", TOKEN),
        (f"({TOKEN!r})", TOKEN),
        ("hf_oauth_eyJhbGciOi.abc-def", "eyJhbGciOi"),
        ("api_org_AbCdEfGhIjKlMnOpQrSt", "AbCdEfGhIjKl"),
        ("Authorization: Bearer s3cr3t-value", "s3cr3t-value"),
        ("{'authorization': 'Bearer s3cr3t-value', 'x': 1}", "s3cr3t-value"),
        ("[(b'Authorization', b'Basic dXNlcjpwYXNz')]", "dXNlcjpwYXNz"),
        ('"Proxy-Authorization": "Digest abcdef"', "abcdef"),
        ("curl -H 'bearer abcdef123'", "abcdef123"),
        ("Set-Cookie: session=abcdef123; Path=/", "abcdef123"),
        ("x-api-key: abcdef123", "abcdef123"),
        ("https://cdn.example/f?X-Amz-Signature=abcdef123&Expires=9", "abcdef123"),
        ("https://cdn.example/f?Expires=9&Signature=abcdef123", "abcdef123"),
        ("https://me:abcdef123@hub.example/x", "abcdef123"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN", "eyJzdWIi"),
    ],
)
def test_credentials_of_known_shapes_are_removed(text, secret):
    assert secret not in Redactor()(text)
    assert "<redacted>" in Redactor()(text)


@pytest.mark.parametrize(
    "text",
    [
        "in hf_hub_download: call hf_hub_url",
        "GET https://hub.example/api/models?search=mistral&limit=10 200",
        "author: someone, tokens: 12, a bearer: nobody",
        "/home/someone/.local/share/parley/models/a/b.gguf",
    ],
)
def test_ordinary_text_stays(text):
    assert Redactor()(text) == text


def test_what_stands_around_a_secret_stays():
    assert (
        Redactor()("https://cdn.example/f?a=1&Signature=abc&b=2")
        == "https://cdn.example/f?a=1&Signature=<redacted>&b=2"
    )


def test_a_registered_secret_is_removed_in_every_form():
    redact = Redactor()
    redact.add("pa/ss word'\"")

    for form in ("pa/ss word'\"", "pa%2Fss%20word%27%22", repr("pa/ss word'\"")):
        assert "word" not in redact(f"before {form} after")


def test_the_longer_of_two_secrets_leaves_no_tail():
    redact = Redactor()
    redact.add("abcd")
    redact.add("abcdefgh")

    assert redact("x abcdefgh y abcd") == "x <redacted> y <redacted>"


def test_a_very_short_secret_does_not_eat_words():
    redact = Redactor()
    redact.add("a")
    redact.add("")

    assert redact("an apple") == "an apple"


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N"]), min_size=16))
def test_any_hugging_face_token_is_removed(tail):
    assert tail not in Redactor()(f"using hf_{tail}.")


@given(st.text())
def test_private_text_never_shows(text):
    private = Private(text)
    for shown in (str(private), repr(private), f"{private}", f"{private:>30}"):
        assert shown.strip() == f"<{len(text)} character{'' if len(text) == 1 else 's'}>"
    assert not hasattr(private, "__dict__")
