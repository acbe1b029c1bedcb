"""Byte-pair merging and the vendors' word patterns, for where the engine's own differ from them.

Both SentencePiece's BPE and tiktoken join the best pair of neighbours again and again; they differ
in what is best and in what is split beforehand.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Callable, Iterator, Sequence

# Word patterns by `tokenizer.ggml.pre`, from the vendors' own files (Mistral's tekken.json;
# llama-models' llama4/tokenizer.py, which is OpenAI's o200k). The engine stands in for these with
# patterns that do not know upper from lower case, nor combining marks, outside ASCII.
# U+0295 was a lowercase letter until Unicode 16, which the vendors' code goes by.
_WORD = (
    r"[^\r\n\p{L}\p{N}]?(?:(?!\u0295)[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"ENDING|[^\r\n\p{L}\p{N}]?(?:(?!\u0295)[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
    r"ENDING|\p{N}DIGITS| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_O200K = _WORD.replace("ENDING", r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?").replace("DIGITS", "{1,3}")
_PATTERNS = {
    "tekken": _WORD.replace("ENDING", "").replace("DIGITS", ""),
    "llama4": _O200K,
    "gpt-4o": _O200K,
}

# llama-models' tokenizers give tiktoken pieces of at most so many characters, and no more than so
# many with or without white space in a row.
_LLAMA_PIECE = 400_000
_LLAMA_STRETCH = 25_000


def exact_words(pre: str) -> Callable[[str], list[str]] | None:
    """Return the splitter of a vocabulary's text into words, where the engine's is not exact."""
    if pre not in _PATTERNS:
        return None
    import regex  # type: ignore[import-untyped]

    find: Callable[[str], list[str]] = regex.compile(_PATTERNS[pre]).findall
    return find


def llama_pieces(text: str) -> Iterator[str]:
    """Split long text where Llama's own tokenizers do, before it is split into words."""
    for start in range(0, len(text), _LLAMA_PIECE):
        piece = text[start : start + _LLAMA_PIECE]
        begun = length = 0
        blank = piece[0].isspace()
        for at, character in enumerate(piece if len(piece) > _LLAMA_STRETCH else ""):
            if character.isspace() != blank:
                length, blank = 1, not blank
                continue
            length += 1
            if length > _LLAMA_STRETCH:
                yield piece[begun:at]
                begun, length = at, 1
        yield piece[begun:]


def merge(symbols: Sequence[str], rank: Callable[[str], float | None]) -> list[str]:
    """Join neighbours, lowest rank first and leftmost among equals, until no pair has a rank.

    `rank` is asked for the joined text. Takes n log n steps for n symbols.
    """
    count = len(symbols)
    if count < 2:
        return list(symbols)
    parts = list(symbols)
    before = list(range(-1, count - 1))
    after = [*range(1, count), -1]
    heap: list[tuple[float, int, int]] = []

    def consider(left: int, right: int) -> None:
        if left >= 0 and right >= 0:
            joined = parts[left] + parts[right]
            if (found := rank(joined)) is not None:
                heapq.heappush(heap, (found, left, len(joined)))

    for left in range(count - 1):
        consider(left, left + 1)
    while heap:
        _, left, length = heapq.heappop(heap)
        right = after[left]
        # An entry is stale if either side has grown or gone since.
        if not parts[left] or right < 0 or len(parts[left]) + len(parts[right]) != length:
            continue
        parts[left] += parts[right]
        parts[right] = ""
        after[left] = after[right]
        if after[left] >= 0:
            before[after[left]] = left
        consider(before[left], left)
        consider(left, after[left])
    return [part for part in parts if part]


@functools.cache
def byte_alphabet() -> dict[int, str]:
    """Return GPT-2's letters for bytes, as a table for `str.translate` of Latin-1 text.

    Printable bytes stand for themselves, the others for letters from U+0100 on (encoder.py of
    GPT-2, `bytes_to_unicode`).
    """
    shown = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in set(shown)]
    return {byte: chr(byte) for byte in shown} | {
        byte: chr(0x100 + number) for number, byte in enumerate(hidden)
    }
