"""Joins what the window and its pages ask for with "Find a time"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy.orm import Session

from desktop.domain import ItemPerson, Moment, Slot
from desktop.domain.codes import ItemKind
from desktop.domain.plan import SLOT, Booking, Plan
from desktop.errors import Problem
from desktop.language import _, current
from desktop.planning.free import Query, query_for
from desktop.store import delegations, programmes, records
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.window import MainWindow
from desktop.words import word
from desktop.words.bookings import Called
from desktop.words.free import span

_OWNERS = {"delegation": "delegation_id", "exchange": "exchange_id"}
_AHEAD = timedelta(days=14)
_HOUR = 60


class FindTime(QObject):
    """Follows "Find a time…" of a window, and the same of one item or slot on its pages."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        window.time_asked.connect(self.find_current)
        desk.time_asked.connect(self.find_for)

    def find_for(self, booking_id: str) -> None:
        """Look for another time for an item or a slot, which is moved there."""
        self._with_plans(lambda: self._find_for(booking_id))

    def find_current(self) -> None:
        """Look for a time for what is selected, else for something new in the record shown."""
        page = self._window.current_page()
        if page is None or not page.leave():
            return
        chosen = page.chosen_booking()
        if chosen:
            self.find_for(chosen)
        else:
            self._with_plans(self._find_new)

    def _with_plans(self, act: Callable[[], object]) -> None:
        """Act now, or as soon as the plans have been read."""
        watch = self._desk.watch
        if watch.is_ready():
            watch.catch_up()
            act()
            return
        once = Qt.ConnectionType.SingleShotConnection
        watch.changed.connect(act, once)
        watch.start()

    def _find_for(self, booking_id: str) -> None:
        plan = self._desk.watch.plan
        booking = plan.bookings.get(booking_id)
        if booking is not None and booking.pinned:
            self._desk.trouble(Problem("item_pinned", title=booking.title))
        elif booking is not None:
            self._ask(
                plan, query_for(plan, booking, self._desk.zones()), partial(self._move, booking)
            )

    def _find_new(self) -> None:
        plan, page = self._desk.watch.plan, self._window.current_page()
        kind, record_id = ("", "")
        if isinstance(page, RecordEditor) and page.kind in _OWNERS:
            kind, record_id = page.kind, page.record_id
        record = plan.records.get((kind, record_id))
        first = max(record.start, plan.today) if record and record.start else plan.today
        last = record.end if record and record.end else first + _AHEAD
        query = Query((), _HOUR, first, max(first, last), self._desk.zones(), online=not record_id)
        self._ask(plan, query, partial(self._add, kind, record_id))

    def _ask(
        self, plan: Plan, query: Query, place: Callable[[Moment, Moment, Query | None], bool]
    ) -> None:
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.free.dialog import FindTimeDialog

        dialog = FindTimeDialog(
            self._desk,
            plan,
            query,
            lambda start, end: place(start, end, dialog.query()),
            self._window,
        )
        dialog.exec()
        dialog.deleteLater()

    # -- placing

    def _move(self, booking: Booking, start: Moment, end: Moment, _query: Query | None) -> bool:
        def work(session: Session) -> bool:
            if booking.sort == SLOT:
                records.update(session, Slot, booking.id, start=start, end=end)
            else:
                programmes.set_times(session, {booking.id: (start, end)})
            return True

        name = Called(self._desk.watch.plan, current()).booking(booking.id)
        return bool(self._desk.do("item.move", work, name=name))

    def _add(
        self, kind: str, record_id: str, start: Moment, end: Moment, query: Query | None
    ) -> bool:
        if not record_id or query is None:
            there = [(start.in_zone(zone), end.in_zone(zone)) for zone in self._desk.zones()]
            said = " = ".join(span(*ends, current()) for ends in there)
            QGuiApplication.clipboard().setText(said)
            self._desk.notice(lambda: _("Copied: {time}").format(time=said))
            return True
        sort = ItemKind.ONLINE if query.online else ItemKind.MEETING

        def work(session: Session) -> str:
            item = delegations.add_item(
                session,
                **{_OWNERS[kind]: record_id},
                kind=sort.value,
                start=start,
                end=end,
                place_id=query.where,
                host_organisation_id=query.organisation_id,
                everyone=not query.people,
            )
            session.add_all(
                ItemPerson(item_id=item.id, person_id=person, position=position)
                for position, person in enumerate(query.people)
            )
            return item.id

        made = self._desk.do("item.add", work, name=word(sort))
        if made is not None:
            self._desk.open(kind, record_id, made)
            self._desk.notice(lambda: _("The time is in the programme."), undo=True)
        return made is not None
