"""The reference: the engine library's own loops, with nothing of Parley around them.

Prints one JSON object. `decode`: tokens a second of sampling and evaluating one token after
another. `prefill`: seconds to evaluate `--new` tokens after `--history` are in the cache, in
slices of `--chunk`, and to draw the first token.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import llama_cpp


def main() -> None:
    """Run one of the loops."""
    parser = argparse.ArgumentParser()
    parser.add_argument("loop", choices=("decode", "prefill"))
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--history", type=int, default=0)
    parser.add_argument("--new", type=int, required=True)
    parser.add_argument("--chunk", type=int, default=512)
    options = parser.parse_args()
    quiet = llama_cpp.llama_log_callback(lambda *_: None)
    llama_cpp.llama_log_set(quiet, None)
    params = llama_cpp.llama_model_default_params()
    model = llama_cpp.llama_model_load_from_file(options.model.encode(), params)
    settings = llama_cpp.llama_context_default_params()
    settings.n_ctx = options.context
    settings.n_batch = settings.n_ubatch = 512
    settings.n_threads = settings.n_threads_batch = options.threads
    settings.no_perf = True
    context = llama_cpp.llama_init_from_model(model, settings)
    _evaluate(context, [1], 512)
    llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
    chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
    llama_cpp.llama_sampler_chain_add(chain, llama_cpp.llama_sampler_init_greedy())
    _evaluate(context, [100 + n % 20_000 for n in range(options.history)], options.chunk)
    if options.loop == "prefill":
        started = time.perf_counter()
        _evaluate(context, [100 + n * 7 % 20_000 for n in range(options.new)], options.chunk)
        llama_cpp.llama_sampler_sample(chain, context, -1)
        result = {"seconds": time.perf_counter() - started}
    else:
        result = {"tokens_per_second": _decode(context, chain, options.new)}
    print(json.dumps(result))


def _evaluate(context: Any, tokens: list[int], chunk: int) -> None:
    for start in range(0, len(tokens), chunk):
        part = tokens[start : start + chunk]
        array = (llama_cpp.llama_token * len(part))(*part)
        llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(array, len(part)))


def _decode(context: Any, chain: Any, count: int) -> float:
    one = (llama_cpp.llama_token * 1)()
    batch = llama_cpp.llama_batch_get_one(one, 1)
    one[0] = llama_cpp.llama_sampler_sample(chain, context, -1)
    started = time.perf_counter()
    for _ in range(count):
        llama_cpp.llama_decode(context, batch)
        one[0] = llama_cpp.llama_sampler_sample(chain, context, -1)
    return count / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
