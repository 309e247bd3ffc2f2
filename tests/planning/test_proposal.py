"""What a proposal says of itself: who gives up a time when a part of it is taken over."""

from datetime import date, time

from desktop.domain.time import Moment
from desktop.planning.proposal import Change, LeftOut, Placement, Proposal

DAY = date(2027, 4, 20)


def span(start: int, end: int) -> tuple[Moment, Moment]:
    return Moment(DAY, time(start), "Asia/Tokyo"), Moment(DAY, time(end), "Asia/Tokyo")


PROPOSAL = Proposal(
    "trip",
    placements=(
        Placement("a", *span(9, 11), Change.NEW),
        Placement("b", *span(14, 15), Change.MOVED, span(9, 10)),
    ),
    left=(
        LeftOut("early", before=span(10, 12)),
        LeftOut("late", before=span(16, 17)),
        LeftOut("x"),
    ),
)


def test_all_that_is_left_out_gives_up_its_time_with_all() -> None:
    assert [one.item_id for one in PROPOSAL.displaced()] == ["early", "late"]


def test_with_a_part_only_what_stands_where_that_goes_gives_way() -> None:
    assert [one.item_id for one in PROPOSAL.displaced(["a"])] == ["early"]
    assert PROPOSAL.displaced(["b"]) == []
