"""Screening gates of stays and access requests: real barriers with an owner and an expiry."""

from datetime import date, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, text
from desktop.domain.codes import GateKind, GateState

EXCHANGE_GATES = (
    GateKind.RESEARCH_SECURITY,
    GateKind.EXPORT_CONTROL_DK,
    GateKind.EXPORT_CONTROL_JP,
    GateKind.AGREEMENT,
)
ACCESS_GATES = (
    GateKind.FEASIBILITY,
    GateKind.SAFETY,
    GateKind.EXPORT_CONTROL,
    GateKind.RESEARCH_SECURITY,
    GateKind.AGREEMENT,
)

_REMINDED = timedelta(weeks=4)  # before a clearance expires: time enough to renew it


class Gate(Entity):
    """One screening of one record."""

    __tablename__ = "gate"

    exchange_id: Mapped[str | None] = owner("exchange", nullable=True)
    access_id: Mapped[str | None] = owner("access_request", nullable=True)
    kind: Mapped[str] = text(GateKind.AGREEMENT)
    state: Mapped[str] = text(GateState.NOT_STARTED)
    responsible: Mapped[str] = text()
    started: Mapped[date | None] = mapped_column()
    decided: Mapped[date | None] = mapped_column()
    expires: Mapped[date | None] = mapped_column()
    remind: Mapped[date | None] = mapped_column()
    conditions: Mapped[str] = text()
    note: Mapped[str] = text()

    def is_open(self, on: date) -> bool:
        """Whether the gate lets the record through on that day: cleared and not expired."""
        cleared = self.state in (GateState.CLEARED, GateState.CLEARED_WITH_CONDITIONS)
        return cleared and (self.expires is None or self.expires >= on)


def fiscal_year_end(day: date) -> date:
    """The last day of the Japanese fiscal year in which a day lies: the next 31 March."""
    return date(day.year + (day.month > 3), 3, 31)


def year_end(day: date) -> date:
    """The last day of the year that begins on a day."""
    leap = (day.month, day.day) == (2, 29)
    return (date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)) - timedelta(1)


def reminder_day(expires: date) -> date:
    """The day on which one should be reminded of a clearance that expires."""
    return expires - _REMINDED
