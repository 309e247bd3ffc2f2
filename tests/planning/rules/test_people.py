"""Whether those who are wanted fit in, are there, and understand each other."""

from dataclasses import replace

import pytest

from desktop.domain.codes import Involvement, ItemKind, Rule, Severity
from desktop.domain.plan import Attendance, Booking, PersonFact, Plan, Presence
from tests.planning.kit import (
    CONTACT,
    DRIVER,
    HOST,
    INTERPRETER,
    found,
    item,
    pairs,
    plan,
    with_visit,
)

THREE = ("ida", "bo", "eva")


def test_a_room_that_is_too_small() -> None:
    assert pairs(plan(item("a", people=THREE, place_id="room")), Rule.CAPACITY) == []
    more = item("a", people=(*THREE, Attendance("ken", HOST)), place_id="room")
    (finding,) = found(plan(more), Rule.CAPACITY)
    assert finding.severity == Severity.WARNING
    assert finding.values == {"place": "room", "count": 4, "capacity": 3}


def test_who_is_not_in_the_room_takes_no_seat() -> None:
    contact = item("a", people=(*THREE, Attendance("ken", CONTACT)), place_id="room")
    assert pairs(plan(contact), Rule.CAPACITY) == []
    ride = item("a", people=(*THREE, "ken"), place_id="room", kind=ItemKind.TRANSFER)
    assert pairs(plan(ride), Rule.CAPACITY) == []


def test_a_driver_has_a_seat_of_their_own() -> None:
    ride = item(
        "a",
        people=("ida", "bo", Attendance("jo", DRIVER)),
        vehicle_id="bus",
        kind=ItemKind.TRANSFER,
    )
    assert pairs(plan(ride), Rule.CAPACITY) == []
    (finding,) = found(plan(replace(ride, people=(*ride.people, Attendance("eva")))), Rule.CAPACITY)
    assert finding.values["place"] == "bus"


def at(clock: str) -> int | None:
    return item("", clock).start_minute


@pytest.mark.parametrize(
    ("presence", "side"),
    [
        (Presence("ida", arrives=at("10:30")), "arrives"),
        (Presence("ida", leaves=at("10:30")), "leaves"),
        (Presence("ida", arrives=at("10:00"), leaves=at("11:00")), None),
        (Presence("bo", arrives=at("10:30")), None),
    ],
)
def test_a_member_who_is_not_there_yet_or_any_more(presence: Presence, side: str | None) -> None:
    known = with_visit(plan(item("a")), members=(presence,))
    findings = found(known, Rule.MEMBER_AWAY)
    assert [finding.values["side"] for finding in findings] == ([side] if side else [])
    assert all(finding.people == ("ida",) for finding in findings)
    assert all(finding.fix and finding.fix.code == "take_out" for finding in findings)


def test_who_joins_when_they_arrive_is_not_missed() -> None:
    one = item("a", people=[Attendance("ida", joins=at("10:30"))])
    known = with_visit(plan(one), members=(Presence("ida", arrives=at("10:30")),))
    assert pairs(known, Rule.MEMBER_AWAY) == []


def speaking(booking: Booking, **languages: str) -> Plan:
    known = plan(booking)
    people = {
        person_id: PersonFact(person_id, languages=tuple(languages.get(person_id, "").split()))
        for person_id in known.people
    }
    return replace(known, people=people)


GUEST_AND_HOST = ("ida", Attendance("ken", HOST))


def test_an_interpreter_who_is_asked_for_has_to_be_named() -> None:
    asked = item("a", people=GUEST_AND_HOST, interpreted=True, language="en/ja")
    (finding,) = found(plan(asked), Rule.INTERPRETER_MISSING)
    assert finding.values == {"reason": "asked", "language": "en/ja"}
    named = replace(asked, people=(*asked.people, Attendance("mai", INTERPRETER)))
    assert pairs(plan(named), Rule.INTERPRETER_MISSING) == []


def test_people_who_do_not_speak_the_language_of_the_item() -> None:
    one = item("a", people=(*GUEST_AND_HOST, "eva"), language="ja")
    (finding,) = found(speaking(one, ida="da en", ken="ja"), Rule.INTERPRETER_MISSING)
    assert finding.people == ("ida",)
    assert finding.values == {"reason": "language", "language": "ja"}
    assert pairs(speaking(replace(one, language="en"), ida="da en"), Rule.INTERPRETER_MISSING) == []


def test_hosts_and_guests_without_a_common_language() -> None:
    one = item("a", people=(*GUEST_AND_HOST, Attendance("eva", Involvement.SPEAKER)))
    (finding,) = found(speaking(one, ida="da en", ken="ja", eva="da"), Rule.INTERPRETER_MISSING)
    assert finding.people == ("eva", "ida")
    (finding,) = found(speaking(one, ida="da en", ken="ja en", eva="da"), Rule.INTERPRETER_MISSING)
    assert finding.people == ("eva",)
    assert finding.values["reason"] == "none_shared"


def test_what_is_not_known_is_not_missed() -> None:
    one = item("a", people=GUEST_AND_HOST)
    assert pairs(speaking(one, ken="ja"), Rule.INTERPRETER_MISSING) == []
    free_text = replace(one, language="English")
    assert pairs(speaking(free_text, ida="da en", ken="en"), Rule.INTERPRETER_MISSING) == []
