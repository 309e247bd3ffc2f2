"""Moving programme items between lanes: to other people, another group, place or vehicle."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from desktop.domain import Item, ItemGroup, ItemPerson
from desktop.domain.codes import Involvement
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.store import delegations, records

GROUP = "group"
_PRESENT = (Involvement.PARTICIPANT, Involvement.SPEAKER)


def change_lane(
    session: Session,
    item_ids: Iterable[str],
    start: tuple[str, str],
    end: tuple[str, str],
    room: str = "",
) -> None:
    """Let items that stood in one lane stand in another; a lane is its kind and an identity.

    From a person to a person it is given to the other one, from a group to a group likewise;
    `room` goes with a place. Raises Problem `lane_not_alone` (title) for an item that is in the
    lane only because more take part in it, and `lane_unclear` (title) where a lane stands for
    nobody in particular.
    """
    for item_id in item_ids:
        item = records.get(session, Item, item_id)
        match end[0]:
            case "place":
                item.place_id, item.room = end[1] or None, room
            case "vehicle":
                item.vehicle_id = end[1] or None
            case "person":
                _to_person(session, item, start[1], end[1])
            case "everyone":
                delegations.set_participants(session, item.id, everyone=True)
            case "group":
                _to_group(session, item, start, end[1])
            case _:
                raise Problem("lane_unclear", title=item.title)


def _to_person(session: Session, item: Item, start: str, end: str) -> None:
    links = records.parts(session, ItemPerson, "item", item.id)
    mine = [link for link in links if link.person_id == start]
    if not mine:
        raise Problem("lane_not_alone", title=item.title)
    for link in mine:
        twin = any(one.person_id == end and one.involvement == link.involvement for one in links)
        if twin:
            session.delete(link)
        else:
            link.person_id = end
            link.joins = link.leaves = Moment()


def _to_group(session: Session, item: Item, start: tuple[str, str], end: str) -> None:
    groups = [link.group_id for link in records.parts(session, ItemGroup, "item", item.id)]
    named = [
        link.person_id
        for link in records.parts(session, ItemPerson, "item", item.id)
        if link.involvement in _PRESENT
    ]
    if start[0] == GROUP and start[1] not in groups:
        raise Problem("lane_not_alone", title=item.title)
    others = [group for group in groups if group != start[1]] if start[0] == GROUP else []
    delegations.set_participants(
        session,
        item.id,
        everyone=False,
        group_ids=list(dict.fromkeys([*others, end])),
        person_ids=named if start[0] == GROUP else (),
    )
