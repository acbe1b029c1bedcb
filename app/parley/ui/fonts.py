"""The bundled typefaces, so that the program looks the same on every system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from parley.ui import theme

if TYPE_CHECKING:
    from pathlib import Path


def load(resources: Path) -> QFont:
    """Register the bundled fonts and return the one for the interface.

    A font that is missing is left to the system's own, which keeps every word readable.
    """
    for path in sorted((resources / "fonts").glob("*/*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    return ui_font(theme.SIZE_BODY)


def ui_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface's font at `size` pixels."""
    font = QFont(theme.UI_FONT)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def code_font(size: int) -> QFont:
    """Return the monospace font at `size` pixels."""
    font = QFont([theme.CODE_FONT, "monospace"])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(size)
    return font
