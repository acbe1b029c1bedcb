"""Which JSON Schemas can be enforced while a model writes. What cannot is refused, never ignored.

The converter to a grammar (llama-cpp-python's, after llama.cpp's) passes over keywords that it does
not know: an answer would then break a rule that somebody relied on.
"""

from __future__ import annotations

from typing import Any

#: Keywords of JSON Schema 2020-12 that restrict values and that the converter passes over.
UNENFORCED = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "uniqueItems"}
    | {"contains", "minContains", "maxContains", "minProperties", "maxProperties", "not"}
    | {"if", "then", "else", "patternProperties", "propertyNames", "dependentRequired"}
    | {"dependentSchemas", "dependencies", "unevaluatedProperties", "unevaluatedItems"}
)
_ONE = ("items", "additionalProperties", "additionalItems")
_MANY = ("anyOf", "oneOf", "allOf", "prefixItems", "items")
_NAMED = ("properties", "$defs", "definitions")


def unenforced(schema: Any) -> set[str]:
    """Return the keywords in a parsed schema, at any depth, that would not be enforced."""
    if not isinstance(schema, dict):
        return set()
    found = set(UNENFORCED & schema.keys())
    if not all(_is_object(part) for part in _list(schema.get("allOf"))):
        found |= {"allOf"}  # parts are joined by their properties; others are dropped
    parts = [schema.get(key) for key in _ONE]
    for key in _MANY:
        parts += _list(schema.get(key))
    for key in _NAMED:
        named = schema.get(key)
        parts += list(named.values()) if isinstance(named, dict) else []
    return found.union(*(unenforced(part) for part in parts))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_object(part: Any) -> bool:
    return isinstance(part, dict) and ("$ref" in part or "properties" in part or "anyOf" in part)
