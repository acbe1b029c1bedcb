"""A secret is in the keychain or in memory, and in a file only if that was asked for."""

from __future__ import annotations

import json
import logging
import stat
import sys

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from parley.core.errors import ParleyError
from parley.core.secrets import Secrets

TOKEN = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"


class Keychain(KeyringBackend):
    """A keychain that can be locked, in the manner of the real ones."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _check(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked(f"locked, was to keep {TOKEN}")

    def get_password(self, service, username):
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("No such password!")


@pytest.fixture
def keychain():
    return Keychain()


@pytest.fixture
def make(tmp_path, keychain):
    def build(find=lambda: keychain, **options):
        return Secrets(tmp_path / "secrets.json", find_keychain=find, **options)

    return build


def no_keychain():
    raise keyring.errors.NoKeyringError("none")


def test_a_secret_goes_into_the_keychain_and_is_there_for_the_next_run(make, keychain, tmp_path):
    assert make().set("huggingface", TOKEN) == "keychain"

    assert make().get("huggingface") == TOKEN
    assert make().place("huggingface") == "keychain"
    assert make().where == "keychain"
    assert list(keychain.kept) == [("parley", "huggingface")]
    assert list(tmp_path.glob("secrets*")) == []


def test_a_deleted_secret_is_gone_and_deleting_again_is_fine(make):
    make().set("huggingface", TOKEN)
    make().delete("huggingface")
    make().delete("huggingface")

    assert make().get("huggingface") is None
    assert make().place("huggingface") is None


@pytest.mark.parametrize("find", [fail.Keyring, null.Keyring, no_keychain])
def test_without_a_keychain_a_secret_lives_in_memory_for_this_run(make, find, tmp_path):
    secrets = make(find)

    assert secrets.where == "memory"
    assert secrets.set("huggingface", TOKEN) == "memory"
    assert secrets.get("huggingface") == TOKEN
    assert secrets.place("huggingface") == "memory"
    assert "until Parley closes" in secrets.notice
    assert make(find).get("huggingface") is None
    assert list(tmp_path.glob("secrets*")) == []
    secrets.delete("huggingface")
    assert secrets.get("huggingface") is None


def test_a_keychain_of_plain_text_is_none(make):
    class PlainText(Keychain):
        priority = 0.5

    assert make(PlainText).where == "memory"


@pytest.mark.parametrize(("others", "place"), [([], "memory"), ([5], "keychain")])
def test_a_chain_of_keychains_passes_nothing_on_to_plain_text(make, others, place):
    linked = [
        type("Backend", (Keychain,), {"priority": number})() for number in (*others, 0.6, 0.5)
    ]
    chain = type("Chain", (ChainerBackend,), {"priority": 10, "backends": linked})

    assert make(chain).set("huggingface", TOKEN) == place
    assert [each.priority for each in linked if each.kept] == others


def test_a_locked_keychain_leaves_a_secret_in_memory_and_says_so(make, keychain):
    keychain.locked = True
    secrets = make()

    assert secrets.get("huggingface") is None
    assert secrets.set("huggingface", TOKEN) == "memory"
    assert secrets.get("huggingface") == TOKEN
    assert "locked" in secrets.notice
    assert TOKEN not in secrets.notice

    keychain.locked = False
    assert secrets.set("huggingface", TOKEN) == "keychain"
    assert secrets.place("huggingface") == "keychain"
    secrets.delete("huggingface")
    assert keychain.kept == {}


def test_a_file_is_written_only_when_asked_for(make, keychain, tmp_path):
    secrets = make()
    secrets.set("huggingface", "an older one")

    assert secrets.set("huggingface", TOKEN, to_file=True) == "file"
    assert make(no_keychain).get("huggingface") == TOKEN
    assert secrets.place("huggingface") == "file"
    assert keychain.kept == {}

    assert secrets.set("huggingface", TOKEN) == "keychain"
    assert not (tmp_path / "secrets.json").exists()


def test_several_secrets_share_the_file(make, tmp_path):
    secrets = make()
    secrets.set("one", "first", to_file=True)
    secrets.set("two", "second", to_file=True)
    secrets.delete("one")

    assert json.loads((tmp_path / "secrets.json").read_text()) == {"two": "second"}
    secrets.delete("two")
    assert not (tmp_path / "secrets.json").exists()


if sys.platform != "win32":

    def test_the_file_is_the_owners_alone(make, tmp_path):
        make().set("huggingface", TOKEN, to_file=True)

        assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600

    def test_a_file_that_others_could_read_is_closed_to_them(make, tmp_path):
        make().set("huggingface", TOKEN, to_file=True)
        (tmp_path / "secrets.json").chmod(0o644)
        secrets = make()

        assert secrets.get("huggingface") == TOKEN
        assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
        assert "only you" in secrets.notice


def test_a_damaged_file_is_said_and_not_used(make, tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    secrets = make()

    assert secrets.get("huggingface") is None
    assert "could not be read" in secrets.notice


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    secrets = Secrets(tmp_path / "file" / "secrets.json", find_keychain=no_keychain)
    secrets.set("huggingface", "before")

    with pytest.raises(ParleyError) as caught:
        secrets.set("huggingface", TOKEN, to_file=True)

    assert caught.value.code == "secret_unwritable"
    assert TOKEN not in str(caught.value)
    assert secrets.get("huggingface") == "before"


def test_an_empty_secret_is_refused(make):
    with pytest.raises(ParleyError) as caught:
        make().set("huggingface", "")

    assert caught.value.code == "secret_empty"


def test_logs_are_told_of_every_secret_and_get_none(make, keychain, caplog):
    told: list[str] = []
    with caplog.at_level(logging.DEBUG):
        make(on_secret=told.append).set("huggingface", TOKEN)
        assert told == [TOKEN]
        make(on_secret=told.append).get("huggingface")
        assert told == [TOKEN, TOKEN]
        keychain.locked = True
        make().get("huggingface")
        make().set("huggingface", TOKEN)
        make(no_keychain).set("huggingface", TOKEN)

    assert "KeyringLocked" in caplog.text
    assert TOKEN not in caplog.text
