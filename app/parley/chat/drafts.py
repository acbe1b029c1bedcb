"""What was written and not sent, kept so that no crash and no switch to another chat loses it.

A place is where it was written: a conversation, a window that begins one, a message being changed.
"""

from __future__ import annotations

import msgspec

from parley.chat.records import Records, Run, as_json, encodable
from parley.chat.values import Attachment

_attachments = msgspec.json.Decoder(tuple[Attachment, ...])


class Draft(msgspec.Struct, frozen=True):
    """A text and what goes with it. One without both is none."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.attachments)


class Place(msgspec.Struct, frozen=True):
    """Where something is being written.

    Attributes:
        name: the same whenever it is the same place.
        conversation_id: with which it goes; None where there is none yet.
        message_id: the message that is being changed; the draft goes with it.
    """

    name: str
    conversation_id: int | None = None
    message_id: int | None = None


def in_conversation(conversation_id: int) -> Place:
    """Return the place of a conversation's next message."""
    return Place(str(conversation_id), conversation_id)


def in_window(name: str) -> Place:
    """Return the place of the first message that is written in a window of this name."""
    return Place(f"new:{name}")


def in_message(message_id: int, conversation_id: int) -> Place:
    """Return the place of another version of a message."""
    return Place(f"edit:{message_id}", conversation_id, message_id)


def joined(before: Draft, here: Draft, there: Draft) -> Draft:
    """Return one draft for two that were made of `before` in two windows at once.

    No word of either is lost: where both were written on, what is `here` stands last.
    """
    if here.text == before.text or here.text in there.text:
        text = there.text
    elif there.text == before.text or there.text in here.text:
        text = here.text
    else:
        text = f"{there.text}\n\n{here.text}"
    if here.attachments == before.attachments:
        attachments = there.attachments
    elif there.attachments == before.attachments:
        attachments = here.attachments
    else:
        new = (each for each in here.attachments if each not in there.attachments)
        attachments = (*there.attachments, *new)
    return Draft(text, attachments)


class Drafts(Records):
    """The part of a store that keeps drafts, one at each place.

    What goes with a text has a row of its own. A row is written as a whole, and pictures of
    megabytes are not to be written with each letter.
    """

    def draft(self, place: Place) -> Draft:
        """Return what is being written at a place, an empty one where that is nothing."""
        rows = self._read(
            "SELECT text, attachments FROM drafts WHERE place IN (?, ?) ORDER BY place = ?",
            *rows_of(place), place.name,
        )  # fmt: skip
        attachments = next((attached for _, attached in rows if attached), None)
        text = "".join(text for text, _ in rows)
        return Draft(text, _attachments.decode(attachments) if attachments else ())

    def draft_text(self, place: Place) -> tuple[str, float | None]:
        """Return the text alone, and when what goes with it was kept; None where nothing does."""
        rows = self._read(
            "SELECT place = ?, text, updated_at FROM drafts WHERE place IN (?, ?)",
            place.name, *rows_of(place),
        )  # fmt: skip
        text = next((text for own, text, _ in rows if own), "")
        return text, next((kept for own, _, kept in rows if not own), None)

    def keep_draft(self, place: Place, draft: Draft, before: Draft | None = None) -> None:
        """Keep what is being written at a place; nothing is kept of one that is gone.

        Args:
            before: what is kept there, if that is known: then only what differs is written.
        """
        beside = _beside(place)
        with self._write() as run:
            if draft:
                self._put(run, place, place.name, encodable(draft.text), None)
            else:
                run("DELETE FROM drafts WHERE place = ?", place.name)
            if not draft.attachments:
                run("DELETE FROM drafts WHERE place = ?", beside)
            elif (
                before is None
                or before.attachments != draft.attachments
                or run("SELECT 1 FROM drafts WHERE place = ?", beside).fetchone() is None
            ):
                self._put(run, place, beside, "", as_json(draft.attachments))

    def _put(self, run: Run, place: Place, name: str, text: str, attachments: str | None) -> None:
        run(
            "INSERT INTO drafts"
            " (place, conversation_id, text, attachments, updated_at, message_id)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6"
            " WHERE (?2 IS NULL OR EXISTS (SELECT 1 FROM conversations WHERE id = ?2))"
            " AND (?6 IS NULL OR EXISTS (SELECT 1 FROM messages WHERE id = ?6))"
            " ON CONFLICT (place) DO UPDATE SET text = excluded.text,"
            " attachments = excluded.attachments, updated_at = excluded.updated_at",
            name, place.conversation_id, text, attachments, self._clock(), place.message_id,
        )  # fmt: skip

    def edits(self, conversation_id: int) -> dict[int, str]:
        """Return the versions of messages that are being written in a conversation, by message."""
        rows = self._read(
            "SELECT message_id, text FROM drafts"
            " WHERE conversation_id = ? AND message_id IS NOT NULL AND attachments IS NULL",
            conversation_id,
        )
        return dict(rows)


def rows_of(place: Place) -> tuple[str, str]:
    """Return the names of the rows in which the draft of a place is kept."""
    return place.name, _beside(place)


def _beside(place: Place) -> str:
    """Return the name of the row for what goes with the text of a place."""
    return f"with:{place.name}"
