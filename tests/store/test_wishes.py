"""What a programme is drafted from: read as plain values, set, and carried along with items."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    DraftDay,
    Exchange,
    Group,
    Item,
    ItemOrder,
    ItemWindow,
    Member,
    Moment,
    Trilingual,
)
from desktop.domain.codes import HalfDay, OrderKind, Priority
from desktop.domain.wishes import DayFact, WindowFact, Wishes, WishFact
from desktop.errors import Problem
from desktop.store import delegations, exchanges, moving_records, programmes, records, wishes
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, block_of, dangling, item, people, rows, watched

NEXT = DAY + timedelta(days=1)
WEEK = timedelta(days=7)
MORNING = WindowFact(NEXT, 540, 720)
EVER = WindowFact(None, 0, 1_440)


def read(office: OfficeFile, trip: Delegation) -> Wishes:
    with office.reading() as session:
        return wishes.read_wishes(session, trip.id)


def ids(*items: str) -> frozenset[str]:
    return frozenset(items)


def three(session: Session, trip: Delegation) -> list[Item]:
    return [item(session, trip, name, clock) for name, clock in (("a", 9), ("b", 11), ("c", 13))]


def test_without_wishes_there_is_what_is_usual(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        later, first, undated = (
            item(session, trip, name, clock) for name, clock in (("x", 15), ("y", 9), ("z", None))
        )
        part = item(session, trip, "part", 20, parent_id=first.id)
        other = delegations.create(session, DAY)
        item(session, other, "elsewhere")
        records.update(session, Item, undated.id, start=Moment())
    found = read(office, trip)
    assert list(found.items) == [first.id, part.id, later.id, undated.id]
    assert found.items[first.id] == WishFact(first.id)
    assert (found.delegation_id, found.days, found.groups) == (trip.id, {}, ())


def test_wishes_are_read_as_they_were_set(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, b, c = three(session, trip)
        records.update(
            session,
            Item,
            a.id,
            minutes=90,
            priority=Priority.MUST.value,
            preferred_half=HalfDay.MORNING.value,
            one_group=True,
        )
        wishes.set_windows(session, a.id, [MORNING, EVER, WindowFact(None, 0, 600)])
        wishes.set_orders(session, a.id, {b.id}, {c.id})
    found = read(office, trip)
    assert found.items[a.id] == WishFact(
        a.id,
        90,
        Priority.MUST,
        HalfDay.MORNING,
        True,
        (MORNING, EVER, WindowFact(None, 0, 600)),
        frozenset({b.id}),
        frozenset({c.id}),
    )
    # To share no day is said of both.
    assert (found.items[b.id].apart, found.items[b.id].before) == (ids(a.id), ids())
    assert (found.items[c.id].apart, found.items[c.id].before) == (ids(), ids())


def test_what_is_set_replaces_what_was(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, b, c = three(session, trip)
        wishes.set_windows(session, a.id, [MORNING, EVER])
        wishes.set_orders(session, a.id, {b.id, c.id}, {b.id})
    before = rows(office.path)
    with office.writing("edit") as session:
        wishes.set_windows(session, a.id, [EVER])
        wishes.set_orders(session, c.id, (), {a.id})
        wishes.set_orders(session, b.id, {a.id}, {a.id})
    found = read(office, trip)
    assert found.items[a.id].windows == (EVER,)
    assert (found.items[a.id].apart, found.items[a.id].before) == (ids(b.id), ids())
    assert (found.items[b.id].before, found.items[c.id].before) == (ids(a.id), ids(a.id))
    assert len(rows(office.path)["item_order"]) == 3
    office.undo()
    assert rows(office.path) == before


def test_to_set_the_same_again_changes_nothing(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, b, c = three(session, trip)
        for one, other in ((a, b), (b, a)):
            wishes.set_windows(session, one.id, [MORNING, EVER])
            wishes.set_orders(session, one.id, {other.id}, {c.id})
        wishes.set_day(session, trip.id, NEXT, ends=1_440, lunch_from=660)
    before = rows(office.path)
    with office.writing("again") as session:
        wishes.set_windows(session, b.id, [MORNING, EVER])
        wishes.set_orders(session, b.id, {a.id}, {c.id})
        wishes.set_day(session, trip.id, NEXT, ends=1_440)
        assert not session.new
        assert not session.dirty
    assert rows(office.path) == before
    assert office.undo_label() == ("fill", {})


def test_orders_within_nothing_or_elsewhere_are_passed_over(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        a, b, _ = three(session, trip)
        other = item(session, delegations.create(session, DAY), "elsewhere")
        wishes.set_orders(session, a.id, {a.id, other.id, "gone"}, {other.id, a.id})
        session.add_all(
            ItemOrder(item_id=a.id, other_id=one, kind=kind)
            for one, kind in ((None, "apart"), (other.id, "before"), (b.id, "of a later version"))
        )
    found = read(office, trip)
    assert all(not one.apart and not one.before for one in found.items.values())


def test_frames_of_days_are_kept_while_they_say_something(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        wishes.set_day(session, trip.id, None, begins=510, parallel=True, longest_minutes=600)
        wishes.set_day(session, trip.id, NEXT, ends=1_440, lunch_minutes=45)
        wishes.set_day(session, trip.id, DAY, free=True, begins=time(10))
    usual = DayFact(None, begins=510, longest_minutes=600, parallel=True)
    frame = DayFact(NEXT, ends=1_440, lunch_minutes=45, parallel=True)
    assert read(office, trip).days == {
        None: usual,
        DAY: DayFact(DAY, free=True, begins=600, parallel=True),
        NEXT: frame,
    }
    with office.writing("edit") as session:
        wishes.set_day(session, trip.id, DAY, free=False, begins=None)
        wishes.set_day(session, trip.id, NEXT, ends=None, lunch_minutes=None, parallel=False)
    # Not to go in groups on that day is something else than what every day says.
    assert read(office, trip).days == {None: usual, NEXT: DayFact(NEXT)}
    with office.writing("edit") as session:
        wishes.set_day(session, trip.id, NEXT, parallel=True)
        wishes.set_day(session, trip.id, None, begins=None, parallel=False, longest_minutes=None)
    assert rows(office.path)["draft_day"] == []


def test_a_second_row_of_a_day_goes_when_it_is_set(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        session.add_all(DraftDay(delegation_id=trip.id, day=DAY, free=True) for _ in range(2))
    assert read(office, trip).days == {DAY: DayFact(DAY, free=True)}
    with office.writing("edit") as session:
        wishes.set_day(session, trip.id, DAY, free=False)
    assert read(office, trip).days == {}


def test_what_no_day_has_is_refused(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session, pytest.raises(TypeError):
        wishes.set_day(session, trip.id, DAY, place_id="other")
    with office.writing("fill") as session, pytest.raises(ValueError, match="1441"):
        wishes.set_day(session, trip.id, DAY, ends=1_441)
    with office.writing("fill") as session, pytest.raises(Problem, match="record_gone"):
        wishes.set_windows(session, "gone", [])
    with office.writing("fill") as session, pytest.raises(Problem, match="record_gone"):
        wishes.set_day(session, "gone", DAY, free=True)


def test_groups_hold_those_who_still_travel(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        who = people(session)
        second = records.add(session, Group(delegation_id=trip.id, code="B", position=1))
        name = Trilingual(ja="先発", en="First")
        first = records.add(session, Group(delegation_id=trip.id, code="A", name=name))
        session.flush()
        delegations.set_group_members(session, first.id, [who["Ann"], who["Bo"]])
        gone = next(
            one
            for one in records.parts(session, Member, "delegation", trip.id)
            if one.person_id == who["Bo"]
        )
        session.flush()
        session.delete(gone)
    one, other = read(office, trip).groups
    assert (one.id, one.code, one.name, one.people) == (first.id, "A", name, ids(who["Ann"]))
    assert (other.id, other.people) == (second.id, ids())


def test_few_queries_read_many_wishes(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        for number in range(12):
            one = item(session, trip, str(number))
            wishes.set_windows(session, one.id, [MORNING])
    with office.reading() as session, watched(office) as sent:
        wishes.read_wishes(session, trip.id)
    assert len([one for one in sent if one.startswith("SELECT")]) <= 6


def test_wishes_go_along_with_a_visit_that_moves(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, *_ = three(session, trip)
        wishes.set_windows(session, a.id, [MORNING, EVER])
        wishes.set_day(session, trip.id, None, begins=510)
        wishes.set_day(session, trip.id, NEXT, free=True)
        other = delegations.create(session, DAY)
        theirs = item(session, other, "elsewhere")
        wishes.set_windows(session, theirs.id, [MORNING])
        wishes.set_day(session, other.id, NEXT, free=True)
    for start in (None, DAY):
        with office.writing("start") as session:
            records.update(session, Delegation, trip.id, start=start)
        before = rows(office.path)
        with office.writing("move") as session:
            moving_records.move_record(session, "delegation", trip.id, 7)
        found = read(office, trip)
        assert found.items[a.id].windows == (WindowFact(NEXT + WEEK, 540, 720), EVER)
        assert list(found.days) == [None, NEXT + WEEK]
        unmoved = read(office, other)
        assert unmoved.items[theirs.id].windows == (MORNING,)
        assert list(unmoved.days) == [NEXT]
        office.undo()
        assert rows(office.path) == before


def test_one_item_moves_without_what_its_host_said(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, *_ = three(session, trip)
        wishes.set_windows(session, a.id, [MORNING])
    with office.writing("move") as session:
        programmes.move_days(session, [a.id], 1)
    assert read(office, trip).items[a.id].windows == (MORNING,)


def test_copies_stand_to_each_other_as_originals_do(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, b, c = three(session, trip)
        wishes.set_windows(session, a.id, [MORNING])
        wishes.set_orders(session, a.id, {b.id}, {c.id})
    with office.writing("copy") as session:
        x, y = (one.id for one in programmes.duplicate_items(session, [a.id, b.id], NEXT))
    found = read(office, trip).items
    assert (found[x].windows, found[x].apart, found[x].before) == ((MORNING,), ids(y), ids(c.id))
    assert (found[a.id].apart, found[b.id].apart) == (ids(b.id), ids(a.id))


def test_a_copied_visit_has_wishes_of_its_own(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        a, b, _ = three(session, trip)
        wishes.set_windows(session, a.id, [MORNING])
        wishes.set_orders(session, a.id, (), {b.id})
        wishes.set_day(session, trip.id, NEXT, free=True)
    with office.writing("copy") as session:
        copy = delegations.copy(session, trip.id, DAY)
    found = read(office, copy)
    first, second, _third = found.items.values()
    assert (first.windows, first.before) == ((MORNING,), ids(second.item_id))
    assert not found.items.keys() & read(office, trip).items.keys()
    assert list(found.days) == [NEXT]


def test_what_is_deleted_takes_its_orders_along(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        block, part, deeper = block_of(session, trip)
        a, b, _ = three(session, trip)
        wishes.set_orders(session, a.id, {b.id, part.id}, {block.id})
        wishes.set_orders(session, part.id, {deeper.id}, {b.id})
        wishes.set_windows(session, part.id, [MORNING])
    before = rows(office.path)
    with office.writing("delete") as session:
        programmes.delete_items(session, [block.id, part.id])
    assert dangling(office.path) == []
    found = read(office, trip).items
    assert (found[a.id].apart, found[a.id].before) == (ids(b.id), ids())
    assert len(rows(office.path)["item_order"]) == 1
    assert rows(office.path)["item_window"] == []
    office.undo()
    assert rows(office.path) == before


@pytest.mark.parametrize("cut", [False, True])
def test_in_another_programme_only_what_makes_sense_there_is_wished(
    office: OfficeFile, trip: Delegation, *, cut: bool
) -> None:
    with office.writing("fill") as session:
        a, b, c = three(session, trip)
        gone = WindowFact(date(2027, 4, 1), 540, 720)
        wishes.set_windows(session, a.id, [gone, MORNING, EVER])
        wishes.set_orders(session, a.id, {c.id}, {b.id})
        wishes.set_orders(session, c.id, {a.id}, {b.id})
        other = delegations.create(session, DAY, start=DAY, end=NEXT)
    with office.writing("paste") as session:
        x, y = programmes.paste_items(session, [a.id, b.id], other, None, cut=cut)
    found = read(office, other).items
    assert found[x] == WishFact(x, windows=(MORNING, EVER), before=frozenset(ids(y)))
    left = read(office, trip).items
    assert left[c.id] == WishFact(
        c.id,
        apart=frozenset() if cut else frozenset({a.id}),
        before=frozenset() if cut else frozenset({b.id}),
    )
    with office.reading() as session:
        orders = [(one.item_id, one.other_id) for one in session.query(ItemOrder)]
    ours = [] if cut else [(a.id, b.id), (a.id, c.id), (c.id, b.id)]
    assert sorted(orders) == sorted([(x, y), *ours])


def test_what_is_pasted_into_a_stay_keeps_when_its_host_can(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        a, *_ = three(session, trip)
        wishes.set_windows(session, a.id, [MORNING])
        stay: Exchange = exchanges.create(session, DAY, start=DAY, end=NEXT)
        later: Exchange = exchanges.create(session, DAY, start=NEXT + WEEK)
    with office.writing("paste") as session:
        (kept,) = programmes.paste_items(session, [a.id], stay, None)
        (gone,) = programmes.paste_items(session, [a.id], later, None)
    with office.reading() as session:
        assert records.parts(session, ItemWindow, "item", kept)[0].day == NEXT
        assert records.parts(session, ItemWindow, "item", gone) == []


def test_what_was_said_from_both_sides_is_taken_back_from_one(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        a, b, _ = three(session, trip)
        wishes.set_orders(session, a.id, {b.id}, ())
        session.add(ItemOrder(item_id=b.id, other_id=a.id, kind=OrderKind.APART.value))
    with office.writing("edit") as session:
        wishes.set_orders(session, b.id, (), ())
    assert rows(office.path)["item_order"] == []
