"""Downloads through a proxy and through encryption, by a program whose environment says so."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from helpers.relays import CERTIFICATE, Encrypted, Proxy
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
