"""How the conversation is led: what becomes of reasoning, and of what no longer fits."""

from __future__ import annotations

from parley.chat.sampling_guide import NO_ADVICE, Advice
from parley.core.settings import Settings
from parley.engine.protocol import ContextPolicy
from parley.ui.icons import Icons
from parley.ui.settings.choices import Choice
from parley.ui.settings.rows import OptionRow, Section
from parley.ui.settings.subject import Subject
from parley.ui.theme import Theme


class ConductPart(Section):
    """Reasoning in later prompts, and what happens when the context is full."""

    def __init__(self, subject: Subject, look: Theme, icons: Icons) -> None:
        super().__init__(self.tr("Course of the conversation"), look, icons)
        self._subject = subject
        self._advice = NO_ADVICE
        self.reasoning = Choice()
        self.reasoning.changed.connect(lambda value: subject.change_options(keep_reasoning=value))
        self.reasoning_row = self._row(
            self.tr("Earlier reasoning"),
            self.tr("Whether the model sees again what it thought before earlier answers."),
            self.reasoning,
            look,
            icons,
        )
        self.reasoning_row.reset_asked.connect(lambda: subject.change_options(keep_reasoning=None))
        self.policy_row = PolicyRow(subject, look, icons)
        self.body.addWidget(self.policy_row)
        subject.changed.connect(self.refresh)
        self.refresh()

    def set_theme(self, look: Theme) -> None:
        super().set_theme(look)
        self.reasoning_row.set_theme(look)
        self.policy_row.set_theme(look)

    def show_advice(self, advice: Advice) -> None:
        """Say what the card of the model that answers asks."""
        self._advice = advice
        self.refresh()

    def refresh(self) -> None:
        """Show what is set."""
        asked = self._advice.keeps_reasoning
        card = {
            True: self.tr("As the model’s card asks (keep)"),
            False: self.tr("As the model’s card asks (leave out)"),
            None: self.tr("As the model’s card asks"),
        }[asked]
        self.reasoning.set_choices(
            [(None, card), (True, self.tr("Keep it")), (False, self.tr("Leave it out"))]
        )
        setup = self._subject.setup
        self.reasoning.set_value(setup.options.keep_reasoning)
        self.reasoning_row.show_state(differs=setup.options.keep_reasoning is not None)

    def _row(
        self, name: str, sentence: str, control: Choice, look: Theme, icons: Icons
    ) -> OptionRow:
        control.set_name(name, sentence)
        row = OptionRow(name, sentence, control, look, icons)
        self.body.addWidget(row)
        return row


class PolicyRow(OptionRow):
    """What happens when a conversation no longer fits the context."""

    def __init__(self, subject: Subject, look: Theme, icons: Icons) -> None:
        choice = Choice()
        choice.set_choices(
            [
                ("ask", self.tr("Ask me")),
                ("trim_oldest", self.tr("Leave out the oldest messages")),
                ("stop", self.tr("Stop there")),
            ]
        )
        name = self.tr("When the context is full")
        sentence = self.tr("What happens to a message that no longer fits the context.")
        choice.set_name(name, sentence)
        super().__init__(name, sentence, choice, look, icons)
        self._subject = subject
        choice.changed.connect(lambda value: subject.change(policy=value))
        self.reset_asked.connect(lambda: subject.change(policy=self._usual()))
        subject.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is set."""
        policy = self._subject.setup.policy
        self.control.set_value(policy)
        self.show_state(differs=policy != self._usual())

    def _usual(self) -> ContextPolicy:
        if self._subject.is_usual:
            return Settings().context_policy
        return self._subject.services.settings.context_policy
