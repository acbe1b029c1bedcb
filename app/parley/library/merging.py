"""From what was seen and what was remembered to what is known: all of it pure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from parley.core.launching import command
from parley.gguf import shard_paths
from parley.library.records import FileRecord, Keys, Row
from parley.library.sightings import SeenFile, Sighting, seen, shown_name
from parley.library.values import (
    DownloadedFile,
    HashState,
    HeaderSummary,
    Kind,
    Measured,
    Model,
    ModelFile,
    Role,
)

#: Origins whose rows are a promise: the model stays listed when its files are gone.
REGISTERED: Final = {"downloaded", "imported"}
#: Folder below the models folder for what was moved there by hand.
IMPORTED: Final = "imported"


def needs_header(row: Row | None, one: Sighting, keys: Keys) -> bool:
    """Return whether the header must be read: the build is new or one of its parts changed."""
    if row is None or row.header is None:
        return True
    known = [record for record in row.files if record.role == "weights"]
    there = {file.path: file for file in one.files}
    if {keys.path(record.path) for record in known} != there.keys():
        return True
    return any(not _is_same(record, there[keys.path(record.path)]) for record in known)


def observed(
    row: Row | None, one: Sighting, header: HeaderSummary | None, keys: Keys, now: float
) -> tuple[Row, list[str]]:
    """Return what is to be remembered of a build that is there, and what is new in words.

    `header` is None where it needed no reading.
    """
    known = {} if row is None else {record.path: record for record in row.files}
    news: list[str] = []
    files = [
        _file(known.pop(keys.key(file.path), None), file, "weights", one, keys, news)
        for file in one.files
    ]
    # What was promised stays, so that its loss is seen.
    files += [old for old in known.values() if old.role == "weights" and old.sha256]
    if one.projector is not None:
        old = known.get(keys.key(one.projector.path))
        files.append(_file(old, one.projector, "projector", one, keys, news))
    for old in known.values():
        lost = old.role == "projector" and old.sha256
        if lost and not os.path.lexists(keys.path(old.path)):
            news.append(f"The projector of “{one.name}” is gone, so it sees no images any more.")
    if row is None:
        made = Row(keys.key(one.path), one.origin, (), added_at=now)
    elif row.origin in {"folder", "found"}:
        made = msgspec.structs.replace(row, origin=one.origin)
    else:
        made = row
    if row is not None and row.gone and not row.hidden:
        news.append(f"“{one.name}” is there again.")
    return msgspec.structs.replace(
        made,
        files=tuple(files),
        header=header or (row.header if row else None),
        repo=one.repo or made.repo,
        revision=one.revision or made.revision,
        licence=made.licence or one.licence,
        gone=False,
    ), list(dict.fromkeys(news))


def gone(row: Row, watched: Sequence[str] = ()) -> tuple[Row | None, list[str]]:
    """Return what is to be remembered of a build that is not there, and what to say of it.

    `watched` are the imported folders whose disk is there: what a person takes out of one is
    forgotten.
    """
    if row.origin == "imported" and any(is_below(row.path, folder) for folder in watched):
        row = msgspec.structs.replace(row, origin="folder")
    if row.origin in REGISTERED and not row.hidden:
        if row.gone:
            return row, []
        return msgspec.structs.replace(row, gone=True), [
            f"“{_name(row)}” is no longer where it was ({row.path})."
        ]
    worth = row.used_at is not None or row.measured is not None
    kept = msgspec.structs.replace(row, gone=True) if worth else None
    news = (
        []
        if row.gone or row.hidden or row.origin != "folder"
        else [f"“{_name(row)}” is gone from the disk."]
    )
    return kept, news


def model(row: Row | None, one: Sighting | None, keys: Keys) -> Model:
    """Return a build as it is listed; one of `row` and `one` is there."""
    if one is None:
        assert row is not None
        return _missing(row, keys)
    records = {} if row is None else {keys.path(each.path): each for each in row.files}
    there = {file.path: file for file in one.all_files}
    files = []
    for path, role in _paths(one, records):
        file = _listed(path, role, records.get(path), there.get(path), one.sha256.get(path, ""))
        files.append(file)
    header = row.header if row else None
    return Model(
        path=Path(one.path),
        name=one.name,
        origin=row.origin if row and row.origin != "found" else one.origin,
        kind=_kind(one.kind, header),
        files=tuple(files),
        aliases=one.aliases,
        relative=one.relative,
        program=one.program,
        folder=Path(one.folder) if one.folder else None,
        header=header,
        missing=one.missing,
        repo=one.repo or (row.repo if row else ""),
        revision=one.revision or (row.revision if row else ""),
        licence=(row.licence if row else "") or (header.licence if header else "") or one.licence,
        added_at=row.added_at if row else 0.0,
        used_at=row.used_at if row else None,
        measured=row.measured if row else None,
    )


def once(sightings: Iterable[Sighting]) -> list[tuple[Sighting, tuple[Path, ...]]]:
    """Return each file once, with the other paths that lead to it; the first one counts."""
    first: dict[tuple[int, int] | str, int] = {}
    found: list[tuple[Sighting, list[Path]]] = []
    for one in sightings:
        key: tuple[int, int] | str = one.path
        if one.files and one.files[0].path == one.path and one.files[0].inode:
            key = (one.files[0].device, one.files[0].inode)
        place = first.setdefault(key, len(found))
        if place == len(found):
            found.append((one, []))
            continue
        known, also = found[place]
        if Path(one.path) != Path(known.path):
            also.append(Path(one.path))
        names = dict.fromkeys((*known.aliases, one.name, *one.aliases))
        names.pop(known.name, None)
        merged = msgspec.structs.replace(
            known,
            aliases=tuple(names),
            repo=known.repo or one.repo,
            sha256={**_for(known, one), **known.sha256},
        )
        found[place] = merged, also
    return [(one, tuple(also)) for one, also in found]


def twins(models: Sequence[Model]) -> list[Model]:
    """Return the models, each that has the content of an earlier one with that one's path."""
    first: dict[tuple[str, ...], Path] = {}
    found = []
    for one in models:
        hashes = tuple(file.sha256 for file in one.weights)
        sound = one.state in {"unchecked", "verified"} and all(hashes)
        twin = first.setdefault(hashes, one.path) if sound else one.path
        found.append(one if twin == one.path else msgspec.structs.replace(one, same_as=twin))
    return found


def repository_of(path: str) -> str:
    """Return `owner/name` for a path below the models folder that is laid out so, else ""."""
    parts = path.split("/")
    return "" if len(parts) < 3 or parts[0] == IMPORTED else f"{parts[0]}/{parts[1]}"


def is_below(path: str, folder: str) -> bool:
    """Return whether a path is below a folder."""
    return path.startswith(os.path.join(folder, ""))  # noqa: PTH118


def imported(rows: Mapping[str, Row], keys: Keys) -> list[Sighting]:
    """Return the builds that were imported by a file and are there, by one look at each."""
    found = []
    for row in rows.values():
        path = keys.path(row.path)
        if row.origin != "imported" or row.hidden or keys.inside(path):
            continue
        parts = shard_paths(Path(path))
        files = [seen(str(part)) for part in parts]
        there = tuple(file for file in files if file is not None)
        if not there:
            continue
        projectors = [
            seen(keys.path(record.path)) for record in row.files if record.role == "projector"
        ]
        found.append(
            Sighting(
                path,
                there,
                "imported",
                _name(row),
                projector=next((each for each in projectors if each is not None), None),
                missing=tuple(
                    part.name for part, file in zip(parts, files, strict=True) if file is None
                ),
            )
        )
    return found


def used(row: Row, measured: Measured | None, now: float) -> Row:
    """Return what is to be remembered of a build after it was loaded."""
    if measured is not None and row.measured is not None:
        old = row.measured
        measured = Measured(
            measured.memory_bytes or old.memory_bytes,
            measured.prefill or old.prefill,
            measured.decode or old.decode,
        )
    return msgspec.structs.replace(row, used_at=now, measured=measured or row.measured)


def registered(
    row: Row, revision: str, licence: str, said: Mapping[str, DownloadedFile], keys: Keys
) -> Row:
    """Return what is to be remembered of a build after its download; `said` has files by path."""
    files = []
    for record in row.files:
        file = said.get(keys.path(record.path))
        if file is not None and file.sha256:
            record = msgspec.structs.replace(  # noqa: PLW2901
                record,
                sha256=file.sha256.lower(),
                checked_at=file.verified_at,
                computed=False,
                found="",
                changed=False,
            )
        files.append(record)
    return msgspec.structs.replace(
        row,
        origin="downloaded",
        revision=revision,
        licence=licence or row.licence,
        hidden=False,
        files=tuple(files),
    )


def hashed(record: FileRecord, digest: str, now: float) -> FileRecord:
    """Return what is to be remembered of a file whose hash was computed while it was read."""
    if record.sha256 and record.sha256 != digest:
        return msgspec.structs.replace(record, found=digest, checked_at=None, changed=False)
    return msgspec.structs.replace(
        record,
        sha256=digest,
        checked_at=now,
        computed=record.computed or not record.sha256,
        found="",
        changed=False,
    )


def is_known(one: SeenFile, record: FileRecord) -> bool:
    """Return whether a file is still the one that was seen last."""
    return (one.size, one.mtime_ns) == (record.size, record.mtime_ns)


def _is_same(record: FileRecord, file: SeenFile) -> bool:
    return is_known(file, record) and file.inode == record.inode


def _file(
    old: FileRecord | None, file: SeenFile, role: Role, one: Sighting, keys: Keys, news: list[str]
) -> FileRecord:
    """Return what is to be remembered of a file that is there."""
    said = one.sha256.get(file.path, "")
    if old is not None and is_known(file, old) and said in {"", old.sha256}:
        return msgspec.structs.replace(old, inode=file.inode, role=role)
    fresh = FileRecord(keys.key(file.path), file.size, file.mtime_ns, file.inode, role, sha256=said)
    if old is None or said or not old.mtime_ns:
        return fresh
    news.append(
        f"“{one.name}” was changed by another program since Parley last looked."
        + (f" “{command('verify', one.name)}” tells whether it is right." if old.sha256 else "")
    )
    return msgspec.structs.replace(
        fresh, sha256=old.sha256, computed=old.computed, changed=bool(old.sha256)
    )


def _paths(one: Sighting, records: Mapping[str, FileRecord]) -> list[tuple[str, Role]]:
    paths: list[tuple[str, Role]] = [(file.path, "weights") for file in one.files]
    there = {path for path, _ in paths}
    paths += [
        (path, "weights")
        for path, record in records.items()
        if record.role == "weights" and path not in there
    ]
    if one.projector is not None:
        paths.append((one.projector.path, "projector"))
    return paths


def _listed(
    path: str, role: Role, record: FileRecord | None, file: SeenFile | None, said: str
) -> ModelFile:
    if record is None:
        assert file is not None
        state: HashState = "unchecked" if said else "unknown"
        return ModelFile(Path(path), file.size, role, said, state)
    size = record.size if file is None else file.size
    return ModelFile(
        Path(path),
        size,
        role,
        record.sha256,
        "missing" if file is None else _state(record),
        record.checked_at,
        record.computed,
    )


def _state(record: FileRecord) -> HashState:
    if record.found:
        return "wrong"
    if record.changed:
        return "changed"
    if not record.sha256:
        return "unknown"
    return "unchecked" if record.checked_at is None else "verified"


def _kind(by_name: Kind, header: HeaderSummary | None) -> Kind:
    return by_name if header is None or header.problem else header.kind


def _missing(row: Row, keys: Keys) -> Model:
    files = tuple(
        ModelFile(Path(keys.path(each.path)), each.size, each.role, each.sha256, "missing")
        for each in row.files
    )
    return Model(
        path=Path(keys.path(row.path)),
        name=_name(row),
        origin=row.origin,
        kind=_kind("model", row.header),
        files=files,
        relative=row.path if not os.path.isabs(row.path) else "",  # noqa: PTH117
        header=row.header,
        repo=row.repo,
        revision=row.revision,
        licence=row.licence or (row.header.licence if row.header else ""),
        added_at=row.added_at,
        used_at=row.used_at,
        measured=row.measured,
    )


def _name(row: Row) -> str:
    return shown_name(row.path.replace("\\", "/").rpartition("/")[2])


def _for(known: Sighting, other: Sighting) -> dict[str, str]:
    """Return what another path of the same files says of their hashes, by the known paths."""
    return {
        mine.path: other.sha256[theirs.path]
        for mine, theirs in zip(known.files, other.files, strict=False)
        if theirs.path in other.sha256
        and (mine.device, mine.inode) == (theirs.device, theirs.inode)
    }
