"""A model in the words of the picker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from parley.ui import words
from parley.ui.services import ModelCard
from parley.ui.theme import Theme

if TYPE_CHECKING:
    from parley.chat.picking import Entry
    from parley.fit.values import Verdict


def named(card: ModelCard) -> str:
    """Return a model's name with its quantisation: `Mistral 7B · Q4_K_M`."""
    return " · ".join(part for part in (card.name, card.quantisation) if part)


def colour(family: str, look: Theme) -> str:
    """Return the colour of a family's mark."""
    return {"llama": look.llama, "mistral": look.mistral}.get(family, look.muted)


def verdict(value: Verdict) -> str:
    """Return how a model would run, in a few words."""
    translate = QCoreApplication.translate
    return {
        "gpu": translate("picker", "Runs on your graphics card"),
        "split": translate("picker", "Runs, partly on the graphics card"),
        "cpu": translate("picker", "Runs on the processor"),
        "too_big": translate("picker", "Too big for this machine"),
    }[value]


def details(entry: Entry) -> str:
    """Return what is known of a model in one line: size, quantisation, context, licence."""
    translate = QCoreApplication.translate
    parts = [entry.quantisation]
    if entry.size:
        about = translate("picker", "about {size}") if entry.place == "download" else "{size}"
        parts.append(about.format(size=words.size(entry.size)))
    if entry.context:
        parts.append(
            translate("picker", "{count} tokens of context").format(
                count=words.number(entry.context)
            )
        )
    parts.append(entry.licence)
    if entry.program:
        parts.append(translate("picker", "from {program}").format(program=entry.program))
    return " · ".join(part for part in parts if part)
