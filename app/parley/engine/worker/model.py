"""A model and its context in memory: loading with all options, measuring, freeing."""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llama_cpp
import psutil

from parley.core.errors import Cancelled, ParleyError
from parley.core.processors import performance_cores
from parley.engine.fingerprint import fingerprint
from parley.engine.options import check_load
from parley.engine.protocol import Loaded, LoadOptions
from parley.engine.worker.breakdown import breakdown
from parley.engine.worker.devices import add_servers, free_memory
from parley.engine.worker.log import EngineLog
from parley.engine.worker.logged import logged
from parley.engine.worker.parameters import ModelParameters, context_parameters
from parley.gguf import check, shard_paths

#: What the engine's log says, in lower case, when memory was not there, and of options that do not
#: go with a model (llama-context.cpp).
_NO_MEMORY = (
    "failed to allocate",
    "unable to allocate",
    "out of memory",
    "cannot allocate",
    "bad_alloc",
)
_UNFIT = (
    "requires flash_attn",
    "requires flash attention",
    "flash_attn is not",
    "not compatible",
    "divisible",
    "does not divide",
    "does not support different",
)


class Model:
    """One loaded model with one context. Make it with `load_model`; `free` gives all back."""

    def __init__(self, path: Path, options: LoadOptions, handle: Any) -> None:
        self.path = path
        self.options = options
        self.handle = handle
        self.context: Any = None
        self.adapters: list[Any] = []
        self.vocab = llama_cpp.llama_model_get_vocab(handle)
        self.threads = options.threads or performance_cores()
        #: Whether devices other than the processor do most of the work.
        self.on_devices = False
        self.notes: list[tuple[str, str]] = []

    @property
    def n_ctx(self) -> int:
        """Context window in tokens, as allocated."""
        return int(llama_cpp.llama_n_ctx(self.context))

    @property
    def n_vocab(self) -> int:
        """Number of tokens in the vocabulary."""
        return int(llama_cpp.llama_vocab_n_tokens(self.vocab))

    @property
    def memory(self) -> Any:
        """The context's KV cache (or recurrent state)."""
        return llama_cpp.llama_get_memory(self.context)

    def meta(self, key: str) -> str:
        """Return a metadata value of the file as text, empty if it has none."""
        buffer = ctypes.create_string_buffer(4096)
        length = llama_cpp.llama_model_meta_val_str(self.handle, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    def template(self) -> str:
        """Return the chat template: the option's, or the file's, or nothing."""
        if self.options.chat_template is not None:
            return self.options.chat_template
        found = llama_cpp.llama_model_chat_template(self.handle, None)
        return found.decode("utf-8", "replace") if found else ""

    def prefill_chunk(self) -> int:
        """Return the tokens per slice of prompt evaluation.

        A fixed number for a model on a machine, so that a run can be repeated to the letter; about
        half a second of work at 32 GFLOP/s a core and 2 operations per weight and token, which
        bounds how long a stop takes and how often progress is shown.
        """
        # The engine takes no more at once than it allotted, which a small context lessens.
        most = int(llama_cpp.llama_n_batch(self.context))
        if self.options.prefill_chunk:
            return min(self.options.prefill_chunk, most)
        if self.on_devices:
            return most
        weights = max(int(llama_cpp.llama_model_n_params(self.handle)), 1)
        tokens = 0.5 * self.threads * 32e9 / (2 * weights)
        size: int = 2 ** round(math.log2(max(tokens, 1)))
        return min(max(size, 32), most)

    def free(self) -> None:
        """Give back all memory. Harmless when called again."""
        for adapter in self.adapters:
            llama_cpp.llama_adapter_lora_free(adapter)
        self.adapters.clear()
        if self.context:
            llama_cpp.llama_free(self.context)
            self.context = None
        if self.handle:
            llama_cpp.llama_model_free(self.handle)
            self.handle = None


def load_model(
    job: int,
    path: Path,
    options: LoadOptions,
    progress: Callable[[float], bool],
    log: EngineLog,
) -> tuple[Model, Loaded]:
    """Load a model file.

    `progress` gets the fraction of weights read and answers whether to go on. Raises `Cancelled`
    when it does not, and `ParleyError` for everything that is wrong with the file, the options or
    the memory.
    """
    started = time.perf_counter()
    check_load(options)
    header = check(path)
    paths = shard_paths(path, header)
    add_servers(options.rpc)
    devices = free_memory()
    log.clear()
    model = Model(path, options, open_model(path, options, progress, log))
    try:
        open_context(model, log)
        buffers = breakdown(model.context)
        if buffers is None:
            buffers = logged(log.lines)
        away = sum(buffer.weights for buffer in buffers if buffer.device != "CPU")
        model.on_devices = 2 * away > int(llama_cpp.llama_model_size(model.handle))
        _add_adapters(model, log)
        _warm_up(model)
        after = free_memory()
        # What others took or gave back meanwhile is counted in; some backends tell nothing.
        taken = {
            name: max(
                free - after.get(name, free),
                sum(buffer.total for buffer in buffers if buffer.device == name),
            )
            for name, free in devices.items()
        }
        return model, Loaded(
            job=job,
            name=model.meta("general.name") or path.stem,
            architecture=model.meta("general.architecture"),
            description=_description(model),
            load_seconds=time.perf_counter() - started,
            memory_bytes=psutil.Process().memory_info().rss,
            device_bytes=taken,
            context=model.n_ctx,
            context_trained=int(llama_cpp.llama_model_n_ctx_train(model.handle)),
            weights_bytes=int(llama_cpp.llama_model_size(model.handle)),
            parameters=int(llama_cpp.llama_model_n_params(model.handle)),
            threads=model.threads,
            model_key=fingerprint(paths),
            prefill_chunk=model.prefill_chunk(),
            has_template=bool(model.template()),
            buffers=buffers,
        )
    except BaseException:
        model.free()
        raise


def open_model(
    path: Path,
    options: LoadOptions,
    progress: Callable[[float], bool],
    log: EngineLog,
    *,
    dry: bool = False,
) -> Any:
    """Return the library's model; `dry` allocates nothing and reads no weights.

    Raises as `load_model`.
    """
    cancelled = False

    def report(fraction: float, _user: object) -> bool:
        nonlocal cancelled
        cancelled = cancelled or not progress(fraction)
        return not cancelled

    parameters = ModelParameters(options)
    callback = llama_cpp.llama_progress_callback(report)
    parameters.value.progress_callback = callback
    if dry:
        parameters.value.no_alloc = True
        parameters.value.load_mode = llama_cpp.LLAMA_LOAD_MODE_NONE
    handle = llama_cpp.llama_model_load_from_file(str(path).encode(), parameters.value)
    if handle:
        return handle
    if cancelled:
        raise Cancelled
    raise _load_error(path, log)


def _load_error(path: Path, log: EngineLog) -> ParleyError:
    if line := log.find("unknown model architecture"):
        name = line.rsplit("'", 2)[-2] if line.count("'") >= 2 else "an unknown one"
        return ParleyError(
            "unsupported_architecture",
            f"The engine does not know the architecture {name} of {path.name}.",
            safe="The file was not changed.",
            hint="Choose another model, or update Parley when its engine supports this one.",
        )
    if log.find(*_NO_MEMORY):
        return out_of_memory(f"There was not enough memory to load {path.name}.")
    reason = log.find("error loading model", "failed to load", "error")
    reason = reason.split(": ", 1)[-1].strip() if reason else "it gave no reason"
    return ParleyError(
        "load_failed",
        f"The engine could not load {path.name}: {reason}.",
        safe="The file was not changed.",
        hint="The file may be damaged: get it again, or choose another model.",
    )


def out_of_memory(message: str) -> ParleyError:
    """Return the error for memory that was not there."""
    return ParleyError(
        "out_of_memory",
        message,
        safe="Your conversations are safe.",
        hint="Close other programs, choose a smaller context, or a smaller model.",
    )


def open_context(model: Model, log: EngineLog) -> None:
    """Give the model its context. Raises `ParleyError` for options or memory that do not do."""
    options = model.options
    trained = int(llama_cpp.llama_model_n_ctx_train(model.handle))
    context = options.context or trained
    if 0 < trained < context:
        model.notes.append(
            (
                "context_capped",
                f"The model was trained for {trained:,} tokens; "
                f"the context is {trained:,} instead of {context:,}.",
            )
        )
        context = trained
    params = context_parameters(options, context)
    model.context = llama_cpp.llama_init_from_model(model.handle, params)
    if model.context:
        return
    if line := log.find(*_UNFIT):
        raise ParleyError(
            "bad_option",
            f"The model cannot run with these options: {line.split(': ', 1)[-1].strip()}.",
            hint="Take f16 for the KV cache, or set flash attention to auto.",
        )
    reason = log.find("failed to initialize the context", "failed to create")
    if reason and not log.find(*_NO_MEMORY):
        raise ParleyError(
            "load_failed",
            f"The engine could not make a context for {model.path.name}: "
            f"{reason.split(': ', 1)[-1].strip()}.",
            safe="The file was not changed.",
            hint="Try other load options, or another model.",
        )
    raise out_of_memory(f"There was not enough memory for a context of {context:,} tokens.")


def _add_adapters(model: Model, log: EngineLog) -> None:
    loras = model.options.loras
    if not loras:
        return
    for lora in loras:
        adapter = llama_cpp.llama_adapter_lora_init(model.handle, lora.path.encode())
        if not adapter:
            reason = log.find("lora", "adapter").split(": ", 1)[-1].strip()
            raise ParleyError(
                "lora_failed",
                f"The LoRA file {Path(lora.path).name} cannot be used with this model"
                + (f": {reason}." if reason else "."),
                hint="Use an adapter that was made for this model, in GGUF format.",
            )
        model.adapters.append(adapter)
    count = len(model.adapters)
    handles = (llama_cpp.llama_adapter_lora_p_ctypes * count)(*model.adapters)
    scales = (ctypes.c_float * count)(*(lora.scale for lora in loras))
    llama_cpp.llama_set_adapters_lora(model.context, handles, count, scales)


def _warm_up(model: Model) -> None:
    """Touch every weight once, so that the first answer is not slower and memory is measured."""
    token = max(llama_cpp.llama_vocab_bos(model.vocab), 0)
    tokens = (llama_cpp.llama_token * 1)(token)  # the batch points into it
    llama_cpp.llama_set_warmup(model.context, True)
    if llama_cpp.llama_decode(model.context, llama_cpp.llama_batch_get_one(tokens, 1)):
        raise out_of_memory("There was not enough memory to compute with this model.")
    llama_cpp.llama_synchronize(model.context)
    llama_cpp.llama_set_warmup(model.context, False)
    llama_cpp.llama_memory_clear(model.memory, True)


def _description(model: Model) -> str:
    buffer = ctypes.create_string_buffer(256)
    llama_cpp.llama_model_desc(model.handle, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")
