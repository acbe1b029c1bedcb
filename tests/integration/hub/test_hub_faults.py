"""A hub that stalls, cuts, lies, refuses or is not there: one sentence each, and an end in time."""

from __future__ import annotations

import logging
import socket

import pytest

from helpers.gguf_bytes import gguf_bytes
from helpers.local_hub import Content
from parley.core.errors import ParleyError
from parley.hub import Hub
from parley.hub.errors import Subject
from parley.hub.names import origin
from parley.hub.requests import ATTEMPTS, Requests

TOKEN = "hf_abcdefghijklmnopqrstuvwxyz0123456789"
REPO = "some/Model-GGUF"


@pytest.fixture
def model(local_hub, model_head, weights):
    """Return a repository with one model of 16 GiB."""
    head = model_head()
    return local_hub.add(REPO, {"m.gguf": Content(head, size=len(head) + weights)})


@pytest.fixture(autouse=True)
def _no_token_anywhere(caplog):
    caplog.set_level(logging.DEBUG)
    yield
    assert TOKEN not in caplog.text


def failure(call, *arguments):
    with pytest.raises(ParleyError) as caught:
        call(*arguments)
    error = caught.value
    assert error.message.endswith(".")
    assert error.safe
    assert error.hint
    chain: BaseException | None = error
    while chain is not None:
        assert TOKEN not in str(chain)
        chain = chain.__cause__ or chain.__context__
    return error


def header_failure(calls, local_hub, kind="", **options):
    """Return what reading the header ends with after a list that went well."""
    hub = calls.hub(**({"timeout": options.pop("timeout")} if "timeout" in options else {}))
    files = hub.files(REPO)
    if kind:
        local_hub.fail(kind, "*/m.gguf", **options)
    return failure(hub.header_bytes, files, files.files[0])


def header_after(calls, local_hub, kind, **options):
    """Return the header, read although something went wrong on the way."""
    hub = calls.hub(**({"timeout": options.pop("timeout")} if "timeout" in options else {}))
    files = hub.files(REPO)
    local_hub.fail(kind, "*/m.gguf", **options)
    return hub.header(files, files.files[0])


# -- names and rights -------------------------------------------------------------------------


def test_a_repository_that_is_not_there(local_hub, calls, model):
    local_hub.tokens.add(TOKEN)

    without, with_token = (failure(calls.hub(t).files, "no/Such") for t in (None, TOKEN))

    assert without.code == with_token.code == "hub_not_found"
    assert "access token" in without.hint
    assert "access token" not in with_token.hint


def test_a_name_that_is_none_sends_nothing(local_hub, calls):
    assert failure(calls.hub().files, "not a name").code == "hub_name"
    assert local_hub.requests == []


def test_a_private_repository_opens_for_its_members(local_hub, calls):
    local_hub.tokens.add(TOKEN)
    local_hub.add("some/Private", {"a.txt": b"x"}, private=True, members=(TOKEN,))

    assert failure(calls.hub().files, "some/Private").code == "hub_not_found"
    assert calls.hub(TOKEN).files("some/Private").files


@pytest.mark.parametrize(("token", "words"), [(None, "access token"), (TOKEN, "Ask for access")])
def test_a_gated_repository_says_what_to_do(local_hub, calls, model_head, token, words):
    local_hub.tokens.add(TOKEN)
    local_hub.add(REPO, {"m.gguf": model_head()}, gated="auto")
    hub = calls.hub(token)
    files = hub.files(REPO)

    error = failure(hub.header_bytes, files, files.files[0])

    assert files.gated == "auto"
    assert error.code == "hub_gated"
    assert words in error.hint
    assert f"/{REPO}" in error.hint


def test_a_token_that_is_no_longer_valid(local_hub, calls, model):
    error = failure(calls.hub(TOKEN).files, REPO)

    assert error.code == "hub_token"
    assert "settings/tokens" in error.hint


def test_a_closed_repository(local_hub, calls):
    local_hub.add("some/Closed", {"a.txt": b"x"}, disabled=True)

    assert failure(calls.hub().files, "some/Closed").code == "hub_disabled"


def test_a_refusal_is_not_hidden_by_what_was_kept(local_hub, calls, model):
    calls.hub().files(REPO)
    del local_hub.repositories[REPO]

    assert failure(calls.hub().files, REPO).code == "hub_not_found"


def test_a_file_that_vanished(local_hub, calls, model):
    hub = calls.hub()
    files = hub.files(REPO)
    commit = model.commit
    local_hub.fail(
        "status", f"*/resolve/{commit}/*", status=404, headers={"X-Error-Code": "EntryNotFound"}
    )

    assert failure(hub.header_bytes, files, files.files[0]).code == "hub_no_file"


# -- no connection ----------------------------------------------------------------------------


def test_offline_says_so_and_sends_nothing(local_hub, calls, model):
    hub = calls.hub()
    files = hub.files(REPO)
    before = len(local_hub.requests)
    calls.network.offline = True

    assert failure(hub.files, "other/Model").code == "offline"
    error = failure(hub.header_bytes, files, files.files[0])

    assert error.code == "offline"
    assert "m.gguf" in error.message
    assert len(local_hub.requests) == before


def test_the_guard_of_the_process_is_heard_through_the_library(calls):
    # The tests' own switch is on for the whole process: only loopback is reached.
    error = failure(Hub(calls.cache, endpoint="https://hub.example").files, REPO)

    assert error.code == "offline"


def test_the_librarys_own_offline_variable_is_named(calls, model, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    error = failure(calls.hub().files, REPO)

    assert error.code == "offline"
    assert "HF_HUB_OFFLINE" in str(error)


def test_nobody_listens(calls):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    error = failure(calls.hub(endpoint=f"http://127.0.0.1:{port}").files, REPO)

    assert error.code == "hub_unreachable"
    assert calls.pauses == []


def test_a_storage_that_does_not_answer_is_named(local_hub, calls):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gone = f"127.0.0.1:{closed.getsockname()[1]}"
    local_hub.fail("redirect", "/api/*", to=f"http://{gone}/list")

    error = failure(calls.hub().files, REPO)

    assert error.code == "hub_unreachable"
    assert error.message.startswith(f"{gone} cannot be reached")


def test_a_name_that_no_server_knows(calls, monkeypatch):
    def unknown(*args, **options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    error = failure(calls.hub(endpoint="https://hub.example").files, REPO)

    assert error.code == "hub_unreachable"
    assert "its name was not found" in error.message


def test_no_secure_connection(local_hub, calls):
    error = failure(calls.hub(endpoint=local_hub.endpoint.replace("http:", "https:")).files, REPO)

    assert error.code == "hub_unreachable"


def test_out_of_reach_the_list_kept_from_before_is_used(local_hub, calls, model):
    files = calls.hub().files(REPO)
    local_hub.fail("status", status=503)

    again = calls.hub().files(REPO)

    assert again.cached
    assert again.files == files.files


# -- stalls and cuts --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["stall", "stall_body"])
def test_a_stall_ends_in_time(local_hub, calls, model, kind):
    assert header_failure(calls, local_hub, kind, timeout=0.2).code == "hub_timeout"
    assert len(calls.pauses) == 1


def test_a_stalled_list_ends_in_time(local_hub, calls, model):
    local_hub.fail("stall", "*/tree/*")

    assert failure(calls.hub(timeout=0.2).files, REPO).code == "hub_timeout"


def test_an_answer_that_drips_ends_in_time_too(local_hub, model):
    local_hub.fail("drip")
    address = f"{local_hub.endpoint}/{REPO}/resolve/main/m.gguf"
    requests = Requests(None, lambda: None, timeout=10, most_time=0.1)
    subject = Subject("hub.example", "https://hub.example", REPO, "main", "m.gguf")
    local_hub.repositories[REPO].files["m.gguf"].lfs = False
    home = origin(local_hub.endpoint)

    error = failure(lambda: requests.get(address, subject, home=home, span=(0, 10**6), most=0))

    assert error.code == "hub_timeout"


@pytest.mark.parametrize("kind", ["cut", "drop"])
def test_a_connection_that_breaks_is_made_again(local_hub, calls, model, kind):
    header = header_after(calls, local_hub, kind, where="storage", times=ATTEMPTS - 1)

    assert header.architecture == "llama"
    assert len(calls.pauses) == ATTEMPTS - 1
    assert calls.pauses == sorted(calls.pauses)


@pytest.mark.parametrize("kind", ["cut", "drop"])
def test_a_connection_that_always_breaks_is_given_up(local_hub, calls, model, kind):
    assert header_failure(calls, local_hub, kind, where="storage").code == "hub_cut"
    assert len(calls.pauses) == ATTEMPTS - 1


# -- busy and failing -------------------------------------------------------------------------


def test_a_busy_hub_is_left_alone_as_long_as_it_asks(local_hub, calls, model):
    headers = {"Retry-After": "3"}

    header = header_after(calls, local_hub, "status", status=429, headers=headers, times=2)

    assert header.architecture == "llama"
    assert calls.pauses == [3.0, 3.0]


def test_a_hub_that_wants_a_long_rest_is_not_waited_for(local_hub, calls, model):
    headers = {"RateLimit": '"api";r=0;t=241'}

    error = header_failure(calls, local_hub, "status", status=429, headers=headers)

    assert error.code == "hub_busy"
    assert "241 seconds" in error.hint
    assert error.details == {"retry_after": 241}
    assert calls.pauses == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_that_passes_is_not_told(local_hub, calls, model, status):
    header = header_after(calls, local_hub, "status", status=status, times=2)

    assert header.architecture == "llama"
    assert len(calls.pauses) == 2


def test_trouble_that_stays_is(local_hub, calls, model):
    local_hub.fail("status", status=500, body=b"<html>", headers={"Content-Type": "text/html"})

    error = failure(calls.hub().files, REPO)

    assert error.code == "hub_failed"
    assert len(local_hub.requests) == ATTEMPTS


@pytest.mark.parametrize("status", [400, 403, 404, 416])
def test_a_storage_that_refuses(local_hub, calls, model, status):
    error = header_failure(calls, local_hub, "status", where="storage", status=status)

    assert error.code == "hub_storage"
    assert str(status) in error.message
    assert "Signature" not in str(error)


def test_going_offline_between_two_attempts_is_obeyed(local_hub, calls, model):
    local_hub.fail("status", status=503)
    hub = Hub(
        calls.cache,
        calls.network,
        endpoint=local_hub.endpoint,
        wait=lambda seconds: setattr(calls.network, "offline", True),
    )

    assert failure(hub.files, REPO).code == "offline"
    assert len(local_hub.requests) == 1


# -- nonsense ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["*/revision/*", "*/tree/*"])
@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"{}", b"[1]", b'{"sha": "main"}', b"\xff\xfe", b"[" * 100_000, b'"text"'],
)
def test_lists_that_are_none(local_hub, calls, model, path, body):
    local_hub.fail("body", path, status=200, body=body)

    assert failure(calls.hub().files, REPO).code == "hub_answer"


def test_a_web_page_instead_of_a_list(local_hub, calls, model):
    local_hub.fail("html")

    error = failure(calls.hub().files, REPO)

    assert error.code == "hub_answer"
    assert "a web page" in error.message
    assert "sign in" in error.hint


def test_a_web_page_instead_of_a_model(local_hub, calls, model):
    error = header_failure(calls, local_hub, "html", where="storage")

    assert error.code == "hub_answer"
    assert "a web page" in error.message


@pytest.mark.parametrize(
    "to",
    ["", "file:///etc/passwd", "http://", "http://[::1", "/some/Model-GGUF/loop", "gopher://x"],
)
def test_redirects_to_nowhere(local_hub, calls, model, to):
    local_hub.fail("redirect", to=to)

    assert failure(calls.hub().files, REPO).code == "hub_answer"


def test_a_list_without_an_end(local_hub, calls, model):
    local_hub.fail(
        "body",
        "*/tree/*",
        status=200,
        body=b"[]",
        headers={"Link": f'<{local_hub.endpoint}/api/models/{REPO}/tree/x>; rel="next"'},
    )

    assert failure(calls.hub().files, REPO).code == "hub_answer"


def test_a_list_of_more_files_than_a_repository_has(local_hub, calls, model):
    entry = b'{"type":"directory","path":"a"}'
    local_hub.fail(
        "body",
        "*/tree/*",
        status=200,
        body=b"[" + b",".join([entry] * 70_000) + b"]",
        headers={"Link": f'<{local_hub.endpoint}/api/models/{REPO}/tree/x>; rel="next"'},
    )

    assert failure(calls.hub().files, REPO).code == "hub_answer"
    assert len(local_hub.seen("hub", "*/tree/*")) == 3


def test_a_server_that_knows_no_ranges_is_cut_off(local_hub, calls, model, weights):
    header = header_after(calls, local_hub, "no_ranges", where="storage")

    assert header.architecture == "llama"
    # What the systems at both ends buffer comes on top of what was read.
    assert local_hub.sent < 64 * 1024**2 < weights


def test_a_server_that_knows_no_ranges_serves_large_headers_too(
    local_hub, calls, model_head, weights
):
    head = model_head(200_000)
    local_hub.add(REPO, {"m.gguf": Content(head, size=len(head) + weights)})

    header = header_after(calls, local_hub, "no_ranges", where="storage")

    assert header.metadata["tokenizer.ggml.tokens"].count == 200_000


def test_other_bytes_than_asked_for_are_not_used(local_hub, calls, model):
    assert header_failure(calls, local_hub, "wrong_range", where="storage").code == "hub_answer"


@pytest.mark.parametrize("where", ["hub", "storage"])
def test_another_size_than_listed(local_hub, calls, model, where):
    error = header_failure(calls, local_hub, "wrong_size", where=where)

    assert error.code == "hub_wrong_size"


def test_another_content_than_listed(local_hub, calls, model):
    assert header_failure(calls, local_hub, "wrong_etag").code == "hub_changed"
    assert not [path for path in calls.cache.iterdir() if path.suffix == ".header"]


def test_fewer_bytes_than_asked_for_are_put_together(local_hub, calls, model, model_head):
    size = len(model_head()) // 3 + 1

    header = header_after(calls, local_hub, "crumbs", where="storage", size=size)

    assert header.architecture == "llama"
    assert len(local_hub.seen("storage")) == 3


def test_a_file_in_crumbs_is_given_up(local_hub, calls, model):
    error = header_failure(calls, local_hub, "crumbs", where="storage", size=10)

    assert error.code == "hub_answer"
    assert len(local_hub.seen("storage")) < 50


# -- files that are no models -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Content(b"PK\x03\x04" + bytes(100)), "model_not_gguf"),
        (Content(b"PK\x03\x04", size=10**10), "model_not_gguf"),
        (Content(b""), "model_not_gguf"),
        (Content(b"GGUF\x09\x00\x00\x00" + bytes(100)), "model_version"),
        (Content(gguf_bytes()[:60]), "model_truncated"),
        (Content(gguf_bytes(counts=(10**12, 1)), size=10**10), "model_broken"),
    ],
)
def test_files_that_are_no_models(local_hub, calls, content, code):
    local_hub.add(REPO, {"m.gguf": content})

    error = header_failure(calls, local_hub)

    assert error.code == code
    assert "m.gguf" in error.message
    assert "Choose another" in error.hint
    assert local_hub.sent < 3 * 1024**2


def test_a_header_that_never_ends_is_not_followed(local_hub, calls):
    name_length = (100 * 1024**2).to_bytes(8, "little")
    head = gguf_bytes(counts=(0, 2))[:24] + name_length
    local_hub.add(REPO, {"m.gguf": Content(head, size=10**11)})

    error = header_failure(calls, local_hub)

    assert error.code == "hub_header_large"
    assert local_hub.sent < 3 * 1024**2
