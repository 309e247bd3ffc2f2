"""What an officer does to the items of a programme; each is one action that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from desktop.domain import Item, ItemGroup, ItemPerson, Place
from desktop.domain.codes import Involvement, ItemKind, ItemStatus, PlaceKind
from desktop.domain.text import PARTS, Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.language import N_, Language, current, ngettext
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.programme.known import Mention
from desktop.ui.programme.programme import DELEGATION, Programme
from desktop.ui.programme.quick_entry import Entry
from desktop.ui.programme.texts import TAKING_PART, item_name


class Actions:
    """Acts on the programme that `programme` gives at that moment."""

    def __init__(self, desk: Desk, programme: Callable[[], Programme]) -> None:
        self._desk = desk
        self._programme = programme

    def add(self, entry: Entry) -> str | None:
        """A new item from a typed line; gives its id.

        A place that is not known is made, as a draft with its name alone.
        """
        title = _in_language(entry.title) if entry.title else _composed(entry)

        def work(session: Session) -> str:
            places = [
                _place_of(session, mention, entry.kind, moment.zone)
                for mention, moment in (
                    (entry.place, entry.start),
                    (entry.end_place, entry.end),
                )
            ]
            values: dict[str, object] = {
                **self._owner(),
                "title": title,
                "kind": (entry.kind or ItemKind.MEETING).value,
                "status": (entry.status or ItemStatus.TENTATIVE).value,
                "start": entry.start,
                "end": entry.end,
                "open_end": entry.open_end,
                "printed_time": entry.printed_time,
                "transport": entry.transport,
                "everyone": not entry.groups,
                "place_id": places[0].get("place"),
                "host_organisation_id": places[0].get("organisation"),
                "end_place_id": places[1].get("place"),
            }
            item = delegations.add_item(session, **values)
            session.add_all(ItemGroup(item_id=item.id, group_id=group.id) for group in entry.groups)
            return item.id

        return self._desk.do("item.add", work, name=title.best(current().code))

    def add_empty(self, start: Moment) -> str | None:
        """A new item of which only the day is known; gives its id."""
        return self.add(Entry(start=start))

    def save(self, item_id: str, **values: object) -> bool:
        """Give fields of one item new values."""
        return self._change("edit", item_id, values)

    def save_all(self, ids: Iterable[str], **values: object) -> bool:
        """Give fields of several items the same values."""
        ids = list(ids)
        if len(ids) == 1:
            return self.save(ids[0], **values)

        def work(session: Session) -> bool:
            for item_id in ids:
                records.update(session, Item, item_id, **values)
            return True

        return bool(self._desk.do("edit", work, kind="item"))

    def move(self, item_id: str, start: Moment, end: Moment, **values: object) -> bool:
        """Give an item another time."""
        return self._change("item.move", item_id, {"start": start, "end": end, **values})

    def set_title(self, item_id: str, text: str) -> bool:
        """Give an item a title in the window's language."""
        item = self._programme().item(item_id)
        title = item.title if item is not None else Trilingual()
        return self.save(item_id, title=title.with_part(_part(), text))

    def shift_days(self, ids: Iterable[str], days: int) -> bool:
        """Move items, and what is within them, by days; the clock stays."""
        chosen = self._with_parts(ids)
        return self._move_days({item.id: days for item in chosen if item.start.date is not None})

    def move_to(self, ids: Iterable[str], day: dt.date) -> bool:
        """Move items to a day; what is within a block goes with it, at the same distance."""
        return self._move_days(self._distances(ids, day), day)

    def duplicate(self, ids: Iterable[str], day: dt.date | None = None) -> list[str]:
        """Copies of items and of what is within them, tentative; gives the ids of the copies."""
        chosen = self._with_parts(ids)
        far = self._distances(ids, day) if day is not None else {}

        def work(session: Session) -> list[str]:
            copies: dict[str, Item] = {}
            for item in chosen:
                copy = records.duplicate(
                    session,
                    records.get(session, Item, item.id),
                    status=ItemStatus.TENTATIVE.value,
                )
                copies[item.id] = copy
                if copy.parent_id in copies:
                    copy.parent_id = copies[copy.parent_id].id
                if day is not None:
                    _move(copy, far.get(item.id, 0), day)
            return [copy.id for copy in copies.values()]

        return self._desk.do("item.duplicate", work) or []

    def delete(self, ids: Iterable[str]) -> bool:
        """Delete items and what is within them, and say so with a way back."""
        chosen = self._with_parts(ids)
        number = len(chosen)

        def work(session: Session) -> bool:
            for item in reversed(chosen):
                records.delete(session, records.get(session, Item, item.id))
                session.flush()
            return True

        if not chosen or not self._desk.do("item.delete", work):
            return False
        self._desk.notice(
            lambda: ngettext("{number} item deleted", "{number} items deleted", number).format(
                number=number
            ),
            undo=True,
        )
        return True

    def set_participants(
        self, item_id: str, *, everyone: bool, groups: Sequence[str], people: Sequence[str]
    ) -> bool:
        """Say who takes part in an item."""

        def work(session: Session) -> bool:
            delegations.set_participants(
                session, item_id, everyone=everyone, group_ids=groups, person_ids=people
            )
            return True

        return bool(self._desk.do("item.people", work, name=self._name(item_id)))

    def set_involved(self, item_id: str, involvement: Involvement, people: Sequence[str]) -> bool:
        """Say who hosts, interprets or does something else in an item."""

        def work(session: Session) -> bool:
            delegations.set_involved(session, item_id, involvement, people)
            return True

        return bool(self._desk.do("item.people", work, name=self._name(item_id)))

    def add_presence(self, item_id: str, person_id: str) -> bool:
        """Let a person take part who joins late, at a time still to be said."""

        def work(session: Session) -> bool:
            item = records.get(session, Item, item_id)
            links = records.parts(session, ItemPerson, "item", item_id)
            link = next((each for each in links if each.person_id == person_id), None)
            if link is None or link.involvement not in TAKING_PART:
                link = ItemPerson(item_id=item_id, person_id=person_id, position=len(links))
                session.add(link)
            link.joins = Moment(item.start.date, None, item.start.zone, 0, DayPart.TBC)
            return True

        return bool(self._desk.do("item.people", work, name=self._name(item_id)))

    def set_presence(self, item_id: str, link_id: str, joins: Moment, leaves: Moment) -> bool:
        """Say when a person joins an item late or leaves it early; neither is the whole time."""

        def work(session: Session) -> bool:
            link = records.get(session, ItemPerson, link_id)
            if joins == leaves == Moment() and records.get(session, Item, item_id).everyone:
                session.delete(link)  # one of all, like the others
            else:
                link.joins, link.leaves = joins, leaves
            return True

        return bool(self._desk.do("item.people", work, name=self._name(item_id)))

    # -- inside

    def _owner(self) -> dict[str, object]:
        programme = self._programme()
        key = "delegation_id" if programme.owner_kind == DELEGATION else "exchange_id"
        return {key: programme.owner_id}

    def _name(self, item_id: str) -> str:
        item = self._programme().item(item_id)
        return item_name(item, current()) if item is not None else ""

    def _change(self, label: str, item_id: str, values: Mapping[str, object]) -> bool:
        def work(session: Session) -> bool:
            records.update(session, Item, item_id, **values)
            return True

        return bool(self._desk.do(label, work, kind="item", name=self._name(item_id)))

    def _with_parts(self, ids: Iterable[str]) -> list[Item]:
        """Items in programme order, each block with all that is within it, nothing twice."""
        programme = self._programme()
        wanted = set(ids)
        for item_id in tuple(wanted):
            wanted |= {part.id for part in programme.parts_of(item_id)}
        lines = (line.item for line in programme.lines)
        return [item for item in lines if item is not None and item.id in wanted]

    def _distances(self, ids: Iterable[str], day: dt.date) -> dict[str, int]:
        """By how many days each item moves if those of `ids` are to start on a day."""
        programme = self._programme()
        chosen = {item.id: item for item in self._with_parts(ids)}
        moved: dict[str, int] = {}
        for item in chosen.values():
            if item.parent_id in moved:
                moved[item.id] = moved[item.parent_id]
            else:
                moved[item.id] = (day - item.start.date).days if item.start.date else 0
        return {item_id: days for item_id, days in moved.items() if programme.item(item_id)}

    def _move_days(self, far: Mapping[str, int], day: dt.date | None = None) -> bool:
        if not far:
            return False

        def work(session: Session) -> bool:
            for item_id, days in far.items():
                _move(records.get(session, Item, item_id), days, day)
            return True

        return bool(self._desk.do("item.move_day", work))


def _move(item: Item, days: int, day: dt.date | None) -> None:
    if item.start.date is None and day is not None:
        start, end = item.start, item.end
        item.start = Moment(day, start.time, start.zone, start.fold, start.part)
        if end.time is not None and end.date is None:
            later = start.time is not None and end.time <= start.time
            end_day = day + dt.timedelta(days=int(later))
            item.end = Moment(end_day, end.time, end.zone, end.fold, end.part)
    elif days:
        item.start, item.end = item.start.moved(days=days), item.end.moved(days=days)


def _part() -> str:
    return current().code if current().code in PARTS else "en"


def _in_language(text: str) -> Trilingual:
    return Trilingual().with_part(_part(), text)


def _composed(entry: Entry) -> Trilingual:
    """A title, in all languages, for a journey typed as times, places and a number alone."""
    if entry.kind != ItemKind.FLIGHT:
        return Trilingual()
    ends = [mention for mention in (entry.place, entry.end_place) if mention is not None]
    # The number stands below the title anyway.
    route = " – ".join(mention.text for mention in ends) or entry.transport
    word = N_("Flight")
    return Trilingual(**{code: f"{Language.of(code).gettext(word)} {route}" for code in PARTS})


def _place_of(
    session: Session, mention: Mention | None, kind: ItemKind | None, zone: str | None
) -> dict[str, str]:
    """What a name refers to, as the id of a place or of an organisation; made if it is nothing.

    An airport is made with the clock that was answered for it, so that it is asked about once.
    """
    if mention is None:
        return {}
    if mention.found is not None:
        return {mention.found.kind: mention.found.id}
    if mention.candidates:
        return {}
    airport = kind == ItemKind.FLIGHT
    place = Place(
        name=_in_language(mention.text),
        kind=(PlaceKind.AIRPORT if airport else PlaceKind.VENUE).value,
        iata=mention.text if airport else "",
        zone=(zone if airport else None) or "",
    )
    return {"place": records.add(session, place).id}
