"""Reading the headers of models in short, several at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from parley.gguf import GgufError, Header, joined, quantisation, read
from parley.library.values import HeaderSummary, Kind

#: Headers are parsed by Python, so more threads than this only wait for each other.
_MOST_THREADS: Final = 4

#: What `general.type` (or, in older files, the architecture) calls what is no model.
_KINDS: Final[dict[str, Kind]] = {
    "adapter": "adapter",
    "mmproj": "projector",
    "clip": "projector",
    "imatrix": "other",
}
#: Beginnings of the tensors of a projector; in a model's file only Ollama's own engine reads them.
_VISION: Final = ("v.", "mm.", "a.")


def summary(files: Sequence[str], kind: Kind) -> HeaderSummary:
    """Return the header of a build in short; of one that cannot be used, why.

    Args:
        files: all its parts, the first one first.
        kind: what its name says that it is; the header goes before it.
    """
    try:
        header = joined([read(path) for path in files])
    except GgufError as error:
        return HeaderSummary(kind=kind, problem=str(error.message), problem_code=error.code)
    declared = header.text("general.type")
    kind = _KINDS.get(declared) or _KINDS.get(header.architecture) or kind
    return HeaderSummary(
        architecture=header.architecture,
        name=header.name,
        parameters=header.parameters,
        context=header.context_trained,
        template=header.has_template,
        quantisation=quantisation(header).label,
        kind=kind,
        licence=_licence(header),
        **_problem(header, kind),
    )


def summaries(
    builds: Mapping[str, tuple[Sequence[str], Kind]],
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, HeaderSummary]:
    """Return headers in short by the names of `builds`, read in a few threads.

    `on_progress` is called from the calling thread with builds done and all.
    """
    if not builds:
        return {}
    from concurrent.futures import ThreadPoolExecutor, as_completed

    found = {}
    pool = ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1, len(builds)), "read-headers")
    try:
        jobs = {pool.submit(summary, *each): name for name, each in builds.items()}
        for job in as_completed(jobs):
            found[jobs[job]] = job.result()
            on_progress(len(found), len(builds))
    finally:
        pool.shutdown(cancel_futures=True)
    return found


def _licence(header: Header) -> str:
    licence = header.text("general.license")
    if licence.lower() in {"", "other"}:
        licence = header.text("general.license.name") or licence
    return "".join(letter for letter in licence if letter.isprintable())[:80]


def _problem(header: Header, kind: Kind) -> dict[str, str]:
    if kind != "model":
        return {}
    if not header.architecture:
        return {
            "problem": "The model file does not name its architecture.",
            "problem_code": "model_broken",
        }
    names = [tensor.name for tensor in header.tensors]
    if any(name.startswith("blk.") for name in names) and any(
        name.startswith(_VISION) for name in names
    ):
        return {
            "problem": "Its vision part is in the same file, as only Ollama's own engine reads it.",
            "problem_code": "model_own_format",
        }
    return {}
