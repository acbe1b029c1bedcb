"""Turns the tokens of a Markdown parser into flat blocks, each with what it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from parley.chat import markdown_inline, marks
from parley.chat.marks import Block, Holder, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_COLUMNS, _CELLS = 40, 10_000
#: Rows of a table in one block.
ROWS = 50
#: The token that a table begins with.
TABLE = "table_open"
#: Letters of the name of a language, at most.
_LANGUAGE = 40
_BULLETS = ("•", "◦", "▪")
_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")


class Start(msgspec.Struct, frozen=True):
    """A line on which parsing could begin, and how many blocks are before it.

    Inside a list, `inside` is the token that a list of its kind begins with, and `number` what the
    item there counts. Inside a table that is `TABLE`, `number` how many rows are above, and `head`
    the line of its header.
    """

    line: int
    blocks: int
    inside: str = ""
    number: int | None = None
    head: int = 0


class Walk:
    """Goes once through the tokens of some lines of a text, the first of which is line `base`.

    `before` is the block above them, `number` what their first item counts. Where they go on with
    a table, `number` rows are above them, and its header stands before them once more.

    Attributes:
        starts: where the next reading of this text may begin.
        overflowed: whether with the rows above there are too many for a table.
    """

    def __init__(
        self,
        md: MarkdownIt,
        env: dict[str, Any],
        base: int,
        before: Block | None,
        number: int | None,
        *,
        in_table: bool = False,
    ) -> None:
        self._md, self._env, self._base = md, env, base
        self._before, self._number = before, None if in_table else number
        self._above = number if in_table else None
        self._path: list[Holder] = []
        self._lists: list[int | None] = []
        self._marker = ""
        self._blocks: list[Block] = []
        self._growing: Token | None = None
        self.starts: list[Start] = []
        self.overflowed = False

    def read(self, tokens: list[Token], text: str) -> list[Block]:
        """Return the blocks of `tokens`, which are those of `text`."""
        deepest = self._md.options["maxNesting"]
        if any(token.level >= deepest - 1 for token in tokens):
            last = text.count("\n") + 1
            return [Block("paragraph", self._base, self._base + last, (Run(text),))]
        if self._env["growing"]:
            self._growing = _last_words(tokens, text)
        left = iter(tokens)
        for token in left:
            if not token.level and token.map and token.nesting >= 0:
                self._start(token)
            self._take(token, left)
        return self._blocks

    def _start(self, token: Token, inside: str = "", number: int | None = None) -> None:
        if token.map:
            self.starts.append(Start(token.map[0], len(self._blocks), inside, number))

    def _take(self, token: Token, left: Iterator[Token]) -> None:
        kind = token.type
        if kind in {"paragraph_open", "heading_open"}:
            self._words(token, next(left))
        elif kind in {"fence", "code_block"}:
            code = token.content
            words = token.info.split()
            self._add(
                "code", token,
                text=code.removesuffix("\n"), language=words[0][:_LANGUAGE] if words else "",
            )  # fmt: skip
        elif kind == "formula":
            style = marks.FORMULA | marks.DISPLAY | (marks.OPEN if token.meta["open"] else 0)
            self._add("formula", token, runs=(Run(token.content, style),), text=token.content)
        elif kind == "hr":
            self._add("rule", token)
        elif kind == TABLE:
            self._table(token, left)
        elif kind == "blockquote_open":
            self._flush(token)
            self._path.append(Holder("quote", self._line(token)))
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            self._open_list(token)
        elif kind == "list_item_open":
            self._open_item(token)
        elif kind in {"blockquote_close", "list_item_close"}:
            self._flush(None)
            self._path.pop()
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()

    def _line(self, token: Token) -> int:
        return self._base + (token.map[0] if token.map else 0)

    def _open_list(self, token: Token) -> None:
        number: int | None = None
        if token.type == "ordered_list_open":
            start = token.attrGet("start")
            number = 1 if start is None else int(start)
            if self._number is not None and not self._blocks and not token.level:
                number = self._number
        self._lists.append(number)

    def _open_item(self, token: Token) -> None:
        number = self._lists[-1]
        if token.level == 1:
            if len(self.starts) and self.starts[-1].line == token.map[0]:  # type: ignore[index]
                self.starts.pop()
            self._start(
                token, "bullet_list_open" if number is None else "ordered_list_open", number
            )
        self._flush(token)
        if number is None:
            depth = sum(1 for each in self._lists if each is None) - 1
            self._marker, digits = _BULLETS[min(depth, len(_BULLETS) - 1)], 0
        else:
            self._marker, digits = f"{number}{token.markup}", len(str(number))
            self._lists[-1] = number + 1
        self._path.append(Holder("item", self._line(token), digits))

    def _flush(self, token: Token | None) -> None:
        """Give a marker that no words follow a line of its own."""
        if self._marker:
            line = self._path[-1].line if self._path else self._base
            self._emit(Block("paragraph", line, line + 1))

    def _words(self, token: Token, inline: Token) -> None:
        content = inline.content
        level = int(token.tag[1]) if token.type == "heading_open" else 0
        if self._marker and not level and (task := _TASK.match(content)):
            self._marker = "[ ]" if task[1] == " " else "[x]"
            content = content[task.end() :]
        self._add(
            "heading" if level else "paragraph", token,
            runs=self._runs(content, inline), level=level,
        )  # fmt: skip

    def _runs(self, content: str, inline: Token, *, cell: bool = False) -> tuple[Run, ...]:
        growing = inline is self._growing
        return markdown_inline.read(content, self._md, self._env, growing=growing, cell=cell)

    def _table(self, opened: Token, left: Iterator[Token]) -> None:
        align: list[str] = []
        rows: list[tuple[tuple[Run, ...], ...]] = []
        lines: list[int] = []
        row: list[tuple[Run, ...]] = []
        for token in left:
            if token.type == "table_close":
                break
            if token.type == "th_open":
                align.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
            elif token.type == "inline":
                row.append(self._runs(token.content, token, cell=True))
            elif token.type == "tr_open":
                lines.append(token.map[0] if token.map else 0)
            elif token.type == "tr_close":
                rows.append(tuple(row))
                row = []
        above, self._above = self._above, None
        if len(align) > _COLUMNS or len(align) * (len(rows) + (above or 0)) > _CELLS:
            self.overflowed = above is not None
            cells = ("\t".join(marks.plain(cell) for cell in row) for row in rows)
            self._add("code", opened, text="\n".join(cells))
            return
        end = self._base + (opened.map[1] if opened.map else 1)
        begun = 1 if above is not None else 0  # The header is in a block above.
        for first in range(begun, len(rows), ROWS):
            last = min(first + ROWS, len(rows))
            if first > begun and not opened.level:
                now = (above or 0) + first - begun
                self.starts.append(Start(lines[first], len(self._blocks), TABLE, now, lines[0]))
            self._emit(
                Block(
                    "table",
                    self._base + lines[first],
                    self._base + lines[last] if last < len(rows) else end,
                    table=Table(tuple(align), tuple(rows[first:last]), header=not first),
                )
            )

    def _add(
        self,
        kind: str,
        token: Token,
        *,
        runs: tuple[Run, ...] = (),
        level: int = 0,
        text: str = "",
        language: str = "",
        table: Table | None = None,
    ) -> None:
        first, last = token.map or (0, 1)
        first, last = first + self._base, last + self._base
        self._emit(Block(kind, first, last, runs, level, text=text, language=language, table=table))

    def _emit(self, block: Block) -> None:
        above = self._blocks[-1] if self._blocks else self._before
        close = (
            above is not None
            and above.last >= block.first
            and any(holder.kind == "item" for holder in self._path)
        ) or (block.table is not None and not block.table.header)
        self._blocks.append(
            msgspec.structs.replace(block, path=tuple(self._path), marker=self._marker, close=close)
        )
        self._marker = ""


def _last_words(tokens: list[Token], text: str) -> Token | None:
    """Return the token of the words that `text` ends in, which may go on."""
    lines = text.count("\n", 0, max(0, len(text) - 1)) + 1
    for token in reversed(tokens):
        if token.type in {"fence", "code_block", "hr", "formula"}:
            return None
        if token.type == "inline" and token.content:
            return token if token.map and token.map[1] >= lines else None
    return None
