"""What a paper over a stretch of time is about."""

from datetime import date

import pytest

from desktop.documents import subjects
from desktop.errors import Problem
from desktop.language import Language


@pytest.mark.parametrize(
    ("subject", "first", "last"),
    [
        ("2027-04", date(2027, 4, 1), date(2027, 4, 30)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027-12", date(2027, 12, 1), date(2027, 12, 31)),
        ("2027-W16", date(2027, 4, 19), date(2027, 4, 25)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("FY2027", date(2027, 4, 1), date(2028, 3, 31)),
    ],
)
def test_the_days_of_a_subject(subject: str, first: date, last: date) -> None:
    assert subjects.days_of(subject) == (first, last)


@pytest.mark.parametrize(
    "subject", ["", "2027-13", "2027-W54", "2027-W00", "0000", "april", "2027-4", "FY", "２０２７"]
)
def test_what_is_no_subject(subject: str) -> None:
    with pytest.raises(Problem) as caught:
        subjects.days_of(subject)
    assert caught.value.code == "subject_unknown"


def test_a_calendar_shows_whole_weeks_from_monday() -> None:
    assert subjects.shown_days("2027-04") == (date(2027, 3, 29), date(2027, 5, 2))
    assert subjects.shown_days("2027-W16") == subjects.days_of("2027-W16")


@pytest.mark.parametrize(
    ("subject", "ja", "da", "en"),
    [
        ("2027-04", "2027年4月", "april 2027", "April 2027"),
        (
            "2027-W16",
            "第16週　2027年4月19日（月）～25日（日）",
            "uge 16 · 19.–25. april 2027",
            "week 16 · 19–25 April 2027",
        ),
        ("2027", "令和9年（2027年）", "2027", "2027"),
    ],
)
def test_what_a_subject_is_called(subject: str, ja: str, da: str, en: str) -> None:
    told = [subjects.name(subject, Language.of(code)) for code in ("ja", "da", "en")]
    assert told == [ja, da, en]
    heads = [subjects.heading(subject, Language.of(code)) for code in ("da", "en")]
    assert heads == [f"{text[:1].upper()}{text[1:]}" for text in (da, en)]


def test_a_japanese_fiscal_year_has_its_era() -> None:
    assert subjects.name("FY2027", Language.of("ja")) == "令和9年度（2027年度）"
    assert "2027" in subjects.name("FY2027", Language.of("en"))


def test_what_may_be_chosen_from() -> None:
    first, last = date(2026, 12, 30), date(2027, 2, 1)
    assert subjects.months(first, last) == ["2026-12", "2027-01", "2027-02"]
    assert subjects.weeks(first, last) == [
        "2026-W53",
        *(f"2027-W{number:02}" for number in range(1, 6)),
    ]
    assert subjects.years(first, last) == ["2026", "2027", "FY2026"]
