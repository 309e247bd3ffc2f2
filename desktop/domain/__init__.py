"""What things are and which rules hold: mapped classes, times, status moves. No Qt, no file."""

from desktop.domain.access import AccessInstrument, AccessMember, AccessRequest, Slot, StageMove
from desktop.domain.base import Base, Entity
from desktop.domain.checklist import ChecklistLine
from desktop.domain.closure import Closure, CountryClosure
from desktop.domain.delegation import Delegation, EmergencyContact, Group, GroupMember, Member
from desktop.domain.drafting import DraftDay, ItemOrder, ItemWindow
from desktop.domain.edition import Edition, EditionPaper
from desktop.domain.exchange import Exchange
from desktop.domain.facility import Facility, Instrument
from desktop.domain.finding import Acceptance, RuleSetting
from desktop.domain.gate import Gate
from desktop.domain.item import Item, ItemGroup, ItemPerson
from desktop.domain.office import Office
from desktop.domain.organisation import Organisation, Place
from desktop.domain.permit import Permit
from desktop.domain.person import Person
from desktop.domain.privacy import Retention
from desktop.domain.task import Task
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.domain.travel import TravelTime

__all__ = [
    "Acceptance",
    "AccessInstrument",
    "AccessMember",
    "AccessRequest",
    "Base",
    "ChecklistLine",
    "Closure",
    "CountryClosure",
    "DayPart",
    "Delegation",
    "DraftDay",
    "Edition",
    "EditionPaper",
    "EmergencyContact",
    "Entity",
    "Exchange",
    "Facility",
    "Gate",
    "Group",
    "GroupMember",
    "Instrument",
    "Item",
    "ItemGroup",
    "ItemOrder",
    "ItemPerson",
    "ItemWindow",
    "Member",
    "Moment",
    "Office",
    "Organisation",
    "Permit",
    "Person",
    "Place",
    "Retention",
    "RuleSetting",
    "Slot",
    "StageMove",
    "Task",
    "TravelTime",
    "Trilingual",
]
