"""Downloads at their edges: a full disk, a limit, other windows, a real answer, a smooth window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from helpers.fetching import REPO, breeze, connected
from helpers.gguf_models import tiny
from helpers.heartbeat import busiest
from helpers.local_hub import Content, LocalHub
from parley.application import Application
from parley.core.paths import Paths
from parley.engine.client import LocalEngine
from parley.engine.protocol import Engine
from parley.ui.downloads.facts import PreparedPage
from parley.ui.main_window import MainWindow
from parley.ui.windows import Windows

MAX_BUSY = 0.05


def test_a_disk_without_room_is_said_before_and_when_it_is_tried(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    model = tiny(tmp_path / "Breeze-F16.gguf")
    hub.add(REPO, {"Breeze-F16.gguf": Content(model, size=10**15)}, card={"license": "mit"})
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    assert isinstance(dialog.page, PreparedPage)
    dialog.buttons[0].click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "no room" in dialog.problem.text()
    assert "Free" in dialog.problem.text()
    assert dialog.isVisible()
    assert window.windows.downloads.items == []
    dialog.reject()


def test_a_disk_that_does_not_say_its_room_is_not_called_full(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub")
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    page = dialog.page
    assert isinstance(page, PreparedPage)
    unsaid = msgspec.structs.replace(page._prepared, space=None)
    shown = PreparedPage(unsaid, window.windows.look)
    qtbot.addWidget(shown)
    said = [label.text() for label in shown.findChildren(QLabel)]
    assert "How much room there is could not be found out." in said
    dialog.reject()


def test_what_is_refused_elsewhere_accepts_no_licence(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub", card={"license": "llama3.2"})
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    # Such as that another window paused what is gone.
    window.windows.downloads.pause(10**6)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert not dialog.buttons[0].isEnabled()
    page = dialog.page
    assert isinstance(page, PreparedPage)
    page.ticks[0].click()
    assert dialog.buttons[0].isEnabled()
    dialog.reject()


def test_a_dialog_that_is_closed_before_the_download_is_kept_takes_nothing_down(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub")
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    bridge = window.windows.downloads
    go_on = threading.Event()
    bridge.ask(lambda _: go_on.wait(20))  # so that it has to wait for its turn
    dialog.buttons[0].click()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    with qtbot.waitSignal(bridge.finished, timeout=20_000):
        go_on.set()
    assert window.downloads.dialog is None


def test_the_limit_of_the_settings_is_obeyed_while_it_runs(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path, program: Application
) -> None:
    breeze(hub, tmp_path / "hub", size=6_000_000)
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    program.change_settings(download_limit=50_000)
    dialog.buttons[0].click()
    bridge = window.windows.downloads
    qtbot.waitUntil(lambda: bool(bridge.items) and bridge.items[0].stage == "running")
    with qtbot.assertNotEmitted(bridge.finished, wait=1500):
        pass
    with qtbot.waitSignal(bridge.finished, timeout=20_000):
        program.change_settings(download_limit=0)


def test_all_windows_say_how_far_it_is_and_one_says_the_end(
    open_window: Callable[[], MainWindow], qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    first, second = open_window(), open_window()
    second.downloads.ask(REPO, "Breeze")
    dialog = second.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    hub.fail("slow", "*", where="storage", size=1_000_000)
    dialog.buttons[0].click()
    for window in (first, second):
        qtbot.waitUntil(lambda window=window: "%" in window.status.downloads.text())
    with qtbot.waitSignal(first.windows.downloads.finished, timeout=20_000):
        pass
    assert second.page.notice.isVisible()
    assert not first.page.notice.isVisible()


def test_without_a_window_in_front_the_icon_of_the_system_says_it(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path, app: QApplication
) -> None:
    from parley.ui.tray import Tray

    breeze(hub, tmp_path / "hub")
    presence = window.windows.presence
    presence.tray = tray = Tray(window.windows, presence)
    tray.icon.show()
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    with qtbot.waitSignal(window.windows.downloads.finished, timeout=20_000):
        dialog.buttons[0].click()
        dialog.hide()
        window.hide()
        assert app.activeWindow() is None
    assert isinstance(tray.icon, QSystemTrayIcon)
    tray.icon.messageClicked.emit()
    assert Path(window.services.settings.model).name == "Breeze-F16.gguf"
    tray.hide()


def test_a_model_chosen_in_the_quick_ask_window_is_asked_about_in_a_window(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    from parley.chat.picking import Entry

    breeze(hub, tmp_path / "hub")
    quick = window.windows.presence.quick_ask
    quick.summon()
    quick.page.picking.fetch_asked.emit(Entry(REPO, "Breeze", "download"))
    assert not quick.isVisible()
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    dialog.reject()


def test_nothing_a_person_does_holds_the_window(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path, app: QApplication
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    hub.fail("slow", "*", where="storage", size=100_000)
    dialog.buttons[0].click()
    bridge = window.windows.downloads
    qtbot.waitUntil(lambda: bool(bridge.items) and bridge.items[0].stage == "running")
    number = bridge.items[0].id
    window.downloads.open()
    shown = window.downloads.shown
    assert shown is not None

    def ask_again() -> None:
        window.downloads.ask("someone/Other-GGUF", "Other")
        other = window.downloads.dialog
        assert other is not None
        other.reject()

    longest = busiest(
        app,
        lambda: bridge.pause(number),
        lambda: bridge.resume(number),
        window.downloads.open,
        lambda: shown.select(number),
        shown.hide,
        ask_again,
        lambda: bridge.cancel(number),
    )
    assert longest < MAX_BUSY
    qtbot.waitUntil(lambda: bridge.items == [], timeout=20_000)


@pytest.mark.slow
def test_a_downloaded_model_really_answers(
    app: QApplication, qtbot: QtBot, paths: Paths, hub: LocalHub, starter_model: Path
) -> None:
    def make_engine() -> Engine:
        return LocalEngine(state_dir=paths.states)

    hub.add("someone/SmolLM2-135M-Instruct-GGUF", {starter_model.name: starter_model})
    program = connected(paths, hub, make_engine)
    window = MainWindow(program, Windows(program))
    qtbot.addWidget(window)
    window.show()
    window.downloads.ask("someone/SmolLM2-135M-Instruct-GGUF", "SmolLM2")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=60_000)
    with qtbot.waitSignal(window.windows.downloads.finished, timeout=120_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    button = window.page.notice.action_button
    assert button is not None
    button.click()
    assert program.choice_for(window.page.setup.options).path.startswith(str(paths.models))
    window.page.send("Say hello.")
    qtbot.waitUntil(
        lambda: (
            len(window.page.transcript.messages) == 2
            and bool(window.page.transcript.messages[-1].content.strip())
        ),
        timeout=120_000,
    )
    # A small model may go on for long.
    window.page.stop()
    qtbot.waitUntil(lambda: not window.page.running, timeout=60_000)
    window.close()
    program.close()


def nameless(root: QWidget) -> list[str]:
    """Return what can have the focus and says nothing to those who do not see it."""
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each in root.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name).strip()
    ]


def test_every_control_of_downloads_and_of_the_dialog_has_a_name(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub", gated="manual")
    window.downloads.open()
    shown = window.downloads.shown
    assert shown is not None
    assert nameless(shown) == []
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    assert nameless(dialog) == []
    qtbot.waitUntil(lambda: dialog.stage == "closed", timeout=20_000)
    assert nameless(dialog) == []
    dialog.reject()
