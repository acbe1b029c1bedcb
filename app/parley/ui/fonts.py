"""The bundled typefaces, so that the program looks the same everywhere, or the system's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from parley.ui import theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


def load(resources: Path) -> QFont:
    """Register the bundled fonts and return the one for the interface.

    A font that is missing is left to the system's own, which keeps every word readable.
    """
    for path in sorted((resources / "fonts").glob("*/*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    return ui_font(theme.SIZE_BODY)


def choose(app: QApplication, resources: Path, setting: str) -> None:
    """Write with the bundled fonts, or with the system's where `setting` is `system`.

    Everything asks for the bundled ones by name; without them, Qt takes the system's instead. Who
    has installed the same ones keeps them.
    """
    wanted = {
        theme.UI_FONT: QFontDatabase.SystemFont.GeneralFont,
        theme.CODE_FONT: QFontDatabase.SystemFont.FixedFont,
    }
    instead = bool(QFont.substitutes(theme.UI_FONT))
    if (setting == "system") == instead:
        return
    QFontDatabase.removeAllApplicationFonts()
    for name, font in wanted.items():
        QFont.removeSubstitutions(name)
        if setting == "system":
            QFont.insertSubstitution(name, QFontDatabase.systemFont(font).family())
    if setting != "system":
        load(resources)
    app.setFont(ui_font(theme.SIZE_BODY))


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
