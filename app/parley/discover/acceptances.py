"""Which licences a person has accepted, when, and the hash of the text that was shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import closing

import msgspec

from parley.core.database import Database, explained, written


class Acceptance(msgspec.Struct, frozen=True):
    """A licence that was accepted for a repository.

    Attributes:
        licence: its id in the catalogue, or else its name.
        name: as it was shown.
        link: web address of the text; "" where none was known.
        sha256: of the text that came with the repository, in hexadecimal; "" where none did.
        accepted_at: seconds since 1970 (UTC).
    """

    licence: str
    name: str
    repo: str
    link: str = ""
    sha256: str = ""
    accepted_at: float = 0.0


class Acceptances:
    """What was accepted in this home. Used from any thread; each call opens the database.

    Every method may raise `ParleyError` as `core.database.explain` has it.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> tuple[Acceptance, ...]:
        """Return what was accepted, the latest first."""
        with closing(self._database.connect()) as connection, explained(self._database.path):
            rows = connection.execute(
                "SELECT licence, name, repo, link, sha256, accepted_at FROM licence_acceptances"
                " ORDER BY accepted_at DESC, id DESC"
            ).fetchall()
        return tuple(Acceptance(*row) for row in rows)

    def holds(self, wanted: Acceptance) -> bool:
        """Return whether a licence was accepted for this repository, with the same text."""
        asked = (wanted.licence, wanted.repo.casefold(), wanted.sha256)
        return any(
            (each.licence, each.repo.casefold(), each.sha256) == asked for each in self.all()
        )

    def add(self, accepted: Iterable[Acceptance]) -> None:
        """Keep that licences are accepted now."""
        now = self._clock()
        with (
            closing(self._database.connect()) as connection,
            written(connection, self._database.path),
        ):
            for each in accepted:
                connection.execute(
                    "INSERT INTO licence_acceptances"
                    " (licence, name, repo, link, sha256, accepted_at) VALUES (?, ?, ?, ?, ?, ?)",
                    (each.licence, each.name, each.repo, each.link, each.sha256, now),
                )
