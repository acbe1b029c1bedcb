"""A model's header as a sparse file of the model's true size, for the engine to look at.

The engine checks that tensors lie within the file, but a dry load reads none of them: what is not
the header can be a hole, and forty gigabytes take a few megabytes of disk.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from parley.core.errors import ParleyError
from parley.core.files import disk_full, is_full
from parley.gguf import GgufError, Header, NeedMore, parse, read, shard_paths

# What a file is lengthened by at first, to see whether that takes room on the disk.
_TRIAL = 8 * 1024**2


class HeaderFile(msgspec.Struct, frozen=True):
    """What is known of one file of a model without its weights.

    Attributes:
        name: its name, for messages alone; it may come from a stranger.
        data: its first bytes, up to where the weights begin or further.
        size: bytes of the whole file.
        header: what `data` says, where it was parsed already: with a large vocabulary that takes
            longer than all else.
    """

    name: str
    data: bytes
    size: int
    header: Header | None = None


class Trimmed(msgspec.Struct, frozen=True):
    """A `HeaderFile` with `data` ending exactly where the weights begin, and the header parsed."""

    file: HeaderFile
    header: Header


def header_files(path: Path) -> tuple[HeaderFile, ...]:
    """Return the headers of the model at `path`, all shards; the weights are not read.

    Raises:
        GgufError: a file is missing, unreadable or damaged.
    """
    found = []
    first = read(path)
    for part in shard_paths(path, first):
        header = first if part == path else read(part)
        size = header.file_size or 0
        try:
            with part.open("rb") as file:
                data = file.read(min(header.data_offset, size))
        except OSError as error:
            raise GgufError(
                "model_unreadable",
                f"The model file “{part}” cannot be read: {error.strerror or error}.",
                hint="Check its permissions and that its disk is connected.",
            ) from error
        found.append(HeaderFile(part.name, data, size, header))
    return tuple(found)


def trim(files: Sequence[HeaderFile]) -> tuple[Trimmed, ...]:
    """Return the files of one model in the order of its shards, with nothing but their headers.

    The bytes are then the same wherever they came from: a hub's first bytes or a whole file.

    Raises:
        GgufError: a header is damaged, `model_shard` if shards are missing or of several models.
        ParleyError: `fit_incomplete` if a header goes on after the bytes given.
    """
    cut = sorted((_trim(file) for file in files), key=_number)
    numbers = [_number(one) for one in cut]
    counts = {one.header.number("split.count") or 1 for one in cut}
    if numbers != list(range(len(cut))) or counts != {len(cut)}:
        raise GgufError(
            "model_shard",
            "These files are not all the parts of one model.",
            hint="Name the first part of the model, with all others beside it.",
        )
    return tuple(cut)


def _number(one: Trimmed) -> int:
    """Return which shard it is, from 0."""
    return one.header.number("split.no") or 0


def _trim(file: HeaderFile) -> Trimmed:
    try:
        header = file.header or parse(file.data, size=file.size)
    except NeedMore as error:
        raise ParleyError(
            "fit_incomplete",
            f"The beginning of “{_shown(file.name)}” is not there as far as its weights.",
            hint="Try again; it was probably cut off on the way.",
        ) from error
    end = min(header.data_offset, file.size)
    # The padding before the weights says nothing, and may not have been fetched.
    data = file.data[:end].ljust(end, b"\0")
    return Trimmed(msgspec.structs.replace(file, data=data, name=_shown(file.name)), header)


def write_sparse(cut: Sequence[Trimmed], folder: Path) -> Path:
    """Write the files of one model into `folder`, weights as holes, and return the first one.

    The names in `folder` are of its own making; those in `cut` may come from a stranger.

    Raises:
        ParleyError: `fit_no_sparse` where the file system has no holes or no files so large,
            `disk_full`. Files may be left in `folder`.
    """
    paths = [folder / name for name in own_names(len(cut))]
    for path, one in zip(paths, cut, strict=True):
        try:
            with path.open("xb") as file:
                file.write(one.file.data)
                file.flush()
                if one.file.size > len(one.file.data):
                    _lengthen(file, len(one.file.data), one.file.size)
        except OSError as error:
            if is_full(error):
                raise disk_full(path) from error
            raise _impossible(folder, error.strerror or type(error).__name__) from error
    return paths[0]


def own_names(count: int) -> tuple[str, ...]:
    """Return names for the files of a model in `count` parts, as the engine wants them."""
    if count == 1:
        return ("model.gguf",)
    return tuple(f"model-{number:05d}-of-{count:05d}.gguf" for number in range(1, count + 1))


def _shown(name: str) -> str:
    """Return the last part of a name, safe to print."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in last
    )


def _impossible(folder: Path, reason: str) -> ParleyError:
    return ParleyError(
        "fit_no_sparse",
        "The engine could not be asked how much memory the model takes: the disk of"
        f" {folder} cannot hold a file with holes of that size ({reason}).",
        safe="The calculated figures still hold.",
        hint="To have them verified, set PARLEY_HOME to a folder on an ordinary disk.",
    )


if sys.platform == "win32":

    def _lengthen(file: BinaryIO, length: int, size: int) -> None:
        """Make `file`, which has `length` bytes, `size` bytes long by a hole."""
        _mark_sparse(file)
        # Lengthening in one go (_chsize_s, which truncate calls) would write all the zeros.
        file.seek(size - 1)
        file.write(b"\0")

    def _mark_sparse(file: BinaryIO) -> None:
        """Let a file on NTFS have holes (FSCTL_SET_SPARSE); OSError where that is impossible."""
        import ctypes
        import msvcrt
        from ctypes import wintypes

        set_sparse = 0x000900C4  # winioctl.h
        control = ctypes.WinDLL("kernel32", use_last_error=True).DeviceIoControl
        control.argtypes = [
            wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD,
            wintypes.LPVOID, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID,
        ]  # fmt: skip
        control.restype = wintypes.BOOL
        returned = wintypes.DWORD()
        handle = msvcrt.get_osfhandle(file.fileno())
        if not control(handle, set_sparse, None, 0, None, 0, ctypes.byref(returned), None):
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _lengthen(file: BinaryIO, length: int, size: int) -> None:
        """Make `file`, which has `length` bytes, `size` bytes long by a hole."""
        # HFS+ and FAT write zeros: found out with a few megabytes before it is forty gigabytes.
        trial = min(size, length + _TRIAL)
        before = _occupied(file)
        file.truncate(trial)
        if trial - length >= _TRIAL and _occupied(file) - before > _TRIAL // 2:
            raise _impossible(Path(file.name).parent, "it fills them with zeros")
        file.truncate(size)

    def _occupied(file: BinaryIO) -> int:
        """Return the bytes that a file takes on its disk."""
        return os.fstat(file.fileno()).st_blocks * 512
