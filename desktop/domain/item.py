"""Programme items: what happens, when, where and with whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import (
    Entity,
    instant,
    link,
    linked,
    moment,
    owner,
    parts_of,
    text,
    words,
)
from desktop.domain.codes import HalfDay, Involvement, ItemKind, ItemStatus, Priority
from desktop.domain.delegation import Delegation, Group
from desktop.domain.organisation import Organisation, Place
from desktop.domain.person import Person
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment


class Item(Entity):
    """One line of a programme, of a delegation or of a researcher's stay.

    Start and end each have their own zone; the end may be missing or open, the time may be only
    a part of the day, and `printed_time` is what the paper shows where no clock time says it. An
    `alternative` is one of several possibilities for the same time; a `pinned` item is not moved
    by accident. Of an item that takes place at a booked instrument `slot_id` is its slot, which is
    moved with it or warned about.

    `purpose` and `questions` are for the briefing sheet: what the meeting is for, and what was
    asked ahead. `source_uid` and `source_sequence` are the UID and SEQUENCE of the event in
    somebody else's calendar that the item was taken from, if it was; see `importing.time_of` for
    one that repeats.

    `minutes`, `priority`, `preferred_half` and `one_group` are for drafting: how long it is to
    take where no clock says so, how much it matters, when the host would rather have it, and
    whether it is enough that one group of the delegation comes, whichever.
    """

    __tablename__ = "item"

    delegation_id: Mapped[str | None] = owner("delegation", nullable=True)
    exchange_id: Mapped[str | None] = owner("exchange", nullable=True)
    parent_id: Mapped[str | None] = link("item")
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = text(ItemKind.MEETING)
    title: Mapped[Trilingual] = words("title")
    start: Mapped[Moment] = moment("start")
    end: Mapped[Moment] = moment("end")
    open_end: Mapped[bool] = mapped_column(default=False)
    printed_time: Mapped[str] = text()
    start_utc: Mapped[datetime | None] = instant("start")
    end_utc: Mapped[datetime | None] = instant("end")
    place_id: Mapped[str | None] = link("place")
    end_place_id: Mapped[str | None] = link("place")
    room: Mapped[str] = text()
    vehicle_id: Mapped[str | None] = link("place")
    slot_id: Mapped[str | None] = link("slot", loose=True)
    host_organisation_id: Mapped[str | None] = link("organisation")
    everyone: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = text()
    interpreted: Mapped[bool] = mapped_column(default=False)
    dress: Mapped[Trilingual] = words("dress")
    topics: Mapped[Trilingual] = words("topics")
    gift: Mapped[str] = text()
    transport: Mapped[str] = text()
    meeting_link: Mapped[str] = text()
    status: Mapped[str] = text(ItemStatus.TENTATIVE)
    alternative: Mapped[bool] = mapped_column(default=False)
    pinned: Mapped[bool] = mapped_column(default=False)
    closed_to_media: Mapped[bool] = mapped_column(default=False)
    printed_note: Mapped[Trilingual] = words("printed_note")
    internal_note: Mapped[str] = text()
    purpose: Mapped[Trilingual] = words("purpose")
    questions: Mapped[Trilingual] = words("questions")
    source_uid: Mapped[str] = text()
    source_sequence: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int | None] = mapped_column()
    priority: Mapped[str] = text(Priority.SHOULD)
    preferred_half: Mapped[str] = text(HalfDay.ANY)
    one_group: Mapped[bool] = mapped_column(default=False)

    place: Mapped[Place | None] = linked("Place", "Item.place_id")
    end_place: Mapped[Place | None] = linked("Place", "Item.end_place_id")
    vehicle: Mapped[Place | None] = linked("Place", "Item.vehicle_id")
    host_organisation: Mapped[Organisation | None] = linked(
        "Organisation", "Item.host_organisation_id"
    )
    delegation: Mapped[Delegation | None] = linked("Delegation", "Item.delegation_id")
    people: Mapped[list["ItemPerson"]] = parts_of("ItemPerson", "ItemPerson.position")
    groups: Mapped[list["ItemGroup"]] = parts_of("ItemGroup")

    def label(self) -> Trilingual:
        """What the item is called."""
        return self.title

    @property
    def is_cancelled(self) -> bool:
        """Whether the item is called off."""
        return self.status == ItemStatus.CANCELLED

    def sort_key(self, usual_zone: str | None = None) -> tuple[object, ...]:
        """Order within a programme: by day and instant, else by what is known of the time."""
        return (*self.start.sort_key(usual_zone), self.position, self.id)

    def involved(self, involvement: Involvement) -> list[Person]:
        """The persons who do that in this item, in their order."""
        return [link.person for link in self.people if link.involvement == involvement]

    def concerns(self, person_id: str, group_ids: Iterable[str] = ()) -> bool:
        """Whether a member takes part: with everyone, by a group, or by name."""
        theirs = set(group_ids)
        return (
            self.everyone
            or any(link.group_id in theirs for link in self.groups)
            or any(
                link.person_id == person_id
                and link.involvement in (Involvement.PARTICIPANT, Involvement.SPEAKER)
                for link in self.people
            )
        )


class ItemPerson(Entity):
    """That a person is involved in an item, perhaps late or only for a while."""

    __tablename__ = "item_person"

    item_id: Mapped[str] = owner("item")
    person_id: Mapped[str] = link("person", nullable=False)
    involvement: Mapped[str] = text(Involvement.PARTICIPANT)
    joins: Mapped[Moment] = moment("joins")
    leaves: Mapped[Moment] = moment("leaves")
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = linked("Person", "ItemPerson.person_id")


class ItemGroup(Entity):
    """That a group of the delegation takes part in an item."""

    __tablename__ = "item_group"

    item_id: Mapped[str] = owner("item")
    group_id: Mapped[str] = link("group", nullable=False)

    group: Mapped[Group] = linked("Group", "ItemGroup.group_id")


def programme(items: Iterable[Item]) -> list[Item]:
    """Items in programme order, the parts of a block right after it."""
    items = list(items)
    zones = Counter(item.start.zone for item in items if item.start.zone)
    usual_zone = max(sorted(zones), key=zones.__getitem__, default=None)
    ordered = sorted(items, key=lambda item: item.sort_key(usual_zone))
    known = {item.id for item in ordered}
    parts: dict[str | None, list[Item]] = {}
    for item in ordered:
        parts.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    result: list[Item] = []
    waiting = parts.pop(None, [])[::-1]
    while waiting:
        item = waiting.pop()
        result.append(item)
        waiting.extend(parts.pop(item.id, [])[::-1])
    # Two blocks that name each other as parent would otherwise vanish from every paper.
    result.extend(item for left in parts.values() for item in left)
    return result


def days(items: Iterable[Item]) -> list[tuple[date | None, list[Item]]]:
    """The programme by the day each item starts on; items without a day come last.

    A part of a block that has no day of its own is on the block's day.
    """
    by_id = {item.id: item for item in items}
    grouped: dict[date | None, list[Item]] = {}
    for item in by_id.values():
        grouped.setdefault(_day_of(item, by_id), []).append(item)
    found = sorted(grouped.items(), key=lambda entry: entry[0] or date.max)
    return [(day, programme(members)) for day, members in found]


def _day_of(item: Item, by_id: Mapping[str, Item]) -> date | None:
    seen: set[str] = set()
    block: Item | None = item
    while block is not None and block.start.date is None and block.id not in seen:
        seen.add(block.id)
        block = by_id.get(block.parent_id or "")
    return None if block is None else block.start.date
