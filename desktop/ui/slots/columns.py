"""The columns in which a request's slots are listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from desktop import words
from desktop.domain import Slot
from desktop.domain.codes import SlotStatus
from desktop.domain.time import minutes_between
from desktop.language import _, current
from desktop.ui.conflicts.telling import count, gravest, severity_look
from desktop.ui.desk import Desk
from desktop.ui.lists import Column
from desktop.ui.slots.telling import hours_text, moment_text, other_text
from desktop.ui.statuses import status_look

_FAR = datetime.max.replace(tzinfo=UTC)


def slot_columns(desk: Desk, refused: Callable[[str | None], bool]) -> list[Column]:
    """When, how long, in which state and where; `refused(id)` tells of an instrument.

    An icon before the start says that something collides, which is told below the table.
    """

    def found(slot: Slot) -> str:
        worst = gravest(count(desk.watch.of_booking(slot.id)))
        return severity_look(worst)[1] if worst is not None else ""

    return [
        Column(
            name="start",
            title=lambda: _("Start"),
            text=lambda slot: moment_text(slot.start),
            sort=lambda slot: slot.start.utc() or _FAR,
            icon=found,
            look="strong",
            width=21,
        ),
        Column(
            name="end",
            title=lambda: _("End"),
            text=lambda slot: moment_text(slot.end),
            sort=lambda slot: slot.end.utc() or _FAR,
            width=18,
        ),
        Column(
            name="other",
            title=lambda: _("Other clock"),
            text=lambda slot: other_text(slot.start, slot.end, desk.zones()),
            sort=lambda slot: slot.start.utc() or _FAR,
            look="soft",
            spare=True,
            width=35,
        ),
        Column(
            name="length",
            title=lambda: _("Length"),
            text=lambda slot: hours_text(slot.start, slot.end),
            sort=lambda slot: minutes_between(slot.start, slot.end),
            right=True,
            width=7,
        ),
        Column(
            name="status",
            title=lambda: _("Status"),
            text=lambda slot: words.word(SlotStatus(slot.status)),
            status=lambda slot: status_look(SlotStatus(slot.status)),
            sort=lambda slot: list(SlotStatus).index(SlotStatus(slot.status)),
            width=15,
        ),
        Column(
            name="instrument",
            title=lambda: _("Instrument"),
            text=lambda slot: _instrument(slot, refused),
            status=lambda slot: ("bad", "circle-x") if refused(slot.instrument_id) else None,
            grows=True,
            width=12,
        ),
    ]


def _instrument(slot: Slot, refused: Callable[[str | None], bool]) -> str:
    name = slot.instrument.name.best(current().code) if slot.instrument is not None else ""
    return _("{name} (refused)").format(name=name) if refused(slot.instrument_id) else name
