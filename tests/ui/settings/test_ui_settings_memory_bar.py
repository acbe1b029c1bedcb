"""The bar of a memory says by width, pattern, name and number who takes what."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from parley.fit.live import Place
from parley.ui import theme
from parley.ui.settings.memory_bar import MemoryBar, fill
from parley.ui.theme import Theme

GB = 10**9
FILLS = ("others", "weights", "beside", "cache", "compute", "free")


def place(*, total: int = 12, over: int = 0, name: str = "CUDA0") -> Place:
    """Return a memory with parts of 1, 4, 2 and 2 GB."""
    return Place(
        name=name,
        description="A card" if name != "CPU" else "",
        total=total * GB,
        others=1 * GB,
        weights=4 * GB,
        beside=0,
        cache=2 * GB,
        compute=2 * GB,
        free=(total - 9) * GB,
        over=over * GB,
    )


@pytest.fixture
def bar(app: QApplication, qtbot: QtBot) -> MemoryBar:
    """Return a bar that is seen."""
    bar = MemoryBar(theme.LIGHT)
    qtbot.addWidget(bar)
    bar.resize(300, 80)
    bar.show()
    return bar


def test_shares_stand_side_by_side_and_fill_the_memory(bar: MemoryBar) -> None:
    bar.show_place(place())
    spans = bar.bar.spans()
    assert [share.fill for share, _, _ in spans] == [
        "others", "weights", "cache", "compute", "free",
    ]  # fmt: skip
    assert spans[0][1] == 0
    assert spans[-1][2] == pytest.approx(1)
    assert all(one[2] == pytest.approx(next_[1]) for one, next_ in pairwise(spans))
    assert spans[1][2] - spans[1][1] == pytest.approx(4 / 12)
    assert bar.over.isHidden()


def test_it_is_told_whole_to_those_who_do_not_see_it(bar: MemoryBar) -> None:
    bar.show_place(place(total=7, over=3))
    said = bar.accessibleName()
    for words in ("A card, 7.0 GB", "Weights 4.0 GB", "KV cache 2.0 GB", "Compute 2.0 GB"):
        assert words in said
    assert "Free" not in said
    assert said.endswith("3.0 GB more than is free for a model here.")
    assert bar.over.isVisible()
    # What is too much reaches beyond the end.
    assert bar.bar.spans()[-1][2] == pytest.approx(1)


def test_main_memory_has_a_name_of_its_own(bar: MemoryBar) -> None:
    bar.show_place(place(name="CPU"))
    assert bar.title.text() == "Main memory, 12.0 GB"


def grey(name: str, look: Theme) -> QImage:
    image = QImage(24, 12, QImage.Format.Format_RGB32)
    image.fill(look.surface)
    painter = QPainter(image)
    fill(painter, QRectF(0, 0, 24, 12), name, look)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_shares_are_told_apart_without_colours(app: QApplication, look: Theme) -> None:
    seen = [bytes(grey(name, look).constBits()) for name in FILLS]
    assert len(set(seen)) == len(FILLS)


def test_it_begins_at_the_right_where_lines_do(bar: MemoryBar, app: QApplication) -> None:
    bar.show_place(place())

    def inked(x: int) -> bool:
        image = bar.bar.grab().toImage()
        scale = image.width() / bar.bar.width()
        return (
            image.pixelColor(int(x * scale), image.height() // 2).name()
            == theme.LIGHT.accent.lower()
        )

    weights = int(bar.bar.width() * 0.25)
    assert inked(weights)
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert inked(bar.bar.width() - weights)
    assert not inked(int(bar.bar.width() * 0.1))
