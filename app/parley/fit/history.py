"""What is recorded of models on a machine, as far as it serves a fit.

Figures are kept beside conversations and planning works without them: a database that refuses is
done without from then on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions
from parley.fit.offers import Offer
from parley.fit.plan import Predictor
from parley.fit.rates import Calibration
from parley.fit.records import Figures, FitRecords, Run
from parley.fit.shape import Shape
from parley.fit.speed import Observed, predict
from parley.fit.values import Allocation, Plan, Speed
from parley.hardware.values import Machine

_T = TypeVar("_T")

log = logging.getLogger(__name__)


class _Ran(msgspec.Struct, frozen=True):
    """A run, and the model that ran."""

    shape: Shape
    run: Run


class _Known(msgspec.Struct, frozen=True):
    """What is known of the build with a shape: its key, and a run of it or a related one."""

    shape: Shape
    key: str
    run: _Ran | None


class History:
    """Keeps the figures of fits, and predicts speed in their light.

    Args:
        machine: that models are planned for.
        calibrate: returns how fast it is; asked once, when a speed is wanted first.
        records: of this machine; None where `machine` is another one.
    """

    def __init__(
        self,
        machine: Machine,
        calibrate: Callable[[], Calibration],
        records: FitRecords | None,
    ) -> None:
        self._machine = machine
        self._calibrate = calibrate
        self._calibration: Calibration | None = None
        self._records = records

    def keep(self, offer: Offer, made: Plan, verified: Allocation | None) -> Figures:
        """Keep what was found out of a plan; return all that is recorded of it."""

        def kept(records: FitRecords) -> Figures:
            key, options = offer.key, made.options
            records.remember_prediction(key, options, made.allocation, made.speed)
            if verified is not None:
                records.remember_verified(key, options, verified)
            return records.figures(key, options)

        return self._asked(kept, Figures()) if offer.key else Figures()

    def predictor(self, models: Iterable[Iterable[Offer]]) -> Predictor:
        """Return what predicts the speed of builds; those of one model are given together.

        A run of the very build with the very options is worth more than any prediction; a run of
        it with others, or else of another build of its model, shows how far predictions are off.
        """
        known: dict[int, _Known] = {}
        for offers in models:
            settled = [offer for offer in offers if offer.key]
            runs = {offer.key: self._run(offer) for offer in settled}
            related = next((run for run in runs.values() if run is not None), None)
            for offer in offers:
                # Shapes are told apart by being the same object: comparing all layers takes long.
                shape = offer.build.shape
                known[id(shape)] = _Known(shape, offer.key, runs.get(offer.key) or related)

        def speed(shape: Shape, options: LoadOptions, allocation: Allocation) -> Speed:
            found = known.get(id(shape))
            observed = None
            if found is not None:
                observed = self._exact(found.key, options) or self._seen(found.run)
            return self._predict(shape, options, allocation, observed)

        return speed

    def _predict(
        self,
        shape: Shape,
        options: LoadOptions,
        allocation: Allocation,
        observed: Observed | None = None,
    ) -> Speed:
        if self._calibration is None:
            self._calibration = self._calibrate()
        return predict(shape, options, allocation, self._machine, self._calibration, observed)

    def _exact(self, key: str, options: LoadOptions) -> Observed | None:
        if not key:
            return None
        seen = self._asked(lambda records: records.figures(key, options), Figures())
        return Observed(seen.speed_measured) if seen.speed_measured is not None else None

    def _run(self, offer: Offer) -> _Ran | None:
        run = self._asked(lambda records: records.latest_run(offer.key), None)
        return None if run is None else _Ran(offer.build.shape, run)

    def _seen(self, ran: _Ran | None) -> Observed | None:
        """Return a run beside what would be predicted of it now.

        What was said before it may rest on another calibration, or on earlier runs.
        """
        if ran is None or ran.run.options.rpc:  # how fast servers are is not known here
            return None
        options = ran.run.options
        allocation = Allocation((), options.context or ran.shape.context_trained)
        return Observed(ran.run.speed, self._predict(ran.shape, options, allocation))

    def _asked(self, question: Callable[[FitRecords], _T], otherwise: _T) -> _T:
        if self._records is None:
            return otherwise
        try:
            return question(self._records)
        except ParleyError as error:
            log.info("Figures of models are done without: %s", error)
            self._records = None
            return otherwise
