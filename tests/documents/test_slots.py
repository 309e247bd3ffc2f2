"""The slot sheet of an access request."""

from datetime import date
from typing import Any

import pytest

from desktop.documents import slots
from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Facility,
    Instrument,
    Moment,
    Organisation,
    Place,
    Slot,
    StageMove,
    Trilingual,
)
from desktop.domain.codes import SlotStatus, Stage
from desktop.language import Language
from desktop.language.names import display
from tests.documents.kit import (
    CODES,
    COPENHAGEN,
    ON,
    TOKYO,
    lost,
    moment,
    person,
    printed,
    related,
    same,
    squeezed,
)

FREJA = person("Freja", "Prøve", title=same("Dr"), mobile="GEHEIM-1", passport_number="GEHEIM-2")
CONTACT = person("Hikaru", "Kaku", nationality="JP", mobile="+81-3-0000-0004")
FRIDGE = Instrument(name=same("Kryostat"), rules=same("Ingen magneter"))
LAB = related(
    Facility(
        name=same("G-QuAT"),
        zone=TOKYO,
        opening_hours="Mo-Fr 09:00-17:00",
        rules=same("Bær adgangskort"),
    ),
    organisation=Organisation(name=same("AIST")),
    place=Place(name=same("Bygning 5"), address_local="茨城県つくば市", address_latin="Tsukuba"),
)


def slot(start: Moment, end: Moment, **values: Any) -> Slot:
    return related(Slot(start=start, end=end, **values), instrument=FRIDGE)


def request(*booked: Slot, **values: Any) -> AccessRequest:
    member = related(AccessMember(role="Operatør"), person=FREJA)
    given = {
        "reference": "ACC-2027-009",
        "title": same("Prøvemåling"),
        "samples": "4 chips",
        "equipment": "Prøveholder",
        "method": "Kryogen",
        "wishes": "Helst tirsdag",
        "note": "GEHEIM-3",
        **values,
    }
    return related(
        AccessRequest(**given),
        facility=LAB,
        requester_organisation=Organisation(name=same("DTU")),
        investigator=FREJA,
        local_contact=CONTACT,
        instruments=[related(AccessInstrument(), instrument=FRIDGE)],
        team=[member],
        slots=list(booked),
    )


def rows(one: AccessRequest, code: str = "en") -> list[list[str]]:
    made = slots.document(one, Language.of(code), on=ON)
    assert lost(made) == []
    table = made.data["sections"][0]
    return [["|".join(c["lines"] + c["soft"]) for c in row["cells"]] for row in table["rows"]]


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("code", CODES)
def test_everything_of_the_demo_requests_is_found_again(
    requests: list[AccessRequest], number: int, code: str
) -> None:
    one, language = requests[number], Language.of(code)
    made = slots.document(one, language, on=ON)
    assert lost(made) == []
    text = printed(made)
    assert one.facility is not None
    assert one.investigator is not None
    wanted = [one.title.best(code), one.reference, one.facility.name.best(code), one.samples]
    wanted += [one.equipment, one.method, one.wishes, display(language, one.investigator)]
    wanted += [link.instrument.name.best(code) for link in one.instruments]
    wanted += [each.note.best(code) for each in one.slots]
    assert [each for each in wanted if squeezed(each) not in text] == []
    assert not one.note or squeezed(one.note) not in text


def test_a_slot_on_both_clocks() -> None:
    booked = slot(
        moment("2027-09-13 09:00"), moment("2027-09-13 17:00"), status=SlotStatus.CONFIRMED
    )
    assert rows(request(booked), "en") == [
        ["Mon 13 Sept|09:00–17:00 JST", "Mon 13 Sept|02:00–10:00 CEST", "8 h", "Confirmed"]
    ]
    assert rows(request(booked), "da")[0][:3] == [
        "man. 13.9.|09.00–17.00 JST",
        "man. 13.9.|02.00–10.00 CEST",
        "8 t.",
    ]
    assert rows(request(booked), "ja")[0][:3] == [
        "9/13（月）|09:00～17:00 JST",
        "9/13（月）|02:00～10:00 CEST",
        "8時間",
    ]


def test_over_midnight_and_over_days() -> None:
    shift = slot(moment("2027-10-20 09:00"), moment("2027-10-21 09:00"))
    assert rows(request(shift))[0][:3] == [
        "Wed 20 Oct 09:00 JST|– Thu 21 Oct 09:00 JST",
        "Wed 20 Oct 02:00 CEST|– Thu 21 Oct 02:00 CEST",
        "24 h",
    ]


def test_the_true_length_over_clock_changes() -> None:
    back = slot(moment("2027-10-31 01:00", COPENHAGEN), moment("2027-10-31 04:00", COPENHAGEN))
    ahead = slot(moment("2028-03-26 01:00", COPENHAGEN), moment("2028-03-26 04:00", COPENHAGEN))
    told = rows(request(back, ahead, home_zone=TOKYO))
    assert [row[0] for row in told] == [
        "Sun 31 Oct 2027 01:00 CEST|– Sun 31 Oct 2027 04:00 CET",
        "Sun 26 Mar 2028 01:00 CET|– Sun 26 Mar 2028 04:00 CEST",
    ]
    assert [row[2] for row in told] == ["4 h|the clocks change", "2 h|the clocks change"]


def test_slots_whose_times_are_not_known_yet() -> None:
    told = rows(
        request(
            slot(moment("2027-09-13"), Moment()),
            slot(moment("2027-09-14", TOKYO, "morning"), Moment()),
            slot(moment("2027-09-15 09:00"), Moment()),
            slot(Moment(), Moment()),
        )
    )
    assert [row[0] for row in told] == [
        "Mon 13 Sept",
        "Tue 14 Sept|Morning",
        "Wed 15 Sept|09:00 JST",
        "To be confirmed",
    ]


def test_a_slot_that_was_called_off_is_struck_and_says_by_whom() -> None:
    off = slot(
        moment("2027-09-13 09:00"),
        moment("2027-09-13 17:00"),
        status=SlotStatus.CANCELLED_BY_FACILITY,
        note=Trilingual(en="power cut"),
    )
    made = slots.document(request(off), Language.of("en"), on=ON)
    when, _, _, status = made.data["sections"][0]["rows"][0]["cells"]
    assert when["struck"]
    assert status["lines"] + status["soft"] == ["Cancelled by the facility", "power cut"]


def test_where_who_and_what_is_brought() -> None:
    moved = [StageMove(on=date(2027, 3, 1)), StageMove(on=date(2027, 3, 20))]
    one = related(request(stage=Stage.REVIEW), moves=moved)
    made = slots.document(one, Language.of("da"), on=ON)
    text = printed(made)
    for wanted in (
        *("G-QuAT", "AIST", "Bygning 5", "茨城県つくば市", "Tsukuba", "Kryostat"),
        "man.–fre. 09.00–17.00",
        *("Freja Prøve, Dr", "KAKU Hikaru +81-3-0000-0004", "DTU", "Operatør"),
        *("4 chips", "Prøveholder", "Kryogen", "Helst tirsdag", "Bær adgangskort"),
        *("Ingen magneter", "Under vurdering · 20.3.2027"),
    ):
        assert squeezed(wanted) in text
    assert "GEHEIM" not in text


@pytest.mark.parametrize("code", CODES)
def test_an_empty_request_is_still_a_paper(code: str) -> None:
    bare = AccessRequest(reference="ACC-2027-010")
    assert "ACC-2027-010" in printed(slots.document(bare, Language.of(code), on=ON))
