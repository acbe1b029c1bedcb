"""Which build of a repository is fetched: what was named, was begun, is here, or suits the machine.

Asks nobody anything: what a person has to do first comes as the hub's `ParleyError`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.discover.licences import Licences, licences_of
from parley.fit.values import Verdict, Wish
from parley.gguf import BuildFiles
from parley.hub import Card, Hub, RepositoryFiles, repository_name
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
    from parley.catalog import Catalog
    from parley.fit.fitting import Fitter

#: Opens what answers whether models run here, for a revision of repositories.
OpenFitter = Callable[[str], "AbstractContextManager[Fitter]"]


class Chosen(msgspec.Struct, frozen=True):
    """What is fetched for one name.

    Attributes:
        reasons: sentences on why this build, and on how it runs here.
        there: whether it is on this disk already, and was left as it is since.
        cached: whether the hub's list is one from an earlier time.
        licences: that hold for it; None where they could not be looked up, or nothing is fetched.
        card: what the repository's page says; None likewise.
        verdict: how it would run here; None where that is not known, or was not asked.
    """

    plan: DownloadPlan
    reasons: tuple[str, ...] = ()
    there: bool = False
    cached: bool = False
    licences: Licences | None = None
    card: Card | None = None
    verdict: Verdict | None = None


class Looked(msgspec.Struct, frozen=True):
    """A repository, and what is meant in it as far as names and the queue tell.

    Attributes:
        chosen: what is meant; None where it depends on the machine.
        judge: whether it is still to be said if that runs here.
    """

    files: RepositoryFiles
    chosen: Chosen | None = None
    judge: bool = True

    @property
    def there(self) -> bool:
        """Whether what is meant is on this disk already."""
        return self.chosen is not None and self.chosen.there


class Chooser:
    """Chooses in three steps: `look`, `check_access`, `decide`. Calls wait for the network.

    Args:
        models: folder that files go to.
        open_fitter: opens what knows this machine, for a revision.
        catalog: returns the curated models. May raise `ParleyError`.
        note: told sentences on what could not be found out.
        revision: branch, tag or commit.
        projector: fetch a projector too.
    """

    def __init__(
        self,
        hub: Hub,
        queue: DownloadQueue,
        models: Path,
        *,
        open_fitter: OpenFitter,
        catalog: Callable[[], Catalog],
        note: Callable[[str], None] = lambda text: None,
        revision: str = "main",
        projector: bool = True,
    ) -> None:
        self._hub = hub
        self._queue = queue
        self._models = models
        self._open_fitter = open_fitter
        self._catalog = catalog
        self._note = note
        self._revision = revision
        self._projector = projector

    def look(self, target: str) -> Looked:
        """Return the repository of `REPO[:QUANT]`, and what is meant in it.

        Raises:
            ParleyError: it is not there or cannot be used.
        """
        repo, name = _split(target)
        files = self._hub.files(repo, self._revision)
        builds = content_of(files).builds
        if name:
            return Looked(files, self._made(files, build_called(files, name)))
        if not builds:
            raise no_build(files)
        begun = self._begun(files, builds)
        if begun is not None:
            return Looked(files, self._made(files, *begun), judge=False)
        whole = [each for each in builds if each.complete]
        return Looked(files, self._made(files, whole[0]) if len(whole) == 1 else None)

    def check_access(self, looked: Looked) -> None:
        """Return if the files may be read, or nothing tells otherwise.

        Raises:
            ParleyError: `hub_gated`, `hub_token`, `hub_scope`, `hub_forbidden` say what is missing.
        """
        # Nobody is asked for a token for what is here.
        if looked.there or not looked.files.gated or looked.files.cached:
            return
        try:
            self._hub.access(looked.files)
        except ParleyError as error:
            if error.code not in OUT_OF_REACH:
                raise
            # The download waits for the hub, and is told then.

    def decide(self, looked: Looked) -> Chosen:
        """Return what is fetched, whether it runs here, and under which licences.

        Raises:
            ParleyError: `download_none_fits`, and what the hub says.
        """
        made, files = looked.chosen, looked.files
        if made is not None and made.there:
            return made
        if made is None:
            made = self._recommended(files)
        elif looked.judge:
            made = self._judged(made, files)
        if made.there:
            return made
        try:
            card = self._hub.card(files.repo, self._revision)
            licences = licences_of(self._catalog(), card)
        except ParleyError as error:
            # A download that is fine otherwise does not need them.
            self._note(error.message)
            return made
        return msgspec.structs.replace(made, card=card, licences=licences)

    # -- inside ----------------------------------------------------------------------------------

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
        folder = self._models / files.repo
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
            with self._open_fitter(self._revision) as fitter:
                found = fitter.fit(f"{files.repo}:{label}", Wish()).plan
        except ParleyError as error:
            self._note(f"Whether it runs here is not known. {error.message}")
            return made
        made = msgspec.structs.replace(made, verdict=found.verdict)
        if found.verdict == "too_big":
            self._note(f"It will not run on this computer. {found.reasons[0]}")
            return made
        return msgspec.structs.replace(made, reasons=(*made.reasons, found.reasons[0]))

    def _recommended(self, files: RepositoryFiles) -> Chosen:
        with self._open_fitter(self._revision) as fitter:
            found = fitter.recommend(files.repo, Wish())
        if found.chosen is None:
            builds = content_of(files).builds
            labels = [each.label for each in builds if each.complete and each.label]
            example = labels[0] if labels else builds[0].first
            raise ParleyError(
                "download_none_fits",
                " ".join(found.reasons[:1]) or f"No build of “{files.repo}” suits this computer.",
                safe="Nothing was downloaded.",
                hint="Name one to get it all the same:"
                f" {command('pull', f'{files.repo}:{example}')}.",
            )
        chosen = found.chosen
        build = build_called(files, chosen.plan.files[0])
        made = self._made(files, build, (*chosen.choice[:1], *chosen.plan.reasons[:1]))
        return msgspec.structs.replace(made, verdict=chosen.plan.verdict)


def _split(target: str) -> tuple[str, str]:
    """Return repository and build of `REPO[:QUANT]`. Raises `ParleyError` `hub_name`."""
    repo, _, name = ("", "", "") if "://" in target else target.strip().partition(":")
    return repository_name(repo or target), name.strip()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
