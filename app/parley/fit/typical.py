"""What devices are typically capable of, for machines and cards that nobody has measured here.

Memory bandwidth and arithmetic are the makers' published figures (NVIDIA's architecture papers and
data sheets, AMD's and Intel's product pages, Apple's technical specifications and announcements).
How much of them the engine reaches follows from runs of `llama-bench` that people have published:

- Apple M4: 120 GB/s, 8B Q4_K_M at 20.9 tokens/s, prompts at 225 (brand-o/normiebench issue 3).
- Apple M1 Max: 400 GB/s, the same model at 46.2 and 500 (issue 40 there).
- RTX 6000 Ada: 960 GB/s, 8B Q4_0 at 169 and 8,000 (ggml-org/llama.cpp pull request 19053).
- 13900K, DDR5-6400: 7B Q4_0 at 18.3 and 33.7 with 8 threads (ggml-org/llama.cpp issue 34).
"""

from __future__ import annotations

import re
from typing import Final

from parley.engine.protocol import Rate
from parley.fit.rates import Calibration, DeviceSpeed
from parley.hardware.values import Cpu, Device, Machine

# Share of the makers' figures that is reached: M4 0.86, M1 Max 0.57 (as all the wide ones, from
# 200 GB/s), RTX 6000 Ada 0.82.
_READ_APPLE: Final = 0.85
_READ_APPLE_WIDE: Final = 0.57
_READ_CARD: Final = 0.8
# M4 0.8 and M1 Max 0.77 of the shaders' FP32; RTX 6000 Ada 0.35 of the tensor cores' FP16.
_COMPUTE_APPLE: Final = 0.75
_COMPUTE_CARD: Final = 0.3
_READ_CPU: Final = 0.8

#: Part of the maker's name, bandwidth in GB/s, TFLOPS (tensor cores' dense FP16 where a card has
#: them, else FP32 or packed FP16). The first match counts, so longer names stand first.
_CARDS: Final[tuple[tuple[str, float, float], ...]] = (
    ("RTX PRO 6000", 1792, 500), ("RTX 6000 ADA", 960, 364), ("RTX A6000", 768, 155),
    ("RTX A5000", 768, 111), ("RTX A4000", 448, 77),
    ("RTX 5090", 1792, 419), ("RTX 5080", 960, 225), ("RTX 5070 TI", 896, 176),
    ("RTX 5070", 672, 123), ("RTX 5060 TI", 448, 95), ("RTX 5060", 448, 77),
    ("RTX 4090", 1008, 330), ("RTX 4080 SUPER", 736, 209), ("RTX 4080", 717, 195),
    ("RTX 4070 TI SUPER", 672, 176), ("RTX 4070 TI", 504, 160), ("RTX 4070 SUPER", 504, 142),
    ("RTX 4070", 504, 117), ("RTX 4060 TI", 288, 88), ("RTX 4060", 272, 60),
    ("RTX 3090 TI", 1008, 160), ("RTX 3090", 936, 142), ("RTX 3080 TI", 912, 136),
    ("RTX 3080", 760, 119), ("RTX 3070 TI", 608, 87), ("RTX 3070", 448, 81),
    ("RTX 3060 TI", 448, 65), ("RTX 3060", 360, 51), ("RTX 3050", 224, 36),
    ("RTX 2080 TI", 616, 108), ("RTX 2080", 448, 80), ("RTX 2070", 448, 60), ("RTX 2060", 336, 52),
    ("GTX 1660", 192, 5), ("GTX 1080 TI", 484, 11), ("GTX 1080", 320, 9), ("GTX 1070", 256, 6.5),
    ("GTX 1060", 192, 4.4),
    ("H200", 4800, 989), ("H100", 2000, 756), ("A100", 1555, 312), ("L40S", 864, 362),
    ("L40", 864, 181), ("A10", 600, 125), ("TESLA T4", 320, 65), ("V100", 900, 125),
    ("P40", 347, 11), ("L4", 300, 121),
    ("RX 9070 XT", 640, 195), ("RX 9070", 640, 145), ("RX 9060 XT", 320, 103),
    ("RX 7900 XTX", 960, 123), ("RX 7900 XT", 800, 103), ("RX 7900 GRE", 576, 92),
    ("RX 7800 XT", 624, 75), ("RX 7700 XT", 432, 70), ("RX 7600", 288, 43),
    ("RX 6900 XT", 512, 46), ("RX 6800 XT", 512, 41), ("RX 6800", 512, 32),
    ("RX 6700 XT", 384, 26), ("RX 6600", 224, 18), ("RX 580", 256, 6),
    ("ARC B580", 456, 117), ("ARC B570", 380, 92), ("ARC A770", 560, 138), ("ARC A750", 512, 118),
)  # fmt: skip
_APPLE: Final[tuple[tuple[str, float, float], ...]] = (
    ("M1 ULTRA", 800, 21), ("M1 MAX", 400, 10.4), ("M1 PRO", 200, 5.2), ("M1", 68, 2.6),
    ("M2 ULTRA", 800, 27), ("M2 MAX", 400, 13.5), ("M2 PRO", 200, 6.8), ("M2", 100, 3.6),
    ("M3 ULTRA", 819, 28), ("M3 MAX", 300, 14), ("M3 PRO", 150, 7.4), ("M3", 100, 4.1),
    ("M4 MAX", 410, 16), ("M4 PRO", 273, 9.2), ("M4", 120, 4.3), ("M5", 153, 5),
)  # fmt: skip
#: A card whose name says nothing: the middle of those above with at least so many GiB of memory.
_SOME_CARDS: Final = ((72, 2000.0, 600.0), (20, 800.0, 140.0), (14, 450.0, 90.0), (0, 300.0, 60.0))
#: Processors: two channels of DDR4-3200.
_SOME_CPU_BANDWIDTH: Final = 51e9
#: A mobile version has a narrower or slower memory than the card of the same name.
_MOBILE: Final = 0.7
# Per core: weights unpacked (bytes/s) and operations per second, with AVX2 or NEON, and without.
_CORE: Final = (6e9, 6e10)
_OLD_CORE: Final = (1.5e9, 6e9)
#: A layer is some ten kernels that are started, or steps at whose end all threads meet.
_LAYER_CARD: Final = 2e-5
_LAYER_CPU: Final = 3e-5


def assumed(machine: Machine) -> Calibration:
    """Return what a machine like this one typically is capable of; nothing in it is measured."""
    devices = [cpu_speed(machine.cpu)]
    devices += [
        device_speed(device, machine.cpu) for device in machine.devices if device.kind != "cpu"
    ]
    return Calibration(devices=tuple(devices), cpu=machine.cpu.name)


def cpu_speed(cpu: Cpu, name: str = "CPU") -> DeviceSpeed:
    """Return the typical speed of a processor, from its measured bandwidth where that is known."""
    chip = _find(_APPLE, cpu.name) if "apple" in cpu.name.lower() else None
    bandwidth = cpu.bandwidth_bytes_per_second or _READ_CPU * (
        chip[0] * 1e9 if chip else _SOME_CPU_BANDWIDTH
    )
    modern = not cpu.features or chip or {"avx2", "neon"} & set(cpu.features)
    unpack, compute = _CORE if modern else _OLD_CORE
    cores = max(cpu.performance_cores, 1)
    return _speed(name, min(bandwidth, cores * unpack), cores * compute, _LAYER_CPU, bandwidth)


def device_speed(device: Device, cpu: Cpu) -> DeviceSpeed:
    """Return the typical speed of a device, by its maker's name."""
    name = f"{device.description} {device.name}"
    chip = _find(_APPLE, name)
    if device.backend in {"Metal", "MTL"} or (chip and "apple" in name.lower()):
        gigabytes, teraflops = chip or _APPLE[3][1:]
        share = _READ_APPLE if gigabytes < 200 else _READ_APPLE_WIDE
        read, compute = share * gigabytes, _COMPUTE_APPLE * teraflops
    elif card := _find(_CARDS, name):
        read, compute = _READ_CARD * card[0], _COMPUTE_CARD * card[1]
        if re.search(r"laptop|mobile|max-q", name, re.IGNORECASE):
            read, compute = read * _MOBILE, compute * _MOBILE
    elif device.unified or device.kind == "igpu":
        own = cpu_speed(cpu)
        read, compute = own.read_bytes_per_second / 1e9 * _READ_CARD, 1.0
    else:
        _, gigabytes, teraflops = next(
            each for each in _SOME_CARDS if device.total >= each[0] * 1024**3
        )
        read, compute = _READ_CARD * gigabytes, _COMPUTE_CARD * teraflops
    return _speed(device.name, read * 1e9, compute * 1e12, _LAYER_CARD, read * 1e9)


def _find(table: tuple[tuple[str, float, float], ...], name: str) -> tuple[float, float] | None:
    words = re.sub(r"[^A-Z0-9]+", " ", name.upper())
    for key, gigabytes, teraflops in table:
        if re.search(rf"\b{key}\b", words):
            return gigabytes, teraflops
    return None


def _speed(name: str, read: float, compute: float, layer: float, plain: float) -> DeviceSpeed:
    return DeviceSpeed(
        device=name,
        rates=(Rate("Q8_0", read, compute),),
        read_bytes_per_second=plain,
        layer_seconds=layer,
        basis="assumed",
    )
