"""Which prebuilt engine is tried on which computer."""

from __future__ import annotations

import pytest

from parley_setup.accelerators import Machine, builds, cuda_version, offers

_NVIDIA_SMI = """
+-----------------------------------------------------------------------------------------+
| NVIDIA-SMI 550.54.15              Driver Version: 550.54.15      CUDA Version: 12.4     |
|-----------------------------------------+------------------------+----------------------+
"""
_NO_DRIVER = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."


def test_the_drivers_cuda_version_is_read() -> None:
    assert cuda_version(_NVIDIA_SMI) == (12, 4)
    assert cuda_version("| KMD Version: 610.43.03     CUDA UMD Version: 13.3     |") == (13, 3)
    assert cuda_version(_NO_DRIVER) is None
    assert cuda_version("") is None


def _linux(
    cuda: tuple[int, int] | None = None,
    runtimes: frozenset[int] = frozenset(),
    *,
    rocm: bool = False,
    vulkan: bool = False,
) -> Machine:
    return Machine("linux", "x86_64", cuda, runtimes, rocm=rocm, vulkan=vulkan)


@pytest.mark.parametrize(
    ("machine", "expected"),
    [
        (_linux(), ["cpu"]),
        (_linux((12, 4), frozenset({12})), ["cu124", "cpu"]),
        (_linux((12, 9), frozenset({12})), ["cu125", "cpu"]),
        (_linux((12, 0), frozenset({12})), ["cpu"]),
        (_linux((13, 0), frozenset({12, 13})), ["cu130", "cpu"]),
        (_linux((13, 1), frozenset({12})), ["cu125", "cpu"]),
        (_linux((12, 4), vulkan=True), ["vulkan", "cpu"]),
        (_linux((12, 4), frozenset({12}), vulkan=True), ["cu124", "vulkan", "cpu"]),
        (_linux(rocm=True, vulkan=True), ["rocm72", "vulkan", "cpu"]),
        (Machine("darwin", "arm64"), ["metal"]),
        (Machine("darwin", "x86_64"), ["cpu"]),
        (Machine("win32", "AMD64", (12, 6), frozenset({12}), vulkan=True), None),
    ],
)
def test_the_best_comes_first_and_needs_what_is_there(
    machine: Machine, expected: list[str] | None
) -> None:
    assert builds(machine) == (expected or ["cu125", "vulkan", "cpu"])


_PAGE = """
<a href="https://example.org/v0.3.36/llama_cpp_python-0.3.36-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl">x</a>
<a href="https://example.org/v0.3.36/llama_cpp_python-0.3.36-py3-none-win_amd64.whl">x</a>
<a href="https://example.org/v0.3.36/llama_cpp_python-0.3.36-py3-none-macosx_11_0_arm64.whl">x</a>
<a href="https://example.org/v0.3.36/llama_cpp_python-0.3.36-py3-none-musllinux_1_2_aarch64.whl">x</a>
<a href="https://example.org/v0.3.35/llama_cpp_python-0.3.35-py3-none-macosx_10_9_x86_64.whl">x</a>
"""


@pytest.mark.parametrize(
    ("machine", "offered"),
    [
        (Machine("linux", "x86_64"), True),
        (Machine("linux", "aarch64"), False),
        (Machine("win32", "AMD64"), True),
        (Machine("win32", "ARM64"), False),
        (Machine("darwin", "arm64"), True),
        (Machine("darwin", "x86_64"), False),
    ],
)
def test_a_page_offers_only_wheels_of_this_version_for_this_computer(
    machine: Machine, offered: bool
) -> None:
    assert offers(_PAGE, "0.3.36", machine) is offered
    assert not offers("", "0.3.36", machine)
