"""Pictures beside a message: known by their bytes, measured before anything decodes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.chat import opened_store
from helpers.pictures import GIF, jpeg_head, png, png_head, webp_head
from parley.chat import attachments, pictures
from parley.chat.drafts import Draft, in_conversation, in_window
from parley.chat.prompt import with_attachments
from parley.chat.records import as_json
from parley.chat.store import ChatStore
from parley.chat.values import Attachment
from parley.core.errors import ParleyError

CAT = Attachment("cat.png", media="image/png", data=png())


@pytest.mark.parametrize(
    ("data", "media", "size"),
    [
        (png(30, 20), "image/png", (30, 20)),
        (GIF, "image/gif", (1, 1)),
        (jpeg_head(4000, 3000), "image/jpeg", (4000, 3000)),
        (webp_head("VP8 ", 640, 480), "image/webp", (640, 480)),
        (webp_head("VP8L", 640, 480), "image/webp", (640, 480)),
        (webp_head("VP8X", 70_000, 480), "image/webp", (70_000, 480)),
        (png(3, 2)[:15], "image/png", None),
        (b"\xff\xd8\xff" + b"\xff" * 50, "image/jpeg", None),
        (b"\xff\xd8\xff\xe0\x00\x00" * 30_000, "image/jpeg", None),
        (jpeg_head(40, 30) + 100 * b"\xff\xda\0", "image/jpeg", (40, 30)),
        (jpeg_head(40, 30) + 101 * b"\xff\xda\0", "image/jpeg", None),
        (b"RIFF\0\0\0\0WEBPVP8X", "image/webp", None),
        (png_head(0, 5), "image/png", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "", None),
        (b"BM" + bytes(60), "", None),
        (b"", "", None),
    ],
)
def test_what_a_picture_is_and_its_size_stand_in_its_first_bytes(
    data: bytes, media: str, size: tuple[int, int] | None
) -> None:
    assert (pictures.media_of(data), pictures.size_of(data)) == (media, size)


def test_a_file_is_a_picture_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(png(30, 20))
    assert attachments.read(path) == Attachment(
        "notes.txt", media="image/png", data=path.read_bytes()
    )
    drawing = tmp_path / "drawing.png"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert not attachments.read(drawing).is_picture


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png_head(60_000, 60_000), "picture_too_large"),
        (jpeg_head(65_000, 65_000), "picture_too_large"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture_damaged"),
        (GIF + bytes(pictures.MOST_BYTES), "picture_too_large"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(ParleyError) as refusal:
        attachments.read(path)
    assert refusal.value.code == code
    assert "a.png" in refusal.value.message
    assert refusal.value.safe
    assert refusal.value.hint


def test_a_file_that_nobody_would_look_through_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.write(png(30, 20))
        file.truncate(pictures.MOST_READ + 1)
    with pytest.raises(ParleyError) as refusal:
        attachments.read(path, lambda *_: pytest.fail("it was made smaller"))
    assert refusal.value.code == "picture_too_large"


def test_what_makes_a_picture_smaller_may_make_it_another_kind() -> None:
    found = pictures.attachment("shot.png", png(), lambda _data, _media: jpeg_head(2, 2))
    assert (found.name, found.media) == ("shot.jpg", "image/jpeg")


def test_pictures_have_names_that_markdown_can_hold() -> None:
    second = Attachment(attachments.free_name(CAT, (CAT,)), media=CAT.media, data=CAT.data)
    assert second.name == "cat-2.png"
    assert attachments.free_name(CAT, (CAT, second)) == "cat-3.png"
    blank = Attachment("my cat ä.png", media=CAT.media, data=CAT.data)
    assert pictures.named("my%20cat%20%C3%A4.png", (CAT, blank)) is blank
    assert pictures.named("notes.txt", (Attachment("notes.txt", "x"),)) is None
    assert pictures.file_name(Attachment("run.exe", media="image/png")) == "run.exe.png"
    assert pictures.file_name(Attachment("A.JPEG", media="image/jpeg")) == "A.JPEG"


def test_a_model_is_told_of_a_picture_by_its_name() -> None:
    assert with_attachments("What is this?", (CAT,)) == (
        '<attachment name="cat.png" type="image/png">\n'
        "A picture. You know its name, but cannot see it.\n"
        "</attachment>\n\nWhat is this?"
    )


def test_a_picture_is_kept_and_an_old_row_is_read_as_before(store: ChatStore) -> None:
    asked, _ = store.begin_turn(
        store.create().id, "?", model=None, attachments=(CAT, Attachment("a.txt", "b"))
    )
    assert store.message(asked.id).attachments == (CAT, Attachment("a.txt", "b"))
    assert as_json((Attachment("a.txt", "b"),)) == '[{"name":"a.txt","text":"b"}]'


def test_markdown_means_the_nearest_picture_of_its_branch(store: ChatStore) -> None:
    talk = store.create().id
    other = Attachment("cat.png", media="image/png", data=png(5, 5))
    first, _ = store.begin_turn(talk, "one", model=None, attachments=(CAT,))
    second, answer = store.begin_turn(talk, "two", model=None, attachments=(other,))
    beside, _ = store.begin_turn(talk, "three", model=None, beside=first.id)
    assert store.picture(first.id, "cat.png") == CAT
    assert store.picture(answer.id, "cat.png") == other
    assert store.picture(beside.id, "cat.png") is None
    assert store.picture(second.id, "dog.png") is None
    assert store.picture(10_000, "cat.png") is None


def test_a_picture_takes_the_room_of_its_name_from_the_messages_that_a_prompt_looks_at(
    store: ChatStore,
) -> None:
    talk = store.create().id
    first, _ = store.begin_turn(talk, "x" * 50, model=None)
    large = Attachment("a.gif", media="image/gif", data=GIF + bytes(100_000))
    _, last = store.begin_turn(talk, "y", model=None, attachments=(large,))
    assert store.tail(last.id, 200)[0].id == first.id
    # What is read for a prompt brings all bytes of its pictures along.
    for _ in range(20):
        _, last = store.begin_turn(talk, "z", model=None, attachments=(CAT,))
    assert len(store.tail(last.id, 1000)) == 20


def test_a_letter_more_writes_no_picture_again(tmp_path: Path) -> None:
    large = Attachment("a.gif", media="image/gif", data=GIF + bytes(1_000_000))
    place, draft = in_window("main"), Draft("a", (large,))
    log = tmp_path / "parley.sqlite3-wal"
    with opened_store(tmp_path / "parley.sqlite3") as (store, _):
        store.keep_draft(place, draft)
        before = log.stat().st_size
        assert before > 1_000_000
        store.keep_draft(place, Draft("ab", (large,)), draft)
        assert log.stat().st_size - before < 100_000
        assert store.draft(place) == Draft("ab", (large,))
        store.keep_draft(place, Draft("ab"), Draft("ab", (large,)))
        assert store.draft(place) == Draft("ab")


def test_a_picture_of_a_draft_goes_with_its_conversation(store: ChatStore) -> None:
    talk = store.create().id
    store.keep_draft(in_conversation(talk), Draft("a", (CAT,)))
    store.delete(talk)
    store.keep_draft(in_conversation(talk), Draft("a", (CAT,)))
    assert not store.draft(in_conversation(talk))


def test_a_draft_of_an_earlier_version_keeps_what_goes_with_it(tmp_path: Path) -> None:
    place, draft = in_window("main"), Draft("a", (Attachment("n.txt", "x"),))
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        connection.execute(
            "INSERT INTO drafts (place, text, attachments, updated_at) VALUES (?, 'a', ?, 0)",
            (place.name, as_json(draft.attachments)),
        )
        connection.commit()
        assert store.draft(place) == draft
        store.keep_draft(place, Draft("ab", draft.attachments), draft)
        assert store.draft(place) == Draft("ab", draft.attachments)
        store.keep_draft(place, Draft("ab", (CAT,)), Draft("ab", draft.attachments))
        assert store.draft(place) == Draft("ab", (CAT,))
