"""Tokens and keys: in the system's keychain, or nowhere but in memory.

Only where the person asks for it is a secret written to a file that its owner alone can read.
"""

from __future__ import annotations

import logging
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from parley.core.errors import ParleyError
from parley.core.files import disk_full, is_full, write_atomically

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "parley"

#: Environment variables that hold a hub's access token, in the order huggingface_hub has them.
TOKEN_VARIABLES = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")

Where = Literal["keychain", "memory", "file"]

_log = logging.getLogger(__name__)


class Secrets:
    """Named secrets, for example the access token of a hub.

    The keychain may ask the person to unlock it and wait for the answer: call from a thread that
    may wait. All methods may be called from any thread.

    Args:
        file: where a secret is written if, and only if, `set(…, to_file=True)` asks for it.
        on_secret: told of every secret that is read or set, so that logs leave it out.
        find_keychain: returns the keychain; None takes the system's.

    Attributes:
        notice: what the person should know about where secrets are kept, or empty.
    """

    def __init__(
        self,
        file: Path,
        *,
        on_secret: Callable[[str], None] = lambda secret: None,
        find_keychain: Callable[[], KeyringBackend] | None = None,
    ) -> None:
        self._file = file
        self._on_secret = on_secret
        self._find_keychain = find_keychain or _system_keychain
        self._searched = False
        self._keychain: KeyringBackend | None = None
        self._memory: dict[str, str] = {}
        self._lock = threading.RLock()
        self.notice = ""

    @property
    def where(self) -> Where:
        """Where a secret that is set now is kept: in the keychain, or in memory for this run."""
        with self._lock:
            return "memory" if self._usable() is None else "keychain"

    def place(self, name: str) -> Where | None:
        """Return where the secret called `name` is, or None where there is none."""
        with self._lock:
            return self._look_up(name)[1]

    def get(self, name: str) -> str | None:
        """Return the secret called `name`, or None. Trouble with the keychain is in `notice`."""
        with self._lock:
            secret, _ = self._look_up(name)
        if secret is not None:
            self._on_secret(secret)
        return secret

    def set(self, name: str, secret: str, *, to_file: bool = False) -> Where:
        """Keep `secret` under `name` in place of any before it, and return where it went.

        A keychain that is missing, locked or failing leaves it in memory until Parley ends, and
        `notice` says so.

        Raises:
            ParleyError: `secret_empty`; with `to_file` also `secret_unwritable`, `disk_full`.
        """
        if not secret:
            raise ParleyError(
                "secret_empty",
                "There is nothing to keep: the text is empty.",
                safe="What was kept before is still there.",
                hint="Paste the token again.",
            )
        self._on_secret(secret)
        with self._lock:
            if to_file:
                self._write_file({**self._read_file(), name: secret})
                self._memory.pop(name, None)
                self._drop_from_keychain(name)
                return "file"
            keychain = self._usable()
            if keychain is not None:
                try:
                    keychain.set_password(SERVICE, name, secret)
                except Exception as error:  # back ends raise errors of their own libraries
                    self._keychain_failed(error)
                else:
                    self._memory.pop(name, None)
                    self._drop_from_file(name)
                    return "keychain"
            self._memory[name] = secret
            return "memory"

    def delete(self, name: str) -> bool:
        """Forget the secret called `name`, everywhere. It is no error if there is none.

        Returns whether it is certain to be gone: a keychain that fails may still hold it, and
        `notice` says so.
        """
        with self._lock:
            self._memory.pop(name, None)
            self._drop_from_file(name)
            return self._drop_from_keychain(name)

    # -- where they are ---------------------------------------------------------------------------

    def _look_up(self, name: str) -> tuple[str | None, Where | None]:
        if name in self._memory:
            return self._memory[name], "memory"
        # A file exists only because the person asked for it, and it wakes no keychain.
        secret = self._read_file().get(name)
        if secret is not None:
            return secret, "file"
        keychain = self._usable()
        if keychain is not None:
            try:
                secret = keychain.get_password(SERVICE, name)
            except Exception as error:
                self._keychain_failed(error)
        return (secret, "keychain") if secret is not None else (None, None)

    def _usable(self) -> KeyringBackend | None:
        """Return the keychain, or None where there is none worth the name."""
        if not self._searched:
            self._searched = True
            try:
                self._keychain = _recommended(self._find_keychain())
            except Exception as error:
                _log.info("No keychain: %s", type(error).__name__)
            if self._keychain is None:
                self.notice = (
                    "This computer offers no keychain, so tokens are kept only until Parley closes."
                )
        return self._keychain

    def _keychain_failed(self, error: Exception) -> None:
        # Only the kind of error: its text may repeat what was to be kept.
        _log.info("The keychain failed: %s", type(error).__name__)
        self.notice = (
            f"The keychain of this computer is locked or does not answer ({type(error).__name__}),"
            " so tokens are kept only until Parley closes. Unlock it and enter the token again."
        )

    def _drop_from_keychain(self, name: str) -> bool:
        keychain = self._usable()
        if keychain is None:
            return True
        try:
            if keychain.get_password(SERVICE, name) is not None:
                keychain.delete_password(SERVICE, name)
        except Exception as error:
            self._keychain_failed(error)
            return False
        return True

    # -- the file, if asked for -------------------------------------------------------------------

    def _read_file(self) -> dict[str, str]:
        try:
            found = self._file.stat()
            if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
                self._file.chmod(0o600)
                self.notice = f"Others could read {self._file}; now only you can."
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, msgspec.DecodeError) as error:
            _log.info("The file of secrets could not be read: %s", type(error).__name__)
            self.notice = f"The file {self._file} could not be read, so its tokens are not used."
            return {}

    def _write_file(self, content: dict[str, str]) -> None:
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if content:
                write_atomically(self._file, msgspec.json.encode(content), mode=0o600)
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            if is_full(error):
                raise disk_full(self._file) from error
            raise ParleyError(
                "secret_unwritable",
                f"The token could not be written to {self._file}"
                f" ({error.strerror or type(error).__name__}).",
                safe="What was kept before is still there.",
                hint="Make that folder writable, or keep the token in the keychain.",
            ) from error

    def _drop_from_file(self, name: str) -> None:
        content = self._read_file()
        if content.pop(name, None) is not None:
            self._write_file(content)


def _recommended(found: KeyringBackend) -> KeyringBackend | None:
    """Return a keychain that keeps secrets, or None.

    Where several are installed, the keyring library offers a chain of all, which passes a secret
    on to the next until one takes it: the first good one is taken out of it.
    """
    # Below 1 the library itself recommends none: they keep nothing (null, fail) or plain text.
    chain = getattr(found, "backends", (found,))
    return next((each for each in chain if each.priority >= 1), None)


def _system_keychain() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()
