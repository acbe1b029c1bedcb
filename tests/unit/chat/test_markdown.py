"""Markdown as blocks: what people write and models answer, and what is text and nothing else."""

from __future__ import annotations

import pytest

from parley.chat import marks
from parley.chat.markdown import MarkdownReader
from parley.chat.markdown_blocks import ROWS
from parley.chat.marks import Block, Run, plain


def read(text: str, *, growing: bool = False) -> list[Block]:
    reader = MarkdownReader()
    reader.read(text, growing=growing)
    return reader.blocks


def runs(text: str, *, growing: bool = False) -> list[tuple[str, int]]:
    (block,) = read(text, growing=growing)
    return [(run.text, run.style) for run in block.runs]


def test_headings_have_levels_and_lines_end_where_they_were_ended() -> None:
    blocks = read("# One\n###### Six\n\nfirst\nsecond  \nthird")
    assert [(b.kind, b.level) for b in blocks[:2]] == [("heading", 1), ("heading", 6)]
    assert plain(blocks[2].runs) == "first\nsecond\nthird"


def test_emphasis_code_and_strikethrough() -> None:
    assert runs("a **b** *c* ***d*** `e` ~~f~~") == [
        ("a ", 0), ("b", marks.BOLD), (" ", 0), ("c", marks.ITALIC), (" ", 0),
        ("d", marks.BOLD | marks.ITALIC), (" ", 0), ("e", marks.CODE), (" ", 0),
        ("f", marks.STRIKE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**第一步：**安装", "第一步："), ("这是**“引号”**的", "“引号”"),
        ("**テスト「x」**です", "テスト「x」"),
        ("중요**(필수)**입니다", "(필수)"), ("a**（b）**c", "（b）"), ("**注意**", "注意"),
    ],
)  # fmt: skip
def test_emphasis_beside_words_without_spaces(text: str, bold: str) -> None:
    assert [words for words, style in runs(text) if style == marks.BOLD] == [bold]
    assert [words for words, style in runs(text, growing=True) if style == marks.BOLD] == [bold]
    assert "*" not in "".join(words for words, _ in runs(text))


def test_a_star_between_spaces_is_no_emphasis_in_any_language() -> None:
    assert runs("三 * 四 * 五") == [("三 * 四 * 五", 0)]


def test_lists_count_from_their_first_number_whatever_follows() -> None:
    blocks = read("3. a\n3. b\n9. c\n   - d\n     1) e\n\n- [ ] f\n- [x] g")
    assert [b.marker for b in blocks] == ["3.", "4.", "5.", "•", "1)", "[ ]", "[x]"]
    assert [len(b.path) for b in blocks] == [1, 1, 1, 2, 3, 1, 1]
    assert plain(blocks[5].runs) == "f"


def test_items_hold_paragraphs_and_code() -> None:
    blocks = read("- a\n\n  b\n\n  ```py\n  c\n  ```\n- ")
    assert [(b.kind, b.marker, len(b.path)) for b in blocks] == [
        ("paragraph", "•", 1), ("paragraph", "", 1), ("code", "", 1), ("paragraph", "•", 1),
    ]  # fmt: skip
    assert (blocks[2].text, blocks[2].language) == ("c", "py")
    assert not blocks[1].close


def test_a_tight_list_is_close_and_one_with_empty_lines_is_not() -> None:
    assert [b.close for b in read("a\n- b\n- c\n\n- d")] == [False, True, True, False]


def test_quotes_are_known_by_where_they_begin() -> None:
    blocks = read("> a\n>\n> > b\n\n> c")
    assert [[h.line for h in b.path] for b in blocks] == [[0], [0, 2], [4]]


def test_tables_have_alignments_and_breaks_in_cells() -> None:
    (block,) = read("a | b | c | d\n:-|-:|:-:|-\n1 | 2<br>3 | \\| | `x`\n4")
    table = block.table
    assert table is not None
    assert table.align == ("left", "right", "center", "")
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["a", "b", "c", "d"], ["1", "2\n3", "|", "x"], ["4", "", "", ""],
    ]  # fmt: skip


def test_raw_html_is_text() -> None:
    text = "<div onclick='x'>a</div> <b>b</b> <br> <!-- c -->"
    assert runs(text) == [(text, 0)]


@pytest.mark.parametrize(
    ("text", "shown", "address"),
    [
        ("[a](http://b.c/d 'e')", "a", "http://b.c/d"),
        ("<http://b.c>", "http://b.c", "http://b.c"),
        ("https://b.c/d_e_f.", "https://b.c/d_e_f", "https://b.c/d_e_f"),
        ("(https://b.c/d_(e))", "https://b.c/d_(e)", "https://b.c/d_(e)"),
        ("请看https://b.c/d。谢谢", "https://b.c/d", "https://b.c/d"),
        ("（见 https://b.c/路径）：", "https://b.c/路径", "https://b.c/路径"),
        ("[a][b]\n\n[b]: http://b.c", "a", "http://b.c"),
        ("[a](javascript:alert(1))", "a", "javascript:alert(1)"),
    ],
)
def test_links(text: str, shown: str, address: str) -> None:
    linked = [run for run in read(text)[0].runs if run.address]
    assert [(run.text, run.address) for run in linked] == [(shown, address)]


@pytest.mark.parametrize(
    "text", ["node.js", "www.example.org", "a@b.c", "http://", "`https://a.b`"]
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert not any(run.address for run in read(text)[0].runs)


def test_a_picture_is_its_words() -> None:
    assert runs("![a *b*](https://c.d/e.png)") == [("a *b*", marks.PICTURE)]


@pytest.mark.parametrize("text", ["$x^2$", "\\(x^2\\)"])
def test_formulas_in_words(text: str) -> None:
    block = read(f"a {text}, b")[0]
    assert block.runs[1] == Run("x^2", marks.FORMULA, "", text)
    assert plain(block.runs) == f"a {text}, b"


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10", "costs $5/month or $50/year", "$ a$", "US$5 and US$6", "a\\$b\\$c", "`$a$`",
        "from $5-$10", "$1,000 (or $2,000)", "$a", "$$", "\\(a",
    ],
)  # fmt: skip
def test_money_is_no_formula(text: str) -> None:
    assert not any(run.style & marks.FORMULA for run in read(text)[0].runs)


@pytest.mark.parametrize(
    "text", ["$$\na\n- b\n= c\n$$", "$$a\n- b\n= c$$", "\\[\na\n- b\n= c\n\\]", "\\[a\n- b\n= c\\]"]
)
def test_formulas_with_lines_of_their_own(text: str) -> None:
    blocks = read(f"before\n{text}\nafter")
    assert [b.kind for b in blocks] == ["paragraph", "formula", "paragraph"]
    assert blocks[1].text == "a\n- b\n= c"


def test_an_environment_is_a_formula_without_dollars() -> None:
    text = "\\begin{align*}\na &= b \\\\\n- c\n\\end{align*}"
    blocks = read(f"before\n{text}\nafter")
    assert [b.kind for b in blocks] == ["paragraph", "formula", "paragraph"]
    assert blocks[1].text == text
    assert read(text[:24], growing=True)[0].kind == "formula"
    assert read("\\begin{itemize}\n\\end{itemize}")[0].kind == "paragraph"


def test_a_formula_in_code_is_code() -> None:
    assert [b.kind for b in read("```\n$$\na\n$$\n```")] == ["code"]


def test_what_is_nested_too_deep_is_shown_as_it_is() -> None:
    for text in (">" * 10_000 + " x", "- " * 5_000 + "x"):
        assert plain(read(text)[0].runs) == text


def test_a_table_too_large_for_one_is_shown_as_text() -> None:
    row = "|" + "a|" * 200
    (block,) = read(f"{row}\n|{'-|' * 200}\n{row}")
    assert block.kind == "code"
    assert block.text.count("a") == 400


def test_the_source_of_a_block_is_known() -> None:
    reader = MarkdownReader()
    reader.read("# a\r\n\r\n- b\r\n- c\r\n")
    assert [reader.source(b.first, b.last) for b in reader.blocks] == ["# a", "- b", "- c"]


# -- while it grows ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **bo", [("a ", 0), ("bo", marks.BOLD)]),
        ("a **bold*", [("a ", 0), ("bold", marks.BOLD)]),
        ("a *it", [("a ", 0), ("it", marks.ITALIC)]),
        ("a ***b", [("a ", 0), ("b", marks.BOLD | marks.ITALIC)]),
        ("**a *b", [("a ", marks.BOLD), ("b", marks.BOLD | marks.ITALIC)]),
        ("a `co", [("a ", 0), ("co", marks.CODE)]),
        ("a ``c`", [("a ", 0), ("c", marks.CODE)]),
        ("a ~~st", [("a ", 0), ("st", marks.STRIKE)]),
        ("a **", [("a ", 0)]),
        ("a `", [("a ", 0)]),
        ("a snake_ca", [("a snake_ca", 0)]),
        ("2 * 3", [("2 * 3", 0)]),
        ("a ![pic", [("a ", 0)]),
        ("costs $5 and", [("costs $5 and", 0)]),
    ],
)
def test_what_is_half_open_is_shown_as_if_it_were_closed(
    text: str, shown: list[tuple[str, int]]
) -> None:
    assert runs(text, growing=True) == shown


def test_the_address_of_a_link_is_not_seen_while_it_is_written() -> None:
    (block,) = read("see [the page](https://exam", growing=True)
    assert plain(block.runs) == "see the page"
    assert block.runs[1].address


@pytest.mark.parametrize(
    "mark", ["-", "*", "#", "1.", "2", ">", "```py", "$$", "|", "=", "- [", "- "]
)
def test_a_line_that_may_become_anything_waits(mark: str) -> None:
    (block,) = read(f"words\n{mark}", growing=True)
    assert (block.kind, plain(block.runs)) == ("paragraph", "words")


def test_code_is_code_from_its_fence_on_and_its_end_is_not_seen() -> None:
    for text in ("```py\nx = 1", "```py\nx = 1\n", "```py\nx = 1\n``"):
        (block,) = read(text, growing=True)
        assert (block.kind, block.language, block.text) == ("code", "py", "x = 1")


@pytest.mark.parametrize(
    "text", ["| a | b", "| a | b |\n", "| a | b |\n|", "| a | b |\n|--", "| a | b |\n|---|--"]
)
def test_a_table_is_one_from_its_first_cell(text: str) -> None:
    (block,) = read(text, growing=True)
    assert block.table is not None
    assert [plain(cell) for cell in block.table.rows[0]] == ["a", "b"]


@pytest.mark.parametrize("text", ["$$\n\\frac{a", "$$x", "\\[x +", "a \\(x +"])
def test_an_open_formula_is_one_already(text: str) -> None:
    last = read(text, growing=True)[-1].runs[-1]
    assert last.style & marks.FORMULA
    assert last.style & marks.OPEN


def test_only_what_can_still_change_is_read_again() -> None:
    reader = MarkdownReader()
    text = "# a\n\nb\n\n- c\n- d\n"
    reader.read(text, growing=True)
    before = list(reader.blocks)
    change = reader.read(text + "- e", growing=True)
    assert change.kept == len(before)
    assert [plain(b.runs) for b in change.blocks] == ["e"]
    assert all(one is other for one, other in zip(before[:3], reader.blocks, strict=False))


def test_another_text_is_read_from_its_beginning() -> None:
    reader = MarkdownReader()
    reader.read("a\n\nb\n\nc\n", growing=True)
    change = reader.read("x\n\nb", growing=True)
    assert change.kept == 0
    assert [plain(b.runs) for b in reader.blocks] == ["x", "b"]


def long_table(rows: int, *, inside: str = "") -> str:
    lines = ["| Town | `Wind` |", "|---|---:|", *(f"| {n} | *mistral* [a] |" for n in range(rows))]
    return "".join(f"{inside}{line}\n" for line in lines)


def test_a_long_table_goes_on_in_pieces() -> None:
    blocks = read("Above.\n\n" + long_table(120) + "\nBelow.")[1:-1]
    tables = [block.table for block in blocks if block.table is not None]
    assert [(len(each.rows), each.header) for each in tables] == [
        (ROWS, True), (ROWS, False), (21, False),
    ]  # fmt: skip
    assert [(block.first, block.last) for block in blocks] == [(2, 53), (53, 103), (103, 124)]
    rows = [row for each in tables for row in each.rows]
    assert [plain(row[0]) for row in rows] == ["Town", *map(str, range(120))]


@pytest.mark.parametrize("inside", ["", "> ", "  "])
@pytest.mark.parametrize("after", ["", "\nWords.\n\n[a]: /b\n", "- item\n", "```\ncode"])
def test_a_long_table_grows_to_what_it_is_at_once(inside: str, after: str) -> None:
    text = "Above.\n\n" + long_table(130, inside=inside) + after
    reader = MarkdownReader()
    for end in range(0, len(text), 21):
        reader.read(text[:end], growing=True)
        lines = text[: text.find("\n", end) + 1]
        if end % 105 == 0:
            reader.read(lines, growing=True)
            assert cells(reader.blocks) == cells(read(lines, growing=True))
    reader.read(text)
    assert reader.blocks == read(text)


def cells(blocks: list[Block]) -> list[tuple[Run, ...]]:
    return [cell for block in blocks if block.table for row in block.table.rows for cell in row]


def test_a_row_more_of_a_long_table_is_a_small_change() -> None:
    reader = MarkdownReader()
    for rows in range(1, 620):
        change = reader.read(long_table(rows), growing=True)
        assert sum(len(block.table.rows) for block in change.blocks if block.table) <= ROWS + 1
        # The rows above are not even read again.
        assert len(reader._shown(growing=True).text.split("\n")) <= ROWS + 4


def test_a_table_that_becomes_too_large_becomes_text() -> None:
    reader = MarkdownReader()
    for rows in (4_000, 4_997, 5_001, 5_003):
        reader.read(long_table(rows), growing=True)
        assert {block.kind for block in reader.blocks} == {"table" if rows < 5_000 else "code"}
    assert reader.blocks == read(long_table(5_003), growing=True)
