"""What the columns of the mapped classes may hold beyond their type: codes, zones, limits."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from desktop.domain.access import AccessInstrument, AccessRequest, Slot, StageMove
from desktop.domain.base import Entity
from desktop.domain.checklist import ChecklistLine
from desktop.domain.closure import Closure
from desktop.domain.codes import (
    AccessMode,
    Checklist,
    ClosureKind,
    Condition,
    Confidentiality,
    DataClass,
    DelegationStatus,
    Direction,
    DueAnchor,
    ExchangeStatus,
    Function,
    GateKind,
    GateState,
    HalfDay,
    InstrumentAnswer,
    Involvement,
    ItemKind,
    ItemStatus,
    Level,
    OrderKind,
    OrganisationKind,
    Payer,
    PermitKind,
    PersonRole,
    PlaceKind,
    Priority,
    Rule,
    Severity,
    SlotStatus,
    Stage,
    Turn,
)
from desktop.domain.delegation import Delegation, Member
from desktop.domain.drafting import DraftDay, ItemOrder
from desktop.domain.edition import Edition, EditionPaper
from desktop.domain.exchange import Exchange
from desktop.domain.facility import Facility
from desktop.domain.finding import Acceptance, RuleSetting
from desktop.domain.gate import Gate
from desktop.domain.item import Item, ItemPerson
from desktop.domain.organisation import Organisation, Place
from desktop.domain.permit import Permit
from desktop.domain.person import Person
from desktop.domain.privacy import Retention
from desktop.domain.task import Task
from desktop.domain.travel import TravelTime

# The columns that hold one code of a closed set.
CODES: Mapping[type[Entity], Mapping[str, type[StrEnum]]] = {
    Organisation: {"kind": OrganisationKind},
    Place: {"kind": PlaceKind},
    Delegation: {
        "direction": Direction,
        "status": DelegationStatus,
        "confidentiality": Confidentiality,
    },
    Member: {"function": Function},
    Item: {
        "kind": ItemKind,
        "status": ItemStatus,
        "priority": Priority,
        "preferred_half": HalfDay,
    },
    ItemOrder: {"kind": OrderKind},
    ItemPerson: {"involvement": Involvement},
    Exchange: {
        "direction": Direction,
        "level": Level,
        "paid_by": Payer,
        "status": ExchangeStatus,
        "confidentiality": Confidentiality,
    },
    AccessRequest: {
        "direction": Direction,
        "mode": AccessMode,
        "stage": Stage,
        "held_from": Stage,
        "confidentiality": Confidentiality,
    },
    StageMove: {"from_stage": Stage, "to_stage": Stage},
    Slot: {"status": SlotStatus},
    Gate: {"kind": GateKind, "state": GateState},
    Task: {"anchor": DueAnchor, "turn": Turn},
    ChecklistLine: {
        "template": Checklist,
        "anchor": DueAnchor,
        "turn": Turn,
        "condition": Condition,
    },
    Permit: {"kind": PermitKind},
    Closure: {"kind": ClosureKind},
    AccessInstrument: {"answer": InstrumentAnswer},
    RuleSetting: {"rule": Rule, "severity": Severity},
    Acceptance: {"rule": Rule},
    Retention: {"data_class": DataClass},
}

# The columns that hold any number of codes of a closed set, as `join_codes` writes them.
CODE_LISTS: Mapping[type[Entity], Mapping[str, type[StrEnum]]] = {Person: {"roles": PersonRole}}

# The columns that name an IANA time zone.
ZONES = frozenset({"zone", "home_zone", "visit_zone"})

# The numbers that make sense; what is not named here may be any 32-bit number.
LIMITS: Mapping[type[Entity], Mapping[str, tuple[int, int]]] = {
    Place: {"capacity": (0, 1_000_000), "latitude": (-90, 90), "longitude": (-180, 180)},
    Delegation: {"edition": (1, 10_000)},
    Edition: {"number": (1, 10_000)},
    EditionPaper: {"size": (0, 2_000_000_000)},
    Item: {"source_sequence": (0, 2_000_000_000), "minutes": (5, 1_440)},
    DraftDay: {"lunch_minutes": (0, 240), "longest_minutes": (30, 1_440)},
    # A due date must stay a date that the calendar has.
    Task: {"offset_days": (-36_500, 36_500)},
    ChecklistLine: {"offset_days": (-36_500, 36_500), "condition_days": (0, 36_500)},
    Facility: {"report_days": (0, 3_650)},
    AccessInstrument: {"allocated_minutes": (0, 10_000_000)},
    Slot: {"used_minutes": (0, 10_000_000)},
    TravelTime: {"minutes": (0, 10_000)},
    Retention: {"days": (0, 36_500)},
}

# Days outside these are slips of the keyboard, and could overflow when they are moved.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)


def code_set(cls: type[Entity], column: str) -> type[StrEnum] | None:
    """The codes of which a column holds one, or None for any other column."""
    return CODES.get(cls, {}).get(column)


def split_codes(text: str) -> tuple[str, ...]:
    """The codes in the text of a column of `CODE_LISTS`."""
    return tuple(text.split())


def join_codes(codes: Iterable[str]) -> str:
    """Codes as the text of a column of `CODE_LISTS`, separated by spaces."""
    return " ".join(str(code) for code in codes)
