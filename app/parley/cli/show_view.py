"""A repository as a person reads it in a terminal: licence, access, builds."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parley.catalog import FACTS, Fact, Licence, said
from parley.cli.bars import safe
from parley.cli.show_objects import Shown, access
from parley.core.words import day, short, size
from parley.gguf import BuildFiles

_GATED = {
    "auto": "Gated: accepting its terms is enough.",
    "manual": "Gated: its owner decides who may read it.",
}


def show_view(found: Shown) -> RenderableType:
    """Return a repository for a terminal of any width."""
    content = found.content
    parts: list[RenderableType] = [Text(safe(found.card.model.repo), "bold"), *_facts(found)]
    parts += [_heading("Licence"), *_licence(found)]
    parts += [_heading("Access"), *_access(found)]
    parts += [_heading("Builds"), _builds(content.builds)]
    for name, group in (
        ("Projectors, which let a model see or hear", content.projectors),
        ("Drafts, which guess ahead for a model", content.drafts),
        ("Models cut into pieces, which cannot be used as they are", content.cut),
    ):
        if group:
            parts += [_heading(name), _builds(group)]
    return Group(*parts)


def _facts(found: Shown) -> list[RenderableType]:
    model = found.card.model
    about = [
        f"{short(model.parameters)} parameters" if model.parameters else "",
        model.architecture,
        f"{model.context:,} tokens of context" if model.context else "",
    ]
    counted = [
        _counted(model.downloads, "download"),
        _counted(model.likes, "like"),
        f"updated {day(model.modified_at)}" if model.modified_at is not None else "",
    ]
    made = f"made from {', '.join(model.base_models)}" if model.base_models else ""
    lines = [", ".join(filter(None, about)), made, ", ".join(filter(None, counted))]
    return [_line(line) for line in (*lines, found.card.description) if line]


def _counted(count: int | None, thing: str) -> str:
    return "" if count is None else f"{short(count)} {thing}{'' if count == 1 else 's'}"


def _licence(found: Shown) -> list[RenderableType]:
    card, text = found.card, found.license_text
    name = card.license_id
    if card.license_name and card.license_name != card.license_id:
        name = card.license_name if name in {"", "other"} else f"{name} ({card.license_name})"
    lines = [_line(name or "None is named: ask its owner what is allowed.")]
    if card.license_link:
        lines.append(_line(card.license_link))
    if text is not None:
        lines.append(_line(f"{text.path} in the repository, SHA-256 {text.sha256}"))
    holding = found.licences.holding
    if len(holding) == 1 and holding[0].licence is not None:
        if holding[0].licence.name != name:
            lines.append(_line(holding[0].licence.name))
        lines.append(_licence_facts(holding[0].licence))
    elif len(holding) > 1:
        lines.append(_line("Each of these holds:", "yellow"))
        for each in holding:
            whose = f"of {', '.join(each.models)}" if each.models else "named here"
            lines.append(_line(f"{each.name}, {whose}", "bold"))
            if each.licence is None:
                lines.append(_line("What it asks is not known to Parley: read it.", by=4))
            else:
                lines.append(_licence_facts(each.licence, 4))
    if found.licences.seems_llama:
        lines.append(
            _line("It seems to be made from a Llama model, whose licence holds as well.", "yellow")
        )
    return lines


def _licence_facts(licence: Licence, by: int = 2) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for field, title in FACTS.items():
        fact: Fact | None = getattr(licence, field)
        table.add_row(Text(title, "bright_black"), Text(said(fact)))
    return Padding(table, (0, 0, 0, by), expand=False)


def _access(found: Shown) -> list[RenderableType]:
    card = found.card
    if not card.model.gated:
        return [_line("Open to everyone.")]
    lines = [_line(_GATED.get(card.model.gated, _GATED["manual"]))]
    terms = card.terms
    if terms is not None and terms.heading:
        lines.append(_line(f"“{terms.heading}”"))
    if terms is not None and terms.fields:
        asked = ", ".join(field.label for field in terms.fields)
        lines.append(_line(f"The owner asks for: {asked}."))
    if terms is not None and terms.excludes_eu:
        lines.append(_line("People in the European Union are refused.", "yellow"))
    if access(found) == "granted":
        lines.append(_line("You may read the files.", "green"))
    elif found.refused is None:
        lines.append(_line(f"The terms are at {card.page}."))
    else:
        lines.append(_line(f"{found.refused.message} {found.refused.hint}", "yellow"))
    return lines


def _builds(builds: Iterable[BuildFiles]) -> RenderableType:
    """Return a table of builds, the smallest first."""
    ordered = sorted(builds, key=lambda build: (build.size or 0, build.first))
    if not ordered:
        return _line("There is no GGUF model in it.")
    labels = [build.label for build in ordered]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    table.add_column("build")
    table.add_column("size", justify="right")
    table.add_column("bytes", justify="right")
    table.add_column("files")
    for build in ordered:
        # Builds of several models are told apart by their files.
        alone = build.label and labels.count(build.label) == 1
        files = "" if len(build.files) == 1 else f"{len(build.files)} files"
        if build.missing:
            files = f"{len(build.missing)} of {len(build.files) + len(build.missing)} are missing"
        name = build.label if alone else build.first
        bytes_ = "" if build.size is None else f"{build.size:,}"
        table.add_row(
            Text(safe(name), "bold"),
            Text("" if build.size is None else size(build.size)),
            Text(bytes_, "bright_black"),
            Text(files, "yellow" if build.missing else ""),
        )
    return Padding(table, (0, 0, 0, 2), expand=False)


def _heading(text: str) -> RenderableType:
    return Text(text, "bold")


def _line(text: str, style: str = "", *, by: int = 2) -> RenderableType:
    return Padding(Text(safe(text), style), (0, 0, 0, by), expand=False)
