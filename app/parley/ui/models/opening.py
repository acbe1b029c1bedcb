"""The Models window of a main window: made when it is first asked for, and what it leads to."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from parley.ui.windows import present

if TYPE_CHECKING:
    from parley.discover.cards import Card
    from parley.ui.main_window import MainWindow
    from parley.ui.models.window import ModelsWindow


class WindowModels(QObject):
    """Adds the command to a window.

    Attributes:
        shown: the Models window; None before it is first asked for.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.shown: ModelsWindow | None = None
        action = window.commands.add(
            "models.open",
            self.tr("&Models…"),
            self.open,
            "Ctrl+Shift+O",
            menu="view.go",
            tip=self.tr("Find models, and see those that are here"),
        )
        window.top_bar.add_button(action, "box")
        window.windows.restyled.connect(self._restyle)
        window.windows.downloads.finished.connect(self._arrived)

    @property
    def window(self) -> ModelsWindow:
        """The Models window; made on the first call."""
        if self.shown is None:
            from parley.ui.models.window import ModelsWindow

            main = self._window
            self.shown = made = ModelsWindow(main.services, main.windows.look, main.icons, main)
            made.chat_asked.connect(self._chat)
            made.fetch_asked.connect(self._fetch)
        return self.shown

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.shown is not None:
            present(self.shown)
            return

        def read() -> None:
            # With it comes what judges models, which the first window does without; reading that
            # takes longer than a window may stand still.
            import parley.ui.models.window  # noqa: F401

            self._window.post(lambda: present(self.window))

        threading.Thread(target=read, name="models-window", daemon=True).start()

    def close(self) -> None:
        """End with the window."""
        if self.shown is not None:
            self.shown.finish()

    def _restyle(self) -> None:
        if self.shown is not None:
            self.shown.set_theme(self._window.windows.look)

    def _chat(self, key: str) -> None:
        present(self._window)
        self._window.use_model(key)

    def _fetch(self, target: str, card: Card) -> None:
        # Every download begins in the same way, wherever its model was found.
        present(self._window)
        self._window.downloads.ask(target, card.model.name)

    def _arrived(self) -> None:
        if self.shown is not None and self.shown.isVisible():
            self.shown.refresh()
