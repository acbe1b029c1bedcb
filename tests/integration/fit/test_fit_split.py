"""Plans for several devices, asked of the real engine: every device holds what it was given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.model_shapes import models, write
from helpers.rpc_server import RpcServer
from parley.engine.query import EngineQuery
from parley.fit.budget import VERIFIED_MARGIN, room
from parley.fit.plan import Build, plan
from parley.fit.shape import shape
from parley.fit.sparse import header_files
from parley.fit.values import HOST, Verdict, Wish
from parley.fit.verify import Verifier
from parley.gguf import read
from parley.hardware.processor import processor
from parley.hardware.system import LocalSystem
from parley.hardware.values import Device, Machine, Memory

GIB = 1024**3


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[str, ...]]:
    running = [RpcServer(), RpcServer()]
    yield tuple(server.endpoint for server in running)
    for server in running:
        server.kill()


def with_memory(query: EngineQuery, rpc: tuple[str, ...], sizes: tuple[float, ...]) -> Machine:
    """Return this computer with servers for graphics cards of so many GiB."""
    listed = query.devices(rpc)
    remote = [device for device in listed.devices if device.backend == "RPC"]
    cards = tuple(
        Device(one.name, "RPC", "gpu", int(size * GIB), int(size * GIB), one.description)
        for one, size in zip(remote, sizes, strict=True)
    )
    host = Device(HOST, "CPU", "cpu", 32 * GIB, 24 * GIB)
    cpu = processor(LocalSystem(), listed.features)
    return Machine(Memory(32 * GIB, 24 * GIB), cpu, (host, *cards))


@pytest.mark.parametrize(
    ("name", "sizes", "verdict"),
    [
        ("llama-3.1-8b", (3.0, 2.0), "split"),
        ("llama-3.1-8b", (6.0, 4.0), "gpu"),
        ("ministral-3-14b", (5.0, 8.0), "gpu"),
        ("qwen3-30b-a3b", (6.0, 4.0), "split"),
    ],
)
def test_a_plan_for_two_cards_overfills_none(
    name: str, sizes: tuple[float, ...], verdict: Verdict, servers: tuple[str, ...], tmp_path: Path
) -> None:
    path = write(tmp_path / f"{name}-Q4_K_M.gguf", models()[name])
    build = Build("Q4_K_M", (path.name,), path.stat().st_size, shape(read(path)))
    with EngineQuery() as query:
        machine = with_memory(query, servers, sizes)
        made = plan(build, machine, Wish(context=8192))
        options = msgspec.structs.replace(made.options, rpc=servers)
        found = Verifier(query, tmp_path / "cache").verify(header_files(path), options, machine)

    assert made.verdict == verdict
    assert room(machine, margin=VERIFIED_MARGIN).over(found) == {}
    names = [device.name for device in machine.accelerators]
    assert all(found.on(each) > GIB for each in names)
    for place in (HOST, *names):
        assert found.on(place) == pytest.approx(made.allocation.on(place), rel=0.03), place
