"""Where a message is written: grows with its text, Enter sends, Esc stops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from parley.ui import fonts, theme
from parley.ui.icons import Icons
from parley.ui.theme import Theme

_MOST_LINES = 10


class Composer(QFrame):
    """Emits `sent` with the text, which stays until `clear` is called, and `stop_asked`."""

    sent = Signal(str)
    stop_asked = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._look, self._icons = look, icons
        self._running = False
        self.edit = MessageEdit()
        self.edit.entered.connect(self._enter)
        self.edit.escaped.connect(self.stop_asked)
        self.edit.focused.connect(self._mark_focus)
        self.edit.textChanged.connect(self._changed)
        self.button = QPushButton()
        self.button.setObjectName("round")
        self.button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self._show_button()

    @property
    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Write `text` and put the cursor behind it."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def clear(self) -> None:
        """Empty it: the text is stored now."""
        self.edit.clear()

    def set_running(self, running: bool) -> None:
        """Turn the button to Stop while an answer is made."""
        self._running = running
        self._show_button()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self._show_button()

    def _enter(self) -> None:
        if not self._running and self.text.strip():
            self.sent.emit(self.text)

    def _press(self) -> None:
        if self._running:
            self.stop_asked.emit()
        else:
            self._enter()
        self.edit.setFocus()

    def _changed(self) -> None:
        self.edit.fit()
        self._show_button()

    def _show_button(self) -> None:
        running = self._running
        name = self.tr("Stop") if running else self.tr("Send")
        self.button.setAccessibleName(name)
        self.button.setToolTip(
            self.tr("Stop the answer (Esc)") if running else self.tr("Send the message (Enter)")
        )
        enabled = running or bool(self.text.strip())
        colour = self._look.on_accent if enabled else self._look.muted
        if running:
            icon = self._icons.get("square", colour, 14, solid=True)
        else:
            icon = self._icons.get("arrow-up", colour, 18)
        self.button.setIcon(icon)
        self.button.setEnabled(enabled)

    def _mark_focus(self, focused: bool) -> None:
        self.setProperty("focused", focused)
        self.style().unpolish(self)
        self.style().polish(self)


class MessageEdit(QPlainTextEdit):
    """Grows with its text; `entered` by Enter, `escaped` by Esc, `focused` as the focus moves."""

    entered = Signal()
    escaped = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(fonts.ui_font(theme.SIZE_MESSAGE))
        self.setPlaceholderText(self.tr("Message"))
        self.setAccessibleName(self.tr("Message"))
        self.setAccessibleDescription(
            self.tr("Enter sends, Shift and Enter begin a new line, Escape stops the answer.")
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        # A message may be written and pasted, never dropped as a file: the window opens those.
        self.setAcceptDrops(False)
        self.fit()

    def fit(self) -> None:
        """Be as tall as the lines, up to a limit, then scroll."""
        lines = max(1, round(self.document().size().height()))
        line = self.fontMetrics().lineSpacing()
        margin = 2 * round(self.document().documentMargin())
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > _MOST_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(lines, _MOST_LINES) * line + margin)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def event(self, event: QEvent) -> bool:
        # What is written here comes first: Esc means this box, not the window's menu.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and modifiers == Qt.KeyboardModifier.NoModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
