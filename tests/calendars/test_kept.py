"""A calendar that is kept and renewed is, byte for byte, the one that is written anew."""

import random
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.calendars.export import Calendar, TasksAs, calendar
from desktop.calendars.kept import KeptCalendar
from desktop.calendars.scope import Record
from desktop.domain import (
    Delegation,
    Exchange,
    Item,
    ItemPerson,
    Member,
    Person,
    Place,
    Slot,
    Task,
    Trilingual,
)
from desktop.errors import Problem
from desktop.language import Language
from desktop.store import calendar_source, records
from desktop.store.calendar_changes import changed_since, last_unit
from desktop.store.sent import remember
from tests.calendars.conftest import USUAL, Sample, at

JA = Language.of("ja")


def due(task: Task, record: Record) -> date | None:
    return task.due_on(record.start, record.end)


class Kept:
    """A kept calendar of a sample, compared with a new one after each step."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.calendar = KeptCalendar(
            JA, due=due, tasks_as=TasksAs.BOTH, reminders=USUAL, private=True
        )
        self.written = 0
        self.unit = 0
        self.begin()

    def begin(self) -> Calendar:
        with self.sample.office.reading() as session:
            self.unit = last_unit(session)
            source = calendar_source.whole_office(session)
        return self.calendar.whole(source.records, source.revisions, source.tasks, source.gone)

    def renew(self) -> Calendar:
        with self.sample.office.reading() as session:
            changed = changed_since(session, self.unit)
        if changed.ids is None:
            return self.begin()
        self.unit, self.written = changed.unit, len(changed.ids)
        return self.calendar.renewed(changed.ids, changed.things, changed.revisions, changed.gone)

    def check(self) -> None:
        with self.sample.office.reading() as session:
            source = calendar_source.whole_office(session)
        new = calendar(
            source.records,
            source.revisions,
            JA,
            tasks={task: due(task, record) for task, record in source.tasks},
            tasks_as=TasksAs.BOTH,
            reminders=USUAL,
            gone=source.gone,
            private=True,
        )
        kept = self.renew()
        assert kept.content == new.content
        assert (kept.events, kept.tasks, kept.cancelled) == (new.events, new.tasks, new.cancelled)
        assert set(kept.handed_out) == set(new.handed_out)
        told = [{str(one.values["id"]) for one in made.skipped} for made in (kept, new)]
        assert told[0] == told[1]
        with self.sample.office.writing("calendar") as session:
            remember(session, new.handed_out, self.sample.now())


def test_only_what_changed_is_written(own: Sample) -> None:
    kept = Kept(own)
    kept.check()
    assert kept.written == 0
    own.edit("visit", room="303")
    kept.check()
    assert kept.written == 1
    own.edit("stay", title=Trilingual(ja="新しい題"))
    kept.check()
    assert kept.written == 5  # the stay, its flight and its three tasks


def test_all_within_a_block_is_written_when_the_block_is_for_others(own: Sample) -> None:
    kept = Kept(own)
    kept.check()
    own.edit("block", everyone=False)
    kept.check()
    assert kept.written == 2
    with own.office.writing("edit") as session:
        named = ItemPerson(item_id=own.ids["block"], person_id=own.ids["head"])
        records.add(session, named)
    kept.check()
    assert kept.written == 2
    own.edit("session", room="303")
    kept.check()
    assert kept.written == 1


def test_what_loses_its_day_is_left_out_and_comes_back(own: Sample) -> None:
    kept = Kept(own)
    own.edit("visit", start=at("2027-04-19 09:00", None))
    kept.check()
    own.edit("visit", start=at("2027-04-19 09:00"))
    kept.check()


@pytest.mark.parametrize("seed", range(4))
def test_any_edits_give_the_same_bytes(own: Sample, seed: int) -> None:
    chance = random.Random(seed)
    kept = Kept(own)
    kept.check()
    for _step in range(12):
        own.minutes += 1
        with suppress(Problem):  # some things cannot be deleted, or taken back
            edit(own, chance)
        if chance.random() < 0.6:
            kept.check()
    kept.check()


def edit(own: Sample, chance: random.Random) -> None:
    """Do something that an office does, or take the last thing back."""
    act = chance.randrange(10)
    if act == 0:
        own.office.undo()
        with own.office.reading() as session:
            empty = session.scalars(select(Item).limit(1)).first() is None
        if empty:  # that was the making of the office
            own.office.redo()
        return
    if act == 1:
        own.office.redo()
        return
    with own.office.writing("edit") as session:
        items = sorted(session.scalars(select(Item)), key=lambda one: one.id)
        item = chance.choice(items)
        people = sorted(session.scalars(select(Person.id)))
        if act == 2:
            item.start = at(f"2027-0{chance.randint(1, 9)}-11 10:00")
        elif act == 3:
            records.delete(session, item)
        elif act == 4:
            session.add(ItemPerson(item_id=item.id, person_id=chance.choice(people)))
        elif act == 5:
            remove_some(session, chance)
        elif act == 6:
            place = session.scalars(select(Place).order_by(Place.id)).first()
            assert place
            place.name = Trilingual(ja=f"場所{chance.random()}")
        elif act == 7:
            item.status = chance.choice(("confirmed", "cancelled", "tentative"))
        elif act == 8:
            regroup(item, items, chance)
        else:
            session.add(
                Item(
                    delegation_id=own.ids["tour"],
                    start=at("2026-05-01 10:00", "America/Nuuk"),
                    title=Trilingual(ja="新しい予定"),
                )
            )


def remove_some(session: Session, chance: random.Random) -> None:
    """Delete one or more of what hangs on records."""
    for cls in (ItemPerson, Slot, Task, Member):
        found = sorted(session.scalars(select(cls)), key=lambda one: one.id)
        if found and chance.random() < 0.5:
            records.delete(session, chance.choice(found))


def regroup(item: Item, items: list[Item], chance: random.Random) -> None:
    """Put an item into a block of its record or out of it, for everyone or not."""
    others = [one.id for one in items if one.delegation_id == item.delegation_id and one != item]
    item.parent_id = chance.choice(others) if others and item.parent_id is None else None
    item.everyone = chance.random() < 0.7


def test_the_calendar_of_one_record_is_called_as_that_record_is_now(own: Sample) -> None:
    with own.office.writing("edit") as session:
        for cls, name in ((Delegation, "tour"), (Exchange, "stay")):
            records.delete(session, records.get(session, cls, own.ids[name]))
    kept = Kept(own)
    own.edit("beam", title=Trilingual(ja="新しい題"))
    kept.check()
