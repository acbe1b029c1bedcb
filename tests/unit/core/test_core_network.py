"""What counts as this computer, and what is said where the network is not to be used."""

from __future__ import annotations

import socket

import pytest

from parley.core.errors import ParleyError
from parley.core.network import Network, is_loopback


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.8.9.10",
        "::1",
        "::1%lo",
        "::ffff:127.0.0.1",
        "localhost",
        "LOCALHOST.",
        b"127.0.0.1",
        "",
        None,
    ],
)
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "192.0.2.1",
        "10.0.0.1",
        "169.254.1.1",
        "0.0.0.0",
        "::",
        "::2",
        "fe80::1%eth0",
        "::ffff:192.0.2.1",
        "localhost.example.invalid",
        "127.0.0.1.example.invalid",
        "2130706433",
        "0x7f.1",
        b"models.example.invalid",
        b"\xff\xfe",
        1,
    ],
)
def test_not_loopback(host):
    assert not is_loopback(host)


def test_what_is_refused_is_named_and_said_what_to_do():
    with pytest.raises(ParleyError) as caught, Network(offline=True):
        socket.getaddrinfo("models.example.invalid", 443)

    assert caught.value.code == "offline"
    assert "models.example.invalid" in caught.value.message
    assert caught.value.safe == "Nothing was sent."
    assert "settings" in caught.value.hint


def test_a_task_can_ask_before_it_begins():
    network = Network()
    network.require("search for models")
    network.offline = True

    with pytest.raises(ParleyError, match="cannot search for models") as caught:
        network.require("search for models")
    assert caught.value.code == "offline"


def test_child_processes_are_told():
    assert Network().environment() == {}
    assert Network(offline=True).environment()["HF_HUB_OFFLINE"] == "1"


def test_these_tests_themselves_stay_on_this_computer():
    with pytest.raises(ParleyError, match="offline"):
        socket.getaddrinfo("models.example.invalid", 443)
