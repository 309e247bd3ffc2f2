from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking, PersonFact, PlaceFact, Plan
from desktop.domain.text import Trilingual
from desktop.language import CODES, Language
from desktop.planning.availability import Reason, Span
from desktop.words.unavailable import unavailable

EN = Language.of("en")
PLAN = Plan(
    date(2027, 1, 1),
    bookings={
        "b": Booking("b", "delegation", "d", title=Trilingual(en="Welcome")),
        "untitled": Booking("untitled", "delegation", "d", kind=ItemKind.DINNER),
    },
    people={"p": PersonFact("p", family="Eksempelgaard", given="Signe")},
    places={"r": PlaceFact("r", name=Trilingual(en="Room 3", ja="第3会議室"))},
)
OBON = Trilingual(ja="お盆", da="Obon", en="Obon")


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (Span(0, 1, Reason.PERSON, "p", "b"), "Signe Eksempelgaard is at “Welcome”"),
        (Span(0, 1, Reason.PERSON, "p", "untitled"), "Signe Eksempelgaard is at “Dinner”"),
        (Span(0, 1, Reason.PLACE, "r", "b"), "Room 3 is taken: “Welcome”"),
        (Span(0, 1, Reason.AWAY, "p"), "Signe Eksempelgaard is not with the delegation"),
        (Span(0, 1, Reason.CLOSURE, "r", "c", OBON), "Room 3 cannot be had: Obon"),
        (Span(0, 1, Reason.CLOSURE, "r", "c"), "Room 3 cannot be had"),
        (Span(0, 1, Reason.OPENING_HOURS, "r"), "Room 3 is not open"),
        (Span(0, 1, Reason.PUBLIC_HOLIDAY, "JP", "昭和の日"), "Public holiday in Japan: Showa Day"),
        (
            Span(0, 1, Reason.HALF_HOLIDAY, "DK", "Grundlovsdag"),
            "Many are closed in Denmark: Constitution Day",
        ),
        (Span(0, 1, Reason.WEEKEND, "DK"), "Weekend in Denmark"),
        (Span(0, 1, Reason.SEASON, "JP", "obon", OBON), "Many are away in Japan: Obon"),
        (Span(0, 1, Reason.SEASON, "JP", "c"), "Many are away in Japan"),
    ],
)
def test_each_reason_is_said_with_its_names(span: Span, sentence: str) -> None:
    assert unavailable(span, PLAN, EN) == sentence


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_in_every_language(reason: Reason, code: str) -> None:
    span = Span(0, 1, reason, "r", "b", Trilingual(en="Sunday"))
    said = unavailable(span, PLAN, Language.of(code))
    assert said
    assert "{" not in said
    assert unavailable(replace(span, who="JP"), PLAN, Language.of(code))
