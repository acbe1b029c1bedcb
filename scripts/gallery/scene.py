"""A picture to go with a message: a harbour in the evening, painted."""

from __future__ import annotations

import math


def harbour(width: int = 960, height: int = 600) -> bytes:
    """Return it as a PNG file."""
    from PySide6.QtCore import QPointF, QRectF, Qt
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath

    from parley.ui.chat.pictures import written

    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    horizon = 0.58 * height
    sky = QLinearGradient(0, 0, 0, horizon)
    sky.setColorAt(0, QColor("#2C3E70"))
    sky.setColorAt(0.6, QColor("#C97B63"))
    sky.setColorAt(1, QColor("#F3C98B"))
    painter.fillRect(QRectF(0, 0, width, horizon), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#FFE9B8"))
    painter.drawEllipse(QPointF(0.68 * width, horizon - 0.07 * height), height / 16, height / 16)
    for depth, colour in ((0.17, "#6E5A78"), (0.1, "#4A4667")):
        hills = QPainterPath(QPointF(0, horizon))
        for step in range(41):
            x = step / 40
            rise = math.sin(5 * x + 30 * depth) + 0.5 * math.sin(13 * x)
            hills.lineTo(x * width, horizon - depth * height * (0.55 + 0.3 * rise))
        hills.lineTo(width, horizon)
        painter.fillPath(hills, QColor(colour))
    sea = QLinearGradient(0, horizon, 0, height)
    sea.setColorAt(0, QColor("#B98272"))
    sea.setColorAt(1, QColor("#1E2A4A"))
    painter.fillRect(QRectF(0, horizon, width, height - horizon), sea)
    for line in range(26):
        y = horizon + (height - horizon) * (line / 26) ** 1.5
        long = width * (0.03 + 0.02 * (line % 5))
        x = width * (0.62 + 0.12 * math.sin(2.4 * line)) - long / 2
        painter.fillRect(QRectF(x, y, long, 1 + line / 9), QColor(255, 226, 170, 110))
    painter.setBrush(QColor("#1B1B28"))
    for x, y, size in ((0.22, 0.74, 1.0), (0.45, 0.64, 0.5)):
        base, unit = QPointF(x * width, y * height), size * height / 10
        hull = QPainterPath(base + QPointF(-unit, -0.2 * unit))
        hull.lineTo(base + QPointF(unit, -0.2 * unit))
        hull.lineTo(base + QPointF(0.7 * unit, 0.25 * unit))
        hull.lineTo(base + QPointF(-0.7 * unit, 0.25 * unit))
        sail = QPainterPath(base + QPointF(0, -2.4 * unit))
        sail.lineTo(base + QPointF(0.9 * unit, -0.35 * unit))
        sail.lineTo(base + QPointF(0, -0.35 * unit))
        painter.drawPath(hull)
        painter.drawPath(sail)
    painter.end()
    return written(image, "png")
