"""Signing in with the real program: a real keychain, a hidden prompt, no token anywhere else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from helpers.local_hub import LocalHub
from helpers.program import environment, ran, started

TOKEN = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"
_SESSION = Path(__file__).parents[2] / "helpers" / "account_session.py"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch):
    """Return a hub that programs started by this test talk to; it knows TOKEN as ann's."""
    with LocalHub() as local:
        local.tokens.add(TOKEN)
        local.accounts[TOKEN] = {"name": "ann"}
        local.add("ann/Gated-GGUF", {"m-Q4_0.gguf": b"x"}, gated="auto", members=(TOKEN,))
        monkeypatch.setenv("HF_ENDPOINT", local.endpoint)
        yield local


def files_with(token: str, folder: Path) -> list[str]:
    """Return the files below a folder that hold the token."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and token.encode() in path.read_bytes()
    ]


def tokens_sent(hub: LocalHub, path: str) -> list[str | None]:
    return [each.headers.get("authorization") for each in hub.seen("hub", path)]


def test_a_token_in_the_file_that_was_asked_for_and_in_no_other(
    parley_home: Path, hub: LocalHub
) -> None:
    said = [
        ran(parley_home, "login", stdin=TOKEN.encode()),
        ran(parley_home, "login", "--file", stdin=TOKEN.encode()),
        ran(parley_home, "whoami", "--json"),
        ran(parley_home, "show", "ann/Gated-GGUF", "--json"),
        ran(parley_home, "search", "gated"),
    ]
    hub.fail("status", "/api/models", times=1, status=503)  # goes into the log
    said.append(ran(parley_home, "search", "again"))
    hub.tokens.clear()
    said.append(ran(parley_home, "search", "gated"))

    assert [each.code for each in said] == [1, 0, 0, 0, 0, 0, 1], said
    assert said[3].lines[0]["access"] == "granted"
    assert "does not accept your access token" in said[-1].err
    assert set(tokens_sent(hub, "/api/models/*")) == {f"Bearer {TOKEN}"}
    assert [each for each in said if TOKEN in each.out + each.err] == []
    assert files_with(TOKEN, parley_home) == ["secrets.json"]

    assert ran(parley_home, "logout").code == 0
    assert files_with(TOKEN, parley_home) == []
    assert (parley_home / "logs" / "parley.log").is_file()


def test_no_process_shows_the_token_and_the_engine_has_none(
    parley_home: Path, hub: LocalHub, wait_until: Callable[..., None]
) -> None:
    os.environ["HF_TOKEN"] = TOKEN
    hub.fail("stall", "/api/models")
    try:
        program = started(parley_home, "search", "--fits")
    finally:
        del os.environ["HF_TOKEN"]
    try:
        parent = psutil.Process(program.pid)
        wait_until(lambda: hub.seen("hub", "/api/models*"), timeout=60)
        children = parent.children(recursive=True)

        assert tokens_sent(hub, "/api/models*") == [f"Bearer {TOKEN}"]
        assert any("--engine" in child.cmdline() for child in children)
        for process in (parent, *children):
            assert TOKEN not in " ".join(process.cmdline())
        for child in children:
            assert TOKEN not in child.environ().values()
        assert parent.environ()["HF_TOKEN"] == TOKEN
    finally:
        program.kill()
        out, err = program.communicate(timeout=60)
    assert TOKEN.encode() not in out + err
    assert files_with(TOKEN, parley_home) == []


if sys.platform != "win32":
    import pty
    import select

    def test_a_token_is_typed_unseen(parley_home: Path, hub: LocalHub) -> None:
        """The program has a terminal of its own, and what is typed there is not echoed."""
        master, slave = pty.openpty()
        program = subprocess.Popen(
            [sys.executable, "-m", "parley", "login", "--file", "--json"],
            env=environment(parley_home),
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        shown = b""
        asked = False
        try:
            while select.select([master], [], [], 60)[0]:
                try:
                    shown += os.read(master, 4096)
                except OSError:  # the program has ended
                    break
                if not asked and b"not shown" in shown:
                    asked = True
                    os.write(master, TOKEN.encode() + b"\n")
                if program.poll() is not None:
                    break
            out, _ = program.communicate(timeout=60)
        finally:
            program.kill()
            program.wait()
            os.close(master)

        assert program.returncode == 0
        assert json.loads(out)["name"] == "ann"
        assert b"/settings/tokens" in shown
        assert TOKEN.encode() not in shown + out


if sys.platform == "linux":

    def session(folder: Path, home: Path) -> dict[str, dict[str, Any]]:
        """Run the helper on a bus of its own; return what the commands said by step."""
        for tool, package in (
            ("dbus-run-session", "dbus"),
            ("gnome-keyring-daemon", "gnome-keyring"),
        ):
            if shutil.which(tool) is None:
                pytest.fail(f"{tool} is missing: install {package}, or run scripts/test.py")
        runtime = folder / "run"
        runtime.mkdir(mode=0o700, parents=True)
        left_out = ("PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY")
        env = {name: value for name, value in environment(home).items() if name not in left_out} | {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(runtime),
        }
        command = ["dbus-run-session", "--", sys.executable, str(_SESSION), str(folder), TOKEN]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=240, check=False
        )
        assert done.returncode == 0, done.stderr
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return {line.pop("step"): line for line in lines}

    def test_a_token_in_a_real_keychain(tmp_path: Path, parley_home: Path, hub: LocalHub) -> None:
        seen = session(tmp_path / "session", parley_home)

        codes = {step: each["code"] for step, each in seen.items()}
        assert codes == {
            "before": 0, "login": 0, "whoami": 0, "search": 0, "locked": 0, "logout": 1,
        }, seen  # fmt: skip
        assert json.loads(seen["login"]["out"])["stored"] == "keychain"
        assert json.loads(seen["whoami"]["out"])["from"] == "keychain"
        assert tokens_sent(hub, "/api/models*") == [None, f"Bearer {TOKEN}", None]
        # Nobody is there to unlock the keychain: the hub is read without, and that is said.
        assert "locked" in seen["locked"]["err"]
        assert json.loads(seen["logout"]["out"])["code"] == "token_kept"
        for each in seen.values():
            assert TOKEN not in each["out"] + each["err"]
        assert any((tmp_path / "session").rglob("*.keyring"))
        assert files_with(TOKEN, tmp_path) == []
