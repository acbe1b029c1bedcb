"""Icons in the theme's colours, drawn from one open set of SVG outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

_SCALES = (1, 2, 3)
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Icons:
    """Renders the outlines under `resources/icons` in a colour, each once."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._known: dict[tuple[str, str, int, bool], QIcon] = {}

    def get(self, name: str, colour: str, size: int = 16, *, solid: bool = False) -> QIcon:
        """Return the icon `name` drawn in `colour` (`#RRGGBB`) at `size` pixels.

        `solid` fills the outline.
        """
        key = (name, colour, size, solid)
        if key not in self._known:
            outline = (self._resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
            if solid:
                outline = outline.replace('fill="none"', f'fill="{colour}"')
            self._known[key] = _icon(outline.replace("currentColor", colour), size)
        return self._known[key]

    def mark(self, size: int) -> QPixmap:
        """Return the program's mark, `size` pixels square, sharp on screens up to 3x."""
        return _pixmap(self._mark_text(), size, 3)

    def application(self) -> QIcon:
        """Return the mark in every size that window managers ask for."""
        icon = QIcon()
        text = self._mark_text()
        for size in _APP_SIZES:
            icon.addPixmap(_pixmap(text, size, 1))
        return icon

    def _mark_text(self) -> str:
        return (self._resources / "mark" / "parley.svg").read_text(encoding="utf-8")


def _icon(svg: str, size: int) -> QIcon:
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(_pixmap(svg, size, scale))
    return icon


def _pixmap(svg: str, size: int, scale: int) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
