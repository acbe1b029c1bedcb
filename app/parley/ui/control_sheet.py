"""The part of the style sheet for forms: numbers, choices, texts, folds."""

from __future__ import annotations

CONTROLS = """
QDoubleSpinBox, QSpinBox, QComboBox, QPlainTextEdit#growing {
    background: $background; border: 1px solid $line; border-radius: 6px; padding: 3px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QDoubleSpinBox:focus, QSpinBox:focus, QComboBox:focus, QPlainTextEdit#growing:focus {
    border: 2px solid $accent; padding: 2px 7px;
}
QDoubleSpinBox QLineEdit, QSpinBox QLineEdit,
QDoubleSpinBox QLineEdit:focus, QSpinBox QLineEdit:focus {
    background: transparent; border: 0; padding: 0;
}
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    position: absolute; width: 0; height: 0;
}
QDoubleSpinBox:disabled, QComboBox:disabled { color: $muted; }
QComboBox { padding-right: 24px; min-height: 20px; }
QComboBox:focus { padding-right: 23px; }
QComboBox[rtl="true"] { padding-right: 8px; padding-left: 24px; }
QComboBox[rtl="true"]:focus { padding-right: 7px; padding-left: 23px; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: 0; width: 0; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $line; padding: 4px; outline: 0;
    selection-background-color: $selected; selection-color: $text;
}
QPlainTextEdit#growing[mono="true"] { font-family: "JetBrains Mono"; font-size: 11px; }

#settings { background: $surface; }
#settings_title { font-size: 15px; font-weight: 600; }
#settings_view, #settings_view > QWidget > QWidget { background: transparent; border: 0; }
#settings_column { background: transparent; }
#option { font-weight: 500; }
#differs { color: $accent; font-size: 11px; }
#problem { color: $bad; font-size: 11px; }
#verdict { font-weight: 600; }
#verdict[bad="true"] { color: $bad; }
QToolButton#reset { padding: 1px; border-radius: 4px; }
QToolButton#fold, QToolButton#fold_quiet {
    color: $text; font-weight: 600; text-align: left; padding: 3px 2px 3px 0; margin-left: -6px;
}
QToolButton#fold_quiet { color: $muted; font-weight: 500; }
QToolButton#fold:focus, QToolButton#fold_quiet:focus { padding: 2px 1px 2px 0; }
#rule { background: $line; max-height: 1px; min-height: 1px; border: 0; }
QListWidget#pages {
    background: $surface; border: 0; border-right: 1px solid $line; outline: 0; padding: 8px;
}
QListWidget#pages::item { padding: 7px 10px; border-radius: 6px; }
QListWidget#pages::item:selected { background: $selected; color: $text; }
QListWidget#pages::item:focus { border: 2px solid $accent; padding: 5px 8px; }
"""
