"""The look: contrast, both themes, and following the system."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from parley.application import Application
from parley.ui import style_sheet, theme
from parley.ui.main_window import MainWindow


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize(
    ("text", "surface"), [(text, one) for text, all_ in theme.TEXT_ON.items() for one in all_]
)
def test_words_can_be_read_on_every_surface(look: theme.Theme, text: str, surface: str) -> None:
    assert theme.contrast(getattr(look, text), getattr(look, surface)) >= 4.5


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_the_style_sheet_names_no_colour_but_the_tokens(look: theme.Theme) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}\b", style_sheet.build(look)))
    assert used <= {value for value in vars_of(look) if value.startswith("#")}


def vars_of(look: theme.Theme) -> set[str]:
    return {getattr(look, name) for name in look.__struct_fields__}


def test_the_setting_goes_before_the_system() -> None:
    dark, light = Qt.ColorScheme.Dark, Qt.ColorScheme.Light
    assert theme.choose("system", dark) is theme.DARK
    assert theme.choose("system", light) is theme.LIGHT
    assert theme.choose("system", Qt.ColorScheme.Unknown) is theme.LIGHT
    assert theme.choose("light", dark) is theme.LIGHT
    assert theme.choose("dark", light) is theme.DARK


def test_choosing_dark_repaints_the_window_and_is_kept(
    window: MainWindow, program: Application
) -> None:
    def background() -> str:
        image = window.page.grab().toImage()
        return image.pixelColor(image.width() - 30, image.height() // 2).name().upper()

    assert background() == theme.LIGHT.background
    window.commands.run("theme.dark")
    assert background() == theme.DARK.background
    assert window.palette().color(QPalette.ColorRole.Text).name().upper() == theme.DARK.text
    assert program.settings.theme == "dark"
    window.commands.run("theme.light")
    assert background() == theme.LIGHT.background
