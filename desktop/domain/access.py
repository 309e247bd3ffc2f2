"""Access requests (clause f): time at a laboratory or test facility, its stage and its slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import (
    Entity,
    instant,
    link,
    linked,
    moment,
    owner,
    parts_of,
    search_text,
    text,
    words,
)
from desktop.domain.codes import (
    AccessMode,
    Confidentiality,
    Direction,
    GateKind,
    GateState,
    InstrumentAnswer,
    SlotStatus,
    Stage,
)
from desktop.domain.facility import Facility, Instrument
from desktop.domain.gate import ACCESS_GATES, Gate
from desktop.domain.organisation import Organisation
from desktop.domain.person import Person
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment, minutes_between
from desktop.errors import Problem

_ON = {
    Stage.DRAFT: (Stage.SUBMITTED,),
    Stage.SUBMITTED: (Stage.REVIEW,),
    Stage.REVIEW: (Stage.RETURNED, Stage.APPROVED, Stage.RESERVE, Stage.REJECTED),
    Stage.RETURNED: (Stage.SUBMITTED,),
    Stage.RESERVE: (Stage.APPROVED, Stage.REJECTED),
    Stage.APPROVED: (Stage.PREPARING,),
    Stage.PREPARING: (Stage.SCHEDULED,),
    Stage.SCHEDULED: (Stage.IN_USE, Stage.PREPARING),
    Stage.IN_USE: (Stage.REPORT_DUE,),
    Stage.REPORT_DUE: (Stage.CLOSED,),
}
# A refused gate never keeps a request from these: they lead back, aside or out.
_ALWAYS_FREE = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.ON_HOLD, Stage.REPORT_DUE})
_ENDED = frozenset({Stage.REJECTED, Stage.CLOSED, Stage.WITHDRAWN, Stage.EXPIRED})
_CANCELLED = frozenset({SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY})
_AGREED = frozenset({SlotStatus.CONFIRMED, SlotStatus.DONE})


class AccessRequest(Entity):
    """A request for time at a facility's instruments."""

    __tablename__ = "access_request"

    reference: Mapped[str] = mapped_column(default="", unique=True)
    title: Mapped[Trilingual] = words("title")
    facility_id: Mapped[str | None] = link("facility")
    requester_organisation_id: Mapped[str | None] = link("organisation")
    investigator_id: Mapped[str | None] = link("person")
    local_contact_id: Mapped[str | None] = link("person")
    direction: Mapped[str] = text(Direction.DK_JP)
    method: Mapped[str] = text()
    mode: Mapped[str] = text(AccessMode.ON_SITE)
    samples: Mapped[str] = text()
    equipment: Mapped[str] = text()
    start: Mapped[date | None] = mapped_column()
    end: Mapped[date | None] = mapped_column()
    wishes: Mapped[str] = text()
    home_zone: Mapped[str] = text("Europe/Copenhagen")
    stage: Mapped[str] = text(Stage.DRAFT)
    held_from: Mapped[str] = text()
    report_due: Mapped[date | None] = mapped_column()
    confidentiality: Mapped[str] = text(Confidentiality.INTERNAL)
    note: Mapped[str] = text()
    search: Mapped[str] = search_text()

    facility: Mapped[Facility | None] = linked("Facility", "AccessRequest.facility_id")
    requester_organisation: Mapped[Organisation | None] = linked(
        "Organisation", "AccessRequest.requester_organisation_id"
    )
    investigator: Mapped[Person | None] = linked("Person", "AccessRequest.investigator_id")
    local_contact: Mapped[Person | None] = linked("Person", "AccessRequest.local_contact_id")
    instruments: Mapped[list["AccessInstrument"]] = parts_of("AccessInstrument")
    team: Mapped[list["AccessMember"]] = parts_of("AccessMember", "AccessMember.position")
    gates: Mapped[list[Gate]] = parts_of("Gate")
    moves: Mapped[list["StageMove"]] = parts_of("StageMove", "StageMove.position")
    slots: Mapped[list["Slot"]] = parts_of("Slot")

    def label(self) -> Trilingual:
        """What the request is called."""
        return self.title

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [self.reference, *self.title.parts(), self.method, self.samples]


class AccessInstrument(Entity):
    """That a request asks for an instrument, and what the facility answered.

    `allocated_minutes` is the time that the facility granted on it.
    """

    __tablename__ = "access_instrument"

    access_id: Mapped[str] = owner("access_request")
    instrument_id: Mapped[str] = link("instrument", nullable=False)
    answer: Mapped[str] = text(InstrumentAnswer.ASKED)
    answered: Mapped[date | None] = mapped_column()
    allocated_minutes: Mapped[int | None] = mapped_column()
    note: Mapped[str] = text()

    instrument: Mapped[Instrument] = linked("Instrument", "AccessInstrument.instrument_id")


class AccessMember(Entity):
    """One person of the team that uses the facility."""

    __tablename__ = "access_member"

    access_id: Mapped[str] = owner("access_request")
    person_id: Mapped[str] = link("person", nullable=False)
    role: Mapped[str] = text()
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = linked("Person", "AccessMember.person_id")


class StageMove(Entity):
    """One move of a request from stage to stage, kept for good."""

    __tablename__ = "stage_move"

    access_id: Mapped[str] = owner("access_request")
    position: Mapped[int] = mapped_column(default=0)
    on: Mapped[date] = mapped_column()
    from_stage: Mapped[str] = text()
    to_stage: Mapped[str] = text()
    moved_by: Mapped[str] = text()
    reason: Mapped[str] = text()


class Slot(Entity):
    """Time at an instrument; it may cross midnight or a clock change.

    `used_minutes` is how long it was really used, once that is known.
    """

    __tablename__ = "slot"

    access_id: Mapped[str] = owner("access_request")
    instrument_id: Mapped[str | None] = link("instrument")
    start: Mapped[Moment] = moment("start")
    end: Mapped[Moment] = moment("end")
    start_utc: Mapped[datetime | None] = instant("start")
    end_utc: Mapped[datetime | None] = instant("end")
    status: Mapped[str] = text(SlotStatus.REQUESTED)
    used_minutes: Mapped[int | None] = mapped_column()
    note: Mapped[Trilingual] = words("note")

    instrument: Mapped[Instrument | None] = linked("Instrument", "Slot.instrument_id")

    @property
    def is_cancelled(self) -> bool:
        """Whether either side called the slot off."""
        return self.status in _CANCELLED

    @property
    def is_agreed(self) -> bool:
        """Whether both sides count on the slot: it is confirmed, or has been used."""
        return self.status in _AGREED

    @property
    def minutes(self) -> int:
        """How many minutes it truly lasts, over clock changes too; 0 while that is not known."""
        return max(0, minutes_between(self.start, self.end) or 0)


@dataclass(frozen=True, slots=True)
class TimeUse:
    """Minutes at instruments: granted by the facility, booked by agreed slots, really used.

    `granted` is None where no answer names a time, `used` where no slot does.
    """

    granted: int | None
    booked: int
    used: int | None

    @property
    def over(self) -> int:
        """Minutes that are booked or used beyond what was granted."""
        if self.granted is None:
            return 0
        return max(0, max(self.booked, self.used or 0) - self.granted)


def time_use(
    links: Iterable[AccessInstrument], slots: Iterable[Slot], instrument_id: str | None = None
) -> TimeUse:
    """How the time granted compares with that of the slots, of one instrument or of all.

    What was granted at an instrument that was refused after all does not count.
    """
    granted = [
        link.allocated_minutes
        for link in links
        if link.allocated_minutes is not None
        and link.answer != InstrumentAnswer.REFUSED
        and instrument_id in (None, link.instrument_id)
    ]
    meant = [slot for slot in slots if instrument_id in (None, slot.instrument_id)]
    used = [slot.used_minutes for slot in meant if slot.used_minutes is not None]
    return TimeUse(
        sum(granted) if granted else None,
        sum(slot.minutes for slot in meant if slot.is_agreed),
        sum(used) if used else None,
    )


def report_day(slots: Iterable[Slot], days: int | None) -> date | None:
    """When a report is due: so many days after the last agreed slot; None if one is unknown."""
    ends = [slot.end.date or slot.start.date for slot in slots if slot.is_agreed]
    last = max((day for day in ends if day is not None), default=None)
    return None if last is None or days is None else last + timedelta(days=days)


def gates_wanted(to: Stage) -> frozenset[GateKind] | None:
    """The gates that must be cleared to enter a stage; None where all five are."""
    if to == Stage.IN_USE:
        return None
    return frozenset({GateKind.FEASIBILITY}) if to == Stage.APPROVED else frozenset()


def moves_from(stage: Stage, held_from: str = "") -> tuple[Stage, ...]:
    """The stages that a request may be moved to, whatever its gates say."""
    if stage == Stage.ON_HOLD:
        back = (Stage(held_from),) if held_from else (Stage.DRAFT,)
        return (*back, Stage.WITHDRAWN, Stage.EXPIRED)
    if stage in _ENDED:
        return ()
    return (*_ON.get(stage, ()), Stage.ON_HOLD, Stage.WITHDRAWN, Stage.EXPIRED)


def blocking(gates: Iterable[Gate], to: Stage, on: date) -> list[Gate]:
    """The gates that keep a request out of a stage on that day: refused, missing or expired."""
    if to in _ALWAYS_FREE | _ENDED:
        return []
    wanted = gates_wanted(to)
    if wanted is None:
        wanted = frozenset(ACCESS_GATES)
    present = list(gates)
    kinds = {gate.kind for gate in present}
    present += [Gate(kind=kind.value) for kind in ACCESS_GATES if kind in wanted - kinds]
    return [
        gate
        for gate in present
        if gate.state == GateState.REFUSED or (gate.kind in wanted and not gate.is_open(on))
    ]


def check_move(request: AccessRequest, gates: Iterable[Gate], to: Stage, on: date) -> None:
    """Refuse a move that the stages or the gates do not allow.

    Raises Problem `stage_move_not_allowed` (from_stage, to_stage) or `gates_block` (to_stage,
    gates: a tuple of gate kinds).
    """
    stage = Stage(request.stage)
    if to not in moves_from(stage, request.held_from):
        raise Problem("stage_move_not_allowed", from_stage=stage.value, to_stage=to.value)
    if (stage, to) == (Stage.SCHEDULED, Stage.PREPARING):
        return  # a slot was called off, for whatever reason; nobody comes nearer to an instrument
    held = blocking(gates, to, on)
    if held:
        raise Problem("gates_block", to_stage=to.value, gates=tuple(gate.kind for gate in held))
