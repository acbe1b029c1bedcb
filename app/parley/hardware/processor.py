"""The processor: its name, its cores, and the instruction sets that matter to the engine."""

from __future__ import annotations

import re

from parley.hardware.system import System
from parley.hardware.values import Cpu

# Linux's word for a feature, which names it here too unless another word is usual.
_LINUX = {
    "pni": "sse3",
    "asimd": "neon",
    "asimddp": "dotprod",
    "asimdhp": "fp16",
    **{
        name: name
        for name in (
            "ssse3",
            "sse4_2",
            "avx",
            "avx2",
            "avx_vnni",
            "fma",
            "f16c",
            "bmi2",
            "avx512f",
            "avx512vbmi",
            "avx512_vnni",
            "avx512_bf16",
            "amx_int8",
            "i8mm",
            "bf16",
            "sve",
            "sve2",
            "sme",
            "sme2",
        )
    },
}
# What the engine calls them (ggml-cpu's list of features).
_ENGINE = {
    "AVX512": "avx512f",
    "AVX512_VBMI": "avx512vbmi",
    "FP16_VA": "fp16",
    "MATMUL_INT8": "i8mm",
    **{
        name: name.lower()
        for name in (
            "SSE3",
            "SSSE3",
            "AVX",
            "AVX_VNNI",
            "AVX2",
            "F16C",
            "FMA",
            "BMI2",
            "AVX512_VNNI",
            "AVX512_BF16",
            "AMX_INT8",
            "NEON",
            "SVE",
            "DOTPROD",
            "SME",
            "SME2",
        )
    },
}
# macOS: keys that are 1 (Apple processors), and words of lists (Intel ones).
_SYSCTL = {
    "hw.optional.arm64": "neon",
    "hw.optional.arm.FEAT_DotProd": "dotprod",
    "hw.optional.arm.FEAT_FP16": "fp16",
    "hw.optional.arm.FEAT_I8MM": "i8mm",
    "hw.optional.arm.FEAT_BF16": "bf16",
    "hw.optional.arm.FEAT_SME": "sme",
    "hw.optional.arm.FEAT_SME2": "sme2",
}
_SYSCTL_WORDS = {
    "SSE3": "sse3",
    "SSSE3": "ssse3",
    "SSE4.2": "sse4_2",
    "AVX1.0": "avx",
    "AVX2": "avx2",
    "FMA": "fma",
    "F16C": "f16c",
    "BMI2": "bmi2",
    "AVX512F": "avx512f",
    "AVX512VBMI": "avx512vbmi",
    "AVX512VNNI": "avx512_vnni",
}
# Arm Limited's part numbers, which stand in /proc/cpuinfo where a name would (MIDR_EL1, Arm's
# technical reference manuals).
_ARM_PARTS = {
    0xD03: "Cortex-A53",
    0xD05: "Cortex-A55",
    0xD07: "Cortex-A57",
    0xD08: "Cortex-A72",
    0xD09: "Cortex-A73",
    0xD0A: "Cortex-A75",
    0xD0B: "Cortex-A76",
    0xD0C: "Neoverse-N1",
    0xD0D: "Cortex-A77",
    0xD40: "Neoverse-V1",
    0xD41: "Cortex-A78",
    0xD42: "Cortex-A78AE",
    0xD44: "Cortex-X1",
    0xD49: "Neoverse-N2",
    0xD4F: "Neoverse-V2",
    0xD80: "Cortex-A520",
    0xD81: "Cortex-A720",
    0xD82: "Cortex-X4",
}
_CPU_KEY = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"


def processor(system: System, used: tuple[str, ...] = (), *, bandwidth: float | None = None) -> Cpu:
    """Return the processor.

    Args:
        used: the features that the engine build uses, in its own words; they are there for sure,
            and on some systems nothing else tells.
        bandwidth: main memory's, in bytes per second, if it was measured.
    """
    if system.platform == "darwin":
        name, found = _macos(system)
    elif system.platform == "win32":
        name, found = _windows(system)
    else:
        name, found = _linux(system)
    found |= {_ENGINE[feature] for feature in used if feature in _ENGINE}
    physical, performance = system.cores()
    return Cpu(
        name=" ".join(name.split()) or system.processor,
        physical_cores=physical,
        performance_cores=performance,
        features=tuple(sorted(found)),
        bandwidth_bytes_per_second=bandwidth,
    )


def _linux(system: System) -> tuple[str, set[str]]:
    values: dict[str, str] = {}
    parts: set[int] = set()
    for line in system.read("/proc/cpuinfo").splitlines():
        key, _, value = line.partition(":")
        values.setdefault(key.strip(), value.strip())
        if key.strip() == "CPU part" and re.fullmatch(r"0x[0-9a-f]{1,4}", value.strip()):
            parts.add(int(value, 16))
    words = (values.get("flags") or values.get("Features") or "").split()
    found = {_LINUX[word] for word in words if word in _LINUX}
    if name := values.get("model name"):
        return name, found
    cores = ""
    if values.get("CPU implementer") == "0x41":
        # Slow kinds of core have the smaller numbers; the fast ones give the name.
        cores = _ARM_PARTS.get(max(parts, default=0), "")
    board = values.get("Model") or system.read("/proc/device-tree/model").strip("\0\n ")
    if cores and board:
        return f"{cores} ({board})", found
    return cores or board, found


def sysctl(system: System, *names: str) -> dict[str, str]:
    """Return macOS's values of the names, or of all names that begin so; unknown ones lack."""
    answer = system.run("/usr/sbin/sysctl", "-i", *names)
    pairs = (line.partition(": ") for line in answer.text.splitlines())
    return {key.strip(): value.strip() for key, separator, value in pairs if separator}


def _macos(system: System) -> tuple[str, set[str]]:
    values = sysctl(system, "hw.optional", "machdep.cpu")
    found = {feature for key, feature in _SYSCTL.items() if values.get(key) == "1"}
    words = f"{values.get('machdep.cpu.features')} {values.get('machdep.cpu.leaf7_features')}"
    found |= {_SYSCTL_WORDS[word] for word in words.split() if word in _SYSCTL_WORDS}
    return values.get("machdep.cpu.brand_string", ""), found


def _windows(system: System) -> tuple[str, set[str]]:
    answer = system.run("reg", "query", _CPU_KEY, "/v", "ProcessorNameString")
    name = re.search(r"REG_SZ\s+(.+)", answer.text)
    return (
        name[1] if name else system.environment.get("PROCESSOR_IDENTIFIER", ""),
        set(system.features()),
    )
