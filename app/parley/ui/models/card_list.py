"""The list of cards: filled as far as it is looked at, and what a person does in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from parley.discover.cards import Card
from parley.discover.proposals import Role
from parley.ui.icons import Icons
from parley.ui.keys import takes_escape
from parley.ui.languages import translated
from parley.ui.models import words
from parley.ui.models.card_delegate import CARD, ROLE, CardDelegate
from parley.ui.theme import Theme

#: Rows that are added whenever the end of the list comes into sight.
_BATCH = 60
_Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """Cards in the order they are given; the view asks for more as it needs them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: Sequence[Card] = ()
        self._roles: Mapping[str, Role] = {}
        self._count = 0

    @property
    def cards(self) -> Sequence[Card]:
        """All cards, also those that were not asked for yet."""
        return self._cards

    def show(self, cards: Sequence[Card], roles: Mapping[str, Role]) -> None:
        """Show other cards; `roles` are those of proposals, by the card's id."""
        if tuple(card.id for card in cards) == tuple(card.id for card in self._cards):
            self._cards, self._roles = cards, roles
            if self._count:
                self.dataChanged.emit(self.index(0), self.index(self._count - 1))
            return
        self.beginResetModel()
        self._cards, self._roles = cards, roles
        self._count = min(_BATCH, len(cards))
        self.endResetModel()

    def find(self, id_: str) -> int:
        """Return the row of a card, which is there from then on; -1 for none."""
        row = next((row for row, card in enumerate(self._cards) if card.id == id_), -1)
        while row >= self._count:
            self.fetchMore(QModelIndex())
        return row

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._count < len(self._cards)

    def fetchMore(self, parent: _Index) -> None:
        until = min(self._count + _BATCH, len(self._cards))
        self.beginInsertRows(QModelIndex(), self._count, until - 1)
        self._count = until
        self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self._count:
            return None
        card = self._cards[index.row()]
        if role == CARD:
            return card
        if role == ROLE:
            return self._roles.get(card.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return card.model.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(card)
        return None

    def _said(self, card: Card) -> str:
        proposed = self._roles.get(card.id)
        licence = card.licence.badge if card.licence is not None else ""
        parts = (
            card.model.name,
            words.role(proposed) if proposed is not None else "",
            self.tr("on this computer") if card.here else "",
            translated(card.model.good_for or ""),
            words.figures(card),
            licence,
            words.verdict(card),
            words.build(card.quantisation, card.size),
        )
        return ", ".join(part for part in parts if part)


class CardView(QListView):
    """`chosen` carries the card that is looked at; `opened` one whose details are wanted.

    `builds_asked` carries one whose quantisations are wanted, `left` that Escape was pressed.
    """

    chosen = Signal(object)
    opened = Signal(object)
    builds_asked = Signal(object)
    left = Signal()

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setAccessibleName(self.tr("Models"))
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.delegate = CardDelegate(look, icons, self)
        self.delegate.builds_asked.connect(self.builds_asked)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        # All rows are equally high, so thousands of them need no measuring.
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(lambda index: self.opened.emit(index.data(CARD)))

    def show_cards(self, cards: Sequence[Card], roles: Mapping[str, Role], chosen: str) -> None:
        """Show other cards, and keep the one with the id `chosen` where it is among them."""
        self.cards.show(cards, roles)
        row = self.cards.find(chosen) if chosen else -1
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self.cards.index(row))

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self.delegate.look = look
        self.viewport().update()
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(CARD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if takes_escape(event):
            return True
        return super().event(event)
