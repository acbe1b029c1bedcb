"""Everything that the keyboard can reach has a name, in every window and dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from parley.core.errors import ParleyError
from parley.ui import dialogs
from parley.ui.main_window import MainWindow
from parley.ui.shortcuts import ShortcutsWindow

Tell = Callable[..., None]


def reached(root: QWidget) -> Iterator[QWidget]:
    """Everything that can have the keyboard in `root`, but for the insides of Qt's own widgets."""
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        popup = parent is not None and parent.inherits("QComboBoxPrivateContainer")
        qts = isinstance(parent, (QAbstractSpinBox, QComboBox, QAbstractScrollArea)) or popup
        inner = widget.objectName().startswith("qt_") or qts
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inner:
            yield widget


def nameless(root: QWidget) -> list[str]:
    return [
        f"{type(widget.parentWidget()).__name__} > {type(widget).__name__} {widget.objectName()}"
        for widget in reached(root)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
        # A label that says nothing now is hidden.
        and not (isinstance(widget, QLabel) and not widget.text())
    ]


def test_every_control_of_the_window_has_a_name(window: MainWindow, tell: Tell) -> None:
    window.page.send("Hi")
    tell()
    window.commands.run("palette.open")
    for command in ("view.panel", "chat.settings", "settings.panel", "find.open"):
        if command in window.commands:
            window.commands.run(command)
    assert nameless(window) == []


def test_every_control_of_the_quick_ask_window_has_a_name(
    window: MainWindow, app: QApplication
) -> None:
    quick = window.windows.presence.quick_ask
    assert nameless(quick) == []
    quick.close()
    quick.deleteLater()
    app.processEvents()


@pytest.mark.parametrize(
    "make",
    [
        lambda window: ShortcutsWindow(window.commands, window),
        lambda window: dialogs.about_dialog(window.icons, window),
        lambda window: dialogs.link_dialog("https://example.org", window),
        lambda window: dialogs.log_dialog("a line", window),
        lambda _window: dialogs.error_dialog(ParleyError("code", "It failed.", hint="Do it.")),
    ],
    ids=["shortcuts", "about", "link", "log", "error"],
)
def test_every_control_of_a_dialog_has_a_name(
    window: MainWindow, make: Callable[[MainWindow], QWidget], qtbot: QtBot
) -> None:
    dialog = make(window)
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []


def test_the_settings_have_names(window: MainWindow, qtbot: QtBot, app: QApplication) -> None:
    window.commands.run("program.settings")
    dialog = QApplication.activeModalWidget() or next(
        one for one in app.topLevelWidgets() if one is not window and one.isVisible()
    )
    found = nameless(dialog)
    dialog.close()
    assert found == [], found


def test_tab_goes_round_and_stops_at_nothing_that_is_hidden(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    window.page.send("Hi")
    tell()
    start = QApplication.focusWidget()
    seen: list[QWidget] = []
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.isVisible()
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
    else:
        pytest.fail(f"Tab never comes back: {[type(each).__name__ for each in seen]}")
    assert window.page.transcript in seen
    assert window.top_bar.search in seen


def test_a_ring_shows_what_has_the_keyboard(window: MainWindow, app: QApplication) -> None:
    search = window.top_bar.search
    window.page.composer.edit.setFocus()
    app.processEvents()
    before = search.grab().toImage()
    search.setFocus(Qt.FocusReason.TabFocusReason)
    app.processEvents()
    after = search.grab().toImage()
    assert after.pixelColor(after.width() // 2, 0).name().upper() == window.windows.look.accent
    assert before.size() == after.size()


def test_what_the_machine_does_is_read_with_its_values(window: MainWindow, tell: Tell) -> None:
    status = window.status
    window.page.send("Hi")
    tell()
    assert status.model.accessibleName().startswith("Model: ")
    window.commands.run("program.offline")
    assert status.network.accessibleName() == "Network: offline"
