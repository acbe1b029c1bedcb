"""True kinds of devices, shared memory, and cards that several backends show."""

from __future__ import annotations

import pytest

from parley.engine import protocol
from parley.hardware.devices import devices, is_integrated, is_software, vendor
from parley.hardware.values import Device, Memory

GIB = 1024**3
MEMORY = Memory(16 * GIB, 10 * GIB)


def listed(
    name: str,
    description: str,
    *,
    backend: str = "Vulkan",
    kind: str = "gpu",
    total: float = 8,
    free: float = 7,
) -> protocol.Device:
    return protocol.Device(
        name,
        description,
        backend,
        kind,
        int(total * GIB),
        int(free * GIB),  # type: ignore[arg-type]
    )


def found(*given: protocol.Device) -> list[Device]:
    return [device for device in devices(given, MEMORY, "A processor") if device.kind != "cpu"]


@pytest.mark.parametrize(
    "description",
    [
        "Intel(R) UHD Graphics",
        "Intel(R) UHD Graphics 620 (KBL GT2)",
        "Intel(R) HD Graphics 530 (SKL GT2)",
        "Intel(R) Iris(R) Xe Graphics (ADL GT2)",
        "Intel(R) Arc(TM) Graphics",
        "Intel(R) Arc(TM) 130V GPU (16GB)",
        "AMD Radeon Graphics (RADV RENOIR)",
        "AMD Radeon(TM) Graphics",
        "AMD Radeon 780M Graphics (RADV PHOENIX)",
        "AMD Radeon(TM) 780M",
        "AMD Radeon 8060S Graphics",
        "AMD Radeon(TM) Vega 8 Graphics",
        "AMD Custom GPU 0405 (RADV VANGOGH)",
        "Apple M1 (G13G B1)",
        "Mali-G610",
        "V3D 7.1.7",
        "Adreno (TM) 740",
    ],
)
def test_graphics_of_processors_are_integrated_whatever_the_driver_says(description: str) -> None:
    assert is_integrated(description)
    (device,) = found(listed("Vulkan0", description))

    assert (device.kind, device.unified) == ("igpu", True)


@pytest.mark.parametrize(
    "description",
    [
        "NVIDIA GeForce RTX 4060",
        "NVIDIA RTX A2000 8GB Laptop GPU",
        "Tesla T4",
        "Intel(R) Arc(TM) A770 Graphics (DG2)",
        "Intel(R) Arc(tm) B580 Graphics (BMG G21)",
        "Intel(R) Arc(TM) Pro A60 Graphics",
        "Intel(R) Data Center GPU Flex 170",
        "AMD Radeon RX 7900 XTX (RADV NAVI31)",
        "AMD Radeon RX 6700 XT",
        "Radeon RX Vega",
        "AMD Radeon Graphics (RADV NAVI48)",
        "AMD Radeon Pro W6800",
        "Radeon RX 580 Series",
        "AMD Instinct MI210",
    ],
)
def test_cards_are_cards(description: str) -> None:
    (device,) = found(listed("Vulkan0", description))

    assert (device.kind, device.unified) == ("gpu", False)


@pytest.mark.parametrize(
    "description",
    [
        "llvmpipe (LLVM 19.1.7, 256 bits)",
        "SwiftShader Device (Subzero)",
        "Microsoft Basic Render Driver",
    ],
)
def test_a_rasteriser_on_the_processor_is_no_device(description: str) -> None:
    assert is_software(description)
    assert found(listed("Vulkan0", description)) == []


@pytest.mark.parametrize(
    ("description", "maker"),
    [
        ("NVIDIA GeForce RTX 4060", "NVIDIA"),
        ("Quadro P2000", "NVIDIA"),
        ("AMD Radeon RX 6800", "AMD"),
        ("Intel(R) Arc(TM) A770 Graphics", "Intel"),
        ("Apple M3 Pro", "Apple"),
        ("Mali-G610", ""),
    ],
)
def test_makers(description: str, maker: str) -> None:
    assert vendor(description) == maker


def test_the_processor_is_there_even_if_the_engine_lists_nothing() -> None:
    (cpu,) = devices((), MEMORY, "A processor")

    assert cpu == Device("CPU", "CPU", "cpu", 16 * GIB, 10 * GIB, "A processor")


def test_shared_memory_is_no_more_than_main_memory_has_free() -> None:
    (device,) = found(listed("Vulkan0", "AMD Radeon Graphics", kind="igpu", total=24, free=23))

    assert (device.total, device.free) == (16 * GIB, 10 * GIB)


def test_a_cards_memory_is_its_own() -> None:
    (card,) = found(listed("CUDA0", "NVIDIA H100", backend="CUDA", total=80, free=79))

    assert (card.total, card.free, card.unified) == (80 * GIB, 79 * GIB, False)


def test_cuda_tells_the_kind_itself() -> None:
    jetson, radeon = found(
        listed("CUDA0", "Orin", backend="CUDA", kind="igpu", total=15),
        listed("ROCm0", "AMD Radeon Graphics", backend="ROCm"),
    )

    assert (jetson.kind, jetson.unified) == ("igpu", True)
    assert (radeon.kind, radeon.unified) == ("gpu", False)


def test_metal_has_its_usual_name() -> None:
    (metal,) = found(listed("MTL0", "Apple M2", backend="MTL"))

    assert (metal.backend, metal.kind, metal.unified) == ("Metal", "gpu", True)


def test_metal_on_a_mac_with_an_intel_processor() -> None:
    radeon, intel = found(
        listed("MTL0", "AMD Radeon Pro 5300M", backend="MTL", total=4, free=4),
        listed("MTL1", "Intel(R) UHD Graphics 630", backend="MTL", total=1.5, free=1.5),
    )

    assert (radeon.kind, radeon.unified) == ("gpu", False)
    assert (intel.kind, intel.unified) == ("igpu", True)


def test_two_equal_cards_in_two_backends_are_two() -> None:
    name = "NVIDIA GeForce RTX 3090"

    kept = found(
        listed("Vulkan0", name, total=24, free=23),
        listed("Vulkan1", name, total=24, free=23),
        listed("CUDA0", name, backend="CUDA", total=23.6, free=22),
        listed("CUDA1", name, backend="CUDA", total=23.6, free=22),
    )

    assert [device.name for device in kept] == ["CUDA0", "CUDA1"]


def test_a_card_that_only_vulkan_shows_stays_beside_its_twin() -> None:
    name = "NVIDIA GeForce RTX 3090"

    kept = found(
        listed("CUDA0", name, backend="CUDA", total=24),
        listed("Vulkan0", name, total=24),
        listed("Vulkan1", name, total=24),
    )

    assert [device.name for device in kept] == ["CUDA0", "Vulkan1"]


def test_one_card_with_two_names() -> None:
    kept = found(
        listed("ROCm0", "AMD Radeon Graphics", backend="ROCm", total=15.98),
        listed("Vulkan0", "AMD Radeon RX 9060 XT (RADV GFX1200)", total=16),
    )

    assert [device.name for device in kept] == ["ROCm0"]


def test_different_cards_of_one_maker_stay_two() -> None:
    kept = found(
        listed("CUDA0", "NVIDIA GeForce RTX 4090", backend="CUDA", total=24),
        listed("Vulkan0", "NVIDIA GeForce GTX 1060", total=6),
    )

    assert [device.name for device in kept] == ["CUDA0", "Vulkan0"]


def test_a_server_of_devices_is_never_taken_for_a_card_that_is_here() -> None:
    kept = found(
        listed("CUDA0", "NVIDIA GeForce RTX 3090", backend="CUDA", total=24),
        listed("RPC0", "NVIDIA GeForce RTX 3090", backend="RPC", total=24),
        listed("RPC1", "AMD Radeon Graphics", backend="RPC", total=24),
    )

    assert [device.name for device in kept] == ["CUDA0", "RPC0", "RPC1"]
    assert all(device.kind == "gpu" and not device.unified for device in kept)
