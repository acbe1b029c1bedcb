"""`parley login`, `logout` and `whoami`: what is said, and that a token is shown nowhere."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from helpers.accounts import TOKEN, Person
from helpers.cli_run import Ran, Terminal, services
from helpers.local_hub import LocalHub
from parley.cli import main
from parley.core.launching import command
from parley.core.paths import Paths

Run = Callable[..., Ran]


@pytest.fixture
def local_hub():
    with LocalHub() as hub:
        hub.tokens.add(TOKEN)
        hub.accounts[TOKEN] = {"name": "ann", "fullname": "Ann Ångström", "token": "laptop"}
        yield hub


@pytest.fixture
def person(paths: Paths, local_hub: LocalHub) -> Person:
    return Person(paths, local_hub)


@pytest.fixture
def run(
    paths: Paths,
    person: Person,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Return a callable: `run("login", stdin=b"…")`. The token must be in nothing printed."""
    caplog.set_level(logging.DEBUG)

    def command(*argv: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.stdin", Terminal(stdin, tty=False))
        capsys.readouterr()
        account = person.account()
        made = services(paths, make_hub=lambda: person.hub(account), make_account=lambda: account)
        code = main(list(argv), lambda: made)
        printed = capsys.readouterr()
        for text in (printed.out, printed.err, caplog.text):
            assert TOKEN not in text
        return Ran(code, printed.out, printed.err)

    return command


def login(run: Run, *argv: str, token: str = TOKEN) -> Ran:
    return run("login", *argv, stdin=f"{token}\n".encode())


def only(ran: Ran) -> dict[str, Any]:
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_signing_in_through_a_pipe(run: Run, person: Person, local_hub: LocalHub) -> None:
    ran = login(run)

    host = local_hub.endpoint.removeprefix("http://")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"Signed in to {host} as ann (Ann Ångström). The token is kept in the keychain.\n"
    )
    assert person.keychain is not None
    assert list(person.keychain.kept.values()) == [TOKEN]


def test_objects_with_stable_keys(run: Run, local_hub: LocalHub) -> None:
    who = {
        "host": local_hub.endpoint.removeprefix("http://"),
        "name": "ann",
        "full_name": "Ann Ångström",
        "kind": "user",
        "role": "read",
        "token": "laptop",
    }

    assert only(login(run, "--json")) == {**who, "stored": "keychain"}
    assert only(run("whoami", "--json")) == {**who, "from": "keychain", "cached": False}
    assert only(run("logout", "--json")) == {"host": who["host"], "signed_out": True}
    assert only(run("logout", "--json")) == {"host": who["host"], "signed_out": False}
    assert only(login(run, "--file", "--json")) == {**who, "stored": "file"}


def test_a_token_cannot_be_an_argument(run: Run, local_hub: LocalHub) -> None:
    ran = run("login", "hf_something", stdin=b"")

    assert ran.code == 2
    assert local_hub.requests == []


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        (b"", "token_implausible"),
        (b"\xff\xfe", "token_implausible"),
        (b"hf_unknown_token_123456", "hub_token"),
    ],
)
def test_what_is_no_token(run: Run, person: Person, stdin: bytes, code: str) -> None:
    ran = run("login", "--json", stdin=stdin)

    assert (ran.code, ran.error["code"]) == (1, code)
    assert person.keychain is not None
    assert person.keychain.kept == {}


def test_without_a_keychain_nothing_is_asked_and_a_file_is_offered(
    run: Run, person: Person, paths: Paths, local_hub: LocalHub
) -> None:
    person.keychain = None

    ran = login(run)

    assert ran.code == 1
    assert "--file" in ran.err
    assert local_hub.requests == []
    assert not paths.secrets.exists()
    assert str(paths.secrets) in login(run, "--file").out
    assert "from the file" in run("whoami").out


def test_a_locked_keychain_is_no_success(run: Run, person: Person) -> None:
    assert person.keychain is not None
    login(run)
    person.keychain.locked = True

    assert login(run).code == 1

    person.keychain.locked = False
    assert run("whoami").out.startswith("ann (Ann Ångström)")


def test_who_it_is(run: Run, person: Person) -> None:
    signed_out = run("whoami")
    assert signed_out.code == 1
    assert command("login") in signed_out.err
    login(run)

    ran = run("whoami")

    first, second = ran.out.splitlines()
    assert first.startswith("ann (Ann Ångström) at 127.0.0.1:")
    assert second == "token “laptop” from the keychain, may read"
    person.network.offline = True
    ran = run("whoami")
    assert ran.code == 0
    assert "out of reach" in ran.err
    assert ran.out.startswith("ann")


def test_a_token_that_may_write_is_more_than_needed(run: Run, local_hub: LocalHub) -> None:
    local_hub.accounts[TOKEN]["role"] = "write"

    assert "One that reads is enough." in login(run).err


def test_the_environment_goes_first_and_that_is_said(
    run: Run, person: Person, local_hub: LocalHub
) -> None:
    person.env["HF_TOKEN"] = TOKEN

    assert "HF_TOKEN is set" in login(run).err
    assert "from HF_TOKEN" in run("whoami").out
    assert "HF_TOKEN is set" in run("logout").err


def test_signing_out(run: Run, person: Person) -> None:
    login(run)

    ran = run("logout")

    assert ran.out.startswith("Signed out of 127.0.0.1:")
    assert "/settings/tokens" in ran.err
    assert run("logout").out.startswith("You were not signed in")
    assert person.keychain is not None
    assert person.keychain.kept == {}


def test_a_keychain_that_does_not_let_go(run: Run, person: Person) -> None:
    assert person.keychain is not None
    login(run)
    person.keychain.locked = True

    ran = run("logout", "--json")

    assert (ran.code, ran.error["code"]) == (1, "token_kept")
