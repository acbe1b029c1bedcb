"""Run under `dbus-run-session`: starts a real keychain, uses `Secrets` on it, prints JSON lines.

Arguments: the folder of the test, the secret. The keychain ends with this program.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import keyring
import secretstorage

from parley.core.logging import configure
from parley.core.paths import Paths
from parley.core.secrets import Secrets


def main(folder: Path, secret: str) -> None:
    """Set, find again, lock, and delete one secret, and print what was seen."""
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    try:
        daemon.stdin.write(b"the login password")
        daemon.stdin.close()
        use(folder, secret)
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)


def use(folder: Path, secret: str) -> None:
    """Use the keychain; D-Bus waits for it to come up, or starts it."""
    paths = Paths(folder / "parley")
    paths.ensure()
    log = configure(paths, logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)

    def fresh() -> Secrets:
        return Secrets(paths.secrets, on_secret=log.redactor.add)

    say(step="found", backend=type(keyring.get_keyring()).__module__, where=fresh().where)
    say(step="set", where=fresh().set("huggingface", secret))
    say(step="got", value=fresh().get("huggingface"), place=fresh().place("huggingface"))

    bus = secretstorage.dbus_init()
    secretstorage.get_default_collection(bus).lock()
    locked = fresh()
    say(step="locked", value=locked.get("huggingface"), notice=locked.notice)
    say(step="kept", where=locked.set("huggingface", secret), value=locked.get("huggingface"))
    bus.close()
    log.close()


def say(**facts: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
