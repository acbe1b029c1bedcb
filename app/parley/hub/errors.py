"""What can go wrong with a hub, each in words for the person it happens to."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.hub.names import tokens_page

_UNCHANGED = "Nothing on this computer changed."
_LATER = "Try again in a few minutes."
_SIGN_IN = (
    "If this network wants you to sign in first, open a web page in a browser and do so;"
    " otherwise try again later."
)


class Subject(msgspec.Struct, frozen=True):
    """What a request is about.

    Attributes:
        host: the hub's host, as shown to people.
        page: address of the repository's page.
        repo: `owner/name`; "" for what is asked of the hub as a whole.
        revision: branch, tag or commit.
        file: path in the repository; "" for the list of files.
        doing: what is being done, as in "Parley cannot …"; "" where the rest says it.
    """

    host: str
    page: str
    repo: str
    revision: str
    file: str = ""
    doing: str = ""

    @property
    def purpose(self) -> str:
        """What is being done, as in "Parley cannot …"."""
        if self.doing:
            return self.doing
        if self.file:
            return f"read the header of “{self.file}” in “{self.repo}”"
        return f"list the files of “{self.repo}”"

    @property
    def tokens_page(self) -> str:
        """Address at which a person makes an access token."""
        return tokens_page(self.page.removesuffix(f"/{self.repo}") if self.repo else self.page)


def refused(
    subject: Subject, status: int, headers: Mapping[str, str], *, with_token: bool
) -> ParleyError:
    """Return the error for a hub's answer with a status of 400 or more.

    The header fields are those that huggingface_hub.utils.hf_raise_for_status goes by. That
    function is not called: it reads the whole body of a refusal, however long, and quotes it.
    """
    code = headers.get("x-error-code", "")
    message = headers.get("x-error-message", "")
    if status == 429:
        return busy(subject, None)
    if status >= 500 or status == 408:
        return _said(
            "hub_failed",
            f"{subject.host} has trouble of its own (status {status}).",
            hint=_LATER,
        )
    if not subject.repo:
        return _refused_by_hub(subject, status, with_token=with_token)
    if code == "GatedRepo":
        return _gated(subject, message, with_token=with_token)
    if status == 403 and "fine-grained" in message:
        return _said(
            "hub_scope",
            f"Your access token may not read gated repositories such as “{subject.repo}”.",
            hint=f"Allow it to at {subject.tokens_page}, or sign in with another"
            f" (“{command('login')}”).",
        )
    if code == "RevisionNotFound":
        return _said(
            "hub_no_revision",
            f"“{subject.repo}” has no revision “{subject.revision}”.",
            hint="Leave the revision out, or name a branch, tag or commit that exists.",
        )
    if code == "EntryNotFound":
        return _said(
            "hub_no_file",
            f"There is no file “{subject.file}” in “{subject.repo}”.",
            hint="List the repository's files again, and choose one of them.",
        )
    if message == "Access to this resource is disabled.":
        return _said(
            "hub_disabled",
            f"{subject.host} has closed “{subject.repo}”.",
            hint="Choose another repository.",
        )
    if status == 401 and with_token and code != "RepoNotFound":
        return _bad_token(subject)
    if code == "RepoNotFound" or status in {401, 404}:
        return _not_found(subject, with_token=with_token)
    if status == 403:
        return _said(
            "hub_forbidden",
            f"{subject.host} does not let you read “{subject.repo}”.",
            hint="Check that your access token may read it, or choose another repository.",
        )
    return answer(subject, f"status {status}")


def _refused_by_hub(subject: Subject, status: int, *, with_token: bool) -> ParleyError:
    """Return the error for a refusal that is about no repository."""
    if status == 401 and with_token:
        return _bad_token(subject)
    if status == 401:
        return _said(
            "hub_sign_in",
            f"{subject.host} lets nobody {subject.purpose} without an account.",
            hint=f"Make an access token at {subject.tokens_page}, and give it to Parley with"
            f" “{command('login')}”.",
        )
    if status == 403:
        return _said(
            "hub_forbidden",
            f"{subject.host} does not let you {subject.purpose}.",
            hint=f"Sign in with another access token (“{command('login')}”), or without one"
            f" (“{command('logout')}”).",
        )
    if status in {404, 405, 410}:
        return _said(
            "hub_missing",
            f"{subject.host} offers no way to {subject.purpose}.",
            hint="It may be a mirror that only passes files on: unset HF_ENDPOINT to ask Hugging"
            " Face itself.",
        )
    return answer(subject, f"status {status}")


def _bad_token(subject: Subject) -> ParleyError:
    return _said(
        "hub_token",
        f"{subject.host} does not accept your access token: it was revoked, has expired, or is not"
        " whole.",
        hint=f"Make a new one at {subject.tokens_page} and sign in with it"
        f" (“{command('login')}”), or do without one (“{command('logout')}”). Where HF_TOKEN is"
        " set, that is the one.",
    )


def _gated(subject: Subject, message: str, *, with_token: bool) -> ParleyError:
    """Return the error for files that need the owner's consent; `message` is the hub's own."""
    if not with_token:
        return _said(
            "hub_gated",
            f"The files of “{subject.repo}” are only for people who accepted its terms.",
            hint=f"Accept them at {subject.page}, make an access token at {subject.tokens_page},"
            f" and give it to Parley with “{command('login')}”.",
        )
    if "awaiting" in message:
        return _said(
            "hub_gated",
            f"The owner of “{subject.repo}” has not answered your request for access yet.",
            hint=f"Look at {subject.page} later; some owners take days to answer.",
        )
    if "rejected" in message:
        return _said(
            "hub_gated",
            f"The owner of “{subject.repo}” has refused your account access.",
            hint="Choose another repository; others may hold the same model.",
        )
    return _said(
        "hub_gated",
        f"Your account may not read the files of “{subject.repo}” yet.",
        hint=f"Ask for access at {subject.page}; some owners take days to answer.",
    )


def _not_found(subject: Subject, *, with_token: bool) -> ParleyError:
    hint = "Check how it is written."
    if not with_token:
        hint = (
            "Check how it is written; a private one needs an access token of your account"
            f" (“{command('login')}”)."
        )
    return _said(
        "hub_not_found",
        f"There is no repository “{subject.repo}” on {subject.host}, or it is private.",
        hint=hint,
    )


def busy(subject: Subject, seconds: int | None) -> ParleyError:
    """Return the error for too many requests; `seconds` is how long the hub wants none."""
    when = "in a few minutes" if seconds is None else f"in {seconds} seconds"
    return _said(
        "hub_busy",
        f"{subject.host} takes no more requests from you for now.",
        hint=f"Try again {when}; with an access token of your account it allows more.",
        details={} if seconds is None else {"retry_after": seconds},
    )


def answer(subject: Subject, detail: str) -> ParleyError:
    """Return the error for an answer that makes no sense; `detail` says what it was."""
    return _said(
        "hub_answer",
        f"{subject.host} did not answer as a hub does ({detail}).",
        hint=_SIGN_IN,
    )


def storage(subject: Subject, status: int, size: int | None = None) -> ParleyError:
    """Return the error for the server behind the hub, which holds the files, saying no.

    `size` is what it says of the whole file where it has no such bytes (status 416).
    """
    name = subject.file or subject.repo
    what = f"“{name}”" if name else "what it was asked for"
    return _said(
        "hub_storage",
        f"The storage of {subject.host} did not give out {what} (status {status}).",
        hint=_LATER,
        details={"status": status} if size is None else {"status": status, "size": size},
    )


def unreachable(subject: Subject, reason: str) -> ParleyError:
    """Return the error for no connection at all: names, routes, certificates."""
    return _said(
        "hub_unreachable",
        f"{subject.host} cannot be reached ({reason}).",
        hint="Check the connection to the internet, and try again.",
    )


def proxy(subject: Subject, reason: str) -> ParleyError:
    """Return the error for a proxy through which there is no way."""
    return _said(
        "hub_unreachable",
        f"{subject.host} cannot be reached ({reason}).",
        hint="Check the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names, or that of the"
        " system's settings, and try again.",
    )


def certificates(subject: Subject) -> ParleyError:
    """Return the error for certificates of this computer's own that cannot be read."""
    return _said(
        "hub_unreachable",
        f"{subject.host} cannot be reached (the certificates in SSL_CERT_FILE cannot be read).",
        hint="Let SSL_CERT_FILE name a file of certificates in PEM format, or unset it, and start"
        " Parley again.",
    )


def timeout(subject: Subject) -> ParleyError:
    """Return the error for a hub that stopped sending, or sends too slowly."""
    return _said(
        "hub_timeout",
        f"{subject.host} took too long to answer.",
        hint="Check the connection to the internet, and try again.",
    )


def cut(subject: Subject) -> ParleyError:
    """Return the error for connections that kept breaking off."""
    return _said(
        "hub_cut",
        f"The connection to {subject.host} broke off several times.",
        hint="Check the connection to the internet, and try again.",
    )


def library_offline() -> ParleyError:
    """Return the error for huggingface_hub's own offline switch."""
    return ParleyError(
        "offline",
        "Parley did not connect to the hub, because HF_HUB_OFFLINE is set.",
        safe="Nothing was sent.",
        hint="Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, and start Parley again.",
    )


def no_readme(host: str, repo: str) -> ParleyError:
    """Return the error for a repository without a README."""
    return _said(
        "hub_no_readme",
        f"“{repo}” on {host} has no README.",
        hint="Look at the repository that it was made from.",
    )


def signed_out(host: str, endpoint: str) -> ParleyError:
    """Return the error for a question that needs an access token where there is none."""
    return ParleyError(
        "hub_signed_out",
        f"You are not signed in to {host}.",
        safe="Nothing was sent.",
        hint=f"Make an access token at {tokens_page(endpoint)}, and give it to Parley with"
        f" “{command('login')}”.",
    )


def unusable_token() -> ParleyError:
    """Return the error for a token that cannot be sent. Its text is not repeated."""
    return ParleyError(
        "hub_token",
        "The access token has characters in it that no token has.",
        safe="It was not sent.",
        hint="Paste the token again.",
    )


def wrong_size(subject: Subject, listed: int, found: int) -> ParleyError:
    """Return the error for a file that has another size than its list says."""
    return _said(
        "hub_wrong_size",
        f"{subject.host} lists “{subject.file}” with {listed:,} bytes, but gives {found:,}.",
        hint="Try again later, or choose another file.",
    )


def changed(subject: Subject) -> ParleyError:
    """Return the error for a file whose content is not the one listed."""
    return _said(
        "hub_changed",
        f"{subject.host} gives another content for “{subject.file}” than it lists.",
        hint="List the repository's files again; if it stays so, choose another file.",
    )


def header_large(subject: Subject, most: int) -> ParleyError:
    """Return the error for a header that needs more than `most` bytes."""
    return _said(
        "hub_header_large",
        f"The header of “{subject.file}” goes on past {most // 1024**2:,} MiB, which no model's"
        " does: the file is damaged.",
        hint="Choose another file or repository.",
    )


def no_model(subject: Subject, error: ParleyError) -> ParleyError:
    """Return the error for a remote file that `gguf` cannot read, with its code."""
    return _said(
        error.code,
        f"“{subject.file}” in “{subject.repo}” cannot be used. {error.message}",
        hint="Choose another file or repository.",
    )


def _said(
    code: str, message: str, *, hint: str, details: dict[str, int] | None = None
) -> ParleyError:
    return ParleyError(code, message, safe=_UNCHANGED, hint=hint, details=details)
