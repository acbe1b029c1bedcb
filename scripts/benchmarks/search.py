"""Searching 100,000 messages: words that are common, rare, in a row or half typed."""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure, bounded
from parley.chat.search import ChatSearch
from parley.core.database import Database

_MESSAGES, _TALKS, _WORDS = 100_000, 2_000, 50_000
_PARTS = (
    *("ka", "lo", "mi", "ren", "ta", "sho", "in", "ver", "al", "ti"),
    *("on", "es", "der", "pra", "gu", "ble", "com", "sta", "ing", "ed"),
)


def search(rounds: int) -> list[Figure]:
    """Return the seconds of the slowest of several searches, over a new connection and again.

    The reference is SQLite reading all messages for the same words, as a search does that has no
    index.
    """
    words = _vocabulary()
    with tempfile.TemporaryDirectory() as home:
        database = Database(Path(home) / "parley.sqlite3")
        _fill(database, words)
        started = time.perf_counter()
        with closing(database.connect()) as connection:
            ChatSearch(connection).index.update()
        indexing = time.perf_counter() - started
        first: dict[str, list[float]] = {query: [] for query in _queries(words)}
        again: dict[str, list[float]] = {query: [] for query in first}
        scan: list[float] = []
        for _ in range(rounds):
            for query in _queries(words):
                with closing(database.connect()) as connection:
                    found = ChatSearch(connection)
                    first[query].append(_seconds(found.search, query))
                    again[query].append(_seconds(found.search, query))
            with closing(database.connect()) as connection:
                pattern = f"%{words[_WORDS - 9]}%"
                read = "SELECT count(*) FROM messages WHERE content LIKE ?"
                scan.append(_seconds(connection.execute, read, (pattern,)))
    reference = statistics.median(scan)
    slowest, later = (max(map(statistics.median, each.values())) for each in (first, again))
    cold = bounded("search of 100,000 messages, slowest", slowest, "s", 0.05, "≤ 0.05")
    warm = bounded("the same again", later, "s", 0.05, "≤ 0.05")
    note = f"reference: all messages read for one word; indexed in {indexing:.1f} s"
    return [
        {**cold, "reference": reference, "ratio": slowest / reference, "note": note},
        {**warm, "reference": reference, "ratio": later / reference},
    ]


def _queries(words: list[str]) -> list[str]:
    common, often, rare = words[0], words[40], words[_WORDS - 9]
    return [
        *(f"{common} ", f"{often} ", f"{rare} ", f"{common} {rare} ", f"{common} {often} "),
        *(f'"{common} {words[1]}"', "re", "ver", "shota", f"{common} lo", "no such words at all"),
    ]


def _vocabulary() -> list[str]:
    """Return words, the shorter ones first, as they are more common."""
    choose = random.Random(4)
    found: set[str] = set()
    while len(found) < _WORDS:
        found.add("".join(choose.choices(_PARTS, k=choose.choice((1, 2, 2, 3, 3, 4)))))
        found.add("".join(choose.choices("abcdefghijklmnoprstuvw", k=choose.randint(3, 10))))
    return sorted(found, key=lambda word: (len(word), word))[:_WORDS]


def _fill(database: Database, words: list[str]) -> None:
    """Write conversations whose words are as unequally common as those of people (Zipf)."""
    choose = random.Random(5)
    weights = list(itertools.accumulate(1 / (place + 2.7) for place in range(len(words))))
    pool = choose.choices(words, cum_weights=weights, k=2_000_000)

    def text(answer: bool) -> str:
        length = min(3000, 3 + int(choose.lognormvariate(4.8 if answer else 3.0, 0.75)))
        at = choose.randrange(len(pool) - length)
        return " ".join(pool[at : at + length])

    each = _MESSAGES // _TALKS
    with closing(database.connect()) as connection, connection:
        connection.executemany(
            "INSERT INTO conversations (title, system_prompt, created_at, updated_at)"
            " VALUES (?, ?, ?, ?)",
            (
                (text(False)[:40], text(False), 1.7e9 + 30_000 * number, 1.7e9 + 30_000 * number)
                for number in range(_TALKS)
            ),
        )
        connection.executemany(
            "INSERT INTO messages (conversation_id, parent_id, role, content, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                (
                    number // each + 1,
                    None if number % each == 0 else number,
                    "assistant" if number % 2 else "user",
                    text(bool(number % 2)),
                    1.7e9 + 600 * number,
                )
                for number in range(_MESSAGES)
            ),
        )


def _seconds(do: Callable[..., object], *values: object) -> float:
    started = time.perf_counter()
    do(*values)
    return time.perf_counter() - started
