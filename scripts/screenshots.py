"""Pictures of every window and state, drawn without a screen: `screenshots.py [--out DIR]`.

An engine that follows a script stands in for a model, so that each state is exact.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley_setup import steps

ROOT = Path(__file__).resolve().parents[1]
for folder in ("app", "tests"):
    sys.path.insert(0, str(ROOT / folder))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from helpers.scripted_engine import ScriptedEngine
    from parley.ui.main_window import MainWindow

SIZE = (1080, 720)

ANSWER = """The mistral is a cold, dry wind that blows down the Rhône valley to the sea.

1. **Bring a jacket**, also in May: it feels ten degrees colder than the thermometer says.
2. The sky is clear, so the *light* is at its best in the evening.
3. Ferries to the islands may not run; look at the port's notices first.

### A small table

| Month | Windy days | Sea |
|---|---|---|
| April | 11 | 14 °C |
| July | 6 | 22 °C |

A line of Python counts them, with `sum` over the months:

```python
days = {"April": 11, "July": 6}
print(sum(days.values()))  # 17
```

See [the port's page](https://example.org/port) for today's notices.
"""
ARABIC = "مرحبا! الميسترال ريح باردة وجافة تهب على وادي الرون نحو البحر المتوسط."
HEBREW = "שלום, מה כדאי לדעת על המיסטרל?"
LONG_TITLE = (
    "A very long title that says everything about the plan for a journey along the coast from"
    " Marseille to Menton by train, on foot and by ferry"
)


class Stage:
    """One window over a home of its own."""

    def __init__(self, home: Path, theme: str) -> None:
        from helpers.scripted_engine import ScriptedEngine
        from parley.application import Application, resources_dir
        from parley.core.paths import Paths
        from parley.ui import start
        from parley.ui.main_window import MainWindow

        self.app = start.application(resources_dir())
        self.engine: ScriptedEngine = ScriptedEngine()
        self.program = Application(Paths(home), resources_dir(), make_engine=lambda: self.engine)
        self.program.change_settings(theme=theme)
        self._window_class = MainWindow
        self.window: MainWindow = self._open()

    def _open(self) -> MainWindow:
        window = self._window_class(self.program)
        window.resize(*SIZE)
        window.show()
        self.settle()
        return window

    def reopen(self) -> None:
        """Have a new window, as after a restart."""
        self.window.close()
        self.window = self._open()

    def settle(self) -> None:
        """Let everything that is queued happen."""
        for _ in range(6):
            self.app.processEvents()

    def tell(self, count: int) -> None:
        """Let the engine say `count` things."""
        for _ in range(count):
            self.engine.step()
            self.settle()
        self.window.page.transcript.flush()
        self.settle()

    def tell_all(self) -> None:
        """Let the engine say everything."""
        while self.engine.step():
            self.settle()
        self.settle()

    def past(self, title: str, days: int = 0) -> int:
        """Store a conversation that was changed `days` ago; return its id."""
        store = self.program.store
        clock, moment = store._clock, (datetime.now() - timedelta(days=days)).timestamp()
        store._clock = lambda: moment
        made = store.create(title=title)
        store.add(made.id, "user", "What should I know about the mistral?")
        store._clock = clock
        return made.id

    def close(self) -> None:
        """End it."""
        self.window.close()
        self.program.close()


def empty(stage: Stage) -> QWidget:
    """A first start."""
    return stage.window


def _talk(stage: Stage) -> None:
    from parley.engine.protocol import Done

    for title, days in (
        ("Bread without kneading", 0),
        ("Names for a sailing boat", 1),
        ("Why is the sky blue?", 3),
        ("Letter to the landlord", 12),
    ):
        stage.past(title, days)
    stage.engine.will_answer(
        *(ANSWER[i : i + 40] for i in range(0, len(ANSWER), 40)),
        Done(0, "stop", 48, 12, 214, 0.31, 4.7, 0.42, 7, 1234, 4096),
    )
    stage.window.page.send("What should I know about the mistral before a trip to Marseille?")
    stage.window.refresh()


def conversation(stage: Stage) -> QWidget:
    """A question and an answer with everything Markdown has."""
    _talk(stage)
    stage.tell_all()
    return stage.window


def conversation_top(stage: Stage) -> QWidget:
    """The same, from its beginning."""
    conversation(stage)
    stage.window.page.transcript.verticalScrollBar().setValue(0)
    stage.settle()
    return stage.window


def loading(stage: Stage) -> QWidget:
    """The model is being read."""
    from parley.engine.protocol import LoadProgress

    stage.engine.will_load(LoadProgress(0, 0.4))
    _talk(stage)
    stage.tell(1)
    return stage.window


def reading(stage: Stage) -> QWidget:
    """The prompt is being read."""
    from helpers.scripted_engine import prefill

    stage.engine.will_answer(prefill(1100, 1834, 200), "The")
    stage.window.page.send("Summarise the chapter.")
    stage.tell(3)
    return stage.window


def streaming(stage: Stage) -> QWidget:
    """Words come."""
    _talk(stage)
    stage.tell(12)
    stage.window.page.composer.set_text("And which month")
    return stage.window


def failed(stage: Stage) -> QWidget:
    """The engine crashed in the middle of an answer."""
    from helpers.scripted_engine import Crash

    stage.engine.will_answer("The mistral is a cold, dry wind that blows ", Crash())
    stage.window.page.send("What should I know about the mistral?")
    stage.tell_all()
    return stage.window


def missing_model(stage: Stage) -> QWidget:
    """The model's file is gone."""
    stage.program.change_settings(model=str(stage.program.paths.models / "gone.gguf"))
    stage.reopen()
    stage.window.page.send("Hello")
    stage.settle()
    return stage.window


def context_full(stage: Stage) -> QWidget:
    """The conversation no longer fits."""
    from helpers.scripted_engine import context_full as full

    stage.engine.will_answer(full())
    stage.window.page.send("Continue the story.")
    stage.tell_all()
    return stage.window


def stopped(stage: Stage) -> QWidget:
    """An answer was stopped."""
    _talk(stage)
    stage.tell(8)
    stage.window.page.stop()
    stage.tell_all()
    return stage.window


def _branches(stage: Stage) -> None:
    """A question with three answers, the second shown, and a second question below."""
    from parley.engine.protocol import Done

    page = stage.window.page
    for title, days in (("Bread without kneading", 0), ("Names for a sailing boat", 1)):
        stage.past(title, days)
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


def versions(stage: Stage) -> QWidget:
    """The second of three answers, its buttons shown as the keyboard is on it."""
    _branches(stage)
    for _ in range(3):
        stage.window.page.step(-1)
    stage.settle()
    return stage.window


def editing(stage: Stage) -> QWidget:
    """A message that is being changed."""
    _branches(stage)
    page = stage.window.page
    page.branching.do("edit", page.transcript.views[0].message.id)
    page.transcript.views[0].editor.edit.setPlainText("What is the mistral, in one sentence?")
    stage.settle()
    return stage.window


def edited_answer(stage: Stage) -> QWidget:
    """An answer whose words a person changed."""
    _branches(stage)
    page = stage.window.page
    page.branching.keep_edit(page.transcript.views[3].message.id, "From the north-west.")
    stage.settle()
    return stage.window


def deleted(stage: Stage) -> QWidget:
    """A branch was deleted, and can be had back."""
    _branches(stage)
    page = stage.window.page
    page.branching.do("delete", page.transcript.views[2].message.id)
    stage.settle()
    return stage.window


def versions_right_to_left(stage: Stage) -> QWidget:
    """Three answers in an interface that runs from right to left."""
    from PySide6.QtCore import Qt

    stage.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.reopen()
    return versions(stage)


def versions_small(stage: Stage) -> QWidget:
    """Three answers in the smallest window."""
    stage.window.resize(stage.window.minimumSize())
    return versions(stage)


def long_versions(stage: Stage) -> QWidget:
    """Another beginning of a long conversation."""
    made = stage.past("A long conversation")
    store = stage.program.store
    first = store.messages(made)[0]
    for number in range(120):
        store.add(made, "assistant" if number % 2 == 0 else "user", f"Message {number + 2}")
    store.revise(first.id, "Another beginning")
    stage.reopen()
    stage.window.open_conversation(made)
    stage.window.page.branching.do("previous")
    stage.settle()
    return stage.window


def long_title(stage: Stage) -> QWidget:
    """A title that does not fit, offline."""
    stage.program.change_settings(offline=True)
    made = stage.past(LONG_TITLE)
    stage.reopen()
    stage.window.open_conversation(made)
    return stage.window


def many(stage: Stage) -> QWidget:
    """Two hundred conversations."""
    for number in range(200):
        stage.past(f"Conversation number {number + 1}", number // 9)
    stage.reopen()
    return stage.window


def small_window(stage: Stage) -> QWidget:
    """The smallest window."""
    stage.window.resize(stage.window.minimumSize())
    conversation(stage)
    return stage.window


def right_to_left(stage: Stage) -> QWidget:
    """Arabic and Hebrew, in an interface that runs from right to left."""
    from PySide6.QtCore import Qt

    stage.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage.engine.will_answer(ARABIC, "\n\n- واحد\n- اثنان\n\n`print(1)` — English stays readable.")
    stage.window.page.send(HEBREW)
    stage.tell_all()
    return stage.window


def notice(stage: Stage) -> QWidget:
    """Something was done differently from what was asked."""
    conversation(stage)
    stage.window.page.notice.say(
        "The 2 oldest messages were left out of the prompt: the conversation no longer fits the"
        " context window of 4,096 tokens. They are kept here."
    )
    return stage.window


def about(stage: Stage) -> QWidget:
    """Versions and licences."""
    from parley.ui import dialogs

    return dialogs.about_dialog(stage.window.icons, stage.window)


def delete(stage: Stage) -> QWidget:
    """The question before a conversation is deleted."""
    from parley.ui import dialogs

    return dialogs.delete_dialog("Trip to Marseille", stage.window)


def rename(stage: Stage) -> QWidget:
    """Another title."""
    from parley.ui import dialogs

    return dialogs.rename_dialog("Trip to Marseille", stage.window)[0]


def link(stage: Stage) -> QWidget:
    """Where a link goes."""
    from parley.ui import dialogs

    return dialogs.link_dialog("https://example.org/a/rather/long/path?with=a&query=too", None)


def log(stage: Stage) -> QWidget:
    """The engine's log."""
    from parley.ui import dialogs

    lines = "\n".join(f"llama_model_loader: - kv {n}: general.key = value" for n in range(40))
    return dialogs.log_dialog(lines, stage.window)


def start_failed(stage: Stage) -> QWidget:
    """The program cannot open."""
    from parley.core.errors import ParleyError
    from parley.ui import dialogs

    return dialogs.error_dialog(
        ParleyError(
            "home_unwritable",
            "Parley cannot write to its folder /home/ada/.local/share/parley.",
            safe="Nothing was changed.",
            hint="Make that folder writable, or set PARLEY_HOME to a folder that is.",
        )
    )


def menu(stage: Stage) -> QWidget:
    """An open menu."""
    found = stage.window.commands.menu("file")
    found.popup(stage.window.mapToGlobal(stage.window.rect().topLeft()))
    return found


STATES: tuple[Callable[[Stage], Any], ...] = (
    empty,
    conversation,
    conversation_top,
    loading,
    reading,
    streaming,
    failed,
    missing_model,
    context_full,
    stopped,
    versions,
    editing,
    edited_answer,
    deleted,
    versions_right_to_left,
    versions_small,
    long_versions,
    long_title,
    many,
    small_window,
    right_to_left,
    notice,
    about,
    delete,
    rename,
    link,
    log,
    start_failed,
    menu,
)


@contextmanager
def _stage(theme: str) -> Iterator[Stage]:
    from PySide6.QtCore import Qt

    with tempfile.TemporaryDirectory(prefix="parley-shots-") as home:
        stage = Stage(Path(home), theme)
        try:
            yield stage
        finally:
            stage.app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            stage.close()


def draw(out: Path, theme: str, scale: int, only: list[str]) -> None:
    """Draw every state in one theme, at the scale this process was started with."""
    for state in STATES:
        if only and state.__name__ not in only:
            continue
        with _stage(theme) as stage:
            widget = state(stage)
            widget.show()
            stage.settle()
            name = f"{state.__name__}-{theme}-{scale}00.png"
            if not widget.grab().save(str(out / name)):
                raise SystemExit(f"The picture {out / name} could not be written.")
            if widget is not stage.window:
                widget.close()
        print(out / name)


def main() -> int:
    """Draw all states, or those named, light and dark, at 100 % and 200 %."""
    steps.enter(__file__)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("states", nargs="*", help="Names of states; all without any.")
    parser.add_argument("--out", type=Path, default=ROOT / "shots", help="Folder for the PNGs.")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--scale", type=int, choices=(1, 2))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.theme and options.scale:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)
        draw(options.out, options.theme, options.scale, options.states)
        return 0
    # Qt reads the scale once, so each scale is a process of its own.
    for scale in (options.scale,) if options.scale else (1, 2):
        for theme in (options.theme,) if options.theme else ("light", "dark"):
            command = [sys.executable, __file__, *options.states, "--out", str(options.out)]
            command += ["--theme", theme, "--scale", str(scale)]
            ended = subprocess.run(command, check=False)
            if ended.returncode:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
