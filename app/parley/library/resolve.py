"""From what a person types for a model to the one that is meant: which names a model has."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.gguf.names import normal_label, parse_name
from parley.library.sightings import shown_name
from parley.library.values import Model

STARTER: Final = "starter"
_SHOWN = 8


def matching(name: str, models: Sequence[Model], *, whole: bool = False) -> list[Model]:
    """Return the models that a name means: one, several that it could be, or none.

    A name is that of a file below its place: in any case, with or without extension, folders and
    shard number; another name that the model has; its repository; each also with a quantisation
    behind a colon. Whole names go before beginnings, Parley's own models before other programs'.

    Args:
        whole: beginnings are not enough.
    """
    key = name.strip().replace("\\", "/").casefold()
    if not key:
        return []
    own = [one for one in models if one.origin != "found"]
    found = [one for one in models if one.origin == "found"]
    place, _, label = key.rpartition(":")
    tests: list[Callable[[Model], bool]] = [lambda one: key in names(one)]
    if place and label:
        tests.append(lambda one: place in names(one) and _labelled(one, label))
    attempts = [(test, group) for group in (own, found) for test in tests]
    if not whole:
        attempts += [(lambda one: _begins(key, one), group) for group in (own, found)]
    for test, group in attempts:
        matches = _distinct(one for one in group if test(one))
        if matches:
            return [one for one in matches if one.kind == "model"] or matches
    return []


def names(model: Model) -> set[str]:
    """Return what a model can be called, casefolded."""
    paths = {model.relative or model.path.name}
    folder, _, file = model.relative.rpartition("/")
    if model.repo and file:
        paths.add(f"{model.repo}/{file}")
    found = {model.name, *model.aliases, model.repo, folder}
    for path in paths:
        folder, slash, file = path.rpartition("/")
        stem = file.rpartition(".")[0] or file
        for each in (shown_name(file), stem, file):
            found |= {each, f"{folder}{slash}{each}"}
    found.discard("")
    return {each.casefold() for each in found}


def described(model: Model) -> str:
    """Return a model in the words that a person can type for it, and where it is."""
    if model.relative and not model.program:
        return model.relative
    where = f" ({model.program})" if model.program else ""
    return f"{model.relative or model.name}{where}"


def refuse_unusable(model: Model) -> None:
    """Raise `ParleyError` for a model that must not be loaded.

    Codes: `model_missing`, `model_incomplete`, `model_damaged`, `model_changed`, and those of a
    damaged header.
    """
    if model.state == "missing":
        raise ParleyError(
            "model_missing",
            f"“{model.name}” is no longer at {model.path}.",
            hint="Put it back, fetch it again, or forget it with"
            f" “{command('remove', model.name)}”.",
        )
    if model.state == "incomplete":
        lacking = model.missing or tuple(
            file.path.name for file in model.weights if file.state == "missing"
        )
        count = f"{len(lacking)} of its files are" if len(lacking) > 1 else "one of its files is"
        raise ParleyError(
            "model_incomplete",
            f"“{model.name}” is not complete: {count} missing ({listed(lacking)}).",
            safe="What is there was left as it is.",
            hint=_again(model),
        )
    if model.damaged:
        raise ParleyError(
            "model_damaged",
            f"“{model.name}” is damaged: its content is not what was published.",
            safe="What is there was left as it is.",
            hint=f"“{command('verify', model.name)}” says which file it is and what to do.",
        )
    if model.changed:
        raise ParleyError(
            "model_changed",
            f"“{model.name}” was changed by another program since its content was known.",
            safe="It was left as it is.",
            hint=f"“{command('verify', model.name)}” reads it whole and says whether it is right.",
        )
    header = model.header
    if header is not None and header.problem_code in {"model_truncated", "model_own_format"}:
        raise ParleyError(
            header.problem_code,
            f"“{model.name}” cannot be used. {header.problem}",
            safe="It was left as it is.",
            hint=_again(model),
        )


def not_found(name: str, models: Sequence[Model], *, starter: bool, folder: Path) -> ParleyError:
    """Return the error for a name that no model has; with what there is instead."""
    there = [STARTER] if starter else []
    there += list(dict.fromkeys(one.name for one in models if one.kind == "model"))
    return ParleyError(
        "model_not_found",
        f"There is no model called “{name}” on this computer.",
        hint=(
            f"Choose one that is there ({listed(there)}) or give the path of a .gguf file."
            if there
            else f"Give the path of a .gguf file, or put one into {folder}."
        ),
    )


def ambiguous(name: str, models: Sequence[Model]) -> ParleyError:
    """Return the error for a name that several models have."""
    labels = {one.quantisation or _named_label(one) for one in models}
    one_repo = (
        len({one.repo for one in models}) == 1 and models[0].repo.casefold() == name.casefold()
    )
    example = min(labels) if one_repo and len(labels) == len(models) else ""
    return ParleyError(
        "model_ambiguous",
        f"“{name}” could be any of {len(models)} models: {listed(map(described, models))}.",
        hint=f"Say which, for example {name}:{example}." if example else "Type more of the name.",
    )


def without_starter(models: Sequence[Model]) -> list[Model]:
    """Return the models that have names of their own."""
    return [one for one in models if one.origin != "starter"]


def usable(models: Sequence[Model]) -> list[Model]:
    """Return the models that may be loaded, as far as that is known."""
    found = []
    for one in models:
        with contextlib.suppress(ParleyError):
            refuse_unusable(one)
            found.append(one)
    return found


def as_path(text: str) -> Path | None:
    """Return the path that a text is, absolute; None for one that none can be."""
    try:
        path = Path(text).expanduser().absolute() if text else None
        if path is not None:
            path.is_file()
    except (OSError, ValueError, RuntimeError):  # too long, a null character, no such user
        return None
    return path


def is_like_path(text: str, given: Path) -> bool:
    """Tell whether a text that is the path `given` is meant as one."""
    return given.suffix.lower() == ".gguf" or any(
        each in text for each in (os.sep, os.altsep) if each
    )


def pulled(model: Model) -> str:
    """Return what fetches a build again: `owner/name`, with its label on the hub if it has one."""
    label = _named_label(model)
    return f"{model.repo}:{label}" if label else model.repo


def listed(items: Iterable[str]) -> str:
    """Return the first of many names in words."""
    every = list(items)
    more = len(every) - _SHOWN
    return ", ".join(every[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _begins(key: str, model: Model) -> bool:
    return any(each.startswith(key) for each in names(model))


def _labelled(model: Model, label: str) -> bool:
    wanted = normal_label(label)
    return bool({wanted, f"UD-{wanted}"} & {model.quantisation, _named_label(model)})


def _named_label(model: Model) -> str:
    return parse_name(model.relative or f"{model.name}.gguf").quantisation


def _distinct(models: Iterable[Model]) -> list[Model]:
    """Return the models without copies: two of one name and size are the same to a person."""
    found: dict[tuple[str, int], Model] = {}
    for one in models:
        found.setdefault((one.name.casefold(), one.size), one)
    return list(found.values())


def _again(model: Model) -> str:
    if model.program:
        return f"Fetch it again with {model.program}, or choose another model."
    if model.repo:
        return f"Fetch it with “{command('pull', pulled(model))}”, or choose another model."
    return "Get it again from where it came, or choose another model."
