"""The language of the windows: which one, its texts, its numbers, and the way its lines run.

What the parts below `ui` say is English there, for logs and commands; it is translated here, where
a person reads it, by the sentences of `resources/translations`.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from parley.ui.sentences import Sentences

if TYPE_CHECKING:
    from parley.core.errors import ParleyError

#: The languages that Parley speaks, by code, as their own speakers call them.
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}

_log = logging.getLogger(__name__)


class Said(Protocol):
    """What is said of a failure: what happened, what is safe, what to do."""

    @property
    def message(self) -> str:
        """What happened."""

    @property
    def safe(self) -> str:
        """What stays safe; may be empty."""

    @property
    def hint(self) -> str:
        """What to do now."""


def language_for(setting: str, preferred: Sequence[str]) -> str:
    """Return the language that `setting` asks for: one of `LANGUAGES`.

    Args:
        preferred: languages of the system as BCP 47 tags, the most wanted first, which `system`
            follows. A system that prefers another language first and one of these later gets that.
    """
    if setting in LANGUAGES:
        return setting
    codes = (tag.replace("_", "-").partition("-")[0].lower() for tag in preferred)
    return next((code for code in codes if code in LANGUAGES), "en")


def install(app: QApplication, setting: str, resources: Path, cache: Path) -> str:
    """Speak the language of `setting` in what is made from now on; return its code.

    Args:
        resources: folder that holds `translations`.
        cache: folder for what is compiled from it.
    """
    system = QLocale.system()
    language = language_for(setting, system.uiLanguages())
    if (spoken := app.findChild(_Spoken)) is not None:
        spoken.end()
    # A Swiss person's German has Swiss numbers.
    own = system.language() == QLocale(language).language()
    locale = system if own else QLocale(language)
    QLocale.setDefault(locale)
    _Spoken(app, language, resources / "translations", cache / "translations")
    app.setLayoutDirection(locale.textDirection())
    return language


def locale() -> QLocale:
    """Return how numbers and dates are written; plain English where nobody chose."""
    chosen = QLocale()
    plain = chosen.language() == QLocale.Language.C
    return QLocale(QLocale.Language.English) if plain else chosen


def translated(text: str) -> str:
    """Return what a part below `ui` says in the language of the windows; as it is otherwise."""
    return translator()(text)


def translator() -> Callable[[str], str]:
    """Return what translates as `translated` does, on any thread, in the language spoken now."""
    app = QCoreApplication.instance()
    spoken = app.findChild(_Spoken) if app is not None else None
    return (spoken.sentences if spoken is not None else Sentences()).translated


def said(error: ParleyError | Said) -> str:
    """Return the whole of a failure in one line, in the language of the windows."""
    parts = (error.message, error.safe, error.hint)
    return " ".join(translated(part) for part in parts if part)


class _Spoken(QObject):
    """The translators of a language, for as long as it is spoken. A child of the application."""

    def __init__(self, app: QApplication, language: str, source: Path, cache: Path) -> None:
        super().__init__(app)
        self.setObjectName(language)
        self._translators: list[QTranslator] = []
        self.sentences = Sentences()
        # Qt's own texts first: the translator that was installed last is asked first.
        qt = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(f"qtbase_{language}", folder):
            self._install(qt)
        own = QTranslator(self)
        compiled = _compiled(language, source, cache)
        if compiled is None or not own.load(str(compiled)):
            _log.warning("the texts of the language %s cannot be used", language)
            return
        self._install(own)
        # English has translations too: which words follow one, and which several.
        if language != "en":
            self.sentences = Sentences(source / f"parley_{language}.ts", locale())

    def _install(self, translator: QTranslator) -> None:
        if QCoreApplication.installTranslator(translator):
            self._translators.append(translator)

    def end(self) -> None:
        """Let the language go."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self.setParent(None)
        self.deleteLater()


def _compiled(language: str, source: Path, cache: Path) -> Path | None:
    """Return the texts in the form that Qt loads; None where there are none.

    A program in one folder brings them along. Elsewhere they are made by Qt's own tool, which
    PySide6 brings, once for each content that the source has had.
    """
    name = f"parley_{language}"
    ready = source / f"{name}.qm"
    if ready.is_file():
        return ready
    try:
        content = (source / f"{name}.ts").read_bytes()
        made = cache / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}.qm"
        if not made.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            older = list(cache.glob(f"{name}-*.qm"))
            release(source / f"{name}.ts", made)
            for path in older:
                path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("the texts of the language %s cannot be made: %s", language, error)
        return None
    return made


def release(source: Path, target: Path) -> None:
    """Make the texts that Qt loads from those that translators write. Raises `OSError`."""
    import subprocess  # seldom needed, and not quick to import

    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if os.name == "nt" else "lrelease")
    # Another window may do the same just now: the file appears whole.
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        command = [str(tool), "-silent", str(source), "-qm", str(part)]
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if ended.returncode != 0:
            raise OSError(f"{tool.name} ended with {ended.returncode}: {ended.stderr.strip()}")
        part.replace(target)
    except subprocess.SubprocessError as error:
        raise OSError(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
