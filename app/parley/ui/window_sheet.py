"""The part of the style sheet for the window itself: its bar, the palette, the shortcuts."""

from __future__ import annotations

WINDOW = """
#top_bar { background: $surface; border-bottom: 1px solid $line; }
#top_bar QMenuBar { background: transparent; border: 0; padding: 0; }
QPushButton#search {
    background: $background; color: $muted; text-align: left; padding: 3px 10px;
    min-height: 18px; border: 1px solid $line;
}
QPushButton#search:hover { background: $hover; }
QPushButton#search:focus { border: 2px solid $accent; padding: 2px 9px; }

#palette { background: $raised; border: 1px solid $line; border-radius: 10px; }
QLineEdit#palette_query {
    background: transparent; border: 0; border-bottom: 1px solid $line; border-radius: 0;
    font-size: 15px; padding: 8px 10px 10px 10px;
}
QLineEdit#palette_query:focus { border: 0; border-bottom: 1px solid $line; padding: 8px 10px 10px; }
#palette_results { background: transparent; border: 0; outline: 0; }

#quick_ask { background: transparent; }
#quick_frame { background: $background; border: 1px solid $line; border-radius: 14px; }
#quick_plain { background: $background; border: 1px solid $muted; }
#quick_ask #composer { background: transparent; border: 0; }

#warning { color: $warn; }
QPushButton#primary:disabled, QPushButton:default:disabled {
    background: $hover; color: $muted; border-color: $line;
}
QPushButton#status_downloads {
    background: transparent; border: 1px solid transparent; border-radius: 4px; color: $text;
    font-size: 11px; padding: 0 4px; min-height: 14px;
}
QPushButton#status_downloads:hover { background: $hover; }
QPushButton#status_downloads:focus { border: 1px solid $accent; padding: 0 4px; }

#shortcuts, #shortcuts_page { background: transparent; border: 0; }
#group { color: $muted; font-size: 11px; font-weight: 600; }
#keys {
    background: $code; border: 1px solid $line; border-radius: 4px; padding: 1px 6px;
    font-size: 11px;
}
"""
