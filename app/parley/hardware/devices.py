"""Devices as plans need them, from what the engine lists: true kinds, shared memory, no doubles.

Drivers do not always tell integrated graphics from a card, one card is seen by several backends,
and a processor's "free" memory is not known to the engine at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from parley.engine import protocol
from parley.hardware.values import Device, DeviceKind, Memory

Vendor = Literal["NVIDIA", "AMD", "Intel", "Apple", ""]

#: The engine's registry name where another is usual.
_BACKENDS = {"MTL": "Metal", "HIP": "ROCm"}
# A card's own backend goes before the general ones.
_MAKERS: dict[str, Vendor] = {"CUDA": "NVIDIA", "ROCm": "AMD", "Metal": "Apple"}
# These tell integrated graphics from cards themselves.
_TRUE_KINDS = ("CUDA", "ROCm", "MUSA", "SYCL", "RPC")
_PREFERENCE = ("CUDA", "ROCm", "MUSA", "CANN", "Metal", "SYCL", "Vulkan", "OpenCL")
_SOFTWARE = re.compile(
    r"llvmpipe|lavapipe|softpipe|swiftshader|basic render|software rasteri[sz]er", re.IGNORECASE
)
_VENDORS: tuple[tuple[Vendor, str], ...] = (
    ("NVIDIA", r"nvidia|geforce|quadro|tesla|\b[rg]tx\b"),
    ("AMD", r"\bamd\b|radeon|instinct|\bati\b|\bvega\b"),
    ("Intel", r"intel|\barc\b"),
    ("Apple", r"\bapple\b"),
)
_INTEL_CARD = re.compile(
    r"arc[^a-z0-9]*(\((tm|r)\))?\s*(pro\s*)?[ab]\d{2,3}|\bdg[12]\b|data center gpu|\b(flex|max)\b",
    re.IGNORECASE,
)
# Radeon graphics of processors carry no card's series: "AMD Radeon(TM) Graphics", "AMD Radeon
# 780M Graphics", "AMD Radeon(TM) Vega 8 Graphics", "AMD Custom GPU 0405".
_AMD_SHARED = re.compile(
    r"radeon\s*(\((tm|r)\))?\s*(vega\s*\d+\s*|[rR]\d\s*|\d{3,4}[ms]\s*)?graphics|\b\d{3}M\b"
    r"|custom gpu",
    re.IGNORECASE,
)
# Mesa adds the chip; these names are of cards, whatever stands before them.
_AMD_CARD = re.compile(r"navi|polaris|vega\s?[12]0|fiji|tonga|hawaii|\brx\b|\bpro\b|instinct|mi\d")
_MOBILE = re.compile(r"\bmali\b|adreno|\bv3d\b|powervr|videocore|tegra|\borin\b|\bgb10\b", re.I)


def vendor(description: str) -> Vendor:
    """Return whose chip a device's description names; empty if it names none that is known."""
    for name, pattern in _VENDORS:
        if re.search(pattern, description, re.IGNORECASE):
            return name
    return ""


def maker(backend: str, description: str) -> Vendor:
    """Return whose chip a device is, by its backend where the description does not say."""
    return vendor(description) or _MAKERS.get(backend, "")


def is_software(description: str) -> bool:
    """Whether a "graphics device" is a rasteriser that runs on the processor."""
    return bool(_SOFTWARE.search(description))


def is_integrated(description: str) -> bool:
    """Whether a description is of graphics inside a processor, which share its memory."""
    whose = vendor(description)
    if whose == "Intel":
        return not _INTEL_CARD.search(description)
    if whose == "AMD":
        shared = _AMD_SHARED.search(description)
        return bool(shared) and not _AMD_CARD.search(description.lower())
    return whose == "Apple" or bool(_MOBILE.search(description))


def backend_name(name: str) -> str:
    """Return the usual name of a backend."""
    return _BACKENDS.get(name, name)


def devices(
    listed: Iterable[protocol.Device], memory: Memory, processor: str
) -> tuple[Device, ...]:
    """Return the engine's devices: the processor first, each card once, and in their true kind.

    Args:
        listed: as the engine lists them; nothing, if it does not run.
        memory: main memory, which is the processor's and bounds that of shared devices.
        processor: the processor's name.
    """
    others: list[Device] = []
    for device in listed:
        if device.kind == "cpu" or is_software(device.description):
            continue
        others.append(_true(device, memory))
    cpu = Device("CPU", "CPU", "cpu", memory.total, memory.available, processor)
    return (cpu, *_once(others))


def bounded(device: Device, memory: Memory) -> Device:
    """Return a device with no more memory than main memory has, if that is what it uses.

    Metal counts what this process allocated against its working-set limit, and Vulkan drivers
    sum heaps: neither knows what the rest of the computer took.
    """
    if not device.unified:
        return device
    return msgspec.structs.replace(
        device,
        total=min(device.total, memory.total),
        free=min(device.free, memory.available),
    )


def _true(device: protocol.Device, memory: Memory) -> Device:
    backend = backend_name(device.backend)
    kind: DeviceKind = device.kind
    named = backend not in _TRUE_KINDS and is_integrated(device.description)
    integrated = kind == "igpu" or (kind == "gpu" and named)
    if integrated and (backend, vendor(device.description)) != ("Metal", "Apple"):
        kind = "igpu"  # Apple's are the machine's graphics card all the same
    return bounded(
        Device(
            name=device.name,
            backend=backend,
            kind=kind,
            total=device.total,
            free=min(device.free, device.total),
            description=device.description,
            unified=integrated,
        ),
        memory,
    )


def _once(found: list[Device]) -> list[Device]:
    """Return the devices without those that a better backend shows too, in their order."""
    kept: list[Device] = []
    matched: set[tuple[str, str]] = set()
    for device in sorted(found, key=_preference):
        twin = next(
            (
                other
                for other in kept
                if other.backend != device.backend
                # One backend shows a card once: two equal cards are two.
                and (other.name, device.backend) not in matched
                and _same_card(other, device)
            ),
            None,
        )
        if twin is None:
            kept.append(device)
        else:
            matched.add((twin.name, device.backend))
    return [device for device in found if device in kept]


def _preference(device: Device) -> int:
    known = device.backend in _PREFERENCE
    return _PREFERENCE.index(device.backend) if known else len(_PREFERENCE)


def _same_card(one: Device, two: Device) -> bool:
    if "RPC" in (one.backend, two.backend) or "accel" in (one.kind, two.kind):
        return False
    whose = maker(one.backend, one.description)
    if not whose or whose != maker(two.backend, two.description):
        return False
    if one.kind == two.kind == "igpu":
        return True  # a computer has one of a maker
    # Backends count reserved memory differently, by some hundred MiB.
    larger, smaller = max(one.total, two.total), min(one.total, two.total)
    alike = larger - smaller
    named = _plain(one.description) == _plain(two.description)
    return alike <= larger * (0.25 if named else 0.03)


def _plain(description: str) -> str:
    """Return a description without makers, marks and what stands in brackets."""
    text = re.sub(r"\([^)]*\)", " ", description.lower())
    text = re.sub(r"\b(nvidia|amd|intel|corporation|inc)\b", " ", text)
    return " ".join(re.findall(r"[a-z0-9]+", text))
