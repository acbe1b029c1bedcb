"""The sidebar: what is listed where, and what mouse, keys and menus do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
)
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import Gate, ScriptedEngine
from parley.application import Application
from parley.engine.states import state_path
from parley.ui.main_window import MainWindow
from parley.ui.sidebar.folder_drag import data_of, folder_in
from parley.ui.sidebar.model import SidebarModel
from parley.ui.sidebar.rows import MOST_MOVES, Row

Tell = Callable[..., None]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Side:
    """The sidebar of a window with conversations called a, b, c, d; a is the newest."""

    def __init__(self, window: MainWindow, program: Application, qtbot: QtBot) -> None:
        self.window, self.program, self.qtbot = window, program, qtbot
        self.store, self.shelving = program.store, window.shelving
        self.panel, self.view = window.conversations, window.conversations.view
        self.ids = {name: self.store.create(title=name).id for name in "dcba"}
        window.refresh()

    @property
    def model(self) -> SidebarModel:
        return self.panel.model

    def rows(self) -> list[str]:
        """What is listed, as a person reads it; what stands in a folder is set in."""
        found = [self.model.at(place) for place in range(self.model.rowCount())]
        return [
            ("  " if row.kind == "conversation" and row.section == "folder" else "")
            + self.model.text(row)
            for row in found
            if row is not None
        ]

    def index(self, name: str) -> object:
        place = next(place for place in range(self.model.rowCount()) if self.text(place) == name)
        return self.model.index(place)

    def text(self, place: int) -> str:
        row = self.model.at(place)
        return self.model.text(row) if row is not None else ""

    def row(self, name: str) -> Row:
        found = self.model.at(self.index(name).row())  # type: ignore[attr-defined]
        assert found is not None
        return found

    def spoken(self, name: str) -> str:
        role = Qt.ItemDataRole.AccessibleTextRole
        return str(self.index(name).data(role))  # type: ignore[attr-defined]

    def place(self, name: str) -> QPoint:
        return self.view.visualRect(self.index(name)).center()  # type: ignore[arg-type]

    def click(self, name: str, keys: Qt.KeyboardModifier | None = None) -> None:
        keys = keys or Qt.KeyboardModifier.NoModifier
        viewport = self.view.viewport()
        self.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, keys, self.place(name))

    def press(self, key: Key, keys: Qt.KeyboardModifier | None = None) -> None:
        self.qtbot.keyClick(self.view, key, keys or Qt.KeyboardModifier.NoModifier)

    @property
    def editor(self) -> QLineEdit | None:
        return self.view.findChild(QLineEdit, "rename")

    def type_name(self, text: str, end: Key = Key.Key_Return) -> None:
        editor = self.editor
        assert editor is not None
        assert editor.selectedText() == editor.text()
        self.qtbot.keyClicks(editor, text)
        self.qtbot.keyClick(editor, end)
        self.qtbot.waitUntil(lambda: self.editor is None)

    @property
    def shown(self) -> str:
        conversation = self.window.page.conversation
        return conversation.title if conversation is not None else ""

    @property
    def undo_text(self) -> str:
        bar = self.panel.undo_bar
        return bar.label.toolTip() if bar.isVisibleTo(self.panel) else ""

    def choose(self, menu: QMenu, *path: str) -> None:
        """Do what an entry of a menu says."""
        for name in path[:-1]:
            menu = next(each.menu() for each in menu.actions() if each.text() == name)
        next(each for each in menu.actions() if each.text() == path[-1]).trigger()


@pytest.fixture
def side(window: MainWindow, program: Application, qtbot: QtBot) -> Iterator[Side]:
    side = Side(window, program, qtbot)
    # Every signal of the model is compared with what the model then holds.
    model: QAbstractItemModel = side.model
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, side.panel
    )
    yield side
    assert tester.model() is model


# -- what is listed ------------------------------------------------------------------------------


def test_pinned_folders_days_and_the_archive(side: Side) -> None:
    assert side.rows() == ["Today", "a", "b", "c", "d"]
    folder = side.store.create_folder("Work")
    side.store.pin([side.ids["c"]])
    side.store.move([side.ids["d"]], folder.id)
    side.store.archive([side.ids["a"]])
    side.window.refresh()
    assert side.rows() == ["Pinned", "c", "Work", "  d", "Today", "b", "Archive"]
    side.click("Archive")
    assert side.rows()[-2:] == ["Archive", "a"]
    side.click("Archive")
    assert side.rows()[-1] == "Archive"


def test_nothing_yet_is_said(window: MainWindow) -> None:
    panel = window.conversations
    assert panel.stack.currentWidget() is panel.nothing
    window.page.send("First")
    assert panel.stack.currentWidget() is panel.view


def test_what_is_shown_is_marked_wherever_it_goes(side: Side) -> None:
    side.click("c")
    assert side.shown == "c"
    side.shelving.toggle_pin()
    assert side.rows() == ["Pinned", "c", "Today", "a", "b", "d"]
    assert side.view.selected() == [side.ids["c"]]
    assert side.view.currentIndex() == side.index("c")
    side.window.new_chat()
    assert side.view.selected() == []


def test_an_answer_shows_that_it_is_made_and_that_it_is_there(
    side: Side, engine: ScriptedEngine, tell: Tell
) -> None:
    gate = Gate()
    engine.will_answer("So", gate, " it is.")
    side.click("b")
    side.window.page.send("Why?")
    tell(4)
    assert side.spoken("b") == "b, an answer is being written"
    side.click("a")
    engine.open(gate)
    tell()
    side.qtbot.waitUntil(lambda: side.spoken("b") == "b, with a new answer")
    side.click("b")
    assert side.spoken("b") == "b"


def test_a_closed_folder_says_what_comes_inside(
    side: Side, engine: ScriptedEngine, tell: Tell
) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["b"]], folder.id)
    side.window.refresh()
    side.click("b")
    side.click("Work")
    gate = Gate()
    engine.will_answer("So", gate, " it is.")
    side.window.page.send("Why?")
    tell(4)
    side.click("a")
    assert side.model.is_answering(side.row("Work"))
    assert not side.model.is_unread(side.row("Work"))
    engine.open(gate)
    tell()
    side.qtbot.waitUntil(lambda: side.model.is_unread(side.row("Work")))
    assert not side.model.is_answering(side.row("Work"))
    assert side.spoken("Work") == "Folder Work, closed, with a new answer, 1 conversation"
    side.click("Work")
    assert side.spoken("Work") == "Folder Work, open, 1 conversation"
    assert side.spoken("b") == "b, with a new answer"


def test_a_title_that_was_cut_is_told(side: Side) -> None:
    side.store.rename(side.ids["a"], "A long title " * 8)
    side.window.refresh()
    texts = []
    for place in (1, 2):
        index = side.model.index(place)
        centre = side.view.visualRect(index).center()
        event = QHelpEvent(QEvent.Type.ToolTip, centre, side.view.viewport().mapToGlobal(centre))
        option = QStyleOptionViewItem()
        option.rect = side.view.visualRect(index)
        side.view.delegate.helpEvent(event, side.view, option, index)
        texts.append(QToolTip.text())
        QToolTip.hideText()
    assert texts[0] == ("A long title " * 8).strip()
    assert texts[1] != "b"


def test_each_row_says_where_it_stands(side: Side) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["d"]], folder.id)
    side.store.pin([side.ids["c"]])
    side.store.archive([side.ids["a"]])
    side.window.refresh()
    assert side.spoken("Work") == "Folder Work, open, 1 conversation"
    assert side.spoken("  d".strip()) == "d, in the folder Work"
    assert side.spoken("c") == "c, pinned"
    assert side.spoken("Archive") == "Archive, closed, 1 conversation"
    side.click("Work")
    assert side.spoken("Work") == "Folder Work, closed, 1 conversation"


# -- names ---------------------------------------------------------------------------------------


def test_a_name_is_changed_in_its_place(side: Side) -> None:
    side.click("b")
    side.press(Key.Key_F2)
    side.type_name("A better  name")
    assert side.rows() == ["Today", "a", "A better name", "c", "d"]
    assert side.store.conversation(side.ids["b"]).titled_by == "person"
    side.qtbot.waitUntil(lambda: side.window.page.title.text() == "A better name")
    assert side.editor is None


def test_a_name_is_changed_in_full_sight_where_rows_are_narrow(side: Side) -> None:
    side.window.change_look(density="compact")
    side.shelving.rename_one(side.ids["b"])
    editor = side.editor
    assert editor is not None
    option = QStyleOptionFrame()
    editor.initStyleOption(option)
    contents = QStyle.SubElement.SE_LineEditContents
    room = editor.style().subElementRect(contents, option, editor).height()
    assert room >= editor.fontMetrics().ascent() + editor.fontMetrics().descent()


def test_escape_leaves_the_name_and_stops_no_answer(
    side: Side, engine: ScriptedEngine, tell: Tell
) -> None:
    side.click("b")
    engine.will_answer("So", Gate(), " it is.")
    side.window.page.send("Why?")
    tell(4)
    side.window.commands.run("chat.rename")
    side.type_name("Another", Key.Key_Escape)
    assert side.row("b")
    assert engine.stops == []
    side.window.page.stop()
    tell()


def test_a_double_click_changes_a_name_and_no_name_is_none(side: Side) -> None:
    side.click("c")
    viewport = side.view.viewport()
    side.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=side.place("c"))
    side.type_name("   ")
    assert "c" in side.rows()
    # What turns the direction of writing is pasted rather than typed, and is not seen.
    assert not side.model.setData(side.index("c"), " \u202e ")  # type: ignore[arg-type]
    assert "c" in side.rows()


def test_what_is_typed_stays_while_the_list_changes(side: Side) -> None:
    side.click("c")
    side.press(Key.Key_F2)
    editor = side.editor
    assert editor is not None
    side.qtbot.keyClicks(editor, "Half")
    side.store.rename(side.ids["c"], "from elsewhere")
    side.store.pin([side.ids["c"]])
    side.window.refresh()
    assert side.editor is editor
    assert editor.text() == "Half"
    side.qtbot.keyClicks(editor, " a name")
    side.qtbot.keyClick(editor, Key.Key_Return)
    side.qtbot.waitUntil(lambda: side.editor is None)
    assert side.rows() == ["Pinned", "Half a name", "Today", "a", "b", "d"]


def test_renaming_opens_what_hides_it(side: Side) -> None:
    folder = side.store.create_folder("Work")
    side.store.fold(folder.id, True)
    side.store.move([side.ids["d"]], folder.id)
    side.store.archive([side.ids["a"]])
    side.window.refresh()
    for name in "da":
        side.window.open_conversation(side.ids[name])
        assert name not in [row.strip() for row in side.rows()]
        side.window.commands.run("chat.rename")
        side.type_name(name * 2)
        assert side.store.conversation(side.ids[name]).title == name * 2


# -- several -------------------------------------------------------------------------------------


def test_several_are_deleted_without_a_question_and_had_back(side: Side) -> None:
    side.click("a")
    side.click("c", SHIFT)
    assert side.view.selected() == [side.ids[name] for name in "abc"]
    assert side.shown == "a"
    side.press(Key.Key_Delete)
    assert side.rows() == ["Today", "d"]
    assert side.shown == ""
    assert side.undo_text == "3 conversations deleted."
    side.qtbot.keyClick(side.view, Key.Key_Z, CONTROL)
    assert side.rows() == ["Today", "a", "b", "c", "d"]
    assert side.undo_text == ""
    # What was on the screen is there again.
    assert side.shown == "a"


def test_what_was_done_is_said_whole_where_two_lines_can_hold_it(side: Side) -> None:
    label = side.panel.undo_bar.label
    side.click("a")
    side.click("c", SHIFT)
    side.press(Key.Key_Delete)
    side.qtbot.waitUntil(lambda: label.text() == "3 conversations deleted.")
    side.qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    side.panel.undo_bar.say("“" + "Winds of the south " * 9 + "” deleted.")
    side.qtbot.waitUntil(lambda: label.text().endswith("…"))
    side.qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.heightForWidth(label.width()) <= 2 * label.fontMetrics().lineSpacing()


def test_the_same_verbs_work_on_many(side: Side) -> None:
    side.click("b")
    side.click("d", CONTROL)
    assert side.shown == "b"
    commands = side.window.commands
    commands.run("chat.pin")
    assert side.rows() == ["Pinned", "b", "d", "Today", "a", "c"]
    assert commands.action("chat.pin").isChecked()
    commands.run("chat.pin")
    assert side.rows() == ["Today", "a", "b", "c", "d"]
    commands.run("chat.archive")
    assert side.rows() == ["Today", "a", "c", "Archive"]
    assert side.undo_text == "2 conversations archived."
    commands.run("edit.undo")
    assert side.rows() == ["Today", "a", "b", "c", "d"]


def test_undoing_an_archive_leaves_what_was_there_before(side: Side) -> None:
    side.store.archive([side.ids["c"]])
    side.window.refresh()
    side.shelving.toggle_archive([side.ids["b"], side.ids["c"]])
    assert side.undo_text == "Archived “b”."
    side.shelving.undo()
    assert side.rows() == ["Today", "a", "b", "d", "Archive"]


def test_taking_one_out_of_a_selection_opens_nothing(side: Side) -> None:
    side.click("a")
    side.click("b", CONTROL)
    side.click("a", CONTROL)
    assert side.view.selected() == [side.ids["b"]]
    assert side.shown == "a"


def test_a_copy_is_shown_at_once(side: Side, tell: Tell) -> None:
    side.click("b")
    side.window.page.send("Why?")
    tell()
    side.choose(side.shelving.menu_for(side.row("b")), "Duplicate")
    assert side.shown == "b (copy)"
    assert [m.content for m in side.window.page.transcript.messages] == ["Why?", "Hello there."]
    assert side.rows()[1:3] == ["b (copy)", "b"]


def test_all_by_a_key(side: Side) -> None:
    side.click("a")
    side.press(Key.Key_A, CONTROL)
    side.press(Key.Key_Delete)
    assert side.rows() == []
    assert side.panel.stack.currentWidget() is side.panel.nothing
    side.panel.undo_bar.button.click()
    assert len(side.rows()) == 5


# -- deletion ------------------------------------------------------------------------------------


def test_undo_goes_back_step_by_step(side: Side) -> None:
    for name in "ab":
        side.click(name)
        side.press(Key.Key_Delete)
    assert side.undo_text == "Deleted “b”."
    side.window.commands.run("edit.undo")
    assert side.undo_text == "Deleted “a”."
    side.window.commands.run("edit.undo")
    assert side.undo_text == ""
    assert side.rows() == ["Today", "a", "b", "c", "d"]
    assert not side.window.commands.action("edit.undo").isEnabled()


def test_undo_takes_back_what_came_last_of_messages_and_conversations(
    side: Side, tell: Tell
) -> None:
    page = side.window.page
    page.send("Question")
    tell()
    question = page.transcript.messages[0]
    page.branching.do("delete", page.transcript.messages[-1].id)
    side.shelving.delete([side.ids["a"]])
    side.window.commands.run("edit.undo")
    assert side.ids["a"] in [one.id for one in side.store.listed()]
    assert len(page.transcript.messages) == 1
    side.window.commands.run("edit.undo")
    assert page.transcript.messages[0].id == question.id
    assert len(page.transcript.messages) == 2


def test_deleting_ends_an_answer_and_has_its_text_back(
    side: Side, engine: ScriptedEngine, tell: Tell
) -> None:
    side.click("b")
    engine.will_answer("So", Gate(), " it is.")
    side.window.page.send("Why?")
    tell(4)
    side.shelving.delete()
    assert side.window.page.stack.currentWidget() is side.window.page.empty
    side.shelving.undo()
    last = side.window.page.transcript.messages[-1]
    assert (last.content, last.status) == ("So", "interrupted")
    tell()
    side.window.page.send("Next")
    tell()
    assert side.window.page.transcript.messages[-1].status == "complete"


def test_an_undo_that_is_refused_can_be_tried_again(side: Side) -> None:
    side.shelving.delete([side.ids["b"]])
    side.program._connection.execute("PRAGMA query_only = ON")
    side.shelving.undo()
    side.program._connection.execute("PRAGMA query_only = OFF")
    assert side.undo_text == "Deleted “b”."
    assert side.rows() == ["Today", "a", "c", "d"]
    side.shelving.undo()
    assert side.undo_text == ""
    assert side.rows() == ["Today", "a", "b", "c", "d"]


def test_a_deletion_that_is_refused_ends_no_answer(
    side: Side, engine: ScriptedEngine, tell: Tell
) -> None:
    side.click("b")
    gate = Gate()
    engine.will_answer("So", gate, " it is.")
    side.window.page.send("Why?")
    tell()
    side.program._connection.execute("PRAGMA query_only = ON")
    side.shelving.delete()
    side.program._connection.execute("PRAGMA query_only = OFF")
    assert side.shown == "b"
    assert engine.stops == []
    engine.open(gate)
    tell()
    assert side.window.page.transcript.messages[-1].content == "So it is."


def test_a_window_that_closes_deletes_for_ever(
    side: Side, engine: ScriptedEngine, tell: Tell
) -> None:
    key = side.ids["b"]
    side.click("b")
    side.window.page.send("Why?")
    tell()
    states = side.program.paths.states
    states.mkdir(parents=True, exist_ok=True)
    state = state_path(states, str(key), "ab" * 32)
    state.write_bytes(b"what was said, as tokens")
    side.shelving.delete([key, side.ids["c"]])
    side.shelving.undo()
    side.shelving.delete([key])
    assert state.exists()
    side.window.close()
    # What the engine kept of it goes with it.
    assert not state.exists()
    assert engine.forgotten == [str(key)]
    side.store.restore_conversations([key])
    assert key not in [one.id for one in side.store.listed()]


# -- folders -------------------------------------------------------------------------------------


def test_a_new_folder_is_named_at_once(side: Side) -> None:
    side.click("b")
    menu = side.shelving.menu_for(side.row("b"))
    side.choose(menu, "Move to folder", "New folder…")
    assert side.rows() == ["New folder", "  b", "Today", "a", "c", "d"]
    side.type_name("Work")
    assert side.rows()[0] == "Work"
    menu = side.shelving.menu_for(side.row("c"))
    side.choose(menu, "Move to folder", "Work")
    assert side.rows() == ["Work", "  b", "  c", "Today", "a", "d"]
    menu = side.shelving.menu_for(side.row("c"))
    side.choose(menu, "Move to folder", "No folder")
    assert side.rows() == ["Work", "  b", "Today", "a", "c", "d"]


def test_a_folded_folder_is_remembered(side: Side, open_window: Callable[[], MainWindow]) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["b"]], folder.id)
    side.window.refresh()
    side.click("Work")
    assert side.rows() == ["Work", "Today", "a", "c", "d"]
    side.window.close()
    again = open_window().conversations.model
    assert again.at(0).open is False  # type: ignore[union-attr]
    assert again.at(1).kind == "heading"  # type: ignore[union-attr]


def test_folders_change_places_and_go_without_their_conversations(side: Side) -> None:
    for name in ("One", "Two"):
        side.store.create_folder(name)
    side.store.move([side.ids["b"]], side.store.folders()[0].id)
    side.window.refresh()
    side.choose(side.shelving.menu_for(side.row("Two")), "Move up")
    assert side.rows()[:3] == ["Two", "One", "  b"]
    side.choose(side.shelving.menu_for(side.row("One")), "Delete folder")
    assert side.rows() == ["Two", "Today", "a", "b", "c", "d"]
    assert side.undo_text == "Deleted the folder “One”."
    side.shelving.undo()
    assert side.rows()[:3] == ["Two", "One", "  b"]


def test_what_is_shown_is_selected_again_when_its_folder_opens(side: Side) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["c"]], folder.id)
    side.window.refresh()
    side.click("c")
    side.click("Work")
    assert side.view.selected() == []
    # What is hidden is no less the one that commands are for.
    assert side.shelving.meant() == [side.ids["c"]]
    side.click("Work")
    assert side.view.selected() == [side.ids["c"]]


def test_the_menu_beside_the_rows_makes_a_folder(side: Side) -> None:
    side.choose(side.shelving.menu_for(None), "New folder…")
    side.type_name("Ideas", Key.Key_Escape)
    assert side.rows()[0] == "New folder"


# -- keys ----------------------------------------------------------------------------------------


def test_keys_step_over_headings_and_open_and_close_folders(side: Side) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["c"]], folder.id)
    side.store.pin([side.ids["d"]])
    side.window.refresh()
    assert side.rows() == ["Pinned", "d", "Work", "  c", "Today", "a", "b"]
    side.click("d")
    side.press(Key.Key_Down)
    assert side.view.currentIndex() == side.index("Work")
    # On a folder, what is on the screen stays there.
    assert side.shown == "d"
    side.press(Key.Key_Left)
    assert side.rows()[2:4] == ["Work", "Today"]
    side.press(Key.Key_Down)
    assert side.shown == "a"
    side.press(Key.Key_Up)
    side.press(Key.Key_Right)
    assert side.rows()[2:4] == ["Work", "  c"]
    side.press(Key.Key_Return)
    side.press(Key.Key_Space)
    assert side.rows()[2:4] == ["Work", "  c"]
    side.press(Key.Key_Down)
    assert side.shown == "c"
    side.press(Key.Key_Left)
    assert side.view.currentIndex() == side.index("Work")
    side.press(Key.Key_F2)
    side.type_name("Play")
    side.press(Key.Key_End)
    assert side.shown == "b"
    side.press(Key.Key_Home)
    assert side.shown == "d"
    side.press(Key.Key_Return)
    assert side.window.page.composer.edit.hasFocus()


def test_keys_go_on_with_the_next_conversation_after_a_deletion(side: Side) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["b"]], folder.id)
    side.store.archive([side.ids["d"]])
    side.window.refresh()
    side.click("b")
    side.press(Key.Key_Delete)
    # Neither the folder above nor, by another stroke, anything that nobody has chosen.
    side.press(Key.Key_Delete)
    assert side.rows() == ["Work", "Today", "a", "c", "Archive"]
    assert side.undo_text == "Deleted “b”."
    side.press(Key.Key_Return)
    assert side.shown == "a"
    side.view.setFocus()
    side.press(Key.Key_Delete)
    side.press(Key.Key_Return)
    assert side.shown == "c"


def test_a_folder_that_is_gone_while_its_menu_is_open_is_left_alone(side: Side) -> None:
    folders = [side.store.create_folder(name) for name in ("Home", "Work")]
    side.window.refresh()
    menu = side.shelving.menu_for(side.row("Work"))
    side.store.delete_folder(folders[1].id)
    side.window.refresh()
    side.choose(menu, "Delete folder")
    assert side.undo_text == ""
    side.choose(menu, "Move up")
    assert side.window.page.notice.label.text().startswith("This folder was deleted.")
    assert side.rows() == ["Home", "Today", "a", "b", "c", "d"]


def test_delete_on_a_folder_is_about_the_folder(side: Side) -> None:
    folder = side.store.create_folder("Work")
    side.store.move([side.ids["c"]], folder.id)
    side.window.refresh()
    side.click("a")
    side.press(Key.Key_Home)
    assert side.shelving.folder_meant() == folder
    side.press(Key.Key_Delete)
    assert side.rows() == ["Today", "a", "b", "c", "d"]


def test_a_key_leads_to_the_list(side: Side) -> None:
    side.window.open_conversation(side.ids["c"])
    side.window.page.composer.edit.setFocus()
    side.qtbot.keyClick(side.window, Key.Key_G, CONTROL | SHIFT)
    assert side.view.hasFocus()
    assert side.view.currentIndex() == side.index("c")
    side.press(Key.Key_Up)
    assert side.shown == "b"


def test_a_key_leads_to_the_first_chat_where_none_is_shown(side: Side) -> None:
    side.store.archive([side.ids["d"]])
    side.window.refresh()
    side.qtbot.keyClick(side.window, Key.Key_G, CONTROL | SHIFT)
    assert side.view.currentIndex() == side.index("a")
    assert side.view.selected() == []
    side.press(Key.Key_Return)
    assert side.shown == "a"


def test_delete_on_the_archive_deletes_nothing(side: Side) -> None:
    side.store.archive([side.ids["d"]])
    side.window.refresh()
    side.click("a")
    side.press(Key.Key_End)
    assert side.view.currentIndex() == side.index("Archive")
    side.press(Key.Key_Delete)
    assert side.rows() == ["Today", "a", "b", "c", "Archive"]
    assert side.shown == "a"


def test_a_key_offers_the_folders(side: Side) -> None:
    side.click("c")
    side.window.commands.run("chat.folder")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["New folder…"]
    menu.close()


# -- mouse ---------------------------------------------------------------------------------------


def dropped(side: Side, names: str, on: str) -> None:
    data: QMimeData = side.model.mimeData([side.index(name) for name in names])  # type: ignore[misc]
    event = QDropEvent(
        QPointF(side.place(on)), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    side.view.dropEvent(event)
    assert event.isAccepted()


def test_a_double_click_on_a_folder_opens_or_closes_it_once_and_changes_no_name(
    side: Side,
) -> None:
    side.store.move([side.ids["d"]], side.store.create_folder("Work").id)
    side.window.refresh()
    viewport, left = side.view.viewport(), Qt.MouseButton.LeftButton
    for is_open in (False, True):
        side.click("Work")
        side.qtbot.mouseDClick(viewport, left, pos=side.place("Work"))
        assert side.editor is None
        assert side.row("Work").open == is_open
    # The next click is one again.
    side.click("Work")
    assert not side.row("Work").open
    side.click("a")
    assert side.shown == "a"


@pytest.fixture
def folders(side: Side) -> Side:
    for name in ("One", "Two", "Three"):
        side.store.create_folder(name)
    side.store.move([side.ids["d"]], side.store.folders()[1].id)
    side.store.pin([side.ids["c"]])
    side.window.refresh()
    assert side.rows() == ["Pinned", "c", "One", "Two", "  d", "Three", "Today", "a", "b"]
    return side


def named(side: Side) -> list[str]:
    return [folder.name for folder in side.store.folders()]


@pytest.mark.parametrize(
    ("name", "on", "half", "order"),
    [
        ("Three", "One", "upper", ["Three", "One", "Two"]),
        ("Three", "One", "lower", ["One", "Three", "Two"]),
        ("One", "Two", "upper", ["One", "Two", "Three"]),
        ("One", "d", "upper", ["Two", "One", "Three"]),
        ("One", "Three", "lower", ["Two", "Three", "One"]),
        ("One", "b", "upper", ["Two", "Three", "One"]),
        ("Two", "c", "lower", ["Two", "One", "Three"]),
        ("Two", "Two", "lower", ["One", "Two", "Three"]),
    ],
)
def test_a_folder_is_dragged_to_its_place(
    folders: Side, name: str, on: str, half: str, order: list[str]
) -> None:
    side = folders
    place = QPointF(side.place(on)) + QPointF(0, 4 if half == "lower" else -4)
    data = data_of(side.row(name).folder.id)  # type: ignore[union-attr]
    event = QDropEvent(
        place, Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    side.view.dropEvent(event)
    assert event.isAccepted()
    assert named(side) == order


def test_a_line_shows_where_a_dragged_folder_will_be(folders: Side) -> None:
    side = folders
    accent = QColor(side.view.delegate.look.accent).name()

    def lined() -> list[int]:
        image = side.view.viewport().grab().toImage()
        ratio, middle = image.devicePixelRatio(), image.width() // 2
        colours = ((y, image.pixelColor(middle, y).name()) for y in range(image.height()))
        return [round(y / ratio) for y, colour in colours if colour == accent]

    data = data_of(side.row("One").folder.id)  # type: ignore[union-attr]
    for on, below in (("d", "Three"), ("b", "Today")):
        event = QDragMoveEvent(
            side.place(on), Qt.DropAction.MoveAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        side.view.dragMoveEvent(event)
        top = side.view.visualRect(side.index(below)).top()  # type: ignore[arg-type]
        assert lined()
        assert all(abs(y - top) <= 1 for y in lined())
    side.view.dragLeaveEvent(QDragLeaveEvent())
    assert lined() == []


def test_a_folder_that_is_held_and_moved_is_dragged(folders: Side) -> None:
    side = folders
    viewport, left = side.view.viewport(), Qt.MouseButton.LeftButton
    side.qtbot.mousePress(viewport, left, pos=side.place("One"))
    to = side.place("b")
    QApplication.sendEvent(viewport, QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(viewport.mapToGlobal(to)),
        Qt.MouseButton.NoButton, left, Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    # Offscreen, what is dragged is let go at once where nothing takes it.
    carried = side.view.findChildren(QDrag)
    assert [folder_in(drag.mimeData()) for drag in carried] == [side.store.folders()[0].id]
    side.qtbot.mouseRelease(viewport, left, pos=to)
    # Nothing was moved, opened or closed by it.
    assert named(side) == ["One", "Two", "Three"]
    assert side.row("One").open


class Taking(QObject):
    """Notes when a widget begins and ends to take what is dragged."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.told: list[bool] = []
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.AcceptDropsChange:
            self.told.append(self._widget.acceptDrops())
        return super().eventFilter(watched, event)


def test_the_list_takes_drops_while_something_of_its_own_is_dragged(folders: Side) -> None:
    side = folders
    viewport, left = side.view.viewport(), Qt.MouseButton.LeftButton
    taking = Taking(viewport)
    # What comes from elsewhere is the window's.
    assert not viewport.acceptDrops()
    side.click("a")
    side.view.startDrag(Qt.DropAction.MoveAction)
    assert taking.told == [True, False]
    side.qtbot.mousePress(viewport, left, pos=side.place("One"))
    to = side.place("b")
    QApplication.sendEvent(viewport, QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(viewport.mapToGlobal(to)),
        Qt.MouseButton.NoButton, left, Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    side.qtbot.mouseRelease(viewport, left, pos=to)
    assert taking.told == [True, False, True, False]


def test_conversations_are_dragged_where_they_belong(side: Side) -> None:
    side.store.create_folder("Work")
    side.store.pin([side.ids["d"]])
    side.store.archive([side.ids["c"]])
    side.window.refresh()
    dropped(side, "a", "Work")
    assert side.rows() == ["Pinned", "d", "Work", "  a", "Today", "b", "Archive"]
    dropped(side, "b", "a")
    assert side.rows() == ["Pinned", "d", "Work", "  a", "  b", "Archive"]
    dropped(side, "b", "Pinned")
    assert side.rows() == ["Pinned", "b", "d", "Work", "  a", "Archive"]
    dropped(side, "d", "Archive")
    assert side.rows() == ["Pinned", "b", "Work", "  a", "Archive"]
    side.store.create(title="e")
    side.window.refresh()
    dropped(side, "ab", "Today")
    assert side.rows() == ["Work", "Today", "e", "a", "b", "Archive"]


def test_the_other_button_leaves_what_is_on_the_screen(side: Side) -> None:
    side.click("a")
    asked: list[Row | None] = []
    side.panel.menu_asked.disconnect()
    side.panel.menu_asked.connect(lambda row, _place: asked.append(row))
    viewport = side.view.viewport()
    side.qtbot.mouseClick(viewport, Qt.MouseButton.RightButton, pos=side.place("c"))
    assert side.shown == "a"
    assert side.view.selected() == [side.ids["a"]]


def test_a_menu_is_for_its_row_or_for_what_is_selected_with_it(side: Side) -> None:
    side.click("a")
    side.click("b", CONTROL)
    side.choose(side.shelving.menu_for(side.row("d")), "Delete")
    assert side.rows() == ["Today", "a", "b", "c"]
    exported: list[list[int]] = []
    side.shelving.export_asked.connect(exported.append)
    side.choose(side.shelving.menu_for(side.row("b")), "Export…")
    assert exported == [[side.ids["a"], side.ids["b"]]]
    side.choose(side.shelving.menu_for(side.row("b")), "Archive")
    assert side.rows() == ["Today", "c", "Archive"]
    side.click("Archive")
    side.choose(side.shelving.menu_for(side.row("a")), "Take out of the archive")
    assert side.rows() == ["Today", "a", "c", "Archive", "b"]


# -- search --------------------------------------------------------------------------------------


def test_a_search_takes_the_place_of_the_list_and_gives_it_back(side: Side) -> None:
    field, results = QLineEdit(), QLabel("Found")
    side.panel.set_search(field, results)
    side.panel.show_search(True)
    assert side.panel.searching
    assert side.panel.stack.currentWidget() is results
    side.store.create(title="e")
    side.window.refresh()
    assert side.panel.stack.currentWidget() is results
    side.panel.show_search(False)
    assert side.panel.stack.currentWidget() is side.view
    assert side.rows()[1] == "e"


def test_what_is_selected_stays_so_where_much_moves_at_once(side: Side) -> None:
    for number in range(MOST_MOVES + 10):
        side.store.create(title=f"number {number}")
    side.window.refresh()
    side.click("d")
    side.view.selectAll()
    meant = set(side.view.selected())
    side.shelving.toggle_pin([key for key in meant if key % 2])
    assert set(side.view.selected()) == meant
    assert side.model.at(side.view.currentIndex().row()) == side.row("d")
    assert side.shown == "d"


def test_many_conversations_change_by_single_rows(side: Side) -> None:
    for number in range(300):
        side.store.create(title=f"number {number}")
    side.window.refresh()
    changes: list[str] = []
    model = side.model
    model.modelReset.connect(lambda: changes.append("reset"))
    model.rowsMoved.connect(lambda *_: changes.append("moved"))
    model.rowsInserted.connect(lambda *_: changes.append("inserted"))
    model.rowsRemoved.connect(lambda *_: changes.append("removed"))
    model.dataChanged.connect(lambda *_: changes.append("changed"))
    side.store.rename(side.ids["a"], "another")
    side.window.refresh()
    assert changes == ["changed"]
    side.store.add(side.ids["b"], "user", "x")
    side.window.refresh()
    assert changes[1:] == ["moved", "changed"]
    side.window.refresh()
    assert len(changes) == 3
    side.store.remove_conversations([side.ids["c"]])
    side.window.refresh()
    assert changes[3:] in (["removed"], ["removed", "changed"])
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    side.view.selectionModel().select(side.index("number 7"), flag)  # type: ignore[call-overload]
    side.store.pin([side.ids["d"]])
    side.window.refresh()
    assert side.view.selectionModel().isSelected(side.index("number 7"))  # type: ignore[arg-type]
