"""Devices, with a real second one: a llama.cpp RPC server stands for a graphics card."""

import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.chat import Owner, Recorder
from helpers.engine_calls import Call, chat, load, words
from helpers.rpc_server import RpcServer, rpc_server
from helpers.tiny_models import experts
from parley.chat.session import ChatSession
from parley.chat.store import ChatStore
from parley.chat.values import ModelChoice
from parley.core.errors import ParleyError
from parley.engine.client import LocalEngine
from parley.engine.protocol import (
    Buffer,
    DryLoaded,
    Failed,
    Loaded,
    LoadOptions,
    Message,
    Sampling,
    Token,
)
from parley.engine.query import EngineQuery

ASK = (Message("user", "Say hello."),)
STORY = (Message("user", "Tell me a long story about a lighthouse."),)
GREEDY = Sampling(temperature=0, max_tokens=8)


@pytest.fixture
def server() -> Iterator[RpcServer]:
    with rpc_server() as server:
        yield server


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    engine = LocalEngine()
    yield engine
    engine.close()


def by_device(buffers: tuple[Buffer, ...]) -> dict[str, tuple[int, int, int]]:
    """Sum weights, context and compute of each device."""
    sums: dict[str, tuple[int, int, int]] = {}
    for buffer in buffers:
        weights, context, compute = sums.get(buffer.device, (0, 0, 0))
        sums[buffer.device] = (
            weights + buffer.weights,
            context + buffer.context,
            compute + buffer.compute,
        )
    return sums


def test_the_processor_is_listed_with_what_this_build_uses() -> None:
    listed = EngineQuery().devices()
    (cpu,) = (device for device in listed.devices if device.kind == "cpu")
    assert cpu.name == "CPU"
    assert cpu.description
    assert cpu.total > 0
    assert "CPU" in listed.backends
    assert listed.engine
    assert all(feature.isupper() for feature in listed.features)


def test_a_server_is_listed_as_a_device_with_memory_of_its_own(server: RpcServer) -> None:
    listed = EngineQuery().devices([server.endpoint])
    (found,) = (device for device in listed.devices if device.backend == "RPC")
    assert found.name == "RPC0"
    assert found.kind == "gpu"
    assert found.description == server.endpoint
    assert 0 < found.free <= found.total
    assert listed.backends.count("RPC") == 1


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"gpu_layers": 10},
        {"gpu_layers": 10, "offload_kqv": False},
        {"gpu_layers": 10, "devices": ("RPC0",), "tensor_split": (1.0,)},
        {"devices": ("CPU",)},
    ],
    ids=["all", "split", "split, cache at home", "named", "processor"],
)
def test_a_plan_loads_as_it_was_foretold_and_answers(
    server: RpcServer, engine: LocalEngine, starter_model: Path, wanted: dict[str, object]
) -> None:
    options = LoadOptions(context=512, mmap=False, rpc=(server.endpoint,), **wanted)  # type: ignore[arg-type]
    foretold = EngineQuery().dry_load(starter_model, options)
    loaded = load(engine, starter_model, options)
    assert isinstance(loaded, Loaded), loaded
    assert by_device(foretold.buffers) == by_device(loaded.buffers)
    used = {device for device, sums in by_device(loaded.buffers).items() if sum(sums)}
    assert used == ({"CPU"} if options.devices == ("CPU",) else {"CPU", "RPC0"})
    weights, context, _ = by_device(loaded.buffers).get("RPC0", (0, 0, 0))
    if options.gpu_layers == 10:
        assert 0 < weights < loaded.weights_bytes
        assert (context == 0) is not options.offload_kqv
    assert words(chat(engine, ASK, sampling=GREEDY)).strip()


def test_experts_stay_at_home_when_asked(server: RpcServer, tmp_path: Path) -> None:
    model = experts(tmp_path / "experts.gguf")
    query = EngineQuery()

    def on_device(layers: int) -> int:
        options = LoadOptions(context=256, cpu_moe_layers=layers, rpc=(server.endpoint,))
        foretold: DryLoaded = query.dry_load(model, options)
        return by_device(foretold.buffers)["RPC0"][0]

    # Experts of a layer: three matrices of 64 by 128 for each of four, two bytes a weight.
    assert on_device(0) - on_device(1) == 3 * 4 * 64 * 128 * 2
    assert on_device(0) - on_device(4) == 4 * 3 * 4 * 64 * 128 * 2
    assert on_device(99) == on_device(4)


def test_two_servers_share_the_layers(
    server: RpcServer, engine: LocalEngine, starter_model: Path
) -> None:
    with rpc_server() as other:
        options = LoadOptions(
            context=512,
            rpc=(server.endpoint, other.endpoint),
            devices=("RPC1", "RPC0"),
            tensor_split=(3.0, 1.0),
        )
        loaded = load(engine, starter_model, options)
        assert isinstance(loaded, Loaded), loaded
        sums = by_device(loaded.buffers)
        # The cache of 30 layers lies where they are; the output layer counts among the shares.
        assert 2.5 < sums["RPC1"][1] / sums["RPC0"][1] <= 4
        assert words(chat(engine, ASK, sampling=GREEDY)).strip()


def test_an_unknown_device_is_refused_and_the_known_are_named(
    server: RpcServer, engine: LocalEngine, starter_model: Path
) -> None:
    options = LoadOptions(context=512, devices=("CUDA7",), rpc=(server.endpoint,))
    failed = load(engine, starter_model, options)
    assert isinstance(failed, Failed)
    assert failed.code == "bad_option"
    assert "CUDA7" in failed.message
    assert "CPU, RPC0" in failed.hint


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        endpoint = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ParleyError) as caught:
            EngineQuery().devices([endpoint])
    assert caught.value.code == "device_lost"
    assert endpoint in caught.value.message
    assert caught.value.safe
    assert caught.value.hint


def test_a_server_of_another_kind_is_said() -> None:
    def answer(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(64)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, args=(listening,))
        thread.start()
        with pytest.raises(ParleyError, match="no RPC server"):
            EngineQuery().devices([f"127.0.0.1:{listening.getsockname()[1]}"])
        thread.join()


def test_a_device_that_goes_away_loses_no_text_and_the_processor_takes_over(
    server: RpcServer, engine: LocalEngine, starter_model: Path
) -> None:
    with_device = LoadOptions(context=512, rpc=(server.endpoint,))
    assert isinstance(load(engine, starter_model, with_device), Loaded)
    seen = Call()
    engine.stream(STORY, seen, sampling=Sampling(seed=1))
    seen.until(lambda event: isinstance(event, Token))
    server.kill()
    failed = seen.wait()
    assert isinstance(failed, Failed), failed
    assert failed.code == "device_lost"
    assert server.endpoint in failed.message
    assert failed.safe
    assert words(seen), "what had come was delivered"

    # As long as it is gone, every message says so, and the engine lives.
    again = chat(engine, STORY, sampling=GREEDY).wait()
    assert isinstance(again, Failed)
    assert again.code == "device_lost"
    assert server.endpoint in again.message

    assert isinstance(load(engine, starter_model, LoadOptions(context=512)), Loaded)
    assert words(chat(engine, STORY, sampling=GREEDY)).strip()


def test_a_conversation_outlives_its_device(
    server: RpcServer, engine: LocalEngine, starter_model: Path, connection: sqlite3.Connection
) -> None:
    store, owner, told = ChatStore(connection), Owner(), Recorder()
    session = ChatSession(
        store,
        engine,
        store.create().id,
        listener=told,
        post=owner.post,
        model=ModelChoice(
            str(starter_model), "starter", LoadOptions(context=512, rpc=(server.endpoint,))
        ),
        sampling=Sampling(seed=3),
    )
    session.send("Tell me of the sea.")
    owner.run_until(lambda: len(told.messages) == 2 and len(told.last.content) > 20)
    shown = told.last.content
    server.kill()
    owner.run_until(lambda: session.state == "idle")
    answer = store.messages(session.conversation_id)[-1]
    assert answer.content.startswith(shown)
    assert answer.error is not None
    assert answer.error.code == "device_lost"

    session.model = ModelChoice(str(starter_model), "starter", LoadOptions(context=512))
    session.sampling = GREEDY
    session.send("Are you there?")
    owner.run_until(lambda: session.state == "idle")
    messages = store.messages(session.conversation_id)
    assert (messages[-1].role, messages[-1].status) == ("assistant", "complete")
    assert messages[-1].content
    assert messages[1].content == answer.content


def test_a_device_that_went_away_while_nothing_ran_is_said_too(
    server: RpcServer, engine: LocalEngine, starter_model: Path
) -> None:
    options = LoadOptions(context=512, rpc=(server.endpoint,))
    assert isinstance(load(engine, starter_model, options), Loaded)
    server.kill()
    failed = chat(engine, ASK, sampling=GREEDY).wait()
    assert isinstance(failed, Failed)
    assert failed.code == "device_lost"
