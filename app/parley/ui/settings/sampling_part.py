"""The sampling options: how each word is drawn, with what the model is asked to be given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from parley.chat.sampling_guide import NO_ADVICE, OPTIONS, Advice, Option, layered, problems
from parley.engine.options import MAX_SEED
from parley.ui import languages
from parley.ui.icons import Icons
from parley.ui.settings.choices import Choice, MaybeNumber
from parley.ui.settings.option_words import sampling_words
from parley.ui.settings.rows import OptionRow, Section, wrapped
from parley.ui.settings.sliders import Scale, SlidingNumber
from parley.ui.settings.subject import Subject, as_stored, sampling_value
from parley.ui.settings.texts import Written, finite
from parley.ui.theme import Theme

_MOST_TOKENS = 2**31 - 1


class SamplingPart(Section):
    """A row for each option, the seldom wanted ones folded."""

    def __init__(self, subject: Subject, look: Theme, icons: Icons) -> None:
        super().__init__(self.tr("Sampling"), look, icons)
        self._subject = subject
        self._advice = NO_ADVICE
        self._shown: dict[str, Any] = {}
        self._unread: dict[str, str] = {}
        self._seen: tuple[object, ...] = ()
        self.reset_all = QPushButton(self.tr("Reset all"))
        self.reset_all.setObjectName("link")
        self.reset_all.setToolTip(self.tr("Take what is recommended for every option"))
        self.reset_all.clicked.connect(self._reset_all)
        self.end.addWidget(self.reset_all)
        self.note = wrapped("", "small")
        self.note.hide()
        self.body.addWidget(self.note)
        self.more = Section(more_words(0), look, icons, open_=False, quiet=True)
        self.rows: dict[str, OptionRow] = {}
        words = sampling_words()
        for option in OPTIONS:
            row = self._row(option, *words[option.name], look, icons)
            (self.more.body if option.advanced else self.body).addWidget(row)
            self.rows[option.name] = row
        self.body.addWidget(self.more)
        # One seed for all conversations is nobody's wish.
        self.rows["seed"].setVisible(not subject.is_usual)
        subject.leaving.connect(self.flush)
        subject.changed.connect(self.refresh)
        self.refresh()

    def set_theme(self, look: Theme) -> None:
        super().set_theme(look)
        self.more.set_theme(look)
        for row in self.rows.values():
            row.set_theme(look)

    def show_advice(self, advice: Advice) -> None:
        """Show what the model that answers is asked to be given."""
        self._advice = advice
        self.note.setText(
            self.tr("Its publisher adds: {note}").format(note=advice.note) if advice.note else ""
        )
        self.note.setVisible(bool(advice.note))
        for name, row in self.rows.items():
            if isinstance(row.control, SlidingNumber):
                row.control.set_recommended(float(advice.value(name)))
        self.refresh()

    def flush(self) -> None:
        """Set now what is written and not set yet."""
        for row in self.rows.values():
            if isinstance(row.control, Written):
                row.control.flush()

    def refresh(self) -> None:
        """Show what holds, what differs from what is recommended, and what is wrong."""
        setup = self._subject.setup
        # A slider of another part moves many times a second.
        seen = self._advice, setup.seed, setup.options.sampling, self._subject.usual_sampling
        if (*seen, self._unread) == self._seen:
            return
        self._seen = (*seen, dict(self._unread))
        held = layered(self._advice, self._subject.usual_sampling, setup.options.sampling)
        wrong = {**problems(held), **self._unread}
        differing = hidden = 0
        for name, row in self.rows.items():
            wanted = self._advice.value(name)
            value = setup.seed if name == "seed" else sampling_value(name, held.get(name, wanted))
            differs = not _alike(value, wanted)
            differing += differs
            hidden += differs and OPTION[name].advanced
            if name not in self._unread and self._shown.get(name, self) != value:
                row.control.set_value(value)
                self._shown[name] = value
            row.show_state(
                differs=differs,
                recommended=self._recommendation(name, differs=differs),
                target=self._said(name, wanted),
            )
            row.show_problem(languages.translated(wrong.get(name, "")))
        self.reset_all.setVisible(bool(differing))
        self.more.button.setText(more_words(hidden))
        if wrong and not self.more.is_open and any(OPTION[name].advanced for name in wrong):
            self.more.button.setChecked(True)
        self._enable(held)

    # -- inside ----------------------------------------------------------------------------------

    def _row(
        self, option: Option, name: str, sentence: str, look: Theme, icons: Icons
    ) -> OptionRow:
        control = self._control(option)
        control.set_name(name, sentence)  # type: ignore[attr-defined]
        row = OptionRow(name, sentence, control, look, icons, beside=option.kind == "choice")
        key = option.name
        control.changed.connect(lambda value: self._set(key, value))  # type: ignore[attr-defined]
        if isinstance(control, Written):
            control.refused.connect(lambda said: self._refuse(key, said))
        row.reset_asked.connect(lambda: self._reset(key))
        return row

    def _control(self, option: Option) -> QWidget:
        if option.kind in {"number", "count"}:
            scale = Scale(option.low, option.high, option.step)
            whole = option.kind == "count"
            return SlidingNumber(scale, option.least, option.most, whole=whole)
        if option.kind == "choice":
            choice = Choice()
            choice.set_choices(
                [(0, self.tr("Off")), (1, self.tr("Version 1")), (2, self.tr("Version 2"))]
            )
            return choice
        if option.kind == "seed":
            return MaybeNumber(self.tr("Drawn anew each time"), self.tr("Fixed"), 1, MAX_SEED)
        if option.kind == "limit":
            return MaybeNumber(
                self.tr("As long as the context"), self.tr("Tokens"), 1024, _MOST_TOKENS, 1
            )
        if option.kind == "texts":
            return Written(_texts, _texts_text)
        if option.kind == "biases":
            return Written(_biases, _biases_text, mono=True)
        return Written(lambda text: text if text.strip() else None, lambda text: text or "",
                       mono=True)  # fmt: skip

    def _set(self, name: str, value: object) -> None:
        self._shown[name] = value  # The control shows it already.
        self._store(name, value)

    def _store(self, name: str, value: object) -> None:
        self._unread.pop(name, None)
        if name == "seed":
            self._subject.change(seed=value)
            self.refresh()
            return
        sampling = dict(self._subject.setup.options.sampling)
        sampling.pop(name, None)
        usual = layered(self._advice, self._subject.usual_sampling)
        if not _alike(value, sampling_value(name, usual.get(name, self._advice.value(name)))):
            sampling[name] = as_stored(value)
        self._subject.change_options(sampling=sampling)
        self.refresh()

    def _refuse(self, name: str, said: str) -> None:
        self._unread[name] = said
        self.refresh()

    def _reset(self, name: str) -> None:
        self._shown.pop(name, None)
        self._store(name, None if name == "seed" else self._advice.value(name))

    def _reset_all(self) -> None:
        self._unread.clear()
        self._shown.clear()
        # What the settings say otherwise for every conversation is set here as recommended.
        usual = self._subject.usual_sampling
        sampling = {
            name: as_stored(self._advice.value(name))
            for name, value in usual.items()
            if name in OPTION and not _alike(value, self._advice.value(name))
        }
        options = self._subject.setup.options
        self._subject.change(seed=None, options=msgspec.structs.replace(options, sampling=sampling))
        self.refresh()

    def _enable(self, held: dict[str, Any]) -> None:
        """Say which options do nothing as others are."""
        mirostat = bool(held.get("mirostat", 0))
        for name in ("mirostat_tau", "mirostat_eta"):
            self.rows[name].control.setEnabled(mirostat)
        for name in ("top_k", "top_p", "min_p", "typical_p"):
            self.rows[name].control.setEnabled(not mirostat)

    def _recommendation(self, name: str, *, differs: bool) -> str:
        origin = self._advice.origin(name)
        value = self._said(name, self._advice.value(name))
        if origin == "publisher":
            return self.tr("Its publisher recommends {value}.").format(value=value)
        if origin == "file":
            return self.tr("The model’s file asks for {value}.").format(value=value)
        if differs and isinstance(self.rows[name].control, SlidingNumber | Choice):
            return self.tr("Usual: {value}.").format(value=value)
        return ""

    def _said(self, name: str, value: object) -> str:
        if value is None or (isinstance(value, tuple | dict) and not value):
            return self.tr("none")
        if name == "mirostat":
            return self.tr("off") if value == 0 else str(value)
        if isinstance(value, float):
            return languages.locale().toString(value, "g", 6)
        return str(value)


def more_words(differing: int) -> str:
    """Return the heading of seldom wanted options, of which so many are not as recommended."""
    if not differing:
        return QCoreApplication.translate("Sampling", "More options")
    return QCoreApplication.translate("Sampling", "More options, %n changed", "", differing)


OPTION = {option.name: option for option in OPTIONS}


def _alike(one: object, other: object) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return one == other


def _texts(text: str) -> tuple[str, ...]:
    # \n stands for the end of a line, which could not be told apart otherwise.
    return tuple(line.replace("\\n", "\n") for line in text.split("\n") if line)


def _texts_text(texts: Sequence[str] | None) -> str:
    return "\n".join(text.replace("\n", "\\n") for text in texts or ())


def _biases(text: str) -> dict[str, float]:
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        token, _, value = line.partition("=")
        try:
            found[str(int(token))] = finite(value.strip().replace(",", "."))
        except ValueError:
            raise ValueError(
                QCoreApplication.translate(
                    "Sampling", "“{line}” is not a token’s number = a value."
                ).format(line=line)
            ) from None
    return found


def _biases_text(biases: dict[str, float] | None) -> str:
    return "\n".join(f"{token} = {value:g}" for token, value in (biases or {}).items())
