"""Searching the local hub: what is asked of it, what is left out, and what is shown without it."""

from __future__ import annotations

import huggingface_hub
import pytest

from helpers.local_hub import LocalHub
from parley.core.errors import ParleyError
from parley.hub import Query

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"
B = 10**9


def put(hub: LocalHub, name: str, parameters: int | None = None, **facts):
    """Put a repository on the hub that has a header, where `parameters` are given."""
    card = {"license": facts.pop("license", "mit"), "base_model": facts.pop("base_model", [])}
    options = {name: facts.pop(name) for name in ("gated", "private", "members") if name in facts}
    if parameters is not None:
        architecture = facts.pop("architecture", "llama")
        facts["gguf"] = {"total": parameters, "architecture": architecture, "context_length": 8192}
    files = facts.pop("files", {"m-Q4_K_M.gguf": b"x"})
    return hub.add(name, files, card=card, facts=facts, **options)


@pytest.fixture
def shop(local_hub: LocalHub) -> LocalHub:
    """Return a hub with models of several families."""
    put(local_hub, "ann/Llama-3.1-8B-GGUF", 8 * B, downloads=900, likes=10, license="llama3.1")
    put(local_hub, "ann/Llama-3.2-1B-GGUF", 1 * B, downloads=500, likes=90, license="llama3.2")
    put(local_hub, "ben/Mistral-7B-GGUF", 7 * B, downloads=800, likes=50, license="apache-2.0")
    put(local_hub, "ben/Devstral-24B-GGUF", 24 * B, downloads=300, license="apache-2.0")
    put(local_hub, "ben/Neutral-13B-GGUF", 13 * B, downloads=700)
    put(local_hub, "cat/Ollama-notes", files={"README.md": b"# Notes"}, downloads=5000)
    put(local_hub, "cat/Qwen3-8B-GGUF", None, downloads=100)
    return local_hub


def names(found):
    return [model.repo.partition("/")[2].removesuffix("-GGUF") for model in found.models]


def everything(hub, query):
    """Return the names of all pages, and how many there were."""
    more, seen, pages = "", [], 0
    while True:
        found = hub.search(query, more)
        seen += names(found)
        pages += 1
        more = found.more
        if not more:
            return seen, pages


def failure(call, *arguments) -> ParleyError:
    with pytest.raises(ParleyError) as caught:
        call(*arguments)
    return caught.value


# -- what is found ----------------------------------------------------------------------------


def test_models_with_what_the_hub_says_of_them(local_hub, calls):
    put(
        local_hub,
        "ann/Tiny-GGUF",
        135_000_000,
        downloads=77,
        likes=3,
        license="apache-2.0",
        gated="auto",
        base_model=["meta-llama/Llama-3.2-1B"],
        createdAt="1970-01-01T00:00:07.000Z",
        lastModified="1970-01-01T00:01:00.500Z",
        files={
            "tiny-Q8_0.gguf": b"x",
            "tiny-Q4_K_M-00001-of-00002.gguf": b"x",
            "tiny-Q4_K_M-00002-of-00002.gguf": b"x",
            "mmproj-F16.gguf": b"x",
            "README.md": b"x",
        },
    )

    found = calls.hub().search(Query("tiny"))

    (model,) = found.models
    assert (model.repo, model.author) == ("ann/Tiny-GGUF", "ann")
    assert (model.downloads, model.likes) == (77, 3)
    assert (model.created_at, model.modified_at) == (7, 60)
    assert (model.license, model.gated) == ("apache-2.0", "auto")
    assert (model.parameters, model.context) == (135_000_000, 8192)
    assert model.architecture == "llama"
    assert model.base_models == ("meta-llama/Llama-3.2-1B",)
    assert set(model.quantisations) == {"Q4_K_M", "Q8_0"}
    assert model.family == "llama"
    assert "gguf" in model.tags
    assert (found.more, found.cached, found.unsized) == ("", False, 0)
    assert found.read_at > 1_700_000_000


def test_only_gguf_unless_asked_otherwise(shop, calls):
    assert "Ollama-notes" not in names(calls.hub().search(Query()))
    assert "Ollama-notes" in names(calls.hub().search(Query(gguf=False)))


@pytest.mark.parametrize(
    ("sort", "first"),
    [("downloads", "Llama-3.1-8B"), ("likes", "Llama-3.2-1B"), ("trending", "Mistral-7B"),
     ("modified", "Devstral-24B"), ("created", "Neutral-13B")],
)  # fmt: skip
def test_the_order_is_the_hubs(shop, calls, sort, first):
    put(shop, "ben/Mistral-7B-GGUF", 7 * B, downloads=800, likes=50, trendingScore=9)
    put(shop, "ben/Devstral-24B-GGUF", 24 * B, lastModified="2026-09-01T00:00:00.000Z")
    put(shop, "ben/Neutral-13B-GGUF", 13 * B, createdAt="2026-08-01T00:00:00.000Z")
    put(shop, "ann/Llama-3.1-8B-GGUF", 8 * B, downloads=9000)

    assert names(calls.hub().search(Query(sort=sort)))[0] == first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("llama 8b"), ["Llama-3.1-8B"]),
        (Query(author="ben"), ["Mistral-7B", "Neutral-13B", "Devstral-24B"]),
        (Query(author="ann", license="llama3.2"), ["Llama-3.2-1B"]),
        (Query(license="apache-2.0"), ["Mistral-7B", "Devstral-24B"]),
        (Query(family="llama"), ["Llama-3.1-8B", "Llama-3.2-1B"]),
        (Query(family="mistral"), ["Mistral-7B", "Devstral-24B"]),
        (Query("24b", family="mistral"), ["Devstral-24B"]),
        (Query(min_parameters=8 * B), ["Llama-3.1-8B", "Neutral-13B", "Devstral-24B"]),
        (Query(max_parameters=8 * B), ["Llama-3.1-8B", "Mistral-7B", "Llama-3.2-1B"]),
        (Query(min_parameters=7 * B, max_parameters=7 * B), ["Mistral-7B"]),
        (Query("nothing like it"), []),
    ],
)
def test_what_was_asked_for_and_nothing_else(shop, calls, query, expected):
    assert names(calls.hub().search(query)) == expected


def test_models_of_unknown_size_are_counted_where_size_matters(shop, calls):
    found = calls.hub().search(Query(min_parameters=1))

    assert "Qwen3-8B" not in names(found)
    assert found.unsized == 1
    assert "Qwen3-8B" in names(calls.hub().search(Query()))


def test_gated_ones_alone_or_left_out(shop, calls):
    put(shop, "ann/Gated-GGUF", gated="manual")

    assert names(calls.hub().search(Query(gated=True))) == ["Gated"]
    assert "Gated" not in names(calls.hub().search(Query(gated=False)))


def test_a_hub_that_looks_for_whole_words_is_asked_for_the_familys_name(shop, calls):
    # What Mistral's names have in common finds nothing there.
    shop.fail("body", "/api/models", times=1, status=200, body=b"[]")

    assert names(calls.hub().search(Query(family="mistral"))) == ["Mistral-7B"]


def test_a_mirror_that_filters_nothing(shop, calls, local_hub):
    every = calls.hub().search(Query(gguf=False, sort="downloads"))
    assert len(every.models) == 7
    # The same answer to every question, as a mirror may give that ignores parameters.
    import httpx2

    page = httpx2.get(
        f"{shop.endpoint}/api/models",
        params={"expand": ["author", "tags", "gguf", "gated", "siblings"], "sort": "downloads"},
    ).content
    shop.fail("body", "/api/models", status=200, body=page)

    assert names(calls.hub().search(Query(license="llama3.1"))) == ["Llama-3.1-8B"]
    assert names(calls.hub().search(Query(author="BEN", family="mistral"))) == [
        "Mistral-7B",
        "Devstral-24B",
    ]
    assert "Ollama-notes" not in names(calls.hub().search(Query()))


# -- page by page -----------------------------------------------------------------------------


def test_a_long_list_comes_page_by_page(local_hub, calls):
    for number in range(25):
        put(local_hub, f"ann/Model-{number:02d}-GGUF", downloads=1000 - number)

    seen, pages = everything(calls.hub(), Query(page=10))

    assert seen == [f"Model-{number:02d}" for number in range(25)]
    assert pages == 3
    assert len(local_hub.seen("hub", "/api/models*")) == 3


def test_what_is_wanted_may_lie_pages_deep_but_not_without_an_end(local_hub, calls):
    local_hub.page = 10
    for number in range(200):
        put(local_hub, f"ann/Other-{number:03d}-GGUF", 1 * B, downloads=1000 - number)
    put(local_hub, "ann/Big-GGUF", 70 * B, downloads=965)
    put(local_hub, "ann/Rare-GGUF", 70 * B, downloads=1)
    hub = calls.hub()

    found = hub.search(Query(min_parameters=60 * B))

    assert names(found) == ["Big"]
    assert found.more
    assert len(local_hub.seen("hub", "/api/models*")) <= 10
    seen, _ = everything(hub, Query(min_parameters=60 * B))
    assert seen == ["Big", "Rare"]


def test_a_list_does_not_go_on_at_another_host(shop, calls, local_hub):
    hub = calls.hub(None)
    shop.fail(
        "body", "/api/models", status=200, body=b"[]",
        headers={"Link": '<https://elsewhere.example/api/models?cursor=1>; rel="next"'},
    )  # fmt: skip

    assert failure(hub.search, Query()).code == "hub_answer"
    assert failure(hub.search, Query(), "https://elsewhere.example/api/models").code == "hub_answer"


def test_what_was_found_before_a_failure_is_shown(local_hub, calls):
    local_hub.page = 10
    for number in range(30):
        put(local_hub, f"ann/Model-{number:02d}-GGUF", (1 + number % 2) * B)
    hub = calls.hub()
    query = Query(min_parameters=2 * B)
    assert len(hub.search(query).models) == 15
    fault = local_hub.fail("status", "/api/models", status=500)
    fault.times = 0
    original = local_hub.take_fault

    def second_page_fails(server, path):
        fault.times = 0 if len(local_hub.seen("hub", "/api/models*")) == before + 1 else 9
        return original(server, path)

    before = len(local_hub.seen("hub", "/api/models*"))
    local_hub.take_fault = second_page_fails

    found = hub.search(query)

    assert len(found.models) == 5
    assert found.more
    local_hub.take_fault = original
    fault.times = 0
    assert len(hub.search(query, found.more).models) == 10


# -- nothing is trusted -----------------------------------------------------------------------


def test_odd_entries_are_left_out_and_the_others_stay(shop, calls):
    shop.fail(
        "body", "/api/models", status=200,
        body=b"""[
            null, 7, "text", [], {}, {"id": null}, {"id": "../../etc"}, {"id": "no-owner"},
            {"id": "a/b\\u202ec"}, {"id": "ann/Half", "tags": ["gguf", "x\\ud83d"]},
            {"id": "ann/Good-GGUF", "downloads": -5, "likes": "many", "createdAt": 12,
             "lastModified": "tomorrow", "gated": {"x": 1}, "tags": [null, "gguf", {"a": 1}],
             "gguf": {"total": 1e30, "architecture": ["x"], "context_length": true},
             "siblings": [null, {"rfilename": 3}, {"rfilename": "../../x-Q4_0.gguf"},
                          {"rfilename": "x-Q8_0.gguf"}]},
            {"id": "ann/Long-GGUF", "tags": ["gguf", "LONG"], "author": "LONG"}
        ]""".replace(b"LONG", b"x" * 100_000),
    )  # fmt: skip

    found = calls.hub().search(Query())

    half, good, long = found.models
    assert half.tags == ("gguf", "x\ufffd")
    assert good.repo == "ann/Good-GGUF"
    assert (good.downloads, good.likes, good.created_at, good.modified_at) == (None,) * 4
    assert (good.parameters, good.architecture, good.context) == (None, "", None)
    assert good.tags == ("gguf",)
    assert good.quantisations == ("Q8_0",)
    assert len(long.author) <= 200
    assert all(len(tag) <= 200 for tag in long.tags)


@pytest.mark.parametrize(
    "day", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1969-12-31T00:00:00Z"]
)
def test_a_day_that_no_calendar_here_has_is_unknown(local_hub, calls, day):
    put(local_hub, "ann/Old-GGUF", lastModified=day, createdAt="2026-01-02T03:04:05Z")

    (model,) = calls.hub().search(Query()).models

    assert (model.created_at, model.modified_at) == (1_767_323_045, None)


@pytest.mark.parametrize(
    "body", [b"<!doctype html><title>Sign in</title>", b"{}", b"[[[", b"", b'"text"', b"[" * 99_999]
)
def test_an_answer_that_is_no_list(shop, calls, body):
    shop.fail("body", "/api/models", status=200, body=body)

    assert failure(calls.hub().search, Query()).code == "hub_answer"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query(family="llamas"), "llamas"),
        (Query(license="MIT license"), "licence"),
        (Query(author="a/b"), "account"),
        (Query("x" * 201), "longer"),
        (Query(min_parameters=2, max_parameters=1), "smaller"),
        (Query(page=0), "at once"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is_sent(shop, calls, query, words):
    error = failure(calls.hub().search, query)

    assert error.code == "hub_query"
    assert words in error.message
    assert shop.requests == []


# -- without the hub --------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["offline", "stopped", "failing", "portal"])
def test_while_the_hub_is_out_of_reach_what_was_found_is_shown_as_cached(shop, calls, trouble):
    query = Query("llama", page=1)
    first = calls.hub().search(query)
    second = calls.hub().search(query, first.more)
    match trouble:
        case "offline":
            calls.network.offline = True
        case "stopped":
            shop.stop()
        case "failing":
            shop.fail("status", status=503)
        case "portal":
            shop.fail("html")

    again = calls.hub().search(query)

    assert again.cached
    assert (again.models, again.more, again.read_at) == (first.models, first.more, first.read_at)
    assert calls.hub().search(query, again.more).models == second.models
    assert failure(calls.hub().search, Query("something else")).code in {
        "offline", "hub_unreachable", "hub_failed", "hub_answer",
    }  # fmt: skip


def test_offline_says_what_was_to_be_done(shop, calls):
    calls.network.offline = True

    error = failure(calls.hub().search, Query())

    assert error.message == "Parley cannot search for models while it is offline."


def test_no_is_no_also_where_something_is_cached(shop, calls):
    shop.tokens.add(TOKEN)
    query = Query("llama")
    calls.hub(TOKEN).search(query)
    shop.tokens.clear()

    error = failure(calls.hub(TOKEN).search, query)

    assert error.code == "hub_token"
    assert "parley login" in error.hint
    assert "HF_TOKEN" in error.hint


def test_a_mirror_without_search(shop, calls):
    shop.lacks.add("search")

    error = failure(calls.hub().search, Query())

    assert error.code == "hub_missing"
    assert "search for models" in error.message
    assert "HF_ENDPOINT" in error.hint


def test_what_one_hub_said_is_not_shown_for_another(shop, calls):
    calls.hub().search(Query())

    with LocalHub() as other:
        found = calls.hub(endpoint=other.endpoint).search(Query())

    assert found.models == ()


# -- the local hub is one that others know ----------------------------------------------------


def test_the_local_hub_answers_huggingface_hub(shop):
    shop.page = 2
    shop.tokens.add(TOKEN)
    api = huggingface_hub.HfApi(endpoint=shop.endpoint, token=TOKEN)

    found = list(api.list_models(search="gguf", filter="gguf", sort="downloads", expand=["gguf"]))

    assert [each.id for each in found][:2] == ["ann/Llama-3.1-8B-GGUF", "ben/Mistral-7B-GGUF"]
    assert len(found) == 6
    assert found[0].gguf == {"total": 8 * B, "architecture": "llama", "context_length": 8192}
    assert api.whoami()["auth"]["accessToken"]["role"] == "read"
    api.auth_check("ann/Llama-3.1-8B-GGUF")
    put(shop, "ann/Gated-GGUF", gated="auto")
    with pytest.raises(huggingface_hub.errors.GatedRepoError):
        api.auth_check("ann/Gated-GGUF")
    with pytest.raises(huggingface_hub.errors.RepositoryNotFoundError):
        api.auth_check("no/Such")
    shop.tokens.clear()
    with pytest.raises(huggingface_hub.errors.HfHubHTTPError, match="Invalid user token"):
        api.whoami()
