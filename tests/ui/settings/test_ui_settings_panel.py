"""The panel of a conversation: what is set there is kept, holds for answers, and can be taken back.

The machine is the one that runs the tests, with such graphics cards as a test says; the engine
follows a script.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from helpers.scripted_engine import ScriptedEngine, context_full
from helpers.scripted_query import CACHE_OF_A_TOKEN, ScriptedQuery
from parley.application import Application, resources_dir
from parley.chat.presets import PresetContent
from parley.chat.values import Conversation, ConversationOptions
from parley.engine.protocol import Device, Sampling
from parley.gguf import read
from parley.ui import languages
from parley.ui.dialogs import Dialog
from parley.ui.main_window import MainWindow
from parley.ui.settings.memory_bar import MemoryBar
from parley.ui.settings.panel import SettingsPanel
from parley.ui.settings.sliders import SlidingNumber
from parley.ui.settings.texts import Written


@pytest.fixture
def panel(window: MainWindow) -> SettingsPanel:
    """Return the open panel of a window with a new conversation."""
    window.resize(1100, 800)
    QTest.keyClick(
        window,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    panel = window.settings_pane.panel
    assert panel is not None
    assert panel.isVisible()
    return panel


@pytest.fixture
def looked(panel: SettingsPanel, qtbot: QtBot) -> SettingsPanel:
    """Return the panel once it has looked at the machine and asked the engine."""
    qtbot.waitUntil(lambda: panel.load.basis.text().startswith("Checked"), timeout=30_000)
    return panel


def slide(panel: SettingsPanel, name: str, value: float) -> None:
    row = panel.sampling.rows.get(name) or panel.load.rows[name]
    assert isinstance(row.control, SlidingNumber)
    row.control.number.setValue(value)


def sent(window: MainWindow, text: str = "Hello") -> Conversation:
    """Send a message; return the conversation as it is stored."""
    window.page.send(text)
    assert window.page.conversation is not None
    return window.services.store.conversation(window.page.conversation.id)


def test_it_is_closed_at_first_and_its_width_is_remembered(
    window: MainWindow, open_window: Callable[[], MainWindow], program: Application, qtbot: QtBot
) -> None:
    assert window.settings_pane.panel is None
    window.resize(1200, 800)
    window.settings_pane.open()
    panel = window.settings_pane.panel
    assert panel is not None
    sizes = window._splitter.sizes()
    window._splitter.setSizes([sizes[0], sizes[1] - 60, sizes[2] + 60])
    wide = panel.width()
    assert wide > 340
    panel.close_button.click()
    assert panel.isHidden()
    assert window.page.composer.edit.hasFocus()
    window.close()
    other = open_window()
    other.resize(1200, 800)
    other.settings_pane.toggle()
    assert other.settings_pane.panel is not None
    assert other.settings_pane.panel.width() == wide


def test_a_narrow_window_gives_the_lists_room_to_the_panel(window: MainWindow) -> None:
    window.resize(640, 600)
    window.settings_pane.open()
    assert window.conversations.isHidden()
    assert window.page.width() + window.settings_pane.panel.width() <= 640  # type: ignore[union-attr]
    window.settings_pane.close()
    assert not window.conversations.isHidden()


def test_what_is_set_of_a_new_chat_is_what_it_begins_with(
    window: MainWindow, panel: SettingsPanel
) -> None:
    panel.prompt.edit.setPlainText("Answer as a pirate.")
    slide(panel, "temperature", 0.3)
    slide(panel, "context", 2048)
    panel.sampling.rows["seed"].control.choice.activated.emit(1)  # type: ignore[attr-defined]
    # Sent at once: nothing that was written a moment ago is lost.
    made = sent(window)
    assert made.system_prompt == "Answer as a pirate."
    assert made.options.sampling == {"temperature": 0.3}
    assert made.options.load == {"context": 2048}
    assert made.seed == 1
    window.new_chat()
    assert panel.prompt.edit.toPlainText() == ""
    assert panel.subject.setup.options == ConversationOptions()


def test_an_answer_is_drawn_and_its_model_loaded_as_is_set(
    window: MainWindow, panel: SettingsPanel, engine: ScriptedEngine, tell: Callable[..., None]
) -> None:
    slide(panel, "temperature", 0.25)
    slide(panel, "context", 1024)
    engine.will_answer("Aye.")
    sent(window)
    tell()
    answer = window.services.store.messages(window.page.conversation.id)[-1]  # type: ignore[union-attr]
    assert answer.options is not None
    assert answer.options.sampling["temperature"] == 0.25
    assert answer.options.load["context"] == 1024
    # A change of how it is loaded holds for the next one.
    slide(panel, "context", 2048)
    assert panel.load.reload.text() == "Loads again with the next message."
    engine.will_answer("Aye again.")
    sent(window, "Again")
    tell()
    answer = window.services.store.messages(window.page.conversation.id)[-1]  # type: ignore[union-attr]
    assert answer.options is not None
    assert answer.options.load["context"] == 2048
    assert panel.load.reload.isHidden()


def test_what_is_being_written_stays_with_its_conversation(
    window: MainWindow, panel: SettingsPanel, program: Application
) -> None:
    first = program.store.create(title="First")
    second = program.store.create(title="Second", system_prompt="Be brief.")
    window.open_conversation(first.id)
    panel.prompt.edit.setPlainText("Be long.")
    window.open_conversation(second.id)
    assert program.store.conversation(first.id).system_prompt == "Be long."
    assert program.store.conversation(second.id).system_prompt == "Be brief."
    assert panel.prompt.edit.toPlainText() == "Be brief."


def test_it_is_stored_a_moment_after_it_is_typed(
    window: MainWindow, panel: SettingsPanel, program: Application, qtbot: QtBot
) -> None:
    made = program.store.create()
    window.open_conversation(made.id)
    QTest.keyClicks(panel.prompt.edit, "Be kind.")
    assert panel.prompt.edit.hasFocus()
    qtbot.waitUntil(lambda: program.store.conversation(made.id).system_prompt == "Be kind.")
    assert panel.prompt.edit.textCursor().atEnd()


def test_a_text_that_would_freeze_the_window_is_not_pasted(
    panel: SettingsPanel, app: QApplication
) -> None:
    edit, schema = panel.prompt.edit, panel.sampling.rows["json_schema"]
    app.clipboard().setText("word " * 100_000)
    for control in (edit, schema.control):
        control.paste()
        assert control.toPlainText() == ""
    assert panel.prompt.problem.isVisible()
    assert "too long" in schema.problem.text()
    app.clipboard().setText("Be kind.\r\nBe brief.")
    edit.paste()
    assert edit.toPlainText() == "Be kind.\nBe brief."
    assert panel.prompt.problem.isHidden()


def test_the_system_prompt_can_be_that_of_new_chats(
    window: MainWindow, panel: SettingsPanel, program: Application
) -> None:
    panel.prompt.edit.setPlainText("Be kind.")
    panel.prompt.edit.flush()
    panel.prompt.keep.click()
    assert program.settings.system_prompt == "Be kind."
    assert panel.prompt.keep.isHidden()


def test_an_option_that_differs_is_marked_and_goes_back(panel: SettingsPanel) -> None:
    row = panel.sampling.rows["top_p"]
    assert row.mark.isHidden()
    assert panel.sampling.reset_all.isHidden()
    slide(panel, "top_p", 0.5)
    assert not row.mark.isHidden()
    assert row.reset.toolTip() == "Back to 0.95"
    row.reset.click()
    assert row.mark.isHidden()
    assert row.control.value == 0.95  # type: ignore[attr-defined]
    assert panel.subject.setup.options.sampling == {}
    slide(panel, "top_k", 7)
    slide(panel, "min_p", 0.5)
    panel.sampling.reset_all.click()
    assert panel.subject.setup.options.sampling == {}
    assert panel.sampling.rows["top_k"].control.value == 40  # type: ignore[attr-defined]


def test_what_the_settings_say_for_all_goes_back_to_what_is_recommended(
    panel: SettingsPanel, program: Application
) -> None:
    program.change_settings(sampling={"temperature": 1.5})
    panel.sampling.refresh()
    row = panel.sampling.rows["temperature"]
    assert row.control.value == 1.5  # type: ignore[attr-defined]
    assert not row.mark.isHidden()
    row.reset.click()
    assert panel.subject.setup.options.sampling == {"temperature": Sampling().temperature}
    assert row.mark.isHidden()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("json_schema", "{", "not valid JSON"),
        ("grammar", "answer ::= [a-z]", "root"),
        ("logit_bias", "cat", "cat"),
        ("logit_bias", "7 = nan", "7 = nan"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_place(
    panel: SettingsPanel, name: str, text: str, said: str
) -> None:
    panel.sampling.more.button.setChecked(True)
    row = panel.sampling.rows[name]
    assert isinstance(row.control, Written)
    row.control.setPlainText(text)
    row.control.flush()
    assert said in row.problem.text()
    assert row.problem.isVisible()
    assert said in row.control.accessibleDescription()
    row.control.setPlainText("")
    row.control.flush()
    assert row.problem.isHidden()


def test_texts_and_biases_are_read_line_by_line(panel: SettingsPanel) -> None:
    for name, text in (("stop", "###\n\\n\\n"), ("logit_bias", "12 = -3\n7=0.5")):
        control = panel.sampling.rows[name].control
        assert isinstance(control, Written)
        control.setPlainText(text)
        control.flush()
    assert panel.subject.setup.options.sampling == {
        "stop": ["###", "\n\n"], "logit_bias": {"12": -3.0, "7": 0.5},
    }  # fmt: skip


def test_every_control_has_a_name_and_a_sentence_for_those_who_do_not_see_it(
    panel: SettingsPanel,
) -> None:
    for rows in (panel.sampling.rows, panel.load.rows):
        for row in rows.values():
            control = row.control
            shown = getattr(control, "slider", getattr(control, "choice", control))
            assert shown.accessibleName() == row.name.text()
            assert shown.accessibleDescription() == row.sentence.text()
            assert isinstance(row.name, QLabel)


def test_moving_the_context_moves_the_bar_and_the_engine_is_asked_afterwards(
    looked: SettingsPanel, qtbot: QtBot
) -> None:
    looked.load.rows["context"].reset.click()
    (bar,) = [each for each in looked.load._places if not each.isHidden()]

    def cache() -> int:
        return next(s.count for s, _, _ in bar.bar.spans() if s.fill == "cache")

    slide(looked, "context", 2048)
    small = cache()
    assert looked.load.basis.text() == "Calculated."
    slide(looked, "context", 8192)
    assert cache() == pytest.approx(4 * small, rel=0.02)
    assert "KV cache" in bar.accessibleName()
    assert looked.load.verdict.text() == "Runs on the processor"
    assert looked.load.speed.text().endswith(" tokens/s")
    qtbot.waitUntil(lambda: looked.load.basis.text().startswith("Checked"), timeout=30_000)
    assert cache() == 8192 * CACHE_OF_A_TOKEN


def test_a_plan_is_for_the_chat_in_which_it_was_asked(
    window: MainWindow, looked: SettingsPanel, program: Application, qtbot: QtBot
) -> None:
    made = program.store.create()
    with qtbot.waitSignal(looked.advisor.planned, timeout=30_000):
        looked.load.plan_button.click()
        window.open_conversation(made.id)
        assert looked.load.plan_button.isEnabled()
    assert looked.subject.setup.options.load == {}
    looked.load.plan_button.click()
    qtbot.waitUntil(looked.load.plan_button.isEnabled, timeout=30_000)
    assert looked.subject.setup.options.load != {}


def test_a_plan_comes_also_where_the_machine_is_looked_at_anew_meanwhile(
    looked: SettingsPanel, program: Application, qtbot: QtBot
) -> None:
    looked.load.plan_button.click()
    looked.advisor.open(program.choice_for().path, None)
    assert not looked.load.plan_button.isEnabled()
    qtbot.waitUntil(looked.load.plan_button.isEnabled, timeout=30_000)
    assert looked.subject.setup.options.load != {}


def gpu(number: int) -> Device:
    """Return a graphics card of 8 GiB."""
    return Device(f"CUDA{number}", "A card", "CUDA", "gpu", 8 * 1024**3, 7 * 1024**3)


class TestWithCards:
    """The panel of a computer with two graphics cards."""

    @pytest.fixture
    def query(self) -> ScriptedQuery:
        """Return what is asked about its engine."""
        return ScriptedQuery(gpu(0), gpu(1))

    def test_each_card_can_be_chosen_where_the_tab_key_expects_it(
        self, looked: SettingsPanel
    ) -> None:
        looked.load.more.button.setChecked(True)
        row = looked.load.rows["devices"]
        first, second = row.findChildren(QCheckBox)
        looked.load.rows["kv_type_v"].control.setFocus()
        for tick in (first, second):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert tick.hasFocus()
        QTest.keyClick(second, Qt.Key.Key_Space)
        assert looked.subject.setup.options.load["devices"] == ["CUDA1"]
        _, one, other = looked.load._places
        assert [len(bar.bar.spans()) for bar in (one, other)] == [2, 5]


class TestWithACard:
    """The panel of a computer with a graphics card."""

    @pytest.fixture
    def query(self) -> ScriptedQuery:
        """Return what is asked about its engine."""
        return ScriptedQuery(gpu(0))

    def test_names_stand_on_one_line_where_there_is_room(
        self, looked: SettingsPanel, app: QApplication
    ) -> None:
        looked.load.more.button.setChecked(True)
        app.processEvents()
        for row in looked.load.rows.values():
            tall = row.name.heightForWidth(row.name.width())
            assert row.isHidden() or tall < 2 * row.name.fontMetrics().lineSpacing()

    def test_layers_move_from_the_card_to_main_memory(self, looked: SettingsPanel) -> None:
        row = looked.load.rows["gpu_layers"]
        assert row.isVisible()
        assert looked.load.verdict.text() == "Runs on your graphics card"
        host, card = looked.load._places

        def weights(bar: MemoryBar) -> int:
            return sum(s.count for s, _, _ in bar.bar.spans() if s.fill == "weights")

        assert card.title.text().startswith("A card, ")
        slide(looked, "gpu_layers", 12)
        part = weights(card)
        assert part > 0
        assert looked.load.verdict.text() == "Runs, partly on the graphics card"
        slide(looked, "gpu_layers", 0)
        assert weights(card) == 0
        assert weights(host) > part
        assert looked.load.verdict.text() == "Runs on the processor"
        row.reset.click()
        assert looked.subject.setup.options.load == {}
        assert row.control.value == looked.load._trial.layers  # type: ignore[union-attr]


def test_the_plan_for_this_machine_can_be_taken(looked: SettingsPanel, qtbot: QtBot) -> None:
    slide(looked, "context", 2048)
    looked.load.plan_button.click()
    qtbot.waitUntil(looked.load.plan_button.isEnabled, timeout=30_000)
    assert looked.subject.setup.options.load["context"] == 2048
    looked.load.reset_all.click()
    assert looked.subject.setup.options.load == {}


def test_what_is_best_for_this_machine_is_said_where_it_is_not_set(
    looked: SettingsPanel, qtbot: QtBot
) -> None:
    row = looked.load.rows["context"]
    slide(looked, "context", 1024)
    qtbot.waitUntil(lambda: row.recommended.text().startswith("Best for"), timeout=30_000)
    assert row.control.slider.recommended is not None
    best = int(row.recommended.text().rstrip(".").rpartition(" ")[2].replace(",", ""))
    slide(looked, "context", best)
    assert row.recommended.isHidden()


def test_a_chat_template_that_is_none_is_said_at_its_place(panel: SettingsPanel) -> None:
    row = panel.load.rows["chat_template"]
    row.control.setPlainText("{% for message in messages %}")
    row.control.flush()
    assert "no chat template" in row.problem.text()
    row.control.setPlainText("{% for message in messages %}{{ message.content }}{% endfor %}")
    row.control.flush()
    assert row.problem.isHidden()


def test_a_value_that_no_engine_could_serve_is_said_before_it_is_loaded(
    panel: SettingsPanel,
) -> None:
    panel.subject.set_load("flash_attention", "off")
    panel.subject.set_load("kv_type_v", "q8_0")
    row = panel.load.rows["kv_type_v"]
    assert "flash attention" in row.problem.text()
    assert row.problem.isVisible()


def test_the_model_can_be_loaded_without_a_message(
    panel: SettingsPanel, engine: ScriptedEngine, tell: Callable[..., None]
) -> None:
    assert panel.load.reload.text().startswith("Not loaded yet")
    panel.load.load_button.click()
    assert panel.load.reload.text() == "Loading…"
    tell()
    assert panel.load.reload.isHidden()
    assert panel.load.load_button.isHidden()
    assert engine.model is not None
    # Once is enough.
    panel.load_now()
    assert panel.load.reload.isHidden()
    assert len(engine.loads) == 1


def test_nothing_is_loaded_while_an_answer_comes(
    window: MainWindow, panel: SettingsPanel, engine: ScriptedEngine, tell: Callable[..., None]
) -> None:
    engine.will_answer("Aye", ".")
    window.page.send("Hello")
    tell(1)
    slide(panel, "context", 1024)
    assert not window.commands.action("model.load").isEnabled()
    panel.load_now()
    assert len(engine.loads) == 1
    tell()
    assert window.commands.action("model.load").isEnabled()


def test_a_model_of_which_more_is_known_by_now_has_its_presets(
    window: MainWindow, panel: SettingsPanel, program: Application, starter_model: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    place = program.paths.models / "someone" / "Another-GGUF"
    place.mkdir(parents=True)
    file = place / "Another-Q4_1.gguf"
    shutil.copy(starter_model, file)
    name = read(starter_model).name
    assert name is not None
    program.presets.create("Mine", PresetContent(), model=name)
    panel.subject.change_options(model=str(file))
    panel.subject.flush()
    qtbot.waitUntil(lambda: window.page.picking.card.name == name, timeout=30_000)
    assert panel.presets.choice.findText(f"Mine (for {name})") > 0


def test_what_could_not_be_stored_is_not_lost(
    window: MainWindow, panel: SettingsPanel, program: Application
) -> None:
    made = program.store.create()
    other = program.store.create()
    window.open_conversation(made.id)
    program._connection.execute("PRAGMA query_only = ON")
    panel.prompt.edit.setPlainText("Answer as a pirate.")
    slide(panel, "temperature", 0.3)
    panel.subject.flush()
    assert panel.notice.isVisible()
    assert panel.prompt.edit.toPlainText() == "Answer as a pirate."
    assert panel.sampling.rows["temperature"].control.value == 0.3  # type: ignore[attr-defined]
    program._connection.execute("PRAGMA query_only = OFF")
    slide(panel, "top_p", 0.5)
    panel.subject.flush()
    kept = program.store.conversation(made.id)
    assert kept.system_prompt == "Answer as a pirate."
    assert kept.options.sampling == {"temperature": 0.3, "top_p": 0.5}
    # Nor does it come to another chat.
    program._connection.execute("PRAGMA query_only = ON")
    slide(panel, "min_p", 0.5)
    window.open_conversation(other.id)
    assert panel.subject.setup.options.sampling == {}
    program._connection.execute("PRAGMA query_only = OFF")
    panel.subject.flush()
    assert program.store.conversation(other.id).options == ConversationOptions()


def test_reasoning_and_the_full_context_are_set_per_conversation(
    window: MainWindow, panel: SettingsPanel
) -> None:
    panel.conduct.reasoning.activated.emit(2)
    panel.conduct.policy_row.control.activated.emit(1)
    made = sent(window)
    assert made.options.keep_reasoning is False
    assert made.policy == "trim_oldest"
    panel.conduct.reasoning_row.reset.click()
    assert panel.subject.setup.options.keep_reasoning is None


def dialog_of(window: MainWindow) -> Dialog:
    """Return the dialog that is open over the window."""
    (found,) = [each for each in window.findChildren(Dialog) if each.isVisible()]
    return found


def take(panel: SettingsPanel, name: str) -> None:
    """Choose a preset by its name."""
    index = panel.presets.choice.findText(name)
    assert index >= 0
    panel.presets.choice.setCurrentIndex(index)
    panel.presets.choice.activated.emit(index)


def saved(window: MainWindow, panel: SettingsPanel, name: str, *, only: bool = False) -> None:
    """Save what is set as a preset."""
    panel.presets.ask_save()
    dialog = dialog_of(window)
    edit, box = dialog.findChildren(QLineEdit)[0], dialog.findChildren(QCheckBox)[0]
    edit.setText(name)
    box.setChecked(only)
    dialog.buttons["save"].click()


def test_a_preset_is_saved_used_changed_and_deleted_with_undo(
    window: MainWindow, panel: SettingsPanel, program: Application
) -> None:
    part = panel.presets
    panel.prompt.edit.setPlainText("Answer as a pirate.")
    slide(panel, "temperature", 0.3)
    saved(window, panel, "Pirate")
    assert part.choice.currentText() == "Pirate"
    assert part.state.isHidden()
    slide(panel, "temperature", 0.4)
    assert part.state.text() == "Pirate, changed"
    slide(panel, "temperature", 0.3)
    assert part.state.isHidden()
    sent(window)
    window.new_chat()
    assert part.choice.currentText() == "None"
    take(panel, "Pirate")
    assert panel.prompt.edit.toPlainText() == "Answer as a pirate."
    assert panel.sampling.rows["temperature"].control.value == 0.3  # type: ignore[attr-defined]
    slide(panel, "top_k", 5)
    part.overwrite()
    assert part.state.isHidden()
    assert program.presets.everything()[0].content.sampling == {"temperature": 0.3, "top_k": 5}
    part.delete()
    assert program.presets.everything() == ()
    assert "Pirate" in part.undo_label.text()
    assert part.choice.currentText() == "None"
    # What it set still holds.
    assert panel.prompt.edit.toPlainText() == "Answer as a pirate."
    part.undo_button.click()
    assert part.choice.currentText() == "Pirate"
    assert part.undo_line.isHidden()


def test_a_built_in_preset_sets_only_how_words_are_drawn(
    window: MainWindow, panel: SettingsPanel
) -> None:
    panel.prompt.edit.setPlainText("Be kind.")
    take(panel, "Precise")
    assert panel.subject.setup.system_prompt == "Be kind."
    assert panel.sampling.rows["temperature"].control.value == 0.2  # type: ignore[attr-defined]
    panel.presets._fill_menu()
    enabled = {each.text(): each.isEnabled() for each in panel.presets.menu.actions()}
    assert not enabled["Delete “Precise”"]
    assert not enabled["Overwrite “Precise”"]
    slide(panel, "temperature", 1)
    assert panel.presets.state.text() == "Precise, changed"
    saved(window, panel, "precise")
    assert "already" in panel.notice.label.text()


def test_a_preset_for_one_model_is_offered_with_that_model(
    window: MainWindow, panel: SettingsPanel
) -> None:
    saved(window, panel, "Mine", only=True)
    assert panel.presets.choice.findText("Mine (for SmolLM2 135M)") > 0
    panel.presets.show_model("Another")
    assert panel.presets.choice.findText("Mine (for SmolLM2 135M)") == -1
    assert panel.presets.state.text().startswith("“Mine” is no preset for this model now")


def test_a_preset_that_another_window_saves_is_known_in_all(
    window: MainWindow,
    panel: SettingsPanel,
    open_window: Callable[[], MainWindow],
    app: QApplication,
) -> None:
    made = sent(window)
    other = open_window()
    other.resize(1100, 800)
    other.open_conversation(made.id)
    other.settings_pane.open()
    theirs = other.settings_pane.panel
    assert theirs is not None
    theirs.catch_up()
    saved(window, panel, "Pirate")
    panel.subject.flush()
    other.page.catch_up()
    assert theirs.presets.choice.currentText() == "Pirate"
    assert theirs.presets.state.isHidden()
    window.new_chat()
    saved(window, panel, "Parrot")
    assert theirs.presets.choice.findText("Parrot") == -1
    theirs.presets.choice.showPopup()
    theirs.presets.choice.hidePopup()
    assert theirs.presets.choice.findText("Parrot") > 0


def test_presets_go_to_a_file_and_come_from_one(
    window: MainWindow, panel: SettingsPanel, program: Application, tmp_path: Path
) -> None:
    panel.prompt.edit.setPlainText("Answer as a pirate.")
    saved(window, panel, "Pirate")
    file = tmp_path / "presets.json"
    panel.presets.export_file(file, list(program.presets.everything()))
    panel.presets.delete()
    panel.presets.import_file(file)
    assert panel.presets.choice.findText("Pirate") > 0
    assert panel.notice.label.text() == "1 preset imported."
    file.write_text("nothing")
    panel.presets.import_file(file)
    assert "no presets" in panel.notice.label.text()
    panel.presets.import_file(tmp_path / "none.json")
    assert "none.json" in panel.notice.label.text()
    panel.presets.export_file(tmp_path / "no" / "presets.json", [])
    assert "could not be written" in panel.notice.label.text()


def test_a_preset_is_renamed(window: MainWindow, panel: SettingsPanel) -> None:
    saved(window, panel, "Pirate")
    panel.presets.ask_rename()
    dialog = dialog_of(window)
    dialog.findChildren(QLineEdit)[0].setText("Parrot")
    dialog.buttons["rename"].click()
    assert panel.presets.choice.currentText() == "Parrot"
    assert panel.subject.setup.options.preset == "Parrot"


def test_a_context_that_mended_a_failure_is_set_from_then_on(
    window: MainWindow, panel: SettingsPanel, engine: ScriptedEngine, tell: Callable[..., None]
) -> None:
    engine.will_answer(context_full())
    sent(window)
    tell()
    before = panel.load.rows["context"].control.value
    engine.will_answer("Aye.")
    answer = window.services.store.messages(window.page.conversation.id)[-1]  # type: ignore[union-attr]
    window.page.transcript.action.emit(answer.id, "larger")
    tell()
    size = panel.subject.setup.options.load["context"]
    assert size > before
    assert panel.load.rows["context"].control.value == size
    assert panel.load.reload.isHidden()
    # What is set afterwards holds again.
    slide(panel, "context", 1024)
    engine.will_answer("Aye.")
    sent(window, "Again")
    tell()
    answer = window.services.store.messages(window.page.conversation.id)[-1]  # type: ignore[union-attr]
    assert answer.options is not None
    assert answer.options.load["context"] == 1024


def test_what_is_being_set_of_a_deleted_chat_is_of_no_other(
    window: MainWindow, panel: SettingsPanel
) -> None:
    made = sent(window)
    slide(panel, "temperature", 0.1)
    window.page.forget(made.id)
    window.services.store.delete(made.id)
    assert window.page.conversation is None
    assert panel.subject.setup.options.sampling == {}


def test_the_palette_saves_and_loads(window: MainWindow, program: Application) -> None:
    window.resize(1100, 800)
    window.commands.run("preset.save")
    assert window.settings_pane.is_open
    (only,) = dialog_of(window).findChildren(QCheckBox)
    assert only.isVisible()
    assert only.text() == "Only for SmolLM2 135M"
    dialog_of(window).close()
    window.commands.run("model.load")
    panel = window.settings_pane.panel
    assert panel is not None
    assert panel.load.reload.text() == "Loading…"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_words_of_any_language_fit_into_the_narrowest_panel(
    app: QApplication,
    compiled_texts: Path,
    open_window: Callable[[], MainWindow],
    language: str,
) -> None:
    languages.install(app, language, resources_dir(), compiled_texts)
    try:
        window = open_window()
        window.resize(1100, 800)
        window.settings_pane.open()
        panel = window.settings_pane.panel
        assert panel is not None
        panel.sampling.more.button.setChecked(True)
        panel.load.more.button.setChecked(True)
        for row in panel.load.rows.values():
            row.show()
        window._splitter.setSizes([200, 900, 0])
        app.processEvents()
        assert panel.width() == panel.minimumWidth()
        column = panel.view.widget()
        assert column.width() == panel.view.viewport().width()
        assert column.minimumSizeHint().width() <= column.width()
    finally:
        languages.install(app, "en", resources_dir(), compiled_texts)


@pytest.mark.parametrize(
    ("name", "text"), [("tensor_split", "3, nan"), ("loras", "adapter.gguf = inf")]
)
def test_a_number_that_is_none_leaves_the_other_options_alone(
    panel: SettingsPanel, name: str, text: str
) -> None:
    control = panel.load.rows[name].control
    control.setPlainText(text)
    control.flush()
    assert panel.load.rows[name].problem.text()
    slide(panel, "context", 2048)
    assert panel.subject.load_options().context == 2048


def test_the_longest_context_that_models_have_can_be_read(
    looked: SettingsPanel, app: QApplication
) -> None:
    looked.load.show_context(10 * 1024**2)
    slide(looked, "context", 10 * 1024**2)
    app.processEvents()
    number = looked.load.rows["context"].control.number
    room = number.lineEdit().width() - number.fontMetrics().horizontalAdvance("10,485,760")
    assert room > 8


def test_an_adapter_that_is_none_is_said_at_its_place(
    looked: SettingsPanel, tmp_path: Path
) -> None:
    file = tmp_path / "adapter.gguf"
    control = looked.load.rows["loras"].control
    control.add_line(str(file))
    row = looked.load.rows["loras"]
    assert "no LoRA file" in row.problem.text()
    assert looked.load.more.button.isChecked()
    file.write_bytes(b"nothing")
    control.setPlainText("")
    control.flush()
    control.add_line(f"{file} = 0.5")
    assert row.problem.isVisible()
    assert looked.subject.setup.options.load["loras"] == [{"path": str(file), "scale": 0.5}]
    row.reset.click()
    assert control.toPlainText() == ""
    assert row.problem.isHidden()
