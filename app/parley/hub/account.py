"""The person's account at a hub: an access token, kept where secrets are kept and nowhere else.

A file beside them says at which hubs there is one, so that the keychain of a person who never
signed in is left alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from parley.core.errors import ParleyError
from parley.core.files import write_atomically
from parley.core.secrets import TOKEN_VARIABLES, Secrets, Where
from parley.hub import errors
from parley.hub.answers import OUT_OF_REACH
from parley.hub.hub import Hub
from parley.hub.names import DEFAULT_ENDPOINT, checked_endpoint, origin, tokens_page
from parley.hub.requests import shown_host
from parley.hub.values import Who

_log = logging.getLogger(__name__)

#: How access tokens of Hugging Face begin: those of people, and older ones of organisations.
_BEGINNINGS: Final = ("hf_", "api_org_")
_SHORTEST: Final = 8
_LONGEST: Final = 4096

Place = Literal["environment", "keychain", "memory", "file"]


class Account:
    """The account at one hub. Used from any thread; calls may wait for the keychain.

    Args:
        secrets: keeps the token.
        endpoint: the hub's address. A token is kept for its origin and goes nowhere else.
        file: says at which hubs a token is kept, and whose; it holds no secret.
        env: of this process; `HF_TOKEN` in it goes before a token that is kept.
        on_secret: told of a token from the environment, so that logs leave it out.
        say: shows a sentence to the person, where a token that was kept cannot be had.
    """

    def __init__(
        self,
        secrets: Secrets,
        endpoint: str,
        file: Path,
        *,
        env: Mapping[str, str],
        on_secret: Callable[[str], None] = lambda secret: None,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        endpoint = checked_endpoint(endpoint)
        scheme, host, port = origin(endpoint)
        self._origin = f"{scheme}://{host}:{port}"
        self._ours = endpoint == DEFAULT_ENDPOINT
        self._secrets = secrets
        self._file = file
        self._env = env
        self._on_secret = on_secret
        self._say = say
        self._lock = threading.RLock()
        self._looked = False
        self._token: str | None = None
        self._told = ""
        self._endpoint = endpoint
        #: As shown to people.
        self.host = shown_host(endpoint)
        #: Address at which access tokens are made and removed.
        self.tokens_page = tokens_page(endpoint)

    def __repr__(self) -> str:
        return f"<Account at {self.host}>"

    def token(self) -> str | None:
        """Return the access token to send to this hub, or None.

        What is kept is looked for once, and only if a person signed in before.
        """
        named = self._named()
        if named is not None:
            return named
        with self._lock:
            if not self._looked:
                self._looked = True
                if self._origin in self._known():
                    self._token = self._kept()
            return self._token

    @property
    def place(self) -> Place | None:
        """Where the token comes from that `token` returns; None where there is none."""
        if self._named() is not None:
            return "environment"
        return None if self.token() is None else self.kept

    @property
    def kept(self) -> Where | None:
        """Where a token is kept, whatever the environment says; asks the keychain."""
        return self._secrets.place(self._name)

    @property
    def where(self) -> Where:
        """Where a token would go that is given now: to the keychain, or to memory alone."""
        return self._secrets.where

    @property
    def notice(self) -> str:
        """What the person should know about where secrets are kept, or empty."""
        return self._secrets.notice

    @property
    def signed_in(self) -> Who | None:
        """Who signed in on this computer, without asking anyone; None where nobody did."""
        return self._known().get(self._origin)

    def sign_in(self, token: str, hub: Hub, *, to_file: bool = False) -> Who:
        """Keep an access token if the hub accepts it, in place of any before it.

        Args:
            hub: is asked whose token it is.
            to_file: keep it in a file that its owner alone can read, instead of the keychain.

        Raises:
            ParleyError: `token_implausible`, `hub_token`, `hub_missing` for a mirror without
                accounts, what else `Hub.whoami` raises; `secret_unwritable`, `disk_full`. What was
                kept before is still there.
        """
        token = self._plausible(token)
        self._on_secret(token)
        who = hub.whoami(token)
        with self._lock:
            place = self._secrets.set(self._name, token, to_file=to_file)
            self._looked, self._token = True, token
            # The next run finds nothing of what is in memory, but what was kept before.
            if place != "memory":
                self._write({**self._known(), self._origin: who})
        return who

    def sign_out(self) -> bool:
        """Forget the token. Return whether there was one.

        Raises:
            ParleyError: `token_kept` where the keychain does not let go of it; it is as before.
        """
        with self._lock:
            known = self._known()
            place = self.kept
            there = place is not None or self._origin in known
            if not self._secrets.delete(self._name) and place is None and there:
                raise ParleyError(
                    "token_kept",
                    "The keychain of this computer is locked or does not answer, so your access"
                    " token is still in it.",
                    safe="Nothing was changed.",
                    hint="Unlock the keychain and try again.",
                )
            self._looked, self._token = True, None
            if known.pop(self._origin, None) is not None:
                self._write(known)
        return there

    def who(self, hub: Hub) -> Who:
        """Return whose token `token` returns; what is known of it while the hub is out of reach.

        Raises:
            ParleyError: `hub_signed_out` where there is none, and what `Hub.whoami` raises.
        """
        token = self.token()
        if token is None:
            raise errors.signed_out(self.host, self._endpoint)
        try:
            return hub.whoami(token)
        except ParleyError as error:
            known = None if self.place == "environment" else self.signed_in
            if known is None or error.code not in OUT_OF_REACH:
                raise
            return msgspec.structs.replace(known, cached=True)

    # -- what is kept -----------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        """The token's name among secrets. It tells hubs apart, so that none gets another's."""
        return f"access token for {self._origin}"

    def _named(self) -> str | None:
        for name in TOKEN_VARIABLES:
            token = self._env.get(name, "").strip()
            if token:
                # Asked at every request; once is enough for logs.
                if token != self._told:
                    self._on_secret(token)
                    self._told = token
                return token
        return None

    def _kept(self) -> str | None:
        token = self._secrets.get(self._name)
        if token is None:
            why = "The keychain of this computer is locked or does not answer"
            if not self._secrets.notice:
                why = "It is no longer where it was kept"
            self._say(
                f"Your access token for {self.host} could not be read. {why}, so Parley goes on"
                " without it."
            )
        return token

    def _plausible(self, token: str) -> str:
        """Return the token without space around it. Raises `token_implausible`, without it."""
        token = token.strip()
        wrong = ""
        if not token:
            wrong = "There is no access token: the text is empty."
        elif not (token.isascii() and token.isprintable()) or " " in token:
            wrong = "This is no access token: it has characters in it that no token has."
        elif not _SHORTEST <= len(token) <= _LONGEST:
            wrong = f"This is no access token: it has {len(token)} characters."
        elif self._ours and not token.startswith(_BEGINNINGS):
            wrong = f"This is no access token of {self.host}: those begin with “hf_”."
        if wrong:
            raise ParleyError(
                "token_implausible",
                wrong,
                safe="It was not sent anywhere, and not kept.",
                hint=f"Copy the whole token from {self.tokens_page}.",
            )
        return token

    def _known(self) -> dict[str, Who]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, Who])
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, msgspec.DecodeError) as error:
            _log.info("The list of accounts could not be read: %s", type(error).__name__)
            return {}

    def _write(self, known: Mapping[str, Who]) -> None:
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if known:
                data = msgspec.json.format(msgspec.json.encode(known), indent=2)
                write_atomically(self._file, data + b"\n")
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            # The token is kept; the next run will not know it, and asks for it again.
            _log.info("The list of accounts was not written: %s", type(error).__name__)
