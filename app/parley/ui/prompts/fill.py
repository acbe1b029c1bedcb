"""The form that asks for the variables of a prompt before it is put into the message."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from parley.chat import filling
from parley.chat.filling import Variable
from parley.ui.chat.composing.edit import BoundedEdit
from parley.ui.dialogs import Dialog
from parley.ui.settings.choices import Choice
from parley.ui.speech import announce

_BOX, _PREVIEW = 84, 132
#: Characters that are shown of what becomes of it, anew with each key.
_SHOWN = 20_000


class FillDialog(Dialog):
    """Asks for each variable of `text` and shows what becomes of it.

    Args:
        first: values to begin with, by name; others begin with what the text says.
        built_in: values that nobody is asked for.
        use: takes the values and the text, once they are given.
    """

    def __init__(
        self,
        name: str,
        text: str,
        *,
        first: Mapping[str, str],
        built_in: Mapping[str, str],
        use: Callable[[dict[str, str], str], None],
        parent: QWidget | None = None,
    ) -> None:
        buttons = {
            "into": QCoreApplication.translate("prompts", "Put into the message"),
            "cancel": QCoreApplication.translate("prompts", "Cancel"),
        }
        super().__init__(name, "", buttons, parent, width=520)
        self._text, self._built_in, self._use = text, built_in, use
        self.fields: dict[str, QComboBox | QLineEdit | QPlainTextEdit] = {}
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        for variable in filling.variables(text):
            field = self._field(variable, first.get(variable.name))
            field.setAccessibleName(variable.name)
            label = QLabel(variable.name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            form.addRow(label, field)
            self.fields[variable.name] = field
        self.body.addLayout(form)
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("preview")
        self.preview.setReadOnly(True)
        self.preview.setFixedHeight(_PREVIEW)
        self.preview.setAccessibleName(self.tr("What will be put into the message"))
        self.preview.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body.addWidget(self.preview)
        self.accepted.connect(self._done)
        self._show()
        if self.fields:
            # The one that is still to be written comes first.
            empty = [f for name, f in self.fields.items() if not self.values[name]]
            (empty or list(self.fields.values()))[0].setFocus()

    @property
    def values(self) -> dict[str, str]:
        """What the variables are now, by name."""
        return {name: _value(field) for name, field in self.fields.items()}

    @property
    def filled(self) -> str:
        """The text with them."""
        return filling.filled(self._text, {**self._built_in, **self.values}).rstrip()

    def _field(
        self, variable: Variable, first: str | None
    ) -> QComboBox | QLineEdit | QPlainTextEdit:
        value = variable.default if first is None else first
        if variable.choices:
            box = Choice()
            box.set_choices([(choice, choice) for choice in variable.choices])
            box.set_value(value if value in variable.choices else variable.default)
            box.currentTextChanged.connect(self._show)
            return box
        if variable.default:
            line = QLineEdit(value)
            line.textChanged.connect(self._show)
            return line
        edit = BoundedEdit()
        edit.setPlainText(value)
        edit.overflowed.connect(self._overflowed)
        edit.setObjectName("field")
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(_BOX)
        edit.textChanged.connect(self._show)
        edit.installEventFilter(self)
        return edit

    def _show(self) -> None:
        self.preview.setPlainText(self.filled[:_SHOWN])

    def _overflowed(self) -> None:
        self.words.setText(
            self.tr("What was pasted is too long for this form. Attach it to the message instead.")
        )
        self.words.show()
        announce(self.words, self.words.text())

    def _done(self) -> None:
        if self.chosen == "into":
            self._use(self.values, self.filled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._choose("into")
            return True
        return super().eventFilter(watched, event)


def _value(field: QComboBox | QLineEdit | QPlainTextEdit) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
