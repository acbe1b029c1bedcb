"""What is recommended on machines that people have: a table to be read, row by row.

Each cell is what someone who knows the machine and the model would say: the build, where it runs
(all on the card, split with the processor, processor) and the context in tokens; a dash where one
would say "take a smaller model".
"""

from __future__ import annotations

import pytest

from helpers.fit_machines import GB, Case, builds_of, card, machine
from parley.fit.choose import recommend
from parley.fit.values import Plan, Wish

MODELS = (
    "llama-3.1-8b",
    "mistral-small-24b",
    "llama-3.3-70b",
    "mixtral-8x7b",
    "qwen3-30b-a3b",
)

#: Memory in GiB; bandwidths of main memory and of the cards by their makers' data sheets.
MACHINES = {
    "Raspberry Pi 5, 4 GB": Case(machine(4, free=3.2), 12 * GB, 0),
    "laptop, 8 GB, integrated graphics": Case(machine(8, free=5, chip=3.9), 40 * GB, 40 * GB),
    "laptop, 16 GB, integrated graphics": Case(machine(16, free=11, chip=7.8), 60 * GB, 60 * GB),
    "MacBook Air M2, 16 GB": Case(machine(16, free=11, metal=10.7), 90 * GB, 100 * GB),
    "MacBook Pro M3 Pro, 36 GB": Case(machine(36, free=29, metal=27), 120 * GB, 150 * GB),
    "MacBook Pro M1 Max, 64 GB": Case(machine(64, free=54, metal=48), 200 * GB, 400 * GB),
    "Mac Studio M2 Ultra, 192 GB": Case(machine(192, free=180, metal=144), 400 * GB, 800 * GB),
    "GTX 1650 4 GB, 16 GB": Case(machine(16, card("CUDA0", 4, used=0.4)), 38 * GB, 128 * GB),
    "laptop, RTX 3060 6 GB, 16 GB": Case(
        machine(16, card("CUDA0", 6, used=0.2), chip=7.5), 60 * GB, 330 * GB
    ),
    "RTX 4060 8 GB, 16 GB": Case(machine(16, card("CUDA0", 8, used=0.6)), 45 * GB, 272 * GB),
    "RTX 3060 12 GB, 32 GB": Case(machine(32, card("CUDA0", 12, used=0.4)), 45 * GB, 360 * GB),
    "Arc A770 16 GB, 32 GB": Case(
        machine(32, card("Vulkan0", 16, used=0.5, backend="Vulkan")), 50 * GB, 560 * GB
    ),
    "RTX 3090 24 GB, 64 GB": Case(machine(64, card("CUDA0", 24, used=0.4)), 45 * GB, 936 * GB),
    "RTX 4090 24 GB, 64 GB DDR5": Case(
        machine(64, card("CUDA0", 24, used=0.4)), 75 * GB, 1008 * GB
    ),
    "RX 7900 XTX 24 GB, 32 GB": Case(
        machine(32, card("ROCm0", 24, used=0.5, backend="ROCm")), 60 * GB, 960 * GB
    ),
    "RTX 5090 32 GB, 96 GB DDR5": Case(
        machine(96, card("CUDA0", 31.8, used=0.6)), 85 * GB, 1790 * GB
    ),
    "RTX 3070 8 GB and RTX 3090 24 GB, 64 GB": Case(
        machine(64, card("CUDA0", 8, used=0.3), card("CUDA1", 24, used=0.3)), 45 * GB, 600 * GB
    ),
    "two RTX 3090 24 GB, 128 GB": Case(
        machine(128, card("CUDA0", 24, used=0.4), card("CUDA1", 24)), 45 * GB, 936 * GB
    ),
    "A100 80 GB, 256 GB": Case(machine(256, card("CUDA0", 80)), 150 * GB, 2000 * GB),
    "desktop, 64 GB DDR5": Case(machine(64, free=56), 75 * GB, 0),
    "server, 256 GB, eight channels": Case(machine(256, free=240), 200 * GB, 0),
    "container, 2 cores, 24 GB": Case(machine(128, limit=24), 30 * GB, 0),
}

TABLE = """
machine                                 | Llama 3.1 8B      | Mistral Small 24B | Llama 3.3 70B     | Mixtral 8x7B      | Qwen3 30B-A3B
Raspberry Pi 5, 4 GB                    | -                 | -                 | -                 | -                 | -
laptop, 8 GB, integrated graphics       | IQ3_XXS gpu 4k    | -                 | -                 | -                 | -
laptop, 16 GB, integrated graphics      | Q4_K_M gpu 8k     | -                 | -                 | -                 | -
MacBook Air M2, 16 GB                   | Q6_K gpu 8k       | -                 | -                 | -                 | -
MacBook Pro M3 Pro, 36 GB               | Q6_K gpu 32k      | Q4_K_M gpu 8k     | -                 | Q3_K_L gpu 8k     | Q5_K_M gpu 8k
MacBook Pro M1 Max, 64 GB               | Q8_0 gpu 32k      | Q6_K gpu 32k      | Q4_K_M gpu 8k     | Q6_K gpu 8k       | Q6_K gpu 32k
Mac Studio M2 Ultra, 192 GB             | Q8_0 gpu 32k      | Q8_0 gpu 32k      | Q6_K gpu 32k      | Q8_0 gpu 32k      | Q8_0 gpu 32k
GTX 1650 4 GB, 16 GB                    | Q4_K_M split 8k   | -                 | -                 | -                 | IQ3_XXS split 8k
laptop, RTX 3060 6 GB, 16 GB            | IQ4_XS gpu 8k     | Q4_K_S split 8k   | -                 | -                 | Q3_K_M split 4k
RTX 4060 8 GB, 16 GB                    | Q5_K_M gpu 8k     | Q4_K_M split 8k   | -                 | -                 | IQ4_XS split 4k
RTX 3060 12 GB, 32 GB                   | Q6_K gpu 16k      | Q4_K_M split 8k   | -                 | Q4_K_M split 8k   | Q6_K split 8k
Arc A770 16 GB, 32 GB                   | Q8_0 gpu 32k      | Q4_K_S gpu 8k     | -                 | Q4_K_M split 8k   | Q6_K split 8k
RTX 3090 24 GB, 64 GB                   | Q8_0 gpu 32k      | Q6_K gpu 8k       | Q4_K_M split 8k   | Q5_K_M split 8k   | Q4_K_M gpu 16k
RTX 4090 24 GB, 64 GB DDR5              | Q8_0 gpu 32k      | Q6_K gpu 8k       | Q4_K_M split 8k   | Q6_K split 8k     | Q4_K_M gpu 16k
RX 7900 XTX 24 GB, 32 GB                | Q8_0 gpu 32k      | Q6_K gpu 8k       | Q4_K_S split 8k   | Q6_K split 8k     | Q4_K_M gpu 16k
RTX 5090 32 GB, 96 GB DDR5              | Q8_0 gpu 32k      | Q6_K gpu 32k      | IQ4_XS split 8k   | Q4_K_M gpu 8k     | Q6_K gpu 32k
RTX 3070 8 GB and RTX 3090 24 GB, 64 GB | Q8_0 gpu 32k      | Q6_K gpu 8k       | Q4_K_M split 8k   | Q4_K_M gpu 8k     | Q6_K gpu 8k
two RTX 3090 24 GB, 128 GB              | Q8_0 gpu 32k      | Q8_0 gpu 32k      | Q4_K_M gpu 8k     | Q6_K gpu 16k      | Q6_K gpu 32k
A100 80 GB, 256 GB                      | Q8_0 gpu 32k      | Q8_0 gpu 32k      | Q6_K gpu 32k      | Q8_0 gpu 32k      | Q8_0 gpu 32k
desktop, 64 GB DDR5                     | Q6_K cpu 32k      | Q4_K_M cpu 32k    | Q4_K_M cpu 8k     | Q4_K_M cpu 16k    | Q6_K cpu 32k
server, 256 GB, eight channels          | Q8_0 cpu 32k      | Q5_K_M cpu 32k    | Q4_K_M cpu 32k    | Q6_K cpu 32k      | Q8_0 cpu 32k
container, 2 cores, 24 GB               | Q4_K_M cpu 32k    | Q4_K_M cpu 8k     | -                 | -                 | Q4_K_M cpu 8k
"""  # noqa: E501 - a table is read across


def rows() -> list[tuple[str, str, str]]:
    """Return (machine, model, what is expected) of every cell of the table."""
    cells = []
    for line in TABLE.strip().splitlines()[1:]:
        name, *expected = (cell.strip() for cell in line.split("|"))
        cells += [(name, model, cell) for model, cell in zip(MODELS, expected, strict=True)]
    return cells


def said(chosen: Plan | None) -> str:
    """Return a plan as the table has it."""
    if chosen is None:
        return "-"
    return f"{chosen.build} {chosen.verdict} {chosen.options.context // 1024}k"


def test_every_machine_is_in_the_table() -> None:
    assert {name for name, _, _ in rows()} == set(MACHINES)
    assert len(rows()) == len(MACHINES) * len(MODELS)


@pytest.mark.parametrize(("name", "model", "expected"), rows())
def test_what_is_recommended(name: str, model: str, expected: str) -> None:
    case = MACHINES[name]
    found = recommend(builds_of(model), case.machine, Wish(), case.speed())
    assert said(found.chosen) == expected, found.reasons
