"""What an officer does to the times of a programme's items; each is one action to be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from desktop.domain import Item
from desktop.domain.shifting import Rest, Times, delayed, exchanged, rest_of_day, starting
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.language import current, ngettext
from desktop.store import programmes, records
from desktop.store.lanes import change_lane
from desktop.ui.desk import Desk
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.texts import item_name

Work = Callable[[Session], object]
_THINGS = frozenset({"place", "vehicle"})  # lanes that are nobody's


class Moves(QObject):
    """Moves the items of the programme that `programme` gives at that moment.

    Each method tells whether it was done. What is pinned is not moved: `pinned` is sent with the
    pinned items and with what unpins and moves them after all.
    """

    pinned = Signal(object, object)

    def __init__(
        self, desk: Desk, programme: Callable[[], Programme], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._programme = programme

    def move(self, item_id: str, start: Moment, end: Moment, **values: object) -> bool:
        """Give an item another time, and other fields that belong to it new values."""

        def work(session: Session) -> None:
            records.update(session, Item, item_id, **values)
            programmes.set_times(session, {item_id: (start, end)})

        return self._do("item.move", [item_id], work)

    def set_times(self, times: Times) -> bool:
        """Give several items other times, such as after a drag; the first names the action."""
        return self._do("item.move", times, lambda session: programmes.set_times(session, times))

    def place_at(self, item_id: str, start: Moment) -> bool:
        """Let an item start then, as long as it is now or its two clocks say."""
        item = self._programme().item(item_id)
        return item is not None and self.set_times({item_id: starting(item, start)})

    def shift_days(self, ids: Iterable[str], days: int) -> bool:
        """Move items, and what is within them, by days; the clock stays."""
        ids = [item.id for item in self._items(ids) if item.start.date is not None]
        return self._do("item.move_day", ids, lambda s: programmes.move_days(s, ids, days))

    def move_to(self, ids: Iterable[str], day: dt.date) -> bool:
        """Move items to a day; what is within a block goes with it, at the same distance."""
        ids = self._blocks(ids)
        return self._do("item.move_day", ids, lambda s: programmes.move_to_day(s, ids, day))

    def unplace(self, ids: Iterable[str]) -> bool:
        """Take items out of the days; say which are too long for that, and stay."""
        ids = [item.id for item in self._items(ids) if item.start.date is not None]
        stays: list[Item] = []
        done = self._do(
            "item.unplace", ids, lambda session: stays.extend(programmes.unplace(session, ids))
        )
        if stays:
            number = len(stays)
            self._desk.notice(
                lambda: ngettext(
                    "{number} item lasts more than a day and stays.",
                    "{number} items last more than a day and stay.",
                    number,
                ).format(number=number)
            )
        return done

    def change_lane(
        self,
        ids: Sequence[str],
        start: tuple[str, str],
        end: tuple[str, str],
        room: str = "",
        times: Times | None = None,
    ) -> bool:
        """Give items to another group, person, place or vehicle, and perhaps another time."""

        def work(session: Session) -> None:
            change_lane(session, ids, start, end, room)
            programmes.set_times(session, times or {})

        label = "item.move" if end[0] in _THINGS else "item.lane"
        return self._do(label, ids, work)

    def rest(self, item_id: str) -> Rest:
        """What moves when the day goes on later from this item on."""
        programme = self._programme()
        first = programme.item(item_id)
        if first is None:
            return Rest((), ())
        return rest_of_day(programme.items, programme.groups, first)

    def move_rest(self, item_id: str, minutes: int) -> bool:
        """Move an item and what follows on its day by true minutes; what is pinned stays."""
        moving = self.rest(item_id).moving
        times = {item.id: delayed(item, minutes) for item in moving}
        if not minutes or not times:
            return False
        done = self._do("item.rest", times, lambda s: programmes.set_times(s, times), first=item_id)
        if done:
            number = len(times)
            self._desk.notice(
                lambda: ngettext("{number} item moved", "{number} items moved", number).format(
                    number=number
                ),
                undo=True,
            )
        return done

    def swap(self, ids: Sequence[str]) -> bool:
        """Let two items change places, as `exchanged` says."""
        items = self._items(ids)
        if len(items) != 2:
            return False
        try:
            times = exchanged(items[0], items[1], self._programme().items)
        except Problem as problem:
            self._desk.trouble(problem)
            return False
        return self._do(
            "item.swap",
            [item.id for item in items],
            lambda session: programmes.set_times(session, times),
            other=item_name(items[1], current()),
        )

    def set_pinned(self, ids: Iterable[str], pinned: bool) -> bool:
        """Pin items to their times, or let them be moved again."""
        ids = [item.id for item in self._items(ids)]

        def work(session: Session) -> None:
            for item_id in ids:
                records.update(session, Item, item_id, pinned=pinned)

        return self._run("item.pin" if pinned else "item.unpin", ids, work)

    # -- inside

    def _items(self, ids: Iterable[str]) -> list[Item]:
        """The items that are still there, in the order of the programme."""
        wanted = set(ids)
        lines = (line.item for line in self._programme().lines)
        return [item for item in lines if item is not None and item.id in wanted]

    def _blocks(self, ids: Iterable[str]) -> list[str]:
        """Those of the items that are not within another of them."""
        programme, items = self._programme(), self._items(ids)
        inside = {part.id for item in items for part in programme.parts_of(item.id)}
        return [item.id for item in items if item.id not in inside]

    def _do(
        self, label: str, ids: Iterable[str], work: Work, *, first: str = "", other: str = ""
    ) -> bool:
        """Move unless something is pinned; then ask first."""
        ids = list(ids)
        pinned = [item for item in self._items(ids) if item.pinned]
        run = partial(self._run, label, ids, work, first=first, other=other)
        if pinned:
            self.pinned.emit(pinned, partial(run, unpin=[item.id for item in pinned]))
            return False
        return run()

    def _run(
        self,
        label: str,
        ids: Sequence[str],
        work: Work,
        *,
        unpin: Sequence[str] = (),
        first: str = "",
        other: str = "",
    ) -> bool:
        if not ids:
            return False
        item = self._programme().item(first or ids[0])
        name = item_name(item, current()) if item is not None else ""

        def unit(session: Session) -> bool:
            for item_id in unpin:
                records.update(session, Item, item_id, pinned=False)
            work(session)
            return True

        said = {"name": name, "count": len(ids) - 1, "other": other}
        return bool(self._desk.do(label, unit, **{key: one for key, one in said.items() if one}))
