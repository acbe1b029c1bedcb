"""Which values of load and sampling options make sense. Decides before anything is computed."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

from parley.core.errors import ParleyError
from parley.core.network import is_loopback
from parley.engine.protocol import LoadOptions, Sampling
from parley.engine.schema import unenforced

#: Largest seed; the engine reads 2**32 - 1 as "draw one".
MAX_SEED = 2**32 - 2


def bad_option(name: str, problem: str, hint: str) -> ParleyError:
    """Return the error for an option with a value that cannot be used."""
    return ParleyError("bad_option", f"The option {name} {problem}.", hint=hint)


def _in_range(name: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise bad_option(name, f"is {value:g}", f"Choose a value from {low:g} to {high:g}.")


def _seed(value: int | None) -> None:
    if value is not None and not 0 <= value <= MAX_SEED:
        raise bad_option("seed", f"is {value}", f"Choose a whole number from 0 to {MAX_SEED}.")


def check_load(options: LoadOptions) -> None:
    """Raise `ParleyError` (`bad_option`) for load options that no engine could serve."""
    if options.context != 0:
        _in_range("context", options.context, 64, 2**27)
    _in_range("batch", options.batch, 1, 2**16)
    if options.ubatch is not None:
        _in_range("ubatch", options.ubatch, 1, options.batch)
    if options.prefill_chunk is not None:
        _in_range("prefill_chunk", options.prefill_chunk, 1, options.batch)
    if options.threads is not None:
        _in_range("threads", options.threads, 1, 1024)
    _in_range("gpu_layers", options.gpu_layers, -1, 2**20)
    _seed(options.seed)
    _in_range("idle_unload", options.idle_unload, 0, 1e9)
    _in_range("state_ram", options.state_ram, 0, 2**50)
    _in_range("state_disk", options.state_disk, 0, 2**50)
    check_rpc(options.rpc)
    _check_devices(options)
    quantised = {"q8_0", "q5_1", "q5_0", "q4_1", "q4_0"}
    if options.kv_type_v in quantised and options.flash_attention == "off":
        raise bad_option(
            "kv_type_v",
            f"is {options.kv_type_v}, which needs flash attention",
            "Set flash attention to auto or on, or take f16 for the V cache.",
        )
    for lora in options.loras:
        _in_range("lora scale", lora.scale, -100, 100)
        if not Path(lora.path).is_file():
            raise ParleyError(
                "lora_not_found",
                f"There is no LoRA file at {lora.path}.",
                hint="Check the path; the adapter must be a GGUF file.",
            )


def check_rpc(endpoints: Sequence[str]) -> None:
    """Raise `ParleyError` (`bad_option`) for RPC servers that are not on this computer."""
    for endpoint in endpoints:
        host, _, port = endpoint.rpartition(":")
        if not (host and port.isascii() and port.isdigit() and 0 < int(port) < 2**16):
            raise bad_option(
                "rpc", f"names {endpoint!r}", "Give the server as host:port, as in 127.0.0.1:50052."
            )
        if not is_loopback(host):
            raise bad_option(
                "rpc",
                f"names {endpoint}, which is not on this computer",
                "Take a server on this computer; the engine reaches nothing beyond it.",
            )


def _check_devices(options: LoadOptions) -> None:
    devices, split = options.devices, options.tensor_split
    _in_range("cpu_moe_layers", options.cpu_moe_layers, 0, 2**20)
    if len(set(devices)) != len(devices):
        raise bad_option("devices", "names a device twice", "Name each device once.")
    if "CPU" in devices and len(devices) > 1:
        raise bad_option(
            "devices",
            "names the processor beside other devices",
            "Leave CPU out: it computes the layers that no other device gets.",
        )
    if len(split) not in {0, len(devices)}:
        raise bad_option(
            "tensor_split",
            f"has {len(split)} shares for {len(devices)} devices",
            "Name the devices, and give a share for each.",
        )
    if any(not math.isfinite(share) or share < 0 for share in split) or (split and not sum(split)):
        raise bad_option(
            "tensor_split", "holds a share that is none", "Give shares from 0, not all of them 0."
        )


def check_sampling(sampling: Sampling) -> None:
    """Raise `ParleyError` (`bad_option`) for sampling options out of range."""
    _in_range("temperature", sampling.temperature, 0, 100)
    _in_range("top_k", sampling.top_k, 0, 2**31 - 1)
    _in_range("top_p", sampling.top_p, 0, 1)
    _in_range("min_p", sampling.min_p, 0, 1)
    _in_range("typical_p", sampling.typical_p, 0, 1)
    _in_range("repeat_penalty", sampling.repeat_penalty, 0.01, 100)
    _in_range("repeat_last_n", sampling.repeat_last_n, 0, 2**20)
    _in_range("presence_penalty", sampling.presence_penalty, -100, 100)
    _in_range("frequency_penalty", sampling.frequency_penalty, -100, 100)
    _in_range("mirostat_tau", sampling.mirostat_tau, 0.01, 100)
    _in_range("mirostat_eta", sampling.mirostat_eta, 0.0001, 100)
    _seed(sampling.seed)
    if sampling.max_tokens is not None:
        _in_range("max_tokens", sampling.max_tokens, 1, 2**31 - 1)
    if any(not text for text in sampling.stop):
        raise bad_option("stop", "holds an empty text", "Remove it; it would end every answer.")
    if sampling.grammar and sampling.json_schema:
        raise bad_option("grammar", "and json_schema exclude each other", "Give only one of them.")
    if sampling.json_schema is not None:
        try:
            schema = json.loads(sampling.json_schema)
            names = unenforced(schema)
        except ValueError as error:
            raise bad_option(
                "json_schema", f"is not valid JSON ({error})", "Correct the schema."
            ) from None
        except RecursionError:
            raise bad_option(
                "json_schema", "is nested too deeply", "Give one with fewer levels."
            ) from None
        if not isinstance(schema, dict):
            raise bad_option("json_schema", "is not a JSON object", "Give a schema like {…}.")
        if names:
            raise bad_option(
                "json_schema",
                f"uses {', '.join(sorted(names))}, which cannot be enforced while a model writes",
                "Leave that out and check the answer, or use types, properties, items, enum, const,"
                " pattern, and the lengths of strings and lists.",
            )
    for token, value in sampling.logit_bias.items():
        if not token.isdecimal():
            raise bad_option(
                "logit_bias", f"names the token {token!r}", "Name tokens by their number."
            )
        if not math.isfinite(value):
            raise bad_option(
                "logit_bias", "holds no finite number", "Give -1000 to forbid a token."
            )
