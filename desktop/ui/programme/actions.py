"""What an officer does to the items of a programme; each is one action that can be undone.

Their times are moved by `moves.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from desktop import words
from desktop.domain import Delegation, Exchange, Item, ItemGroup, ItemPerson, Place
from desktop.domain.codes import Involvement, ItemKind, ItemStatus, PlaceKind
from desktop.domain.text import PARTS, Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.language import N_, Language, _, current, ngettext
from desktop.store import delegations, groupings, programmes, records
from desktop.store.groupings import Half
from desktop.ui.desk import Desk
from desktop.ui.programme import clipboard
from desktop.ui.programme.kinds import is_room
from desktop.ui.programme.known import Mention
from desktop.ui.programme.programme import DELEGATION, Programme
from desktop.ui.programme.quick_entry import Entry
from desktop.ui.programme.texts import TAKING_PART, item_name


class Actions:
    """Acts on the programme that `programme` gives at that moment."""

    def __init__(self, desk: Desk, programme: Callable[[], Programme]) -> None:
        self._desk = desk
        self._programme = programme

    def add(self, entry: Entry, people: Sequence[str] = (), **values: str | None) -> str | None:
        """A new item from a typed line, with more values perhaps; gives its id.

        A place that is not known is made, as a draft with its name alone. Where `people` are
        named, they and not everyone take part.
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
            known: dict[str, object] = {
                **self._owner(),
                "title": title,
                "kind": (entry.kind or ItemKind.MEETING).value,
                "status": (entry.status or ItemStatus.TENTATIVE).value,
                "start": entry.start,
                "end": entry.end,
                "open_end": entry.open_end,
                "printed_time": entry.printed_time,
                "transport": entry.transport,
                "everyone": not entry.groups and not people,
                "place_id": places[0].get("place"),
                "host_organisation_id": places[0].get("organisation"),
                "end_place_id": places[1].get("place"),
            }
            item = delegations.add_item(session, **(known | values))
            session.add_all(ItemGroup(item_id=item.id, group_id=group.id) for group in entry.groups)
            session.add_all(
                ItemPerson(item_id=item.id, person_id=person, position=position)
                for position, person in enumerate(people)
            )
            return item.id

        return self._desk.do("item.add", work, name=title.best(current().code))

    def add_empty(self, start: Moment) -> str | None:
        """A new item of which only the day is known; gives its id."""
        return self.add_at(start, Moment())

    def add_at(self, start: Moment, end: Moment) -> str | None:
        """A new item of which only the time is known; gives its id."""
        return self.add(Entry(start=start, end=end))

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

    def set_title(self, item_id: str, text: str) -> bool:
        """Give an item a title in the window's language."""
        item = self._programme().item(item_id)
        title = item.title if item is not None else Trilingual()
        return self.save(item_id, title=title.with_part(_part(), text))

    def duplicate(self, ids: Iterable[str], day: dt.date | None = None) -> list[str]:
        """Copies of items and of what is within them, tentative; gives the ids of the copies."""
        chosen = self._blocks(ids)

        def work(session: Session) -> list[str]:
            copies = programmes.duplicate_items(session, chosen, day)
            whole = [(copy, *programmes.sub_items(session, copy)) for copy in copies]
            return [copy.id for each in whole for copy in each]

        return self._desk.do("item.duplicate", work, **self._named(chosen)) or []

    def delete(self, ids: Iterable[str]) -> bool:
        """Delete items and what is within them, and say so with a way back."""
        chosen = self._with_parts(ids)
        number = len(chosen)

        def work(session: Session) -> bool:
            programmes.delete_items(session, [item.id for item in chosen])
            return True

        ids = self._blocks(ids)
        if not chosen or not self._desk.do("item.delete", work, **self._named(ids)):
            return False
        self._desk.notice(
            lambda: ngettext("{number} item deleted", "{number} items deleted", number).format(
                number=number
            ),
            undo=True,
        )
        return True

    def copy(self, ids: Iterable[str], text: str, *, cut: bool = False) -> None:
        """Lay items on the clipboard, with a text for other programs; cut ones go when pasted."""
        chosen = self._blocks(ids)
        if chosen:
            clipboard.put(chosen, text, self._office(), cut=cut)

    def paste(self, day: dt.date | None) -> list[str]:
        """Put what was copied or cut, here or in another programme, onto a day; gives the ids."""
        clip = clipboard.taken(self._office())
        if clip is None:
            return []
        programme = self._programme()
        cls: type[Delegation | Exchange] = (
            Delegation if programme.owner_kind == DELEGATION else Exchange
        )

        def work(session: Session) -> list[str]:
            owner = records.get(session, cls, programme.owner_id)
            return programmes.paste_items(session, clip.ids, owner, day, cut=clip.cut)

        made = self._desk.do("item.paste", work)
        if made and clip.cut:
            clipboard.clear()
        return made or []

    def split(self, item_id: str, halves: tuple[Half, Half]) -> tuple[str, str] | None:
        """Split the whole group at an item; gives the ids of the two items."""
        return self._desk.do(
            "item.split",
            lambda session: groupings.split(session, item_id, halves),
            name=self._name(item_id),
        )

    def merge(self, ids: Iterable[str]) -> str | None:
        """Make one of parallel items again, and say what of the others could not be kept."""
        chosen = self._blocks(ids)
        merged = self._desk.do(
            "item.merge",
            lambda session: groupings.merge(session, chosen),
            name=self._name(chosen[0]) if chosen else "",
        )
        if merged is None:
            return None
        dropped = merged.dropped

        def told() -> str:
            if not dropped:
                return _("The group is together again.")
            names = current().listed(words.field(name) for name in dropped)
            return _("The group is together again. Given up: {fields}.").format(fields=names)

        self._desk.notice(told, undo=True)
        return merged.item_id

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

    def take_out(self, item_id: str, person_id: str) -> bool:
        """Let one person take no part in an item, and all others as before."""

        def work(session: Session) -> bool:
            groupings.take_out(session, item_id, person_id)
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

    def _named(self, ids: Sequence[str]) -> dict[str, object]:
        """What an action on several items is called by: the first, and how many more."""
        more = {"count": len(ids) - 1} if len(ids) > 1 else {}
        return {"name": self._name(ids[0]), **more} if ids else {}

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

    def _blocks(self, ids: Iterable[str]) -> list[str]:
        """Those of the items that are not within another of them, in programme order."""
        programme, wanted = self._programme(), set(ids)
        wanted -= {part.id for item_id in wanted for part in programme.parts_of(item_id)}
        return [item.id for item in self._with_parts(wanted) if item.id in wanted]

    def _office(self) -> str:
        return self._desk.office.author.office_id


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
    usual = PlaceKind.ROOM if is_room(mention.text) else PlaceKind.VENUE
    place = Place(
        name=_in_language(mention.text),
        kind=(PlaceKind.AIRPORT if airport else usual).value,
        iata=mention.text if airport else "",
        zone=(zone if airport else None) or "",
    )
    return {"place": records.add(session, place).id}
