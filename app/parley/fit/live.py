"""One model on this machine while its load options are being chosen: an answer for each of them.

What has to be read or asked is had once, beside the window; after that a look is arithmetic and
takes a millisecond or two, so that a bar can follow a slider.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from parley.core.errors import ParleyError
from parley.core.paths import Paths
from parley.engine.protocol import LoadOptions
from parley.fit.adapters import adapter_bytes
from parley.fit.budget import ESTIMATE_MARGIN, VERIFIED_MARGIN, released, room
from parley.fit.estimate import estimate
from parley.fit.identity import key_of
from parley.fit.placement import place
from parley.fit.plan import Build, plan
from parley.fit.rates import Calibration
from parley.fit.recorder import OpenRecords
from parley.fit.shape import Shape, shape
from parley.fit.sparse import HeaderFile, header_files, trim
from parley.fit.speed import Observed, predict
from parley.fit.values import HOST, Allocation, Plan, Speed, Verdict, Wish
from parley.fit.verify import DryLoader, Verifier
from parley.gguf import joined, quantisation
from parley.hardware.values import Machine


class Place(msgspec.Struct, frozen=True):
    """One memory and what would be in it; bytes.

    Attributes:
        name: the engine's name of the device; "CPU" is main memory.
        description: the maker's name of the device; "" for main memory.
        others: what the rest of the machine takes.
        beside: a projector and adapters.
        free: what is left; less than nothing where it is not enough.
        over: by how much the room that a model may take is exceeded; 0 where it is not.
    """

    name: str
    description: str
    total: int
    others: int
    weights: int
    beside: int
    cache: int
    compute: int
    free: int
    over: int = 0


class Outlook(msgspec.Struct, frozen=True):
    """What a load with certain options would be like.

    Attributes:
        context: tokens, as they would be allocated.
        verified: whether the engine itself was asked.
    """

    options: LoadOptions
    verdict: Verdict
    allocation: Allocation
    places: tuple[Place, ...]
    context: int
    speed: Speed | None
    verified: bool = False

    @property
    def fits(self) -> bool:
        """Whether it would load."""
        return self.verdict != "too_big"


class Trial(msgspec.Struct, frozen=True):
    """One model on one machine, ready to be looked at with any options.

    Attributes:
        loaded: what the model takes that is loaded now and goes before this one comes.
        observed: a run of it here, beside what had been predicted of that.
    """

    path: str
    files: tuple[HeaderFile, ...]
    build: Build
    machine: Machine
    calibration: Calibration
    loaded: Allocation | None = None
    observed: Observed | None = None

    @property
    def shape(self) -> Shape:
        """The model."""
        return self.build.shape

    @property
    def layers(self) -> int:
        """Layers that can be on a graphics card; the output counts as one."""
        return len(self.shape.layers) + 1

    def look(self, options: LoadOptions, verified: Allocation | None = None) -> Outlook:
        """Return what a load with `options` would be like; `verified` are the engine's figures."""
        here = released(self.machine, self.loaded)
        allocation = verified
        if allocation is None:
            adapters = adapter_bytes(options.loras) if options.loras else 0
            allocation = estimate(self.shape, options, here, adapters=adapters)
        margin = VERIFIED_MARGIN if verified is not None else ESTIMATE_MARGIN
        over = room(here, margin=margin).over(allocation)
        speed = None
        if not over:
            speed = predict(self.shape, options, allocation, here, self.calibration, self.observed)
        return Outlook(
            options=options,
            verdict="too_big" if over else self._where(options, here),
            allocation=allocation,
            places=places(here, allocation, over),
            context=allocation.context,
            speed=speed,
            verified=verified is not None,
        )

    def plan(self, wish: Wish) -> Plan:
        """Return how Parley would load it here. May take a moment for a large model."""

        def speed(model: Shape, options: LoadOptions, allocation: Allocation) -> Speed:
            return predict(
                model, options, allocation, self.machine, self.calibration, self.observed
            )

        return plan(self.build, self.machine, wish, speed, loaded=self.loaded)

    def _where(self, options: LoadOptions, here: Machine) -> Verdict:
        placement = place(self.shape, options, here)
        on_host = [device == HOST for device in (*placement.layers, placement.output)]
        if all(on_host):
            return "cpu"
        moved = options.cpu_moe_layers and self.shape.expert_bytes
        return "split" if any(on_host) or moved else "gpu"


class _Model(msgspec.Struct, frozen=True):
    """A model whose headers were read; `changed` is when its file last was, in nanoseconds."""

    path: str
    changed: int
    files: tuple[HeaderFile, ...]
    build: Build
    key: str


class Trials:
    """Makes trials and asks the engine about them. Blocks: for one thread beside the window's.

    Args:
        look: returns this machine as it is now; the engine is asked for its devices.
        remembered: returns it as it was found before, or None; its free memory is as it is now.
        calibration: returns how fast a machine is, without measuring.
        query: asks the engine what a load would take.
        records: as `OpenRecords`.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        look: Callable[[], Machine],
        remembered: Callable[[], Machine | None],
        calibration: Callable[[Machine], Calibration],
        query: DryLoader,
        records: OpenRecords,
    ) -> None:
        self._cache = paths.cache / "fit"
        self._look = look
        self._remembered = remembered
        self._calibration = calibration
        self._query = query
        self._records = records
        self._verifier: tuple[Machine, Verifier] | None = None
        self._last: _Model | None = None

    def known(self, path: str, loaded: Allocation | None = None) -> Trial | None:
        """Return a trial on the machine as it was found before; None where it never was.

        Raises `ParleyError` where the model cannot be read.
        """
        machine = self._remembered()
        return None if machine is None else self._made(path, machine, loaded)

    def open(self, path: str, loaded: Allocation | None = None) -> Trial:
        """Return a trial of the model file `path` on this machine as it is now.

        Raises `ParleyError` where the model cannot be read.
        """
        return self._made(path, self._look(), loaded)

    def verify(self, trial: Trial, options: LoadOptions) -> Allocation:
        """Return what the engine says that a load would take. Raises as `Verifier.verify`."""
        if self._verifier is None or self._verifier[0] is not trial.machine:
            here = trial.machine if trial.machine.engine.version else None
            self._verifier = trial.machine, Verifier(self._query, self._cache, here=here)
        here = released(trial.machine, trial.loaded)
        return self._verifier[1].verify(trial.files, options, here)

    def _made(self, path: str, machine: Machine, loaded: Allocation | None) -> Trial:
        model = self._model(path)
        calibration = self._calibration(machine)
        observed = self._observed(model.key, model.build.shape, machine, calibration)
        return Trial(path, model.files, model.build, machine, calibration, loaded, observed)

    def _model(self, path: str) -> _Model:
        """Return what is in the headers of a model, read again where its file is another one."""
        found = self._last
        changed = Path(path).stat().st_mtime_ns if Path(path).is_file() else 0
        if found is None or (found.path, found.changed) != (path, changed):
            files = tuple(header_files(Path(path)))
            cut = trim(files)
            header = joined([each.header for each in cut])
            build = Build(
                label=quantisation(header).label,
                files=tuple(each.name for each in files),
                size=sum(each.size for each in files),
                shape=shape(header),
            )
            found = self._last = _Model(path, changed, files, build, key_of(cut))
        return found

    def _observed(
        self, key: str, model: Shape, machine: Machine, calibration: Calibration
    ) -> Observed | None:
        try:
            with self._records(machine) as records:
                run = records.latest_run(key)
        except ParleyError:
            return None  # A prediction without it is still one.
        if run is None or run.options.rpc:
            return None
        took = Allocation((), run.options.context or model.context_trained)
        said = predict(model, run.options, took, machine, calibration)
        return Observed(run.speed, said)


def places(machine: Machine, allocation: Allocation, over: dict[str, int]) -> tuple[Place, ...]:
    """Return main memory, and each device with memory of its own that is used or could be.

    `over` is by how many bytes each is exceeded, as `Room.over`.
    """
    memory = machine.memory
    shared = {device.name for device in machine.accelerators if device.unified}
    found = [
        _place(
            HOST, "", memory.limit or memory.total, memory.available, {HOST, *shared}, allocation,
            over,
        )
    ]  # fmt: skip
    found += [
        _place(
            device.name, device.description, device.total, device.free, {device.name}, allocation,
            over,
        )
        for device in machine.accelerators
        if device.name not in shared
    ]  # fmt: skip
    return tuple(found)


def _place(
    name: str,
    description: str,
    total: int,
    free: int,
    inside: set[str],
    allocation: Allocation,
    over: dict[str, int],
) -> Place:
    held = [each for each in allocation.buffers if each.device in inside]
    taken = sum(each.total for each in held)
    beside = sum(allocation.on(each) for each in inside) - taken
    return Place(
        name=name,
        description=description if description != name else "",
        total=total,
        others=max(total - free, 0),
        weights=sum(each.weights for each in held),
        beside=beside,
        cache=sum(each.context for each in held),
        compute=sum(each.compute for each in held),
        free=free - taken - beside,
        over=max((over.get(each, 0) for each in inside), default=0),
    )
