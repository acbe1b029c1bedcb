"""The rules of the style sheet for the parts of a message."""

TRANSCRIPT = """
#rule { background: $line; border: 0; }
#dashed_rule { border: 0; border-top: 1px dashed $muted; }
QToolButton#thought {
    color: $muted; padding: 3px 8px 3px 4px; border: 1px solid transparent; border-radius: 6px;
}
QToolButton#thought:hover, QToolButton#thought:checked:hover { background: $hover; }
QToolButton#thought:checked { background: transparent; }
QToolButton#thought:focus { border: 2px solid $accent; padding: 2px 7px 2px 3px; }
#peek { color: $muted; font-size: 11px; padding-left: 22px; padding-right: 22px; }
#thought_body { border: 0; border-left: 2px solid $line; border-radius: 0; margin-left: 10px; }
#thought_body[mirrored="true"] {
    border-left: 0; margin-left: 0; border-right: 2px solid $line; margin-right: 10px;
}
QToolButton#copy_code { background: $code; font-size: 11px; padding: 3px 8px; }
QToolButton#copy_code:hover { background: $hover; }
QToolButton#copy_code:focus { padding: 2px 7px; }
#thought_body #message_text { color: $muted; font-size: 13px; }
QPushButton#attached {
    background: $raised; border: 1px solid $line; border-radius: 6px; padding: 3px 8px 3px 6px;
    min-height: 16px; text-align: left;
}
QPushButton#attached:hover { background: $hover; }
QPushButton#attached:focus { border: 2px solid $accent; padding: 2px 7px 2px 5px; }
#meter { color: $muted; font-size: 11px; }
"""
