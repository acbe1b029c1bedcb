"""The machine page: what the engine sees, in plain words, and as a report."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.desks import machine
from parley.application import Application
from parley.core.errors import ParleyError
from parley.hardware.values import EngineBuild, Memory, Missing
from parley.hardware.words import report
from parley.ui.models.window import ModelsWindow
from ui.models.conftest import Here

GIB = 1024**3


def said(window: ModelsWindow) -> str:
    labels = window.machine.area.widget().findChildren(QLabel)
    assert all(
        each.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        for each in labels
        if each.objectName() != "small"
    )
    return "\n".join(each.text() for each in labels)


def test_a_machine_with_cards_is_told_and_its_report_copied(
    here: Here, open_models: Callable[[], ModelsWindow], qtbot: QtBot
) -> None:
    here.machine = msgspec.structs.replace(
        machine(32, 12),
        memory=Memory(64 * GIB, 20 * GIB, limit=32 * GIB),
        missing=(Missing("Radeon RX 580", "Install its driver."),),
        engine=EngineBuild("0.3.36", ("CPU", "CUDA", "RPC")),
    )
    window = open_models()
    window.show_page(window.machine)
    qtbot.waitUntil(lambda: window.machine.ready)
    text = said(window)
    for part in (
        "21.5 GB free of 34.4 GB",
        "limits this program to 34.4 GB of the computer's 68.7 GB",
        "8 cores",
        "NVIDIA GeForce RTX 3060",
        "CUDA0 · CUDA · graphics card",
        "Radeon RX 580",
        "Install its driver.",
        "llama-cpp-python 0.3.36, built for CPU and CUDA",
    ):
        assert part in text
    window.machine.copy.click()
    assert QGuiApplication.clipboard().text() == report(here.machine)
    assert window.notice.label.text() == "The report is copied."


def test_a_machine_without_cards_and_without_an_engine_is_told_too(
    here: Here, open_models: Callable[[], ModelsWindow], qtbot: QtBot
) -> None:
    here.machine = machine(8)
    window = open_models()
    window.show_page(window.machine)
    qtbot.waitUntil(lambda: window.machine.ready)
    assert "None that the engine can use. Models run on the processor." in said(window)
    assert "None that runs." in said(window)
    here.machine = machine(16)
    window.machine.again.click()
    qtbot.waitUntil(lambda: "17.2 GB" in said(window))


def test_a_failure_is_said_and_tried_again(
    here: Here, open_models: Callable[[], ModelsWindow], qtbot: QtBot
) -> None:
    here.machine = ParleyError("odd", "It cannot be seen.", safe="All is well.", hint="Try again.")
    window = open_models()
    window.show_page(window.machine)
    page = window.machine
    qtbot.waitUntil(lambda: page.plates.title.text() == "That did not work")
    assert not page.copy.isEnabled()
    here.machine = machine(16)
    page.plates.button.click()
    qtbot.waitUntil(lambda: page.ready)


def test_this_computer_is_looked_at_by_the_real_engine(program: Application) -> None:
    found = program.look_at_machine()
    assert found.engine.version
    assert found.memory.total > 10**9
    desk = program.desk()
    assert desk.machine.cpu.name == found.cpu.name
    assert next(desk.cards()).model.name
