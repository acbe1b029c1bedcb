"""`parley search` behind a proxy and with `HF_ENDPOINT`, as the real program does it."""

from __future__ import annotations

import http.server
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.local_hub import LocalHub
from helpers.program import ran

NAME = "hub.example"


class _Proxy(http.server.ThreadingHTTPServer):
    """Passes requests for `hub.example` on to the local hub, as a company's proxy would."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.asked: list[str] = []


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Proxy

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        path = self.path.removeprefix(f"http://{NAME}")
        with opener.open(f"{self.server.target}{path}", timeout=30) as answer:
            body = answer.read()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Be quiet."""


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    with LocalHub() as local:
        local.add("ann/Model-GGUF", {"m-Q4_0.gguf": b"x"})
        yield local


@pytest.fixture
def proxy(hub: LocalHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Proxy]:
    server = _Proxy(hub.endpoint)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("HF_ENDPOINT", f"http://{NAME}/")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_hub_behind_a_proxy(parley_home: Path, proxy: _Proxy) -> None:
    ended = ran(parley_home, "search", "--json")

    assert (ended.code, ended.err) == (0, "")
    assert [model["repo"] for model in ended.lines[0]["models"]] == ["ann/Model-GGUF"]
    assert all(each.startswith(f"http://{NAME}/api/models?") for each in proxy.asked)


def test_a_proxy_that_is_not_there(
    parley_home: Path, hub: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_ENDPOINT", f"http://{NAME}")

    ended = ran(parley_home, "search", "--json")

    assert ended.code == 1
    assert ended.lines[0]["code"] == "hub_unreachable"
    assert NAME in ended.err


def test_an_address_that_is_none(parley_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "huggingface")

    for command in (("search",), ("whoami",), ("login",), ("show", "a/b")):
        ended = ran(parley_home, *command)
        assert ended.code == 1
        assert "HF_ENDPOINT" in ended.err
