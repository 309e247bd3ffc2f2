from datetime import date

import pytest

from desktop.language import Language
from desktop.planning.holidays import half_holidays, public_holidays
from desktop.words.holidays import holiday

JA, DA, EN = (Language.of(code) for code in ("ja", "da", "en"))


@pytest.mark.parametrize(
    ("name", "japanese", "danish", "english"),
    [
        ("昭和の日", "昭和の日", "Showa-dagen", "Showa Day"),
        ("振替休日", "振替休日", "Erstatningsfridag", "Substitute holiday"),
        ("Langfredag", "聖金曜日", "Langfredag", "Good Friday"),
        ("Grundlovsdag", "デンマーク憲法記念日", "Grundlovsdag", "Constitution Day"),
        ("元日", "元日", "Nytårsdag", "New Year’s Day"),
        ("Nytårsdag", "元日", "Nytårsdag", "New Year’s Day"),
    ],
)
def test_a_holiday_has_a_name_in_each_language(
    name: str, japanese: str, danish: str, english: str
) -> None:
    assert [holiday(name, language) for language in (JA, DA, EN)] == [japanese, danish, english]


@pytest.mark.parametrize("country", ["JP", "DK"])
def test_every_holiday_from_2020_to_2050_has_an_english_name(country: str) -> None:
    period = date(2020, 1, 1), date(2050, 12, 31)
    names = {*public_holidays(country, *period).values(), *half_holidays(country, *period).values()}
    assert {name for name in names if holiday(name, EN) == name} == set()


@pytest.mark.parametrize(("country", "own"), [("JP", JA), ("DK", DA)])
def test_at_home_a_holiday_is_called_what_it_is_called_there(country: str, own: Language) -> None:
    for name in public_holidays(country, date(2020, 1, 1), date(2030, 12, 31)).values():
        assert holiday(name, own) == name


def test_two_on_one_day_are_both_named_and_an_unknown_one_is_left_as_it_is() -> None:
    assert holiday("Grundlovsdag; Pinsedag", EN) == "Constitution Day; Whit Sunday"
    assert holiday("Kongens jubilæum", EN) == "Kongens jubilæum"
    assert holiday("", EN) == ""
