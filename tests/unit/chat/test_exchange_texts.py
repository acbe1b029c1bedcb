"""Conversations as Markdown and HTML: readable, and safe whatever a model wrote."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from helpers.chat import opened_store
from helpers.pictures import png
from parley.chat.exchange import Exporter
from parley.chat.exchange.format import FileConversation, FileMessage
from parley.chat.exchange.html import html_of
from parley.chat.exchange.markdown import markdown_of
from parley.chat.exchange.names import distinct, file_stem
from parley.chat.store import ChatStore
from parley.chat.values import Attachment, Figures, MessageError
from parley.core.colours import DARK, LIGHT

HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(1)>

[click](javascript:alert(1)) [file](file:///etc/passwd) [good](https://example.org/a?b=1&c=2)
![a picture](https://evil.example/x.png) ![](data:image/png;base64,xx) <https://example.org>

```python
def f(x): return "</code></pre><script>"  # comment
```

| a | b |
|---|---|
| 1 | 2 |

$$x^2_1$$ and \\(a_b_c\\)
"""


def talk(*messages: FileMessage, title: str = "Winds") -> FileConversation:
    leaf = messages[-1].id if messages else None
    return FileConversation("k", 1.7e9, 1.7e9, title=title, messages=messages, leaf=leaf)


def answer(content: str, **more: object) -> FileMessage:
    return FileMessage(1, "assistant", 1.7e9, content, model="Small", **more)  # type: ignore[arg-type]


class Tags(HTMLParser):
    """Notes tags and attributes, and that each is closed."""

    VOID = frozenset({"meta", "hr", "br", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_holds_no_script_and_loads_nothing() -> None:
    person = FileMessage(1, "user", 1.7e9, HOSTILE, attachments=(Attachment("<b>", HOSTILE),))
    reply = answer("<think>\n<script>\n</think>\n\n" + HOSTILE)
    reply = msgspec.structs.replace(
        reply, id=2, parent=1, error=MessageError("c", "<script>", "<b>"), model="<i>"
    )
    page = Tags(html_of(talk(person, reply, title='</title><script>"x')))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "form", "input", "base"}
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not any(name.startswith("on") or name == "src" for name in attributes)
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert links == ["https://example.org/a?b=1&c=2", "https://example.org"]
    assert "[Picture: a picture]" in page.text
    assert "[click](javascript:alert(1))" in page.text
    assert "x^2_1" in page.text
    assert "a_b_c" in page.text


def test_html_brings_its_pictures_along_and_loads_none() -> None:
    cat = Attachment('my "cat".png', media="image/png", data=png())
    false = Attachment("b.png", media="image/png", data=b"<script>")
    person = FileMessage(1, "user", 1.7e9, "Look", attachments=(cat, false))
    reply = msgspec.structs.replace(
        answer(
            '![the *cat*](<my "cat".png>) ![b](b.png) ![far](https://example.org/a.png)'
            " ![near](other.png) [a link](b.png)"
        ),
        id=2,
        parent=1,
    )
    text = html_of(talk(person, reply))
    page = Tags(text)
    shown = [attrs for tag, attrs in page.tags if tag == "img"]
    address = "data:image/png;base64," + b64encode(cat.data).decode()
    assert [(each["src"], each["alt"]) for each in shown] == [
        (address, 'my "cat".png'),
        (address, "the *cat*"),
    ]
    assert [attrs["href"] for tag, attrs in page.tags if tag == "a"] == ["#"]
    assert "[Picture: far]" in page.text
    assert "![near](other.png)" in page.text
    assert "script" not in text.replace("no script", "")
    assert "img-src data:" in text


def test_html_brings_a_picture_along_that_many_messages_show_a_few_times() -> None:
    cat = Attachment("cat.png", media="image/png", data=png())
    person = FileMessage(1, "user", 1.7e9, "Look", attachments=(cat,))
    reply = msgspec.structs.replace(answer("![my cat](cat.png) " * 50), id=2, parent=1)
    text = html_of(talk(person, reply))
    assert text.count("data:image/png") == 11
    assert text.count("my cat") == 50


def test_markdown_names_pictures() -> None:
    cat = Attachment("my_cat.png", media="image/png", data=png())
    text = markdown_of(talk(FileMessage(1, "user", 1.7e9, "Look", attachments=(cat,))))
    assert "Look\n\n**Picture: my\\_cat.png**\n" in text


def test_html_colours_code_and_knows_light_and_dark() -> None:
    text = html_of(talk(answer("```python\ndef f(): return 'x'\n```\n\n```nope\n<a>\n```")))
    assert '<span class="k">def</span>' in text
    assert "&lt;a&gt;" in text
    assert "prefers-color-scheme: dark" in text
    assert "default-src 'none'" in text


def test_html_shows_tasks_as_boxes() -> None:
    tasks = "- [ ] buy *bread*\n- [x] sleep\n- [y] no task\n\n[ ] nor this\n\n1. `[ ]` nor that"
    page = Tags(html_of(talk(answer(tasks))))
    assert "☐ buy bread" in page.text
    assert "☑ sleep" in page.text
    assert "[y] no task" in page.text
    assert "[ ] nor this" in page.text
    assert "[ ] nor that" in page.text


def test_html_says_that_its_words_are_english_where_nobody_chose() -> None:
    assert '<html lang="en">' in html_of(talk())


FIGURES = Figures(12, 4, 5, 0.25, 0.5, 0.3, 7, 20, 4096)


def test_markdown_reads_as_a_conversation_with_its_figures() -> None:
    person = FileMessage(
        1, "user", 1.7e9, "What *is* it?", attachments=(Attachment("a_b.md", "x\n```\ny"),)
    )
    reply = answer(
        "<think>\nhm\n</think>\n\n# A wind\n\n```sh\n# not a title",
        figures=FIGURES,
        quantisation="Q4_K_M",
        reasoning_seconds=3.6,
        finish_reason="length",
    )
    text = markdown_of(talk(person, msgspec.structs.replace(reply, id=2, parent=1), title="# W_x"))
    when = r"\*2023-11-1\d \d\d:\d\d\*"
    assert re.fullmatch(
        rf"# \\# W\\_x\n\n{when}\n\n## You\n\n{when}\n\nWhat \*is\* it\?\n\n"
        r"\*\*Attachment: a\\_b\.md\*\*\n\n````\nx\n```\ny\n````\n\n"
        rf"## Small · Q4\\_K\\_M\n\n{when}\n\n> \*\*Reasoning \(4 s\)\*\*\n>\n> hm\n\n"
        r"### A wind\n\n```sh\n# not a title\n```\n\n"
        r"<sub>5 tokens · 8\.0 tokens/s · first token after 0\.30 s · seed 7 · "
        r"the limit of tokens was reached</sub>\n",
        text,
    ), text


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Trip to Marseille", "Trip to Marseille"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("../../etc/passwd", "etc passwd"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("ends with dots...", "ends with dots"),
        ("\x00\n\u202eevil", "evil"),
        ("", "Chat"),
        ("...", "Chat"),
        ("風" * 200, "風" * 40),
        ("Été", "Été"),
    ],
)
def test_titles_become_names_that_every_system_takes(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_no_two_files_have_one_name() -> None:
    assert distinct(["a", "A", "b", "a", "a (2)"]) == ["a", "A (2)", "b", "a (3)", "a (2) (2)"]


def test_a_page_has_the_colours_of_the_windows_and_no_others() -> None:
    page = html_of(talk(answer("`code`")))
    known = [value for look in (LIGHT, DARK) for value in msgspec.structs.astuple(look)]
    used = re.findall(r"#[0-9A-Fa-f]{3,8}\b", page)
    assert set(used) <= set(known)
    assert f"--back: {LIGHT.background};" in page
    assert f"--back: {DARK.background};" in page


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[ChatStore, Exporter]]:
    with opened_store(tmp_path / "parley.sqlite3") as (store, connection):
        yield store, Exporter(connection)


def test_several_go_to_a_folder_of_their_own(
    opened: tuple[ChatStore, Exporter], tmp_path: Path
) -> None:
    store, exporter = opened
    for title in ("One", "One", "../Two"):
        store.add(store.create(title=title).id, "user", title)
    out = tmp_path / "out"
    out.mkdir()
    for form, names in (
        ("markdown", ["One (2).md", "One.md", "Two.md"]),
        ("html", ["One (2).html", "One.html", "Two.html"]),
        ("json", ["One (2).json", "One.json", "Two.json"]),
    ):
        done = exporter.to_folder(exporter.all_ids(), form, out, "Chats")  # type: ignore[arg-type]
        assert sorted(each.name for each in done.place.iterdir()) == names
        assert (done.conversations, done.files) == (3, 3)
    assert sorted(each.name for each in out.iterdir()) == ["Chats", "Chats-2", "Chats-3"]
    assert "Two" in (out / "Chats" / "Two.md").read_text(encoding="utf-8")
