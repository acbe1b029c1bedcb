"""What is asked of this computer, for real."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

from parley.hardware.memory import memory
from parley.hardware.processor import processor
from parley.hardware.system import NOT_RUN, LocalSystem


def test_what_is_not_there_is_empty(tmp_path: Path) -> None:
    system = LocalSystem()

    assert system.read(str(tmp_path / "none")) == ""
    assert system.read(str(tmp_path)) == ""
    assert system.read("a\0b") == ""
    assert system.entries(str(tmp_path / "none")) == ()
    assert system.run("no-such-program-anywhere").code == NOT_RUN


def test_files_and_folders(tmp_path: Path) -> None:
    tmp_path /= "inside"
    tmp_path.mkdir()
    (tmp_path / "b").write_bytes(b"caf\xc3\xa9 \xff")
    (tmp_path / "a").mkdir()
    system = LocalSystem()

    assert system.entries(str(tmp_path)) == ("a", "b")
    assert system.read(str(tmp_path / "b")) == "café \N{REPLACEMENT CHARACTER}"


def test_a_command_gives_its_text_and_its_exit_code() -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(9)"

    answer = LocalSystem().run(sys.executable, "-c", code)

    assert answer.code == 9
    assert not answer.good
    assert sorted(answer.text.split()) == ["err", "out"]


def test_a_command_that_hangs_is_ended() -> None:
    answer = LocalSystem().run(
        sys.executable, "-c", "import threading; threading.Event().wait()", timeout=1.0
    )

    assert answer.code == NOT_RUN


def test_memory_is_this_computers() -> None:
    found = memory(LocalSystem())

    assert found.total == psutil.virtual_memory().total
    assert 0 < found.available <= found.total


def test_the_processor_has_a_name_and_cores() -> None:
    cpu = processor(LocalSystem())

    assert cpu.name
    assert cpu.physical_cores >= 1
    assert cpu.performance_cores >= 1


def test_the_disk_of_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    disk = LocalSystem().disk(str(tmp_path / "models" / "later"))

    assert disk is not None
    assert 0 < disk.free <= disk.total
    assert Path(disk.path).is_absolute()


if sys.platform == "linux":

    def test_ulimit_is_a_limit() -> None:
        code = (
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32));"
            "from parley.hardware.memory import memory; from parley.hardware import LocalSystem;"
            "print(memory(LocalSystem()))"
        )

        answer = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )

        assert "limit=4294967296" in answer.stdout, answer.stderr
