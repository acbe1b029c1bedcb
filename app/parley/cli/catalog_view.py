"""The catalogue as a person reads it in a terminal: a list, one model whole, two licences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parley.catalog import (
    FACTS,
    FAMILY_NAMES,
    UNKNOWN,
    Catalog,
    Fact,
    GgufRepository,
    Licence,
    Model,
    SamplingDefaults,
    compare_licences,
    said,
)
from parley.cli.bars import joined, safe
from parley.core.launching import command
from parley.core.words import short

_QUIET: Final = "bright_black"
_ACCESS: Final = {
    "open": "open to anyone",
    "auto": "after accepting its terms",
    "manual": "only after its owner agreed",
    "gated": "gated",
}
_PROJECTED: Final = {"text": "text", "image": "images", "audio": "sound"}
#: Columns from which a list has room for what a model is good for.
_WIDE: Final = 112
_LICENCE: Final = 14


class _Notes:
    """Numbers the sources of what is shown, in the order in which they are named."""

    def __init__(self, known: Catalog, model: Model | None = None) -> None:
        self._known = known
        self._model = model
        self._numbers: dict[str, int] = {}

    def marks(self, ids: Iterable[str]) -> str:
        """Return `[1] [3]` for sources, each a word of its own."""
        numbers = (self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in ids)
        return " ".join(f"[{number}]" for number in numbers)

    def listed(self) -> RenderableType:
        """Return the sources that were named, by number."""
        table = _grid(4)
        for id_, number in self._numbers.items():
            source = self._known.source(id_, self._model)
            title = Text(source.title, overflow="fold")
            if source.version and source.version not in source.title:
                title.append(f", {source.version}", _QUIET)
            for line in (source.note, source.url):
                if line:
                    title.append(f"\n{line}", _QUIET)
            table.add_row(f"[{number}]", title)
        return table


class _List:
    """The list, which has one column more where the terminal is wide."""

    def __init__(self, known: Catalog, models: tuple[Model, ...]) -> None:
        self._known = known
        self._models = models

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= _WIDE
        names = max((len(model.name) for model in self._models), default=0) + 2
        # One table per family; columns of fixed width make them one list.
        for number, (family, models) in enumerate(
            groupby(self._models, key=lambda model: model.family)
        ):
            table = Table(
                box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET, expand=wide
            )
            name = Text(FAMILY_NAMES[family], "bold not bright_black")
            titles = ("Size", "Active", "Context", "Licence", "Made for")
            if number:
                yield Text()
                titles = ("", "", "", "", "")
            table.add_column(name, width=names, no_wrap=True)
            for title, width in zip(titles, (6, 6, 7), strict=False):
                table.add_column(title, width=width, justify="right", no_wrap=True)
            table.add_column(titles[3], width=_LICENCE, no_wrap=True)
            if wide:
                table.add_column(titles[4], ratio=1)
            for model in models:
                table.add_row(*self._row(model, wide=wide))
            yield table
        yield Text()
        yield Text(_legend(self._models), _QUIET)

    def _row(self, model: Model, *, wide: bool) -> list[RenderableType]:
        licence = self._known.licence(model)
        total, active = "?", ""
        if model.parameters is not None:
            total = count(model.parameters.total)
            if model.parameters.active not in {None, model.parameters.total}:
                active = count(model.parameters.active or 0)
        row: list[RenderableType] = [
            Text(f"  {model.name}", "" if model.engine.runs else _QUIET),
            total,
            active,
            "?" if model.context is None else tokens(model.context),
            "service only" if licence is None else licence.badge,
        ]
        if wide:
            row.append(Text(model.good_for or UNKNOWN, "" if model.good_for else _QUIET))
        return row


def catalog_view(known: Catalog, models: Iterable[Model]) -> RenderableType:
    """Return a list of models."""
    return _List(known, tuple(models))


def model_view(known: Catalog, model: Model) -> RenderableType:
    """Return one model with all that is known of it, and the sources at the end."""
    notes = _Notes(known, model)
    parts: list[RenderableType] = [Text(model.name, "bold")]
    if model.closed:
        parts.append(_indented(Text(model.closed, "bold")))
    parts.append(_indented(_facts(known, model, notes)))
    licence = known.licence(model)
    if licence is not None:
        parts += [_heading(licence.name), _indented(_licence(licence, notes))]
    if model.architecture is not None:
        marks = notes.marks(model.sources["architecture"])
        parts += [_heading(f"Architecture {marks}"), _indented(_architecture(model))]
    prompt = known.system_prompt(model)
    if prompt is not None:
        marks = notes.marks(model.sources["system_prompt"])
        parts += [_heading(f"System prompt of its publisher {marks}"), _indented(Text(prompt))]
    if model.gguf:
        parts.append(_heading("Repositories with GGUF files"))
        parts += [_indented(_repository(each, notes)) for each in model.gguf]
    parts += [_heading("Sources"), _indented(notes.listed())]
    parts.append(Text(f"\nLooked at on {known.updated}. What is {UNKNOWN} has no source.", _QUIET))
    return Group(*parts)


def licences_view(
    known: Catalog, a: tuple[Model, Licence], b: tuple[Model, Licence]
) -> RenderableType:
    """Return the licences of two models side by side."""
    notes = _Notes(known)
    table = Table(box=None, padding=(0, 2, 1, 0), show_edge=False, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column(Text(f"{a[0].name}\n{a[1].name}", "bold"), ratio=1)
    table.add_column(Text(f"{b[0].name}\n{b[1].name}", "bold"), ratio=1)
    for row in compare_licences(a[1], b[1]):
        table.add_row(
            Text(row.title, _QUIET),
            _said(row.a, notes.marks(row.sources_a)),
            _said(row.b, notes.marks(row.sources_b)),
        )
    end = Text(f"\nWhat is {UNKNOWN} has no source. This is no legal advice.", _QUIET)
    return Group(table, _heading("Sources"), _indented(notes.listed()), end)


def count(parameters: int) -> str:
    """Return a number of parameters in few letters: `8B`, `70.6B`, `400B`."""
    return short(parameters).replace(".0", "")


def tokens(count: int) -> str:
    """Return tokens as publishers write them: `128k` for 131,072 and for 128,000, `10M`."""
    unit = 1000 if count % 1000 == 0 else 1024
    if count >= unit**2:
        return f"{count / unit**2:.3g}M"
    return f"{count / unit:.0f}k" if count >= unit else str(count)


def _facts(known: Catalog, model: Model, notes: _Notes) -> Table:
    table = _grid(16)

    def add(title: str, text: str | None, fact: str) -> None:
        table.add_row(title, _said(text or UNKNOWN, notes.marks(model.sources.get(fact, ()))))

    add("Publisher", f"{model.publisher}, {model.series}", "publisher")
    add("Published", model.released, "released")
    add("Made for", model.good_for, "good_for")
    add("Parameters", _parameters(model), "parameters")
    context = None if model.context is None else f"{model.context:,} tokens"
    add("Context", context, "context")
    add("In and out", f"{_and(model.inputs)} in, {_and(model.outputs)} out", "inputs")
    add("In this engine", _engine(model), "engine")
    add("Reasoning", _reasoning(model), "reasoning")
    add("Tool calls", _tools(model), "tool_calls")
    sampling = "\n".join(_sampling(each) for each in model.sampling)
    add("Sampling", sampling, "sampling")
    if model.repository is not None:
        add("Weights", model.repository, "repository")
        access = None if model.access is None else _ACCESS[model.access]
        add("Access", access, "access")
    if model.variants:
        add("See also", "\n".join(model.variants), "variants")
    if model.note:
        add("Note", model.note, "note")
    if model.aliases:
        table.add_row("Also called", ", ".join(model.aliases))
    if model.licence is not None:
        licence = known.licence(model)
        add("Licence", None if licence is None else licence.name, "licence")
    return table


def _licence(licence: Licence, notes: _Notes) -> Table:
    table = _grid(18)
    for name, title in FACTS.items():
        fact: Fact | None = getattr(licence, name)
        text = _said(said(fact), notes.marks(() if fact is None else fact.sources))
        if name == "use_policy" and fact is not None and fact.value:
            text.append(f"\n{fact.value}", _QUIET)
        table.add_row(title, text)
    table.add_row("Text", Text(licence.url, _QUIET, overflow="fold"))
    return table


def _architecture(model: Model) -> Table:
    from msgspec.structs import asdict

    assert model.architecture is not None
    table = _grid(22)
    for name, value in asdict(model.architecture).items():
        if value is None or name == "derived":
            continue
        title = name.replace("_", " ").replace("gguf", "GGUF name").replace("kv ", "KV ")
        table.add_row(title[0].upper() + title[1:], _value(value))
    if model.architecture.derived:
        table.add_row("Derived", model.architecture.derived)
    return table


def _value(value: object) -> str:
    from msgspec import Struct
    from msgspec.structs import asdict

    if isinstance(value, Struct):
        parts = asdict(value).items()
        return ", ".join(f"{name.replace('_', ' ')} {_value(each)}" for name, each in parts if each)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _repository(repository: GgufRepository, notes: _Notes) -> RenderableType:
    states = []
    if not repository.usable:
        states.append("not usable")
    if not repository.confirmed:
        states.append("named somewhere, but its files were not seen")
    if repository.access is not None:
        states.append(_ACCESS[repository.access])
    projectors = ", ".join(repository.projectors)
    below = (
        ", ".join(states),
        repository.note,
        " ".join(repository.quantisations),
        f"Projectors: {projectors}" if projectors else "",
    )
    lines = [_indented(Text(words, _QUIET)) for words in below if words]
    return Group(_said(repository.repository, notes.marks(repository.sources)), *lines)


def _parameters(model: Model) -> str | None:
    known = model.parameters
    if known is None:
        return None
    words = count(known.total)
    if known.active is None:
        words += f"; how many are active: {UNKNOWN}"
    elif known.active != known.total:
        words += f", {count(known.active)} of them active"
    return words if known.exact is None else f"{words}; counted: {known.exact:,}"


def _engine(model: Model) -> str:
    engine = model.engine
    words = {True: "It runs.", False: "It does not run.", None: "Unknown."}[engine.runs]
    if engine.projector:
        what = _and(tuple(_PROJECTED[each] for each in engine.projector)).capitalize()
        verb = "needs" if what == "Sound" else "need"
        words += f" {what} {verb} a projector, which is a second file."
    return " ".join(part for part in (words, engine.reason, engine.note) if part)


def _reasoning(model: Model) -> str | None:
    reasoning = model.reasoning
    if reasoning is None:
        return None
    if not reasoning.thinks:
        return "None."
    parts = []
    if reasoning.opening:
        parts.append(f"Between {reasoning.opening} and {reasoning.closing}.")
    if reasoning.control:
        parts.append(f"Controlled by {reasoning.control}.")
    earlier = {
        "leave out": "That of earlier turns is left out of later prompts.",
        "keep": "That of earlier turns stays in later prompts.",
        None: f"What becomes of that of earlier turns: {UNKNOWN}.",
    }[reasoning.earlier]
    return " ".join([*parts, earlier]) if parts else f"Yes. {earlier}"


def _tools(model: Model) -> str | None:
    tools = model.tool_calls
    if tools is None:
        return None
    return (tools.format or "Yes.") if tools.supported else "None."


def _sampling(sampling: SamplingDefaults) -> str:
    names = ("temperature", "top_p", "top_k", "min_p", "presence_penalty", "repeat_penalty")
    parts = []
    for name in (*names, "max_tokens"):
        value = getattr(sampling, name)
        if value is not None:
            parts.append(joined(f"{name.replace('_', ' ')} {value:,}"))
    mode = {"any": "", "thinking": "With reasoning: ", "direct": "Without reasoning: "}
    return mode[sampling.mode] + ". ".join(
        part for part in (", ".join(parts), sampling.note) if part
    )


def _legend(models: tuple[Model, ...]) -> str:
    words = f"“{command('catalog', 'NAME')}” shows all that is known of a model, with sources."
    if any(model.engine.runs is not True for model in models):
        words += " Grey ones do not run in this engine, or it is not known."
    return words


def _said(text: str, marks: str) -> Text:
    # Folded, so that an address can be copied whole.
    said_ = Text(safe_lines(text), _QUIET if text == UNKNOWN else "", overflow="fold")
    if marks:
        said_.append(f" {marks}", _QUIET)
    return said_


def safe_lines(text: str) -> str:
    """Return lines that cannot take over the terminal."""
    return "\n".join(safe(line) for line in text.splitlines())


def _and(words: tuple[str, ...]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1]) if len(words) > 1 else words)


def _grid(width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    table.add_column(style=_QUIET, min_width=width, no_wrap=True)
    table.add_column(ratio=1)
    return table


def _heading(text: str) -> RenderableType:
    return Text(f"\n{text}", "bold")


def _indented(part: RenderableType, by: int = 2) -> RenderableType:
    return Padding(part, (0, 0, 0, by), expand=False)
