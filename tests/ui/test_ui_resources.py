"""Fonts, icons and the mark: there, readable, licensed, and not heavy."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

import parley.ui
from parley.application import resources_dir
from parley.core.errors import ParleyError
from parley.ui import fonts
from parley.ui.icons import Icons

RESOURCES = resources_dir({})
ROOT = RESOURCES.parent


def test_the_bundled_fonts_are_used(app: QApplication) -> None:
    assert QFontInfo(fonts.ui_font(13)).family() == "Inter"
    assert QFontInfo(fonts.code_font(13)).family() == "JetBrains Mono"
    assert QFontInfo(fonts.code_font(13)).fixedPitch()


def test_every_icon_that_the_code_names_is_there_and_takes_its_colour(app: QApplication) -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(parley.ui.__file__).parent.rglob("*.py")
    )
    there = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    named = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', code)) & there
    assert {"square-pen", "arrow-up", "square", "copy", "triangle-alert"} <= named
    icons = Icons(RESOURCES)
    for name in sorted(named):
        image = icons.get(name, "#C2410C").pixmap(16, 16).toImage()
        colours = {
            image.pixelColor(x, y).name().upper()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert colours <= {"#C2410C"}, name


def test_no_icon_lies_there_unused() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(parley.ui.__file__).parent.rglob("*.py")
    )
    for path in (RESOURCES / "icons").glob("*.svg"):
        assert f'"{path.stem}"' in code, path.name


@pytest.mark.parametrize("size", [16, 24, 32, 48, 256])
def test_the_mark_shows_both_voices_in_every_size(app: QApplication, size: int) -> None:
    image = Icons(RESOURCES).application().pixmap(size, size).toImage()
    assert image.width() == size
    names = {image.pixelColor(x, y).name().upper() for x in range(size) for y in range(size)}
    assert {QColor("#2A68D4").name().upper(), QColor("#C2410C").name().upper()} <= names


def test_licences_lie_beside_what_they_cover() -> None:
    for folder in ("fonts/inter", "fonts/jetbrains-mono", "icons"):
        assert (RESOURCES / folder / "LICENSE").read_text(encoding="utf-8").strip()


def test_installed_resources_stay_small() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    installed = [ROOT / path for path in build["build"]["targets"]["wheel"]["shared-data"]]
    files = [each for path in installed for each in (path, *path.rglob("*")) if each.is_file()]
    assert sum(path.stat().st_size for path in files) < 3_300_000
    left = {path.name for path in RESOURCES.iterdir()} - {path.name for path in installed}
    # Pictures are for the README, the sources of facts for whoever mends the catalogue.
    assert left == {"screenshots", "catalog.md"}


def test_another_folder_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "mark").mkdir()
    (tmp_path / "mark" / "parley.svg").touch()
    assert resources_dir({"PARLEY_RESOURCES": str(tmp_path)}) == tmp_path
    assert resources_dir({"PARLEY_RESOURCES": str(tmp_path / "gone")}) == RESOURCES


def test_missing_resources_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("parley.application.parts.__file__", str(tmp_path / "a/b/c/d.py"))
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    with pytest.raises(ParleyError) as caught:
        resources_dir({})
    assert caught.value.code == "resources_missing"
