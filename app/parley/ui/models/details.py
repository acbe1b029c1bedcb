"""One model in full: what it would take here, its builds, its licence beside another's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from parley.catalog import FAMILY_NAMES
from parley.catalog.values import Source
from parley.discover.cards import Card, Variant
from parley.discover.facts import counterpart, licence_rows, rows
from parley.fit.live import Place
from parley.fit.values import Plan
from parley.ui.icons import Icons
from parley.ui.languages import translated
from parley.ui.models import words
from parley.ui.models.build_table import BuildTable
from parley.ui.models.fact_table import FactLine, FactTable
from parley.ui.picker.words import colour
from parley.ui.settings.choices import Choice
from parley.ui.settings.memory_bar import MemoryBar
from parley.ui.settings.rows import Section, Wrapped, wrapped
from parley.ui.theme import Theme

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class SourceOf(Protocol):
    """Finds where a fact is written."""

    def __call__(self, id_: str, card: Card) -> Source:
        """Return the source called `id_`, as seen from a card."""


class ModelDetails(QScrollArea):
    """`fetch_asked` carries what is to be downloaded and its card, `chat_asked` a key of this disk.

    `builds_asked` carries a card whose quantisations are to be shown with `show_variants`.
    """

    fetch_asked = Signal(str, object)
    chat_asked = Signal(str)
    builds_asked = Signal(object)

    def __init__(self, look: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look, self._icons = look, icons
        self._cards: Sequence[Card] = ()
        self._source: SourceOf | None = None
        self.card: Card | None = None
        self._target = ""
        self._wants_builds = False
        self._make_head()
        self.memory = [MemoryBar(look) for _ in range(3)]
        self.builds = BuildTable()
        self.builds.chosen.connect(self._show_variant)
        self.other = Choice()
        self.other.set_name(self.tr("Compare with"), "")
        self.other.changed.connect(lambda _: self._compare())
        self.licence, self.facts = FactTable(), FactTable()
        self.sources = self._text("small")
        self._lay_out()

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        for bar in self.memory:
            bar.set_theme(look)
        for section in self._sections:
            section.set_theme(look)
        self._mark()

    # -- building --------------------------------------------------------------------------------

    def _make_head(self) -> None:
        self.mark = QLabel("●")
        self.name = self._text("heading")
        self.subtitle = self._text("quiet")
        self.about = self._text("fact")
        self.figures = self._text("quiet")
        self.verdict = self._text("verdict")
        self.note = self._text("quiet")
        self.reasons = self._text("quiet")
        self.fetch = QPushButton()
        self.fetch.setObjectName("primary")
        self.fetch.clicked.connect(lambda _=False: self.fetch_asked.emit(self._target, self.card))
        self.chat = QPushButton(self.tr("Chat"))
        self.chat.setObjectName("primary")
        self.chat.clicked.connect(
            lambda _=False: self.chat_asked.emit(self.card.key if self.card else "")
        )

    def _text(self, name: str) -> Wrapped:
        made = wrapped("", name)
        made.setTextInteractionFlags(_SELECTABLE)
        return made

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("details_column")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.name, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.chat, self.fetch):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(head)
        for part in (self.subtitle, self.about, self.figures, self.verdict):
            column.addWidget(part)
        column.addLayout(buttons)

        def section(title: str, *parts: QWidget, open_: bool = True) -> Section:
            made = Section(title, self._look, self._icons, open_=open_)
            made.gap = 8
            made.set_theme(self._look)
            for part in parts:
                made.body.addWidget(part)
            column.addWidget(made)
            return made

        self.plan_section = section(self.tr("Memory"), *self.memory, self.reasons)
        self.waiting = self._text("small")
        self.waiting.setText(self.tr("Judging the quantisations…"))
        self.build_section = section(self.tr("Quantisations"), self.waiting, self.builds)
        self.licence_section = section(self.tr("Licence"), self._compared(), self.licence)
        self.fact_section = section(self.tr("Facts"), self.facts, self.note)
        self.source_section = section(self.tr("Sources"), self.sources, open_=False)
        column.addStretch(1)
        self._sections = (
            self.plan_section, self.build_section, self.licence_section, self.fact_section,
            self.source_section,
        )  # fmt: skip
        self.setWidget(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _compared(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = QLabel(self.tr("Compare with"))
        label.setObjectName("quiet")
        label.setBuddy(self.other)
        row.addWidget(label)
        row.addWidget(self.other, 1)
        return made

    # -- showing ---------------------------------------------------------------------------------

    def show_card(self, card: Card, cards: Sequence[Card], source: SourceOf | None = None) -> None:
        """Show a model in full; others of `cards` can be compared with it."""
        before = self.card
        self.card, self._source = card, source
        self._mark()
        model = card.model
        self.name.setText(model.name)
        self.subtitle.setText(words.subtitle(card))
        self._say(self.about, translated(model.good_for or ""))
        self._say(self.figures, words.figures(card))
        notes = (translated(model.note), translated(model.engine.note or model.engine.reason))
        self._say(self.note, " ".join(note for note in notes if note))
        self.chat.setVisible(card.here)
        self._show_build(card.plan, card.places, card.quantisation, card.size)
        self._say(self.reasons, " ".join(translated(reason) for reason in card.reasons))
        self.build_section.setVisible(bool(card.repository))
        if before is None or before.id != card.id:
            self._show_builds(card, ())
            self._offer_others(card, cards)
            self.verticalScrollBar().setValue(0)
        if card.repository and self.isVisible():
            self.builds_asked.emit(card)
        self._compare()

    def show_variants(self, card: Card, variants: Sequence[Variant]) -> None:
        """Show the quantisations of `card`, if that is still looked at."""
        if self.card is not None and self.card.id == card.id:
            self._show_builds(card, variants)

    def _show_builds(self, card: Card, variants: Sequence[Variant]) -> None:
        self.builds.show_variants(variants, card.quantisation)
        self.builds.setVisible(bool(variants))
        self.waiting.setVisible(not variants)
        if variants and self._wants_builds:
            self.show_builds()

    def show_builds(self) -> None:
        """Bring the quantisations into sight, and give them the keyboard."""
        self.build_section.button.setChecked(True)
        self._wants_builds = self.builds.isHidden()
        if not self._wants_builds:
            self.ensureWidgetVisible(self.builds, 0, 24)
            self.builds.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.card is not None and self.card.repository and not self.builds.builds.rowCount():
            self.builds_asked.emit(self.card)

    # -- inside ----------------------------------------------------------------------------------

    def _mark(self) -> None:
        if self.card is not None:
            tone = colour(self.card.model.family, self._look)
            self.mark.setStyleSheet(f"color: {tone};")
            family = self.card.model.family
            self.mark.setAccessibleName(FAMILY_NAMES.get(family, family))

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _show_variant(self, variant: Variant) -> None:
        if self.card is not None:
            self._show_build(variant.plan, variant.places, variant.label, variant.size)
            if variant.label != self.card.quantisation:
                self._say(self.reasons, " ".join(map(translated, variant.plan.reasons)))
            else:
                self._say(self.reasons, " ".join(map(translated, self.card.reasons)))

    def _show_build(
        self, plan: Plan | None, places: Sequence[Place], label: str, size: int
    ) -> None:
        card = self.card
        assert card is not None
        said = words.judged(plan) if plan is not None else words.why_not(card)
        self._say(self.verdict, said)
        bad = plan is None or plan.verdict == "too_big"
        if self.verdict.property("bad") != bad:
            self.verdict.setProperty("bad", bad)
            self.verdict.style().unpolish(self.verdict)
            self.verdict.style().polish(self.verdict)
        self._target = f"{card.repository}:{label}" if card.repository and label else card.target
        self.fetch.setVisible(bool(card.repository))
        self.fetch.setText(
            self.tr("Download {build}").format(build=words.build(label, size))
            if label or size
            else self.tr("Download")
        )
        # What does not run here is fetched for another machine, if at all.
        self._rank(self.fetch, primary=not bad and not card.here)
        self.plan_section.setVisible(bool(places))
        for bar, place in zip(self.memory, (*places, None, None, None), strict=False):
            bar.setVisible(place is not None)
            if place is not None:
                bar.show_place(place)

    @staticmethod
    def _rank(button: QPushButton, *, primary: bool) -> None:
        name = "primary" if primary else "secondary"
        if button.objectName() != name:
            button.setObjectName(name)
            button.style().unpolish(button)
            button.style().polish(button)

    def _offer_others(self, card: Card, cards: Sequence[Card]) -> None:
        self._cards = cards
        others = sorted(
            (each for each in cards if each.id != card.id), key=lambda each: each.model.name
        )
        self.other.set_choices([("", self.tr("No other model")), *_named(others)])
        first = counterpart(card, cards)
        self.other.set_value(first.id if first is not None else "")

    def _compare(self) -> None:
        card = self.card
        if card is None:
            return
        wanted = str(self.other.value or "")
        other = next((each for each in self._cards if each.id == wanted), None)
        second = other or card
        names = (card.model.name, other.model.name if other is not None else "")
        licences = [
            FactLine(
                words.licence_fact(each.fact),
                translated(each.a),
                translated(each.b),
                each.differ and other is not None,
                self._about(each.sources_a, card),
                self._about(each.sources_b, second),
            )
            for each in licence_rows(card.licence, second.licence)
        ]
        badges = [self._badge(each) for each in (card, second)]
        head = FactLine(self.tr("Name"), badges[0], badges[1], badges[0] != badges[1])
        self.licence.show_lines(*names, [head, *licences])
        facts = [
            FactLine(
                words.fact(each.what),
                words.value(each.what, each.a),
                words.value(each.what, each.b),
                each.differ and other is not None,
                self._about(each.sources_a, card),
                self._about(each.sources_b, second),
            )
            for each in rows(card, second)
        ]
        self.facts.show_lines(*names, facts)
        self.sources.setText(self._all_sources(card, other))

    @staticmethod
    def _badge(card: Card) -> str:
        return card.licence.name if card.licence is not None else "—"

    def _about(self, ids: Sequence[str], card: Card) -> str:
        """Return where a fact is written, a line for each place."""
        source = self._source
        return "\n".join(source(each, card).title for each in ids) if source is not None else ""

    def _all_sources(self, card: Card, other: Card | None) -> str:
        source = self._source
        if source is None:
            return ""
        lines: dict[str, None] = {}
        for each in filter(None, (card, other)):
            ids = [id_ for of_field in each.model.sources.values() for id_ in of_field]
            if each.licence is not None:
                ids += _of_licence(each)
            for id_ in ids:
                found = source(id_, each)
                lines[" — ".join(part for part in (found.title, found.url) if part)] = None
        return "\n".join(lines)


def _named(cards: Sequence[Card]) -> list[tuple[str, str]]:
    return [(each.id, each.model.name) for each in cards]


def _of_licence(card: Card) -> list[str]:
    return [id_ for row in licence_rows(card.licence, card.licence) for id_ in row.sources_a]
