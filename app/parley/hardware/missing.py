"""Which accelerators the computer has and this engine build cannot use, and what to do.

Pure decisions over evidence; each hint is one sentence. A card that is merely full, or in use by
another program, is usable and never listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from parley.hardware.devices import Vendor, maker
from parley.hardware.graphics import Card, Nvidia, cards, is_translated, nvidia
from parley.hardware.system import System
from parley.hardware.values import Device, Missing

#: The setup keeps an engine that runs; without its folder it looks for the best one anew.
_AGAIN = "delete the folder .venv and start “python3 scripts/run.py” again"
# First CUDA of each major for which the engine's project publishes builds (its README).
_CUDA_BUILDS = ((11, 8), (12, 1), (13, 0))
_MESA = (
    "install your system's Vulkan driver (mesa-vulkan-drivers on Debian, Ubuntu and Fedora, "
    "vulkan-radeon or vulkan-intel on Arch)"
)


class Evidence(msgspec.Struct, frozen=True):
    """What was found out about graphics, apart from what the engine says.

    Attributes:
        translated: this is a program for Intel processors on an Apple one.
        container: this process runs in a container.
        cuda_runtimes: majors of the CUDA runtime libraries that are installed.
        vulkan_drivers: names of the installed Vulkan drivers' files (Linux).
        rocm: whether AMD's ROCm is installed.
        hidden: an environment variable that hides NVIDIA cards from CUDA, or empty.
    """

    platform: str
    processor: str
    cards: tuple[Card, ...] = ()
    nvidia: Nvidia = Nvidia()
    translated: bool = False
    container: bool = False
    cuda_runtimes: frozenset[int] = frozenset()
    vulkan_drivers: tuple[str, ...] = ()
    rocm: bool = False
    hidden: str = ""


def gather(system: System) -> Evidence:
    """Look for graphics cards and their drivers; takes about a second on Windows and macOS."""
    says = nvidia(system)
    found = cards(system, says)
    linux = system.platform == "linux"
    roots = (*system.entries("/"), *system.entries("/run")) if linux else ()
    return Evidence(
        platform=system.platform,
        processor=system.processor.lower(),
        cards=found,
        nvidia=says,
        translated=is_translated(system),
        container=".dockerenv" in roots or ".containerenv" in roots,
        cuda_runtimes=_cuda_runtimes(system) if says.names else frozenset(),
        vulkan_drivers=tuple(
            name
            for folder in ("/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d")
            for name in (system.entries(folder) if linux else ())
        ),
        rocm=linux and bool(system.entries("/opt/rocm/lib")),
        hidden=_hiding(system.environment),
    )


def missing(
    evidence: Evidence, devices: Iterable[Device], backends: Iterable[str]
) -> tuple[Missing, ...]:
    """Return the accelerators that no device stands for.

    Args:
        devices: those that the engine can use.
        backends: those that the engine build has.
    """
    usable = [device for device in devices if device.kind in ("gpu", "igpu")]
    local = [device for device in usable if device.backend != "RPC"]
    if evidence.platform == "darwin":
        return _macos(evidence, local)
    unused = _without_device(evidence.cards, local)
    if any(not card.integrated for card in evidence.cards):
        # The engine puts nothing on integrated graphics beside a card (llama.cpp's choice).
        unused = [card for card in unused if not card.integrated]
    hints: Counter[tuple[str, str]] = Counter()
    for card in unused:
        hint = (
            _nvidia_hint(evidence, set(backends), card)
            if card.vendor == "NVIDIA"
            else _vulkan_hint(evidence, set(backends), card)
        )
        hints[card.name, hint] += 1
    return tuple(
        Missing(name if count == 1 else f"{count} × {name}", hint)
        for (name, hint), count in hints.items()
    )


def _without_device(found: Iterable[Card], devices: Iterable[Device]) -> list[Card]:
    """Return the cards that are left when each device has taken one of its maker's."""
    taken: Counter[tuple[Vendor, bool]] = Counter(
        (maker(device.backend, device.description), device.kind == "igpu") for device in devices
    )
    left = []
    for card in found:
        # Drivers and this program may differ on what is integrated, not on who made it.
        for key in ((card.vendor, card.integrated), (card.vendor, not card.integrated)):
            if taken[key]:
                taken[key] -= 1
                break
        else:
            left.append(card)
    return left


def _nvidia_hint(evidence: Evidence, backends: set[str], card: Card) -> str:
    says = evidence.nvidia
    if not says.found:
        if evidence.container:
            return (
                "Give the container access to the card (with Docker: --gpus all), then start "
                "Parley again."
            )
        return f"Install NVIDIA's driver and restart the computer, then {_AGAIN}."
    if not says.names or not card.driver:
        why = f" (it says: {says.complaint})" if says.complaint else ""
        return (
            "Restart the computer, and install NVIDIA's driver again if that does not help: it "
            f"does not answer{why}."
        )
    if "CUDA" in backends:
        if evidence.hidden:
            return f"Unset {evidence.hidden}, which hides the card, and start Parley again."
        return "Install a current driver from NVIDIA: the engine cannot use the card with this one."
    if says.cuda is not None and says.cuda < _CUDA_BUILDS[0]:
        oldest = ".".join(map(str, _CUDA_BUILDS[0]))
        served = ".".join(map(str, says.cuda))
        return (
            f"Install a current driver from NVIDIA (version {says.driver} serves CUDA {served}, "
            f"the engine needs {oldest}), then {_AGAIN}."
        )
    return f"{_capital(_cuda_steps(evidence))} to get the engine for CUDA."


def _cuda_steps(evidence: Evidence) -> str:
    if evidence.processor not in ("x86_64", "amd64"):
        # Builds for CUDA are published for this processor only; others compile it.
        return f"install NVIDIA's CUDA toolkit, then {_AGAIN}"
    served = [build for build in _CUDA_BUILDS if build <= (evidence.nvidia.cuda or (12, 1))]
    if any(major in evidence.cuda_runtimes for major, _ in served):
        return _AGAIN
    return f"install NVIDIA's CUDA {served[-1][0]} runtime libraries, then {_AGAIN}"


def _vulkan_hint(evidence: Evidence, backends: set[str], card: Card) -> str:
    """Return the hint for AMD's and Intel's, which have one build in common."""
    shared = "; integrated graphics share main memory and are slower than a card" * card.integrated
    if evidence.platform == "win32":
        maker = "AMD's" if card.vendor == "AMD" else "Intel's"
        if not card.driver or "Vulkan" in backends:
            return f"Install {maker} current graphics driver, then start Parley again."
        return f"{_capital(_AGAIN)} to get the engine for Vulkan{shared}."
    rocm = card.vendor == "AMD" and not card.integrated and evidence.rocm
    if rocm and "ROCm" not in backends and "Vulkan" not in backends:
        return f"{_capital(_AGAIN)} to get the engine for ROCm."
    names = {"AMD": ("radeon", "amd"), "Intel": ("intel",)}.get(card.vendor, ())
    driver = any(name in file for file in evidence.vulkan_drivers for name in names)
    if "Vulkan" in backends:
        if driver:
            return (
                "Let your account use the card (the group render or video has /dev/dri), sign in "
                "again and start Parley."
            )
        return f"{_capital(_MESA)}, then start Parley again."
    steps = _AGAIN if driver else f"{_MESA}, then {_AGAIN}"
    return f"{_capital(steps)} to get the engine for Vulkan{shared}."


def _macos(evidence: Evidence, devices: list[Device]) -> tuple[Missing, ...]:
    if any(device.backend == "Metal" for device in devices):
        return ()
    if evidence.translated:
        return (
            Missing(
                "Apple graphics (Metal)",
                "Install Python for Apple silicon, since this one is for Intel processors and "
                f"runs translated, then {_AGAIN}.",
            ),
        )
    if evidence.processor == "arm64":
        name = next((card.name for card in evidence.cards), "Apple")
        hint = f"{_capital(_AGAIN)} to get the engine for Metal."
        return (Missing(f"{name} graphics (Metal)", hint),)
    return tuple(
        Missing(
            card.name,
            "Nothing needs to be installed: the engine has no build for graphics cards of Macs "
            "with Intel processors, and models run on the processor.",
        )
        for card in evidence.cards
        if not card.integrated
    )


def _cuda_runtimes(system: System) -> frozenset[int]:
    """Return the majors of CUDA whose runtime library the system's loader finds."""
    if system.platform == "win32":
        paths = " ".join(
            value for name, value in system.environment.items() if name.startswith("CUDA_PATH")
        )
        return frozenset(int(major) for major in re.findall(r"[\\/]v(\d+)\.\d+", paths))
    answer = system.run("/sbin/ldconfig", "-p")
    return frozenset(int(major) for major in re.findall(r"libcudart\.so\.(\d+)", answer.text))


def _hiding(environment: Mapping[str, str]) -> str:
    value = environment.get("CUDA_VISIBLE_DEVICES")
    return "CUDA_VISIBLE_DEVICES" if value is not None else ""


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
