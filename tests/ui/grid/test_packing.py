"""Items at the same time stand side by side, the parts of a block within it."""

import pytest

from desktop.ui.grid.packing import Share, Stretch, lanes_needed, packed


def test_what_overlaps_stands_side_by_side_and_the_rest_has_the_whole_width() -> None:
    shares = packed([Stretch("a", 0, 60), Stretch("b", 30, 90), Stretch("c", 90, 120)])
    assert shares == {"a": Share(0, 0.5), "b": Share(0.5, 1), "c": Share(0, 1)}


def test_what_has_room_at_its_right_takes_it() -> None:
    shares = packed(
        [Stretch("a", 0, 120), Stretch("b", 0, 30), Stretch("c", 0, 30), Stretch("d", 60, 90)]
    )
    assert [shares["d"].left, shares["d"].right] == pytest.approx([1 / 3, 1])


def test_what_begins_together_stands_in_the_order_of_the_programme() -> None:
    shares = packed([Stretch("b", 0, 30), Stretch("a", 0, 60), Stretch("c", 0, 45)])
    assert sorted(shares, key=lambda each: shares[each].left) == ["b", "a", "c"]


def test_forty_at_once_each_get_a_fortieth() -> None:
    stretches = [Stretch(str(n), 0, 60) for n in range(40)]
    lefts = sorted(share.left for share in packed(stretches).values())
    assert lefts == pytest.approx([n / 40 for n in range(40)])
    assert lanes_needed(packed(stretches).values()) == 40


def test_parts_stand_within_their_block_beside_its_title() -> None:
    shares = packed(
        [Stretch("seminar", 0, 240), Stretch("talk", 10, 60, "seminar"), Stretch("other", 0, 60)]
    )
    block, talk = shares["seminar"], shares["talk"]
    assert block.left < talk.left < talk.right == block.right
    assert (block.depth, talk.depth) == (0, 1)
    assert 0 < block.title < 1 == talk.title


def test_blocks_that_name_each_other_are_still_drawn() -> None:
    assert set(packed([Stretch("a", 0, 9, "b"), Stretch("b", 0, 9, "a")])) == {"a", "b"}
    assert set(packed([Stretch("a", 0, 9, "gone")])) == {"a"}
    assert packed([]) == {}
