"""LoRA adapters beside a model: how many bytes they take wherever they are loaded to."""

from __future__ import annotations

from collections.abc import Sequence

from parley.engine.protocol import Lora
from parley.gguf import read


def adapter_bytes(loras: Sequence[Lora]) -> int:
    """Return the bytes of the tensors of adapter files on this computer.

    Raises:
        GgufError: a file is missing or is no adapter that can be read.
    """
    return sum(read(lora.path).tensor_bytes or 0 for lora in loras)
