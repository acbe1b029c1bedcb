"""Takes models in: what is there already is recognised, the rest is registered or moved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parley.core.errors import ParleyError
from parley.library import importing, merging
from parley.library.hashing import Meter, OnProgress, may_be_same, sha256_of
from parley.library.headers import summary
from parley.library.importing import Imported, ImportResult, Refused
from parley.library.records import Keys, Records, Row, absolute, can_be_kept
from parley.library.sightings import Sighting, seen, sighted, walk
from parley.library.values import Model

if TYPE_CHECKING:
    from parley.library.library import Library


class Taking:
    """One import. `records` is None where nothing is remembered."""

    def __init__(
        self,
        library: Library,
        root: Path,
        keys: Keys,
        records: Records | None,
        clock: Callable[[], float],
        *,
        compare: bool = True,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._library = library
        self._root = root
        self._keys = keys
        self._records = records
        self._clock = clock
        self._compare = compare
        self._on_progress = on_progress
        self._stop = stop
        self._models: dict[Path, Model] = {}
        self._known: dict[tuple[int, int], Model] = {}

    def take(self, paths: Sequence[str | Path], *, move: bool) -> ImportResult:
        """Take in what paths stand for. Raises as `Library.import_`."""
        if move:
            importing.clear_abandoned(self._root)
        for model in self._library.glance():
            self._remember(model)
        models: list[Imported] = []
        refused: list[Refused] = []
        taken: set[str] = set()
        for given in paths:
            path = Path(absolute(given))
            if str(path) in taken:  # a part or a projector of what was taken before
                continue
            try:
                builds, bad = importing.candidates(path)
            except ParleyError as error:
                refused.append(Refused(path, error))
                continue
            refused += bad
            for one in builds:
                if one.path in taken:
                    continue
                try:
                    made = self._one(one, move=move)
                except ParleyError as error:
                    refused.append(Refused(Path(one.path), error))
                    continue
                models.append(made)
                self._remember(made.model)
                taken |= {file.path for file in one.all_files}
            if builds and path.is_dir() and not move and can_be_kept(str(path)):
                self._watch(path)
        refused = [each for each in refused if str(each.path) not in taken]
        if refused and not models:
            raise refused[0].error
        return ImportResult(tuple(models), tuple(refused))

    def _remember(self, model: Model) -> None:
        """Have a model be recognised when it comes again."""
        self._models[model.path] = model
        for file in model.weights:
            self._known.setdefault(_identity(str(file.path)), model)

    def _one(self, one: Sighting, *, move: bool) -> Imported:
        if not can_be_kept(one.path):
            raise ParleyError(
                "model_unreadable",
                "Its path is not valid text, so the engine cannot open it.",
                safe="Nothing was changed.",
                hint="Rename the file or its folder, and import it again.",
            )
        source = Path(one.path)
        known = self._known.get(_identity(one.path))
        inside = known is not None and self._keys.inside(str(known.path))
        if known is not None and known.origin != "found" and (inside or not move):
            self._accept(known)
            return Imported(known, "already", source)
        if move:
            importing.check_movable(one, known.program if known else "")
        twin, hashes = self._twin(one, known)
        same = f"It has the same content as “{twin.name}” ({twin.path})." if twin else ""
        if not move:
            model = self._register(one, hashes)
            return Imported(model, "registered", source, same)
        if twin is not None and self._keys.inside(str(twin.path)):
            return Imported(twin, "already", source, f"{same} It was left where it is.")
        return self._move(one, known, hashes)

    def _move(self, one: Sighting, known: Model | None, hashes: dict[str, str]) -> Imported:
        repo = known.repo if known is not None and known.origin != "imported" else ""
        folder = importing.target_folder(one, self._root, repo)
        size = sum(file.size for file in one.all_files)
        came = importing.move(one, folder, self._meter(2 * size))
        renamed = {str(folder / Path(old).name): digest for old, digest in hashes.items()}
        below = walk(str(folder), deepest=0)
        moved = next(
            (
                each
                for each in sighted(below, origin="imported")
                if each.path == str(folder / Path(one.path).name)
            ),
            None,
        ) or _renamed(one, folder)
        relative = self._keys.key(moved.path)
        moved = msgspec.structs.replace(
            moved, relative=relative, repo=merging.repository_of(relative)
        )
        model = self._register(moved, renamed | came.hashes, before=self._keys.key(one.path))
        note = importing.delete_sources(came.sources)
        return Imported(model, "moved", Path(one.path), note)

    def _register(self, one: Sighting, hashes: dict[str, str], *, before: str = "") -> Model:
        """Remember a build as imported. `before` is the key that it had until now."""
        read = summary([file.path for file in one.files], one.kind)
        key = self._keys.key(one.path)
        now = self._clock()
        if self._records is None:
            return merging.model(
                merging.observed(None, one, read, self._keys, now)[0], one, self._keys
            )
        with self._records.write():
            old = self._records.row(before or key)
            row = merging.observed(None if before else old, one, read, self._keys, now)[0]
            if old is not None:
                row = msgspec.structs.replace(
                    row, added_at=old.added_at, used_at=old.used_at, measured=old.measured
                )
            row = msgspec.structs.replace(
                row,
                origin="imported",
                hidden=False,
                files=tuple(
                    merging.hashed(record, digest, now)
                    if (digest := hashes.get(self._keys.path(record.path)))
                    else record
                    for record in row.files
                ),
            )
            if before:
                self._records.drop(before)
            self._records.put(row)
        return merging.model(row, one, self._keys)

    def _accept(self, known: Model) -> None:
        """Take a file that was replaced by hand as it is now: nobody said what it should be."""
        if self._records is None:
            return
        with self._records.write():
            row = self._records.row(self._keys.key(str(known.path)))
            if row is not None and any(each.computed for each in row.files):
                self._records.put(_without_computed(row))

    def _twin(self, one: Sighting, known: Model | None) -> tuple[Model | None, dict[str, str]]:
        """Return a model with the same content, if there is one, and what was computed for it."""
        sizes = tuple(file.size for file in one.files)
        paths = [Path(file.path) for file in one.files]
        hashes: dict[str, str] = {}
        for model in self._models.values() if self._compare else ():
            weights = [file.path for file in model.weights]
            if model is known or tuple(file.size for file in model.weights) != sizes:
                continue
            if model.state in {"missing", "incomplete"} or not may_be_same(paths, weights):
                continue
            theirs = [file.sha256 for file in model.weights]
            if not all(theirs) or model.state in {"wrong", "changed"}:
                came = self._library.verify(model, on_progress=self._on_progress, stop=self._stop)
                by_path = {file.path: file.sha256 for file in came.files}
                theirs = [by_path[path] for path in weights]
            meter = self._meter(sum(sizes))
            hashes = hashes or {str(path): sha256_of(path, meter) for path in paths}
            if list(hashes.values()) == theirs:
                return model, hashes
        return None, hashes

    def _watch(self, folder: Path) -> None:
        """Keep a folder whose models are listed from now on; the models folder is anyway."""
        outside = folder != self._root and not self._keys.inside(str(folder))
        if outside and self._records is not None:
            with self._records.write():
                self._records.add_folder(str(folder), self._clock())

    def _meter(self, total: int) -> Meter:
        return Meter(total, self._on_progress, self._stop)


def _identity(path: str) -> tuple[int, int]:
    """Return which file a path leads to; one that is not there is equal to none."""
    file = seen(path)
    return (file.device, file.inode) if file is not None and file.inode else (-1, hash(path))


def _renamed(one: Sighting, folder: Path) -> Sighting:
    """Return a build after its files were moved into a folder."""
    files = tuple(
        msgspec.structs.replace(file, path=str(folder / Path(file.path).name)) for file in one.files
    )
    return msgspec.structs.replace(one, path=files[0].path, files=files, projector=None)


def _without_computed(row: Row) -> Row:
    return msgspec.structs.replace(
        row,
        files=tuple(
            msgspec.structs.replace(
                each, sha256="", computed=False, found="", changed=False, checked_at=None
            )
            if each.computed
            else each
            for each in row.files
        ),
    )
