"""The rules of the style sheet for the Models window."""

MODELS = """
#models { background: $background; }
#cards { background: $background; border: 0; outline: 0; }
#details, #details_column { background: $surface; border: 0; }
#machine_page, #machine_column { background: $background; border: 0; }
#fact { color: $text; }
QPushButton#secondary { background: $raised; color: $text; }
QTableView {
    background: $background; border: 1px solid $line; border-radius: 6px; outline: 0;
    selection-background-color: $selected; selection-color: $text;
}
QTableView:focus { border: 2px solid $accent; }
QTableView::item { padding: 0 8px; border: 0; }
QTableView::item:selected { background: $selected; color: $text; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section {
    background: transparent; color: $muted; border: 0; border-bottom: 1px solid $line;
    padding: 5px 8px; font-size: 11px;
}
QHeaderView::section:hover { background: $hover; }
QTableCornerButton::section { background: transparent; border: 0; }
"""
