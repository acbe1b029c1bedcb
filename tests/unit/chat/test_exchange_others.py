"""Exports of other programs, and files that are none, damaged or hostile."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.chat import opened_store
from helpers.pictures import png
from parley.chat.exchange import Imported, Importer
from parley.chat.store import ChatStore
from parley.chat.values import Attachment, StoredMessage
from parley.core.errors import Cancelled, ParleyError


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[ChatStore, Importer]]:
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        yield store, Importer(connection)


Opened = tuple[ChatStore, Importer]


def take(opened: Opened, path: Path, value: object) -> Imported:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return opened[1].take(path)


def said(messages: list[StoredMessage]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]


def node(
    key: str, parent: str | None, role: str = "", *parts: object, **more: Any
) -> dict[str, Any]:
    """Return a node of ChatGPT's tree."""
    content = more.pop("content", {"content_type": "text", "parts": list(parts)})
    message = {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1_700_000_000.5,
        "content": content,
        "status": "finished_successfully",
        "metadata": {},
        "recipient": "all",
        **more,
    }
    return {"id": key, "parent": parent, "children": [], "message": message if role else None}


def chatgpt(*nodes: dict[str, Any], current: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "title": "Winds",
        "create_time": 1_700_000_000.25,
        "update_time": 1_700_000_100.0,
        "mapping": {each["id"]: each for each in nodes},
        "current_node": current,
        "conversation_id": "11111111-2222",
        **more,
    }


def test_chatgpt_branches_hidden_nodes_tools_and_reasoning(opened: Opened, tmp_path: Path) -> None:
    slug = {"model_slug": "gpt-4o"}
    thoughts = {
        "content_type": "thoughts",
        "thoughts": [{"summary": "s", "content": "I wonder."}, {"content": "So be it."}],
    }
    pictures = {
        "content_type": "multimodal_text",
        "parts": [{"content_type": "image_asset_pointer", "asset_pointer": "x"}, "And this?"],
    }
    value = chatgpt(
        node("root", None),
        node("sys", "root", "system", "", metadata={"is_visually_hidden_from_conversation": True}),
        node("u1", "sys", "user", "What is the mistral?"),
        node("t", "u1", "assistant", content=thoughts),
        node("a1", "t", "assistant", "A wind【3†source】.", metadata=slug),
        node("call", "a1", "assistant", "search()", recipient="browser"),
        node("tool", "call", "tool", "found"),
        node("a1b", "tool", "assistant", "It is cold.", metadata=slug),
        node("a2", "u1", "assistant", "Another answer.", metadata=slug),
        node("u2", "a1b", "user", content=pictures),
        node("a3", "u2", "assistant", "Yes.", metadata={"finish_details": {"type": "max_tokens"}}),
        current="a3",
        is_archived=True,
    )
    came = take(opened, tmp_path / "conversations.json", [value])
    store = opened[0]
    assert (came.source, came.left_out) == ("ChatGPT", ())
    assert came.lacking == {"steps of tools": 2, "pictures": 1}
    (talk,) = store.conversations()
    assert (talk.title, talk.created_at, talk.updated_at) == (
        "Winds",
        1_700_000_000.25,
        1.7e9 + 100,
    )
    assert talk.archived_at is not None
    shown = store.messages(talk.id)
    assert said(shown) == [
        ("user", "What is the mistral?"),
        ("assistant", "<think>\nI wonder.\n\nSo be it.\n</think>\n\nA wind.\n\nIt is cold."),
        ("user", "And this?"),
        ("assistant", "Yes."),
    ]
    assert (shown[1].model, shown[1].created_at) == ("gpt-4o", 1_700_000_000.5)
    assert shown[3].finish_reason == "length"
    assert [m.content for m in store.siblings(shown[1].id)][1:] == ["Another answer."]


def test_chatgpt_from_its_zip_and_twice(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    talk = chatgpt(node("u", None, "user", "hello"), node("a", "u", "assistant", "hi"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("user.json", '{"id": "me", "messages": []}')
        archive.writestr("chat.html", "<html>")
        archive.writestr("conversations.json", json.dumps([talk]))
    read: list[tuple[int, int]] = []
    came = opened[1].take(path, on_progress=lambda done, of: read.append((done, of)))
    assert len(came.ids) == 1
    assert read[-1][0] == read[-1][1]
    assert opened[1].take(path) == Imported("ChatGPT", there=1)


def open_webui(*messages: dict[str, Any], current: str | None, **more: Any) -> dict[str, Any]:
    nodes = {each["id"]: {"timestamp": 1_700_000_001, "content": "", **each} for each in messages}
    chat = {"title": "Winds", "models": ["m"], "history": {"messages": nodes, "currentId": current}}
    return {"id": "w1", "title": "Winds", "chat": chat, "created_at": 1_700_000_000, **more}


def test_open_webui_tree_with_reasoning_files_and_errors(opened: Opened, tmp_path: Path) -> None:
    reasoned = (
        '<details type="reasoning" done="true" duration="4">\n'
        "<summary>Thought for 4 seconds</summary>\n&gt; It&#x27;s\n&gt; cold\n</details>\n"
        '<details type="tool_calls" done="true" name="x">\n<summary>Ran</summary>\n</details>\n'
        "A wind."
    )
    files = [
        {"type": "file", "name": "n.txt", "file": {"data": {"content": "text"}}},
        {"type": "image", "url": "data:"},
        {"type": "image", "url": f"data:image/png;base64,{b64encode(png()).decode()}"},
        {"type": "file", "name": "lost.pdf"},
    ]
    value = open_webui(
        {"id": "u", "parentId": None, "role": "user", "content": "mistral?", "files": files},
        {"id": "a", "parentId": "u", "role": "assistant", "content": reasoned, "modelName": "Qwen"},
        {"id": "b", "parentId": "u", "role": "assistant", "error": {"content": "No memory."}},
        {"id": "u2", "parentId": "a", "role": "user", "content": [{"type": "text", "text": "why"}]},
        current="u2",
        pinned=True,
    )
    value["chat"]["params"] = {"system": "Be brief."}
    came = take(opened, tmp_path / "chats.json", [value])
    store = opened[0]
    assert (came.source, len(came.ids)) == ("Open WebUI", 1)
    assert came.lacking == {"steps of tools": 1, "pictures": 1, "attached files": 1}
    (talk,) = store.conversations()
    assert (talk.system_prompt, talk.pinned) == ("Be brief.", True)
    shown = store.messages(talk.id)
    assert said(shown) == [
        ("user", "mistral?"),
        ("assistant", "<think>\nIt's\ncold\n</think>\n\nA wind."),
        ("user", "why"),
    ]
    picture = Attachment("picture.png", media="image/png", data=png())
    assert shown[0].attachments == (Attachment("n.txt", "text"), picture)
    assert (shown[1].model, shown[1].reasoning_seconds) == ("Qwen", 4.0)
    failed = store.siblings(shown[1].id)[1]
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error.message == "No memory."


def test_open_webui_flat_and_a_single_chat_and_milliseconds(opened: Opened, tmp_path: Path) -> None:
    flat = {
        "id": "old",
        "chat": {
            "title": "Old",
            "timestamp": 1_700_000_000_000,
            "messages": [
                {"role": "system", "content": "Be kind."},
                {"role": "user", "content": "hello"},
                {"role": "assistant", "content": "hi", "model": "m"},
            ],
        },
    }
    came = take(opened, tmp_path / "one.json", flat)
    assert len(came.ids) == 1
    (talk,) = opened[0].conversations()
    assert (talk.title, talk.system_prompt, talk.created_at) == ("Old", "Be kind.", 1.7e9)
    assert said(opened[0].messages(talk.id)) == [("user", "hello"), ("assistant", "hi")]


def test_circles_missing_parents_and_wrong_types_leave_sound_trees(
    opened: Opened, tmp_path: Path
) -> None:
    circle = chatgpt(
        node("a", "b", "user", "one"),
        node("b", "a", "assistant", "two"),
        node("c", "gone", "user", "three"),
        node("self", "self", "user", "four"),
        current="nowhere",
        conversation_id="circle",
    )
    odd = chatgpt(
        node("a", None, "user", "kept", 5, None, {"text": 7}),
        node("b", "a", "assistant", content="text", create_time="yesterday", metadata=[]),
        node("c", "a", "assistant", "answer", create_time=1e400, metadata={"model_slug": 3}),
        {"id": "d", "parent": 3, "message": {"author": "me", "content": None}},
        conversation_id=None,
        title=["x"],
        create_time=10**30,
        update_time=True,
    )
    odd["mapping"]["e"] = 5
    empty = chatgpt(node("root", None), conversation_id="empty", title="Nothing said")
    text = json.dumps([circle, odd, empty, 7, None, {"other": 1}, "x"]).replace("Infinity", "1e400")
    came = take(opened, tmp_path / "c.json", text)
    assert len(came.ids) == 2
    reasons = {each.what: each.why for each in came.left_out}
    assert reasons["“Nothing said”"] == "It has no messages."
    assert reasons["Conversation 4"] == "It is no conversation."
    assert len(reasons) == 5
    assert len(opened[0].tree(came.ids[0])) == 4
    assert said(opened[0].messages(came.ids[1])) == [("user", "kept"), ("assistant", "answer")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[",
        "{}",
        "[]",
        "5",
        "[[[[",
        "\x00\x01",
        '{"a": 1',
        "[" * 100_000,
        '[{"a":' * 30_000,
        f"[{'9' * 10_000}]",
        '{"messages": 5}',
        '{"format": "other", "conversations": []}',
        "[NaN]",
        "\ufeff",
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(
    opened: Opened, tmp_path: Path, text: str
) -> None:
    with pytest.raises(ParleyError) as refused:
        take(opened, tmp_path / "x.json", text)
    assert refused.value.code == "import_unknown"
    assert opened[0].conversations() == []


def test_a_zip_without_conversations_and_a_broken_one_are_refused(
    opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(ParleyError) as refused:
        opened[1].take(path)
    assert refused.value.code == "import_unknown"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps([chatgpt()] * 500))
    data = bytearray(path.read_bytes())
    data[60:80] = bytes(20)
    path.write_bytes(data)
    with pytest.raises(ParleyError) as refused:
        opened[1].take(path)
    assert refused.value.code == "import_unreadable"
    with pytest.raises(ParleyError) as refused:
        opened[1].take(tmp_path / "missing.json")
    assert refused.value.code == "import_unreadable"


def test_a_file_that_is_cut_off_gives_what_came_before(opened: Opened, tmp_path: Path) -> None:
    talks = [
        chatgpt(node("u", None, "user", f"hello {n}"), conversation_id=f"c{n}") for n in range(3)
    ]
    text = json.dumps(talks)
    came = take(opened, tmp_path / "cut.json", text[: len(text) - 40])
    assert len(came.ids) == 2
    assert [each.what for each in came.left_out] == ["The rest of the file"]


def test_parleys_own_file_with_wrong_messages_is_left_out_whole(
    opened: Opened, tmp_path: Path
) -> None:
    def one(key: str, *messages: object, **more: object) -> dict[str, object]:
        return {"key": key, "created_at": 1, "updated_at": 2, "messages": messages, **more}

    good = {"id": 1, "role": "user", "created_at": 1}
    value = {
        "format": "parley-conversations",
        "version": 1,
        "folders": [{"name": ""}, {"name": "Kept"}, 5],
        "conversations": [
            one("a", good, {"id": 1, "role": "user", "created_at": 1}),
            one("b", {"id": 2, "parent": 3, "role": "user", "created_at": 1}),
            one("c", {"id": 1, "role": "owner", "created_at": 1}),
            one("d", {**good, "content": "x\ud800y", "created_at": -5}, seed=2**70),
            one("e", {**good, "content": "x\ud800y", "created_at": 1e200}, title="Kept"),
            one("f", good, options={"sampling": {"a": 10**40}}),
        ],
    }
    came = take(opened, tmp_path / "p.json", value)
    assert len(came.ids) == 2
    assert len(came.left_out) == 6
    store = opened[0]
    assert [folder.name for folder in store.folders()] == ["Kept"]
    (message,) = store.messages(came.ids[0])
    assert (message.content, message.created_at) == ("x\ufffdy", 1)
    assert {one.title for one in store.conversations()} == {"Kept", ""}


def test_figures_that_no_answer_has_are_not_taken(opened: Opened, tmp_path: Path) -> None:
    names = ("prompt_tokens", "cached_tokens", "generated_tokens", "context_used", "context")
    figures: dict[str, float] = dict.fromkeys(names, 9)
    figures |= {f"{name}_seconds": 1.5 for name in ("prefill", "decode", "first_token")}
    figures["seed"] = 2**62
    wrong = [{"context": 2**62}, {"prompt_tokens": -1}, {"decode_seconds": 1e-300}]
    wrong += [{"first_token_seconds": 1e300}, {"prefill_seconds": -1.0}]
    error = {"code": "c", "message": "m", "hint": "h", "details": {"context": 2**62, "dropped": 3}}
    messages = [
        {"id": number, "role": "assistant", "created_at": 1, "figures": figures | changed}
        for number, changed in enumerate([{}, *wrong], 1)
    ]
    messages[0] |= {"error": error, "reasoning_seconds": 1e300}
    talk = {"key": "k", "created_at": 1, "updated_at": 2, "messages": messages}
    take(opened, tmp_path / "f.json", [talk])
    store = opened[0]
    kept = [store.message(one) for one in range(1, len(messages) + 1)]
    assert [message.figures is not None for message in kept] == [True] + [False] * len(wrong)
    assert kept[0].error is not None
    assert (kept[0].error.details, kept[0].reasoning_seconds) == ({"dropped": 3}, None)


def test_a_cancelled_import_keeps_what_was_whole(opened: Opened, tmp_path: Path) -> None:
    talks = [chatgpt(node("u", None, "user", "hello"), conversation_id=f"c{n}") for n in range(3)]
    path = tmp_path / "c.json"
    path.write_text(json.dumps(talks), encoding="utf-8")
    with pytest.raises(Cancelled):
        opened[1].take(path, cancelled=lambda: len(opened[0].conversations()) == 1)
    assert len(opened[0].conversations()) == 1


def test_a_long_file_that_holds_nothing_can_be_cancelled(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "blank.json"
    path.write_bytes(b" " * 20_000_000)
    read: list[int] = []
    with pytest.raises(Cancelled):
        opened[1].take(
            path,
            on_progress=lambda done, _of: read.append(done),
            cancelled=lambda: bool(read) and read[-1] > 1_000_000,
        )
    assert read[-1] < 2_000_000


def test_a_deep_conversation_is_taken_and_read(opened: Opened, tmp_path: Path) -> None:
    nodes = [node("n0", None, "user", "0")]
    nodes += [
        node(f"n{n}", f"n{n - 1}", "user" if n % 2 == 0 else "assistant", f"{n}")
        for n in range(1, 5000)
    ]
    came = take(opened, tmp_path / "deep.json", [chatgpt(*reversed(nodes), current="n4999")])
    assert len(opened[0].messages(came.ids[0])) == 5000


def test_a_large_file_takes_little_memory(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("[")
        for number in range(300):
            text = f"message {number} " * 5000
            talk = chatgpt(node("u", None, "user", text), conversation_id=f"c{number}")
            stream.write(("," if number else "") + json.dumps(talk))
        stream.write("]")
    size = path.stat().st_size
    assert size > 15_000_000
    tracemalloc.start()
    try:
        assert len(opened[1].take(path).ids) == 300
        assert tracemalloc.get_traced_memory()[1] < size / 3
    finally:
        tracemalloc.stop()


_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "mapping",
                    "message",
                    "parent",
                    "author",
                    "role",
                    "content",
                    "parts",
                    "chat",
                    "history",
                    "messages",
                    "currentId",
                    "current_node",
                    "id",
                    "files",
                    "key",
                    "created_at",
                    "updated_at",
                    "content_type",
                    "metadata",
                    "parentId",
                    "error",
                ]
            ),
            inner | st.sampled_from(("user", "assistant", "text", "a", "b")),
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(value=_values, other=_values)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_json_crashes_an_import(opened: Opened, tmp_path: Path, value: Any, other: Any) -> None:
    tree = {"mapping": {"a": value, "b": {"message": other, "parent": "a"}}}
    web = {"chat": {"history": {"messages": {"a": value, "b": other}, "currentId": "b"}}}
    own = {"key": "k", "updated_at": value, "messages": other}
    anchor = chatgpt(node("u", None, "user", "hello"), conversation_id="anchor")
    came = take(opened, tmp_path / "fuzz.json", [anchor, value, tree, web, own])
    for key in came.ids:
        opened[0].messages(key)
