import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.spans import SLOT
from desktop.ui.calendar.timeline_layout import (
    DAYS,
    Bar,
    By,
    Group,
    Lane,
    Place,
    Scale,
    Scene,
    bars_of,
    below,
    beside,
    edge,
    ground,
    grouped,
    merged,
    nearest,
    packed,
    placed,
)
from tests.ui.calendar.timeline_kit import day, span

PERIODS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 90)), max_size=60)
LANE, GAP = 30, 8


def bars(periods: list[tuple[int, int]]) -> list[Bar]:
    return bars_of(
        span(str(number), day(1) + dt.timedelta(days=start), length + 1)
        for number, (start, length) in enumerate(periods)
    )


def scene(*groups: Group, folded: tuple[str, ...] = ()) -> Scene:
    return Scene(groups, folded, LANE, GAP)


@given(PERIODS)
def test_bars_share_a_lane_only_where_they_do_not_touch(periods: list[tuple[int, int]]) -> None:
    given_bars = bars(periods)
    lanes = packed(given_bars)
    for lane in lanes:
        for before, after in zip(lane.bars, lane.bars[1:], strict=False):
            assert before.end <= after.first
    assert sorted(bar.id for lane in lanes for bar in lane.bars) == sorted(
        bar.id for bar in given_bars
    )


@given(PERIODS)
def test_there_are_no_more_lanes_than_bars_at_one_time(periods: list[tuple[int, int]]) -> None:
    given_bars = bars(periods)
    busiest = max(
        (sum(b.first <= a.first < b.end for b in given_bars) for a in given_bars), default=0
    )
    assert len(packed(given_bars)) == busiest


@given(PERIODS, st.integers(-50, 500), st.integers(1, 200))
def test_what_is_in_sight_is_found_without_looking_at_all(
    periods: list[tuple[int, int]], start: int, length: int
) -> None:
    first = day(1).toordinal() + start
    for lane in packed(bars(periods)):
        seen = [lane.bars[at] for at in lane.within(first, first + length)]
        assert seen == [b for b in lane.bars if b.first < first + length and b.end > first]


@given(PERIODS)
def test_a_folded_group_shows_the_days_on_which_there_is_anything(
    periods: list[tuple[int, int]],
) -> None:
    given_bars = bars(periods)
    days = {d for bar in given_bars for d in range(bar.first, bar.end)}
    stretches = merged(given_bars)
    assert {d for a, b in stretches for d in range(a, b)} == days
    assert all(before[1] < after[0] for before, after in itertools.pairwise(stretches))


def test_slots_are_ticks_in_the_bar_of_their_request() -> None:
    request = span("r", day(3), 10, kind="access_request")
    slot = span("r", day(4), 1, kind=SLOT, part="s", hours=(21, 3))
    (bar,) = bars_of([request, slot])
    (tick,) = bar.ticks
    assert tick.start == pytest.approx(day(4).toordinal() + 21 / 24)
    assert tick.end == pytest.approx(day(5).toordinal() + 3 / 24)


def test_a_record_of_two_people_is_in_the_lanes_of_both() -> None:
    two = span("two", day(1), 3, people=("p1", "p2"))
    none = span("none", day(1), 3)
    groups = grouped(bars_of([two, none]), By.PERSON, {"p2": 1, "p1": 2})
    assert [(group.key, [b.id for b in group.bars]) for group in groups] == [
        ("p2", ["two"]),
        ("p1", ["two"]),
        ("", ["none"]),
    ]


@pytest.mark.parametrize(
    ("by", "key"),
    [
        (By.KIND, "exchange"),
        (By.INSTITUTION, "o1"),
        (By.FACILITY, "f1"),
        (By.COUNTRY, "DK"),
    ],
)
def test_lanes_are_grouped_by_what_was_asked_for(by: By, key: str) -> None:
    one = span("1", day(1), 3, organisations=("o1",), facility_id="f1", country="DK")
    assert [group.key for group in grouped(bars_of([one]), by)] == [key]


def test_forty_bars_of_one_person_at_one_time_have_forty_lanes() -> None:
    many = bars_of(span(str(n), day(1), 5, people=("p",)) for n in range(40))
    (group,) = grouped(many, By.PERSON)
    stage = scene(group)
    assert stage.height == 40 * LANE + GAP
    assert scene(group, folded=("p",)).height == LANE + GAP


def test_heights_lead_to_lanes_and_back() -> None:
    groups = [
        Group(key, each, packed(each), merged(each))
        for key, each in (("a", bars([(0, 5), (2, 5), (3, 5)])), ("b", bars([(0, 5)])))
    ]
    stage = scene(*groups)
    for number, group in enumerate(groups):
        for at in range(len(group.lanes)):
            assert stage.lane_at(stage.lane_top(number, at) + LANE // 2) == (number, at)
    assert stage.group_at(-1) == -1
    assert stage.group_at(stage.height) == -1
    assert list(stage.seen(0, stage.height)) == [0, 1]
    assert list(stage.lanes_seen(0, stage.lane_top(0, 1), stage.lane_top(0, 2))) == [1]


def test_a_day_is_at_the_same_pixel_however_far_one_panned() -> None:
    scale = Scale(day(1).toordinal(), 400, 7.3)
    for number in range(400):
        at = day(1).toordinal() + number
        assert abs(scale.day(scale.x(at)) - at) <= 0.5 / 7.3 + 1e-9


def test_the_ground_holds_all_bars_and_no_mistyped_century() -> None:
    usual = bars([(0, 10)])
    first, days = ground(usual, day(1))
    assert first <= usual[0].first - DAYS + 1
    assert first + days >= usual[0].end + DAYS
    wrong = bars_of([span("1", dt.date(207, 4, 1), 4), span("2", dt.date(9990, 1, 1), 4)])
    assert ground(wrong, day(1))[1] < 366 * 250


def walk() -> tuple[Scene, dict[str, Place]]:
    """Two groups: a1 and a2 after one another, a3 beside both; b1 below."""
    a = bars_of([span("a1", day(1), 5), span("a2", day(10), 5), span("a3", day(2), 20)])
    b = bars_of([span("b1", day(12), 5)])
    stage = scene(*(Group(k, each, packed(each), merged(each)) for k, each in (("a", a), ("b", b))))
    return stage, {bar.id: placed(stage, at, bar) for at, g in enumerate((a, b)) for bar in g}


def test_keys_lead_through_a_group_in_time() -> None:
    stage, at = walk()
    assert beside(stage, at["a1"], 1) == at["a3"]
    assert beside(stage, at["a3"], 1) == at["a2"]
    assert beside(stage, at["a2"], 1) == at["a2"]
    assert edge(stage, at["a3"], -1) == at["a1"]
    assert edge(stage, at["a3"], 1) == at["a2"]


def test_keys_lead_to_the_nearest_bar_of_the_next_lane() -> None:
    stage, at = walk()
    assert below(stage, at["a2"], 1) == at["a3"]
    assert below(stage, at["a3"], 1) == at["b1"]
    assert below(stage, at["b1"], 1) == at["b1"]
    assert below(stage, at["b1"], -1) == at["a3"]
    assert below(stage, at["a3"], -1).bar.id == "a2"


def test_the_nearest_bar_is_the_one_with_the_least_time_between() -> None:
    (lane,) = packed(bars([(0, 1), (10, 1), (30, 1)]))
    assert isinstance(lane, Lane)
    start = day(1).toordinal()
    assert [nearest(lane, start + d).first - start for d in (-9, 5, 8, 18, 25, 99)] == [
        0,
        0,
        10,
        10,
        30,
        30,
    ]
