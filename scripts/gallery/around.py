"""Pictures of what stands around a conversation: side, panel, palette, search, dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gallery import chat, talk
from gallery.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def settings(stage: Stage) -> QWidget:
    """The panel of a conversation."""
    window = chat.conversation(stage)
    window.resize(1240, 820)
    window.settings_pane.open()
    # What the memory bar says comes from a process of its own.
    stage.until(window.settings_pane.panel.load.basis.text)
    return window


def settings_load(stage: Stage) -> QWidget:
    """The load options, with the memory they take."""
    from PySide6.QtWidgets import QScrollArea

    window = settings(stage)
    panel = window.settings_pane.panel
    for area in panel.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    stage.wait()
    return window


def preferences(stage: Stage) -> QWidget:
    """The settings of the program."""
    stage.window.commands.run("program.settings")
    stage.wait()
    return stage.window.settings_pane.dialog


def palette(stage: Stage) -> QWidget:
    """Everything by its name."""
    window = chat.conversation(stage)
    window.commands.run("palette.open")
    stage.wait(800)
    return window


def _type(stage: Stage, text: str) -> None:
    """Type into the field that has the focus."""
    from PySide6.QtTest import QTest

    QTest.keyClicks(stage.window.focusWidget(), text)
    stage.wait(1200)


def search(stage: Stage) -> QWidget:
    """Search in all conversations."""
    window = chat.conversation(stage)
    window.commands.run("find.everywhere")
    stage.wait(1200)
    _type(stage, "mistral")
    return window


def find(stage: Stage) -> QWidget:
    """Search in one conversation."""
    window = chat.conversation(stage)
    window.commands.run("find.here")
    stage.wait()
    _type(stage, {"fr": "vent"}.get(stage.language, "wind"))
    return window


def models(stage: Stage) -> QWidget:
    """The list of models to choose from."""
    from PySide6.QtWidgets import QListView

    window = chat.conversation(stage)
    window.commands.run("model.choose")
    stage.wait()
    popup = stage.app.activePopupWidget()
    listed = next(iter(popup.findChildren(QListView)))
    stage.until(lambda: listed.model().rowCount())
    return window


def prompts(stage: Stage) -> QWidget:
    """The prompt library."""
    from PySide6.QtWidgets import QDialog

    stage.window.commands.run("prompt.library")
    stage.wait()
    return next(each for each in stage.window.findChildren(QDialog) if each.isVisible())


def quick_ask(stage: Stage) -> QWidget:
    """The window for a question in passing, with its answer."""
    from parley.engine.protocol import Done

    quick = stage.window.windows.presence.quick_ask
    answer = talk.ANSWER[stage.language]
    done = Done(0, "stop", 48, 12, 94, 0.31, 5.1, 0.42, 7, 234, 8192)
    stage.engine.will_answer(answer.partition("\n\n|")[0], done)
    quick.summon()
    quick.page.send(talk.QUESTION[stage.language])
    stage.tell_all()
    stage.wait()
    return quick


def archive(stage: Stage) -> QWidget:
    """Two hundred conversations."""
    for number in range(200):
        stage.past(f"Conversation number {number + 1}", number // 9)
    stage.reopen()
    return stage.window


def notice(stage: Stage) -> QWidget:
    """Something was done differently from what was asked."""
    window = chat.conversation(stage)
    window.page.notice.say(
        "The settings file is damaged, so the defaults are used. The file as it was is kept as"
        " /home/ada/.config/parley/settings.kept.json."
    )
    stage.wait()
    return window


def menu(stage: Stage) -> QWidget:
    """An open menu."""
    found = stage.window.commands.menu("chat")
    found.popup(stage.window.mapToGlobal(stage.window.rect().topLeft()))
    return found


def shortcuts(stage: Stage) -> QWidget:
    """Every shortcut."""
    from parley.ui.shortcuts import ShortcutsWindow

    return ShortcutsWindow(stage.window.commands, stage.window)


def about(stage: Stage) -> QWidget:
    """Versions and licences."""
    from parley.ui import dialogs

    return dialogs.about_dialog(stage.window.icons, stage.window)


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
            "Parley cannot write to its folder /home/ada/.local/share/parley (Permission denied).",
            safe="Nothing was changed.",
            hint="Make that folder writable, or set PARLEY_HOME to a folder that is, and start"
            " again.",
        )
    )


STATES = (
    settings,
    settings_load,
    preferences,
    palette,
    search,
    find,
    models,
    prompts,
    quick_ask,
    archive,
    notice,
    menu,
    shortcuts,
    about,
    link,
    log,
    start_failed,
)
