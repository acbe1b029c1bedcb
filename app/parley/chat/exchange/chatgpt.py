"""Reads conversations of ChatGPT's export: `conversations.json`, alone or in its zip file.

Each is a `mapping` of nodes with parents; nodes of the system, of tools and hidden ones are passed
over, and an answer that comes in several nodes becomes one message.
"""

from __future__ import annotations

import re
from typing import Any, Final

from parley.chat.exchange.format import FileConversation
from parley.chat.exchange.pictures import PICTURES
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

# Marks of sources, which mean something only to the program that wrote them.
_CITED: Final = re.compile("\ue200[^\ue200\ue201]*\ue201|【\\d+(?::\\d+)?†[^】]*】")
_RECORDINGS: Final = "recordings"
_FILES: Final = "attached files"
_TOOLS: Final = "steps of tools"


def is_chatgpt(value: dict[str, Any]) -> bool:
    """Whether `value` is a conversation of ChatGPT."""
    return isinstance(value.get("mapping"), dict)


def read_chatgpt(value: dict[str, Any], now: float, lacking: Lacking) -> FileConversation:
    """Return a conversation of ChatGPT's as one of Parley's.

    Raises:
        NotTaken: there is nothing in it that a person wrote or read.
    """
    mapping = dict_of(value.get("mapping"))
    began = moment_of(value.get("create_time"))
    changed = moment_of(value.get("update_time"))
    created_at = began if began is not None else changed if changed is not None else now
    drafts: dict[str, Draft] = {}
    system = ""
    for key, node in mapping.items():
        node = dict_of(node)  # noqa: PLW2901
        parent = node.get("parent")
        message = dict_of(node.get("message"))
        draft = Draft(key, parent if isinstance(parent, str) else None)
        drafts[key] = draft
        if message:
            system = system or _instructions(message)
            _fill(draft, message, lacking)
    leaf = value.get("current_node")
    messages, end = grown(drafts, leaf if isinstance(leaf, str) else None, created_at, join=True)
    if not messages:
        raise NotTaken("It has no messages.")
    title = " ".join(text_of(value.get("title")).split())
    given = value.get("conversation_id") or value.get("id")
    first = messages[0]
    last = max(message.created_at for message in messages)
    archived = value.get("is_archived") is True
    return FileConversation(
        key=key_for("chatgpt", given, title, created_at, first.created_at, first.content[:500]),
        title=title,
        titled_by="model",
        created_at=created_at,
        updated_at=changed if changed is not None else last,
        system_prompt=system,
        pinned=value.get("is_starred") is True and not archived,
        archived_at=(changed or created_at) if archived else None,
        leaf=end,
        messages=messages,
    )


def _fill(draft: Draft, message: dict[str, Any], lacking: Lacking) -> None:
    author = dict_of(message.get("author"))
    metadata = dict_of(message.get("metadata"))
    content = dict_of(message.get("content"))
    role = text_of(author.get("role"))
    kind = text_of(content.get("content_type"))
    if role == "tool":
        _count_parts(content, lacking)
        lacking[_TOOLS] += 1
        return
    if role not in {"user", "assistant"} or metadata.get("is_visually_hidden_from_conversation"):
        return
    if kind in {"user_editable_context", "model_editable_context"}:
        return
    if role == "assistant" and message.get("recipient") not in {None, "all"}:
        lacking[_TOOLS] += 1
        return
    draft.role = role
    draft.created_at = moment_of(message.get("create_time"))
    draft.model = text_of(metadata.get("model_slug")) or None
    if kind == "thoughts":
        thoughts = [dict_of(each) for each in list_of(content.get("thoughts"))]
        draft.reasoning = "\n\n".join(
            text for each in thoughts if (text := text_of(each.get("content")).strip())
        )
        return
    if kind == "reasoning_recap":
        return
    draft.content = _CITED.sub("", _text(content, kind, lacking))
    lacking[_FILES] += len(list_of(metadata.get("attachments")))
    ended = text_of(dict_of(metadata.get("finish_details")).get("type"))
    if ended == "max_tokens":
        draft.finish_reason = "length"
    elif ended == "interrupted" or message.get("status") == "in_progress":
        draft.status = "stopped" if ended else "interrupted"


def _text(content: dict[str, Any], kind: str, lacking: Lacking) -> str:
    if kind == "code":
        text = text_of(content.get("text"))
        language = text_of(content.get("language"))
        language = language if re.fullmatch(r"[\w+#.-]{1,20}", language) else ""
        language = "" if language == "unknown" else language
        return f"```{language}\n{text}\n```" if text.strip() else ""
    if not isinstance(content.get("parts"), list):
        return text_of(content.get("text")) or text_of(content.get("result"))
    found: list[str] = []
    for part in content["parts"]:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, dict):
            found.append(text_of(part.get("text")))
            _count_part(part, lacking)
    return "\n\n".join(text for text in found if text.strip())


def _count_parts(content: dict[str, Any], lacking: Lacking) -> None:
    for part in list_of(content.get("parts")):
        _count_part(dict_of(part), lacking)


def _count_part(part: dict[str, Any], lacking: Lacking) -> None:
    kind = text_of(part.get("content_type"))
    if "image" in kind:
        lacking[PICTURES] += 1
    elif "audio_asset" in kind or "video" in kind:
        lacking[_RECORDINGS] += 1


def _instructions(message: dict[str, Any]) -> str:
    """Return what the person had told the model beforehand, if this message says so."""
    metadata = dict_of(message.get("metadata"))
    content = dict_of(message.get("content"))
    told = dict_of(metadata.get("user_context_message_data"))
    parts = [text_of(told.get("about_user_message")), text_of(told.get("about_model_message"))]
    if not any(parts) and content.get("content_type") == "user_editable_context":
        parts = [text_of(content.get("user_profile")), text_of(content.get("user_instructions"))]
    if not any(parts) and text_of(dict_of(message.get("author")).get("role")) == "system":
        parts = [text for text in list_of(content.get("parts")) if isinstance(text, str)]
    return "\n\n".join(part.strip() for part in parts if part.strip())
