"""One spelling for the names a model goes by: in repositories, files, headers and speech."""

from __future__ import annotations

import re
from typing import Final

from parley.gguf import parse_name

_FORMAT: Final = re.compile(r"(?i)(?:[-_.]i1)?[-_.](?:gguf|hf)$")
_NOT_A_NAME: Final = re.compile(r"[^a-z0-9]")


def folded(name: str) -> str:
    """Return letters and digits of a model's name, without owner, quantisation and format.

    `bartowski/Llama-3.3-70B-Instruct-GGUF`, `Llama-3.3-70B-Instruct-Q4_K_M.gguf` and `Llama 3.3 70B
    Instruct` give the same.
    """
    own = name.strip()
    if re.search(r"\s", own) is None:
        own = own.replace("\\", "/").rpartition("/")[2]
        if own.lower().endswith(".gguf"):
            own = parse_name(own).model
        else:
            own = _FORMAT.sub("", own)
            own = parse_name(f"{own}.gguf").model or own
        own = _FORMAT.sub("", own)
    return _NOT_A_NAME.sub("", own.lower())
