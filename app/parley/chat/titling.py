"""A conversation's title from the model, asked for when nobody needs the model for anything else.

The exchange is asked about on its own, under no conversation's key: the engine puts the state of
the conversation aside and has it back for its next turn, which evaluates only what is new.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

from parley.chat.reasoning import answer_of, has_reasoning
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.titles import title_of
from parley.chat.values import StoredMessage
from parley.core.errors import ParleyError
from parley.engine.protocol import (
    Done,
    Engine,
    Event,
    Failed,
    Loaded,
    Message,
    Sampling,
    Token,
)

MOST_WORDS = 6
#: Words beyond which the model has not written a title but an answer.
_TOO_MANY = 9
#: Characters of what was said that a title is made from.
_ENOUGH = 800
#: Characters below which a question says too little by itself.
_VAGUE = 20
_TOKENS, _TOKENS_WITH_THOUGHT = 32, 400
_ASK = "Give a short title, at most six words, in the same language, for this question:\n\n{text}"
# With examples small models do it as well; told of the answer, they would go on with that instead.
_EXAMPLES = (
    ("How do I boil an egg so that it stays soft inside?", "Boiling a soft egg"),
    ("Translate this letter to my landlord into French, please", "Letter to a landlord in French"),
    ("Was ist der Unterschied zwischen Nebel und Dunst?", "Nebel und Dunst"),
)
#: What a model that is too small for it says of any question.
_REPEATED = frozenset(title.casefold() for _, title in _EXAMPLES)
_LABEL = re.compile(r"^(?:title|titel|titre|título|titolo)\s*[:：]\s*", re.IGNORECASE)
_AROUND = " \t\"'`*_#„“”‚‘’«»‹›"
#: How lists, letters and unfinished sentences begin or end, which are no titles.
_NO_TITLE = re.compile(r"^(?:\d+[.)]|[-•])\s|[:,;]$|[\[\]{}]")
#: Letters of a word that no title ends with where it was cut: most of them only join others.
_JOINING = 3


def request(question: StoredMessage, answer: StoredMessage) -> tuple[Message, ...]:
    """Return what the model is asked for a title of an exchange."""
    text = question.content.strip()
    if len(text) < _VAGUE:
        text = f"{text}\n\n{answer_of(answer.content).strip()}"
    if len(text) > _ENOUGH:
        text = f"{text[:_ENOUGH].rstrip()}…"
    messages: list[Message] = []
    for asked, title in _EXAMPLES:
        messages += [Message("user", _ASK.format(text=asked)), Message("assistant", title)]
    return (*messages, Message("user", _ASK.format(text=text)))


def title_from(text: str) -> str:
    """Return the title in what a model wrote, on one line; "" where there is none.

    One of the examples that it was shown is none.
    """
    lines = (line for line in answer_of(text).splitlines() if line.strip(_AROUND))
    line = "".join(c if c.isprintable() else " " for c in next(lines, "")).strip(_AROUND)
    line = _LABEL.sub("", line).strip(_AROUND).rstrip(".").strip(_AROUND)
    words = line.split()
    if len(words) > _TOO_MANY or _NO_TITLE.search(line) or not any(map(str.isalnum, line)):
        return ""
    if line.casefold() in _REPEATED:
        return ""
    if len(words) > MOST_WORDS:
        words = words[:MOST_WORDS]
        while len(words[-1]) <= _JOINING and len(words) > 1:
            words.pop()
    return title_of(" ".join(words).rstrip(",;:"))


def can_put_aside(loaded: Loaded, tokens: int, budget: int) -> bool:
    """Whether the engine keeps a state of so many tokens, within `budget` bytes, for its return."""
    cache = sum(buffer.context for buffer in loaded.buffers)
    return cache * tokens <= budget * loaded.context


class Titler:
    """Gives conversations titles, one at a time. Used from the windows' thread."""

    def __init__(self, store: ChatStore, post: Callable[[Callable[[], None]], None]) -> None:
        """Ask nothing yet. `post` runs a function on the windows' thread; called from any."""
        self._store, self._post = store, post
        self._waiting: deque[int] = deque()
        self._tried: set[int] = set()
        self._engine: Engine | None = None
        self._job: int | None = None
        self._number = 0
        self._key = self._last = 0

    @property
    def waits(self) -> bool:
        """Whether a conversation waits for a title."""
        return bool(self._waiting)

    @property
    def works(self) -> bool:
        """Whether a title is being written."""
        return self._engine is not None

    def answered(self, conversation_id: int) -> None:
        """Take in that an answer has ended: its conversation may get a title."""
        self._last = conversation_id
        if conversation_id not in self._tried and conversation_id not in self._waiting:
            self._waiting.append(conversation_id)

    def work(self, engine: Engine, slot: ModelSlot) -> None:
        """Have the next title written, if the model is there and has nothing else to do."""
        loaded, options = engine.model, slot.options
        if self.works or engine.state != "ready" or loaded is None or options is None:
            return
        if not can_put_aside(loaded, self._held(), options.state_ram):
            return
        while self._waiting:
            key = self._waiting.popleft()
            self._tried.add(key)
            exchange = self._exchange(key)
            if exchange is not None:
                self._ask(engine, key, *exchange)
                return

    def interrupt(self) -> None:
        """Give the model back at once. The conversation is tried again later."""
        engine, job = self._engine, self._job
        if engine is None:
            return
        self._number += 1
        self._engine = self._job = None
        self._tried.discard(self._key)
        self._waiting.appendleft(self._key)
        if job is not None:
            engine.stop(job)

    # -- inside ----------------------------------------------------------------------------------

    def _held(self) -> int:
        """Return the tokens that are in the context now: those of the answer that ended last."""
        try:
            leaf = self._store.leaf(self._last)
        except ParleyError:
            return 0  # Deleted: there is nothing to be kept.
        return leaf.figures.context_used if leaf is not None and leaf.figures is not None else 0

    def _exchange(self, key: int) -> tuple[StoredMessage, StoredMessage] | None:
        """Return the first question and its answer, if a title is to be made of them."""
        try:
            if self._store.conversation(key).titled_by != "words":
                return None
            messages = self._store.beginning(key, 2)
        except ParleyError:
            return None  # Deleted meanwhile, or out of reach: it keeps the title it has.
        if len(messages) < 2 or messages[0].role != "user" or messages[1].status != "complete":
            return None
        return messages[0], messages[1]

    def _ask(
        self, engine: Engine, key: int, question: StoredMessage, answer: StoredMessage
    ) -> None:
        self._number += 1
        number, written = self._number, [""]
        thinks = has_reasoning(answer.content)
        self._engine, self._key = engine, key

        def hear(event: Event) -> None:
            if number != self._number:
                return
            if isinstance(event, Token):
                written[0] += event.text
                if _is_whole(written[0]):
                    self._end(key, written[0])
                    engine.stop(event.job)
            elif isinstance(event, Done):
                self._end(key, written[0])
            elif isinstance(event, Failed):
                self._end(key, "")

        job = engine.stream(
            request(question, answer),
            lambda event: self._post(lambda: hear(event)),
            sampling=Sampling(
                temperature=0.2, max_tokens=_TOKENS_WITH_THOUGHT if thinks else _TOKENS
            ),
            policy="stop",
        )
        if number == self._number:
            self._job = job

    def _end(self, key: int, text: str) -> None:
        self._number += 1
        self._engine = self._job = None
        if title := title_from(text):
            try:
                self._store.entitle(key, title)
            except ParleyError:
                return  # It keeps the title it has.


def _is_whole(text: str) -> bool:
    """Whether a line with words in it has ended."""
    line, ended, _ = answer_of(text).lstrip().partition("\n")
    return bool(line and ended)
