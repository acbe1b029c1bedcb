"""What a person reads when an engine process ended that should not have."""

import signal

import pytest

from parley.engine.endings import crashed, device_names, says_lost
from parley.engine.protocol import LoadOptions


@pytest.mark.parametrize(
    "line",
    [
        "/src/ggml-rpc.cpp:354: Remote RPC server crashed or returned malformed response",
        "/src/ggml-rpc.cpp:547: Failed to connect to 127.0.0.1:50052",
        "vk::Queue::submit: ErrorDeviceLost",
    ],
)
def test_a_device_that_is_gone_is_named_whatever_the_exit_code(line: str) -> None:
    log = ["loading", line, "Fatal Python error: Aborted", "frame", "frame"]
    failed = crashed(5, -6, log, devices=("127.0.0.1:50052",))
    assert failed.job == 5
    assert failed.code == "device_lost"
    assert "127.0.0.1:50052" in failed.message
    assert failed.safe
    assert "without it" in failed.hint
    assert failed.log == tuple(log)


def test_a_device_without_a_name_is_a_graphics_card() -> None:
    failed = crashed(1, 3, ["ErrorDeviceLost"])
    assert failed.message.startswith("A graphics card cannot be reached")


def test_another_crash_is_no_lost_device() -> None:
    log = ["CUDA error: an illegal memory access was encountered"]
    assert not says_lost(log)
    failed = crashed(1, -signal.SIGABRT, log, devices=("CUDA0",))
    assert failed.code == "engine_crashed"


def test_what_was_asked_to_end_is_not_laid_on_a_device() -> None:
    log = ["Remote RPC server crashed"]
    assert crashed(1, -9, log, forced=True).code == "engine_stopped"
    assert crashed(1, -9, log, foreign=True).code == "engine_mismatch"


def test_the_processor_is_no_device_to_lose() -> None:
    assert device_names(LoadOptions(devices=("CPU",))) == ()
    assert device_names(LoadOptions(devices=("CUDA0", "CUDA1"))) == ("CUDA0", "CUDA1")
    assert device_names(LoadOptions(devices=("RPC0",), rpc=("localhost:1",))) == ("localhost:1",)
