"""One header for a model that is split over several files."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parley.gguf.errors import GgufError, broken
from parley.gguf.header import Header


def joined(headers: Sequence[Header]) -> Header:
    """Return one header with the metadata of the first shard and the tensors of all.

    The shards may come in any order. Tensor offsets stay those within each tensor's own file,
    places of arrays and `data_offset` those within the first; `file_size` is the sum, or None if
    one is not known. The only shard of a whole model is returned as it is.

    Raises:
        GgufError: `model_shard` for shards that are missing, double or of different models,
            `model_broken` for tensors that are missing or there twice.
    """
    if not headers:
        raise _unfit("No part of the model was given.")
    count = max(headers[0].number("split.count") or 1, 1)
    if count == 1 and len(headers) == 1:
        return headers[0]
    if any((header.number("split.count") or 1) != count for header in headers):
        raise _unfit("The parts belong to differently split models.")
    ordered = sorted(headers, key=_place)
    places = [_place(header) for header in ordered]
    if len(set(places)) < len(places):
        raise _unfit("One part of the model was given twice.")
    if places != list(range(count)):
        missing = [f"{place + 1}" for place in range(count) if place not in places]
        raise _unfit(
            f"The model has {count:,} parts, and {_listed(missing)} missing."
            if missing
            else f"The model has {count:,} parts, but a part {max(places) + 1:,} was given."
        )
    first = ordered[0]
    tensors = tuple(tensor for header in ordered for tensor in header.tensors)
    names = set()
    for tensor in tensors:
        if tensor.name in names:
            raise broken(f"the tensor “{tensor.name}” is in two of its parts")
        names.add(tensor.name)
    promised = first.number("split.tensors.count")
    if promised is not None and promised != len(tensors):
        raise broken(f"its parts hold {len(tensors):,} tensors and should hold {promised:,}")
    sizes = [header.file_size for header in ordered]
    known = [size for size in sizes if size is not None]
    return msgspec.structs.replace(
        first, tensors=tensors, file_size=sum(known) if len(known) == len(sizes) else None
    )


def _place(header: Header) -> int:
    return header.number("split.no") or 0


def _listed(missing: list[str]) -> str:
    shown = ", ".join(missing[:8]) + (" and more" if len(missing) > 8 else "")
    return f"part {shown} is" if len(missing) == 1 else f"the parts {shown} are"


def _unfit(message: str) -> GgufError:
    return GgufError(
        "model_shard",
        message,
        hint="Take every part of one build, each once.",
    )
