"""The panel over the real engine and the starter model: what it says is what happens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.fit.values import Allocation
from parley.ui.main_window import MainWindow
from parley.ui.settings.panel import SettingsPanel


@pytest.fixture
def program(paths: Paths) -> Iterator[Application]:
    """Return the program with the engine of this installation."""
    program = Application(paths, resources_dir())
    yield program
    program.close()


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, program: Application) -> Iterator[MainWindow]:
    """Return an open window of it."""
    window = MainWindow(program)
    qtbot.addWidget(window)
    window.resize(1100, 800)
    window.show()
    yield window
    window.close()
    window.sessions.post.close()  # the engine has a last word, which nobody hears any more


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> SettingsPanel:
    """Return its panel once the engine was asked."""
    window.settings_pane.open()
    panel = window.settings_pane.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.load.basis.text().startswith("Checked"), timeout=60_000)
    return panel


def test_a_load_takes_what_the_bar_says(
    program: Application, window: MainWindow, panel: SettingsPanel, qtbot: QtBot
) -> None:
    panel.load.rows["context"].control.number.setValue(1024)
    qtbot.waitUntil(lambda: panel.load.basis.text().startswith("Checked"), timeout=60_000)
    shown = sum(
        share.count
        for bar in panel.load._places
        for share, _, _ in bar.bar.spans()
        if share.fill in {"weights", "cache", "compute"}
    )
    panel.load.load_button.click()
    qtbot.waitUntil(
        lambda: program.engine is not None and program.engine.model is not None, timeout=60_000
    )
    loaded = program.engine.model  # type: ignore[union-attr]
    assert loaded is not None
    assert loaded.context == 1024
    assert Allocation(loaded.buffers, loaded.context).total == pytest.approx(shown, rel=0.01)


def test_an_answer_obeys_what_is_set(
    program: Application, window: MainWindow, panel: SettingsPanel, qtbot: QtBot
) -> None:
    panel.prompt.edit.setPlainText("You count.")
    panel.sampling.rows["temperature"].control.number.setValue(0)
    limit = panel.sampling.rows["max_tokens"].control
    limit.choice.activated.emit(1)
    limit.number.setValue(5)
    window.page.send("Count from one to one hundred in words.")

    def answered() -> bool:
        assert window.page.conversation is not None
        answer = program.store.messages(window.page.conversation.id)[-1]
        return answer.status == "complete" and answer.role == "assistant"

    qtbot.waitUntil(answered, timeout=60_000)
    answer = program.store.messages(window.page.conversation.id)[-1]  # type: ignore[union-attr]
    assert answer.figures is not None
    assert answer.figures.generated_tokens == 5
    assert answer.finish_reason == "length"
