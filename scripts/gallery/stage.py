"""One window over a home of its own, with an engine that follows a script."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gallery import talk

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from parley.chat.values import Attachment, Conversation, Figures

SIZE = (1180, 760)
MISTRAL = ("Mistral 7B Instruct v0.3", "Q4_K_M")
LLAMA = ("Llama 3.1 8B Instruct", "Q5_K_M")


class Stage:
    """A program and its window.

    Attributes:
        language: code of the language that the window speaks, and that is talked in.
    """

    def __init__(
        self, home: Path, theme: str, language: str = "en", *, right_to_left: bool = False
    ) -> None:
        from PySide6.QtCore import Qt

        from helpers.scripted_engine import ScriptedEngine
        from parley.application import Application, resources_dir
        from parley.core.paths import Paths
        from parley.ui import languages, start

        self.language = language
        self.app = start.application(resources_dir())
        languages.install(self.app, language, resources_dir(), home / "cache")
        if right_to_left:
            self.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.engine = ScriptedEngine()
        self.program = Application(Paths(home), resources_dir(), make_engine=lambda: self.engine)
        self.program.change_settings(theme=theme, language=language)
        self._use_mistral()
        self._open()

    def _use_mistral(self) -> None:
        """Have a file that says it is Mistral: the engine of the script never reads it."""
        from helpers.gguf_bytes import FLOAT32, STRING, UINT32, gguf_bytes

        name, quantisation = MISTRAL
        folder = self.program.paths.models / "bartowski" / "Mistral-7B-Instruct-v0.3-GGUF"
        folder.mkdir(parents=True)
        path = folder / f"{name.replace(' ', '-')}-{quantisation}.gguf"
        said = {
            "general.architecture": (STRING, "llama"),
            "general.name": (STRING, name),
            "general.license": (STRING, "apache-2.0"),
            "general.file_type": (UINT32, 15),
            "llama.context_length": (UINT32, 32768),
            "llama.embedding_length": (UINT32, 4096),
            "llama.block_count": (UINT32, 32),
            "llama.attention.head_count": (UINT32, 32),
            "llama.attention.head_count_kv": (UINT32, 8),
            "llama.feed_forward_length": (UINT32, 14336),
            "llama.rope.freq_base": (FLOAT32, 1000000.0),
        }
        weights, size = _weights()
        path.write_bytes(gguf_bytes(said, weights))
        # A file with a hole takes no room.
        os.truncate(path, path.stat().st_size + size)
        self.program.change_settings(model=str(path))
        self.program.read_card(str(path))

    def _open(self) -> None:
        from parley.ui.main_window import MainWindow

        self.window = MainWindow(self.program)
        self.window.resize(*SIZE)
        self.window.show()
        self.settle()

    def reopen(self) -> None:
        """Have a new window, as after a restart."""
        self.window.close()
        self._delete()
        self._open()

    def settle(self) -> None:
        """Let everything that is queued happen."""
        for _ in range(8):
            self.app.processEvents()

    def wait(self, milliseconds: int = 400) -> None:
        """Let what waits for a timer happen too."""
        from PySide6.QtTest import QTest

        QTest.qWait(milliseconds)
        self.settle()

    def until(self, condition: Callable[[], object], seconds: float = 20) -> None:
        """Wait until a condition holds."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise SystemExit(f"Not within {seconds} s: {condition}")
            self.wait(50)
        self.wait()

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

    def picture(self, widget: QWidget) -> QPixmap:
        """Return `widget` as it looks, with the popup that is open over it."""
        from PySide6.QtGui import QPainter

        drawn = widget.grab()
        popup = self.app.activePopupWidget()
        if popup is not None and popup is not widget:
            painter = QPainter(drawn)
            painter.drawPixmap(widget.mapFromGlobal(popup.pos()), popup.grab())
            painter.end()
        return drawn

    # -- what is stored --------------------------------------------------------------------------

    def past(
        self,
        title: str,
        days: int = 0,
        turns: tuple[tuple[str, str], ...] = (),
        model: tuple[str, str] = MISTRAL,
        reasoning: float | None = None,
        attached: tuple[Attachment, ...] = (),
    ) -> Conversation:
        """Store a conversation that was changed `days` ago, with `attached` in its questions."""
        store = self.program.store
        clock, moment = store._clock, (datetime.now() - timedelta(days=days)).timestamp()
        store._clock = lambda: moment
        made = store.create(title=title)
        for question, answer in turns or ((talk.QUESTION[self.language], "The north wind."),):
            _, answering = store.begin_turn(
                made.id,
                question,
                model=model[0],
                quantisation=model[1],
                attachments=attached,
            )
            store.finish(
                msgspec.structs.replace(
                    answering,
                    content=answer,
                    status="complete",
                    finish_reason="stop",
                    figures=figures(answer),
                    reasoning_seconds=reasoning,
                )
            )
        store._clock = clock
        return made

    def shelf(self) -> None:
        """Store what stands at the side."""
        titles, store = talk.TITLES[self.language], self.program.store
        answers = iter(talk.ASIDE[self.language])

        def past(title: str, days: int) -> int:
            return self.past(title, days, ((title, next(answers)),)).id

        for title, days in titles["past"]:
            past(title, days)
        store.pin([past(titles["pinned"], 2)])
        folder = store.create_folder(titles["folder"])
        store.move([past(title, 5) for title in titles["filed"]], folder.id)

    def show(self, conversation: Conversation) -> QWidget:
        """Show a conversation in a new window; return the window."""
        self.reopen()
        self.window.open_conversation(conversation.id)
        self.wait()
        return self.window

    def close(self) -> None:
        """End it; nothing of the window may happen once its program is gone."""
        self.window.close()
        self._delete()
        self.program.close()

    def _delete(self) -> None:
        from PySide6.QtCore import QEvent

        self.settle()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()


def _weights() -> tuple[list[bytes], int]:
    """Return the tensors of a Mistral 7B in Q4_K, and the bytes that they take."""
    from helpers.gguf_bytes import tensor

    wide, narrow, hidden = 4096, 1024, 14336
    shapes = {"token_embd": (wide, 32768), "output": (wide, 32768)}
    for layer in range(32):
        parts = {"attn_q": wide, "attn_k": narrow, "attn_v": narrow, "attn_output": wide}
        parts |= {"ffn_gate": hidden, "ffn_up": hidden}
        shapes |= {f"blk.{layer}.{name}": (wide, rows) for name, rows in parts.items()}
        shapes[f"blk.{layer}.ffn_down"] = (hidden, wide)
    tensors, at = [], 0
    for name, (columns, rows) in shapes.items():
        tensors.append(tensor(f"{name}.weight", (columns, rows), 12, at))
        # Q4_K: 144 bytes for 256 weights.
        at += columns * rows // 256 * 144
    return tensors, at


def figures(answer: str) -> Figures:
    """Return figures that an answer may well have had."""
    from parley.chat.values import Figures

    tokens = max(8, len(answer) // 4)
    return Figures(212, 160, tokens, 0.31, tokens / 18.4, 0.42, 7, 372 + tokens, 8192)
