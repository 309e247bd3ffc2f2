"""The schedule of stay that goes with a visa application."""

from datetime import date

import pytest

from desktop.documents import catalogue, stay_schedule
from desktop.documents.document import Document
from desktop.documents.wish import Material, Wish
from desktop.domain import Exchange, Organisation, Place, Trilingual
from desktop.domain.codes import ItemKind
from desktop.domain.paper import PaperSource
from desktop.errors import Problem
from desktop.language import Language
from tests.documents.kit import (
    CODES,
    ON,
    TOKYO,
    item,
    lost,
    moment,
    pages,
    printed,
    same,
)
from tests.documents.test_stay import exchange

CPH = Place(name=same("Kastrup"))
HND = Place(name=same("Haneda"))


def flight(start: str, end: str, here: Place, there: Place) -> object:
    made = item("SK983", kind=ItemKind.FLIGHT, place=here, end_place=there)
    made.start = moment(start, "Europe/Copenhagen")
    made.end = moment(end, TOKYO)
    return made


def stay_with_flights() -> Exchange:
    host = Organisation(name=same("NIMS"), phone="029-000")
    return exchange(
        start=date(2027, 9, 1),
        end=date(2027, 9, 6),
        items=[
            flight("2027-08-31 11:20", "2027-09-01 07:55", CPH, HND),
            item("Foredrag", "2027-09-03 10:00", "2027-09-03 11:00", host_organisation=host),
        ],
    )


def rows(made: Document) -> list[list[list[str]]]:
    (part,) = made.data["sections"]
    return [[cell["lines"] for cell in row["cells"]] for row in part["rows"]]


def test_days_that_are_alike_are_one_line_and_nothing_is_said_twice() -> None:
    made = stay_schedule.document(stay_with_flights(), Language.of("en"), on=ON)
    found = rows(made)
    assert [row[0] for row in found] == [
        ["Tue 31 August 2027"],
        ["Wed 1 September", "– Thu 2 September"],
        ["Fri 3 September"],
        ["Sat 4 September", "– Sun 5 September"],
        ["Mon 6 September"],
    ]
    assert found[0][1] == [
        "SK983",
        "Kastrup dep. 11:20",
        "Wed 1 September Haneda arr. 07:55",
    ]
    assert found[0][3] == ["Overnight in flight"]
    assert found[1][1] == ["Research at RIKEN"]
    assert found[1][3] == ["Gæstehus", "048", "和光市広沢"]
    assert found[2][1] == ["10:00–11:00 · Foredrag"]
    assert found[2][2] == ["NIMS", "029-000"]
    assert found[2][3] == ["as above"]
    assert found[4][3] == []
    assert lost(made) == []


def test_the_japanese_form_and_its_dates() -> None:
    text = printed(stay_schedule.document(stay_with_flights(), Language.of("ja"), on=ON))
    for wanted in (
        "2027年8月31日（火）",
        "9月1日（水）",
        "～9月2日（木）",
        "フライア・プルーヴェ",
        "PRØVE,Freja",
    ):
        assert wanted in text
    assert "GEHEIM" not in text.upper()


def test_where_no_lodging_is_known_it_says_so() -> None:
    made = stay_schedule.document(exchange(accommodation=None), Language.of("en"), on=ON)
    assert rows(made)[0][3] == ["To be confirmed"]


@pytest.mark.parametrize("code", CODES)
def test_every_demo_stay_has_one(stays: list[Exchange], code: str) -> None:
    for one in stays:
        made = stay_schedule.document(one, Language.of(code), on=ON)
        # A reader drops a hyphen that ends a line.
        assert [each for each in lost(made) if "-" not in each] == []


def test_a_stay_without_any_day_has_none() -> None:
    with pytest.raises(Problem) as caught:
        stay_schedule.document(exchange(start=None, end=None), Language.of("en"), on=ON)
    assert caught.value.code == "nothing_to_print"


def test_a_year_that_was_typed_wrong_does_not_fill_a_book() -> None:
    made = stay_schedule.document(exchange(end=date(9027, 9, 1)), Language.of("en"), on=ON)
    assert len(rows(made)) == 1


def test_an_item_that_is_called_off_is_not_in_it() -> None:
    off = item("Aflyst", "2027-09-03 10:00", status="cancelled")
    made = stay_schedule.document(exchange(items=[off]), Language.of("da"), on=ON)
    assert "Aflyst" not in printed(made)


def test_the_days_begin_below_the_applicant_and_run_on() -> None:
    seminars = [
        item(f"Seminar {day}", f"2027-09-{day:02} 10:00", f"2027-09-{day:02} 12:00")
        for day in range(2, 22, 2)
    ]
    made = stay_schedule.document(exchange(items=seminars), Language.of("da"), on=ON)
    assert "Seminar2" in pages(made)[0]
    assert not made.data["sections"][0]["together"]


def test_a_phone_number_stands_once_in_two_languages() -> None:
    lodging = Place(
        name=Trilingual(ja="宿舎", da="Gæstehus"),
        address_local="和光市広沢",
        address_latin="Hirosawa, Wako",
        phone="048-111",
    )
    stay = exchange(accommodation=lodging, items=[])
    wish = Wish("stay_schedule", "exchange", stay.id, ("da", "ja"), ON)
    made = catalogue.document(Material(PaperSource(stay)), wish)
    assert printed(made).count("048-111") == 1
