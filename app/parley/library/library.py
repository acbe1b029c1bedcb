"""The models on this disk, as one service: what there is, what a name means, what becomes of it.

Calls may come from any thread; each opens the database for itself and leaves nothing open.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from parley.core.errors import ParleyError
from parley.core.launching import command
from parley.core.paths import Paths
from parley.library import looking, merging, resolve
from parley.library.looking import Disk, OnHeaders
from parley.library.records import Keys, Records, Row, absolute, can_be_kept
from parley.library.resolve import STARTER
from parley.library.sightings import seen, sighted, walk
from parley.library.values import DownloadedFile, Measured, Model, Scan

if TYPE_CHECKING:
    from parley.library.elsewhere import Where
    from parley.library.hashing import OnProgress
    from parley.library.importing import ImportResult
    from parley.library.removing import Removal
    from parley.library.verifying import Verification

#: Why the database cannot be opened or written while the models are there all the same.
_OUT_OF_REACH: Final = {"disk_full", "database_unreachable"}

#: Opens a connection for the calling thread, which closes it.
Connect = Callable[[], sqlite3.Connection]


class Library:
    """Models that were downloaded, brought, or found in other programs' folders. No network.

    Args:
        paths: where the person's models are.
        connect: opens the database; without it nothing is remembered from call to call.
        env: environment variables: they say where other programs keep their models.
        elsewhere: whether other programs' folders are looked into.
        where: those folders; None finds them by `env`.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        paths: Paths,
        connect: Connect | None = None,
        *,
        env: Mapping[str, str] = os.environ,
        elsewhere: Callable[[], bool] = lambda: True,
        where: Where | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._paths = paths
        self._connect = connect
        self._elsewhere = elsewhere
        self._clock = clock
        self._keys = Keys(paths.models)
        self._root = Path(absolute(paths.models))
        self._disk = Disk(self._root, self._keys, env, where)

    # -- what there is ---------------------------------------------------------------------------

    def scan(
        self,
        *,
        elsewhere: bool | None = None,
        on_progress: OnHeaders = lambda _done, _total: None,
    ) -> Scan:
        """Return all models of this disk, after one look at each file.

        Headers are read of new and changed files alone. Where the database is out of reach, on a
        full disk for example, all are, and a note says so.

        Args:
            elsewhere: whether to look into other programs' folders; None does what was set.
            on_progress: called with headers read and to be read, while there are some.

        Raises:
            ParleyError: as `core.database.explain`, for other reasons.
        """
        with contextlib.ExitStack() as stack:
            records, unread = None, []
            try:
                records = stack.enter_context(self._records())
            except ParleyError as error:
                if error.code not in _OUT_OF_REACH:
                    raise
                unread.append(f"What is known of the models could not be read. {error.message}")
            look = self._disk.look(records, everywhere=self._everywhere(elsewhere))
            read = looking.read_headers(look, self._keys, on_progress)
            kept, news = looking.keep(records, look, read, self._keys, self._clock())
        models = looking.models(self._keys, look, kept, read)
        return Scan(tuple(merging.twins(models)), tuple(unread + look.notes + news))

    def glance(self, *, elsewhere: bool | None = None) -> tuple[Model, ...]:
        """Return all models after one look at each file, with headers as far as remembered.

        Nothing is written. Without the database less is known.

        Args:
            elsewhere: whether to look into other programs' folders; None does what was set.
        """
        with contextlib.ExitStack() as stack:
            records: Records | None = None
            with contextlib.suppress(ParleyError):
                records = stack.enter_context(self._records())
            look = self._disk.look(records, everywhere=self._everywhere(elsewhere))
        kept = dict(look.rows)
        for key, row in look.rows.items():
            one = look.found.get(key)
            if one is not None:
                stale = merging.needs_header(row, one, self._keys)
                fresh, _ = merging.observed(row, one, None, self._keys, 0.0)
                kept[key] = msgspec.structs.replace(fresh, header=None) if stale else fresh
        return tuple(looking.models(self._keys, look, kept, {}))

    def find(self, name: str, scan: Scan | None = None, *, whole: bool = False) -> Model:
        """Return the model that `name` means, in whatever state it is.

        Args:
            whole: the beginning of a name is not enough.

        Raises:
            ParleyError: `model_not_found`, `model_ambiguous`.
        """
        models = (scan or self.scan()).models
        wanted = name.strip()
        if wanted.lower() == STARTER:
            found = [one for one in models if one.origin == "starter"]
        else:
            given = absolute(wanted) if wanted else ""
            found = [
                one for one in models if given and given in map(str, (one.path, *one.also))
            ] or resolve.matching(wanted, models, whole=whole)
            if not found and given and seen(given) is not None:
                raise ParleyError(
                    "model_not_found",
                    f"“{given}” is not among the models that are listed.",
                    hint=f"Take it in with “{command('import', given)}” first.",
                )
        return self._only(wanted, found, models)

    def resolve(self, name: str, *, elsewhere: bool | None = None) -> Path:
        """Return the model file that `name` stands for; never one of an incomplete model.

        `name` is `starter`, a path, or what `resolve.matching` takes. The database is opened for a
        name only, and not needed for one.

        Args:
            elsewhere: whether other programs' models count; None does what was set.

        Raises:
            ParleyError: `model_not_found`, `model_ambiguous`, and as `resolve.refuse_unusable`.
        """
        wanted = name.strip()
        if wanted.lower() == STARTER:
            return self._disk.starter()
        given = resolve.as_path(wanted)
        if given is not None and given.is_file():
            return given
        own = resolve.without_starter(self.glance(elsewhere=False))
        every = own
        found = resolve.matching(wanted, resolve.usable(own), whole=True)
        if not found:
            every = resolve.without_starter(self.glance(elsewhere=elsewhere))
            usable = resolve.usable(every)
            found = resolve.matching(wanted, usable) or resolve.matching(wanted, every)
        if not found and given is not None and given.exists():
            return given  # a folder, say; reading it tells what is wrong
        if not found and given is not None and resolve.is_like_path(wanted, given):
            error = self._not_found(wanted, every)
            raise ParleyError(error.code, f"There is no model file at “{given}”.", hint=error.hint)
        model = self._only(wanted, found, every)
        if model.header is None:
            from parley.library.headers import summary

            header = summary([str(file.path) for file in model.weights], model.kind)
            model = msgspec.structs.replace(model, header=header)
        resolve.refuse_unusable(model)
        return model.path

    # -- what becomes of it ----------------------------------------------------------------------

    def used(self, path: str | Path, measured: Measured | None = None) -> None:
        """Remember that a model was loaded, and what was measured of it. Others are left alone.

        Raises:
            ParleyError: as `core.database.explain`.
        """
        key = self._keys.key(absolute(path))
        with self._records() as records:
            if records is None:
                return
            row = records.row(key) or self._new_row(key, records)
            if row is None:
                return
            with records.write():
                row = records.row(key) or row
                records.put(merging.used(row, measured, self._clock()))

    def add_download(
        self, *, repo: str, revision: str, licence: str, files: Sequence[DownloadedFile]
    ) -> tuple[Model, ...]:
        """Remember a finished download: its builds with their hashes. Doing it twice is fine.

        Args:
            repo, revision, licence: as the hub has them.
            files: all its files, below the models folder; others than models are left alone.

        Raises:
            ParleyError: as `core.database.explain`.
        """
        said = {absolute(file.path): file for file in files}
        below = absolute(self._paths.models / repo)
        looked = sighted(walk(below), origin="downloaded", repo_of=lambda _: repo)
        ours = [one for one in looked if any(file.path in said for file in one.files)]
        from parley.library.headers import summaries

        read = summaries({one.path: ([f.path for f in one.files], one.kind) for one in ours})
        models = []
        with self._records() as records, _writing(records):
            for one in ours:
                key = self._keys.key(one.path)
                old = records.row(key) if records else None
                row, _ = merging.observed(old, one, read[one.path], self._keys, self._clock())
                row = merging.registered(row, revision, licence, said, self._keys)
                if records:
                    records.put(row)
                models.append(merging.model(row, one, self._keys))
        return tuple(models)

    def import_(
        self,
        paths: Sequence[str | Path],
        *,
        move: bool = False,
        compare: bool = True,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> ImportResult:
        """Take models in: files, or folders, whose models are listed from now on.

        They stay where they are, or are moved into the models folder with all their parts and
        their projector. A file that is no model is refused; the others are still taken.

        Args:
            move: move them.
            compare: read a file whole, where that is needed to know if its content is here already.
            on_progress: called while files are copied or compared.
            stop: ends that; what was not finished is as it was.

        Raises:
            ParleyError: the first refusal, where nothing was taken; as `core.database.explain`.
            Cancelled: it was stopped.
        """
        from parley.library.taking import Taking

        with self._records() as records:
            taking = Taking(
                self,
                self._root,
                self._keys,
                records,
                self._clock,
                compare=compare,
                on_progress=on_progress,
                stop=stop,
            )
            return taking.take(paths, move=move)

    def removal(self, model: Model, scan: Scan, *, delete_file: bool = False) -> Removal:
        """Return what removing a model of `scan` would delete and free.

        Args:
            delete_file: delete also what lies outside the models folder.

        Raises:
            ParleyError: `model_not_removable`.
        """
        from parley.library.removing import removal

        return removal(model, scan.models, self._root, delete_file=delete_file)

    def remove(self, removal: Removal) -> None:
        """Delete and forget a model. A full disk, which it may free, keeps nothing from that.

        Raises:
            ParleyError: `model_in_use`, `model_not_deleted`; as `core.database.explain`.
        """
        from parley.library.removing import delete

        try:
            self._remove(removal)
        except ParleyError as error:
            if error.code not in _OUT_OF_REACH or not removal.delete:
                raise
            delete(removal, self._root)
            with contextlib.suppress(ParleyError):  # now that there may be room for that
                self._remove(removal)

    def folders(self) -> tuple[Path, ...]:
        """Return the imported folders. Raises `ParleyError` as `core.database.explain`."""
        with self._records() as records:
            return tuple(map(Path, records.folders() if records else ()))

    def forget_folder(self, folder: Path) -> int:
        """Forget an imported folder with its models, which stay; return how many those were.

        Raises:
            ParleyError: as `core.database.explain`.
        """
        with self._records() as records, _writing(records):
            if records is None:
                return 0
            below = [
                row for row in records.rows().values() if merging.is_below(row.path, str(folder))
            ]
            for row in below:
                records.drop(row.path)
            records.drop_folder(str(folder))
        return sum(not row.hidden for row in below)

    def verify(
        self,
        model: Model,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> Verification:
        """Read all files of a model, compare them with their hashes, and remember what came of it.

        What came of hours of reading is returned also where it cannot be remembered.

        Raises:
            Cancelled: it was stopped.
        """
        from parley.library.hashing import Meter
        from parley.library.verifying import compared, noted

        meter = Meter(sum(file.size for file in model.files), on_progress, stop)
        result = compared(model, meter)
        key = self._keys.key(str(model.path))
        try:
            with self._records() as records, _writing(records):
                row = records.row(key) if records else None
                if records and row is not None:
                    records.put(noted(row, result, self._keys, self._clock()))
        except ParleyError as error:
            words = f"{result.words} This could not be remembered. {error.message}".strip()
            return msgspec.structs.replace(result, words=words)
        return result

    # -- inside ----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _records(self) -> Iterator[Records | None]:
        if self._connect is None:
            yield None
            return
        connection = self._connect()
        try:
            yield Records(connection)
        finally:
            connection.close()

    def _remove(self, removal: Removal) -> None:
        from parley.library.removing import delete

        key = self._keys.key(str(removal.model.path))
        # First what can be refused: while another program keeps the database, nothing is deleted.
        with self._records() as records, _writing(records):
            delete(removal, self._root)
            if records is None:
                return
            row = records.row(key)
            if removal.hide and row is not None:
                records.put(msgspec.structs.replace(row, hidden=True))
            else:
                records.drop(key)

    def _everywhere(self, elsewhere: bool | None) -> bool:
        return self._elsewhere() if elsewhere is None else elsewhere

    def _new_row(self, key: str, records: Records) -> Row | None:
        """Return a first row for a model that was not listed yet; None for one of none of ours."""
        look = self._disk.look(records, everywhere=self._everywhere(None))
        one = look.found.get(key)
        if one is None or not can_be_kept(one.path):
            return None
        return merging.observed(None, one, None, self._keys, self._clock())[0]

    def _only(self, name: str, found: Sequence[Model], every: Sequence[Model]) -> Model:
        if len(found) > 1:
            raise resolve.ambiguous(name, found)
        if not found:
            raise self._not_found(name, every)
        return found[0]

    def _not_found(self, name: str, models: Sequence[Model]) -> ParleyError:
        return resolve.not_found(
            name,
            resolve.without_starter(models),
            starter=self._disk.has_starter,
            folder=self._paths.models,
        )


@contextlib.contextmanager
def _writing(records: Records | None) -> Iterator[None]:
    if records is None:
        yield
        return
    with records.write():
        yield
