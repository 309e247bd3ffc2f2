"""What things are and which rules hold: mapped classes, times, status moves. No Qt, no file."""

from desktop.domain.access import AccessInstrument, AccessMember, AccessRequest, Slot, StageMove
from desktop.domain.base import Base, Entity
from desktop.domain.delegation import Delegation, EmergencyContact, Group, GroupMember, Member
from desktop.domain.exchange import Exchange
from desktop.domain.facility import Facility, Instrument
from desktop.domain.gate import Gate
from desktop.domain.item import Item, ItemGroup, ItemPerson
from desktop.domain.office import Office
from desktop.domain.organisation import Organisation, Place
from desktop.domain.person import Person
from desktop.domain.task import Task
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment

__all__ = [
    "AccessInstrument",
    "AccessMember",
    "AccessRequest",
    "Base",
    "DayPart",
    "Delegation",
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
    "ItemPerson",
    "Member",
    "Moment",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "Slot",
    "StageMove",
    "Task",
    "Trilingual",
]
