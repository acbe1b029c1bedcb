"""The prompt library: kept, changed, deleted and had back, filled in, exchanged as JSON."""

import json
import sqlite3

import pytest

from parley.chat import filling
from parley.chat.filling import Variable
from parley.chat.prompts import PromptFile, PromptLibrary, SavedPrompt
from parley.core.errors import ParleyError

FIRST = (PromptFile("Summarise", "Summarise {{text}}", "sum"), PromptFile("Explain", "Explain it."))


@pytest.fixture
def library(connection: sqlite3.Connection) -> PromptLibrary:
    return PromptLibrary(connection)


def _code(call: object, *arguments: object, **named: object) -> str:
    with pytest.raises(ParleyError) as refusal:
        call(*arguments, **named)  # type: ignore[operator]
    assert refusal.value.hint
    return refusal.value.code


def test_prompts_are_kept_in_the_order_of_their_names(library: PromptLibrary) -> None:
    library.add("zebra", "Z")
    kept = library.add("  Alpha \n beta ", "A {{x}}", "/Alpha Beta")
    assert kept == SavedPrompt(kept.id, "Alpha beta", "A {{x}}", "alpha-beta")
    assert [each.name for each in library.prompts()] == ["Alpha beta", "zebra"]
    changed = library.change(kept.id, "Gamma", "G", "")
    assert changed == library.prompt(kept.id)
    assert (changed.name, changed.text, changed.command) == ("Gamma", "G", "")


def test_names_and_commands_are_used_once(library: PromptLibrary) -> None:
    one = library.add("One", "text", "one")
    assert _code(library.add, "One", "other") == "prompt_name_taken"
    assert _code(library.add, "Two", "other", "one") == "prompt_command_taken"
    assert _code(library.add, "Two", "other", "new", reserved={"new"}) == "prompt_command_taken"
    assert library.change(one.id, "One", "changed", "one").text == "changed"
    assert _code(library.add, " ", "text") == "prompt_invalid"
    assert _code(library.add, "Two", " ") == "prompt_invalid"
    assert _code(library.add, "Two", "text", "no/slash") == "prompt_invalid"
    assert [each.name for each in library.prompts()] == ["One"]


def test_a_deleted_prompt_can_be_had_back_as_it_was(library: PromptLibrary) -> None:
    one = library.add("One", "{{x}}", "one")
    library.remember(one.id, {"x": "last"})
    removed = library.remove(one.id)
    assert library.prompts() == []
    assert _code(library.prompt, one.id) == "prompt_gone"
    assert library.restore(removed) == SavedPrompt(one.id, "One", "{{x}}", "one", {"x": "last"})


def test_what_is_had_back_gives_way_to_what_came_meanwhile(library: PromptLibrary) -> None:
    removed = library.remove(library.add("One", "first", "one").id)
    library.add("One", "second", "one")
    back = library.restore(removed)
    assert (back.name, back.command, back.text) == ("One (2)", "", "first")


def test_the_first_prompts_come_once(library: PromptLibrary) -> None:
    library.begin(FIRST)
    assert [each.name for each in library.prompts()] == ["Explain", "Summarise"]
    for each in library.prompts():
        library.remove(each.id)
    library.begin(FIRST)
    assert library.prompts() == []


def test_a_round_trip_loses_nothing(library: PromptLibrary) -> None:
    library.begin(FIRST)
    data = library.exported()
    assert json.loads(data)["format"] == "parley-prompts"
    before = [(each.name, each.text, each.command) for each in library.prompts()]
    again = library.import_(data)
    assert (again.added, again.known) == (0, 2)
    for each in library.prompts():
        library.remove(each.id)
    assert library.import_(data).added == 2
    assert [(each.name, each.text, each.command) for each in library.prompts()] == before


def test_an_import_gives_new_names_to_what_is_taken(library: PromptLibrary) -> None:
    library.begin(FIRST)
    data = library.exported()
    summarise = next(each for each in library.prompts() if each.command)
    library.change(summarise.id, summarise.name, "My own words", summarise.command)
    came = library.import_(data)
    assert (came.added, came.known) == (1, 1)
    assert came.renamed == came.without_command == ("Summarise (2)",)
    assert library.prompt(summarise.id).text == "My own words"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "prompts_unreadable"),
        (b"[]", "prompts_unreadable"),
        (b'{"format": "other", "version": 1, "prompts": []}', "prompts_unreadable"),
        (b'{"format": "parley-prompts", "version": 1, "prompts": [{}]}', "prompts_unreadable"),
        (b'{"format": "parley-prompts", "version": 2, "prompts": []}', "prompts_newer"),
        (
            b'{"format": "parley-prompts", "version": 1, "prompts":'
            b' [{"name": "A", "text": "a"}, {"name": "", "text": "b"}]}',
            "prompt_invalid",
        ),
    ],
)
def test_what_cannot_be_imported_changes_nothing(
    library: PromptLibrary, data: bytes, code: str
) -> None:
    assert _code(library.import_, data) == code
    assert library.prompts() == []


def test_variables_are_found_with_what_they_may_be() -> None:
    text = "{{who}} in {{style:formal|plain}} on {{date}}, {{ who }}, {{length:short}}, {{who:you}}"
    assert filling.variables(text) == (
        Variable("who", "you"),
        Variable("style", "formal", ("formal", "plain")),
        Variable("length", "short"),
    )
    assert filling.built_in(text) == {"date"}


def test_what_never_closes_is_no_variable_and_soon_looked_through() -> None:
    for text in ("{{a" + " " * 200_000, "{{" * 100_000, "{{a" + " a" * 100_000, "{{a:" * 50_000):
        assert filling.variables(text) == ()
        assert filling.filled(text, {}) == text
    assert filling.variables("{{ your name  }} {{to-do : now }}") == (
        Variable("your name"),
        Variable("to-do", "now"),
    )


def test_values_are_put_in_as_they_are() -> None:
    text = "Hello {{Name}}, {{mood:well}}. {{selection}} {{ user.name }} {{}}"
    said = filling.filled(text, {"name": "{{mood}} \\1", "selection": "quoted"})
    assert said == "Hello {{mood}} \\1, well. quoted {{ user.name }} {{}}"


def test_text_beside_a_command_comes_into_the_prompt() -> None:
    text, values = filling.with_text("{{tone:a|b}} {{text}}", {"tone": "b"}, "my words")
    assert filling.filled(text, values) == "b my words"
    text, values = filling.with_text("Explain it.", {}, "my words")
    assert filling.filled(text, values) == "Explain it.\n\nmy words"
