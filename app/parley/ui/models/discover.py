"""The page on which models are found: the catalogue judged on this machine, and one in full."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from parley.catalog.values import Source
from parley.core.errors import ParleyError
from parley.discover.cards import Card, Desk
from parley.discover.filters import Order, families, matching, ordered
from parley.discover.proposals import Role, proposals
from parley.ui.icons import Icons
from parley.ui.models.card_list import CardView
from parley.ui.models.details import ModelDetails
from parley.ui.models.filter_bar import FilterBar
from parley.ui.models.plates import Plates
from parley.ui.models.work import Work
from parley.ui.services import ModelServices
from parley.ui.theme import Theme

#: So many models are judged between two reports of how far it is.
_STEP = 4


class DiscoverPage(QWidget):
    """`fetch_asked` carries what is to be downloaded and its card, `chat_asked` a key of this disk.

    Attributes:
        ready: whether models are shown, or that there are none.
    """

    fetch_asked = Signal(str, object)
    chat_asked = Signal(str)

    def __init__(
        self,
        services: ModelServices,
        work: Work,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._work = services, work
        self._desk: Desk | None = None
        self._cards: Sequence[Card] = ()
        self._orders: dict[Order, list[Card]] = {}
        self._roles: dict[str, Role] = {}
        self._chosen = ""
        self.ready = False
        self.filters = FilterBar()
        self.view = CardView(look, icons)
        self.details = ModelDetails(look, icons)
        self.plates = Plates(self.view, look, icons)
        self._lay_out()
        self.filters.changed.connect(self._show)
        self.filters.down.connect(self._enter)
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._open)
        self.view.builds_asked.connect(self._open_builds)
        self.view.left.connect(self.filters.search.setFocus)
        self.plates.pressed.connect(self._press)
        self.details.fetch_asked.connect(self.fetch_asked)
        self.details.chat_asked.connect(self.chat_asked)
        self.details.builds_asked.connect(self._find_builds)

    def _lay_out(self) -> None:
        near = QWidget()
        column = QVBoxLayout(near)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.plates, 1)
        near.setMinimumWidth(340)
        self.details.setMinimumWidth(320)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(near)
        splitter.addWidget(self.details)
        splitter.setSizes([480, 460])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        for part in (self.view, self.details, self.plates):
            part.set_theme(look)

    # -- what is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Judge the catalogue on this machine as it is now; what is shown stays meanwhile."""
        if not self._cards:
            self._wait(0, 0)
        services, post, closed = self._services, self._work.post, self._work.closed

        def judge() -> tuple[Desk, list[Card], dict[Order, list[Card]]]:
            desk = services.desk()
            total = len(desk.catalog.models)
            cards = []
            for card in desk.cards(services.library.glance()):
                cards.append(card)
                _ = card.words  # so that the first search need not make them
                if len(cards) % _STEP == 0:
                    done = len(cards)
                    post(lambda done=done: self._wait(done, total))  # type: ignore[misc]
                _stop_if(closed)
            return desk, cards, _orders(cards)

        def done(found: tuple[Desk, list[Card], dict[Order, list[Card]]]) -> None:
            self._desk, cards, orders = found
            self.show_cards(cards, orders)

        self._work.look("cards", judge, done, self._failed)

    def show_cards(
        self, cards: Sequence[Card], orders: dict[Order, list[Card]] | None = None
    ) -> None:
        """Show these cards, which were put in their orders already."""
        self._cards = cards
        self._orders = _orders(cards) if orders is None else orders
        self._roles = {each.card.id: each.role for each in proposals(cards)}
        self.filters.offer(families(cards))
        self.ready = True
        self._show()

    @property
    def cards(self) -> Sequence[Card]:
        """All models, whatever is wanted."""
        return self._cards

    def show_model(self, id_: str) -> None:
        """Show one model in full, by its id in the catalogue."""
        if self.view.cards.find(id_) < 0:
            self.filters.reset()
        self._chosen = id_
        self._show()

    def _show(self) -> None:
        if not self.ready:
            return
        wanted = self.filters.wanted
        cards = matching(self._orders[self.filters.sorted_by], wanted)
        if wanted.empty and self.filters.sorted_by == "suited":
            # What is proposed comes first, in the order of the roles.
            proposed = [card for id_ in self._roles for card in cards if card.id == id_]
            cards = [*proposed, *(card for card in cards if card.id not in self._roles)]
        self.filters.tell(len(cards), len(self._cards))
        if not cards:
            self.plates.empty(
                "search",
                self.tr("No model is like that"),
                self.tr("Search for less, or leave out a filter."),
                self.tr("Clear the filters"),
            )
            return
        self.plates.show_contents()
        chosen = self._chosen if any(card.id == self._chosen for card in cards) else cards[0].id
        self.view.show_cards(cards, self._roles, chosen)
        shown = self.details.card
        fresh = next(card for card in cards if card.id == chosen)
        if shown is None or shown.id != chosen or shown is not fresh:
            self._choose(fresh)

    def _wait(self, done: int, total: int) -> None:
        if not self.ready:
            text = self.tr("Looking at this machine…")
            if total:
                text = self.tr("Judging the models on this machine…")
            self.plates.wait(text, done, total)

    def _failed(self, error: ParleyError) -> None:
        if not self._cards:
            self.plates.fail(error, self.tr("Try again"))

    def _press(self) -> None:
        if self.ready:
            self.filters.reset()
        else:
            self.refresh()

    # -- one in full -----------------------------------------------------------------------------

    def _choose(self, card: Card) -> None:
        self._chosen = card.id
        self.details.show_card(card, self._cards, self._source if self._desk else None)

    def _open(self, card: Card) -> None:
        self._choose(card)
        button = self.details.chat if card.here else self.details.fetch
        (button if not button.isHidden() else self.details).setFocus()

    def _open_builds(self, card: Card) -> None:
        self._choose(card)
        self.details.show_builds()

    def _enter(self) -> None:
        if self.plates.currentWidget() is self.view:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _source(self, id_: str, card: Card) -> Source:
        assert self._desk is not None
        return self._desk.catalog.source(id_, card.model)

    def _find_builds(self, card: Card) -> None:
        desk = self._desk
        if desk is not None:
            self._work.look(
                "builds",
                lambda: desk.variants(card),
                lambda found: self.details.show_variants(card, found),
            )


def _orders(cards: Sequence[Card]) -> dict[Order, list[Card]]:
    orders: tuple[Order, ...] = ("suited", "newest", "smallest", "fastest")
    return {order: ordered(cards, order) for order in orders}


def _stop_if(closed: threading.Event) -> None:
    from parley.core.errors import Cancelled

    if closed.is_set():
        raise Cancelled
