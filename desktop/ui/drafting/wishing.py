"""What an officer does to the wishes of hosts; each is one action that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Item, Organisation, Place, Trilingual
from desktop.domain.codes import ItemKind, PlaceKind
from desktop.domain.text import PARTS
from desktop.domain.wishes import WindowFact
from desktop.language import _, current, ngettext
from desktop.store import delegations, programmes, records, wishes
from desktop.store.search import normalise
from desktop.ui.desk import Desk
from desktop.ui.drafting.typed import NewHost
from desktop.ui.drafting.wished import Host, Wished
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.texts import item_name


class Wishing:
    """Acts on the hosts of the delegation that `wished` gives at that moment."""

    def __init__(self, desk: Desk, wished: Callable[[], Wished]) -> None:
        self._desk, self._wished = desk, wished
        self._items = Actions(desk, lambda: wished().programme)
        self._moves = Moves(desk, lambda: wished().programme)

    def add(self, hosts: Sequence[NewHost], organisation_id: str | None = None) -> list[str]:
        """New items without a time, of the kind meeting; gives their ids.

        One is called like the organisation and takes place there, if that one is meant by
        `organisation_id`, or else by its name alone.
        """

        def work(session: Session) -> list[str]:
            known = _by_name(session)
            return [
                self._add(session, host, organisation_id or known.get(normalise(host.name)))
                for host in hosts
            ]

        if not hosts:
            return []
        label = "item.add" if len(hosts) == 1 else "item.paste"
        return self._desk.do(label, work, name=hosts[0].name) or []

    def save(self, hosts: Sequence[Host], **values: object) -> bool:
        """Give fields of items the same values."""
        return self._items.save_all([host.id for host in hosts], **values)

    def set_title(self, host: Host, text: str) -> bool:
        """Give an item a title in the window's language."""
        return self._items.set_title(host.id, text)

    def set_minutes(self, hosts: Sequence[Host], minutes: int | None) -> bool:
        """Say how long items take; where clocks say it, the end is moved."""

        def work(session: Session) -> bool:
            for host in hosts:
                start, end = host.item.start, host.item.end
                if host.clocked is None:
                    records.update(session, Item, host.id, minutes=minutes)
                elif minutes is not None and start.zone is not None:
                    later = start.moved(minutes=minutes).in_zone(end.zone or start.zone)
                    programmes.set_times(session, {host.id: (start, later)})
            return True

        return self._edit(hosts, work)

    def set_windows(self, hosts: Sequence[Host], windows: Sequence[WindowFact]) -> bool:
        """Let items have exactly these windows."""

        def work(session: Session) -> bool:
            for host in hosts:
                wishes.set_windows(session, host.id, windows)
            return True

        return self._edit(hosts, work)

    def set_orders(self, host: Host, apart: Sequence[str], before: Sequence[str]) -> bool:
        """Say which items share no day with one, and which come after it."""

        def work(session: Session) -> bool:
            wishes.set_orders(session, host.id, apart, before)
            return True

        return self._edit([host], work)

    def pin(self, hosts: Sequence[Host], on: bool) -> bool:
        """Pin items to their times, or let drafts move them again."""
        return self._moves.set_pinned([host.id for host in hosts], on)

    def delete(self, hosts: Sequence[Host]) -> bool:
        """Delete items that have no time yet; others are deleted in the programme alone."""
        waiting = [host.id for host in hosts if not host.is_placed]
        return bool(waiting) and self._items.delete(waiting)

    def _edit(self, hosts: Sequence[Host], work: Callable[[Session], bool]) -> bool:
        named = {"name": item_name(hosts[0].item, current())} if len(hosts) == 1 else {}
        return bool(hosts) and bool(self._desk.do("edit", work, kind="item", **named))

    def _add(self, session: Session, host: NewHost, organisation_id: str | None) -> str:
        organisation = session.get(Organisation, organisation_id) if organisation_id else None
        code = current().code if current().code in PARTS else "en"
        title = Trilingual().with_part(code, host.name)
        item = delegations.add_item(
            session,
            delegation_id=self._wished().programme.owner_id,
            kind=ItemKind.MEETING.value,
            title=title if organisation is None else organisation.name,
            minutes=host.minutes,
            priority=host.priority,
            host_organisation_id=organisation_id if organisation is not None else None,
            place_id=_place_of(session, organisation_id) if organisation is not None else None,
        )
        return item.id


def told_added(number: int) -> str:
    """How many hosts were added, in the language of the moment."""
    return ngettext("{number} host added", "{number} hosts added", number).format(number=number)


def not_deleted() -> str:
    """Why a host with a time is not deleted here."""
    return _("This one has a time already. Delete it in the programme.")


def _by_name(session: Session) -> dict[str, str]:
    """The organisations in use by each of their names; a name that several have is nobody's."""
    found: dict[str, set[str]] = {}
    for one in session.scalars(select(Organisation).where(Organisation.former.is_(False))):
        for name in {*one.name.parts(), one.short_name}:
            if name:
                found.setdefault(normalise(name), set()).add(one.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _place_of(session: Session, organisation_id: str | None) -> str | None:
    """Where an organisation is, if it has but one house."""
    query = select(Place.id).where(
        Place.organisation_id == organisation_id,
        Place.within_id.is_(None),
        Place.kind == PlaceKind.VENUE.value,
        Place.former.is_(False),
    )
    houses = session.scalars(query).all()
    return houses[0] if len(houses) == 1 else None
