"""What `parley fit` and `parley recommend` print for programs. The keys are stable."""

from __future__ import annotations

from typing import Any

import msgspec

from parley.engine.protocol import Buffer
from parley.fit.fitting import Fit, Recommended, RecommendedPair
from parley.fit.values import Allocation, Plan, Speed


def fit_object(found: Fit) -> dict[str, Any]:
    """Return what is known of one build on one machine; sizes in bytes.

    `verified` and `measured` are null where the engine was not asked, or did not load it yet.
    """
    plan = found.plan
    shape = found.offer.build.shape
    return {
        "name": shape.name,
        "architecture": shape.architecture,
        **_plan(plan),
        "parameters": shape.parameters,
        **memory_object(plan.allocation),
        "extra": plan.allocation.extra,
        "buffers": [_buffer(each) for each in plan.allocation.buffers],
        "process": found.process,
        "verified": None if found.verified is None else memory_object(found.verified),
        "not_verified": found.unverified or None,
        "measured": _measured(found),
        "context_trained": shape.context_trained,
        "options": msgspec.to_builtins(plan.options),
        "reasons": found.reasons,
    }


def memory_object(allocation: Allocation) -> dict[str, int]:
    """Return the bytes of an allocation by what they are for."""
    return {
        "weights": allocation.weights,
        "kv_cache": allocation.kv_cache,
        "compute": allocation.compute,
        "total": allocation.total,
    }


def speed_object(speed: Speed | None) -> dict[str, Any]:
    """Return tokens per second; null where nothing runs."""
    if speed is None:
        return {"prefill": None, "decode": None, "basis": None}
    return {
        "prefill": round(speed.prefill, 2),
        "decode": round(speed.decode, 2),
        "basis": speed.basis,
    }


def recommended_object(found: Recommended) -> dict[str, Any]:
    """Return the build to take, or null, and every candidate with its verdict.

    Why it was chosen is among its own reasons. Those beside it say why there is none, and which
    builds were left out.
    """
    return {
        "source": found.source.name,
        "chosen": None if found.chosen is None else fit_object(found.chosen),
        "candidates": [
            {**_plan(plan), "total": plan.allocation.total} for plan in found.candidates
        ],
        "reasons": found.reasons,
    }


def pair_object(found: RecommendedPair) -> dict[str, Any]:
    """Return both recommendations, as they run in a comparison, and whether both stay loaded."""
    return {
        **recommended_object(found.first),
        "with": recommended_object(found.second),
        "pair": {"mode": found.plan.mode, "reasons": found.plan.reasons},
    }


def _plan(plan: Plan) -> dict[str, Any]:
    """Return what is said of every plan, chosen or not."""
    return {
        "quantisation": plan.build,
        "files": plan.files,
        "size": plan.size,
        "verdict": plan.verdict,
        "gpu_layers": plan.gpu_layers,
        "context": plan.options.context,
        "max_context": plan.max_context,
        "tokens_per_second": speed_object(plan.speed),
        "divergence": plan.divergence,
    }


def _buffer(buffer: Buffer) -> dict[str, Any]:
    return {
        "type": buffer.type,
        "device": buffer.device,
        "weights": buffer.weights,
        "kv_cache": buffer.context,
        "compute": buffer.compute,
    }


def _measured(found: Fit) -> dict[str, Any] | None:
    """Return what loads and runs of this build with these options took here."""
    figures = found.figures
    if figures.loaded is None and figures.speed_measured is None:
        return None
    seen: dict[str, Any] = {"runs": figures.runs}
    if figures.measured is not None:
        seen |= memory_object(figures.measured)
    if figures.loaded is not None:
        seen["process"] = figures.loaded.memory_bytes
        seen["load_seconds"] = figures.loaded.load_seconds
    if figures.speed_measured is not None:
        seen["tokens_per_second"] = speed_object(figures.speed_measured)
    return seen
