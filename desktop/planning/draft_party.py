"""Who goes to an item of a delegation, who is missed there, and whether somebody interprets."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.domain.codes import Involvement
from desktop.domain.plan import Attendance, Booking, RecordFact
from desktop.domain.wishes import GroupFact, Wishes
from desktop.planning.availability import absences
from desktop.planning.draft_asked import Asked
from desktop.planning.presence import present
from desktop.planning.proposal import Note
from desktop.planning.rules.people import unserved


def party(
    record: RecordFact, booking: Booking, group: GroupFact | None = None
) -> tuple[Attendance, ...]:
    """All who go to an item; of the members a group alone if one is given, and who is named.

    Where nobody has said which members go, all of them do.
    """
    members = {one.person_id: one for one in record.members}
    wanted = {one.person_id for one in present(booking)} & members.keys()
    if group is None and wanted:
        return booking.people
    fixed = [one for one in booking.people if one.named or one.person_id not in members]
    there = named_in(booking)
    coming = members if group is None else sorted(group.people)
    return (*(_coming(record, one) for one in coming if one not in there), *fixed)


def named_in(booking: Booking) -> frozenset[str]:
    """Who is in an item by name, and has to be there."""
    return frozenset(one.person_id for one in present(booking) if one.named)


def together(wishes: Wishes, booking: Booking) -> frozenset[str]:
    """Who is in the groups of an item."""
    own = (group.people for group in wishes.groups if group.id in booking.group_ids)
    return frozenset[str]().union(*own)


def missed(
    asked: Asked, item_id: str, group_id: str | None, start: int, end: int
) -> Iterator[Note]:
    """Which members are away while an item is to be, and whether nobody interprets in it.

    `group_id` is the group that goes alone, `start` and `end` are minutes since 1970.
    """
    plan, wishes = asked.plan, asked.wishes
    record, booking = plan.records["delegation", wishes.delegation_id], plan.bookings[item_id]
    group = next((one for one in wishes.groups if one.id == group_id), None)
    booking = replace(booking, people=party(record, booking, group))
    if not booking.start.zone:
        booking = replace(booking, start=replace(booking.start, zone=asked.zone))
    members = [one.person_id for one in record.members]
    away = {one.who for one in absences(plan, booking, start, end) if one.who in members}
    if away:
        yield Note("people_away", {"people": tuple(one for one in members if one in away)})
    there = tuple(one for one in booking.people if one.person_id not in away)
    if unserved(plan, replace(booking, people=there)) is not None:
        yield Note("interpreter_needed", {"language": booking.language})


def _coming(record: RecordFact, person_id: str) -> Attendance:
    interprets = any(one.interprets for one in record.members if one.person_id == person_id)
    return Attendance(person_id, Involvement.INTERPRETER if interprets else Involvement.PARTICIPANT)
