"""Downloads through a proxy and through encryption, by a program whose environment says so."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from helpers.relays import CERTIFICATE, Encrypted, Proxy, SocksProxy
from helpers.transfers import MIB, REPOSITORY, made_up

DATA = made_up(24 * MIB)


@pytest.fixture
def fetch(transfers, tmp_path):
    """Return a function that fetches the file in a program of its own; it returns its answer."""
    transfers.serve(DATA)
    trusted = tmp_path / "trusted.pem"
    trusted.write_text(CERTIFICATE, encoding="ascii")

    def run(endpoint, **environment):
        answer = subprocess.run(
            [
                *(sys.executable, "-m", "helpers.fetching_program"),
                *(endpoint, REPOSITORY, str(transfers.place)),
            ],
            capture_output=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "SSL_CERT_FILE": str(trusted),
                **environment,
            },
            check=True,
            timeout=120,
        )
        return json.loads(answer.stdout)

    return run


@pytest.fixture
def encrypted(local_hub):
    """Return the address of the hub behind encryption; its storage is behind encryption too."""
    with contextlib.ExitStack() as stack:
        hub, storage = (
            stack.enter_context(Encrypted(urlsplit(address).port))
            for address in (local_hub.endpoint, local_hub.storage)
        )
        local_hub.storage = storage.address
        yield hub.address


def test_a_download_goes_through_the_proxy(transfers, local_hub, fetch):
    with Proxy() as proxy:
        answer = fetch(local_hub.endpoint, HTTP_PROXY=proxy.address)

    assert answer["verified"]
    assert transfers.place.read_bytes() == DATA
    asked = [target for _, target in proxy.asked]
    assert any(target.startswith(local_hub.storage) for target in asked)
    assert len(asked) >= len(local_hub.requests) - 2  # two made by the test itself


def test_a_proxy_that_refuses_is_told(local_hub, fetch):
    with Proxy(refuses=True) as proxy:
        answer = fetch(local_hub.endpoint, HTTP_PROXY=proxy.address)

    assert answer["code"] in {"hub_unreachable", "hub_answer"}
    assert local_hub.seen("storage") == []


def test_a_download_goes_through_a_socks_proxy(transfers, local_hub, fetch):
    with SocksProxy() as proxy:
        answer = fetch(local_hub.endpoint, ALL_PROXY=proxy.address)

    assert answer["verified"]
    assert transfers.place.read_bytes() == DATA
    servers = {urlsplit(each).netloc for each in (local_hub.endpoint, local_hub.storage)}
    assert set(proxy.asked) == servers


def test_an_encrypted_download_goes_through_a_socks_proxy(transfers, local_hub, fetch, encrypted):
    with SocksProxy() as proxy:
        answer = fetch(encrypted, ALL_PROXY=proxy.address)

    assert answer["verified"]
    servers = {urlsplit(each).netloc for each in (encrypted, local_hub.storage)}
    assert set(proxy.asked) == servers


@pytest.mark.parametrize("answers", [b"\x05\xff", b"HTTP/1.1 400 Bad Request\r\n\r\n", b""])
def test_a_socks_proxy_that_is_none_or_lets_nobody_in_is_told(local_hub, fetch, answers):
    with SocksProxy(answers=answers) as proxy:
        answer = fetch(local_hub.endpoint, ALL_PROXY=proxy.address)

    assert answer["code"] == "hub_unreachable"
    assert "proxy" in answer["message"]


@pytest.mark.parametrize("address", ["socks4://127.0.0.1:1", "gopher://proxy", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_told(local_hub, fetch, address):
    answer = fetch(local_hub.endpoint, HTTP_PROXY=address)

    assert answer["code"] == "hub_unreachable"
    assert "the proxy's address is not one that Parley can use" in answer["message"]
    assert "HTTP_PROXY" in answer["message"]


@pytest.mark.parametrize("content", [None, "no certificates"])
def test_certificates_that_cannot_be_read_are_told(local_hub, fetch, tmp_path, content):
    path = tmp_path / "own.pem"
    if content is not None:
        path.write_text(content, encoding="ascii")

    answer = fetch(local_hub.endpoint, SSL_CERT_FILE=str(path))

    assert answer["code"] == "hub_unreachable"
    assert "SSL_CERT_FILE" in answer["message"]


def test_an_encrypted_download_arrives(transfers, fetch, encrypted):
    answer = fetch(encrypted)

    assert answer["verified"]
    assert transfers.place.read_bytes() == DATA


def test_an_encrypted_download_goes_through_the_proxy_unseen(
    transfers, local_hub, fetch, encrypted
):
    with Proxy() as proxy:
        answer = fetch(encrypted, HTTPS_PROXY=proxy.address)

    assert answer["verified"]
    assert transfers.place.read_bytes() == DATA
    assert {method for method, _ in proxy.asked} == {"CONNECT"}
    targets = {urlsplit(encrypted).netloc, urlsplit(local_hub.storage).netloc}
    assert {target for _, target in proxy.asked} == targets


def test_a_certificate_that_nobody_knows_is_told(fetch, encrypted, tmp_path):
    answer = fetch(encrypted, SSL_CERT_FILE="", SSL_CERT_DIR=str(tmp_path))

    assert answer["code"] == "hub_unreachable"
    assert "certificate" in answer["message"]
