"""Secrets in a real keychain: GNOME's, on a D-Bus session of its own, without a screen.

Needs Debian's packages dbus and gnome-keyring, or their like. On macOS and Windows the keychain is
the person's own, which tests leave alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOKEN = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"
_HELPER = Path(__file__).parents[2] / "helpers" / "keychain_session.py"

if sys.platform == "linux":

    def session(folder: Path, secret: str) -> dict[str, dict[str, object]]:
        """Run the helper on a bus of its own; return its lines by step."""
        for tool, package in (
            ("dbus-run-session", "dbus"),
            ("gnome-keyring-daemon", "gnome-keyring"),
        ):
            if shutil.which(tool) is None:
                pytest.fail(f"{tool} is missing: install {package}, or run scripts/test.py")
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        left_out = ("PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY")
        env = {name: value for name, value in os.environ.items() if name not in left_out}
        env |= {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(runtime),
        }
        command = ["dbus-run-session", "--", sys.executable, str(_HELPER), str(folder), secret]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return {line.pop("step"): line for line in lines}

    def test_a_secret_is_kept_by_a_real_keychain(tmp_path):
        folder = tmp_path / "person"
        seen = session(folder, TOKEN)

        assert seen["found"] == {
            "backend": "keyring.backends.SecretService",
            "where": "keychain",
        }
        assert seen["set"] == {"where": "keychain"}
        assert seen["got"] == {"value": TOKEN, "place": "keychain"}
        # The keychain is locked while nobody is there to unlock it.
        assert seen["locked"]["value"] is None
        assert "locked" in str(seen["locked"]["notice"])
        assert seen["kept"] == {"where": "memory", "value": TOKEN}
        # It stands in no file: not in the log, and the keychain's own are encrypted.
        files = [file for file in folder.rglob("*") if file.is_file()]
        assert any(file.suffix == ".keyring" for file in files)
        assert [file for file in files if TOKEN.encode() in file.read_bytes()] == []
