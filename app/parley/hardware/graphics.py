"""Graphics cards that the computer has, by what the operating system and the drivers say.

This is evidence for what the engine could use with another build or driver: it is asked for
only then, and never for memory.
"""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import msgspec

from parley.hardware.devices import Vendor, is_integrated, is_software, vendor
from parley.hardware.processor import sysctl
from parley.hardware.system import Answer, System

_PCI = "/sys/bus/pci/devices"
_DISPLAY = "3"  # first digit of a PCI class code's three bytes: display controllers, 03xxxx
_VENDORS: dict[str, Vendor] = {"10DE": "NVIDIA", "1002": "AMD", "8086": "Intel", "106B": "Apple"}
_SMI_QUERY = (
    "--query-gpu=name,driver_version,memory.total,pci.bus_id",
    "--format=csv,noheader,nounits",
)
_WSL_SMI = "/usr/lib/wsl/lib/nvidia-smi"
_CONTROLLERS = (
    "Get-CimInstance Win32_VideoController | "
    "Select-Object Name,DriverVersion,PNPDeviceID,AdapterCompatibility | ConvertTo-Json"
)


class Card(msgspec.Struct, frozen=True):
    """A graphics card, or the graphics of a processor.

    Attributes:
        name: the maker's name, or a plain one where nothing tells.
        integrated: inside the processor, sharing main memory.
        driver: name of the driver that has it, empty if none has.
    """

    name: str
    vendor: Vendor
    integrated: bool
    driver: str = ""


class Nvidia(msgspec.Struct, frozen=True):
    """What NVIDIA's own tool says.

    Attributes:
        found: whether the tool is there; it comes with the driver.
        names: the cards; empty if the driver does not answer.
        driver: its version.
        cuda: the newest CUDA (major, minor) that it serves, or None if it does not say.
        complaint: why it does not answer, in its words.
    """

    found: bool = False
    names: tuple[str, ...] = ()
    driver: str = ""
    cuda: tuple[int, int] | None = None
    complaint: str = ""


def cards(system: System, nvidia_says: Nvidia) -> tuple[Card, ...]:
    """Return the graphics cards of this computer; virtual and management ones are left out."""
    if system.platform == "darwin":
        return _macos(system)
    found = _windows(system) if system.platform == "win32" else _linux(system)
    # In WSL and some containers only NVIDIA's tool sees the card.
    seen = sum(card.vendor == "NVIDIA" for card in found)
    found += [Card(name, "NVIDIA", False, "nvidia") for name in nvidia_says.names[seen:]]
    names = iter(nvidia_says.names)
    return tuple(
        msgspec.structs.replace(card, name=next(names, card.name))
        if card.vendor == "NVIDIA"
        else card
        for card in found
    )


def nvidia(system: System) -> Nvidia:
    """Ask NVIDIA's tool. Starts nothing on macOS, where it has no drivers."""
    if system.platform == "darwin":
        return Nvidia()
    tool = "nvidia-smi"
    answer = system.run(tool, *_SMI_QUERY)
    if answer.code < 0 and system.platform == "linux":
        tool = _WSL_SMI
        answer = system.run(tool, *_SMI_QUERY)
    if answer.code < 0:
        return Nvidia()
    rows = [[field.strip() for field in row.split(",")] for row in answer.text.splitlines()]
    rows = [row for row in rows if len(row) == 4 and row[2].isdigit()]
    if not answer.good or not rows:
        complaint = " ".join(answer.text.split())
        return Nvidia(found=True, complaint=complaint.split(". ")[0].rstrip("."))
    return Nvidia(True, tuple(row[0] for row in rows), rows[0][1], _cuda(system.run(tool)))


def _cuda(head: Answer) -> tuple[int, int] | None:
    """Read the tool's table; drivers from 610 on call it "CUDA UMD Version"."""
    match = re.search(r"CUDA (?:UMD )?Version:\s*(\d+)\.(\d+)", head.text)
    return (int(match[1]), int(match[2])) if match else None


def _linux(system: System) -> list[Card]:
    found: list[Card] = []
    names: dict[str, str] | None = None
    for slot in system.entries(_PCI):
        values = dict(
            line.split("=", 1)
            for line in system.read(f"{_PCI}/{slot}/uevent").splitlines()
            if "=" in line
        )
        code = values.get("PCI_CLASS", "")
        maker = _VENDORS.get(values.get("PCI_ID", "").split(":")[0].upper())
        if maker is None or len(code) != 5 or not code.startswith(_DISPLAY):
            continue
        if names is None:
            names = _pci_names(system)
        name = names.get(slot, "")
        integrated = _is_integrated_slot(maker, slot, name)
        found.append(
            Card(
                name or _plain_name(maker, integrated), maker, integrated, values.get("DRIVER", "")
            )
        )
    return found


def _is_integrated_slot(maker: Vendor, slot: str, name: str) -> bool:
    if maker == "Intel":
        return slot == "0000:00:02.0"  # where every Intel processor has its graphics
    return maker == "AMD" and is_integrated(name)


def _pci_names(system: System) -> dict[str, str]:
    """Return devices' names by slot, from the PCI database if `lspci` is there."""
    names: dict[str, str] = {}
    for line in system.run("lspci", "-mm", "-D").text.splitlines():
        try:
            fields = shlex.split(line)
        except ValueError:
            continue
        if len(fields) < 4:
            continue
        maker = vendor(fields[2]) or fields[2]
        # "GA102 [GeForce RTX 3090]" is the chip and, in brackets, what it is sold as.
        sold = re.search(r"\[([^\]]+)\]\s*$", fields[3])
        name = sold[1].split(" / ")[0] if sold else fields[3]
        # Chips of processors are known by theirs only: "Cezanne [Radeon Vega Series / …]".
        names[fields[0]] = f"{maker} {name}"
    return names


def _plain_name(maker: Vendor, integrated: bool) -> str:
    return f"{maker} integrated graphics" if integrated else f"{maker} graphics card"


def _windows(system: System) -> list[Card]:
    answer = system.run(
        "powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _CONTROLLERS, timeout=20.0
    )
    found: list[Card] = []
    for entry in _objects(answer.text):
        slot = re.search(r"VEN_([0-9A-F]{4})", str(entry.get("PNPDeviceID")).upper())
        maker = _VENDORS.get(slot[1]) if slot else None
        if maker is None:
            continue
        name = str(entry.get("Name") or "")
        if "basic display" in name.lower() or not name:  # Windows' own driver, for want of one
            found.append(Card(_plain_name(maker, False), maker, False))
        else:
            found.append(Card(name, maker, is_integrated(name), str(entry.get("DriverVersion"))))
    return found


def _macos(system: System) -> tuple[Card, ...]:
    answer = system.run("/usr/sbin/system_profiler", "-json", "SPDisplaysDataType", timeout=20.0)
    lists = _objects(answer.text)
    entries = lists[0].get("SPDisplaysDataType", []) if lists else []
    found = []
    for entry in entries if isinstance(entries, list) else []:
        name = str(entry.get("sppci_model") or entry.get("_name") or "")
        maker = vendor(name) or vendor(str(entry.get("spdisplays_vendor")))
        if name and not is_software(name):
            found.append(Card(name, maker, is_integrated(name), "metal"))
    return tuple(found)


def is_translated(system: System) -> bool:
    """Whether this is a program for Intel processors on an Apple one (Rosetta)."""
    if system.platform != "darwin" or system.processor == "arm64":
        return False
    return sysctl(system, "sysctl.proc_translated").get("sysctl.proc_translated") == "1"


def _objects(text: str) -> list[dict[str, Any]]:
    """Return the JSON object or objects in a command's output; none if it is something else."""
    try:
        value = json.loads(text)
    except ValueError:
        return []
    return [
        entry
        for entry in (value if isinstance(value, list) else [value])
        if isinstance(entry, dict)
    ]
