"""The header of a GGUF file: what a model says of itself, and where its tensors lie.

Format: ggml-org/ggml, docs/gguf.md. Versions 2 and 3 have the same layout. Any input gives a
`Header`, `NeedMore` (bytes only) or a `GgufError`, within bounded time and memory.
"""

from __future__ import annotations

import math
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Final

import msgspec

from parley.gguf.errors import GgufError, broken, truncated
from parley.gguf.reader import Cursor, Scalar
from parley.gguf.types import ARRAY, TENSOR_TYPES

MAGIC: Final = b"GGUF"
VERSIONS: Final = (2, 3)
DEFAULT_ALIGNMENT: Final = 32

#: Arrays up to this many elements are read as values (layer by layer settings), longer ones
#: (vocabularies) are left in the file as `LazyArray`.
SMALL_ARRAY: Final = 1024
#: Letters of a name that are shown.
_NAME: Final = 80
#: Far above any published model; more means damage.
MAX_METADATA: Final = 65_536
MAX_TENSORS: Final = 262_144
#: Limits of ggml.h: GGML_MAX_DIMS, and GGML_MAX_NAME less the closing zero.
MAX_DIMENSIONS: Final = 4
MAX_NAME: Final = 63
#: Bytes that a setting (name of one letter, type, value) and a tensor without dimensions take.
_LEAST_SETTING: Final = 8 + 1 + 4 + 1
_LEAST_TENSOR: Final = 8 + 4 + 4 + 8


class LazyArray(msgspec.Struct, frozen=True):
    """An array left in the file: number of its value type, elements, place in bytes."""

    type: int
    count: int
    offset: int


Value = Scalar | tuple[Scalar, ...] | LazyArray


class TensorInfo(msgspec.Struct, frozen=True):
    """One tensor.

    Attributes:
        shape: elements per dimension, fastest-changing first, as ggml counts them.
        type: number of the tensor type.
        offset: bytes from the start of the tensor data.
        nbytes: bytes it takes; None for a tensor type this program does not know.
    """

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int
    nbytes: int | None

    @property
    def type_name(self) -> str:
        """Name of the tensor type, for example `Q4_K`, or `type 99` where unknown."""
        known = TENSOR_TYPES.get(self.type)
        return known.name if known else f"type {self.type}"

    @property
    def elements(self) -> int:
        """Number of weights in it."""
        return math.prod(self.shape)


class Header(msgspec.Struct, frozen=True):
    """Everything before the weights.

    Attributes:
        metadata: values by key in the file's order; long arrays as `LazyArray`.
        data_offset: bytes from the start of the file to the tensor data.
        alignment: bytes that tensor offsets are multiples of.
        file_size: bytes of the whole file; None where it is not known.
    """

    version: int
    metadata: dict[str, Value]
    tensors: tuple[TensorInfo, ...]
    data_offset: int
    alignment: int
    file_size: int | None

    def text(self, key: str) -> str:
        """Return the string under `key`, or an empty one."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """Return the whole number under `key`, or None."""
        value = self.metadata.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def architecture(self) -> str:
        """Architecture's name as llama.cpp spells it, for example `llama`."""
        return self.text("general.architecture")

    @property
    def name(self) -> str:
        """The model's own name, or an empty string.

        Only what can be seen of it, and no more than fits in a line: nobody looked at it yet.
        """
        words = " ".join(self.text("general.name").split())
        return "".join(letter for letter in words if letter.isprintable())[:_NAME].strip()

    @property
    def context_trained(self) -> int | None:
        """Tokens of context the model was trained with."""
        return self.number(f"{self.architecture}.context_length")

    @property
    def has_template(self) -> bool:
        """Whether a chat template is in the file."""
        return bool(self.text("tokenizer.chat_template"))

    @property
    def parameters(self) -> int:
        """Number of weights in this file."""
        return sum(tensor.elements for tensor in self.tensors)

    @property
    def tensor_bytes(self) -> int | None:
        """Bytes of the tensors in this file, without padding; None if a type is unknown."""
        total = 0
        for tensor in self.tensors:
            if tensor.nbytes is None:
                return None
            total += tensor.nbytes
        return total

    @property
    def needed_bytes(self) -> int:
        """Least bytes the whole file must have, as far as the tensor types are known."""
        ends = (tensor.offset + (tensor.nbytes or 0) for tensor in self.tensors)
        # The padding before the data may be missing in a file that has no tensors.
        return self.data_offset + max(ends) if self.tensors else 0


def read(path: str | Path, *, keep: Collection[str] = ()) -> Header:
    """Read the header of the file at `path`; arrays named in `keep` are read whole.

    Raises:
        GgufError: the file is missing, unreadable, no GGUF, damaged or shorter than it must be.
    """
    path = Path(path)
    try:
        size = _size(path)
        with path.open("rb") as file:
            return _header(Cursor(b"", file, size), keep)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:  # a name with a null character
        raise _missing(path) from error


def parse(data: bytes, *, size: int | None = None, keep: Collection[str] = ()) -> Header:
    """Read a header from a file's first bytes; `size` is the whole file's, where known.

    Raises:
        NeedMore: the header goes on after `data`.
        GgufError: as `read`.
    """
    return _header(Cursor(data, None, size), keep)


def read_array(path: str | Path, array: LazyArray) -> tuple[Scalar, ...]:
    """Read an array that was left in the file. Raises GgufError as `read` does."""
    path = Path(path)
    try:
        size = _size(path)
        with path.open("rb") as file:
            cursor = Cursor(b"", file, size)
            cursor.seek(array.offset)
            return cursor.array(array.type, array.count)
    except OSError as error:
        raise _unreadable(path, error) from error


def _size(path: Path) -> int:
    """Return the bytes of a regular file; a pipe or a device could block or never end."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise GgufError(
            "model_not_gguf",
            f"“{path}” is a folder, not a model file.",
            hint="Choose the .gguf file in it.",
        )
    if not stat.S_ISREG(status.st_mode):
        raise GgufError(
            "model_not_gguf",
            f"“{path}” is not a regular file.",
            hint="Choose a model file whose name ends in .gguf.",
        )
    if status.st_size == 0:
        raise GgufError(
            "model_empty",
            f"The model file “{path.name}” is empty.",
            hint="Download it again, or choose another file.",
        )
    return status.st_size


def _missing(path: Path) -> GgufError:
    return GgufError(
        "model_missing",
        f"There is no model file at “{path}”.",
        hint="Check the path, or choose another model.",
        safe="",
    )


def _unreadable(path: Path, error: OSError) -> GgufError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return _missing(path)
    return GgufError(
        "model_unreadable",
        f"The model file “{path}” cannot be read: {error.strerror or error}.",
        hint="Check its permissions and that its disk is connected.",
        safe="",
    )


def _header(cursor: Cursor, keep: Collection[str]) -> Header:
    version = _version(cursor)
    tensor_count = cursor.u64()
    metadata_count = cursor.u64()
    if metadata_count > MAX_METADATA:
        raise broken(f"it claims to hold {metadata_count:,} settings")
    if tensor_count > MAX_TENSORS:
        raise broken(f"it claims to hold {tensor_count:,} tensors")
    metadata: dict[str, Value] = {}
    for left in range(metadata_count - 1, -1, -1):
        cursor.rest = left * _LEAST_SETTING + tensor_count * _LEAST_TENSOR
        key = cursor.text()
        if not key or key in metadata:
            raise broken(f"the setting “{key[:80]}” is there twice" if key else "a name is empty")
        metadata[key] = _value(cursor, whole=key in keep)
    tensors = _tensors(cursor, tensor_count)
    alignment = _alignment(metadata)
    data_offset = -(-cursor.offset // alignment) * alignment
    header = Header(version, metadata, tensors, data_offset, alignment, cursor.size)
    for tensor in tensors:
        if tensor.offset % alignment:
            raise broken(f"the tensor “{tensor.name}” lies between the places for tensors")
    if cursor.size is not None and header.needed_bytes > cursor.size:
        raise truncated(cursor.size, header.needed_bytes)
    return header


def _version(cursor: Cursor) -> int:
    size = cursor.size
    if size is not None and size < 4:
        raise _not_gguf(b"")
    cursor.fill(4)
    magic = cursor.peek(16)
    if magic[:4] != MAGIC:
        raise _not_gguf(magic)
    cursor.skip(4)
    version = cursor.u32()
    if version in VERSIONS:
        return version
    # Little-endian versions are small numbers, so only the upper half of a swapped one is set.
    if version & 0xFFFF == 0 and version:
        raise GgufError(
            "model_version",
            "The model file was made for a big-endian machine, and this one is little-endian.",
            hint="Get the ordinary (little-endian) file of this model.",
        )
    if version < min(VERSIONS):
        raise GgufError(
            "model_version",
            f"The model file has GGUF version {version}, which engines no longer read.",
            hint="Get a newer conversion of this model.",
        )
    raise GgufError(
        "model_version",
        f"The model file has GGUF version {version}; this program reads versions 2 and 3.",
        hint="Update Parley, or get another conversion of this model.",
    )


_LOOKS: Final = (
    (b"<!DOCTYPE", "a web page"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"version https://", "a Git LFS pointer that stands for the model"),
    (b"PK\x03\x04", "a ZIP archive or a PyTorch file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"ggjt", "a model in a format from before GGUF"),
    (b"tjgg", "a model in a format from before GGUF"),
    (b"lmgg", "a model in a format from before GGUF"),
    (b"fmgg", "a model in a format from before GGUF"),
    (b"FUGG", "a big-endian GGUF file"),
)


def _not_gguf(start: bytes) -> GgufError:
    looks = next((what for sign, what in _LOOKS if start.startswith(sign)), "")
    if not looks and start[8:10] == b'{"':
        looks = "a safetensors file"
    return GgufError(
        "model_not_gguf",
        "The file is not a GGUF model" + (f"; it looks like {looks}." if looks else "."),
        hint="Choose a model file whose name ends in .gguf, or download it again.",
    )


def _value(cursor: Cursor, *, whole: bool) -> Value:
    kind = cursor.u32()
    if kind != ARRAY:
        return cursor.value(kind)
    kind, count = cursor.array_type()
    if whole or count <= SMALL_ARRAY:
        return cursor.array(kind, count)
    array = LazyArray(kind, count, cursor.offset)
    cursor.skip_array(kind, count)
    return array


def _alignment(metadata: dict[str, Value]) -> int:
    value = metadata.get("general.alignment", DEFAULT_ALIGNMENT)
    if not isinstance(value, int) or not 0 < value < 2**31 or value & (value - 1):
        raise broken("its alignment is not a power of two")
    return value


def _tensors(cursor: Cursor, count: int) -> tuple[TensorInfo, ...]:
    tensors = []
    names = set()
    for left in range(count - 1, -1, -1):
        cursor.rest = left * _LEAST_TENSOR
        name = cursor.text()
        if len(name.encode()) > MAX_NAME:
            raise broken(f"the name of the tensor “{name[:MAX_NAME]}…” is too long")
        if name in names:
            raise broken(f"the tensor “{name}” is there twice")
        names.add(name)
        dimensions = cursor.u32()
        if dimensions > MAX_DIMENSIONS:
            raise broken(f"the tensor “{name}” has {dimensions:,} dimensions")
        shape = tuple(cursor.u64() for _ in range(dimensions))
        if math.prod(shape) >= 2**63:
            raise broken(f"the tensor “{name}” has an impossible size")
        kind = cursor.u32()
        offset = cursor.u64()
        tensors.append(TensorInfo(name, shape, kind, offset, _nbytes(name, shape, kind)))
    return tuple(tensors)


def _nbytes(name: str, shape: tuple[int, ...], kind: int) -> int | None:
    layout = TENSOR_TYPES.get(kind)
    if layout is None:
        return None
    if (shape[0] if shape else 1) % layout.block:
        raise broken(f"the rows of the tensor “{name}” are no whole blocks of {layout.name}")
    return math.prod(shape) // layout.block * layout.size
