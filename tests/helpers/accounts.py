"""A person with a keychain and a home, who starts Parley again and again; the keychain is a fake.

Tests of a real keychain run a program of their own on a D-Bus session (`account_session`).
"""

from __future__ import annotations

from collections.abc import Callable

import keyring.errors
from keyring.backend import KeyringBackend

from helpers.local_hub import LocalHub
from parley.core.network import Network
from parley.core.paths import Paths
from parley.core.redaction import Redactor
from parley.core.secrets import Secrets
from parley.hub import Account, Hub, Who

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"


class Keychain(KeyringBackend):
    """A keychain that can be locked and that counts how often it is woken."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.woken = 0

    def _wake(self) -> None:
        self.woken += 1
        if self.locked:
            raise keyring.errors.KeyringLocked(f"locked, was to keep {TOKEN}")

    def get_password(self, service: str, username: str) -> str | None:
        self._wake()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._wake()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._wake()
        del self.kept[service, username]


class Person:
    """A person.

    Attributes:
        keychain: None where the computer has none.
        env: of the next start of Parley.
        said: sentences that Parley showed.
        searched: how often a keychain was looked for.
    """

    def __init__(
        self,
        paths: Paths,
        local: LocalHub,
        network: Network | None = None,
        wait: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.paths = paths
        self.network = network or Network()
        self.keychain: Keychain | None = Keychain()
        self.env: dict[str, str] = {}
        self.said: list[str] = []
        self.searched = 0
        self.redactor = Redactor()
        self._local = local
        self._wait = wait

    def account(self, endpoint: str = "") -> Account:
        """Return the account as a newly started program has it."""
        secrets = Secrets(self.paths.secrets, on_secret=self.redactor.add, find_keychain=self._find)
        return Account(
            secrets,
            endpoint or self._local.endpoint,
            self.paths.accounts,
            env=self.env,
            on_secret=self.redactor.add,
            say=self.said.append,
        )

    def hub(self, account: Account, endpoint: str = "") -> Hub:
        """Return a hub that is read with the account's token."""
        return Hub(
            self.paths.cache / "hub",
            self.network,
            endpoint=endpoint or self._local.endpoint,
            token=account.token,
            wait=self._wait,
        )

    def sign_in(self, token: str = TOKEN, *, to_file: bool = False) -> Who:
        """Sign in, as one start of the program does."""
        account = self.account()
        return account.sign_in(token, self.hub(account), to_file=to_file)

    def _find(self) -> KeyringBackend:
        self.searched += 1
        if self.keychain is None:
            raise keyring.errors.NoKeyringError("none")
        return self.keychain
