"""Options out of range are refused by name, before anything is computed."""

from typing import Any

import pytest

from parley.core.errors import ParleyError
from parley.engine.options import check_load, check_sampling
from parley.engine.protocol import LoadOptions, Lora, Sampling


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", -0.1),
        ("temperature", float("nan")),
        ("temperature", float("inf")),
        ("top_k", -1),
        ("top_p", 1.5),
        ("min_p", -1),
        ("typical_p", 2),
        ("repeat_penalty", 0),
        ("seed", -1),
        ("seed", 2**32 - 1),
        ("max_tokens", 0),
        ("stop", ("",)),
        ("json_schema", "{"),
        ("json_schema", "[]"),
        ("logit_bias", {"word": 1.0}),
        ("logit_bias", {"5": float("nan")}),
    ],
)
def test_a_bad_sampling_option_is_named(name: str, value: Any) -> None:
    with pytest.raises(ParleyError, match=name) as caught:
        check_sampling(Sampling(**{name: value}))
    assert caught.value.code == "bad_option"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("context", 1),
        ("context", -1),
        ("batch", 0),
        ("threads", 0),
        ("gpu_layers", -2),
        ("ubatch", 1000),
        ("idle_unload", -1.0),
        ("state_disk", -1),
        ("seed", 2**40),
    ],
)
def test_a_bad_load_option_is_named(name: str, value: Any) -> None:
    with pytest.raises(ParleyError, match=name) as caught:
        check_load(LoadOptions(**{name: value}))
    assert caught.value.code == "bad_option"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("devices", LoadOptions(devices=("CUDA0", "CUDA0"))),
        ("devices", LoadOptions(devices=("CPU", "CUDA0"))),
        ("tensor_split", LoadOptions(tensor_split=(1.0,))),
        ("tensor_split", LoadOptions(devices=("A", "B"), tensor_split=(1.0,))),
        ("tensor_split", LoadOptions(devices=("A", "B"), tensor_split=(1.0, -1.0))),
        ("tensor_split", LoadOptions(devices=("A", "B"), tensor_split=(0.0, 0.0))),
        ("tensor_split", LoadOptions(devices=("A",), tensor_split=(float("nan"),))),
        ("cpu_moe_layers", LoadOptions(cpu_moe_layers=-1)),
        ("rpc", LoadOptions(rpc=("localhost",))),
        ("rpc", LoadOptions(rpc=(":50052",))),
        ("rpc", LoadOptions(rpc=("localhost:0",))),
        ("rpc", LoadOptions(rpc=("localhost:65536",))),
        ("rpc", LoadOptions(rpc=("192.168.1.2:50052",))),
        ("rpc", LoadOptions(rpc=("example.org:50052",))),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_by_name(name: str, options: LoadOptions) -> None:
    with pytest.raises(ParleyError, match=name) as caught:
        check_load(options)
    assert caught.value.code == "bad_option"
    assert caught.value.hint


def test_plans_over_devices_are_good() -> None:
    check_load(LoadOptions(devices=("CPU",)))
    check_load(LoadOptions(devices=("A", "B"), tensor_split=(3.0, 0.0), cpu_moe_layers=4))
    check_load(LoadOptions(rpc=("127.0.0.1:50052", "localhost:1")))


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ('{"type": "object", "properties": {"a": {"type": "integer", "maximum": 9}}}', "maximum"),
        ('{"type": "array", "items": {"type": "integer", "multipleOf": 10}}', "multipleOf"),
        ('{"anyOf": [{"type": "string"}, {"not": {"type": "null"}}]}', "not"),
        ('{"$defs": {"a": {"minProperties": 2}}, "$ref": "#/$defs/a"}', "minProperties"),
        ('{"allOf": [{"type": "string"}, {"enum": ["a"]}]}', "allOf"),
    ],
)
def test_a_rule_that_cannot_be_enforced_is_refused_and_named(schema: str, keyword: str) -> None:
    with pytest.raises(ParleyError, match=keyword):
        check_sampling(Sampling(json_schema=schema))


def test_names_of_properties_are_not_taken_for_rules() -> None:
    check_sampling(Sampling(json_schema='{"type": "object", "properties": {"not": {}, "if": {}}}'))
    check_sampling(Sampling(json_schema='{"type": "string", "maxLength": 5, "pattern": "^a+$"}'))


def test_the_defaults_are_good() -> None:
    check_load(LoadOptions())
    check_load(LoadOptions(context=0))
    check_sampling(Sampling())


def test_a_quantised_v_cache_needs_flash_attention() -> None:
    with pytest.raises(ParleyError, match="flash attention"):
        check_load(LoadOptions(kv_type_v="q8_0", flash_attention="off"))


def test_a_grammar_and_a_schema_exclude_each_other() -> None:
    with pytest.raises(ParleyError, match="json_schema"):
        check_sampling(Sampling(grammar="root ::= [a-z]", json_schema="{}"))


def test_a_missing_lora_file_is_said() -> None:
    with pytest.raises(ParleyError, match="nowhere") as caught:
        check_load(LoadOptions(loras=(Lora("/nowhere.gguf"),)))
    assert caught.value.code == "lora_not_found"
