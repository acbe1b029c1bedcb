"""Machines that people have, and the cards of the real catalogue on them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from parley.catalog import Catalog
from parley.discover.cards import Card, Desk
from parley.fit.typical import assumed
from parley.hardware.values import Cpu, Device, Machine, Memory

GIB = 1024**3
CATALOG = Path(__file__).resolve().parents[2] / "resources" / "catalog.json"


def machine(ram: int, *cards: int, cores: int = 8, unified: bool = False) -> Machine:
    """Return a computer with `ram` GiB, a fifth of them in use, and graphics cards of so many."""
    total = ram * GIB
    free = total * 4 // 5
    backend = "Metal" if unified else "CUDA"
    devices = tuple(
        Device(
            f"{backend}{number}",
            backend,
            "gpu",
            size * GIB,
            size * GIB * 95 // 100,
            "Apple M4" if unified else "NVIDIA GeForce RTX 3060",
            unified=unified,
        )
        for number, size in enumerate(cards)
    )
    processor = Device("CPU", "CPU", "cpu", total, free)
    return Machine(Memory(total, free), Cpu("AMD", cores, cores, ("avx2",)), (processor, *devices))


@cache
def catalog() -> Catalog:
    """Return the real catalogue."""
    return Catalog.load(CATALOG)


def desk(on: Machine) -> Desk:
    """Return what judges models on a machine of which nothing was measured."""
    return Desk(catalog(), on, assumed(on))


@cache
def cards(ram: int = 16, *gpus: int) -> tuple[Card, ...]:
    """Return the cards of the real catalogue on such a computer."""
    return tuple(desk(machine(ram, *gpus)).cards())


def card(id_: str, ram: int = 16, *gpus: int) -> Card:
    """Return one of those cards."""
    return next(each for each in cards(ram, *gpus) if each.id == id_)
