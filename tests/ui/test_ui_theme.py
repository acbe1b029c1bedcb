"""The look: contrast, both themes, and following the system."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QPalette
from pytestqt.qtbot import QtBot

from parley.application import Application
from parley.ui import fonts, style_sheet, theme
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
    assert used <= vars_of(look)


def vars_of(look: theme.Theme) -> set[str]:
    values = (getattr(look, name) for name in look.__struct_fields__)
    return {value for value in values if isinstance(value, str) and value.startswith("#")}


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


def test_windows_follow_a_system_that_turns_light_where_that_is_wanted(
    window: MainWindow, program: Application
) -> None:
    window.commands.run("theme.dark")
    hints = QGuiApplication.styleHints()
    # What has no screen is never dark, and says nothing by itself.
    assert hints.colorScheme() != Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert window.windows.look.background == theme.DARK.background
    program.change_settings(theme="system")
    assert window.windows.look.background == theme.DARK.background
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert window.windows.look.background == theme.LIGHT.background


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize(
    ("text", "surface"), [(text, one) for text, all_ in theme.TEXT_ON.items() for one in all_]
)
def test_who_asks_for_more_contrast_gets_it(look: theme.Theme, text: str, surface: str) -> None:
    more = theme.with_contrast(look)
    assert theme.contrast(getattr(more, text), getattr(more, surface)) >= 7
    assert theme.contrast(more.line, more.background) >= 3


def test_compact_takes_the_same_from_every_padding() -> None:
    look = msgspec.structs.replace(theme.LIGHT, compact=True)
    paddings = re.compile(r"padding[^:]*: ?([^;}]*)")
    wide = paddings.findall(style_sheet.build(theme.LIGHT))
    close = paddings.findall(style_sheet.build(look))
    assert len(wide) == len(close)
    for before, after in zip(wide, close, strict=True):
        for one, other in zip(before.split(), after.split(), strict=True):
            size = int(one.removesuffix("px"))
            assert int(other.removesuffix("px")) == max(0, size - 2)


def test_compact_leaves_less_room(window: MainWindow, program: Application) -> None:
    wide = window.commands.menu("file").sizeHint().height()
    window.commands.run("view.compact")
    assert program.settings.density == "compact"
    assert window.commands.menu("file").sizeHint().height() < wide
    assert window.commands.action("view.compact").isChecked()
    window.commands.run("view.compact")
    assert window.commands.menu("file").sizeHint().height() == wide


def test_compact_reaches_the_header_and_the_message_box(window: MainWindow, qtbot: QtBot) -> None:
    composer, header = window.page.composer, window.page.header
    wide = composer.height(), header.height()
    for _ in range(2):
        # Both buttons are in one line.
        middle = [
            part.mapTo(composer, part.rect().center()).y()
            for part in (composer.plus, composer.button)
        ]
        assert abs(middle[0] - middle[1]) <= 1
        window.commands.run("view.compact")
        if window.windows.look.compact:
            # A layout in a layout is done in a later round.
            qtbot.waitUntil(lambda: composer.height() < wide[0] and header.height() < wide[1])
    qtbot.waitUntil(lambda: (composer.height(), header.height()) == wide)


def test_text_grows_and_shrinks_in_steps_that_are_kept(
    window: MainWindow, program: Application
) -> None:
    edit = window.page.composer.edit
    usual = edit.fontInfo().pixelSize()
    window.commands.run("view.larger")
    assert program.settings.text_zoom == 110
    assert edit.fontInfo().pixelSize() > usual
    for _ in range(20):
        window.commands.run("view.smaller")
    assert program.settings.text_zoom == theme.ZOOMS[0]
    assert edit.fontInfo().pixelSize() < usual
    window.commands.run("view.usual")
    assert program.settings.text_zoom == 100
    assert edit.fontInfo().pixelSize() == usual


def test_messages_grow_with_their_places(window: MainWindow, tell: Callable[..., None]) -> None:
    window.page.send("What is the mistral?")
    tell()
    view = window.page.transcript.views[-1]
    size, tall = view.text.document().defaultFont().pixelSize(), view.height()
    for _ in range(4):
        window.commands.run("view.larger")
    assert view.text.document().defaultFont().pixelSize() > size
    assert view.height() > tall
    window.commands.run("view.usual")
    assert (view.text.document().defaultFont().pixelSize(), view.height()) == (size, tall)


def test_a_size_between_the_steps_goes_to_the_next() -> None:
    assert theme.zoomed(105, 1) == 110
    assert theme.zoomed(105, -1) == 100
    assert theme.zoomed(300, 1) == 300


def test_the_fonts_of_the_system_on_request(window: MainWindow, program: Application) -> None:
    assert QFontInfo(fonts.ui_font(13)).family() == "Inter"
    window.commands.run("view.fonts")
    assert program.settings.fonts == "system"
    assert QFontInfo(fonts.ui_font(13)).family() != "Inter"
    assert QFontInfo(fonts.code_font(13)).family() != "JetBrains Mono"
    window.commands.run("view.fonts")
    assert QFontInfo(fonts.ui_font(13)).family() == "Inter"
    assert QFontInfo(fonts.code_font(13)).family() == "JetBrains Mono"
