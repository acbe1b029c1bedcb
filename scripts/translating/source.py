"""Finds in the source of the windows what they say.

Qt's own tool reads Python too, but not every plural, nor a function that has a shorter name.
"""

from __future__ import annotations

import ast
from pathlib import Path

#: A text that the windows say: its context and its words.
Text = tuple[str, str]
#: What `QCoreApplication.translate` is called where many texts stand together.
SHORT = "translate"


def texts(ui: Path) -> dict[Text, bool]:
    """Return every text that is translated in the modules below `ui`, and whether it has plurals.

    Raises `ValueError` for one that cannot be: made of parts, or not written out.
    """
    found: dict[Text, bool] = {}
    for file in sorted(ui.rglob("*.py")):
        visitor = _Visitor(file)
        visitor.visit(ast.parse(file.read_text(encoding="utf-8")))
        found |= visitor.found
    return found


class _Visitor(ast.NodeVisitor):
    def __init__(self, file: Path) -> None:
        self.found: dict[Text, bool] = {}
        self._file = file
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name == "tr":
            self._add(node, self._classes[-1] if self._classes else "", node.args)
        elif ast.unparse(node.func) in {"QCoreApplication.translate", SHORT}:
            context = node.args[0] if node.args else None
            named = context.value if isinstance(context, ast.Constant) else None
            # What has its context in a variable comes from below `ui`.
            if isinstance(named, str):
                self._add(node, named, node.args[1:])
        self.generic_visit(node)

    def _add(self, node: ast.Call, context: str, words: list[ast.expr]) -> None:
        text = words[0].value if words and isinstance(words[0], ast.Constant) else None
        if not isinstance(text, str) or not context:
            raise ValueError(f"{self._file}:{node.lineno} translates what is not written out")
        # Text, what tells it from an equal one, and how many there are.
        self.found[context, text] = len(words) > 2
