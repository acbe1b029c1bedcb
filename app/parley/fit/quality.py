"""How far a quantised model's answers are from the original's: measured, not read off file sizes.

The figure is the mean Kullback-Leibler divergence of the next-token probabilities from those of
the unquantised model, in nats: 0 is the same model. Source of the table, unless a line says
otherwise: llama.cpp, tools/perplexity/README.md, "LLaMA 3 8b Scoreboard" (Wikitext-2).
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec

from parley.gguf import built_on, normal_label, runnable


class Measured(msgspec.Struct, frozen=True):
    """Divergence of Llama 3 8B in one quantisation.

    Attributes:
        bits: bits per weight over the whole file of Llama 3.1 8B (llama.cpp,
            tools/quantize/README.md; block sizes of ggml for Q4_0, Q4_1, Q5_0 and Q5_1).
        plain: mean divergence made without an importance matrix; None where not measured.
        imatrix: the same with one (10 million tokens of Wikitext).
    """

    bits: float
    plain: float | None
    imatrix: float | None


#: Parameters of the model that the table was measured on.
REFERENCE_PARAMETERS: Final = 8.03e9

TABLE: Final[dict[str, Measured]] = {
    # The logits to compare with were stored in 16 bits: 0.000551 of each figure is from that.
    "Q8_0": Measured(8.50, 0.001355, None),
    "Q6_K": Measured(6.56, 0.005452, None),
    "Q5_1": Measured(6.00, 0.018045, None),
    "Q5_K_M": Measured(5.70, 0.010762, None),
    "Q5_K_S": Measured(5.57, 0.016595, None),
    "Q5_0": Measured(5.50, 0.022239, None),
    "Q4_1": Measured(5.00, 0.071683, None),
    "Q4_K_M": Measured(4.89, 0.031273, 0.028152),
    "IQ4_NL": Measured(4.68, None, 0.035742),
    "Q4_K_S": Measured(4.67, 0.043136, 0.031951),
    "Q4_0": Measured(4.50, 0.071940, None),
    "IQ4_XS": Measured(4.46, None, 0.036334),
    "Q3_K_L": Measured(4.30, 0.087176, 0.073077),
    "Q3_K_M": Measured(4.00, 0.101913, 0.084358),
    "IQ3_M": Measured(3.76, None, 0.102534),
    "IQ3_S": Measured(3.66, None, 0.111278),
    "Q3_K_S": Measured(3.64, 0.228217, 0.199821),
    "IQ3_XS": Measured(3.50, None, 0.138693),
    "IQ3_XXS": Measured(3.25, None, 0.183625),
    "Q2_K": Measured(3.16, 0.445132, 0.332223),
    "Q2_K_S": Measured(2.97, None, 0.403360),
    "IQ2_M": Measured(2.93, None, 0.325989),
    "IQ2_S": Measured(2.74, None, 0.439197),
    "IQ2_XS": Measured(2.59, None, 0.546290),
    "IQ2_XXS": Measured(2.38, None, 0.812022),
    "IQ1_M": Measured(2.15, None, 1.393084),
    "IQ1_S": Measured(2.00, None, 2.254554),
}

#: Base of Unsloth's dynamic mixes whose own size letter is `XL`.
_DYNAMIC_XL: Final[dict[str, str]] = {
    "Q2_K_XL": "Q2_K",
    "Q3_K_XL": "Q3_K_M",
    "Q4_K_XL": "Q4_K_M",
    "Q5_K_XL": "Q5_K_M",
    "Q6_K_XL": "Q6_K",
    "Q8_K_XL": "Q8_0",
}
#: Unsloth's dynamic mixes against plain ones of the same name, Gemma 3 27B: 0.92 to 0.97 of the
#: divergence (docs.unsloth.ai, "Unsloth Dynamic 2.0 GGUFs"); the weakest gain counts.
_DYNAMIC_GAIN: Final = 0.97

#: Without an importance matrix, where only the figure with one was measured: Q4_K_S, the type
#: of nearest size that has both, diverges 1.35 times as much without.
_WITHOUT_IMATRIX: Final = 0.043136 / 0.031951

#: Bigger models lose less. Perplexity loss of Llama 2 70B against 7B, in the same README: Q6_K
#: 0.16 against 0.24 %, Q4_K_M 1.20 against 1.42 %, Q2_K 8.8 against 10.8 %: powers of the ratio of
#: sizes of 0.18, 0.07 and 0.09. Gemma 3 27B in Q4_K_M with imatrix diverges 0.0249 (Unsloth, as
#: above) against 0.0282 for Llama 3 8B: a power of 0.10. Both directions use 0.10.
_SIZE_POWER: Final = 0.10

#: Not quantised. f16 against bf16: 0.000025 (same README, "LLaMA 3 BF16 vs. FP16").
_FULL: Final[dict[str, float]] = {"F32": 0.0, "BF16": 0.0, "F16": 0.000025}

#: What quantising both halves of the KV cache adds: 0.0008 for q8_0 on Llama 3 8B (llama.cpp pull
#: request 7412, 0.000980 against 0.000189 with f16). For the other types no figure of both halves
#: is published there; they count with the same share (0.6) of what weights of that type lose,
#: which is on the careful side: q5_1 for V alone was measured at 0.0016.
_KV: Final[dict[str, float]] = {
    "f32": 0.0,
    "f16": 0.0,
    "bf16": 0.0,
    "q8_0": 0.0008,
    "q5_1": 0.0108,
    "q5_0": 0.0133,
    "q4_1": 0.0430,
    "q4_0": 0.0432,
}


@cache
def _envelope() -> tuple[tuple[float, float], ...]:
    """Return (bits, divergence) so that no measured type of at least those bits is worse."""
    worst = 0.0
    points = [(16.0, _FULL["F16"])]
    for row in sorted(TABLE.values(), key=lambda row: -row.bits):
        value = row.plain if row.plain is not None else (row.imatrix or 0.0)
        worst = max(worst, value)
        points.append((row.bits, worst))
    return tuple(points)


def _by_bits(bits: float) -> float | None:
    """Return a careful divergence for a type of which only its bits per weight are known."""
    points = _envelope()
    if bits >= points[0][0]:
        return points[0][1]
    for (high, low_loss), (low, high_loss) in pairwise(points):
        if bits >= low:
            if high == low:
                return high_loss
            share = (high - bits) / (high - low)
            return math.exp(math.log(low_loss) * (1 - share) + math.log(high_loss) * share)
    return None


def _base(name: str, *, imatrix: bool | None) -> float | None:
    # A recipe of a publisher's own counts as what it is built on: no figures are published.
    row = TABLE.get(built_on(name))
    if row is None:
        return None
    if imatrix and row.imatrix is not None:
        return row.imatrix
    if row.plain is not None:
        return row.plain
    # llama.cpp's quantiser refuses these types without an importance matrix.
    always = name.startswith(("IQ1", "IQ2", "IQ3_XXS", "Q2_K_S"))
    return (row.imatrix or 0.0) * (1.0 if always else _WITHOUT_IMATRIX)


def loadable(label: str) -> bool:
    """Return whether the engine can load this quantisation at all."""
    return runnable(normal_label(label)) is not False


def divergence(
    label: str,
    parameters: float,
    bits_per_weight: float | None = None,
    imatrix: bool | None = None,
    *,
    architecture: str = "",
) -> float | None:
    """Return the expected divergence of a build from the unquantised model, in nats.

    The measured value for 8 billion parameters times (8.03e9 / parameters) ** 0.1. Labels that
    nobody measured are read off their bits per weight, between the worst neighbours. None where
    nothing is known: ternary files are lossless for models trained so and ruin others, and below
    2 bits nothing was measured.

    Args:
        label: as publishers write it: `Q4_K_M`, `UD-Q4_K_XL`, `iq4_xs`.
        parameters: of the model. For a mixture of experts those that are active for a token:
            Mixtral 8x7B loses no less than Mistral 7B (1.5 against 1.1 % of perplexity in Q4_K_M;
            model cards of ikawrakow's mixtral-8x7b- and mistral-7b-quantized-gguf).
        bits_per_weight: of the whole file, where it is known.
        imatrix: whether it was made with an importance matrix; None, unknown, counts as without.
        architecture: of the model. gpt-oss is published in MXFP4 and nothing better: its MXFP4
            is the original.
    """
    name = normal_label(label)
    if name in _FULL:
        return _FULL[name]
    if name.startswith(("TQ1", "TQ2")):
        return None
    if architecture == "gpt-oss" and "MXFP4" in name:
        return 0.0
    size = (REFERENCE_PARAMETERS / max(parameters, 1e8)) ** _SIZE_POWER
    if name.startswith("UD-"):
        name = name.removeprefix("UD-")
        value = _base(_DYNAMIC_XL.get(name, name), imatrix=True)
        value = None if value is None else value * _DYNAMIC_GAIN
    else:
        value = _base(name, imatrix=imatrix)
    if value is None and bits_per_weight is not None:
        value = _by_bits(bits_per_weight)
    return None if value is None else value * size


def kv_divergence(kind_k: str, kind_v: str) -> float:
    """Return what a KV cache of these types adds to the divergence, in nats.

    Half of the figure for both halves each; types that are not listed count as q4_0.
    """
    worst = _KV["q4_0"]
    return (_KV.get(kind_k, worst) + _KV.get(kind_v, worst)) / 2


def grade(value: float | None) -> str:
    """Return a divergence in words: what a person would notice of it.

    Steps follow how often the likeliest token stays the same in llama.cpp's comparison: 97.7 % at
    0.0014, 96.0 % at 0.0055, 91.9 % at 0.031, 71 % at 0.45 (Llama 3 8B, same README).
    """
    if value is None:
        return "of unknown quality"
    for limit, words in (
        (0.003, "as good as the original"),
        (0.012, "practically as good as the original"),
        (0.045, "close to the original"),
        (0.12, "somewhat below the original"),
        (0.35, "clearly below the original"),
    ):
        if value <= limit:
            return words
    return "badly damaged by its small size"
