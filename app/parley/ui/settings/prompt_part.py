"""The system prompt, written down as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton

from parley.chat.sampling_guide import NO_ADVICE, Advice
from parley.ui.flow import flowing
from parley.ui.icons import Icons
from parley.ui.settings.rows import Section, wrapped
from parley.ui.settings.subject import Subject
from parley.ui.settings.texts import Written
from parley.ui.theme import Theme

_LONGEST = 100_000


class PromptPart(Section):
    """What the model is told before the first message."""

    def __init__(self, subject: Subject, look: Theme, icons: Icons) -> None:
        super().__init__(self.tr("System prompt"), look, icons)
        self._subject = subject
        self._advice = NO_ADVICE
        self.edit = Written(str, str, least=3, most=12)
        self.edit.setPlaceholderText(self.tr("None: the model answers as it was trained."))
        self.sentence = wrapped(
            self.tr("What the model is told before the first message, in every answer."), "small"
        )
        self.edit.set_name(self.tr("System prompt"), self.sentence.text())
        self.keep = _link(self.tr("Use for new chats"))
        self.keep.setToolTip(self.tr("Begin every new chat with this system prompt"))
        self.keep.clicked.connect(self._keep)
        self.published = _link(self.tr("Use the publisher’s"))
        self.published.setToolTip(
            self.tr("Take the system prompt that its publisher ships with the model")
        )
        self.published.clicked.connect(lambda: self._take(self._advice.system_prompt))
        self.problem = wrapped("", "problem")
        self.problem.hide()
        links = flowing(self.keep, self.published, across=4)
        self.gap = 4
        self.body.setSpacing(self.gap)
        for part in (self.edit, self.problem, self.sentence, links):
            self.body.addWidget(part)
        self.edit.refused.connect(self._refuse)
        self.edit.edited.connect(self.problem.hide)
        self.edit.changed.connect(lambda text: subject.change(system_prompt=text))
        subject.leaving.connect(self.edit.flush)
        subject.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is set."""
        self.edit.set_value(self._subject.setup.system_prompt)
        self._offer()

    def show_place(self, selected: Callable[[str], tuple[int, int] | None]) -> None:
        """Put the focus into the prompt, with the characters selected that `selected` tells."""
        text = self.edit.toPlainText()
        self.edit.setFocus()
        if (span := selected(text)) is not None:
            cursor = self.edit.textCursor()
            # Qt counts in units of UTF-16.
            before, upto = (len(text[:at].encode("utf-16-le")) // 2 for at in span)
            cursor.setPosition(before)
            cursor.setPosition(upto, QTextCursor.MoveMode.KeepAnchor)
            self.edit.setTextCursor(cursor)
            self.edit.ensureCursorVisible()

    def show_advice(self, advice: Advice) -> None:
        """Offer what comes with the model."""
        self._advice = advice
        self._offer()

    def _refuse(self, said: str) -> None:
        self.problem.setText(said)
        self.problem.show()

    def _offer(self) -> None:
        text = self._subject.setup.system_prompt
        self.keep.setVisible(
            not self._subject.is_usual
            and text != self._subject.services.settings.system_prompt
            and len(text) <= _LONGEST
        )
        published = self._advice.system_prompt
        self.published.setVisible(bool(published) and published != text)

    def _take(self, text: str) -> None:
        self.edit.flush()
        self._subject.change(system_prompt=text)

    def _keep(self) -> None:
        self.edit.flush()
        text = self._subject.setup.system_prompt
        services = self._subject.services
        self._subject.attempt(lambda: services.change_settings(system_prompt=text))
        self._offer()


def _link(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("link")
    return button
