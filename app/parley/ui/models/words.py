"""Models in words: numbers of weights, what they take in, how they would run, their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from parley.ui import words
from parley.ui.languages import locale, translated
from parley.ui.picker import words as picker

if TYPE_CHECKING:
    from parley.discover.cards import Card
    from parley.discover.facts import Value, What
    from parley.discover.proposals import Role
    from parley.fit.values import Plan


def weights(count: int) -> str:
    """Return a number of weights: `8.0 billion`, `405 billion`, `135 million`."""
    if count >= 10**9:
        shown = words.number(count / 10**9, 0 if count >= 10**11 else 1)
        return QCoreApplication.translate("models", "{number} billion").format(number=shown)
    shown = words.number(count / 10**6)
    return QCoreApplication.translate("models", "{number} million").format(number=shown)


def parameters(card: Card) -> str:
    """Return all weights, and those that compute one token where that is fewer; "" if unknown."""
    if not card.total:
        return ""
    if card.active == card.total:
        text = QCoreApplication.translate("models", "{total} weights")
        return text.format(total=weights(card.total))
    text = QCoreApplication.translate("models", "{total} weights, {active} active")
    return text.format(total=weights(card.total), active=weights(card.active))


def context(tokens: int | None) -> str:
    """Return `131,072 tokens of context`, or "" where nobody says."""
    if not tokens:
        return ""
    text = QCoreApplication.translate("models", "{count} tokens of context")
    return text.format(count=words.number(tokens))


def modality(name: str) -> str:
    """Return what a model takes in or gives."""
    translate = QCoreApplication.translate
    return {
        "text": translate("models", "text"),
        "image": translate("models", "images"),
        "audio": translate("models", "sound"),
    }.get(name, name)


def listed(parts: Sequence[str]) -> str:
    """Return parts after each other, in the order of the language."""
    return locale().createSeparatedList(list(parts)) if len(parts) > 1 else "".join(parts)


def inputs(card: Card) -> str:
    """Return what a model takes in beside text; "" for text alone."""
    others = [modality(each) for each in card.model.inputs if each != "text"]
    if not others:
        return ""
    text = QCoreApplication.translate("models", "sees and hears {inputs}")
    if "audio" not in card.model.inputs:
        text = QCoreApplication.translate("models", "sees {inputs}")
    elif "image" not in card.model.inputs:
        text = QCoreApplication.translate("models", "hears {inputs}")
    return text.format(inputs=listed(others))


def figures(card: Card) -> str:
    """Return the line of a card with its numbers."""
    parts = (parameters(card), context(card.model.context), inputs(card))
    return " · ".join(part for part in parts if part)


def speed(plan: Plan | None) -> str:
    """Return `about 9 tokens/s`, or "" where there is no prediction."""
    if plan is None or plan.speed is None or plan.verdict == "too_big":
        return ""
    rate = plan.speed.decode
    text = QCoreApplication.translate("models", "about {number} tokens/s")
    return text.format(number=words.number(rate, 0 if rate >= 10 else 1))


def judged(plan: Plan) -> str:
    """Return how a build would run here, with its speed."""
    verdict, rate = picker.verdict(plan.verdict), speed(plan)
    if not rate:
        return verdict
    text = QCoreApplication.translate("models", "{verdict}, {speed}")
    return text.format(verdict=verdict, speed=rate)


def verdict(card: Card) -> str:
    """Return how a model would run here, or why that cannot be said."""
    if card.plan is not None:
        return judged(card.plan)
    return why_not(card)


def why_not(card: Card) -> str:
    """Return why a model cannot be had; "" for one that can."""
    model = card.model
    if model.closed:
        return QCoreApplication.translate("models", "Its weights are not published")
    if model.engine.runs is False:
        return QCoreApplication.translate("models", "The engine cannot run it")
    if not card.repository:
        return QCoreApplication.translate("models", "No files for the engine are known")
    return QCoreApplication.translate("models", "Whether it runs here is not known")


def build(label: str, size: int, *, about: bool = True) -> str:
    """Return `Q4_K_M · about 4.9 GB`."""
    text = "{size}"
    if about:
        text = QCoreApplication.translate("models", "about {size}")
    shown = text.format(size=words.size(size)) if size else ""
    return " · ".join(part for part in (label, shown) if part)


def grade(divergence: float | None) -> str:
    """Return what a quantisation costs in quality."""
    from parley.fit.quality import grade as graded

    text = translated(graded(divergence))
    return text[:1].upper() + text[1:]


def grade_in_short(divergence: float | None) -> str:
    """Return the same in a word or two."""
    from parley.fit.quality import grade as graded

    translate = QCoreApplication.translate
    return {
        "as good as the original": translate("models", "As the original"),
        "practically as good as the original": translate("models", "Nearly the same"),
        "close to the original": translate("models", "Close"),
        "somewhat below the original": translate("models", "Somewhat lower"),
        "clearly below the original": translate("models", "Clearly lower"),
        "badly damaged by its small size": translate("models", "Badly damaged"),
    }.get(graded(divergence), translate("models", "Unknown"))


def amount(text: str) -> str:
    """Return an amount whose unit stays behind its number, also where lines run leftwards."""
    runs_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    strong = next((c for c in text if c.isalpha()), "")
    latin = strong.isascii() and bool(strong)
    return f"\u200e{text}" if runs_left and latin else text


def rate(plan: Plan) -> str:
    """Return the expected speed alone: `2.6 tokens/s`; "" where there is none."""
    if plan.speed is None or plan.verdict == "too_big":
        return ""
    found = plan.speed.decode
    text = QCoreApplication.translate("models", "{number} tokens/s")
    return text.format(number=words.number(found, 0 if found >= 10 else 1))


def no_room() -> str:
    """Return that a build is too big, in few words."""
    return QCoreApplication.translate("models", "Too big")


def role(name: Role) -> str:
    """Return what a model is proposed as."""
    translate = QCoreApplication.translate
    return {
        "llama": translate("models", "Llama for this machine"),
        "mistral": translate("models", "Mistral for this machine"),
        "small": translate("models", "Small and fast here"),
    }[name]


def day(iso: str | None) -> str:
    """Return a day or a month as the language writes it; "" for none."""
    if not iso:
        return ""
    date = QDate.fromString(iso[:10], "yyyy-MM-dd")
    if date.isValid():
        return locale().toString(date, QLocale.FormatType.ShortFormat)
    return iso


def subtitle(card: Card) -> str:
    """Return publisher, generation and day of a model."""
    model = card.model
    series = model.series if model.series != model.name else ""
    return " · ".join(part for part in (model.publisher, series, day(model.released)) if part)


def licence_fact(fact: str) -> str:
    """Return the name of a fact of licences."""
    translate = QCoreApplication.translate
    return {
        "commercial": translate("models", "Commercial use"),
        "users": translate("models", "Limit by users"),
        "revenue": translate("models", "Limit by revenue"),
        "use_policy": translate("models", "Use policy"),
        "training": translate("models", "Training on outputs"),
        "regions": translate("models", "Regions left out"),
        "redistribution": translate("models", "Passing it on"),
        "osi": translate("models", "Approved by the OSI"),
        "acceptance": translate("models", "Acceptance needed"),
    }.get(fact, fact)


def fact(what: What) -> str:
    """Return the name of another fact."""
    translate = QCoreApplication.translate
    return {
        "publisher": translate("models", "Publisher"),
        "released": translate("models", "Published on"),
        "total": translate("models", "Weights"),
        "active": translate("models", "Weights for one token"),
        "context": translate("models", "Context window"),
        "inputs": translate("models", "Takes in"),
        "tools": translate("models", "Calls tools"),
        "reasoning": translate("models", "Reasons first"),
        "layers": translate("models", "Layers"),
        "heads": translate("models", "Attention heads"),
        "experts": translate("models", "Experts"),
    }[what]


def value(what: What, found: Value) -> str:
    """Return a fact's value."""
    translate = QCoreApplication.translate
    if found is None:
        return "—"
    if isinstance(found, bool):
        return translate("models", "Yes") if found else translate("models", "No")
    if what in {"total", "active"} and isinstance(found, int):
        return weights(found)
    if what == "context" and isinstance(found, int):
        return words.tokens(found)
    if isinstance(found, int):
        return words.number(found)
    if isinstance(found, str):
        return day(found) if what == "released" else found
    if what == "inputs":
        return listed([modality(str(each)) for each in found])
    first, second = (words.number(float(each)) for each in found)
    if what == "experts":
        return translate("models", "{used} of {count} for a token").format(used=first, count=second)
    text = translate("models", "{heads}, {kept} of them cached")
    return text.format(heads=first, kept=second)


def origin(name: str) -> str:
    """Return from where a model on this disk is."""
    translate = QCoreApplication.translate
    return {
        "starter": translate("models", "Came with Parley"),
        "downloaded": translate("models", "Downloaded"),
        "imported": translate("models", "Imported"),
        "folder": translate("models", "Put in the folder"),
    }[name]


def never() -> str:
    """Return that something was never used."""
    return QCoreApplication.translate("models", "Never")


def speeds(measured: float, expected: float) -> str:
    """Return a measured speed with the expected one beside it, as far as they are known."""
    translate = QCoreApplication.translate
    shown = [words.number(rate, 0 if rate >= 10 else 1) for rate in (measured, expected)]
    if measured and expected:
        text = translate("models", "{measured} tokens/s, expected {expected}")
        return text.format(measured=shown[0], expected=shown[1])
    if measured:
        return translate("models", "{number} tokens/s").format(number=shown[0])
    if expected:
        return translate("models", "expected {number} tokens/s").format(number=shown[1])
    return "—"


def hash_state(name: str) -> str:
    """Return what is known of the content of a model's files."""
    translate = QCoreApplication.translate
    return {
        "unknown": translate("models", "never verified, and nobody said what it must be"),
        "unchecked": translate("models", "not verified yet"),
        "verified": translate("models", "verified"),
        "wrong": translate("models", "damaged"),
        "changed": translate("models", "changed since it was verified"),
        "missing": translate("models", "not there any more"),
        "incomplete": translate("models", "parts are missing"),
    }[name]
