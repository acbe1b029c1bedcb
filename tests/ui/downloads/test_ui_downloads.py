"""Downloading a model as a person does: the dialog, the list, the line below, the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from helpers.fetching import REPO, TOKEN, breeze, connected
from helpers.local_hub import LocalHub
from parley.application import Application
from parley.core.paths import Paths
from parley.ui.dialogs import Dialog
from parley.ui.downloads.ask import FetchDialog
from parley.ui.downloads.facts import ClosedPage, PreparedPage
from parley.ui.downloads.window import DownloadsWindow
from parley.ui.main_window import MainWindow
from parley.ui.windows import Windows

RETURN = Qt.Key.Key_Return
Tell = Callable[..., None]


def asked(window: MainWindow, qtbot: QtBot, stage: str, target: str = REPO) -> FetchDialog:
    """Ask for a model and wait until the dialog shows `stage`."""
    window.downloads.ask(target, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == stage, timeout=20_000)
    return dialog


def begun(window: MainWindow, qtbot: QtBot, target: str = REPO) -> DownloadsWindow:
    """Begin a download and return the list with it."""
    dialog = asked(window, qtbot, "prepared", target)
    with qtbot.waitSignal(dialog.accepted):
        dialog.buttons[0].click()
    window.commands.run("downloads.open")
    shown = window.downloads.shown
    assert shown is not None
    qtbot.waitUntil(lambda: shown.model.rowCount() > 0)
    return shown


def stages(shown: DownloadsWindow) -> list[str]:
    return [shown.model.at(row).stage for row in range(shown.model.rowCount())]


def words_of(dialog: FetchDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_from_the_dialog_to_chat_now(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub")
    dialog = asked(window, qtbot, "prepared")
    assert isinstance(dialog.page, PreparedPage)
    said = words_of(dialog)
    for part in (REPO, "F16", "Apache License 2.0", "permissive", "127.0.0.1", "There is room for"):
        assert part in said
    with qtbot.waitSignal(window.windows.downloads.finished, timeout=20_000):
        qtbot.keyClick(dialog, RETURN)
    notice = window.page.notice
    assert "Breeze · F16" in notice.label.text()
    assert notice.action_button is not None
    notice.action_button.click()
    assert window.page.setup.options.model is None
    model = window.services.settings.model
    assert Path(model).name == "Breeze-F16.gguf"
    assert Path(model).is_file()
    assert "Breeze" in window.page.picking.button.accessibleName()
    assert not window.status.downloads.isVisible()


def test_what_was_deleted_since_it_was_downloaded_is_not_chatted_with(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub")
    before = window.services.settings.model
    with qtbot.waitSignal(window.windows.downloads.finished, timeout=20_000):
        shown = begun(window, qtbot)
    qtbot.waitUntil(lambda: stages(shown) == ["done"])
    shown.model.at(0).place.unlink()
    shown.first.click()
    assert window.services.settings.model == before
    assert "is not on this computer any more" in window.page.notice.label.text()


def test_the_line_below_and_the_list_say_how_far_it_is(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    dialog = asked(window, qtbot, "prepared")
    hub.fail("slow", "*", where="storage", size=300_000)
    dialog.buttons[0].click()
    line = window.status.downloads
    qtbot.waitUntil(lambda: "Breeze" in line.text() and "%" in line.text())
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    shown = window.downloads.shown
    assert shown is not None
    qtbot.waitUntil(lambda: stages(shown) == ["running"])
    qtbot.waitUntil(
        lambda: "left" in str(shown.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    )
    shown.first.click()
    qtbot.waitUntil(lambda: stages(shown) == ["paused"])
    assert shown.first.text() == "Resume"
    assert "paused" in line.text()
    hub.faults.clear()
    shown.first.click()
    qtbot.waitUntil(lambda: stages(shown) == ["done"], timeout=20_000)
    assert shown.first.text() == "Chat now"
    shown.clear_button.click()
    qtbot.waitUntil(lambda: shown.pages.currentIndex() == 1)


def test_what_is_left_by_an_earlier_run_is_shown_and_goes_on_when_wanted(
    app: QApplication, qtbot: QtBot, paths: Paths, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    first = connected(paths, hub)
    window = MainWindow(first, Windows(first))
    qtbot.addWidget(window)
    window.show()
    dialog = asked(window, qtbot, "prepared")
    hub.fail("slow", "*", where="storage", size=300_000)
    dialog.buttons[0].click()
    qtbot.waitUntil(lambda: "%" in window.status.downloads.text())
    bridge = window.windows.downloads
    qtbot.waitUntil(lambda: bool(bridge.items) and bridge.items[0].download.received > 0)
    window.close()
    first.close()
    hub.faults.clear()
    before = len(hub.seen())

    again = connected(paths, hub)
    windows = Windows(again)
    second = MainWindow(again, windows)
    qtbot.addWidget(second)
    second.show()
    qtbot.waitUntil(lambda: "paused" in second.status.downloads.text())
    assert len(hub.seen()) == before
    second.downloads.open()
    shown = second.downloads.shown
    assert shown is not None
    assert stages(shown) == ["paused"]
    with qtbot.waitSignal(windows.downloads.finished, timeout=20_000):
        qtbot.keyClick(shown.view, Qt.Key.Key_Space)
    second.close()
    again.close()


def test_cancelling_asks_and_gives_the_room_back(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path, program: Application
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    dialog = asked(window, qtbot, "prepared")
    hub.fail("slow", "*", where="storage", size=300_000)
    dialog.buttons[0].click()
    window.downloads.open()
    shown = window.downloads.shown
    assert shown is not None
    qtbot.waitUntil(lambda: stages(shown) == ["running"])
    qtbot.waitUntil(lambda: shown.model.at(0).download.received > 0)
    qtbot.keyClick(shown.view, Qt.Key.Key_Delete)
    question = shown.findChild(Dialog)
    assert question is not None
    assert "removed from the disk" in question.words.text()
    question.buttons["cancel"].click()
    qtbot.waitUntil(lambda: shown.model.rowCount() == 0)
    assert list(program.paths.models.rglob("*.part")) == []
    assert shown.choose_button.isVisible()


def test_a_failure_is_said_with_what_is_kept_and_can_be_tried_again(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(hub, tmp_path / "hub", size=4_000_000)
    dialog = asked(window, qtbot, "prepared")
    hub.fail("other", "*", where="storage")
    with qtbot.waitSignal(window.windows.downloads.failed, timeout=20_000):
        dialog.buttons[0].click()
    assert "Breeze · F16" in window.page.notice.label.text()
    button = window.page.notice.action_button
    assert button is not None
    button.click()
    shown = window.downloads.shown
    assert shown is not None
    assert stages(shown) == ["failed"]
    assert shown.said.text()
    assert shown.first.text() == "Try again"
    hub.faults.clear()
    shown.first.click()
    qtbot.waitUntil(lambda: stages(shown) == ["done"], timeout=20_000)


def test_a_model_that_is_being_fetched_says_so_in_the_list_of_models(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    from parley.ui.picker.rows import COMING, ENTRY

    repo = "bartowski/Llama-3.2-3B-Instruct-GGUF"
    breeze(hub, tmp_path / "hub", size=4_000_000, repo=repo)
    name = hub.repositories[repo].files
    name["Llama-3.2-3B-Instruct-Q4_K_M.gguf"] = name.pop("Breeze-F16.gguf")
    picking = window.page.picking
    picking.show("llama 3.2 3b")
    popup = picking.popup
    assert popup is not None
    qtbot.waitUntil(lambda: popup.rows.rowCount() > 1)
    qtbot.keyClick(popup.search, RETURN)
    assert not popup.isVisible()
    dialog = window.downloads.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    page = dialog.page
    assert isinstance(page, PreparedPage)
    # Llama's licence wants to be accepted.
    assert not dialog.buttons[0].isEnabled()
    (tick,) = page.ticks
    tick.click()
    hub.fail("slow", "*", where="storage", size=300_000)
    dialog.buttons[0].click()
    qtbot.waitUntil(lambda: "%" in window.status.downloads.text())
    picking.show("llama 3.2 3b")
    qtbot.waitUntil(lambda: popup.rows.rowCount() > 1)
    rows = [popup.rows.index(row, 0) for row in range(popup.rows.rowCount())]
    (index,) = [each for each in rows if each.data(ENTRY) is not None]
    qtbot.waitUntil(lambda: index.data(COMING) is not None and "%" in index.data(COMING).text)
    qtbot.keyClick(popup.search, RETURN)
    assert window.downloads.shown is not None
    assert window.downloads.shown.isVisible()
    (kept,) = window.services.fetching.acceptances.all()
    assert kept.licence == "llama3.2"


def test_looking_up_can_be_cancelled_and_fails_in_words(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    hub.fail("stall", "*", times=1)
    window.downloads.ask(REPO, "Breeze")
    dialog = window.downloads.dialog
    assert dialog is not None
    assert dialog.stage == "looking"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    hub.faults.clear()

    dialog = asked(window, qtbot, "failed")
    assert "no repository" in words_of(dialog) or "not" in words_of(dialog)
    breeze(hub, tmp_path / "hub")
    dialog.buttons[0].click()
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    dialog.reject()


def test_a_look_up_that_goes_wrong_in_an_unforeseen_way_ends(
    window: MainWindow,
    qtbot: QtBot,
    hub: LocalHub,
    tmp_path: Path,
    expected_logs: Callable[[str], None],
) -> None:
    breeze(hub, tmp_path / "hub")
    downloads = window.services.fetching.downloads
    queue = downloads.queue
    expected_logs("could not be looked up")
    # As where a part of the program is broken.
    downloads._queue = None
    downloads._open_queue = lambda **_: 1 // 0  # type: ignore[assignment]
    dialog = asked(window, qtbot, "failed")
    assert "Something went wrong inside Parley (ZeroDivisionError)." in words_of(dialog)
    downloads._queue = queue
    dialog.buttons[0].click()
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    dialog.reject()


def test_offline_it_says_so_and_goes_online_when_wanted(
    app: QApplication, qtbot: QtBot, paths: Paths, hub: LocalHub
) -> None:
    hub.endpoint = "http://hub.example"
    program = connected(paths, hub)
    program.change_settings(offline=True)
    window = MainWindow(program, Windows(program))
    qtbot.addWidget(window)
    window.show()
    dialog = asked(window, qtbot, "failed")
    assert "offline" in words_of(dialog)
    assert dialog.buttons[0].text() == "Go online and try again"
    dialog.reject()
    window.close()
    program.close()


def test_a_gated_model_leads_through_terms_and_token(
    window: MainWindow, qtbot: QtBot, hub: LocalHub, tmp_path: Path
) -> None:
    breeze(
        hub, tmp_path / "hub", gated="manual",
        card={"license": "apache-2.0", "extra_gated_prompt": "Be good."},
    )  # fmt: skip
    hub.tokens.add(TOKEN)
    dialog = asked(window, qtbot, "closed")
    page = dialog.page
    assert isinstance(page, ClosedPage)
    assert f"{hub.endpoint}/{REPO}" in words_of(dialog)
    assert "/settings/tokens" in words_of(dialog)
    qtbot.keyClicks(page.token, "hf_wrong_wrong_wrong")
    qtbot.keyClick(page.token, RETURN)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=20_000)
    assert dialog.stage == "closed"
    page.token.clear()
    qtbot.keyClicks(page.token, TOKEN)
    dialog.buttons[0].click()
    # Signed in, but its owner has not let this account in.
    qtbot.waitUntil(lambda: dialog.page is not page, timeout=20_000)
    qtbot.waitUntil(lambda: dialog.stage == "closed", timeout=20_000)
    assert dialog.buttons[0].text() == "Check again"
    hub.repositories[REPO].members = (TOKEN,)
    dialog.buttons[0].click()
    qtbot.waitUntil(lambda: dialog.stage == "prepared", timeout=20_000)
    with qtbot.waitSignal(window.windows.downloads.finished, timeout=20_000):
        dialog.buttons[0].click()


def test_a_limit_is_kept_in_the_settings(window: MainWindow, program: Application) -> None:
    window.downloads.open()
    shown = window.downloads.shown
    assert shown is not None
    shown.limit.setCurrentIndex(shown.limit.findData(5_000_000))
    shown.limit.changed.emit(5_000_000)
    assert program.settings.download_limit == 5_000_000
