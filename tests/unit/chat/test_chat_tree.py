"""The tree of messages: every message reachable, alternatives in order, deletions left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.chat.tree import Place, Tree

#: 1 ─ 2 ─ 3        7 begins anew
#:   └ 4 ┬ 5
#:       └ 6
LINKS: list[tuple[int, int | None]] = [(1, None), (2, 1), (3, 2), (4, 1), (5, 4), (6, 4), (7, None)]


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    """Return random messages with their parents, in any order."""
    links: dict[int, int | None] = {}
    for key in range(1, draw(st.integers(1, 40)) + 1):
        links[key] = draw(st.sampled_from([None, *links]))
    return dict(draw(st.permutations(list(links.items()))))


def test_alternatives_and_their_places() -> None:
    tree = Tree(LINKS)
    assert tree.branch(6) == [1, 4, 6]
    assert tree.siblings(2) == [2, 4]
    assert tree.place(2) == Place(1, 2, None, 4, last=False)
    assert tree.place(6) == Place(2, 2, 5, None, last=True)
    assert tree.place(7) == Place(2, 2, 1, None, last=True)
    assert tree.leaf(1) == 6
    assert tree.leaf(None) == 7


def test_a_deleted_branch_is_not_there() -> None:
    tree = Tree(LINKS, {4})
    assert [key for key in range(1, 8) if key in tree] == [1, 2, 3, 7]
    assert tree.place(2).count == 1
    assert tree.leaf(1) == 3


def test_what_is_shown_after_a_deletion() -> None:
    tree = Tree(LINKS)
    assert tree.leaf_without(2, 3) == 6  # the next alternative, its newest end
    assert tree.leaf_without(4, 6) == 3  # the one before, where none comes after
    assert tree.leaf_without(3, 3) == 2  # what is above
    assert tree.leaf_without(5, 3) == 3  # another branch stays
    assert Tree([(1, None), (2, 1)]).leaf_without(1, 2) is None


def test_an_empty_conversation_has_no_end() -> None:
    assert Tree([]).leaf(None) is None
    assert len(Tree([])) == 0


@given(trees())
def test_every_message_is_reached_by_steps_between_alternatives(
    links: dict[int, int | None],
) -> None:
    tree = Tree(links.items())
    reached: set[int] = set()
    waiting = [tree.leaf(None)]
    while waiting:
        leaf = waiting.pop()
        assert leaf is not None
        for key in tree.branch(leaf):
            if key in reached:
                continue
            reached.add(key)
            place = tree.place(key)
            waiting.extend(tree.leaf(k) for k in (place.before, place.after) if k is not None)
    assert reached == set(links)


@given(trees())
def test_alternatives_are_in_order_and_know_each_other(links: dict[int, int | None]) -> None:
    tree = Tree(links.items())
    for key, parent in links.items():
        beside = tree.siblings(key)
        assert beside == sorted(k for k, p in links.items() if p == parent)
        place = tree.place(key)
        assert beside[place.number - 1] == key
        assert place.count == len(beside)
        if place.after is not None:
            assert tree.place(place.after).before == key
        assert place.last == (key not in links.values())
        assert tree.branch(key)[-1] == key
        assert tree.branch(key)[0] in {k for k, p in links.items() if p is None}


@given(trees(), st.data())
def test_a_deletion_takes_what_follows_and_nothing_else(
    links: dict[int, int | None], data: st.DataObject
) -> None:
    whole = Tree(links.items())
    key = data.draw(st.sampled_from(sorted(links)))
    leaf = whole.leaf(data.draw(st.sampled_from(sorted(links))))
    rest = Tree(links.items(), {key})
    gone = {k for k in links if key in whole.branch(k)}
    assert {k for k in links if k in rest} == set(links) - gone
    assert whole.count(key) == len(gone)
    shown = whole.leaf_without(key, leaf)
    if len(rest) and whole.branch(key)[0] != key:
        assert shown in rest
    if shown is not None:
        assert shown in rest
        assert rest.place(shown).last
    else:
        assert len(rest) == 0
