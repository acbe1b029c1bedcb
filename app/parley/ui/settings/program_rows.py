"""A row for each setting of the program, by the page of the dialog on which it stands."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from parley.ui import languages
from parley.ui.settings.choices import Choice, Keys, MaybeNumber, Tick
from parley.ui.settings.sliders import Scale, SlidingNumber

#: Bytes of a megabyte, seconds of a minute: what a person counts in.
_MB, _MINUTE = 10**6, 60


class Row(msgspec.Struct, frozen=True):
    """One setting.

    Attributes:
        name: as in `Settings`.
        make: makes the control.
        to_control, to_setting: take a value from `Settings` to the control, and back.
        restyles: whether the look of the windows depends on it.
    """

    name: str
    title: str
    sentence: str
    make: Callable[[], QWidget]
    to_control: Callable[[object], object] = lambda value: value
    to_setting: Callable[[object], object] = lambda value: value
    restyles: bool = False


def program_rows() -> dict[str, tuple[str, tuple[Row, ...]]]:
    """Return the pages by key: title and rows. Texts are those of the language now."""
    translate = QCoreApplication.translate
    return {
        "look": (translate("ProgramSettings", "Look"), _look()),
        "writing": (translate("ProgramSettings", "Writing"), _writing()),
        "models": (translate("ProgramSettings", "Models"), _models()),
        "network": (translate("ProgramSettings", "Network"), _network()),
        "desktop": (translate("ProgramSettings", "Desktop"), _desktop()),
    }


def _look() -> tuple[Row, ...]:
    translate = QCoreApplication.translate
    spoken = [*languages.LANGUAGES.items()]
    return (
        Row(
            "theme",
            translate("ProgramSettings", "Theme"),
            translate("ProgramSettings", "Colours of all windows."),
            lambda: _choice(
                ("system", translate("ProgramSettings", "As the system")),
                ("light", translate("ProgramSettings", "Light")),
                ("dark", translate("ProgramSettings", "Dark")),
            ),
            restyles=True,
        ),
        Row(
            "density",
            translate("ProgramSettings", "Density"),
            translate("ProgramSettings", "How much room there is between things."),
            lambda: _choice(
                ("comfortable", translate("ProgramSettings", "Comfortable")),
                ("compact", translate("ProgramSettings", "Compact")),
            ),
            restyles=True,
        ),
        Row(
            "text_zoom",
            translate("ProgramSettings", "Size of messages, %"),
            translate("ProgramSettings", "Percent of the usual size."),
            lambda: SlidingNumber(Scale(50, 300, 10), 50, 300, whole=True),
            restyles=True,
        ),
        Row(
            "fonts",
            translate("ProgramSettings", "Font"),
            translate("ProgramSettings", "Those that come with Parley, or the system’s own."),
            lambda: _choice(
                ("bundled", translate("ProgramSettings", "Inter, with Parley")),
                ("system", translate("ProgramSettings", "The system’s")),
            ),
            restyles=True,
        ),
        Row(
            "language",
            translate("ProgramSettings", "Language"),
            translate("ProgramSettings", "Windows that are opened from now on speak it."),
            lambda: _choice(("system", translate("ProgramSettings", "As the system")), *spoken),
        ),
    )


def _writing() -> tuple[Row, ...]:
    translate = QCoreApplication.translate
    return (
        Row(
            "send_with",
            translate("ProgramSettings", "Send with"),
            translate("ProgramSettings", "Shift and Enter always begin a new line."),
            lambda: _choice(
                ("enter", translate("ProgramSettings", "Enter")),
                ("ctrl_enter", translate("ProgramSettings", "Ctrl and Enter")),
            ),
        ),
        Row(
            "attach_over",
            translate("ProgramSettings", "Long pastes"),
            translate("ProgramSettings", "A text that is pasted and longer becomes an attachment."),
            lambda: MaybeNumber(
                translate("ProgramSettings", "Stay in the message"),
                translate("ProgramSettings", "Attach from characters"),
                2000,
                10**9,
                1,
            ),
            to_control=lambda value: value or None,
            to_setting=lambda value: value or 0,
        ),
        Row(
            "titles",
            translate("ProgramSettings", "Titles of chats"),
            translate("ProgramSettings", "The model finds one when it has nothing else to do."),
            lambda: _choice(
                ("model", translate("ProgramSettings", "By the model")),
                ("words", translate("ProgramSettings", "The first words")),
            ),
        ),
    )


def _models() -> tuple[Row, ...]:
    translate = QCoreApplication.translate
    return (
        Row(
            "find_models_elsewhere",
            translate("ProgramSettings", "Look in other programs’ folders"),
            translate(
                "ProgramSettings",
                "Models that LM Studio, Jan, Ollama and others have downloaded can be used too;"
                " they are only read.",
            ),
            Tick,
        ),
        Row(
            "idle_unload",
            translate("ProgramSettings", "Free the memory when idle"),
            translate("ProgramSettings", "A model that is not used for so long is unloaded."),
            lambda: MaybeNumber(
                translate("ProgramSettings", "Never"),
                translate("ProgramSettings", "After minutes"),
                15,
                10080,
                1,
            ),
            to_control=lambda value: max(round(float(str(value)) / _MINUTE), 1) if value else None,
            to_setting=lambda value: float(str(value or 0)) * _MINUTE,
        ),
    )


def _network() -> tuple[Row, ...]:
    translate = QCoreApplication.translate
    return (
        Row(
            "offline",
            translate("ProgramSettings", "Offline"),
            translate("ProgramSettings", "Make no connection to any other computer."),
            Tick,
        ),
        Row(
            "download_limit",
            translate("ProgramSettings", "Speed of downloads"),
            translate("ProgramSettings", "All downloads together take no more than this."),
            lambda: MaybeNumber(
                translate("ProgramSettings", "As fast as it goes"),
                translate("ProgramSettings", "MB per second"),
                10,
                10**6,
                1,
            ),
            to_control=lambda value: max(round(int(str(value)) / _MB), 1) if value else None,
            to_setting=lambda value: int(str(value or 0)) * _MB,
        ),
        Row(
            "download_connections",
            translate("ProgramSettings", "Connections for each file"),
            translate("ProgramSettings", "More can be faster, where the other side allows it."),
            lambda: SlidingNumber(Scale(1, 16, 1), 1, 16, whole=True),
        ),
    )


def _desktop() -> tuple[Row, ...]:
    translate = QCoreApplication.translate
    return (
        Row(
            "tray",
            translate("ProgramSettings", "Icon among the system’s"),
            translate("ProgramSettings", "Parley stays there when its last window is closed."),
            Tick,
        ),
        Row(
            "quick_ask_shortcut",
            translate("ProgramSettings", "Keys for a quick question"),
            translate(
                "ProgramSettings", "They open a small window over any program; empty is none."
            ),
            Keys,
        ),
    )


def _choice(*choices: tuple[object, str]) -> Choice:
    choice = Choice()
    choice.set_choices(choices)
    return choice
