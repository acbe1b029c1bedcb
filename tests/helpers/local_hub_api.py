"""What the local hub answers about models and people: search, descriptions, accounts, access.

As Hugging Face does, with its status codes, header fields and names; huggingface_hub's own calls
work with it.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from helpers.local_hub import LocalHub, Repository

_SORTS = ("downloads", "likes", "lastModified", "createdAt", "trendingScore")
_EXPANDABLE = {
    "author", "baseModels", "cardData", "config", "createdAt", "disabled", "downloads",
    "downloadsAllTime", "gated", "gguf", "lastModified", "library_name", "likes", "pipeline_tag",
    "private", "safetensors", "sha", "siblings", "spaces", "tags", "trendingScore",
}  # fmt: skip
_USUAL = {"createdAt", "downloads", "likes", "library_name", "pipeline_tag", "private", "tags"}

#: What the hub says to those whose request for access was not granted.
AWAITING = "Your request to access model {} is awaiting a review from the repo authors."
REJECTED = "Your request to access model {} has been rejected by the repo's authors."
RESTRICTED = "Access to model {} is restricted and you are not in the authorized list."
LOG_IN = (
    "Access to model {} is restricted. You must have access to it and be authenticated to access"
    " it. Please log in."
)
SCOPE = (
    "Please enable access to public gated repositories in your fine-grained token settings to view"
    " this repository."
)


def described(repository: Repository) -> dict[str, Any]:
    """Return all that the hub says of a repository; `facts` go before what it makes up."""
    card = repository.card
    base = card.get("base_model", [])
    bases = base if isinstance(base, list) else [base]
    tags = ["gguf"] if any(".gguf" in path for path in repository.files) else []
    tags += [f"base_model:{each}" for each in bases]
    tags += [f"base_model:quantized:{each}" for each in bases]
    tags += [f"license:{each}"] if (each := card.get("license")) else []
    return {
        "_id": "6633f1fea0a0ac0a0a0a0a0a",
        "id": repository.name,
        "modelId": repository.name,
        "author": repository.name.partition("/")[0],
        "sha": repository.commit,
        "lastModified": "2026-01-02T03:04:05.000Z",
        "createdAt": "2025-06-07T08:09:10.000Z",
        "private": repository.private,
        "gated": repository.gated,
        "disabled": repository.disabled,
        "downloads": 1234,
        "likes": 5,
        "trendingScore": 0,
        "library_name": "gguf",
        "pipeline_tag": "text-generation",
        "tags": tags,
        "cardData": card,
        "siblings": [{"rfilename": path} for path in repository.files],
        **repository.facts,
    }


class HubApi:
    """Answers of the hub's handler that are about no file. `lacks` of the hub switches them off."""

    if TYPE_CHECKING:
        server: Any
        headers: Any
        path: str

        def _json(self, value: Any, status: int = 200, **headers: str) -> None: ...
        def _refuse(self, status: int, code: str, message: str) -> None: ...

    @property
    def hub(self) -> LocalHub:
        found: LocalHub = self.server.hub
        return found

    @property
    def token(self) -> str:
        return str(self.headers.get("Authorization", "")).removeprefix("Bearer ")

    def api(self, path: str, query: Mapping[str, list[str]]) -> bool:
        """Answer a request that is about models or people; return whether it was one."""
        parts = path.strip("/").split("/")
        if parts == ["api", "models"]:
            asked, answer = "search", lambda: self._search(query)
        elif parts == ["api", "whoami-v2"]:
            asked, answer = "whoami", self._whoami
        elif parts[:2] == ["api", "models"] and len(parts) == 5 and parts[4] == "auth-check":
            asked, answer = "auth-check", lambda: self._check("/".join(parts[2:4]))
        else:
            return False
        if asked in self.hub.lacks:
            self._refuse(404, "", "Sorry, we can't find the page you are looking for.")
        elif self.token and self.token not in self.hub.tokens:
            self._refuse(401, "", "Invalid credentials in Authorization header")
        else:
            answer()
        return True

    def may_read(self, repository: Repository) -> bool:
        """Return whether the files may be read; if not, it was said why."""
        token = self.token
        if not repository.gated or token in repository.members:
            return True
        if not token:
            self._refuse(401, "GatedRepo", LOG_IN.format(repository.name))
        elif (refusal := self.hub.refusals.get(token)) == SCOPE:
            self._refuse(403, "", SCOPE)
        else:
            said = (refusal or RESTRICTED).format(repository.name)
            self._refuse(403, "GatedRepo", said)
        return False

    def _check(self, name: str) -> None:
        repository = self.hub.repositories.get(name)
        if repository is None or (repository.private and self.token not in repository.members):
            if self.token:
                self._refuse(404, "RepoNotFound", "Repository not found")
            else:
                self._refuse(401, "", "Invalid username or password.")
        elif self.may_read(repository):
            self._json("OK")

    def _whoami(self) -> None:
        if not self.token:
            self._refuse(401, "", "Invalid username or password.")
            return
        account = self.hub.accounts.get(self.token, {})
        name = account.get("name", "someone")
        self._json(
            {
                "type": account.get("type", "user"),
                "id": "62441d1d9fdefb55a0b7d12c",
                "name": name,
                "fullname": account.get("fullname", name.title()),
                "email": f"{name}@people.example",
                "emailVerified": True,
                "canPay": False,
                "isPro": False,
                "periodEnd": None,
                "orgs": [],
                "auth": {
                    "type": "access_token",
                    "accessToken": {
                        "displayName": account.get("token", "for parley"),
                        "role": account.get("role", "read"),
                        "createdAt": "2026-01-01T00:00:00.000Z",
                    },
                },
            }
        )

    def _search(self, query: Mapping[str, list[str]]) -> None:
        def one(name: str, usual: str = "") -> str:
            return query.get(name, [usual])[0]

        expand = query.get("expand", [])
        sort = one("sort", "trendingScore")
        if sort not in _SORTS or not _EXPANDABLE.issuperset(expand):
            self._refuse(400, "", "Invalid parameters")
            return
        words = one("search").lower().split()
        found = [
            each
            for repository in self.hub.repositories.values()
            if not repository.disabled
            and (not repository.private or self.token in repository.members)
            for each in [described(repository)]
            if all(word in each["id"].lower() for word in words)
            and one("author").lower() in {"", each["author"].lower()}
            and set(query.get("filter", [])) <= set(each["tags"])
            and one("gated") in {"", str(bool(each["gated"])).lower()}
        ]
        found.sort(key=lambda each: each["id"])
        found.sort(key=lambda each: each[sort], reverse=True)
        start = int(base64.urlsafe_b64decode(one("cursor", "MA==")))
        end = start + min(int(one("limit", "1000")), self.hub.page)
        headers = {}
        if end < len(found):
            cursor = base64.urlsafe_b64encode(str(end).encode()).decode()
            following = urlencode({**query, "cursor": [cursor]}, doseq=True)
            headers["Link"] = f'<{self.server.address}/api/models?{following}>; rel="next"'
        shown = {"_id", "id", *(expand or {*_USUAL, "modelId"})}
        page = [
            {name: value for name, value in each.items() if name in shown}
            for each in found[start:end]
        ]
        self._json(page, **headers)
