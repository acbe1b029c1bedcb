"""Finds in the source of the windows what they say, as Qt's tool should find it."""

from __future__ import annotations

import ast
from pathlib import Path

#: A text that the windows say: its context and its words.
Text = tuple[str, str]
#: What `QCoreApplication.translate` is called where many texts stand together.
SHORT = "translate"


def texts(ui: Path) -> set[Text]:
    """Return every text that is translated in the modules below `ui`.

    Raises `ValueError` for one that cannot be: made of parts, or not written out.
    """
    found: set[Text] = set()
    for file in sorted(ui.rglob("*.py")):
        visitor = _Visitor(file)
        visitor.visit(ast.parse(file.read_text(encoding="utf-8")))
        found |= visitor.found
    return found


class _Visitor(ast.NodeVisitor):
    def __init__(self, file: Path) -> None:
        self.found: set[Text] = set()
        self._file = file
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name == "tr":
            self._add(node, self._classes[-1] if self._classes else "", node.args[:1])
        elif ast.unparse(node.func) in {"QCoreApplication.translate", SHORT}:
            context = node.args[0] if node.args else None
            named = context.value if isinstance(context, ast.Constant) else None
            # What has its context in a variable comes from below `ui`.
            if isinstance(named, str):
                self._add(node, named, node.args[1:2])
        self.generic_visit(node)

    def _add(self, node: ast.Call, context: str, words: list[ast.expr]) -> None:
        text = words[0].value if words and isinstance(words[0], ast.Constant) else None
        if not isinstance(text, str) or not context:
            raise ValueError(f"{self._file}:{node.lineno} translates what is not written out")
        self.found.add((context, text))
