"""A small delegation: two days in Tokyo after a flight, two groups, three members."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Group, Item, Organisation, Person, Place, Trilingual
from desktop.domain.time import Moment
from desktop.store import delegations, records
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammePanel
from desktop.ui.programme.programme import Programme, read_programme

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
MONDAY, TUESDAY = dt.date(2027, 4, 19), dt.date(2027, 4, 20)


def at(day: dt.date, clock: str, zone: str = TOKYO) -> Moment:
    """A moment from "10:30"."""
    return Moment(day, dt.time.fromisoformat(clock), zone)


@dataclass
class Visit:
    """The delegation with the ids of what is in it, by name."""

    office: OfficeFile
    id: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    def programme(self) -> Programme:
        """Read the programme anew."""
        with self.office.reading() as session:
            return read_programme(session, "delegation", self.id)

    def item(self, name: str) -> Item:
        """Read one item anew."""
        item = self.programme().item(self.ids[name])
        assert item is not None
        return item

    def titles(self) -> list[str]:
        """The English titles in the order of the programme."""
        lines = self.programme().lines
        return [line.item.title.en for line in lines if line.item is not None]

    def labels(self) -> tuple[str, dict[str, object]] | None:
        """What undo would take back."""
        return self.office.undo_label()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """A closed file with the delegation, made once, because that takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "office.kakehashi"
    file = OfficeFile.create(path, Author("Mette Demo"))
    made = build(file)
    file.close()
    return made


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk whose officer likes tables."""
    desk.settings.programme_view = "table"
    return desk


@pytest.fixture
def office(
    template: Visit, tmp_path: Path, clock: Callable[[], dt.datetime]
) -> Iterator[OfficeFile]:
    """A copy of the file with the delegation."""
    file = OfficeFile.open(Path(copy(template.office.path, tmp_path)), Author("Mette Demo"), clock)
    yield file
    file.close()


@pytest.fixture
def visit(office: OfficeFile, template: Visit) -> Visit:
    """The delegation in the file of this test."""
    return Visit(office, template.id, dict(template.ids))


def build(office: OfficeFile) -> Visit:
    """Write the delegation into a file."""
    made = Visit(office)

    def add(name: str, session: Session, **values: object) -> Item:
        item = delegations.add_item(session, delegation_id=made.id, **values)
        made.ids[name] = item.id
        return item

    with office.writing("create") as session:
        delegation = delegations.create(
            session, MONDAY, title=Trilingual(en="Quantum visit"), start=MONDAY, end=TUESDAY
        )
        made.id = delegation.id
        riken = records.add(
            session, Organisation(name=Trilingual("理化学研究所", "", "RIKEN"), zone=TOKYO)
        )
        for name, place in {
            "wako": Place(
                name=Trilingual("理研 和光", "", "RIKEN Wako"), zone=TOKYO, organisation_id=riken.id
            ),
            "cph": Place(name=Trilingual(en="Copenhagen Airport"), zone=COPENHAGEN, iata="CPH"),
            "hnd": Place(name=Trilingual(en="Haneda Airport"), zone=TOKYO, iata="HND"),
        }.items():
            made.ids[name] = records.add(session, place).id
        for family in ("Eksempel", "Prøvesen", "Testrup"):
            person = records.add(session, Person(given="Anna", family=family))
            made.ids[family] = person.id
            delegations.add_member(session, made.id, person.id)
        for position, code in enumerate("AB"):
            group = Group(delegation_id=made.id, code=code, position=position)
            session.add(group)
            made.ids[code] = group.id
        add(
            "flight",
            session,
            kind="flight",
            title=Trilingual(en="Flight home"),
            start=at(TUESDAY, "12:25"),
            end=at(TUESDAY, "18:30", COPENHAGEN),
            place_id=made.ids["hnd"],
            end_place_id=made.ids["cph"],
            transport="SK984",
        )
        add(
            "visit",
            session,
            kind="visit",
            title=Trilingual("理研訪問", "", "RIKEN visit"),
            start=at(MONDAY, "10:00"),
            end=at(MONDAY, "11:30"),
            place_id=made.ids["wako"],
        )
        add(
            "early",
            session,
            title=Trilingual(en="Early call"),
            start=at(MONDAY, "06:30"),
            end=at(MONDAY, "07:00"),
        )
        add("block", session, title=Trilingual(en="Seminar"), start=at(MONDAY, "13:00"))
        add(
            "part",
            session,
            title=Trilingual(en="First talk"),
            start=at(MONDAY, "13:10"),
            parent_id=made.ids["block"],
        )
        add("someday", session, title=Trilingual(en="Company visit"), start=Moment())
    return made


@pytest.fixture
def make_panel(qtbot: QtBot, desk: Desk) -> Callable[[str], ProgrammePanel]:
    """A panel in a window of its own, on the programme of a delegation."""

    def make(owner: str) -> ProgrammePanel:
        panel = ProgrammePanel(desk, "delegation")
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.load(owner)
        panel.show()
        qtbot.waitExposed(panel)
        return panel

    return make


@pytest.fixture
def panel(visit: Visit, make_panel: Callable[[str], ProgrammePanel]) -> ProgrammePanel:
    """The panel on the small delegation."""
    return make_panel(visit.id)


@pytest.fixture
def empty(office: OfficeFile, make_panel: Callable[[str], ProgrammePanel]) -> ProgrammePanel:
    """The panel on a delegation that was just begun."""
    with office.writing("create") as session:
        delegation: Delegation = delegations.create(
            session, MONDAY, title=Trilingual(en="New"), start=MONDAY, end=TUESDAY
        )
    return make_panel(delegation.id)
