"""The window that lists every shortcut, made from the commands themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from parley.ui import fuzzy
from parley.ui.commands import Commands

_NATIVE = QKeySequence.SequenceFormat.NativeText


def listed(
    commands: Commands, form: QKeySequence.SequenceFormat = _NATIVE
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return what can be done by keys, by group: its name, and its shortcuts written in `form`."""
    groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {menu: [] for menu in commands.menus}
    for command in commands:
        if shortcuts := command.action.shortcuts():
            keys = tuple(each.toString(form) for each in shortcuts)
            groups.setdefault(command.group, []).append((command.name, keys))
    for told in commands.told:
        keys = tuple(QKeySequence(each).toString(form) for each in told.keys)
        groups.setdefault(told.group, []).append((told.text, keys))
    return {group: entries for group, entries in groups.items() if entries}


class ShortcutsWindow(QDialog):
    """Every shortcut under the heading of its menu; what is typed narrows the list."""

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(520, 600)
        self._groups = listed(commands)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Find a shortcut"))
        self.edit.setAccessibleName(self.tr("Find a shortcut"))
        self.edit.textChanged.connect(self._show)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setObjectName("shortcuts")
        self.area.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.edit)
        layout.addWidget(self.area, 1)
        self._show("")

    def _show(self, query: str) -> None:
        wanted = fuzzy.fold(query.strip())
        page = QWidget()
        page.setObjectName("shortcuts_page")
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 0, 12, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        # At the near side, also where the words run against the direction of the window.
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft():
            near, far = far, near
        near |= Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        row = 0
        for group, entries in self._groups.items():
            matching = [
                (name, keys)
                for name, keys in entries
                if wanted in fuzzy.fold(f"{group} {name} {' '.join(keys)}")
            ]
            if not matching:
                continue
            heading = QLabel(group)
            heading.setObjectName("group")
            heading.setContentsMargins(0, 12 if row else 0, 0, 2)
            grid.addWidget(heading, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
            row += 1
            for name, keys in matching:
                what = QLabel(name)
                what.setTextFormat(Qt.TextFormat.PlainText)
                what.setWordWrap(True)
                what.setAlignment(near)
                grid.addWidget(what, row, 0)
                grid.addWidget(_keys(keys, what), row, 1, far)
                row += 1
        if not row:
            nothing = QLabel(self.tr("No shortcut is called “{query}”.").format(query=query))
            nothing.setObjectName("quiet")
            nothing.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(nothing, 0, 0, 1, 2)
        grid.setRowStretch(row + 1, 1)
        self.area.setWidget(page)


def _keys(keys: tuple[str, ...], what: QLabel) -> QLabel:
    label = QLabel("   ".join(keys))
    label.setObjectName("keys")
    label.setTextFormat(Qt.TextFormat.PlainText)
    # Keys are written in one direction, whatever that of the words.
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    what.setBuddy(label)
    return label
