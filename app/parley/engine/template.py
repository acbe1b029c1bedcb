"""Rendering a model's Jinja chat template so that each character's author stays known."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import jinja2
import msgspec
from jinja2.exceptions import SecurityError

from parley.core.errors import ParleyError
from parley.engine.marked import Marked, make, mark_of, runs
from parley.engine.sandbox import ChatEnvironment, ExhaustedError, RaisedError

_MAX_SOURCE = 1_000_000


class Segment(msgspec.Struct, frozen=True):
    """A stretch of prompt by one author.

    Attributes:
        message: index of the message it comes from; None is the template's own text.
        role: that message's role; empty for the template.
    """

    text: str
    message: int | None = None
    role: str = ""


class TemplateError(Exception):
    """A template could not be read, refused the conversation, or ran away. Says why."""


class ChatTemplate:
    """A compiled chat template. Safe to use from several threads, one rendering at a time.

    Raises `TemplateError` on construction if the text is no template.
    """

    def __init__(self, source: str) -> None:
        if len(source) > _MAX_SOURCE:
            raise TemplateError("it is too long to be a chat template")
        self.source = source
        self._environment = ChatEnvironment()
        self._lock = threading.Lock()
        try:
            self._template = self._environment.from_string(source)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"line {error.lineno}: {error.message}") from error
        except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError) as error:
            raise TemplateError(f"it cannot be compiled ({type(error).__name__})") from error

    def render(
        self,
        messages: Sequence[Mapping[str, str]],
        *,
        add_generation_prompt: bool = True,
        bos: str = "",
        eos: str = "",
        day: date | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> Marked:
        """Render a conversation.

        Args:
            messages: `role` and `content` each; contents may be `Marked` already, plain ones are
                marked with their own index.
            day: what `strftime_now` states; today if None.
            variables: further names the template may use, such as `enable_thinking`.

        Raises:
            TemplateError: the template refused, failed, or used up its bounds.
        """
        marked = [
            {
                **message,
                "content": content
                if isinstance(content := message["content"], Marked)
                else make(content, mark_of(index) * len(content)),
            }
            for index, message in enumerate(messages)
        ]
        moment = datetime.combine(day, time(12)) if day else datetime.now()
        values = {
            "messages": marked,
            "add_generation_prompt": add_generation_prompt,
            "bos_token": bos,
            "eos_token": eos,
            "tools": None,
            "documents": None,
            "strftime_now": lambda form: moment.strftime(str(form)),
            **(variables or {}),
        }
        size = sum(len(message["content"]) for message in marked)
        with self._lock:
            environment = self._environment
            environment.begin(len(marked), size)
            try:
                context = self._template.new_context(values)
                return environment.concatenated_stream(self._template.root_render_func(context))
            except RaisedError as error:
                raise TemplateError(str(error)) from error
            except (ExhaustedError, RecursionError, MemoryError, OverflowError) as error:
                raise TemplateError("it does not come to an end") from error
            except SecurityError as error:
                raise TemplateError("it asks for something that templates may not do") from error
            except Exception as error:  # whatever a stranger's program may raise
                raise TemplateError(f"{type(error).__name__}: {error}") from error


def compile_template(source: str | None) -> ChatTemplate:
    """Return a model file's chat template, ready to render.

    Raises `ParleyError` with `no_chat_template` if the file has none, and `template_failed` if it
    cannot be read.
    """
    if source is None or not source.strip():
        raise ParleyError(
            "no_chat_template",
            "This model file does not say how a conversation is written for it "
            "(it has no chat template).",
            hint="Choose the model's instruct or chat version, or give a template of your own.",
        )
    try:
        return ChatTemplate(source)
    except TemplateError as error:
        raise ParleyError(
            "template_failed",
            f"The model's chat template cannot be read: {error}.",
            hint="Choose another file of this model, or give a template of your own.",
        ) from error


def segments(text: Marked, roles: Sequence[str]) -> tuple[Segment, ...]:
    """Return rendered text as stretches of one author each; `roles` are the messages' roles."""
    return tuple(
        Segment(stretch) if index is None else Segment(stretch, index, roles[index])
        for stretch, index in runs(text)
    )
