"""What people type and hubs send is checked before it is used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.core.errors import ParleyError
from parley.hub.names import (
    checked_endpoint,
    endpoint_of,
    is_safe_path,
    origin,
    repository_name,
)


@pytest.mark.parametrize(
    "name",
    ["bartowski/Meta-Llama-3.1-8B-Instruct-GGUF", "a/b", "0x/_x.y_z", "TheBloke/CodeLlama-7B-GGUF"],
)
def test_a_repository_is_owner_and_name(name):
    assert repository_name(f"  {name}\n") == name


@pytest.mark.parametrize(
    "text",
    [
        "", "name", "a/b/c", "a/", "/b", "a//b", "a/b..c", "a/b--c", "../b", "a/..", "-a/b", "a/b.",
        "a/b.git", "a b/c", "a/b\x00", "a/" + "b" * 100, "ä/b", "a\\b", "a/b?c", "a/b%2f..", "./b",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ParleyError) as caught:
        repository_name(text)

    assert caught.value.code == "hub_name"
    assert "owner/name" in caught.value.hint


def test_for_a_pasted_address_the_name_in_it_is_named():
    with pytest.raises(ParleyError) as caught:
        repository_name("https://huggingface.co/mistralai/Mistral-7B-v0.3/tree/main")

    assert caught.value.hint == "Write mistralai/Mistral-7B-v0.3 instead."


def test_a_token_typed_by_mistake_is_not_repeated():
    with pytest.raises(ParleyError) as caught:
        repository_name("hf_abcdefghijklmnopqrstuvwxyz01234567")

    assert "abcdefgh" not in str(caught.value)


@pytest.mark.parametrize(
    "path", ["m.gguf", "Q4_K_M/m-00001-of-00002.gguf", ".gitattributes", "a b/ü.gguf"]
)
def test_ordinary_paths_are_safe(path):
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "../m.gguf", "a/../../m.gguf", "a//b", "a/./b", "a/", "C:/m.gguf",
        "C:\\m.gguf", "a\\..\\b", "m\x00.gguf", "m\n.gguf", "a/..", "m.gguf:stream", "x" * 2000,
        "\u202egguf.exe",
    ],
)  # fmt: skip
def test_paths_that_could_leave_a_folder_are_not(path):
    assert not is_safe_path(path)


@given(st.text(max_size=40))
def test_a_safe_path_stays_below_its_folder(text):
    if is_safe_path(text):
        assert not text.startswith("/")
        assert ".." not in text.split("/")


def test_the_environment_names_the_hub():
    assert endpoint_of({}) == "https://huggingface.co"
    assert endpoint_of({"HF_ENDPOINT": " https://mirror.example/hf/ "}) == (
        "https://mirror.example/hf"
    )


@pytest.mark.parametrize(
    "text",
    ["huggingface.co", "ftp://a", "https://", "https://a:b", "https://me:pw@a", "https://a/?x=1"],
)
def test_an_endpoint_that_is_no_web_address_is_refused_without_repeating_it(text):
    with pytest.raises(ParleyError) as caught:
        checked_endpoint(text)

    assert caught.value.code == "hub_endpoint"
    assert "pw" not in str(caught.value)


def test_an_origin_is_scheme_host_and_port():
    assert origin("https://Hub.example/x") == origin("https://hub.example:443")
    assert origin("https://hub.example") != origin("http://hub.example")
    assert origin("https://hub.example") != origin("https://hub.example:8443")
    assert origin("https://hub.example@evil.example/") == ("https", "evil.example", 443)
