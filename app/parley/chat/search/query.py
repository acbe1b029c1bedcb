"""What a person typed, as the index is asked and as hits are marked. No input is an error."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import msgspec

from parley.chat.search.words import RUN, RUN_SET, fold, pairs, words

#: Beyond these a query is cut: nobody types more, and the index has bounds of its own.
LONGEST: Final = 256
_MOST_TERMS: Final = 24
#: Letters from which on the last word may be a beginning. Of one letter, half of all words begin.
_LEAST_BEGINNING: Final = 2

_UNSAID: Final = re.compile("[\0-\x1f\x7f\ud800-\udfff]")
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# Where a word begins and ends in folded text. A run beside it is not a part of it.
_BEGIN: Final = rf"(?:(?<![^\W_])|(?<=[{RUN_SET}]))"
_END: Final = rf"(?:(?![^\W_])|(?=[{RUN_SET}]))"
_TERM: Final = re.compile(r'"([^"]*)("?)|([^\s"]+)')


class Term(msgspec.Struct, frozen=True):
    """Words that stand one after the other, folded.

    Attributes:
        beginning: the last word may go on.
        run: it is of a script without spaces, so that it may stand inside a run.
    """

    text: str
    beginning: bool = False
    run: bool = False

    @property
    def expression(self) -> str:
        """The term in the language of the index, where `"` stands around anything."""
        text = " ".join(pairs(self.text)) if self.run else self.text
        # A single character of such a script is the beginning of a pair, or stands alone.
        star = "*" if self.beginning or (self.run and len(self.text) == 1) else ""
        return f'"{text}"{star}'

    @property
    def pattern(self) -> str:
        """A regular expression that finds the term in folded text."""
        if self.run:
            return re.escape(self.text)
        parts = [re.escape(word) for word in words(self.text)]
        return _BEGIN + r"[\W_]+".join(parts) + ("" if self.beginning else _END)


class Query(msgspec.Struct, frozen=True):
    """Terms that must all be found; none where there is nothing to look for."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def expression(self) -> str:
        """The query in the language of the index."""
        return " ".join(term.expression for term in self.terms)


def parse(text: str) -> Query:
    """Return what `text` looks for.

    All words must be there, in any order; words in quotes one after the other. The last word may be
    the beginning of one, as it is while it is typed, unless a space or a quote ends it.
    """
    text = _UNSAID.sub(" ", text[:LONGEST]).translate(_QUOTES)
    terms: list[Term] = []
    for match in _TERM.finditer(text):
        phrase, closed, word = match.groups()
        last = match.end() == len(text)
        open_end = last and not closed and not text[-1:].isspace()
        terms += _terms(phrase if word is None else word, open_end=open_end)
    return Query(tuple(dict.fromkeys(terms))[:_MOST_TERMS])


def _terms(text: str, *, open_end: bool) -> list[Term]:
    """Return the parts of a word or phrase: runs of scripts without spaces, and what is between."""
    text = fold(text)
    parts: list[Term] = []
    at = 0
    for run in (*RUN.finditer(text), None):
        between = text[at : run.start() if run else len(text)]
        if found := words(between):
            beginning = open_end and run is None and len(found[-1]) >= _LEAST_BEGINNING
            parts.append(Term(between, beginning=beginning))
        if run:
            at = run.end()
            # Of signs alone, such as one for a currency, the index knows nothing.
            if any(unicodedata.category(sign)[0] not in "PS" for sign in run.group()):
                parts.append(Term(run.group(), run=True))
    return parts
