"""Which prebuilt engine suits this computer: pure decisions, and the probes that feed them.

The names are those of the engine project's own index of wheels (llama-cpp-python's README, the
sections on prebuilt wheels).
"""

from __future__ import annotations

import ctypes
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_CUDA_BUILDS = ((11, 8), (12, 1), (12, 2), (12, 3), (12, 4), (12, 5), (13, 0), (13, 2))


@dataclass(frozen=True)
class Machine:
    """What decides between the prebuilt engines.

    Attributes:
        system: as `sys.platform` gives it.
        processor: as `platform.machine()` gives it.
        cuda: the newest CUDA (major, minor) that the NVIDIA driver serves, or None.
        cuda_runtimes: majors of the CUDA runtime libraries that can be loaded; the wheels
            do not bring them.
        rocm: whether AMD's runtime for the prebuilt wheels can be loaded.
        vulkan: whether there is a Vulkan loader and a graphics device.
    """

    system: str
    processor: str
    cuda: tuple[int, int] | None = None
    cuda_runtimes: frozenset[int] = frozenset()
    rocm: bool = False
    vulkan: bool = False


def cuda_version(nvidia_smi: str) -> tuple[int, int] | None:
    """Return the CUDA version that `nvidia-smi` prints in its head, or None."""
    # Drivers from 610 on tell the version of the user-mode driver.
    match = re.search(r"CUDA (?:UMD )?Version:\s*(\d+)\.(\d+)", nvidia_smi)
    return (int(match[1]), int(match[2])) if match else None


def builds(machine: Machine) -> list[str]:
    """Return the prebuilt engines worth trying, best first; the last runs without accelerator."""
    if machine.system == "darwin":
        return ["metal"] if machine.processor == "arm64" else ["cpu"]
    found: list[str] = []
    if machine.cuda and machine.processor.lower() in {"x86_64", "amd64"}:
        # A driver serves every older CUDA, but a wheel needs the runtime of its own major.
        fits = [
            build
            for build in _CUDA_BUILDS
            if build <= machine.cuda and build[0] in machine.cuda_runtimes
        ]
        if fits:
            major, minor = max(fits)
            found.append(f"cu{major}{minor}")
    if machine.rocm and machine.system == "linux":
        found.append("rocm72")
    if machine.vulkan:
        found.append("vulkan")
    return [*found, "cpu"]


def offers(page: str, version: str, machine: Machine) -> bool:
    """Return whether an index page lists a wheel of `version` for this kind of computer."""
    processor = {"amd64": "x86_64"}.get(machine.processor.lower(), machine.processor.lower())
    endings = {
        "linux": (f"linux_{processor}", f"linux2014_{processor}", f"_{processor}"),
        "darwin": (f"_{processor}", "_universal2"),
        "win32": ("win_amd64",) if processor == "x86_64" else (f"win_{processor}",),
    }.get(machine.system, ())
    start = {"linux": "linux", "darwin": "macosx", "win32": "win"}.get(machine.system, "?")
    for name in re.findall(r"llama_cpp_python-([^\"'<>#/]+)\.whl", page):
        parts = name.split("-")
        if parts[0] != version or len(parts) < 4:
            continue
        for tag in parts[-1].split("."):
            known = start in tag and "musl" not in tag
            if known and tag.endswith(endings):
                return True
    return False


def probe() -> Machine:
    """Look at this computer."""
    machine = Machine(sys.platform, platform.machine())
    if sys.platform == "darwin":
        return machine
    return Machine(
        system=sys.platform,
        processor=platform.machine(),
        cuda=cuda_version(_nvidia_smi()),
        cuda_runtimes=frozenset(m for m in (11, 12, 13) if _loads(_cuda_library(m))),
        rocm=_loads("libamdhip64.so.7") or _loads("/opt/rocm/lib/libamdhip64.so.7"),
        vulkan=_has_graphics_device() and _loads(_vulkan_library()),
    )


def _nvidia_smi() -> str:
    try:
        return subprocess.run(
            ["nvidia-smi"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            stdin=subprocess.DEVNULL,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""


def _cuda_library(major: int) -> str:
    if sys.platform == "win32":
        return f"cudart64_{'110' if major == 11 else major}.dll"
    return f"libcudart.so.{'11.0' if major == 11 else major}"


def _vulkan_library() -> str:
    return "vulkan-1.dll" if sys.platform == "win32" else "libvulkan.so.1"


def _has_graphics_device() -> bool:
    # Windows installs its Vulkan loader with a driver; on Linux it often comes without a device.
    return sys.platform == "win32" or any(Path("/dev/dri").glob("renderD*"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
