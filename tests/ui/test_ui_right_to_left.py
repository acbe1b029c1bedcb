"""Windows from right to left: what is written the other way stands where its line begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import Gate, ScriptedEngine, prefill
from parley.application import Application
from parley.ui.chat.message_parts import Activity
from parley.ui.main_window import MainWindow
from parley.ui.search.results import ResultsView
from parley.ui.shortcuts import ShortcutsWindow

Tell = Callable[..., None]


@pytest.fixture
def mirrored(app: QApplication) -> Iterator[QApplication]:
    """Have all windows from right to left in this test."""
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield app
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_what_is_done_is_said_above_its_bar(
    mirrored: QApplication, window: MainWindow, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer(prefill(30, 100), Gate())
    window.page.send("Hello")
    tell()
    activity = window.page.transcript.views[-1].findChild(Activity)
    assert isinstance(activity, Activity)
    words, bar = activity.findChild(QLabel), activity.findChild(QProgressBar)
    assert words is not None
    assert bar is not None
    assert words.isVisible()
    assert words.width() < activity.width() / 2
    assert words.geometry().right() == bar.geometry().right()


def test_names_of_shortcuts_begin_at_the_right(
    mirrored: QApplication, window: MainWindow, qtbot: QtBot
) -> None:
    shortcuts = ShortcutsWindow(window.commands, window)
    shortcuts.show()
    mirrored.processEvents()
    labels = shortcuts.area.widget().findChildren(QLabel)
    heading = next(each for each in labels if each.objectName() == "group")
    name = next(each for each in labels if each.text() == "New chat")
    assert heading.geometry().right() == name.geometry().right()
    assert heading.width() <= heading.sizeHint().width()
    assert name.alignment() & Qt.AlignmentFlag.AlignAbsolute
    assert name.alignment() & Qt.AlignmentFlag.AlignRight
    keys = [each.geometry() for each in labels if each.objectName() == "keys"]
    assert len({place.left() for place in keys}) == 1 < len({place.right() for place in keys})
    shortcuts.close()


class Spy(QPainter):
    """Remembers which way each text runs that is painted."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.ways: dict[str, Qt.LayoutDirection] = {}

    def drawText(self, place: QRect, flags: int, text: str) -> QRect:  # type: ignore[override]
        self.ways[text] = self.layoutDirection()
        return super().drawText(place, flags, text)


def test_a_title_that_was_found_runs_as_its_words_do(
    mirrored: QApplication, window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    talk = program.store.create(title="Ferries to the islands").id
    program.store.add(talk, "user", "When does the mistral blow?")
    window.commands.run("find.everywhere")
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "mistral")
    view = window.conversations.findChild(ResultsView)
    assert isinstance(view, ResultsView)
    qtbot.waitUntil(lambda: view.model() is not None and view.model().rowCount() == 1)
    image = QImage(260, 80, QImage.Format.Format_RGB32)
    painter, option = Spy(image), QStyleOptionViewItem()
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # as a view's painter has it
    option.direction = Qt.LayoutDirection.RightToLeft
    option.rect = image.rect()
    view.itemDelegate().paint(painter, option, view.model().index(0, 0))
    painter.end()
    assert painter.ways["Ferries to the islands"] == Qt.LayoutDirection.LayoutDirectionAuto
