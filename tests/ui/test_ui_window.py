"""The main window: conversations, keyboard, dropped models, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from helpers.small_models import model_bytes, put, split
from parley.application import Application
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]


def titles(window: MainWindow) -> list[str]:
    model = window.conversations.model
    rows = [model.at(place) for place in range(model.rowCount())]
    return [row.conversation.title for row in rows if row is not None and row.conversation]


def dialog() -> Dialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, Dialog)
    return found


def test_the_newest_conversation_stands_first(window: MainWindow, tell: Tell) -> None:
    for text in ("First", "Second"):
        window.new_chat()
        window.page.send(text)
        tell()
    assert titles(window) == ["Second", "First"]
    assert window.windowTitle() == "Second – Parley"


def test_the_keyboard_is_enough(window: MainWindow, qtbot: QtBot, tell: Tell) -> None:
    for text in ("First", "Second", "Third"):
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(window.page.composer.edit, text)
        qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_Return)
        tell()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_PageDown, control)
    assert window.page.title.text() == "Second"
    qtbot.keyClick(window, Qt.Key.Key_PageUp, control)
    assert window.page.title.text() == "Third"
    window.conversations.view.setFocus()
    qtbot.keyClick(window.conversations.view, Qt.Key.Key_Down)
    assert window.page.title.text() == "Second"
    qtbot.keyClick(window.conversations.view, Qt.Key.Key_Delete)
    assert titles(window) == ["Third", "First"]
    qtbot.keyClick(window, Qt.Key.Key_L, control)
    assert window.page.composer.edit.hasFocus()


def test_tab_goes_round_through_the_controls(window: MainWindow, qtbot: QtBot, tell: Tell) -> None:
    window.page.send("Hi")
    tell()
    seen: list[QWidget | None] = []
    for _ in range(12):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    for part in (
        window.page.composer.edit,
        window.conversations.new_button,
        window.conversations.view,
        window.page.transcript,
    ):
        assert part in seen


def test_every_control_has_a_name(window: MainWindow, tell: Tell) -> None:
    window.page.send("Hi")
    tell()
    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text())
        and not button.objectName().startswith("qt_")
    ]
    assert nameless == []
    for part in (window.page.composer.edit, window.conversations.view, window.page.transcript):
        assert part.accessibleName()


def drop(window: MainWindow, *paths: Path) -> bool:
    """Drag files over the window and let go; return whether the window took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(window.rect().center(), copy, data, button, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPointF(window.rect().center()), copy, data, button, none)
    QApplication.sendEvent(window, let_go)
    return True


def test_a_dropped_model_answers_from_now_on(
    window: MainWindow, qtbot: QtBot, program: Application, engine: ScriptedEngine, tell: Tell,
    starter_model: Path, tmp_path: Path,
) -> None:  # fmt: skip
    mine = tmp_path / "My model.GGUF"
    mine.write_bytes(starter_model.read_bytes())
    assert drop(window, mine)
    qtbot.waitUntil(lambda: "answers from now on" in window.page.notice.label.text())
    assert program.settings.model == str(mine)
    window.page.send("Hi")
    tell()
    assert engine.loads[0][0] == str(mine)


def test_a_dropped_model_is_listed_from_now_on(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    mine = put(tmp_path / "mine.gguf", model_bytes())
    assert drop(window, mine)
    qtbot.waitUntil(lambda: "answers from now on" in window.page.notice.label.text())
    assert mine in {model.path for model in program.library.scan().models}


def test_a_dropped_folder_lists_its_models_and_its_only_one_answers(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    folder = tmp_path / "models of mine"
    only = put(folder / "a.gguf", model_bytes(1))
    assert drop(window, folder)
    qtbot.waitUntil(lambda: "answers from now on" in window.page.notice.label.text())
    assert program.settings.model == str(only)
    second = put(folder / "sub" / "b.gguf", model_bytes(2))
    assert drop(window, folder)
    qtbot.waitUntil(lambda: "2 models in" in window.page.notice.label.text())
    assert program.settings.model == str(only)
    assert {only, second} <= {model.path for model in program.library.scan().models}


def test_a_folder_without_models_is_said(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert drop(window, tmp_path / "empty")
    qtbot.waitUntil(lambda: "no GGUF model" in window.page.notice.label.text())
    assert program.settings.model == "starter"


def test_a_file_that_is_no_model_is_said_and_changes_nothing(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(b"<html>not found</html>")
    assert drop(window, wrong)
    qtbot.waitUntil(window.page.notice.isVisible)
    assert program.settings.model == "starter"


def test_other_files_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.touch()
    assert not drop(window, text)
    assert not drop(window, put(tmp_path / "a.gguf", model_bytes()), text)


def test_several_dropped_models_are_listed_and_what_is_none_is_said(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    mine = [put(tmp_path / f"{number}.gguf", model_bytes(number)) for number in (1, 2)]
    wrong = put(tmp_path / "wrong.gguf", b"<html>not found</html>")
    assert drop(window, *mine, wrong)
    qtbot.waitUntil(lambda: "2 models can be used" in window.page.notice.label.text())
    assert "“wrong.gguf” was not taken" in window.page.notice.label.text()
    assert program.settings.model == "starter"
    assert set(mine) <= {model.path for model in program.library.scan().models}


def test_all_parts_of_a_split_model_dropped_together_are_one_model(
    window: MainWindow, qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    parts = split(tmp_path, "big", 3)
    assert drop(window, *reversed(parts))
    qtbot.waitUntil(lambda: "answers from now on" in window.page.notice.label.text())
    assert program.settings.model == str(parts[0])


def test_size_and_place_are_remembered(
    window: MainWindow, open_window: Callable[[], MainWindow], app: QApplication
) -> None:
    window.resize(777, 555)
    app.processEvents()
    window.close()
    again = MainWindow(window.services)
    assert (again.width(), again.height()) == (777, 555)
    again.close()


def test_a_damaged_memory_of_the_window_is_forgotten(
    program: Application, open_window: Callable[[], MainWindow]
) -> None:
    program.change_settings(windows={"main": "not base64 at all"})
    assert open_window().isVisible()


def test_offline_is_shown_kept_and_obeyed(window: MainWindow, program: Application) -> None:
    window.commands.run("program.offline")
    assert program.settings.offline
    assert program.network.offline
    assert window.status.network.text() == "offline"
    window.commands.run("program.offline")
    assert not program.network.offline
    assert window.status.network.text() == ""


def test_what_the_start_has_to_say_is_said(
    paths: object, app: QApplication, qtbot: QtBot, parley_home: Path
) -> None:
    from parley.application import resources_dir
    from parley.core.paths import Paths

    (parley_home / "settings.json").write_text("{broken", encoding="utf-8")
    program = Application(Paths(parley_home), resources_dir())
    window = MainWindow(program)
    qtbot.addWidget(window)
    assert "settings file is damaged" in window.page.notice.label.text()
    window.close()
    program.close()


def test_about_says_versions_and_licences(window: MainWindow) -> None:
    window.show_about()
    said = " ".join(label.text() for label in dialog().findChildren(type(window.page.title)))
    for part in ("Parley", "Qt", "llama.cpp", "MIT", "LGPL", "Inter", "Lucide"):
        assert part in said
    dialog().close()


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_window_holds_in_both_directions(
    window: MainWindow, app: QApplication, tell: Tell, direction: Qt.LayoutDirection
) -> None:
    app.setLayoutDirection(direction)
    try:
        window.page.send("שלום")
        tell()
        panel = window.conversations.mapTo(window, window.conversations.rect().center()).x()
        page = window.page.mapTo(window, window.page.rect().center()).x()
        assert (panel < page) == (direction == Qt.LayoutDirection.LeftToRight)
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("width", [560, 1000])
def test_all_menus_are_seen_in_both_directions(
    window: MainWindow, app: QApplication, direction: Qt.LayoutDirection, width: int
) -> None:
    app.setLayoutDirection(direction)
    try:
        window.resize(width, 500)
        app.processEvents()
        menus = window.top_bar.menus
        places = [menus.actionGeometry(action) for action in menus.actions()]
        assert len(places) == 5
        assert all(menus.rect().contains(place) and place.width() > 20 for place in places)
        assert window.top_bar.search.width() >= 96
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
