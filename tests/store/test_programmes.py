"""Items of a programme moved, swapped, copied, pasted and taken out of the days."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    Exchange,
    Group,
    Item,
    ItemGroup,
    ItemPerson,
    Moment,
    Person,
    Trilingual,
)
from desktop.domain.codes import Involvement
from desktop.domain.item import programme
from desktop.domain.shifting import Times
from desktop.errors import Problem
from desktop.store import delegations, exchanges, programmes, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, TOKYO, block_of, dangling, item, people, rows

NEXT = DAY + timedelta(days=1)
COPENHAGEN = "Europe/Copenhagen"


def at(clock: str, day: date | None = DAY, zone: str = TOKYO) -> Moment:
    return Moment(day, time.fromisoformat(clock), zone)


def times_of(session: Session, *items: Item) -> list[tuple[Moment, Moment]]:
    found = [session.get_one(Item, one.id) for one in items]
    return [(one.start, one.end) for one in found]


def late(session: Session, one: Item, name: str, joins: Moment) -> None:
    delegations.set_involved(session, one.id, Involvement.PARTICIPANT, [people(session)[name]])
    session.flush()
    session.query(ItemPerson).filter_by(item_id=one.id).one().joins = joins


def test_items_take_other_times_with_their_parts_and_late_comers(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        block, part, deeper = block_of(session, trip)
        late(session, part, "Ann", at("10:30"))
        other = item(session, trip, "other", 14)
    before = rows(office.path)
    with office.writing("move") as session:
        programmes.set_times(
            session,
            {block.id: (at("10:20"), at("11:20")), other.id: (at("15:00"), at("16:00"))},
        )
    with office.reading() as session:
        assert times_of(session, block, part, deeper, other) == [
            (at("10:20"), at("11:20")),
            (at("11:20"), at("12:20")),
            (at("12:20"), at("13:20")),
            (at("15:00"), at("16:00")),
        ]
        assert session.query(ItemPerson).one().joins == at("11:50")
    office.undo()
    assert rows(office.path) == before


def test_a_longer_or_shorter_item_leaves_its_parts_where_they_are(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        block, part, _ = block_of(session, trip)
        late(session, block, "Ann", at("09:30"))
    for times in ((at("08:00"), at("10:00")), (at("08:00"), at("12:00"))):
        with office.writing("resize") as session:
            programmes.set_times(session, {block.id: times})
        with office.reading() as session:
            assert times_of(session, block, part) == [times, (at("10:00"), at("11:00"))]
            assert session.query(ItemPerson).one().joins == at("09:30")


def test_a_part_with_times_of_its_own_or_a_pin_does_not_go_along(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        block, part, _ = block_of(session, trip)
        pinned = item(session, trip, "pinned", 9, parent_id=block.id, pinned=True)
    moved: Times = {
        block.id: (at("13:00"), at("14:00")),
        part.id: (at("13:30"), at("13:45")),
    }
    with office.writing("move") as session:
        programmes.set_times(session, moved)
    with office.reading() as session:
        assert times_of(session, block, part, pinned) == [
            *moved.values(),
            (at("09:00"), at("10:00")),
        ]


def test_what_is_pinned_is_not_moved(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        free, pinned = item(session, trip, "free"), item(session, trip, "Prince", pinned=True)
        ids = [free.id, pinned.id]
    before = rows(office.path)
    there = (at("15:00"), at("16:00"))
    for move in (
        lambda session: programmes.set_times(session, dict.fromkeys(ids, there)),
        lambda session: programmes.move_to_day(session, ids, NEXT),
        lambda session: programmes.move_days(session, ids, 1),
        lambda session: programmes.unplace(session, ids),
        lambda session: programmes.paste_items(session, ids, trip, NEXT, cut=True),
    ):
        with pytest.raises(Problem, match="item_pinned") as told, office.writing("move") as session:
            move(session)
        assert told.value.values["title"] == Trilingual(en="Prince")
    assert rows(office.path) == before


def test_an_item_on_another_clock_takes_its_people_along(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        visit = item(session, trip, "visit")
        late(session, visit, "Ann", at("09:15"))
    with office.writing("move") as session:
        there = at("10:00", zone=COPENHAGEN), at("11:00", zone=COPENHAGEN)
        programmes.set_times(session, {visit.id: there})
    with office.reading() as session:
        assert session.query(ItemPerson).one().joins == at("10:15", zone=COPENHAGEN)


def test_the_tray_remembers_the_clock_and_so_the_length(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        visit = item(session, trip, "visit")
        late(session, visit, "Ann", at("09:15"))
        night = item(session, trip, "night", 22)
        night.end = at("01:00", NEXT)
        flight = item(session, trip, "flight", 12)
        flight.end = at("18:30", zone=COPENHAGEN)
        stay = item(session, trip, "stay", 15)
        stay.end = at("10:00", DAY + timedelta(days=3))
    chosen = [visit, night, flight, stay]
    before = rows(office.path)
    with office.writing("tray") as session:
        stays = programmes.unplace(session, [one.id for one in chosen])
        assert [one.title.en for one in stays] == ["stay"]
    with office.reading() as session:
        assert times_of(session, visit, stay) == [
            (at("09:00", None), at("10:00", None)),
            (at("15:00"), at("10:00", DAY + timedelta(days=3))),
        ]
        assert session.query(ItemPerson).one().joins == at("09:15", None)
    with office.writing("back") as session:
        programmes.move_to_day(session, [visit.id, night.id, flight.id], DAY)
    assert rows(office.path) == before


def test_a_block_goes_into_the_tray_and_back_with_its_parts(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        block, part, deeper = block_of(session, trip)
    with office.writing("tray") as session:
        programmes.unplace(session, [block.id])
    with office.reading() as session:
        starts = [start for start, _end in times_of(session, block, part, deeper)]
        assert starts == [at("09:00", None), at("10:00", None), at("11:00", None)]
    with office.writing("back") as session:
        programmes.move_to_day(session, [block.id], NEXT)
    with office.reading() as session:
        assert times_of(session, block, part, deeper) == [
            (at(f"{hour:02}:00", NEXT), at(f"{hour + 1}:00", NEXT)) for hour in (9, 10, 11)
        ]


def test_items_move_by_days_and_what_has_none_stays(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        block, part, _ = block_of(session, trip)
        undated = item(session, trip, "undated", None)
        undated.start = Moment(None, time(9), TOKYO)
        ids = [block.id, part.id, undated.id]
    with office.writing("move") as session:
        programmes.move_days(session, ids, 1)
    with office.reading() as session:
        starts = [start for start, _end in times_of(session, block, part, undated)]
        assert starts == [at("09:00", NEXT), at("10:00", NEXT), at("09:00", None)]


def test_what_is_pasted_keeps_its_distances(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        block, part, _ = block_of(session, trip)
        part.pinned = True
        later = item(session, trip, "later", start=at("09:00", NEXT), end=Moment())
        undated = item(session, trip, "undated", None)
        undated.start = Moment(None, time(9), TOKYO)
        ids = [later.id, block.id, undated.id]
    with office.writing("paste") as session:
        made = programmes.paste_items(session, ids, trip, NEXT)
    with office.reading() as session:
        found = [session.get_one(Item, one) for one in made]
        assert [one.start for one in found] == [
            at("09:00", NEXT + timedelta(days=1)),
            at("09:00", NEXT),
            at("09:00", NEXT),
        ]
        (copy,) = session.query(Item).filter_by(parent_id=made[1])
        assert (copy.start, copy.pinned) == (at("10:00", NEXT), False)
        assert session.get_one(Item, block.id).start == at("09:00")


def test_in_another_programme_only_its_own_members_take_part(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        group = records.add(session, Group(delegation_id=trip.id))
        block, part, _ = block_of(session, trip)
        for one in (block, part):
            delegations.set_participants(
                session,
                one.id,
                everyone=False,
                group_ids=[group.id],
                person_ids=[ids["Ann"]] if one is part else [ids["Ann"], ids["Bo"]],
            )
        delegations.set_involved(session, part.id, Involvement.HOST, [ids["Cy"]])
        other = delegations.create(session, DAY)
        delegations.add_member(session, other.id, ids["Bo"])
    with office.writing("paste") as session:
        made = programmes.paste_items(session, [block.id], other, None)
        cut = programmes.paste_items(session, [part.id], other, NEXT, cut=True)
    with office.reading() as session:
        items = records.parts(session, Item, "delegation", other.id)
        assert [one.title.en for one in items] == ["block", "part", "deeper", "part", "deeper"]
        copy, moved = (session.get_one(Item, one) for one in (*made, *cut))
        assert (copy.everyone, moved.everyone, moved.parent_id) == (False, True, None)
        assert (copy.start, moved.start) == (at("09:00"), at("10:00", NEXT))
        assert records.parts(session, ItemGroup, "item", copy.id) == []
        links = [(link.item_id, link.person_id) for link in session.query(ItemPerson)]
        assert (copy.id, ids["Bo"]) in links
        assert (moved.id, ids["Cy"]) in links
        assert (copy.id, ids["Ann"]) not in links
        left = records.parts(session, Item, "delegation", trip.id)
        assert [one.title.en for one in left] == ["block"]
    assert dangling(office.path) == []


def test_an_item_is_pasted_into_a_stay(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        visit = item(session, trip, "visit")
        stay: Exchange = exchanges.create(session, DAY, start=DAY)
        guest = records.add(session, Person(given="Di"))
        stay.person_id = guest.id
    with office.writing("paste") as session:
        (made,) = programmes.paste_items(session, [visit.id], stay, NEXT)
    with office.reading() as session:
        copy = session.get_one(Item, made)
        assert (copy.exchange_id, copy.delegation_id) == (stay.id, None)
        assert copy.start == at("09:00", NEXT)


def test_items_move_to_another_day_with_clock_and_length(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        night = item(session, trip, "night", 22)
        night.end = Moment(NEXT, time(0, 30), TOKYO)
        undated = item(session, trip, "undated", None)
        undated.start, undated.end = Moment(None, time(9), TOKYO), Moment(None, time(10), TOKYO)
    with office.writing("move") as session:
        programmes.move_to_day(session, [night.id, undated.id], date(2027, 5, 1))
    with office.reading() as session:
        moved = session.get_one(Item, night.id)
        assert moved.start == Moment(date(2027, 5, 1), time(22), TOKYO)
        assert moved.end == Moment(date(2027, 5, 2), time(0, 30), TOKYO)
        placed = session.get_one(Item, undated.id)
        assert placed.start == Moment(date(2027, 5, 1), time(9), TOKYO)
        assert placed.end == Moment(date(2027, 5, 1), time(10), TOKYO)


def test_a_block_moves_with_its_parts_and_its_late_comers(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        block, part, deeper = block_of(session, trip)
        delegations.set_involved(
            session, part.id, Involvement.PARTICIPANT, [people(session)["Ann"]]
        )
        session.flush()
        session.query(ItemPerson).one().joins = Moment(DAY, time(10, 30), TOKYO)
    with office.writing("move") as session:
        programmes.move_to_day(session, [block.id], NEXT)
    with office.reading() as session:
        dates = {session.get_one(Item, one.id).start.date for one in (block, part, deeper)}
        assert dates == {NEXT}
        assert session.query(ItemPerson).one().joins.date == NEXT


def test_what_was_chosen_with_its_block_moves_once(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        block, part, deeper = block_of(session, trip)
    with office.writing("move") as session:
        programmes.move_to_day(session, [block.id, part.id, block.id], NEXT)
    with office.reading() as session:
        assert {session.get_one(Item, one.id).start.date for one in (block, part, deeper)} == {NEXT}


def test_a_copied_block_has_copies_of_its_parts(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        block, part, _ = block_of(session, trip)
        block.status = "confirmed"
        alone = item(session, trip, "alone", 15)
    with office.writing("copy") as session:
        copies = programmes.duplicate_items(session, [alone.id, block.id, part.id], NEXT)
        assert [copy.title.en for copy in copies] == ["alone", "block", "part"]
    with office.reading() as session:
        made = {one.title.en: one for one in session.query(Item) if one.start.date == NEXT}
        assert set(made) == {"alone", "block", "part", "deeper"}
        assert made["part"].parent_id == made["block"].id
        assert made["deeper"].parent_id == made["part"].id
        assert made["block"].status == "tentative"
        assert session.get_one(Item, block.id).start.date == DAY
        assert session.get_one(Item, block.id).status == "confirmed"


def test_a_copy_on_the_same_day_comes_after(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        first = item(session, trip, "first")
    with office.writing("copy") as session:
        (copy,) = programmes.duplicate_items(session, [first.id], None)
        records.update(session, Item, copy.id, title=Trilingual(en="copy"))
    with office.reading() as session:
        assert [one.title.en for one in programme(session.query(Item).all())] == ["first", "copy"]


def test_a_block_is_deleted_with_its_parts(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        block, part, _ = block_of(session, trip)
        item(session, trip, "alone")
        delegations.set_involved(session, part.id, Involvement.HOST, [people(session)["Ann"]])
    before = rows(office.path)
    with office.writing("delete") as session:
        programmes.delete_items(session, [block.id, part.id])
    with office.reading() as session:
        assert [one.title.en for one in session.query(Item)] == ["alone"]
    assert dangling(office.path) == []
    office.undo()
    assert rows(office.path) == before
