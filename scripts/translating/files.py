"""The files of Qt Linguist: brought up to date by Qt's tool, and looked through for faults."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
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
_KEYS = re.compile(r"\([A-Z][A-Za-z]+(?:\+[A-Z][A-Za-z]*)*\)$")
_ENDS = ("…", ":", "?", ".", "\n")


def update() -> None:
    """Write the files anew: what is new is added, what is gone is removed."""
    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder) / "sentences.py"
        core.write_text(
            "from PySide6.QtCore import QCoreApplication\n"
            + "".join(
                f'QCoreApplication.translate("{CORE}", {json.dumps(text, ensure_ascii=False)})\n'
                for text in sentences.sentences(PACKAGE)
            ),
            encoding="utf-8",
        )
        files = [*sorted((PACKAGE / "ui").rglob("*.py")), core]
        for language in (*LANGUAGES, "en"):
            _lupdate(files, language, ["-pluralonly"] if language == "en" else [])


def _lupdate(files: Sequence[Path], language: str, flags: list[str]) -> None:
    tool = Path(PySide6.__file__).parent / ("lupdate.exe" if os.name == "nt" else "lupdate")
    command = [str(tool), "-silent", "-locations", "none", "-no-obsolete"]
    command += flags
    command += ["-source-language", "en", "-target-language", language]
    subprocess.run(
        [*command, *map(str, files), "-ts", str(FOLDER / f"parley_{language}.ts")],
        check=True,
        cwd=ROOT,
    )


def problems(language: str) -> Iterator[str]:
    """Tell what is wrong with the file of a language, a line each."""
    wanted = source.texts(PACKAGE / "ui")
    wanted |= {(CORE, text) for text in sentences.sentences(PACKAGE)}
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
    # Without a file of its own, English lacks plurals only.
    lacking = set() if language == "en" else wanted - seen
    for context, text in sorted(lacking):
        yield f"{language}: {context}: {text}: is missing from the file"
    for context, text in sorted(seen - wanted):
        yield f"{language}: {context}: {text}: is in the file, but not in the source"


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
    return sorted(hole for hole in _HOLE.findall(text) if hole != "%n" or not one)


def _mnemonics(text: str) -> int:
    return text.replace("&&", "").count("&")
