"""What a load would allocate, found out by the engine without reading weights.

The library itself goes through a load with `no_alloc`: it reads the header, places every tensor,
plans the KV cache and the computation, and allocates none of it. The file's weights may be a hole.
"""

from __future__ import annotations

from pathlib import Path

import llama_cpp
import msgspec

from parley.engine.options import check_load
from parley.engine.protocol import DryLoaded, LoadOptions
from parley.engine.worker.breakdown import breakdown
from parley.engine.worker.devices import add_servers
from parley.engine.worker.log import EngineLog
from parley.engine.worker.logged import DETAILS, foretold
from parley.engine.worker.model import Model, open_context, open_model
from parley.gguf import Header, check, joined, read, shard_paths


def dry_load(job: int, path: Path, options: LoadOptions, log: EngineLog) -> DryLoaded:
    """Say what a load of `path` with `options` would allocate; adapters (LoRA) are left out.

    Raises `ParleyError` for everything that is wrong with the file or the options, with the
    engine's reason.
    """
    options = msgspec.structs.replace(options, loras=())
    check_load(options)
    header = check(path)
    add_servers(options.rpc)
    log.clear()
    log.details = DETAILS
    try:
        return _foretell(job, path, header, options, log)
    finally:
        log.details = ()


def _foretell(
    job: int, path: Path, header: Header, options: LoadOptions, log: EngineLog
) -> DryLoaded:
    model = Model(path, options, open_model(path, options, lambda _: True, log, dry=True))
    try:
        open_context(model, log)
        buffers = breakdown(model.context)
        if buffers is None:
            shards = [header, *(read(shard) for shard in shard_paths(path, header)[1:])]
            buffers = foretold(log.lines, joined(shards))
        return DryLoaded(
            job=job,
            buffers=buffers,
            context=model.n_ctx,
            layers=int(llama_cpp.llama_model_n_layer(model.handle)),
            weights_bytes=int(llama_cpp.llama_model_size(model.handle)),
            flash_attention=flash_attention(options, log),
        )
    finally:
        model.free()


def flash_attention(options: LoadOptions, log: EngineLog) -> bool:
    """Say whether the context opened last uses flash attention."""
    if log.find("flash attention not supported", "forcing off"):
        return False
    # On `auto` it is looked at first, and said so; where it is not, it is off.
    asked = options.flash_attention == "on" or options.kv_type_v not in {"f32", "f16", "bf16"}
    return asked or bool(log.find("flash attention enabled"))
