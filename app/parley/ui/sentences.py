"""Sentences from below `ui` in another language, found again by their wording.

The translations hold templates in which `{1}`, `{2}` … stand for what differs from time to time.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

#: The context of these texts in the translations.
CONTEXT = "core"

_HOLE = re.compile(r"\{(\d+)\}")
_END = re.compile(r"(?<=[.?!…])\s+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
#: A value that is an amount and nothing else: `3.1 GB`, `4,096`, `40 %`, `0.4 s`.
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?( [kMGT]?B| s| %| [MG]iB| tokens)?")
_DEEP = 4


class Sentences:
    """Translates what matches a template; everything else stays as it is."""

    def __init__(self, source: Path | None = None, locale: QLocale | None = None) -> None:
        """`source` is a file of Qt Linguist; without one, nothing is translated."""
        self._source, self._locale = source, locale or QLocale(QLocale.Language.English)

    def translated(self, text: str) -> str:
        """Return `text`, one or several sentences, in the language of the file."""
        if self._source is None or not text.strip():
            return text
        return self._all(text, 0)

    def _all(self, text: str, depth: int) -> str:
        bare = text.strip()
        if bare != text:
            before, _, after = text.partition(bare)
            return f"{before}{self._all(bare, depth)}{after}"
        found = self._one(text, depth)
        if found is not None:
            return found
        # Sentences that were put one after another: the longest beginning that is known.
        ends = [match.start() for match in _END.finditer(text)]
        for end in reversed(ends):
            found = self._one(text[:end], depth)
            if found is not None:
                return f"{found} {self._all(text[end:].lstrip(), depth)}"
        if ends:
            return f"{text[: ends[0]]} {self._all(text[ends[0] :].lstrip(), depth)}"
        return text

    def _one(self, text: str, depth: int) -> str | None:
        """Return the translation of what is one text as a whole; None where that is not known."""
        exact, templates = self._read
        if text in exact:
            return exact[text]
        for template in templates:
            found = template.values(text)
            if found is not None:
                return template.filled([self._value(each, depth) for each in found])
        return None

    def _value(self, text: str, depth: int) -> str:
        if amount := _AMOUNT.fullmatch(text):
            return self._amount(amount)
        return self._all(text, depth + 1) if depth < _DEEP and _LETTERS.search(text) else text

    def _amount(self, amount: re.Match[str]) -> str:
        whole, fraction, unit = amount[1], amount[2] or "", amount[3] or ""
        if unit == " tokens":
            number = self._locale.toString(int(whole.replace(",", "")))
            return QCoreApplication.translate("words", "{number} tokens").format(number=number)
        if self._locale.language() == QLocale.Language.French:
            unit = unit.replace("B", "o")
        if fraction:
            value = float(f"{whole.replace(',', '')}.{fraction}")
            return self._locale.toString(value, "f", len(fraction)) + unit
        if "," in whole:
            return self._locale.toString(int(whole.replace(",", ""))) + unit
        # Without groups it may be a code, a port or a year.
        return whole + unit

    @functools.cached_property
    def _read(self) -> tuple[dict[str, str], list[_Template]]:
        from xml.etree import ElementTree  # seldom needed

        assert self._source is not None
        exact: dict[str, str] = {}
        templates: list[_Template] = []
        tree = ElementTree.parse(self._source)  # noqa: S314 - a part of the program
        for context in tree.getroot().iter("context"):
            if context.findtext("name") != CONTEXT:
                continue
            for message in context.iter("message"):
                text = message.findtext("source") or ""
                translation = message.findtext("translation") or ""
                if not translation:
                    continue
                if _HOLE.search(text):
                    templates.append(_Template(text, translation))
                else:
                    exact[text] = translation
        # The more that stands firm, the surer the match.
        templates.sort(key=lambda each: each.firm, reverse=True)
        return exact, templates


class _Template:
    """A sentence with holes, and its translation."""

    def __init__(self, text: str, translation: str) -> None:
        self._translation = translation
        self._parts = _HOLE.split(text)[::2]
        self.firm = sum(len(part) for part in self._parts)

    def values(self, text: str) -> list[str] | None:
        """Return what stands in the holes where `text` was made of this; None if it was not."""
        # Most are ruled out without an expression, which would have to be compiled.
        if not text.startswith(self._parts[0]) or not text.endswith(self._parts[-1]):
            return None
        match = self._pattern.fullmatch(text)
        return list(match.groups()) if match else None

    def filled(self, values: list[str]) -> str:
        """Return the translation with `values`, in the order of the original's holes."""
        return _HOLE.sub(lambda hole: values[int(hole[1]) - 1], self._translation)

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("(.*?)".join(re.escape(part) for part in self._parts), re.DOTALL)
