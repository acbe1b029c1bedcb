"""What never reaches a log: access tokens, registered secrets, and what people write."""

from __future__ import annotations

import re
import threading
import urllib.parse

REDACTED = "<redacted>"

# Where a part of the text stays, it is group 1.
_PATTERNS = (
    # Hugging Face: user access tokens (hf_ and 34 letters or digits), older organisation tokens,
    # and the tokens of its OAuth and job services. Function names such as hf_hub_download stay.
    re.compile(r"()\b(?:hf|api_org)_[A-Za-z0-9]{16,}"),
    re.compile(r"()\bhf_(?:oauth|jwt|session)_[\w.~+/=-]{8,}"),
    # JSON Web Tokens (RFC 7519): three parts in base64url, the first an object.
    re.compile(r"()\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*"),
    # Header fields that carry credentials, in any of the ways programs print them.
    re.compile(
        r"(?i)(\b(?:proxy-)?authorization\b['\"]?\s*[:=,]\s*b?['\"]?|"
        r"\b(?:set-)?cookie\b['\"]?\s*[:=]\s*b?['\"]?|\bx-api-key\b['\"]?\s*[:=,]\s*b?['\"]?)"
        r"[^'\"\r\n,}\])]+"
    ),
    re.compile(r"(?i)(\bbearer\s+)[\w.~+/=-]{4,}"),
    # Parameters of signed addresses (Amazon S3, CloudFront, Google, Azure) and the like.
    re.compile(
        r"(?i)([?&](?:x-amz-(?:signature|credential|security-token)|x-goog-signature|signature|sig|"
        r"policy|key-pair-id|token|access_token|api_key|apikey|password)=)[^&\s'\"]+"
    ),
    # A name and password inside an address.
    re.compile(r"(\b[a-z][a-z0-9+.-]{0,20}://)[^/\s:@'\"]+:[^/\s@'\"]+(?=@)"),
)


class Redactor:
    """Removes secrets from text: those of a known shape, and those it was told about."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._secrets: tuple[str, ...] = ()

    def add(self, secret: str) -> None:
        """Remove `secret` too, from now on, also where it is written percent-encoded.

        Fewer than four characters are ignored: they would turn up in words by chance.
        """
        if len(secret) < 4:
            return
        forms = {secret, urllib.parse.quote(secret, safe=""), repr(secret)[1:-1]}
        with self._lock:
            # The longest first: one secret may be the beginning of another.
            self._secrets = tuple(sorted(forms | set(self._secrets), key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        for pattern in _PATTERNS:
            text = pattern.sub(rf"\1{REDACTED}", text)
        return text


class Private:
    """What stands in a log for a text that a person or a model wrote: its length alone.

    The text itself is not kept, so that nothing can bring it out again.
    """

    __slots__ = ("_length",)

    def __init__(self, text: str) -> None:
        self._length = len(text)

    def __repr__(self) -> str:
        return f"<{self._length} character{'' if self._length == 1 else 's'}>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)
