"""The README lists the shortcuts that there are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence

from parley.ui.main_window import MainWindow
from parley.ui.shortcuts import listed

_ROOT = Path(__file__).resolve().parents[2]


def test_every_shortcut_is_in_the_readme(window: MainWindow) -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- shortcuts:")[2].partition("<!-- end of shortcuts -->")[0]
    groups = listed(window.commands, QKeySequence.SequenceFormat.PortableText)
    wanted = {
        f"| {name} | {', '.join(f'`{key}`' for key in keys)} |"
        for entries in groups.values()
        for name, keys in entries
    }
    missing = {line for line in wanted if line not in shown}
    assert not missing, "python3 scripts/shortcuts.py writes them"
    # Nothing is listed that there is not.
    assert shown.count("\n| ") == len(wanted) + 1
