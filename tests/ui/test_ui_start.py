"""Starting the program: what opens, what is said when it cannot, and what is measured."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from parley.application import Application, command_services, resources_dir
from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.ui import start
from parley.ui.dialogs import Dialog


def parley(*arguments: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        [sys.executable, "-m", "parley", *arguments],
        env={**os.environ, "PARLEY_HOME": str(home), **env},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_newer_database_is_refused_in_a_dialog(
    app: QApplication, parley_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Application.open().close()
    database = sqlite3.connect(Paths(parley_home).database)
    database.execute("INSERT INTO migrations VALUES (999, 'from the future', 0)")
    database.commit()
    database.close()
    said: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        said.append(dialog.windowTitle())
        dialog.buttons["Close"].click()

    QTimer.singleShot(0, answer)
    assert start.main(Application.open, resources_dir) == 1
    assert "newer Parley" in said[0]
    assert "newer Parley" in capsys.readouterr().err


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ParleyError) as caught:
        Application.open({"PARLEY_HOME": str(tmp_path / "file" / "home")})
    assert caught.value.code == "home_unwritable"


def test_a_wrong_load_option_is_said_with_its_name(program: Application) -> None:
    program.change_settings(load={"context": "large"})
    with pytest.raises(ParleyError, match="load options") as caught:
        program.choice_for()
    assert "context" in str(caught.value)


def test_the_settings_reach_the_engine(program: Application) -> None:
    program.change_settings(load={"context": 2048}, sampling={"temperature": 0.5}, idle_unload=60.0)
    choice = program.choice_for()
    assert choice.options.context == 2048
    assert choice.options.idle_unload == 60.0
    assert program.sampling_for().temperature == 0.5


def test_a_card_says_what_the_file_says(program: Application, starter_model: Path) -> None:
    card = program.read_card(str(starter_model))
    assert "SmolLM2" in card.name or "Smollm2" in card.name
    assert "135 million weights" in card.about


def test_commands_get_services_without_a_window(parley_home: Path) -> None:
    services = command_services()
    assert services.paths.home == parley_home
    assert services.notices == ()


def test_the_window_starts_measures_itself_and_ends(parley_home: Path) -> None:
    ended = parley("--measure-start", home=parley_home)
    assert ended.returncode == 0, ended.stderr
    measured = json.loads(ended.stdout)
    assert 0 < measured["window_seconds"] < 240
    assert 20e6 < measured["rss_bytes"] < 160e6


def test_the_next_session_starts_the_window(app: QApplication) -> None:
    class Manager:
        """As `QSessionManager`, which only a session can make."""

        command: Sequence[str] = ()

        def setRestartCommand(self, command: Sequence[str]) -> None:
            self.command = command

    manager = Manager()
    start._come_back(manager)  # type: ignore[arg-type]
    assert list(manager.command) == [sys.executable, "-m", "parley"]


def test_no_heavy_library_is_imported_for_the_first_window(parley_home: Path) -> None:
    code = (
        "import sys; from parley import application; from parley.ui import start, main_window;"
        "heavy = {'huggingface_hub', 'typer', 'rich', 'markdown_it', 'pygments', 'llama_cpp',"
        " 'jinja2', 'numpy', 'keyring'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert ended.stdout.strip() == "[]"


def test_a_picture_shows_the_real_answer(
    parley_home: Path, tmp_path: Path, starter_model: Path, app: QApplication
) -> None:
    from PySide6.QtGui import QImage

    picture = tmp_path / "window.png"
    ended = parley(
        "--picture", str(picture), "Say hello", "--theme", "dark", "--scale", "2",
        "--max-tokens", "12",
        home=parley_home, PARLEY_STARTER_MODEL=str(starter_model),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (2160, 1440)
    assert not parley_home.exists() or not Paths(parley_home).database.exists()


@pytest.mark.parametrize(
    ("picture", "model", "said"),
    [
        ("window.txt", "starter", "ends in .png"),
        ("no/such/folder/window.png", "starter", "no folder"),
        ("window.png", "nobody", "no model called"),
    ],
)
def test_a_picture_that_cannot_be_made_is_one_sentence(
    parley_home: Path, tmp_path: Path, picture: str, model: str, said: str
) -> None:
    ended = parley("--picture", str(tmp_path / picture), "Hi", "--model", model, home=parley_home)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert ended.stderr.strip().count("\n") == 0
    assert "Traceback" not in ended.stderr


def test_without_a_display_the_terminal_is_offered(parley_home: Path) -> None:
    if not sys.platform.startswith("linux"):
        return  # Other systems always have one.
    hidden = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    ended = parley(home=parley_home, **hidden)
    assert ended.returncode == 1
    assert "parley chat" in ended.stderr


def test_settings_that_another_process_changed_are_kept(program: Application, paths: Paths) -> None:
    other = Application(paths, program.resources)
    other.change_settings(theme="dark")
    program.change_settings(density="compact")
    assert program.settings.theme == "dark"
    other.close()
    again = Application(paths, program.resources)
    assert (again.settings.theme, again.settings.density) == ("dark", "compact")
    again.close()
