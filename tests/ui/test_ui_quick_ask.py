"""The quick-ask window, its shortcut, and the tray icon: the program besides its windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.ui.hotkey.backend import Backend
from parley.ui.hotkey.chord import Chord
from parley.ui.presence import Presence
from parley.ui.quick_ask import QuickAsk
from parley.ui.tray import Tray
from parley.ui.windows import Windows

Tell = Callable[..., None]


class Keys(Backend):
    """A way to hear keys that the test presses."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.taken: list[str] = []

    def take(self, chord: Chord, description: str) -> None:
        self.taken.append(chord.trigger)
        self.settled.emit("works", "")

    def release(self) -> None:
        self.taken.append("")


@pytest.fixture
def keys() -> list[Keys]:
    return []


@pytest.fixture
def presence(
    program: Application, windows: Windows, keys: list[Keys], app: QApplication
) -> Iterator[Presence]:
    def make(parent: QObject) -> Backend:
        keys.append(Keys(parent))
        return keys[-1]

    presence = Presence(program, windows, make)
    yield presence
    for window in windows:
        window.close()
    presence.close()
    if presence._quick is not None:
        presence._quick.close()
        presence._quick.deleteLater()
    app.processEvents()


@pytest.fixture
def quick(presence: Presence, qtbot: QtBot) -> QuickAsk:
    presence.ask()
    qtbot.waitUntil(presence.quick_ask.isActiveWindow)
    return presence.quick_ask


def ask(quick: QuickAsk, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(quick.page.composer.edit, text)
    qtbot.keyClick(quick.page.composer.edit, Qt.Key.Key_Return)


def texts(quick: QuickAsk) -> list[str]:
    return [message.content for message in quick.page.transcript.messages]


def test_the_shortcut_brings_it_ready_to_be_written_in(
    presence: Presence, keys: list[Keys], qtbot: QtBot
) -> None:
    presence.follow()
    assert keys[0].taken == ["CTRL+ALT+space"]
    keys[0].pressed.emit("")
    quick = presence.quick_ask
    qtbot.waitUntil(lambda: quick.isVisible() and quick.isActiveWindow())
    assert quick.page.composer.edit.hasFocus()
    room = quick.screen().availableGeometry()
    assert abs(quick.geometry().center().x() - room.center().x()) <= 1
    assert "Ctrl+Alt+Space opens it" in quick.hint.text()
    keys[0].pressed.emit("")
    assert not quick.isVisible()


def test_other_keys_are_taken_when_the_setting_changes(
    presence: Presence, keys: list[Keys], program: Application, windows: Windows
) -> None:
    presence.follow()
    program.change_settings(quick_ask_shortcut="Ctrl+Alt+P")
    windows.settings_changed.emit()
    assert keys[0].taken == ["CTRL+ALT+space", "", "CTRL+ALT+p"]
    program.change_settings(quick_ask_shortcut="")
    windows.settings_changed.emit()
    assert keys[0].taken[-1] == ""
    assert presence.shortcut_said == ""


def test_it_sends_with_the_keys_of_the_settings(
    quick: QuickAsk, qtbot: QtBot, program: Application, windows: Windows
) -> None:
    program.change_settings(send_with="ctrl_enter")
    windows.settings_changed.emit()
    ask(quick, qtbot, "One line")
    assert quick.page.composer.text == "One line\n"
    assert quick.page.conversation is None


def test_a_question_is_answered_below_and_kept(
    quick: QuickAsk, qtbot: QtBot, tell: Tell, engine: ScriptedEngine, program: Application
) -> None:
    small = quick.height()
    engine.will_answer("A cold, ", "dry wind.")
    ask(quick, qtbot, "What is the mistral?")
    tell()
    assert texts(quick) == ["What is the mistral?", "A cold, dry wind."]
    assert quick.height() > small
    assert [one.title for one in program.store.conversations()] == ["What is the mistral?"]
    assert not quick.page.header.isVisible()


def test_escape_hides_it_and_the_answer_goes_on(
    quick: QuickAsk, windows: Windows, qtbot: QtBot, tell: Tell, program: Application
) -> None:
    windows.open()
    quick.summon()
    ask(quick, qtbot, "What is the mistral?")
    tell(2)
    qtbot.keyClick(quick.page.composer.edit, Qt.Key.Key_Escape)
    assert not quick.isVisible()
    tell()
    assert program.store.messages(program.store.conversations()[0].id)[-1].status == "complete"
    # It shows the answer when it comes back soon, and begins anew when it was long away.
    quick.summon()
    assert len(texts(quick)) == 2
    quick.put_away()
    quick._put_away -= 601
    quick.summon()
    assert texts(quick) == []


def test_what_was_not_sent_is_there_again(quick: QuickAsk, qtbot: QtBot, windows: Windows) -> None:
    windows.open()
    quick.summon()
    qtbot.keyClicks(quick.page.composer.edit, "Half a quest")
    quick.put_away()
    quick.summon()
    assert quick.page.composer.text == "Half a quest"


def test_it_goes_on_in_a_window(
    quick: QuickAsk, windows: Windows, qtbot: QtBot, tell: Tell
) -> None:
    ask(quick, qtbot, "What is the mistral?")
    tell(2)
    quick.open_button.click()
    assert not quick.isVisible()
    window = windows.active
    assert window is not None
    assert window.windowTitle() == "What is the mistral? – Parley"
    tell()
    assert window.page.transcript.messages[-1].status == "complete"
    assert texts(quick) == []


def test_it_answers_without_any_window(
    quick: QuickAsk, windows: Windows, qtbot: QtBot, tell: Tell
) -> None:
    assert len(windows) == 0
    ask(quick, qtbot, "Hello")
    tell()
    assert len(texts(quick)) == 2


def test_a_start_for_one_question_ends_with_its_answer(
    quick: QuickAsk, windows: Windows, qtbot: QtBot, tell: Tell
) -> None:
    ask(quick, qtbot, "Hello")
    tell(2)
    ended: list[bool] = []
    windows.ending.connect(lambda: ended.append(True))
    quick.put_away()
    assert ended == []
    tell()
    assert ended == [True]


def test_what_was_copied_is_pasted_and_a_long_text_goes_with_it(
    quick: QuickAsk, qtbot: QtBot
) -> None:
    # Offscreen, as on Windows and macOS, there is no selection to ask for, which is said.
    assert quick.paste_button.text() == "Paste what was copied"
    assert "copy it there first" in quick.paste_button.toolTip()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    quick.paste_button.click()
    assert "no text to paste" in quick.page.notice.label.text()
    qtbot.keyClicks(quick.page.composer.edit, "Translate:")
    clipboard.setText("le mistral")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(quick.page.composer.edit, Qt.Key.Key_I, both)
    qtbot.waitUntil(lambda: quick.page.composer.text == "Translate:\n\nle mistral")
    clipboard.setText("word " * 2_000)
    quick.paste_button.click()
    assert len(quick.page.composer.attachments) == 1


def test_it_holds_a_small_screen_and_both_directions(quick: QuickAsk, app: QApplication) -> None:
    room = quick.screen().availableGeometry()
    assert room.contains(quick.geometry())
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        app.processEvents()
        button = quick.page.composer.button
        assert button.mapTo(quick, QPoint()).x() < quick.width() // 2
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_failure_is_said_where_the_person_looks(
    quick: QuickAsk, windows: Windows, presence: Presence, qtbot: QtBot
) -> None:
    windows._presence = presence
    windows.say("The disk is full.")
    qtbot.waitUntil(lambda: quick.page.notice.label.text() == "The disk is full.")
    window = windows.open()
    windows.say("It is still full.")
    qtbot.waitUntil(lambda: window.page.notice.label.text() == "It is still full.")


# -- the tray --------------------------------------------------------------------------------------


@pytest.fixture
def tray(windows: Windows, app: QApplication) -> Iterator[Tray]:
    tray = Tray(windows)
    yield tray
    tray.menu.deleteLater()
    for window in windows:
        window.close()
    app.processEvents()


def test_the_tray_lists_what_is_open(
    tray: Tray, windows: Windows, tell: Tell, qtbot: QtBot
) -> None:
    first = windows.open()
    first.page.send("Salt & pepper")
    tell()
    windows.open(beside=first)
    tray.list_windows()
    said = [action.text() for action in tray.menu.actions() if not action.isSeparator()]
    assert said == [
        "New chat", "Quick ask", "Salt && pepper – Parley", "Parley", "Offline", "Quit",
    ]  # fmt: skip
    tray._listed[0].trigger()
    qtbot.waitUntil(lambda: windows.active is first)


def test_the_tray_passes_on_what_is_wanted(tray: Tray, qtbot: QtBot) -> None:
    tray.show(offline=True)
    assert tray.offline.isChecked()
    with qtbot.waitSignal(tray.offline_asked) as asked:
        tray.offline.trigger()
    assert asked.args == [False]
    with qtbot.waitSignal(tray.quick_asked):
        tray.quick.trigger()
    with qtbot.waitSignal(tray.new_asked):
        tray.new.trigger()
    tray.hide()


def test_a_system_without_a_tray_ends_with_the_last_window(
    presence: Presence, program: Application, windows: Windows
) -> None:
    program.change_settings(tray=True)
    presence.follow()
    assert not presence.has_tray  # There is none offscreen.
    assert presence.tray is None
    assert not windows.stays
