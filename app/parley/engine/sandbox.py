"""The sandbox that chat templates run in: Jinja as they expect it, with bounds, keeping marks.

Templates come with downloaded files and are not trusted: they reach nothing of the machine, and
the work and the text of one rendering are counted.
"""

from __future__ import annotations

import json
import string
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedFormatter
from jinja2.visitor import NodeTransformer

from parley.engine.marked import Marked, joined, lift, make, origin, text_of, whole

# Bounds of one rendering. A step is what takes about a microsecond; real templates need a few
# dozen for a message. Text may be eight times that of the messages, and a thousand for each.
_MAX_STEPS = 1_000_000
_STEPS_PER_MESSAGE = 1_000
_STEPS_PER_CALL = 10
_MAX_ITEMS = 100_000
_MAX_INTEGER_BITS = 4_096

# Filters that hand on the strings they are given, or work through the strings' own methods.
_HANDS_ON = frozenset(
    {"abs", "attr", "batch", "count", "d", "default", "dictsort", "first", "float", "groupby"}
    | {"int", "items", "last", "length", "list", "lower", "map", "max", "min", "random", "reject"}
    | {"rejectattr", "reverse", "round", "select", "selectattr", "slice", "sort", "sum", "trim"}
    | {"unique", "upper"}
)
# Filters that take the same time for any length.
_QUICK = frozenset({"length", "count", "first", "last", "default", "d", "string", "safe", "attr"})
# Filters that would pad or repeat to any size asked for.
_WITHDRAWN_FILTERS = ("center", "urlize", "pprint", "xmlattr")
_WITHDRAWN_METHODS = frozenset(("encode", "center", "ljust", "rjust", "zfill", "expandtabs"))


class ExhaustedError(Exception):
    """The template used up its work or its text."""


class RaisedError(Exception):
    """The template called `raise_exception`."""


class _Rewriter(NodeTransformer):
    """Sends `~`, loops and what takes time by length through the environment."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - jinja2's name
        self.generic_visit(node)
        return _call("concatenated", node.nodes, node.lineno)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - jinja2's name
        self.generic_visit(node)
        # Cast: a loop's iterable is an expression, which the generated classes do not say.
        node.iter = _call("counted", [cast(nodes.Expr, node.iter)], node.lineno)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - jinja2's name
        self.generic_visit(node)
        for operand in node.ops:
            if not isinstance(operand.expr, nodes.Literal):
                operand.expr = _call("weighed", [operand.expr], node.lineno)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802 - jinja2's name
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _call("weighed", [node.node], node.lineno)
        return node


def _call(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    function = nodes.EnvironmentAttribute(name, lineno=line)
    return nodes.Call(function, arguments, [], None, None, lineno=line)


class _Generation(Extension):
    """`{% generation %}` marks answers for training; here it changes nothing."""

    tags = {"generation"}  # noqa: RUF012 - jinja2's interface

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Formatter(SandboxedFormatter):
    """`str.format` in the sandbox, marks kept."""

    def format_marked(self, template: Marked, args: Sequence[Any], named: Mapping[str, Any]) -> str:
        pieces: list[str] = []
        automatic = 0
        for literal, field, spec, conversion in string.Formatter().parse(str.__str__(template)):
            pieces.append(make(literal, (origin(template) or "\0") * len(literal)))
            if field is None:
                continue
            if not field:
                field, automatic = str(automatic), automatic + 1  # noqa: PLW2901 - `{}` counts
            value = self.convert_field(self.get_field(field, args, named)[0], conversion)
            # A width is a number of at most three digits, or it would ask for any size.
            if sum(c.isdigit() for c in spec or "") > 3:
                raise ExhaustedError
            pieces.append(whole(format(value, spec), value) if spec else text_of(value))
        return joined(pieces)


class ChatEnvironment(ImmutableSandboxedEnvironment):
    """Jinja as chat templates expect it, counting work and keeping marks."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[loopcontrols, _Generation],
            finalize=_finalize,
            cache_size=0,
        )
        self.begin()
        self.concat = self.concatenated_stream  # type: ignore[method-assign]
        for name in _WITHDRAWN_FILTERS:
            del self.filters[name]
        for name, function in self.filters.items():
            kept = function if name in _HANDS_ON else _marking(function)
            self.filters[name] = self._counting(name, kept)
        for name, function in _OWN_FILTERS.items():
            self.filters[name] = self._counting(name, function)
        del self.globals["lipsum"]
        self.globals["raise_exception"] = _raise

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        return super()._generate(_Rewriter().visit(source), name, filename, defer_init)

    def begin(self, messages: int = 0, length: int = 0) -> None:
        """Set the bounds of the next rendering: of so many messages with so many characters."""
        self.steps_left = _MAX_STEPS + _STEPS_PER_MESSAGE * messages
        self.text_left = 1_000_000 + 8 * length + 1_000 * messages

    # -- counting --------------------------------------------------------------------------------

    def spend(self, steps: int) -> None:
        self.steps_left -= steps
        if self.steps_left < 0:
            raise ExhaustedError

    def made(self, value: Any) -> Any:
        """Count what was made: text and containers are bounded, and cost work by their size."""
        if isinstance(value, str):
            if len(value) > self.text_left:
                raise ExhaustedError
            self.spend(1 + len(value) // 4096)
        elif isinstance(value, list | tuple | dict | range):
            if len(value) > _MAX_ITEMS:
                raise ExhaustedError
            self.spend(1 + len(value) // 64)
        return value

    def _check_size(self, size: int, like: Any) -> None:
        if size > (self.text_left if isinstance(like, str) else _MAX_ITEMS):
            raise ExhaustedError

    def weighed(self, value: Any) -> Any:
        """Charge for what is about to be searched, compared or copied."""
        if isinstance(value, list | tuple | dict | range):
            self.spend(len(value) // 64)
        elif isinstance(value, str):
            self.spend(len(value) // 4096)
        return value

    def counted(self, values: Iterable[Any]) -> Iterable[Any]:
        """Charge a loop for its turns before it begins."""
        if isinstance(values, Undefined):
            return values
        if not isinstance(values, list | tuple | dict | str | range):
            values = list(values)
        self.spend(1 + len(values))
        return values

    def _counting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **kwargs: Any) -> Any:
            self.spend(1)
            for value in () if name in _QUICK else args:
                if isinstance(value, list | tuple | dict | range):
                    self.spend(len(value))
                elif isinstance(value, str):
                    self.spend(len(value) // 1024)
            return self.made(function(*args, **kwargs))

        # How Jinja tells which filters want its context, evaluation context or environment.
        if hasattr(function, "jinja_pass_arg"):
            counting.jinja_pass_arg = function.jinja_pass_arg  # type: ignore[attr-defined]
        return counting

    # -- keeping marks ---------------------------------------------------------------------------

    def concatenated(self, *parts: Any) -> Any:
        return self.made(joined(parts))

    def concatenated_stream(self, parts: Iterable[str]) -> Marked:
        return joined(self._streamed(parts))

    def _streamed(self, parts: Iterable[str]) -> Iterator[str]:
        total = 0
        for part in parts:
            total += len(part)
            if total > self.text_left:
                raise ExhaustedError
            self.spend(1)
            yield part

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            return self.made(lift(left) % right)
        if operator == "**":
            if _bits(left) * (right if isinstance(right, int) else 1) > _MAX_INTEGER_BITS:
                raise ExhaustedError
        elif operator == "*":
            for value, times in ((left, right), (right, left)):
                if isinstance(value, str | list | tuple) and isinstance(times, int):
                    self._check_size(len(value) * times, value)
            if _bits(left) + _bits(right) > _MAX_INTEGER_BITS:
                raise ExhaustedError
        elif operator == "+" and isinstance(left, list | tuple | str) and hasattr(right, "__len__"):
            self._check_size(len(left) + len(right), left)
        return self.made(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if isinstance(obj, LoopContext) and args:
            args = (self.counted(args[0]), *args[1:])
        elif isinstance(obj, types.BuiltinMethodType) and type(obj.__self__) is str:
            obj = getattr(lift(obj.__self__), obj.__name__)
        self.spend(_STEPS_PER_CALL)
        return self.made(super().call(context, obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        if not isinstance(value, types.MethodType | types.BuiltinMethodType):
            return None
        owner, name = value.__self__, value.__name__
        if not isinstance(owner, str) or name not in ("format", "format_map"):
            return None

        def wrapper(*args: Any, **kwargs: Any) -> str:
            positional, named = ((), args[0]) if name == "format_map" else (args, kwargs)
            return _Formatter(self).format_marked(lift(owner), positional, named)

        return wrapper

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str) and (attr in _WITHDRAWN_METHODS or attr == "marks"):
            return False
        return super().is_safe_attribute(obj, attr, value)


def _bits(value: Any) -> int:
    return value.bit_length() if isinstance(value, int) else 0


def _finalize(value: Any) -> Any:
    return text_of(value)


def _raise(message: Any) -> None:
    raise RaisedError(str.__str__(str(message)))


def _marking(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter that builds text in its own way: all of it counts as the message's."""

    def marking(*args: Any, **kwargs: Any) -> Any:
        result = function(*_plain(list(args)), **_plain(kwargs))
        mark = origin((args, kwargs))
        if mark and not isinstance(result, str | int | float | None):
            result = list(result)
        return _stained(result, mark) if mark else result

    if hasattr(function, "jinja_pass_arg"):
        marking.jinja_pass_arg = function.jinja_pass_arg  # type: ignore[attr-defined]
    return marking


def _plain(value: Any) -> Any:
    if isinstance(value, Marked):
        return str.__str__(value)
    if isinstance(value, dict):
        return {_plain(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _stained(value: Any, mark: str) -> Any:
    if isinstance(value, str):
        return make(str.__str__(value), mark * len(value))
    if isinstance(value, dict):
        return {_stained(key, mark): _stained(part, mark) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_stained(part, mark) for part in value]
    return value


@jinja2.pass_environment
def _join(
    environment: jinja2.Environment,
    value: Iterable[Any],
    d: str = "",
    attribute: str | int | None = None,
) -> Marked:
    if attribute is not None:
        value = [environment.getitem(part, attribute) for part in value]
    return joined(value, text_of(d))


def _replace(value: Any, old: str, new: str, count: int | None = None) -> Marked:
    return lift(text_of(value)).replace(old, text_of(new), -1 if count is None else count)


def _indent(value: Any, width: int | str = 4, first: bool = False, blank: bool = False) -> Marked:
    margin = width if isinstance(width, str) else " " * min(width, 100)
    lines = (lift(text_of(value)) + "\n").splitlines()
    indented = [
        margin + line if (first if number == 0 else line or blank) else line
        for number, line in enumerate(lines)
    ]
    return joined(indented, "\n")


def _format(value: Any, *args: Any, **kwargs: Any) -> Marked:
    return lift(text_of(value)) % (kwargs or args)


def _tojson(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> Marked:
    """As Hugging Face's: no HTML escaping, non-ASCII text as it is."""
    text = json.dumps(
        value,
        ensure_ascii=ensure_ascii,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
    )
    return whole(text, value)


_OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "join": _join,
    "replace": _replace,
    "indent": _indent,
    "format": _format,
    "string": text_of,
    "safe": text_of,
    "tojson": _tojson,
}
