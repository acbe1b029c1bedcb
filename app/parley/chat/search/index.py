"""The full-text index: what of the conversations stands in it, and how it follows them.

Triggers note in `search_queue` what changed, in the transaction that changed it, and nothing more:
whatever becomes of the index, no message is ever refused for its sake. Here the notes are worked
off, in transactions short enough that nobody who writes waits for them.

A document is a message, or the head of a conversation, which is its title and its system prompt.

The index holds no text, only words and places. What is taken out of it must be given word for word
as it was put in: for that, a note keeps the text as it was. Words that were taken out stay in the
file until the pieces of the index are joined: after something was deleted for ever, all are.
"""

from __future__ import annotations

import contextlib
import time
from typing import Final

import msgspec

from parley.chat.records import Records, Run
from parley.chat.search.words import FORM, indexed
from parley.chat.values import Attachment
from parley.core.errors import ParleyError

#: Seconds that one transaction takes. An answer that streams into the same database waits 10 ms for
#: another's write, and otherwise commits its text a second later.
_TURN: Final = 0.005
_AT_ONCE: Final = 20
#: Pages of the index that are merged in one transaction, and how many of these follow one of the
#: above at most: with 20 documents, that keeps the pieces of the index below 20.
_PAGES: Final = 16
_MERGES: Final = 3
#: Stands beside the form of the index while it still has words of what was deleted for ever.
_UNTIDY: Final = "with words of what is gone"
#: So many keys make a second. Documents of one moment have keys next to each other.
PER_SECOND: Final = 8
#: The last second that has a key, some 8,000 years from now; imported files hold what they want.
_LAST: Final = 1 << 38

_decode = msgspec.json.Decoder(tuple[Attachment, ...])


class SearchIndex(Records):
    """The index in one database, used from one thread; not the one that has the window."""

    def waiting(self) -> int:
        """Return how many messages and heads have changed and are not in the index as they are."""
        row = self._read_one("SELECT count(*) FROM search_queue")
        return row[0] if row else 0

    def update(self, seconds: float = float("inf"), *, pause: float = 0.0) -> int:
        """Work off what is noted, for at most so many seconds or until it is all in.

        Another window's write goes first: then less is done than could be. Returns what is left.

        Args:
            pause: seconds in which others can write, after each few milliseconds of writing.

        Raises:
            ParleyError: as `core.database.explain` has it.
        """
        until = time.monotonic() + seconds
        mended = False
        began = time.monotonic()
        while self._stale() or self._noted():
            try:
                with self._write(patient=False) as run:
                    _work(run, min(until, time.monotonic() + _TURN))
                self._merge()
            except ParleyError as error:
                if error.code == "database_busy":
                    break
                # Where the index alone is damaged, it can be had again from the messages.
                if error.code != "database_corrupt" or mended:
                    raise
                mended = True
                self.make_anew()
            if time.monotonic() >= until:
                break
            if pause and time.monotonic() - began >= _TURN:
                time.sleep(pause)
                began = time.monotonic()
        return self.waiting()

    def tidy(self, seconds: float = float("inf"), *, pause: float = 0.0) -> bool:
        """Have no words in the file of what was deleted for ever; `update` is called before.

        All pieces of the index are written anew for that, a few pages in each transaction. Takes
        arguments and raises as `update`; what is left undone, the next call does, in any process.
        Returns whether all is done.
        """
        until = time.monotonic() + seconds
        while self._untidy():
            try:
                done = self._join(-_PAGES)
                if done:
                    with self._write(patient=False) as run:
                        run("DELETE FROM search_form WHERE form = ?", _UNTIDY)
            except ParleyError as error:
                if error.code != "database_busy":
                    raise
                return False
            if done or time.monotonic() >= until:
                return done
            time.sleep(pause)
        return True

    def forget(self, seconds: float) -> None:
        """Take out what was deleted for ever, for at most so many seconds; new texts can wait.

        Raises as `update`.
        """
        until = time.monotonic() + seconds
        if self._read_one("SELECT 1 FROM search_queue WHERE was IS NOT NULL LIMIT 1"):
            self.update(seconds)
        self.tidy(max(0, until - time.monotonic()))

    def make_anew(self) -> None:
        """Empty the index and note everything, so that `update` fills it."""
        with self._write() as run:
            _begin_anew(run)

    # -- inside ----------------------------------------------------------------------------------

    def _merge(self) -> None:
        """Join pieces of the index, a few pages at a time: by itself it does so at any length."""
        for _ in range(_MERGES):
            if self._join(_PAGES):
                return

    def _join(self, pages: int) -> bool:
        """Join so many pages; of all pieces if it is negative. Return whether none were left."""
        before = self._connection.total_changes
        with self._write(patient=False) as run:
            run("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?)", pages)
        # https://sqlite.org/fts5.html#the_merge_command
        return self._connection.total_changes - before < 2

    def _noted(self) -> bool:
        return self._read_one("SELECT 1 FROM search_queue LIMIT 1") is not None

    def _untidy(self) -> bool:
        return self._read_one("SELECT 1 FROM search_form WHERE form = ?", _UNTIDY) is not None

    def _stale(self) -> bool:
        """Whether it was made by other rules of what is a word, and so cannot be changed."""
        return self._read_one("SELECT 1 FROM search_form WHERE form = ?", FORM) is None


def texts(content: str, attachments: str | None) -> str:
    """Return all the text of a message, from its columns: its words, and what goes with them."""
    if not attachments:
        return content
    with contextlib.suppress(msgspec.DecodeError):
        for each in _decode.decode(attachments):
            content = f"{content}\n{each.name}\n{each.text}"
    return content


def key_of(when: float) -> int:
    """Return the key of a document that was written at `when`, if no other has it."""
    return int(PER_SECOND * min(max(when, 0), _LAST))


def _work(run: Run, until: float) -> None:
    """Work off notes until `until`, at least one."""
    if run("SELECT 1 FROM search_form WHERE form = ?", FORM).fetchone() is None:
        _begin_anew(run)
    done: list[int] = []
    gone = False
    for doc, was, attached in _notes(run):
        key = run("SELECT key FROM search_docs WHERE doc = ?", doc).fetchone()
        if key is not None:
            if was is None:
                # Only a hand from outside can have done this; what is in cannot be taken out.
                _begin_anew(run)
                return
            _take_out(run, doc, key[0], was, attached)
        if not _put_in(run, doc) and key is not None:
            gone = True
        done.append(doc)
        if time.monotonic() >= until:
            break
    for each in done:
        run("DELETE FROM search_queue WHERE doc = ?", each)
    if gone:
        run("DELETE FROM search_form WHERE form = ?", _UNTIDY)
        run("INSERT INTO search_form (form) VALUES (?)", _UNTIDY)


def _notes(run: Run) -> list[tuple[int, str | None, str | None]]:
    """Return some notes: heads first, then the newest messages, which are missed the most."""
    some = run("SELECT * FROM search_queue WHERE doc < 0 ORDER BY doc LIMIT ?", _AT_ONCE).fetchall()
    if not some:
        some = run("SELECT * FROM search_queue ORDER BY doc DESC LIMIT ?", _AT_ONCE).fetchall()
    # In the order of their keys: the index writes a piece of its own whenever that goes back.
    return some[::-1]


def _begin_anew(run: Run) -> None:
    run("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    run("DELETE FROM search_docs")
    run("DELETE FROM search_queue")
    run("INSERT INTO search_queue (doc) SELECT id FROM messages WHERE status <> 'streaming'")
    run(
        "INSERT INTO search_queue (doc) SELECT -id FROM conversations"
        " WHERE title <> '' OR system_prompt <> ''"
    )
    run("DELETE FROM search_form")
    run("INSERT INTO search_form (form) VALUES (?)", FORM)


def _put_in(run: Run, doc: int) -> bool:
    """Put a document in as it is now; one that is empty or being written is left out.

    Returns whether there is such a message or conversation.
    """
    title = text = ""
    if doc > 0:
        row = run(
            "SELECT content, attachments, created_at, status FROM messages WHERE id = ?", doc
        ).fetchone()
        if row and row[3] != "streaming":
            text = texts(row[0], row[1])
        when = row[2] if row else 0
    else:
        row = run(
            "SELECT title, system_prompt, updated_at FROM conversations WHERE id = ?", -doc
        ).fetchone()
        title, text, when = row or ("", "", 0)
    if title or text:
        key = _free_key(run, key_of(when), doc)
        run("INSERT INTO search_docs (key, doc) VALUES (?, ?)", key, doc)
        run(
            "INSERT INTO search_words (rowid, title, text) VALUES (?, ?, ?)",
            key, indexed(title), indexed(text),
        )  # fmt: skip
    return row is not None


def _take_out(run: Run, doc: int, key: int, was: str, attached: str | None) -> None:
    title, text = ("", texts(was, attached)) if doc > 0 else (was, attached or "")
    run(
        "INSERT INTO search_words (search_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        key, indexed(title), indexed(text),
    )  # fmt: skip
    run("DELETE FROM search_docs WHERE key = ?", key)


def _free_key(run: Run, key: int, doc: int) -> int:
    """Return `key`, or the next that no document has: above for a newer document, else below."""
    there = run("SELECT doc FROM search_docs WHERE key = ?", key).fetchone()
    if there is None:
        return key
    up = abs(doc) > abs(there[0])
    sql = (
        "SELECT max(key) FROM search_docs WHERE key < ?"
        if up
        else "SELECT min(key) FROM search_docs WHERE key > ?"
    )
    step = 1 if up else -1
    width = PER_SECOND
    while True:
        row = run(sql, key + step * width).fetchone()
        last: int = row[0]
        if last != key + step * (width - 1):
            return last + step
        width *= 8
