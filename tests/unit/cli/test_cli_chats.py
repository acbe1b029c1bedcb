"""`parley chats`: listed, searched, exported and imported, for people and as JSON."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from helpers.cli_run import Command
from parley.chat.store import ChatStore
from parley.core.database import Database
from parley.core.paths import Paths


@pytest.fixture
def talks(paths: Paths) -> list[int]:
    """Store two conversations; return their numbers."""
    with closing(Database(paths.database).connect()) as connection:
        store = ChatStore(connection)
        first, second = store.create(title="Winds").id, store.create(title="Sea/side").id
        store.add(first, "user", "What is the mistral?")
        store.add(first, "assistant", "A cold wind.", model="Small")
        store.add(second, "user", "Does the mistral reach the sea?")
    return [first, second]


def test_the_list_has_the_numbers_that_the_others_take(command: Command, talks: list[int]) -> None:
    ran = command("chats", "list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == [str(k) for k in reversed(talks)]
    (found,) = command("chats", "list", "--json").lines
    assert [one["title"] for one in found["chats"]] == ["Sea/side", "Winds"]


def test_search_prints_passages_and_documented_json(command: Command, talks: list[int]) -> None:
    ran = command("chats", "search", "mistral")
    assert ran.code == 0
    assert "Does the mistral reach the sea?" in ran.out
    (found,) = command("chats", "search", "--json", "--limit", "1", "mistral").lines
    (hit,) = found["hits"]
    assert hit["chat"] == talks[1]
    assert hit["passage"] == {"text": "Does the mistral reach the sea?", "ranges": [[9, 16]]}
    assert found["more"] is True
    (found,) = command("chats", "search", "--json", "--model", "Small", "wind").lines
    assert [hit["role"] for hit in found["hits"]] == ["assistant"]
    (found,) = command("chats", "search", "--json", "--since", "2999-01-01", "wind").lines
    assert found["hits"] == []
    assert "Nothing was found." in command("chats", "search", "zebra").err


def test_search_says_what_stands_in_a_system_prompt(command: Command, paths: Paths) -> None:
    with closing(Database(paths.database).connect()) as connection:
        ChatStore(connection).create(title="Winds", system_prompt="You are a sailor.")
    assert "\n    [system prompt] You are a sailor.\n" in command("chats", "search", "sailor").out
    (found,) = command("chats", "search", "--json", "sailor").lines
    (hit,) = found["hits"]
    assert (hit["role"], hit["message"], hit["title"]) == ("system", None, "Winds")


def test_export_and_import_through_a_file(
    command: Command, talks: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (done,) = command("chats", "export", "--json", "-o", "all.json").lines
    assert done == {"place": str(tmp_path / "all.json"), "conversations": 2, "files": 1}
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))["conversations"]) == 2
    (came,) = command("chats", "import", "--json", "all.json").lines
    assert came["files"][0]["there"] == 2
    ran = command("chats", "import", "all.json")
    assert ran.out == "all.json (Parley): 0 imported, 2 there already.\n"
    assert command("chats", "export", str(talks[1]), "--format", "html").code == 0
    assert (tmp_path / "Sea side.html").is_file()
    assert command("chats", "export", "--format", "markdown").code == 0
    assert sorted(each.name for each in (tmp_path / "Parley chats").iterdir()) == [
        "Sea side.md",
        "Winds.md",
    ]


def test_what_cannot_be_done_is_said_with_its_code(command: Command, tmp_path: Path) -> None:
    ran = command("chats", "export", "--json")
    assert (ran.code, ran.error["code"]) == (1, "nothing_to_export")
    ran = command("chats", "export", "--json", "7")
    assert (ran.code, ran.error["code"]) == (1, "conversation_gone")
    (tmp_path / "x.json").write_text("[]")
    ran = command("chats", "import", "--json", str(tmp_path / "x.json"))
    assert (ran.code, ran.error["code"]) == (1, "import_unknown")
    assert command("chats", "export", "--format", "pdf").code == 2
