"""The window with all downloads: how far each is, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parley.discover.downloads import Offer, offers
from parley.ui import words as numbers
from parley.ui.dialogs import Dialog
from parley.ui.downloads import words
from parley.ui.downloads.bridge import DownloadBridge
from parley.ui.downloads.delegate import DownloadDelegate
from parley.ui.downloads.model import DownloadModel
from parley.ui.icons import Icons
from parley.ui.languages import said, translated
from parley.ui.settings.choices import Choice
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.core.errors import ParleyError
    from parley.discover.downloads import Item

_MB: Final = 10**6
_LIMITS: Final = (0, 1, 2, 5, 10, 20, 50, 100)
_FIRST: Final[tuple[Offer, ...]] = ("retry", "resume", "pause", "chat")


class DownloadsWindow(QDialog):
    """Follows a bridge; it stays open beside the main window.

    `chat_asked` and `folder_asked` carry an `Item`; `choose_asked` wants the list of models;
    `limit_asked` carries bytes per second, 0 for no limit.
    """

    chat_asked = Signal(object)
    folder_asked = Signal(object)
    choose_asked = Signal()
    limit_asked = Signal(int)

    def __init__(
        self, bridge: DownloadBridge, look: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._icons = bridge, look, icons
        self.setWindowTitle(self.tr("Downloads"))
        self.resize(600, 460)
        self.setMinimumSize(380, 300)
        self.model = DownloadModel(bridge, self)
        self.view = QListView()
        self.view.setObjectName("choices")
        self.view.setAccessibleName(self.tr("Downloads"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self._delegate = DownloadDelegate(look, icons, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.view.doubleClicked.connect(lambda _: self._do_first())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self._empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._foot())
        self.model.rowsInserted.connect(lambda *_: self._show())
        self.model.rowsRemoved.connect(lambda *_: self._show())
        self.model.rowsMoved.connect(lambda *_: self._show())
        self.model.dataChanged.connect(lambda *_: self._renewed())
        bridge.refused.connect(self._refused)
        self.set_theme(look)
        self._show()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = self._delegate.look = look
        for name, button in (("arrow-up", self.up), ("arrow-down", self.down)):
            button.setIcon(self._icons.get(name, look.muted))
        self._empty_icon.setPixmap(self._icons.get("download", look.muted, 32).pixmap(32, 32))
        self.view.viewport().update()

    def show_limit(self, limit: int) -> None:
        """Show how many bytes per second downloads may take; 0 is no limit."""
        known = sorted({*(each * _MB for each in _LIMITS), limit})
        self.limit.set_choices([(each, self._limit_name(each)) for each in known])
        self.limit.set_value(limit)

    def select(self, number: int) -> None:
        """Mark a download."""
        if (row := self.model.row_of(number)) >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))

    @property
    def current(self) -> Item | None:
        """The download that is marked."""
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    # -- building --------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        name = QLabel(self.tr("Speed limit"))
        name.setObjectName("quiet")
        self.limit = Choice()
        self.limit.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.limit.set_name(
            self.tr("Speed limit"), self.tr("All downloads together take no more than this.")
        )
        self.limit.changed.connect(lambda value: self.limit_asked.emit(int(str(value))))
        name.setBuddy(self.limit)
        self.clear_button = QPushButton(self.tr("Clear finished"))
        self.clear_button.setAutoDefault(False)
        self.clear_button.setToolTip(self.tr("The files stay on this computer."))
        self.clear_button.clicked.connect(self._bridge.clear)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(self.limit)
        head.addStretch(1)
        head.addWidget(self.clear_button)
        return head

    def _empty(self) -> QWidget:
        self._empty_icon = QLabel()
        self._empty_icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(self.tr("No downloads"))
        title.setObjectName("heading")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words_ = QLabel(
            self.tr("Models that can be downloaded are in the list of models, below those here.")
        )
        words_.setObjectName("quiet")
        words_.setWordWrap(True)
        words_.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = QPushButton(self.tr("Choose a model"))
        self.choose_button.clicked.connect(self.choose_asked)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._empty_icon)
        column.addWidget(title)
        column.addWidget(words_)
        column.addSpacing(4)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        return page

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.first = QPushButton()
        self.first.clicked.connect(self._do_first)
        self.folder = QPushButton(self.tr("Open folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(lambda: self._do("folder"))
        self.cancel = QPushButton()
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._do_last)
        self.up, self.down = QToolButton(), QToolButton()
        for button, name, what in (
            (self.up, self.tr("Download earlier"), "up"),
            (self.down, self.tr("Download later"), "down"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(partial(self._do, what))  # type: ignore[arg-type]
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(self.folder)
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addStretch(1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addLayout(row)
        return self.foot

    # -- what is shown ---------------------------------------------------------------------------

    def _renewed(self) -> None:
        # A row may need more lines now, or fewer.
        self.view.scheduleDelayedItemsLayout()
        self._show()

    def _show(self) -> None:
        rows = self.model.rowCount()
        if rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.pages.setCurrentIndex(0 if rows else 1)
        self.clear_button.setVisible(self.model.to_do < rows)
        item = self.current
        self.foot.setVisible(item is not None)
        if item is None:
            return
        can = self._can(item)
        first = next((each for each in _FIRST if each in can), None)
        self.first.setVisible(first is not None)
        if first is not None:
            self.first.setText(self._name(first))
        self.cancel.setText(self._name("forget" if "forget" in can else "cancel"))
        self.cancel.setEnabled(item.stage != "stopping")
        self.folder.setVisible("folder" in can)
        several = self.model.to_do > 1 and item.stage != "done"
        for button, what in ((self.up, "up"), (self.down, "down")):
            button.setVisible(several)
            button.setEnabled(what in can)
        notes = [translated(each) for each in item.download.notes]
        text = " ".join(part for part in (words.trouble(item), *notes) if part)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _can(self, item: Item) -> frozenset[Offer]:
        row, last = self.model.row_of(item.id), self.model.to_do - 1
        return offers(item, first=row == 0, last=row >= last)

    def _name(self, what: Offer) -> str:
        return {
            "pause": self.tr("Pause"),
            "resume": self.tr("Resume"),
            "retry": self.tr("Try again"),
            "cancel": self.tr("Cancel download…"),
            "forget": self.tr("Remove from list"),
            "up": self.tr("Download earlier"),
            "down": self.tr("Download later"),
            "folder": self.tr("Open folder"),
            "chat": self.tr("Chat now"),
        }[what]

    def _limit_name(self, limit: int) -> str:
        return words.per_second(limit) if limit else self.tr("No limit")

    # -- what a person does ----------------------------------------------------------------------

    def _do_first(self) -> None:
        item = self.current
        if item is not None:
            can = self._can(item)
            if (first := next((each for each in _FIRST if each in can), None)) is not None:
                self._do(first)

    def _do_last(self) -> None:
        self._do(
            "forget" if self.current is not None and self.current.stage == "done" else "cancel"
        )

    def _do(self, what: Offer, _checked: bool = False) -> None:
        item = self.current
        if item is None or what not in self._can(item):
            return
        if what == "pause":
            self._bridge.pause(item.id)
        elif what in {"resume", "retry"}:
            self._bridge.resume(item.id)
        elif what in {"up", "down"}:
            self._bridge.move(item.id, -1 if what == "up" else 1)
        elif what == "cancel":
            self._ask_cancel(item)
        elif what == "forget":
            self._bridge.cancel(item.id)
        elif what == "folder":
            self.folder_asked.emit(item)
        elif what == "chat":
            self.chat_asked.emit(item)

    def _ask_cancel(self, item: Item) -> None:
        size = item.download.received
        dialog = Dialog(
            self.tr("Cancel the download of “{name}”?").format(name=item.title),
            self.tr("{size} that were received are removed from the disk.").format(
                size=numbers.size(size)
            )
            if size
            else self.tr("Nothing of it was received yet."),
            {"cancel": self.tr("Cancel download"), "keep": self.tr("Keep it")},
            self,
            danger=True,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answered() -> None:
            if dialog.chosen == "cancel":
                self._bridge.cancel(item.id)

        dialog.accepted.connect(answered)
        dialog.open()

    def _menu(self, place: QPoint) -> None:
        index: QModelIndex = self.view.indexAt(place)
        if not index.isValid():
            return
        self.view.setCurrentIndex(index)
        item = self.model.at(index.row())
        can = self._can(item)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        order: tuple[Offer, ...] = (*_FIRST, "up", "down", "folder", "cancel", "forget")
        for what in order:
            if what in can:
                action = QAction(self._name(what), menu)
                action.triggered.connect(partial(self._do, what))
                menu.addAction(action)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _refused(self, error: ParleyError) -> None:
        if self.isVisible() and self.foot.isVisible():
            self.said.setText(said(error))
            self.said.show()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self._do("up" if key == Qt.Key.Key_Up else "down")
                return True
            if key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._do_first()
                return True
            if key == Qt.Key.Key_Delete:
                self._do_last()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]
