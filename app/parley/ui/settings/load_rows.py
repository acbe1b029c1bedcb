"""A row for each load option, with the control that suits it."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from parley.engine.protocol import LoadOptions, Lora
from parley.ui.icons import Icons
from parley.ui.settings.choices import Choice, MaybeNumber, Tick, Ticks
from parley.ui.settings.option_words import load_words
from parley.ui.settings.rows import OptionRow
from parley.ui.settings.sliders import Scale, SlidingNumber
from parley.ui.settings.texts import Written, finite
from parley.ui.theme import Theme

_BESIDE = (Tick, Choice)


def load_rows(look: Theme, icons: Icons) -> dict[str, tuple[OptionRow, bool]]:
    """Return the rows by name in their order, and whether each is seldom wanted.

    `kv_type` stands for the types of keys and values together.
    """
    translate = QCoreApplication.translate
    kinds = [(kind, kind) for kind in get_args(get_type_hints(LoadOptions)["kv_type_k"])]
    words = load_words()
    words["kv_type"] = (
        translate("Loading", "KV cache type"),
        translate("Loading", "A smaller type takes less memory and is a little less exact."),
    )
    flash = Choice()
    flash.set_choices(
        [
            ("auto", translate("Loading", "Automatic")),
            ("on", translate("Loading", "On")),
            ("off", translate("Loading", "Off")),
        ]
    )
    controls: dict[str, tuple[QWidget, bool]] = {
        "context": (
            SlidingNumber(Scale(512, 32768, 256, log=True), 64, 2**27, whole=True),
            False,
        ),
        "gpu_layers": (SlidingNumber(Scale(0, 99, 1), 0, 999, whole=True), False),
        "kv_type": (_choice(kinds), False),
        "flash_attention": (flash, True),
        "kv_type_k": (_choice(kinds), True),
        "kv_type_v": (_choice(kinds), True),
        "devices": (Ticks(), True),
        "tensor_split": (Written(_shares, _shares_text), True),
        "cpu_moe_layers": (SlidingNumber(Scale(0, 99, 1), 0, 999, whole=True), True),
        "threads": (
            MaybeNumber(
                translate("Loading", "All fast cores"), translate("Loading", "Threads"), 4, 1024, 1
            ),
            True,
        ),
        "batch": (SlidingNumber(Scale(32, 4096, 32), 1, 65536, whole=True), True),
        "ubatch": (
            MaybeNumber(
                translate("Loading", "As the batch"), translate("Loading", "Tokens"), 512, 65536, 1
            ),
            True,
        ),
        "prefill_chunk": (
            MaybeNumber(
                translate("Loading", "Chosen for the machine"),
                translate("Loading", "Tokens"),
                512, 65536, 1,
            ),
            True,
        ),
        "offload_kqv": (Tick(), True),
        "swa_full": (Tick(), True),
        "mmap": (Tick(), True),
        "mlock": (Tick(), True),
        "repack": (Tick(), True),
        "loras": (Written(_loras, _loras_text, mono=True), True),
        "chat_template": (
            Written(lambda text: text if text.strip() else None, lambda text: text or "",
                    mono=True),
            True,
        ),
    }  # fmt: skip
    rows = {}
    for key, (control, advanced) in controls.items():
        name, sentence = words[key]
        control.set_name(name, sentence)  # type: ignore[attr-defined]
        row = OptionRow(name, sentence, control, look, icons, beside=isinstance(control, _BESIDE))
        rows[key] = row, advanced
    return rows


def _choice(choices: list[tuple[Any, str]]) -> Choice:
    choice = Choice()
    choice.set_choices(choices)
    return choice


def _shares(text: str) -> tuple[float, ...]:
    try:
        return tuple(finite(each) for each in text.replace(";", ",").split(",") if each.strip())
    except ValueError:
        raise ValueError(
            QCoreApplication.translate("Loading", "Write numbers with commas between them.")
        ) from None


def _shares_text(shares: tuple[float, ...]) -> str:
    return ", ".join(f"{share:g}" for share in shares)


def _loras(text: str) -> tuple[Lora, ...]:
    """Return adapters: a path a line, with ` = scale` behind it where that is not 1."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        path, equals, scale = line.rpartition(" = ")
        try:
            found.append(Lora(path, finite(scale)) if equals else Lora(line))
        except ValueError:
            found.append(Lora(line))
    return tuple(found)


def _loras_text(loras: tuple[Lora, ...]) -> str:
    return "\n".join(
        each.path if each.scale == 1 else f"{each.path} = {each.scale:g}" for each in loras
    )
