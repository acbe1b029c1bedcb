"""The rules of the style sheet for the find bar."""

FIND = """
#find_bar { background: $surface; border-bottom: 1px solid $line; }
#find_bar QToolButton:checked { background: $selected; border: 1px solid $line; }
#find_bar QToolButton:checked:focus { border: 2px solid $accent; }
"""
