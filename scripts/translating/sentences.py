"""Finds in the source what the parts below `ui` say to people, as templates to translate.

`f"The file {name} is {'full' if full else 'empty'}."` gives `The file {1} is full.` and
`The file {1} is empty.`: whole sentences, so that every language can say them its own way.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

#: What can be read in a window: packages and modules of `parley`.
SHOWN = (
    "application",
    *("core/database.py", "core/files.py", "core/logging.py", "core/network.py", "core/paths.py"),
    *("core/settings.py",),
    "chat",
    *("engine/endings.py", "engine/options.py", "engine/prompt.py", "engine/query.py"),
    *("engine/template.py", "engine/schema.py", "engine/client.py", "engine/supervisor.py"),
    *("engine/worker/devices.py", "engine/worker/generate.py", "engine/worker/main.py"),
    *("engine/worker/model.py", "engine/worker/runner.py", "engine/worker/sampler.py"),
    *("engine/worker/vocabulary.py", "engine/worker/kv.py"),
    "gguf",
    *("fit/words.py", "fit/live.py", "fit/plan.py", "fit/shape.py", "fit/metadata.py"),
    *("fit/sparse.py", "fit/verify.py", "fit/fitting.py", "fit/quality.py"),
    *("library/hashing.py", "library/headers.py", "library/importing.py", "library/library.py"),
    *("library/looking.py", "library/merging.py", "library/resolve.py", "library/sightings.py"),
    *("library/starter.py", "library/taking.py", "library/removing.py", "library/verifying.py"),
    *("discover/errors.py", "discover/holdings.py"),
    *("catalog/licences.py", "core/secrets.py"),
    *("discover/choosing.py", "discover/downloads.py", "discover/fetching.py"),
    *("hub/account.py", "hub/errors.py", "hub/names.py", "hub/requests.py"),
    *("hub/downloads", "hub/transfer"),
    "ui/settings/subject.py",
)

#: What is written into files, said to a model, or never shown.
_WRITTEN = frozenset(
    {
        "chat/exchange/html.py",
        "chat/exchange/labels.py",
        "chat/exchange/markdown.py",
        "chat/formula_process.py",
        "chat/prompt.py",
        "chat/titling.py",
    }
)

#: Calls whose words are for logs, programs or other parts of the source.
_UNSAID = re.compile(
    r"(?:.*\.)?(?:tr|translate|debug|info|warning|exception|compile|execute|executemany|fullmatch|match|search"
    r"|sub|split|getLogger|ValueError|TypeError|RuntimeError|KeyError|AssertionError|OSError"
    r"|NotImplementedError|LookupError|_EvaluationError|get_type_hints|TypeVar|Literal|Thread)"
)
_SQL = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|DROP|WITH|BEGIN|FROM|WHERE|ORDER|AND"
    r"|OR|LEFT|JOIN|VALUES|SET|ON|LIMIT|UNION)\b"
)
_PHRASE = re.compile(r"[^\W\d_]{2,}[,;:]? (?:[^\W\d_]|[{“(])|^[A-Z][a-z]+\.$")
_HOLE = re.compile(r"\{\d+\}")
_MARKUP = re.compile(r"</|= \?")
_NAMES = re.compile(r"^[a-z_]+(?:, [a-z_]+){3,}$")
#: Words of the engine's log, by which its errors are known, and such.
_IGNORED = frozenset(
    {
        "<Account at {1}>",
        "access token for {1}",
        "error loading model",
        "failed to create",
        "failed to initialize the context",
        "failed to load",
        "lora scale",
        "Parley {1}",
        "unknown model architecture",
        "with words of what is gone",
    }
)
#: Texts of which this many letters stand firm are told apart from others.
_FIRM = 5
_MOST = 16

_Parts = tuple[str, ...]
#: Stands for a hole until the holes are numbered.
_GAP = "\0"


def sentences(package: Path) -> list[str]:
    """Return the templates of what `SHOWN` parts of `package` say, sorted, each once."""
    found: set[str] = set()
    for shown in SHOWN:
        place = package / shown
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        for file in files:
            if file.relative_to(package).as_posix() not in _WRITTEN and file.is_file():
                found.update(_of_module(ast.parse(file.read_text(encoding="utf-8"))))
    return sorted(found)


def _of_module(tree: ast.Module) -> Iterator[str]:
    docstrings = {
        id(child.value)
        for node in ast.walk(tree)
        for child in ast.iter_child_nodes(node)
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
    }
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if id(node) in docstrings or _is_unsaid(node):
            continue
        texts = _texts(node)
        if texts is None:
            todo.extend(ast.iter_child_nodes(node))
            continue
        for text in texts:
            if (template := _template(text)) is not None:
                yield template
        # What stands in a hole may be a text of its own.
        todo.extend(_holes(node))


def _is_unsaid(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return _UNSAID.fullmatch(ast.unparse(node.func)) is not None
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        # Lists of words are what something is compared with; of sentences, what is said.
        texts = [each.value for each in node.elts if isinstance(each, ast.Constant)]
        return len(texts) == len(node.elts) and not any(str(text).endswith(".") for text in texts)
    if isinstance(node, ast.Subscript):
        return not isinstance(node.value, ast.Dict)
    return isinstance(node, ast.Compare)


def _texts(node: ast.AST) -> list[str] | None:
    """Return every text that an expression can be, with gaps; None where it is no text."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return _joined([_choices(part) for part in node.values])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [_texts(node.left), _texts(node.right)]
        return None if sides == [None, None] else _joined([side or [_GAP] for side in sides])
    return None


def _choices(part: ast.expr) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.IfExp):
        both = [_texts(value.body), _texts(value.orelse)]
        if None not in both:
            return [text for texts in both for text in texts or ()]
    return [_GAP]


def _joined(parts: list[list[str]]) -> list[str]:
    return ["".join(each) for each in itertools.islice(itertools.product(*parts), _MOST)]


def _holes(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and _choices(part) == [_GAP]:
                yield part.value
    elif isinstance(node, ast.BinOp):
        for side in (node.left, node.right):
            yield from _holes(side) if _texts(side) is not None else [side]


def _template(text: str) -> str | None:
    """Return a text with numbered holes; None where it is nothing that a person reads."""
    if (
        _SQL.match(text)
        or _NAMES.match(text)
        or "\n" in text.strip()
        or re.search(r"</|= \?", text)
    ):
        return None
    numbers = itertools.count(1)
    template = re.sub(_GAP, lambda _: f"{{{next(numbers)}}}", text).strip()
    firm = sum(letter.isalpha() for letter in _HOLE.sub("", template))
    if template in _IGNORED or not _PHRASE.search(template):
        return None
    return None if _HOLE.search(template) and firm < _FIRM else template
