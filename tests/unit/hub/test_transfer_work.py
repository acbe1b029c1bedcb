"""Who fetches what: in file order, nothing twice, and nobody waits for a slow one."""

from __future__ import annotations

from parley.hub.ranges import Ranges
from parley.hub.transfer.values import Patience
from parley.hub.transfer.work import BLOCK, MIB, Work

SIZE = 30 * MIB


def span(claim):
    return claim.at, claim.end


def work(have=(), quiet=1000.0):
    return Work(SIZE, Ranges(have), quiet=quiet)


def test_blocks_come_in_file_order():
    shared = work()

    claims = [shared.take(BLOCK) for _ in range(4)]

    assert [span(each) for each in claims] == [
        (0, 8 * MIB),
        (8 * MIB, 16 * MIB),
        (16 * MIB, 24 * MIB),
        (24 * MIB, 30 * MIB),
    ]


def test_what_is_there_is_passed_over():
    shared = work([(0, 5), (MIB, 20 * MIB)])

    claims = [shared.take(BLOCK) for _ in range(3)]

    assert [span(each) for each in claims] == [
        (5, MIB),
        (20 * MIB, 28 * MIB),
        (28 * MIB, 30 * MIB),
    ]


def test_what_is_given_back_is_taken_next():
    shared = work()
    first = shared.take(BLOCK)
    shared.take(BLOCK)
    shared.wrote(first, 0, MIB)

    shared.release(first)

    assert span(shared.take(BLOCK)) == (MIB, 8 * MIB)


def test_at_the_end_the_longest_rest_is_shared():
    shared = work()
    claim = shared.take(SIZE)
    shared.wrote(claim, 0, 10 * MIB)

    other = shared.take(BLOCK)

    assert span(claim) == (10 * MIB, 20 * MIB)
    assert span(other) == (20 * MIB, 30 * MIB)


def test_a_short_rest_is_left_to_whoever_has_it():
    shared = work([(0, SIZE - MIB)])
    shared.take(BLOCK)

    assert not shared.has_more()
    assert shared.take(BLOCK) is None


def test_a_quiet_one_loses_all_it_has():
    shared = work([(0, SIZE - MIB)], quiet=0)
    claim = shared.take(BLOCK)
    claim.heard -= 1

    assert shared.has_more()
    assert span(shared.take(BLOCK)) == (SIZE - MIB, SIZE)
    assert span(claim) == (SIZE - MIB, SIZE - MIB)


def test_the_end_is_reached_once_all_is_written():
    shared = work()
    while (claim := shared.take(BLOCK)) is not None:
        assert not shared.is_done
        shared.wrote(claim, claim.at, claim.end)
        shared.release(claim)

    assert shared.is_done
    assert (shared.received, shared.frontier) == (SIZE, SIZE)


def test_samples_are_of_the_start_and_of_the_last_bytes():
    assert work().samples(100) == []
    assert work([(0, 50)]).samples(100) == [(0, 50)]
    assert work([(0, 5000), (9000, 9050)]).samples(100) == [(0, 100), (9000, 9050)]
    assert work([(0, 5000)]).samples(100) == [(0, 100), (4900, 5000)]


def test_a_stalled_connection_is_noticed_within_half_a_minute():
    # Tests of stalls hand in shorter times; this is what a person gets.
    assert Patience().stall <= 30
