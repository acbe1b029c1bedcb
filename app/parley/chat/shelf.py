"""How conversations are kept in order: titles, pins, folders, the archive, deletion with undo."""

from __future__ import annotations

from collections.abc import Iterable

from parley.chat.records import (
    CONVERSATION,
    Records,
    Run,
    as_json,
    conversation_gone,
    conversation_of,
    one_line,
)
from parley.chat.values import Conversation, ConversationOptions, Folder, Listed
from parley.core.errors import ParleyError
from parley.core.owner import Owner


class Shelf(Records):
    """The list of conversations and what a person does to it.

    A deleted conversation is nowhere to be found, and is there again after `restore`, until its
    deleter ends that with `purge` or is gone itself.
    """

    # -- what there is ---------------------------------------------------------------------------

    def conversations(self) -> list[Conversation]:
        """Return all conversations, the one changed last first; archived ones are among them."""
        rows = self._read(
            f"SELECT {CONVERSATION} FROM conversations WHERE deleted_at IS NULL"  # noqa: S608
            " ORDER BY updated_at DESC, id DESC"
        )
        return [conversation_of(row) for row in rows]

    def conversation(self, conversation_id: int) -> Conversation:
        """Return one conversation."""
        rows = self._read(
            f"SELECT {CONVERSATION} FROM conversations WHERE id = ? AND deleted_at IS NULL",  # noqa: S608
            conversation_id,
        )
        if not rows:
            raise conversation_gone()
        return conversation_of(rows[0])

    def listed(self) -> list[Listed]:
        """Return what a list says of each conversation, in the order of `conversations`."""
        answering = {
            row[0]
            for row in self._read("SELECT conversation_id FROM messages WHERE status = 'streaming'")
        }
        rows = self._read(
            "SELECT id, title, updated_at, pinned, folder_id, archived_at FROM conversations"
            " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC"
        )
        return [
            Listed(
                key, title, updated, bool(pinned), folder, archived is not None, key in answering
            )
            for key, title, updated, pinned, folder, archived in rows
        ]

    def folders(self) -> list[Folder]:
        """Return the folders in their order."""
        rows = self._read("SELECT id, name, folded FROM folders ORDER BY position, id")
        return [Folder(key, name, bool(folded)) for key, name, folded in rows]

    # -- one conversation ------------------------------------------------------------------------

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation the person's title, which no model changes; its place stays."""
        with self._write() as run:
            changed = run(
                "UPDATE conversations SET title = ?, titled_by = 'person' WHERE id = ?",
                one_line(title), conversation_id,
            )  # fmt: skip
            if changed.rowcount == 0:
                raise conversation_gone()

    def entitle(self, conversation_id: int, title: str) -> bool:
        """Give a conversation a model's title, unless the person gave one. Return whether."""
        with self._write() as run:
            changed = run(
                "UPDATE conversations SET title = ?, titled_by = 'model'"
                " WHERE id = ? AND titled_by <> 'person' AND deleted_at IS NULL",
                one_line(title), conversation_id,
            )  # fmt: skip
        return changed.rowcount > 0

    def set_options(self, conversation_id: int, options: ConversationOptions) -> None:
        """Change what is different in a conversation from what the settings say."""
        self._update_conversation(conversation_id, "options", as_json(options))

    # -- several ---------------------------------------------------------------------------------

    def pin(self, conversation_ids: Iterable[int], pinned: bool = True) -> None:
        """Keep conversations at the top, or no longer. What was archived comes back for it."""
        with self._write() as run:
            run(
                "UPDATE conversations SET pinned = ?1,"
                " archived_at = CASE WHEN ?1 THEN NULL ELSE archived_at END"
                " WHERE id IN (SELECT value FROM json_each(?2))",
                pinned, _ids(conversation_ids),
            )  # fmt: skip

    def move(self, conversation_ids: Iterable[int], folder_id: int | None) -> None:
        """Put conversations into a folder, or into none. Raises `folder_gone`.

        In a folder they are neither archived nor pinned: each is in one place of the list.
        """
        with self._write() as run:
            if folder_id is not None:
                self._folder(run, folder_id)
            run(
                "UPDATE conversations SET folder_id = ?, pinned = 0, archived_at = NULL"
                " WHERE id IN (SELECT value FROM json_each(?))",
                folder_id, _ids(conversation_ids),
            )  # fmt: skip

    def archive(self, conversation_ids: Iterable[int], archived: bool = True) -> None:
        """Put conversations out of the way, or have them back where they were."""
        with self._write() as run:
            run(
                "UPDATE conversations SET archived_at = ?"
                " WHERE id IN (SELECT value FROM json_each(?)) AND (archived_at IS NULL) = ?",
                self._clock() if archived else None, _ids(conversation_ids), archived,
            )  # fmt: skip

    # -- deletion --------------------------------------------------------------------------------

    def remove_conversations(self, conversation_ids: Iterable[int]) -> list[int]:
        """Delete conversations; `restore_conversations` has them back. Return whose that was.

        Those that are gone already are left out.
        """
        with self._write() as run:
            rows = run(
                "UPDATE conversations SET deleted_at = ?, deleter_pid = ?, deleter_started = ?"
                " WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?)) RETURNING id",
                self._clock(), self._owner.pid, self._owner.started, _ids(conversation_ids),
            ).fetchall()  # fmt: skip
        return [key for (key,) in rows]

    def restore_conversations(self, conversation_ids: Iterable[int]) -> None:
        """Have deleted conversations back as they were. What is gone for ever stays so."""
        with self._write() as run:
            run(
                "UPDATE conversations SET deleted_at = NULL, deleter_pid = NULL,"
                " deleter_started = NULL WHERE id IN (SELECT value FROM json_each(?))",
                _ids(conversation_ids),
            )

    def purge_conversations(self, conversation_ids: Iterable[int]) -> list[int]:
        """Remove deleted conversations for ever. What was had back stays. Return which went."""
        with self._write() as run:
            return _purge(run, conversation_ids)

    def purge_abandoned(self, *, closing: bool = False) -> list[int]:
        """Remove for ever what no process can have back any more; `closing`: nor can this one.

        Returns the ids, so that what else was kept of them can go.
        """
        with self._write() as run:
            rows = run(
                "SELECT id, deleter_pid, deleter_started FROM conversations"
                " WHERE deleted_at IS NOT NULL"
            ).fetchall()
            return _purge(run, [key for key, pid, since in rows if self._gone(pid, since, closing)])

    # -- folders ---------------------------------------------------------------------------------

    def create_folder(self, name: str) -> Folder:
        """Make a folder behind the others. Raises `folder_unnamed`."""
        with self._write() as run:
            made = run(
                "INSERT INTO folders (name, position, created_at)"
                " VALUES (?, (SELECT ifnull(max(position), 0) + 1 FROM folders), ?)",
                _named(name), self._clock(),
            )  # fmt: skip
        assert made.lastrowid is not None
        return Folder(made.lastrowid, _named(name))

    def rename_folder(self, folder_id: int, name: str) -> None:
        """Give a folder another name. Raises `folder_unnamed` and `folder_gone`."""
        named = _named(name)
        with self._write() as run:
            self._folder(run, folder_id)
            run("UPDATE folders SET name = ? WHERE id = ?", named, folder_id)

    def fold(self, folder_id: int, folded: bool) -> None:
        """Hide or show what is in a folder."""
        with self._write() as run:
            run("UPDATE folders SET folded = ?1 WHERE id = ?2 AND folded <> ?1", folded, folder_id)

    def place_folder(self, folder_id: int, at: int) -> None:
        """Make a folder the one at place `at`, counted from 0. Raises `folder_gone`."""
        with self._write() as run:
            self._folder(run, folder_id)
            _place(run, folder_id, at)

    def delete_folder(self, folder_id: int) -> list[int]:
        """Delete a folder. Its conversations stay, in no folder; their ids are returned."""
        with self._write() as run:
            rows = run("SELECT id FROM conversations WHERE folder_id = ?", folder_id).fetchall()
            run("DELETE FROM folders WHERE id = ?", folder_id)
        return [key for (key,) in rows]

    def restore_folder(self, folder: Folder, at: int, conversation_ids: Iterable[int]) -> None:
        """Have a deleted folder back at place `at`, with what is in no other folder by now."""
        with self._write() as run:
            run(
                "INSERT INTO folders (id, name, folded, created_at) VALUES (?, ?, ?, ?)",
                folder.id, folder.name, folder.folded, self._clock(),
            )  # fmt: skip
            run(
                "UPDATE conversations SET folder_id = ? WHERE folder_id IS NULL"
                " AND id IN (SELECT value FROM json_each(?))",
                folder.id, _ids(conversation_ids),
            )  # fmt: skip
            _place(run, folder.id, at)

    # -- inside ----------------------------------------------------------------------------------

    def _update_conversation(self, conversation_id: int, column: str, value: object) -> None:
        with self._write() as run:
            changed = run(
                f"UPDATE conversations SET {column} = ? WHERE id = ?",  # noqa: S608
                value,
                conversation_id,
            )
            if changed.rowcount == 0:
                raise conversation_gone()

    def _folder(self, run: Run, folder_id: int) -> None:
        if run("SELECT 1 FROM folders WHERE id = ?", folder_id).fetchone() is None:
            raise ParleyError(
                "folder_gone",
                "This folder was deleted.",
                safe="The conversations that were in it are still there.",
                hint="Choose another one.",
            )

    def _gone(self, pid: int | None, started: float | None, closing: bool) -> bool:
        if pid is None or started is None:
            return True
        owner = Owner(pid, started)
        return closing if owner == self._owner else not owner.is_alive()


def _purge(run: Run, conversation_ids: Iterable[int]) -> list[int]:
    rows = run(
        "DELETE FROM conversations WHERE deleted_at IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?)) RETURNING id",
        _ids(conversation_ids),
    ).fetchall()
    return [key for (key,) in rows]


def _place(run: Run, folder_id: int, at: int) -> None:
    order = [key for (key,) in run("SELECT id FROM folders ORDER BY position, id")]
    order.remove(folder_id)
    order.insert(max(0, at), folder_id)
    for position, key in enumerate(order):
        run("UPDATE folders SET position = ? WHERE id = ?", position, key)


def _ids(conversation_ids: Iterable[int]) -> str | None:
    # What a person selected may be more than SQLite takes as variables of one statement.
    return as_json(list(conversation_ids))


def _named(name: str) -> str:
    named = one_line(name)
    if not named:
        raise ParleyError("folder_unnamed", "A folder needs a name.", hint="Type one.")
    return named
