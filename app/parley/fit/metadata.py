"""The settings of a model's architecture, read from a GGUF header layer by layer.

A setting may be one number for all layers or a list with one per layer, as llama.cpp's
`get_key_or_arr` takes it.
"""

from __future__ import annotations

from typing import Final

from parley.core.errors import ParleyError
from parley.gguf import Header, LazyArray

#: No count, size or length of a model reaches this; llama.cpp keeps them in 32 bits.
_BEYOND: Final = 2**31


class Metadata:
    """Typed access to `<architecture>.<key>` of a header; what is missing gets a default.

    Whole numbers that are negative or beyond reason raise `ParleyError` `fit_incomplete`.
    """

    def __init__(self, header: Header) -> None:
        self._header = header
        self._prefix = header.architecture + "."

    def has(self, key: str) -> bool:
        """Return whether the file states `key`."""
        return self._prefix + key in self._header.metadata

    def number(self, key: str, default: int = 0) -> int:
        """Return a whole number; the greatest one where it is a list."""
        value = self._header.metadata.get(self._prefix + key)
        if isinstance(value, tuple):
            numbers = [self._whole(key, one) for one in value if isinstance(one, int)]
            return max(numbers, default=default)
        return self._whole(key, value) if isinstance(value, int) else default

    def real(self, key: str, default: float = 0.0) -> float:
        """Return a number that need not be whole."""
        value = self._header.metadata.get(self._prefix + key)
        return float(value) if isinstance(value, (int, float)) else default

    def each(self, key: str, count: int, default: int = 0) -> list[int]:
        """Return a whole number (or truth value) for each of `count` layers."""
        value = self._header.metadata.get(self._prefix + key)
        if isinstance(value, tuple):
            numbers = [self._whole(key, one) if isinstance(one, int) else default for one in value]
            return (numbers + [default] * count)[:count]
        return [self._whole(key, value) if isinstance(value, int) else default] * count

    def lists(self, key: str) -> bool:
        """Return whether the file gives `key` layer by layer."""
        return isinstance(self._header.metadata.get(self._prefix + key), tuple)

    def count(self, key: str) -> int:
        """Return how many elements the list under the full name `key` has."""
        value = self._header.metadata.get(key)
        if isinstance(value, LazyArray):
            return value.count
        return len(value) if isinstance(value, tuple) else 0

    def vocabulary(self) -> int:
        """Return the number of tokens, 0 where the file has none."""
        return self.count("tokenizer.ggml.tokens") or self.number("vocab_size")

    def _whole(self, key: str, value: int) -> int:
        if not 0 <= value < _BEYOND:
            raise ParleyError(
                "fit_incomplete",
                f"The settings in this file cannot be right: {self._prefix}{key} is {value}.",
                safe="The file was only read, not changed.",
                hint="Download it again, or choose another file.",
            )
        return int(value)
