"""The translations are complete, in step with the source, and whole."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from translating import files, sentences, source


@pytest.mark.parametrize("language", [*files.LANGUAGES, "en"])
def test_a_language_says_everything_and_nothing_else(language: str) -> None:
    found = list(files.problems(language))
    assert not found, "run python3 scripts/translations.py, then translate:\n" + "\n".join(found)


def said(text: str, tmp_path: Path) -> list[str]:
    """Return what is found to translate in the source `text` of a part below the windows."""
    package = tmp_path / "parley"
    (package / "chat").mkdir(parents=True, exist_ok=True)
    (package / "chat" / "part.py").write_text(text, encoding="utf-8")
    return sentences.sentences(package)


def test_sentences_have_numbered_holes(tmp_path: Path) -> None:
    assert said('raise E("code", f"The file {name} has {count:,} bytes.")', tmp_path) == [
        "The file {1} has {2} bytes."
    ]
    assert said('say(f"It could not be read ({error.strerror or type(error).__name__}).")',
                tmp_path) == ["It could not be read ({1})."]  # fmt: skip


def test_what_is_chosen_within_a_sentence_makes_whole_sentences(tmp_path: Path) -> None:
    text = "say(f\"{'The file' if one else f'All {count} files'} {'is' if one else 'are'} gone.\")"
    assert said(text, tmp_path) == [
        "All {1} files are gone.",
        "All {1} files is gone.",
        "The file are gone.",
        "The file is gone.",
    ]


def test_parts_that_are_added_are_one_sentence(tmp_path: Path) -> None:
    assert said('say("The text is " + how + " to read.")', tmp_path) == ["The text is {1} to read."]


def test_a_hole_may_hold_a_text_of_its_own(tmp_path: Path) -> None:
    text = "say(f\"It stopped: {reason or 'nobody said why'}.\")"
    assert said(text, tmp_path) == ["It stopped: {1}.", "nobody said why"]


@pytest.mark.parametrize(
    "text",
    [
        '"""A module that says what it is for."""',
        'def do() -> None:\n    """Do it, as asked."""',
        'log.warning("The file is gone.")',
        'raise ValueError("the id is taken already")',
        'run("SELECT a FROM b WHERE c = ?")',
        'if "out of memory" in line: pass',
        'SIGNS = ("failed to load", "out of memory")',
        'key = "model_not_found"',
    ],
)
def test_what_nobody_reads_is_left_out(text: str, tmp_path: Path) -> None:
    ast.parse(text)
    assert said(text, tmp_path) == []


def windows(text: str, tmp_path: Path) -> dict[source.Text, bool]:
    """Return what a window's source `text` says, and whether it has plurals."""
    (tmp_path / "window.py").write_text(text, encoding="utf-8")
    return source.texts(tmp_path)


def test_texts_have_the_context_that_qt_gives_them(tmp_path: Path) -> None:
    text = """
class Outer(QWidget):
    def show(self):
        self.tr("Save")
        self.tr("%n file(s)", "", len(self.files))
        QCoreApplication.translate("words", "Today")

def name():
    translate = QCoreApplication.translate
    return translate("Presets", "Precise")
"""
    assert windows(text, tmp_path) == {
        ("Outer", "Save"): False,
        ("Outer", "%n file(s)"): True,
        ("words", "Today"): False,
        ("Presets", "Precise"): False,
    }


@pytest.mark.parametrize("argument", ["name", "f'{name} is there'", "'a' + name"])
def test_a_text_that_is_not_written_out_is_refused(argument: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not written out"):
        windows(f"class A:\n    def f(self): self.tr({argument})", tmp_path)


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("{name} is gone.", "Es ist weg.", "other holes"),
        ("{1} of {2}.", "{1} von {1}.", "other holes"),
        ("%n message(s)", "Nachrichten", "other holes"),
        ("On {{date}}: {{text}}", "Am {{Datum}}: {{Text}}", "other holes"),
        ("{{text:one|two}} {{code}}", "{{Text:eins|zwei}}", "other holes"),
        ("&Open", "Öffnen", "mnemonics"),
        ("Open…", "Öffnen", "differs in “…”"),
        ("Delete it?", "Löschen", "differs in “?”"),
        ("Done.", " Fertig.", "spaces"),
    ],
)
def test_a_translation_that_lost_something_is_a_fault(
    text: str, translation: str, fault: str
) -> None:
    assert any(fault in each for each in files.faults(text, translation))


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("{1} of {2}.", "{2}, davon {1}."),
        ("Save && close", "Sichern && schließen"),
        ("Delete it?", "Supprimer\u202f?"),
        ("{{text:one|two}} on {{date}}", "{{Text:eins|zwei}} am {{date}}"),
    ],
)
def test_other_orders_and_spaces_are_none(text: str, translation: str) -> None:
    assert not list(files.faults(text, translation))
