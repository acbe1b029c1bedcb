"""The part of the style sheet for what is written: chips, prompts, the list of models."""

from __future__ import annotations

COMPOSING = """
#composer #chip { background: $surface; border: 1px solid $line; border-radius: 6px; }
#chip QPushButton#chip_open {
    background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px 4px;
    min-height: 16px; text-align: left;
}
#chip QPushButton#chip_open:hover { background: $hover; }
#chip QPushButton#chip_open:focus { border: 2px solid $accent; padding: 2px 3px; }
#chip QToolButton { padding: 3px; border-radius: 4px; }
#chip QToolButton:focus { padding: 2px; }
#popup { background: $raised; border: 1px solid $line; border-radius: 10px; }
#popup QListView#choices { background: transparent; border: 0; outline: 0; }
#popup_window { background: $raised; border: 1px solid $line; }
#popup_window QListView#choices { background: transparent; border: 0; outline: 0; }
#fetch { background: $surface; border: 1px solid $line; border-radius: 6px; }
QPushButton#model {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0;
}
QPushButton#model:hover { background: $hover; }
QPushButton#model:pressed { background: $selected; }
QPushButton#model:focus { border: 2px solid $accent; padding: 0; }
QProgressBar#thin { background: $line; border-radius: 0; max-height: 2px; }
QProgressBar#thin::chunk { background: $accent; border-radius: 0; }
#preview {
    background: $surface; border: 1px solid $line; border-radius: 6px; padding: 6px 8px;
    color: $muted;
}
QPlainTextEdit#field {
    background: $background; border: 1px solid $line; border-radius: 6px; padding: 3px 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit#field:focus { border: 2px solid $accent; padding: 2px 5px; }
#plain_list {
    background: $surface; border: 1px solid $line; border-radius: 6px; outline: 0; padding: 4px;
}
#plain_list:focus { border: 2px solid $accent; padding: 3px; }
#plain_list::item { padding: 6px 8px; border-radius: 4px; }
#plain_list::item:selected { background: $selected; color: $text; }
"""
