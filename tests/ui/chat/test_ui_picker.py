"""Choosing the model: what the button says, what the list offers, which conversation it is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from helpers.gguf_models import tiny
from helpers.scripted_engine import ScriptedEngine, prefill
from parley.application import Application
from parley.chat.picking import Entry
from parley.core.paths import Paths
from parley.engine.protocol import LoadProgress
from parley.ui.main_window import MainWindow
from parley.ui.picker.popup import ModelPopup
from parley.ui.picker.rows import CHOSEN, ENTRY, Rows

Tell = Callable[..., None]
RETURN, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def other(paths: Paths) -> str:
    """Put another model into the models folder and return its path."""
    return str(tiny(paths.models / "Breeze-Instruct-F16.gguf"))


@pytest.fixture
def popup(window: MainWindow, other: str, qtbot: QtBot) -> ModelPopup:
    """Return the list of models, open and filled."""
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> ModelPopup:
    """Open the list by its button and wait until it is filled."""
    qtbot.mouseClick(window.page.picking.button, Qt.MouseButton.LeftButton)
    shown = window.page.picking.popup
    assert shown is not None
    qtbot.waitUntil(lambda: shown.view.isVisible() and shown.rows.rowCount() > 0)
    return shown


def rows(popup: ModelPopup) -> list[str]:
    """Return headings and names, as they are listed."""
    return [str(popup.rows.index(row, 0).data()) for row in range(popup.rows.rowCount())]


def choose(popup: ModelPopup, qtbot: QtBot, words: str) -> None:
    """Search and press Enter, as a person without a mouse does."""
    popup.search.clear()
    qtbot.keyClicks(popup.search, words)
    qtbot.keyClick(popup.search, RETURN)


def test_the_button_names_the_model_and_opens_the_list(
    window: MainWindow, popup: ModelPopup
) -> None:
    button = window.page.picking.button
    assert button.accessibleName() == "Model: SmolLM2 135M · Q4_1"
    assert rows(popup)[0] == "Installed"
    assert {"SmolLM2 135M Instruct", "To download", "Llama 3.2 3B Instruct"} <= set(rows(popup))
    assert any("reeze" in name or "tiny" in name.lower() for name in rows(popup)[:4])
    chosen = [r for r in range(popup.rows.rowCount()) if popup.rows.index(r, 0).data(CHOSEN)]
    assert [popup.rows.index(row, 0).data(ENTRY).key for row in chosen] == ["starter"]
    assert popup.search.hasFocus()
    assert not popup.unload_button.isVisible()


def test_a_model_is_chosen_by_keys_for_this_conversation_alone(
    window: MainWindow, qtbot: QtBot, program: Application, engine: ScriptedEngine, tell: Tell,
    other: str,
) -> None:  # fmt: skip
    page = window.page
    page.send("Hello")
    tell()
    popup = opened(window, qtbot)
    assert not popup.for_new.isChecked()
    choose(popup, qtbot, "breeze")
    assert not popup.isVisible()
    assert page.setup.options.model == other
    assert program.settings.model == "starter"
    page.send("And you?")
    tell()
    assert [path for path, _ in engine.loads][-1] == other
    window.new_chat()
    assert "SmolLM2" in page.picking.button.accessibleName()


def test_a_new_chat_s_choice_is_for_all_new_ones_unless_that_is_taken_off(
    window: MainWindow, qtbot: QtBot, program: Application, popup: ModelPopup, other: str
) -> None:
    assert popup.for_new.isChecked()
    choose(popup, qtbot, "breeze")
    assert program.settings.model == other
    assert window.page.setup.options.model is None
    popup = opened(window, qtbot)
    popup.for_new.setChecked(False)
    choose(popup, qtbot, "smollm")
    assert program.settings.model == other
    assert window.page.setup.options.model == "starter"


def test_a_model_that_is_not_here_is_asked_for(
    window: MainWindow, qtbot: QtBot, popup: ModelPopup, program: Application
) -> None:
    asked: list[Entry] = []
    window.page.picking.fetch_asked.disconnect()
    window.page.picking.fetch_asked.connect(asked.append)
    choose(popup, qtbot, "llama 3.2 3b")
    assert not popup.isVisible()
    assert program.settings.model == "starter"
    assert [entry.key for entry in asked] == ["bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M"]


def test_arrows_move_in_the_list_while_the_search_keeps_the_focus(
    popup: ModelPopup, qtbot: QtBot
) -> None:
    first = popup.view.currentIndex().row()
    qtbot.keyClick(popup.search, DOWN)
    after = popup.view.currentIndex()
    assert after.row() != first
    assert after.data(ENTRY) is not None
    assert popup.search.hasFocus()
    qtbot.keyClicks(popup.search, "zzzz")
    assert popup.said.isVisible()
    qtbot.keyClick(popup.search, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_loaded_model_stands_first_and_can_be_unloaded(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    window.page.send("Hello")
    tell()
    popup = opened(window, qtbot)
    assert rows(popup)[:2] == ["Loaded", "SmolLM2 135M Instruct"]
    popup.unload_button.click()
    assert engine.model is None
    assert not popup.isVisible()
    assert "unloaded" in window.page.notice.label.text()


def test_a_model_that_answers_is_unloaded_afterwards_and_that_is_said(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("One", " two")
    window.page.send("Count")
    tell(3)
    assert window.commands.run("model.unload")
    assert "once it has done" in window.page.notice.label.text()
    tell()


def test_the_command_with_a_name_opens_the_list_searched(
    window: MainWindow, qtbot: QtBot, other: str
) -> None:
    qtbot.keyClicks(window.page.composer.edit, "/model breeze")
    qtbot.keyClick(window.page.composer.edit, RETURN)
    popup = window.page.picking.popup
    assert popup is not None
    qtbot.waitUntil(lambda: popup.rows.rowCount() == 2)
    assert isinstance(popup.search, QLineEdit)
    assert popup.search.text() == "breeze"
    popup.close()


def test_what_is_known_of_a_model_is_read_beside_the_window(
    window: MainWindow, qtbot: QtBot, program: Application, other: str
) -> None:
    program.change_settings(model=other)
    window.windows.settings_changed.emit()
    picking = window.page.picking
    qtbot.waitUntil(lambda: "weights" in picking.card.about)
    assert picking.card.quantisation == "F16"
    assert "F16" in picking.button.accessibleName()


def test_loading_and_reading_are_said_in_words_and_by_a_line(
    window: MainWindow, engine: ScriptedEngine, tell: Tell
) -> None:
    header = window.page.header
    engine.will_load(LoadProgress(0, 0.43))
    engine.will_answer(prefill(1240, 2060), "Hello")
    window.page.send("Hello")
    tell(1)
    assert header.doing.text() == "Loading SmolLM2 135M, 43 %"
    assert header.line.isVisible()
    assert header.line.value() == 430
    tell(2)
    assert header.doing.text() == "Reading the prompt, 60 % · 1,240 of 2,060 tokens"
    assert header.line.accessibleName() == header.doing.text()
    tell()
    assert not header.line.isVisible()
    assert header.doing.text() == ""


def test_tips_show_what_a_model_file_says_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.status.show_model("<img src='x'>", "ready")
    assert window.status.model.toolTip().startswith("<qt>&lt;img")
    listed = Rows()
    listed.show([("Installed", [Entry("x", "Odd", "here", problem="<b>It is damaged.")])], "x")
    assert listed.item(1).toolTip().startswith("<qt>&lt;b&gt;")


def test_examples_suit_the_model(
    window: MainWindow, qtbot: QtBot, program: Application, paths: Paths
) -> None:
    small = [button.accessibleName() for button in window.page.empty.buttons]
    coder = tiny(paths.models / "Codestral-22B-v0.1-Q4_K_M.gguf")
    program.change_settings(model=str(coder))
    window.windows.settings_changed.emit()
    qtbot.waitUntil(lambda: window.page.picking.card.name == "Codestral 22B v0.1")
    assert window.page.picking.card.about == "Writing code and filling it in."
    assert window.page.picking.card.family == "mistral"
    shown = [button.accessibleName() for button in window.page.empty.buttons]
    assert len(shown) == len(set(shown) - set(small)) == 4
