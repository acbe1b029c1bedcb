"""The starter model: which file it is, and where the installation keeps it.

It belongs to the program and not to the person, so it is found with any home, also an empty one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

NAME: Final = "SmolLM2 135M Instruct"
FILE: Final = "SmolLM2-135M-Instruct.Q4_1.gguf"
#: Bytes of the file.
SIZE: Final = 98_362_432
SHA256: Final = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
LICENCE: Final = "Apache-2.0"
DESCRIPTION: Final = (
    "A small English model by Hugging Face with the Llama architecture: 135 million weights, 98 MB,"
    " 8,192 tokens of context. Quick on any computer; often wrong about facts."
)

#: Environment variable that names another file to use as the starter model.
VARIABLE: Final = "PARLEY_STARTER_MODEL"
_FOLDER: Final = Path("share", "parley", "models")


def starter_path(
    prefix: str | None = None, env: Mapping[str, str] | None = None, *, program: str | None = None
) -> Path | None:
    """Return where the starter model is, or None if this installation has none.

    A file named by `PARLEY_STARTER_MODEL` is returned as it is, there or not: whoever sets it
    wants that file or the reason why it cannot be used.

    Args:
        prefix: folder of the Python installation; None is this one's.
        env: environment variables; None is this process's.
        program: executable of a frozen program; None finds out whether this is one.
    """
    env = os.environ if env is None else env
    if named := env.get(VARIABLE, "").strip():
        return Path(named).expanduser().absolute()
    if program is None and getattr(sys, "frozen", False):
        program = sys.executable
    folders = []
    if program is not None:
        beside = Path(program).resolve().parent
        # Beside the executable, inside a one-folder bundle, and in a macOS application.
        folders += [beside, beside / "_internal", beside.parent / "Resources"]
    folders.append(Path(prefix if prefix is not None else sys.prefix))
    for folder in folders:
        path = folder / _FOLDER / FILE
        if path.is_file():
            return path
    return None
