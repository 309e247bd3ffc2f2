"""A draft is taken over as a whole, in one unit, or not at all."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop import words
from desktop.domain import Delegation, Group, Item, ItemGroup, ItemPerson, Moment, Trilingual
from desktop.domain.codes import Involvement, ItemStatus
from desktop.domain.time import DayPart
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.planning.proposal import Change, LeftOut, Placement
from desktop.store import delegations, programmes, records
from desktop.store.drafting import ACCEPT, accept
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, TOKYO, block_of, item, people, rows

NEXT = DAY + timedelta(days=1)
Span = tuple[Moment, Moment]


def at(clock: str, day: date | None = DAY, zone: str = TOKYO) -> Moment:
    return Moment(day, time.fromisoformat(clock), zone)


def times(session: Session, *items: Item) -> list[Span]:
    found = [session.get_one(Item, one.id) for one in items]
    return [(one.start, one.end) for one in found]


def put(one: Item, start: str, end: str, day: date = DAY, **more: Any) -> Placement:
    before = (one.start, one.end) if one.start.is_exact else None
    told = {"before": before, "change": Change.MOVED if before else Change.NEW, **more}
    return Placement(one.id, at(start, day), at(end, day), **told)


@dataclass
class Programme:
    """Two visits on a day, one of that day without a clock, one of no day at all."""

    riken: Item
    lab: Item
    vague: Item
    tray: Item


@pytest.fixture
def visits(office: OfficeFile, trip: Delegation) -> Programme:
    with office.writing("fill") as session:
        made = Programme(
            item(session, trip, "RIKEN", 9),
            item(session, trip, "lab", 11),
            item(session, trip, "vague", None),
            item(session, trip, "tray", start=Moment(None, time(9), TOKYO), end=at("10:30", None)),
        )
        made.vague.start = Moment(DAY, None, TOKYO, part=DayPart.MORNING)
    return made


def draft(visits: Programme) -> list[Placement]:
    return [
        put(visits.lab, "09:00", "10:00", letter=True),
        put(visits.riken, "14:00", "15:00", NEXT),
        put(visits.vague, "10:30", "11:15"),
        put(visits.tray, "13:00", "14:30", NEXT),
    ]


def test_all_is_taken_over_at_once_and_undone_at_once(
    office: OfficeFile, trip: Delegation, visits: Programme
) -> None:
    before = rows(office.path)
    with office.writing(ACCEPT) as session:
        changed = accept(session, trip.id, draft(visits))
    everything = (visits.lab, visits.riken, visits.vague, visits.tray)
    assert changed == [one.id for one in everything]
    with office.reading() as session:
        assert times(session, *everything) == [(one.start, one.end) for one in draft(visits)]
        assert session.get_one(Item, visits.tray.id).start_utc is not None
    after = rows(office.path)
    assert office.undo() == (ACCEPT, {})
    assert rows(office.path) == before
    assert office.redo() == (ACCEPT, {})
    assert rows(office.path) == after


def test_one_visit_is_taken_over_and_what_stays_is_no_change(
    office: OfficeFile, trip: Delegation, visits: Programme
) -> None:
    with office.writing(ACCEPT) as session:
        kept = put(visits.lab, "11:00", "12:00", change=Change.KEPT)
        assert accept(session, trip.id, [kept, draft(visits)[1]]) == [visits.riken.id]
    with office.reading() as session:
        assert times(session, visits.riken, visits.lab) == [
            (at("14:00", NEXT), at("15:00", NEXT)),
            (at("11:00"), at("12:00")),
        ]
    office.undo()
    with office.writing(ACCEPT) as session:
        assert accept(session, trip.id, [kept]) == []
    assert office.undo_label() == ("fill", {})


def test_parts_and_those_who_join_late_move_along(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        placed = block_of(session, trip)
        tray = block_of(session, trip)
        programmes.unplace(session, [tray[0].id])
        for part in (placed[1], tray[1]):
            who = people(session)["Ann"]
            delegations.set_involved(session, part.id, Involvement.PARTICIPANT, [who])
            session.flush()
            joins = replace(part.start, time=time(10, 30))
            session.query(ItemPerson).filter_by(item_id=part.id).one().joins = joins
    with office.writing(ACCEPT) as session:
        accept(
            session,
            trip.id,
            [put(placed[0], "13:00", "14:00"), put(tray[0], "13:00", "14:00", NEXT)],
        )
    with office.reading() as session:
        for family, day in ((placed, DAY), (tray, NEXT)):
            assert [start for start, _end in times(session, *family)] == [
                at(clock, day) for clock in ("13:00", "14:00", "15:00")
            ]
            link = session.query(ItemPerson).filter_by(item_id=family[1].id).one()
            assert link.joins == at("14:30", day)


def test_the_group_that_was_chosen_goes_there(
    office: OfficeFile, trip: Delegation, visits: Programme
) -> None:
    with office.writing("fill") as session:
        first, second = (
            records.add(session, Group(delegation_id=trip.id, code=code)) for code in "AB"
        )
        session.flush()
        host = people(session)["Cy"]
        delegations.set_involved(session, visits.lab.id, Involvement.HOST, [host])
        delegations.set_participants(
            session, visits.lab.id, everyone=False, group_ids=[first.id, second.id]
        )
    before = rows(office.path)
    placed = [
        put(visits.lab, "11:00", "12:00", change=Change.KEPT, group_id=second.id),
        put(visits.tray, "13:00", "14:30", group_id=first.id),
    ]
    with office.writing(ACCEPT) as session:
        assert accept(session, trip.id, placed) == [visits.lab.id, visits.tray.id]
    with office.reading() as session:
        groups = {one.item_id: one.group_id for one in session.query(ItemGroup)}
        assert groups == {visits.lab.id: second.id, visits.tray.id: first.id}
        assert not session.get_one(Item, visits.tray.id).everyone
        assert session.query(ItemPerson).one().person_id == host
    office.undo()
    assert rows(office.path) == before
    office.redo()
    again = [put(visits.lab, "11:00", "12:00", group_id=second.id)]
    with office.writing(ACCEPT) as session:
        assert accept(session, trip.id, again) == []


@pytest.mark.parametrize(
    "change",
    [
        {"start": at("09:30"), "end": at("10:30")},
        {"end": at("10:30")},
        {"start": Moment(DAY, None, TOKYO), "end": Moment()},
        {"pinned": True},
        {"status": ItemStatus.CANCELLED.value},
    ],
)
def test_what_was_changed_since_refuses_the_whole(
    office: OfficeFile, trip: Delegation, visits: Programme, change: dict[str, Any]
) -> None:
    placed = draft(visits)
    with office.writing("meanwhile") as session:
        records.update(session, Item, visits.riken.id, **change)
    before = rows(office.path)
    with pytest.raises(Problem, match="draft_outdated") as told, office.writing(ACCEPT) as session:
        accept(session, trip.id, placed)
    assert told.value.values["title"] == Trilingual(en="RIKEN")
    assert rows(office.path) == before
    with office.writing(ACCEPT) as session:
        assert len(accept(session, trip.id, [placed[0], *placed[2:]])) == 3


def test_what_got_a_time_or_was_deleted_or_has_no_group_any_more_refuses_too(
    office: OfficeFile, trip: Delegation, visits: Programme
) -> None:
    placed = draft(visits)
    with office.writing("meanwhile") as session:
        programmes.move_to_day(session, [visits.tray.id], DAY)
        programmes.delete_items(session, [visits.lab.id])
        other = delegations.create(session, DAY)
        theirs = records.add(session, Group(delegation_id=other.id))
        elsewhere = item(session, other, "elsewhere")
    for one in (
        placed[0],
        placed[3],
        replace(placed[1], group_id="gone"),
        replace(placed[1], group_id=theirs.id),
        put(elsewhere, "14:00", "15:00"),
    ):
        with pytest.raises(Problem, match="draft_outdated"), office.writing(ACCEPT) as session:
            accept(session, trip.id, [placed[1], one])
    with office.reading() as session:
        assert times(session, visits.riken) == [(visits.riken.start, visits.riken.end)]


def test_what_was_pinned_where_it_stays_and_another_clock_are_no_changes(
    office: OfficeFile, trip: Delegation, visits: Programme
) -> None:
    before = tuple(one.in_zone("Europe/Copenhagen") for one in (at("09:00"), at("10:00")))
    placed = [
        put(visits.riken, "14:00", "15:00", before=before),
        put(visits.lab, "11:00", "12:00", change=Change.KEPT),
    ]
    with office.writing("meanwhile") as session:
        records.update(session, Item, visits.lab.id, pinned=True)
    with office.writing(ACCEPT) as session:
        assert accept(session, trip.id, placed) == [visits.riken.id]


def test_an_open_end_is_where_it_was(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        talk = item(session, trip, "talk", end=Moment())
    placed = put(talk, "14:00", "15:00", before=(at("09:00"), at("10:00")))
    with office.writing(ACCEPT) as session:
        assert accept(session, trip.id, [placed]) == [talk.id]


def test_what_is_left_out_gives_up_its_time_and_waits(
    office: OfficeFile, trip: Delegation, visits: Programme
) -> None:
    out = LeftOut(visits.lab.id, before=(visits.lab.start, visits.lab.end))
    with office.writing(ACCEPT) as session:
        moved = put(visits.riken, "11:00", "12:00")
        assert accept(session, trip.id, [moved], [out]) == [visits.riken.id]
    with office.reading() as session:
        assert times(session, visits.riken) == [(at("11:00"), at("12:00"))]
        assert times(session, visits.lab) == [(at("11:00", None), at("12:00", None))]
    office.undo()
    with office.reading() as session:
        assert times(session, visits.lab) == [(visits.lab.start, visits.lab.end)]


@pytest.mark.parametrize("change", [{"pinned": True}, {"start": at("15:00"), "end": at("16:00")}])
def test_what_is_left_out_keeps_a_time_that_it_got_since(
    office: OfficeFile, trip: Delegation, visits: Programme, change: dict[str, Any]
) -> None:
    out = LeftOut(visits.lab.id, before=(visits.lab.start, visits.lab.end))
    with office.writing("change") as session:
        records.update(session, Item, visits.lab.id, **change)
    with pytest.raises(Problem) as problem, office.writing(ACCEPT) as session:
        accept(session, trip.id, [put(visits.riken, "11:00", "12:00")], [out])
    assert problem.value.code == "draft_outdated"


def test_the_unit_has_a_name_of_its_own() -> None:
    names = {words.unit_label(ACCEPT, {}, Language.of(code)) for code in CODES}
    assert "Accept the draft" in names
