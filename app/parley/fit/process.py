"""What the engine's process holds in main memory after a load, beside what the model allocates.

The system counts what was touched: weights and caches whole, of the computation's buffer next to
nothing before a long prompt, and the pages of a mapped file that rearranged weights came from.
"""

from __future__ import annotations

from typing import Final

from parley.engine.protocol import LoadOptions
from parley.fit.repack import REPACK
from parley.fit.shape import Shape
from parley.fit.values import HOST, Allocation

#: The interpreter and the engine's libraries, in bytes. Resident memory of the engine process with
#: a model of 1,000 tokens, less the model's buffers: Linux x86-64, Python 3.11, llama-cpp-python
#: 0.3.36. Other systems are taken to be alike.
_PROGRAM: Final = 54_200_000
#: A token of the vocabulary, with its probability in the output: the slope from 1,000 to 262,144
#: tokens, measured likewise.
_TOKEN: Final = 158
#: A merge of a byte-pair vocabulary: the starter model's (48,900 of them), measured likewise.
_MERGE: Final = 197


def process_memory(allocation: Allocation, shape: Shape, options: LoadOptions) -> int:
    """Return bytes of resident memory of the engine process after a load.

    A first long prompt adds a part of `allocation.compute`, in host memory all of it at most.
    """
    held = sum(allocation.extra.values())
    for buffer in allocation.buffers:
        if buffer.device != HOST:
            continue
        held += buffer.weights + buffer.context
        if buffer.type == REPACK and options.mmap:
            held += buffer.weights  # the pages that it was read from stay mapped
    return held + _PROGRAM + _TOKEN * shape.vocabulary + _MERGE * shape.merges
