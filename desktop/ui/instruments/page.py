"""The page of one instrument: who has it when, and when it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from typing_extensions import override

from desktop.domain import AccessRequest, Entity, Facility, Instrument, Moment, Slot
from desktop.language import _, current
from desktop.store import records
from desktop.ui.closures import ClosurePanel, closures_title
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.instruments.calendar import InstrumentCalendar
from desktop.ui.page import focus_first
from desktop.ui.slots.telling import hours_text, moment_text
from desktop.ui.widgets import Button, PlainLabel, column
from desktop.words.hours import written_hours


class InstrumentPage(RecordEditor):
    """An instrument's calendar and closures. Its name and rules are edited with its facility.

    `show_part(slot_id)` tells from which slot, and so for which request, the officer comes; free
    time that is clicked then becomes a slot of that request.
    """

    def __init__(self, desk: Desk, record: str = "") -> None:
        self._instrument: Instrument | None = None
        self._request: AccessRequest | None = None
        super().__init__(
            desk,
            Instrument,
            new_title=lambda: _("Instrument"),
            others=frozenset({"facility", "closure", "access_request", "slot"}),
        )
        self.header.addWidget(
            Button(lambda: _("Open the facility"), self._open_facility, icon="flask-conical")
        )
        self.calendar = InstrumentCalendar(desk)
        self.calendar.opened.connect(self._open_slot)
        self.calendar.asked.connect(self.add_slot)
        self._about = PlainLabel(role="soft", wrap=True)
        self.say(self._about.setText, self._about_text)
        self.closures = ClosurePanel(desk, "instrument", self.ensure)
        page = QWidget()
        page.setLayout(column(self._about, self.calendar))
        self.add_tab(lambda: _("Calendar"), page, scrolls=True)
        self.add_tab(closures_title("instrument"), self.closures, scrolls=True)
        self.open(record)

    @override
    def read(self, session: Session) -> Entity | None:
        query = select(Instrument).where(Instrument.id == self.record_id)
        options = joinedload(Instrument.facility).joinedload(Facility.organisation)
        return session.scalars(query.options(options)).one_or_none()

    @override
    def shown(self, entity: Instrument) -> None:
        self._instrument = entity
        self.calendar.load(entity.id)
        self.closures.load(entity.id)

    @override
    def detail(self) -> str:
        instrument = self._instrument
        if instrument is None:
            return ""
        hours = instrument.opening_hours or instrument.facility.opening_hours
        parts = (
            instrument.facility.name.best(current().code),
            written_hours(current(), hours),
        )
        return "  ·  ".join(part for part in parts if part)

    @override
    def show_part(self, part: str) -> None:
        slot = self.desk.read(lambda session: session.get(Slot, part))
        if slot is None:
            return
        self._request = self.desk.read(lambda s: s.get(AccessRequest, slot.access_id))
        self.calendar.lead_to(slot.id, slot.access_id, slot.start.date)
        self.say_again()

    @override
    def leave(self) -> bool:
        taken = [super().leave(), self.closures.leave()]
        return all(taken)

    @override
    def begin_focus(self) -> None:
        focus_first(self.calendar)
        if self.calendar.picture.isVisible():
            self.calendar.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_slot(self, start: Moment, end: Moment) -> None:
        """Add a slot at a free time to the request that the officer comes from."""
        request, instrument = self._request, self._instrument
        if instrument is None:
            return
        if request is None:
            self.desk.notice(
                lambda: _("Open this calendar from a slot of a request to add slots here.")
            )
            return

        def work(session: Session) -> Slot:
            slot = Slot(access_id=request.id, instrument_id=instrument.id, start=start, end=end)
            return records.add(session, slot)

        made = self.desk.do("create", work, kind="slot")
        if made is not None:
            self.desk.notice(
                lambda: _("Slot added: {start}, {length}").format(
                    start=moment_text(start), length=hours_text(start, end)
                ),
                undo=True,
            )

    def _about_text(self) -> str:
        if self._request is None:
            return _("A click on a slot opens its request.")
        return _("Click on free time, or drag over hours, to add a slot to {reference}.").format(
            reference=self._request.reference
        )

    def _open_slot(self, slot_id: str) -> None:
        booking = self.desk.watch.plan.bookings.get(slot_id)
        if booking is not None:
            self.desk.open(booking.record_kind, booking.record_id, slot_id)

    def _open_facility(self) -> None:
        if self._instrument is not None:
            self.desk.open("facility", self._instrument.facility_id)
