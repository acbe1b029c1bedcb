"""The engine's native libraries, as libllama links them, with the signatures that are used here.

In wheels, `libggml.so` and `libggml.so.0` are separate copies, each with a registry of devices of
its own: only the one that libllama links knows what a load will use.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import POINTER, c_bool, c_char_p, c_int, c_size_t, c_void_p
from functools import cache
from pathlib import Path
from typing import Any

import llama_cpp

_FOLDER = Path(llama_cpp.__file__).parent
#: By platform: the registry's library and the base library; the first name that is there is taken.
_NAMES = {
    "win32": (("ggml.dll",), ("ggml-base.dll",)),
    "darwin": (
        ("libggml.0.dylib", "libggml.dylib"),
        ("libggml-base.0.dylib", "libggml-base.dylib"),
    ),
}
_LINUX = (("libggml.so.0", "libggml.so"), ("libggml-base.so.0", "libggml-base.so"))
#: ggml-backend.h: name, result, arguments.
_SIGNATURES: tuple[tuple[str, Any, list[Any]], ...] = (
    ("ggml_backend_load_all_from_path", None, [c_char_p]),
    ("ggml_backend_dev_count", c_size_t, []),
    ("ggml_backend_dev_get", c_void_p, [c_size_t]),
    ("ggml_backend_dev_by_type", c_void_p, [c_int]),
    ("ggml_backend_dev_name", c_char_p, [c_void_p]),
    ("ggml_backend_dev_description", c_char_p, [c_void_p]),
    ("ggml_backend_dev_type", c_int, [c_void_p]),
    ("ggml_backend_dev_memory", None, [c_void_p, POINTER(c_size_t), POINTER(c_size_t)]),
    ("ggml_backend_dev_buffer_type", c_void_p, [c_void_p]),
    ("ggml_backend_dev_host_buffer_type", c_void_p, [c_void_p]),
    ("ggml_backend_dev_backend_reg", c_void_p, [c_void_p]),
    ("ggml_backend_reg_count", c_size_t, []),
    ("ggml_backend_reg_get", c_void_p, [c_size_t]),
    ("ggml_backend_reg_by_name", c_void_p, [c_char_p]),
    ("ggml_backend_reg_name", c_char_p, [c_void_p]),
    ("ggml_backend_reg_get_proc_address", c_void_p, [c_void_p, c_char_p]),
    ("ggml_backend_register", None, [c_void_p]),
    ("ggml_backend_cpu_buffer_type", c_void_p, []),
    ("ggml_backend_buft_name", c_char_p, [c_void_p]),
    ("ggml_backend_buft_is_host", c_bool, [c_void_p]),
    ("ggml_backend_buft_get_device", c_void_p, [c_void_p]),
)
_CPU = 0  # enum ggml_backend_dev_type


class Ggml:
    """ggml's functions by name, from whichever of its libraries has them."""

    def __init__(self, libraries: list[ctypes.CDLL]) -> None:
        for name, result, arguments in _SIGNATURES:
            function = next(
                (getattr(library, name) for library in libraries if hasattr(library, name)), None
            )
            if function is not None:
                function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

    def __getattr__(self, name: str) -> Any:
        # Only what a library of another version lacks comes here.
        raise AttributeError(name)


@cache
def ggml() -> Ggml | None:
    """Return ggml's functions, with every backend of this build loaded; None if it has none.

    A build with its backends in separate files (GGML_BACKEND_DL) has none until they are loaded;
    they lie beside the libraries, or in the folder `bin` beside the package.
    """
    found = libraries()
    if len(found) < 2:
        return None
    functions = Ggml(found)
    for folder in (_FOLDER / "lib", _FOLDER.parent / "bin"):
        if not functions.ggml_backend_dev_by_type(_CPU) and folder.is_dir():
            functions.ggml_backend_load_all_from_path(str(folder).encode())
    return functions


def libraries() -> list[ctypes.CDLL]:
    """Return the registry's library and the base library, as far as they are there.

    They are opened anew, so that whoever asks gives functions signatures of their own.
    """
    registry, base = _NAMES.get(sys.platform, _LINUX)
    return [library for names in (registry, base) if (library := _open(names)) is not None]


def _open(names: tuple[str, ...]) -> ctypes.CDLL | None:
    path = next((_FOLDER / "lib" / name for name in names if (_FOLDER / "lib" / name).exists()), "")
    return ctypes.CDLL(str(path)) if path else None
