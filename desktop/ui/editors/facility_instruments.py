"""The instruments of a facility."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Entity, Instrument
from desktop.language import _, current
from desktop.store import records
from desktop.ui import usage
from desktop.ui.desk import Desk
from desktop.ui.forms import HoursField, LongTextField, SwitchField, TrilingualField
from desktop.ui.lists import Column
from desktop.ui.parts_panel import PartsPanel
from desktop.ui.widgets import Button, IconButton
from desktop.words.hours import written_hours


class InstrumentPanel(PartsPanel):
    """The instruments of one facility, in the office's own order."""

    def __init__(self, desk: Desk, ensure: Callable[[], str]) -> None:
        super().__init__(
            desk,
            Instrument,
            ensure,
            columns=[
                Column(
                    name="name",
                    title=lambda: _("Name"),
                    text=lambda one: one.name.best(current().code),
                    icon=lambda _one: "microscope",
                    look="strong",
                    width=24,
                    grows=True,
                ),
                Column(
                    name="opening_hours",
                    title=lambda: _("Opening hours"),
                    text=lambda one: written_hours(current(), one.opening_hours),
                    width=24,
                ),
                Column(
                    name="former",
                    title=lambda: _("Status"),
                    text=lambda one: _("No longer in use") if one.former else _("Available"),
                    status=lambda one: (
                        ("quiet", "archive") if one.former else ("good", "circle-check")
                    ),
                    width=22,
                ),
            ],
            name=lambda: _("Instruments"),
            icon="microscope",
            empty_title=lambda: _("No instruments yet"),
            empty_text=lambda: _(
                "Add the instruments that others may ask for. Access requests and slots then "
                "choose from them."
            ),
            new_text=lambda: _("Add instrument"),
        )
        for at, (icon, text, by, keys) in enumerate(
            (
                ("arrow-up", lambda: _("Move up"), -1, "Alt+Up"),
                ("arrow-down", lambda: _("Move down"), 1, "Alt+Down"),
            ),
            start=2,
        ):
            act = partial(self.shift, by)
            self.tools.insertWidget(at, IconButton(icon, text, act, shortcut=keys))
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self.tools.insertWidget(
            4,
            Button(
                lambda: _("Calendar and closed days"),
                self.show_calendar,
                kind="quiet",
                icon="calendar-days",
            ),
        )
        form = self.form
        form.section(columns=2)
        form.add("name", TrilingualField(lambda: _("Name")), wide=True)
        form.add("opening_hours", HoursField(lambda: _("Opening hours")))
        form.add(
            "former",
            SwitchField(
                lambda: _("No longer in use"),
                hint=lambda: _("Stays in old requests, but is no longer offered."),
            ),
        )
        form.add("rules", TrilingualField(lambda: _("Rules of use"), long=True), wide=True)
        form.add("note", LongTextField(lambda: _("Note")), wide=True)

    def show_calendar(self) -> None:
        """Open the calendar of the instrument in the form."""
        if self.part_id:
            self.desk.open("instrument", self.part_id)

    def shift(self, by: int) -> None:
        """Move the instrument in the form up or down in the order."""
        part = self.part()
        if part is None or not self.leave():
            return
        self.model.sort_by("")
        order = [one.id for one in self.model.rows()]
        at = order.index(part.id)
        if not 0 <= at + by < len(order):
            return
        order.insert(at + by, order.pop(at))

        def work(session: Session) -> bool:
            records.reorder(records.get(session, Instrument, each) for each in order)
            return True

        self.desk.do("edit", work, kind="instrument")

    @override
    def rows(self, session: Session, owner_id: str) -> Sequence[Instrument]:
        return records.parts(session, Instrument, "facility", owner_id)

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        others = records.parts(session, Instrument, "facility", self.owner_id)
        values["position"] = max((one.position for one in others), default=-1) + 1
        return records.add(session, Instrument(facility_id=self.owner_id, **values))

    @override
    def copy(self, session: Session, part_id: str) -> Entity:
        original = records.get(session, Instrument, part_id)
        others = records.parts(session, Instrument, "facility", self.owner_id)
        return records.duplicate(
            session, original, position=max(one.position for one in others) + 1
        )

    @override
    def remove(self, ids: Sequence[str]) -> None:
        for instrument_id in ids:
            uses = self.desk.read(partial(_uses, instrument_id=instrument_id))
            if uses:
                usage.StillUsed.ask(self.desk, "instrument", instrument_id, uses, self)
                return
        super().remove(ids)

    @override
    def label_of(self, part: Instrument) -> str:
        return part.name.best(current().code) or _("Instrument")

    @override
    def shown(self, part: Any) -> None:
        self.form.missing({"name"} if part is not None and not part.name else set())


def _uses(session: Session, instrument_id: str) -> list[records.Use]:
    return records.uses(session, records.get(session, Instrument, instrument_id))
