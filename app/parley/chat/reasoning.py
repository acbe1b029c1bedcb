"""What a model thought before it answered, told apart from the answer. Pure, and as text comes.

The stored text keeps everything, marks included. A mark counts at the beginning of a line, or
behind another one's end, and nowhere in code. Where a text has an end of reasoning and no
beginning, all before it was reasoning: the template had begun it.
"""

from __future__ import annotations

import re

import msgspec

from parley.engine.reasoning import MARKS, Marks

_MARK_OR_CODE = re.compile(
    "|".join(re.escape(text) for each in MARKS for text in (each.opening, each.closing)) + "|`+"
)
_BY_OPENING = {each.opening: each for each in MARKS}
_CLOSINGS = frozenset(each.closing for each in MARKS)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
#: The beginnings of marks, which wait at the end of a text for what they become.
_BEGUN = frozenset(
    text[:length]
    for each in MARKS
    for text in (each.opening, each.closing)
    for length in range(1, len(text))
)
_LONGEST = max(map(len, _BEGUN))


class _State(msgspec.Struct):
    """Where in a text one is.

    Attributes:
        marks: those of the reasoning that is open; None in the answer.
        fence: what the code began with that is open; "" outside.
        closed_in_code: a closing mark was passed over because it stood in code.
    """

    marks: Marks | None = None
    fence: str = ""
    closed_in_code: bool = False
    blocks: int = 0


class Splitter:
    """Takes a text in pieces and tells at any time which of it is reasoning."""

    def __init__(self, text: str = "", *, whole: bool = False, fences: bool = True) -> None:
        """Begin with `text`; if it is the `whole`, its end is no beginning of a mark.

        Without `fences`, code in the reasoning does not protect marks.
        """
        self._whole, self._fences = whole, fences
        self._state = _State()
        self._reasoning: list[str] = []
        self._answer: list[str] = []
        self._line = ""
        self._open_line: tuple[_State, list[str], list[str]] | None = None
        self._open_state: _State | None = None
        if text:
            self.feed(text)

    def feed(self, text: str) -> None:
        """Take the next piece."""
        *lines, rest = (self._line + text).split("\n")
        for line in lines:
            self._take(line + "\n", self._state, self._reasoning, self._answer)
        # The last line is looked at again with what comes, so that a mark may come in pieces.
        self._line, self._open_line, self._open_state = rest, None, None

    @property
    def thinking(self) -> bool:
        """Whether the text ends within reasoning."""
        return self._ends().marks is not None

    @property
    def reasoned(self) -> bool:
        """Whether there is any reasoning."""
        return self._ends().blocks > 0

    @property
    def reasoning(self) -> str:
        """The reasoning, without its marks; several blocks stand one below the other."""
        return re.sub(r"\0\s*", "\n\n", "".join(self._now()[1])).strip().replace("\0", "")

    @property
    def answer(self) -> str:
        """The rest, as it came."""
        answer = "".join(self._now()[2])
        return answer.strip("\n").lstrip() if self.reasoned else answer

    @property
    def misled(self) -> bool:
        """Whether code that never ended kept the reasoning from ending."""
        state = self._ends()
        return state.marks is not None and state.closed_in_code and bool(state.fence)

    # -- inside ----------------------------------------------------------------------------------

    def _ends(self) -> _State:
        """Return the state at the end; asked with every token, so nothing long is copied."""
        if not self._line:
            return self._state
        if self._open_state is None:
            self._open_state = msgspec.structs.replace(self._state)
            self._take(self._rest(), self._open_state, [], [])
        return self._open_state

    def _rest(self) -> str:
        return self._line if self._whole else _settled(self._line)

    def _now(self) -> tuple[_State, list[str], list[str]]:
        """Return the state, the reasoning and the answer with what is there of the last line."""
        if not self._line:
            return self._state, self._reasoning, self._answer
        if self._open_line is None:
            state = msgspec.structs.replace(self._state)
            reasoning, answer = list(self._reasoning), list(self._answer)
            self._take(
                self._line if self._whole else _settled(self._line), state, reasoning, answer
            )
            self._open_line = state, reasoning, answer
        return self._open_line

    def _take(self, line: str, state: _State, reasoning: list[str], answer: list[str]) -> None:
        """Put one line where it belongs, and the state behind it."""
        while line:
            out = answer if state.marks is None else reasoning
            if (state.marks is None or self._fences) and self._in_code(line, state):
                out.append(line)
                return
            found = _next_mark(line, state)
            if found is None:
                out.append(line)
                return
            if found.group() in _CLOSINGS:
                if state.marks is None:
                    # The template had begun it: what came was reasoning all along.
                    reasoning[:] = answer
                    out = reasoning
                    answer.clear()
                    state.blocks = 1
                out += (line[: found.start()], "\0")
                state.marks = None
            else:
                answer.append(line[: found.start()])
                state.marks = _BY_OPENING[found.group()]
                state.blocks += 1
            line = line[found.end() :]

    def _in_code(self, line: str, state: _State) -> bool:
        """Tell whether a line stands in a block of code or begins or ends one."""
        fence = _FENCE.match(line)
        if state.fence:
            mark = fence.group(1) if fence is not None else ""
            if mark[:1] == state.fence[0] and len(mark) >= len(state.fence):
                if not line.strip().strip(mark[0]):
                    state.fence = ""
            elif state.marks is not None and state.marks.closing in line:
                state.closed_in_code = True
            return True
        if fence is None:
            return False
        state.fence = fence.group(1)
        return True


def split(text: str) -> Splitter:
    """Return a whole text split. Code that never ends does not swallow the answer."""
    found = Splitter(text, whole=True)
    return Splitter(text, whole=True, fences=False) if found.misled else found


def answer_of(text: str) -> str:
    """Return a text without its reasoning."""
    return split(text).answer if _may_have(text) else text


def has_reasoning(text: str) -> bool:
    """Tell whether there is reasoning in a text."""
    return _may_have(text) and split(text).reasoned


def _may_have(text: str) -> bool:
    return any(each.opening in text or each.closing in text for each in MARKS)


def _next_mark(line: str, state: _State) -> re.Match[str] | None:
    """Return the first mark of a line that counts."""
    if not _may_have(line):
        return None  # Nearly always; a long line is looked at again with every token.
    at = 0
    while (found := _MARK_OR_CODE.search(line, at)) is not None:
        mark, before, after = found.group(), line[: found.start()], line[found.end() :]
        at = found.end()
        if mark[0] == "`":
            # Code within a line reaches to as many backticks again; without them it is none.
            end = re.search(rf"(?<!`){mark}(?!`)", after)
            at += end.end() if end is not None else 0
        elif state.marks is not None:
            if mark == state.marks.closing:
                return found
        elif mark in _BY_OPENING:
            if not before.strip():
                return found
        elif not state.blocks and not (before.strip() and after.strip()):
            return found
    return None


def _settled(line: str) -> str:
    """Return a line that may go on without what may be the beginning of a mark at its end."""
    for length in range(min(_LONGEST, len(line)), 0, -1):
        if line[-length:] in _BEGUN:
            return line[:-length]
    return line
