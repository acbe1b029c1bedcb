"""Reads conversations of Open WebUI's export: a tree of messages, or the flat list of old ones."""

from __future__ import annotations

import html
import re
from typing import Any, Final

from parley.chat.exchange.format import FileConversation
from parley.chat.exchange.pictures import PICTURES, of_address
from parley.chat.exchange.reading import (
    Draft,
    Lacking,
    dict_of,
    grown,
    key_for,
    list_of,
    moment_of,
    text_of,
)
from parley.chat.exchange.values import NotTaken
from parley.chat.values import Attachment, MessageError

_FILES: Final = "attached files"
_TOOLS: Final = "steps of tools"
_OPENING: Final = re.compile(r'<details\s+type="(\w+)"([^<>]*)>')
_CLOSING: Final = "</details>"
_SUMMARY: Final = re.compile(r"\s*<summary>[^<]*</summary>")
_DURATION: Final = re.compile(r'\bduration="(\d{1,6}(?:\.\d{1,6})?)"')


def is_open_webui(value: dict[str, Any]) -> bool:
    """Whether `value` is a conversation of Open WebUI."""
    chat = value.get("chat", value)
    return isinstance(chat, dict) and (
        isinstance(dict_of(chat.get("history")).get("messages"), dict)
        or isinstance(chat.get("messages"), list)
    )


def read_open_webui(value: dict[str, Any], now: float, lacking: Lacking) -> FileConversation:
    """Return a conversation of Open WebUI's as one of Parley's.

    Raises:
        NotTaken: there is nothing in it that a person wrote or read.
    """
    chat = dict_of(value.get("chat", value))
    history = dict_of(chat.get("history"))
    nodes = dict_of(history.get("messages"))
    leaf: object = history.get("currentId")
    if not nodes:
        nodes, leaf = _chained(list_of(chat.get("messages")))
    began = moment_of(value.get("created_at")) or moment_of(chat.get("timestamp"))
    changed = moment_of(value.get("updated_at"))
    created_at = began or changed or now
    system = text_of(dict_of(chat.get("params")).get("system")) or text_of(chat.get("system"))
    drafts: dict[str, Draft] = {}
    for key, node in nodes.items():
        draft = _draft(key, dict_of(node), lacking)
        if draft.role == "system":
            system = system or draft.content
            draft = Draft(key, draft.parent)
        drafts[key] = draft
    messages, end = grown(drafts, leaf if isinstance(leaf, str) else None, created_at)
    if not messages:
        raise NotTaken("It has no messages.")
    title = " ".join((text_of(value.get("title")) or text_of(chat.get("title"))).split())
    first = messages[0]
    archived = value.get("archived") is True
    updated_at = changed or max(message.created_at for message in messages)
    return FileConversation(
        key=key_for(
            "openwebui",
            value.get("id") or chat.get("id"),
            title,
            created_at,
            first.created_at,
            first.content[:500],
        ),
        title=title,
        titled_by="model",
        created_at=created_at,
        updated_at=updated_at,
        system_prompt=system.strip(),
        pinned=value.get("pinned") is True and not archived,
        archived_at=updated_at if archived else None,
        leaf=end,
        messages=messages,
    )


def _chained(messages: list[Any]) -> tuple[dict[str, Any], str | None]:
    """Return a list of messages as nodes, each below the one before unless it says otherwise."""
    nodes: dict[str, Any] = {}
    before: str | None = None
    for number, message in enumerate(messages):
        node = dict_of(message)
        key = text_of(node.get("id")) or f"#{number}"
        if key in nodes:
            key = f"#{number}"
        nodes[key] = node if "parentId" in node else {**node, "parentId": before}
        before = key
    return nodes, before


def _draft(key: str, node: dict[str, Any], lacking: Lacking) -> Draft:
    parent = node.get("parentId")
    role = text_of(node.get("role"))
    draft = Draft(key, parent if isinstance(parent, str) else None)
    if role == "tool":
        lacking[_TOOLS] += 1
    if role not in {"user", "assistant", "system"}:
        return draft
    draft.role = role
    draft.created_at = moment_of(node.get("timestamp"))
    text = _text(node.get("content"), lacking)
    if role == "assistant":
        text = _folded(text, draft, lacking)
        draft.model = text_of(node.get("modelName")) or text_of(node.get("model")) or None
        if node.get("done") is False:
            draft.status = "interrupted"
    draft.content = text
    draft.attachments = _attachments(list_of(node.get("files")), lacking)
    if error := node.get("error"):
        said = text_of(dict_of(error).get("content")) or text_of(error)
        draft.status = "failed"
        draft.error = MessageError("imported", said or "This answer failed.", "Answer it again.")
    return draft


def _text(content: object, lacking: Lacking) -> str:
    if isinstance(content, str):
        return content
    found: list[str] = []
    for part in list_of(content):
        part = dict_of(part)  # noqa: PLW2901
        found.append(text_of(part.get("text")))
        if "image" in text_of(part.get("type")):
            lacking[PICTURES] += 1
    return "\n\n".join(text for text in found if text.strip())


def _folded(text: str, draft: Draft, lacking: Lacking) -> str:
    """Return an answer without the parts that were folded; reasoning goes to the draft."""
    kept: list[str] = []
    reasoning: list[str] = []
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        end = text.find(_CLOSING, opening.end())
        if end < 0:
            break
        kept.append(text[at : opening.start()])
        at = end + len(_CLOSING)
        if opening[1] != "reasoning":
            lacking[_TOOLS] += 1
            continue
        inner = _SUMMARY.sub("", text[opening.end() : end], count=1).strip("\n")
        lines = html.unescape(inner).split("\n")
        reasoning.append("\n".join(re.sub(r"^> ?", "", line) for line in lines).strip())
        if (took := _DURATION.search(opening[2])) is not None:
            draft.reasoning_seconds = (draft.reasoning_seconds or 0.0) + float(took[1])
    kept.append(text[at:])
    draft.reasoning = "\n\n".join(part for part in reasoning if part)
    return "".join(kept).strip("\n") if at else text


def _attachments(files: list[Any], lacking: Lacking) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for each in files:
        file = dict_of(each)
        inner = dict_of(file.get("file"))
        text = text_of(dict_of(inner.get("data")).get("content")) or text_of(file.get("content"))
        name = next(
            (
                text_of(named)
                for named in (file.get("name"), inner.get("filename"), inner.get("name"))
                if text_of(named)
            ),
            "",
        )
        if text_of(file.get("type")) == "image":
            # Newer versions keep pictures on their server, and name only the address.
            if (picture := of_address(name, text_of(file.get("url")))) is not None:
                found.append(picture)
            else:
                lacking[PICTURES] += 1
        elif text:
            found.append(Attachment(name or "Attachment", text))
        else:
            lacking[_FILES] += 1
    return tuple(found)
