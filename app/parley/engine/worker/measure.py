"""How fast a device multiplies with weights of each tensor type, by the engine's own products.

The weights lie where a load would put them, the rearranged buffers of the processor included, so
that the same kernels run as in a model. Everything is freed before the answer is given.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import psutil

from parley.core.errors import Cancelled, ParleyError
from parley.core.processors import performance_cores
from parley.engine.options import bad_option
from parley.engine.protocol import Measure, Measured, Rate
from parley.engine.worker.ggml import Ggml, TensorStart
from parley.gguf.types import TENSOR_TYPES

#: Elements of a row, as long as those of the models that matter; a multiple of every block.
ROW = 4096
#: Bytes of one matrix, and of all of them: far more than a processor's caches hold.
MATRIX = 16 * 1024**2
WEIGHTS = 256 * 1024**2
#: Rows of the matrix that a prefill is measured with first; it takes a processor some hundredths of
#: a second. For a device that is too fast to be timed so, a whole matrix follows.
FEW_ROWS = 1024
#: Tokens computed at once for the speed of a prefill, as many as the engine's usual batch.
COLUMNS = 512
#: Runs of each kind at least and at most, and the least seconds of one that the clock can tell.
FEWEST, MOST = 3, 40
SHORTEST = 0.01
#: Seconds after which the fewest runs are not waited for.
PATIENCE = 0.5
#: Bytes per second of weights of this type stand for plain memory bandwidth: nothing is unpacked.
PLAIN = "F32"

#: Not tensor types, but measured like them: attention with heads of so many elements over a cache
#: in F16. Bytes count as often as a query head reads them.
ATTENTION = {"ATTENTION_64": 64, "ATTENTION_128": 128}
#: Query heads, heads of the cache, layers, and tokens in the cache for it.
_HEADS, _HEADS_KV, _LAYERS, _TOKENS = 32, 8, 8, 1024
#: Types of other data than weights, which nothing is multiplied with (`ggml_quantize_chunk`).
_NO_WEIGHTS = frozenset({"I8", "I16", "I32", "I64", "F64", "Q8_1", "Q8_K"})
_NUMBERS = {known.name: number for number, known in TENSOR_TYPES.items()}
_F32, _F16 = _NUMBERS["F32"], _NUMBERS["F16"]
_CPU = 0  # enum ggml_backend_dev_type


def measure(command: Measure, stopped: Callable[[], bool] = lambda: False) -> Measured:
    """Measure `command.types` on `command.device`, each for its share of `command.seconds`.

    A type that the device cannot multiply with is left out of the answer. The plain bandwidth is
    what is read per second of F32 weights.

    Raises:
        ParleyError: `bad_option` (an unknown device or type), `device_failed`, `out_of_memory`,
            `engine_missing`.
        Cancelled: `stopped` said so between two runs.
    """
    for name in command.types:
        if name not in _NUMBERS and name not in ATTENTION:
            raise bad_option("types", f"names {name}, which is not there", "Take one such as Q4_K.")
    threads = command.threads or performance_cores()
    with _backend(Ggml(), command.device, threads) as bench:
        types = dict.fromkeys((PLAIN, *command.types))
        share = command.seconds / len(types)
        rates: list[Rate] = []
        for name in types:
            if name in _NO_WEIGHTS:
                continue
            if name in ATTENTION:
                rate = bench.attention(name, share, stopped=stopped)
            else:
                rate = bench.rate(name, share, repack=command.repack, stopped=stopped)
            if rate is not None:
                rates.append(rate)
    plain = next((rate.decode_bytes_per_second for rate in rates if rate.type == PLAIN), 0.0)
    return Measured(
        job=command.job,
        device=command.device,
        rates=tuple(rate for rate in rates if rate.type in command.types),
        read_bytes_per_second=plain,
        threads=threads,
    )


@contextmanager
def _backend(ggml: Ggml, name: str, threads: int) -> Iterator[_Bench]:
    devices = [ggml.dev_get(index) for index in range(ggml.dev_count())]
    device = next((d for d in devices if ggml.dev_name(d).decode() == name), None)
    if device is None:
        there = ", ".join(ggml.dev_name(handle).decode() for handle in devices)
        raise bad_option("device", f"names {name}, which is not there", f"Choose from: {there}.")
    backend = ggml.dev_init(device, None)
    if not backend:
        raise _failed(name)
    try:
        set_threads = ggml.proc(ggml.dev_reg(device), b"ggml_backend_set_n_threads")
        if set_threads:
            ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int)(set_threads)(backend, threads)
        yield _Bench(ggml, name, device, backend)
    finally:
        ggml.backend_free(backend)


def _failed(name: str) -> ParleyError:
    return ParleyError(
        "device_failed",
        f"The device {name} did not compute.",
        safe="Your conversations are safe.",
        hint="Close other programs that use it, and try again.",
    )


class _Graph(NamedTuple):
    """A graph and the result that is computed last."""

    handle: Any
    last: Any


class _Bench:
    """A started device. Each `rate` allocates, runs and frees."""

    def __init__(self, ggml: Ggml, name: str, device: Any, backend: Any) -> None:
        self._ggml = ggml
        self._name = name
        self._read = ctypes.c_float()
        self._device = device
        self._backend = backend
        self._is_cpu = ggml.dev_type(device) == _CPU
        # The values do not matter for speed as long as none is subnormal or infinite.
        generator = np.random.default_rng(1)
        self._values = generator.standard_normal((16, ROW), dtype=np.float32)

    def rate(
        self, name: str, seconds: float, *, repack: bool, stopped: Callable[[], bool]
    ) -> Rate | None:
        """Return the speed with one type; None if the device cannot multiply with it."""
        until = time.perf_counter() + seconds
        known = TENSOR_TYPES[_NUMBERS[name]]
        row = ROW // known.block * known.size
        rows = max(64, MATRIX // row // 64 * 64)
        count = max(1, min(WEIGHTS, self._room() // 2) // (rows * row))
        few = min(rows, FEW_ROWS)
        ggml = self._ggml
        with ggml.context(count + 1) as weights, ggml.context(count + 4) as sums:
            matrices = [ggml.tensor_2d(weights, _NUMBERS[name], ROW, rows) for _ in range(count)]
            place = self._place(matrices[0], repack=repack)
            if place is None:
                return None
            one = ggml.tensor_2d(sums, _F32, ROW, 1)
            many = ggml.tensor_2d(sums, _F32, ROW, COLUMNS)
            decode = self._graph(sums, [ggml.mul_mat(sums, matrix, one) for matrix in matrices])
            narrow = ggml.tensor_2d(weights, _NUMBERS[name], ROW, few)
            prefills = [
                self._graph(sums, [ggml.mul_mat(sums, matrix, many)])
                for matrix in (narrow, matrices[0])
            ]
            with (
                self._allocated(weights, place),
                self._allocated(sums, ggml.dev_buffer_type(self._device)),
            ):
                block = self._block(name, rows, row)
                for matrix in matrices:
                    ggml.tensor_set(matrix, block.ctypes.data, 0, block.nbytes)
                ggml.tensor_set(narrow, block.ctypes.data, 0, few * row)
                inputs = np.resize(self._values, (COLUMNS, ROW))
                ggml.tensor_set(one, inputs.ctypes.data, 0, ROW * 4)
                ggml.tensor_set(many, inputs.ctypes.data, 0, inputs.nbytes)
                now = time.perf_counter()
                middle = now + max(0.0, until - now) / 2
                token = self._seconds(decode, middle, stopped)
                used = few
                batch = self._seconds(prefills[0], until, stopped)
                if batch < SHORTEST:
                    used = rows
                    batch = self._seconds(prefills[1], until, stopped)
        return Rate(
            type=name,
            decode_bytes_per_second=count * rows * row / token,
            prefill_flops=2.0 * ROW * used * COLUMNS / batch,
        )

    def attention(self, name: str, seconds: float, *, stopped: Callable[[], bool]) -> Rate | None:
        """Return the speed of attention, of one token and of many; None if there is none."""
        until = time.perf_counter() + seconds
        size, ggml = ATTENTION[name], self._ggml
        with ggml.context(3 * _LAYERS + 3) as context:
            caches = [
                ggml.tensor_3d(context, _F16, size, _TOKENS, _HEADS_KV) for _ in range(2 * _LAYERS)
            ]
            one, many = (ggml.tensor_3d(context, _F32, size, n, _HEADS) for n in (1, COLUMNS))

            def look(queries: Any, layer: int) -> Any:
                keys, values = caches[2 * layer : 2 * layer + 2]
                scale = 1 / size**0.5
                return ggml.flash_attention(context, queries, keys, values, None, scale, 0.0, 0.0)

            results = [look(one, layer) for layer in range(_LAYERS)]
            batch = look(many, 0)
            if not all(ggml.dev_supports(self._device, result) for result in (results[0], batch)):
                return None
            decode, prefill = self._graph(context, results), self._graph(context, [batch])
            with self._allocated(context, ggml.dev_buffer_type(self._device)):
                half = np.resize(self._values.astype(np.float16), size * _TOKENS * _HEADS_KV)
                for cache in caches:
                    ggml.tensor_set(cache, half.ctypes.data, 0, half.nbytes)
                queries = np.resize(self._values, size * COLUMNS * _HEADS)
                ggml.tensor_set(one, queries.ctypes.data, 0, size * _HEADS * 4)
                ggml.tensor_set(many, queries.ctypes.data, 0, queries.nbytes)
                now = time.perf_counter()
                token = self._seconds(decode, now + max(0.0, until - now) / 2, stopped)
                prompt = self._seconds(prefill, until, stopped)
        products = 2 * size * _HEADS * _TOKENS  # with keys and with values
        return Rate(
            type=name,
            decode_bytes_per_second=2.0 * products * _LAYERS / token,
            prefill_flops=2.0 * products * COLUMNS / prompt,
        )

    def _room(self) -> int:
        """Bytes that may be taken."""
        if self._is_cpu:
            return int(psutil.virtual_memory().available)
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        self._ggml.dev_memory(self._device, ctypes.byref(free), ctypes.byref(total))
        return free.value or WEIGHTS * 2  # some backends do not tell

    def _place(self, weights: Any, *, repack: bool) -> Any:
        """Return the buffer type that a load would take for `weights`; None if there is none."""
        ggml = self._ggml
        kinds: list[Any] = []
        extra = ggml.proc(ggml.dev_reg(self._device), b"ggml_backend_dev_get_extra_bufts")
        if repack and extra:
            kind = ctypes.POINTER(ctypes.c_void_p)
            listed = ctypes.CFUNCTYPE(kind, ctypes.c_void_p)(extra)(self._device)
            while listed and listed[len(kinds)]:
                kinds.append(listed[len(kinds)])
        kinds.append(ggml.dev_buffer_type(self._device))
        start = TensorStart.from_address(weights)
        with ggml.context(4) as context:
            product = ggml.mul_mat(context, weights, ggml.tensor_2d(context, _F32, ROW, COLUMNS))
            for kind in kinds:
                # A device answers for weights that lie in a buffer: an empty one serves.
                start.buffer = buffer = ggml.buffer_alloc(kind, 0)
                supported = ggml.dev_supports(self._device, product)
                start.buffer = None
                ggml.buffer_free(buffer)
                if supported:
                    return kind
        return None

    def _graph(self, context: Any, results: list[Any]) -> _Graph:
        graph = self._ggml.new_graph(context)
        for result in results:
            self._ggml.expand(graph, result)
        return _Graph(graph, results[-1])

    def _compute(self, graph: _Graph) -> None:
        """Compute, and wait for the end: some devices answer before, unless a result is read."""
        if self._ggml.compute(self._backend, graph.handle) != 0:
            raise _failed(self._name)
        self._ggml.tensor_get(graph.last, ctypes.byref(self._read), 0, ctypes.sizeof(self._read))

    @contextmanager
    def _allocated(self, context: Any, kind: Any) -> Iterator[None]:
        buffer = self._ggml.alloc_tensors(context, kind)
        if not buffer:
            raise ParleyError(
                "out_of_memory",
                "There was not enough memory to measure this device.",
                safe="Nothing was changed.",
                hint="Close other programs, and try again.",
            )
        try:
            yield
        finally:
            self._ggml.buffer_free(buffer)

    def _block(self, name: str, rows: int, row: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """Return one matrix of valid weights as bytes."""
        pattern = np.zeros(len(self._values) * row, dtype=np.uint8)
        floats = ctypes.POINTER(ctypes.c_float)
        importance = np.ones(ROW, dtype=np.float32)  # some types ask for it
        self._ggml.quantise(
            _NUMBERS[name],
            self._values.ctypes.data_as(floats),
            pattern.ctypes.data,
            0,
            len(self._values),
            ROW,
            importance.ctypes.data_as(floats),
        )
        return np.resize(pattern, rows * row)

    def _seconds(self, graph: _Graph, until: float, stopped: Callable[[], bool]) -> float:
        """Return the seconds of one run: what the faster quarter of the runs stays below.

        Other programs only ever make a run longer; the very fastest would be luck.
        """
        begun = time.perf_counter()
        self._compute(graph)  # the first one prepares kernels and buffers
        # A machine that is busy, or slow, is not held up for long.
        latest = max(until, begun + PATIENCE)
        times: list[float] = []
        while (
            not times
            or (len(times) < FEWEST and time.perf_counter() < latest)
            or (len(times) < MOST and time.perf_counter() < until)
        ):
            if stopped():
                raise Cancelled
            started = time.perf_counter()
            runs = 0
            while (spent := time.perf_counter() - started) < SHORTEST or runs == 0:
                self._compute(graph)
                runs += 1
            times.append(spent / runs)
        return sorted(times)[len(times) // 4]
