"""What a window's model took is in the records when the program has closed."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import msgspec

from helpers.fit_machines import machine
from helpers.gguf_models import tiny
from helpers.scripted_engine import ScriptedEngine
from helpers.scripted_query import ScriptedQuery
from parley.application import Application, resources_dir
from parley.application.parts import fit_records, this_machine
from parley.chat.values import ModelChoice
from parley.core.paths import Paths
from parley.engine.protocol import Buffer, Done, Loaded, LoadOptions
from parley.fit.identity import header_key
from parley.fit.sparse import header_files
from parley.hardware.remembered import remember
from parley.hardware.values import EngineBuild

HERE = msgspec.structs.replace(
    machine(16), engine=EngineBuild(version("llama-cpp-python"), ("CPU",))
)


def test_a_load_and_an_answer_are_recorded_at_the_latest_when_it_closes(
    paths: Paths, tmp_path: Path
) -> None:
    remember(HERE, paths.cache)
    path = tiny(tmp_path / "tiny.gguf")
    choice = ModelChoice(str(path), "Tiny", LoadOptions(context=512, gpu_layers=0))
    program = Application(paths, resources_dir(), make_engine=ScriptedEngine)
    try:
        _, slot = program.start_engine()
        slot.load(choice, lambda _: None)
        slot.settle(
            choice,
            Loaded(
                job=1, name="m", architecture="llama", description="", load_seconds=1.5,
                memory_bytes=7, device_bytes={}, context=512, context_trained=512,
                weights_bytes=1, parameters=1, threads=1, model_key="f", prefill_chunk=64,
                has_template=True, buffers=(Buffer("CPU", "CPU", 10, 20, 30),),
            ),
        )  # fmt: skip
        slot.ran(
            Done(
                job=2, finish_reason="stop", prompt_tokens=100, cached_tokens=0,
                generated_tokens=41, prefill_seconds=1.0, decode_seconds=2.0,
                first_token_seconds=1.0, seed=1, context_used=141, context=512,
            )
        )  # fmt: skip
    finally:
        program.close()

    with fit_records(paths, HERE) as records:
        found = records.figures(header_key(header_files(path)), choice.options)
    assert found.loaded is not None
    assert found.loaded.memory_bytes == 7
    assert found.predicted is not None
    assert found.speed_measured is not None
    assert found.speed_measured.decode == 20


def test_a_machine_that_was_looked_at_before_is_not_looked_at_again(paths: Paths) -> None:
    remember(HERE, paths.cache)

    assert this_machine(paths, ScriptedQuery()) == HERE
