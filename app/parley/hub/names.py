"""Names that people type or a hub sends, checked before anything is done with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from parley.core.errors import ParleyError
from parley.core.redaction import Redactor

DEFAULT_ENDPOINT = "https://huggingface.co"

# The rules of huggingface_hub.utils.validate_repo_id, with the owner always named.
_NAME = re.compile(r"(?!.*(?:--|\.\.))[A-Za-z0-9_](?:[\w.-]*\w)?", re.ASCII)
_MOST_LETTERS = 96
_COMMIT = re.compile(r"[0-9a-f]{40}")
_IN_ADDRESS = re.compile(r"https?://[^/]+/+([^/?#]+/[^/?#]+)")


def repository_name(text: str) -> str:
    """Return `text` without surrounding space if it is `owner/name`.

    Raises:
        ParleyError: `hub_name`.
    """
    name = text.strip()
    if _is_repository(name):
        return name
    hint = "Write it as owner/name, for example bartowski/Meta-Llama-3.1-8B-Instruct-GGUF."
    pasted = _IN_ADDRESS.match(name)
    if pasted is not None and _is_repository(pasted[1]):
        hint = f"Write {pasted[1]} instead."
    shown = Redactor()(name if len(name) <= 120 else name[:119] + "…")
    raise ParleyError(
        "hub_name",
        f"“{shown}” is not the name of a repository.",
        safe="Nothing was sent.",
        hint=hint,
    )


def _is_repository(name: str) -> bool:
    parts = name.split("/")
    return (
        len(parts) == 2
        and len(name) <= _MOST_LETTERS
        and all(_NAME.fullmatch(part) for part in parts)
        and not name.endswith(".git")
    )


def is_commit(text: str) -> bool:
    """Whether `text` names a commit, and not a branch or a tag that may move."""
    return _COMMIT.fullmatch(text) is not None


def is_safe_path(path: str) -> bool:
    """Whether a file's path from a hub stays inside the folder it is put in, on any system."""
    return (
        0 < len(path) <= 1024
        and path.isprintable()
        and not any(letter in path for letter in '\\:*?"<>|')
        and all(part not in {"", ".", ".."} for part in path.split("/"))
    )


def endpoint_of(env: Mapping[str, str]) -> str:
    """Return the hub's address for this environment: `HF_ENDPOINT`, or Hugging Face itself.

    Raises:
        ParleyError: `hub_endpoint`.
    """
    return checked_endpoint(env.get("HF_ENDPOINT", "").strip() or DEFAULT_ENDPOINT)


def checked_endpoint(text: str) -> str:
    """Return the address of a hub without a slash at its end. Raises as `endpoint_of`."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
        good = good and not parts.query and not parts.fragment and parts.port != 0
        # A name and password in it would end up in messages, and stand in the token's place.
        good = good and "@" not in parts.netloc
    except ValueError:
        good = False
    if not good or not text.isprintable() or " " in text:
        raise ParleyError(
            "hub_endpoint",
            "The address of the hub is not a web address.",
            safe="Nothing was sent.",
            hint="Set HF_ENDPOINT to an address such as https://huggingface.co, or unset it.",
        )
    return text.rstrip("/")


def tokens_page(endpoint: str) -> str:
    """Return the address at which a person makes and removes access tokens of a hub."""
    return f"{endpoint}/settings/tokens"


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a web address: what may see a token given to it."""
    parts = urlsplit(url)
    default = 443 if parts.scheme == "https" else 80
    return parts.scheme, (parts.hostname or "").lower(), parts.port or default
