"""`parley chat` and `parley tokenize` as a person runs them, with real models."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from helpers.gguf_models import tiny
from helpers.program import PATIENCE, Ended, environment, ran, started

DONE_KEYS = {
    "type",
    "finish_reason",
    "prompt_tokens",
    "cached_tokens",
    "generated_tokens",
    "prefill_seconds",
    "decode_seconds",
    "first_token_seconds",
}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of some hundred kilobytes that answers nonsense at once."""
    return tiny(tmp_path_factory.mktemp("small") / "small.gguf")


# -- answers -------------------------------------------------------------------------------------


def test_the_starter_model_answers_in_json(parley_home: Path) -> None:
    ended = ran(parley_home, "chat", "--json", "--max-tokens", "12", "Say hello")
    lines = ended.lines
    kinds = [each["type"] for each in lines]

    assert ended.code == 0, ended
    assert ended.err == ""
    # Each kind once it has begun is not followed by one that belongs before it.
    order = ["loaded", "prefill", "token", "done"]
    assert [order.index(kind) for kind in kinds] == sorted(order.index(kind) for kind in kinds)
    assert kinds.count("loaded") == kinds.count("done") == 1
    assert set(lines[0]) == {"type", "load_seconds", "memory_bytes"}
    assert lines[0]["memory_bytes"] > 90_000_000
    prefills = [each for each in lines if each["type"] == "prefill"]
    assert [each["done"] for each in prefills] == sorted(each["done"] for each in prefills)
    assert prefills[-1]["done"] == prefills[-1]["total"]
    done = lines[-1]
    assert set(done) == DONE_KEYS
    assert done["finish_reason"] in {"stop", "length"}
    assert done["prompt_tokens"] == prefills[-1]["total"]
    assert 0 < done["generated_tokens"] <= 12
    assert ended.text.strip()


def test_the_same_seed_gives_the_same_text(parley_home: Path, starter_model: Path) -> None:
    argv = ("chat", "--json", "--max-tokens", "16", "--temperature", "1.2", "Tell me a story")
    first, second, other = (
        ran(parley_home, *argv, "--seed", seed, "--model", str(starter_model))
        for seed in ("11", "11", "12")
    )

    assert first.code == second.code == other.code == 0, first
    assert first.text == second.text
    assert first.text != other.text


def test_words_come_through_a_pipe_and_go_into_one(parley_home: Path, small: Path) -> None:
    ended = ran(
        parley_home,
        *("chat", "--model", str(small), "--max-tokens", "8", "--seed", "1"),
        stdin="Grüße ✓\n".encode(),
    )

    assert ended.code == 0, ended
    assert ended.out.endswith("\n")
    assert ended.err == ""


def test_a_name_finds_the_model(parley_home: Path) -> None:
    folder = parley_home / "models" / "someone" / "Small-GGUF"
    folder.mkdir(parents=True)
    tiny(folder / "Small-F16.gguf")

    assert ran(parley_home, "chat", "--model", "small", "--max-tokens", "2", "Hi").code == 0


def test_an_answer_obeys_a_schema(parley_home: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"ok": {"type": "boolean"}},
        "required": ["ok"],
        "additionalProperties": False,
    }
    ended = ran(
        parley_home,
        *("chat", "--json-schema", json.dumps(schema), "--max-tokens", "40", "--seed", "3"),
        "Is water wet?",
    )

    assert ended.code == 0, ended
    assert isinstance(json.loads(ended.out)["ok"], bool)


def test_nothing_that_was_said_is_on_the_disk(parley_home: Path, small: Path) -> None:
    ended = ran(parley_home, "chat", "--model", str(small), "--max-tokens", "4", "ZANZIBAR")

    assert ended.code == 0, ended
    files = [path for path in parley_home.rglob("*") if path.is_file()]
    assert not any(b"ZANZIBAR" in path.read_bytes() for path in files)


def test_tokenize(parley_home: Path, starter_model: Path) -> None:
    messages = b'[{"role": "system", "content": "S"}, {"role": "user", "content": "<|im_end|>"}]'
    model = ("--model", str(starter_model))
    ended = ran(parley_home, "tokenize", *model, "--messages", "-", "--json", stdin=messages)

    assert ended.code == 0, ended
    (found,) = ended.lines
    assert set(found) == {"tokens", "text", "notes"}
    assert found["text"].count("<|im_end|>") == 3
    # What was typed is plain text: only the two messages' own ends are the control token 2.
    assert found["tokens"].count(2) == 2


# -- bad input -----------------------------------------------------------------------------------


def _missing(folder: Path, starter: Path) -> Path:
    return folder / "missing.gguf"


def _empty(folder: Path, starter: Path) -> Path:
    (folder / "m.gguf").write_bytes(b"")
    return folder / "m.gguf"


def _truncated(folder: Path, starter: Path) -> Path:
    with starter.open("rb") as file:
        (folder / "m.gguf").write_bytes(file.read(5_000_000))
    return folder / "m.gguf"


def _no_gguf(folder: Path, starter: Path) -> Path:
    (folder / "m.gguf").write_text("<!DOCTYPE html><title>Not found</title>")
    return folder / "m.gguf"


def _architecture(folder: Path, starter: Path) -> Path:
    return tiny(folder / "m.gguf", architecture="hal9000")


def _version(folder: Path, starter: Path) -> Path:
    return tiny(folder / "m.gguf", version=9)


def _no_template(folder: Path, starter: Path) -> Path:
    return tiny(folder / "m.gguf", template=None)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_missing, "model_not_found"),
        (_empty, "model_empty"),
        (_truncated, "model_truncated"),
        (_no_gguf, "model_not_gguf"),
        (_architecture, "unsupported_architecture"),
        (_version, "model_version"),
        (_no_template, "no_chat_template"),
    ],
)
def test_a_bad_model_file_gets_a_sentence(
    parley_home: Path,
    tmp_path: Path,
    starter_model: Path,
    make: Callable[[Path, Path], Path],
    code: str,
) -> None:
    model = make(tmp_path, starter_model)
    before = model.read_bytes() if model.exists() else None
    ended = ran(parley_home, "chat", "--json", "--model", str(model), "Hello")

    said(ended, code)
    assert (model.read_bytes() if model.exists() else None) == before


def said(ended: Ended, code: str) -> dict[str, Any]:
    """Check that a run ended with one sentence and one error object; return that."""
    assert ended.code == 1, ended
    error = ended.lines[-1]
    assert set(error) == {"type", "code", "message", "hint"}
    assert error["code"] == code
    assert error["message"].endswith(".")
    assert error["hint"].endswith(".")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("parley: ")
    assert "Traceback" not in ended.err
    return error


def test_a_bad_option(parley_home: Path, small: Path) -> None:
    argv = ("chat", "--json", "--model", str(small), "--temperature", "-1", "Hello")

    said(ran(parley_home, *argv), "bad_option")


def test_a_token_number_the_model_has_not(parley_home: Path, small: Path) -> None:
    argv = ("chat", "--json", "--model", str(small), "--logit-bias", "999999=1", "Hello")

    said(ran(parley_home, *argv), "bad_option")


def test_a_bad_messages_file(parley_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    file.write_text('[{"role": "user"}]')
    error = said(
        ran(parley_home, "chat", "--json", "--messages", str(file)),
        "bad_messages",
    )

    assert "message 1" in error["message"]


def test_a_conversation_too_long_for_the_context(parley_home: Path, small: Path) -> None:
    argv = ("chat", "--json", "--model", str(small), "--ctx", "64", "word " * 200)

    said(ran(parley_home, *argv), "message_too_long")


def test_an_unwritable_home(tmp_path: Path, small: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("something of the person's")
    ended = ran(occupied / "home", "chat", "--json", "--model", str(small), "Hello")

    said(ended, "home_unwritable")
    assert occupied.read_text() == "something of the person's"


def test_settings_of_a_newer_program_are_left_alone(parley_home: Path) -> None:
    parley_home.mkdir()
    file = parley_home / "settings.json"
    file.write_text('{"version": 999, "theme": "purple"}')
    ended = ran(parley_home, "chat", "--json", "Hello")

    said(ended, "settings_newer")
    assert file.read_text() == '{"version": 999, "theme": "purple"}'


# -- ends that come early ------------------------------------------------------------------------


@contextlib.contextmanager
def streaming(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have the program in the middle of a long answer, in JSON."""
    process = started(
        home,
        *("chat", "--json", "--max-tokens", "4000", "--seed", "5", "--logit-bias", "2=-inf"),
        "Tell me a very long story",
    )
    try:
        while b'"token"' not in process.stdout.readline():
            assert process.poll() is None, process.stderr.read()
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def test_a_killed_engine_is_said_and_what_came_is_kept(parley_home: Path) -> None:
    with streaming(parley_home) as process:
        (engine,) = psutil.Process(process.pid).children()
        engine.kill()
        out, err = process.communicate(timeout=PATIENCE)
        ended = Ended(process.returncode, out, err)

    said(ended, "engine_crashed")


def test_a_reader_that_leaves_ends_it_quietly(parley_home: Path) -> None:
    with streaming(parley_home) as process:
        children = psutil.Process(process.pid).children()
        process.stdout.close()
        code = process.wait(PATIENCE)
        err = process.stderr.read()

    assert (code, err) == (0, b"")
    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []


if os.name == "posix":

    def test_ctrl_c_stops_the_answer_and_gives_130(parley_home: Path) -> None:
        with streaming(parley_home) as process:
            children = psutil.Process(process.pid).children()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE)
            ended = Ended(process.returncode, out, err)

        assert ended.code == 130, ended
        assert ended.lines[-1]["finish_reason"] == "stopped"
        assert ended.err == ""
        assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []

    def test_ctrl_c_during_the_load_gives_130(parley_home: Path) -> None:
        process = started(parley_home, "chat", "--json", "--no-mmap", "Hello")
        try:
            watched = psutil.Process(process.pid)
            while not (children := watched.children()):
                assert process.poll() is None, process.stderr.read()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
            process.wait(PATIENCE)

        assert (process.returncode, err) == (130, b""), out
        assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []

    def test_a_dialogue_in_a_terminal(parley_home: Path, small: Path) -> None:
        import pty

        own, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "parley", "chat", "--model", str(small), "--max-tokens", "4"],
            env=environment(parley_home, TERM="xterm"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        shown = b""

        def until(sign: bytes) -> None:
            nonlocal shown
            while sign not in shown:
                shown += os.read(own, 4096)

        try:
            until(b"> ")
            for text in (b"First\n", b"Second\n"):
                shown = b""
                os.write(own, text)
                until(b"of context used")
                until(b"> ")
            os.write(own, b"\x04")
            code = process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait(PATIENCE)
            os.close(own)

        assert code == 0
