"""Obtains llama-cpp-python: already there, then prebuilt for the accelerator, then from source.

Each is tried with the starter model before it is believed: a wheel made for another processor
installs well and dies at its first instruction.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from parley_setup import accelerators, system
from parley_setup.console import Console, SetupError
from parley_setup.packages import Pip, Progress, hashes, pins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parley_setup.environment import Venv

_NAME = "llama-cpp-python"
# The engine project's own index; the package index has its source only.
_WHEELS = "https://abetlen.github.io/llama-cpp-python/whl"
_PATIENCE = 10.0
# A llama.cpp RPC server on loopback stands for a second device in the tests.
_RPC = "-DGGML_RPC=ON"
# A prompt of many tokens at once, on all cores: single tokens take other instructions.
_TRIAL = """
import sys

import llama_cpp
model = llama_cpp.Llama(sys.argv[1], n_ctx=256, n_gpu_layers=0, verbose=False)
model.create_completion("one two three four " * 24, max_tokens=2)
"""


class Engine:
    """The engine of one environment.

    Args:
        lock: the lock file that pins llama-cpp-python's source.
        build_tools: the constraints for what compiles it.
        model: the starter model, for trying it.
        rpc: whether only an engine will do that can use an RPC server as a device.
    """

    def __init__(
        self,
        venv: Venv,
        pip: Pip,
        console: Console,
        *,
        lock: Path,
        build_tools: Path,
        model: Path,
        rpc: bool = False,
        env: Mapping[str, str] = os.environ,
    ) -> None:
        self._venv = venv
        self._pip = pip
        self._console = console
        self._lock = lock
        self._build_tools = build_tools
        self._model = model
        self._rpc = rpc
        self._env = env
        text = lock.read_text(encoding="utf-8")
        self.version = pins(text)[_NAME][0]
        self._source_hashes = hashes(text)

    def obtain(self) -> None:
        """Make sure that the pinned engine is there and runs. Raises SetupError."""
        record = self._record()
        if record is not None:
            if not self._suits(record):
                why = "cannot use an RPC server as a device, which the tests need"
            elif self._trial():
                why = "does not run on this computer"
            else:
                self._console.done("already there")
                return
            self._console.note(f"The engine that is there {why}.")
            self._pip.uninstall(_NAME)
        # Whoever sets build options wants their own build, and prebuilt ones are without RPC.
        if not self._env.get("CMAKE_ARGS") and not self._rpc and self._prebuilt():
            return
        self._from_source()

    def _record(self) -> list[str] | None:
        """Return the files of the engine that is installed, or None."""
        name = f"llama_cpp_python-{self.version}.dist-info"
        try:
            text = (self._venv.site_packages / name / "RECORD").read_text(encoding="utf-8")
        except OSError:
            return None
        return [line.rsplit(",", 2)[0] for line in text.splitlines()]

    def _suits(self, files: Iterable[str]) -> bool:
        """Whether an engine of these files can do what is asked of it."""
        return not self._rpc or has_rpc(files)

    def _trial(self) -> str:
        """Return an empty string if the engine generates text, else why not."""
        self._console.progress("trying the engine")
        try:
            answer = subprocess.run(
                [str(self._venv.python), "-c", _TRIAL, str(self._model)],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=300,
                check=False,
                stdin=subprocess.DEVNULL,
                env=dict(self._pip.env),
            )
        except subprocess.TimeoutExpired:
            return "it did not answer within 5 minutes"
        with self._venv.log.open("a", encoding="utf-8") as log:
            log.write(f"$ trial of the engine: exit code {answer.returncode}\n{answer.stderr}")
        if answer.returncode == 0:
            return ""
        if answer.returncode < 0:
            return f"it was ended by {signal.Signals(-answer.returncode).name}"
        return (answer.stderr.strip().splitlines() or [f"exit code {answer.returncode}"])[-1]

    def _prebuilt(self) -> bool:
        machine = accelerators.probe()
        for build in accelerators.builds(machine):
            index = f"{_WHEELS}/{build}"
            self._console.progress(f"looking for a prebuilt engine ({build})")
            page = _fetch(f"{index}/{_NAME}/")
            if page is None:
                self._console.note("The index of prebuilt engines cannot be reached from here.")
                return False
            if not accelerators.offers(page, self.version, machine):
                continue
            try:
                self._download_and_install(index)
            except SetupError as error:
                self._console.note(f"The prebuilt engine ({build}) was not installed: {error}")
                continue
            why = self._trial()
            if not why:
                self._console.done(f"prebuilt for {build}")
                return True
            self._console.note(f"The prebuilt engine ({build}) does not run here: {why}")
            self._pip.uninstall(_NAME)
        return False

    def _download_and_install(self, index: str) -> None:
        with tempfile.TemporaryDirectory(dir=self._venv.scratch) as folder:
            arguments = ["download", "--no-deps", "--only-binary", ":all:", "--index-url", index]
            wanted = f"{_NAME}=={self.version}"
            self._pip.run([*arguments, "--dest", folder, wanted], Progress())
            self._pip.install_file(next(Path(folder).glob("*.whl")))

    def _from_source(self) -> None:
        options = self._env.get("CMAKE_ARGS", "")
        kept = self._kept_wheel()
        if kept and not options and self._suits(_wheel_files(kept)):
            self._console.note("Using the engine that was compiled earlier on this computer.")
            self._pip.install_file(kept)
            if not self._trial():
                self._console.done("compiled earlier")
                return
            self._console.note("It was compiled for another processor; compiling it anew.")
            self._pip.uninstall(_NAME)
        if options or kept:
            # pip would hand out the kept wheel whatever the options or the processor.
            self._pip.run(["cache", "remove", "llama_cpp_python"], Progress(), bars=False)
        self._require_compiler()
        if not options and shutil.which("nvcc") and accelerators.probe().cuda:
            self._console.note("CUDA's compiler is here: compiling for NVIDIA graphics cards.")
            try:
                self._compile("-DGGML_CUDA=on")
                return
            except SetupError as error:
                self._console.note(f"That failed, so without CUDA instead: {error}")
        self._compile(options)

    def _kept_wheel(self) -> Path | None:
        """Return the wheel that pip once built on this computer from the locked source."""
        command = [str(self._venv.python), "-m", "pip", "cache", "list", "--format=abspath"]
        answer = subprocess.run(
            [*command, "llama_cpp_python"],
            capture_output=True,
            text=True,
            check=False,
            env=dict(self._pip.env),
            stdin=subprocess.DEVNULL,
        )
        for line in answer.stdout.splitlines():
            path = Path(line.strip())
            if not path.name.startswith(f"llama_cpp_python-{self.version}-") or not path.exists():
                continue
            try:
                origin = json.loads((path.parent / "origin.json").read_text(encoding="utf-8"))
                digest = origin["archive_info"]["hashes"]["sha256"]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if digest in self._source_hashes:
                return path
        return None

    def _require_compiler(self) -> None:
        if system.has_compiler():
            return
        if system.can_install():
            self._console.note(
                "A C++ compiler is needed: installing g++ from the system's packages."
            )
            system.install(["g++"], self._venv.log, self._console)
        if not system.has_compiler():
            raise SetupError(
                "There is no prebuilt engine for this computer, and no C++ compiler to make one.",
                system.compiler_hint(),
            )

    def _compile(self, options: str) -> None:
        self._console.note("Compiling the engine: 5 to 20 minutes, once for this computer.")
        constraints = str(self._build_tools)
        env = {"PIP_CONSTRAINT": constraints, "PIP_BUILD_CONSTRAINT": constraints}
        if not self._env.get("CMAKE_ARGS"):
            options = " ".join(filter(None, (options, _RPC, _without_amx())))
        elif self._rpc:
            options = f"{options} {_RPC}"
        env["CMAKE_ARGS"] = options
        with tempfile.TemporaryDirectory(dir=self._venv.scratch) as folder:
            arguments = ["wheel", "--verbose", "--no-deps", "--require-hashes"]
            self._pip.run(
                [*arguments, "--wheel-dir", folder, "--requirement", str(self._lock)],
                Progress(),
                env=env,
            )
            self._pip.install_file(next(Path(folder).glob("*.whl")))
        why = self._trial()
        if why:
            raise SetupError(
                f"The engine was compiled but does not run: {why}.",
                f"The whole output is in {self._venv.log}.",
            )
        self._console.done("compiled")


def has_rpc(files: Iterable[str]) -> bool:
    """Whether an engine's files, by their paths in a wheel, include the RPC backend."""
    return any(re.search(r"(^|/)(lib)?ggml-rpc\.", name) for name in files)


def _wheel_files(wheel: Path) -> list[str]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return []


def _without_amx(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """Return build options that leave out AMX where the processor reports it, else nothing.

    Some virtual machines report these matrix units and do not keep their registers: an engine
    compiled for them dies of an illegal instruction, in some runs and not in others.
    """
    try:
        if " amx_tile" not in cpuinfo.read_text(encoding="utf-8", errors="replace"):
            return ""
    except OSError:
        return ""
    flags = "-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"
    return f"-DCMAKE_C_FLAGS='{flags}' -DCMAKE_CXX_FLAGS='{flags}'"


def _fetch(address: str) -> str | None:
    """Return a page, or None if it cannot be had within some seconds; an absent page is empty."""
    result: list[str] = []

    def get() -> None:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
                result.append(answer.read(1 << 22).decode("utf-8", "replace"))
        except urllib.error.HTTPError:
            result.append("")
        except (OSError, ValueError):
            return

    # Looking up a name has no time limit of its own, so the wait has one.
    thread = threading.Thread(target=get, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return result[0] if result else None
