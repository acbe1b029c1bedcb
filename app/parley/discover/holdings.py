"""The models on this disk as a person sees them, and what they take of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from parley.core.errors import ParleyError
from parley.discover.cards import Desk
from parley.discover.known import identity
from parley.library import Model
from parley.library.resolve import refuse_unusable

Column = Literal["name", "quantisation", "size", "whence", "used", "speed"]


class Holding(msgspec.Struct, frozen=True):
    """One model on this disk.

    Attributes:
        key: as `ConversationOptions.model` takes it.
        name: of the model, without its quantisation.
        family: as `catalog.family_of` has it; "" where it is unknown.
        expected: tokens per second that are expected of it here; 0 where nothing is.
        problem: why it cannot be used, a sentence; "" for a sound one.
    """

    model: Model
    key: str
    name: str
    family: str
    expected: float = 0.0
    problem: str = ""

    @property
    def measured(self) -> float:
        """Tokens per second that it wrote here the last time; 0 where it never did."""
        return self.model.measured.decode if self.model.measured is not None else 0.0

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.model.files if file.state != "missing")

    @property
    def usable(self) -> bool:
        """Whether it can answer."""
        return self.model.kind == "model" and not self.problem

    @property
    def words(self) -> str:
        """Everything that a search may mean, folded."""
        model = self.model
        said = (
            self.name, model.name, model.quantisation, self.family, model.repo, model.program,
            model.path.name, *model.aliases,
        )  # fmt: skip
        return " ".join(said).casefold()


class Usage(msgspec.Struct, frozen=True):
    """The disk of the models folder; bytes.

    Attributes:
        own: models in Parley's folders and of the person's own.
        elsewhere: models of other programs on the same disk.
        others: everything else.
    """

    total: int
    own: int
    elsewhere: int
    others: int
    free: int


def holdings(models: Iterable[Model], desk: Desk) -> tuple[Holding, ...]:
    """Return the models of this disk, each once. Takes a moment for each known one."""
    return tuple(_holding(model, desk) for model in models if model.same_as is None)


def matching(found: Iterable[Holding], words: str) -> list[Holding]:
    """Return the models in which every word of `words` occurs, in their order."""
    wanted = words.casefold().split()
    return [each for each in found if all(word in each.words for word in wanted)]


def ordered(found: Iterable[Holding], column: Column, *, downwards: bool = False) -> list[Holding]:
    """Return the models in the order of a column; what has no value comes last both ways."""
    by_name = sorted(found, key=lambda each: (each.name.casefold(), each.size))

    def value(each: Holding) -> str | float | None:
        model = each.model
        values: dict[Column, str | float | None] = {
            "name": each.name.casefold(),
            "quantisation": model.quantisation or None,
            "size": each.size,
            "whence": f"{model.origin} {model.program}",
            "used": model.used_at,
            "speed": each.measured or each.expected or None,
        }
        return values[column]

    there = [each for each in by_name if value(each) is not None]
    gone = [each for each in by_name if value(each) is None]
    there.sort(key=value, reverse=downwards)  # type: ignore[arg-type]
    return [*there, *gone]


def usage(folder: Path, models: Sequence[Model]) -> Usage:
    """Return what models take of the disk that holds `folder`. Looks at every file once.

    Raises `ParleyError` where the disk does not tell.
    """
    try:
        device, disk = folder.stat().st_dev, shutil.disk_usage(folder)
    except OSError as error:
        raise _unknown(folder, error) from error
    taken = {True: 0, False: 0}
    counted: set[tuple[int, int]] = set()
    for model in models:
        for file in model.files:
            try:
                status = file.path.stat()
            except OSError:
                continue  # it is not there, and takes nothing
            same = status.st_dev, status.st_ino
            if status.st_dev != device or (status.st_ino and same in counted):
                continue
            counted.add(same)
            # A file with holes takes less than it is long.
            blocks = getattr(status, "st_blocks", 0) * 512
            taken[model.origin == "found"] += min(status.st_size, blocks or status.st_size)
    others = max(disk.total - disk.free - sum(taken.values()), 0)
    return Usage(disk.total, taken[False], taken[True], others, disk.free)


def _unknown(folder: Path, error: OSError) -> ParleyError:
    return ParleyError(
        "models_folder_unreadable",
        f"The folder of the models, “{folder}”, cannot be looked at"
        f" ({error.strerror or type(error).__name__}).",
        safe="Nothing was changed.",
        hint="Check that its disk is there, and its permissions.",
    )


def _holding(model: Model, desk: Desk) -> Holding:
    found = identity(desk.catalog, model)
    header = model.header
    problem = ""
    try:
        refuse_unusable(model)
    except ParleyError as error:
        problem = error.message
    if header is not None and header.problem:
        problem = header.problem
    expected = 0.0
    if found.known is not None and model.quantisation and not problem:
        expected = desk.expected(found.known, model.quantisation)
    return Holding(
        model=model,
        key=found.key,
        name=found.name,
        family=found.family,
        expected=expected,
        problem=problem,
    )
