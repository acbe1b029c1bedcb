"""Other quantisations of a model, made by the engine's own quantiser in a process of its own.

As a program: `quantised.py SOURCE TARGET NUMBER`, the number as in `FILE_TYPES`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# enum llama_ftype of llama.h. Rows of 576 weights, as the starter model's, take no K type: the
# engine's quantiser puts another type of about that size in its place.
FILE_TYPES = {
    "F16": 1,
    "Q4_0": 2,
    "Q4_1": 3,
    "Q8_0": 7,
    "Q5_0": 8,
    "Q5_1": 9,
    "Q3_K_M": 12,
    "Q4_K_M": 15,
    "Q6_K": 18,
    "IQ4_NL": 25,
}


def quantised(model: Path, build: str, folder: Path) -> Path:
    """Return `model` as another quantisation, for example `Q8_0`.

    The file is made in `folder` if it is not there. It answers worse than one made from the
    original weights, since it is made of weights that were rounded before; memory and speed are
    the same.
    """
    target = folder / f"{model.name.split('.')[0]}.{build}.gguf"
    if target.exists():
        return target
    part = target.with_suffix(".part")
    command = [sys.executable, __file__, str(model), str(part), str(FILE_TYPES[build])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, f"the quantiser failed: {done.stdout}{done.stderr}"
    part.replace(target)
    return target


def main(source: str, target: str, number: str) -> int:
    """Make one; returns 0 if it was made."""
    import llama_cpp

    quiet = llama_cpp.llama_log_callback(lambda *_: None)
    llama_cpp.llama_log_set(quiet, None)
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = int(number)
    params.allow_requantize = True
    params.nthread = 2
    return int(llama_cpp.llama_model_quantize(source.encode(), target.encode(), params))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
