"""The lanes of one day: who, where, or in which vehicle. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain import Item
from desktop.domain.codes import ItemKind
from desktop.language import Language, _, names
from desktop.ui.programme.programme import Programme


class Mode(StrEnum):
    """What the columns are: days, or the lanes of one day."""

    DAYS = "days"
    GROUPS = "groups"
    PEOPLE = "people"
    PLACES = "places"
    VEHICLES = "vehicles"


EVERYONE, GROUP, SOME, PERSON, PLACE, VEHICLE = (
    "everyone",
    "group",
    "some",
    "person",
    "place",
    "vehicle",
)


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane; `id` is the identity of the group, person, place or vehicle, "" for none."""

    kind: str
    id: str = ""
    room: str = ""


def lanes_of(
    mode: Mode, programme: Programme, items: Iterable[Item], people: Sequence[str]
) -> list[Lane]:
    """The lanes of a day on which there are these items."""
    items = list(items)
    if mode == Mode.GROUPS:
        some = any(not item.everyone and not item.groups for item in items)
        groups = [Lane(GROUP, group.id) for group in programme.groups]
        return [Lane(EVERYONE), *groups, *([Lane(SOME)] if some else [])]
    if mode == Mode.PEOPLE:
        chosen = list(people) or [person.id for person in programme.people]
        return [Lane(PERSON, each) for each in chosen]
    if mode == Mode.VEHICLES:
        found = [Lane(VEHICLE, item.vehicle_id or "") for item in items if _drives(item)]
        known = [Lane(VEHICLE, item.vehicle_id) for item in programme.items if item.vehicle_id]
        return _distinct([*found, *known]) or [Lane(VEHICLE)]
    return _distinct([_place(item) for item in items]) or [Lane(PLACE)]


def concerns(lane: Lane, item: Item, programme: Programme) -> bool:
    """Whether an item stands in a lane."""
    match lane.kind:
        case "everyone":
            return item.everyone
        case "group":
            return item.everyone or any(link.group_id == lane.id for link in item.groups)
        case "some":
            return not item.everyone and not item.groups
        case "person":
            return item.concerns(lane.id, _groups_of(lane.id, programme)) or any(
                link.person_id == lane.id for link in item.people
            )
        case "vehicle":
            return _drives(item) and (item.vehicle_id or "") == lane.id
        case _:
            return _place(item) == lane


def lane_label(lane: Lane, programme: Programme, language: Language) -> tuple[str, str]:
    """What a lane is called, and softly what belongs to it."""
    match lane.kind:
        case "everyone":
            return _("Everyone"), ""
        case "some":
            return _("Named people"), ""
        case "group":
            group = next((each for each in programme.groups if each.id == lane.id), None)
            if group is None:
                return "", ""
            label = group.label().best(language.code)
            return (group.code, label) if group.code and group.code != label else (label, "")
        case "person":
            person = next((each for each in programme.people if each.id == lane.id), None)
            return (names.display(language, person), "") if person is not None else ("", "")
        case "vehicle":
            found = (item.vehicle for item in programme.items if item.vehicle_id == lane.id)
            vehicle = next(found, None) if lane.id else None
            return (vehicle.name.best(language.code) if vehicle else _("No vehicle yet")), ""
        case _:
            places = (item.place for item in programme.items if item.place_id == lane.id)
            place = next(places, None) if lane.id else None
            return (place.name.best(language.code) if place else _("No place yet")), lane.room


def _distinct(lanes: Iterable[Lane]) -> list[Lane]:
    """Each lane once, in the order in which the day meets them; that of nothing comes last."""
    return sorted(dict.fromkeys(lanes), key=lambda lane: not (lane.id or lane.room))


def _place(item: Item) -> Lane:
    return Lane(PLACE, item.place_id or "", item.room)


def _drives(item: Item) -> bool:
    return bool(item.vehicle_id) or item.kind == ItemKind.TRANSFER


def _groups_of(person_id: str, programme: Programme) -> list[str]:
    return [
        group.id
        for group in programme.groups
        if any(link.person_id == person_id for link in group.memberships)
    ]
