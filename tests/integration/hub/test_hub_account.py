"""Signing in at the local hub: whose token it is, where it goes, and where it does not."""

from __future__ import annotations

import logging
import stat
import sys
import threading
from typing import Any

import pytest

from helpers.accounts import TOKEN, Person
from helpers.local_hub import LocalHub
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.child import engine_environment
from parley.hub import Query, Who

OTHER = "hf_zyxwvutsrqponmlkjihgfedcba9876543210"


@pytest.fixture
def person(paths: Paths, calls: Any, local_hub: LocalHub) -> Person:
    """Return a person who never signed in; the hub knows them as ann."""
    local_hub.tokens |= {TOKEN, OTHER}
    local_hub.accounts[TOKEN] = {"name": "ann", "fullname": "Ann Ångström", "role": "fineGrained"}
    local_hub.accounts[OTHER] = {"name": "ben", "role": "write"}
    return Person(paths, local_hub, calls.network, calls.pauses.append)


@pytest.fixture(autouse=True)
def _no_token_in_a_file_or_log(paths, caplog, person):
    caplog.set_level(logging.DEBUG)
    yield
    for secret in (TOKEN, OTHER):
        assert secret not in caplog.text
        assert secret not in " ".join(person.said)
        for file in paths.config.rglob("*"):
            if file.is_file() and file != paths.secrets:
                assert secret.encode() not in file.read_bytes(), file


def failure(call, *arguments, **options) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        call(*arguments, **options)
    error = caught.value
    assert error.hint
    chain: BaseException | None = error
    while chain is not None:
        assert TOKEN not in str(chain)
        assert TOKEN not in repr(chain)
        chain = chain.__cause__ or chain.__context__
    return error


def sent_tokens(hub: LocalHub) -> list[str | None]:
    return [each.headers.get("authorization") for each in hub.requests]


# -- signing in -------------------------------------------------------------------------------


def test_a_token_is_checked_kept_and_used_from_then_on(person, local_hub):
    who = person.sign_in(f"  {TOKEN}\n")

    assert who == Who("ann", "Ann Ångström", "user", "fineGrained", "for parley")
    assert list(person.keychain.kept.values()) == [TOKEN]
    local_hub.requests.clear()
    account = person.account()
    hub = person.hub(account)
    hub.search(Query())
    hub.search(Query("again"))
    assert sent_tokens(local_hub) == [f"Bearer {TOKEN}"] * 2
    assert (account.place, account.signed_in) == ("keychain", who)
    assert person.redactor(f"x {TOKEN} y") == "x <redacted> y"


def test_a_keychain_is_woken_once_in_a_run(person):
    person.sign_in()
    person.keychain.woken = 0
    account = person.account()

    for _ in range(5):
        assert account.token() == TOKEN

    assert person.keychain.woken == 1


def test_many_threads_wake_it_once(person):
    person.sign_in()
    person.keychain.woken = 0
    account = person.account()
    seen: list[str | None] = []
    threads = [threading.Thread(target=lambda: seen.append(account.token())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [TOKEN] * 8
    assert person.keychain.woken == 1


def test_the_keychain_of_someone_who_never_signed_in_is_left_alone(person, local_hub):
    account = person.account()

    person.hub(account).search(Query())

    assert account.token() is None
    assert account.place is None
    assert person.searched == 0
    assert sent_tokens(local_hub) == [None]


def test_a_new_token_takes_the_place_of_the_old_one(person):
    person.sign_in()
    assert person.sign_in(OTHER).name == "ben"

    assert person.account().token() == OTHER
    assert list(person.keychain.kept.values()) == [OTHER]


def test_a_refused_token_is_not_kept_and_the_old_one_stays(person):
    person.sign_in()
    account = person.account()

    error = failure(account.sign_in, "hf_revoked_00000000000000000000", person.hub(account))

    assert error.code == "hub_token"
    assert person.account().token() == account.token() == TOKEN


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("hf_with space in it", "characters in it"),
        ("hf_with\nline", "characters in it"),
        ("hf_ümlaut_und_mehr", "characters in it"),
        ("hf_", "3 characters"),
        ("x" * 5000, "5000 characters"),
    ],
)
def test_what_is_no_token_is_not_sent(person, local_hub, typed, words):
    account = person.account()

    error = failure(account.sign_in, typed, person.hub(account))

    assert error.code == "token_implausible"
    assert words in error.message
    assert typed.strip() not in str(error) or not typed.strip() or typed.strip() == "hf_"
    assert local_hub.requests == []


def test_hugging_face_gets_nothing_that_does_not_look_like_its_tokens(person):
    account = person.account("https://huggingface.co")

    error = failure(account.sign_in, "correct-horse-battery-staple", person.hub(account))

    assert error.code == "token_implausible"
    assert "correct-horse" not in str(error)
    assert "hf_" in error.message


def test_offline_nothing_is_kept(person, calls):
    calls.network.offline = True
    account = person.account()

    error = failure(account.sign_in, TOKEN, person.hub(account))

    assert error.message == (
        "Parley cannot find out whose access token this is while it is offline."
    )
    assert person.keychain.kept == {}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "status", "status": 429, "headers": {"Retry-After": "300"}}, "hub_busy"),
        ({"kind": "status", "status": 503}, "hub_failed"),
        ({"kind": "status", "status": 403}, "hub_forbidden"),
        ({"kind": "html"}, "hub_answer"),
        ({"kind": "body", "status": 200, "body": b"[]"}, "hub_answer"),
        ({"kind": "body", "status": 200, "body": b"{}"}, "hub_answer"),
        ({"kind": "redirect", "to": "http://127.0.0.1:9/whoami"}, "hub_unreachable"),
    ],
)
def test_a_hub_that_does_not_say_whose_it_is(person, local_hub, fault, code):
    kind = fault.pop("kind")
    local_hub.fail(kind, "/api/whoami-v2", **fault)
    account = person.account()

    error = failure(account.sign_in, TOKEN, person.hub(account))

    assert error.code == code
    assert person.keychain.kept == {}


def test_a_token_does_not_follow_to_another_host(person, local_hub):
    there = f"{local_hub.storage}/api/whoami-v2"
    local_hub.fail("redirect", "/api/whoami-v2", where="hub", to=there)
    account = person.account()

    error = failure(account.sign_in, TOKEN, person.hub(account))

    assert "did not give out what it was asked for" in error.message
    (seen,) = local_hub.seen("storage")
    assert "authorization" not in seen.headers
    assert person.keychain.kept == {}


def test_odd_facts_about_a_person_are_left_out(person, local_hub):
    body = b'{"name": "a\\u001b[31mnn", "fullname": 7, "auth": {"accessToken": {"role": []}}}'
    local_hub.fail("body", "/api/whoami-v2", status=200, body=body)

    assert person.sign_in() == Who("a [31mnn")


def test_a_mirror_without_accounts(person, local_hub):
    local_hub.lacks.add("whoami")
    account = person.account()

    error = failure(account.sign_in, TOKEN, person.hub(account))

    assert error.code == "hub_missing"
    assert "whose access token this is" in error.message


# -- where it goes, and where not -------------------------------------------------------------


def test_a_token_for_one_hub_never_goes_to_another(person, local_hub):
    person.sign_in()
    with LocalHub() as other:
        elsewhere = person.account(other.endpoint)
        person.hub(elsewhere, other.endpoint).search(Query())

        assert elsewhere.token() is None
        assert elsewhere.signed_in is None
        assert sent_tokens(other) == [None]
        other.tokens.add(OTHER)
        elsewhere.sign_in(OTHER, person.hub(elsewhere, other.endpoint))
        assert (person.account().token(), person.account(other.endpoint).token()) == (TOKEN, OTHER)
        assert person.account(other.endpoint).sign_out()
    assert person.account().token() == TOKEN


def test_a_token_of_the_environment_goes_first_and_is_not_kept(person, local_hub):
    person.sign_in()
    person.keychain.woken = 0
    person.env["HF_TOKEN"] = f" {OTHER}\n"

    account = person.account()

    assert (account.token(), account.place) == (OTHER, "environment")
    assert account.who(person.hub(account)).name == "ben"
    assert person.keychain.woken == 0
    assert person.redactor(OTHER) == "<redacted>"
    person.env = {"HF_TOKEN": "", "HUGGING_FACE_HUB_TOKEN": OTHER}
    assert person.account().token() == OTHER
    person.env = {"HF_TOKEN": " "}
    assert person.account().token() == TOKEN


def test_without_a_keychain_a_token_lives_in_memory_for_this_run(person):
    person.keychain = None
    account = person.account()

    account.sign_in(TOKEN, person.hub(account))

    assert account.where == "memory"
    assert (account.token(), account.place) == (TOKEN, "memory")
    assert "until Parley closes" in account.notice
    assert person.account().token() is None
    assert person.account().signed_in is None
    assert person.said == []


def test_a_file_only_where_it_was_asked_for(person, paths):
    person.keychain = None

    person.sign_in(to_file=True)

    assert TOKEN.encode() in paths.secrets.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(paths.secrets.stat().st_mode) == 0o600
    account = person.account()
    assert (account.token(), account.place) == (TOKEN, "file")
    assert person.account().sign_out()
    assert not paths.secrets.exists()
    assert not paths.accounts.exists()


def test_no_object_shows_the_token(person):
    account = person.account()
    hub = person.hub(account)
    account.sign_in(TOKEN, hub)

    for each in (account, hub, vars(hub)["_requests"], vars(account)["_secrets"]):
        assert TOKEN not in repr(each)
        assert TOKEN not in str(each)


# -- a keychain in the way --------------------------------------------------------------------


def test_a_locked_keychain_is_said_once_and_the_hub_is_read_without(person, local_hub):
    person.sign_in()
    person.keychain.locked = True
    local_hub.requests.clear()
    account = person.account()

    person.hub(account).search(Query())
    person.hub(account).search(Query("again"))

    assert sent_tokens(local_hub) == [None, None]
    (said,) = person.said
    assert "locked" in said
    person.keychain.locked = False
    assert person.account().token() == TOKEN


def test_a_token_that_someone_removed_from_the_keychain_is_said_once(person):
    person.sign_in()
    person.keychain.kept.clear()

    account = person.account()

    assert (account.token(), account.token()) == (None, None)
    (said,) = person.said
    assert "no longer" in said


def test_a_keychain_that_keeps_nothing_leaves_the_token_in_memory(person):
    person.keychain.locked = True
    account = person.account()

    account.sign_in(TOKEN, person.hub(account))

    assert (account.token(), account.place) == (TOKEN, "memory")
    assert person.account().signed_in is None


def test_a_damaged_list_of_accounts_is_as_good_as_none(person, paths):
    person.sign_in()
    paths.accounts.write_bytes(b"\xff{")

    assert person.account().token() is None
    person.sign_in()
    assert person.account().token() == TOKEN


def test_a_list_that_cannot_be_written_costs_only_the_next_run(person, paths):
    paths.accounts.mkdir()
    account = person.account()

    account.sign_in(TOKEN, person.hub(account))

    assert account.token() == TOKEN


# -- signing out, and who it is ---------------------------------------------------------------


def test_signing_out_forgets_everything(person, paths, local_hub):
    person.sign_in()
    account = person.account()
    account.token()

    assert account.sign_out()

    assert account.token() is None
    assert person.keychain.kept == {}
    assert not paths.accounts.exists()
    assert not person.account().sign_out()


def test_a_locked_keychain_does_not_let_go(person):
    person.sign_in()
    person.keychain.locked = True

    error = failure(person.account().sign_out)

    assert error.code == "token_kept"
    person.keychain.locked = False
    assert person.account().token() == TOKEN
    assert person.account().sign_out()


def test_who_it_is_with_the_hub_and_without_it(person, calls, local_hub):
    who = person.sign_in()
    account = person.account()

    assert account.who(person.hub(account)) == who
    calls.network.offline = True
    known = account.who(person.hub(account))
    assert (known.name, known.cached) == ("ann", True)
    calls.network.offline = False
    local_hub.tokens.clear()
    assert failure(account.who, person.hub(account)).code == "hub_token"


def test_who_nobody_is(person, local_hub):
    account = person.account()

    error = failure(account.who, person.hub(account))

    assert error.code == failure(person.hub(account).whoami).code == "hub_signed_out"
    assert "parley login" in error.hint
    assert local_hub.requests == []


def test_offline_the_environments_token_has_no_known_name(person, calls):
    person.sign_in()
    person.env["HF_TOKEN"] = OTHER
    calls.network.offline = True
    account = person.account()

    assert failure(account.who, person.hub(account)).code == "offline"


def test_an_engine_gets_no_token() -> None:
    inherited = {"HF_TOKEN": TOKEN, "HUGGING_FACE_HUB_TOKEN": OTHER, "PATH": "/bin"}

    environment = engine_environment(inherited)

    assert not {TOKEN, OTHER} & set(environment.values())
    assert environment["PATH"] == "/bin"
