"""Which build `parley pull` fetches: what was named, what was begun, or what suits the machine."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parley.cli.licences import Licences, licences_of
from parley.cli.output import Output
from parley.cli.planning import Stated, open_fitter
from parley.cli.services import Services
from parley.core.errors import ParleyError
from parley.fit.values import Wish
from parley.gguf import BuildFiles
from parley.hub import RepositoryFiles, repository_name
from parley.hub.answers import OUT_OF_REACH
from parley.hub.downloads import (
    DownloadPlan,
    DownloadQueue,
    build_called,
    content_of,
    no_build,
    plan,
)

if TYPE_CHECKING:
    from parley.fit.fitting import Fitter
    from parley.hardware import Machine


class Chosen(msgspec.Struct, frozen=True):
    """What is fetched for one argument.

    Attributes:
        reasons: sentences on why this build, and on how it runs here.
        there: whether it is on this disk already, and was left as it is since.
        cached: whether the hub's list is one from an earlier time.
        licences: that hold for it; None where they could not be looked up, or nothing is fetched.
    """

    plan: DownloadPlan
    reasons: tuple[str, ...] = ()
    there: bool = False
    cached: bool = False
    licences: Licences | None = None


class Chooser:
    """Chooses, and asks for access where a repository wants that.

    Args:
        revision: branch, tag or commit.
        projector: fetch a projector too.
        ask: a person is there to be asked for an access token.
    """

    def __init__(
        self,
        services: Services,
        output: Output,
        queue: DownloadQueue,
        revision: str,
        *,
        projector: bool,
        ask: bool,
    ) -> None:
        self._services = services
        self._output = output
        self._queue = queue
        self._revision = revision
        self._projector = projector
        self._ask = ask
        self._hub = services.make_hub()

    def choose(self, target: str) -> Chosen:
        """Return what `REPO[:QUANT]` stands for.

        Raises:
            ParleyError: it is not there, cannot be used or must not be read; none suits here.
        """
        repo, name = _split(target)
        files = self._hub.files(repo, self._revision)
        builds = content_of(files).builds
        made, judge = self._named(files, builds, name)
        if made is not None and made.there:
            return made  # nobody is asked for a token for what is here
        self._check_access(files)
        if made is None:
            made = self._recommended(files, builds)
        elif judge:
            made = self._judged(made, files)
        if made.there:
            return made
        return msgspec.structs.replace(made, licences=self._licences(files))

    # -- inside ----------------------------------------------------------------------------------

    def _named(
        self, files: RepositoryFiles, builds: tuple[BuildFiles, ...], name: str
    ) -> tuple[Chosen | None, bool]:
        """Return what is meant as far as names and the queue tell, else None.

        With it comes whether it is still to be said if that runs here.
        """
        if name:
            return self._made(files, build_called(files, name)), True
        if not builds:
            raise no_build(files)
        begun = self._begun(files, builds)
        if begun is not None:
            return self._made(files, *begun), False
        whole = [each for each in builds if each.complete]
        return (self._made(files, whole[0]) if len(whole) == 1 else None), True

    def _licences(self, files: RepositoryFiles) -> Licences | None:
        """Return the licences that hold; a download that is fine otherwise does not need them."""
        try:
            return licences_of(self._services, self._hub.card(files.repo, self._revision))
        except ParleyError as error:
            self._output.notice(error.message)
            return None

    def _check_access(self, files: RepositoryFiles) -> None:
        if not files.gated or files.cached:
            return
        from parley.cli.pull_access import ask_for_access

        try:
            self._hub.access(files)
        except ParleyError as error:
            if error.code in OUT_OF_REACH:
                return  # the download waits for the hub, and is told then
            account = self._services.make_account()
            if not self._ask or error.code not in {"hub_gated", "hub_token"}:
                raise
            if error.code == "hub_gated" and account.token() is not None:
                raise  # the account is known, and may not
            ask_for_access(self._services, self._hub, account, files)

    def _begun(
        self, files: RepositoryFiles, builds: tuple[BuildFiles, ...]
    ) -> tuple[BuildFiles, tuple[str, ...]] | None:
        """Return the build of this repository that was begun last or is here, and say so."""
        firsts = {each.first: each for each in builds}
        known = [
            each
            for each in self._queue.all()
            if each.plan.endpoint == self._hub.endpoint
            and each.plan.repo.casefold() == files.repo.casefold()
            and each.plan.main.path in firsts
        ]
        for each in sorted(known, key=lambda one: (one.state == "done", -one.created_at)):
            if each.state != "done" or self._queue.is_there(each):
                name = each.plan.label or each.plan.main.path
                why = f"It goes on with {name}, which was begun before."
                return firsts[each.plan.main.path], (why,) * (each.state != "done")
        folder = self._services.paths.models / files.repo
        for build in builds:
            sizes = zip(build.files, build.sizes, strict=True)
            if build.complete and all(_size(folder / path) == size for path, size in sizes):
                return build, (f"{build.label or build.first} is here already, and is checked.",)
        return None

    def _made(
        self, files: RepositoryFiles, build: BuildFiles, reasons: tuple[str, ...] = ()
    ) -> Chosen:
        made = plan(
            files,
            build,
            endpoint=self._hub.endpoint,
            asked_revision=self._revision,
            projector=self._projector,
        )
        here = [
            each
            for each in self._queue.all()
            if each.plan.same_model(made) and self._queue.is_there(each)
        ]
        if any(each.plan.holds(made) for each in here):
            return Chosen(made, there=True, cached=files.cached)
        if any(each.plan.differs(made) for each in here):
            reasons = ("It was changed on the hub since it was downloaded; this replaces it.",)
        elif here:
            reasons = ("The model is here already; its projector is added.",)
        return Chosen(made, reasons, cached=files.cached)

    def _judged(self, made: Chosen, files: RepositoryFiles) -> Chosen:
        """Add whether the build runs here; it is fetched in any case."""
        label = made.plan.label
        if not label or len(content_of(files).labelled(label)) != 1:
            return made
        try:
            with self._fitter() as (fitter, _):
                found = fitter.fit(f"{files.repo}:{label}", Wish()).plan
        except ParleyError as error:
            self._output.notice(f"Whether it runs here is not known. {error.message}")
            return made
        if found.verdict == "too_big":
            self._output.notice(f"It will not run on this computer. {found.reasons[0]}")
            return made
        return msgspec.structs.replace(made, reasons=(*made.reasons, found.reasons[0]))

    def _recommended(self, files: RepositoryFiles, builds: tuple[BuildFiles, ...]) -> Chosen:
        with self._fitter() as (fitter, _):
            found = fitter.recommend(files.repo, Wish())
        if found.chosen is None:
            labels = [each.label for each in builds if each.complete and each.label]
            example = labels[0] if labels else builds[0].first
            raise ParleyError(
                "download_none_fits",
                " ".join(found.reasons[:1]) or f"No build of “{files.repo}” suits this computer.",
                safe="Nothing was downloaded.",
                hint=f"Name one to get it all the same: parley pull {files.repo}:{example}.",
            )
        chosen = found.chosen
        build = build_called(files, chosen.plan.files[0])
        return self._made(files, build, (*chosen.choice[:1], *chosen.plan.reasons[:1]))

    def _fitter(self) -> contextlib.AbstractContextManager[tuple[Fitter, Machine]]:
        return open_fitter(
            self._services,
            self._output,
            Stated(),
            verify=True,
            measure=False,
            revision=self._revision,
        )


def _split(target: str) -> tuple[str, str]:
    """Return repository and build of `REPO[:QUANT]`. Raises `ParleyError` `hub_name`."""
    repo, _, name = ("", "", "") if "://" in target else target.strip().partition(":")
    return repository_name(repo or target), name.strip()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
