"""When the environment needs no work, when it is made anew, and when it is left alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from parley_setup import environment
from parley_setup.console import Console
from parley_setup.environment import Kind, Venv


@pytest.fixture
def venv(tmp_path: Path) -> Venv:
    """A complete environment, as far as its stamp is concerned."""
    venv = Venv(tmp_path / "venv")
    venv.python.parent.mkdir(parents=True)
    venv.python.touch()
    environment.write_stamp(venv, "run", "now", [])
    return venv


def test_a_digest_tells_contents_names_and_facts_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    digests = {environment.digest([one, two], ["x"])}
    digests.add(environment.digest([one, two], ["y"]))
    digests.add(environment.digest([one], ["x"]))
    two.write_text("c")
    digests.add(environment.digest([one, two], ["x"]))
    assert len(digests) == 4
    assert environment.digest([one, two], ["x"]) == environment.digest([two, one], ["x"])


@pytest.mark.parametrize(
    ("made", "wanted", "complete"),
    [("run", "run", True), ("test", "run", True), ("test", "test", True), ("run", "test", False)],
)
def test_an_environment_for_tests_also_runs_parley(
    venv: Venv, made: Kind, wanted: Kind, complete: bool
) -> None:
    environment.write_stamp(venv, made, "now", [])
    assert (environment.stamped(venv, wanted, "now") is not None) is complete


def test_another_lock_file_means_work(venv: Venv) -> None:
    assert environment.stamped(venv, "run", "now") == []
    assert environment.stamped(venv, "run", "later") is None


def test_an_interrupted_installation_means_work(venv: Venv) -> None:
    venv.unfinished.touch()
    assert environment.stamped(venv, "run", "now") is None
    assert environment.state(venv) == "unfinished"


def test_an_interpreter_that_is_gone_means_work(venv: Venv) -> None:
    venv.python.unlink()
    assert environment.stamped(venv, "run", "now") is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"kind": "run", "digest": "now"}'])
def test_a_torn_stamp_means_work(venv: Venv, content: str) -> None:
    venv.stamp.write_text(content)
    assert environment.stamped(venv, "run", "now") is None


def test_libraries_that_were_missing_are_remembered(venv: Venv) -> None:
    environment.write_stamp(venv, "run", "now", ["libEGL.so.1"])
    assert environment.stamped(venv, "run", "now") == ["libEGL.so.1"]


def test_a_folder_of_somebody_else_is_told_apart(tmp_path: Path) -> None:
    assert environment.state(Venv(tmp_path / "absent")) == "missing"
    folder = tmp_path / "folder"
    folder.mkdir()
    assert environment.state(Venv(folder)) == "missing"
    (folder / "holiday.jpg").touch()
    assert environment.state(Venv(folder)) == "foreign"


def test_an_environment_whose_python_is_gone_is_broken(tmp_path: Path) -> None:
    (tmp_path / "pyvenv.cfg").touch()
    assert environment.state(Venv(tmp_path)) == "broken"


@pytest.mark.slow
def test_an_environment_is_made_anew_and_keeps_the_model(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    package = root / "app" / "parley_stand_in"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("WHERE = __file__\n")
    venv = Venv(root / ".venv")
    venv.models.mkdir(parents=True)
    (venv.models / "model.gguf").write_text("weights")
    venv.unfinished.touch()
    (venv.root / "half a package").mkdir()
    assert environment.state(venv) == "unfinished"

    environment.make(venv, Console(io.StringIO(), 1))
    environment.link_package(venv, root)

    assert environment.state(venv) == "good"
    assert (venv.models / "model.gguf").read_text() == "weights"
    assert not (venv.root / "half a package").exists()
    question = "import parley_stand_in as p, sys, json; print(json.dumps([p.WHERE, sys.prefix]))"
    answer = subprocess.run(
        [venv.python, "-P", "-c", question], capture_output=True, check=True, env={}, cwd=tmp_path
    )
    where, prefix = json.loads(answer.stdout)
    assert Path(where).samefile(package / "__init__.py")
    assert Path(prefix).samefile(venv.root)

    configuration = venv.root / "pyvenv.cfg"
    assert configuration.exists()
    venv.python.unlink()
    assert environment.state(venv) == "broken"


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    venv = Venv(tmp_path / "venv")
    said = threading.Event()

    class Listening(io.StringIO):
        def write(self, text: str) -> int:
            if "Another set-up" in text:
                said.set()
            return super().write(text)

    order: list[str] = []

    def second() -> None:
        with environment.exclusive(venv, Console(Listening(), 1)):
            order.append("second")

    thread = threading.Thread(target=second)
    with environment.exclusive(venv, Console(io.StringIO(), 1)):
        thread.start()
        assert said.wait(30)
        order.append("first")
    thread.join(30)
    assert order == ["first", "second"]


def test_temporary_files_of_a_killed_set_up_are_cleared(tmp_path: Path) -> None:
    venv = Venv(tmp_path)
    venv.scratch.mkdir()
    (venv.scratch / "left over").touch()
    with environment.exclusive(venv, Console(io.StringIO(), 1)):
        assert list(venv.scratch.iterdir()) == []
    assert not venv.scratch.exists()


def test_the_place_of_a_module_fits_this_system(tmp_path: Path) -> None:
    venv = Venv(tmp_path)
    inner = ("Lib",) if sys.platform == "win32" else ("lib",)
    assert venv.site_packages.relative_to(tmp_path).parts[:1] == inner
