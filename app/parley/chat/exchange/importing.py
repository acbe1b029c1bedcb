"""Takes conversations from files into the database: each whole, or not at all and with the reason.

Files are untrusted. What is wrong in one ends in a sentence of the report, never in half a
conversation.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from parley.chat.branches import Branches
from parley.chat.exchange.chatgpt import is_chatgpt, read_chatgpt
from parley.chat.exchange.format import (
    FORMAT,
    VERSION,
    FileConversation,
    FileFolder,
    cleaned,
    with_ids,
)
from parley.chat.exchange.open_webui import is_open_webui, read_open_webui
from parley.chat.exchange.pictures import without_unsound
from parley.chat.exchange.reading import LATEST, Lacking, text_of
from parley.chat.exchange.streaming import Damaged, Member, members
from parley.chat.exchange.values import Imported, LeftOut, NotTaken, Source
from parley.chat.records import Run, as_json, one_line
from parley.chat.values import Figures, MessageError
from parley.core.errors import Cancelled, ParleyError

_ARRAYS: Final = frozenset({"conversations", "folders"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: So many of the conversations that were left out are named; the others are only counted.
_NAMED: Final = 200
#: No answer has more tokens, took more seconds or came faster.
_MOST: Final = 1_000_000_000

#: Told now and then: bytes that were read, and of how many.
OnProgress = Callable[[int, int], None]


class Importer(Branches):
    """Imports into one database, over a connection of the thread that asks."""

    def take(
        self,
        path: Path,
        *,
        on_progress: OnProgress = lambda _read, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Imported:
        """Take in what the file `path` holds, and tell what came of it.

        Raises:
            ParleyError: `import_unreadable`; `import_unknown`, the file is none that is known;
                `import_newer`, a newer Parley wrote it; `disk_full` and what else the database
                refuses. Conversations that were taken before that stay.
            Cancelled: `cancelled` said so; what was taken stays.
        """

        def go_on() -> None:
            if cancelled():
                raise Cancelled

        def told(read: int, of: int) -> None:
            go_on()  # A file may be long and hold nothing.
            on_progress(read, of)

        taking = _Taking(self, go_on, self._clock())

        with _read(path):
            for stream in _streams(path, told):
                try:
                    for member in members(stream, arrays=_ARRAYS):
                        taking.member(member)
                    taking.end()
                except Damaged:
                    taking.damaged()
        return taking.report(path)

    # -- for the one who takes -------------------------------------------------------------------

    def have_folder(self, folder: FileFolder) -> None:
        """Make a folder of that name, unless there is one."""
        with self._write() as run:
            _folder(run, folder.name, folder.folded, self._clock())

    def store(self, conversation: FileConversation) -> tuple[int, bool]:
        """Store a conversation, unless it is there. Return its id, and whether it is new.

        Raises:
            NotTaken: it does not hang together.
        """
        with self._write() as run:
            row = run(
                "SELECT c.id, c.deleted_at FROM conversation_keys k"
                " JOIN conversations c ON c.id = k.conversation_id WHERE k.key = ?",
                conversation.key,
            ).fetchone()
            if row is not None and row[1] is None:
                return row[0], False
            if row is not None:  # It was deleted, and is wanted again.
                run("DELETE FROM conversation_keys WHERE conversation_id = ?", row[0])
            return _insert(run, conversation, self._clock()), True


class _Taking:
    """One import: what was seen of the file, and what came of it."""

    def __init__(self, importer: Importer, go_on: Callable[[], None], now: float) -> None:
        self._importer, self._go_on, self._now = importer, go_on, now
        self._head: dict[str, Any] = {}
        self._source: Source | None = None
        self._ids: list[int] = []
        self._there = self._changed = self._unnamed = 0
        self._left: list[LeftOut] = []
        self._lacking: Lacking = Lacking()
        self._seen = 0

    def member(self, member: Member) -> None:
        self._go_on()
        if member.within == "folders":
            self._folder(member.value)
        elif member.name:
            self._head[member.name] = member.value
            if self._head.get("format") == FORMAT:
                self._source = "Parley"
                self._check_version()
        else:
            self._take(member.value)

    def end(self) -> None:
        """A file that is one object may be one conversation."""
        head, self._head = self._head, {}
        if head.get("format") != FORMAT and head and not self._seen:
            self._take(head)

    def damaged(self) -> None:
        self._leave("The rest of the file", "It is damaged or cut off from there on.")

    def report(self, path: Path) -> Imported:
        if self._source is None and not self._ids:
            damaged = bool(self._left) and not self._seen
            raise ParleyError(
                "import_unknown",
                f"{path.name} is damaged or is no JSON."
                if damaged
                else f"{path.name} holds no conversations that Parley can read.",
                safe="Nothing was changed.",
                hint="Parley reads its own JSON files, and the exports of ChatGPT and Open WebUI.",
            )
        if self._unnamed:
            self._left.append(
                LeftOut(f"{self._unnamed} more", "They were left out for reasons like these.")
            )
        return Imported(
            self._source,
            tuple(self._ids),
            self._there,
            self._changed,
            tuple(self._left),
            {name: count for name, count in self._lacking.items() if count},
        )

    # -- inside ----------------------------------------------------------------------------------

    def _check_version(self) -> None:
        version = self._head.get("version", VERSION)
        if not isinstance(version, int) or version > VERSION:
            raise ParleyError(
                "import_newer",
                "This file was written by a newer Parley.",
                safe="Nothing was changed.",
                hint="Update Parley and import it again.",
            )

    def _folder(self, value: object) -> None:
        try:
            self._importer.have_folder(msgspec.convert(cleaned(value), FileFolder))
        except (msgspec.ValidationError, RecursionError):
            self._leave("A folder", "It has no name.")

    def _take(self, value: object) -> None:
        self._seen += 1
        name = _name(value, self._seen)
        lacking: Lacking = Lacking()
        try:
            conversation = self._read(value, lacking)
            key, new = self._importer.store(conversation)
        except NotTaken as error:
            self._leave(name, str(error))
            return
        except msgspec.ValidationError as error:
            self._leave(name, f"It is not as the format asks: {error}.")
            return
        except RecursionError:
            self._leave(name, "It is nested too deeply.")
            return
        if new:
            self._ids.append(key)
            self._lacking.update(lacking)
        else:
            self._there += 1
            self._changed += len(conversation.messages) != len(self._importer.tree(key))

    def _read(self, value: object, lacking: Lacking) -> FileConversation:
        value = cleaned(value)
        if not isinstance(value, dict):
            raise NotTaken("It is no conversation.")
        if _is_parley(value):
            self._source = "Parley"
            value = without_unsound(value, lacking)
            return _sound(msgspec.convert(value, FileConversation), self._now)
        if is_chatgpt(value):
            self._source = "ChatGPT"
            return read_chatgpt(value, self._now, lacking)
        if is_open_webui(value):
            self._source = "Open WebUI"
            return read_open_webui(value, self._now, lacking)
        raise NotTaken("It is no conversation that Parley can read.")

    def _leave(self, what: str, why: str) -> None:
        if len(self._left) < _NAMED:
            self._left.append(LeftOut(what, why))
        else:
            self._unnamed += 1


def _is_parley(value: dict[str, Any]) -> bool:
    """Whether `value` is a conversation of Parley's, also where other members follow it."""
    return isinstance(value.get("key"), str) and "updated_at" in value


def _name(value: object, number: int) -> str:
    title = text_of(value.get("title")) if isinstance(value, dict) else ""
    title = one_line(title)
    return f"“{title[:80]}”" if title else f"Conversation {number}"


def _sound(conversation: FileConversation, now: float) -> FileConversation:
    """Return a conversation of Parley's with moments that a calendar has, and figures that an
    answer can have: a window shows them.
    """

    def moment(value: float, otherwise: float) -> float:
        return value if 0 <= value <= LATEST else otherwise

    created = moment(conversation.created_at, now)
    archived = conversation.archived_at
    return msgspec.structs.replace(
        conversation,
        created_at=created,
        updated_at=moment(conversation.updated_at, created),
        archived_at=None if archived is None else moment(archived, created),
        messages=tuple(
            msgspec.structs.replace(
                message,
                created_at=moment(message.created_at, created),
                status="interrupted" if message.status == "streaming" else message.status,
                figures=_plausible(message.figures),
                reasoning_seconds=_seconds(message.reasoning_seconds),
                error=_numbered(message.error),
            )
            for message in conversation.messages
        ),
    )


def _plausible(figures: Figures | None) -> Figures | None:
    if figures is None:
        return None
    one = figures
    counts = (
        *(one.prompt_tokens, one.cached_tokens, one.generated_tokens),
        *(one.context_used, one.context),
    )
    seconds = (one.prefill_seconds, one.decode_seconds, one.first_token_seconds)
    sound = all(0 <= count <= _MOST for count in counts) and None not in map(_seconds, seconds)
    return one if sound and (one.tokens_per_second or 0) <= _MOST else None


def _seconds(value: float | None) -> float | None:
    return value if value is not None and 0 <= value <= _MOST else None


def _numbered(error: MessageError | None) -> MessageError | None:
    if error is None:
        return None
    details = {name: count for name, count in error.details.items() if 0 <= count <= _MOST}
    return msgspec.structs.replace(error, details=details)


def _insert(run: Run, conversation: FileConversation, now: float) -> int:
    one = conversation
    folder = None if not one.folder else _folder(run, one.folder, False, now)
    cursor = run(
        "INSERT INTO conversations (title, created_at, updated_at, day, system_prompt, policy,"
        " seed, pinned, folder_id, archived_at, titled_by, options)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one_line(one.title), one.created_at, one.updated_at,
        one.day if _DAY.fullmatch(one.day) else _day(one.created_at), one.system_prompt,
        one.policy, one.seed, one.pinned, folder, one.archived_at, one.titled_by,
        as_json(one.options),
    )  # fmt: skip
    key = cursor.lastrowid
    assert key is not None
    run("INSERT INTO conversation_keys (conversation_id, key) VALUES (?, ?)", key, one.key)
    # What a note names has a lower number, so its id is known when it is needed.
    ids: dict[int, int] = {}
    for message in one.messages:
        if message.id in ids or (message.parent is not None and message.parent not in ids):
            raise NotTaken("Its messages do not hang together.")
        (numbered,) = with_ids(msgspec.structs.replace(one, messages=(message,)), ids.get).messages
        cursor = run(
            "INSERT INTO messages (conversation_id, parent_id, role, content, status, created_at,"
            " model, finish_reason, edited, quantisation, options, figures, notes, error,"
            " attachments, reasoning_seconds)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            key, None if message.parent is None else ids[message.parent], message.role,
            message.content, message.status, message.created_at, message.model,
            message.finish_reason, message.edited, message.quantisation, as_json(message.options),
            as_json(message.figures), as_json(numbered.notes or None), as_json(message.error),
            as_json(message.attachments or None), message.reasoning_seconds,
        )  # fmt: skip
        assert cursor.lastrowid is not None
        ids[message.id] = cursor.lastrowid
    leaf = ids.get(one.leaf) if one.leaf is not None else None
    if leaf is None and ids:
        leaf = max(ids.values())
    run("UPDATE conversations SET active_leaf = ? WHERE id = ?", leaf, key)
    return key


def _folder(run: Run, name: str, folded: bool, now: float) -> int:
    name = one_line(name) or "Folder"
    row = run("SELECT id FROM folders WHERE name = ? ORDER BY id", name).fetchone()
    if row is not None:
        found: int = row[0]
        return found
    cursor = run(
        "INSERT INTO folders (name, folded, position, created_at)"
        " VALUES (?, ?, (SELECT ifnull(max(position), 0) + 1 FROM folders), ?)",
        name, folded, now,
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().date().isoformat()


# -- files ---------------------------------------------------------------------------------------


class _Counted:
    """A stream that tells how much of it was read."""

    def __init__(self, stream: IO[bytes], told: Callable[[int], None]) -> None:
        self._stream, self._told = stream, told
        self._read = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._read += len(data)
        self._told(self._read)
        return data


def _streams(path: Path, on_progress: OnProgress) -> Iterator[IO[bytes]]:
    """Yield the JSON files that `path` is or holds."""
    if not zipfile.is_zipfile(path):
        size = path.stat().st_size
        with path.open("rb") as stream:
            yield _Counted(stream, lambda read: on_progress(read, size))  # type: ignore[misc]
        return
    with zipfile.ZipFile(path) as archive:
        files = [each for each in archive.infolist() if each.filename.lower().endswith(".json")]
        named = [each for each in files if re.match(r"conversations\b", Path(each.filename).name)]
        wanted = sorted(named or files, key=lambda each: each.filename)
        size = sum(each.file_size for each in wanted)
        before = 0
        for each in wanted:
            with archive.open(each) as inner:

                def told(read: int, begun: int = before) -> None:
                    on_progress(begun + read, size)

                yield _Counted(inner, told)  # type: ignore[misc]
            before += each.file_size


@contextmanager
def _read(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        if isinstance(error, RecursionError):
            raise
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ParleyError(
            "import_unreadable",
            f"{path} could not be read ({why}).",
            safe="What was imported before that stays; everything else is untouched.",
            hint="Check that the file is whole and may be read, and import it again.",
        ) from error
