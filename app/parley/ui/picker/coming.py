"""A model that is on its way, as the list of models says it."""

from __future__ import annotations

import msgspec


class Coming(msgspec.Struct, frozen=True):
    """Words on how far it is, and a fraction from 0 to 1."""

    text: str
    fraction: float
