"""A repository's page, README and licence, and who may read its files."""

from __future__ import annotations

import hashlib

import pytest

from helpers.local_hub import Content
from helpers.local_hub_api import AWAITING, REJECTED, SCOPE
from parley.core.errors import ParleyError
from parley.hub import TermsField

REPO = "ann/Model-GGUF"
TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"
README = b"""---
license: llama3.1
tags:
- gguf
---
# Model

A model for
---
everyone.
"""


def failure(call, *arguments) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        call(*arguments)
    assert caught.value.hint
    assert TOKEN not in str(caught.value)
    return caught.value


def requests_for(local_hub, path):
    return len(local_hub.seen("hub", path))


# -- the page ---------------------------------------------------------------------------------


def test_licence_terms_and_origin(local_hub, calls):
    local_hub.add(
        REPO,
        {"m-Q4_0.gguf": b"x"},
        gated="manual",
        card={
            "license": "other",
            "license_name": "ann-licence",
            "license_link": "LICENSE",
            "base_model": "meta-llama/Llama-3.1-8B",
            "description": "A model.",
            "extra_gated_heading": "Please read this",
            "extra_gated_prompt": "### Terms\n\nBe\x1b[31m kind.",
            "extra_gated_eu_disallowed": True,
            "extra_gated_fields": {
                "Name": "text",
                "Country": {"type": "select", "options": ["FR", {"label": "JP", "value": "j"}]},
                "I agree": "checkbox",
            },
        },
        facts={"gguf": {"total": 8_030_261_312, "architecture": "llama", "context_length": 131072}},
    )

    card = calls.hub().card(REPO)

    assert card.page == f"{local_hub.endpoint}/{REPO}"
    assert (card.license_id, card.license_name) == ("other", "ann-licence")
    assert card.license_link == f"{card.page}/blob/{card.revision}/LICENSE"
    assert card.description == "A model."
    assert card.model.license == "ann-licence"
    assert card.model.gated == "manual"
    assert card.model.base_models == ("meta-llama/Llama-3.1-8B",)
    assert (card.model.parameters, card.model.context) == (8_030_261_312, 131072)
    assert card.terms is not None
    assert card.terms.heading == "Please read this"
    assert card.terms.prompt == "### Terms\n\nBe[31m kind."
    assert card.terms.excludes_eu
    assert card.terms.fields == (
        TermsField("Name", "text"),
        TermsField("Country", "select", ("FR", "JP")),
        TermsField("I agree", "checkbox"),
    )


def test_an_open_repository_has_no_terms(local_hub, calls):
    local_hub.add(REPO, {"m.gguf": b"x"}, card={"license": "mit", "extra_gated_prompt": "Old"})

    card = calls.hub().card(REPO)

    assert card.terms is None
    assert (card.license_id, card.license_name, card.license_link) == ("mit", "", "")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "../../x", "https://", "http://[", 7, ""]
)
def test_a_link_that_is_none_is_left_out(local_hub, calls, link):
    local_hub.add(REPO, {"m.gguf": b"x"}, card={"license": "other", "license_link": link})

    assert calls.hub().card(REPO).license_link == ""


def test_a_page_is_shown_as_cached_while_the_hub_is_out_of_reach(local_hub, calls):
    local_hub.add(REPO, {"m.gguf": b"x"}, card={"license": "mit"})
    card = calls.hub().card(REPO)
    calls.network.offline = True

    again = calls.hub().card(REPO)

    assert again.cached
    assert (again.model, again.read_at) == (card.model, card.read_at)
    error = failure(calls.hub().card, "ann/Other")
    assert error.message == "Parley cannot look “ann/Other” up while it is offline."


def test_a_page_that_is_not_there(local_hub, calls):
    assert failure(calls.hub().card, REPO).code == "hub_not_found"
    assert failure(calls.hub().card, "not a name").code == "hub_name"
    local_hub.add(REPO, {"m.gguf": b"x"}, facts={"sha": None})
    assert failure(calls.hub().card, REPO).code == "hub_answer"


# -- the README -------------------------------------------------------------------------------


def test_the_readme_without_its_metadata_is_read_once(local_hub, calls):
    local_hub.add(REPO, {"README.md": README, "m.gguf": b"x"})
    files = calls.hub().files(REPO)

    assert calls.hub().readme(files) == "# Model\n\nA model for\n---\neveryone."
    calls.network.offline = True
    assert calls.hub().readme(calls.hub().files(REPO)).startswith("# Model")
    assert requests_for(local_hub, "*/README.md") == 1


def test_a_changed_readme_is_read_again(local_hub, calls):
    local_hub.add(REPO, {"README.md": b"old", "m.gguf": b"x"})
    assert calls.hub().readme(calls.hub().files(REPO)) == "old"

    local_hub.add(REPO, {"README.md": b"new", "m.gguf": b"x"})

    assert calls.hub().readme(calls.hub().files(REPO)) == "new"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf---\r\na: b\r\n---\r\nHello\r\nyou\r\n", "Hello\nyou"),
        (b"---\n---\nHello", "Hello"),
        (b"---\na: b\n---", ""),
        (b"---\nnever closed\nHello", "---\nnever closed\nHello"),
        (b"Hello\n---\na: b\n---\n", "Hello\n---\na: b\n---"),
        (b"---- \nHello", "---- \nHello"),
        (b"caf\xe9", "caf\ufffd"),
        (b"", ""),
    ],
)
def test_metadata_is_only_what_stands_between_the_first_lines(local_hub, calls, data, text):
    local_hub.add(REPO, {"README.md": data, "m.gguf": b"x"})

    assert calls.hub().readme(calls.hub().files(REPO)) == text


def test_a_readme_without_an_end_is_cut(local_hub, calls):
    local_hub.add(REPO, {"README.md": Content(b"Hello\n" * 1000, size=40_000_000, lfs=False)})
    before = local_hub.sent

    text = calls.hub().readme(calls.hub().files(REPO))

    assert text.startswith("Hello\n")
    assert len(text) <= 1024**2
    assert local_hub.sent - before < 2 * 1024**2


@pytest.mark.parametrize("kind", ["no_ranges", "cut", "drop"])
def test_a_readme_arrives_in_spite_of_a_fault(local_hub, calls, kind):
    local_hub.add(REPO, {"README.md": README * 50})
    local_hub.fail(kind, "*/README.md", times=1)

    assert "A model for" in calls.hub().readme(calls.hub().files(REPO))


@pytest.mark.parametrize(
    ("kind", "code"),
    [("html", "hub_answer"), ("wrong_size", "hub_wrong_size"), ("wrong_range", "hub_answer")],
)
def test_another_content_is_no_readme(local_hub, calls, kind, code):
    local_hub.add(REPO, {"README.md": README})
    local_hub.fail(kind, "*/README.md")

    assert failure(calls.hub().readme, calls.hub().files(REPO)).code == code


def test_a_server_that_gives_crumbs_is_given_up(local_hub, calls):
    local_hub.add(REPO, {"README.md": README})
    local_hub.fail("crumbs", "*/README.md", size=1)

    assert failure(calls.hub().readme, calls.hub().files(REPO)).code == "hub_answer"
    assert requests_for(local_hub, "*/README.md") < 30


def test_no_readme_at_all(local_hub, calls):
    local_hub.add(REPO, {"m.gguf": b"x"})

    assert failure(calls.hub().readme, calls.hub().files(REPO)).code == "hub_no_readme"


def test_a_readme_that_cannot_be_read_now_says_what_it_was_about(local_hub, calls):
    local_hub.add(REPO, {"README.md": README, "LICENSE": b"Do."}, gated="auto")
    files = calls.hub().files(REPO)
    assert failure(calls.hub().readme, files).code == "hub_gated"
    calls.network.offline = True

    for call, words in (("readme", "README"), ("license_text", "licence")):
        error = failure(getattr(calls.hub(), call), files)
        assert error.message == f"Parley cannot read the {words} of “{REPO}” while it is offline."


# -- the licence ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("LICENSE", "LICENSE-3RD-PARTY.md"), "LICENSE"),
        (("license.txt", "README.md"), "license.txt"),
        (("Llama-3.1-LICENCE.md",), "Llama-3.1-LICENCE.md"),
        (("COPYING",), "COPYING"),
        (("LICENSE.pdf", "licensing.md", "sub/LICENSE"), None),
    ],
)
def test_the_licence_of_a_repository_with_its_hash(local_hub, calls, names, found):
    data = b"Do what you like.\r\n"
    local_hub.add(REPO, dict.fromkeys(names, data) | {"m.gguf": b"x"})

    text = calls.hub().license_text(calls.hub().files(REPO))

    if found is None:
        assert text is None
    else:
        assert (text.path, text.text) == (found, "Do what you like.\n")
        assert text.sha256 == hashlib.sha256(data).hexdigest()


# -- access -----------------------------------------------------------------------------------


@pytest.fixture
def gated(local_hub, calls):
    """Return the files of a gated repository whose members have TOKEN."""
    local_hub.tokens |= {TOKEN, "hf_somebody_elses_token_0000000000"}
    local_hub.add(REPO, {"m-Q4_0.gguf": b"x" * 9}, gated="manual", members=(TOKEN,))
    return calls.hub().files(REPO)


def test_members_may_read_and_others_hear_how(gated, calls, local_hub):
    calls.hub(TOKEN).access(gated)

    error = failure(calls.hub().access, gated)

    assert error.code == "hub_gated"
    # The order of what to do: accept, make a token, give it to Parley.
    steps = [f"/{REPO}", f"{local_hub.endpoint}/settings/tokens", "parley login"]
    assert [error.hint.index(step) for step in steps] == sorted(map(error.hint.index, steps))


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("", "hub_gated", "may not read the files"),
        (AWAITING, "hub_gated", "has not answered"),
        (REJECTED, "hub_gated", "has refused"),
        (SCOPE, "hub_scope", "may not read gated"),
    ],
)
@pytest.mark.parametrize("mirror", [False, True])
def test_why_an_account_may_not_read(gated, calls, local_hub, said, code, words, mirror):
    other = "hf_somebody_elses_token_0000000000"
    if said:
        local_hub.refusals[other] = said
    if mirror:
        local_hub.lacks.add("auth-check")

    error = failure(calls.hub(other).access, gated)

    assert error.code == code
    assert words in error.message


def test_a_mirror_that_lacks_the_question_is_asked_for_a_byte(gated, calls, local_hub, wait_until):
    local_hub.lacks.add("auth-check")

    calls.hub(TOKEN).access(gated)

    wait_until(lambda: local_hub.seen("storage")[-1].sent == 1)
    assert failure(calls.hub().access, gated).code == "hub_gated"


def test_a_web_page_says_nothing_about_access(gated, calls, local_hub):
    local_hub.fail("html", "*/auth-check")

    assert failure(calls.hub().access, gated).code == "hub_gated"


def test_access_is_asked_of_the_hub_and_of_nobody_else(gated, calls, local_hub):
    calls.network.offline = True

    error = failure(calls.hub(TOKEN).access, gated)

    assert error.message == f"Parley cannot ask whether you may read “{REPO}” while it is offline."


def test_an_open_repository_may_be_read_by_all(local_hub, calls):
    local_hub.add(REPO, {"m.gguf": b"x"})

    calls.hub().access(calls.hub().files(REPO))
