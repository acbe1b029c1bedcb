"""`parley fit` and `parley recommend` as a person runs them, with the real engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpers.gguf_models import tiny
from helpers.local_hub import LocalHub
from helpers.program import ran
from helpers.shelves import headers_read, publish, shelf
from helpers.tiny_models import sharded
from parley.core.paths import Paths
from parley.core.settings import Settings, SettingsFile

NAME = "someone/Small-GGUF"
#: A small context, so that the engine needs little.
SMALL = ("--ctx", "512", "--no-measure", "--json")


def near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= share * max(one, other)


def test_the_starter_model_is_predicted_verified_and_after_a_chat_measured(
    parley_home: Path,
) -> None:
    before = ran(parley_home, "fit", "starter", *SMALL)
    assert (before.code, before.err) == (0, "")
    (planned,) = before.lines
    assert planned["measured"] is None
    for name in ("weights", "kv_cache", "total"):
        assert near(planned[name], planned["verified"][name], 0.03), name

    # Long enough to count for reading, whatever it answers.
    text = "Tell a story about the sea, a storm and a small red boat. " * 8
    chat = ran(parley_home, "chat", "--ctx", "512", "--max-tokens", "24", "--json", text)
    assert chat.code == 0
    (found,) = ran(parley_home, "fit", "starter", *SMALL).lines

    measured: dict[str, Any] = found["measured"]
    assert measured is not None
    assert measured["process"] > 50_000_000
    assert near(measured["weights"], planned["weights"], 0.03)
    assert near(measured["kv_cache"], planned["kv_cache"], 0.03)
    assert measured["runs"] == 1
    assert found["tokens_per_second"]["basis"] == "measured"
    assert found["tokens_per_second"]["prefill"] == measured["tokens_per_second"]["prefill"] > 0
    for name in ("weights", "kv_cache", "compute", "total", "verified"):
        assert found[name] == planned[name]


def test_a_folder_with_a_whole_and_a_split_model(parley_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    sharded(tiny(tmp_path / "tiny-F16.gguf"), folder)

    ended = ran(parley_home, "recommend", str(folder), *SMALL)

    assert (ended.code, ended.err) == (0, "")
    (found,) = ended.lines
    assert found["chosen"]["files"] == [
        "tiny-F16-00001-of-00002.gguf",
        "tiny-F16-00002-of-00002.gguf",
    ]
    assert found["chosen"]["verified"]["weights"] > 0
    assert near(found["chosen"]["total"], found["chosen"]["verified"]["total"], 0.03)


def test_a_repository_is_judged_by_its_headers(
    parley_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shelf(tmp_path / "published", "llama-3.2-1b")
    with LocalHub() as hub:
        publish(hub, NAME, folder)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        ended = ran(parley_home, "recommend", NAME, *SMALL)
        read = headers_read(hub)
        sent = hub.sent
        SettingsFile(Paths(parley_home).settings).save(Settings(offline=True))
        again = ran(parley_home, "recommend", NAME, *SMALL)
        refused = ran(parley_home, "fit", "someone/Other-GGUF", *SMALL)
        assert hub.sent == sent

    assert (ended.code, ended.err) == (0, "")
    (found,) = ended.lines
    assert len(found["candidates"]) == 6
    assert len(read) <= 2
    assert sent < 2 * folder.joinpath("llama-3.2-1b-Q4_0.gguf").stat().st_size
    assert found["chosen"]["verified"] is not None
    assert again.lines[0]["chosen"]["files"] == found["chosen"]["files"]
    assert (refused.code, refused.lines[0]["code"]) == (1, "offline")


def test_a_table_in_a_pipe_is_plain(parley_home: Path, tmp_path: Path) -> None:
    path = tiny(tmp_path / "tiny-F16.gguf")

    ended = ran(parley_home, "fit", str(path), "--ctx", "512", "--no-measure", "--no-verify")

    assert ended.code == 0
    assert "\x1b" not in ended.out
    assert "Runs on" in ended.out
