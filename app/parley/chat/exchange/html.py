"""A conversation as one HTML file: no script, nothing loaded from elsewhere, light and dark."""

from __future__ import annotations

import base64
import functools
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote

from parley.chat import marks, pictures
from parley.chat.exchange.collecting import branch_of
from parley.chat.exchange.format import FileConversation, FileMessage
from parley.chat.exchange.labels import ENGLISH, Labels
from parley.chat.exchange.markdown import facts, failure, speaker, when
from parley.chat.reasoning import split
from parley.chat.values import Attachment
from parley.core import colours
from parley.core.colours import Colours

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_TASK = re.compile(r"\[([ xX])\](?=[ \t])")

#: Characters of one block of code beyond which it has no colours: that takes seconds.
_MOST_COLOURED: Final = 100_000
#: How often a page's Markdown shows one picture: each time brings megabytes along.
_MOST_SHOWN: Final = 10
# Even a mistake in what follows could load nothing and run nothing.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

#: What each colour is in this page, and in the windows.
_COLOURS: Final = {
    "back": "background", "card": "surface", "line": "line", "text": "text", "muted": "muted",
    "accent": "accent", "code": "code", "bad": "bad", "keyword": "code_keyword",
    "string": "code_string", "number": "code_number", "name": "code_name", "type": "code_type",
}  # fmt: skip
_STYLE: Final = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 16px/1.55 Inter, system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; padding-bottom: .75rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
article { margin: 1.25rem 0; overflow-wrap: anywhere; }
article.user { background: var(--card); border-radius: 10px; padding: .75rem 1rem; }
.who { font-weight: 600; } .who time, .facts, header time { color: var(--muted);
  font-weight: 400; font-size: .8rem; } .who time { margin-inline-start: .5rem; }
.plain { white-space: pre-wrap; margin: .25rem 0; }
.bad { border-inline-start: 3px solid var(--bad); padding-inline-start: .75rem; }
a { color: var(--accent); }
pre, code { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: .86em; }
code { background: var(--code); border-radius: 4px; padding: .1em .3em; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px;
  padding: .75rem; overflow-x: auto; } pre code { background: none; padding: 0; font-size: 1em; }
blockquote { margin: .75rem 0; padding-inline-start: 1rem; color: var(--muted);
  border-inline-start: 3px solid var(--line); }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem; text-align: start; }
img { max-width: 100%; max-height: 40rem; border-radius: 8px; }
.formula { overflow-x: auto; } svg { max-width: 100%; }
.formula svg { max-width: none; }
figure { margin: .5rem 0; } figcaption { color: var(--muted); font-size: .8rem; }
details { border: 1px solid var(--line); border-radius: 8px; padding: .4rem .75rem;
  margin: .5rem 0; } summary { cursor: pointer; color: var(--muted); }
ul > .task { list-style: none; }
.c { color: var(--muted); } .k { color: var(--keyword); } .s { color: var(--string); }
.m { color: var(--number); } .n { color: var(--name); } .t { color: var(--type); }
@media print { pre { white-space: pre-wrap; } details { break-inside: avoid; } }
"""


class _Page(NamedTuple):
    """What a page is written with: words, what draws formulas, how often each picture is shown."""

    labels: Labels
    drawn: Callable[[str, bool], str]
    shown: Counter[bytes]


def html_of(
    conversation: FileConversation,
    labels: Labels = ENGLISH,
    drawn: Callable[[str, bool], str] = lambda _latex, _display: "",
) -> str:
    """Return a conversation as a whole HTML document.

    Args:
        drawn: returns a LaTeX formula as an element, on a line of its own if the second argument
            says so; "" leaves its source.
    """
    title = html.escape(conversation.title or labels.untitled)
    body = "\n".join(_body(conversation, title, _Page(labels, drawn, Counter())))
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(labels.language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Parley">\n'
        f"<title>{title}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _style() -> str:
    light, dark = _variables(colours.LIGHT), _variables(colours.DARK)
    return (
        f"\n:root {{ color-scheme: light dark; {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}{_STYLE}"
    )


def _variables(look: Colours) -> str:
    return " ".join(f"--{name}: {getattr(look, colour)};" for name, colour in _COLOURS.items())


def _body(conversation: FileConversation, title: str, page: _Page) -> Iterator[str]:
    yield f'<header><h1 dir="auto">{title}</h1>{_time(conversation.created_at)}</header>'
    if conversation.system_prompt:
        yield _folded(page.labels.system_prompt, _plain(conversation.system_prompt))
    there: list[Attachment] = []
    for message in branch_of(conversation):
        # The nearest of a name is meant.
        there[:0] = message.attachments
        yield from _message(message, page, there)


def _message(message: FileMessage, page: _Page, there: Sequence[Attachment]) -> Iterator[str]:
    labels = page.labels
    kind = "user" if message.role == "user" else "answer"
    yield f'<article class="{kind}" dir="auto">'
    yield (
        f'<div class="who" dir="auto">{html.escape(speaker(message, labels))}'
        f"{_time(message.created_at)}</div>"
    )
    if message.role == "user":
        yield _plain(message.content)
    else:
        text = split(message.content)
        if text.reasoned:
            heading = labels.reasoned(message.reasoning_seconds)
            yield _folded(heading, _rendered(text.reasoning, page, there))
        yield _rendered(text.answer, page, there)
    for each in message.attachments:
        if each.is_picture:
            said = html.escape(each.name)
            yield f"<figure>{_embedded(each, each.name)}<figcaption>{said}</figcaption></figure>"
            continue
        text_ = f"<pre><code>{html.escape(each.text)}</code></pre>"
        yield _folded(labels.attachment.format(name=each.name), text_)
    if message.error is not None:
        yield f'<p class="bad">{html.escape(failure(message.error, labels))}</p>'
    told = [*(labels.said(note.text) for note in message.notes), *facts(message, labels)]
    if told:
        yield f'<div class="facts">{html.escape(" · ".join(told))}</div>'
    yield "</article>"


def _time(moment: float) -> str:
    return f"<time>{html.escape(when(moment))}</time>"


def _plain(text: str) -> str:
    return f'<div class="plain" dir="auto">{html.escape(text)}</div>'


def _folded(summary: str, inner: str) -> str:
    return f"<details><summary>{html.escape(summary)}</summary>\n{inner}</details>"


def _embedded(picture: Attachment, said: str) -> str:
    """Return a picture that brings its bytes along. Only one that is what it says is drawn."""
    if not pictures.is_sound(picture):
        return f"[{html.escape(said)}]"
    encoded = base64.b64encode(picture.data).decode()
    return f'<img src="data:{picture.media};base64,{encoded}" alt="{html.escape(said)}">'


def _rendered(text: str, page: _Page, there: Sequence[Attachment]) -> str:
    names = frozenset(each.name for each in there if each.is_picture)
    rendered: str = _parser(names).render(text, {"page": page, "there": there})
    return rendered


@functools.lru_cache(maxsize=4)
def _parser(names: frozenset[str]) -> MarkdownIt:
    """Return a parser whose HTML holds nothing that a text asked for but words and safe links.

    Pictures of these `names` are there too.
    """
    from markdown_it import MarkdownIt

    from parley.chat import formulas

    md = MarkdownIt("commonmark", {"html": False, "highlight": _coloured})
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])

    def is_taken(address: str) -> bool:
        return _is_safe(address) or not names.isdisjoint({address, unquote(address)})

    md.validateLink = is_taken  # type: ignore[method-assign, assignment]
    formulas.add_to(md)
    md.core.ruler.push("tasks", _tasks)
    md.add_render_rule("image", _image)
    md.add_render_rule("formula", _formula)
    md.add_render_rule("link_open", _link)
    return md


def _tasks(state: StateCore) -> None:
    """Give what is to be done, and what is done, a box in place of its brackets."""
    tokens = state.tokens
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open":
            continue
        first = inline.children[0] if inline.children else None
        mark = _TASK.match(first.content) if first and first.type == "text" else None
        if first and mark:
            box = "☐" if mark[1] == " " else "☑"
            first.content = box + first.content[mark.end() :]
            item.attrJoin("class", "task")


def _is_safe(address: str) -> bool:
    return address.strip().lower().startswith(("http://", "https://", "mailto:"))


def _image(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any
) -> str:
    """A picture of the conversation; of any other, which would be fetched, what it is called."""
    page: _Page = env["page"]
    labels = page.labels
    name = tokens[index].content
    shown = pictures.named(str(tokens[index].attrGet("src") or ""), env["there"])
    if shown is not None and page.shown[shown.data] < _MOST_SHOWN:
        page.shown[shown.data] += 1
        return _embedded(shown, name or shown.name)
    said = labels.picture_of.format(name=name) if name else labels.picture
    return f"[{html.escape(said)}]"


def _formula(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any
) -> str:
    token, page = tokens[index], env["page"]
    display = token.block or bool(token.meta.get("style", 0) & marks.DISPLAY)
    text = page.drawn(token.content, display) or f"<code>{html.escape(token.content)}</code>"
    return f'<p class="formula">{text}</p>\n' if token.block else text


def _link(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    if not _is_safe(str(tokens[index].attrGet("href") or "")):
        tokens[index].attrSet("href", "#")  # The name of a picture, which is no file beside this.
    tokens[index].attrSet("rel", "noopener noreferrer")
    return self.renderToken(tokens, index, options, env)


def _coloured(code: str, language: str, _attributes: str) -> str:
    """Return code with its words in classes, or "" to have it as it is."""
    if not language or len(code) > _MOST_COLOURED:
        return ""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return ""
    parts: list[str] = []
    for kind, text in lexer.get_tokens(code):
        name = _class_of(kind)
        parts.append(
            f'<span class="{name}">{html.escape(text)}</span>' if name else html.escape(text)
        )
    return "".join(parts)


def _class_of(kind: Any) -> str:
    from pygments.token import (
        Comment,
        Keyword,
        Name,
        Number,
        Operator,
        String,
    )

    for wanted, name in (
        (Comment, "c"),
        (Keyword.Type, "t"),
        (Keyword, "k"),
        (Operator.Word, "k"),
        (String, "s"),
        (Number, "m"),
        (Name.Function, "n"),
        (Name.Tag, "n"),
        (Name.Class, "t"),
        (Name.Builtin, "t"),
    ):
        if kind in wanted:
            return name
    return ""
