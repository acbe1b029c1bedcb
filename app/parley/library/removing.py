"""What removing a model would delete and free, and the deleting."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from parley.core.errors import ParleyError
from parley.library.elsewhere import how_to_remove
from parley.library.values import Model


class Removal(msgspec.Struct, frozen=True):
    """What removing a model means.

    Attributes:
        delete: files that are deleted, in this order; none where it is only forgotten.
        freed: bytes that the disk gets back.
        stays: what stays although it belongs to it, and why, a sentence each.
        leftovers: parts of unfinished downloads beside it, which stay.
        hide: it stays where Parley looks, so it is remembered as forgotten.
    """

    model: Model
    delete: tuple[Path, ...] = ()
    freed: int = 0
    stays: tuple[str, ...] = ()
    leftovers: tuple[Path, ...] = ()
    hide: bool = False


def removal(
    model: Model, models: Sequence[Model], root: Path, *, delete_file: bool = False
) -> Removal:
    """Return what removing `model` means.

    Args:
        models: all models, for what they share with it.
        root: the models folder; what is below it is deleted, and nothing that a link leads to.
        delete_file: delete files elsewhere too, where they are the person's own.

    Raises:
        ParleyError: `model_not_removable` for the starter model and other programs' models.
    """
    _refuse_others(model)
    others = {file.path for other in models if other.path != model.path for file in other.files}
    delete: list[Path] = []
    stays: list[str] = []
    for file in model.files:
        if not os.path.lexists(file.path):
            continue
        if not delete_file and not _inside(file.path, root):
            stays.append(f"The file {file.path} stays where it is.")
        elif file.path in others:
            stays.append(f"{file.path.name} stays, because another model needs it.")
        else:
            delete.append(file.path)
            if file.path.is_symlink():
                stays.append(f"{file.path.name} is a link; the file it leads to stays.")
    freed, named = _freed(delete)
    stays += [
        f"{path.name} has another name on this disk, so deleting it frees nothing."
        for path in named
    ]
    folders = {path.parent for path in delete}
    return Removal(
        model,
        delete=tuple(delete),
        freed=freed,
        stays=tuple(stays),
        leftovers=tuple(sorted(part for folder in folders for part in _parts(folder))),
        hide=not delete and (model.folder is not None or model.path.is_relative_to(root)),
    )


def delete(plan: Removal, root: Path) -> None:
    """Delete what `plan` says, and folders below `root` that are empty then.

    Raises:
        ParleyError: `model_in_use`, `model_not_deleted`. What it says was deleted is gone.
    """
    done: list[Path] = []
    for path in plan.delete:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _not_deleted(path, error, done) from error
        done.append(path)
    for parent in dict.fromkeys(path.parent for path in plan.delete):
        with contextlib.suppress(OSError):  # one that is not empty stays, and those above it
            for folder in (parent, *parent.parents):
                if folder == root or not _inside(folder, root):
                    break
                folder.rmdir()


def _inside(path: Path, root: Path) -> bool:
    """Return whether a file or folder lies below `root` itself, and not where a link leads."""
    return path.is_relative_to(root) and path.parent.resolve().is_relative_to(root.resolve())


def _refuse_others(model: Model) -> None:
    if model.origin == "starter":
        raise ParleyError(
            "model_not_removable",
            "The starter model belongs to Parley itself.",
            safe="Nothing was deleted.",
            hint="It goes when Parley is uninstalled.",
        )
    if model.origin == "found":
        raise ParleyError(
            "model_not_removable",
            f"“{model.name}” belongs to another program ({model.program}).",
            safe="Nothing was deleted.",
            hint=how_to_remove(model.program, model.name, model.repo),
        )


def _freed(paths: Collection[Path]) -> tuple[int, list[Path]]:
    """Return the bytes that deleting files gives back, and the files that keep another name."""
    links: dict[tuple[int, int], tuple[Path, int, int, int]] = {}
    for number, path in enumerate(paths):
        with contextlib.suppress(OSError):
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode):
                continue
            file = (status.st_dev, status.st_ino or -number)
            first, size, names, going = links.get(file, (path, status.st_size, status.st_nlink, 0))
            links[file] = first, size, names, going + 1
    return (
        sum(size for _, size, names, going in links.values() if going >= names),
        [first for first, _, names, going in links.values() if going < names],
    )


def _parts(folder: Path) -> list[Path]:
    """Return the parts of unfinished downloads in a folder."""
    try:
        return [path for path in folder.iterdir() if path.name.endswith(".part")]
    except OSError:
        return []


def _not_deleted(path: Path, error: OSError, done: Sequence[Path]) -> ParleyError:
    safe = (
        f"Deleted were {', '.join(each.name for each in done)}; the rest is as it was."
        if done
        else "Nothing was deleted."
    )
    # Windows: 32 is a sharing violation, 1224 a file that is mapped into memory.
    if getattr(error, "winerror", None) in {32, 1224}:
        return ParleyError(
            "model_in_use",
            f"“{path.name}” is in use.",
            safe=safe,
            hint="Close what uses the model, a window of Parley for example, and try again.",
        )
    return ParleyError(
        "model_not_deleted",
        f"“{path}” could not be deleted ({error.strerror or type(error).__name__}).",
        safe=safe,
        hint="Check the permissions of its folder, and try again.",
    )
