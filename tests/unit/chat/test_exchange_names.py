"""Names in files that are imported: each becomes one line that turns nothing beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.chat import opened_store
from parley.chat.exchange import Importer
from parley.chat.exchange.format import FORMAT, VERSION

TITLE = "Invoice\r\n\u202efdp.exe\x00\u2066 of May"


def parley(title: str) -> object:
    talk = {"key": "k", "created_at": 1.0, "updated_at": 2.0, "title": title, "folder": title}
    folders = [{"name": title}, {"name": "Invoice fdp.exe of May"}]
    return {"format": FORMAT, "version": VERSION, "folders": folders, "conversations": [talk]}


def chatgpt(title: str) -> object:
    message = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Hi"]}}
    node = {"id": "a", "parent": None, "children": [], "message": message}
    return [{"title": title, "create_time": 1.0, "current_node": "a", "mapping": {"a": node}}]


def open_webui(title: str) -> object:
    message = {"id": "a", "parentId": None, "childrenIds": [], "role": "user", "content": "Hi"}
    history = {"currentId": "a", "messages": {"a": message}}
    return [{"id": "k", "title": title, "chat": {"title": title, "history": history}}]


@pytest.mark.parametrize("made", [parley, chatgpt, open_webui])
def test_names_in_files_become_one_plain_line(made: object, tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(made(TITLE)), "utf-8")  # type: ignore[operator]
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        (key,) = Importer(connection).take(path).ids
        assert store.conversation(key).title == "Invoice fdp.exe of May"
        if made is parley:
            # Both names of it are one.
            assert [folder.name for folder in store.folders()] == ["Invoice fdp.exe of May"]
            assert store.conversation(key).folder_id == store.folders()[0].id
