"""The library page as a person uses it: real files on a real disk, taken in, verified, deleted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from helpers.heartbeat import busiest
from helpers.small_models import model_bytes, put
from parley.core.errors import ParleyError
from parley.discover.holdings import Holding
from parley.library.values import Measured
from parley.ui.models.library_page import LibraryPage
from parley.ui.models.library_table import HOLDING
from parley.ui.models.window import ModelsWindow
from ui.models.conftest import Here

Open = Callable[[], LibraryPage]


@pytest.fixture
def open_library(open_models: Callable[[], ModelsWindow], qtbot: QtBot) -> Open:
    """Return a function that opens the window at its library, and waits for its models."""

    def open_one() -> LibraryPage:
        window = open_models()
        window.show_page(window.library)
        qtbot.waitUntil(lambda: window.library.ready, timeout=60_000)
        return window.library

    return open_one


def texts(page: LibraryPage, column: int = 0) -> list[str]:
    rows = page.table.rows
    return [str(rows.index(row, column).data()) for row in range(rows.rowCount())]


def test_a_window_that_comes_back_leaves_the_focus_on_the_page_it_shows(
    open_library: Open, qtbot: QtBot
) -> None:
    page = open_library()
    window = page.window()
    assert isinstance(window, ModelsWindow)
    page.table.setFocus()
    window.hide()
    with qtbot.waitActive(window):
        window.show()
    assert not window.discover.filters.search.hasFocus()


def choose(page: LibraryPage, name: str) -> None:
    page.table.selectRow(texts(page).index(name))


def test_models_are_listed_with_where_they_are_from_and_their_speed(
    here: Here, open_library: Open
) -> None:
    path = put(here.paths.models / "mine.gguf", model_bytes(name="Mine"))
    here.library.scan()
    here.library.used(path, Measured(memory_bytes=2 * 10**9, decode=12.0))
    page = open_library()
    assert texts(page) == ["Mine", "SmolLM2 135M Instruct"]
    assert texts(page, 3) == ["Put in the folder", "Came with Parley"]
    assert texts(page, 5) == ["12 tokens/s", "—"]
    choose(page, "Mine")
    assert str(path) in page.about.text()
    assert "took 2.0 GB of memory" in page.about.text()
    assert "not verified yet" in page.about.text() or "never verified" in page.about.text()
    assert page.usage.title.text().startswith("Disk of the models, ")
    assert "Your models" in page.usage.bar.accessibleName()
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert texts(page) == ["SmolLM2 135M Instruct", "Mine"]
    current = page.table.current
    assert current is not None
    assert current.name == "Mine"


def test_words_narrow_the_table_and_nothing_says_so(here: Here, open_library: Open) -> None:
    put(here.paths.models / "mine.gguf", model_bytes(name="Mine"))
    page = open_library()
    page.search.setText("smol")
    assert texts(page) == ["SmolLM2 135M Instruct"]
    page.search.setText("no such model")
    assert page.plates.title.text() == "None of your models is like that"
    assert not page.chat.isEnabled()
    page.plates.button.click()
    assert len(texts(page)) == 2


def test_what_a_stranger_named_takes_no_room_and_is_shown_as_it_is(
    here: Here, open_library: Open, qtbot: QtBot
) -> None:
    path = here.paths.models / "<b>bold" / "mine.gguf"
    put(path, model_bytes(name="\u202eEvil <b>x</b>\n" + "w" * 3000))
    page = open_library()
    window = page.window()
    (row,) = [row for row, name in enumerate(texts(page)) if name.startswith("Evil <b>x</b> w")]
    page.table.selectRow(row)
    tip = str(page.table.rows.index(row, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;bold" in tip
    page.verify.click()
    qtbot.waitUntil(page.reading.isHidden, timeout=20_000)
    page.ask_delete()
    qtbot.waitUntil(lambda: page.dialog is not None)
    assert page.dialog is not None
    for shown in (window, page.dialog):
        assert shown.minimumSizeHint().width() < 1920
    page.dialog.reject()


def test_a_model_is_chatted_with_by_button_by_key_and_by_two_clicks(
    open_library: Open, qtbot: QtBot
) -> None:
    page = open_library()
    with qtbot.waitSignal(page.chat_asked) as asked:
        page.chat.click()
    assert asked.args == ["starter"]
    with qtbot.waitSignal(page.chat_asked):
        QTest.keyClick(page.table, Qt.Key.Key_Return)


def test_the_starter_model_is_verified(open_library: Open, qtbot: QtBot) -> None:
    page = open_library()
    choose(page, "SmolLM2 135M Instruct")
    with qtbot.waitSignal(page.said, timeout=60_000) as told:
        page.verify.click()
        assert page.reading.isVisible()
        assert not page.verify.isEnabled()
    assert told.args is not None
    assert told.args[1] is False
    assert "SmolLM2 135M Instruct" in str(told.args[0])
    qtbot.waitUntil(page.reading.isHidden)
    qtbot.waitUntil(page.verify.isEnabled)


def test_a_damaged_model_is_said_to_be_and_a_reading_can_be_stopped(
    here: Here, open_library: Open, qtbot: QtBot
) -> None:
    path = put(here.paths.models / "mine.gguf", model_bytes(1, name="Mine"))
    here.library.verify(here.library.find("mine"))
    page = open_library()
    choose(page, "Mine")
    # The same size and time, and another content.
    times = path.stat().st_mtime_ns
    put(path, model_bytes(2, name="Mine"))
    os.utime(path, ns=(times, times))
    with qtbot.waitSignal(page.said, timeout=60_000) as told:
        page.verify.click()
    assert told.args is not None
    assert told.args[1] is True
    assert "Not what it was" in str(told.args[0])
    qtbot.waitUntil(page.verify.isEnabled)
    page.begin_verify()
    page.stop.click()
    qtbot.waitUntil(page.reading.isHidden)


def test_deleting_says_what_is_freed_and_asks_first(
    here: Here, open_library: Open, qtbot: QtBot
) -> None:
    path = put(here.paths.models / "mine.gguf", model_bytes(name="Mine"))
    page = open_library()
    choose(page, "Mine")
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.dialog is not None)
    assert page.dialog is not None
    assert "1 file is deleted for ever." in page.dialog.words.text()
    assert "are freed" in page.dialog.words.text()
    page.dialog.buttons["keep"].click()
    assert path.exists()
    page.delete.click()
    qtbot.waitUntil(lambda: page.dialog is not None)
    with qtbot.waitSignal(page.said):
        page.dialog.buttons["delete"].click()
    assert not path.exists()
    qtbot.waitUntil(lambda: texts(page) == ["SmolLM2 135M Instruct"])


def test_the_starter_model_stays_and_it_is_said_why(open_library: Open, qtbot: QtBot) -> None:
    page = open_library()
    with qtbot.waitSignal(page.said) as told:
        page.delete.click()
    assert told.args is not None
    assert "belongs to Parley itself" in str(told.args[0])
    assert page.dialog is None


def test_a_file_dropped_on_the_window_is_listed_and_only_taken_off_the_list_again(
    open_models: Callable[[], ModelsWindow], folder: Path, qtbot: QtBot
) -> None:
    path = put(folder / "dropped.gguf", model_bytes(name="Dropped"))
    window = open_models()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    middle = window.rect().center()
    entering = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, data, left, none))
    page = window.library
    qtbot.waitUntil(lambda: page.ready and "Dropped" in texts(page), timeout=60_000)
    qtbot.waitUntil(lambda: page.table.current is not None and page.table.current.name == "Dropped")
    assert "“Dropped” can be used from now on." in window.notice.label.text()
    assert texts(page, 3)[texts(page).index("Dropped")] == "Imported"
    page.ask_delete()
    qtbot.waitUntil(lambda: page.dialog is not None)
    assert page.dialog is not None
    assert "Nothing is deleted." in page.dialog.words.text()
    page.dialog.buttons["delete"].click()
    qtbot.waitUntil(lambda: "Dropped" not in texts(page))
    assert path.exists()


def test_what_is_no_model_is_refused_in_words(
    open_library: Open, folder: Path, qtbot: QtBot
) -> None:
    page = open_library()
    with qtbot.waitSignal(page.said) as told:
        page.import_files([str(put(folder / "words.gguf", b"no model at all"))])
    assert told.args is not None
    assert told.args[1] is True


def test_its_folder_is_opened_and_the_menu_offers_the_same(
    here: Here, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(here.paths.models / "mine.gguf", model_bytes(name="Mine"))
    page = open_library()
    choose(page, "Mine")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.reveal.click()
    assert [url.toLocalFile() for url in opened] == [str(path.parent)]
    page.table.menu_asked.emit(page.table.visualRect(page.table.currentIndex()).center())
    menu = page.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Chat", "Verify", "Show in folder", "Delete…",
    ]  # fmt: skip
    menu.close()


def test_a_disk_that_does_not_tell_is_said_and_tried_again(
    here: Here, open_models: Callable[[], ModelsWindow], qtbot: QtBot
) -> None:
    real = here.machine
    here.machine = ParleyError(
        "engine_broken", "It did not start.", safe="All is well.", hint="Go."
    )
    window = open_models()
    window.show_page(window.library)
    page = window.library
    qtbot.waitUntil(lambda: page.plates.title.text() == "That did not work")
    here.machine = real
    page.plates.button.click()
    qtbot.waitUntil(lambda: page.ready, timeout=60_000)


def test_from_right_to_left_a_row_is_chosen_and_units_stay_behind_their_numbers(
    open_library: Open, app: QApplication
) -> None:
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        page = open_library()
        assert page.table.current is not None
        assert page.chat.isEnabled()
        assert texts(page, 2) == ["\u200e98 MB"]
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_five_thousand_models_are_searched_sorted_and_scrolled_at_once(
    open_library: Open, app: QApplication
) -> None:
    page = open_library()
    one = page.table.rows.index(0, 0).data(HOLDING)
    many: list[Holding] = [
        msgspec.structs.replace(
            one, key=str(number), name=f"Model {number}", expected=float(number)
        )
        for number in range(5000)
    ]
    page.show_held(many)
    assert page.table.rows.rowCount() == 5000
    bar = page.table.verticalScrollBar()
    taken = busiest(
        app,
        lambda: bar.setValue(bar.maximum()),
        lambda: page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder),
        lambda: page.table.sortByColumn(5, Qt.SortOrder.DescendingOrder),
        lambda: page.search.setText("model 49"),
        lambda: page.search.setText(""),
    )
    assert taken < 0.05
