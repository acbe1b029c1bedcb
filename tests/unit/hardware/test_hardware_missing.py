"""Accelerators that the engine cannot use: found, and with the one thing to do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.recorded_machine import RecordedSystem
from parley.hardware.graphics import Nvidia, nvidia
from parley.hardware.missing import gather, missing
from parley.hardware.values import Device, Missing

QUERY = [
    "nvidia-smi",
    "--query-gpu=name,driver_version,memory.total,pci.bus_id",
    "--format=csv,noheader,nounits",
]
RTX = "NVIDIA GeForce RTX 4060, 550.54.14, 8188, 00000000:01:00.0\n"
LSPCI = (
    '0000:00:02.0 "VGA compatible controller" "Intel Corporation" "AlderLake-S GT1" -r0c "" ""\n'
    '0000:01:00.0 "3D controller" "NVIDIA Corporation" "AD107 [GeForce RTX 4060]" ""\n'
    '0000:03:00.0 "VGA compatible controller" "Advanced Micro Devices, Inc. [AMD/ATI]" '
    '"Navi 22 [Radeon RX 6700/6700 XT/6750 XT / 6800M/6850M XT]" -rc1 "XFX" "Device 6601"\n'
)
VULKAN = Device("Vulkan0", "Vulkan", "gpu", 2**33, 2**33, "AMD Radeon RX 6700 XT (RADV NAVI22)")
CUDA = Device("CUDA0", "CUDA", "gpu", 2**33, 0, "NVIDIA GeForce RTX 4060")
INTEL = Device("Vulkan0", "Vulkan", "igpu", 2**33, 2**33, "Intel(R) UHD Graphics 770 (ADL-S GT1)")


def head(cuda: str, word: str = "CUDA Version") -> str:
    return f"| NVIDIA-SMI 550.54.14    Driver Version: 550.54.14    {word}: {cuda}  |\n"


def pci(slot: str, pci_id: str, driver: str = "", code: str = "30000") -> dict[str, str]:
    lines = [f"DRIVER={driver}"] * bool(driver) + [f"PCI_CLASS={code}", f"PCI_ID={pci_id}"]
    return {f"/sys/bus/pci/devices/{slot}/uevent": "\n".join(lines) + "\n"}


NVIDIA_CARD = pci("0000:01:00.0", "10DE:2882", "nvidia")
RADEON = pci("0000:03:00.0", "1002:73DF", "amdgpu")
INTEL_GRAPHICS = pci("0000:00:02.0", "8086:4680", "i915")


def smi(
    text: str = RTX, code: int = 0, cuda: str = "12.4", word: str = "CUDA Version"
) -> list[dict[str, Any]]:
    return [
        {"run": QUERY, "code": code, "text": text},
        {"run": ["nvidia-smi"], "code": code, "text": head(cuda, word)},
    ]


def linux(
    files: dict[str, str],
    *commands: dict[str, Any],
    devices: tuple[Device, ...] = (),
    backends: tuple[str, ...] = ("CPU",),
    **more: Any,
) -> tuple[Missing, ...]:
    names = {"run": ["lspci", "-mm", "-D"], "text": LSPCI}
    system = RecordedSystem({"files": files, "commands": [*commands, names], **more})
    return missing(gather(system), devices, backends)


def runtime(major: int) -> dict[str, Any]:
    text = f"\tlibcudart.so.{major} (libc6,x86-64) => /usr/lib/libcudart.so.{major}\n"
    return {"run": ["/sbin/ldconfig", "-p"], "text": text}


def only(found: tuple[Missing, ...]) -> Missing:
    (one,) = found
    return one


def test_a_computer_without_graphics_misses_nothing() -> None:
    assert linux({}) == ()


def test_a_card_that_is_used_is_not_missing_even_when_it_is_full() -> None:
    assert linux(NVIDIA_CARD, *smi(), devices=(CUDA,), backends=("CUDA", "CPU")) == ()


def test_a_card_that_vulkan_uses_is_not_missing() -> None:
    through_vulkan = Device("Vulkan0", "Vulkan", "gpu", 2**33, 2**33, "NVIDIA GeForce RTX 4060")

    assert linux(NVIDIA_CARD, *smi(), devices=(through_vulkan,), backends=("Vulkan",)) == ()


@pytest.mark.parametrize("word", ["CUDA Version", "CUDA UMD Version"])
def test_an_nvidia_card_needs_the_runtime_that_its_driver_serves(word: str) -> None:
    found = only(linux(NVIDIA_CARD, *smi(cuda="12.4", word=word)))

    assert found.what == "NVIDIA GeForce RTX 4060"
    assert found.hint.startswith("Install NVIDIA's CUDA 12 runtime libraries, then delete")


def test_an_nvidia_card_with_the_runtime_needs_another_engine() -> None:
    found = only(linux(NVIDIA_CARD, *smi(), runtime(12)))

    assert found.hint == (
        "Delete the folder .venv and start “python3 scripts/run.py” again to get the engine for "
        "CUDA."
    )


def test_a_newer_runtime_than_the_driver_serves_does_not_count() -> None:
    assert "CUDA 12 runtime" in only(linux(NVIDIA_CARD, *smi(cuda="12.4"), runtime(13))).hint


def test_an_old_driver() -> None:
    hint = only(linux(NVIDIA_CARD, *smi(cuda="11.4"))).hint

    assert hint.startswith("Install a current driver from NVIDIA (version 550.54.14 serves CUDA")
    assert "11.8" in hint


@pytest.mark.parametrize("driver", ["", "nouveau"])
def test_no_driver_of_nvidias(driver: str) -> None:
    found = only(linux(pci("0000:01:00.0", "10DE:2882", driver)))

    assert found.what == "NVIDIA GeForce RTX 4060"
    assert found.hint.startswith("Install NVIDIA's driver and restart")


def test_a_driver_that_does_not_answer() -> None:
    said = (
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure "
        "that the latest NVIDIA driver is installed and running.\n"
    )

    hint = only(linux(NVIDIA_CARD, *smi(said, code=9))).hint

    assert hint.startswith("Restart the computer")
    assert "couldn't communicate with the NVIDIA driver)." in hint


def test_a_container_without_the_card() -> None:
    assert "--gpus all" in only(linux(NVIDIA_CARD | {"/run/.containerenv": ""})).hint


def test_an_engine_for_cuda_that_does_not_see_the_card() -> None:
    assert "current driver" in only(linux(NVIDIA_CARD, *smi(), backends=("CUDA", "CPU"))).hint


def test_a_card_that_the_environment_hides() -> None:
    found = linux(
        NVIDIA_CARD, *smi(), backends=("CUDA",), environment={"CUDA_VISIBLE_DEVICES": "-1"}
    )

    assert only(found).hint.startswith("Unset CUDA_VISIBLE_DEVICES")


def test_a_card_in_windows_own_linux() -> None:
    tool = "/usr/lib/wsl/lib/nvidia-smi"
    commands = [{**entry, "run": [tool, *entry["run"][1:]]} for entry in smi()]

    assert only(linux({}, *commands)).what == "NVIDIA GeForce RTX 4060"


def test_an_nvidia_card_beside_an_arm_processor() -> None:
    assert "CUDA toolkit" in only(linux(NVIDIA_CARD, *smi(), processor="aarch64")).hint


def test_two_cards_of_which_one_is_used() -> None:
    files = NVIDIA_CARD | pci("0000:02:00.0", "10DE:2882", "nvidia")

    found = linux(files, *smi(RTX + RTX), devices=(CUDA,), backends=("CUDA",))

    assert only(found).what == "NVIDIA GeForce RTX 4060"


def test_a_radeon_without_a_vulkan_driver() -> None:
    found = only(linux(RADEON))

    assert found.what == "AMD Radeon RX 6700/6700 XT/6750 XT"
    assert "mesa-vulkan-drivers" in found.hint
    assert "scripts/run.py" in found.hint


def test_a_radeon_with_a_vulkan_driver() -> None:
    driver = {"/usr/share/vulkan/icd.d/radeon_icd.x86_64.json": ""}

    assert only(linux(RADEON | driver)).hint.endswith("to get the engine for Vulkan.")


def test_a_radeon_with_rocm() -> None:
    rocm = {"/opt/rocm/lib/libamdhip64.so.7": ""}

    assert only(linux(RADEON | rocm)).hint.endswith("to get the engine for ROCm.")


def test_an_engine_for_vulkan_without_a_driver() -> None:
    hint = only(linux(RADEON, backends=("Vulkan", "CPU"))).hint

    assert "mesa-vulkan-drivers" in hint
    assert "run.py" not in hint


def test_a_card_that_the_account_may_not_use() -> None:
    driver = {"/usr/share/vulkan/icd.d/radeon_icd.x86_64.json": ""}

    assert "group render" in only(linux(RADEON | driver, backends=("Vulkan",))).hint


def test_integrated_graphics_alone() -> None:
    found = only(linux(INTEL_GRAPHICS))

    assert found.what == "Intel AlderLake-S GT1"
    assert "share main memory" in found.hint


def test_integrated_graphics_that_are_used() -> None:
    assert linux(INTEL_GRAPHICS, devices=(INTEL,), backends=("Vulkan",)) == ()


def test_integrated_graphics_do_not_matter_beside_a_card() -> None:
    files = INTEL_GRAPHICS | RADEON

    assert linux(files, devices=(VULKAN,), backends=("Vulkan",)) == ()
    assert only(linux(files)).what.startswith("AMD Radeon RX 6700")


@pytest.mark.parametrize(
    "device",
    [
        pci("0000:02:00.0", "1A03:2000", "ast"),  # a server's management chip
        pci("0000:00:01.0", "1AF4:1050", "virtio-pci"),
        pci("0000:01:00.1", "10DE:22BE", "snd_hda_intel", code="40300"),
        pci("0000:00:1c.0", "8086:A33D", "pcieport", code="60400"),
    ],
)
def test_what_is_no_accelerator_is_not_missing(device: dict[str, str]) -> None:
    assert linux(device) == ()


def test_names_are_plain_without_the_pci_database() -> None:
    found = missing(gather(RecordedSystem({"files": RADEON})), (), ("CPU",))

    assert only(found).what == "AMD graphics card"


def windows(*controllers: dict[str, Any], backends: tuple[str, ...] = ("CPU",)) -> list[Missing]:
    value = controllers[0] if len(controllers) == 1 else list(controllers)
    shell = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", "…"]
    system = RecordedSystem(
        {
            "platform": "win32",
            "processor": "AMD64",
            "commands": [{"run": shell, "text": json.dumps(value)}],
        }
    )
    return list(missing(gather(system), (), backends))


def controller(name: str, maker: str, driver: str | None = "31.0.1") -> dict[str, Any]:
    return {"Name": name, "DriverVersion": driver, "PNPDeviceID": f"PCI\\VEN_{maker}&DEV_1234"}


def test_windows_cards() -> None:
    (radeon,) = windows(
        controller("AMD Radeon RX 6800", "1002"), controller("Intel(R) UHD Graphics", "8086")
    )

    assert radeon.what == "AMD Radeon RX 6800"
    assert radeon.hint.endswith("to get the engine for Vulkan.")


def test_windows_without_a_cards_driver() -> None:
    (card,) = windows(controller("Microsoft Basic Display Adapter", "10DE"))

    assert card.what == "NVIDIA graphics card"
    assert card.hint.startswith("Install NVIDIA's driver")


def test_windows_with_an_engine_for_vulkan_that_sees_nothing() -> None:
    (card,) = windows(controller("AMD Radeon RX 6800", "1002"), backends=("Vulkan",))

    assert card.hint == "Install AMD's current graphics driver, then start Parley again."


def test_windows_remote_and_virtual_displays_are_no_cards() -> None:
    remote = {"Name": "Microsoft Remote Display Adapter", "PNPDeviceID": "SWD\\REMOTEDISPLAYENUM"}

    assert windows(remote) == []


def mac(processor: str, *names: str, translated: str = "0") -> tuple[Missing, ...]:
    displays = {"SPDisplaysDataType": [{"_name": name, "sppci_model": name} for name in names]}
    system = RecordedSystem(
        {
            "platform": "darwin",
            "processor": processor,
            "commands": [
                {
                    "run": ["/usr/sbin/system_profiler", "-json", "SPDisplaysDataType"],
                    "text": json.dumps(displays),
                },
                {
                    "run": ["/usr/sbin/sysctl", "-i", "sysctl.proc_translated"],
                    "text": f"sysctl.proc_translated: {translated}\n",
                },
            ],
        }
    )
    return missing(gather(system), (), ("CPU",))


def test_an_apple_chip_without_metal() -> None:
    found = only(mac("arm64", "Apple M3 Pro"))

    assert found.what == "Apple M3 Pro graphics (Metal)"
    assert found.hint.endswith("to get the engine for Metal.")


def test_a_python_for_intel_on_an_apple_chip() -> None:
    found = only(mac("x86_64", "Apple M1", translated="1"))

    assert found.hint.startswith("Install Python for Apple silicon")


def test_a_mac_with_an_intel_processor() -> None:
    found = mac("x86_64", "Intel UHD Graphics 630", "Radeon Pro 560X")

    assert only(found).what == "Radeon Pro 560X"


@pytest.mark.parametrize("name", ["Apple M3 Pro", "AMD Radeon Pro 5300M"])
def test_metal_that_works(name: str) -> None:
    metal = Device("MTL0", "Metal", "gpu", 2**34, 2**34, name, unified=True)
    system = RecordedSystem({"platform": "darwin", "processor": "arm64"})

    assert missing(gather(system), (metal,), ("Metal", "CPU")) == ()


def test_every_hint_is_one_sentence() -> None:
    found = [
        *linux(NVIDIA_CARD, *smi()),
        *linux(NVIDIA_CARD, *smi(cuda="11.4")),
        *linux(NVIDIA_CARD),
        *linux(RADEON),
        *linux(INTEL_GRAPHICS),
        *mac("arm64", "Apple M3 Pro"),
        *mac("x86_64", "Apple M1", translated="1"),
        *mac("x86_64", "Radeon Pro 560X"),
    ]

    for each in found:
        assert each.hint[0].isupper()
        assert each.hint.endswith(".")
        assert ". " not in each.hint


@given(st.text(max_size=200), st.integers(-1, 15))
def test_whatever_nvidias_tool_prints(text: str, code: int) -> None:
    found = nvidia(RecordedSystem({"commands": smi(text, code)}))

    assert found.found is (code >= 0)
    assert found == Nvidia() or found.names or code >= 0


@given(st.text(max_size=200))
def test_whatever_other_tools_print(text: str) -> None:
    for platform in ("linux", "win32", "darwin"):
        system = RecordedSystem(
            {
                "platform": platform,
                "files": RADEON,
                "commands": [
                    {"run": [tool, "…"], "text": text}
                    for tool in (
                        "lspci",
                        "powershell.exe",
                        "/usr/sbin/system_profiler",
                        "/usr/sbin/sysctl",
                    )
                ],
            }
        )
        missing(gather(system), (), ())
