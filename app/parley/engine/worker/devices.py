"""Free memory of the devices that the engine sees, from its own backend registry."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import llama_cpp

_CPU = 0  # enum ggml_backend_dev_type


def free_memory() -> dict[str, int]:
    """Return free bytes by device name, for every device but the processor.

    The registry is the one that libllama itself links: in wheels, `libggml.so` and `libggml.so.0`
    are separate copies, each with a registry of its own.
    """
    library = _library()
    if library is None:
        return {}
    found: dict[str, int] = {}
    for index in range(library.ggml_backend_dev_count()):
        device = library.ggml_backend_dev_get(index)
        if library.ggml_backend_dev_type(device) == _CPU:
            continue
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        library.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
        name = library.ggml_backend_dev_name(device).decode("utf-8", "replace")
        found[name] = free.value
    return found


def _library() -> ctypes.CDLL | None:
    folder = Path(llama_cpp.__file__).parent / "lib"
    names = {"win32": ("ggml.dll",), "darwin": ("libggml.0.dylib", "libggml.dylib")}
    for name in names.get(sys.platform, ("libggml.so.0", "libggml.so")):
        if (folder / name).exists():
            library = ctypes.CDLL(str(folder / name))
            break
    else:
        return None
    library.ggml_backend_dev_count.restype = ctypes.c_size_t
    library.ggml_backend_dev_get.restype = ctypes.c_void_p
    library.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    library.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    library.ggml_backend_dev_name.restype = ctypes.c_char_p
    library.ggml_backend_dev_name.argtypes = [ctypes.c_void_p]
    size_pointer = ctypes.POINTER(ctypes.c_size_t)
    library.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, size_pointer, size_pointer]
    return library
