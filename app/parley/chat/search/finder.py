"""Answers searches from the index: what is there, by time, with the passage in which it stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

import msgspec

from parley.chat.branches import Branches
from parley.chat.search.index import PER_SECOND, SearchIndex, key_of
from parley.chat.search.passages import passage, whole
from parley.chat.search.query import Query, parse
from parley.chat.search.values import Hit, HitPage, Passage, SearchFilter
from parley.chat.tree import Tree
from parley.chat.values import Attachment
from parley.core.database import explained
from parley.core.errors import ParleyError

#: How many hits a page has, how many titles go before the first, and how many after the last.
PAGE: Final = 30
_TITLES: Final = 8
_MORE_TITLES: Final = 1000
#: Seconds that a search spends on what is not in the index yet, before it answers with what is.
_CATCH_UP: Final = 0.05

_NO_FILTER: Final = SearchFilter()
# A head has no message; its text is the system prompt.
_HIT = (
    "SELECT f.rowid, m.id, c.id, ifnull(m.content, c.system_prompt), m.attachments,"
    " m.created_at, ifnull(m.role, 'system'), m.model, c.title, c.archived_at"
    " FROM search_words f JOIN search_docs d ON d.key = f.rowid"
    " LEFT JOIN messages m ON m.id = d.doc"
    " JOIN conversations c ON c.id = ifnull(m.conversation_id, -d.doc)"
    " WHERE f.search_words MATCH ? AND c.deleted_at IS NULL AND m.status IS NOT 'streaming'"
)
_TITLE = (
    "SELECT c.id, c.title, c.updated_at, c.archived_at FROM search_words f"
    " JOIN search_docs d ON d.key = f.rowid JOIN conversations c ON c.id = -d.doc"
    " WHERE f.search_words MATCH ? AND c.deleted_at IS NULL"
)

_attachments = msgspec.json.Decoder(tuple[Attachment, ...])


class ChatSearch:
    """Searches the conversations of one database, from one thread; best not the window's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use `connection`, whose schema is up to date; the caller closes it."""
        self._connection = connection
        self._path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        self._branches = Branches(connection)
        self.index = SearchIndex(connection)

    def search(
        self,
        text: str,
        *,
        only: SearchFilter = _NO_FILTER,
        after: int | None = None,
        limit: int = PAGE,
    ) -> HitPage:
        """Return what is found for what was typed, the newest first; nothing for no words.

        A few titles come before the messages, and the others after the last. A system prompt
        stands among the messages.
        Deleted conversations and branches are left out, and answers that are being written.

        Args:
            after: `HitPage.more` of the page before; None begins with the titles.
            limit: how many messages at most.

        Raises:
            ParleyError: as `core.database.explain` has it.
        """
        query = parse(text)
        try:
            waiting = self.index.update(_CATCH_UP)
        except ParleyError:
            # On a full disk, say, what is in the index is found all the same.
            waiting = self.index.waiting()
        if not query:
            return HitPage((), None, waiting)
        with explained(self._path):
            titles = self._titles(query, only, 0, _TITLES) if after is None else []
            hits, more = self._messages(query, only, after, limit)
            if more is None:
                hits += self._titles(query, only, _TITLES, _MORE_TITLES)
        return HitPage((*titles, *hits), more, waiting)

    # -- inside ----------------------------------------------------------------------------------

    def _titles(self, query: Query, only: SearchFilter, skipped: int, limit: int) -> list[Hit]:
        if only.of_messages:
            return []
        conditions, values = "", []
        if only.since is not None:
            conditions, values = " AND c.updated_at >= ?", [only.since]
        if only.conversation_id is not None:
            conditions, values = f"{conditions} AND c.id = ?", [*values, only.conversation_id]
        rows = self._connection.execute(
            f"{_TITLE}{conditions} ORDER BY f.rowid DESC LIMIT ? OFFSET ?",
            (f"title : ({query.expression})", *values, limit, skipped),
        )
        return [
            Hit(key, None, title, when, whole(title, query), archived=archived is not None)
            for key, title, when, archived in rows
        ]

    def _messages(
        self, query: Query, only: SearchFilter, after: int | None, limit: int
    ) -> tuple[list[Hit], int | None]:
        sql, values = _HIT, [f"text : ({query.expression})"]
        for condition, value in (
            ("m.model = ?", only.model),
            ("ifnull(m.role, 'system') = ?", only.role),
            ("f.rowid >= ?", None if only.since is None else key_of(only.since)),
            ("c.id = ?", only.conversation_id),
            ("f.rowid < ?", after),
        ):
            if value is not None:
                sql += f" AND {condition}"
                values.append(value)  # type: ignore[arg-type]
        rows = self._connection.execute(f"{sql} ORDER BY f.rowid DESC", values)
        trees = _Trees(self._branches, self._connection)
        hits: list[Hit] = []
        last = more = None
        for row in rows:
            if len(hits) == limit:
                rows.close()
                more = last
                break
            if row[1] is None or trees.shows(row[2], row[1]):
                hits.append(_hit(row, query))
                last = row[0]
        # Keys follow the time only roughly: messages of one moment have whichever were free.
        hits.sort(key=lambda hit: (hit.when, hit.message_id or 0), reverse=True)
        return hits, more


class _Trees:
    """The trees of conversations in which branches are deleted, each read once."""

    def __init__(self, branches: Branches, connection: sqlite3.Connection) -> None:
        rows = connection.execute(
            # In this order: there are few deletions and many messages.
            "SELECT DISTINCT m.conversation_id FROM deletions d CROSS JOIN messages m"
            " ON m.id = d.message_id"
        )
        self._cut = {row[0] for row in rows}
        self._branches = branches
        self._trees: dict[int, Tree] = {}

    def shows(self, conversation_id: int, message_id: int) -> bool:
        if conversation_id not in self._cut:
            return True
        tree = self._trees.get(conversation_id)
        if tree is None:
            tree = self._trees[conversation_id] = self._branches.tree(conversation_id)
        return message_id in tree


def _hit(row: tuple[Any, ...], query: Query) -> Hit:
    place, key, conversation_id, content, attached, when, role, model, title, archived = row
    name = ""
    found = passage(content, query)
    if found is None or not _all_there(found, query):
        for each in _attachments.decode(attached) if attached else ():
            beside = passage(f"{each.name}\n{each.text}", query)
            if beside is not None and (found is None or _all_there(beside, query)):
                found, name = beside, each.name
                break
    return Hit(
        conversation_id,
        key,
        title,
        # A system prompt is from about the time that its key stands for.
        place / PER_SECOND if when is None else when,
        found or Passage(" ".join(content[:180].split())),
        role=role,
        model=model,
        attachment=name,
        archived=archived is not None,
    )


def _all_there(found: Passage, query: Query) -> bool:
    return len(found.ranges) >= len(query.terms)
