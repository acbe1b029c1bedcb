"""What a search found, as a list: a title and a day, and below them the passage with its hits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from msgspec import structs
from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from parley.ui import fonts, theme
from parley.ui.chat.text.cleaning import units
from parley.ui.icons import Icons
from parley.ui.keys import takes_escape
from parley.ui.languages import locale
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.chat.search import Hit, Passage

HIT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex

_LINES: Final = 2
_LEADING: Final = 17
_PAD: Final = 8
_ICON: Final = 12


class ResultsModel(QAbstractListModel):
    """Hits, as many as were asked for; `more_asked` asks for the next when the view needs them."""

    more_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._hits: list[Hit] = []
        self._more = False

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self.at(index.row())
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return self.passage(hit).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{title}, {day}: {passage}").format(
                title=self.title(hit), day=self.day(hit), passage=self.passage(hit).text
            )
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._more = False
            self.more_asked.emit()

    def show(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Show what was found in place of what was there."""
        self.beginResetModel()
        self._hits, self._more = list(hits), more
        self.endResetModel()

    def add(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Show more below."""
        self._more = more
        if hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._hits.extend(hits)
            self.endInsertRows()

    def at(self, row: int) -> Hit | None:
        """Return the hit in `row`, or None."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def title(self, hit: Hit) -> str:
        """Return what the conversation of a hit is called."""
        return hit.title or self.tr("New chat")

    def passage(self, hit: Hit) -> Passage:
        """Return what is shown of a hit; of a system prompt, with words that say what it is."""
        if not hit.is_prompt:
            return hit.passage
        before, _, after = self.tr("System prompt: {passage}").partition("{passage}")
        # Which way the prompt's words run is their own matter, wherever they stand.
        before += "\u2068"
        return structs.replace(
            hit.passage,
            text=f"{before}{hit.passage.text}\u2069{after}",
            ranges=tuple((a + len(before), b + len(before)) for a, b in hit.passage.ranges),
        )

    def day(self, hit: Hit) -> str:
        """Return when it was written: today's time, this year's day, or the day."""
        short = QLocale.FormatType.ShortFormat
        moment, today = QDateTime.fromSecsSinceEpoch(int(hit.when)), self._today()
        day = moment.date()
        if (day.year(), day.month(), day.day()) == (today.year, today.month, today.day):
            return locale().toString(moment.time(), short)
        if day.year() == today.year:
            return locale().toString(day, self.tr("d MMM", "a day of this year, in Qt's letters"))
        return locale().toString(day, short)


class ResultsDelegate(QStyledItemDelegate):
    """Paints a hit: its title and day on one line, the passage on two."""

    def __init__(self, look: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._icons = icons
        self._title = fonts.ui_font(theme.SIZE_BODY, QFont.Weight.Medium)
        self._small = fonts.ui_font(theme.SIZE_SMALL)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        hit: Hit | None = index.data(HIT_ROLE)
        lines = _LINES if hit is not None and not hit.is_title else 0
        above = 18 if lines else 20
        return QSize(80, 2 * _PAD + above + lines * _LEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit: Hit | None = index.data(HIT_ROLE)
        if hit is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A title runs as its own words do, whichever way the window does.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        box = QRect(option.rect).adjusted(4, 1, -4, -1)
        self._paint_box(painter, option, box)
        inner = box.adjusted(8, _PAD - 2, -8, 0)
        inner.setHeight(20)
        self._paint_head(painter, option, inner, index, hit)
        if not hit.is_title:
            inner.translate(0, 20)
            inner.setHeight(_LINES * _LEADING)
            self._paint_passage(painter, option, inner, index, hit)
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.look.selected if selected else self.look.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and state & (
            QStyle.StateFlag.State_KeyboardFocusChange
        ):
            painter.setPen(QPen(QColor(self.look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS - 1, theme.RADIUS - 1)

    def _paint_head(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inner: QRect,
        index: _Index,
        hit: Hit,
    ) -> None:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        leading, trailing = (
            (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
            if rtl
            else (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        )
        other = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        model = cast(ResultsModel, index.model())
        day = model.day(hit)
        painter.setFont(self._small)
        painter.setPen(QColor(self.look.muted))
        painter.drawText(inner, int(trailing | other), day)
        room = QFontMetrics(self._small).horizontalAdvance(day) + 8
        icon = "archive" if hit.archived else "file-text" if hit.attachment else ""
        if icon:
            left = inner.left() + room - 4 if rtl else inner.right() - room - _ICON + 4
            place = QRect(left, inner.center().y() - _ICON // 2 + 1, _ICON, _ICON)
            self._icons.get(icon, self.look.muted, _ICON).paint(painter, place)
            room += _ICON + 4
        inner = inner.adjusted(room, 0, 0, 0) if rtl else inner.adjusted(0, 0, -room, 0)
        title = model.title(hit)
        if hit.is_title:
            place = inner.translated(0, 1)
            self._paint_text(painter, option, place, hit.passage, hit, self._title, 1)
            return
        painter.setFont(self._title)
        painter.setPen(QColor(self.look.text))
        text = QFontMetrics(self._title).elidedText(
            title, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(leading | other), text)

    def _paint_passage(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inner: QRect,
        index: _Index,
        hit: Hit,
    ) -> None:
        passage = cast(ResultsModel, index.model()).passage(hit)
        self._paint_text(painter, option, inner, passage, hit, self._small, _LINES)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inner: QRect,
        passage: Passage,
        hit: Hit,
        font: QFont,
        lines: int,
    ) -> None:
        """Paint the passage on so many lines, its hits in bold on a colour of their own."""
        text = passage.text
        mark = QTextCharFormat()
        mark.setFontWeight(QFont.Weight.Bold)
        mark.setForeground(QBrush(QColor(self.look.text)))
        mark.setBackground(QBrush(QColor(self.look.found)))
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A title stands where all titles do; a passage where its words begin.
        right = (
            option.direction == Qt.LayoutDirection.RightToLeft
            if hit.is_title
            else _runs_right(text)
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        wrapping.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        marks = [_range(text, span, mark) for span in passage.ranges]
        layout, last = laid_out(text, font, wrapping, marks, inner.width(), lines)
        if last is not None:
            # Hits are bold, so what goes into the last line is measured as if all were.
            bold = QFont(font)
            bold.setWeight(QFont.Weight.Bold)
            rest = QFontMetrics(bold).elidedText(
                text[last:], Qt.TextElideMode.ElideRight, inner.width()
            )
            text = text[:last] + rest
            layout, _ = laid_out(text, font, wrapping, marks, inner.width(), lines)
        painter.setPen(QColor(self.look.text if hit.is_title else self.look.muted))
        painter.setClipRect(inner)
        layout.draw(painter, QPointF(inner.topLeft()))
        painter.setClipping(False)


def laid_out(
    text: str,
    font: QFont,
    wrapping: QTextOption,
    marks: list[QTextLayout.FormatRange],
    width: int,
    lines: int,
) -> tuple[QTextLayout, int | None]:
    """Lay a text out on so many lines; also return where the last begins if not all goes in."""
    layout = QTextLayout(text, font)
    layout.setTextOption(wrapping)
    layout.setFormats(marks)
    layout.beginLayout()
    begins = 0
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * _LEADING))
        begins = line.textStart()
    more = layout.createLine().isValid()
    layout.endLayout()
    if not more:
        return layout, None
    return layout, len(text.encode("utf-16-le")[: 2 * begins].decode("utf-16-le", "ignore"))


def _range(text: str, span: tuple[int, int], form: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    # Qt counts in units of UTF-16.
    found.start = units(text[: span[0]])
    found.length = units(text[span[0] : span[1]])
    found.format = form
    return found


def _runs_right(text: str) -> bool:
    """Whether the first word of `text` is of a script that runs from right to left."""
    strong = next((b for c in text if (b := unicodedata.bidirectional(c)) in {"L", "R", "AL"}), "L")
    return strong != "L"


class ResultsView(QListView):
    """The list of hits. `chosen` tells which; `left` that Escape or a key above the first was."""

    chosen = Signal(object)
    left = Signal(bool)

    def __init__(
        self, model: ResultsModel, look: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self.delegate = ResultsDelegate(look, icons, self)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        model.modelReset.connect(self.scrollToTop)

    def choose(self, row: int) -> bool:
        """Choose the hit in `row`, as Enter does. Return whether there is one."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self._choose(index)
        return index.isValid()

    def _choose(self, index: QModelIndex) -> None:
        if (hit := index.data(HIT_ROLE)) is not None:
            self.chosen.emit(hit)

    def event(self, event: QEvent) -> bool:
        # Escape is the window's Stop; here it ends the search.
        if takes_escape(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.left.emit(True)
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit(False)
        else:
            super().keyPressEvent(event)
