"""Pictures of every window and state, drawn without a screen: `screenshots.py [--only STATE]`.

`--once` draws each state in one look, by turns, which soon shows whether all can be drawn; `--list`
names them. An engine that follows a script stands in for a model, so that each state is exact.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parley_setup import steps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gallery.stage import Stage

ROOT = Path(__file__).resolve().parents[1]
for folder in ("app", "tests"):
    sys.path.insert(0, str(ROOT / folder))

#: The looks in which every state is drawn: theme, scale, language, and which way the lines run.
LOOKS = ("light", "dark", "light-200", "dark-200", "light-de", "light-fr", "light-rtl")

_SCREEN = {"name": "one", "x": 0, "y": 0, "width": 3200, "height": 2000, "logicalDpi": 96}


def states() -> dict[str, Callable[[Stage], QWidget]]:
    """Return what draws each state, by its name."""
    from gallery import around, chat, downloads, models

    states = (*chat.STATES, *around.STATES, *downloads.STATES, *models.STATES)
    return {state.__name__: state for state in states}


def draw(out: Path, look: str, only: list[str]) -> None:
    """Draw states in one look, at the scale this process was started with."""
    from gallery.stage import Stage

    parts = look.split("-")
    language = next((part for part in parts if part in {"de", "fr"}), "en")
    for name, state in states().items():
        if only and name not in only:
            continue
        with tempfile.TemporaryDirectory(prefix="parley-shots-") as home:
            stage = Stage(Path(home), parts[0], language, right_to_left="rtl" in parts)
            widget = state(stage)
            widget.show()
            stage.settle()
            path = out / f"{name}-{look}.png"
            if not stage.picture(widget).save(str(path)):
                raise SystemExit(f"The picture {path} could not be written.")
            if widget is not stage.window:
                widget.close()
            stage.close()
        print(path, flush=True)


def draw_apart(out: Path, wanted: dict[str, list[str]], *, at_once: bool) -> int:
    """Draw states by look, each look in a process of its own, since Qt reads the scale once."""
    processes = []
    for look, only in wanted.items():
        command = [sys.executable, __file__, "--out", str(out), "--look", look]
        command += [part for state in only for part in ("--only", state)]
        processes.append(subprocess.Popen(command))
        if not at_once and processes[-1].wait():
            return 1
    codes = [process.wait() for process in processes]
    return int(any(codes))


def main() -> int:
    """Draw all states, or those named, in all looks, or those named."""
    steps.enter(__file__)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", metavar="STATE", help="A state, as its file.")
    parser.add_argument("--look", action="append", choices=LOOKS)
    parser.add_argument("--out", type=Path, default=ROOT / "shots", help="Folder for the PNGs.")
    parser.add_argument("--once", action="store_true", help="Each state in one look only.")
    parser.add_argument("--list", action="store_true", help="Say which states there are.")
    options = parser.parse_args()
    if options.list:
        print(*states(), sep="\n")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    looks, only = options.look or list(LOOKS), options.only or []
    if len(looks) == 1 and not options.once:
        os.environ["QT_SCALE_FACTOR"] = "2" if "200" in looks[0] else "1"
        with tempfile.TemporaryDirectory(prefix="parley-screen-") as folder:
            # Qt's screen without a screen is small unless it is told.
            screen = Path(folder) / "screen.json"
            screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
            draw(options.out, looks[0], only)
        return 0
    if options.once:
        names = only or list(states())
        turns = {look: names[place :: len(looks)] for place, look in enumerate(looks)}
        return draw_apart(options.out, {k: v for k, v in turns.items() if v}, at_once=True)
    return draw_apart(options.out, dict.fromkeys(looks, only), at_once=False)


if __name__ == "__main__":
    sys.exit(main())
