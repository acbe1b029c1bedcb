"""The Models window: its pages, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from parley.ui.icons import Icons
from parley.ui.models.discover import DiscoverPage
from parley.ui.models.library_page import LibraryPage
from parley.ui.models.machine_page import MachinePage
from parley.ui.models.work import Work
from parley.ui.notice import Notice
from parley.ui.services import ModelServices
from parley.ui.theme import Theme


class Page(Protocol):
    """One page of the window."""

    def refresh(self) -> None:
        """Look again at what it shows."""

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""


class ModelsWindow(QWidget):
    """Closing only hides it; it ends with the window it belongs to.

    `fetch_asked` carries what is to be downloaded, as `parley pull` takes it, and its card;
    `chat_asked` the key of a model that is here.
    """

    fetch_asked = Signal(str, object)
    chat_asked = Signal(str)

    def __init__(
        self,
        services: ModelServices,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("models")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Models"))
        self.setWindowIcon(icons.application())
        self.setMinimumSize(720, 440)
        self.resize(1120, 720)
        self._services, self._look, self._icons = services, look, icons
        self.work = Work(self)
        self.notice = Notice(look, icons)
        self.names = QListWidget()
        self.names.setObjectName("pages")
        self.names.setAccessibleName(self.tr("Pages"))
        self.names.setFixedWidth(136)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.discover = DiscoverPage(services, self.work, look, icons)
        self._pages: list[Page] = []
        self._add(self.tr("Discover"), self.discover)
        self.library = LibraryPage(services, self.work, look, icons)
        self._add(self.tr("Library"), self.library)
        self.machine = MachinePage(services, self.work, look, icons)
        self._add(self.tr("Machine"), self.machine)
        self.discover.fetch_asked.connect(self.fetch_asked)
        self.discover.chat_asked.connect(self.chat_asked)
        self.library.chat_asked.connect(self.chat_asked)
        self.library.said.connect(self._say)
        self.machine.said.connect(self._say)
        self.setAcceptDrops(True)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.names)
        whole.addLayout(right, 1)
        self.names.currentRowChanged.connect(self._turn)
        self.names.setCurrentRow(0)
        close = QShortcut(QKeySequence.StandardKey.Close, self)
        close.activated.connect(self.close)

    def _add(self, title: str, page: QWidget) -> None:
        self.names.addItem(QListWidgetItem(title))
        self.stack.addWidget(page)
        assert hasattr(page, "refresh")
        self._pages.append(page)  # type: ignore[arg-type]

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.notice.set_theme(look)
        for page in self._pages:
            page.set_theme(look)

    def finish(self) -> None:
        """Hear nothing more: the window it belongs to closes."""
        self.work.close()
        self.close()

    def refresh(self) -> None:
        """Look again at what the page shows, such as after a download."""
        self._pages[self.stack.currentIndex()].refresh()

    def show_page(self, page: QWidget) -> None:
        """Turn to a page."""
        self.names.setCurrentRow(self.stack.indexOf(page))

    # -- inside ----------------------------------------------------------------------------------

    def _say(self, text: str, bad: bool) -> None:
        self.notice.say(text, bad=bad)

    def _turn(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if self.stack.currentWidget() is self.discover:
            self.discover.filters.search.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _models_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _models_in(event):
            event.acceptProposedAction()
            self.show_page(self.library)
            self.library.import_files(paths)


def _models_in(event: QDropEvent) -> Sequence[str]:
    """Return the paths of the models and folders that are dragged; none if others are too."""
    urls = event.mimeData().urls()
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    known = [path for path in paths if path.lower().endswith(".gguf") or Path(path).is_dir()]
    return known if len(known) == len(urls) else ()
