"""The one style sheet, built from a theme's tokens."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

import msgspec

from parley.ui.chat.transcript_sheet import TRANSCRIPT
from parley.ui.composing_sheet import COMPOSING
from parley.ui.control_sheet import CONTROLS
from parley.ui.models.sheet import MODELS
from parley.ui.search.sheet import FIND
from parley.ui.window_sheet import WINDOW

if TYPE_CHECKING:
    from parley.ui.theme import Theme

#: What is padded, by how much, and what is taken off where things stand closer together.
_PADDING, _PIXELS, _LESS = re.compile(r"\bpadding(-\w+)?:[^;}]*"), re.compile(r"(\d+)px"), 2

_SHEET = Template(
    CONTROLS
    + """
* { font-family: "Inter"; font-size: 13px; }
QMainWindow, QDialog, QMessageBox { background: $background; }
QWidget { color: $text; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }

QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selected; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::item:checked { font-weight: 600; }

QSplitter::handle { background: $line; }
#sidebar { background: $surface; }
#sidebar QListView { background: transparent; border: 0; outline: 0; }
#heading { font-size: 15px; font-weight: 600; }
#header { border-bottom: 1px solid $line; background: $background; }

QPushButton {
    background: $raised; border: 1px solid $line; border-radius: 6px; padding: 6px 12px;
    min-height: 18px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton:disabled { color: $muted; }
QPushButton#primary, QPushButton:default {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 500;
}
QPushButton#primary:focus, QPushButton:default:focus { border: 2px solid $text; }
QPushButton#danger, QPushButton#danger:default {
    background: $raised; color: $bad; border-color: $bad; font-weight: 500;
}
QPushButton#danger:hover { background: $hover; }
QPushButton#danger:focus { border: 2px solid $bad; }
QPushButton#new_chat { text-align: left; font-weight: 500; }
QPushButton#example {
    text-align: left; padding: 11px 15px; border-radius: 10px; color: $text; min-height: 36px;
}
QPushButton#example:focus { padding: 10px 14px; }
QPushButton#round {
    background: $accent; border: 0; border-radius: 16px; padding: 0;
    min-width: 32px; max-width: 32px; min-height: 32px; max-height: 32px;
}
QPushButton#round:focus { border: 2px solid $text; padding: 0; min-width: 28px; max-width: 28px;
    min-height: 28px; max-height: 28px; }
QPushButton#round:disabled { background: $line; }
QPushButton#latest { border-radius: 15px; padding: 5px 12px; }
QPushButton#latest:focus { padding: 4px 11px; }
QPushButton#link {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 4px 6px;
}
QPushButton#link:focus { border: 2px solid $accent; padding: 3px 5px; }
QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
    color: $muted;
}
QToolButton:hover { background: $hover; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QToolButton::menu-indicator { image: none; }

#transcript, #transcript_view, #column { background: $background; border: 0; }
#transcript { border: 2px solid $background; }
#transcript:focus { border: 2px solid $accent; }
#message { border: 2px solid transparent; border-radius: 10px; }
#message[ring="true"] { border: 2px solid $accent; }
#editor { background: $raised; border: 1px solid $accent; border-radius: 10px; }
#editor QPlainTextEdit {
    background: transparent; border: 0; color: $text; font-size: ${letters}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
#undo { background: $surface; border: 1px solid $line; border-radius: 10px; }
#user { background: $surface; border-radius: 10px; }
#message_text {
    background: transparent; border: 0; color: $text; font-size: ${letters}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
#name { font-weight: 600; }
#quiet { color: $muted; }
#small { color: $muted; font-size: 11px; }
#hero { font-size: 24px; font-weight: 600; }
#lead { color: $muted; font-size: 15px; }
#failure { background: $surface; border: 1px solid $line; border-radius: 10px; }
#failure_title { color: $bad; font-weight: 600; }
#notice { background: $surface; border-bottom: 1px solid $line; }

#composer { background: $raised; border: 1px solid $line; border-radius: 10px; }
#tray, #chips { background: transparent; border: 0; }
#composer[focused="true"] { border: 1px solid $accent; }
#composer QPlainTextEdit {
    background: transparent; border: 0; color: $text; font-size: ${letters}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
#status { background: $surface; border-top: 1px solid $line; }
#status QLabel { color: $muted; font-size: 11px; }
#status QLabel#status_model { color: $text; }

QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QLineEdit, QPlainTextEdit#log {
    background: $background; border: 1px solid $line; border-radius: 6px; padding: 6px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit#log:focus { border: 2px solid $accent; padding: 5px 7px; }
#rename { padding: 0 4px; }
#log, #address { font-family: "JetBrains Mono"; font-size: 11px; }
#address { background: $code; border-radius: 6px; padding: 8px; font-size: 13px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
    + TRANSCRIPT
    + WINDOW
    + FIND
    + COMPOSING
    + MODELS
)


def build(theme: Theme) -> str:
    """Return the style sheet of the program in `theme`."""
    sheet = _SHEET.substitute(msgspec.to_builtins(theme), letters=theme.letters(15))
    return _PADDING.sub(_closer, sheet) if theme.compact else sheet


def _closer(rule: re.Match[str]) -> str:
    # The same for every side and state, so that a thicker border on focus still moves nothing.
    return _PIXELS.sub(lambda size: f"{max(0, int(size[1]) - _LESS)}px", rule[0])
