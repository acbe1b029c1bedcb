"""The words of one block of Markdown: emphasis, code, links, pictures and formulas as runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from parley.chat import formulas, marks
from parley.chat.marks import Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Text without any of these means what it says.
_SPECIAL = re.compile(r"[\\`*_~\[\]!<&$\n]|https?://")
#: Longer text is shown as it is: nobody reads it, and some of it takes quadratic time to parse.
LONGEST = 20_000
# Chinese is written without spaces: an address begins after any of its signs, and ends before
# those of its sentences.
_ADDRESS = re.compile(
    r"(?<![a-z0-9_])https?://[^\s<>\"`{}|\\^\u2018-\u201f\u3000-\u303f\uff00-\uff65]+",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STYLES = {"strong": marks.BOLD, "em": marks.ITALIC, "s": marks.STRIKE}


def read(
    content: str, md: MarkdownIt, env: dict[str, Any], *, growing: bool = False, cell: bool = False
) -> tuple[Run, ...]:
    """Return `content` as runs; what is half open while it is `growing` counts as closed.

    In the `cell` of a table, where no line can end, `<br>` is a line break.
    """
    if growing:
        content = finished(content)
    if not content:
        return ()
    if len(content) > LONGEST or not _SPECIAL.search(content):
        return (Run(content),)
    tokens: list[Token] = []
    md.inline.parse(content, md, env | {"growing": growing}, tokens)
    return tuple(_linked(_runs(tokens, cell)))


def _runs(tokens: list[Token], cell: bool) -> list[Run]:
    """Return tokens as runs, neighbours of one look joined."""
    runs: list[Run] = []
    style, addresses = 0, [""]
    text = ""

    def end() -> None:
        nonlocal text
        if text:
            runs.append(Run(text, style, addresses[-1]))
            text = ""

    for token in tokens:
        kind = token.type
        if kind in {"text", "text_special"}:
            text += _BREAK.sub("\n", token.content) if cell else token.content
        elif kind in {"softbreak", "hardbreak"}:
            text += "\n"
        elif kind == "code_inline":
            end()
            runs.append(Run(token.content, style | marks.CODE, addresses[-1]))
        elif kind == "image":
            end()
            shown = str(token.attrGet("src") or "")
            runs.append(Run(token.content, style | marks.PICTURE, addresses[-1], picture=shown))
        elif kind == "formula":
            end()
            look = style | marks.FORMULA | int(token.meta["style"])
            runs.append(Run(token.content, look, addresses[-1], token.meta["source"]))
        elif kind == "link_open":
            end()
            addresses.append(str(token.attrGet("href") or "#"))
        elif kind == "link_close":
            end()
            addresses.pop()
        else:
            bit = _STYLES.get(token.tag, 0)
            end()
            style = style | bit if token.nesting == 1 else style & ~bit
    end()
    return runs


def _linked(runs: list[Run]) -> list[Run]:
    """Return `runs` with the addresses written out in them as links."""
    result: list[Run] = []
    for run in runs:
        if run.address or run.style & (marks.CODE | marks.PICTURE | marks.FORMULA):
            result.append(run)
            continue
        at = 0
        for found in _ADDRESS.finditer(run.text):
            address = _address(found.group())
            if address.endswith("//"):
                continue
            if found.start() > at:
                result.append(Run(run.text[at : found.start()], run.style))
            result.append(Run(address, run.style, address))
            at = found.start() + len(address)
        if at < len(run.text):
            result.append(Run(run.text[at:], run.style) if at else run)
    return result


def _address(found: str) -> str:
    """Return an address without the signs of the sentence that it stands in."""
    while found:
        last = found[-1]
        pair = {")": "(", "]": "["}.get(last)
        if last not in "?!.,:;*_~'”’" and (not pair or found.count(last) <= found.count(pair)):
            break
        found = found[:-1]
    return found


# -- what is still being written -----------------------------------------------------------------

_OPEN_LINK = re.compile(
    r"(?P<mark>!?)\[(?P<text>(?:[^\[\]\\]|\\.)*)\]\((?:[^()\n]|\([^()\n]*\))*\Z"
)
_OPEN_PICTURE = re.compile(r"!\[[^\]\n]*\Z")
# What may be the beginning or the half of anything.
_TRAILING = re.compile(r"[*_~\\!]+\Z")
_MARKS = re.compile(r"\\[(\[]|\\.|`+|\${1,2}|\*+|_+|~~", re.DOTALL)


def finished(content: str) -> str:
    """Return `content`, which is still being written, with what is half open closed.

    So bold words are bold from their first letter, and the address of a link is never seen.
    """
    if len(content) > LONGEST:
        return content
    content = _TRAILING.sub("", content)
    content = _OPEN_LINK.sub(lambda m: f"{m['mark']}[{m['text']}]()", content)
    content = _OPEN_PICTURE.sub("", content)
    opened: list[str] = []
    at = 0
    while found := _MARKS.search(content, at):
        mark, start, at = found.group(), found.start(), found.end()
        if mark[0] == "$" and at == len(content):
            content = content[:start]
            break
        if mark in {r"\(", r"\["} or mark == "$$":
            close = content.find({r"\(": r"\)", r"\[": r"\]"}.get(mark, mark), at)
            if close < 0:
                return content  # An open formula: its signs are its own.
            at = close + 2
        elif mark == "$":
            if inner := formulas.inline(content, start):
                at = inner
        elif mark[0] == "`":
            close = _run_of(content, mark, at)
            if close >= 0:
                at = close + len(mark)
            elif not content[at:].strip("`"):
                content = content[:start]
                break
            else:
                rest = content[:at] + content[at:].rstrip("`")
                return rest + mark + "".join(reversed(opened))
        elif mark[0] != "\\":
            _weigh(content, mark, start, at, opened)
    return content.rstrip() + "".join(reversed(opened)) if opened else content


def _run_of(content: str, mark: str, at: int) -> int:
    """Return where exactly the backticks `mark` stand next, or -1."""
    for found in re.finditer("`+", content[at:]):
        if found.group() == mark:
            return at + found.start()
    return -1


def _weigh(content: str, mark: str, start: int, end: int, opened: list[str]) -> None:
    """Take a run of emphasis marks as the end of what is open, or as the start of more."""
    before = content[start - 1] if start else " "
    after = content[end] if end < len(content) else " "
    if mark[0] == "_" and before.isalnum() and after.isalnum():
        return
    left = mark
    if not before.isspace():
        while left and opened and opened[-1][0] == left[0] and len(opened[-1]) <= len(left):
            left = left[len(opened.pop()) :]
    if left and not after.isspace() and len(left) <= 3:
        parts = ["**", "*"] if left == "***" else ["__", "_"] if left == "___" else [left]
        opened.extend(parts)
