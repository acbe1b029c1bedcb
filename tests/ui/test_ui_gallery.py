"""The pictures of the windows can still be drawn: every state, and every look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "screenshots.py"
_LOOKS = {"light", "dark", "light-200", "dark-200", "light-de", "light-fr", "light-rtl"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(_SCRIPT), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    # What fails in an event does not end the program.
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.slow
def test_every_state_and_every_look_is_drawn(tmp_path: Path) -> None:
    states = run("--list").stdout.split()
    assert len(states) >= 30
    shots = tmp_path / "shots"
    run("--once", "--out", str(shots))
    drawn = sorted(path.stem.partition("-") for path in shots.iterdir())
    assert [state for state, _, _ in drawn] == sorted(states)
    assert {look for _, _, look in drawn} == _LOOKS
    for state, _, look in drawn:
        picture = QImage(str(shots / f"{state}-{look}.png"))
        assert not picture.isNull(), state
        scale = 2 if "200" in look else 1
        assert picture.width() >= 300 * scale, state
        # Its background is the theme's, and something stands on it.
        corner = picture.pixelColor(picture.width() // 2, 3 * scale).lightness()
        assert (corner < 128) == look.startswith("dark"), state
        small = picture.scaled(64, 64)
        colours = {small.pixel(x, y) for x in range(64) for y in range(64)}
        assert len(colours) > 8, state
