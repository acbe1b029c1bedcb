"""The offline switch holds in the programs as they are started, not only in the parts."""

import subprocess
import sys
from pathlib import Path

from parley.core.paths import Paths
from parley.core.settings import Settings, SettingsFile
from parley.engine.child import engine_environment

LOOK_UP = """
import gc, socket
gc.collect()
try:
    socket.getaddrinfo("192.0.2.1", 80)
    print("looked up")
except Exception as error:
    print(getattr(error, "code", error))
"""


def ran(code: str, env: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        stdin=subprocess.DEVNULL,
        env=engine_environment(env),
    ).stdout.strip()


def test_a_command_obeys_the_switch(tmp_path: Path) -> None:
    env = {"PARLEY_HOME": str(tmp_path)}
    paths = Paths.find(env)
    paths.ensure()
    code = "from parley.application import command_services; command_services()\n" + LOOK_UP
    SettingsFile(paths.settings).save(Settings(offline=False))
    # An address in numbers: looking it up asks nobody.
    assert ran(code, env) == "looked up"
    SettingsFile(paths.settings).save(Settings(offline=True))
    assert ran(code, env) == "offline"


def test_the_engine_never_uses_the_network(tmp_path: Path) -> None:
    code = (
        "import parley.engine.worker.main as engine\n"
        "engine._listen = lambda *_: exec(LOOK_UP, {'print': lambda text: "
        "open(RESULT, 'w').write(str(text))})\n"
        f"LOOK_UP = {LOOK_UP!r}\nRESULT = {str(tmp_path / 'result')!r}\nengine.main()\n"
    )
    ran(code, {"PARLEY_HOME": str(tmp_path)})
    assert (tmp_path / "result").read_text() == "offline"
