"""Pictures in files that are imported: those that are what they say are taken, others counted."""

from __future__ import annotations

import binascii
from typing import Any, Final

from parley.chat import pictures
from parley.chat.exchange.reading import Lacking, dict_of, list_of, text_of
from parley.chat.values import Attachment

#: What they are called where some are left out.
PICTURES: Final = "pictures"

#: Characters of the longest that is kept.
_LONGEST: Final = 4 * (pictures.MOST_BYTES // 3 + 1)


def taken(name: str, media: str, encoded: str) -> Attachment | None:
    """Return a picture of a file, from Base64; None where it is none, or too large."""
    if len(encoded) > _LONGEST:
        return None
    try:
        data = binascii.a2b_base64(encoded, strict_mode=True)
    except (binascii.Error, ValueError):
        return None
    found = Attachment(name, media=media, data=data)
    return found if pictures.is_sound(found) else None


def of_address(name: str, address: str) -> Attachment | None:
    """Return the picture that a `data:` address holds; None for any other address."""
    head, comma, encoded = address.partition(",")
    if not comma or not head.lower().startswith("data:image/") or not head.endswith(";base64"):
        return None
    media = head[len("data:") : -len(";base64")].lower()
    ending = pictures.ENDINGS.get(media, "")
    return taken(name or f"picture{ending}", media, encoded)


def without_unsound(conversation: dict[str, Any], lacking: Lacking) -> dict[str, Any]:
    """Return a conversation of Parley's, as JSON, without pictures that are not what they say."""
    messages = list_of(conversation.get("messages"))
    if not any(_has_pictures(each) for each in messages):
        return conversation
    return {
        **conversation,
        "messages": [
            {**message, "attachments": _sound(message["attachments"], lacking)}
            if _has_pictures(message)
            else message
            for message in messages
        ],
    }


def _has_pictures(message: object) -> bool:
    return any(map(_is_picture, list_of(dict_of(message).get("attachments"))))


def _is_picture(attachment: object) -> bool:
    one = dict_of(attachment)
    return bool(one.get("data")) or text_of(one.get("media")).startswith("image/")


def _sound(attachments: list[Any], lacking: Lacking) -> list[Any]:
    kept = []
    for each in attachments:
        if _is_picture(each):
            name, media = text_of(each.get("name")), text_of(each.get("media"))
            if each.get("text") or taken(name, media, text_of(each.get("data"))) is None:
                lacking[PICTURES] += 1
                continue
        kept.append(each)
    return kept
