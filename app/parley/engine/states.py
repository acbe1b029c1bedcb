"""Saved conversation states on disk: what lets a long conversation continue at once.

A file holds the KV cache of one conversation for one model and one set of options, with the tokens
it stands for. A file that is torn, altered or of another kind is removed, never trusted. The least
recently used files go when the folder outgrows its budget. The files hold what was said, as
tokens: they are readable by their owner alone, and `forget` removes a conversation's.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import struct
from collections.abc import Callable
from pathlib import Path

import msgspec

MAGIC = b"PARLEYKV"
FORMAT = 1
_PREFIX = struct.Struct("<8sII")  # magic, format, length of the header
_DIGEST = 32

log = logging.getLogger(__name__)


class Answer(msgspec.Struct, frozen=True):
    """An answer's text and the tokens the model wrote it with."""

    text: str
    tokens: list[int]


class Header(msgspec.Struct, frozen=True):
    """What a state stands for.

    Attributes:
        key: digest of model, template, options and engine version.
        tokens: tokens in the KV cache, in order.
        answers: answers among them, so that they are written with the same tokens again.
        payload: length of the engine's data in bytes.
    """

    key: str
    tokens: list[int]
    answers: list[Answer]
    payload: int


def _name(conversation: str) -> str:
    return hashlib.sha256(conversation.encode()).hexdigest()[:24]


def state_path(folder: Path, conversation: str, key: str) -> Path:
    """Return the file for a conversation under a key (a hexadecimal digest)."""
    return folder / f"{_name(conversation)}-{key[:16]}.state"


def save(
    folder: Path, conversation: str, header: Header, payload: bytes | bytearray, budget: int
) -> None:
    """Write a state atomically, then remove the least recently used beyond `budget` bytes.

    A state larger than the budget is not written. Raises `OSError` when the disk refuses.
    """
    encoded = msgspec.msgpack.encode(header)
    size = _PREFIX.size + len(encoded) + len(payload) + 2 * _DIGEST
    path = state_path(folder, conversation, header.key)
    if size > budget:
        path.unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _evict(folder, budget - size, keep=path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    prefix = _PREFIX.pack(MAGIC, FORMAT, len(encoded))
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for block in (prefix, encoded, _digest(prefix, encoded), payload, _digest(payload)):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def load(
    folder: Path, conversation: str, key: str, wanted: Callable[[Header], bool]
) -> tuple[Header, bytes] | None:
    """Read a conversation's state, or None where there is none to use.

    `wanted` sees the header before the data is read, and may decline. A file that does not hold
    what it should is removed.
    """
    path = state_path(folder, conversation, key)
    try:
        with path.open("rb") as file:
            magic, version, length = _PREFIX.unpack(prefix := file.read(_PREFIX.size))
            size = os.fstat(file.fileno()).st_size
            if magic != MAGIC or version != FORMAT or length > size:
                raise ValueError("not a state of this format")
            encoded = file.read(length)
            if file.read(_DIGEST) != _digest(prefix, encoded):
                raise ValueError("the header's checksum does not match")
            header = msgspec.msgpack.decode(encoded, type=Header)
            if size != _PREFIX.size + length + header.payload + 2 * _DIGEST:
                raise ValueError("the file is cut short")
            if header.key != key:
                raise ValueError("the state belongs to another model or other options")
            if not wanted(header):
                return None
            payload = file.read(header.payload)
            if file.read(_DIGEST) != _digest(payload):
                raise ValueError("the checksum does not match")
        os.utime(path)
        return header, payload
    except FileNotFoundError:
        return None
    except (OSError, ValueError, struct.error, msgspec.MsgspecError) as error:
        log.info("A saved state was removed: %s", error)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return None


def _digest(*blocks: bytes | bytearray) -> bytes:
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for block in blocks:
        digest.update(block)
    return digest.digest()


def forget(folder: Path, conversation: str) -> None:
    """Remove every state of a conversation, of all models."""
    for path in folder.glob(f"{_name(conversation)}-*.state*"):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _evict(folder: Path, budget: int, keep: Path) -> None:
    """Remove old files until the others hold at most `budget` bytes; torn parts go first."""
    files: list[tuple[float, int, Path]] = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            if path.suffix == ".part":
                if not _alive(path):
                    path.unlink(missing_ok=True)
            elif path.suffix == ".state" and path != keep:
                stat = path.stat()
                files.append((stat.st_mtime, stat.st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= max(budget, 0):
            break
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            total -= size


def _alive(part: Path) -> bool:
    """Whether the process that writes `<name>.<pid>.part` still runs."""
    import psutil

    pid = part.suffixes[-2][1:] if len(part.suffixes) >= 2 else ""
    return pid.isdecimal() and psutil.pid_exists(int(pid))
