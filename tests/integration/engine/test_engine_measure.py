"""Measuring a device with the engine's own matrix products, in a process that ends with it."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest

from helpers.rpc_server import RpcServer, rpc_server
from parley.core.errors import Cancelled, ParleyError
from parley.engine.protocol import Measure
from parley.engine.query import EngineQuery

SHORT = 0.05


@pytest.fixture(scope="module")
def server() -> Iterator[RpcServer]:
    with rpc_server() as running:
        yield running


def test_each_type_has_its_speed() -> None:
    wanted = ("Q4_1", "Q4_K", "IQ4_NL", "F16")
    found = EngineQuery().measure("CPU", wanted, threads=2, seconds=SHORT)
    assert tuple(rate.type for rate in found.rates) == wanted
    assert found.device == "CPU"
    assert found.threads == 2
    for rate in found.rates:
        assert rate.decode_bytes_per_second > 1e6
        # Of many tokens at once, each weight is worth more operations than of one.
        assert rate.prefill_flops > rate.decode_bytes_per_second
    assert found.read_bytes_per_second > 1e6


def test_without_types_only_memory_is_read() -> None:
    found = EngineQuery().measure("CPU", (), seconds=SHORT)
    assert found.rates == ()
    assert found.read_bytes_per_second > 1e6


@pytest.mark.parametrize("repack", [True, False])
def test_rearranged_and_plain_weights_are_both_measured(repack: bool) -> None:
    found = EngineQuery().measure("CPU", ("Q4_0", "Q4_K"), seconds=SHORT, repack=repack)
    assert [rate.type for rate in found.rates] == ["Q4_0", "Q4_K"]


def test_types_that_ask_for_an_importance_matrix_are_measured() -> None:
    found = EngineQuery().measure("CPU", ("IQ2_XXS",), seconds=SHORT)
    assert found.rates[0].decode_bytes_per_second > 1e6


def test_types_that_cannot_be_multiplied_with_are_left_out() -> None:
    found = EngineQuery().measure("CPU", ("I32", "Q8_0"), seconds=SHORT)
    assert [rate.type for rate in found.rates] == ["Q8_0"]


def test_attention_is_measured_for_short_and_for_long_heads() -> None:
    found = EngineQuery().measure("CPU", ("ATTENTION_64", "ATTENTION_128"), seconds=SHORT)
    assert [rate.type for rate in found.rates] == ["ATTENTION_64", "ATTENTION_128"]
    assert all(rate.decode_bytes_per_second > 1e6 for rate in found.rates)
    assert all(rate.prefill_flops > 1e6 for rate in found.rates)


def test_another_device_is_measured_by_its_name(server: RpcServer) -> None:
    query = EngineQuery()
    name = next(d.name for d in query.devices(rpc=(server.endpoint,)).devices if d.kind == "gpu")
    found = query.measure(name, ("Q8_0",), seconds=SHORT, rpc=(server.endpoint,))
    assert found.device == name
    assert found.rates[0].decode_bytes_per_second > 1e6


@pytest.mark.parametrize(
    ("device", "types", "said"),
    [("CUDA7", ("Q8_0",), "CUDA7"), ("CPU", ("Q9_Z",), "Q9_Z")],
    ids=["device", "type"],
)
def test_what_is_not_there_is_named(device: str, types: tuple[str, ...], said: str) -> None:
    with pytest.raises(ParleyError, match=said) as caught:
        EngineQuery().measure(device, types, seconds=SHORT)
    assert caught.value.code == "bad_option"
    assert caught.value.hint


def test_it_can_be_stopped_and_everything_is_given_back() -> None:
    from parley.engine.worker.measure import measure

    process = psutil.Process()
    with pytest.raises(Cancelled):  # the library itself is loaded by it
        measure(Measure(job=1, types=("Q8_0",)), lambda: True)
    before = process.memory_info().rss
    with pytest.raises(Cancelled):
        measure(Measure(job=1, types=("Q8_0",)), lambda: True)
    assert process.memory_info().rss - before < 64 * 1024**2
