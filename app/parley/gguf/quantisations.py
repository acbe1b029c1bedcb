"""Labels of quantisations, which of them the engine loads, and what a file's weights really are.

Sources: `enum llama_ftype` (llama.cpp, include/llama.h) for the numbers in `general.file_type`;
`llama_ftype_get_default_type` and `tensor_type_fallback` (src/llama-quant.cpp) for the tensor types
behind a label; the tables in bartowski's and Unsloth's model cards for the labels of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import msgspec

from parley.gguf.header import Header, TensorInfo
from parley.gguf.types import TENSOR_TYPES

#: Numbers in `general.file_type` that the engine writes and loads.
FILE_TYPES: Final[dict[int, str]] = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4_MOE",
    39: "NVFP4",
    40: "Q1_0",
    41: "Q2_0",
}
#: Numbers whose tensor types the engine no longer has.
REMOVED_FILE_TYPES: Final[dict[int, str]] = {
    4: "Q4_1_SOME_F16",
    5: "Q4_2",
    6: "Q4_3",
    33: "Q4_0_4_4",
    34: "Q4_0_4_8",
    35: "Q4_0_8_8",
}
#: `general.file_type` may carry this on top: the type was guessed when the file was read.
_GUESSED: Final = 1024

#: Labels that publishers gave to recipes of their own, and the file type each is built on.
#: bartowski's `_L` and `Q3_K_XL` keep embeddings and output at Q8_0, Unsloth's `_XL` mix types.
_BUILT_ON: Final[dict[str, str]] = {
    "Q3_K": "Q3_K_M",
    "Q4_K": "Q4_K_M",
    "Q5_K": "Q5_K_M",
    "Q2_K_L": "Q2_K",
    "Q4_K_L": "Q4_K_M",
    "Q5_K_L": "Q5_K_M",
    "Q6_K_L": "Q6_K",
    "Q2_K_XL": "Q2_K",
    "Q3_K_XL": "Q3_K_L",
    "Q4_K_XL": "Q4_K_M",
    "Q5_K_XL": "Q5_K_M",
    "Q6_K_XL": "Q6_K",
    "Q8_K_XL": "Q8_0",
    "MXFP4": "MXFP4_MOE",
}
#: Labels of ik_llama.cpp, whose tensor types llama.cpp does not know.
_FOREIGN: Final = re.compile(r"IQ\d_(?:K|KS|KSS|KT|KL|BN)(?:_R\d)?|.*_R[48]|Q6_0|Q8_KV")

#: Tensor types that hold the most weights of a label's layers, where they are not named like it.
_MAIN: Final[dict[str, tuple[str, ...]]] = {
    # Both appear; which of them more depends on the shapes of the model.
    "Q2_K": ("Q2_K", "Q3_K"),
    "Q2_K_S": ("Q2_K",),
    "Q3_K_S": ("Q3_K",),
    "Q3_K_M": ("Q3_K",),
    "Q3_K_L": ("Q3_K",),
    "Q4_K_S": ("Q4_K",),
    "Q4_K_M": ("Q4_K",),
    "Q5_K_S": ("Q5_K",),
    "Q5_K_M": ("Q5_K",),
    "IQ2_S": ("IQ2_XS", "IQ2_S"),
    "IQ2_M": ("IQ2_S",),
    "IQ3_XS": ("IQ3_S", "IQ3_XXS"),
    "IQ3_M": ("IQ3_S",),
    "MXFP4_MOE": ("MXFP4",),
}
#: What the quantiser takes for rows that are no multiple of the type's block of 256 weights.
_FALLBACK: Final[dict[str, str]] = {
    "IQ1_S": "IQ4_NL",
    "IQ1_M": "IQ4_NL",
    "IQ2_XXS": "IQ4_NL",
    "IQ2_XS": "IQ4_NL",
    "IQ2_S": "IQ4_NL",
    "IQ3_XXS": "IQ4_NL",
    "IQ3_S": "IQ4_NL",
    "IQ4_XS": "IQ4_NL",
    "Q2_0": "Q4_0",
    "Q2_K": "Q4_0",
    "Q3_K": "Q4_0",
    "TQ1_0": "Q4_0",
    "TQ2_0": "Q4_0",
    "Q4_K": "Q5_0",
    "Q5_K": "Q5_1",
    "Q6_K": "Q8_0",
}
_WIDE_BLOCK: Final = 256


def built_on(label: str) -> str:
    """Return the file type of llama.cpp that a label is or is built on; empty if none is known.

    `Q4_K_M` stands for itself, `UD-Q4_K_XL` and `Q4_K_L` are built on it; nothing is known of a
    bare `Q4` or a label of ik_llama.cpp.
    """
    label = label.upper().removeprefix("UD-")
    if label.startswith("MXFP4_MOE_"):  # the rest says how what is no expert is stored
        label = "MXFP4_MOE"
    label = _BUILT_ON.get(label, label)
    return label if label in FILE_TYPES.values() else ""


def runnable(label: str) -> bool | None:
    """Return whether the engine loads files with this label; None where a label leaves it open.

    A label is only a promise: `Quantisation.runnable` says it of a file whose header is known.
    """
    if built_on(label):
        return True
    label = label.upper().removeprefix("UD-")
    if label in REMOVED_FILE_TYPES.values() or _FOREIGN.fullmatch(label):
        return False
    return None


class Quantisation(msgspec.Struct, frozen=True):
    """How the weights of a model are stored, by its header.

    Attributes:
        label: what the weights are: the stated file type where they bear it out, else the type
            of most of them, for example `Q4_0`, or `Q4_K` where its recipe is not known. Empty
            if there is neither.
        stated: what `general.file_type` says, or empty.
        agrees: whether the layers' weights bear out `stated`; None where one of both is missing.
        runnable: whether the engine knows every tensor's type.
        types: bytes of all tensors by the name of their type, the most first; a type of unknown
            size counts 0.
        elements: number of weights of the layers' matrices by type, the most first.
        narrow: those of them in rows that are no multiple of 256.
        bits_per_weight: of the whole file; 0.0 without tensors.
    """

    label: str
    stated: str
    agrees: bool | None
    runnable: bool
    types: dict[str, int]
    elements: dict[str, int]
    narrow: dict[str, int]
    bits_per_weight: float

    @property
    def main(self) -> str:
        """The tensor type that holds most of the layers' weights, or an empty string."""
        return next(iter(self.elements), "")

    @property
    def share(self) -> float:
        """Share, 0 to 1, of the layers' weights that are of the main type."""
        total = sum(self.elements.values())
        return self.elements[self.main] / total if total else 0.0

    def contradicts(self, label: str) -> bool:
        """Return whether a file of this name promises something else than its weights are.

        A label that says nothing (`built_on`) cannot be contradicted, and a mixture by tensor
        (`UD-…`) only by another size: more than one bit per weight off.
        """
        base = built_on(label)
        if not base or not self.elements or _bears_out(base, self.elements, self.narrow):
            return False
        if label.upper().startswith("UD-"):
            promised = _bits(_main_types(base)[0])
            total = sum(self.elements.values())
            found = sum(_bits(name) * count for name, count in self.elements.items()) / total
            return abs(found - promised) > 1
        return True


def quantisation(header: Header) -> Quantisation:
    """Return how the weights described by a header (`joined`, if it has shards) are stored.

    Neither a file's name nor `general.file_type` is evidence: public files called `q8_0` hold
    96 % Q4_0.
    """
    number = header.number("general.file_type")
    stated = "" if number is None else _file_type(number & ~_GUESSED)
    types: Counter[str] = Counter()
    for tensor in header.tensors:
        types[tensor.type_name] += tensor.nbytes or 0
    elements: Counter[str] = Counter()
    narrow: Counter[str] = Counter()
    for tensor in _matrices(header.tensors):
        elements[tensor.type_name] += tensor.elements
        if tensor.shape[0] % _WIDE_BLOCK:
            narrow[tensor.type_name] += tensor.elements
    elements = Counter(dict(elements.most_common()))
    agrees = _bears_out(stated, elements, narrow) if stated and elements else None
    main = next(iter(elements), "")
    weights = header.parameters
    return Quantisation(
        label=main if agrees is False else stated or main,
        stated=stated,
        agrees=agrees,
        runnable=all(tensor.type in TENSOR_TYPES for tensor in header.tensors),
        types=dict(types.most_common()),
        elements=dict(elements),
        narrow=dict(narrow),
        bits_per_weight=types.total() * 8 / weights if weights else 0.0,
    )


def _file_type(number: int) -> str:
    return FILE_TYPES.get(number) or REMOVED_FILE_TYPES.get(number, "")


def _matrices(tensors: tuple[TensorInfo, ...]) -> list[TensorInfo]:
    """Return the layers' matrices: what a label is about.

    Embeddings and output have types of their own in nearly every recipe, and in a small model
    with a large vocabulary they weigh more than the layers.
    """
    matrices = [each for each in tensors if len(each.shape) > 1 and each.elements]
    return [each for each in matrices if "blk." in each.name] or matrices


def _main_types(label: str) -> tuple[str, ...]:
    return _MAIN.get(label, (label,))


def _bits(type_name: str) -> float:
    for known in TENSOR_TYPES.values():
        if known.name == type_name:
            return known.size * 8 / known.block
    return 0.0


def _bears_out(label: str, elements: dict[str, int], narrow: dict[str, int]) -> bool:
    """Return whether no other type holds more of the weights than those of the label together."""
    expected = _main_types(label)
    fallbacks = {_FALLBACK[each] for each in expected if each in _FALLBACK} - set(expected)
    right = sum(elements.get(each, 0) for each in expected)
    right += sum(narrow.get(each, 0) for each in fallbacks)
    others = [
        count - (narrow.get(name, 0) if name in fallbacks else 0)
        for name, count in elements.items()
        if name not in expected
    ]
    return right > 0 and right >= max(others, default=0)
