"""Where a model's layers go when nobody said it: as many on graphics cards as fit there now."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from parley.cli.output import Output
from parley.cli.services import Services
from parley.core.errors import ParleyError
from parley.engine.protocol import LoadOptions

#: Options that say where layers go; who gives one of them decides it alone.
_PLACING = ("gpu_layers", "devices", "tensor_split", "cpu_moe_layers", "rpc")


def placed(
    services: Services, path: Path, options: LoadOptions, given: Collection[str], output: Output
) -> LoadOptions:
    """Return `options` with the layers where a plan puts them.

    Unchanged on a computer without graphics cards, where one of the options in `given` decides it,
    and where nothing can be planned: then the load says what is wrong.
    """
    from parley.hardware.remembered import remembered

    known = remembered(services.paths.cache)
    if known is None or not known.accelerators or not set(_PLACING).isdisjoint(given):
        return options
    from parley.fit.adapters import adapter_bytes
    from parley.fit.plan import Build, plan
    from parley.fit.shape import shape
    from parley.fit.sparse import header_files, trim
    from parley.fit.values import Wish
    from parley.gguf import joined
    from parley.hardware import detect

    try:
        # What is free on the cards changes from moment to moment.
        with services.make_query() as query:
            machine = detect(services.paths, query)
        files = header_files(path)
        header = joined([one.header for one in trim(files)])
        adapters = adapter_bytes(options.loras)
        build = Build("", (str(path),), sum(file.size for file in files), shape(header))
        wish = Wish(
            context=options.context,
            kv_type=options.kv_type_k,
            ubatch=options.ubatch or options.batch,
            flash_attention=options.flash_attention,
            loras=options.loras,
            adapters=adapters,
        )
        made = plan(build, machine, wish)
    except ParleyError:
        return options
    if made.verdict == "too_big":
        return options
    if made.verdict != "gpu":
        output.notice(made.reasons[0])
    return msgspec.structs.replace(
        options, **{name: getattr(made.options, name) for name in _PLACING if name != "rpc"}
    )
