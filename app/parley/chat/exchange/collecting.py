"""Conversations out of the database, as they stand in a file."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import msgspec

from parley.chat.exchange.format import FileConversation, FileFolder, FileMessage, with_ids
from parley.chat.records import MESSAGE, message_of
from parley.chat.store import ChatStore
from parley.chat.values import StoredMessage


class Collector(ChatStore):
    """Reads whole conversations, and gives each a key by which it is recognised later."""

    def ids(self) -> list[int]:
        """Return all conversations that are there, in the order in which they began."""
        rows = self._read("SELECT id FROM conversations WHERE deleted_at IS NULL ORDER BY id")
        return [row[0] for row in rows]

    def file_folders(self) -> tuple[FileFolder, ...]:
        """Return the folders in their order."""
        return tuple(FileFolder(folder.name, folder.folded) for folder in self.folders())

    def collect(
        self, conversation_id: int, make_key: Callable[[], str] = lambda: str(uuid.uuid4())
    ) -> FileConversation:
        """Return a conversation with all branches that are not deleted. Raises `ParleyError`."""
        one = self.conversation(conversation_id)
        tree = self.tree(conversation_id)
        rows = self._read(
            f"SELECT {MESSAGE} FROM messages WHERE conversation_id = ? ORDER BY id",  # noqa: S608
            conversation_id,
        )
        messages = [message_of(row) for row in rows if row[0] in tree]
        numbers = {message.id: number for number, message in enumerate(messages, 1)}
        leaf = self.leaf(conversation_id)
        names = {folder.id: folder.name for folder in self.folders()}
        return with_ids(
            FileConversation(
                key=self._key(conversation_id, make_key),
                created_at=one.created_at,
                updated_at=one.updated_at,
                title=one.title,
                titled_by=one.titled_by,
                day=one.day,
                system_prompt=one.system_prompt,
                policy=one.policy,
                seed=one.seed,
                pinned=one.pinned,
                folder=None if one.folder_id is None else names.get(one.folder_id),
                archived_at=one.archived_at,
                options=one.options,
                leaf=None if leaf is None else numbers.get(leaf.id),
                messages=tuple(_file_message(each, numbers) for each in messages),
            ),
            numbers.get,
        )

    def _key(self, conversation_id: int, make_key: Callable[[], str]) -> str:
        known = "SELECT key FROM conversation_keys WHERE conversation_id = ?"
        row = self._read_one(known, conversation_id)
        if row is None:
            with self._write() as run:
                run(
                    "INSERT INTO conversation_keys (conversation_id, key) VALUES (?, ?)"
                    " ON CONFLICT DO NOTHING",
                    conversation_id, make_key(),
                )  # fmt: skip
                row = run(known, conversation_id).fetchone()
        key: str = row[0]
        return key


def _file_message(message: StoredMessage, numbers: dict[int, int]) -> FileMessage:
    plain = {
        name: getattr(message, name)
        for name in FileMessage.__struct_fields__
        if name not in {"id", "parent", "status"}
    }
    return FileMessage(
        id=numbers[message.id],
        parent=None if message.parent_id is None else numbers[message.parent_id],
        # What is in a file has ended, at the latest when the file was written.
        status="interrupted" if message.status == "streaming" else message.status,
        **plain,
    )


def in_order(messages: tuple[FileMessage, ...], leaf: int | None) -> list[FileMessage]:
    """Return the branch that ends with `leaf`, from its first message."""
    by_id = {message.id: message for message in messages}
    branch: list[FileMessage] = []
    at = leaf
    while at is not None and (message := by_id.get(at)) is not None:
        branch.append(message)
        at = message.parent
    branch.reverse()
    return branch


def branch_of(conversation: FileConversation) -> list[FileMessage]:
    """Return the branch of a conversation that is shown."""
    return in_order(conversation.messages, conversation.leaf)


def encoded(conversation: FileConversation) -> bytes:
    """Return a conversation as one line of JSON."""
    return msgspec.json.encode(conversation)
