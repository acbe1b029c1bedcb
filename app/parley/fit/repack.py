"""Which weights a processor gets rearranged, into a buffer of their own.

Source: `ggml_repack_get_optimal_repack_type` in ggml's ggml-cpu/repack.cpp.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from parley.fit.layers import Matrix

#: The engine's name for the buffer type.
REPACK: Final = "CPU_REPACK"

_AVX2: Final = {"Q4_0": 8, "Q4_K": 8, "IQ4_NL": 8, "MXFP4": 8}
_AVX512: Final = {"Q2_K": 8}
_DOTPROD: Final = {
    "Q1_0": 4,
    "Q4_0": 4,
    "Q4_K": 8,
    "Q5_K": 8,
    "Q6_K": 8,
    "IQ4_NL": 4,
    "MXFP4": 4,
    "Q8_0": 4,
}


class Repacking:
    """Which tensor types are rearranged on a processor: type to what the rows are multiples of."""

    def __init__(self, features: Collection[str], *, wanted: bool) -> None:
        self._rows: dict[str, int] = {}
        if not wanted:
            return
        if "avx2" in features:
            self._rows |= _AVX2
        if any(name.startswith("avx512") for name in features):
            self._rows |= _AVX512
        if "dotprod" in features or "asimddp" in features:
            self._rows |= _DOTPROD

    def takes(self, matrix: Matrix) -> bool:
        """Return whether a matrix in host memory is rearranged."""
        rows = self._rows.get(matrix.type)
        return rows is not None and matrix.plain and matrix.rows % rows == 0
