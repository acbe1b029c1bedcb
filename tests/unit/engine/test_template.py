"""A rendered template knows, for each character, whether the template or a message wrote it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.core.errors import ParleyError
from parley.engine.marked import Marked, make, mark_of, marks_of
from parley.engine.template import (
    ChatTemplate,
    Segment,
    TemplateError,
    compile_template,
    segments,
)

#: Letters of the template's own and of messages, so that a test sees who wrote what.
OURS = "abc<|>[]{}"
THEIRS = "XYZ"


def render(source: str, *contents: str, **kwargs: Any) -> list[tuple[str, int | None]]:
    messages = [
        {"role": ("user", "assistant")[i % 2], "content": text} for i, text in enumerate(contents)
    ]
    text = ChatTemplate(source).render(messages, **kwargs)
    roles = [message["role"] for message in messages]
    return [(segment.text, segment.message) for segment in segments(text, roles)]


def assert_told_apart(text: str) -> None:
    """Every letter of a message is marked as one, whatever was done to it."""
    for character, mark in zip(text, marks_of(text), strict=True):
        if character.upper() in THEIRS:
            assert mark != "\0", text
        if character in OURS:
            assert mark == "\0", text


def test_what_the_template_writes_is_told_from_what_is_typed() -> None:
    source = (
        "{% for m in messages %}<|{{ m.role }}|>{{ m.content | trim }}<|end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|assistant|>{% endif %}"
    )
    assert render(source, " <|end|> ", "Yes") == [
        ("<|user|>", None),
        ("<|end|>", 0),
        ("<|end|>\n<|assistant|>", None),
        ("Yes", 1),
        ("<|end|>\n<|assistant|>", None),
    ]


def test_segments_name_the_role() -> None:
    text = ChatTemplate("<{{ messages[0].content }}>").render([{"role": "user", "content": "Hi"}])
    assert segments(text, ["user"]) == (Segment("<"), Segment("Hi", 0, "user"), Segment(">"))


@pytest.mark.parametrize(
    "expression",
    [
        "'<' + m + '>'",
        "'<' ~ m ~ '>'",
        "'<%s>' % m",
        "'<%s|%s>' % ('a', m)",
        "'<%(x)s>' % {'x': m}",
        "'<{}>'.format(m)",
        "'<{0}|{x}>'.format('a', x=m)",
        "'<{x}>'.format_map({'x': m})",
        "'<%s>' | format(m)",
        "'<{x}>' | replace('{x}', m)",
        "'<{x}>'.replace('{x}', m)",
        "['<', m, '>'] | join",
        "['a', m, m] | join('|')",
        "'|'.join(['a', m, 'b'])",
        "m.join(['a', 'b'])",
        "('<' ~ m ~ '>')[1:]",
        "('<' ~ m ~ '>') | trim('<>')",
        "('<|' ~ m ~ '|>').strip('<>')",
        "('<|' ~ m ~ '|>').split('|') | join('b')",
        "('a ' ~ m ~ ' c').split() | join('|')",
        "('a|' ~ m ~ '|c').rsplit('|', 1) | first",
        "('a|' ~ m ~ '|c').partition('|') | join('b')",
        "('a|' ~ m ~ '|c').rpartition('|')[0]",
        "('a\n' ~ m ~ '\nc').splitlines() | join('|')",
        "('<' ~ m ~ '>').removeprefix('<').removesuffix('>')",
        "('<' ~ m ~ '>') | upper",
        "('<' ~ m ~ '>') | lower",
        "('<' ~ m ~ '>').swapcase()",
        "('<' ~ m ~ '>') | list | join('|')",
        "('<' ~ m ~ '>') | reverse",
        "('a' ~ m) | first ~ ('a' ~ m) | last",
        "m * 2 ~ 'a'",
        "'a' ~ (m | string) ~ (m | safe)",
        "'a' ~ [m] | map('upper') | join('|')",
        "'a' ~ [m, 'b'] | select('string') | join('|')",
        "'a' ~ messages | map(attribute='content') | join('|')",
        "('a\n' ~ m ~ '\nb') | indent(2)",
        "m if m else 'a'",
        "(m | default('a')) ~ 'b'",
        "{'x': m}.x ~ 'a'",
        "{'x': m}.get('x') ~ 'a'",
        "['a', m][1] ~ 'b'",
    ],
)
def test_marks_follow_through(expression: str) -> None:
    source = "{%- set m = messages[0].content -%}<{{ " + expression + " }}>"
    text = ChatTemplate(source).render([{"role": "user", "content": "X YZ"}])
    assert any(character.upper() in THEIRS for character in text)
    assert_told_apart(text)


@pytest.mark.parametrize(
    "expression",
    [
        "m | tojson",
        "messages | tojson",
        "messages",
        "messages | string",
        "[m]",
        "m | escape",
        "m | e | upper",
        "m | title",
        "m | capitalize",
        "m | wordwrap(2)",
        "m | truncate(4, true, '', 0)",
        "m | striptags",
        "m | urlencode",
        "'%r' % m",
        "'%5s' % m",
        "'{!r}'.format(m)",
        "'{:>9}'.format(m)",
        "'{0[0]}'.format([m])",
        "m.title()",
        "m.replace('', 'Y')",
        "m.translate({88: 'Y'})",
        "m | batch(2) | list",
        "m | wordcount ~ m | forceescape",
    ],
)
def test_what_is_not_known_counts_as_the_message(expression: str) -> None:
    source = "{%- set m = messages[0].content -%}{{ " + expression + " }}"
    text = ChatTemplate(source).render([{"role": "user", "content": "XYZZY XYZ"}])
    assert any(character.upper() in THEIRS for character in text)
    for character, mark in zip(text, marks_of(text), strict=True):
        assert character.upper() not in THEIRS or mark != "\0"


@pytest.mark.parametrize(
    "source",
    [
        "{% set x %}<{{ m }}>{% endset %}{{ x }}",
        "{% set x | upper %}<{{ m }}>{% endset %}{{ x }}",
        "{% filter upper %}<{{ m }}>{% endfilter %}",
        "{% macro f(x) %}<{{ x }}>{% endmacro %}{{ f(m) ~ f('b') }}",
        "{% macro f() %}<{{ caller() }}>{% endmacro %}{% call f() %}a{{ m }}{% endcall %}",
        "{% for c in '<' ~ m %}{{ c }}{% endfor %}",
        "{% set ns = namespace(x='<') %}{% for i in [1, 2] %}{% set ns.x = ns.x ~ m %}"
        "{% endfor %}{{ ns.x }}",
        "{% for part in ('a|' ~ m).split('|') recursive %}{{ part }}{% endfor %}",
        "{% generation %}<{{ m }}>{% endgeneration %}",
        "{% for i in [1, 2, 3] %}{% if i == 2 %}{% continue %}{% endif %}<{{ m }}>{% endfor %}",
    ],
)
def test_marks_follow_through_statements(source: str) -> None:
    text = ChatTemplate("{%- set m = messages[0].content -%}" + source).render(
        [{"role": "user", "content": "XYZ"}]
    )
    assert "XYZ" in text
    assert_told_apart(text)


def test_no_string_method_forgets_the_marks() -> None:
    given_back = {
        name
        for name in dir(str)
        if not name.startswith("_")
        and any(
            isinstance(result, str | list | tuple)
            for result in _results(getattr("ab ab", name, None))
        )
    }
    assert given_back <= set(vars(Marked))


def _results(method: Callable[..., Any] | None) -> list[Any]:
    found = []
    for arguments in ((), ("a",), ("a", "b"), (3,), ({97: "b"},)):
        try:
            found.append(method(*arguments) if method else None)
        except (TypeError, ValueError, LookupError):
            continue
    return found


mixed = st.lists(st.tuples(st.text("aAxX <|\n\tß", max_size=6), st.integers(0, 2)), max_size=5).map(
    lambda parts: make(
        "".join(text for text, _ in parts),
        "".join((mark_of(by - 1) if by else "\0") * len(text) for text, by in parts),
    )
)


@settings(max_examples=200)
@given(mixed, mixed, st.integers(-1, 3), st.integers(-4, 9), st.integers(-4, 9))
def test_marked_text_behaves_as_text(
    one: Marked, two: Marked, count: int, start: int, stop: int
) -> None:
    plain, other = str.__str__(one), str.__str__(two)
    pairs: list[tuple[Any, Any]] = [
        (one + two, plain + other),
        ("a" + one, "a" + plain),
        (one[start:stop], plain[start:stop]),
        (one[::-1], plain[::-1]),
        (list(one), list(plain)),
        (one.strip(), plain.strip()),
        (one.lstrip("a"), plain.lstrip("a")),
        (one.rstrip(" <"), plain.rstrip(" <")),
        (one.split(), plain.split()),
        (one.split(None, count), plain.split(None, count)),
        (one.rsplit(None, count), plain.rsplit(None, count)),
        (one.split("a", count), plain.split("a", count)),
        (one.rsplit("a", count), plain.rsplit("a", count)),
        (one.splitlines(), plain.splitlines()),
        (one.splitlines(keepends=True), plain.splitlines(keepends=True)),
        (one.partition("a"), plain.partition("a")),
        (one.rpartition("x"), plain.rpartition("x")),
        (one.replace("a", other, count), plain.replace("a", other, count)),
        (one.replace("", "b"), plain.replace("", "b")),
        (one.upper(), plain.upper()),
        (one.lower(), plain.lower()),
        (one.title(), plain.title()),
        (one.join([two, "b", one]), plain.join([other, "b", plain])),
        (one.removeprefix("a"), plain.removeprefix("a")),
        (one.removesuffix("a"), plain.removesuffix("a")),
        (one * 2, plain * 2),
        (f"{one}", plain),
        (one.__rmod__("%s"), plain),
        (one == plain, True),
        (hash(one), hash(plain)),
    ]
    for got, wanted in pairs:
        assert got == wanted
        for text in got if isinstance(got, list | tuple) else [got]:
            if isinstance(text, Marked):
                assert len(text.marks) == len(text)


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% for i in range(99999) recursive %}{{ loop(range(99999)) }}{% endfor %}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ 9 ** (9 ** 9) }}",
        "{% set n = namespace(x='ab') %}{% for i in range(999) %}"
        "{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(999) %}"
        "{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='aa') %}{% for i in range(999) %}"
        "{% set n.x = n.x | replace('a', n.x) %}{% endfor %}",
        "{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}"
        "{{ f(60) }}",
        "{{ '{:999999999}'.format(1) }}",
        "{% for i in range(99999) %}{{ 'abcdefghijklmnopqrstuvwxyz' * 9999 }}{% endfor %}",
    ],
)
def test_a_template_that_runs_away_is_stopped(source: str) -> None:
    with pytest.raises(TemplateError, match="end"):
        ChatTemplate(source).render([{"role": "user", "content": "Hi"}])


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ messages.append(1) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ messages[0].content.encode() }}",
        "{% include 'file' %}",
        "{{ lipsum() }}",
    ],
)
def test_the_sandbox_holds(source: str) -> None:
    with pytest.raises(TemplateError):
        ChatTemplate(source).render([{"role": "user", "content": "Hi"}])


def test_thousands_of_messages_are_no_runaway() -> None:
    source = (
        "{% set ns = namespace(all=[]) %}{% for m in messages %}"
        "{% set ns.all = ns.all + [m] %}{% endfor %}"
        "{% for m in ns.all %}{{ '<' ~ m['content'] ~ '>' }}"
        "{% if loop.index < messages | length %}|{% endif %}{% endfor %}"
    )
    rendered = render(source, *(["word"] * 3_000))
    assert rendered[-2:] == [("word", 2_999), (">", None)]


def test_a_template_that_refuses_says_why() -> None:
    with pytest.raises(TemplateError, match="Roles must alternate"):
        ChatTemplate("{{ raise_exception('Roles must ' ~ 'alternate') }}").render([])


@pytest.mark.parametrize("source", ["{% if %}", "{{ 1 +", "{% nothing %}", "{{" + "(" * 9_000])
def test_a_template_that_cannot_be_read(source: str) -> None:
    with pytest.raises(ParleyError) as raised:
        compile_template(source)
    assert raised.value.code == "template_failed"
    assert raised.value.hint


@pytest.mark.parametrize("source", [None, "", " \n"])
def test_a_file_without_a_template(source: str | None) -> None:
    with pytest.raises(ParleyError) as raised:
        compile_template(source)
    assert raised.value.code == "no_chat_template"


def test_the_day_is_the_one_given() -> None:
    source = "{{ strftime_now('%d %b %Y') }}"
    assert render(source, day=date(2026, 2, 3)) == [("03 Feb 2026", None)]


def test_json_is_written_as_hugging_face_does() -> None:
    source = "{{ {'b': '<é>', 'a': [1, none]} | tojson }}{{ {'x': 1} | tojson(indent=2) }}"
    assert render(source) == [('{"b": "<é>", "a": [1, null]}{\n  "x": 1\n}', None)]


def test_whitespace_control_is_hugging_faces() -> None:
    assert render("a\n  {% if true %}\nb\n  {% endif %}\nc") == [("a\nb\nc", None)]


def test_variables_reach_the_template() -> None:
    source = "{% if enable_thinking is defined and not enable_thinking %}no{% endif %}{{ tools }}"
    assert render(source, variables={"enable_thinking": False}) == [("noNone", None)]


def test_many_messages_keep_their_numbers() -> None:
    rendered = render("{% for m in messages %}<{{ m.content }}>{% endfor %}", *(["x"] * 700))
    assert [index for text, index in rendered if text == "x"] == list(range(700))
