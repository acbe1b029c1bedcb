"""What a load would allocate, found out by the engine without reading weights.

The library itself goes through a load with `no_alloc`: it reads the header, places every tensor,
plans the KV cache and the computation, and allocates none of it. The file's weights may be a hole.
"""

from __future__ import annotations

from pathlib import Path

import llama_cpp
import msgspec

from parley.core.errors import ParleyError
from parley.engine.options import check_load
from parley.engine.protocol import Buffer, DryLoaded, LoadOptions
from parley.engine.worker.breakdown import breakdown
from parley.engine.worker.devices import add_servers
from parley.engine.worker.log import EngineLog
from parley.engine.worker.model import Model, open_context, open_model
from parley.gguf import check


def dry_load(job: int, path: Path, options: LoadOptions, log: EngineLog) -> DryLoaded:
    """Say what a load of `path` with `options` would allocate; adapters (LoRA) are left out.

    Raises `ParleyError` for everything that is wrong with the file or the options, with the
    engine's reason.
    """
    options = msgspec.structs.replace(options, loras=())
    check_load(options)
    check(path)
    add_servers(options.rpc)
    log.clear()
    model = Model(path, options, open_model(path, options, lambda _: True, log, dry=True))
    try:
        open_context(model, log)
        return DryLoaded(
            job=job,
            buffers=_buffers(model),
            context=model.n_ctx,
            layers=int(llama_cpp.llama_model_n_layer(model.handle)),
            weights_bytes=int(llama_cpp.llama_model_size(model.handle)),
            flash_attention=flash_attention(options, log),
        )
    finally:
        model.free()


def _buffers(model: Model) -> tuple[Buffer, ...]:
    found = breakdown(model.context)
    if found is None:
        raise ParleyError(
            "dry_load_unsupported",
            "This engine does not tell what it would allocate.",
            hint="Take the estimate, or install the engine that Parley was made for.",
        )
    return found


def flash_attention(options: LoadOptions, log: EngineLog) -> bool:
    """Say whether the context opened last uses flash attention."""
    if log.find("flash attention not supported", "forcing off"):
        return False
    # On `auto` it is looked at first, and said so; where it is not, it is off.
    asked = options.flash_attention == "on" or options.kv_type_v not in {"f32", "f16", "bf16"}
    return asked or bool(log.find("flash attention enabled"))
