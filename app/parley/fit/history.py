"""What is recorded of models on a machine, as far as it serves a fit.

Figures are kept beside conversations and planning works without them: a database that refuses is
done without from then on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions
from parley.fit.offers import Offer
from parley.fit.plan import Predictor
from parley.fit.rates import Calibration
from parley.fit.records import Figures, FitRecords
from parley.fit.shape import Shape
from parley.fit.speed import Observed, predict
from parley.fit.values import Allocation, Plan, Speed
from parley.hardware.values import Machine

_T = TypeVar("_T")

log = logging.getLogger(__name__)


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
        keys: dict[int, str] = {}
        observed: dict[int, Observed] = {}
        for offers in models:
            runs = {offer.key: self._run(offer.key) for offer in offers if offer.key}
            related = next((run for run in runs.values() if run is not None), None)
            for offer in offers:
                place = id(offer.build.shape)
                keys[place] = offer.key
                if (run := runs.get(offer.key) or related) is not None:
                    observed[place] = run

        def speed(shape: Shape, options: LoadOptions, allocation: Allocation) -> Speed:
            if self._calibration is None:
                self._calibration = self._calibrate()
            place = id(shape)
            exact = self._exact(keys.get(place, ""), options)
            return predict(
                shape,
                options,
                allocation,
                self._machine,
                self._calibration,
                exact or observed.get(place),
            )

        return speed

    def _exact(self, key: str, options: LoadOptions) -> Observed | None:
        if not key:
            return None
        seen = self._asked(lambda records: records.figures(key, options), Figures())
        return Observed(seen.speed_measured) if seen.speed_measured is not None else None

    def _run(self, key: str) -> Observed | None:
        seen = self._asked(lambda records: records.latest_run(key), None)
        if seen is None or seen.speed_measured is None or seen.speed_predicted is None:
            return None
        return Observed(seen.speed_measured, seen.speed_predicted)

    def _asked(self, question: Callable[[FitRecords], _T], otherwise: _T) -> _T:
        if self._records is None:
            return otherwise
        try:
            return question(self._records)
        except ParleyError as error:
            log.info("Figures of models are done without: %s", error)
            self._records = None
            return otherwise
