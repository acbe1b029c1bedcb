"""The files of Qt Linguist: brought up to date by Qt's tool, and looked through for faults."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import PySide6

from translating import sentences, source

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "app" / "parley"
FOLDER = ROOT / "resources" / "translations"
#: Languages that are complete. English has its plurals only.
LANGUAGES = ("de", "fr")
#: The context of what the parts below `ui` say.
CORE = "core"

_HOLE = re.compile(r"\{[a-z_0-9]*\}|%n")
#: Variables of prompts, whose names are words; those that Parley fills in have one name only.
_VARIABLE = re.compile(r"\{\{([^{}:]*)[^{}]*\}\}")
_FILLED_IN = frozenset({"date", "clipboard", "selection"})
_KEYS = re.compile(r"\([A-Z][A-Za-z]+(?:\+[A-Z][A-Za-z]*)*\)$")
_ENDS = ("…", ":", "?", ".", "\n")


def update() -> None:
    """Write the files anew: what is new is added, what is gone is removed."""
    with tempfile.TemporaryDirectory() as folder:
        # A list in the language that the tool reads best.
        listed = Path(folder) / "texts.cpp"
        listed.write_text("".join(_lines(wanted())), encoding="utf-8")
        for language in (*LANGUAGES, "en"):
            _lupdate(listed, language, ["-pluralonly"] if language == "en" else [])


def wanted() -> dict[source.Text, bool]:
    """Return all that is to be translated, and whether it has plurals."""
    core = {(CORE, text): False for text in sentences.sentences(PACKAGE)}
    return source.texts(PACKAGE / "ui") | core


def _lines(texts: dict[source.Text, bool]) -> Iterator[str]:
    for (context, text), plural in sorted(texts.items()):
        words = json.dumps(text, ensure_ascii=False)
        more = ', "", n' if plural else ""
        yield f'QCoreApplication::translate("{context}", {words}{more});\n'


def _lupdate(listed: Path, language: str, flags: list[str]) -> None:
    tool = Path(PySide6.__file__).parent / ("lupdate.exe" if os.name == "nt" else "lupdate")
    command = [str(tool), "-silent", "-locations", "none", "-no-obsolete"]
    command += flags
    command += ["-source-language", "en", "-target-language", language]
    subprocess.run(
        [*command, str(listed), "-ts", str(FOLDER / f"parley_{language}.ts")],
        check=True,
        cwd=ROOT,
    )


def problems(language: str) -> Iterator[str]:
    """Tell what is wrong with the file of a language, a line each."""
    there = wanted()
    seen: set[source.Text] = set()
    for context, text, forms, kind in _messages(language):
        where = f"{language}: {context}: {text}"
        seen.add((context, text))
        if kind == "unfinished" or not all(forms):
            yield f"{where}: is not translated"
        else:
            for place, form in enumerate(forms):
                one = place < len(forms) - 1
                yield from (f"{where}: {fault}" for fault in faults(text, form, one=one))
    for context, text in sorted(_own(there, language) - seen):
        yield f"{language}: {context}: {text}: is missing from the file"
    for context, text in sorted(seen - there.keys()):
        yield f"{language}: {context}: {text}: is in the file, but not in the source"


def _own(texts: dict[source.Text, bool], language: str) -> set[source.Text]:
    """Return what the file of a language holds: all, but in English only what has plurals."""
    return {text for text, plural in texts.items() if plural or language != "en"}


def _messages(language: str) -> Iterator[tuple[str, str, list[str], str]]:
    tree = ElementTree.parse(FOLDER / f"parley_{language}.ts")
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            yield (
                context.findtext("name") or "",
                message.findtext("source") or "",
                forms or [translation.text or ""],
                translation.get("type", ""),
            )


def faults(text: str, translation: str, *, one: bool = False) -> Iterator[str]:
    """Tell what a translation lost of its original, or has too much.

    `one` is the form for a single thing, which may be said without its number.
    """
    ours, theirs = _holes(text, one=one), _holes(translation, one=one)
    if ours != theirs:
        yield "has other holes"
    if _mnemonics(text) != _mnemonics(translation):
        yield "has another number of mnemonics (&)"
    for end in _ENDS:
        if text.endswith(end) != translation.rstrip("\u00a0").endswith(end):
            yield f"differs in “{end}” at its end"
    if text.strip() == text and translation.strip() != translation:
        yield "has spaces around it"
    keys = _KEYS.search(text)
    if keys and not translation.endswith(keys[0]):
        yield "has other keys at its end"


def _holes(text: str, *, one: bool) -> list[str]:
    names = (match[1] for match in _VARIABLE.finditer(text))
    variables = sorted(name if name in _FILLED_IN else "" for name in names)
    text = _VARIABLE.sub("", text)
    return variables + sorted(hole for hole in _HOLE.findall(text) if hole != "%n" or not one)


def _mnemonics(text: str) -> int:
    return text.replace("&&", "").count("&")
