"""A whole window in another language: nothing that it shows stays English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine, context_full
from parley.application import Application, resources_dir
from parley.chat import filling
from parley.engine.endings import crashed
from parley.ui import languages
from parley.ui.main_window import MainWindow
from parley.ui.prompts.built_in import first_prompts
from parley.ui.shortcuts import ShortcutsWindow


@pytest.fixture(params=["de", "fr"])
def language(
    request: pytest.FixtureRequest, app: QApplication, compiled_texts: Path
) -> Iterator[str]:
    """Return the language that the windows speak in this test."""
    spoken: str = request.param
    languages.install(app, spoken, resources_dir(), compiled_texts)
    yield spoken
    languages.install(app, "en", resources_dir(), compiled_texts)


@pytest.fixture
def english(language: str) -> frozenset[str]:
    """Return the English texts that are other ones in the language, without mnemonics."""
    tree = ElementTree.parse(resources_dir() / "translations" / f"parley_{language}.ts")
    texts: dict[str, set[str]] = {}
    for message in tree.getroot().iter("message"):
        source = message.findtext("source", "").replace("&", "")
        texts.setdefault(source, set()).add(message.findtext("translation", "").replace("&", ""))
    # “Message” is French, too.
    same = {text for translations in texts.values() for text in translations}
    return frozenset(texts.keys() - same)


def shown(widget: QWidget) -> Iterator[str]:
    """Tell every text of a widget and of what is in it, also names and tooltips."""
    for part in [widget, *widget.findChildren(QWidget)]:
        yield from (part.windowTitle(), part.toolTip(), part.accessibleName())
        yield part.accessibleDescription()
        if isinstance(part, QAbstractButton | QLabel):
            yield part.text()
        if isinstance(part, QLineEdit | QTextEdit | QPlainTextEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(row) for row in range(part.count()))
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip())


def left(widget: QWidget, english: frozenset[str]) -> set[str]:
    """Return the texts of a widget that stayed English."""
    return {text for text in shown(widget) if text.replace("&", "") in english}


def test_a_new_window_with_its_panel(
    english: frozenset[str], window: MainWindow, qtbot: QtBot
) -> None:
    window.settings_pane.open()
    assert left(window, english) == set()


def test_the_settings(english: frozenset[str], window: MainWindow, qtbot: QtBot) -> None:
    window.settings_pane.open_dialog()
    dialog = window.settings_pane.dialog
    assert dialog is not None
    assert left(dialog, english) == set()
    dialog.close()


def test_the_list_of_shortcuts(english: frozenset[str], window: MainWindow, qtbot: QtBot) -> None:
    shortcuts = ShortcutsWindow(window.commands, window)
    assert left(shortcuts, english) == set()
    shortcuts.close()


def test_answers_and_failures(
    english: frozenset[str],
    window: MainWindow,
    engine: ScriptedEngine,
    tell: Callable[..., None],
) -> None:
    engine.will_answer("The mistral is a wind.")
    engine.will_answer("It blows", crashed(0, -9, ["last words"]))
    engine.will_answer(context_full())
    for question in ("What is it?", "And then?", "Go on."):
        window.page.send(question)
        tell()
    assert left(window, english) == set()


def test_a_model_that_is_not_there(
    english: frozenset[str], language: str, window: MainWindow, program: Application
) -> None:
    program.change_settings(model="nowhere.gguf")
    window.page.send("Hello")
    said = window.page.notice.label.text()
    start = {"de": "Unter „", "fr": "Il n’y a pas de"}[language]
    assert said.startswith(start)
    assert not any(sentence in said for sentence in english if len(sentence) > 12)


def test_what_the_first_prompts_ask_for_is_named_in_the_language(language: str) -> None:
    named = [
        [variable.name for variable in filling.variables(prompt.text)] for prompt in first_prompts()
    ]
    assert [len(names) for names in named] == [2, 2, 2, 2, 1, 1]
    # “style” and “code” are French, too.
    english = {"length", "text", "reader", "what", "language"}
    assert english.isdisjoint(name for names in named for name in names)


def test_the_smallest_window_cuts_no_words_of_the_search(
    language: str, window: MainWindow, app: QApplication
) -> None:
    search = window.top_bar.search
    window.resize(1000, 500)
    app.processEvents()
    keys = window.commands.command("palette.open").keys
    assert search.text().endswith(keys)
    window.resize(window.minimumSize())
    app.processEvents()
    assert keys not in search.text()
    assert search.sizeHint().width() <= search.width()
    assert window.top_bar.menus.geometry().right() < search.geometry().left()
    assert search.accessibleName()
    window.resize(1000, 500)
    app.processEvents()
    assert search.text().endswith(keys)
