from dataclasses import replace

import pytest

from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.domain.plan import STAY, Attendance, Booking
from desktop.planning.presence import (
    attended,
    is_hosted,
    is_part_of,
    occupies,
    present,
    span,
)

VISIT = Booking("v", "delegation", "d", start_minute=600, end_minute=720)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (600, 720, (600, 720)),
        (600, None, (600, 601)),
        (None, 720, None),
        (None, None, None),
        (600, 600, None),
        (720, 600, None),
    ],
)
def test_a_booking_takes_the_time_that_is_known_of_it(
    start: int | None, end: int | None, found: tuple[int, int] | None
) -> None:
    assert span(replace(VISIT, start_minute=start, end_minute=end)) == found


@pytest.mark.parametrize(
    ("joins", "leaves", "found"),
    [
        (None, None, (600, 720)),
        (630, None, (630, 720)),
        (None, 700, (600, 700)),
        (500, 900, (600, 720)),
        (700, 650, None),
        (720, None, None),
        (None, 600, None),
    ],
)
def test_a_person_is_there_only_between_joining_and_leaving(
    joins: int | None, leaves: int | None, found: tuple[int, int] | None
) -> None:
    assert attended(VISIT, Attendance("p", joins=joins, leaves=leaves)) == found


def test_a_person_is_at_no_exact_time_in_a_booking_that_has_none() -> None:
    assert attended(replace(VISIT, start_minute=None), Attendance("p", joins=630)) is None


def test_all_but_the_contact_are_there_in_person() -> None:
    people = tuple(Attendance(str(one), one) for one in Involvement)
    there = {one.involvement for one in present(replace(VISIT, people=people))}
    assert there == {*Involvement} - {Involvement.CONTACT}


def test_what_keeps_people_from_other_things() -> None:
    idle = {kind for kind in ItemKind if not occupies(replace(VISIT, kind=kind))}
    assert idle == {ItemKind.FREE, ItemKind.HOTEL, ItemKind.MEETING_POINT}
    assert not occupies(replace(VISIT, cancelled=True))
    assert not occupies(replace(VISIT, alternative=True))
    assert not occupies(replace(VISIT, sort=STAY))
    assert occupies(replace(VISIT, status=ItemStatus.TENTATIVE))


def test_a_booking_is_hosted_by_an_organisation_or_a_person() -> None:
    guest, host = Attendance("g"), Attendance("h", Involvement.HOST)
    assert not is_hosted(replace(VISIT, people=(guest,)))
    assert is_hosted(replace(VISIT, people=(guest, host)))
    assert is_hosted(replace(VISIT, host_organisation_id="o"))


def test_a_part_of_a_part_is_a_part_of_the_block_and_a_ring_ends() -> None:
    part, inner = replace(VISIT, id="p", parent_id="i"), replace(VISIT, id="i", parent_id="v")
    known = {one.id: one for one in (VISIT, part, inner)}
    assert is_part_of(known, inner, VISIT)
    assert is_part_of(known, part, VISIT)
    assert not is_part_of(known, VISIT, part)
    assert not is_part_of({}, part, VISIT)
    ring = {"a": replace(VISIT, id="a", parent_id="b"), "b": replace(VISIT, id="b", parent_id="a")}
    assert not is_part_of(ring, ring["a"], VISIT)
