"""Lists and headers from a hub: exact, with few requests, never the weights."""

from __future__ import annotations

import logging

import pytest

from helpers.gguf_bytes import gguf_bytes
from helpers.local_hub import Content
from parley.core.errors import ParleyError
from parley.gguf import parse
from parley.hub import Hub

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"
MIB = 1024**2


@pytest.fixture
def model(local_hub, model_head, weights):
    """Return a repository with one model of 16 GiB."""
    head = model_head()
    content = Content(head, size=len(head) + weights)
    return local_hub.add("some/Model-GGUF", {"m-Q4_K_M.gguf": content, "README.md": b"hello"})


# -- lists ------------------------------------------------------------------------------------


def test_a_list_has_every_file_with_its_exact_size_and_hash(local_hub, calls, model_head, weights):
    head = model_head()
    repository = local_hub.add(
        "some/Model-GGUF",
        {
            "m-Q4_K_M.gguf": Content(head, size=len(head) + weights),
            "BF16/m-BF16-00001-of-00002.gguf": head,
            "README.md": b"hello",
        },
        card={"license": "apache-2.0"},
    )

    files = calls.hub().files("some/Model-GGUF")

    assert files.repo == "some/Model-GGUF"
    assert files.revision == repository.commit
    assert (files.gated, files.license, files.cached) == ("", "apache-2.0", False)
    assert {file.path: (file.size, file.sha256) for file in files.files} == {
        "m-Q4_K_M.gguf": (len(head) + weights, repository.files["m-Q4_K_M.gguf"].sha256),
        "BF16/m-BF16-00001-of-00002.gguf": (
            len(head),
            repository.files["BF16/m-BF16-00001-of-00002.gguf"].sha256,
        ),
        "README.md": (5, None),
    }


def test_a_long_list_is_read_to_its_end(local_hub, calls):
    local_hub.page = 7
    names = [f"part-{number:03d}.txt" for number in range(40)]
    local_hub.add("some/Many", dict.fromkeys(names, b"x"))

    assert [file.path for file in calls.hub().files("some/Many").files] == names
    assert len(local_hub.seen("hub", "*/tree/*")) == 6


def test_a_revision_is_asked_for_by_name(local_hub, calls, model):
    files = calls.hub().files("some/Model-GGUF", model.commit)

    assert files.revision == model.commit
    with pytest.raises(ParleyError, match="v9") as caught:
        calls.hub().files("some/Model-GGUF", "v9/../main")
    assert caught.value.code == "hub_no_revision"


def test_a_renamed_repository_is_found_under_its_new_name(local_hub, calls, model):
    local_hub.renamed["old/Name"] = "some/Model-GGUF"
    hub = calls.hub()

    files = hub.files("old/Name")

    assert files.repo == "some/Model-GGUF"
    assert hub.header(files, files.file("m-Q4_K_M.gguf")).architecture == "llama"


@pytest.mark.parametrize(
    ("card", "found"),
    [
        ({"license": "mit"}, "mit"),
        ({"license": "other", "license_name": "llama3.1"}, "llama3.1"),
        ({"license": ["mit"]}, "['mit']"),
        ({}, ""),
    ],
)
def test_a_licence_is_the_one_the_card_or_a_tag_names(local_hub, calls, card, found):
    local_hub.add("some/Card", {"a.txt": b"x"}, card=card)

    assert calls.hub().files("some/Card").license == found


def test_files_whose_names_could_leave_a_folder_are_left_out(local_hub, calls):
    local_hub.add(
        "some/Evil",
        {"../../evil.gguf": b"x", "/etc/passwd": b"x", "C:\\evil": b"x", "good.gguf": b"x"},
    )

    assert [file.path for file in calls.hub().files("some/Evil").files] == ["good.gguf"]


def test_the_hub_that_the_environment_names_is_asked_at_each_call(
    local_hub, calls, model, monkeypatch
):
    hub = Hub(calls.cache)
    monkeypatch.setenv("HF_ENDPOINT", local_hub.endpoint + "/")

    assert hub.files("some/Model-GGUF").revision == model.commit


# -- headers ----------------------------------------------------------------------------------


def test_a_header_comes_without_the_weights(local_hub, calls, model, model_head, weights):
    hub = calls.hub()
    files = hub.files("some/Model-GGUF")

    found = hub.header_bytes(files, files.file("m-Q4_K_M.gguf"))

    assert found.data == model_head()
    assert found.size == len(found.data) + weights
    assert found.header == parse(found.data, size=found.size)
    assert not found.cached
    assert local_hub.sent < 2 * MIB + 10_000


def test_a_vocabulary_of_128k_tokens_takes_four_requests(local_hub, calls, model_head, weights):
    head = model_head(128_256, merges=280_147)
    assert len(head) > 7 * MIB
    local_hub.add("some/Big", {"m.gguf": Content(head, size=len(head) + weights)})
    hub = calls.hub()
    files = hub.files("some/Big")
    before, sent = len(local_hub.requests), local_hub.sent

    header = hub.header(files, files.files[0])

    assert header.metadata["tokenizer.ggml.tokens"].count == 128_256
    assert len(local_hub.requests) - before <= 4
    assert local_hub.sent - sent <= 2.1 * len(head)


def test_a_small_file_is_read_in_one_piece(local_hub, calls):
    local_hub.add("some/Small", {"m.gguf": gguf_bytes()})
    hub = calls.hub()
    files = hub.files("some/Small")

    assert hub.header(files, files.files[0]).tensors == ()
    assert len(local_hub.seen("storage")) == 1


def test_all_shards_are_read_and_the_later_ones_with_little(local_hub, calls, model_head, weights):
    heads = [model_head(1000 if n == 0 else 0, shard=(n, 6)) for n in range(6)]
    local_hub.add(
        "some/Sharded",
        {
            f"m-{n + 1:05d}-of-00006.gguf": Content(head, size=len(head) + weights)
            for n, head in enumerate(heads)
        },
    )
    hub = calls.hub()
    files = hub.files("some/Sharded")

    found = hub.headers(files, files.files)

    assert [each.header.number("split.no") for each in found] == list(range(6))
    assert [each.data for each in found] == heads
    assert local_hub.sent < 4 * MIB
    assert [each.cached for each in hub.headers(files, files.files)] == [True] * 6


def test_one_shard_that_fails_is_told(local_hub, calls, model_head, weights):
    head = model_head(0)
    names = [f"m-{n + 1:05d}-of-00006.gguf" for n in range(6)]
    local_hub.add("some/Sharded", {name: Content(head, size=len(head) + weights) for name in names})
    hub = calls.hub()
    files = hub.files("some/Sharded")
    local_hub.fail("wrong_etag", f"*{names[3]}")

    with pytest.raises(ParleyError, match=names[3].removesuffix(".gguf")) as caught:
        hub.headers(files, files.files)

    assert caught.value.code == "hub_changed"


def test_an_expired_address_of_the_storage_is_asked_for_again(
    local_hub, calls, model_head, weights
):
    head = model_head(128_256, merges=280_147)
    local_hub.add("some/Big", {"m.gguf": Content(head, size=len(head) + weights)})
    hub = calls.hub()
    files = hub.files("some/Big")
    local_hub.uses = 1

    assert hub.header(files, files.files[0]).architecture == "llama"

    statuses = [each.status for each in local_hub.seen("storage")]
    assert statuses[:3] == [206, 403, 206]
    assert len(local_hub.seen("hub", "*/resolve/*")) == statuses.count(206)


# -- the cache --------------------------------------------------------------------------------


def test_a_second_fit_needs_no_network(local_hub, calls, model):
    hub = calls.hub()
    files = hub.files("some/Model-GGUF")
    first = hub.header_bytes(files, files.files[0])
    before = len(local_hub.requests)
    calls.network.offline = True
    hub = calls.hub()

    again = hub.files("some/Model-GGUF")
    second = hub.header_bytes(again, again.files[0])

    assert again.cached
    assert again.files == files.files
    assert again.read_at == files.read_at
    assert second.cached
    assert (second.data, second.header, second.size) == (first.data, first.header, first.size)
    assert len(local_hub.requests) == before


def test_online_a_header_that_is_known_is_not_read_again(local_hub, calls, model):
    hub = calls.hub()
    files = hub.files("some/Model-GGUF")
    hub.header_bytes(files, files.files[0])
    before = len(local_hub.seen("", "*.gguf*"))

    assert calls.hub().header_bytes(files, files.files[0]).cached
    assert not calls.hub().files("some/Model-GGUF").cached
    assert len(local_hub.seen("", "*.gguf*")) == before


def test_a_file_that_was_replaced_is_read_anew(local_hub, calls, model, model_head, weights):
    hub = calls.hub()
    files = hub.files("some/Model-GGUF")
    hub.header_bytes(files, files.files[0])
    head = model_head(2000)
    local_hub.add("some/Model-GGUF", {"m-Q4_K_M.gguf": Content(head, size=len(head) + weights)})

    files = hub.files("some/Model-GGUF")
    found = hub.header_bytes(files, files.files[0])

    assert not found.cached
    assert found.data == head


def test_damaged_entries_are_read_again(local_hub, calls, model):
    hub = calls.hub()
    files = hub.files("some/Model-GGUF")
    first = hub.header_bytes(files, files.files[0])
    for path in calls.cache.iterdir():
        path.write_bytes(path.read_bytes()[:-9])

    files = hub.files("some/Model-GGUF")
    found = hub.header_bytes(files, files.files[0])

    assert not found.cached
    assert found.data == first.data
    assert hub.header_bytes(files, files.files[0]).cached


def test_a_cache_that_cannot_be_written_costs_only_the_cache(local_hub, calls, model):
    calls.cache.parent.mkdir(parents=True)
    calls.cache.write_text("in the way")
    hub = calls.hub()

    files = hub.files("some/Model-GGUF")

    assert hub.header(files, files.files[0]).architecture == "llama"


def test_a_full_disk_costs_only_the_cache(local_hub, calls, model, monkeypatch):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parley.hub.cache.write_atomically", full)
    hub = calls.hub()

    files = hub.files("some/Model-GGUF")

    assert hub.header(files, files.files[0]).architecture == "llama"
    assert list(calls.cache.iterdir()) == []


# -- the token --------------------------------------------------------------------------------


def test_the_token_goes_to_the_hub_and_nowhere_else(local_hub, calls, model_head, weights, caplog):
    caplog.set_level(logging.DEBUG)
    head = model_head()
    local_hub.tokens.add(TOKEN)
    local_hub.add(
        "some/Gated",
        {"m.gguf": Content(head, size=len(head) + weights)},
        gated="manual",
        members=(TOKEN,),
    )
    hub = calls.hub(TOKEN)

    files = hub.files("some/Gated")
    assert files.gated == "manual"
    assert hub.header(files, files.files[0]).architecture == "llama"

    assert {each.headers.get("authorization") for each in local_hub.seen("hub")} == {
        f"Bearer {TOKEN}"
    }
    storage = local_hub.seen("storage")
    assert storage
    assert not any("authorization" in each.headers for each in storage)
    assert TOKEN not in caplog.text
    for path in calls.cache.iterdir():
        assert TOKEN.encode() not in path.read_bytes()


def test_a_list_that_goes_on_at_another_place_gets_no_token(local_hub, calls, model):
    local_hub.tokens.add(TOKEN)
    local_hub.fail(
        "body",
        "*/tree/*",
        status=200,
        body=b"[]",
        headers={"Link": f'<{local_hub.storage}/api/models/x/y/tree/main>; rel="next"'},
    )

    with pytest.raises(ParleyError) as caught:
        calls.hub(TOKEN).files("some/Model-GGUF")

    assert caught.value.code == "hub_answer"
    assert local_hub.seen("storage") == []


def test_without_a_token_none_is_looked_for_elsewhere(local_hub, calls, model, monkeypatch):
    monkeypatch.setattr("huggingface_hub.utils._auth._get_token_from_environment", lambda: TOKEN)

    calls.hub().files("some/Model-GGUF")

    assert not any("authorization" in each.headers for each in local_hub.requests)


@pytest.mark.parametrize("token", [f"{TOKEN}\nX-Evil: 1", f"{TOKEN} x", f"{TOKEN}ü"])
def test_a_token_that_cannot_be_sent_is_not_quoted(local_hub, calls, model, token):
    with pytest.raises(ParleyError) as caught:
        calls.hub(token).files("some/Model-GGUF")

    assert caught.value.code == "hub_token"
    assert TOKEN not in str(caught.value)
    assert local_hub.requests == []


def test_requests_say_who_asks_and_nothing_more(local_hub, calls, model, monkeypatch):
    monkeypatch.delenv("HF_HUB_DISABLE_TELEMETRY", raising=False)
    hub = calls.hub()
    files = hub.files("some/Model-GGUF")
    hub.header(files, files.files[0])

    for each in local_hub.requests:
        assert each.headers["user-agent"].startswith("parley/")
        assert ";" not in each.headers["user-agent"]
        assert "cookie" not in each.headers
    assert [each.path.split("?")[0] for each in local_hub.seen("hub")] == [
        "/api/models/some/Model-GGUF/revision/main",
        f"/api/models/some/Model-GGUF/tree/{model.commit}",
        f"/some/Model-GGUF/resolve/{model.commit}/m-Q4_K_M.gguf",
    ]
    assert {each.method for each in local_hub.requests} == {"GET"}
