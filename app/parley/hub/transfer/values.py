"""What a transfer reports, and how patient it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec


class Progress(msgspec.Struct, frozen=True):
    """How far a transfer is.

    Attributes:
        stage: `fetching`, or `checking` where only reading back and comparing the hash is left.
        received: bytes of the file that are on this disk, those of earlier runs included.
        size: bytes of the whole file.
        fetched: bytes that came over the network in this run.
        hashed: bytes that the hash has seen.
        connections: connections that are bringing bytes now.
    """

    stage: Literal["fetching", "checking"]
    received: int
    size: int
    fetched: int
    hashed: int
    connections: int


class Fetched(msgspec.Struct, frozen=True):
    """A file that is whole and has its name.

    Attributes:
        path: the file.
        size: its bytes.
        sha256: of its content, in hexadecimal.
        verified: whether the hub named a hash, and the content has it.
        fetched: bytes that came over the network in this run; 0 for a file that was already there.
    """

    path: Path
    size: int
    sha256: str
    verified: bool
    fetched: int


class Patience(msgspec.Struct, frozen=True):
    """How long a transfer waits for a hub, and how often it tries.

    Attributes:
        connect: seconds to wait for a connection.
        stall: seconds in which at least `drip` bytes must come, or the connection is replaced.
        drip: bytes; see `stall`.
        attempts: attempts in a row without a new byte, after which the failure is told.
        pause: seconds before the second attempt; it doubles with each further one.
        most_pause: seconds that one pause may last; a hub that asks for a longer one is told.
        sync: seconds between two marks of what a power cut leaves.
        watch: seconds between two looks at the free space.
    """

    connect: float = 10.0
    stall: float = 30.0
    drip: int = 16 * 1024
    attempts: int = 6
    pause: float = 0.5
    most_pause: float = 60.0
    sync: float = 10.0
    watch: float = 1.0
