"""Discover as a person uses it: the real catalogue in a real window, searched, narrowed, read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace

import msgspec
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from helpers.desks import card, cards, machine
from helpers.heartbeat import busiest
from helpers.model_shapes import models, write
from parley.application import Application
from parley.core.errors import ParleyError
from parley.discover.cards import Card
from parley.ui.main_window import MainWindow
from parley.ui.models.card_delegate import CARD
from parley.ui.models.window import ModelsWindow
from parley.ui.models.work import Work
from ui.models.conftest import Here


def shown(window: ModelsWindow) -> list[str]:
    """Return the ids of all cards that the list has, whether it asked for them yet or not."""
    return [each.id for each in window.discover.view.cards.cards]


def search(qtbot: QtBot, window: ModelsWindow, text: str) -> None:
    before = shown(window)
    window.discover.filters.search.setFocus()
    QTest.keyClicks(window.discover.filters.search, text)
    qtbot.waitUntil(lambda: shown(window) != before)


def test_three_are_proposed_first_and_the_first_is_shown_in_full(
    models_window: ModelsWindow,
) -> None:
    page = models_window.discover
    assert len(page.cards) == 76
    first = [card.model.family for card in page.view.cards.cards[:2]]
    assert first == ["llama", "mistral"]
    said = page.view.cards.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Llama for this machine" in said
    assert "Runs on your graphics card, about" in said
    assert page.details.name.text() == page.view.cards.cards[0].model.name
    assert page.details.verdict.text().startswith("Runs on your graphics card, about")
    assert page.filters.count.text() == "76 models"


def test_words_and_filters_narrow_the_list_and_clear_brings_all_back(
    models_window: ModelsWindow, qtbot: QtBot
) -> None:
    page = models_window.discover
    search(qtbot, models_window, "mistral small")
    assert "mistral-small-4-119b-2603" in shown(models_window)
    assert {each.model.family for each in page.view.cards.cards} == {"mistral"}
    assert page.filters.count.text().endswith("of 76 models")
    page.filters.fits.click()
    assert "mistral-small-4-119b-2603" not in shown(models_window)
    page.filters.clear.click()
    assert len(shown(models_window)) == 76
    assert page.filters.search.text() == ""
    assert not page.filters.clear.isVisible()


def test_nothing_found_says_so_and_offers_the_way_back(
    models_window: ModelsWindow, qtbot: QtBot
) -> None:
    page = models_window.discover
    QTest.keyClicks(page.filters.search, "no such model")
    qtbot.waitUntil(lambda: page.plates.currentIndex() == 1)
    assert page.plates.title.text() == "No model is like that"
    page.plates.button.click()
    assert page.plates.currentWidget() is page.view
    assert len(shown(models_window)) == 76


def test_another_order_keeps_what_is_looked_at(models_window: ModelsWindow) -> None:
    page = models_window.discover
    page.show_model("phi-4")
    page.filters.order.set_value("smallest")
    page.filters.changed.emit()
    sizes = [each.size for each in page.view.cards.cards if each.size]
    assert sizes == sorted(sizes)
    assert page.details.name.text() == "Phi-4 14B"
    assert page.view.currentIndex().data(CARD).id == "phi-4"


def test_details_compare_with_the_counterpart_and_with_any_other(
    models_window: ModelsWindow, qtbot: QtBot
) -> None:
    details = models_window.discover.details
    models_window.discover.show_model("llama-3.1-8b-instruct")
    qtbot.waitUntil(lambda: details.builds.builds.rowCount() > 5)
    assert str(details.other.value).startswith("ministral")
    users = next(line for line in details.licence.lines if line.name == "Limit by users")
    assert "700 million" in users.a
    assert users.differ
    assert users.about_a
    total = next(line for line in details.facts.lines if line.name == "Weights")
    assert total.a == "8.0 billion"
    details.other.set_value("mixtral-8x7b-instruct-v0.1")
    details.other.changed.emit("mixtral-8x7b-instruct-v0.1")
    total = next(line for line in details.facts.lines if line.name == "Weights")
    assert total.b == "46.7 billion"
    assert "https://" in details.sources.text()
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    assert details.about.textInteractionFlags() & selectable


def test_another_quantisation_changes_plan_and_download(
    models_window: ModelsWindow, qtbot: QtBot
) -> None:
    details = models_window.discover.details
    models_window.discover.show_model("llama-3.1-8b-instruct")
    qtbot.waitUntil(lambda: details.builds.builds.rowCount() > 5)
    recommended = card("llama-3.1-8b-instruct", 32, 12)
    assert recommended.quantisation in details.fetch.text()
    row = details.builds.builds.row_of("Q2_K")
    details.builds.selectRow(row)
    assert "Q2_K" in details.fetch.text()
    assert "damaged" in details.reasons.text() or "below" in details.reasons.text()
    with qtbot.waitSignal(models_window.fetch_asked) as asked:
        details.fetch.click()
    assert asked.args is not None
    assert asked.args[0] == f"{recommended.repository}:Q2_K"
    assert asked.args[1].id == "llama-3.1-8b-instruct"


def test_the_quantisation_on_a_card_leads_to_the_table(
    models_window: ModelsWindow, qtbot: QtBot
) -> None:
    page = models_window.discover
    index = page.view.cards.index(1)
    option = QStyleOptionViewItem()
    option.rect = page.view.visualRect(index)
    chip = page.view.delegate.chip(option, index.data(CARD))
    assert not chip.isEmpty()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        place = QPointF(chip.center())
        QApplication.sendEvent(
            page.view.viewport(),
            QMouseEvent(
                kind,
                place,
                page.view.viewport().mapToGlobal(place),
                Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    assert page.details.name.text() == index.data(CARD).model.name
    qtbot.waitUntil(page.details.builds.hasFocus)


def test_it_works_by_keys(models_window: ModelsWindow, qtbot: QtBot) -> None:
    page = models_window.discover
    qtbot.waitUntil(page.filters.search.hasFocus)
    QTest.keyClick(page.filters.search, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.details.name.text() == page.view.cards.cards[1].model.name
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.details.fetch.hasFocus()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.filters.search.hasFocus()


def test_a_model_that_is_here_is_chatted_with(
    here: Here, open_models: Callable[[], ModelsWindow], qtbot: QtBot
) -> None:
    path = here.paths.models / "Phi-4-Q4_K_M.gguf"
    write(path, models()["phi-4"], tokens=True)
    window = open_models()
    qtbot.waitUntil(lambda: window.discover.ready, timeout=60_000)
    window.discover.show_model("phi-4")
    details = window.discover.details
    assert details.chat.isVisible()
    with qtbot.waitSignal(window.chat_asked) as asked:
        details.chat.click()
    assert asked.args == [str(path)]


def test_a_model_without_weights_says_why_and_offers_nothing(models_window: ModelsWindow) -> None:
    models_window.discover.show_model("mistral-medium-3")
    details = models_window.discover.details
    assert details.verdict.text() == "Its weights are not published"
    assert not details.fetch.isVisible()
    assert not details.build_section.isVisible()


def test_a_machine_that_cannot_be_looked_at_is_said_and_tried_again(
    here: Here, open_models: Callable[[], ModelsWindow], qtbot: QtBot
) -> None:
    here.machine = ParleyError(
        "engine_broken", "The engine did not start.", safe="All is well.", hint="Try again."
    )
    window = open_models()
    plates = window.discover.plates
    qtbot.waitUntil(lambda: plates.title.text() == "That did not work")
    assert "The engine did not start." in plates.text.text()
    here.machine = machine(8)
    plates.button.click()
    qtbot.waitUntil(lambda: window.discover.ready, timeout=60_000)
    assert plates.currentWidget() is window.discover.view


def _many(count: int) -> list[Card]:
    """Return so many cards, each of a model of its own."""
    real = [each for each in cards(32, 12) if each.plan is not None]
    return [
        msgspec.structs.replace(
            real[number % len(real)],
            model=msgspec.structs.replace(
                real[number % len(real)].model,
                id=f"model-{number}",
                name=f"{real[number % len(real)].model.name} {number}",
            ),
        )
        for number in range(count)
    ]


def test_five_thousand_models_are_filled_lazily_and_hold_the_window_up_for_no_moment(
    models_window: ModelsWindow, app: QApplication
) -> None:
    page = models_window.discover
    many = _many(5000)
    page.show_cards(many)
    assert len(shown(models_window)) == 5000
    assert page.view.cards.rowCount() < 200
    bar = page.view.verticalScrollBar()

    def type_in(text: str) -> None:
        page.filters.search.setText(text)
        page.filters.changed.emit()

    taken = busiest(
        app,
        lambda: bar.setValue(bar.maximum()),
        lambda: type_in("instruct 49"),
        lambda: type_in("mistral"),
        lambda: type_in(""),
        lambda: page.show_model("model-40"),
        lambda: page.show_model("model-41"),
    )
    assert taken < 0.05


def test_the_window_opens_by_its_command_and_leads_to_the_chat_and_the_download(
    window: MainWindow, program: Application, qtbot: QtBot
) -> None:
    assert window.commands.run("models.open")
    qtbot.waitUntil(lambda: window.models.shown is not None and window.models.shown.isVisible())
    opened = window.models.window
    qtbot.waitUntil(lambda: opened.discover.ready, timeout=60_000)
    opened.chat_asked.emit("starter")
    assert program.settings.model == "starter"
    found = next(each for each in opened.discover.cards if each.id == "phi-4")
    opened.fetch_asked.emit(found.target, found)
    asked = window.downloads.dialog
    assert asked is not None
    assert "Phi-4 14B" in asked.windowTitle()
    asked.close()
    # What has arrived is looked at again.
    before = opened.discover.cards
    plan = SimpleNamespace(label="Q4_K_M")
    item = SimpleNamespace(title="Phi-4 14B", download=SimpleNamespace(plan=plan))
    window.windows.downloads.finished.emit(item)
    qtbot.waitUntil(lambda: opened.discover.cards is not before, timeout=60_000)
    opened.hide()
    assert window.commands.run("models.open")
    assert opened.isVisible()
    window.windows.restyle()
    assert window.commands.command("models.open").keys


def test_what_went_wrong_beside_the_window_is_told_on_it(
    qtbot: QtBot, app: QApplication, expected_logs: Callable[[str], None]
) -> None:
    work = Work()
    told: list[object] = []

    def break_down() -> None:
        raise ZeroDivisionError("nothing to divide by")

    expected_logs("could not find something out")
    work.do("odd", break_down, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ParleyError)
    work.close()


def test_of_many_questions_the_last_is_answered_and_those_between_are_not_even_looked_up(
    qtbot: QtBot, app: QApplication
) -> None:
    work, go_on = Work(), threading.Event()
    looked: list[int] = []
    told: list[object] = []

    def look(number: int) -> int:
        looked.append(number)
        go_on.wait(20)
        return number

    work.look("row", lambda: look(0), told.append)
    qtbot.waitUntil(lambda: looked == [0])
    for number in range(1, 10):
        work.look("row", lambda number=number: look(number), told.append)  # type: ignore[misc]
    go_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert (looked, told) == ([0, 9], [9])
    work.close()


def test_of_several_deeds_every_end_is_told(qtbot: QtBot, app: QApplication) -> None:
    work, go_on = Work(), threading.Event()
    told: list[object] = []
    refused = ParleyError("odd", "It is in use.", hint="Close it.")

    def refuse() -> None:
        go_on.wait(20)
        raise refused

    work.do("remove", refuse, told.append, told.append)
    work.do("remove", go_on.set, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert refused in told
    work.close()
