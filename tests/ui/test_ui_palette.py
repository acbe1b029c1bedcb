"""The command palette: everything by its name, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from helpers.small_models import model_bytes, put
from parley.application import Application
from parley.chat.presets import PresetContent
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow
from parley.ui.palette import Entry, Palette
from parley.ui.shortcuts import ShortcutsWindow, listed

Tell = Callable[..., None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.finding.palette
    assert palette.isVisible()
    assert palette.edit.hasFocus()
    return palette


def shown(palette: Palette) -> list[str]:
    return [entry.title for entry in palette.results.entries]


def chosen(palette: Palette) -> str:
    return str(palette.view.currentIndex().data())


def test_a_command_is_found_and_done(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.edit, "dark")
    assert chosen(palette) == "Dark"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.services.settings.theme == "dark"
    assert not palette.isVisible()


@pytest.mark.parametrize(
    ("typed", "name"), [("density", "density"), ("connections", "download_connections")]
)
def test_a_setting_is_found_by_its_name(
    palette: Palette, window: MainWindow, qtbot: QtBot, typed: str, name: str
) -> None:
    qtbot.keyClicks(palette.edit, typed)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    dialog = window.settings_pane.dialog
    assert dialog is not None
    row = dialog.rows[name]
    qtbot.waitUntil(lambda: row.isVisible() and row.isAncestorOf(QApplication.focusWidget()))
    dialog.close()


def test_a_preset_is_found_by_its_name_and_set(
    palette: Palette, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.edit, "preset creat")
    assert chosen(palette) == "Preset: Creative"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    panel = window.settings_pane.panel
    assert panel is not None
    assert panel.presets.choice.currentText() == "Creative"
    panel.subject.flush()
    assert window.page.setup.options.preset == "Creative"
    assert window.page.setup.options.sampling


def test_a_preset_of_a_person_is_offered_too(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    program.presets.create("Pirate", PresetContent(system_prompt="Talk like a pirate."))
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.finding.palette
    qtbot.keyClicks(palette.edit, "pirate")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    panel = window.settings_pane.panel
    assert panel is not None
    panel.subject.flush()
    assert window.page.setup.system_prompt == "Talk like a pirate."


def entry_of(window: MainWindow, qtbot: QtBot, typed: str, title: str) -> None:
    """Choose an entry of the palette by its title."""
    assert window.commands.run("palette.open")
    palette = window.finding.palette
    qtbot.keyClicks(palette.edit, typed)
    while chosen(palette) != title:
        assert title in shown(palette)
        qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)


def test_presets_of_a_person_are_renamed_and_deleted_with_undo(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    program.presets.create("Pirate", PresetContent(system_prompt="Talk like a pirate."))
    program.presets.create("Poet", PresetContent())
    entry_of(window, qtbot, "preset pirate", "Preset: Pirate")
    for old, new, used in (("Pirate", "Corsair", "Corsair"), ("Poet", "Bard", "Corsair")):
        entry_of(window, qtbot, f"rename {old}", f"Rename preset: {old}…")
        (dialog,) = window.findChildren(Dialog)
        edit = dialog.findChild(QLineEdit)
        assert edit is not None
        assert edit.text() == old
        edit.setText(new)
        dialog.buttons["rename"].click()
        qtbot.waitUntil(lambda: not window.findChildren(Dialog))
        panel = window.settings_pane.panel
        assert panel is not None
        panel.subject.flush()
        assert window.page.setup.options.preset == used
    assert [one.name for one in program.presets.everything()] == ["Bard", "Corsair"]
    for name in ("Bard", "Corsair"):
        entry_of(window, qtbot, f"delete {name}", f"Delete preset: {name}")
        assert name not in [one.name for one in program.presets.everything()]
        assert panel.presets.undo_button.isVisible()
        panel.presets.undo_button.click()
        panel.subject.flush()
        assert window.page.setup.options.preset == "Corsair"
    assert [one.name for one in program.presets.everything()] == ["Bard", "Corsair"]


def test_presets_that_are_built_in_are_neither_renamed_nor_deleted(
    palette: Palette, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.edit, "preset creative")
    assert [title for title in shown(palette) if "Creative" in title] == ["Preset: Creative"]


def test_a_conversation_is_found_by_its_title(window: MainWindow, qtbot: QtBot, tell: Tell) -> None:
    for text in ("Bread without kneading", "Names for a boat"):
        window.new_chat()
        window.page.send(text)
        tell()
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.finding.palette
    qtbot.keyClicks(palette.edit, "knead")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.windowTitle() == "Bread without kneading – Parley"


def test_a_model_on_the_disk_is_found(
    window: MainWindow, qtbot: QtBot, program: Application
) -> None:
    path = put(program.paths.models / "ada" / "poet" / "Poet-1B-Q4_K_M.gguf", model_bytes())
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.finding.palette
    qtbot.keyClicks(palette.edit, "poet")
    qtbot.waitUntil(lambda: any("poet" in title.lower() for title in shown(palette)))
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.settings.model == str(path))


def test_arrows_go_round_and_escape_gives_the_keyboard_back(
    palette: Palette, window: MainWindow, qtbot: QtBot
) -> None:
    titles = shown(palette)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert chosen(palette) == titles[1]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Up)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Up)
    assert chosen(palette) == titles[-1]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.page.composer.edit.hasFocus()


def test_the_same_keys_close_it(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.edit, Qt.Key.Key_K, CONTROL)
    assert not palette.isVisible()


def test_it_stays_in_the_middle_and_goes_when_something_else_is_pressed(
    palette: Palette, window: MainWindow, qtbot: QtBot, app: QApplication
) -> None:
    window.resize(700, 450)
    app.processEvents()
    assert abs(palette.geometry().center().x() - window.rect().center().x()) <= 1
    assert window.rect().contains(palette.geometry())
    qtbot.mouseClick(window.status, Qt.MouseButton.LeftButton)
    assert not palette.isVisible()


def test_what_was_used_stands_first(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.edit, "keyboard shortcuts")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    window.findChild(ShortcutsWindow).close()
    window.activateWindow()
    window.commands.run("palette.open")
    assert shown(palette)[0] == "Keyboard shortcuts"


def test_what_is_found_later_leaves_chosen_what_a_person_went_to(
    palette: Palette, qtbot: QtBot
) -> None:
    # As for a model that was used of late, which stands before everything else.
    palette.open(["model:late"])
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    meant = chosen(palette)
    palette.add_entries([Entry("model", "model:late", "Poet", print)])
    assert shown(palette)[0] == "Poet"
    assert chosen(palette) == meant


def test_what_cannot_be_done_now_is_not_offered(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.edit, "undo the deletion")
    assert "Undo the deletion" not in shown(palette)


def test_nothing_found_is_said(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.edit, "<b>qqqq")
    assert palette.nothing.isVisible()
    assert "“<b>qqqq”" in palette.nothing.text()
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_shortcuts_are_shown_beside_commands(palette: Palette) -> None:
    keys = {entry.title: entry.keys for entry in palette.results.entries}
    assert keys["New chat"] == "Ctrl+N"


def test_the_field_at_the_top_opens_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.top_bar.search, Qt.MouseButton.LeftButton)
    assert window.finding.palette.isVisible()


def test_five_thousand_conversations_are_found_while_typing(
    window: MainWindow, program: Application, qtbot: QtBot, app: QApplication
) -> None:
    for number in range(5_000):
        program.store.create(title=f"Conversation {number} about the {number % 97}th thing")
    window.commands.run("palette.open")
    palette = window.finding.palette
    qtbot.keyClicks(palette.edit, "about 4321 thing")
    assert chosen(palette).startswith("Conversation 4321 ")


def test_every_shortcut_is_listed_under_its_group(window: MainWindow, qtbot: QtBot) -> None:
    groups = listed(window.commands)
    assert ("New chat", ("Ctrl+N",)) in groups["File"]
    assert any(name == "Send the message" for name, _ in groups["Writing"])
    assert {keys for _, keys in groups["Messages"]} == {
        ("Return",),
        ("Left", "Right"),
        ("Del",),
        ("Home", "End"),
        ("PgUp", "PgDown"),
    }
    qtbot.keyClick(window, Qt.Key.Key_F1)
    listing = window.findChild(ShortcutsWindow)
    said = {label.text() for label in listing.findChildren(QLabel)}
    every = {name for entries in groups.values() for name, _ in entries}
    assert every <= said
    qtbot.keyClicks(listing.edit, "new wind")
    said = {label.text() for label in listing.area.widget().findChildren(QLabel)}
    assert said == {"File", "New window", "Ctrl+Shift+N"}
    listing.close()
