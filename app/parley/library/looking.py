"""Where models can lie, looked at all at once: Parley's own places, then other programs'."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from parley.core.errors import ParleyError
from parley.library import merging, starter
from parley.library.records import Keys, Records, Row, can_be_kept
from parley.library.resolve import STARTER
from parley.library.sightings import Sighting, seen, sighted, unreadable_notes, walk
from parley.library.values import HeaderSummary, Model

if TYPE_CHECKING:
    from parley.library.elsewhere import Where

#: Headers that could not be read for a reason that passes are asked for again the next time.
_PASSING: Final = {"model_missing", "model_unreadable"}

OnHeaders = Callable[[int, int], None]


class Look(msgspec.Struct, frozen=True):
    """What is there.

    Attributes:
        found: each build once by its key, Parley's own first.
        also: other paths of the same files, by key.
        rows: what was remembered before, by key.
        watched: imported folders in which there are models now.
        notes: what could not be looked at.
        everywhere: whether other programs' folders were looked into.
    """

    found: dict[str, Sighting]
    also: dict[str, tuple[Path, ...]]
    rows: dict[str, Row]
    watched: list[str]
    notes: list[str]
    everywhere: bool


class Disk:
    """The places of models on this computer.

    Args:
        root: the models folder.
        env: environment variables.
        where: the folders of other programs; None finds them by `env`.
    """

    def __init__(
        self, root: Path, keys: Keys, env: Mapping[str, str], where: Where | None = None
    ) -> None:
        self._root = root
        self._keys = keys
        self._env = env
        self._where = where

    def look(self, records: Records | None, *, everywhere: bool) -> Look:
        """Look at every file once. Raises `ParleyError` as `core.database.explain`."""
        rows = records.rows() if records else {}
        found = self._starter()
        own = walk(str(self._root))
        found += sighted(own, origin="folder", repo_of=merging.repository_of)
        notes = unreadable_notes([own], "The models folder")
        watched = []
        for folder in records.folders() if records else ():
            walked = walk(folder)
            watched += [folder] if walked.files else []
            found += sighted(walked, origin="imported", folder=folder)
            notes += unreadable_notes([walked], "The imported folder")
            if not os.path.isdir(folder):  # noqa: PTH112
                notes.append(f"The imported folder {folder} is not there; its disk may be missing.")
        found += merging.imported(rows, self._keys)
        if everywhere:
            from parley.library.elsewhere import Where, find_elsewhere

            others, said = find_elsewhere(self._where or Where.find(self._env))
            found += others
            notes += said
        once = merging.once(found)
        keys = [self._keys.key(one.path) for one, _ in once]
        return Look(
            {key: one for key, (one, _) in zip(keys, once, strict=True)},
            {key: also for key, (_, also) in zip(keys, once, strict=True)},
            rows,
            watched,
            notes,
            everywhere,
        )

    def starter(self) -> Path:
        """Return the starter model's file. Raises `ParleyError` (`model_not_found`)."""
        path = starter.starter_path(env=self._env)
        if path is None:
            raise ParleyError(
                "model_not_found",
                "The starter model is not part of this installation.",
                hint="Install Parley again, or choose another model file.",
            )
        return path

    @property
    def has_starter(self) -> bool:
        """Whether this installation has a starter model."""
        return starter.starter_path(env=self._env) is not None

    def _starter(self) -> list[Sighting]:
        path = starter.starter_path(env=self._env)
        file = seen(str(path)) if path is not None else None
        if path is None or file is None:
            return []
        ours = file.size == starter.SIZE and path.name == starter.FILE
        return [
            Sighting(
                file.path,
                (file,),
                "starter",
                STARTER,
                licence=starter.LICENCE if ours else "",
                sha256={file.path: starter.SHA256} if ours else {},
            )
        ]


def read_headers(look: Look, keys: Keys, on_progress: OnHeaders) -> dict[str, HeaderSummary]:
    """Return the headers, by key, of builds that are new or changed."""
    due = {}
    found = {}
    for key, one in look.found.items():
        if not can_be_kept(one.path):
            found[key] = HeaderSummary(
                kind=one.kind,
                problem="Its path is not valid text, so the engine cannot open it.",
                problem_code="model_unreadable",
            )
        elif one.files and merging.needs_header(look.rows.get(key), one, keys):
            due[key] = ([file.path for file in one.files], one.kind)
    if due:
        from parley.library.headers import summaries

        found |= summaries(due, on_progress)
    return found


def keep(
    records: Records | None,
    look: Look,
    read: Mapping[str, HeaderSummary],
    keys: Keys,
    now: float,
) -> tuple[dict[str, Row], list[str]]:
    """Remember what was seen, where it is new, and return all that is known, and the news."""
    kept: dict[str, Row] = {}
    changed: dict[str, Row | None] = {}
    news: list[str] = []

    def observed(row: Row | None, key: str) -> tuple[Row, list[str]]:
        header = read.get(key)
        if header is not None and header.problem_code in _PASSING:
            header = None
        return merging.observed(row, look.found[key], header, keys, now)

    sightings = [key for key, one in look.found.items() if can_be_kept(one.path)]
    for key in sightings:
        old = look.rows.get(key)
        kept[key], said = observed(old, key)
        news += [] if kept[key].hidden else said
        if kept[key] != old:
            changed[key] = kept[key]
    also = {keys.key(str(path)) for paths in look.also.values() for path in paths}
    for key, row in look.rows.items():
        if key in kept or (row.origin == "found" and not look.everywhere):
            continue
        after, said = (None, []) if key in also else merging.gone(row, look.watched)
        news += said
        if after is not None:
            kept[key] = after
        if after != row:
            changed[key] = after
    if records and changed:
        try:
            with records.write():
                for key, after in changed.items():
                    # Another process may have written meanwhile, a finished download for example.
                    fresh = records.row(key)
                    if key in look.found:
                        kept[key], _ = observed(fresh, key)
                        records.put(kept[key])
                    elif fresh == look.rows.get(key):
                        if after is None:
                            records.drop(key)
                        else:
                            records.put(after)
        except ParleyError as error:  # a full disk keeps nobody from seeing what is on it
            news.append(f"What was found could not be remembered. {error.message}")
    return kept, news


def models(
    keys: Keys, look: Look, kept: Mapping[str, Row], read: Mapping[str, HeaderSummary]
) -> list[Model]:
    """Return the models of a look, then those that are remembered and not there."""
    made: list[Model] = []
    for key, one in look.found.items():
        row = kept.get(key)
        if row is not None and row.hidden:
            continue
        here = merging.model(row, one, keys)
        header = here.header or read.get(key)
        made.append(msgspec.structs.replace(here, also=look.also[key], header=header))
    gone = (row for key, row in kept.items() if key not in look.found)
    return made + [
        merging.model(row, None, keys)
        for row in gone
        if row.origin in merging.REGISTERED and not row.hidden
    ]
