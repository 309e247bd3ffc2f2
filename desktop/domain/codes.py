"""The closed sets of codes that records hold; sentences for them live in `desktop.words`."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way a visit or a stay goes."""

    DK_JP = "dk_jp"
    JP_DK = "jp_dk"


class Clause(StrEnum):
    """The clause of the memorandum that a record carries out."""

    DELEGATION = "b"
    EXCHANGE = "c"
    ACCESS = "f"


class DataClass(StrEnum):
    """A class of personal data: why it is there, and so how long it may stay."""

    CONTACT = "contact"
    PASSPORT = "passport"
    HEALTH = "health"
    EMERGENCY = "emergency"


CLAUSE_OF = {
    "delegation": Clause.DELEGATION,
    "exchange": Clause.EXCHANGE,
    "access_request": Clause.ACCESS,
}
"""The clause that each kind of record carries out."""


class OrganisationKind(StrEnum):
    """What sort of body an organisation is."""

    GOVERNMENT = "government"
    AGENCY = "agency"
    EMBASSY = "embassy"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    COMPANY = "company"
    FOUNDATION = "foundation"
    PROGRAMME = "programme"
    ACCELERATOR = "accelerator"
    ASSOCIATION = "association"
    FACILITY = "facility"
    OTHER = "other"


class PlaceKind(StrEnum):
    """What sort of place a place is."""

    VENUE = "venue"
    ROOM = "room"
    AIRPORT = "airport"
    STATION = "station"
    HOTEL = "hotel"
    VEHICLE = "vehicle"
    RESTAURANT = "restaurant"


class PersonRole(StrEnum):
    """What a person is to the office, in general."""

    DELEGATE = "delegate"
    HOST = "host"
    LOCAL_TEAM = "local_team"
    INTERPRETER = "interpreter"
    RESEARCHER = "researcher"
    STUDENT = "student"
    CONTACT = "contact"
    DRIVER = "driver"
    SPEAKER = "speaker"


class Confidentiality(StrEnum):
    """Who may see a record."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class DelegationStatus(StrEnum):
    """How far a delegation is planned."""

    DRAFT = "draft"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Function(StrEnum):
    """What a member is within a delegation."""

    HEAD = "head"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"
    ACCOMPANYING = "accompanying"
    INTERPRETER = "interpreter"
    LOCAL_TEAM = "local_team"


class ItemKind(StrEnum):
    """What happens in a programme item."""

    MEETING = "meeting"
    COURTESY_CALL = "courtesy_call"
    VISIT = "visit"
    LAB_TOUR = "lab_tour"
    WORKSHOP = "workshop"
    WORKING_SESSION = "working_session"
    ROUND_TABLE = "round_table"
    CONFERENCE = "conference"
    MATCHMAKING = "matchmaking"
    ONLINE = "online"
    BRIEFING = "briefing"
    CEREMONY = "ceremony"
    MEAL = "meal"
    DINNER = "dinner"
    FREE_LUNCH = "free_lunch"
    RECEPTION = "reception"
    TRANSFER = "transfer"
    FLIGHT = "flight"
    TRAIN = "train"
    HOTEL = "hotel"
    MEETING_POINT = "meeting_point"
    FREE = "free"
    PREPARATION = "preparation"
    INTERNAL = "internal"
    OTHER = "other"


class ItemStatus(StrEnum):
    """How certain a programme item is (RFC 5545 §3.8.1.11 for events)."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Involvement(StrEnum):
    """What a person does in a programme item."""

    PARTICIPANT = "participant"
    HOST = "host"
    CONTACT = "contact"
    INTERPRETER = "interpreter"
    SPEAKER = "speaker"
    DRIVER = "driver"


class Priority(StrEnum):
    """How much it matters that a host is seen."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class HalfDay(StrEnum):
    """Which half of a day a host would rather have."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class OrderKind(StrEnum):
    """How one item of a programme stands to another."""

    APART = "apart"
    BEFORE = "before"


class ExchangeStatus(StrEnum):
    """How far a stay is planned."""

    DRAFT = "draft"
    PLANNED = "planned"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"


class Level(StrEnum):
    """The academic level of the person who stays."""

    STUDENT = "student"
    PHD = "phd"
    POSTDOC = "postdoc"
    SENIOR = "senior"


class Payer(StrEnum):
    """Who pays for a stay; a payment from the host country changes the permit that is needed."""

    HOME = "home"
    HOST = "host"
    BOTH = "both"
    SELF = "self"
    THIRD = "third"


class GateKind(StrEnum):
    """What a gate screens."""

    FEASIBILITY = "feasibility"
    SAFETY = "safety"
    EXPORT_CONTROL = "export_control"
    EXPORT_CONTROL_DK = "export_control_dk"
    EXPORT_CONTROL_JP = "export_control_jp"
    RESEARCH_SECURITY = "research_security"
    AGREEMENT = "agreement"


class GateState(StrEnum):
    """How far a gate is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    CLEARED = "cleared"
    CLEARED_WITH_CONDITIONS = "cleared_with_conditions"
    REFUSED = "refused"


class AccessMode(StrEnum):
    """How an instrument is used; remote use is a transfer of technology like any other."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    MAIL_IN = "mail_in"


class Stage(StrEnum):
    """Where an access request is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEW = "review"
    RETURNED = "returned"
    APPROVED = "approved"
    RESERVE = "reserve"
    REJECTED = "rejected"
    PREPARING = "preparing"
    SCHEDULED = "scheduled"
    IN_USE = "in_use"
    REPORT_DUE = "report_due"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ON_HOLD = "on_hold"
    EXPIRED = "expired"


class SlotStatus(StrEnum):
    """What is agreed about a slot; cancelling is a slot's state, not the request's."""

    REQUESTED = "requested"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DONE = "done"
    RESERVE = "reserve"
    CANCELLED_BY_USER = "cancelled_by_user"
    CANCELLED_BY_FACILITY = "cancelled_by_facility"


class Turn(StrEnum):
    """Whose turn it is to do a task."""

    GUEST = "guest"
    HOST = "host"
    HOME = "home"
    HOST_INSTITUTION = "host_institution"
    BOTH = "both"
    AUTHORITY = "authority"
    OFFICE = "office"


class DueAnchor(StrEnum):
    """What a relative due date is counted from."""

    FIXED = "fixed"
    START = "start"
    END = "end"


class Checklist(StrEnum):
    """Which checklist a step belongs to."""

    DELEGATION = "delegation"
    EXCHANGE_TO_JAPAN = "exchange_to_japan"
    EXCHANGE_TO_DENMARK = "exchange_to_denmark"
    ACCESS = "access"


class Condition(StrEnum):
    """For which records a step of a checklist is meant; some count days of stay."""

    ALWAYS = "always"
    LONGER = "longer"
    UP_TO = "up_to"
    LONGER_OR_PAID = "longer_or_paid"
    PAID = "paid"
    TO_JAPAN = "to_japan"
    TO_DENMARK = "to_denmark"
    ON_SITE = "on_site"
    REMOTE = "remote"


class PermitKind(StrEnum):
    """What allows a guest to enter or to stay in a country."""

    ELIGIBILITY = "eligibility"
    VISA = "visa"
    RESIDENCE = "residence"
    TRAVEL_AUTHORISATION = "travel_authorisation"
    OTHER = "other"


class ClosureKind(StrEnum):
    """Why something cannot be planned with."""

    CLOSED = "closed"
    MAINTENANCE = "maintenance"


class InstrumentAnswer(StrEnum):
    """What a facility said to the wish for one instrument."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Severity(StrEnum):
    """How much a finding matters; a rule that is off reports nothing."""

    BLOCK = "block"
    WARNING = "warning"
    HINT = "hint"
    OFF = "off"


class Rule(StrEnum):
    """What the conflict engine looks for."""

    PERSON_TWICE = "person_twice"
    ROOM_TWICE = "room_twice"
    VEHICLE_TWICE = "vehicle_twice"
    INSTRUMENT_TWICE = "instrument_twice"
    CAPACITY = "capacity"
    TRAVEL_TIME = "travel_time"
    CHECK_IN_MARGIN = "check_in_margin"
    ARRIVAL_MARGIN = "arrival_margin"
    FLIGHT_DURATION = "flight_duration"
    CLOCK_SKIPPED = "clock_skipped"
    ENDS_BEFORE_START = "ends_before_start"
    OPENING_HOURS = "opening_hours"
    PUBLIC_HOLIDAY = "public_holiday"
    WEEKEND = "weekend"
    CLOSURE = "closure"
    OUTSIDE_HOURS = "outside_hours"
    NOT_AVAILABLE = "not_available"
    MEMBER_AWAY = "member_away"
    HOTEL_TIMES = "hotel_times"
    NIGHT_WITHOUT_HOTEL = "night_without_hotel"
    NO_MEAL = "no_meal"
    INTERPRETER_MISSING = "interpreter_missing"
    UNCONFIRMED = "unconfirmed"
    OUTSIDE_DATES = "outside_dates"
    HOLIDAY_NEAR = "holiday_near"
    PASSPORT_EXPIRY = "passport_expiry"
    TEXT_MISSING = "text_missing"
    SHORT_STAY = "short_stay"
    DAYS_IN_WINDOW = "days_in_window"
    PERMIT_DATES = "permit_dates"
    ENTRY_TOO_LATE = "entry_too_late"
    STAY_TWICE = "stay_twice"
    STAY_ELSEWHERE = "stay_elsewhere"
    STAY_ON_HOLIDAY = "stay_on_holiday"
    FISCAL_YEAR = "fiscal_year"
    GATE_EXPIRES = "gate_expires"
    GATES_OPEN = "gates_open"
    INSTRUMENT_REFUSED = "instrument_refused"
    CLOCK_CHANGE = "clock_change"
    SLOT_MOVED = "slot_moved"
    TASK_OVERDUE = "task_overdue"
    REPORT_OVERDUE = "report_overdue"
