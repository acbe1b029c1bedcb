"""Downloads in one main window: the command, the line below, the notice at the end, the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from parley.core.errors import ParleyError
from parley.ui.downloads import words
from parley.ui.languages import said
from parley.ui.picker.picking import Picking

if TYPE_CHECKING:
    from parley.discover.downloads import Item
    from parley.ui.downloads.ask import FetchDialog
    from parley.ui.downloads.window import DownloadsWindow
    from parley.ui.main_window import MainWindow


class WindowDownloads(QObject):
    """Adds downloads to a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.bridge = bridge = window.windows.downloads
        self.shown: DownloadsWindow | None = None
        self.dialog: FetchDialog | None = None
        window.commands.add(
            "downloads.open",
            self.tr("&Downloads"),
            self.open,
            "Ctrl+J",
            menu="file.model",
            tip=self.tr("Show what is being downloaded"),
        )
        window.status.downloads.clicked.connect(self.open)
        window.page.picking.fetch_asked.connect(lambda entry: self.ask(entry.key, entry.name))
        bridge.told.connect(self._tell)
        bridge.finished.connect(self._finished)
        bridge.failed.connect(self._failed)
        bridge.refused.connect(self._refused)
        window.windows.restyled.connect(self._restyle)
        window.windows.settings_changed.connect(self._show_limit)
        self._tell()
        # What an earlier run left can wait until the window is there.
        QTimer.singleShot(0, self, bridge.open_left)

    def open(self, number: int | None = None) -> None:
        """Show the downloads, or bring them to the front; `number` is marked."""
        from parley.ui.downloads.window import DownloadsWindow

        self.bridge.open()
        window = self._window
        if self.shown is None:
            self.shown = shown = DownloadsWindow(
                self.bridge, window.windows.look, window.icons, window
            )
            shown.chat_asked.connect(self.chat)
            shown.folder_asked.connect(self._open_folder)
            shown.choose_asked.connect(self._choose)
            shown.limit_asked.connect(self._limit)
        self._show_limit()
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()
        if type(number) is int:
            self.shown.select(number)
        (self.shown.view if self.bridge.items else self.shown.choose_button).setFocus()

    def ask(self, target: str, name: str) -> None:
        """Ask whether a model is to be downloaded; show the download where it is being fetched.

        Args:
            target: `REPO[:QUANT]`, as `parley pull` takes it.
            name: of the model.
        """
        known = self.bridge.found(target)
        if known is not None and known.stage != "done":
            self.open(known.id)
            return
        from parley.ui.downloads.ask import FetchDialog

        window = self._window
        self.dialog = dialog = FetchDialog(
            window.services, self.bridge, target, name, window.windows.look, window.icons, window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(self._closed)
        dialog.chat_asked.connect(self._use)
        dialog.online_asked.connect(self._go_online)
        dialog.open()

    def chat(self, item: Item) -> None:
        """Have a model that was downloaded answer in the conversation on the screen."""
        if not item.place.is_file():
            text = self.tr("“{name}” is not on this computer any more.")
            self._window.page.notice.say(text.format(name=words.named(item)), bad=True)
            self._window.activateWindow()
            return
        self._use(str(item.place), item.title)

    def close(self) -> None:
        """Close what belongs to the window; the downloads go on."""
        if self.dialog is not None:
            self.dialog.reject()
        if self.shown is not None:
            self.shown.close()

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _picking(self) -> Picking:
        return self._window.page.picking

    def _tell(self) -> None:
        items = self.bridge.items
        self._window.status.show_downloads(words.together(items))
        self._picking.show_downloads(words.coming(items))

    def _finished(self, item: Item) -> None:
        self._picking.show_downloads(words.coming(self.bridge.items), arrived=True)
        # In one window, the one that was used last; without any, beside the icon of the system.
        if self._window.windows.active is self._window:
            self._window.page.notice.say(
                self.tr("“{name}” is on this computer now.").format(name=words.named(item)),
                action=(self.tr("Chat now"), lambda: self.chat(item)),
            )

    def _failed(self, item: Item) -> None:
        if self._window.windows.active is self._window and not self._is_looked_at:
            self._window.page.notice.say(
                f"{words.named(item)}: {words.trouble(item)}",
                bad=True,
                action=(self.tr("Show downloads"), lambda: self.open(item.id)),
            )

    def _refused(self, error: ParleyError) -> None:
        if self._window.windows.active is self._window and not self._is_looked_at:
            self._window.page.notice.say(said(error), bad=True)

    @property
    def _is_looked_at(self) -> bool:
        return self.dialog is not None or (self.shown is not None and self.shown.isVisible())

    def _closed(self) -> None:
        self.dialog = None

    def _use(self, place: str, name: str) -> None:
        from parley.chat.picking import Entry

        page = self._window.page
        self._picking.choose(Entry(place, name, "here"), page.conversation is None)
        page.notice.say(self.tr("“{name}” answers from now on.").format(name=name))
        self._window.activateWindow()
        if self.shown is not None:
            self.shown.hide()

    def _choose(self) -> None:
        assert self.shown is not None
        self.shown.hide()
        self._picking.show()

    def _limit(self, limit: int) -> None:
        try:
            self._window.services.change_settings(download_limit=limit)
        except ParleyError as error:
            self._refused(error)
        self._window.windows.settings_changed.emit()

    def _go_online(self) -> None:
        if self._window.services.settings.offline:
            self._window.toggle_offline()

    def _show_limit(self) -> None:
        if self.shown is not None:
            self.shown.show_limit(self._window.services.settings.download_limit)

    def _restyle(self) -> None:
        if self.shown is not None:
            self.shown.set_theme(self._window.windows.look)

    def _open_folder(self, item: Item) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(item.place.parent)))
