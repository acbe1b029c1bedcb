"""A figure that Parley claims: a value, what it is compared with, and whether the claim holds."""

from __future__ import annotations

import statistics
from typing import Any

Figure = dict[str, Any]


def bounded(name: str, value: float, unit: str, most: float, target: str) -> Figure:
    """Return a figure with a bound of its own and no reference."""
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "reference": None,
        "ratio": None,
        "target": target,
        "holds": value <= most,
    }


def ratio(
    name: str,
    ours: list[float],
    reference: list[float],
    unit: str,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    value, other = statistics.median(ours), statistics.median(reference)
    quotient = statistics.median(a / b for a, b in zip(ours, reference, strict=True))
    holds = (at_least is None or quotient >= at_least) and (at_most is None or quotient <= at_most)
    target = f"≥ {at_least:g} ×" if at_least is not None else f"≤ {at_most:g} ×"
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "reference": other,
        "ratio": quotient,
        "target": target,
        "holds": holds,
    }
