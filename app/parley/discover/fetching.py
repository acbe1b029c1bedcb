"""What must be known and done before a model is downloaded, looked up in one go.

Nothing is asked of the hub before a person asks for a model.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from parley.core.disk import reserve
from parley.core.errors import Cancelled, ParleyError
from parley.discover.acceptances import Acceptance, Acceptances
from parley.discover.choosing import Chooser, Chosen, Looked, OpenFitter
from parley.discover.downloads import Downloads, Item
from parley.discover.licences import licences_by_name, must_be_accepted
from parley.hub import Account, Hub, Terms, Who
from parley.hub.known import Holding
from parley.hub.requests import shown_host

if TYPE_CHECKING:
    from parley.catalog import Catalog

Step = Literal["files", "access", "machine", "licence"]
#: What opens a repository whose files may not be read: its terms, a token, or nothing done here.
Key = Literal["terms", "token", "none"]


class ToAccept(msgspec.Struct, frozen=True):
    """A licence that is to be accepted before a download; `text` is "" where none came along."""

    acceptance: Acceptance
    text: str = ""


class Prepared(msgspec.Struct, frozen=True):
    """All that a person must know before a download.

    Attributes:
        host: that is contacted.
        page: web address of the repository.
        space: bytes that may still be stored on the disk, the system's reserve left alone; None
            where that is not known.
        notes: sentences on what could not be found out.
        to_accept: licences that were not accepted yet.
    """

    chosen: Chosen
    host: str
    page: str
    space: int | None
    notes: tuple[str, ...] = ()
    to_accept: tuple[ToAccept, ...] = ()

    @property
    def holding(self) -> tuple[Holding, ...]:
        """The licences that hold, as far as they are known."""
        return self.chosen.licences.holding if self.chosen.licences is not None else ()


class Closed(msgspec.Struct, frozen=True):
    """A repository whose files may not be read, and what opens it.

    Attributes:
        error: what the hub says.
        key: what helps.
        page: where its terms are accepted; `tokens_page` where a token is made.
        terms: what its owner asks; None where that is not known.
        who: whose token was refused; "" without one.
        keeps: whether a token that is given now goes to the keychain.
    """

    error: ParleyError
    key: Key
    repo: str
    host: str
    page: str
    tokens_page: str
    terms: Terms | None = None
    who: str = ""
    keeps: bool = True


class Fetching:
    """Looks up what a person wants to download, and has it downloaded. Used from any thread.

    Args:
        make_hub: returns the hub. May raise `ParleyError`, as `make_account`.
        make_account: returns the person's account there.
        open_fitter: opens what knows this machine.
        catalog: returns the curated models.
    """

    def __init__(
        self,
        downloads: Downloads,
        models: Path,
        *,
        make_hub: Callable[[], Hub],
        make_account: Callable[[], Account],
        open_fitter: OpenFitter,
        catalog: Callable[[], Catalog],
        acceptances: Acceptances,
    ) -> None:
        self.downloads = downloads
        self.acceptances = acceptances
        self._models = models
        self._make_hub = make_hub
        self._make_account = make_account
        self._open_fitter = open_fitter
        self._catalog = catalog
        self._remarks: list[str] = []

    def remark(self, text: str) -> None:
        """Have a sentence said with what is looked up next, such as that a keychain is locked."""
        self._remarks.append(text)

    def look_up(
        self,
        target: str,
        *,
        step: Callable[[Step], None] = lambda step: None,
        stop: threading.Event | None = None,
    ) -> Prepared | Closed:
        """Find out what `REPO[:QUANT]` stands for and what must be known of it.

        Args:
            step: told what is looked up now.
            stop: set to have it end soon.

        Raises:
            ParleyError: what the hub says; `download_none_fits`, and others of `Chooser`.
            Cancelled: `stop` was set.
        """

        def on(what: Step) -> None:
            if stop is not None and stop.is_set():
                raise Cancelled
            step(what)

        on("files")
        hub = self._make_hub()
        notes: list[str] = []
        chooser = Chooser(
            hub,
            self.downloads.queue,
            self._models,
            open_fitter=self._open_fitter,
            catalog=self._catalog,
            note=notes.append,
        )
        looked = chooser.look(target)
        on("access")
        try:
            chooser.check_access(looked)
        except ParleyError as error:
            return self._closed(hub, looked, error)
        on("machine")
        chosen = chooser.decide(looked)
        on("licence")
        if not chosen.there and chosen.licences is None:
            # That its card cannot be read now frees nobody of its licence.
            with contextlib.suppress(ParleyError):  # said above already
                by_name = licences_by_name(self._catalog(), looked.files)
                chosen = msgspec.structs.replace(chosen, licences=by_name)
        to_accept = () if chosen.there else self._to_accept(hub, looked, chosen, notes)
        return Prepared(
            chosen,
            host=shown_host(hub.endpoint),
            page=f"{hub.endpoint}/{looked.files.repo}",
            space=_space(self._models),
            notes=(*self._remarked(), *notes),
            to_accept=to_accept,
        )

    def begin(self, prepared: Prepared) -> Item:
        """Keep that the licences were accepted, and download. Raises `ParleyError`."""
        if prepared.to_accept:
            self.acceptances.add(each.acceptance for each in prepared.to_accept)
        return self.downloads.add(prepared.chosen.plan)

    def sign_in(self, token: str) -> Who:
        """Keep an access token if the hub takes it. Raises `ParleyError` as `Account.sign_in`."""
        return self._make_account().sign_in(token, self._make_hub())

    # -- inside ----------------------------------------------------------------------------------

    def _remarked(self) -> tuple[str, ...]:
        said, self._remarks = tuple(self._remarks), []
        return said

    def _closed(self, hub: Hub, looked: Looked, error: ParleyError) -> Closed:
        account = self._make_account()
        known = account.token() is not None
        who = account.signed_in if known else None
        terms = None
        with contextlib.suppress(ParleyError):  # the page says it
            terms = hub.card(looked.files.repo, looked.files.revision).terms
        key: Key = "none"
        if error.code == "hub_gated":
            key = "terms" if known else "token"
        elif error.code in {"hub_token", "hub_scope", "hub_forbidden"}:
            key = "token"
        return Closed(
            error,
            key,
            repo=looked.files.repo,
            host=account.host,
            page=f"{hub.endpoint}/{looked.files.repo}",
            tokens_page=account.tokens_page,
            terms=terms,
            who=who.name if who is not None else "",
            keeps=account.where == "keychain",
        )

    def _to_accept(
        self, hub: Hub, looked: Looked, chosen: Chosen, notes: list[str]
    ) -> tuple[ToAccept, ...]:
        holding = chosen.licences.holding if chosen.licences is not None else ()
        wanted = [
            each.licence
            for each in holding
            if each.licence is not None and must_be_accepted(each.licence)
        ]
        if not wanted:
            return ()
        text, sha256 = self._text(hub, looked, chosen, notes)
        found = [
            Acceptance(each.id, each.name, looked.files.repo, each.url, sha256) for each in wanted
        ]
        return tuple(ToAccept(each, text) for each in found if not self.acceptances.holds(each))

    @staticmethod
    def _text(hub: Hub, looked: Looked, chosen: Chosen, notes: list[str]) -> tuple[str, str]:
        """Return the licence that comes with the repository, and its hash; "" where none does."""
        try:
            text = hub.license_text(looked.files)
        except ParleyError as error:
            notes.append(f"The licence in the repository could not be read. {error.message}")
            text = None
        if text is not None:
            return text.text, text.sha256
        terms = chosen.card.terms if chosen.card is not None else None
        if terms is not None and terms.prompt.strip():
            return terms.prompt, hashlib.sha256(terms.prompt.encode()).hexdigest()
        return "", ""


def _space(models: Path) -> int | None:
    """Return the bytes that may still be stored where models go; None where that is not known."""
    folder = models
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return max(0, usage.free - reserve(usage.total))
