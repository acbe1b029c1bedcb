"""What a model is asked to be sampled with, and what is refused before anything is sent."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from parley.application import Application, resources_dir
from parley.catalog import Catalog
from parley.chat.gbnf import grammar_problem
from parley.chat.sampling_guide import (
    NO_ADVICE,
    OPTIONS,
    advice,
    layered,
    problems,
    read_advice,
)
from parley.chat.values import ConversationOptions
from parley.core.paths import Paths
from parley.engine.protocol import Sampling


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the catalogue that comes with Parley."""
    return Catalog.load(resources_dir() / "catalog.json")


def test_every_option_of_the_engine_is_there_once() -> None:
    assert sorted(option.name for option in OPTIONS) == sorted(Sampling.__struct_fields__)


def test_the_publisher_goes_before_the_file_and_the_file_before_the_engine(
    catalog: Catalog,
) -> None:
    metadata = {
        "general.sampling.temp": 0.699999988079071,
        "general.sampling.top_k": 20,
        "general.sampling.top_p": 0.8,
    }
    found = advice(catalog.find("llama-3.1-8b-instruct"), metadata)
    assert (found.value("temperature"), found.origin("temperature")) == (0.6, "publisher")
    assert (found.value("top_p"), found.origin("top_p")) == (0.9, "publisher")
    assert (found.value("top_k"), found.origin("top_k")) == (20, "file")
    assert (found.value("min_p"), found.origin("min_p")) == (0.05, "engine")
    assert advice(None, metadata).value("temperature") == 0.7


def test_a_model_that_reasons_is_sampled_as_it_is_asked_to_for_that(catalog: Catalog) -> None:
    found = advice(catalog.find("qwen3-8b"), {})
    assert found.thinks
    assert found.keeps_reasoning is False
    assert found.value("temperature") == 0.6
    assert advice(catalog.find("mistral-nemo-instruct-2407"), {}).value("temperature") == 0.3


def test_a_file_that_asks_for_nonsense_is_not_obeyed() -> None:
    metadata = {
        "general.sampling.temp": -3.0,
        "general.sampling.top_k": "many",
        "general.sampling.min_p": True,
        "general.sampling.mirostat": 7,
    }
    assert advice(None, metadata).values == {}


def test_what_is_set_nearest_holds() -> None:
    advised = advice(None, {"general.sampling.temp": 0.5, "general.sampling.top_k": 10})
    assert layered(advised, {"top_k": 30}, {"min_p": 0.1}) == {
        "temperature": 0.5, "top_k": 30, "min_p": 0.1,
    }  # fmt: skip


def test_the_starter_model_asks_for_nothing(starter_model: Path, catalog: Catalog) -> None:
    assert read_advice(str(starter_model), catalog) == NO_ADVICE


def test_answers_are_drawn_as_the_model_asks_unless_something_else_is_set(
    paths: Paths, starter_model: Path
) -> None:
    # Called as a repository of the catalogue calls its files, it is taken for that model.
    place = paths.models / "bartowski" / "Meta-Llama-3.1-8B-Instruct-GGUF"
    place.mkdir(parents=True)
    file = place / "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf"
    shutil.copy(starter_model, file)
    program = Application(paths, resources_dir())
    try:
        options = ConversationOptions(model=str(file))
        assert program.sampling_for(options).temperature == 0.6
        assert program.sampling_for(options).top_p == 0.9
        program.change_settings(sampling={"top_p": 0.5})
        assert program.sampling_for(options).top_p == 0.5
        own = msgspec.structs.replace(options, sampling={"temperature": 1.5})
        assert program.sampling_for(own).temperature == 1.5
        assert program.sampling_for().temperature == Sampling().temperature
    finally:
        program.close()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"temperature": -0.5}, "temperature"),
        ({"temperature": "hot"}, "temperature"),
        ({"top_p": 2}, "top_p"),
        ({"json_schema": "{"}, "json_schema"),
        ({"json_schema": "[]"}, "json_schema"),
        ({"json_schema": "[" * 100_000}, "json_schema"),
        ({"json_schema": '{"items": ' * 490 + "{}" + "}" * 490}, "json_schema"),
        ({"json_schema": '{"type": "integer", "minimum": 3}'}, "json_schema"),
        ({"stop": [""]}, "stop"),
        ({"logit_bias": {"word": 1}}, "logit_bias"),
        ({"grammar": "answer ::= [a-z]+"}, "grammar"),
        ({"grammar": 'root ::= "a"', "json_schema": "{}"}, "grammar"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_place(values: dict[str, object], name: str) -> None:
    found = problems({"top_k": 10, **values})
    assert list(found) == [name]
    assert found[name].endswith(".")


def test_what_can_be_used_is_no_problem() -> None:
    assert problems(
        {
            "temperature": 0.2,
            "stop": ["###"],
            "json_schema": '{"type": "object"}',
            "logit_bias": {"2": -1000},
            "seed": 7,
        }
    ) == {}  # fmt: skip


@pytest.mark.parametrize(
    ("grammar", "said"),
    [
        ("", "root"),
        ('root ::= "yes" | no', "no"),
        ('root ::= ("yes" | "no"', "line 1"),
        ('root ::= "yes")', "Line 1"),
        ('# a comment\nroot ::= "yes', "Line 2"),
        ("root ::= §", "§"),
        ('root ::= "a"\n\n  {' + " " * 200_000, "Line 3"),
    ],
)
def test_a_grammar_with_a_mistake_is_told_where(grammar: str, said: str) -> None:
    assert said in grammar_problem(grammar)


def test_a_sound_grammar_is_no_problem() -> None:
    assert not grammar_problem(
        r"""
        # a list of words, quotes and brackets among them
        root  ::= "[" (item ("," ws item)*)? "]"
        item  ::= "\"" [^"\\\n]{1,20} "\"" | number
        number ::= "-"? [0-9]+ ("." [0-9]{2})?
        ws ::= [ \t]*
        """
    )
