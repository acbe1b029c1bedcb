"""Small dialogs: a question before something is lost, an address, the engine's log, About."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import parley
from parley.ui.languages import translated

if TYPE_CHECKING:
    from parley.core.errors import ParleyError
    from parley.ui.icons import Icons

#: Schemes that a browser is asked to open; anything else is only shown and copied.
_OPENED = {"http", "https", "mailto"}

_PARTS = (
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("llama-cpp-python", "llama-cpp-python, with llama.cpp", "MIT"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("Jinja2", "Jinja2", "BSD-3-Clause"),
    ("psutil", "psutil", "BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("keyring", "keyring", "MIT"),
    *((("jeepney", "jeepney", "MIT"),) if sys.platform == "linux" else ()),
    ("markdown-it-py", "markdown-it-py", "MIT"),
    ("Pygments", "Pygments", "BSD-2-Clause"),
    ("ziamath", "ziamath, with STIX Two Math (SIL Open Font License 1.1)", "MIT"),
)
_RESOURCES = (
    ("Inter", "SIL Open Font License 1.1"),
    ("JetBrains Mono", "SIL Open Font License 1.1"),
    ("Lucide icons", "ISC"),
)


class Dialog(QDialog):
    """A dialog with a heading, words, and buttons that are verbs.

    `chosen` is the key of the one that was pressed, "" before.
    """

    def __init__(
        self,
        title: str,
        text: str,
        buttons: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        width: int = 420,
        danger: bool = False,
    ) -> None:
        """The first of `buttons` is the default; Esc closes without choosing.

        Args:
            buttons: their words by their keys; the keys are not shown.
            danger: marks the first button as one that loses something.
        """
        super().__init__(parent)
        self.chosen = ""
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        heading = QLabel(title)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.words = QLabel(text)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        box = QDialogButtonBox()
        self.buttons: dict[str, QPushButton] = {}
        for place, (key, name) in enumerate(buttons.items()):
            role = (
                QDialogButtonBox.ButtonRole.AcceptRole
                if place == 0
                else QDialogButtonBox.ButtonRole.RejectRole
            )
            button = QPushButton(name)
            if place == 0 and danger:
                button.setObjectName("danger")
            box.addButton(button, role)
            button.setDefault(place == 0)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            self.buttons[key] = button
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.words)
        layout.addLayout(self.body)
        layout.addSpacing(4)
        layout.addWidget(box)

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.accept()


def link_dialog(address: str, parent: QWidget | None) -> Dialog:
    """Show where a link goes before anything is opened."""
    url = QUrl(address)
    opened = url.scheme().lower() in _OPENED and url.isValid()
    buttons = {
        "Copy address": QCoreApplication.translate("dialogs", "Copy address"),
        "Cancel": QCoreApplication.translate("dialogs", "Cancel"),
    }
    if opened:
        text = QCoreApplication.translate(
            "dialogs", "The link was written by a model. It opens in your browser."
        )
        buttons = {
            "Open in browser": QCoreApplication.translate("dialogs", "Open in browser"),
            **buttons,
        }
    else:
        text = QCoreApplication.translate(
            "dialogs",
            "The link was written by a model. Parley does not open addresses of this kind.",
        )
    dialog = Dialog(
        QCoreApplication.translate("dialogs", "Open this address?"),
        text,
        buttons,
        parent,
        width=480,
    )
    shown = QLabel(address)
    shown.setObjectName("address")
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(shown)
    return dialog


def follow_link(address: str, chosen: str) -> None:
    """Do what was chosen in the dialog of a link."""
    if chosen == "Open in browser":
        QDesktopServices.openUrl(QUrl(address))
    elif chosen == "Copy address":
        QGuiApplication.clipboard().setText(address)


def log_dialog(log: str, parent: QWidget | None) -> Dialog:
    """Show the engine's log."""
    buttons = {
        "Close": QCoreApplication.translate("dialogs", "Close"),
        "Copy": QCoreApplication.translate("dialogs", "Copy"),
    }
    dialog = Dialog(
        QCoreApplication.translate("dialogs", "Engine log"), "", buttons, parent, width=640
    )
    shown = QPlainTextEdit()
    shown.setObjectName("log")
    shown.setAccessibleName(QCoreApplication.translate("dialogs", "Engine log"))
    shown.setReadOnly(True)
    shown.setPlainText(
        log or QCoreApplication.translate("dialogs", "The engine has written nothing yet.")
    )
    shown.setMinimumHeight(280)
    shown.moveCursor(shown.textCursor().MoveOperation.End)
    dialog.body.addWidget(shown)
    copy = dialog.buttons["Copy"]
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(log))
    return dialog


def error_dialog(error: ParleyError, parent: QWidget | None = None) -> Dialog:
    """Say a failure where there is no window to say it in."""
    return Dialog(
        translated(error.message),
        " ".join(translated(part) for part in (error.safe, error.hint) if part),
        {"Close": QCoreApplication.translate("dialogs", "Close")},
        parent,
    )


def about_dialog(icons: Icons, parent: QWidget | None) -> Dialog:
    """Say what this is, which versions it is made of, and under which licences."""
    dialog = Dialog(
        QCoreApplication.translate("dialogs", "About Parley"),
        "",
        {"Close": QCoreApplication.translate("dialogs", "Close")},
        parent,
        width=460,
    )
    head = QHBoxLayout()
    mark = QLabel()
    mark.setPixmap(icons.mark(48))
    about = QCoreApplication.translate(
        "dialogs", "Talk with open-weight models on your own computer."
    )
    line = QLabel(f"Parley {parley.__version__}\n{about}\nApache License 2.0")
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    head.addSpacing(8)
    head.addWidget(line, 1)
    dialog.body.addLayout(head)
    parts = QLabel("\n".join(versions()))
    parts.setObjectName("quiet")
    parts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addSpacing(4)
    dialog.body.addWidget(parts)
    return dialog


def versions() -> list[str]:
    """Return a line for each part the program is made of: name, version, licence."""
    from importlib import metadata  # slow to import, and seldom wanted

    python = ".".join(str(part) for part in sys.version_info[:3])
    lines = [
        f"Python {python} · PSF-2.0",
        f"Qt {qVersion()} · LGPL-3.0",
    ]
    for package, name, licence in _PARTS:
        try:
            version = metadata.version(package)
        except metadata.PackageNotFoundError:
            version = QCoreApplication.translate("dialogs", "not installed")
        lines.append(f"{name} {version} · {licence}")
    lines += [f"{name} · {licence}" for name, licence in _RESOURCES]
    return lines
