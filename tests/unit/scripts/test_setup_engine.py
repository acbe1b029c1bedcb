"""Which engine is accepted: one that runs, and for the tests one with a second device."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from parley_setup.console import Console
from parley_setup.engine import Engine, has_rpc
from parley_setup.environment import Venv

WITHOUT = ["llama_cpp/__init__.py", "llama_cpp/lib/libggml.so.0", "llama_cpp/lib/libllama.so.0"]
WITH = [*WITHOUT, "llama_cpp/lib/libggml-rpc.so.0"]
_LOCKS = Path(__file__).resolve().parents[3] / "scripts" / "locks"


@pytest.mark.parametrize(
    "name",
    [
        "llama_cpp/lib/libggml-rpc.so.0",
        "llama_cpp/lib/libggml-rpc.0.dylib",
        "llama_cpp/lib/ggml-rpc.dll",
        "bin/libggml-rpc.so",
    ],
)
def test_the_rpc_backend_is_recognised_on_every_system(name: str) -> None:
    assert has_rpc([*WITHOUT, name])


def test_what_only_sounds_like_it_is_not_taken_for_it() -> None:
    assert not has_rpc(WITHOUT)
    assert not has_rpc(["include/ggml-rpc-notes.txt", "llama_cpp/lib/libggml-rpcx.so"])


class Pip:
    """Stands for pip: notes what it is told, and compiles by writing a wheel."""

    env: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.did: list[str] = []
        self.options = ""

    def uninstall(self, name: str) -> None:
        self.did.append("uninstall")

    def install_file(self, wheel: Path) -> None:
        self.did.append(f"install {wheel.name}")

    def run(self, arguments: list[str], progress: object, **named: Any) -> list[str]:
        self.did.append(" ".join(arguments[:2]) if arguments[0] == "cache" else arguments[0])
        if arguments[0] == "wheel":
            self.options = named["env"].get("CMAKE_ARGS", "")
            folder = Path(arguments[arguments.index("--wheel-dir") + 1])
            _wheel(folder / "new.whl", WITH)
        return []


def _wheel(path: Path, files: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in files:
            archive.writestr(name, b"")
    return path


Obtain = Callable[..., Pip]


@pytest.fixture
def obtain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Obtain:
    """Return a function that obtains an engine, given what is there, and returns what pip did."""
    venv = Venv(tmp_path / "venv")
    venv.scratch.mkdir(parents=True)

    def run(
        *,
        rpc: bool,
        installed: list[str] | None = None,
        kept: list[str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Pip:
        pip = Pip()
        engine = Engine(
            venv,
            pip,  # type: ignore[arg-type]
            Console(io.StringIO(), 1),
            lock=_LOCKS / "engine.txt",
            build_tools=_LOCKS / "build.txt",
            model=tmp_path / "model.gguf",
            rpc=rpc,
            env=env or {},
        )
        if installed is not None:
            info = venv.site_packages / f"llama_cpp_python-{engine.version}.dist-info"
            info.mkdir(parents=True)
            lines = [f"{name},sha256=abc,12" for name in installed]
            (info / "RECORD").write_text("\n".join(lines), encoding="utf-8")
        wheel = None if kept is None else _wheel(tmp_path / "kept.whl", kept)
        monkeypatch.setattr(engine, "_trial", lambda: "")
        monkeypatch.setattr(engine, "_kept_wheel", lambda: wheel)
        monkeypatch.setattr(engine, "_require_compiler", lambda: None)
        monkeypatch.setattr(engine, "_prebuilt", lambda: pip.did.append("prebuilt") or True)
        monkeypatch.setattr("shutil.which", lambda name: None)
        engine.obtain()
        return pip

    return run


@pytest.mark.parametrize(("rpc", "files"), [(False, WITHOUT), (False, WITH), (True, WITH)])
def test_an_engine_that_is_there_and_does_is_left_alone(
    obtain: Obtain, rpc: bool, files: list[str]
) -> None:
    assert obtain(rpc=rpc, installed=files).did == []


def test_a_person_gets_a_prebuilt_engine(obtain: Obtain) -> None:
    assert obtain(rpc=False).did == ["prebuilt"]


def test_the_tests_do_not_take_an_engine_without_a_second_device(obtain: Obtain) -> None:
    pip = obtain(rpc=True, installed=WITHOUT, kept=WITHOUT)
    assert pip.did == ["uninstall", "cache remove", "wheel", "install new.whl"]
    assert "-DGGML_RPC=ON" in pip.options


def test_the_tests_take_a_kept_engine_that_has_it(obtain: Obtain) -> None:
    assert obtain(rpc=True, kept=WITH).did == ["install kept.whl"]


def test_a_build_with_options_of_ones_own_has_it_in_the_tests_too(obtain: Obtain) -> None:
    pip = obtain(rpc=True, kept=WITH, env={"CMAKE_ARGS": "-DGGML_VULKAN=ON"})
    assert pip.did == ["cache remove", "wheel", "install new.whl"]
    assert pip.options == "-DGGML_VULKAN=ON -DGGML_RPC=ON"


def test_a_persons_own_options_are_taken_as_they_are(obtain: Obtain) -> None:
    pip = obtain(rpc=False, env={"CMAKE_ARGS": "-DGGML_VULKAN=ON"})
    assert pip.options == "-DGGML_VULKAN=ON"
