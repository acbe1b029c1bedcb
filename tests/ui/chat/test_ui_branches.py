"""The tree of a conversation in the window: edit, answer again, step, continue, delete, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import Gate, ScriptedEngine, done
from parley.application import Application
from parley.core.errors import ParleyError
from parley.ui.chat.message import MessageView
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def texts(window: MainWindow) -> list[str]:
    return [view.text.toPlainText() for view in window.page.transcript.views]


def view(window: MainWindow, at: int) -> MessageView:
    return window.page.transcript.views[at]


def press(window: MainWindow, qtbot: QtBot, at: int, what: str) -> None:
    """Press a button of the message `at`, as with the mouse over it."""
    one = view(window, at)
    button: QAbstractButton = {
        "previous": one.stepper.previous,
        "next": one.stepper.next,
        **one.tools.buttons,
    }[what]  # type: ignore[index]
    enter(one)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def enter(widget: QWidget) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QEnterEvent

    middle = QPointF(widget.rect().center())
    QApplication.sendEvent(widget, QEnterEvent(middle, middle, middle))


def key(qtbot: QtBot, code: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, code, modifiers or Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def say(window: MainWindow, engine: ScriptedEngine, tell: Tell) -> Callable[[str, str], None]:
    """Return a function that asks something and has it answered."""

    def ask(question: str, answer: str) -> None:
        engine.will_answer(answer)
        window.page.send(question)
        tell()

    return ask


Say = Callable[[str, str], None]


def test_editing_a_message_sends_a_branch_and_the_old_one_is_a_step_away(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("Red?", "Yes, red.")
    say("Sure?", "Sure.")
    press(window, qtbot, 0, "edit")
    editor = view(window, 0).editor
    assert editor is not None
    assert editor.edit.hasFocus()
    editor.edit.selectAll()
    qtbot.keyClicks(editor.edit, "Blue?")
    engine.will_answer("Yes, blue.")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    tell()
    assert texts(window) == ["Blue?", "Yes, blue."]
    assert [m.content for m in engine.requests[-1].messages] == ["Blue?"]
    assert view(window, 0).stepper.label.text() == "2/2"
    assert window.page.composer.edit.hasFocus()
    press(window, qtbot, 0, "previous")
    assert texts(window) == ["Red?", "Yes, red.", "Sure?", "Sure."]
    assert view(window, 0).editor is None
    # The next message belongs to the branch that is shown, and to it alone.
    say("And now?", "Red.")
    assert [m.content for m in engine.requests[-1].messages] == [
        "Red?", "Yes, red.", "Sure?", "Sure.", "And now?",
    ]  # fmt: skip


def test_escape_leaves_the_message_as_it_was(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, say: Say
) -> None:
    say("Red?", "Yes.")
    window.commands.run("message.edit")
    editor = view(window, 0).editor
    assert editor is not None
    qtbot.keyClicks(editor.edit, " or not")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert view(window, 0).editor is None
    assert texts(window) == ["Red?", "Yes."]
    assert len(engine.requests) == 1
    assert view(window, 0).hasFocus()


def test_escape_in_the_editor_does_not_stop_the_answer(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("Red?", "Yes.")
    engine.will_answer("One", " two")
    window.page.send("Count")
    tell(2)
    view(window, 0).edit()
    editor = view(window, 0).editor
    assert editor is not None
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert engine.stops == []
    # What cannot be sent now is still in the box.
    view(window, 0).edit("Blue?")
    editor = view(window, 0).editor
    assert editor is not None
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    assert "still answering" in window.page.notice.label.text()
    again = view(window, 0).editor
    assert again is not None
    assert again.text == "Blue?"
    tell()
    assert texts(window)[-1] == "One two"


def test_a_change_that_was_begun_waits_in_its_chat(
    window: MainWindow, qtbot: QtBot, say: Say
) -> None:
    say("Red?", "Yes.")
    made = window.page.conversation
    assert made is not None
    view(window, 0).edit("Half a thou")
    window.new_chat()
    window.open_conversation(made.id)
    editor = view(window, 0).editor
    assert editor is not None
    assert editor.text == "Half a thou"


def test_an_edited_answer_stands_beside_what_the_model_wrote(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("Capital of France?", "Lyon.")
    press(window, qtbot, 1, "edit")
    editor = view(window, 1).editor
    assert editor is not None
    editor.edit.setPlainText("Paris.")
    qtbot.mouseClick(editor.keep_button, LEFT)
    assert texts(window) == ["Capital of France?", "Paris."]
    assert view(window, 1).message.edited
    said = [label.text() for label in view(window, 1).findChildren(type(window.page.title))]
    assert "edited" in said
    assert len(engine.requests) == 1
    say("And Italy's?", "Rome.")
    assert [m.content for m in engine.requests[-1].messages][1] == "Paris."
    press(window, qtbot, 1, "previous")
    assert texts(window) == ["Capital of France?", "Lyon."]


def test_any_answer_can_be_made_again(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("One", "1")
    say("Two", "2")
    engine.will_answer("uno")
    press(window, qtbot, 1, "retry")
    tell()
    assert texts(window) == ["One", "uno"]
    engine.will_answer("un")
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    tell()
    assert view(window, 1).stepper.label.text() == "3/3"
    for _ in range(2):
        press(window, qtbot, 1, "previous")
    assert texts(window) == ["One", "1", "Two", "2"]
    assert not view(window, 1).stepper.previous.isEnabled()


def test_an_answer_goes_on_while_its_sibling_is_looked_at(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("One", "1")
    gate = Gate()
    engine.will_answer("un", gate, "o", " due")
    press(window, qtbot, 1, "retry")
    tell()
    press(window, qtbot, 1, "previous")
    assert texts(window) == ["One", "1"]
    assert window.page.running
    engine.open(gate)
    tell(1)
    press(window, qtbot, 1, "next")
    # What had come by then is there at once.
    assert texts(window) == ["One", "uno"]
    tell()
    assert texts(window) == ["One", "uno due"]
    assert view(window, 1).message.status == "complete"


def test_a_stopped_answer_is_continued(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell
) -> None:
    gate = Gate()
    engine.will_answer("One,", " two", gate)
    window.page.send("Count")
    tell()
    window.page.stop()
    tell()
    engine.will_answer(", three.")
    press(window, qtbot, 1, "continue")
    tell()
    assert texts(window) == ["Count", "One, two, three."]
    assert engine.requests[-1].messages[-1].content == "One, two"
    assert view(window, 1).message.status == "complete"
    assert view(window, 1).place.count == 1
    assert view(window, 1).tools.buttons["continue"].isHidden()


def test_what_an_answer_took_and_why_it_ended_stand_below_it(
    window: MainWindow, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("Hello", " there", " you", done(seed=41))
    window.page.send("Hi")
    tell()
    figures = view(window, 1)._figures
    # Where it takes two lines, no number is parted from its unit.
    together = "4.0_tokens/s · first_token_0.3_s · 3_tokens · finished"
    assert figures.text() == together.replace("_", "\u00a0")
    for part in ("SmolLM2 135M · Q4_1", "Seed 41", "Context: "):
        assert part in figures.toolTip()
    assert view(window, 1)._name.text() == "SmolLM2 135M · Q4_1"
    assert view(window, 1).accessibleName() == "SmolLM2 135M · Q4_1"


def test_deleting_and_undoing_by_the_bar_and_by_keys(
    window: MainWindow, qtbot: QtBot, say: Say
) -> None:
    say("One", "1")
    say("Two", "2")
    press(window, qtbot, 2, "delete")
    assert texts(window) == ["One", "1"]
    assert window.page.undo_bar.isVisible()
    assert window.page.undo_bar.label.text() == "2 messages deleted."
    qtbot.mouseClick(window.page.undo_bar.button, LEFT)
    assert texts(window) == ["One", "1", "Two", "2"]
    assert not window.page.undo_bar.isVisible()
    press(window, qtbot, 3, "delete")
    press(window, qtbot, 1, "delete")
    assert texts(window) == ["One"]
    window.page.transcript.setFocus()
    key(qtbot, Qt.Key.Key_Z, CONTROL)
    assert texts(window) == ["One", "1", "Two"]
    key(qtbot, Qt.Key.Key_Z, CONTROL)
    assert texts(window) == ["One", "1", "Two", "2"]
    assert not window.commands.action("edit.undo").isEnabled()


def test_undo_in_the_composer_is_the_composers(window: MainWindow, qtbot: QtBot, say: Say) -> None:
    say("One", "1")
    press(window, qtbot, 1, "delete")
    edit = window.page.composer.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert texts(window) == ["One"]
    assert window.page.composer.text == ""


def test_an_undo_that_is_refused_can_be_tried_again_in_its_chat(
    window: MainWindow, qtbot: QtBot, say: Say
) -> None:
    say("One", "1")
    press(window, qtbot, 1, "delete")
    connection = window.services.store._connection
    connection.execute("PRAGMA query_only = ON")
    window.commands.run("edit.undo")
    connection.execute("PRAGMA query_only = OFF")
    assert texts(window) == ["One"]
    window.commands.run("edit.undo")
    assert texts(window) == ["One", "1"]


def test_undo_belongs_to_its_chat(window: MainWindow, qtbot: QtBot, say: Say) -> None:
    say("One", "1")
    made = window.page.conversation
    assert made is not None
    press(window, qtbot, 1, "delete")
    window.new_chat()
    assert not window.page.undo_bar.isVisible()
    assert not window.commands.action("edit.undo").isEnabled()
    window.open_conversation(made.id)
    assert window.page.undo_bar.isVisible()
    window.commands.run("edit.undo")
    assert texts(window) == ["One", "1"]


def test_deleting_what_is_being_written_stops_it_and_undo_has_its_text(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("One", "1")
    engine.will_answer("Half", Gate(), " and more")
    window.page.send("Two")
    tell()
    press(window, qtbot, 2, "delete")
    tell()
    assert not window.page.running
    assert texts(window) == ["One", "1"]
    window.commands.run("edit.undo")
    assert texts(window) == ["One", "1", "Two", "Half"]
    assert view(window, 3).message.status == "stopped"


def test_a_closed_window_has_deleted_for_ever(
    window: MainWindow,
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    program: Application,
    say: Say,
) -> None:
    say("One", "1")
    say("Two", "2")
    gone = view(window, 2).message.id
    press(window, qtbot, 2, "delete")
    window.close()
    with pytest.raises(ParleyError) as caught:
        program.store.message(gone)
    assert caught.value.code == "message_gone"
    again = open_window()
    again.conversations.step(0)
    assert texts(again) == ["One", "1"]
    assert not again.commands.action("edit.undo").isEnabled()


def test_a_conversation_without_messages_can_be_gone_on_with(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, say: Say
) -> None:
    say("One", "1")
    press(window, qtbot, 0, "delete")
    assert window.page.stack.currentWidget() is window.page.empty
    window.commands.run("edit.undo")
    assert window.page.stack.currentWidget() is window.page.transcript
    press(window, qtbot, 0, "delete")
    say("Two", "2")
    assert texts(window) == ["Two", "2"]
    assert [m.content for m in engine.requests[-1].messages] == ["Two"]


def test_the_keyboard_reaches_everything(
    window: MainWindow, qtbot: QtBot, engine: ScriptedEngine, tell: Tell, say: Say
) -> None:
    say("One", "1")
    say("Two", "2")
    window.page.composer.edit.setFocus()
    for _ in range(3):
        key(qtbot, Qt.Key.Key_Up, ALT)
    assert view(window, 1).hasFocus()
    engine.will_answer("uno")
    key(qtbot, Qt.Key.Key_R, CONTROL)
    tell()
    assert texts(window) == ["One", "uno"]
    key(qtbot, Qt.Key.Key_Up, ALT)
    key(qtbot, Qt.Key.Key_Left, ALT)
    assert texts(window) == ["One", "1", "Two", "2"]
    # The focus stays on what took the place, so that one can go on.
    assert view(window, 1).hasFocus()
    key(qtbot, Qt.Key.Key_Right)
    assert texts(window) == ["One", "uno"]
    key(qtbot, Qt.Key.Key_Delete)
    assert texts(window) == ["One", "1", "Two", "2"]
    key(qtbot, Qt.Key.Key_Z, CONTROL)
    assert texts(window) == ["One", "uno"]
    # Tab goes through the buttons of the message that has the focus.
    window.page.transcript.hold(0)
    seen: list[QWidget | None] = []
    for _ in range(7):
        key(qtbot, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert view(window, 1).tools.buttons["edit"] in seen
    key(qtbot, Qt.Key.Key_E, CONTROL)
    for _ in range(2):
        key(qtbot, Qt.Key.Key_Down, ALT)
    assert window.page.composer.edit.hasFocus()


def test_copy_takes_the_message_that_has_the_focus(
    window: MainWindow, qtbot: QtBot, say: Say
) -> None:
    say("One", "Some **bold** words")
    press(window, qtbot, 1, "copy")
    assert QGuiApplication.clipboard().text() == "Some **bold** words"
    window.page.transcript.hold(-1)
    view(window, 0).setFocus()
    key(qtbot, Qt.Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == "One"


def test_buttons_come_and_go_without_moving_anything(
    window: MainWindow, qtbot: QtBot, app: QApplication, say: Say
) -> None:
    say("One", "1")
    say("Two", "2")
    # Both answers have one line each.
    qtbot.waitUntil(lambda: view(window, 3).height() >= view(window, 1).height())
    one = view(window, 1)
    places = [each.geometry() for each in window.page.transcript.views]
    inside = one.text.geometry()
    assert not one.tools.isVisible()
    enter(one)
    app.processEvents()
    assert one.tools.isVisible()
    assert [each.geometry() for each in window.page.transcript.views] == places
    QApplication.sendEvent(one, QEvent(QEvent.Type.Leave))
    one.setFocus(Qt.FocusReason.ShortcutFocusReason)
    app.processEvents()
    assert one.tools.isVisible()
    assert one.text.geometry() == inside


def test_every_button_has_a_name_and_says_its_keys(window: MainWindow, say: Say) -> None:
    say("One", "1")
    for each in window.page.transcript.views:
        for button in (*each.tools.buttons.values(), each.stepper.previous, each.stepper.next):
            assert button.accessibleName()
            assert button.toolTip().startswith(button.accessibleName())
            assert button.toolTip().endswith(")")


def fill(program: Application, count: int) -> tuple[int, int]:
    """Store a conversation of `count` messages; return its id and its first message's."""
    made = program.store.create(title="Long")
    keys = [
        program.store.add(made.id, "user" if n % 2 == 0 else "assistant", f"Message {n}").id
        for n in range(count)
    ]
    return made.id, keys[0]


def test_the_buttons_stay_under_the_pointer_from_version_to_version(
    window: MainWindow, qtbot: QtBot, app: QApplication, program: Application
) -> None:
    talk, _ = fill(program, 24)
    answer = program.store.messages(talk)[-1]
    program.store.revise(answer.id, "Much longer. " * 400)
    program.store.revise(answer.id, "Short again.")
    window.open_conversation(talk)
    app.processEvents()

    def place() -> QPoint:
        button = window.page.transcript.views[-1].stepper.previous
        return button.mapTo(window, button.rect().center())

    first = place()
    press(window, qtbot, -1, "previous")
    app.processEvents()
    assert (place() - first).manhattanLength() <= 2
    press(window, qtbot, -1, "previous")
    app.processEvents()
    assert (place() - first).manhattanLength() <= 2
    assert texts(window)[-1] == "Message 23"


def test_another_beginning_of_a_long_conversation_opens_at_once(
    window: MainWindow, qtbot: QtBot, app: QApplication, program: Application, say: Say
) -> None:
    talk, first = fill(program, 400)
    program.store.revise(first, "Another beginning")
    window.open_conversation(talk)
    transcript = window.page.transcript
    transcript.verticalScrollBar().setValue(0)
    press(window, qtbot, 0, "previous")
    assert texts(window)[0] == "Message 0"
    assert len(transcript.views) < 40
    assert not transcript.follows
    transcript.to_end()
    app.processEvents()
    assert texts(window)[-1] == "Message 399"
    window.commands.run("message.delete")
    assert texts(window)[-1] == "Message 398"
    window.commands.run("edit.undo")
    assert texts(window)[-1] == "Message 399"


def test_to_know_what_can_be_done_asks_little_of_the_store_however_much_is_shown(
    window: MainWindow, program: Application
) -> None:
    talk = program.store.create(title="Long").id
    for number in range(60):
        program.store.add(talk, "user" if number % 2 == 0 else "assistant", f"Message {number}")
    window.open_conversation(talk)
    asked: list[str] = []
    connection = program._connection
    connection.set_trace_callback(asked.append)
    window.commands.refresh()
    connection.set_trace_callback(None)
    assert 0 < len(asked) < 25
