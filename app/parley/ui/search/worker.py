"""Searches away from the window's thread, over a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import msgspec

from parley.core.errors import ParleyError

if TYPE_CHECKING:
    from parley.chat.search import ChatSearch, HitPage

#: Opens a search for as long as a `with` lasts; called and used on the worker's thread.
OpenSearch = Callable[[], "AbstractContextManager[ChatSearch]"]
Done = Callable[["HitPage | ParleyError"], None]

#: Seconds of work on the index after which a new question is looked for.
_SLICE = 0.1
#: Seconds between two writes: others wait for theirs by asking again, after 1, 3 and 8 ms.
_PAUSE = 0.006
#: Seconds until the database is asked again that another window kept busy.
_AGAIN = 1.0


class _Asked(msgspec.Struct, frozen=True):
    number: int
    text: str
    after: int | None
    done: Done


class SearchWorker:
    """One thread that answers the newest question and drops those before it.

    While nothing is asked it brings the index up to date. The thread is started by the first
    question or `index`, and ends with `close`.
    """

    def __init__(
        self, open_search: OpenSearch, post: Callable[[Callable[[], object]], None]
    ) -> None:
        """Search through `open_search`; `post` runs a function on the window's thread."""
        self._open = open_search
        self._post = post
        self._news = threading.Condition()
        self._number = 0
        self._asked: _Asked | None = None
        self._indexing = False
        self._indexed: Callable[[], None] | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, text: str, done: Done, *, after: int | None = None) -> None:
        """Search for `text`, and give `done` what was found, unless something newer is asked."""
        with self._news:
            self._number += 1
            self._asked = _Asked(self._number, text, after, done)
            self._wake()

    def forget(self) -> None:
        """Answer no more what was asked."""
        with self._news:
            self._number += 1
            self._asked = None

    def index(self, indexed: Callable[[], None] | None = None) -> None:
        """Bring the index up to date, and call `indexed` when it is."""
        with self._news:
            self._indexing, self._indexed = True, indexed
            self._wake()

    def close(self) -> None:
        """End the thread and wait for it."""
        with self._news:
            self._closed = True
            thread = self._thread
            self._news.notify()
        if thread is not None:
            thread.join()

    # -- inside ----------------------------------------------------------------------------------

    def _wake(self) -> None:
        if self._thread is None and not self._closed:
            # A program that ends without closing this is not held up by it.
            self._thread = threading.Thread(target=self._run, name="search", daemon=True)
            self._thread.start()
        self._news.notify()

    def _run(self) -> None:
        asked: _Asked | None = None
        try:
            with self._open() as search:
                while True:
                    with self._news:
                        while not (self._closed or self._asked or self._indexing):
                            self._news.wait()
                        if self._closed:
                            return
                        asked, self._asked = self._asked, None
                        if asked is None:
                            self._indexing = False  # Until it is asked for again, or goes on.
                    if asked is None:
                        self._index_some(search)
                    else:
                        self._tell(asked, search.search(asked.text, after=asked.after))
        except ParleyError as error:
            # The next question tries again, with another connection.
            with self._news:
                asked, self._asked = self._asked or asked, None
                self._indexing = False
                self._thread = None
            if asked is not None:
                self._tell(asked, error)

    def _index_some(self, search: ChatSearch) -> None:
        before = search.index.waiting()
        left = search.index.update(_SLICE, pause=_PAUSE)
        tidy = left == 0 and search.index.tidy(_SLICE, pause=_PAUSE)
        with self._news:
            self._indexing = self._indexing or not tidy
            if left == 0 and self._indexed is not None:
                indexed, self._indexed = self._indexed, None
                self._post(indexed)
            # Others are busy with the database, or what is left to do has time.
            if not tidy and (left == 0 or left >= before) and not (self._closed or self._asked):
                self._news.wait(_AGAIN)

    def _tell(self, asked: _Asked, found: HitPage | ParleyError) -> None:
        def tell() -> None:
            # Something newer may have been asked while this was under way, or nothing any more.
            if asked.number == self._number:
                asked.done(found)

        self._post(tell)
