"""Writes the table of shortcuts in README.md anew from the commands: `shortcuts.py [--check]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from parley_setup import steps

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- shortcuts: written by scripts/shortcuts.py -->", "<!-- end of shortcuts -->"


def table() -> str:
    """Return every shortcut of the window as a table in Markdown."""
    from PySide6.QtGui import QKeySequence

    from parley.application import Application, resources_dir
    from parley.core.paths import Paths
    from parley.ui import start
    from parley.ui.main_window import MainWindow
    from parley.ui.shortcuts import listed

    start.application(resources_dir())
    with tempfile.TemporaryDirectory(prefix="parley-shortcuts-") as home:
        program = Application(Paths(Path(home)), resources_dir())
        window = MainWindow(program)
        groups = listed(window.commands, QKeySequence.SequenceFormat.PortableText)
        window.close()
        program.close()
    lines = ["| | what | keys |", "|---|---|---|"]
    for group, entries in groups.items():
        for number, (name, keys) in enumerate(entries):
            shown = ", ".join(f"`{key}`" for key in keys)
            lines.append(f"| {'' if number else group} | {name} | {shown} |")
    return "\n".join(lines)


def written(text: str, shortcuts: str) -> str:
    """Return `text` with `shortcuts` between its marks. Raises `ValueError` without marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{shortcuts}\n\n{END}{after}"


def main() -> int:
    """Write the table, or with `--check` only say whether it is what it should be."""
    steps.enter(__file__)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="Change nothing.")
    check = parser.parse_args().check
    path = ROOT / "README.md"
    before = path.read_text(encoding="utf-8")
    after = written(before, table())
    if check:
        print("The table is right." if after == before else "Run scripts/shortcuts.py.")
        return int(after != before)
    path.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
