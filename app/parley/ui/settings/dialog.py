"""The settings of the program."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


class SettingsDialog(QDialog):
    """Later."""

    def set_theme(self, look: object) -> None:
        """Take the colours of `look`."""
