"""The plans of an office as plain values, for everything that reckons with them.

The store fills them in, `desktop.planning` reckons: neither sessions nor sentences come here.
Instants are whole minutes since 1970-01-01T00:00Z, so that they compare and sort fast.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from desktop.domain.codes import (
    AccessMode,
    ClosureKind,
    DueAnchor,
    GateState,
    InstrumentAnswer,
    Involvement,
    ItemKind,
    ItemStatus,
    Payer,
    PermitKind,
    PlaceKind,
    Rule,
    Severity,
    Turn,
)
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment

ITEM, SLOT, STAY = "item", "slot", "stay"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(instant: datetime) -> int:
    """An aware instant as whole minutes since 1970."""
    return int((instant - _EPOCH).total_seconds() // 60)


def instant_of(minute: int) -> datetime:
    """The aware UTC instant of whole minutes since 1970."""
    return _EPOCH + timedelta(minutes=minute)


@dataclass(frozen=True, slots=True)
class Attendance:
    """That a person is in a booking, and from and until when if not the whole time.

    Who is `named` is in it by name; others belong to a group, or to everyone.
    """

    person_id: str
    involvement: str = Involvement.PARTICIPANT
    joins: int | None = None
    leaves: int | None = None
    named: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Booking:
    """One item of a programme, one slot at an instrument, or one stay as a whole.

    `start_minute` and `end_minute` are there for exact times alone; an open or missing end is
    None. `people` are all who are wanted, "everyone" and groups resolved; of a stay, the guest.
    `slot_id` is the slot at whose time an item takes place.
    """

    id: str
    record_kind: str
    record_id: str
    sort: str = ITEM
    kind: str = ItemKind.MEETING
    title: Trilingual = Trilingual()
    start: Moment = Moment()
    end: Moment = Moment()
    open_end: bool = False
    start_minute: int | None = None
    end_minute: int | None = None
    status: str = ItemStatus.TENTATIVE
    cancelled: bool = False
    alternative: bool = False
    pinned: bool = False
    parent_id: str | None = None
    place_id: str | None = None
    end_place_id: str | None = None
    room: str = ""
    vehicle_id: str | None = None
    instrument_id: str | None = None
    slot_id: str | None = None
    host_organisation_id: str | None = None
    language: str = ""
    interpreted: bool = False
    everyone: bool = False
    group_ids: tuple[str, ...] = ()
    people: tuple[Attendance, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it can clash with others: not called off, and not one of several choices."""
        return not self.cancelled and not self.alternative


@dataclass(frozen=True, slots=True)
class PersonFact:
    """What is known of a person; shaped for `language.names`."""

    id: str
    family: str = ""
    given: str = ""
    name_ja: str = ""
    kana: str = ""
    nationality: str = ""
    languages: tuple[str, ...] = ()
    passport_expiry: date | None = None
    organisation_id: str | None = None
    zone: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """What is known of a place; zone, country and city fall back to those of its organisation."""

    id: str
    name: Trilingual = Trilingual()
    kind: str = PlaceKind.VENUE
    organisation_id: str | None = None
    within_id: str | None = None
    city: Trilingual = Trilingual()
    country: str = ""
    zone: str = ""
    capacity: int | None = None
    opening_hours: str = ""
    latitude: float | None = None
    longitude: float | None = None
    iata: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationFact:
    """What is known of an organisation."""

    id: str
    name: Trilingual = Trilingual()
    city: Trilingual = Trilingual()
    country: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentFact:
    """What is known of an instrument; its zone is the facility's."""

    id: str
    name: Trilingual = Trilingual()
    zone: str = ""
    country: str = ""
    opening_hours: str = ""
    facility_id: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """When a member is with the delegation, if not the whole time, and whether they interpret."""

    person_id: str
    arrives: int | None = None
    leaves: int | None = None
    interprets: bool = False


@dataclass(frozen=True, slots=True)
class GateFact:
    """How far one screening of a record is."""

    id: str
    kind: str
    state: str = GateState.NOT_STARTED
    decided: date | None = None
    expires: date | None = None
    remind: date | None = None


@dataclass(frozen=True, slots=True)
class PermitFact:
    """One permit, visa or certificate of a stay; not yet `issued` it is only applied for."""

    id: str
    kind: str = PermitKind.RESIDENCE
    issued: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One thing to do for a record; what its `due` means is told at `domain.task.Task`."""

    id: str
    code: str = ""
    title: Trilingual = Trilingual()
    anchor: str = DueAnchor.FIXED
    due: date | None = None
    offset_days: int = 0
    turn: str = Turn.OFFICE
    officer: str = ""
    done: date | None = None


@dataclass(frozen=True, slots=True)
class AskedInstrument:
    """That a request asks for an instrument, and what the facility said."""

    instrument_id: str
    answer: str = InstrumentAnswer.ASKED
    allocated_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RecordFact:
    """What is known of a delegation, a stay or an access request as a whole.

    `person_id` is the guest of a stay or the investigator of a request; `since` the day on which
    a request came to its stage.
    """

    kind: str
    id: str
    reference: str = ""
    title: Trilingual = Trilingual()
    direction: str = ""
    status: str = ""
    cancelled: bool = False
    start: date | None = None
    end: date | None = None
    home_zone: str = ""
    visit_zone: str = ""
    hotel_id: str | None = None
    members: tuple[Presence, ...] = ()
    person_id: str | None = None
    host_person_id: str | None = None
    home_organisation_id: str | None = None
    host_organisation_id: str | None = None
    facility_id: str | None = None
    paid_by: str = Payer.HOME
    mode: str = AccessMode.ON_SITE
    report_due: date | None = None
    since: date | None = None
    gates: tuple[GateFact, ...] = ()
    permits: tuple[PermitFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    instruments: tuple[AskedInstrument, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosureFact:
    """Days on which something is closed or somebody away; both days count, on its own clock.

    `target` is the identity of the place, organisation, person, facility or instrument, or a
    country's code.
    """

    id: str
    target: str
    first: date
    last: date
    from_time: time | None = None
    to_time: time | None = None
    name: Trilingual = Trilingual()
    kind: str = ClosureKind.CLOSED


@dataclass(frozen=True, slots=True)
class TravelFact:
    """Minutes from door to door, as the office entered them."""

    from_place_id: str
    to_place_id: str
    minutes: int
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class AcceptedFact:
    """That a finding was accepted in a state, and why."""

    subject: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the rules reckon with, by identity. `today` is the office's day.

    `office_zone` is the office's clock, which tells whose holidays count for its own tasks.
    """

    today: date
    bookings: Mapping[str, Booking] = field(default_factory=dict)
    records: Mapping[tuple[str, str], RecordFact] = field(default_factory=dict)
    people: Mapping[str, PersonFact] = field(default_factory=dict)
    places: Mapping[str, PlaceFact] = field(default_factory=dict)
    organisations: Mapping[str, OrganisationFact] = field(default_factory=dict)
    instruments: Mapping[str, InstrumentFact] = field(default_factory=dict)
    closures: tuple[ClosureFact, ...] = ()
    travel: tuple[TravelFact, ...] = ()
    accepted: Mapping[str, AcceptedFact] = field(default_factory=dict)
    severities: Mapping[Rule, Severity] = field(default_factory=dict)
    office_zone: str = ""
