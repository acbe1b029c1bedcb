"""The quick-ask window: a question in passing, over whatever else is on the screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QCloseEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from parley.ui.chat.page import ChatPage
from parley.ui.in_step import InStep
from parley.ui.services import Services
from parley.ui.windows import Windows, present

if TYPE_CHECKING:
    from parley.chat.picking import Entry

#: Keys of its buttons.
PASTE, NEW, OPEN = "Ctrl+Shift+I", "Ctrl+N", "Ctrl+O"
#: Name under which the unsent question is kept.
NAME = "quick-ask"
#: Pixels of its width, and of its height with an answer; where it stands, as parts of the screen.
_WIDTH, _TALL, _FROM_TOP = 640, 460, 0.2
#: Seconds after which it begins anew instead of showing the last answer.
_FORGETS = 600.0


class QuickAsk(QWidget):
    """One line that grows, with the answer below it. Esc hides it; what was asked is kept.

    `hidden` is emitted when it was put away.
    """

    hidden = Signal()

    def __init__(self, services: Services, windows: Windows) -> None:
        # No parent: it comes without the other windows.
        super().__init__(None, _flags())
        self._services, self._windows = services, windows
        self._put_away = 0.0
        self.setWindowTitle(self.tr("Quick ask – Parley"))
        self.setWindowIcon(windows.icons.application())
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, _has_alpha())
        self.setObjectName("quick_ask")
        self.page = ChatPage(services, windows.sessions, windows.look, windows.icons, quick=True)
        self.page.composer.edit.setPlaceholderText(self.tr("Ask something"))
        # Here Esc means the window, and an answer goes on without it; the button still stops one.
        self.page.composer.edit.escaped.disconnect(self.page.composer.stop_asked)
        self.page.composer.edit.escaped.connect(self.put_away)
        self.page.open_in(NAME)
        self.in_step = InStep(services.store, self)
        self.in_step.conversation_changed.connect(self.page.catch_up)
        self.in_step.text_grew.connect(self.page.catch_up_text)
        self.in_step.draft_changed.connect(self.page.drafting.catch_up)
        self.page.setup_changed.connect(self._changed)
        self.page.changed.connect(self._changed)
        self.page.picking.fetch_asked.connect(self._fetch)
        self.frame = QFrame()
        self.frame.setObjectName("quick_frame" if _has_alpha() else "quick_plain")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        layout = QVBoxLayout(self.frame)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self._make_foot())
        windows.restyled.connect(self._restyle)
        windows.settings_changed.connect(self.page.writing.take_settings)
        self.resize(_WIDTH, 1)
        self._changed()

    def _fetch(self, entry: Entry) -> None:
        """Ask about a model that is not here in a window, where there is room for it."""
        self.put_away()
        self._windows.raise_one().downloads.ask(entry.key, entry.name)

    def _make_foot(self) -> QWidget:
        self.paste_button = QPushButton()
        self.paste_button.setObjectName("link")
        self.paste_button.clicked.connect(self.paste_selection)
        if QGuiApplication.clipboard().supportsSelection():
            self.paste_button.setText(self.tr("Paste what is selected"))
            said = self.tr("Put in the text that is selected in another program ({keys})")
        else:
            self.paste_button.setText(self.tr("Paste what was copied"))
            said = self.tr(
                "This system does not tell what is selected in another program: copy it there"
                " first ({keys})"
            )
        # The keys come last: a text that is set takes them away.
        _set_keys(self.paste_button, said, PASTE)
        self.new_button = QPushButton(self.tr("New"))
        self.new_button.setObjectName("link")
        _set_keys(self.new_button, self.tr("Ask something else ({keys})"), NEW)
        self.new_button.clicked.connect(self.begin_anew)
        self.open_button = QPushButton(self.tr("Open in window"))
        self.open_button.setObjectName("link")
        _set_keys(
            self.open_button,
            self.tr("Go on with this conversation in a window of its own ({keys})"),
            OPEN,
        )
        self.open_button.clicked.connect(self.open_in_window)
        self.hint = QLabel()
        self.hint.setObjectName("small")
        self.hint.setWordWrap(True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 10, 8)
        row.setSpacing(4)
        row.addWidget(self.hint, 1)
        row.addWidget(self.paste_button)
        row.addWidget(self.new_button)
        row.addWidget(self.open_button)
        return foot

    # -- what a person does ----------------------------------------------------------------------

    def summon(self) -> None:
        """Show it in the middle of the screen that is being used, ready to be written in."""
        if time.monotonic() - self._put_away > _FORGETS and not self.page.running:
            self.begin_anew()
        if not self.isVisible():
            self._place()
        present(self)
        self.page.composer.edit.setFocus()

    def put_away(self) -> None:
        """Hide it. An answer goes on, and its conversation is kept."""
        if self.isVisible():
            self._put_away = time.monotonic()
            self.page.drafting.keep()
            self.hide()
            self.hidden.emit()

    def toggle(self) -> None:
        """Show it, or put it away where it has the keyboard already."""
        if self.isVisible() and self.isActiveWindow():
            self.put_away()
        else:
            self.summon()

    def begin_anew(self) -> None:
        """Have an empty line again; what was asked is among the conversations."""
        self.page.open(None)
        self.page.composer.edit.setFocus()

    def open_in_window(self) -> None:
        """Go on in a window with the conversation."""
        shown = self.page.conversation
        if shown is None:
            return
        self.put_away()
        self.begin_anew()
        window = self._windows.showing(shown.id)
        if window is None:
            window = self._windows.open(shown.id, beside=self._windows.active)
        present(window)

    def paste_selection(self) -> None:
        """Put in what is selected in another program; where that is not told, what was copied."""
        clipboard = QGuiApplication.clipboard()
        mode = QClipboard.Mode.Selection
        text = clipboard.text(mode) if clipboard.supportsSelection() else clipboard.text()
        if not text.strip():
            self.page.notice.say(self.tr("There is no text to paste."))
            return
        edit = self.page.composer.edit
        if edit.toPlainText().strip():
            edit.moveCursor(edit.textCursor().MoveOperation.End)
            edit.insertPlainText("\n\n")
        data = QMimeData()
        data.setText(text)
        # As if pasted by hand, so that a long text becomes an attachment here too.
        edit.insertFromMimeData(data)
        edit.setFocus()

    def say(self, hint: str) -> None:
        """Show a quiet sentence at the foot."""
        # At the near side, also where its words run against the direction of the window.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.hint.setAlignment(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        self.hint.setText(hint)
        self._changed()

    def finish(self) -> None:
        """Hear nothing more; the program ends."""
        self.hide()
        self.in_step.close()
        self.page.leave()

    # -- inside ----------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Be as tall as what is shown."""
        shown = self.page.conversation
        self.in_step.follow(shown.id if shown else None)
        self.new_button.setVisible(shown is not None)
        self.open_button.setVisible(shown is not None)
        if shown is not None:
            if self.height() < _TALL:
                self.resize(self.width(), min(_TALL, self.screen().availableGeometry().height()))
        else:
            layout = self.layout()
            assert layout is not None
            layout.activate()
            tall = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), tall if tall > 0 else self.sizeHint().height())

    def _place(self) -> None:
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        width = min(_WIDTH, room.width() - 32)
        self.resize(width, self.height())
        self.move(
            room.topLeft() + QPoint((room.width() - width) // 2, int(room.height() * _FROM_TOP))
        )

    def _restyle(self) -> None:
        self.page.set_theme(self._windows.look)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        # A window manager may close it; it is there again when it is summoned. What ends the
        # program closes it as well, and must not be held up.
        if event.spontaneous():
            event.ignore()
            self.put_away()


def _set_keys(button: QPushButton, said: str, keys: str) -> None:
    shortcut = QKeySequence(keys)
    button.setShortcut(shortcut)
    native = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(said.format(keys=native))


def _flags() -> Qt.WindowType:
    shape = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    # A tool window of a program in the background is hidden on a Mac.
    kind = Qt.WindowType.Window if QGuiApplication.platformName() == "cocoa" else Qt.WindowType.Tool
    return kind | shape


def _has_alpha() -> bool:
    """Tell whether round corners can be drawn; on X only some can, and do not tell."""
    return QGuiApplication.platformName() in {"wayland", "windows", "cocoa", "offscreen"}
