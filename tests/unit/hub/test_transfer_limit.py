"""A speed that transfers share."""

from __future__ import annotations

import threading
import time

from parley.hub.transfer import SpeedLimit


def test_without_a_limit_nobody_waits():
    limit = SpeedLimit()
    stop = threading.Event()

    for _ in range(1000):
        limit.take(10**9, stop)


def test_bytes_come_no_faster_than_the_limit_for_all_together():
    limit = SpeedLimit(1_000_000)
    stop = threading.Event()
    began = time.monotonic()
    threads = [
        threading.Thread(target=lambda: [limit.take(50_000, stop) for _ in range(2)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # 400,000 bytes, less what may be made up for: an event that waits never returns early.
    assert time.monotonic() - began >= 0.1


def test_a_stop_ends_the_wait():
    limit = SpeedLimit(1)
    stop = threading.Event()
    waiting = threading.Thread(target=limit.take, args=(10**9, stop))
    waiting.start()

    stop.set()

    waiting.join(20)
    assert not waiting.is_alive()


def test_a_limit_that_is_lifted_ends_the_wait():
    limit = SpeedLimit(1)
    waiting = threading.Thread(target=limit.take, args=(10**9, threading.Event()))
    waiting.start()

    limit.rate = None

    waiting.join(20)
    assert not waiting.is_alive()


def test_what_was_owed_before_a_limit_was_lifted_is_forgotten():
    limit = SpeedLimit(1)
    stop = threading.Event()
    stop.set()
    limit.take(10**9, stop)

    limit.rate = None
    limit.take(1, threading.Event())
    limit.rate = 10**9
    limit.take(1, threading.Event())
