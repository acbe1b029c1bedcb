"""Pictures of every window and state, drawn without a screen: `screenshots.py [--only STATE]`.

An engine that follows a script stands in for a model, so that each state is exact.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from parley_setup import steps

ROOT = Path(__file__).resolve().parents[1]
for folder in ("app", "tests"):
    sys.path.insert(0, str(ROOT / folder))

#: The looks in which every state is drawn: theme, scale, language, and which way the lines run.
LOOKS = ("light", "dark", "light-200", "dark-200", "light-de", "light-fr", "light-rtl")

_SCREEN = {"name": "one", "x": 0, "y": 0, "width": 3200, "height": 2000, "logicalDpi": 96}


def draw(out: Path, look: str, only: list[str]) -> None:
    """Draw states in one look, at the scale this process was started with."""
    from gallery import around, chat
    from gallery.stage import Stage

    parts = look.split("-")
    language = next((part for part in parts if part in {"de", "fr"}), "en")
    for state in (*chat.STATES, *around.STATES):
        if only and state.__name__ not in only:
            continue
        with tempfile.TemporaryDirectory(prefix="parley-shots-") as home:
            stage = Stage(Path(home), parts[0], language, right_to_left="rtl" in parts)
            widget = state(stage)
            widget.show()
            stage.settle()
            name = f"{state.__name__}-{look}.png"
            if not stage.picture(widget).save(str(out / name)):
                raise SystemExit(f"The picture {out / name} could not be written.")
            if widget is not stage.window:
                widget.close()
            stage.close()
        print(out / name, flush=True)


def main() -> int:
    """Draw all states, or those named, in all looks, or those named."""
    steps.enter(__file__)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", metavar="STATE", help="A state, as its file.")
    parser.add_argument("--look", action="append", choices=LOOKS)
    parser.add_argument("--out", type=Path, default=ROOT / "shots", help="Folder for the PNGs.")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    looks, only = options.look or list(LOOKS), options.only or []
    if len(looks) == 1:
        os.environ["QT_SCALE_FACTOR"] = "2" if "200" in looks[0] else "1"
        with tempfile.TemporaryDirectory(prefix="parley-screen-") as folder:
            # Qt's screen without a screen is small unless it is told.
            screen = Path(folder) / "screen.json"
            screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
            draw(options.out, looks[0], only)
        return 0
    # Qt reads the scale once, so each look is a process of its own.
    for look in looks:
        command = [sys.executable, __file__, "--out", str(options.out), "--look", look]
        command += [part for state in only for part in ("--only", state)]
        if subprocess.run(command, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
