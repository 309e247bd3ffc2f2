"""The slots of an access request, each with its own instrument, zone and status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import AccessRequest, Entity, Slot
from desktop.domain.codes import InstrumentAnswer, SlotStatus, Stage
from desktop.domain.time import minutes_between
from desktop.language import _, current
from desktop.store import access, loading, records
from desktop.ui import find, icons
from desktop.ui.conflicts import FindingList
from desktop.ui.conflicts.telling import open_ones
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, MomentField, ReadOnlyField, TrilingualField
from desktop.ui.parts_panel import PartsPanel
from desktop.ui.slots.columns import slot_columns
from desktop.ui.slots.duration import DurationField
from desktop.ui.slots.placed import PlacedPanel
from desktop.ui.slots.telling import completed, length_told, moment_text
from desktop.ui.slots.time_bar import TimeBar
from desktop.ui.statuses import status_look
from desktop.ui.widgets import Button

_CANCELLED = (SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY)


class SlotPanel(PartsPanel):
    """The slots of one access request. A cancelled slot stays in the list as what it is."""

    def __init__(self, desk: Desk, ensure: Callable[[], str]) -> None:
        self._request: AccessRequest | None = None
        self._zone: str | None = None
        self._fell_back = False
        super().__init__(
            desk,
            Slot,
            ensure,
            columns=slot_columns(desk, self._is_refused),
            name=lambda: _("Slots"),
            icon="calendar-days",
            empty_title=lambda: _("No slots yet"),
            empty_text=lambda: _(
                "Add the times at the instrument that are wished for or agreed. A slot may cross "
                "midnight."
            ),
            new_text=lambda: _("Add slot"),
        )
        self._call_off = Button(
            lambda: _("Call off"), self._offer_cancel, kind="quiet", icon="circle-slash"
        )
        self.tools.insertWidget(2, self._call_off)
        self.time = TimeBar()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.time)
        form = self.form
        form.section(columns=2)
        form.add(
            "instrument_id",
            find.instruments(desk, self._facility).one(lambda: _("Instrument")),
        )
        form.add(
            "status",
            ChoiceField(
                lambda: _("Status"),
                SlotStatus,
                lambda code: words.word(SlotStatus(code)),
                status=lambda code: status_look(SlotStatus(code)),
            ),
        )
        for name, label in (("start", lambda: _("Start")), ("end", lambda: _("End"))):
            form.add(
                name,
                MomentField(
                    label, zones=desk.zones, default_zone=lambda: self._zone, today=self._day
                ),
            )
        form.add("length", ReadOnlyField(lambda: _("True length")))
        form.add("used_minutes", DurationField(lambda: _("Time used")))
        form.add("note", TrilingualField(lambda: _("Note")), wide=True)
        self.found, self.placed = FindingList(desk), PlacedPanel(desk)
        self.found.opened.connect(self._open_booking)
        self._card.body.insertWidget(1, self.found)
        self._card.body.addWidget(self.placed)
        desk.watch.changed.connect(self._show_found)

    @override
    def rows(self, session: Session, owner_id: str) -> Sequence[Slot]:
        self._request = request = loading.access_request(session, owner_id)
        facility = request.facility
        organisation = facility.organisation if facility is not None else None
        known = (facility, organisation)
        self._zone = next((each.zone for each in known if each is not None and each.zone), None)
        return sorted(request.slots, key=lambda slot: slot.start.sort_key(self._zone))

    @override
    def values_of(self, part: Slot) -> dict[str, object]:
        return {
            "instrument_id": part.instrument_id,
            "status": part.status,
            "start": part.start,
            "end": part.end,
            "length": lambda: length_told(part.start, part.end),
            "used_minutes": part.used_minutes,
            "note": part.note,
        }

    @override
    def fresh(self) -> dict[str, object]:
        asked = self._request.instruments if self._request is not None else []
        only = asked[0].instrument_id if len(asked) == 1 else None
        return self.values_of(Slot(instrument_id=only))

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        values.pop("length", None)
        values["end"] = completed(values["start"], values["end"])
        return records.add(session, Slot(access_id=self.owner_id, **values))

    @override
    def save(self, session: Session, part_id: str, name: str, value: Any) -> None:
        if name == "status" and value in _CANCELLED:
            self._fell_back = self._cancel_in(session, part_id, SlotStatus(value))
            return
        slot = records.update(session, Slot, part_id, **{name: value})
        if name in ("start", "end"):
            slot.end = completed(slot.start, slot.end)

    @override
    def copy(self, session: Session, part_id: str) -> Entity:
        original = records.get(session, Slot, part_id)
        return records.duplicate(
            session, original, status=SlotStatus.REQUESTED.value, used_minutes=None
        )

    @override
    def label_of(self, part: Slot) -> str:
        when = moment_text(part.start) or _("No time yet")
        name = part.instrument.name.best(current().code) if part.instrument is not None else ""
        return _("{when}, {name}").format(when=when, name=name) if name else when

    @override
    def shown(self, part: Any) -> None:
        lasts = minutes_between(part.start, part.end) if part is not None else None
        wrong = lasts is not None and lasts <= 0
        self.form.problem("end", (lambda: _("The end is not after the start.")) if wrong else None)
        needed = {"start"} if part is not None and part.start.date is None else set()
        self.form.missing(needed)
        refused = part is not None and self._is_refused(part.instrument_id)
        self.form.problem("instrument_id", _refused_text if refused else None)
        asked = self._request.instruments if self._request is not None else []
        self.time.show_time(asked, self.model.rows())
        self.placed.load(part)
        self._show_found()
        self._tell_back()

    @override
    def add_to_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        for status in _CANCELLED:
            action = menu.addAction(icons.icon("circle-slash", "soft"), words.word(status))
            action.triggered.connect(lambda _on=False, status=status: self.cancel(status))

    @override
    def make_menu(self) -> QMenu:
        menu, chosen = super().make_menu(), self.chosen_ids()
        if len(chosen) == 1:
            seek = QAction(icons.icon("calendar-clock", "soft"), _("Find a time…"), menu)
            seek.triggered.connect(lambda: self.desk.find_time(chosen[0]))
            menu.insertAction(menu.actions()[0], seek)
        return menu

    def cancel(self, status: SlotStatus) -> None:
        """Call the chosen slots off; a request whose last slot goes is back to preparing."""
        ids = self.chosen_ids()
        if not ids or not self.leave():
            return

        def work(session: Session) -> bool:
            # Of slots that were called off before, nothing follows any more.
            fell = [self._cancel_in(session, slot_id, status) for slot_id in ids]
            self._fell_back = any(fell)
            return True

        self.desk.do("edit", work, kind="slot")

    @override
    def remove(self, ids: Sequence[str]) -> None:
        def work(session: Session) -> str:
            request = records.get(session, AccessRequest, self.owner_id)
            before, by = request.stage, self.desk.office.author.name
            for slot_id in ids:
                access.delete_slot(session, slot_id, on=self.desk.today(), by=by)
            self._fell_back = request.stage != before
            return "moved" if self._fell_back else "deleted"

        # What moved the request is told as that.
        if self.desk.do("delete", work, kind=self.kind) == "deleted":
            self.desk.notice(lambda: _("Deleted."), undo=True)

    def _cancel_in(self, session: Session, slot_id: str, status: SlotStatus) -> bool:
        """Call a slot off; gives whether that moved the request."""
        request = records.get(session, AccessRequest, self.owner_id)
        before, by = request.stage, self.desk.office.author.name
        access.cancel_slot(session, slot_id, status, on=self.desk.today(), by=by)
        return request.stage != before

    def _tell_back(self) -> None:
        """Say, once it is so in the file, that calling off moved the request."""
        stage = self._request.stage if self._request is not None else ""
        if self._fell_back and stage == Stage.PREPARING:
            self._fell_back = False
            self.desk.notice(
                lambda: _("No slot is left, so the request is back at “{stage}”.").format(
                    stage=words.word(Stage.PREPARING)
                ),
                undo=True,
            )

    def _offer_cancel(self) -> None:
        menu = QMenu(self)
        self.add_to_menu(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._call_off.mapToGlobal(self._call_off.rect().bottomLeft()))

    def _facility(self) -> str | None:
        return self._request.facility_id if self._request is not None else None

    def _day(self) -> date:
        start = self._request.start if self._request is not None else None
        return start or self.desk.today()

    def _is_refused(self, instrument_id: str | None) -> bool:
        """Whether the facility said no to an instrument of the request."""
        asked = self._request.instruments if self._request is not None else []
        return any(
            link.answer == InstrumentAnswer.REFUSED and link.instrument_id == instrument_id
            for link in asked
        )

    def _show_found(self) -> None:
        """Tell what collides with the slot in the form, and mark the slots that have something."""
        found = open_ones(self.desk.watch.of_booking(self.part_id)) if self.part_id else []
        self.found.load(found)
        self.found.setVisible(bool(found))
        self.table.viewport().update()

    def _open_booking(self, booking_id: str) -> None:
        booking = self.desk.watch.plan.bookings.get(booking_id)
        if booking is not None:
            self.desk.open(booking.record_kind, booking.record_id, booking_id)


def _refused_text() -> str:
    return _("The facility refused this instrument.")
