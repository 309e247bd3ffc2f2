"""Two offices with a researcher each, and the dialog that finds them a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import ItemPerson, Moment, Organisation, Person, Place, Trilingual
from desktop.domain.plan import Plan
from desktop.planning.free import Query
from desktop.store import delegations, records
from desktop.store.plan import read_plan
from desktop.ui.desk import Desk
from desktop.ui.free import FindTimeDialog

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
WEDNESDAY = date(2027, 2, 3)


@dataclass
class World:
    """The plans, the ids of who is in them, and what was placed."""

    plan: Plan
    ids: dict[str, str]
    placed: list[tuple[Moment, Moment]] = field(default_factory=list)
    accepts: bool = True

    def place(self, start: Moment, end: Moment) -> bool:
        """Take a time, or refuse it."""
        self.placed.append((start, end))
        return self.accepts

    def query(self, *people: str, day: date = WEDNESDAY) -> Query:
        """The question for an hour on one day."""
        who = tuple(self.ids[name] for name in people)
        return Query(who, 60, day, day, (TOKYO, COPENHAGEN))


@pytest.fixture
def world(desk: Desk) -> World:
    """Yuki in Tokyo, who is busy until 16:00, and Liv in Copenhagen."""
    ids: dict[str, str] = {}
    with desk.office.writing("create") as session:
        for name, zone, country in (("RIKEN", TOKYO, "JP"), ("NBI", COPENHAGEN, "DK")):
            body = Organisation(name=Trilingual(en=name), zone=zone, country=country)
            ids[name] = records.add(session, body).id
        for given, home in (("Yuki", "RIKEN"), ("Liv", "NBI")):
            person = Person(given=given, family="Demo", organisation_id=ids[home])
            ids[given] = records.add(session, person).id
        ids["Wako"] = records.add(session, Place(name=Trilingual(en="Wako"), zone=TOKYO)).id
        visit = delegations.create(session, WEDNESDAY, title=Trilingual(en="Visit"))
        item = delegations.add_item(
            session,
            delegation_id=visit.id,
            title=Trilingual(en="Tour"),
            start=Moment(WEDNESDAY, time(9), TOKYO),
            end=Moment(WEDNESDAY, time(16), TOKYO),
            everyone=False,
        )
        session.add(ItemPerson(item_id=item.id, person_id=ids["Yuki"]))
    return World(desk.read(lambda session: read_plan(session, date(2027, 1, 4))), ids)


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, world: World) -> Callable[[Query], FindTimeDialog]:
    """A shown dialog that has its first answer."""

    def made(query: Query) -> FindTimeDialog:
        dialog = FindTimeDialog(desk, world.plan, query, world.place)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(lambda: not dialog.is_asking())
        return dialog

    return made
