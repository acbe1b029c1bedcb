"""Run under `dbus-run-session`: starts a real keychain, runs Parley's commands, prints JSON lines.

Arguments: the folder of the test, the token. `PARLEY_HOME` and `HF_ENDPOINT` are the caller's. The
keychain ends with this program.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import secretstorage


def main(folder: Path, token: str) -> None:
    """Sign in, use the token, lock the keychain, and print what each command said."""
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
        run("before", "search", "first", "--json")
        run("login", "login", "--json", stdin=token)
        run("whoami", "whoami", "--json")
        run("search", "search", "second", "--json")
        bus = secretstorage.dbus_init()
        secretstorage.get_default_collection(bus).lock()
        run("locked", "search", "third", "--json")
        run("logout", "logout", "--json")
        bus.close()
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)


def run(step: str, *argv: str, stdin: str = "") -> None:
    """Run one command and print how it ended."""
    done = subprocess.run(
        [sys.executable, "-m", "parley", *argv],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = {"step": step, "code": done.returncode, "out": done.stdout, "err": done.stderr}
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
