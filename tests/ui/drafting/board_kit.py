"""A visit, and a proposal for it that is made by hand."""

from dataclasses import dataclass, field, replace
from datetime import date, time

from desktop.domain import (
    Delegation,
    Item,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    TravelTime,
    Trilingual,
)
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.planning.proposal import Change, DayOutline, LeftOut, Note, Placement, Proposal
from desktop.store.plan import read_plan
from desktop.ui.desk import Desk

TOKYO = "Asia/Tokyo"
LONG = Trilingual(
    ja="国立研究開発法人架空量子科学技術総合研究機構つくば第二事業所超伝導量子回路研究部門",
    da="Det Opdigtede Kvanteinstitut",
    en="Invented Institute of Quantum Science",
)


def on(day: int, clock: str) -> Moment:
    """A time on a day of April 2027, in Tokyo."""
    return Moment(date(2027, 4, day), time.fromisoformat(clock), TOKYO)


@dataclass
class Visit:
    """A visit: its identity, its plan, and the identities of items by a short name."""

    desk: Desk
    id: str
    plan: Plan
    wishes: Wishes
    ids: dict[str, str] = field(default_factory=dict)

    def reread(self) -> None:
        """Read the plan anew."""
        self.plan = self.desk.read(lambda session: read_plan(session, self.desk.today()))

    def placed(self, name: str, start: Moment, end: Moment, *costs: Note) -> Placement:
        """Where an item is proposed to be."""
        booking = self.plan.bookings[self.ids[name]]
        there = (booking.start, booking.end) if booking.start.date is not None else None
        if there is None:
            change = Change.NEW
        else:
            change = Change.KEPT if there == (start, end) else Change.MOVED
        letter = change == Change.MOVED and booking.status == "confirmed"
        return Placement(self.ids[name], start, end, change, there, letter=letter, costs=costs)


def visit_of(desk: Desk) -> Visit:
    """A visit of five days with fixed items, and two hosts that have no time yet."""
    trip = Delegation(
        reference="DEL-2027-001",
        title=Trilingual(en="Visit"),
        start=date(2027, 4, 19),
        end=date(2027, 4, 23),
        home_zone="Europe/Copenhagen",
        visit_zone=TOKYO,
    )
    ida = Person(family="Prøvesen", given="Ida", nationality="DK")
    host = Organisation(name=Trilingual(en="Invented host"), country="JP", zone=TOKYO)
    # One way is in the office's table, the others can only be guessed from their distance.
    hall, lab, hill = (
        Place(
            name=Trilingual(en=name), country="JP", zone=TOKYO, latitude=latitude, longitude=140.0
        )
        for name, latitude in (("Hall", 35.0), ("Lab", 35.2), ("Hill", 35.4))
    )

    def item(
        name: str, place: Place, day: int = 0, start: str = "", end: str = "", **values: object
    ) -> Item:
        times = {"start": on(day, start), "end": on(day, end)} if day else {}
        named = {"title": Trilingual(en=name), "kind": "visit", "status": "confirmed"}
        owner = {"delegation_id": trip.id, "place_id": place.id}
        return Item(**(named | owner | times | values))

    items = {
        "new": item("", hill, title=LONG, status="tentative", host_organisation_id=host.id),
        "out": item("Left out", lab, status="tentative"),
        "call": item("Courtesy call", hall, 19, "14:00", "15:00"),
        "nict": item("NICT: quantum cryptography", lab, 20, "15:30", "17:00"),
        "meti": item("Round table", hall, 22, "14:30", "15:45", status="tentative"),
        "talk": item("Workshop", lab, 22, "09:00", "12:00"),
        "chiba": item("QST Chiba: life science", hall, 23, "10:00", "11:45", status="tentative"),
        "wrap": item("Wrap-up", hill, 23, "14:30", "15:45"),
    }
    way = TravelTime(from_place_id=hall.id, to_place_id=lab.id, minutes=25)
    with desk.office.writing("create") as session:
        session.add_all([trip, ida, host, hall, lab, hill, *items.values(), way])
        session.add(Member(delegation_id=trip.id, person_id=ida.id))
    ids = {name: each.id for name, each in items.items()}
    made = Visit(desk, trip.id, Plan(desk.today()), Wishes(trip.id), ids)
    made.reread()
    return made


def proposal(visit: Visit) -> Proposal:
    """A proposal that places one host, moves three, keeps one, and leaves one out.

    What it moves to Tuesday comes to where something is now that it moves to Friday.
    """
    placements = (
        visit.placed("new", on(19, "17:30"), on(19, "18:15"), Note("half_missed")),
        visit.placed("chiba", on(20, "15:30"), on(20, "17:15"), Note("moves_day")),
        visit.placed(
            "meti", on(22, "16:00"), on(22, "17:00"), Note("travel_more", {"minutes": 10})
        ),
        visit.placed("nict", on(23, "10:00"), on(23, "11:30"), Note("letter")),
        visit.placed("wrap", on(23, "14:30"), on(23, "15:45")),
    )
    moves = Note("moves_day", {"item": visit.ids["chiba"], "day": date(2027, 4, 20)})
    days = tuple(
        DayOutline(
            date(2027, 4, day),
            tuple(one.item_id for one in placements if one.start.date == date(2027, 4, day)),
            travel=travel,
            travel_before=before,
            estimated=day == 20,
            leaves=on(day, "09:00"),
            returns=on(day, "17:30"),
            costs=costs,
        )
        for day, travel, before, costs in (
            (19, 60, 60, ()),
            (20, 110, 80, (Note("travel_more", {"minutes": 30}), moves)),
            (22, 40, 50, (Note("travel_less", {"minutes": 10}),)),
            (23, 75, 90, (Note("ends_earlier", {"minutes": 45}),)),
        )
    )
    left = (LeftOut(visit.ids["out"], reasons=(Note("no_window"),)),)
    return Proposal(visit.id, placements=placements, days=days, left=left, gap=0.0)


def without(drafted: Proposal, *ids: str) -> Proposal:
    """The same proposal without some of its placements."""
    return replace(
        drafted, placements=tuple(one for one in drafted.placements if one.item_id not in ids)
    )
