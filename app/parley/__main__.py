"""The entry: the engine's process, the window, or a command."""

from __future__ import annotations

import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run Parley with `argv` (without the program's name) and return the exit code.

    No arguments open the window, as do files to open in it. The engine's process is told apart
    before anything else is imported, so that it never carries a window's libraries.
    """
    arguments = sys.argv[1:] if argv is None else argv
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while the parts of a command are still being imported, say
        return 130


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["--engine"]:
        from parley.engine.worker.main import main as engine

        engine()
    if arguments[:1] == ["--formulas"]:
        from parley.chat.formula_process import main as formulas

        return formulas()
    if arguments[:1] == ["--picture"]:
        from parley import application
        from parley.ui import picture

        return picture.main(arguments, application.open_aside)
    measure = arguments == ["--measure-start"]
    if measure or _are_for_the_window(arguments):
        from parley import application
        from parley.ui import start

        return start.main(
            application.Application.open,
            application.resources_dir,
            [] if measure else arguments,
            measure=measure,
        )
    from parley.application import command_services
    from parley.cli import main as command

    return command(arguments, command_services)


def _are_for_the_window(arguments: list[str]) -> bool:
    """Tell the window's arguments from a command's: a file is there, and its name has an ending."""
    files = arguments[1:] if arguments[:1] in (["--new-window"], ["--quick-ask"]) else arguments
    return all(
        each.startswith("file:") or bool(Path(each).suffix and Path(each).is_file())
        for each in files
    )


if __name__ == "__main__":
    sys.exit(main())
