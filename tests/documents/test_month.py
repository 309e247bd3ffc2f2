"""Months and weeks on paper."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from desktop.documents import agenda, catalogue, month, week
from desktop.documents.agenda import Entry
from desktop.documents.document import Data, Document
from desktop.documents.render import Renderer
from desktop.documents.wish import Material, Wish
from desktop.domain import AccessRequest, Delegation, Exchange
from desktop.domain.codes import DelegationStatus, ItemStatus
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.paper import PaperSource
from desktop.errors import Problem
from desktop.language import Language
from tests.documents.kit import CODES, ON, delegation, item, pages, printed, same, squeezed
from tests.documents.test_stay import exchange

MARKS = [
    DayMark("JP", date(2027, 4, 29), date(2027, 4, 29), MarkSort.HOLIDAY, "昭和の日"),
    DayMark("DK", date(2027, 4, 26), date(2027, 4, 28), MarkSort.SEASON, title=same("Ferie")),
]
WEEK = [date(2027, 4, 19) + timedelta(days=number) for number in range(7)]


def office_wish(document: str, subject: str, *languages: str) -> Wish:
    return Wish(document, "", "", languages, ON, subject=subject)


def visit_of(count: int) -> Delegation:
    items = [
        item(f"Møde {number}", f"2027-04-20 {8 + number:02}:00", f"2027-04-20 {8 + number:02}:30")
        for number in range(count)
    ]
    return delegation(*items, start=date(2027, 4, 17), end=date(2027, 4, 24))


def chips_of(made: Document, monday: str) -> list[Data]:
    (shown,) = made.data["months"]
    found: list[Data] = next(part["chips"] for part in shown["weeks"] if part["key"] == monday)
    return found


def bar(key: str, first: int, last: int) -> Entry:
    return Entry(key, "b", WEEK[0] + timedelta(days=first), WEEK[0] + timedelta(days=last), key)


def timed(key: str, day: int) -> Entry:
    return Entry(key, "b", WEEK[day], WEEK[day], key, "09:00", order=(key,))


def placed(entries: list[Entry], room: int) -> dict[str, tuple[int, int, int, str]]:
    return {
        str(chip["key"]): (chip["line"], chip["from"], chip["to"], chip["text"])
        for chip in month.chips(entries, WEEK, room, Language.of("en"))
    }


def test_a_month_is_whole_weeks_from_monday_with_their_numbers() -> None:
    made = catalogue.document(Material(day_marks=MARKS), office_wish("month", "2027-04", "da"))
    (shown,) = made.data["months"]
    assert shown["title"] == "April 2027"
    assert [part["number"] for part in shown["weeks"]] == ["13", "14", "15", "16", "17"]
    first = shown["weeks"][0]["days"]
    assert [day["number"] for day in first] == ["29", "30", "31", "1", "2", "3", "4"]
    assert [day["outside"] for day in first] == [True, True, True, False, False, False, False]
    assert made.data["weekdays"][0] == "man."


@pytest.mark.parametrize(
    ("code", "told"),
    [("ja", "昭和の日（JP）"), ("da", "Showadagen (JP)"), ("en", "Showa Day (JP)")],
)
def test_holidays_say_whose_they_are(code: str, told: str) -> None:
    made = catalogue.document(Material(day_marks=MARKS), office_wish("month", "2027-04", code))
    (shown,) = made.data["months"]
    thursday = shown["weeks"][-1]["days"][3]
    assert thursday["off"]
    assert thursday["notes"] == [told] or code == "da"
    # A season is no day off.
    assert shown["weeks"][-1]["days"][0]["notes"] == []
    assert not shown["weeks"][-1]["days"][0]["off"]


def test_what_lasts_lies_over_its_days_and_goes_on_in_the_next_week() -> None:
    made = catalogue.document(
        Material(records=[visit_of(1)]), office_wish("month", "2027-04", "en")
    )
    (before,) = (chip for chip in chips_of(made, "2027-04-12") if chip["bar"])
    assert (before["from"], before["to"], before["before"], before["after"]) == (5, 6, False, True)
    (after,) = (chip for chip in chips_of(made, "2027-04-19") if chip["bar"])
    assert (after["from"], after["to"], after["before"], after["after"]) == (0, 5, True, False)
    (meeting,) = (chip for chip in chips_of(made, "2027-04-19") if not chip["bar"])
    assert (meeting["clause"], meeting["times"], meeting["text"]) == ("b", "08:00", "Møde 0")


@pytest.mark.parametrize("count", [4, 5, 6, 9])
def test_what_does_not_fit_is_counted_and_nothing_is_lost(count: int) -> None:
    made = catalogue.document(
        Material(records=[visit_of(count)]), office_wish("month", "2027-04", "en")
    )
    (shown,) = made.data["months"]
    chips = [c for c in chips_of(made, "2027-04-19") if c["from"] <= 1 <= c["to"]]
    more = [str(chip["text"]) for chip in chips if chip["more"]]
    assert len(chips) <= shown["lines"]
    hidden = int(more[0].split()[1]) if more else 0
    assert len([chip for chip in chips if not chip["more"]]) + hidden == count + 1
    assert bool(more) == (count + 1 > shown["lines"])
    assert len({(chip["line"]) for chip in chips}) == len(chips)


def test_bars_share_a_line_where_they_do_not_meet() -> None:
    found = placed([bar("a", 0, 2), bar("b", 3, 6), bar("c", 2, 3)], 4)
    assert {key: line for key, (line, *_) in found.items()} == {"a": 0, "b": 0, "c": 1}


def test_a_bar_gives_way_to_the_count_of_a_day_and_is_counted_too() -> None:
    crowded = [bar("a", 0, 6), bar("b", 0, 6), *(timed(f"t{number}", 1) for number in range(3))]
    found = placed(crowded, 2)
    assert found["a"][0] == 0
    assert "b" not in found
    assert found["more-1"][3] == "and 4 more"
    assert found["more-0"][3] == "and 1 more"


def test_what_is_called_off_is_not_in_it() -> None:
    gone = delegation(
        item("x", "2027-04-20 09:00"),
        status=DelegationStatus.CANCELLED,
        start=date(2027, 4, 20),
        end=date(2027, 4, 21),
    )
    part = delegation(item("y", "2027-04-20 09:00", status=ItemStatus.CANCELLED))
    assert agenda.Agenda(Language.of("en"), "").entries([gone, part]) == []


def test_another_clock_than_the_calendars_is_named() -> None:
    made = delegation(item("x", "2027-04-20 09:00", "2027-04-20 10:00", "Europe/Copenhagen"))
    (at_home,) = agenda.Agenda(Language.of("en"), "Europe/Copenhagen").entries([made])
    (away,) = agenda.Agenda(Language.of("en"), "Asia/Tokyo").entries([made])
    assert at_home.times == "09:00–10:00"
    assert away.times == "09:00–10:00 CEST"


@pytest.mark.parametrize("languages", [("ja",), ("da",), ("en",), ("en", "ja"), ("da", "ja")])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_month_is_one_page_on_its_side(
    visit: Delegation, stays: list[Exchange], languages: tuple[str, ...], paper: str
) -> None:
    # February 2027 has four weeks, April five, August six.
    for subject in ("2027-02", "2027-04", "2027-08"):
        wish = Wish("month", "", "", languages, ON, subject=subject, paper=paper)
        material = Material(records=[visit, *stays], day_marks=MARKS)
        pdf = pypdfium2.PdfDocument(Renderer().pdf(catalogue.document(material, wish)))
        assert len(pdf) == 1, subject
        width, height = pdf[0].get_size()
        assert width > height


def test_a_record_alone_has_each_of_its_months(stays: list[Exchange]) -> None:
    one = stays[0]  # September to November
    made = catalogue.document(
        Material(PaperSource(one)), Wish("month", "exchange", one.id, ("da",), ON)
    )
    assert [shown["title"] for shown in made.data["months"]] == [
        "September 2027",
        "Oktober 2027",
        "November 2027",
    ]
    assert len(pages(made)) == 3
    assert made.data["reference"] == one.reference


def test_what_may_be_chosen(visit: Delegation) -> None:
    english = Language.of("en")
    of_record = month.subjects(Material(PaperSource(visit)), english)
    assert of_record == [("2027-04", "April 2027")]
    office = Material(span=(date(2027, 1, 5), date(2027, 3, 1)))
    assert [code for code, _ in month.subjects(office, english)] == [
        "2027-01",
        "2027-02",
        "2027-03",
    ]
    assert month.subjects(Material(), english) == []
    assert [code for code, _ in week.subjects(Material(PaperSource(visit)), english)] == [
        "2027-W15",
        "2027-W16",
    ]


def test_a_subject_that_is_none_is_refused() -> None:
    with pytest.raises(Problem):
        catalogue.document(Material(), office_wish("month", "april", "en"))


@pytest.mark.parametrize("code", CODES)
def test_a_week_leaves_nothing_out(visit: Delegation, code: str) -> None:
    made = catalogue.document(
        Material(records=[visit], day_marks=MARKS), office_wish("week", "2027-W16", code)
    )
    text = printed(made).replace("-", "")  # a reader drops one that ends a line
    wanted = [
        one.title.best(code)
        for one in visit.items
        if one.start.date
        and WEEK[0] <= one.start.date <= WEEK[-1]
        and one.parent_id is None
        and not one.is_cancelled
        and one.kind not in ("hotel", "free", "free_lunch", "preparation")
    ]
    assert len(wanted) > 20
    assert [title for title in wanted if squeezed(title).replace("-", "") not in text] == []


def test_a_week_with_more_than_a_page_goes_on() -> None:
    items = [item(f"Møde nr. {number}", f"2027-04-20 {number % 24:02}:00") for number in range(60)]
    made = catalogue.document(
        Material(records=[delegation(*items)]), office_wish("week", "2027-W16", "da")
    )
    text = printed(made)
    assert len(pages(made)) > 1
    assert [number for number in range(60) if f"Mødenr.{number}" not in text] == []


def test_the_slots_of_a_request_are_in_its_calendar(requests: list[AccessRequest]) -> None:
    one = next(one for one in requests if one.reference == "ACC-2027-002")
    made = catalogue.document(
        Material(PaperSource(one)), Wish("month", "access_request", one.id, ("en",), ON)
    )
    found = [chip for part in made.data["months"][0]["weeks"] for chip in part["chips"]]
    assert {chip["clause"] for chip in found} == {"f"}
    assert {chip["key"] for chip in found} == {slot.id for slot in one.slots}


def test_a_confidential_record_marks_the_calendar() -> None:
    secret = delegation(confidentiality="confidential")
    made = catalogue.document(Material(records=[secret]), office_wish("month", "2027-04", "en"))
    assert made.data["confidential"] == "Confidential"


def test_a_stay_lies_over_its_days_in_its_own_calendar() -> None:
    stay = exchange(items=[])
    wish = Wish("month", "exchange", stay.id, ("en",), ON, subject="2027-10")
    made = catalogue.document(Material(PaperSource(stay)), wish)
    found = [chip for part in made.data["months"][0]["weeks"] for chip in part["chips"]]
    assert {chip["text"] for chip in found} == {"Fejlkorrigerede qubits"}
    assert len(found) == 5


def test_the_weeks_of_a_stay_are_those_in_which_something_happens() -> None:
    stay = exchange(items=[item("Seminar", "2027-10-12 10:00", "2027-10-12 12:00")])
    wish = Wish("week", "exchange", stay.id, ("en",), ON)
    made = catalogue.document(Material(PaperSource(stay)), wish)
    assert [page["key"] for page in made.data["weeks"]] == ["2027-W41"]
    quiet = exchange(items=[])
    empty = catalogue.document(Material(PaperSource(quiet)), replace(wish, record=quiet.id))
    assert len(empty.data["weeks"]) == 14
