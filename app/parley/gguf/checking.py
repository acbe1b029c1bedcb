"""What can be said of a model file before an engine is started for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from parley.gguf.errors import GgufError, broken, unfinished
from parley.gguf.header import Header, read
from parley.gguf.joined import joined
from parley.gguf.shards import shard, shard_paths

#: What `general.type` (or, in older files, the architecture) calls files that cannot chat alone.
_PARTS = {
    "adapter": "a LoRA adapter",
    "mmproj": "a multimodal projector",
    "imatrix": "an importance matrix",
    "clip": "a multimodal projector",
}
#: How files are called that a program still writes: Parley's own, those of browsers, of
#: huggingface_hub and Ollama. They may have their whole length, with holes instead of weights, so
#: that nothing but the name tells.
_UNFINISHED: Final = (
    ".part", ".partial", "-partial", ".incomplete", ".crdownload", ".download", ".importing",
)  # fmt: skip


def check(path: str | Path) -> Header:
    """Return the header of a model that an engine can be asked to load.

    Looks at every shard of a split model. Whether the engine knows the architecture, only the
    engine can say.

    Raises:
        GgufError: see there; besides what `read` finds, `model_shard` for a missing or a later
            shard or one of another model, `model_no_chat` for a file that is only an addition to a
            model, and `model_unfinished` for one that is called as downloads are until they end.
    """
    path = Path(path)
    header = read(path)
    for name in (path.name, os.path.realpath(path)):
        if name.lower().endswith(_UNFINISHED):
            raise unfinished(path.name)
    _whole(header)
    if not header.architecture:
        raise broken("it does not name its architecture")
    kind = header.text("general.type")
    part = _PARTS.get(kind) or _PARTS.get(header.architecture)
    if part is not None:
        raise GgufError(
            "model_no_chat",
            f"The file “{path.name}” is {part}, which belongs to a model and is none itself.",
            hint="Choose the model's own file.",
        )
    count = header.number("split.count") or 1
    if count > 1:
        _shards(path, header, count)
    return header


def _whole(header: Header) -> None:
    """Refuse tensors that overlap or leave gaps, as ggml's reader (gguf.cpp) does."""
    expected = 0
    for tensor in header.tensors:
        if tensor.offset != expected:
            raise broken(f"the tensor “{tensor.name}” is not where it must be")
        if tensor.nbytes is None:
            return
        expected += -(-tensor.nbytes // header.alignment) * header.alignment


def _shards(path: Path, header: Header, count: int) -> None:
    number = (header.number("split.no") or 0) + 1
    names = shard(path.name)
    if number != 1:
        first = shard_paths(path)[0].name if names else "the first part"
        raise GgufError(
            "model_shard",
            f"The file “{path.name}” is part {number} of {count} of a model.",
            hint=f"Choose the first part instead: {first}.",
        )
    if names is None or names[1:] != (1, count):
        raise GgufError(
            "model_shard",
            f"The file is the first of {count} parts, but its name does not say so.",
            hint=f"Give the parts their names back: name-00001-of-{count:05d}.gguf, and so on.",
        )
    parts = [header]
    for other in shard_paths(path)[1:]:
        if not other.exists():
            raise GgufError(
                "model_shard",
                f"The model has {count} parts, and “{other.name}” is missing.",
                hint="Download the missing part into the same folder.",
                safe="The parts that are there were only read, not changed.",
            )
        parts.append(read(other))
        _whole(parts[-1])
    joined(parts)
