"""Every code of a draft has a sentence in every language, filled from what drafting knows."""

import string
from collections.abc import Mapping
from datetime import date, time

import pytest

from desktop.domain import Moment, Trilingual
from desktop.domain.plan import (
    Booking,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Plan,
)
from desktop.domain.wishes import GroupFact, Wishes
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.planning.draft_more import Figures
from desktop.planning.proposal import (
    Aim,
    Change,
    DayOutline,
    Hold,
    LeftOut,
    Note,
    Placement,
    Proposal,
)
from desktop.words import drafting, problem
from desktop.words.draft_said import PLACEHOLDERS
from desktop.words.drafting import SENTENCES, VARIANTS

DAY, LATER = date(2027, 4, 21), date(2027, 4, 22)
EN, DA, JA = Language.of("en"), Language.of("da"), Language.of("ja")


def _at(hour: int, minute: int = 0, day: date = DAY) -> Moment:
    return Moment(day, time(hour, minute), "Asia/Tokyo")


PLAN = Plan(
    DAY,
    bookings={
        "lab": Booking(
            "lab",
            "delegation",
            "trip",
            title=Trilingual("見本研究所", "Prøvelab", "Sample Lab"),
            host_organisation_id="uni",
        ),
        "hall": Booking("hall", "delegation", "trip", title=Trilingual(en="Sample Hall")),
    },
    people={"ida": PersonFact("ida", "Prøvesen", "Ida", name_ja="イダ・プルーヴェセン")},
    places={"house": PlaceFact("house", Trilingual(en="Sample House"))},
    organisations={"uni": OrganisationFact("uni", Trilingual(en="Sample University"))},
)
WISHES = Wishes("trip", groups=(GroupFact("a", "A"), GroupFact("b", "", Trilingual(en="Quantum"))))

VALUES: list[tuple[str, Mapping[str, object]]] = [
    ("pin_clash", {"item": "lab", "other": "hall"}),
    ("pin_far", {"item": "lab", "other": "hall", "needed": 90, "there": 30}),
    ("pin_far", {"item": "lab", "other": "hall", "needed": 90, "there": 0}),
    ("pin_outside", {"item": "lab"}),
    ("pin_closed", {"item": "lab", "what": "public_holiday"}),
    ("pin_closed", {"item": "lab"}),
    ("pin_away", {"item": "lab", "people": ("ida",)}),
    ("musts_clash", {"items": ("lab", "hall")}),
    ("must_left", {"item": "lab"}),
    ("too_many", {"hosts": 60}),
    ("keeps_broken", {"item": "lab"}),
    ("groups_overlap", {"people": ("ida",)}),
    ("groups_overlap", {}),
    ("on_free_day", {"item": "lab", "day": DAY}),
    ("no_group", {"people": ("ida",), "days": (DAY, LATER)}),
    ("ways_best", {"proven": True}),
    ("ways_best", {"proven": False}),
    ("evenings_best", {"proven": True}),
    ("evenings_best", {"proven": False}),
    ("visits_best", {"proven": True}),
    ("visits_best", {"proven": False}),
    ("few_move", {"hosts": 1}),
    ("no_window", {}),
    ("other_country", {"country": "DK"}),
    ("closed", {"what": "昭和の日"}),
    ("closed", {"place": "house"}),
    ("closed", {"what": Trilingual(en="Stocktaking")}),
    ("closed", {}),
    ("person_away", {"person": "ida"}),
    ("too_long", {"minutes": 600, "longest": 480}),
    ("too_far", {"minutes": 300}),
    ("no_place", {}),
    ("all_placed_better", {}),
    ("travel_more", {"minutes": 30}),
    ("travel_less", {"minutes": 90}),
    ("travel_estimated", {}),
    ("ends_later", {"minutes": 30}),
    ("ends_earlier", {"minutes": 30}),
    ("moves_day", {"item": "lab", "day": LATER}),
    ("moves_time", {"item": "lab", "start": _at(14)}),
    ("half_met", {}),
    ("half_missed", {}),
    ("people_away", {"people": ("ida",)}),
    ("interpreter_needed", {"language": "ja"}),
    ("interpreter_needed", {"language": ""}),
    ("displaces", {"items": ("lab", "hall")}),
    ("letter", {"item": "lab"}),
    ("fits_if_lunch", {"day": DAY, "minutes": 780}),
    ("fits_if_ends", {"day": DAY, "minutes": 1110}),
    ("fits_if_begins", {"day": DAY, "minutes": 510}),
    ("fits_if_window", {"day": DAY, "start": 780, "end": 1020}),
    ("fits_if_shorter", {"minutes": 45}),
    ("fits_freely", {}),
    ("drops", {"items": ("lab", "hall")}),
    ("moves", {"items": ("lab",)}),
    ("costs", {"minutes": 40}),
    ("fits_nowhere", {}),
    ("not_known", {}),
]
PROBLEMS: list[tuple[str, Mapping[str, object]]] = [
    ("draft_no_dates", {}),
    ("draft_days_backwards", {}),
    ("draft_no_days", {}),
    ("draft_no_items", {}),
    ("draft_too_long", {"days": 40}),
    ("draft_day_backwards", {"day": DAY}),
    ("draft_outdated", {"title": Trilingual(en="Sample Lab")}),
    ("draft_outdated", {"title": Trilingual()}),
]


def _said(code: str, language: Language, /, **values: object) -> str:
    return drafting.note(Note(code, values), PLAN, WISHES, language)


def test_who_has_no_group_is_said_with_the_days() -> None:
    said = _said("no_group", EN, people=("ida",), days=(DAY, LATER))
    assert said == (
        "In no group: Ida Prøvesen, though groups go ways of their own (Wed 21 Apr, Thu 22 Apr)"
    )
    assert _said("on_free_day", EN, item="lab", day=DAY) == (
        "“Sample Lab” stays on Wed 21 Apr, a day that is to have no visits"
    )


def test_all_codes_are_tried_here() -> None:
    assert {code for code, _values in VALUES} == SENTENCES.keys() | VARIANTS.keys()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("note", "values"), VALUES)
def test_each_code_has_a_sentence(note: str, values: Mapping[str, object], code: str) -> None:
    said = _said(note, Language.of(code), **values)
    assert said
    assert said != note
    assert "{" not in said
    assert not said.endswith((": ", "：", ":"))
    if code == "en":
        assert "gone" not in said


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("note", "values"), VALUES)
def test_nothing_raises_for_what_is_gone(
    note: str, values: Mapping[str, object], code: str
) -> None:
    gone = Plan(DAY)
    assert drafting.note(Note(note, values), gone, Wishes("trip"), Language.of(code))
    assert drafting.note(Note(note), gone, Wishes("trip"), Language.of(code))


@pytest.mark.parametrize("message", [*SENTENCES.values(), *(f({}) for f in VARIANTS.values())])
def test_each_placeholder_can_be_filled(message: str) -> None:
    names = {name for _text, name, _spec, _how in string.Formatter().parse(message) if name}
    assert names <= PLACEHOLDERS.keys()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("fault", "values"), PROBLEMS)
def test_each_problem_has_a_sentence(fault: str, values: Mapping[str, object], code: str) -> None:
    said = problem(Problem(fault, **values), Language.of(code))
    assert said
    assert fault not in said
    assert "{" not in said
    assert "“”" not in said


@pytest.mark.parametrize("code", CODES)
def test_each_aim_and_hold_is_named_and_explained(code: str) -> None:
    language = Language.of(code)
    aims = [drafting.aim(one, language) for one in Aim]
    holds = [drafting.hold(one, language) for one in Hold]
    hints = [drafting.aim_hint(one, language) for one in Aim]
    hints += [drafting.hold_hint(one, language) for one in Hold]
    every = aims + holds + hints
    assert len(set(every)) == len(every) == 2 * (len(Aim) + len(Hold))


def test_values_are_said_as_the_reader_writes_them() -> None:
    assert _said("moves_day", EN, item="lab", day=LATER) == "“Sample Lab” moves to Thu 22 Apr"
    assert _said("fits_if_lunch", EN, day=DAY, minutes=780) == (
        "Fits on Wed 21 Apr if lunch ends at 13:00"
    )
    assert _said("travel_more", EN, minutes=90) == "1 h 30 min more on the way"
    assert "kl. 13.00" in _said("fits_if_lunch", DA, day=DAY, minutes=780)
    assert "4/21（水）" in _said("fits_if_lunch", JA, day=DAY, minutes=780)
    assert "13:00～17:00" in _said("fits_if_window", JA, day=DAY, start=780, end=1020)
    assert _said("closed", EN, what="昭和の日") == "Closed: Showa Day"
    assert _said("closed", JA, what="昭和の日").endswith("昭和の日")
    assert "Sample House" in _said("closed", EN, place="house")
    assert "デンマーク" in _said("other_country", JA, country="DK")
    many = ("lab", "hall", *(f"gone{n}" for n in range(9)))
    assert _said("moves", EN, items=many).count("“") == 2
    more = Plan(
        DAY, {str(n): Booking(str(n), "", "", title=Trilingual(en=str(n))) for n in range(9)}
    )
    told = drafting.note(Note("moves", {"items": tuple(more.bookings)}), more, WISHES, EN)
    assert told == "Including it moves “0”, “1”, “2”, 6 more"
    assert "with 60 hosts" in _said("too_many", EN, hosts=60).lower()


def test_what_is_gone_is_called_so() -> None:
    assert (
        _said("must_left", EN, item="none")
        == "An item that is gone must be seen, but finds no place"
    )
    # An identity is nothing to read.
    gone = "0190a7a4-7b7e-7f0a-8c3d-3f6f0e0a0b0c"
    assert gone not in _said("closed", EN, what=gone)
    assert _said("new_code", EN) == "New_code"


def test_a_change_says_from_when_to_when() -> None:
    was = (_at(10), _at(11))
    moved = Placement("lab", _at(14, day=LATER), _at(15, day=LATER), Change.MOVED, was)
    assert drafting.change(moved, PLAN, WISHES, EN) == (
        "“Sample Lab” moves from Wed 21 Apr 10:00 to Thu 22 Apr 14:00"
    )
    later = Placement("lab", _at(14), _at(15), Change.MOVED, was, group_id="b")
    assert drafting.change(later, PLAN, WISHES, EN) == (
        "“Sample Lab” moves on Wed 21 Apr from 10:00 to 14:00 (group Quantum)"
    )
    new = Placement("hall", _at(14), _at(15), Change.NEW, group_id="a")
    assert drafting.change(new, PLAN, WISHES, EN) == (
        "“Sample Hall” is placed on Wed 21 Apr 14:00 (group A)"
    )
    kept = Placement("lab", _at(10), _at(11), Change.KEPT, was, group_id="gone")
    assert drafting.change(kept, PLAN, WISHES, EN) == "“Sample Lab” stays on Wed 21 Apr 10:00"


def test_left_out_says_why_or_that_others_are_better() -> None:
    away = LeftOut("lab", reasons=(Note("no_window"), Note("no_place")))
    assert drafting.left_out(away, PLAN, WISHES, EN) == (
        "“Sample Lab”: no possible time on the days of the draft; it has no place, so its ways"
        " are guessed"
    )
    assert drafting.why_left(LeftOut("lab"), PLAN, WISHES, EN) == (
        "Possible, but other visits fill the days better"
    )
    placed = LeftOut("lab", before=(_at(10), _at(11)))
    assert drafting.why_left(placed, PLAN, WISHES, EN) == (
        "Possible, but other visits fill the days better; gives up its time (Wed 21 Apr 10:00)"
    )


def test_what_a_day_costs_is_one_line() -> None:
    notes = (
        Note("travel_more", {"minutes": 30}),
        Note("moves_day", {"item": "lab", "day": LATER}),
    )
    day = DayOutline(DAY, ("lab", "hall"), 80, 50, leaves=_at(9), returns=_at(17, 10), costs=notes)
    assert drafting.day_costs(day, PLAN, WISHES, EN) == (
        "30 min more on the way; “Sample Lab” moves to Thu 22 Apr"
    )
    here = DayOutline(DAY, costs=(Note("moves_time", {"item": "lab", "start": _at(14)}),))
    assert drafting.day_costs(here, PLAN, WISHES, EN) == "“Sample Lab” moves to 14:00"
    assert drafting.day_costs(DayOutline(DAY), PLAN, WISHES, EN) == ""
    assert drafting.day_line(day, EN) == "2 items · 1 h 20 min on the way · 09:00–17:10"
    assert drafting.day_line(DayOutline(DAY), EN) == "0 items"


def test_the_outcome_says_how_good_it_is() -> None:
    places = tuple(Placement(str(n), _at(9), _at(10), Change.NEW) for n in range(12))
    days = (DayOutline(DAY, travel=120), DayOutline(LATER, travel=100))
    left = (LeftOut("x"), LeftOut("y"))
    proven = Proposal("trip", placements=places, days=days, left=left, gap=0.0)
    assert proven.is_proven
    assert drafting.outcome(proven, EN) == "12 of 14 visits · 3 h 40 min on the way · proven best"
    unsure = Proposal("trip", days=(DayOutline(DAY, travel=20, estimated=True),), gap=1.2)
    assert drafting.outcome(unsure, EN) == (
        "0 of 0 visits · about 20 min on the way · at most 2% from the best"
    )
    assert "2 %" in drafting.outcome(unsure, DA).replace("\xa0", " ")
    assert drafting.outcome(Proposal("trip"), EN).endswith("first draft")


def test_an_alternative_is_told_in_figures() -> None:
    assert drafting.figures(Figures(12, 130, 1060), EN) == (
        "12 visits · 2 h 10 min on the way · back by 17:40"
    )
    assert drafting.figures(Figures(1, 0, None), EN) == "1 visit · 0 min on the way"


def test_letters_name_the_host_with_both_times() -> None:
    was = (_at(10), _at(11))
    places = (
        Placement("hall", _at(9), _at(10), Change.MOVED, was, letter=True),
        Placement("lab", _at(14, day=LATER), _at(15, day=LATER), Change.MOVED, was, letter=True),
        Placement("gone", _at(16, day=LATER), _at(17, day=LATER), Change.NEW, letter=True),
        Placement("quiet", _at(9), _at(10), Change.KEPT, was),
    )
    assert drafting.letters(Proposal("trip", placements=places), PLAN, WISHES, EN) == [
        "“Sample Hall” (was Wed 21 Apr 10:00, now Wed 21 Apr 09:00)",
        "Sample University (was Wed 21 Apr 10:00, now Thu 22 Apr 14:00)",
        "An item that is gone (now Thu 22 Apr 16:00)",
    ]
    assert drafting.letters_title(EN) == "Write anew to:"
