"""One engine process that is asked for many dry loads, one after the other."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from types import TracebackType

from parley.engine.child import engine_command, engine_environment
from parley.engine.protocol import (
    TERMINAL,
    Command,
    DeviceList,
    DryLoad,
    DryLoaded,
    Event,
    ListDevices,
    LoadOptions,
    decode_event,
    encode,
)

#: Seconds for one answer; far more than it takes on a busy machine.
_LIMIT = 120.0


class DryEngine:
    """A context manager: the process lives as long as the block."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            engine_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=engine_environment(os.environ),
        )

    def __enter__(self) -> DryEngine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        finally:
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()

    def load(self, path: Path, options: LoadOptions) -> DryLoaded:
        """Return what a load of `path` would allocate."""
        answer = self._ask(DryLoad(job=1, path=str(path), options=options))
        assert isinstance(answer, DryLoaded), answer
        return answer

    def devices(self, rpc: tuple[str, ...] = ()) -> DeviceList:
        """Return the engine's devices."""
        answer = self._ask(ListDevices(job=1, rpc=rpc))
        assert isinstance(answer, DeviceList), answer
        return answer

    def _ask(self, command: Command) -> Event:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Timer(_LIMIT, self._process.kill)
        late.start()
        try:
            self._process.stdin.write(encode(command))
            self._process.stdin.flush()
            for line in self._process.stdout:
                event = decode_event(line)
                if isinstance(event, TERMINAL):
                    return event
        finally:
            late.cancel()
        raise AssertionError("the engine ended without an answer")
