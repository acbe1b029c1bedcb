"""Functions of ggml that llama-cpp-python does not wrap, called in the engine's own libraries."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from parley.core.errors import ParleyError
from parley.engine.worker.library import ggml, libraries

#: Most graphs in one context: one of a token, two of a batch.
GRAPHS = 3


class _InitParams(ctypes.Structure):
    """struct ggml_init_params."""

    _fields_ = (
        ("mem_size", ctypes.c_size_t),
        ("mem_buffer", ctypes.c_void_p),
        ("no_alloc", ctypes.c_bool),
    )


class TensorStart(ctypes.Structure):
    """The beginning of struct ggml_tensor."""

    _fields_ = (("type", ctypes.c_int), ("buffer", ctypes.c_void_p))


class Ggml:
    """The functions of ggml that are needed, from the libraries that libllama itself links."""

    def __init__(self) -> None:
        ggml()  # the backends of a build that has them in separate files are loaded by it
        self._libraries = libraries()
        pointer, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
        wide = ctypes.c_int64
        floats = ctypes.POINTER(ctypes.c_float)
        self.dev_count = self._get("ggml_backend_dev_count", size)
        self.dev_get = self._get("ggml_backend_dev_get", pointer, size)
        self.dev_name = self._get("ggml_backend_dev_name", ctypes.c_char_p, pointer)
        self.dev_type = self._get("ggml_backend_dev_type", number, pointer)
        self.dev_memory = self._get(
            "ggml_backend_dev_memory", None, pointer, ctypes.POINTER(size), ctypes.POINTER(size)
        )
        self.dev_init = self._get("ggml_backend_dev_init", pointer, pointer, ctypes.c_char_p)
        self.dev_reg = self._get("ggml_backend_dev_backend_reg", pointer, pointer)
        self.dev_buffer_type = self._get("ggml_backend_dev_buffer_type", pointer, pointer)
        self.dev_supports = self._get(
            "ggml_backend_dev_supports_op", ctypes.c_bool, pointer, pointer
        )
        self.proc = self._get(
            "ggml_backend_reg_get_proc_address", pointer, pointer, ctypes.c_char_p
        )
        self.backend_free = self._get("ggml_backend_free", None, pointer)
        self.compute = self._get("ggml_backend_graph_compute", number, pointer, pointer)
        self.buffer_alloc = self._get("ggml_backend_buft_alloc_buffer", pointer, pointer, size)
        self.buffer_free = self._get("ggml_backend_buffer_free", None, pointer)
        self.alloc_tensors = self._get(
            "ggml_backend_alloc_ctx_tensors_from_buft", pointer, pointer, pointer
        )
        self.tensor_set = self._get("ggml_backend_tensor_set", None, pointer, pointer, size, size)
        self.tensor_get = self._get("ggml_backend_tensor_get", None, pointer, pointer, size, size)
        self.init = self._get("ggml_init", pointer, _InitParams)
        self.free = self._get("ggml_free", None, pointer)
        self.tensor_2d = self._get("ggml_new_tensor_2d", pointer, pointer, number, wide, wide)
        self.tensor_3d = self._get("ggml_new_tensor_3d", pointer, pointer, number, wide, wide, wide)
        self.flash_attention = self._get(
            "ggml_flash_attn_ext", pointer, *[pointer] * 5, *[ctypes.c_float] * 3
        )
        self.mul_mat = self._get("ggml_mul_mat", pointer, pointer, pointer, pointer)
        self.new_graph = self._get("ggml_new_graph", pointer, pointer)
        self.expand = self._get("ggml_build_forward_expand", None, pointer, pointer)
        self.tensor_overhead = self._get("ggml_tensor_overhead", size)
        self.graph_overhead = self._get("ggml_graph_overhead", size)
        self.quantise = self._get(
            "ggml_quantize_chunk", size, number, floats, pointer, wide, wide, wide, floats
        )

    def _get(self, name: str, result: Any, *arguments: Any) -> Any:
        for library in self._libraries:
            try:
                function = getattr(library, name)
            except AttributeError:
                continue
            function.restype = result
            function.argtypes = arguments
            return function
        raise ParleyError(
            "engine_missing",
            f"The engine library cannot measure: it has no function {name}.",
            safe="Your conversations are safe.",
            hint="Run scripts/run.py again, which builds the engine for this computer.",
        )

    @contextmanager
    def context(self, tensors: int) -> Iterator[Any]:
        """Yield a ggml context for that many tensors and `GRAPHS`; their data is not in it."""
        size = tensors * self.tensor_overhead() + GRAPHS * self.graph_overhead()
        context = self.init(_InitParams(size, None, True))
        try:
            yield context
        finally:
            self.free(context)
