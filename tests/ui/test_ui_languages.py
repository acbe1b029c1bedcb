"""The language of the windows: texts, plurals, numbers, Qt's own words, what comes from below."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from parley.application import resources_dir
from parley.chat.values import AnswerOptions, Figures, StoredMessage
from parley.core.errors import ParleyError
from parley.ui import languages, words
from parley.ui.chat.message_words import how
from parley.ui.main_window import MainWindow
from parley.ui.sentences import Sentences
from parley.ui.settings.option_words import sampling_words

Speak = Callable[[str], str]


@pytest.fixture
def speak(app: QApplication, compiled_texts: Path) -> Iterator[Speak]:
    """Return a function that has the windows speak a language until the test ends."""
    yield lambda language: languages.install(app, language, resources_dir(), compiled_texts)
    languages.install(app, "en", resources_dir(), compiled_texts)


@pytest.mark.parametrize(
    ("setting", "preferred", "language"),
    [
        ("system", ["de-AT", "en"], "de"),
        ("system", ["fr_CA"], "fr"),
        ("system", ["es-ES", "fr-FR", "en-GB"], "fr"),
        ("system", ["pl"], "en"),
        ("system", [], "en"),
        ("de", ["fr-FR"], "de"),
        ("en", ["de-DE"], "en"),
    ],
)
def test_the_language_is_what_was_chosen_or_what_the_system_prefers(
    setting: str, preferred: list[str], language: str
) -> None:
    assert languages.language_for(setting, preferred) == language


@pytest.mark.parametrize(
    ("language", "new_chat", "cancel"),
    [("de", "Neuer Chat", "Abbrechen"), ("fr", "Nouvelle discussion", "Annuler")],
)
def test_windows_and_qts_own_dialogs_speak_it(
    speak: Speak,
    open_window: Callable[[], MainWindow],
    language: str,
    new_chat: str,
    cancel: str,
) -> None:
    assert speak(language) == language
    window = open_window()
    assert window.commands.command("chat.new").name == new_chat
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert button.text().replace("&", "") == cancel
    box.deleteLater()


def test_numbers_are_written_as_the_language_does(speak: Speak) -> None:
    speak("de")
    assert words.seconds(0.42) == "0,4 s"
    assert words.context(1234, 4096) == "1.234 von 4.096 Tokens"
    assert words.size(5_100_000_000) == "5,1 GB"
    speak("fr")
    assert words.size(5_100_000_000) == "5,1 Go"
    assert words.tokens(1234) == "1\u202f234 tokens"
    speak("en")
    assert words.context(1234, 4096) == "1,234 of 4,096 tokens"


def test_options_of_an_answer_are_named_as_where_they_are_set(speak: Speak) -> None:
    speak("de")
    message = StoredMessage(
        1, 1, None, "assistant", "", "complete", 0.0,
        options=AnswerOptions({"temperature": 0.25, "repeat_penalty": 1.1}),
        figures=Figures(1, 0, 2, 0.1, 0.1, 0.1, 41, 3, 4096),
    )  # fmt: skip
    words_of = sampling_words()
    temperature, penalty = words_of["temperature"][0], words_of["repeat_penalty"][0]
    assert penalty != "Repeat penalty"
    assert how(message).splitlines()[-2:] == [f"{temperature} 0,25", f"{penalty} 1,1"]


def test_one_and_several_have_their_own_words(speak: Speak) -> None:
    def deleted(count: int) -> str:
        return QCoreApplication.translate("Shelving", "%n conversation(s) deleted.", "", count)

    assert [deleted(1), deleted(2)] == ["1 conversation deleted.", "2 conversations deleted."]
    speak("de")
    assert [deleted(1), deleted(2)] == ["1 Unterhaltung gelöscht.", "2 Unterhaltungen gelöscht."]


def test_a_language_can_be_left_again(app: QApplication, speak: Speak) -> None:
    speak("de")
    speak("fr")
    speak("en")
    assert QCoreApplication.translate("words", "finished") == "finished"
    assert languages.translated("It was stopped.") == "It was stopped."
    assert QLocale().language() == QLocale.Language.English
    assert app.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize(
    ("language", "words_"),
    [
        (
            "de",
            "Parley kann nicht in seinen Ordner /home/ada schreiben (No space left). "
            "Es wurde nichts geändert. ",
        ),
        (
            "fr",
            "Parley ne peut pas écrire dans son dossier /home/ada (No space left). "
            "Rien n’a été modifié. ",
        ),
    ],
)
def test_a_failure_is_said_in_it_with_its_particulars(
    speak: Speak, language: str, words_: str
) -> None:
    speak(language)
    error = ParleyError(
        "home_unwritable",
        "Parley cannot write to its folder /home/ada (No space left).",
        safe="Nothing was changed.",
        hint="An unknown hint stays.",
    )
    assert languages.said(error) == words_ + "An unknown hint stays."
    # The same where somebody put the parts together already.
    assert languages.translated(str(error)) == words_ + "An unknown hint stays."


_SENTENCES = """<TS><context><name>core</name>
<message><source>The disk is full.</source><translation>Voll.</translation></message>
<message><source>{1} cannot be reached: {2}.</source>
  <translation>{1} fehlt ({2}).</translation></message>
<message><source>it stopped answering</source><translation>es schweigt</translation></message>
<message><source>The device {1}</source><translation>Das Gerät {1}</translation></message>
<message><source>{1} of {2} are kept.</source>
  <translation>Von {2} bleiben {1}.</translation></message>
<message><source>Not yet</source><translation type="unfinished"></translation></message>
</context><context><name>Other</name>
<message><source>Other</source><translation>Anderes</translation></message></context></TS>"""


@pytest.fixture
def sentences(tmp_path: Path) -> Sentences:
    """Return sentences of a small file, with German numbers."""
    source = tmp_path / "parley_xx.ts"
    source.write_text(_SENTENCES, encoding="utf-8")
    return Sentences(source, QLocale("de"))


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("The disk is full.", "Voll."),
        ("The device CUDA0 cannot be reached: it stopped answering.",
         "Das Gerät CUDA0 fehlt (es schweigt)."),
        ("A fly cannot be reached: no wings.", "A fly fehlt (no wings)."),
        ("3.1 GB of 1,024 MB are kept.", "Von 1.024 MB bleiben 3,1 GB."),
        ("2024 of v1.2 are kept.", "Von v1.2 bleiben 2024."),
        ("The disk is full. Or is it? The disk is full.", "Voll. Or is it? Voll."),
        ("Not yet", "Not yet"),
        ("Other", "Other"),
        ("", ""),
    ],
)  # fmt: skip
def test_sentences_are_known_by_their_wording(
    sentences: Sentences, text: str, translation: str
) -> None:
    assert sentences.translated(text) == translation


def test_what_differs_may_hold_anything(sentences: Sentences) -> None:
    name = "a (b) [c] {1} \\1 .* cannot"
    assert sentences.translated(f"The device {name} cannot be reached: no.") == (
        f"Das Gerät {name} fehlt (no)."
    )


def test_without_its_texts_a_language_is_english(
    app: QApplication,
    speak: Speak,
    tmp_path: Path,
    expected_logs: Callable[[str], None],
) -> None:
    expected_logs("texts of the language de cannot be made")
    expected_logs("texts of the language de cannot be used")
    assert languages.install(app, "de", tmp_path / "nowhere", tmp_path) == "de"
    assert QCoreApplication.translate("words", "finished") == "finished"
    assert languages.translated("It was stopped.") == "It was stopped."


def test_texts_are_compiled_again_only_when_they_changed(
    app: QApplication, speak: Speak, tmp_path: Path
) -> None:
    folder = tmp_path / "resources" / "translations"
    folder.mkdir(parents=True)
    source = folder / "parley_de.ts"
    source.write_bytes((resources_dir() / "translations" / "parley_de.ts").read_bytes())
    languages.install(app, "de", folder.parent, tmp_path / "cache")
    first = list((tmp_path / "cache" / "translations").iterdir())
    stamp = first[0].stat().st_mtime_ns
    languages.install(app, "de", folder.parent, tmp_path / "cache")
    assert [path.stat().st_mtime_ns for path in first] == [stamp]
    source.write_text(source.read_text("utf-8").replace(">fertig<", ">zu Ende<"), "utf-8")
    languages.install(app, "de", folder.parent, tmp_path / "cache")
    assert QCoreApplication.translate("words", "finished") == "zu Ende"
    left = list((tmp_path / "cache" / "translations").iterdir())
    assert len(left) == 1
    assert left != first


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_sentence_of_the_translations_is_known_again(language: str) -> None:
    source = resources_dir() / "translations" / f"parley_{language}.ts"
    known = Sentences(source, QLocale(language))
    held = [
        (message.findtext("source", ""), message.findtext("translation", ""))
        for context in ElementTree.parse(source).getroot().iter("context")
        if context.findtext("name") == "core"
        for message in context.iter("message")
    ]
    assert len(held) > 400
    for text, translation in held:
        assert known.translated(_filled(text)) == _filled(translation)


def _filled(template: str) -> str:
    """Return a template with something in its holes."""
    return re.sub(r"\{(\d+)\}", r"«\1»", template)


def test_the_program_starts_in_the_language_of_the_system(parley_home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "parley", "--measure-start"],
        env={**os.environ, "LC_ALL": "de_DE.UTF-8", "LANGUAGE": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    compiled = [path.name for path in (parley_home / "cache" / "translations").iterdir()]
    assert [name.partition("-")[0] for name in compiled] == ["parley_de"]
