"""The rules of the style sheet for the find bar, and for what the export asks."""

FIND = """
#find_bar { background: $surface; border-bottom: 1px solid $line; }
#find_bar QToolButton:checked { background: $selected; border: 1px solid $line; }
#find_bar QToolButton:checked:focus { border: 2px solid $accent; }
QRadioButton { border: 2px solid transparent; border-radius: 6px; padding: 2px 4px; spacing: 8px; }
QRadioButton:focus { border: 2px solid $accent; }
QRadioButton:disabled { color: $muted; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $muted; border-radius: 8px;
    background: $background;
}
QRadioButton::indicator:checked {
    width: 6px; height: 6px; border: 5px solid $accent; border-radius: 8px;
    background: $on_accent;
}
"""
