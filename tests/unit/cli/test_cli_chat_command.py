"""`parley chat` over a scripted engine: what it prints, asks for, and how it ends."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest

from helpers.cli_run import Command
from helpers.gguf_bytes import STRING, UINT32, gguf_bytes
from helpers.scripted_engine import ScriptedEngine, context_full, crashed, done, prefill
from parley.cli.output import TextOutput
from parley.cli.turn import Interrupted, run_job
from parley.core.errors import ParleyError
from parley.core.settings import Settings
from parley.engine.protocol import (
    Done,
    Event,
    LoadOptions,
    Lora,
    Message,
    Note,
    Sampling,
    Token,
)

HELLO = (Message(role="user", content="Hello"),)


def test_the_answer_goes_to_stdout_and_nothing_else_there(command: Command) -> None:
    command.engine.will_answer(prefill(3, 9), prefill(9, 9), "Good", " day")
    ran = command("chat", "Hello")

    assert (ran.code, ran.out, ran.err) == (0, "Good day\n", "")
    assert command.engine.requests[0].messages == HELLO


def test_json_prints_one_object_per_line_with_the_documented_keys(command: Command) -> None:
    note = Note(0, "neighbours_merged", "Two messages were joined.", (1,))
    command.engine.will_answer(note, prefill(0, 9), prefill(9, 9), "Good", " day ✓")
    ran = command("chat", "--json", "Hello")

    assert ran.code == 0
    assert ran.err == ""
    assert ran.lines == [
        {"type": "loaded", "load_seconds": 0.1, "memory_bytes": 1 << 20},
        {
            "type": "note",
            "code": "neighbours_merged",
            "text": "Two messages were joined.",
            "dropped": [1],
        },
        {"type": "prefill", "done": 0, "total": 9},
        {"type": "prefill", "done": 9, "total": 9},
        {"type": "token", "text": "Good"},
        {"type": "token", "text": " day ✓"},
        {
            "type": "done",
            "finish_reason": "stop",
            "prompt_tokens": 12,
            "cached_tokens": 4,
            "generated_tokens": 2,
            "prefill_seconds": 0.25,
            "decode_seconds": 0.5,
            "first_token_seconds": 0.3,
        },
    ]


def test_a_failure_is_one_line_with_what_to_do(command: Command) -> None:
    command.engine.will_answer("Half an ans", crashed())
    ran = command("chat", "Hello")

    assert ran.code == 1
    assert ran.out == "Half an ans\n"
    assert ran.err.count("\n") == 1
    assert "The engine crashed" in ran.err
    assert "Send again" in ran.err


def test_a_failure_is_an_object_too(command: Command) -> None:
    command.engine.will_answer(crashed())
    ran = command("chat", "--json", "Hello")

    assert ran.code == 1
    assert set(ran.error) == {"type", "code", "message", "hint"}
    assert ran.error["code"] == "engine_crashed"
    assert ran.lines[-1] == ran.error
    assert ran.err.count("\n") == 1


def test_a_load_that_fails(command: Command) -> None:
    command.engine.will_load(crashed())

    assert command("chat", "--json", "Hello").error["code"] == "engine_crashed"
    assert command.engine.requests == []


def test_a_full_context_is_explained_in_words_of_the_command_line(command: Command) -> None:
    command.engine.will_answer(context_full())
    error = command("chat", "--json", "Hello").error

    assert error["code"] == "context_full"
    assert "--context-policy trim-oldest" in error["hint"]


def test_every_option_reaches_the_engine(command: Command, tmp_path: Path) -> None:
    template = tmp_path / "t.jinja"
    template.write_text("{{ messages }}")
    grammar = tmp_path / "g.gbnf"
    grammar.write_text('root ::= "yes"')
    lora = tmp_path / "lora.gguf"
    lora.write_bytes(b"x")
    load = "--ctx 256 --threads 3 --gpu-layers 7 --batch 128 --flash on --kv q8_0:f16 --mlock"
    sample = (
        "--max-tokens 5 --temperature 0.5 --seed 9 --top-k 11 --top-p 0.6 --min-p 0.2 "
        "--typical-p 0.7 --repeat-penalty 1.5 --presence-penalty 0.25 --frequency-penalty -0.5 "
        "--mirostat 2 --stop END --stop STOP --logit-bias 42=-1.5 --logit-bias 7=inf"
    )
    files = ["--template", str(template), "--grammar", str(grammar), "--no-mmap"]
    loras = ["--lora", f"{lora}:0.5", "--lora", str(lora)]
    policy = ["--context-policy", "trim-oldest"]
    ran = command("chat", *load.split(), *sample.split(), *files, *loras, *policy, "Hello")

    assert ran.code == 0, ran.err
    assert command.engine.loads == [
        (
            str(command.model),
            LoadOptions(
                context=256,
                threads=3,
                gpu_layers=7,
                batch=128,
                flash_attention="on",
                kv_type_k="q8_0",
                kv_type_v="f16",
                loras=(Lora(str(lora), 0.5), Lora(str(lora))),
                mmap=False,
                mlock=True,
                chat_template="{{ messages }}",
            ),
        )
    ]
    request = command.engine.requests[0]
    assert request.policy == "trim_oldest"
    assert request.sampling == Sampling(
        max_tokens=5,
        temperature=0.5,
        seed=9,
        top_k=11,
        top_p=0.6,
        min_p=0.2,
        typical_p=0.7,
        repeat_penalty=1.5,
        presence_penalty=0.25,
        frequency_penalty=-0.5,
        mirostat=2,
        stop=("END", "STOP"),
        grammar='root ::= "yes"',
        logit_bias={"42": -1.5, "7": 1e9},
    )


def test_a_context_nobody_chose_is_no_longer_than_the_model_was_trained_for(
    command: Command,
) -> None:
    command.model.write_bytes(
        gguf_bytes(
            {
                "general.architecture": (STRING, "llama"),
                "llama.context_length": (UINT32, 512),
            }
        )
    )

    assert command("chat", "Hello").code == 0
    assert command("chat", "--ctx", "1024", "Hello").code == 0
    assert [options.context for _, options in command.engine.loads] == [512, 1024]


def test_a_schema_is_given_as_text_or_as_a_file(command: Command, tmp_path: Path) -> None:
    schema = '{"type": "object"}'
    file = tmp_path / "schema.json"
    file.write_text(schema)

    assert command("chat", "--json-schema", schema, "Hello").code == 0
    assert command("chat", "--json-schema", str(file), "Hello").code == 0
    assert [each.sampling.json_schema for each in command.engine.requests] == [schema, schema]


@pytest.mark.parametrize(
    "argv",
    [
        ("--ctx", "63"),
        ("--temperature", "-1"),
        ("--temperature", "nan"),
        ("--top-p", "1.5"),
        ("--max-tokens", "0"),
        ("--threads", "0"),
        ("--seed", "-3"),
        ("--batch", "0"),
        ("--stop", ""),
        ("--json-schema", "{no json"),
        ("--json-schema", "missing.json"),
        ("--grammar", "missing.gbnf"),
        ("--template", "missing.jinja"),
        ("--kv", "q4_0", "--flash", "off"),
    ],
)
def test_a_value_no_engine_takes_is_a_bad_option(command: Command, argv: tuple[str, ...]) -> None:
    ran = command("chat", "--json", *argv, "Hello")

    assert ran.code == 1
    assert ran.error["code"] == "bad_option"
    assert ran.error["hint"]
    assert command.engines_made == 0


def test_the_settings_fill_what_is_not_given(command: Command) -> None:
    command.settings = Settings(
        model=str(command.model),
        load={"context": 512, "threads": 2},
        sampling={"temperature": 0.25, "top_k": 3},
        system_prompt="Be kind.",
        context_policy="stop",
    )
    ran = command("chat", "--ctx", "128", "--top-k", "5", "Hello")

    assert ran.code == 0
    assert command.engine.loads[0][1] == LoadOptions(context=128, threads=2)
    request = command.engine.requests[0]
    assert request.sampling == Sampling(temperature=0.25, top_k=5)
    assert request.policy == "stop"
    assert request.messages == (Message(role="system", content="Be kind."), *HELLO)


def test_tokens_are_drawn_as_the_model_asks_unless_something_else_is_said(
    command: Command,
) -> None:
    # Called as a repository of the catalogue calls its files, it is taken for that model.
    place = command.paths.models / "bartowski" / "Meta-Llama-3.1-8B-Instruct-GGUF"
    place.mkdir(parents=True)
    file = place / "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf"
    file.write_bytes(command.model.read_bytes())
    command("chat", "--model", str(file), "Hello")
    command.settings = msgspec.structs.replace(command.settings, sampling={"top_p": 0.5})
    command("chat", "--model", str(file), "--temperature", "1.5", "Hello")
    command("chat", "Hello")

    assert [each.sampling for each in command.engine.requests] == [
        Sampling(temperature=0.6, top_p=0.9),
        Sampling(temperature=1.5, top_p=0.5),
        Sampling(top_p=0.5),
    ]


def test_settings_that_are_no_options_are_said(command: Command) -> None:
    command.settings = Settings(model=str(command.model), load={"contxt": 3})

    assert command("chat", "--json", "Hello").error["code"] == "bad_option"


def test_a_notice_of_the_start_is_said(command: Command) -> None:
    command.notices = ("The settings file is damaged.",)

    assert command("chat", "Hello").err == "Note: The settings file is damaged.\n"
    assert command("chat", "--json", "Hello").lines[0]["type"] == "note"


def test_an_unknown_model(command: Command) -> None:
    ran = command("chat", "--json", "--model", "nobody", "Hello")

    assert ran.error["code"] == "model_not_found"
    assert "small" in ran.error["hint"]
    assert command.engines_made == 0


def test_a_bad_model_file_starts_no_engine(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"")

    assert command("chat", "--json", "--model", str(path), "Hi").error["code"] == "model_empty"
    assert command.engines_made == 0


# -- where the words come from -------------------------------------------------------------------


def test_a_pipe_is_one_message(command: Command) -> None:
    assert command("chat", stdin="Grüße\nan alle\n".encode()).code == 0
    assert command.engine.requests[0].messages[0].content == "Grüße\nan alle"


def test_a_prompt_leaves_the_pipe_alone(command: Command) -> None:
    assert command("chat", "Hello", stdin=b"not this").code == 0
    assert command.engine.requests[0].messages == HELLO


@pytest.mark.parametrize("stdin", [b"", b" \n", b"\xff\xfe\n"])
def test_a_pipe_without_a_message(command: Command, stdin: bytes) -> None:
    ran = command("chat", "--json", stdin=stdin)

    assert ran.code == 1
    assert ran.error["code"] == "bad_messages"


def test_messages_come_from_a_file_with_the_prompt_last(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    messages = [
        {"role": "system", "content": "Old."},
        {"role": "user", "content": "One"},
        {"role": "assistant", "content": "Two"},
    ]
    file.write_text(json.dumps(messages))
    ran = command("chat", "--messages", str(file), "--system", "New.", "Hello")

    assert ran.code == 0, ran.err
    assert list(msgspec.to_builtins(command.engine.requests[0].messages)) == [
        {"role": "system", "content": "New."},
        *messages[1:],
        {"role": "user", "content": "Hello"},
    ]


def test_messages_come_through_the_pipe(command: Command) -> None:
    stdin = b'\xef\xbb\xbf[{"role": "user", "content": "Hello"}]'

    assert command("chat", "--messages", "-", stdin=stdin).code == 0
    assert command.engine.requests[0].messages == HELLO


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b'[\n {"role": "user" "content": "x"}]', "line 2, column 18"),
        (b'[{"role": "user", "content": "caf\xe9"}]', "line 1, byte 34"),
        (b"{}", "no list"),
        (b"[]", "empty list"),
        (b"[" * 100_000, "no list"),
        (b"1" * 5000, "no list"),
        (b'["hello"]', "message 1"),
        (b'[{"role": "user", "content": "x"}, {"role": "robot", "content": "x"}]', "message 2"),
        (b'[{"role": "user"}]', "content is missing"),
        (b'[{"content": "x"}]', "role is missing"),
        (b'[{"role": "user", "content": ["x"]}]', "must be text"),
        (b'[{"role": ["user"], "content": "x"}]', "is unknown"),
        (b'[{"role": "user", "content": "x", "name": "y"}]', "\u201cname\u201d"),
        (b'[{"role": "assistant", "content": "x"}]', "not from the user"),
    ],
)
def test_a_bad_messages_file_is_said_with_the_position(
    command: Command, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "m.json"
    file.write_bytes(content)
    ran = command("chat", "--json", "--messages", str(file))

    assert ran.code == 1
    assert ran.error["code"] == "bad_messages"
    assert said in ran.error["message"]
    assert command.engines_made == 0


def test_a_missing_messages_file(command: Command, tmp_path: Path) -> None:
    ran = command("chat", "--json", "--messages", str(tmp_path / "none.json"))

    assert ran.error["code"] == "bad_messages"


def test_bytes_of_an_argument_that_are_no_text(command: Command) -> None:
    assert command("chat", "caf\udce9").code == 0
    assert command.engine.requests[0].messages[0].content.startswith("caf\ufffd")


# -- terminal ------------------------------------------------------------------------------------


class Screen(io.StringIO):
    """A terminal that is written to."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_a_terminal_is_not_taken_over_by_what_a_model_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, err = Screen(), Screen()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    output = TextOutput()
    output.event(Token(1, "a\x1b[2J\x1b]0;title\x07b\r\x9b31mc\td\n"))
    output.event(msgspec.structs.replace(done("length"), generated_tokens=3))

    assert out.getvalue() == "a[2J]0;titleb31mc\td\n"
    assert "4.0 tokens/s" in err.getvalue()
    assert "seed 7" in err.getvalue()


def test_a_pipe_gets_what_the_model_wrote(command: Command) -> None:
    command.engine.will_answer("a\x1b[31mb")

    assert command("chat", "Hello").out == "a\x1b[31mb\n"


def test_json_needs_words_where_there_is_a_terminal(command: Command) -> None:
    assert command("chat", "--json", tty=True).code == 2


def test_a_dialogue_keeps_the_conversation(command: Command) -> None:
    for answer in ("One", "Two", "Three"):
        command.engine.will_answer(answer)
    stdin = b"first\n/help\n/dance\n\nsecond\n/new\nthird\n/quit\nnever\n"
    ran = command("chat", "--system", "Short.", stdin=stdin, tty=True)

    assert ran.code == 0
    assert ran.out == "One\nTwo\nThree\n"
    assert "Nothing said here is kept" in ran.err
    assert "There is no command /dance." in ran.err
    spoken = [[each.content for each in request.messages] for request in command.engine.requests]
    assert spoken == [
        ["Short.", "first"],
        ["Short.", "first", "One", "second"],
        ["Short.", "third"],
    ]
    assert len(command.engine.loads) == 1


def test_a_dialogue_goes_on_after_a_failure(command: Command) -> None:
    command.engine.will_answer("Half", crashed())
    command.engine.will_answer("Whole")
    ran = command("chat", stdin=b"first\nsecond\n", tty=True)

    assert ran.code == 0
    assert "The engine crashed" in ran.err
    assert [each.content for each in command.engine.requests[1].messages] == ["second"]


# -- ends that come early ------------------------------------------------------------------------


class Pressing:
    """An output during whose first token Ctrl+C is pressed."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def event(self, event: Event) -> None:
        """Keep an event."""
        first = not any(isinstance(each, Token) for each in self.events)
        self.events.append(event)
        if isinstance(event, Token) and first:
            raise KeyboardInterrupt

    def notice(self, text: str) -> None:
        """Nothing comes here."""

    def failure(self, error: ParleyError) -> None:
        """Nothing comes here."""


def test_ctrl_c_stops_the_job_and_waits_for_its_end() -> None:
    engine = ScriptedEngine(delivery="at_once")
    run_job(engine, lambda on: engine.load("m.gguf", LoadOptions(), on), Pressing())
    engine.will_answer("One", "Two")
    output = Pressing()
    with pytest.raises(Interrupted):
        run_job(engine, lambda on: engine.stream(HELLO, on), output)

    assert engine.stops == [2]
    assert isinstance(output.events[-1], Done)


def test_ctrl_c_ends_the_command_with_130(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(self: TextOutput, event: Event) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(TextOutput, "event", pressed)

    assert command("chat", "Hello").code == 130


def test_a_reader_that_goes_away_ends_it_quietly(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Closed())
        ran = command("chat", "Hello")

    assert (ran.code, ran.err) == (0, "")
    assert command.engine.stops == [2]


# -- tokenize ------------------------------------------------------------------------------------


def test_tokenize_prints_one_object(command: Command) -> None:
    command.notices = ("The settings file is damaged.",)
    stdin = b'[{"role": "user", "content": "two words"}]'
    model = ("--model", str(command.model))
    ran = command("tokenize", *model, "--messages", "-", "--json", stdin=stdin)

    assert ran.code == 0
    assert ran.out == '{"tokens":[0,1],"text":"two words","notes":[]}\n'
    assert command.engine.loads[0][1].context == 64


def test_tokenize_for_people(command: Command) -> None:
    words = " ".join(f"w{i}" for i in range(12))
    stdin = json.dumps([{"role": "user", "content": words}]).encode()
    ran = command("tokenize", "--messages", "-", stdin=stdin)

    assert ran.code == 0
    assert words in ran.out
    assert "12 tokens" in ran.out
    assert ran.out.split("\n")[-3].split() == ["10", "10", "11"]


def test_tokenize_with_a_bad_file(command: Command) -> None:
    ran = command("tokenize", "--messages", "-", "--json", stdin=b"{")

    assert ran.code == 1
    assert ran.error["code"] == "bad_messages"
