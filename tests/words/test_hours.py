import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.hours import ALL_DAY, Spans, Weekly
from desktop.language import CODES, Language
from desktop.words.hours import hours_text, read_hours, written_hours


def spoken(text: str) -> list[str]:
    """What hours are in Japanese, Danish and English."""
    return [written_hours(Language.of(code), text) for code in CODES]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-12:00; PH off",
            [
                "月～金 09:00～12:00、13:00～17:30、土 10:00～12:00、祝日休み",
                "man.–fre. 09.00–12.00, 13.00–17.30, lør. 10.00–12.00, lukket på helligdage",
                "Mon–Fri 09:00–12:00, 13:00–17:30, Sat 10:00–12:00, closed on public holidays",
            ],
        ),
        (
            "Mo,We-Fr 18:00-02:00; PH 10:00-24:00",
            [
                "月・水～金 18:00～02:00、祝日 10:00～24:00",
                "man., ons.–fre. 18.00–02.00, på helligdage 10.00–24.00",
                "Mon, Wed–Fri 18:00–02:00, on public holidays 10:00–24:00",
            ],
        ),
        (
            "Mo-Su 10:00-18:00",
            ["毎日 10:00～18:00", "alle dage 10.00–18.00", "every day 10:00–18:00"],
        ),
        ("24/7", ["24時間", "døgnåbent", "always open"]),
        ("off", ["常時休業", "altid lukket", "always closed"]),
    ],
)
def test_hours_are_written_as_each_language_writes_them(text: str, told: list[str]) -> None:
    assert spoken(text) == told


def test_what_cannot_be_read_is_shown_as_it_was_written() -> None:
    assert spoken("ring først") == ["ring først"] * 3
    assert spoken("") == [""] * 3


def test_the_notation_of_the_file_is_read_before_any_other() -> None:
    weekly = read_hours("Mo-Fr 09:00-17:00; PH off")
    assert weekly is not None
    assert (
        weekly
        == read_hours("月～金 9:00～17:00 祝日休み")
        == read_hours("man-fre 9-17, lukket på helligdage")
    )
    assert read_hours("ring først") is None


_OPENS = st.tuples(st.integers(0, 47), st.integers(1, 24)).map(
    lambda pair: (pair[0] * 30, min((pair[0] + pair[1]) * 30, 1440))
)
_DAY: st.SearchStrategy[Spans] = st.one_of(
    st.just(()),
    st.just(ALL_DAY),
    _OPENS.map(lambda span: (span,)),
    st.just(((540, 720), (780, 1020))),
)


@pytest.mark.parametrize("code", CODES)
@given(days=st.tuples(*[_DAY] * 7), holiday=st.none() | _DAY)
def test_what_is_written_is_read_back(
    code: str, days: tuple[Spans, ...], holiday: Spans | None
) -> None:
    weekly = Weekly(days, holiday)
    again = read_hours(hours_text(Language.of(code), weekly))
    assert again is not None
    assert again.days == weekly.days
    for weekday in range(7):
        assert again.open_on(weekday, holiday=True) == weekly.open_on(weekday, holiday=True)
