"""Conversations to Parley's JSON and back: nothing is lost, nothing is doubled."""

from __future__ import annotations

import errno
import json
import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.chat import opened_store
from helpers.pictures import GIF, png, png_head
from parley.chat.exchange import Exporter, Imported, Importer
from parley.chat.exchange.format import VERSION, FileConversation, FileFolder, FileMessage
from parley.chat.records import one_line
from parley.chat.store import ChatStore
from parley.chat.values import (
    AnswerOptions,
    Attachment,
    ConversationOptions,
    Figures,
    MessageError,
    MessageNote,
)
from parley.core.errors import Cancelled, ParleyError
from parley.core.files import write_atomically

PICTURE = Attachment("cat.png", media="image/png", data=png())


@contextmanager
def program(home: Path) -> Iterator[tuple[ChatStore, Exporter, Importer]]:
    home.mkdir(exist_ok=True)
    with opened_store(home / "parley.sqlite3") as (store, connection):
        yield store, Exporter(connection, clock=lambda: 77.0), Importer(connection)


def everything(store: ChatStore) -> None:
    """Store conversations with all that one can have."""
    folder = store.create_folder("Travel")
    talk = store.create(title="Winds", system_prompt="Be brief.", policy="trim_oldest", seed=-5).id
    store.set_options(
        talk,
        ConversationOptions(model="m.gguf", sampling={"temperature": 0.2}, preset="Short"),
    )
    asked, answer = store.begin_turn(
        talk,
        "What is the mistral? 🌬",
        model="Small",
        quantisation="Q4_K_M",
        options=AnswerOptions({"temperature": 0.2, "stop": ["x"]}, {"context": 4096}),
        attachments=(Attachment("notes.txt", "a\nb"), PICTURE),
    )
    store.finish(
        msgspec.structs.replace(
            answer,
            content="<think>\nhm\n</think>\n\nA wind.",
            status="complete",
            finish_reason="length",
            figures=Figures(12, 4, 5, 0.25, 0.5, 0.3, 7, 20, 4096),
            notes=(MessageNote("trimmed", "Something was left out.", (asked.id,)),),
            reasoning_seconds=1.5,
        )
    )
    store.revise(answer.id, "A cold wind.")
    other, failed = store.begin_turn(talk, "Another", model="Small", beside=asked.id)
    store.finish(
        msgspec.structs.replace(
            failed,
            status="failed",
            error=MessageError("c", "It failed.", "Try.", "Safe.", {"context": 5}, ("log",)),
        )
    )
    gone = store.add(talk, "user", "deleted")
    store.remove(gone.id)
    store.show(other.id)
    store.rename(talk, "Winds of the south")
    store.pin([talk])
    filed, away, empty = (store.create(title=name).id for name in ("Filed", "Away", ""))
    store.add(filed, "user", "in a folder")
    store.move([filed], folder.id)
    store.archive([away])
    _, streaming = store.begin_turn(away, "is written", model="Small")
    store.set_content(streaming.id, "half")
    assert empty


def exported(exporter: Exporter, path: Path) -> bytes:
    exporter.to_file(exporter.all_ids(), "json", path)
    return path.read_bytes()


def test_all_that_a_conversation_has_goes_to_a_file_and_comes_back(tmp_path: Path) -> None:
    with program(tmp_path / "one") as (store, exporter, _):
        everything(store)
        first = exported(exporter, tmp_path / "first.json")
        before = store.conversations()
    with program(tmp_path / "two") as (store, exporter, importer):
        came = importer.take(tmp_path / "first.json")
        assert (came.source, len(came.ids), came.there, came.left_out) == ("Parley", 4, 0, ())
        assert exported(exporter, tmp_path / "second.json") == first
        again = store.conversations()
        for old, new in zip(before, again, strict=True):
            same = msgspec.structs.replace(new, id=old.id, folder_id=old.folder_id)
            assert same == old
        assert [folder.name for folder in store.folders()] == ["Travel"]
        talk = next(one for one in again if one.title == "Winds of the south")
        shown = store.messages(talk.id)
        assert [message.content for message in shown] == ["Another", ""]
        assert shown[1].error is not None
        answers = store.siblings(store.tree(talk.id).siblings(shown[0].id)[0])
        assert answers[0].attachments == (Attachment("notes.txt", "a\nb"), PICTURE)
        store.show(answers[0].id)
        (noted,) = [m for m in store.siblings(store.messages(talk.id)[1].id) if m.notes]
        assert noted.notes[0].dropped == (answers[0].id,)
        assert noted.reasoning_seconds == 1.5


def test_importing_twice_doubles_nothing_and_says_so(tmp_path: Path) -> None:
    with program(tmp_path / "one") as (store, exporter, importer):
        everything(store)
        exported(exporter, tmp_path / "all.json")
        count = len(store.conversations())
        assert importer.take(tmp_path / "all.json") == Imported("Parley", there=4)
        talk = store.conversations()[0].id
        store.add(talk, "user", "more")
        assert importer.take(tmp_path / "all.json") == Imported("Parley", there=4, changed=1)
        assert len(store.conversations()) == count
        store.remove_conversations([talk])
        came = importer.take(tmp_path / "all.json")
        assert (len(came.ids), came.there) == (1, 3)
        assert len(store.conversations()) == count


_text = st.text(st.characters(codec="utf-8"), max_size=12)
_moment = st.floats(0, 2e9, allow_nan=False)
_json = st.dictionaries(_text, st.none() | st.booleans() | st.floats(-9, 9) | _text, max_size=2)
_figures = st.builds(
    Figures,
    **{name: st.integers(0, 99) for name in ("prompt_tokens", "cached_tokens", "generated_tokens")},
    prefill_seconds=st.floats(0, 9),
    decode_seconds=st.just(0.0) | st.floats(0.001, 9),
    first_token_seconds=st.floats(0, 9),
    seed=st.integers(0, 2**32),
    context_used=st.integers(0, 99),
    context=st.integers(0, 99),
)

_attachment = st.builds(Attachment, _text, _text) | st.builds(
    lambda name, picture: Attachment(name, media=picture[0], data=picture[1]),
    _text,
    st.binary(max_size=99).map(lambda more: ("image/gif", GIF + more))
    | st.integers(1, 9).map(lambda side: ("image/png", png(side, side))),
)


@st.composite
def conversations(draw: st.DrawFn) -> FileConversation:
    count = draw(st.integers(0, 6))
    messages = []
    for number in range(1, count + 1):
        above = st.none() if number == 1 else st.none() | st.integers(1, number - 1)
        messages.append(
            FileMessage(
                id=number,
                parent=draw(above),
                role=draw(st.sampled_from(("user", "assistant", "system"))),
                created_at=draw(_moment),
                content=draw(_text),
                status=draw(st.sampled_from(("complete", "stopped", "failed", "interrupted"))),
                model=draw(st.none() | _text),
                quantisation=draw(st.none() | _text),
                edited=draw(st.booleans()),
                finish_reason=draw(st.none() | st.just("length")),
                reasoning_seconds=draw(st.none() | st.floats(0, 99)),
                attachments=draw(st.tuples() | st.tuples(_attachment)),
                options=draw(st.none() | st.builds(AnswerOptions, _json, _json)),
                figures=draw(st.none() | _figures),
                notes=draw(st.tuples() | st.tuples(st.builds(MessageNote, _text, _text))),
                error=draw(st.none() | st.builds(MessageError, _text, _text, _text)),
            )
        )
    return FileConversation(
        key=str(draw(st.uuids())),
        created_at=draw(_moment),
        updated_at=draw(_moment),
        title=one_line(draw(_text)),
        titled_by=draw(st.sampled_from(("words", "model", "person"))),
        day="2026-11-25",
        system_prompt=draw(_text),
        policy=draw(st.sampled_from(("ask", "trim_oldest", "stop"))),
        seed=draw(st.none() | st.integers(-(2**63), 2**63 - 1)),
        pinned=draw(st.booleans()),
        folder=draw(st.none() | st.sampled_from(("A", "Ö"))),
        archived_at=draw(st.none() | _moment),
        options=draw(st.builds(ConversationOptions, sampling=_json, preset=_text)),
        leaf=None if not messages else draw(st.integers(1, count)),
        messages=tuple(messages),
    )


@pytest.mark.slow
@given(many=st.lists(conversations(), max_size=3, unique_by=lambda each: each.key))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_conversations_are_like_files_give_the_same_bytes(
    many: list[FileConversation],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        head = {"format": "parley-conversations", "version": 1, "conversations": many}
        (folder / "made.json").write_bytes(msgspec.json.encode(head))
        with program(folder / "one") as (_, exporter, importer):
            came = importer.take(folder / "made.json")
            assert (len(came.ids), came.left_out) == (len(many), ())
            first = exported(exporter, folder / "first.json")
        written = json.loads(first)["conversations"]
        assert msgspec.convert(written, list[FileConversation]) == many
        with program(folder / "two") as (_, exporter, importer):
            importer.take(folder / "first.json")
            assert exported(exporter, folder / "second.json") == first


@pytest.mark.parametrize(
    "picture",
    [
        {"media": "image/png", "data": "no Base64!"},
        {"media": "image/png", "data": b64encode(png()).decode()[:-3]},
        {"media": "image/png", "data": b64encode(GIF).decode()},
        {"media": "image/svg+xml", "data": b64encode(b"<svg/>").decode()},
        {"media": "text/html", "data": b64encode(png()).decode()},
        {"media": "image/png", "data": b64encode(png_head(50_000, 50_000)).decode()},
        {"media": "image/gif", "data": b64encode(GIF + bytes(3_000_000)).decode()},
        {"media": "image/png", "data": b64encode(png()).decode(), "text": "too"},
        {"media": "image/png", "data": ["list"]},
        {"media": "image/png"},
    ],
)
def test_a_picture_that_is_not_what_it_says_is_left_out_and_told(
    tmp_path: Path, picture: dict[str, object]
) -> None:
    good = {"name": "cat.png", "media": "image/png", "data": b64encode(PICTURE.data).decode()}
    attachments = [{"name": "a.txt", "text": "b"}, {"name": "bad.png", **picture}, good]
    message = {"id": 1, "role": "user", "created_at": 1, "attachments": attachments}
    one = {"key": "k", "created_at": 1, "updated_at": 1, "messages": [message]}
    path = tmp_path / "made.json"
    path.write_text(json.dumps({"format": "parley-conversations", "conversations": [one]}))
    with program(tmp_path / "one") as (store, _, importer):
        came = importer.take(path)
        assert (came.left_out, came.lacking) == ((), {"pictures": 1})
        (kept,) = store.messages(came.ids[0])
        assert kept.attachments == (Attachment("a.txt", "b"), PICTURE)


def test_members_in_another_order_are_read_too(tmp_path: Path) -> None:
    with program(tmp_path / "one") as (store, exporter, _):
        everything(store)
        first = exported(exporter, tmp_path / "first.json")
    (tmp_path / "sorted.json").write_text(json.dumps(json.loads(first), sort_keys=True, indent=1))
    with program(tmp_path / "two") as (_, exporter, importer):
        assert len(importer.take(tmp_path / "sorted.json").ids) == 4


def test_a_file_of_a_newer_parley_is_refused_and_nothing_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"format": "parley-conversations", "version": 2, "conversations": [{}]}')
    with program(tmp_path / "one") as (store, _, importer):
        with pytest.raises(ParleyError) as refused:
            importer.take(path)
        assert refused.value.code == "import_newer"
        assert store.conversations() == []


def test_a_full_disk_or_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    write_atomically(path, b"old")
    with program(tmp_path / "one") as (store, exporter, _):
        everything(store)
        ids = exporter.all_ids()
        asked = iter([False, True])
        with pytest.raises(Cancelled):
            exporter.to_file(ids, "json", path, cancelled=lambda: next(asked))

        def full(_done: int, _of: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with pytest.raises(ParleyError) as said:
            exporter.to_file(ids, "json", path, on_progress=full)
        assert said.value.code == "disk_full"
        with pytest.raises(ParleyError) as said:
            exporter.to_file(ids, "json", tmp_path / "nowhere" / "x.json")
        assert said.value.code == "export_failed"
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["kept.json"]


def test_the_description_of_the_format_tells_each_member_and_its_default() -> None:
    root = Path(__file__).resolve().parents[3]
    schema = json.loads((root / "resources" / "conversation-schema.json").read_text("utf-8"))
    _, made = msgspec.json.schema_components([FileConversation, FileFolder])
    described = {
        frozenset(one["properties"]): one["properties"] for one in schema["$defs"].values()
    }
    assert len(described) == len(made)
    for one in json.loads(json.dumps(made)).values():
        told = described[frozenset(one["properties"])]
        for name, member in one["properties"].items():
            assert told[name]["description"]
            assert told[name].get("default") == member.get("default")
    assert schema["properties"]["version"]["const"] == VERSION
