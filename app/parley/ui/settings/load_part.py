"""How the model is loaded, with the memory that it would take, before it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from parley.chat.load_guide import context_marks, load_problems
from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions
from parley.ui import languages
from parley.ui.flow import flowing
from parley.ui.icons import Icons
from parley.ui.settings.advisor import Advisor
from parley.ui.settings.choices import Ticks
from parley.ui.settings.load_rows import load_rows
from parley.ui.settings.memory_bar import MemoryBar
from parley.ui.settings.rows import OptionRow, Section, wrapped
from parley.ui.settings.sampling_part import more_words
from parley.ui.settings.sliders import Scale, SlidingNumber
from parley.ui.settings.subject import Subject, as_stored
from parley.ui.settings.texts import Written
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.fit.live import Outlook, Trial
    from parley.fit.values import Allocation, Plan

_VERIFY_MS = 500
_LEAST_CONTEXT, _STEP = 512, 256
#: What a plan decides about.
_PLANNED = (
    "context", "gpu_layers", "devices", "tensor_split", "cpu_moe_layers", "batch", "ubatch",
    "kv_type_k", "kv_type_v", "flash_attention", "swa_full", "mmap",
)  # fmt: skip


class LoadPart(Section):
    """A row for each load option, and what a load with them would be like.

    `load_asked` tells that the model is wanted now, loaded so.
    """

    load_asked = Signal()

    def __init__(self, subject: Subject, advisor: Advisor, look: Theme, icons: Icons) -> None:
        super().__init__(self.tr("Load options"), look, icons)
        self._subject, self._advisor, self._look = subject, advisor, look
        self._trial: Trial | None = None
        self._verified: dict[LoadOptions, Allocation] = {}
        self._suggested: LoadOptions | None = None
        self._trained = 0
        # For which conversation a plan is awaited.
        self._planning: tuple[int | None] | None = None
        # How often something was found out, and what was shown last.
        self._found = 0
        self._seen: tuple[object, ...] = ()
        self.reset_all = QPushButton(self.tr("Reset all"))
        self.reset_all.setObjectName("link")
        self.reset_all.setToolTip(
            self.tr("Load as Parley does by itself")
            if subject.is_usual
            else self.tr("Load as the settings say")
        )
        self.reset_all.clicked.connect(lambda: subject.change_options(load={}))
        self.end.addWidget(self.reset_all)
        self.more = Section(more_words(0), look, icons, open_=False, quiet=True)
        self.rows: dict[str, OptionRow] = {}
        for name, (row, advanced) in load_rows(look, icons).items():
            self.rows[name] = row
            (self.more.body if advanced else self.body).addWidget(row)
            row.control.changed.connect(lambda value, key=name: self._set(key, value))
            row.reset_asked.connect(lambda key=name: self._reset(key))
            if isinstance(row.control, Written):
                row.control.refused.connect(row.show_problem)
            if name == "context":
                self._add_outlook()
            if name == "loras":
                row.add_below(self._adapter_button())
        self.body.addWidget(self.more)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_VERIFY_MS)
        self._wait.timeout.connect(self._verify)
        advisor.verified.connect(self._show_verified)
        advisor.planned.connect(self._take_plan)
        advisor.suggested.connect(self._show_suggestion)
        subject.changed.connect(self.refresh)
        subject.leaving.connect(self._flush)
        self.show_context(0)
        self.show_reload("", can_load=False)

    def _add_outlook(self) -> None:
        """Add what a load would be like, below the context."""
        self.verdict = wrapped("", "verdict")
        self.verdict.setAccessibleName(self.tr("Whether it fits"))
        self.speed = wrapped("", "small")
        self.speed.hide()
        self.bars = QWidget()
        self._bars_column = QVBoxLayout(self.bars)
        self._bars_column.setContentsMargins(0, 0, 0, 0)
        self._bars_column.setSpacing(8)
        self._places: list[MemoryBar] = []
        self.basis = wrapped("", "small")
        self.reload = wrapped("", "small")
        self.plan_button = QPushButton(self.tr("Choose for this machine"))
        self.plan_button.setToolTip(self.tr("Take the options with which the model runs best here"))
        self.plan_button.clicked.connect(self._ask_plan)
        self.load_button = QPushButton(self.tr("Load now"))
        self.load_button.clicked.connect(self.load_asked)
        buttons = flowing(self.plan_button, self.load_button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.verdict, self.speed, self.bars, self.basis, self.reload, buttons):
            column.addWidget(part)
        self.body.addWidget(whole)

    def _adapter_button(self) -> QPushButton:
        button = QPushButton(self.tr("Choose a file…"))
        button.setObjectName("link")
        button.setAccessibleName(self.tr("Choose a file with an adapter"))
        button.clicked.connect(self._ask_adapter)
        return button

    def _ask_adapter(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose an adapter"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Adapters (*.gguf)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.rows["loras"].control.add_line)
        dialog.open()

    def set_theme(self, look: Theme) -> None:
        super().set_theme(look)
        self._look = look
        self.more.set_theme(look)
        for row in self.rows.values():
            row.set_theme(look)
        for bar in self._places:
            bar.set_theme(look)

    # -- what is shown ---------------------------------------------------------------------------

    def show_context(self, trained: int) -> None:
        """Have the slider go up to what the model was trained with; 0 where that is not known."""
        self._trained = trained
        self._found += 1
        most = max(trained, 2 * _LEAST_CONTEXT) if trained else 32768
        control = self.rows["context"].control
        assert isinstance(control, SlidingNumber)
        control.set_scale(Scale(min(_LEAST_CONTEXT, most), most, _STEP, log=True))
        control.set_marks([(value, text) for value, text in context_marks(most)])
        self.refresh()

    def show_reload(self, text: str, *, can_load: bool) -> None:
        """Say what a load waits for; "" says nothing. `can_load` offers to do it now."""
        self.reload.setText(text)
        self.reload.setVisible(bool(text) and not self._subject.is_usual)
        self.load_button.setVisible(can_load and not self._subject.is_usual)

    def show_failure(self, error: ParleyError) -> None:
        """Say why nothing can be said about the model."""
        self._trial, self._seen = None, ()
        self._end_planning()
        self.verdict.setText(languages.said(error))
        self._show_bad(True)
        for part in (self.speed, self.bars, self.basis):
            part.hide()

    def refresh(self) -> None:
        """Show what is set and what a load with it would be like."""
        if self._planning != (self._subject.key,):
            self._end_planning()
        try:
            options = self._subject.load_options()
        except ParleyError as error:
            self.show_failure(error)
            return
        # A slider of another part moves many times a second.
        seen = options, self._subject.usual_loading, self._found
        if seen == self._seen:
            return
        self._seen = seen
        wrong = load_problems(options)
        differing = hidden = 0
        for name, row in self.rows.items():
            value, usual = self._value(name, options), self._usual(name)
            row.control.set_value(self._shown(name, value))
            differs = value != usual
            differing += differs
            hidden += differs and self._is_advanced(name)
            row.show_state(
                differs=differs,
                recommended=self._suggestion(name, value),
                target=self._said(name, usual),
            )
            row.show_problem(languages.translated(wrong.get(name, "")))
        self.reset_all.setVisible(bool(differing))
        self.more.button.setText(more_words(hidden))
        if any(name in self.rows and self._is_advanced(name) for name in wrong):
            self.more.button.setChecked(True)
        if self._trial is not None and not wrong:
            self._look_at(self._trial, options)

    def _look_at(self, trial: Trial, options: LoadOptions) -> None:
        verified = self._verified.get(options)
        try:
            seen = trial.look(options, verified)
        except ParleyError as error:  # an adapter that is none
            self.rows["loras"].show_problem(languages.said(error))
            return
        self._show_outlook(seen)
        if verified is None and self.isVisible():
            self._wait.start()

    def _show_outlook(self, seen: Outlook) -> None:
        self.verdict.setText(self._verdict(seen))
        self.speed.setText(self._speed(seen))
        self.speed.setVisible(seen.speed is not None)
        self._show_bad(not seen.fits)
        while len(self._places) < len(seen.places):
            bar = MemoryBar(self._look)
            self._places.append(bar)
            self._bars_column.addWidget(bar)
        for number, bar in enumerate(self._places):
            bar.setVisible(number < len(seen.places))
            if number < len(seen.places):
                bar.show_place(seen.places[number])
        self.bars.show()
        if not seen.fits:
            said = self.tr("A shorter context or a smaller cache type takes less memory.")
        elif seen.verified:
            said = self.tr("Checked with the engine.")
        else:
            said = self.tr("Calculated.")
        self.basis.setText(said)
        self.basis.show()

    def _verdict(self, seen: Outlook) -> str:
        return {
            "gpu": self.tr("Runs on your graphics card"),
            "split": self.tr("Runs, partly on the graphics card"),
            "cpu": self.tr("Runs on the processor"),
            "too_big": self.tr("Too big for this machine"),
        }[seen.verdict]

    def _speed(self, seen: Outlook) -> str:
        if seen.speed is None:
            return ""
        rate = seen.speed.decode
        said = languages.locale().toString(rate, "f", 0 if rate >= 10 else 1)
        return self.tr("About {rate} tokens/s").format(rate=said)

    def _show_bad(self, bad: bool) -> None:
        self.verdict.setProperty("bad", bad)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)

    # -- what is found out -----------------------------------------------------------------------

    def show_trial(self, trial: Trial) -> None:
        """Show what a load of a model is like on this machine."""
        self._trial, self._suggested = trial, None
        self._verified.clear()
        shape = trial.shape
        cards = trial.machine.accelerators
        layers = self.rows["gpu_layers"].control
        assert isinstance(layers, SlidingNumber)
        layers.set_scale(Scale(0, trial.layers, 1), trial.layers)
        devices = self.rows["devices"].control
        assert isinstance(devices, Ticks)
        devices.set_choices([(each.name, each.description or each.name) for each in cards])
        for name, there in (
            ("gpu_layers", bool(cards)),
            ("offload_kqv", bool(cards)),
            ("devices", len(cards) > 1),
            ("tensor_split", len(cards) > 1),
            ("cpu_moe_layers", bool(shape.expert_bytes) and bool(cards)),
            ("swa_full", any(layer.window for layer in shape.layers)),
        ):
            self.rows[name].setVisible(there)
        self.show_context(shape.context_trained)
        self._advisor.suggest(trial)
        if self._planning is not None:
            self._ask_plan()

    def _show_suggestion(self, made: Plan) -> None:
        self._suggested = made.options if made.verdict != "too_big" else None
        for name in ("context", "gpu_layers"):
            value = None
            if self._suggested is not None:
                value = float(str(self._shown(name, getattr(self._suggested, name))))
            self.rows[name].control.set_recommended(value)
        self._found += 1
        self.refresh()

    def _suggestion(self, name: str, value: object) -> str:
        """Return what is best here, where that is something else."""
        if self._suggested is None or name not in {"context", "gpu_layers", "kv_type"}:
            return ""
        best = _both(lambda each: getattr(self._suggested, each), name)
        if self._shown(name, best) == self._shown(name, value) or best is None:
            return ""
        said = self._said(name, best)
        return self.tr("Best for this machine: {value}.").format(value=said)

    def _verify(self) -> None:
        if self._trial is not None:
            try:
                options = self._subject.load_options()
            except ParleyError:
                return
            if not load_problems(options):
                self._advisor.verify(self._trial, options)

    def _show_verified(self, options: LoadOptions, found: Allocation) -> None:
        self._verified[options] = found
        self._found += 1
        self.refresh()

    def _ask_plan(self) -> None:
        if self._trial is None:
            return
        from parley.fit.values import Wish

        wanted = self._subject.setup.options.load.get("context")
        self.plan_button.setEnabled(False)
        self._planning = (self._subject.key,)
        self._advisor.plan(self._trial, Wish(context=wanted))

    def _end_planning(self) -> None:
        self._planning = None
        self.plan_button.setEnabled(True)

    def _take_plan(self, trial: Trial, made: Plan) -> None:
        if self._planning is None or trial is not self._trial:
            return  # of a conversation that is not on the screen any more, or asked anew
        self._end_planning()
        if made.verdict == "too_big":
            self.basis.setText(" ".join(map(languages.translated, made.reasons)))
            return
        named = dict(self._subject.setup.options.load)
        for name in _PLANNED:
            value = getattr(made.options, name)
            named.pop(name, None)
            if value != self._subject.usual_load(name):
                named[name] = as_stored(value)
        self._subject.change_options(load=named)

    # -- values ----------------------------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        if name == "gpu_layers" and self._trial is not None and value >= self._trial.layers:
            value = -1
        if name == "kv_type":
            self._subject.set_load("kv_type_k", value)
            self._subject.set_load("kv_type_v", value)
        else:
            self._subject.set_load(name, value)

    def _reset(self, name: str) -> None:
        for each in ("kv_type_k", "kv_type_v") if name == "kv_type" else (name,):
            self._subject.set_load(each, self._subject.usual_load(each))

    def _value(self, name: str, options: LoadOptions) -> object:
        return _both(lambda each: getattr(options, each), name)

    def _usual(self, name: str) -> object:
        return _both(self._subject.usual_load, name)

    def _shown(self, name: str, value: Any) -> object:
        if name == "context" and value == 0:
            return self._trained or value
        if name == "gpu_layers" and self._trial is not None:
            return self._trial.layers if value < 0 else min(value, self._trial.layers)
        return value

    def _said(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return self.tr("on") if value else self.tr("off")
        if name == "gpu_layers" and value == -1:
            return self.tr("all")
        if isinstance(value, int):
            return languages.locale().toString(value)
        return str(value) if isinstance(value, str) else self.tr("what is usual")

    def _is_advanced(self, name: str) -> bool:
        return self.more.isAncestorOf(self.rows[name])

    def _flush(self) -> None:
        for row in self.rows.values():
            if isinstance(row.control, Written):
                row.control.flush()


def _both(value: Callable[[str], object], name: str) -> object:
    """Return the value of an option; of the KV cache's two, None where they differ."""
    if name != "kv_type":
        return value(name)
    keys, values = value("kv_type_k"), value("kv_type_v")
    return keys if keys == values else None
