"""A llama.cpp RPC server as a process on loopback: a second device on any computer.

It computes on this computer's processor, and looks to an engine like a graphics card. It serves one
engine at a time; others wait until that one lets go.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class RpcServer:
    """A running server; `endpoint` is where, as `host:port`."""

    def __init__(self, threads: int = 1) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.endpoint = f"127.0.0.1:{free.getsockname()[1]}"
        self._process = subprocess.Popen(
            [sys.executable, __file__, self.endpoint, str(threads)],
            stdin=subprocess.PIPE,  # it ends with whoever started it
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._wait()

    def kill(self) -> None:
        """End it at once, as a device that is pulled out."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stderr):
            assert pipe is not None
            pipe.close()

    def _wait(self, seconds: float = 60.0) -> None:
        """Wait until it listens. Connecting would take the place of the one that it serves."""
        late = threading.Timer(seconds, self._process.kill)
        late.start()
        try:
            assert self._process.stderr is not None
            line = self._process.stderr.readline()
            assert line, "the RPC server did not start"
            pause = threading.Event()
            host, _, port = self.endpoint.rpartition(":")
            while self._process.poll() is None:
                with socket.socket() as connection:
                    if connection.connect_ex((host, int(port))) == 0:
                        return
                pause.wait(0.02)
        finally:
            late.cancel()
        raise AssertionError("the RPC server ended")


@contextmanager
def rpc_server(threads: int = 1) -> Iterator[RpcServer]:
    """Run a server for the time of a block."""
    server = RpcServer(threads)
    try:
        yield server
    finally:
        server.kill()


def _serve(endpoint: str, threads: int) -> None:
    # As a script it has neither the tests' nor the program's packages on its path, and needs none.
    import llama_cpp

    folder = Path(llama_cpp.__file__).parent / "lib"
    names = {
        "win32": ("ggml.dll", "ggml-base.dll", "ggml-rpc.dll"),
        "darwin": ("libggml.0.dylib", "libggml-base.0.dylib", "libggml-rpc.0.dylib"),
    }
    ggml, base, rpc = (
        ctypes.CDLL(str(folder / name))
        for name in names.get(
            sys.platform, ("libggml.so.0", "libggml-base.so.0", "libggml-rpc.so.0")
        )
    )
    del base
    ggml.ggml_backend_dev_by_type.restype = ctypes.c_void_p
    cpu = ggml.ggml_backend_dev_by_type(0)
    start = rpc.ggml_backend_rpc_start_server
    size, devices = ctypes.c_size_t, ctypes.POINTER(ctypes.c_void_p)
    start.restype = None
    start.argtypes = [ctypes.c_char_p, ctypes.c_char_p, size, size, devices]
    threading.Thread(target=_end_with_input, daemon=True).start()
    os.write(2, b"starting\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    start(endpoint.encode(), None, threads, 1, (ctypes.c_void_p * 1)(cpu))


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
