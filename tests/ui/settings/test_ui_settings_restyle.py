"""Another theme with the settings open: each part is styled once, and all stays in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import getCppPointer

from parley.application import Application
from parley.ui.main_window import MainWindow


class Styled(QObject):
    """Counts how often each widget takes in that its style is another one."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[int] = Counter()
        self.painted = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.times[getCppPointer(watched)[0]] += 1
        elif event.type() == QEvent.Type.Paint:
            self.painted += 1
        return False


@pytest.fixture
def styled(app: QApplication) -> Iterator[Styled]:
    """Return the counter of what is styled from now on."""
    styled = Styled()
    app.installEventFilter(styled)
    yield styled
    app.removeEventFilter(styled)


@pytest.fixture
def full(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Return a window whose panel and dialog of settings are open."""
    window.resize(1200, 700)
    window.settings_pane.open()
    window.settings_pane.open_dialog()
    panel = window.settings_pane.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.load.basis.text().startswith("Checked"), timeout=30_000)
    return window


def test_another_theme_styles_each_part_once(full: MainWindow, styled: Styled) -> None:
    full.commands.run("theme.dark")
    assert len(styled.times) > 1000
    # Once without the old look and once with the new one; Qt by itself makes it up to twelve.
    assert max(styled.times.values()) == 2
    assert styled.painted == 0


def test_the_same_look_styles_nothing(full: MainWindow, styled: Styled) -> None:
    full.windows.restyle()
    assert not styled.times


def test_what_is_read_stays_in_place(
    full: MainWindow, program: Application, app: QApplication, tell: Callable[..., None]
) -> None:
    talk = program.store.create(title="The mistral", policy="trim_oldest")
    for number in range(40):
        role = "assistant" if number % 2 else "user"
        program.store.add(talk.id, role, "The *mistral* is a wind.\n\n- cold\n- dry\n")
    full.open_conversation(talk.id)
    tell()
    panel = full.settings_pane.panel
    assert panel is not None
    transcript, bar = full.page.transcript, panel.view.verticalScrollBar()
    for one in (transcript.verticalScrollBar(), bar):
        one.setValue(one.maximum() // 2)
    app.processEvents()

    def places() -> list[tuple[int, int]]:
        return [(view.message.id, view.y()) for view in transcript.seen_views()]

    before = places(), bar.value()
    assert len(before[0]) > 1
    assert bar.value() > 0
    full.commands.run("theme.dark")
    app.processEvents()
    assert (places(), bar.value()) == before
