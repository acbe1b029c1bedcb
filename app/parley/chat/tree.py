"""The tree that a conversation's messages make: who is an alternative to whom, and what is shown.

Pure: it knows ids only. What was deleted is given as the first message of each such branch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec


class Place(msgspec.Struct, frozen=True):
    """Where a message stands among its alternatives, oldest first.

    Attributes:
        number: from 1; `count` of them in all.
        before, after: ids of the alternatives beside it; None at the ends.
        last: nothing follows it, in any branch.
    """

    number: int = 1
    count: int = 1
    before: int | None = None
    after: int | None = None
    last: bool = True

    @classmethod
    def among(cls, alternatives: Sequence[int], key: int, *, last: bool) -> Place:
        """Return the place of `key` among `alternatives`; a message that is gone stands alone."""
        if key not in alternatives:
            return cls(last=last)
        at = alternatives.index(key)
        return cls(
            number=at + 1,
            count=len(alternatives),
            before=alternatives[at - 1] if at else None,
            after=alternatives[at + 1] if at + 1 < len(alternatives) else None,
            last=last,
        )


class Tree:
    """The messages of one conversation that are not deleted, by id."""

    def __init__(
        self, links: Iterable[tuple[int, int | None]], deleted: Collection[int] = ()
    ) -> None:
        """Take each message's id and its parent's; None begins the conversation."""
        below: dict[int | None, list[int]] = {}
        for key, parent in links:
            if key not in deleted:
                below.setdefault(parent, []).append(key)
        # What hangs below a deleted message is reached from nowhere, and so is not there.
        self._parents: dict[int, int | None] = {}
        self._below: dict[int | None, list[int]] = {}
        waiting: list[int | None] = [None]
        while waiting:
            parent = waiting.pop()
            if children := sorted(below.get(parent, ())):
                self._below[parent] = children
                self._parents.update(dict.fromkeys(children, parent))
                waiting.extend(children)

    def __contains__(self, key: int | None) -> bool:
        return key in self._parents

    def __len__(self) -> int:
        return len(self._parents)

    def branch(self, key: int) -> list[int]:
        """Return the messages from the conversation's first to `key`."""
        branch: list[int] = []
        above: int | None = key
        while above is not None:
            branch.append(above)
            above = self._parents[above]
        branch.reverse()
        return branch

    def siblings(self, key: int) -> list[int]:
        """Return the alternatives to a message, itself included, oldest first."""
        return self._below[self._parents[key]]

    def place(self, key: int) -> Place:
        """Return where a message stands among its alternatives."""
        return Place.among(self.siblings(key), key, last=key not in self._below)

    def count(self, key: int) -> int:
        """Return how many messages the branch from `key` on has, with all its alternatives."""
        found, waiting = 0, [key]
        while waiting:
            found += 1
            waiting.extend(self._below.get(waiting.pop(), ()))
        return found

    def leaf(self, key: int | None) -> int | None:
        """Return the end of the branch through `key`: the newest message each time.

        None asks for the whole conversation; it has no end while it is empty.
        """
        while children := self._below.get(key):
            key = children[-1]
        return key

    def leaf_without(self, key: int, leaf: int | None) -> int | None:
        """Return the leaf to show once the branch from `key` on is deleted.

        It stays where it is outside that branch. Otherwise it is in the next alternative, or the
        one before, or else the message above; None where nothing is left.
        """
        if leaf is not None and leaf in self and key not in self.branch(leaf):
            return leaf
        place = self.place(key)
        beside = place.after if place.after is not None else place.before
        return self._parents[key] if beside is None else self.leaf(beside)
