"""Heights of a long column agree with a plain list, whatever is done to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.ui.chat.heights import Heights

sizes = st.integers(1, 500)


@given(
    st.lists(sizes, min_size=1, max_size=60),
    st.lists(st.tuples(st.sampled_from(["set", "append", "cut"]), st.integers(0, 80), sizes)),
    st.integers(-100, 20_000),
)
def test_places_are_those_of_a_plain_list(
    heights: list[int], changes: list[tuple[str, int, int]], place: int
) -> None:
    tree = Heights(heights)
    for what, index, height in changes:
        if what == "append":
            tree.append(height)
            heights.append(height)
        elif what == "cut" and index:
            tree.cut(index)
            del heights[index:]
        else:
            tree[index % len(heights)] = height
            heights[index % len(heights)] = height
    assert len(tree) == len(heights)
    assert [tree[index] for index in range(len(tree))] == heights
    assert tree.total == sum(heights)
    tops = [sum(heights[:index]) for index in range(len(heights) + 1)]
    assert [tree.top(index) for index in range(len(heights) + 1)] == tops
    found = tree.at(place)
    assert found == max((i for i, top in enumerate(tops[:-1]) if top <= place), default=0)
