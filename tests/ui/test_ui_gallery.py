"""The pictures of the windows can still be drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "screenshots.py"


@pytest.mark.slow
@pytest.mark.parametrize("look", ["light-de", "dark-200"])
def test_pictures_are_drawn_in_their_look(look: str, tmp_path: Path) -> None:
    states = ("conversation", "error", "settings", "quick_ask")
    only = [part for state in states for part in ("--only", state)]
    command = [sys.executable, str(_SCRIPT), "--look", look, "--out", str(tmp_path), *only]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    for state in states:
        picture = QImage(str(tmp_path / f"{state}-{look}.png"))
        assert not picture.isNull()
        corner = picture.pixelColor(picture.width() // 2, 2).lightness()
        assert (corner < 128) == look.startswith("dark")
        if state == "conversation":
            assert picture.width() == (2360 if "200" in look else 1180)
