"""The look: colours and sizes as values, and the palette and style sheet built from them.

Nothing else in the windows names a colour but `core.colours`, which pages that are written read
too: a theme is complete or it is wrong there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from parley.core import colours
from parley.core.colours import Colours
from parley.ui.style_sheet import build

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Theme(Colours, frozen=True):
    """Colours, and how large and how close together things are.

    Attributes:
        compact: whether things stand closer together.
        zoom: size of messages, in percent of the usual one.
    """

    name: str
    compact: bool = False
    zoom: int = 100

    def space(self, pixels: int) -> int:
        """Return the room between things that is `pixels` wide where there is enough of it."""
        return round(pixels * _COMPACT) if self.compact else pixels

    def letters(self, pixels: int) -> int:
        """Return the size of a message's letters that is `pixels` at 100 %."""
        return max(7, round(pixels * self.zoom / 100))

    @property
    def measure(self) -> int:
        """The width of a message's lines in pixels: about 76 characters."""
        return max(MEASURE // 2, round(MEASURE * self.zoom / 100))


LIGHT = Theme(name="light", **msgspec.structs.asdict(colours.LIGHT))
DARK = Theme(name="dark", **msgspec.structs.asdict(colours.DARK))

#: For people who ask their system for more contrast: 7:1 and lines that can be seen.
_CONTRAST = {
    "light": {
        "line": "#6B6A66", "text": "#000000", "muted": "#3D3C39", "accent": "#2743B5",
        "llama": "#1A4FA8", "mistral": "#8F2F08", "good": "#12532F", "warn": "#5F3E00",
        "bad": "#8C1A12", "code_keyword": "#5A2480", "code_string": "#11502B",
        "code_number": "#6E3400", "code_name": "#173E93", "code_type": "#064A54",
    },
    "dark": {
        "line": "#8E8C86", "text": "#FFFFFF", "muted": "#D6D4CE", "accent": "#B4C4FF",
        "llama": "#A9CBFF", "mistral": "#FFBE8F", "good": "#93E0B1", "warn": "#F2CE73",
        "bad": "#FFB4AD", "code_keyword": "#DDC2F7", "code_string": "#B0E0B9",
        "code_number": "#F2CFA3", "code_name": "#B3CFFB", "code_type": "#9ADDE3",
        "found_now": "#644A0B",
    },
}  # fmt: skip

#: Which colours carry words on which surfaces; the pairs whose contrast is at least 4.5:1.
TEXT_ON: dict[str, tuple[str, ...]] = {
    "text": ("background", "surface", "raised", "hover", "selected", "code", "found", "found_now"),
    "muted": ("background", "surface", "raised", "hover", "selected", "code"),
    "accent": ("background", "surface", "raised"),
    "on_accent": ("accent",),
    "llama": ("background", "surface", "raised"),
    "mistral": ("background", "surface", "raised"),
    "good": ("background", "surface", "raised", "code"),
    "warn": ("background", "surface", "raised"),
    "bad": ("background", "surface", "raised", "code"),
    "code_keyword": ("code",),
    "code_string": ("code",),
    "code_number": ("code",),
    "code_name": ("code",),
    "code_type": ("code",),
}

#: Pixels, independent of the screen's scale.
SIZE_SMALL, SIZE_BODY, SIZE_MESSAGE, SIZE_TITLE, SIZE_HERO = 11, 13, 15, 18, 24
RADIUS, RADIUS_CARD = 6, 10
#: The height of pictures: in a text at most, below a message, and beside one that is written.
PICTURE_TALL, PICTURE_THUMB, PICTURE_CHIP = 480, 160, 36
#: About 76 characters of Inter at the size of messages.
MEASURE = 640
UI_FONT, CODE_FONT = "Inter", "JetBrains Mono"
#: What is left of the room between things where they stand closer together.
_COMPACT = 0.7
#: Sizes of messages to choose from, in percent.
ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200, 250)


def zoomed(zoom: int, by: int) -> int:
    """Return the size of messages that is `by` steps from `zoom` percent; 0 is the usual one."""
    if by == 0:
        return 100
    beyond = [one for one in ZOOMS if (one > zoom if by > 0 else one < zoom)]
    return (beyond[0] if by > 0 else beyond[-1]) if beyond else zoom


def contrast(foreground: str, background: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(foreground), luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def choose(setting: str, scheme: Qt.ColorScheme) -> Theme:
    """Return the theme for the setting `system`, `light` or `dark` on a system set to `scheme`."""
    if setting == "light":
        return LIGHT
    if setting == "dark":
        return DARK
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def with_contrast(theme: Theme) -> Theme:
    """Return `theme` with the contrast that some people need."""
    return msgspec.structs.replace(theme, **_CONTRAST[theme.name])


def palette(theme: Theme) -> QPalette:
    """Return `theme` as Qt's palette, for everything that no style sheet rule touches."""
    role = QPalette.ColorRole
    result = QPalette()
    for roles, colour in (
        ((role.Window, role.AlternateBase), theme.surface),
        ((role.Base,), theme.background),
        ((role.Button, role.ToolTipBase), theme.raised),
        (
            (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText),
            theme.text,
        ),
        ((role.PlaceholderText,), theme.muted),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), theme.accent),
        ((role.HighlightedText,), theme.on_accent),
        ((role.Light, role.Midlight, role.Mid, role.Dark, role.Shadow), theme.line),
    ):
        for one in roles:
            result.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.muted))
    return result


def apply(app: QApplication, setting: str, *, compact: bool = False, zoom: int = 100) -> Theme:
    """Give the whole program the theme that `setting` asks for, and return it.

    Where the system asks for more contrast, there is more.
    """
    hints = QGuiApplication.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(setting)
    if wanted is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(wanted)
    theme = choose(setting, hints.colorScheme())
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        theme = with_contrast(theme)
    theme = msgspec.structs.replace(theme, compact=compact, zoom=zoom)
    app.setPalette(palette(theme))
    _set_sheet(app, build(theme))
    return theme


def _set_sheet(app: QApplication, sheet: str) -> None:
    """Give the whole program a style sheet, unless it has that one.

    Qt exchanges one sheet for another by polishing each widget again for each one that it is in:
    ten times in these windows. Taking the first away before costs two times, and nothing is drawn
    in between.
    """
    if sheet != app.styleSheet():
        app.setStyleSheet("")
        app.setStyleSheet(sheet)
