"""From logits to the next token, with llama.cpp's own samplers in llama.cpp's own order."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import llama_cpp
import numpy as np

from parley.engine.options import bad_option
from parley.engine.protocol import Sampling

_TOKEN_DATA = np.dtype(
    [("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True
)  # struct llama_token_data


class Sampler:
    """Draws tokens. Free it with `free`."""

    def __init__(self, vocab: Any, sampling: Sampling, seed: int, prompt: Sequence[int]) -> None:
        """Build the chain.

        `seed` is 0 to 2**32 - 2. The last tokens of `prompt` count for the repetition penalties.
        Raises `ParleyError` (`bad_option`) for a grammar or schema that cannot be used.
        """
        self._n_vocab = int(llama_cpp.llama_vocab_n_tokens(vocab))
        self._grammar = _grammar(vocab, sampling)
        params = llama_cpp.llama_sampler_chain_default_params()
        params.no_perf = True
        self._chain = llama_cpp.llama_sampler_chain_init(params)
        try:
            for stage in self._stages(sampling, seed, prompt):
                llama_cpp.llama_sampler_chain_add(self._chain, stage)
        except BaseException:
            self.free()
            raise
        self._candidates = np.zeros(self._n_vocab if self._grammar else 0, dtype=_TOKEN_DATA)

    def sample(self, context: Any) -> int:
        """Return the next token from the logits of the last evaluated one, and remember it."""
        if not self._grammar:
            return int(llama_cpp.llama_sampler_sample(self._chain, context, -1))
        # As llama.cpp's tools do: draw first and ask the grammar about one token; only when it
        # refuses, let it strike out the others of the whole vocabulary and draw again.
        token = self._draw(context, constrained=False)
        if not self._allowed(token):
            token = self._draw(context, constrained=True)
        llama_cpp.llama_sampler_accept(self._grammar, token)
        llama_cpp.llama_sampler_accept(self._chain, token)
        return token

    def free(self) -> None:
        """Give back the samplers."""
        llama_cpp.llama_sampler_free(self._chain)
        if self._grammar:
            llama_cpp.llama_sampler_free(self._grammar)

    def _stages(self, sampling: Sampling, seed: int, prompt: Sequence[int]) -> list[Any]:
        stages: list[Any] = []
        if sampling.logit_bias:
            stages.append(self._logit_bias(sampling.logit_bias))
        if sampling.repeat_last_n > 0 and (
            sampling.repeat_penalty != 1.0
            or sampling.frequency_penalty != 0.0
            or sampling.presence_penalty != 0.0
        ):
            penalties = llama_cpp.llama_sampler_init_penalties(
                self._n_vocab,
                sampling.repeat_last_n,
                sampling.repeat_penalty,
                sampling.frequency_penalty,
                sampling.presence_penalty,
            )
            for token in prompt[-sampling.repeat_last_n :]:
                llama_cpp.llama_sampler_accept(penalties, token)
            stages.append(penalties)
        if sampling.temperature == 0:
            return [*stages, llama_cpp.llama_sampler_init_greedy()]
        temperature = llama_cpp.llama_sampler_init_temp(sampling.temperature)
        tau, eta = sampling.mirostat_tau, sampling.mirostat_eta
        if sampling.mirostat == 1:
            last = llama_cpp.llama_sampler_init_mirostat(self._n_vocab, seed, tau, eta, 100)
            return [*stages, temperature, last]
        if sampling.mirostat == 2:
            return [*stages, temperature, llama_cpp.llama_sampler_init_mirostat_v2(seed, tau, eta)]
        if sampling.top_k > 0:
            stages.append(llama_cpp.llama_sampler_init_top_k(sampling.top_k))
        if sampling.typical_p < 1:
            stages.append(llama_cpp.llama_sampler_init_typical(sampling.typical_p, 1))
        if sampling.top_p < 1:
            stages.append(llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1))
        if sampling.min_p > 0:
            stages.append(llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1))
        return [*stages, temperature, llama_cpp.llama_sampler_init_dist(seed)]

    def _logit_bias(self, bias: dict[str, float]) -> Any:
        entries = (llama_cpp.llama_logit_bias * len(bias))()
        for entry, (token, value) in zip(entries, bias.items(), strict=True):
            if int(token) >= self._n_vocab:
                raise bad_option(
                    "logit_bias",
                    f"names the token {token}, which the model does not have",
                    f"Its tokens are 0 to {self._n_vocab - 1}.",
                )
            entry.token, entry.bias = int(token), value
        return llama_cpp.llama_sampler_init_logit_bias(self._n_vocab, len(bias), entries)

    def _draw(self, context: Any, *, constrained: bool) -> int:
        logits = llama_cpp.llama_get_logits_ith(context, -1)
        self._candidates["id"] = np.arange(self._n_vocab, dtype=np.int32)
        self._candidates["logit"] = np.ctypeslib.as_array(logits, shape=(self._n_vocab,))
        self._candidates["p"] = 0
        array = self._array(self._candidates)
        if constrained:
            llama_cpp.llama_sampler_apply(self._grammar, ctypes.byref(array))
        llama_cpp.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)

    def _allowed(self, token: int) -> bool:
        one = np.array([(token, 1.0, 0.0)], dtype=_TOKEN_DATA)
        array = self._array(one)
        llama_cpp.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return bool(np.isfinite(one["logit"][0]))

    @staticmethod
    def _array(data: np.ndarray[Any, Any]) -> Any:
        pointer = data.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data))
        return llama_cpp.llama_token_data_array(
            data=pointer, size=len(data), selected=-1, sorted=False
        )


def _grammar(vocab: Any, sampling: Sampling) -> Any:
    text = sampling.grammar
    if sampling.json_schema is not None:
        from llama_cpp.llama_grammar import json_schema_to_gbnf

        try:
            text = json_schema_to_gbnf(sampling.json_schema)
        except Exception as error:  # the converter raises what it pleases
            raise bad_option(
                "json_schema",
                f"holds something that cannot be enforced ({error})",
                "Use types, properties, items, enum, const and pattern only.",
            ) from error
    if not text:
        return None
    grammar = llama_cpp.llama_sampler_init_grammar(vocab, text.encode(), b"root")
    if not grammar:
        raise bad_option("grammar", "is not valid GBNF", "Check its rules; one must be named root.")
    return grammar
