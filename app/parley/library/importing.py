"""Models that a person brings: where they are, or moved into the models folder.

Nothing is overwritten, and a move that fails or is stopped leaves everything where it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from parley.core.disk import reserve
from parley.core.errors import ParleyError
from parley.core.files import disk_full, free_name, is_full, sync_folder
from parley.core.words import size as size_words
from parley.gguf import GgufError, check, shard, shard_paths
from parley.library.hashing import Meter, sha256_of, unreadable
from parley.library.merging import IMPORTED
from parley.library.sightings import Sighting, seen, shown_name, sighted, walk
from parley.library.values import Model

_OWNER: Final = re.compile(r"[A-Za-z0-9](?:[\w.-]*\w)?", re.ASCII)
#: Folders that are called like nobody.
_NOBODY: Final = {
    "desktop", "documents", "downloads", "gguf", "ggufs", "home", "llm", "llms", "models", "tmp",
    "users",
}  # fmt: skip
#: Programs that look for their files by name or link, and lose what is moved away.
_KEEPERS: Final = {"Ollama", "Hugging Face cache", "Jan"}

#: End of the name of a copy that is not whole; before it is the process that writes it.
_UNFINISHED: Final = ".importing"

ImportOutcome = Literal["registered", "moved", "already"]


class Imported(msgspec.Struct, frozen=True):
    """What came of one build.

    Attributes:
        source: the path it was given by, or found under.
        note: a sentence where there is more to know.
    """

    model: Model
    outcome: ImportOutcome
    source: Path
    note: str = ""


class Refused(msgspec.Struct, frozen=True):
    """A file that was not taken, and why."""

    path: Path
    error: ParleyError


class ImportResult(msgspec.Struct, frozen=True):
    """What came of an import."""

    models: tuple[Imported, ...]
    refused: tuple[Refused, ...] = ()


class Moved(msgspec.Struct, frozen=True):
    """What was moved.

    Attributes:
        hashes: of what was copied, by the new paths.
        sources: what was copied and is to be deleted now.
    """

    hashes: dict[str, str]
    sources: tuple[Path, ...] = ()


def candidates(path: Path) -> tuple[list[Sighting], list[Refused]]:
    """Return the builds that a path stands for, checked, and what is none.

    Raises:
        ParleyError: what `gguf.check` finds in a single file; `import_nothing` for a folder
            without models; `import_too_much` for one that holds half a disk.
    """
    if path.is_dir():
        return _in_folder(path)
    part = shard(path.name)
    if part is not None and part[1] != 1 and shard_paths(path)[0].exists():
        path = shard_paths(path)[0]
    check(path)
    for one in sighted(walk(str(path.parent), deepest=0), origin="imported"):
        if one.path == str(path):
            return [msgspec.structs.replace(one, relative="")], []
    file = seen(str(path))  # its name does not look like a model's, or is hidden
    if file is None:
        raise unreadable(path, FileNotFoundError())
    return [Sighting(str(path), (file,), "imported", shown_name(path.name))], []


def _in_folder(path: Path) -> tuple[list[Sighting], list[Refused]]:
    walked = walk(str(path))
    if walked.cut:
        raise ParleyError(
            "import_too_much",
            f"“{path}” holds too many folders to be a place of models.",
            safe="Nothing was changed.",
            hint="Choose the folder that the models are in.",
        )
    good, refused = [], []
    for one in sighted(walked, origin="imported", folder=str(path)):
        if one.kind not in {"model", "other"}:
            continue
        try:
            check(one.path)
        except GgufError as error:
            refused.append(Refused(Path(one.path), error))
        else:
            good.append(one)
    if not good and not refused:
        raise ParleyError(
            "import_nothing",
            f"There is no GGUF model in “{path}”.",
            safe="Nothing was changed.",
            hint="Choose a folder that holds .gguf files.",
        )
    return good, refused


def check_movable(one: Sighting, program: str) -> None:
    """Raise `ParleyError` (`import_not_movable`) for files that others rely on."""
    link = next((file.path for file in one.all_files if os.path.islink(file.path)), "")  # noqa: PTH114
    if program in _KEEPERS or link:
        why = (
            f"“{one.name}” belongs to another program ({program}), which would not find it any more"
            if program in _KEEPERS
            else f"“{link}” is a link to another file"
        )
        raise ParleyError(
            "import_not_movable",
            f"{why}.",
            safe="Nothing was changed.",
            hint="It can be used where it is: import it without --move.",
        )


def target_folder(one: Sighting, models: Path, repo: str) -> Path:
    """Return where a build is moved to: by its repository where that is known or its path says it.

    The folder of a repository may be there; one below `imported` is new, or empty since a process
    ended before it had filled it.
    """
    repo = repo or _repository(Path(one.path))
    if repo:
        return models / repo
    folder = models / IMPORTED / one.name
    if folder.is_dir() and not any(folder.iterdir()):
        return folder
    return free_name(folder.parent, one.name, "")


def _repository(path: Path) -> str:
    """Return `owner/name` where a path ends like one of the hub's: `…/owner/name-GGUF/file`."""
    name, owner = path.parent.name, path.parent.parent.name
    laid_out = path.parent.parent.parent.name.lower() == "models"
    if not (laid_out or re.search(r"[-_.]gguf$", name, re.IGNORECASE)):
        return ""
    if not (_OWNER.fullmatch(name) and _OWNER.fullmatch(owner)) or owner.lower() in _NOBODY:
        return ""
    return f"{owner}/{name}" if owner.lower() != IMPORTED else ""


def move(one: Sighting, folder: Path, meter: Meter) -> Moved:
    """Move all files of a build into `folder`.

    Files on another disk are copied and compared with what was read; the caller deletes them when
    the copies are registered. A projector that another build beside it needs is copied and stays.

    Raises:
        ParleyError: `import_exists`, `disk_full`, `import_failed`, and as `hashing.sha256_of`.
        Cancelled: it was stopped. In each case everything is where it was.
    """
    moving = [(Path(file.path), folder / Path(file.path).name) for file in one.all_files]
    for _, target in moving:
        if os.path.lexists(target):
            raise _exists(target)
    staying = [moving.pop()] if _shares_projector(one) else []
    made = _made(folder)
    hashes: dict[str, str] = {}
    try:
        with _explained(folder):
            if staying:
                hashes |= _copied_all(staying, folder, one.name, meter)
            renamed = _renamed_all(moving)
            if not renamed:
                hashes |= _copied_all(moving, folder, one.name, meter)
    except BaseException:
        _unlink(map(Path, hashes))
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir()
        raise
    for each in (folder, *(new.parent for new in made)):
        sync_folder(each)
    return Moved(hashes, () if renamed else tuple(source for source, _ in moving))


def _shares_projector(one: Sighting) -> bool:
    """Return whether another build beside this one has the same projector."""
    if one.projector is None:
        return False
    beside = sighted(walk(str(Path(one.path).parent), deepest=0), origin="imported")
    return any(
        other.projector is not None
        and other.projector.path == one.projector.path
        and other.path != one.path
        for other in beside
    )


def _renamed_all(pairs: Sequence[tuple[Path, Path]]) -> bool:
    """Move files to other names on their disk; False, and nothing is moved, across disks."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in pairs:
            _rename(source, target)
            done.append((source, target))
    except BaseException as error:
        for source, target in reversed(done):
            with contextlib.suppress(OSError):
                target.rename(source)
        if isinstance(error, OSError) and error.errno == errno.EXDEV:
            return False
        raise
    return True


def _copied_all(
    pairs: Sequence[tuple[Path, Path]], folder: Path, name: str, meter: Meter
) -> dict[str, str]:
    """Copy files, give them their names when all are whole, and return the hashes by these."""
    _check_room(folder, name, sum(source.stat().st_size for source, _ in pairs))
    hashes: dict[str, str] = {}
    copies: list[tuple[Path, Path]] = []
    try:
        for source, target in pairs:
            copy, hashes[str(target)] = _copy(source, target, meter)
            copies.append((copy, target))
        _renamed_all(copies)
    except BaseException:
        _unlink(copy for copy, _ in copies)
        raise
    return hashes


def delete_sources(paths: Sequence[Path]) -> str:
    """Delete what was copied, and return a sentence where that did not succeed."""
    left = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(str(path))
    return f"It was copied; {', '.join(left)} could not be deleted." if left else ""


def clear_abandoned(models: Path) -> None:
    """Delete unfinished copies that a process left which ended in the middle of one."""
    import psutil

    for path in models.glob(f"*/*/*{_UNFINISHED}"):
        pid = path.name.removesuffix(_UNFINISHED).rpartition(".")[2]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)):
            with contextlib.suppress(OSError):
                path.unlink()
                path.parent.rmdir()  # it stays where there is more in it


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def _made(folder: Path) -> list[Path]:
    """Create a folder and return those that were created for it, the outermost first."""
    made = []
    missing = folder
    while not missing.exists():
        made.append(missing)
        missing = missing.parent
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return made[::-1]


def _rename(source: Path, target: Path) -> None:
    """Move a file on its disk. A target that appears meanwhile is not overwritten."""
    try:
        os.link(source, target)  # unlike a rename, this fails where the name is taken
    except FileExistsError:
        raise
    except OSError:  # another disk, or one without such links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)
    else:
        try:
            source.unlink()
        except OSError:
            target.unlink()
            raise


def _copy(source: Path, target: Path, meter: Meter) -> tuple[Path, str]:
    """Copy a file beside a new name, read the copy again, and return it with its hash."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}{_UNFINISHED}")
    file = unfinished.open("xb")
    try:
        with file:
            digest = sha256_of(source, meter, copy_to=file)
            file.flush()
            os.fsync(file.fileno())
            if sys.platform == "linux":  # or it would be compared with what is still in memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if sha256_of(unfinished, meter) != digest:
            raise ParleyError(
                "import_failed",
                f"The copy of “{source.name}” is not what was read: the disk or the memory fails.",
                safe="The file is where it was.",
                hint="Have the disk checked before anything else is stored on it.",
            )
        shutil.copystat(source, unfinished)
    except BaseException:
        _unlink([unfinished])
        raise
    return unfinished, digest


def _check_room(folder: Path, name: str, needed: int) -> None:
    usage = shutil.disk_usage(folder)
    free = max(0, usage.free - reserve(usage.total))
    if free < needed:
        raise ParleyError(
            "disk_full",
            f"There is no room for “{name}”: it has {size_words(needed)}, and"
            f" {size_words(free)} can be taken where the models are.",
            safe="Nothing was changed.",
            hint="Free some space, or import it without --move to use it where it is.",
            details={"needed_bytes": needed, "free_bytes": free},
        )


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say what keeps files from being moved."""
    try:
        yield
    except FileExistsError as error:
        raise _exists(Path(error.filename2 or error.filename or folder)) from error
    except OSError as error:
        if is_full(error):
            raise disk_full(folder) from error
        raise ParleyError(
            "import_failed",
            f"The model could not be moved to {folder} ({error.strerror or type(error).__name__}).",
            safe="It is where it was.",
            hint="Check the permissions there, or import it without --move.",
        ) from error


def _exists(target: Path) -> ParleyError:
    return ParleyError(
        "import_exists",
        f"There is another file at “{target}” already.",
        safe="Nothing was overwritten.",
        hint="Rename one of the two, or import it without --move.",
    )
