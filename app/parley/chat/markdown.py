"""Reads Markdown (CommonMark with GitHub's tables, tasks and strikethrough) into blocks.

A text that grows is parsed again only from where more text can still change it, so that a long
answer costs as much at its end as at its beginning. Raw HTML is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from parley.chat import emphasis, formulas
from parley.chat.markdown_blocks import TABLE, Start, Walk
from parley.chat.markdown_growing import closes, withheld
from parley.chat.marks import Block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Levels of quotes and lists; two for each list. What is nested deeper is shown as it is written.
_DEEPEST = 40


class Change(msgspec.Struct, frozen=True):
    """What another reading brought: the first `kept` blocks stay, `blocks` follow them."""

    kept: int
    blocks: tuple[Block, ...]


class MarkdownReader:
    """Reads one text, again and again while it grows."""

    def __init__(self) -> None:
        self._md: MarkdownIt | None = None
        self._text = ""
        self._blocks: list[Block] = []
        #: Where the next reading begins: the place in the text, its line, the blocks before it.
        self._cut = self._cut_line = self._frozen = 0
        self._start_over("")

    @property
    def blocks(self) -> list[Block]:
        """The blocks of the text as it was last read."""
        return self._blocks

    @property
    def text(self) -> str:
        """The text as it was last read, with `\\n` ending its lines."""
        return self._text

    def source(self, first: int, last: int) -> str:
        """Return the lines from `first` to before `last`."""
        return "\n".join(self._text.split("\n")[first:last])

    def read(self, text: str, *, growing: bool = False) -> Change:
        """Read `text` and return what is different from the last time.

        While `growing`, what is half open at its end is shown as if it were closed.
        """
        text = _clean(text)
        if not text.startswith(self._text[: self._cut]):
            self._start_over(text)
        before, self._text = self._text, text
        frozen = self._frozen
        if self._fence is None and self._shown(growing) == self._read:
            return Change(len(self._blocks), ())
        tail = self._follow_code(before) if growing else None
        if tail is None:
            tail = self._parse(growing)
            if tail is None:
                # More than what is new is different.
                self._start_over(text)
                frozen = 0
                tail = self._parse(growing) or []
        if not growing:
            self._md = None  # A text that is whole is read once; many of them are on the screen.
        old = self._blocks[frozen:]
        same = 0
        for was, now in zip(old, tail, strict=False):
            if was != now:
                break
            same += 1
        self._blocks[frozen + same :] = tail[same:]
        return Change(frozen + same, tuple(tail[same:]))

    # -- inside ----------------------------------------------------------------------------------

    def _start_over(self, text: str) -> None:
        self._text = text
        self._blocks = []
        self._cut = self._cut_line = self._frozen = 0
        self._inside, self._head = "", ""
        self._number: int | None = None
        # What names stand for: those given before the cut, and all that are known.
        self._given: dict[str, Any] = {}
        self._names: dict[str, str] = {}
        self._fence: _Fence | None = None
        self._read: _Shown | None = None

    def _parser(self) -> MarkdownIt:
        if self._md is None:
            self._md = parser()
        return self._md

    def _shown(self, growing: bool) -> _Shown:
        """Return what is shown of the text from the cut on, below the header of its table."""
        tail = self._head + self._text[self._cut :]
        text, unsure = withheld(tail) if growing else (tail, tail.count("\n") + 1)
        return _Shown(text, unsure, growing)

    def _parse(self, growing: bool) -> list[Block] | None:
        """Return the blocks from the cut on, and move the cut; None if earlier ones change."""
        tail = self._head + self._text[self._cut :]
        self._read = read = self._shown(growing)
        md = self._parser()
        references = dict(self._given)
        env: dict[str, Any] = {"references": references, "growing": growing}
        tokens: list[Token] = []
        md.block.parse(read.text, md, env, tokens)
        if self._inside and (not tokens or tokens[0].type != self._inside):
            return None  # An item of a list may, standing alone, be the header of a table.
        names = {name: str(given["href"]) for name, given in references.items()}
        if names != self._names:
            changed = {name for name, _ in names.items() ^ self._names.items()}
            self._names = names
            if self._cut and _refers(self._text[: self._cut], changed):
                return None
        before = self._blocks[self._frozen - 1] if self._frozen else None
        base = self._cut_line - self._head.count("\n")
        walk = Walk(md, env, base, before, self._number, in_table=self._inside == TABLE)
        blocks = walk.read(tokens, read.text)
        if walk.overflowed:
            return None
        unsure = min(read.unsure, _unsure(tokens, tail.count("\n")))
        starts = [start for start in walk.starts if start.line < unsure]
        self._move_cut(tail, starts, references)
        self._notice_code(tokens, blocks)
        return blocks

    def _notice_code(self, tokens: list[Token], blocks: list[Block]) -> None:
        """Note that the text ends in code that is open, so that it is not parsed line by line."""
        self._fence = None
        if not tokens or tokens[-1].type != "fence" or tokens[-1].level:
            return
        lines = self._text[self._cut :].split("\n")
        mark = tokens[-1].markup
        # The cut is where the fence began, if there was a line after it.
        if not lines[0].startswith(mark) or len(lines) < 2:
            return
        if not any(closes(line, mark) for line in lines[1:]):
            self._fence = _Fence(mark, blocks[-1], self._cut + len(lines[0]) + 1)

    def _move_cut(self, tail: str, starts: list[Start], references: dict[str, Any]) -> None:
        """Have the next reading begin where text can still change.

        That is the last block, item of a list or piece of a table that began before the last line:
        that line may still become a part of what is above it.
        """
        unfinished, headed = tail.count("\n"), self._head.count("\n")
        found = [start for start in starts if start.line < unfinished]
        if not found or (start := found[-1]).line <= headed:
            return
        lines = tail.split("\n", start.line)
        self._cut += len(tail) - len(lines[-1]) - len(self._head)
        self._cut_line += start.line - headed
        self._frozen += start.blocks
        self._inside, self._number, self._head = start.inside, start.number, ""
        if start.inside == TABLE:
            self._head = "".join(line + "\n" for line in lines[start.head : start.head + 2])
        for name, given in references.items():
            if name not in self._given and given["map"][0] < start.line:
                self._given[name] = given

    def _follow_code(self, before: str) -> list[Block] | None:
        """Return the code that is open at the end without parsing it again; None without one."""
        fence, text = self._fence, self._text
        if fence is None or not text.startswith(before):
            self._fence = None
            return None
        end = text.rfind("\n") + 1
        added = text[fence.read : end]
        if any(closes(line, fence.mark) for line in added.split("\n")):
            self._fence = None
            return None
        fence.code += added
        fence.read = end
        rest = text[end:]
        if rest.strip() and not rest.strip().strip(fence.mark[0]):
            rest = ""  # It may be the end of the code.
        code = fence.code + rest if rest else fence.code[:-1]
        last = self._cut_line + 1 + fence.code.count("\n") + bool(rest)
        return [msgspec.structs.replace(fence.block, text=code, last=last)]


class _Shown(msgspec.Struct, frozen=True):
    """What was parsed last: from which line on it may turn out to be something else."""

    text: str
    unsure: int
    growing: bool


class _Fence:
    """Code at the end of a text, whose fence has not been closed yet."""

    def __init__(self, mark: str, block: Block, read: int) -> None:
        self.mark, self.block = mark, block
        #: How far the text was read, at the beginning of a line, and the code up to there.
        self.read, self.code = read, ""


def parser() -> MarkdownIt:
    """Return a parser of what Parley shows; raw HTML is text in it."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    # Any address may stand in a link: it is shown, and what is no web page is never opened.
    md.validateLink = _is_link  # type: ignore[method-assign]
    emphasis.add_to(md)
    formulas.add_to(md)
    return md


def _is_link(url: str) -> bool:
    return True


def _unsure(tokens: list[Token], unfinished: int) -> int:
    """Return the first line of what may turn out to belong to the paragraph above it.

    So may a table whose second line, and a formula whose last line is the `unfinished` one.
    """
    for token in tokens:
        if token.map and (
            (token.type == "table_open" and token.map[0] + 1 >= unfinished)
            or (token.type == "formula" and (token.meta["open"] or token.map[1] > unfinished))
        ):
            return token.map[0]
    return unfinished + 1


def _refers(text: str, names: set[str]) -> bool:
    """Tell whether something in `text` may be a reference to one of `names`."""
    folded = " ".join(text.split()).upper()
    return any(f"[{name}]" in folded for name in names)


def _clean(text: str) -> str:
    """Return `text` with `\\n` ending its lines and without what is no character."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd") if "\0" in text else text
