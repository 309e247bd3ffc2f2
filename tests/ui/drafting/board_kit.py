"""The demo visit with two hosts more, and a proposal for it that is made by hand."""

from dataclasses import dataclass, field, replace
from datetime import date, time

from sqlalchemy import select

from desktop.domain import Delegation, Item, Moment, Organisation, Place, Trilingual
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.planning.proposal import Change, DayOutline, LeftOut, Note, Placement, Proposal
from desktop.store import interchange
from desktop.store.plan import read_plan
from desktop.ui.desk import Desk

TOKYO = "Asia/Tokyo"
NICT, CHIBA, METI, WRAP_UP = "35a488c3", "2e7bb892", "9efc8456", "02722651"
LONG = Trilingual(
    ja="国立研究開発法人架空量子科学技術総合研究機構つくば第二事業所超伝導量子回路研究部門",
    da="Det Opdigtede Kvanteinstitut",
    en="Invented Institute of Quantum Science",
)


def on(day: int, clock: str) -> Moment:
    """A time on a day of April 2027, in Tokyo."""
    return Moment(date(2027, 4, day), time.fromisoformat(clock), TOKYO)


@dataclass
class Demo:
    """The demo visit: its identity, its plan, and the identities of items by a short name."""

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


def demo(desk: Desk) -> Demo:
    """The demo office with two hosts that have no time yet."""
    interchange.import_demo(desk.office)

    def work(session: object) -> tuple[str, dict[str, str]]:
        visit = session.scalars(  # type: ignore[attr-defined]
            select(Delegation).where(Delegation.reference == "DEL-2027-001")
        ).one()
        host = session.scalars(select(Organisation)).first()  # type: ignore[attr-defined]
        place = session.scalars(  # type: ignore[attr-defined]
            select(Place).where(Place.name_en == "METI")
        ).first()
        made = {}
        for name, title in (("new", LONG), ("out", Trilingual(en="Left out", da="Udeladt"))):
            item = Item(
                delegation_id=visit.id,
                kind="visit",
                title=title,
                host_organisation_id=host.id,
                place_id=place.id if place is not None else None,
            )
            session.add(item)  # type: ignore[attr-defined]
            made[name] = item.id
        return visit.id, made

    found = desk.do("item.add", work)
    assert found is not None
    visit_id, ids = found
    made = Demo(desk, visit_id, Plan(desk.today()), Wishes(visit_id), ids)
    made.reread()
    known = {"nict": NICT, "chiba": CHIBA, "meti": METI, "wrap": WRAP_UP}
    for name, begin in known.items():
        made.ids[name] = next(each for each in made.plan.bookings if each.startswith(begin))
    return made


def proposal(visit: Demo) -> Proposal:
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
            (20, 110, 80, (Note("travel_more", {"minutes": 30}), Note("travel_estimated"))),
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
