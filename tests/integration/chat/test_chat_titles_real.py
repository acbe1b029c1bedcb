"""Titles from a real model: the conversation's own state is there again for the next turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.chat import Owner, Recorder, opened_store
from parley.chat.session import ChatSession
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.titling import MOST_WORDS, Titler
from parley.chat.values import Figures, ModelChoice
from parley.engine.client import LocalEngine
from parley.engine.protocol import LoadOptions, Sampling

pytestmark = pytest.mark.slow

QUESTION = (
    "The mistral is a cold, dry wind that blows down the valley of the Rhône to the sea. "
) * 12 + "What is the mistral?"


class Table:
    """A conversation over a real model, with a titler beside it."""

    def __init__(self, store: ChatStore, model: Path, folder: Path) -> None:
        self.store, self.owner = store, Owner()
        self.engine = LocalEngine(state_dir=folder)
        self.slot = ModelSlot(self.engine)
        self.id = store.create().id
        self.titler = Titler(store, self.owner.post)
        self.session = ChatSession(
            store, self.engine, self.id,
            listener=Recorder(), post=self.owner.post, slot=self.slot,
            model=ModelChoice(str(model), "Starter", LoadOptions(context=2048)),
            sampling=Sampling(temperature=0, max_tokens=40),
        )  # fmt: skip

    def ask(self, text: str) -> Figures:
        """Return what an answer cost."""
        self.session.send(text)
        self.owner.run_until(lambda: self.session.state == "idle")
        figures = self.store.messages(self.id)[-1].figures
        assert figures is not None
        return figures

    def entitle(self, wait: bool = True) -> None:
        """Have a title written, to its end or not."""
        self.titler.answered(self.id)
        until = time.monotonic() + 30
        while not self.titler.works and time.monotonic() < until:
            self.titler.work(self.engine, self.slot)
        assert self.titler.works
        if wait:
            self.owner.run_until(lambda: not self.titler.works)


@pytest.fixture
def table(tmp_path: Path, starter_model: Path) -> Iterator[Table]:
    with opened_store(tmp_path / "parley.sqlite3") as (store, _):
        table = Table(store, starter_model, tmp_path / "states")
        yield table
        table.engine.close()


def test_the_turn_after_a_title_evaluates_only_what_is_new(table: Table) -> None:
    first = table.ask(QUESTION)
    table.entitle()
    second = table.ask("And in winter?")
    assert first.prompt_tokens > 250
    # What was in the context is all found again; new are the end of turn and the question.
    assert second.cached_tokens == first.context_used
    assert second.prompt_tokens - second.cached_tokens < 40


def test_a_title_is_short_or_stays_as_it_was(table: Table) -> None:
    table.ask("Name three rivers of France.")
    table.entitle()
    made = table.store.conversation(table.id)
    assert made.title
    assert len(made.title.split()) <= MOST_WORDS
    assert made.titled_by in {"model", "words"}


def test_a_question_in_the_middle_of_a_title_is_answered_as_ever(table: Table) -> None:
    first = table.ask(QUESTION)
    table.entitle(wait=False)
    table.titler.interrupt()
    second = table.ask("And in winter?")
    assert second.cached_tokens == first.context_used
    assert table.store.conversation(table.id).titled_by == "words"
