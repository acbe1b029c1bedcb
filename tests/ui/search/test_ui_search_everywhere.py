"""The search at the left: typing, results, choosing one, and leaving it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from parley.application import Application
from parley.chat.search import ChatSearch, Hit
from parley.core.errors import ParleyError
from parley.ui import fonts, theme
from parley.ui.icons import Icons
from parley.ui.post import Poster
from parley.ui.search.everywhere import SearchEverywhere
from parley.ui.search.results import laid_out, units
from parley.ui.search.worker import SearchWorker


class Panel(QWidget):
    """A field with its results below, as the sidebar has them."""

    def __init__(self, program: Application) -> None:
        super().__init__()
        self.poster = Poster(self)
        self.worker = SearchWorker(program.open_search, self.poster)
        icons = Icons(program.resources)
        self.search = SearchEverywhere(self.worker, theme.LIGHT, icons, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search.field)
        layout.addWidget(self.search.results)
        self.search.active_changed.connect(self.search.results.setVisible)
        self.opened: list[tuple[Hit, str]] = []
        self.search.opened.connect(lambda hit, typed: self.opened.append((hit, typed)))


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot, program: Application) -> Iterator[Panel]:
    panel = Panel(program)
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.search.results.hide()
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    yield panel
    panel.worker.close()
    panel.poster.close()


def fill(program: Application) -> int:
    """Store some conversations, and have them indexed; return the id of the last."""
    for number in range(60):
        talk = program.store.create(title=f"About ships {number}").id
        program.store.add(talk, "user", f"The keeper of lighthouse {number} counts ships")
    talk = program.store.create(title="Winds").id
    program.store.add(talk, "user", "When does the mistral blow?")
    with program.open_search() as search:
        search.index.update()
    return talk


def rows(panel: Panel) -> int:
    return panel.search.model.rowCount()


def test_typing_shows_results_and_enter_opens_the_first(
    panel: Panel, qtbot: QtBot, program: Application
) -> None:
    talk = fill(program)
    assert not panel.search.active
    qtbot.keyClicks(panel.search.field, "mistr")
    qtbot.waitUntil(lambda: rows(panel) == 1)
    assert panel.search.active
    hit = panel.search.model.at(0)
    assert hit is not None
    assert (hit.conversation_id, hit.title) == (talk, "Winds")
    qtbot.keyClick(panel.search.field, Qt.Key.Key_Return)
    assert panel.opened == [(hit, "mistr")]
    spoken = panel.search.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Winds, ")
    assert spoken.endswith(": When does the mistral blow?")


def test_enter_before_the_results_came_opens_the_first_of_them(
    panel: Panel, qtbot: QtBot, program: Application
) -> None:
    fill(program)
    qtbot.keyClicks(panel.search.field, "mistral")
    qtbot.keyClick(panel.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(panel.opened))
    assert panel.opened[0][0].title == "Winds"


def test_keys_go_down_into_the_results_and_back_and_escape_leaves(
    panel: Panel, qtbot: QtBot, program: Application
) -> None:
    fill(program)
    search = panel.search
    search.begin()
    qtbot.keyClicks(search.field, "lighthouse")
    qtbot.waitUntil(lambda: rows(panel) == 30 and search.note.isHidden())
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    assert search.view.hasFocus()
    qtbot.keyClick(search.view, Qt.Key.Key_Down)
    second = search.model.at(1)
    qtbot.keyClick(search.view, Qt.Key.Key_Return)
    assert [hit for hit, _ in panel.opened] == [second]
    for _ in range(2):
        qtbot.keyClick(search.view, Qt.Key.Key_Up)
    assert search.field.hasFocus()
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.left):
        qtbot.keyClick(search.view, Qt.Key.Key_Escape)
    assert not search.active
    assert search.field.text() == ""


def test_more_results_come_as_the_list_is_scrolled(
    panel: Panel, qtbot: QtBot, program: Application
) -> None:
    fill(program)
    qtbot.keyClicks(panel.search.field, "keeper")
    qtbot.waitUntil(lambda: rows(panel) == 30)
    panel.search.view.scrollToBottom()
    qtbot.waitUntil(lambda: rows(panel) == 60)


def test_nothing_found_is_said_and_no_words_show_the_list(
    panel: Panel, qtbot: QtBot, program: Application
) -> None:
    fill(program)
    qtbot.keyClicks(panel.search.field, "zebra")
    qtbot.waitUntil(lambda: panel.search.active)
    assert panel.search.stack.currentWidget() is panel.search.nothing
    panel.search.field.setText("  ")
    assert not panel.search.active


def test_only_the_newest_question_is_answered_and_none_after_leaving(
    app: QApplication, qtbot: QtBot, program: Application
) -> None:
    gate = threading.Event()
    began = threading.Event()

    class Slow(ChatSearch):
        def search(self, text: str, **more: object):  # type: ignore[no-untyped-def]
            began.set()
            gate.wait(10)
            return super().search(text, **more)  # type: ignore[arg-type]

    @contextlib.contextmanager
    def slow() -> Iterator[ChatSearch]:
        with program.open_search() as search:
            yield Slow(search._connection)

    fill(program)
    poster = Poster()
    worker = SearchWorker(slow, poster)
    answers: list[str] = []
    worker.ask("one", lambda _: answers.append("one"))
    qtbot.waitUntil(began.is_set)
    worker.ask("two", lambda _: answers.append("two"))
    worker.ask("three", lambda _: answers.append("three"))
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["three"]
    began.clear()
    gate.clear()
    worker.ask("four", lambda _: answers.append("four"))
    qtbot.waitUntil(began.is_set)
    worker.forget()
    gate.set()
    worker.close()
    app.processEvents()
    assert answers == ["three"]
    poster.close()


def test_what_is_new_is_indexed_while_nothing_is_asked(
    panel: Panel, qtbot: QtBot, program: Application
) -> None:
    fill(program)
    program.store.add(program.store.create(title="New").id, "user", "something new")
    done: list[bool] = []
    panel.worker.index(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    with program.open_search() as search:
        assert search.index.waiting() == 0


def test_what_the_database_refuses_is_told_and_the_next_question_tries_again(
    app: QApplication, qtbot: QtBot, program: Application
) -> None:
    refuse = [True]

    @contextlib.contextmanager
    def opened() -> Iterator[ChatSearch]:
        if refuse.pop() if refuse else False:
            raise ParleyError("database_busy", "It is busy.", hint="Wait.")
        with program.open_search() as search:
            yield search

    fill(program)
    poster = Poster()
    worker = SearchWorker(opened, poster)
    answers: list[object] = []
    worker.ask("mistral", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert isinstance(answers[0], ParleyError)
    worker.ask("mistral", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert not isinstance(answers[1], ParleyError)
    indexed: list[bool] = []
    worker.index(lambda: indexed.append(True))
    qtbot.waitUntil(lambda: bool(indexed))
    worker.close()
    poster.close()


def test_a_program_that_ends_without_closing_it_is_not_held_up(parley_home: Path) -> None:
    code = (
        "from parley.application import Application;"
        "from parley.ui.search.worker import SearchWorker;"
        "SearchWorker(Application.open().open_search, print).index()"
    )
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)


def test_of_a_text_that_is_too_long_is_told_where_its_last_line_begins(app: QApplication) -> None:
    font, wrapping = fonts.ui_font(theme.SIZE_SMALL), QTextOption()
    text = "🦙🦙 llamas and mistral winds " * 6
    layout, last = laid_out(text, font, wrapping, [], 200, 2)
    assert last is not None
    assert layout.lineAt(1).textStart() == units(text[:last])
    assert 0 < last < len(text) // 2
    assert laid_out(text[:20], font, wrapping, [], 200, 2)[1] is None
