"""The page of this machine: its memory, processor and cards as the engine sees them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from parley.core.errors import ParleyError
from parley.hardware.values import Cpu, Device, Machine
from parley.hardware.words import report
from parley.ui import theme, words
from parley.ui.icons import Icons
from parley.ui.languages import said, translated
from parley.ui.models import words as models
from parley.ui.models.plates import Plates
from parley.ui.models.work import Work
from parley.ui.services import ModelServices
from parley.ui.settings.memory_bar import Bar, Legend, Share
from parley.ui.settings.rows import wrapped
from parley.ui.theme import Theme

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class MachinePage(QWidget):
    """`said` carries a sentence, and whether it is a failure.

    Attributes:
        ready: whether the machine is shown.
    """

    said = Signal(str, bool)

    def __init__(
        self,
        services: ModelServices,
        work: Work,
        look: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._work, self._look, self._icons = services, work, look, icons
        self.machine: Machine | None = None
        self.ready = False
        self._bars: list[Bar | Legend] = []
        self.copy = QPushButton(self.tr("Copy the report"))
        self.copy.setToolTip(self.tr("Everything on this page as plain text, in English"))
        self.copy.clicked.connect(lambda _=False: self.copy_report())
        self.again = QPushButton(self.tr("Look again"))
        self.again.clicked.connect(lambda _=False: self.refresh())
        self.area = QScrollArea()
        self.area.setObjectName("machine_page")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.plates = Plates(self.area, look, icons)
        self.plates.pressed.connect(self.refresh)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 10, 16, 12)
        buttons.setSpacing(8)
        for button in (self.copy, self.again):
            buttons.addWidget(button)
            button.setEnabled(False)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.plates, 1)
        whole.addLayout(buttons)

    def set_theme(self, look: Theme) -> None:
        """Take the colours of `look`."""
        self._look = look
        self.plates.set_theme(look)
        for part in self._bars:
            part.set_theme(look)

    def refresh(self) -> None:
        """Look at the machine again; what is shown stays meanwhile."""
        if not self.ready:
            self.plates.wait(self.tr("Looking at this machine…"))
        self.again.setEnabled(False)
        self._work.look("machine", self._services.look_at_machine, self.show_machine, self._failed)

    def copy_report(self) -> None:
        """Put everything as plain text on the clipboard."""
        if self.machine is not None:
            QGuiApplication.clipboard().setText(report(self.machine))
            self.said.emit(self.tr("The report is copied."), False)

    def show_machine(self, machine: Machine) -> None:
        """Show a machine."""
        self.machine, self.ready = machine, True
        self._bars = []
        column = QWidget()
        column.setMaximumWidth(theme.MEASURE + 80)
        self._column = lines = QVBoxLayout(column)
        lines.setContentsMargins(24, 20, 24, 24)
        lines.setSpacing(6)
        self._memory(machine)
        self._processor(machine.cpu)
        self._devices(machine)
        self._missing(machine)
        self._engine(machine)
        if machine.disks:
            self._heading(self.tr("Disk of the models"))
            disk = machine.disks[0]
            self._bar(disk.total, disk.free)
        lines.addStretch(1)
        outer = QWidget()
        outer.setObjectName("machine_column")
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column, 1)
        row.addStretch(0)
        at = self.area.verticalScrollBar().value()
        self.area.setWidget(outer)
        self.area.verticalScrollBar().setValue(at)
        self.plates.show_contents()
        self.copy.setEnabled(True)
        self.again.setEnabled(True)

    def _failed(self, error: ParleyError) -> None:
        self.again.setEnabled(True)
        if self.ready:
            self.said.emit(said(error), True)
        else:
            self.plates.fail(error, self.tr("Try again"))

    # -- parts -----------------------------------------------------------------------------------

    def _memory(self, machine: Machine) -> None:
        memory = machine.memory
        self._heading(self.tr("Memory"))
        whole = memory.total if memory.limit is None else memory.limit
        self._bar(whole, memory.available)
        if memory.limit is not None:
            self._line(
                self.tr(
                    "A container or a job limits this program to {limit} of the computer's {total}."
                ).format(limit=words.size(memory.limit), total=words.size(memory.total))
            )

    def _processor(self, cpu: Cpu) -> None:
        self._heading(self.tr("Processor"))
        self._line(cpu.name)
        parts = [self.tr("%n core(s)", "", cpu.physical_cores)]
        if cpu.performance_cores != cpu.physical_cores:
            parts.append(self.tr("%n of them for models", "", cpu.performance_cores))
        if cpu.bandwidth_bytes_per_second:
            parts.append(
                self.tr("reads {size} of memory per second").format(
                    size=words.size(cpu.bandwidth_bytes_per_second)
                )
            )
        self._line(", ".join(parts))
        if cpu.features:
            self._line(" ".join(cpu.features), "small")

    def _devices(self, machine: Machine) -> None:
        self._heading(self.tr("Graphics cards"))
        others = [device for device in machine.devices if device.kind != "cpu"]
        if not others:
            self._line(self.tr("None that the engine can use. Models run on the processor."))
        for device in others:
            self._line(device.description or device.name, "option")
            self._line(self._kind(device))
            if device.total:
                self._bar(device.total, device.free)

    def _kind(self, device: Device) -> str:
        kinds = {
            "gpu": self.tr("graphics card"),
            "igpu": self.tr("integrated graphics"),
            "accel": self.tr("accelerator"),
        }
        parts = [device.name, device.backend, kinds.get(device.kind, device.kind)]
        if device.unified:
            parts.append(self.tr("shares main memory"))
        return " · ".join(parts)

    def _missing(self, machine: Machine) -> None:
        if not machine.missing:
            return
        self._heading(self.tr("Not used, and what to do"))
        for missing in machine.missing:
            self._line(translated(missing.what), "option")
            self._line(translated(missing.hint))

    def _engine(self, machine: Machine) -> None:
        self._heading(self.tr("Engine"))
        if not machine.engine.version:
            self._line(self.tr("None that runs."))
            return
        backends = [name for name in machine.engine.backends if name != "RPC"]
        self._line(
            self.tr("llama-cpp-python {version}, built for {backends}").format(
                version=machine.engine.version, backends=models.listed(backends)
            )
        )

    def _heading(self, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(12)
        self._line(text, "heading")

    def _line(self, text: str, name: str = "fact") -> None:
        label: QLabel = wrapped(text, name)
        label.setTextInteractionFlags(_SELECTABLE)
        self._column.addWidget(label)

    def _bar(self, total: int, free: int) -> None:
        shares: Sequence[Share] = (
            Share(self.tr("In use"), max(total - free, 0), "others"),
            Share(self.tr("Free"), free, "free"),
        )
        text = self.tr("{free} free of {total}").format(
            free=words.size(free), total=words.size(total)
        )
        bar, legend = Bar(self._look), Legend(self._look)
        bar.show_shares(shares, total)
        bar.setAccessibleName(text)
        legend.show_shares(shares)
        self._line(text)
        self._column.addWidget(bar)
        self._column.addWidget(legend)
        self._bars += [bar, legend]
