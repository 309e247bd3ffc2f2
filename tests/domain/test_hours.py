import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.hours import ALL_DAY, DAY, Spans, Weekly, merged, parse

OFFICE: Spans = ((540, 1050),)
MORNING: Spans = ((600, 720),)


def week(*days: Spans, holiday: Spans | None = None) -> Weekly:
    return Weekly((*days, *([()] * (7 - len(days)))), holiday)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 09:00-17:30", week(*[OFFICE] * 5)),
        (
            "Mo-Fr 09:00-17:30; Sa 10:00-12:00; PH off",
            week(*[OFFICE] * 5, MORNING, holiday=()),
        ),
        ("Mo,We 09:00-17:30", week(OFFICE, (), OFFICE)),
        (
            "Mo-We,Fr 10:00-12:00,13:00-17:00",
            week(*[((600, 720), (780, 1020))] * 3, (), ((600, 720), (780, 1020))),
        ),
        ("Fr-Su 18:00-02:00", week((), (), (), (), *[((1080, 1560),)] * 3)),
        ("24/7", week(*[ALL_DAY] * 7)),
        ("Mo-Su 00:00-24:00; PH 10:00-12:00", week(*[ALL_DAY] * 7, holiday=MORNING)),
        ("Mo,Tu 09:00-17:30", week(OFFICE, OFFICE)),
        ("off", week()),
        ("off; PH 10:00-12:00", week(holiday=MORNING)),
    ],
)
def test_hours_are_read_and_written_as_the_file_holds_them(text: str, hours: Weekly) -> None:
    assert parse(text) == hours
    assert hours.text() == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("09:00-17:30", "Mo-Su 09:00-17:30"),
        ("Mo-Fr 9:00-17:30", "Mo-Fr 09:00-17:30"),
        ("Mo-Fr 09:00 - 17:30;Sa off", "Mo-Fr 09:00-17:30"),
        ("Mo-Su 09:00-17:30; We closed", "Mo,Tu,Th-Su 09:00-17:30"),
        ("Mo-Fr, PH 09:00-17:30", "Mo-Fr 09:00-17:30; PH 09:00-17:30"),
        ("Sa-Mo 10:00-12:00", "Mo,Sa,Su 10:00-12:00"),
        ("Mo 13:00-15:00,09:00-13:00", "Mo 09:00-15:00"),
        ("Mo-Fr 24/7", "Mo-Fr 00:00-24:00"),
    ],
)
def test_other_ways_to_write_hours_come_to_the_same_text(text: str, canonical: str) -> None:
    hours = parse(text)
    assert hours is not None
    assert hours.text() == canonical


@pytest.mark.parametrize(
    "text",
    ["", ";", "on request", "Mo-Fr", "Mo-Fr 9-17", "Mx 09:00-10:00", "Mo 25:00-26:00",
     "Mo 09:60-10:00", "Mo-Fr 09:00-17:00;", "SH off", "Mo 09:00-24:30"],
)  # fmt: skip
def test_what_is_not_in_the_notation_is_not_read(text: str) -> None:
    assert parse(text) is None


def test_a_holiday_has_its_own_hours_only_where_they_are_told() -> None:
    plain, closed = week(OFFICE), week(OFFICE, holiday=())
    assert plain.open_on(0, holiday=True) == plain.open_on(0) == OFFICE
    assert closed.open_on(0, holiday=True) == ()
    assert closed.open_on(0) == OFFICE


_span = st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY - 1)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], DAY + pair[0]))
)
# An end at 24:00 of the next day cannot be written; nor can one that comes round to its start.
_spans = (
    st.lists(_span, max_size=3)
    .map(merged)
    .filter(lambda spans: all(end - start < DAY and end != 2 * DAY for start, end in spans))
)


@given(st.tuples(*[_spans] * 7), st.none() | _spans)
def test_any_week_is_read_as_it_was_written(days: tuple[Spans, ...], holiday: Spans | None) -> None:
    hours = Weekly(days, holiday)
    assert parse(hours.text()) == hours
