"""What guides a person through the sampling options: useful ranges, a model's values, mistakes.

The model's values are those that its publisher or its file asks for; the engine's stand in where
nobody does. They hold in a conversation until the person says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from parley.catalog import Catalog
from parley.catalog.values import Model, SamplingDefaults
from parley.chat.gbnf import grammar_problem
from parley.core.errors import ParleyError
from parley.engine.options import check_sampling
from parley.engine.protocol import Sampling

if TYPE_CHECKING:
    from parley.gguf import Header

Origin = Literal["publisher", "file", "engine"]
Kind = Literal["number", "count", "choice", "seed", "limit", "texts", "schema", "grammar", "biases"]


class Option(msgspec.Struct, frozen=True):
    """One sampling option as it is set.

    Attributes:
        low, high: what a slider goes over; more can be typed, from `least` to `most`.
        advanced: seldom wanted.
    """

    name: str
    kind: Kind
    low: float = 0.0
    high: float = 0.0
    step: float = 0.01
    least: float = 0.0
    most: float = 0.0
    advanced: bool = True


#: All options of `Sampling`, in the order in which they are shown.
OPTIONS: Final = (
    Option("temperature", "number", 0, 2, 0.05, 0, 100, advanced=False),
    Option("top_p", "number", 0, 1, 0.01, 0, 1, advanced=False),
    Option("max_tokens", "limit", 16, 32768, 1, 1, 2**31 - 1, advanced=False),
    Option("seed", "seed", advanced=False),
    Option("top_k", "count", 0, 200, 1, 0, 2**31 - 1),
    Option("min_p", "number", 0, 1, 0.01, 0, 1),
    Option("typical_p", "number", 0, 1, 0.01, 0, 1),
    Option("repeat_penalty", "number", 0.8, 1.8, 0.01, 0.01, 100),
    Option("presence_penalty", "number", -2, 2, 0.05, -100, 100),
    Option("frequency_penalty", "number", -2, 2, 0.05, -100, 100),
    Option("repeat_last_n", "count", 0, 2048, 16, 0, 2**20),
    Option("mirostat", "choice"),
    Option("mirostat_tau", "number", 0, 10, 0.1, 0.01, 100),
    Option("mirostat_eta", "number", 0, 1, 0.01, 0.0001, 100),
    Option("stop", "texts"),
    Option("json_schema", "schema"),
    Option("grammar", "grammar"),
    Option("logit_bias", "biases"),
)

#: Where a GGUF file says how it wants to be sampled (`general.sampling.*` of llama.cpp).
_IN_FILE: Final = {
    "temp": "temperature",
    "top_k": "top_k",
    "top_p": "top_p",
    "min_p": "min_p",
    "penalty_last_n": "repeat_last_n",
    "penalty_repeat": "repeat_penalty",
    "mirostat": "mirostat",
    "mirostat_tau": "mirostat_tau",
    "mirostat_eta": "mirostat_eta",
}
#: What a publisher's recommendation says; how long an answer may be is left to the context.
_SAID: Final = ("temperature", "top_p", "top_k", "min_p", "presence_penalty", "repeat_penalty")


class Advice(msgspec.Struct, frozen=True):
    """What is asked for one model.

    Attributes:
        values: sampling options by name; only those that somebody asks for.
        origins: who asks, by name.
        note: what the publisher adds, as it was written.
        thinks: whether the model reasons before it answers.
        keeps_reasoning: whether its card wants the reasoning of earlier answers in later prompts;
            None where nobody says.
        system_prompt: that its publisher ships with it; "" for none.
    """

    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    note: str = ""
    thinks: bool = False
    keeps_reasoning: bool | None = None
    system_prompt: str = ""

    def value(self, name: str) -> Any:
        """Return what is asked for an option, the engine's own value where nobody asks."""
        return self.values.get(name, getattr(_ENGINE, name))

    def origin(self, name: str) -> Origin:
        """Return whose value that is."""
        return self.origins.get(name, "engine")


_ENGINE: Final = Sampling()
NO_ADVICE: Final = Advice()


def advice(model: Model | None, metadata: Mapping[str, object]) -> Advice:
    """Return what is asked for a model by the catalogue's entry and its file's metadata."""
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for key, name in _IN_FILE.items():
        found = _valid(name, metadata.get(f"general.sampling.{key}"))
        if found is not None:
            values[name], origins[name] = found, "file"
    thinks = model is not None and model.reasoning is not None and model.reasoning.thinks
    said = None if model is None else _said(model.sampling, thinks)
    for name in _SAID if said is not None else ():
        found = _valid(name, getattr(said, name))
        if found is not None:
            values[name], origins[name] = found, "publisher"
    earlier = model.reasoning.earlier if model is not None and model.reasoning is not None else None
    return Advice(
        values=values,
        origins=origins,
        note=said.note if said is not None else "",
        thinks=thinks,
        keeps_reasoning=None if earlier is None else earlier == "keep",
    )


def _said(recommended: tuple[SamplingDefaults, ...], thinks: bool) -> SamplingDefaults | None:
    """Return the recommendation for how the model answers unless it is told otherwise."""
    for mode in ("thinking" if thinks else "direct", "any", "direct"):
        for each in recommended:
            if each.mode == mode:
                return each
    return None


def _valid(name: str, value: object) -> Any:
    """Return a value as its option has it; None where a file says what cannot be."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, float):
        # Files hold single precision: 0.7 is 0.699999988 there.
        value = float(f"{value:.6g}")
    kind: type = type(getattr(_ENGINE, name))
    if kind is int and isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        check_sampling(msgspec.convert({name: value}, Sampling))
    except (msgspec.ValidationError, ParleyError):
        return None
    return kind(value)


def layered(
    advised: Advice, usual: Mapping[str, Any], here: Mapping[str, Any] = {}
) -> dict[str, Any]:
    """Return the sampling options that hold: the model's, the person's usual ones, those set here.

    Each takes the place of those before it.
    """
    return {**advised.values, **usual, **here}


def problems(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with sampling options, a sentence or two by name; {} if all is well."""
    found: dict[str, str] = {}
    for name, value in values.items():
        try:
            check_sampling(msgspec.convert({name: value}, Sampling))
        except msgspec.ValidationError as error:
            found[name] = f"This cannot be used ({str(error).partition(' - at ')[0]})."
        except ParleyError as error:
            found[name] = f"{error.message} {error.hint}".strip()
    grammar = values.get("grammar")
    if grammar and "grammar" not in found:
        if problem := grammar_problem(str(grammar)):
            found["grammar"] = problem
        elif values.get("json_schema"):
            found["grammar"] = (
                "A grammar and a JSON schema exclude each other. Empty one of the two."
            )
    return found


def read_advice(path: str, catalog: Catalog) -> Advice:
    """Return what is asked for the model file `path`. Reads its header; any thread.

    Raises `ParleyError` where it cannot be read.
    """
    from parley.gguf import read

    return advice_for(path, read(path), catalog)


def advice_for(path: str, header: Header, catalog: Catalog) -> Advice:
    """Return what is asked for the model file `path`, whose header was read."""
    from parley.gguf import parse_name

    place = Path(path)
    found = catalog.by_repository("/".join(place.parts[-3:-1]))
    for name in (header.name, parse_name(place.name).model):
        found = found or (catalog.match(name) if name else None)
    made = advice(found, header.metadata)
    prompt = None if found is None else catalog.system_prompt(found)
    return msgspec.structs.replace(made, system_prompt=prompt or "")
