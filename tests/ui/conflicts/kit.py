"""An engine that answers at once, and a visit in which something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QObject, Signal

from desktop.domain import Delegation, Item, ItemPerson, Member, Moment, Person, Place, Trilingual
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.planning.conflicts import find
from desktop.store.plan import read_plan
from desktop.ui.desk import Desk


class Engine(QObject):
    """What pages ask of `desk.watch`, worked out at each commit."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._read()
        desk.changed.connect(lambda _kinds: self._follow())

    def findings(self) -> list[Finding]:
        """All that is found."""
        return list(self._found)

    def of_record(self, kind: str, record_id: str) -> list[Finding]:
        """What is found in one record."""
        return [one for one in self._found if (kind, record_id) in one.records]

    def of_booking(self, booking_id: str) -> list[Finding]:
        """What is found of one booking."""
        return [one for one in self._found if booking_id in one.bookings]

    def would_cause(self, _times: Mapping[str, tuple[Moment, Moment]]) -> list[Finding]:
        """Nothing."""
        return []

    def start(self) -> None:
        """It has read everything already."""

    def is_ready(self) -> bool:
        """Whether it has."""
        return True

    def stop(self) -> None:
        """There is nothing to stop."""

    def _read(self) -> None:
        self.plan: Plan = self._desk.read(lambda session: read_plan(session, self._desk.today()))
        self._found = find(self.plan)

    def _follow(self) -> None:
        self._read()
        self.changed.emit()


@dataclass(frozen=True)
class Visit:
    """The identities of a visit with one block, one warning and one hint."""

    trip: str
    talk: str
    tour: str
    ida: str
    bo: str


def at(hour: int, minute: int = 0) -> Moment:
    """A time on the day of the visit, in Tokyo."""
    return Moment(date(2027, 4, 19), time(hour, minute), "Asia/Tokyo")


def make_visit(desk: Desk) -> Visit:
    """Ida is in two places at once, the hall is too small, and the passport of Bo expires soon."""
    trip = Delegation(
        reference="DEL-2027-001",
        title=Trilingual(en="Visit"),
        start=date(2027, 4, 19),
        end=date(2027, 4, 20),
        home_zone="Europe/Copenhagen",
        visit_zone="Asia/Tokyo",
    )
    ida = Person(family="Prøvesen", given="Ida", nationality="DK")
    bo = Person(family="Demo", given="Bo", nationality="DK", passport_expiry=date(2027, 5, 30))
    hall = Place(name=Trilingual(en="Hall"), capacity=1)
    talk = Item(
        delegation_id=trip.id,
        title=Trilingual(en="Talk"),
        start=at(10),
        end=at(11),
        place_id=hall.id,
    )
    tour = Item(
        delegation_id=trip.id,
        title=Trilingual(en="Tour"),
        start=at(10, 30),
        end=at(12),
        everyone=False,
        kind="visit",
    )
    with desk.office.writing("create") as session:
        session.add_all([trip, ida, bo, hall, talk, tour])
        session.add_all(Member(delegation_id=trip.id, person_id=one.id) for one in (ida, bo))
        session.add(ItemPerson(item_id=tour.id, person_id=ida.id))
    return Visit(trip.id, talk.id, tour.id, ida.id, bo.id)
