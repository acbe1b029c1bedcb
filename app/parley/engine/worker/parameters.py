"""From load options to the engine library's parameters, the same for a real and for a dry load."""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp

from parley.core.processors import performance_cores
from parley.engine.protocol import LoadOptions
from parley.engine.worker.devices import find_devices
from parley.engine.worker.library import ggml

_KV_TYPES = {
    "f32": llama_cpp.GGML_TYPE_F32,
    "f16": llama_cpp.GGML_TYPE_F16,
    "bf16": 30,  # GGML_TYPE_BF16, which the binding does not name
    "q8_0": llama_cpp.GGML_TYPE_Q8_0,
    "q5_1": llama_cpp.GGML_TYPE_Q5_1,
    "q5_0": llama_cpp.GGML_TYPE_Q5_0,
    "q4_1": llama_cpp.GGML_TYPE_Q4_1,
    "q4_0": llama_cpp.GGML_TYPE_Q4_0,
}
_FLASH = {"auto": -1, "off": 0, "on": 1}
_LOAD_MODES = {
    (False, False): llama_cpp.LLAMA_LOAD_MODE_NONE,
    (True, False): llama_cpp.LLAMA_LOAD_MODE_MMAP,
    (False, True): llama_cpp.LLAMA_LOAD_MODE_MLOCK,
    (True, True): llama_cpp.LLAMA_LOAD_MODE_MMAP_MLOCK,
}
#: Names of the routed experts' tensors, as llama.cpp's own `--n-cpu-moe` matches them
#: (common/common.h, LLM_FFN_EXPS_REGEX).
_EXPERTS = r"blk\.{layer}\.ffn_(up|down|gate|gate_up)_(ch|)exps"


class _Override(ctypes.Structure):
    """llama.h: struct llama_model_tensor_buft_override."""

    _fields_ = (("pattern", ctypes.c_char_p), ("buffer_type", ctypes.c_void_p))


class ModelParameters:
    """Parameters of a model. What they point to lives as long as this."""

    def __init__(self, options: LoadOptions) -> None:
        """Raises `ParleyError` (`bad_option`) for devices that are not there."""
        self.value = llama_cpp.llama_model_default_params()
        self._kept: list[Any] = []
        self.value.n_gpu_layers = options.gpu_layers
        self.value.load_mode = _LOAD_MODES[options.mmap, options.mlock]
        self.value.use_extra_bufts = options.repack
        if options.devices:
            handles = find_devices(options.devices)
            self.value.devices = self._array(ctypes.c_void_p, [*handles, None])
        if options.tensor_split:
            room = max(int(llama_cpp.llama_max_devices()), len(options.tensor_split))
            shares = [*options.tensor_split, *[0.0] * (room - len(options.tensor_split))]
            self._kept.append(array := (ctypes.c_float * room)(*shares))
            self.value.tensor_split = array
        library = ggml()
        if options.cpu_moe_layers and library is not None:
            host = library.ggml_backend_cpu_buffer_type()
            rows = [
                _Override(_EXPERTS.replace("{layer}", str(layer)).encode(), host)
                for layer in range(options.cpu_moe_layers)
            ]
            self.value.tensor_buft_overrides = self._array(_Override, [*rows, _Override()])

    def _array(self, kind: Any, values: list[Any]) -> int:
        self._kept.append(array := (kind * len(values))(*values))
        return ctypes.addressof(array)


def context_parameters(options: LoadOptions, context: int) -> Any:
    """Return parameters of a context of `context` tokens."""
    threads = options.threads or performance_cores()
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = context
    params.n_batch = options.batch
    params.n_ubatch = options.ubatch or options.batch
    params.n_threads = threads
    params.n_threads_batch = threads
    params.flash_attn_type = _FLASH[options.flash_attention]
    params.type_k = _KV_TYPES[options.kv_type_k]
    params.type_v = _KV_TYPES[options.kv_type_v]
    params.swa_full = options.swa_full
    params.offload_kqv = options.offload_kqv
    params.no_perf = True
    return params
