"""Names of the parts of a model that is split over several files: `name-00001-of-00005.gguf`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from parley.gguf.header import Header

#: Parts of one model, at most: the largest published ones, cut as finely as the usual tools do,
#: have some hundred. A name that claims more is not believed, since each part is looked for.
MOST_SHARDS: Final = 1024

_SHARD = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)


def shard(name: str) -> tuple[str, int, int] | None:
    """Return stem, number (from 1) and count of a shard's file name, or None for another name."""
    found = _SHARD.fullmatch(name)
    if found is None or int(found["count"]) > MOST_SHARDS:
        return None
    return found["stem"], int(found["number"]), int(found["count"])


def shard_paths(path: Path, header: Header | None = None) -> tuple[Path, ...]:
    """Return the paths of all shards of the model that `path` belongs to, the first one first.

    A whole model is its own only shard, also where its name looks otherwise: with `header`, its
    `split.count` decides, without it the name alone.
    """
    parts = shard(path.name)
    if parts is None or (header is not None and (header.number("split.count") or 1) == 1):
        return (path,)
    stem, _, count = parts
    suffix = path.name[-5:]
    return tuple(
        path.with_name(f"{stem}-{number:05d}-of-{count:05d}{suffix}")
        for number in range(1, count + 1)
    )
