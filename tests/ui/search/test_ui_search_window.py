"""Search and find in a real window: over all conversations, and in the one on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine
from parley.application import Application, resources_dir
from parley.core.paths import Paths
from parley.ui import theme
from parley.ui.chat.message import MessageView
from parley.ui.main_window import MainWindow
from parley.ui.search.results import HIT_ROLE
from parley.ui.windows import Windows

Tell = Callable[..., None]


@pytest.fixture
def branched(program: Application) -> tuple[int, int, int]:
    """Store a conversation with a branch that is not shown; return it, and what is in the two."""
    store = program.store
    talk = store.create(title="Winds").id
    asked = store.add(talk, "user", "What is the mistral?")
    answer = store.add(talk, "assistant", "The **mistral** is a *cold* wind. A mistral lasts days.")
    other, _ = store.begin_turn(talk, "Tell me of the sirocco", model=None, beside=asked.id)
    program.store.add(program.store.create(title="Else").id, "user", "nothing of the kind")
    return talk, answer.id, other.id


def marks(view: MessageView) -> list[str]:
    return [each.cursor.selectedText() for each in view.text.extraSelections()]


def looked_at(window: MainWindow) -> list[tuple[int, str]]:
    """Return the message and the words of the place that is looked at."""
    colour = QColor(window.windows.look.found_now)
    return [
        (view.message.id, each.cursor.selectedText())
        for view in window.page.transcript.views
        for each in view.text.extraSelections()
        if each.format.background().color() == colour
    ]


def counted(window: MainWindow) -> str:
    return window.search.in_chat.bar.count.text()


def search(window: MainWindow, qtbot: QtBot, text: str) -> None:
    assert window.commands.run("find.everywhere")
    field = window.search.everywhere.field
    assert field.hasFocus()
    qtbot.keyClicks(field, text)
    qtbot.waitUntil(lambda: window.search.everywhere.active)


def test_a_result_opens_its_conversation_at_the_message_on_its_branch(
    window: MainWindow, qtbot: QtBot, program: Application, branched: tuple[int, int, int]
) -> None:
    talk, answer, _ = branched
    assert window.page.conversation is None
    search(window, qtbot, "cold days")
    assert window.conversations.searching
    qtbot.keyClick(window.search.everywhere.field, Qt.Key.Key_Return)
    assert window.page.conversation is not None
    assert window.page.conversation.id == talk
    shown = [message.content for message in window.page.transcript.messages]
    assert shown[0] == "What is the mistral?"
    qtbot.waitUntil(lambda: looked_at(window) == [(answer, "cold")])
    view = window.page.transcript.view_of(answer)
    assert view is not None
    assert marks(view) == ["cold", "days"]
    qtbot.waitUntil(lambda: counted(window) == "1 of 2")
    # Enter again goes on with the list, where the focus still is.
    assert window.search.everywhere.field.hasFocus()
    qtbot.keyClick(window.search.everywhere.field, Qt.Key.Key_Escape)
    assert not window.conversations.searching
    assert window.page.composer.edit.hasFocus()


def test_a_branch_that_is_shown_stays_as_it_is(
    window: MainWindow, qtbot: QtBot, program: Application, branched: tuple[int, int, int]
) -> None:
    talk, _, other = branched
    leaf = program.store.leaf(talk)
    search(window, qtbot, "sirocco")
    qtbot.keyClick(window.search.everywhere.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: looked_at(window) == [(other, "sirocco")])
    assert program.store.leaf(talk) == leaf


def test_a_title_opens_its_conversation(
    window: MainWindow, qtbot: QtBot, branched: tuple[int, int, int]
) -> None:
    search(window, qtbot, "winds")
    qtbot.keyClick(window.search.everywhere.field, Qt.Key.Key_Return)
    assert window.page.conversation is not None
    assert window.page.conversation.id == branched[0]
    assert not window.search.in_chat.active


def test_a_system_prompt_says_what_it_is_and_is_shown_where_it_is_set(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    prompt = "🦙 You are a sailor.\nBe as patient as the sea."
    talk = program.store.create(title="Winds", system_prompt=prompt).id
    search(window, qtbot, "patient")
    (index,) = (window.search.everywhere.model.index(row) for row in range(1))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "System prompt: \u2068" in said
    shown = window.search.everywhere.model.passage(index.data(HIT_ROLE))
    assert [shown.text[a:b] for a, b in shown.ranges] == ["patient"]
    qtbot.keyClick(window.search.everywhere.field, Qt.Key.Key_Return)
    assert window.page.conversation is not None
    assert window.page.conversation.id == talk
    panel = window.settings_pane.panel
    assert window.settings_pane.is_open
    assert panel is not None
    assert panel.prompt.edit.toPlainText() == prompt
    assert panel.prompt.edit.textCursor().selectedText() == "patient"
    assert panel.prompt.edit.hasFocus()


def test_what_was_only_thought_is_unfolded(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    talk = program.store.create(title="t").id
    program.store.add(talk, "user", "question")
    thought = "<think>\nA falcon, a kestrel, or a kestrel?\n</think>\n\nIt is a bird, no kestrel."
    answer = program.store.add(talk, "assistant", thought).id
    window.open_conversation(talk)
    open_find(window, qtbot, talk, "kestrel")
    qtbot.waitUntil(lambda: counted(window) == "1 of 1")
    window.page.transcript.unfold(answer)
    qtbot.waitUntil(lambda: counted(window).endswith("of 3"))
    view = window.page.transcript.view_of(answer)
    assert view is not None
    assert view.thought.text is not None
    assert len(view.thought.text.extraSelections()) == 2
    search(window, qtbot, "falcon")
    window.open_conversation(program.store.create(title="other").id)
    qtbot.keyClick(window.search.everywhere.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counted(window) == "1 of 1")
    assert window.page.transcript.is_unfolded(answer)


def open_find(window: MainWindow, qtbot: QtBot, talk: int, text: str) -> None:
    window.open_conversation(talk)
    assert window.commands.run("find.here")
    assert window.search.in_chat.bar.field.hasFocus()
    qtbot.keyClicks(window.search.in_chat.bar.field, text)


def test_find_counts_marks_and_steps_around(
    window: MainWindow, qtbot: QtBot, program: Application, branched: tuple[int, int, int]
) -> None:
    talk, answer, _ = branched
    program.store.show(answer)
    open_find(window, qtbot, talk, "mistral")
    bar = window.search.in_chat.bar
    first = window.page.transcript.messages[0].id
    qtbot.waitUntil(lambda: counted(window) == "1 of 3")
    assert looked_at(window) == [(first, "mistral")]
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counted(window) == "2 of 3")
    assert looked_at(window) == [(answer, "mistral")]
    assert window.commands.run("find.next")
    assert window.commands.run("find.next")
    qtbot.waitUntil(lambda: counted(window) == "1 of 3")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: counted(window) == "3 of 3")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert all(not marks(view) for view in window.page.transcript.views)
    assert window.page.composer.edit.hasFocus()


def test_case_and_whole_words_and_text_as_it_is_rendered(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    talk = program.store.create(title="t").id
    program.store.add(talk, "user", "Wind winds WIND été")
    program.store.add(talk, "assistant", "A **co**ld *wind* | `wind`\n\n```c\nwind();\n```\n")
    open_find(window, qtbot, talk, "wind")
    bar = window.search.in_chat.bar
    qtbot.waitUntil(lambda: counted(window) == "1 of 6")
    qtbot.mouseClick(bar.whole_words, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counted(window) == "1 of 5")
    qtbot.mouseClick(bar.same_case, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counted(window) == "1 of 3")
    for text, count in (("cold wind", "1 of 1"), ("**", "Nothing found"), ("été", "1 of 1")):
        bar.field.setText(text)  # keyClicks knows no letters with accents
        bar.changed.emit()
        qtbot.waitUntil(lambda count=count: counted(window) == count)
    bar.same_case.setChecked(False)
    bar.field.clear()
    qtbot.keyClicks(bar.field, "ETE")
    qtbot.waitUntil(lambda: counted(window) == "1 of 1")
    bar.field.clear()
    bar.changed.emit()
    assert counted(window) == ""


def test_a_place_far_away_is_scrolled_to_in_a_long_conversation(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    talk = program.store.create(title="t").id
    long = "word " * 2000
    with program._connection as connection:
        connection.executemany(
            "INSERT INTO messages (conversation_id, parent_id, role, content, created_at)"
            " VALUES (?, (SELECT max(id) FROM messages WHERE conversation_id = ?1), 'user', ?, 0)",
            ((talk, f"{long} needle {long}" if n == 7 else f"message {n}") for n in range(3000)),
        )
        connection.execute(
            "UPDATE conversations SET active_leaf = (SELECT max(id) FROM messages) WHERE id = ?",
            (talk,),
        )
    open_find(window, qtbot, talk, "needle")
    wanted = window.page.transcript.messages[7].id
    qtbot.waitUntil(lambda: looked_at(window) == [(wanted, "needle")])
    view = window.page.transcript.view_of(wanted)
    assert view is not None
    port = window.page.transcript.viewport()
    selections = view.text.extraSelections()
    spot = view.text.cursorRect(selections[0].cursor).center()
    at = view.text.viewport().mapTo(port, spot).y()
    assert 0 < at < port.height()
    qtbot.waitUntil(lambda: counted(window) == "1 of 1")


def test_text_that_comes_while_the_bar_is_open_is_counted(
    window: MainWindow, qtbot: QtBot, program: Application, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("wind", " and wind", " again")
    window.page.send("wind")
    assert window.commands.run("find.here")
    qtbot.keyClicks(window.search.in_chat.bar.field, "wind")
    qtbot.waitUntil(lambda: counted(window) == "1 of 1")
    tell()
    qtbot.waitUntil(lambda: counted(window) == "1 of 3")
    window.new_chat()
    qtbot.waitUntil(lambda: counted(window) == "Nothing found")


def test_escape_ends_a_search_and_not_the_answer_that_is_made(
    window: MainWindow, qtbot: QtBot, program: Application, engine: ScriptedEngine, tell: Tell
) -> None:
    engine.will_answer("wind", " and more")
    window.page.send("tell of the wind")
    tell(1)
    assert window.page.running
    search(window, qtbot, "wind")
    everywhere = window.search.everywhere
    qtbot.waitUntil(lambda: everywhere.model.rowCount() > 0)
    qtbot.keyClick(everywhere.field, Qt.Key.Key_Down)
    assert everywhere.view.hasFocus()
    qtbot.keyClick(everywhere.view, Qt.Key.Key_Escape)
    assert not everywhere.active
    assert window.commands.run("find.here")
    qtbot.keyClick(window.search.in_chat.bar.field, Qt.Key.Key_Escape)
    assert not window.search.in_chat.active
    assert window.page.running
    assert window.page.session is not None
    assert window.page.session.state != "stopping"
    tell()


def test_what_is_found_can_be_read_in_the_dark(
    window: MainWindow, qtbot: QtBot, branched: tuple[int, int, int]
) -> None:
    open_find(window, qtbot, branched[0], "sirocco")
    qtbot.waitUntil(lambda: counted(window) == "1 of 1")
    other = branched[2]
    window.commands.run("theme.dark")
    qtbot.waitUntil(lambda: looked_at(window) == [(other, "sirocco")])
    window.zoom(1)
    qtbot.waitUntil(lambda: looked_at(window) == [(other, "sirocco")])
    assert window.windows.look.found_now == theme.DARK.found_now


def test_what_was_deleted_is_in_no_file_once_the_program_has_ended(
    app: QApplication, qtbot: QtBot, paths: Paths, engine: ScriptedEngine
) -> None:
    program = Application(paths, resources_dir(), make_engine=lambda: engine)
    program.store.add(program.store.create().id, "user", "the bora stays")
    talk = program.store.create(title="Winds").id
    program.store.add(talk, "user", "What is the mistral?")
    window = MainWindow(program, Windows(program))
    qtbot.addWidget(window)
    window.show()
    window.search.index()

    def waiting() -> int:
        with program.open_search() as search:
            return search.index.waiting()

    qtbot.waitUntil(lambda: waiting() == 0)
    window.shelving.delete([talk])
    window.close()
    program.close()
    held = [path.read_bytes() for path in paths.database.parent.glob(f"{paths.database.name}*")]
    assert any(b"bora" in data for data in held)
    assert not any(b"mistral" in data for data in held)
