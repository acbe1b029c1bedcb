"""Who a person is for a hub, and whether they may read the files of a repository."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from parley.core.errors import ParleyError
from parley.hub import errors
from parley.hub.answers import decoded
from parley.hub.entries import text
from parley.hub.errors import Subject
from parley.hub.names import origin
from parley.hub.requests import Requests, shown_host
from parley.hub.values import RepositoryFiles, Who

_MOST_BYTES: Final = 1024**2
#: What a mirror says that knows repositories, but not this question.
_NOT_ASKED: Final = frozenset({"hub_not_found", "hub_answer"})


def whoami(requests: Requests, endpoint: str) -> Who:
    """Return whose access token `requests` sends; there must be one.

    Hugging Face allows this question only now and then.

    Raises:
        ParleyError: `hub_token` for one that is not valid, `hub_missing` for a mirror without
            accounts, `offline`, and the `hub_…` codes of `errors`.
    """
    doing = "find out whose access token this is"
    subject = Subject(shown_host(endpoint), endpoint, "", "", doing=doing)
    address = f"{endpoint}/api/whoami-v2"
    reply = requests.get(address, subject, home=origin(endpoint), most=_MOST_BYTES)
    found = decoded(reply, dict[str, Any], subject, "no account")
    name = text(found.get("name"))
    if not name:
        raise errors.answer(subject, "no account")
    auth = found.get("auth")
    token = auth.get("accessToken") if isinstance(auth, dict) else None
    token = token if isinstance(token, dict) else {}
    return Who(
        name=name,
        full_name=text(found.get("fullname")),
        kind=text(found.get("type")),
        role=text(token.get("role")),
        token=text(token.get("displayName")),
    )


def access(requests: Requests, endpoint: str, repository: RepositoryFiles) -> None:
    """Return if the files of a repository may be read now.

    Raises:
        ParleyError: `hub_gated`, `hub_token`, `hub_scope`, `hub_forbidden` say what is missing;
            `offline`, and the other `hub_…` codes of `errors`.
    """
    repo, revision = repository.repo, repository.revision
    subject = Subject(
        shown_host(endpoint),
        f"{endpoint}/{repo}",
        repo,
        revision,
        doing=f"ask whether you may read “{repo}”",
    )
    home = origin(endpoint)
    try:
        address = f"{endpoint}/api/models/{repo}/auth-check"
        reply = requests.get(address, subject, home=home, most=_MOST_BYTES)
        if not reply.data.lstrip().startswith(b"<"):  # no web page
            return
    except ParleyError as error:
        if error.code not in _NOT_ASKED:
            raise
    # One byte of a file tells as well.
    files = [file for file in repository.files if file.size > 0]
    if not files:
        return
    file = min(files, key=lambda each: (not each.path.lower().endswith(".gguf"), each.size))
    address = f"{endpoint}/{repo}/resolve/{quote(revision, safe='')}/{quote(file.path)}"
    requests.get(address, subject, home=home, span=(0, 1), most=0)
