"""Delegations (clause b): a group visit with its members and groups."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import (
    Entity,
    link,
    linked,
    moment,
    owner,
    parts_of,
    search_text,
    text,
    words,
)
from desktop.domain.codes import Confidentiality, DelegationStatus, Direction, Function
from desktop.domain.organisation import Organisation, Place
from desktop.domain.person import Person
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment

if TYPE_CHECKING:
    from desktop.domain.item import Item

_RANK = {Function.HEAD: 0, Function.DEPUTY: 1, Function.SECRETARY: 3}


class Delegation(Entity):
    """A group visit: who travels, when, under whom, and how far it is planned."""

    __tablename__ = "delegation"

    reference: Mapped[str] = mapped_column(default="", unique=True)
    title: Mapped[Trilingual] = words("title")
    purpose: Mapped[Trilingual] = words("purpose")
    direction: Mapped[str] = text(Direction.DK_JP)
    lead_organisation_id: Mapped[str | None] = link("organisation")
    start: Mapped[date | None] = mapped_column()
    end: Mapped[date | None] = mapped_column()
    home_zone: Mapped[str] = text("Europe/Copenhagen")
    visit_zone: Mapped[str] = text("Asia/Tokyo")
    status: Mapped[str] = text(DelegationStatus.DRAFT)
    confidentiality: Mapped[str] = text(Confidentiality.INTERNAL)
    edition: Mapped[int] = mapped_column(default=1)
    edition_final: Mapped[bool] = mapped_column(default=False)
    hotel_id: Mapped[str | None] = link("place")
    budget_holder: Mapped[str] = text()
    note: Mapped[str] = text()
    search: Mapped[str] = search_text()

    lead_organisation: Mapped[Organisation | None] = linked(
        "Organisation", "Delegation.lead_organisation_id"
    )
    hotel: Mapped[Place | None] = linked("Place", "Delegation.hotel_id")
    members: Mapped[list["Member"]] = parts_of("Member", "Member.position")
    groups: Mapped[list["Group"]] = parts_of("Group", "Group.position")
    emergency_contacts: Mapped[list["EmergencyContact"]] = parts_of(
        "EmergencyContact", "EmergencyContact.position"
    )
    items: Mapped[list["Item"]] = parts_of("Item")

    def label(self) -> Trilingual:
        """What the delegation is called."""
        return self.title

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [self.reference, *self.title.parts(), *self.purpose.parts()]

    def ordered_members(self) -> list["Member"]:
        """The members as a list is printed: head, deputies, then by the order given."""
        return sorted(
            self.members,
            key=lambda member: (_RANK.get(Function(member.function), 2), member.position),
        )

    def with_function(self, function: Function) -> "Member | None":
        """The first member who has that function, such as the head."""
        return next((m for m in self.members if m.function == function), None)


class Member(Entity):
    """One person's place in a delegation, and when they come and go if not with the others."""

    __tablename__ = "member"

    delegation_id: Mapped[str] = owner("delegation")
    person_id: Mapped[str] = link("person", nullable=False)
    function: Mapped[str] = text(Function.MEMBER)
    position: Mapped[int] = mapped_column(default=0)
    arrives: Mapped[Moment] = moment("arrives")
    leaves: Mapped[Moment] = moment("leaves")
    note: Mapped[str] = text()

    person: Mapped[Person] = linked("Person", "Member.person_id")


class Group(Entity):
    """A part of a delegation that has its own way for a while: a track, a sub-group."""

    __tablename__ = "group"

    delegation_id: Mapped[str] = owner("delegation")
    code: Mapped[str] = text()
    name: Mapped[Trilingual] = words("name")
    position: Mapped[int] = mapped_column(default=0)

    memberships: Mapped[list["GroupMember"]] = parts_of("GroupMember")

    def label(self) -> Trilingual:
        """What the group is called; a group without a name goes by its code."""
        return self.name or Trilingual(en=self.code)


class GroupMember(Entity):
    """That a person belongs to a group."""

    __tablename__ = "group_member"

    group_id: Mapped[str] = owner("group")
    person_id: Mapped[str] = link("person", nullable=False)

    person: Mapped[Person] = linked("Person", "GroupMember.person_id")


class EmergencyContact(Entity):
    """Whom to call when something goes wrong during a visit."""

    __tablename__ = "emergency_contact"

    delegation_id: Mapped[str] = owner("delegation")
    name: Mapped[Trilingual] = words("name")
    phone: Mapped[str] = text()
    note: Mapped[str] = text()
    position: Mapped[int] = mapped_column(default=0)

    def label(self) -> Trilingual:
        """Whom or what to call."""
        return self.name
