"""The command that a person is told to run starts this program from where they are."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import parley
from parley.core.launching import command

#: A command of this program with the name that it has in another person's terminal only.
_BY_NAME = re.compile(
    r"\bparley (account|bench|catalog|chats?|compare|downloads|fit|hardware|import|list|log(in|out)"
    r"|pull|recommend|remove|search|serve|show|tokenize|verify|whoami)\b"
)


def told(source: str) -> Iterator[str]:
    """Return the texts in a module that people may read: all but those that say what code does."""
    tree = ast.parse(source)
    notes = {
        id(each.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for each in node.body
        if isinstance(each, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def test_no_text_names_a_command_as_it_may_not_be_called_here() -> None:
    folder = Path(parley.__file__).parent
    named = [
        f"{path.relative_to(folder)}: {text}"
        for path in sorted(folder.rglob("*.py"))
        for text in told(path.read_text(encoding="utf-8"))
        if _BY_NAME.search(text)
    ]
    assert named == []


def test_what_is_shown_starts_the_program_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    line = command("pull", "--help")
    shown = subprocess.run(
        line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0, shown.stderr
    assert "Usage: parley pull" in shown.stdout


def test_a_command_on_the_path_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path = tmp_path / ("parley.cmd" if sys.platform == "win32" else "parley")
    on_path.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command("--quick-ask") == "parley --quick-ask"


def test_the_launcher_of_an_environment_is_named_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    launcher = folder / ("parley.cmd" if sys.platform == "win32" else "parley")
    launcher.touch(mode=0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    # Activated here: a desktop's settings and another terminal know nothing of that.
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), str(tmp_path)]))
    split = shlex.split(command("--quick-ask"), posix=sys.platform != "win32")
    assert [part.strip('"') for part in split] == [str(launcher), "--quick-ask"]
