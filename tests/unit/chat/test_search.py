"""Search over real conversations in a real file: what is found, what is not, and when."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.chat import opened_store
from helpers.pictures import png
from parley.chat.search import ChatSearch, Hit, SearchFilter
from parley.chat.search.index import SearchIndex
from parley.chat.store import ChatStore
from parley.chat.values import Attachment
from parley.core.database import Database
from parley.core.migrations import MIGRATIONS
from parley.engine.reasoning import MARKS, Marks


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[ChatStore, ChatSearch, sqlite3.Connection]]:
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        yield store, ChatSearch(connection), connection


Opened = tuple[ChatStore, ChatSearch, sqlite3.Connection]


def marked(hit: Hit) -> list[str]:
    """Return the words of a hit's passage that are marked."""
    return [hit.passage.text[a:b] for a, b in hit.passage.ranges]


def found(search: ChatSearch, text: str, **more: object) -> set[int | None]:
    return {hit.message_id for hit in search.search(text, **more).hits}  # type: ignore[arg-type]


def test_a_word_is_found_with_its_passage_title_and_time(opened: Opened) -> None:
    store, search, _ = opened
    talk = store.create(title="Winds").id
    asked = store.add(talk, "user", "What is the mistral, and when does it blow in Marseille?")
    answer = store.add(talk, "assistant", "A **cold**\n\nwind.", model="Small")
    (hit,) = search.search("MARSEILLE").hits
    assert (hit.conversation_id, hit.message_id, hit.title) == (talk, asked.id, "Winds")
    assert (hit.role, hit.when, hit.archived) == ("user", asked.created_at, False)
    assert marked(hit) == ["Marseille"]
    (hit,) = search.search("wind cold").hits
    assert hit.message_id == answer.id
    assert hit.passage.text == "A cold wind."
    assert (marked(hit), hit.model) == (["cold", "wind"], "Small")


def test_titles_come_first_and_are_marked_too(opened: Opened) -> None:
    store, search, _ = opened
    talk = store.create(title="Trip to Marseille").id
    store.add(talk, "user", "I want to see Marseille")
    title, message = search.search("marseille").hits
    assert (title.message_id, title.passage.text, marked(title)) == (
        None,
        "Trip to Marseille",
        ["Marseille"],
    )
    assert message.message_id is not None
    store.rename(talk, "A journey")
    assert None not in found(search, "marseille")
    assert None in found(search, "journey")


def test_a_few_titles_come_first_and_the_others_last(opened: Opened) -> None:
    store, search, _ = opened
    talks = [store.create(title=f"Marseille {number}").id for number in range(20)]
    for _ in range(3):
        store.add(talks[0], "user", "to Marseille")
    first = search.search("marseille", limit=2)
    assert [hit.message_id is None for hit in first.hits] == [True] * 8 + [False] * 2
    rest = search.search("marseille", limit=2, after=first.more)
    assert [hit.message_id is None for hit in rest.hits] == [False] + [True] * 12
    assert rest.more is None
    named = [hit.conversation_id for hit in first.hits + rest.hits if hit.message_id is None]
    assert sorted(named) == talks


@pytest.mark.parametrize(
    ("text", "typed", "marks"),
    [
        ("Die Straße nach Zürich", "zurich", ["Zürich"]),
        ("Die Straße nach Zürich", "STRASSE", ["Straße"]),
        ("un café crème", "creme cafe", ["café", "crème"]),
        ("e\u0301te\u0301 1999", "été", ["e\u0301te\u0301"]),
        ("smørrebrød", "smorrebrod", ["smørrebrød"]),
        ("ＦＵＬＬ width", "full", ["ＦＵＬＬ"]),
        ("the lighthouse keeper", "light", ["light"]),
        ("the lighthouse keeper", "house ", []),
        ("the lighthouse keeper", "keeper lighth", ["lighth", "keeper"]),
        ("the lighthouse keeper", '"lighthouse keep', ["lighthouse keep"]),
        ("the lighthouse keeper", "“the lighthouse”", ["the lighthouse"]),
        ("keeper of the lighthouse", '"lighthouse keeper"', []),
        ("call load_model(path) now", "load_model", ["load_model"]),
        ("東京都に住んでいます", "東京", ["東京"]),
        ("東京都に住んでいます", "京", ["京"]),
        ("東京都に住んでいます", "す", ["す"]),
        ("東京都に住んでいます", "住んでいます", ["住んでいます"]),
        ("東京都に住んでいます", "東に", []),
        ("我用iPhone手机", "iphone手机", ["iPhone", "手机"]),
        ("서울에서 만나요", "서울", ["서울"]),
        ("ภาษาไทยไม่มีช่องว่าง", "ไทย", ["ไทย"]),
        ("यह हिन्दी है", "हिन्दी", ["हिन्दी"]),
        ("Привет, мир", "ПРИВЕТ", ["Привет"]),
        ("مُحَمَّد", "محمد", ["مُحَمَّد"]),
        ("a 🦙 llama", "🦙", []),
        ("x = 42;", "42", ["42"]),
        ("ราคา ฿100", "฿100", ["100"]),
        ("\u2e80", "\u2e80", []),
        ("ミルク・ティー", "ティー", ["ティー"]),
    ],
)
def test_what_was_typed_finds_what_people_mean(
    opened: Opened, text: str, typed: str, marks: list[str]
) -> None:
    store, search, _ = opened
    store.add(store.create().id, "user", text)
    hits = search.search(typed).hits
    assert len(hits) == bool(marks)
    assert [word for hit in hits for word in marked(hit)] == marks


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", '"', '""', "*", "AND", "a AND", "NEAR(", "NOT x", "title:x", "^x", "x*", "("),
        *("-x", "{a b}: c", "a + b", "\0", "x\0y", "'; DROP TABLE messages", "🙂", "\ud800", "%"),
        *("a" * 5000, " ".join("abcdefghij" * 30), '"a b" "c', "東" * 300, "\u0301", "ﬁ", "\u200b"),
    ],
)
def test_nothing_that_is_typed_is_an_error(opened: Opened, typed: str) -> None:
    store, search, _ = opened
    store.add(store.create().id, "user", "words and not near x y")
    search.search(typed)


@pytest.mark.parametrize("marks", MARKS, ids=lambda marks: marks.opening)
def test_a_passage_shows_no_marks_of_reasoning(opened: Opened, marks: Marks) -> None:
    store, search, _ = opened
    text = f"{marks.opening}\nA cold wind?{marks.closing}\n\nThe walnut wind."
    store.add(store.create().id, "user", text)
    (hit,) = search.search("cold walnut").hits
    assert hit.passage.text == "A cold wind? The walnut wind."
    assert marked(hit) == ["cold", "walnut"]


@given(typed=st.text(max_size=40), text=st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text_is_found_by_itself_where_it_has_words(typed: str, text: str) -> None:
    from parley.chat.search.passages import passage
    from parley.chat.search.query import parse

    connection = sqlite3.connect(":memory:")
    for migration in MIGRATIONS:
        for statement in migration.statements:
            connection.execute(statement)
    text, typed = (each.encode("utf-8", "replace").decode() for each in (text, typed))
    connection.execute("INSERT INTO conversations (created_at, updated_at) VALUES (0, 0)")
    connection.execute(
        "INSERT INTO messages (conversation_id, role, content, created_at)"
        " VALUES (1, 'user', ?, 0)",
        (text,),
    )
    connection.isolation_level = None
    search = ChatSearch(connection)
    for query in (typed, text):
        for hit in search.search(query).hits:
            assert all(0 <= a < b <= len(hit.passage.text) for a, b in hit.passage.ranges)
    if parse(text):
        assert len(search.search(text).hits) == 1
        passage(text, parse(text))
    connection.close()


def test_a_system_prompt_is_found_among_the_messages_and_follows_its_changes(
    opened: Opened,
) -> None:
    store, search, _ = opened
    talk = store.create(title="Winds", system_prompt="You are a *patient* sailor.\nBe brief.").id
    asked = store.add(talk, "user", "When does a sailor rest?")
    both = search.search("sailor").hits
    assert {(hit.is_prompt, hit.message_id) for hit in both} == {(True, None), (False, asked.id)}
    (hit,) = search.search("patient brief").hits
    assert (hit.conversation_id, hit.title, hit.role) == (talk, "Winds", "system")
    assert (hit.is_title, hit.passage.text) == (False, "You are a *patient* sailor. Be brief.")
    assert marked(hit) == ["patient", "brief"]
    store.rename(talk, "Patience")
    store.set_system_prompt(talk, "You are a cook.")
    assert search.search("patient").hits == ()
    (hit,) = search.search("cook").hits
    assert (hit.is_prompt, hit.title) == (True, "Patience")
    store.set_system_prompt(talk, "")
    assert search.search("cook").hits == ()
    (hit,) = search.search("patience").hits
    assert hit.is_title
    untitled = store.create(system_prompt="You are a smith.").id
    (hit,) = search.search("smith").hits
    assert (hit.conversation_id, hit.is_prompt) == (untitled, True)
    store.remove_conversations([untitled])
    assert search.search("smith").hits == ()
    store.purge_conversations([untitled])
    assert search.index.update() == 0
    assert search.search("smith").hits == ()


def test_filters_and_pages_hold_for_system_prompts_too(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (_, connection):
        now = 1000.0
        store = ChatStore(connection, clock=lambda: now)
        talks = []
        for number in range(5):
            now = 1000.0 + number
            talks.append(store.create(system_prompt=f"quick fox {number}").id)
        search = ChatSearch(connection)
        pages, after = [], None
        while True:
            page = search.search("fox", after=after, limit=2)
            pages.append([hit.conversation_id for hit in page.hits])
            if (after := page.more) is None:
                break
        assert pages == [[talks[4], talks[3]], [talks[2], talks[1]], [talks[0]]]
        hits = search.search("fox", only=SearchFilter(since=1003.0)).hits
        assert [hit.when for hit in hits] == [1004.0, 1003.0]
        (hit,) = search.search("fox", only=SearchFilter(conversation_id=talks[2])).hits
        assert hit.passage.text == "quick fox 2"
        assert len(search.search("fox", only=SearchFilter(role="system")).hits) == 5
        assert search.search("fox", only=SearchFilter(role="user")).hits == ()
        assert search.search("fox", only=SearchFilter(model="Small")).hits == ()


def test_system_prompts_from_before_they_were_searched_are_found(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    old = Database(path, MIGRATIONS[:7]).connect()
    with old:
        old.execute(
            "INSERT INTO conversations (title, system_prompt, created_at, updated_at)"
            " VALUES ('old', 'You are a lighthouse.', 0, 0)"
        )
        # As that version left it: the title is in, and the prompt is not.
        old.execute("DELETE FROM search_queue")
        old.execute("INSERT INTO search_docs VALUES (1, -1)")
        old.execute("INSERT INTO search_words (rowid, title, text) VALUES (1, 'old', '')")
        old.execute("INSERT INTO search_form VALUES ('1 15.0.0')")
    old.close()
    with opened_store(path) as (_, connection):
        search = ChatSearch(connection)
        assert search.index.update() == 0
        (hit,) = search.search("lighthouse").hits
        assert hit.is_prompt
        (hit,) = search.search("old").hits
        assert hit.is_title


def test_attachments_are_found_by_name_and_text(opened: Opened) -> None:
    store, search, _ = opened
    talk = store.create().id
    attachments = (
        Attachment("notes.txt", "nothing"),
        Attachment("report.md", "the budget of 2031"),
        Attachment("harbour.png", media="image/png", data=png()),
    )
    asked, _ = store.begin_turn(talk, "Sum this up", model=None, attachments=attachments)
    for typed, name in (
        ("budget", "report.md"),
        ("notes", "notes.txt"),
        ("sum", ""),
        ("harbour", "harbour.png"),
    ):
        hits = [hit for hit in search.search(typed).hits if hit.message_id is not None]
        assert [(hit.message_id, hit.attachment) for hit in hits] == [(asked.id, name)]


def test_an_answer_is_found_when_it_has_ended_and_with_all_its_words(opened: Opened) -> None:
    store, search, connection = opened
    talk = store.create().id
    _, answer = store.begin_turn(talk, "Tell me", model="Small")
    store.set_content(answer.id, "Once there was a kestrel")
    noted = connection.execute("SELECT doc FROM search_queue").fetchall()
    assert (answer.id,) not in noted
    assert found(search, "kestrel") == set()
    store.finish(msgspec.structs.replace(answer, content="Once a kestrel", status="stopped"))
    assert found(search, "kestrel") == {answer.id}
    store.resume_answer(answer.id)
    assert found(search, "kestrel") == set()
    store.finish(
        msgspec.structs.replace(answer, content="Once a kestrel and a heron", status="complete")
    )
    assert found(search, "kestrel heron") == {answer.id}


def test_branches_that_are_not_shown_are_found_and_deleted_ones_are_not(opened: Opened) -> None:
    store, search, _ = opened
    talk = store.create().id
    first = store.add(talk, "user", "walnut one")
    store.add(talk, "assistant", "walnut two")
    store.begin_turn(talk, "walnut other", model=None, beside=first.id)
    assert len(found(search, "walnut") - {None}) == 3
    store.remove(first.id)
    left = [hit.passage.text for hit in search.search("walnut").hits if hit.message_id]
    assert left == ["walnut other"]
    store.restore(first.id)
    assert len(found(search, "walnut") - {None}) == 3
    store.remove(first.id)
    store.purge([first.id])
    assert len(found(search, "walnut") - {None}) == 1


def test_deleted_conversations_are_not_found_and_archived_ones_are_marked(opened: Opened) -> None:
    store, search, connection = opened
    gone, away = store.create(title="almond").id, store.create(title="almond").id
    for talk in (gone, away):
        store.add(talk, "user", "an almond")
    with connection:
        connection.execute("UPDATE conversations SET deleted_at = 1 WHERE id = ?", (gone,))
        connection.execute("UPDATE conversations SET archived_at = 1 WHERE id = ?", (away,))
    hits = search.search("almond").hits
    assert {hit.conversation_id for hit in hits} == {away}
    assert len(hits) == 2
    assert all(hit.archived for hit in hits)
    store.delete(away)
    assert search.search("almond").hits == ()


def test_the_newest_comes_first_whenever_it_was_stored_and_pages_go_on(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (_, connection):
        times = iter([100.0, 500.0, 300.0, 300.0, 300.0, 1e30, -5.0])
        now = 0.0
        store = ChatStore(connection, clock=lambda: now)
        talk = store.create().id
        for now in times:
            store.add(talk, "user", f"pear {now}")
        search = ChatSearch(connection)
        pages, after = [], None
        while True:
            page = search.search("pear", after=after, limit=3)
            pages.append([hit.when for hit in page.hits])
            if (after := page.more) is None:
                break
        assert [len(page) for page in pages] == [3, 3, 1]
        assert list(itertools.chain(*pages)) == [1e30, 500.0, 300.0, 300.0, 300.0, 100.0, -5.0]


def test_messages_of_one_moment_are_in_order_in_whatever_order_they_were_indexed(
    tmp_path: Path,
) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (_, connection):
        now = 1000.0
        store = ChatStore(connection, clock=lambda: now)
        talk = store.create().id
        # The newest twenty go into the index first, and take the places beside the older ones.
        for number in range(25):
            now = 1000.0 if number < 5 else 1000.13
            store.add(talk, "user", f"fig {number}")
        hits = ChatSearch(connection).search("fig").hits
        assert [hit.passage.text for hit in hits] == [f"fig {n}" for n in reversed(range(25))]


def test_many_messages_of_one_second_all_have_a_place(opened: Opened) -> None:
    _, search, connection = opened
    with connection:
        connection.execute("INSERT INTO conversations (created_at, updated_at) VALUES (0, 0)")
        connection.executemany(
            "INSERT INTO messages (conversation_id, role, content, created_at)"
            " VALUES (1, 'user', ?, 77)",
            ((f"plum {n}",) for n in range(300)),
        )
    assert search.index.update() == 0
    assert len(search.search("plum", limit=1000).hits) == 300


def test_filters_leave_out_what_they_do_not_ask_for(tmp_path: Path) -> None:
    with opened_store(tmp_path / "parley.sqlite3") as (_, connection):
        now = 1000.0
        store = ChatStore(connection, clock=lambda: now)
        talk, other = store.create(title="fig").id, store.create().id
        asked = store.add(talk, "user", "fig")
        now = 2000.0
        small = store.add(talk, "assistant", "fig", model="Small")
        large = store.add(other, "assistant", "fig", model="Large")
        search = ChatSearch(connection)
        assert found(search, "fig") == {None, asked.id, small.id, large.id}
        assert found(search, "fig", only=SearchFilter(model="Small")) == {small.id}
        assert found(search, "fig", only=SearchFilter(role="user")) == {asked.id}
        assert found(search, "fig", only=SearchFilter(since=1500.0)) == {None, small.id, large.id}
        assert found(search, "fig", only=SearchFilter(conversation_id=other)) == {large.id}


def test_a_database_from_before_is_indexed_and_deletions_take_words_out(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    old = Database(path, MIGRATIONS[:6]).connect()
    with old:
        old.execute(
            "INSERT INTO conversations (title, created_at, updated_at) VALUES ('old', 0, 0)"
        )
        old.executemany(
            "INSERT INTO messages (conversation_id, role, content, created_at)"
            " VALUES (1, 'user', ?, ?)",
            ((f"quince number{n}", float(n)) for n in range(700)),
        )
    old.close()
    with opened_store(path) as (store, connection):
        search = ChatSearch(connection)
        assert search.index.update() == 0
        assert len(found(search, "quince", limit=1000)) == 700
        assert len(search.search("number699").hits) == 1
        store.delete(1)
        assert search.index.update() == 0
        left = connection.execute("SELECT count(*) FROM search_docs").fetchone()
        assert left == (0,)
        # The words themselves are gone, as the index's own list of its words says.
        connection.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, search_words, row)")
        assert connection.execute("SELECT * FROM temp.v").fetchall() == []


def test_no_word_of_what_was_deleted_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"

    def has(word: bytes) -> bool:
        files = (path, path.with_name(f"{path.name}-wal"))
        return any(word in file.read_bytes() for file in files if file.exists())

    with opened_store(path) as (store, connection):
        search = ChatSearch(connection)
        kept = store.create(title="kept").id
        for number in range(400):
            store.add(kept, "user", f"medlar number{number}")
        gone = store.create(title="gooseberry").id
        first = store.add(gone, "user", "mirabelle")
        store.add(gone, "assistant", "damson", model="Small")
        branch = store.add(kept, "user", "bullace")
        search.index.update()
        words = (b"gooseberry", b"mirabelle", b"damson", b"bullace")
        assert all(map(has, words))
        store.remove(branch.id)
        store.purge([branch.id])
        store.delete(gone)
        store.add(kept, "user", "medlar again")
        search.index.forget(60)
        assert len(found(search, "medlar", limit=1000)) == 401
        assert first.id not in found(search, "mirabelle")
        integrity = "INSERT INTO search_words (search_words) VALUES ('integrity-check')"
        connection.execute(integrity)
        connection.commit()
    assert has(b"medlar")
    assert [
        word for word in (b"gooseberry", b"mirabelle", b"damson", b"bullace") if has(word)
    ] == []


def test_an_index_by_other_rules_or_out_of_step_is_made_anew(opened: Opened) -> None:
    store, search, connection = opened
    talk = store.create().id
    kept = store.add(talk, "user", "olive")
    search.index.update()
    with connection:
        connection.execute("UPDATE search_form SET form = 'of another version'")
    assert found(search, "olive") == {kept.id}
    with connection:
        connection.execute("INSERT INTO search_queue (doc) VALUES (?)", (kept.id,))
    assert found(search, "olive") == {kept.id}
    with connection:
        connection.execute("UPDATE search_words_data SET block = x'00'")
    assert SearchIndex(connection).update() == 0
    search.index.make_anew()
    assert found(search, "olive") == {kept.id}


def test_another_windows_write_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    with opened_store(path) as (store, _), opened_store(path) as (_, other):
        kept = store.add(store.create().id, "user", "lemon")
        search = ChatSearch(other)
        assert found(search, "lemon") == {kept.id}
        late = store.add(store.create().id, "user", "lemon too")
        with Database(path).connect() as busy:
            busy.execute("BEGIN IMMEDIATE")
            page = search.search("lemon")
            assert {hit.message_id for hit in page.hits} == {kept.id}
            assert page.waiting == 1
            busy.rollback()
        busy.close()
        assert found(search, "lemon") == {kept.id, late.id}


def test_where_nothing_can_be_written_what_is_in_the_index_is_found(opened: Opened) -> None:
    store, search, connection = opened
    talk = store.create().id
    kept = store.add(talk, "user", "lime")
    assert found(search, "lime") == {kept.id}
    store.add(talk, "user", "lime again")
    connection.execute("PRAGMA query_only = ON")
    page = search.search("lime")
    assert ({hit.message_id for hit in page.hits}, page.waiting) == ({kept.id}, 1)


def test_random_changes_leave_the_index_as_if_it_were_made_anew(tmp_path: Path) -> None:
    import random

    rng = random.Random(5)
    words = ["ash", "birch", "cedar", "elm", "fir", "東京", "gum"]
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        search = ChatSearch(connection)
        talks = [store.create(title=rng.choice(words)).id for _ in range(3)]
        for _ in range(300):
            talk = rng.choice(talks)
            keys = [
                row[0]
                for row in connection.execute(
                    "SELECT id FROM messages WHERE conversation_id = ?", (talk,)
                )
            ]
            kind = rng.randrange(7)
            text = " ".join(rng.choices(words, k=3))
            if kind <= 1 or not keys:
                store.add(talk, "user", text)
            elif kind == 2:
                _, answer = store.begin_turn(talk, text, model=None)
                store.set_content(answer.id, text)
                if rng.random() < 0.8:
                    store.finish(msgspec.structs.replace(answer, content=text, status="stopped"))
            elif kind == 3:
                store.rename(talk, text)
                store.set_system_prompt(talk, " ".join(rng.choices(words, k=rng.randrange(3))))
            elif kind == 4:
                message = store.message(rng.choice(keys))
                if store.tree(talk).place(message.id).last and message.status != "streaming":
                    store.resume_answer(message.id)
            elif kind == 5:
                message = store.message(rng.choice(keys))
                if store.tree(talk).count(message.id) < 6:
                    store.remove(message.id)
                    store.purge([message.id])
            elif search.index.update():
                pass

        def state() -> list[object]:
            connection.execute(
                "CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, search_words, instance)"
            )
            rows = connection.execute(
                "SELECT term, d.doc, col, offset FROM temp.v JOIN search_docs d ON d.key = v.doc"
                " ORDER BY 1, 2, 3, 4"
            ).fetchall()
            connection.execute("DROP TABLE temp.v")
            return rows

        assert search.index.update() == 0
        followed = state()
        search.index.make_anew()
        assert search.index.update() == 0
        assert followed == state()
        assert followed
