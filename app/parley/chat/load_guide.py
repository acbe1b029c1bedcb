"""What guides a person through the load options: marks of a context slider, mistakes."""

from __future__ import annotations

import re

from parley.core.errors import ParleyError
from parley.engine.options import check_load
from parley.engine.protocol import LoadOptions


def context_marks(most: int) -> list[tuple[int, str]]:
    """Return lengths of context that are worth a mark, with their short names, up to `most`."""
    marks = []
    value = 2048
    while value < most * 0.99:
        marks.append((value, _short(value)))
        value *= 2
    return [*marks, (most, _short(most))]


def _short(tokens: int) -> str:
    if tokens >= 2**20 and tokens % 2**20 == 0:
        return f"{tokens // 2**20}M"
    return f"{tokens / 1024:.3g}k"


def load_problems(options: LoadOptions) -> dict[str, str]:
    """Return what is wrong with load options, a sentence or two by name; {} if all is well."""
    try:
        check_load(options)
    except ParleyError as error:
        said = f"{error.message} {error.hint}".strip()
        found = re.match(r"The option (\w+)", error.message)
        name = found[1] if found else "loras" if error.code == "lora_not_found" else "context"
        return {"loras" if name == "lora" else name: said}
    if options.chat_template:
        # The templates' language is slow to import, and seldom wanted here.
        from parley.engine.template import ChatTemplate, TemplateError

        try:
            ChatTemplate(options.chat_template)
        except TemplateError as error:
            return {"chat_template": f"This is no chat template: {error}."}
    return {}
