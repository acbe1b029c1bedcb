"""Pictures of conversations: empty, long, streaming, code, tables, formulas, reasoning, errors."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from gallery import talk
from gallery.stage import LLAMA, MISTRAL, Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def empty(stage: Stage) -> QWidget:
    """A first start."""
    return stage.window


def conversation(stage: Stage) -> QWidget:
    """A question and an answer, with conversations at the side."""
    stage.shelf()
    turns = ((talk.QUESTION[stage.language], talk.ANSWER[stage.language]),)
    return stage.show(stage.past(talk.TITLES[stage.language]["folder"], turns=turns))


def code(stage: Stage) -> QWidget:
    """Code with colours, a console, and a list of tasks."""
    stage.shelf()
    turns = ((talk.CODE_QUESTION, talk.CODE),)
    window = stage.show(stage.past("Windy days from a CSV file", turns=turns, model=LLAMA))
    window.page.transcript.verticalScrollBar().setValue(0)
    stage.wait()
    return window


def tables(stage: Stage) -> QWidget:
    """A table, a quote and nested lists."""
    stage.shelf()
    turns = ((talk.TABLES_QUESTION, talk.TABLES),)
    return stage.show(stage.past("Llamas and alpacas", turns=turns, model=LLAMA))


def formulas(stage: Stage) -> QWidget:
    """LaTeX in lines and displayed."""
    from parley.ui.formulas import Formulas

    stage.shelf()
    window = stage.show(
        stage.past("The pressure of wind", turns=((talk.FORMULAS_QUESTION, talk.FORMULAS),))
    )
    made = window.page.transcript.findChild(Formulas)
    stage.until(lambda: made.idle)
    return window


def reasoning(stage: Stage) -> QWidget:
    """What a model thought, folded."""
    stage.shelf()
    answer = f"<think>\n{talk.THOUGHT}\n</think>\n\n{talk.THOUGHT_ANSWER}"
    turns = ((talk.THOUGHT_QUESTION, answer),)
    model = ("Magistral Small 2509", "Q4_K_M")
    return stage.show(stage.past("Two trains", turns=turns, model=model, reasoning=4.2))


def reasoning_open(stage: Stage) -> QWidget:
    """The same, unfolded."""
    from PySide6.QtWidgets import QAbstractButton

    window = reasoning(stage)
    for button in window.page.transcript.findChildren(QAbstractButton):
        if button.objectName() == "thought":
            button.click()
    stage.wait()
    return window


def long(stage: Stage) -> QWidget:
    """A conversation of 400 messages, scrolled up."""
    stage.shelf()
    turns = tuple(
        (f"Tell me about day {day} of the journey.", talk.ANSWER["en"].partition("\n\n|")[0])
        for day in range(1, 201)
    )
    window = stage.show(stage.past("Two hundred days", turns=turns))
    bar = window.page.transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    stage.wait()
    return window


def _ask(stage: Stage, *steps: object, load: tuple[object, ...] = ()) -> None:
    from parley.engine.protocol import Loaded

    name, path = MISTRAL[0], stage.program.settings.model
    memory = 4_372_812_000
    loaded = Loaded(
        0, name, "llama", name, 1.9, memory + (512 << 20), {}, 8192, 32768, memory, 7_248_023_552,
        8, path, 256, True,
    )  # fmt: skip
    stage.engine.will_load(*load, loaded)
    stage.shelf()
    stage.window.refresh()
    stage.engine.will_answer(*steps)
    stage.window.page.send(talk.QUESTION[stage.language])
    stage.settle()


def streaming(stage: Stage) -> QWidget:
    """Words come, while the next message is being written."""
    answer = talk.ANSWER[stage.language]
    _ask(stage, *(answer[at : at + 40] for at in range(0, len(answer), 40)))
    stage.tell(12)
    stage.window.page.composer.set_text("And which month")
    stage.wait()
    return stage.window


def loading(stage: Stage) -> QWidget:
    """The model is being read."""
    from parley.engine.protocol import LoadProgress

    _ask(stage, "The", load=(LoadProgress(0, 0.4),))
    stage.tell(1)
    return stage.window


def reading(stage: Stage) -> QWidget:
    """The prompt is being read."""
    from helpers.scripted_engine import prefill

    _ask(stage, prefill(1100, 1834, 200), "The")
    stage.tell(2)
    return stage.window


def error(stage: Stage) -> QWidget:
    """The engine crashed in the middle of an answer."""
    from parley.engine.endings import crashed

    _ask(stage, talk.ANSWER[stage.language][:120], crashed(0, -signal.SIGSEGV, ["last words"]))
    stage.tell_all()
    stage.wait()
    return stage.window


def context_full(stage: Stage) -> QWidget:
    """The conversation no longer fits."""
    from parley.engine.protocol import Failed

    full = Failed(
        0,
        "context_full",
        "The conversation has 9,120 tokens, more than the context of 8,192 can hold with room for"
        " an answer.",
        "Leave out the oldest messages, load the model with a larger context, or start a new chat.",
        "Nothing was dropped.",
        details={"prompt_tokens": 9120, "context": 8192, "would_drop": 2},
    )
    _ask(stage, full)
    stage.tell_all()
    stage.wait()
    return stage.window


def missing_model(stage: Stage) -> QWidget:
    """The model's file is gone."""
    stage.program.change_settings(model=str(stage.program.paths.models / "gone.gguf"))
    stage.reopen()
    stage.window.page.send(talk.QUESTION[stage.language])
    stage.settle()
    return stage.window


def stopped(stage: Stage) -> QWidget:
    """An answer was stopped."""
    answer = talk.ANSWER[stage.language]
    _ask(stage, *(answer[at : at + 40] for at in range(0, len(answer), 40)))
    stage.tell(8)
    stage.window.page.stop()
    stage.tell_all()
    return stage.window


def versions(stage: Stage) -> QWidget:
    """The second of three answers, its buttons shown as the keyboard is on it."""
    from parley.engine.protocol import Done

    page = stage.window.page
    answers = (
        "A **cold, dry wind** from the north. It blows down the Rhône valley to the sea.",
        "The mistral is a strong wind in the south of France. It comes from the north-west, is"
        " cold in winter and spring, and often blows for days under a clear sky.",
        "A wind. In Provence it is said to blow for three, six or nine days.",
    )
    for number, answer in enumerate(answers):
        stage.engine.will_answer(
            answer, Done(0, "stop", 48, 40, 31 + number, 0.1, 1.7, 0.4, 7 + number, 234, 4096)
        )
        if number:
            page.branching.do("retry")
        else:
            page.send("What is the mistral?")
        stage.tell_all()
    page.branching.do("previous")
    stage.engine.will_answer(
        "From the north-west, down the Rhône valley.",
        Done(0, "stop", 90, 80, 12, 0.1, 0.7, 0.3, 7, 274, 4096),
    )
    page.send("Where does it come from?")
    stage.tell_all()
    for _ in range(3):
        page.step(-1)
    stage.wait()
    return stage.window


def editing(stage: Stage) -> QWidget:
    """A message that is being changed."""
    versions(stage)
    stage.window.page.branching.do("edit", stage.window.page.transcript.views[0].message.id)
    stage.wait()
    return stage.window


def deleted(stage: Stage) -> QWidget:
    """A branch was deleted, and can be had back."""
    versions(stage)
    page = stage.window.page
    page.branching.do("delete", page.transcript.views[2].message.id)
    stage.wait()
    return stage.window


def right_to_left(stage: Stage) -> QWidget:
    """Arabic and Hebrew."""
    stage.past(talk.HEBREW)
    return stage.show(stage.past("مرسيليا", turns=((talk.ARABIC_QUESTION, talk.ARABIC),)))


def small_window(stage: Stage) -> QWidget:
    """The smallest window."""
    window = conversation(stage)
    window.resize(window.minimumSize())
    stage.wait()
    return window


def long_title(stage: Stage) -> QWidget:
    """A title that does not fit, offline."""
    stage.program.change_settings(offline=True)
    return stage.show(stage.past(talk.LONG_TITLE))


def attachments(stage: Stage) -> QWidget:
    """A picture in a conversation, and a message with files beside it, before it is sent."""
    from PySide6.QtCore import QMimeData, QUrl

    from gallery.scene import harbour
    from parley.chat.values import Attachment

    stage.shelf()
    turns = ((talk.PICTURE_QUESTION, talk.PICTURE_ANSWER),)
    picture = Attachment("harbour.png", media="image/png", data=harbour())
    window = stage.show(stage.past("The old harbour", turns=turns, attached=(picture,)))
    folder = stage.program.paths.data / "files"
    folder.mkdir()
    (folder / "evening.png").write_bytes(harbour(640, 640))
    (folder / "wind.csv").write_text("day,gust\n2026-03-01,71\n" * 80, encoding="utf-8")
    (folder / "notes.md").write_text("# Ferries\n\nNone today.\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in sorted(folder.iterdir())])
    window.page.composer.edit.insertFromMimeData(data)
    window.page.composer.set_text("Which of these days should we avoid?")
    stage.until(lambda: len(window.page.composer.attachments) == 3)
    window.page.transcript.verticalScrollBar().setValue(0)
    stage.wait()
    return window


STATES = (
    empty,
    conversation,
    code,
    tables,
    formulas,
    reasoning,
    reasoning_open,
    long,
    streaming,
    loading,
    reading,
    error,
    context_full,
    missing_model,
    stopped,
    versions,
    editing,
    deleted,
    right_to_left,
    small_window,
    long_title,
    attachments,
)
