"""A picture of the real window while the real model answers, made without a screen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from parley.core.errors import ParleyError
from parley.ui.start import Program

_SIZE = (1080, 720)


def main(
    arguments: list[str], open_program: Callable[[str], AbstractContextManager[Program]]
) -> int:
    """Render the window offscreen, let the model answer, save a PNG; return the exit code.

    `open_program` takes the name of the model. Failures are one sentence on standard error.
    """
    options = _parser().parse_args(arguments)
    # Both must be set before Qt is asked for a screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    try:
        _check(options.picture)
        with open_program(options.model) as program:
            sampling = {"max_tokens": options.max_tokens, "seed": options.seed}
            program.change_settings(theme=options.theme, sampling=sampling)
            _render(program, options.picture, options.prompt)
    except ParleyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parley", add_help=False)
    parser.add_argument("--picture", metavar="FILE", type=Path, required=True)
    parser.add_argument("prompt", metavar="PROMPT")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--scale", type=float, choices=(1, 1.5, 2, 3), default=1)
    parser.add_argument("--model", default="starter")
    # A small model may go on and on; a picture shows no more than this anyway.
    parser.add_argument("--max-tokens", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def _check(picture: Path) -> None:
    if picture.suffix.lower() != ".png":
        raise ParleyError(
            "picture_format", "The picture is a PNG.", hint="Give a file name that ends in .png."
        )
    if not picture.absolute().parent.is_dir():
        raise ParleyError(
            "picture_unwritable",
            f"There is no folder {picture.absolute().parent} for the picture.",
            hint="Make the folder first, or choose another.",
        )


def _render(program: Program, picture: Path, prompt: str) -> None:
    from PySide6.QtCore import QEventLoop

    from parley.ui import start
    from parley.ui.main_window import MainWindow

    start.application(program.resources)
    window = MainWindow(program)
    window.resize(*_SIZE)
    window.show()
    loop = QEventLoop()
    window.page.progressed.connect(lambda: None if window.page.running else loop.quit())
    window.page.send(prompt)
    if window.page.running:
        loop.exec()
    views = window.page.transcript.views
    answer = views[-1].message if views else None
    if answer is None:
        raise ParleyError("nothing_sent", window.page.notice.label.text(), hint="Then try again.")
    if answer.error is not None:
        error = answer.error
        raise ParleyError(error.code, error.message, hint=error.hint)
    start.application().processEvents()
    saved = window.grab().save(str(picture))
    window.close()
    if not saved:
        raise ParleyError(
            "picture_unwritable",
            f"The picture could not be written to {picture}.",
            hint="Choose a place that can be written to, and check that the disk has room.",
        )
