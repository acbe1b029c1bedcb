"""The rows of the picker: headings, and models with what is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from parley.chat.picking import Entry
from parley.ui import fonts, theme
from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.picker import words
from parley.ui.picker.coming import Coming
from parley.ui.theme import Theme
from parley.ui.words import tip

ENTRY, CHOSEN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
COMING = Qt.ItemDataRole.UserRole + 2
_ROW, _HEADING, _PAD, _MARK = 46, 28, 10, 8
_Index = QModelIndex | QPersistentModelIndex


class Rows(QStandardItemModel):
    """Headings have no entry and cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._coming: Mapping[str, Coming] = {}

    def show_downloads(self, coming: Mapping[str, Coming]) -> None:
        """Say of models how far they are, by what fetches them, in small letters."""
        self._coming = coming
        for row in range(self.rowCount()):
            item = self.item(row)
            entry: Entry | None = item.data(ENTRY)
            if entry is not None and entry.place == "download":
                self._tell(item, entry)

    def _tell(self, item: QStandardItem, entry: Entry) -> None:
        coming = self._coming.get(entry.key.casefold()) if entry.place == "download" else None
        if item.data(COMING) != coming:
            item.setData(coming, COMING)
        problem = translated(entry.problem)
        verdict = self._verdict(entry) if coming is None else coming.text
        said = [entry.name, words.details(entry), problem or verdict]
        if item.data(CHOSEN):
            said.append(self.tr("chosen for this conversation"))
        item.setAccessibleText(", ".join(part for part in said if part))

    def show(self, sections: Sequence[tuple[str, Sequence[Entry]]], chosen: str) -> None:
        """Have the entries of each section below its name; `chosen` is the key of one."""
        self.clear()
        for title, entries in sections:
            if not entries:
                continue
            heading = QStandardItem(title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.appendRow(heading)
            for entry in entries:
                item = QStandardItem(entry.name)
                item.setData(entry, ENTRY)
                item.setData(entry.key == chosen and entry.place != "download", CHOSEN)
                self._tell(item, entry)
                item.setToolTip(tip(translated(entry.problem) or translated(entry.about)))
                self.appendRow(item)

    def _verdict(self, entry: Entry) -> str:
        return words.verdict(entry.verdict) if entry.verdict is not None else ""


class RowDelegate(QStyledItemDelegate):
    """A family's mark, the name, what is known below it; a tick at the end of the chosen one."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._icons = icons

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _ROW if index.data(ENTRY) is not None else _HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry | None = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if entry is None:
            inner = option.rect.adjusted(_PAD, 6, -_PAD, 0)
            self._text(
                painter, inner, str(index.data()), self.look.muted, theme.SIZE_SMALL,
                QFont.Weight.DemiBold, mirrored=mirrored,
            )  # fmt: skip
        else:
            self._entry(
                painter, option, entry,
                chosen=bool(index.data(CHOSEN)), coming=index.data(COMING), mirrored=mirrored,
            )  # fmt: skip
        painter.restore()

    def _entry(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        entry: Entry,
        *,
        chosen: bool,
        coming: Coming | None,
        mirrored: bool,
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.look.selected))
            painter.drawRoundedRect(option.rect, theme.RADIUS, theme.RADIUS)

        def placed(x: int, y: int, width: int, height: int) -> QRect:
            """Return a place counted from the side at which reading begins."""
            rect: QRect = option.rect
            left = rect.right() + 1 - x - width if mirrored else rect.x() + x
            return QRect(left, rect.y() + y, width, height)

        unusable = bool(entry.problem) or entry.verdict == "too_big"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(words.colour(entry.family, self.look)))
        painter.drawEllipse(placed(_PAD, 11, _MARK, _MARK))
        begin = _PAD + _MARK + 8
        width = option.rect.width() - begin - _PAD
        if chosen:
            tick = self._icons.get("check", self.look.accent, 16)
            tick.paint(painter, placed(option.rect.width() - _PAD - 16, 15, 16, 16))
            width -= 24
        said = words.verdict(entry.verdict) if entry.verdict is not None else ""
        if coming is not None:
            said = coming.text
            whole = placed(begin, _ROW - 5, width, 2)
            painter.setBrush(QColor(self.look.line))
            painter.drawRect(whole)
            painter.setBrush(QColor(self.look.accent))
            painter.drawRect(placed(begin, _ROW - 5, round(width * coming.fraction), 2))
        room = 0
        if said:
            metrics = QFontMetrics(fonts.ui_font(theme.SIZE_SMALL))
            room = min(metrics.horizontalAdvance(said) + 4, width // 2)
            colour = self.look.muted if entry.verdict == "too_big" else self.look.good
            if coming is not None:
                colour = self.look.text
            self._text(
                painter, placed(begin + width - room, 5, room, 20), said, colour,
                theme.SIZE_SMALL, mirrored=mirrored,
            )  # fmt: skip
            room += 10
        self._text(
            painter, placed(begin, 5, width - room, 20), entry.name,
            self.look.muted if unusable else self.look.text, theme.SIZE_BODY,
            QFont.Weight.Medium, mirrored=mirrored,
        )  # fmt: skip
        self._text(
            painter, placed(begin, 24, width, 17),
            translated(entry.problem) or words.details(entry),
            self.look.bad if entry.problem else self.look.muted, theme.SIZE_SMALL,
            mirrored=mirrored,
        )  # fmt: skip

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        colour: str,
        size: int,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        mirrored: bool,
    ) -> None:
        painter.setFont(fonts.ui_font(size, weight))
        painter.setPen(QColor(colour))
        # The words run as their own script does, on the side where the row begins.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            rect,
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width()),
        )
