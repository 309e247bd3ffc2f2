"""The overview of a year for the joint committee."""

from datetime import date
from typing import Any

import pytest

from desktop.documents import catalogue
from desktop.documents.document import Document
from desktop.documents.wish import Material, Wish
from desktop.domain import (
    AccessInstrument,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Instrument,
    Organisation,
    Slot,
)
from desktop.domain.codes import Function, Involvement, SlotStatus, Stage
from desktop.domain.comparing import Record
from desktop.language import Language
from desktop.language.names import display
from tests.documents.kit import (
    CODES,
    ON,
    delegation,
    involved,
    item,
    lost,
    moment,
    person,
    printed,
    related,
    same,
)
from tests.documents.test_stay import exchange


def request(**values: Any) -> AccessRequest:
    laser = Instrument(id="i", name=same("Laser"))
    slot = Slot(
        start=moment("2027-05-03 09:00"),
        end=moment("2027-05-03 15:00"),
        status=SlotStatus.DONE,
        used_minutes=300,
        instrument_id="i",
    )
    granted = AccessInstrument(allocated_minutes=480)
    made = AccessRequest(
        **{"reference": "ACC-2027-009", "title": same("GEHEIM-TITEL"), "stage": Stage.CLOSED}
        | values
    )
    return related(
        made,
        facility=Facility(name=same("Renrum")),
        instruments=[related(granted, instrument=laser)],
        slots=[slot],
        requester_organisation=None,
    )


def overview(*records: Record, subject: str = "2027", code: str = "en") -> Document:
    wish = Wish("yearly", "", "", (code,), ON, subject=subject)
    return catalogue.document(Material(records=records), wish)


def rows(made: Document, number: int) -> list[list[str]]:
    return [
        [" ".join(cell["lines"]) for cell in row["cells"]]
        for row in made.data["sections"][number]["rows"]
    ]


def test_the_figures_of_each_clause() -> None:
    visit = delegation(
        members=[person("A", "A"), person("B", "B"), person("C", "C")],
        functions={2: Function.INTERPRETER},
        start=date(2027, 4, 17),
        end=date(2027, 4, 24),
        status="completed",
    )
    made = overview(visit, exchange(status="completed"), request())
    assert rows(made, 0) == [
        ["b)  Delegation", "1", "1", "0", "2 members"],
        ["c)  Researcher exchange", "1", "1", "0", "91 days"],
        ["f)  Facility access", "1", "1", "0", "8 h granted 6 h booked 5 h used"],
        ["Total", "3", "3", "0", ""],
    ]
    assert lost(made) == []


def test_a_record_counts_once_in_the_year_in_which_it_begins() -> None:
    winter = exchange(start=date(2027, 11, 1), end=date(2028, 2, 1), status="approved")
    assert len(overview(winter).data["sections"]) == 2
    assert len(overview(winter, subject="2028").data["sections"]) == 1
    assert len(overview(winter, subject="FY2027").data["sections"]) == 2
    assert len(overview(winter, subject="FY2026").data["sections"]) == 1


def test_a_request_without_dates_begins_with_its_first_slot() -> None:
    assert rows(overview(request()), 0)[2][1] == "1"


def test_drafts_and_what_was_called_off_are_not_counted_and_it_says_so() -> None:
    made = overview(
        exchange(status="draft"), exchange(status="cancelled"), exchange(status="planned")
    )
    assert rows(made, 0)[1][1] == "1"
    assert "2 records that are drafts or were called off are not counted." in made.data["purpose"]


def test_no_researcher_is_named_and_of_what_is_confidential_only_the_figures() -> None:
    secret = request(confidentiality="confidential")
    text = printed(overview(exchange(status="planned"), secret))
    assert "Freja" not in text
    assert "GEHEIM" not in text
    assert "Renrum" not in text
    assert "Confidential" in text


@pytest.mark.parametrize("code", CODES)
def test_the_demo_office(
    visit: Delegation, stays: list[Exchange], requests: list[AccessRequest], code: str
) -> None:
    made = overview(visit, *stays, *requests, code=code)
    # A reader drops a hyphen that ends a line.
    assert [each for each in lost(made) if "-" not in each] == []
    text = printed(made)
    guests = [one.person for one in stays if one.person is not None]
    assert [one for one in guests if display(Language.of(code), one) in text] == []


def test_the_japanese_fiscal_year_stands_in_the_title() -> None:
    assert "令和9年度" in printed(overview(subject="FY2027", code="ja"))


def test_the_hosts_are_those_of_the_people_who_received_too() -> None:
    body = Organisation(name=same("RIKEN"))
    host = person("Ryoko", "Shida", body)
    received = item(
        "Lab",
        "2027-04-20 09:00",
        host_organisation=None,
        people=[involved(host, Involvement.HOST)],
    )
    visit = delegation(received, start=date(2027, 4, 17), end=date(2027, 4, 24), status="planned")
    assert rows(overview(visit), 1)[0][-1] == "RIKEN"
