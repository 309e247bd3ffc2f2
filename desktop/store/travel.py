"""The ways between places, as the office enters them."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select, union
from sqlalchemy.orm import Session, aliased

from desktop.domain import Item, Place, TravelTime, Trilingual
from desktop.store import records
from desktop.store.matching import trilingual, word_columns


@dataclass(frozen=True, slots=True)
class WayRow:
    """How long it takes from one place to another; `minutes` is None where nobody entered it."""

    id: str
    from_place_id: str
    to_place_id: str
    from_name: Trilingual
    to_name: Trilingual
    minutes: int | None = None
    one_way: bool = False
    means: str = ""
    note: str = ""


def ways(session: Session, place_id: str = "") -> list[WayRow]:
    """The ways that the office entered, of one place or all."""
    start, end = aliased(Place), aliased(Place)
    query = (
        select(TravelTime, *word_columns(start, "name", "from"), *word_columns(end, "name", "to"))
        .join(start, start.id == TravelTime.from_place_id)
        .join(end, end.id == TravelTime.to_place_id)
    )
    if place_id:
        ends = TravelTime.from_place_id, TravelTime.to_place_id
        query = query.where(or_(*(column == place_id for column in ends)))
    return [
        WayRow(
            row.TravelTime.id,
            row.TravelTime.from_place_id,
            row.TravelTime.to_place_id,
            trilingual(row, "from"),
            trilingual(row, "to"),
            row.TravelTime.minutes,
            row.TravelTime.one_way,
            row.TravelTime.means,
            row.TravelTime.note,
        )
        for row in session.execute(query)
    ]


def wanted_ways(session: Session, place_id: str) -> list[WayRow]:
    """The ways from a place to those that share a programme with it and are not entered."""
    place = session.get(Place, place_id)
    if place is None:
        return []
    known = {place_id}
    for way in ways(session, place_id):
        known |= {way.from_place_id, way.to_place_id}
    beside = session.scalars(select(Place).where(Place.id.in_(_beside(place_id))))
    return [
        WayRow(other.id, place_id, other.id, place.name, other.name)
        for other in beside
        if other.id not in known
    ]


def _beside(place_id: str) -> Select[tuple[str]]:
    """The places of all programmes in which something happens at this one."""
    here = or_(Item.place_id == place_id, Item.end_place_id == place_id)
    visits = select(Item.delegation_id).where(here, Item.delegation_id.is_not(None))
    stays = select(Item.exchange_id).where(here, Item.exchange_id.is_not(None))
    together = or_(Item.delegation_id.in_(visits), Item.exchange_id.in_(stays))
    places = union(
        select(Item.place_id.label("id")).where(together, Item.place_id.is_not(None)),
        select(Item.end_place_id.label("id")).where(together, Item.end_place_id.is_not(None)),
    ).subquery()
    return select(places.c.id)


def enter(session: Session, from_place_id: str, to_place_id: str, **values: object) -> TravelTime:
    """Write down a way; where it is known already, the new values take the place of the old."""
    there = and_(TravelTime.from_place_id == from_place_id, TravelTime.to_place_id == to_place_id)
    back = and_(
        TravelTime.from_place_id == to_place_id,
        TravelTime.to_place_id == from_place_id,
        TravelTime.one_way.is_(False),
    )
    same = there if values.get("one_way") else or_(there, back)
    known = session.scalars(select(TravelTime).where(same)).first()
    if known is not None:
        return records.update(session, TravelTime, known.id, **values)
    way = TravelTime(from_place_id=from_place_id, to_place_id=to_place_id, **values)
    return records.add(session, way)
