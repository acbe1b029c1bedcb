"""Exit codes and help of the command line."""

from __future__ import annotations

import json

import pytest

import parley
from helpers.cli_run import Command
from parley.cli import main
from parley.core.errors import ParleyError


def test_the_version(command: Command) -> None:
    ran = command("--version")

    assert ran.code == 0
    assert ran.out == f"parley {parley.__version__}\n"


def test_help_names_the_commands_and_builds_nothing(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    def services() -> None:
        raise AssertionError

    assert main(["--help"], services) == 0
    shown = capsys.readouterr().out
    assert "chat" in shown
    assert "tokenize" in shown
    assert main(["chat", "--help"], services) == 0
    shown = capsys.readouterr().out
    for option in ("--model", "--system", "--messages", "--max-tokens", "--ctx", "--threads"):
        assert option in shown


@pytest.mark.parametrize(
    "argv",
    [
        ("dance",),
        ("chat", "--dance", "Hi"),
        ("chat", "Hi", "there"),
        ("chat", "--ctx", "many", "Hi"),
        ("chat", "--mirostat", "3", "Hi"),
        ("chat", "--flash", "maybe", "Hi"),
        ("chat", "--context-policy", "forget", "Hi"),
        ("chat", "--kv", "q9", "Hi"),
        ("chat", "--logit-bias", "hello", "Hi"),
        ("chat", "--logit-bias", "1=nan", "Hi"),
        ("tokenize",),
    ],
)
def test_wrong_usage_ends_with_2_and_starts_nothing(
    command: Command, argv: tuple[str, ...]
) -> None:
    ran = command(*argv)

    assert ran.code == 2
    assert ran.out == ""
    assert "Usage: parley" in ran.err
    said = ran.err.strip().splitlines()[-1]
    assert said.startswith("parley: ")
    assert "--help” shows what it takes." in said
    assert command.engines_made == 0


def test_wrong_usage_is_an_object_for_a_program(command: Command) -> None:
    ran = command("chat", "--json", "--dance", "Hi")

    assert ran.code == 2
    (line,) = ran.out.splitlines()
    said = json.loads(line)
    assert (said["type"], said["code"]) == ("error", "wrong_usage")
    assert "--dance" in said["message"]
    assert said["hint"]


def test_services_that_cannot_be_built_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    def services() -> None:
        raise ParleyError(
            "home_unwritable",
            "Parley cannot write to its folder.",
            safe="Nothing was changed.",
            hint="Choose another one.",
        )

    assert main(["chat", "--json", "Hi"], services) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        "parley: Parley cannot write to its folder. Nothing was changed. Choose another one.\n"
    )
    assert printed.out == (
        '{"type":"error","code":"home_unwritable",'
        '"message":"Parley cannot write to its folder. Nothing was changed.",'
        '"hint":"Choose another one."}\n'
    )
