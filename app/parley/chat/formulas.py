"""Where LaTeX formulas begin and end in Markdown, so that "$5 and $10" stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.chat import marks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

#: Longer ones are no formulas but forgotten signs.
_LONGEST = 1_000
_LINES = 200
_PAIRS = {"$$": "$$", r"\[": r"\]", r"\(": r"\)"}


def add_to(md: MarkdownIt) -> None:
    """Have `md` know formulas: `$…$`, `\\(…\\)`, `$$…$$` and `\\[…\\]`."""
    md.inline.ruler.before("escape", "formula", _inline_rule)
    md.block.ruler.before(
        "fence", "formula", _block_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def inline(text: str, start: int) -> int:
    """Return the end of the formula between single dollars that begins at `start`, or 0.

    As in Pandoc: what follows the first and what is before the second is no space, and no digit
    follows the second.
    """
    if start + 1 >= len(text) or text[start + 1].isspace() or text[start + 1] == "$":
        return 0
    if start and (text[start - 1].isalnum() or text[start - 1] == "$"):
        return 0
    at = start + 1
    limit = min(len(text), start + _LONGEST)
    while (at := text.find("$", at, limit)) >= 0:
        before, after = text[at - 1], text[at + 1] if at + 1 < len(text) else ""
        if before == "\\" and _escaped(text, at):
            at += 1
            continue
        if before.isspace() or after.isdigit() or after == "$" or at == start + 1:
            return 0
        return at + 1
    return 0


def _escaped(text: str, at: int) -> bool:
    start = at
    while start and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def _inline_rule(state: StateInline, silent: bool) -> bool:
    text, start = state.src, state.pos
    if text[start] not in "$\\":
        return False
    mark = text[start : start + 2]
    close = _PAIRS.get(mark)
    style = 0
    if close is None:
        end = inline(text, start) if text[start] == "$" else 0
        if not end:
            return False
        content = text[start + 1 : end - 1]
    else:
        at = text.find(close, start + 2, start + _LONGEST)
        if at < 0 and (not state.env.get("growing") or len(text) - start > _LONGEST):
            return False
        end = at + 2 if at >= 0 else len(text)
        content = text[start + 2 : at if at >= 0 else end]
        if at >= 0 and not content.strip():
            return False
        style = (marks.DISPLAY if mark != r"\(" else 0) | (0 if at >= 0 else marks.OPEN)
    if not silent:
        token = state.push("formula", "", 0)
        token.content = content.strip()
        token.meta = {"style": style, "source": text[start:end]}
    state.pos = end
    return True


_ENVIRONMENT = re.compile(r"\\begin\{(?:equation|align|gather|multline|alignat|eqnarray)\*?\}")


def _block_rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Take a formula with lines of its own, in which `-` and `#` mean nothing else."""
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first):
        return False
    mark = state.src[start : start + 2]
    close = _PAIRS.get(mark) if mark != r"\(" else None
    environment = _ENVIRONMENT.match(state.src, start)
    if environment:
        mark = environment.group()  # Both its ends are of the formula.
        close = mark.replace("begin", "end")
    if close is None:
        return False
    lines: list[str] = []
    line, closed = first, False
    text = state.src[start + len(mark) : state.eMarks[first]]
    while True:
        at = text.find(close)
        if at >= 0:
            if text[at + len(close) :].strip():
                return False  # Words follow: it stands in a paragraph.
            lines.append(text[:at])
            closed = True
            break
        lines.append(text)
        line += 1
        if line >= last or line - first > _LINES or state.sCount[line] < state.blkIndent:
            break
        if state.isEmpty(line):
            break
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    growing = bool(state.env.get("growing")) and line >= state.lineMax
    if not closed and not growing:
        return False
    content = "\n".join(lines).strip()
    if closed and not content:
        return False
    if silent:
        return True
    if environment:
        content = f"{mark}\n{content}\n{close if closed else ''}".rstrip()
    end = line + 1 if closed else line
    token = state.push("formula", "", 0)
    token.content = content
    token.meta = {"open": not closed}
    token.map = [first, end]
    state.line = end
    return True
