"""What asks an engine, with answers of the test's: no process is started for a question."""

from __future__ import annotations

from pathlib import Path

from helpers.recorded_machine import RecordedQuery, listed
from parley.engine.protocol import Buffer, Device, DryLoaded, LoadOptions

#: What a token of context takes by this engine, and all else; bytes.
CACHE_OF_A_TOKEN, WEIGHTS, COMPUTE = 30_000, 100_000_000, 50_000_000


class ScriptedQuery(RecordedQuery):
    """Implements `EngineQuery` over a processor and `devices`.

    Attributes:
        loads: the options of dry loads so far.
    """

    def __init__(self, *devices: Device) -> None:
        super().__init__(listed(*devices))
        self.loads: list[LoadOptions] = []

    def dry_load(self, _path: Path, options: LoadOptions) -> DryLoaded:
        """As in `EngineQuery`: all of it goes to the first device."""
        self.loads.append(options)
        name = self.devices().devices[0].name
        cache = options.context * CACHE_OF_A_TOKEN
        return DryLoaded(
            job=1,
            buffers=(Buffer(name, name, WEIGHTS, cache, COMPUTE),),
            context=options.context,
            layers=30,
            weights_bytes=WEIGHTS,
            flash_attention=True,
        )
