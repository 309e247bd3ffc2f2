"""Why an item is left out, and what it would take: true, the smallest change first, and in time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from desktop.domain.codes import Priority
from desktop.domain.wishes import DayFact, WindowFact
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_why import clash, compared, including, why
from desktop.planning.drafting.problem import Answer, Keep, Problem
from desktop.planning.drafting.schedule import answer, route
from desktop.planning.proposal import LeftOut, Note, Wanted
from tests.planning import kit_draft
from tests.planning.drafting.checker import faults
from tests.planning.why_kit import (
    MORNING,
    TUE,
    WED,
    ask,
    plan,
    refusing,
    solve,
    wish,
    wishes,
)

COULD, MUST = Priority.COULD, Priority.MUST
Told = list[tuple[str, Mapping[str, object]]]


def _told(asked: Asked, item_id: str = "c", given: Answer | None = None) -> Told:
    given = given or solve(asked.problem, 1)
    assert faults(asked.problem, given) == []
    notes = why(asked, given, item_id, solve=solve, ask=ask, seconds=60)
    return [(note.code, dict(note.values)) for note in notes]


def _values(told: Told, code: str) -> Mapping[str, object] | None:
    return next((values for known, values in told if known == code), None)


def test_other_hours_of_a_day_are_told_with_the_clock_they_need() -> None:
    asked = ask(plan(), wishes(wish("a"), wish("b"), wish("c", 60, COULD)))
    told = _told(asked)
    # Two visits of an hour and half an hour between: the third would be from 12:00 to 13:00.
    assert _values(told, "fits_if_ends") == {"day": TUE, "minutes": 780}
    assert _values(told, "fits_if_begins") == {"day": TUE, "minutes": 480}
    assert _values(told, "fits_if_lunch") is None
    gone = _values(told, "drops")
    assert gone is not None
    assert gone["items"] in {("a",), ("b",)}


def test_the_day_that_needs_least_is_named() -> None:
    days = {WED: DayFact(WED, begins=540, ends=750, lunch_minutes=0)}
    given = [wish(name) for name in "abde"]
    asked = ask(plan(TUE, WED), wishes(*given, wish("c", 60, COULD), days=days))
    assert _values(_told(asked), "fits_if_ends") == {"day": WED, "minutes": 780}


def test_lunch_at_another_time_is_tried() -> None:
    noon = DayFact(begins=540, ends=780, lunch_from=690, lunch_to=750, lunch_minutes=60)
    asked = ask(plan(), wishes(wish("a"), wish("b"), wish("c", 30, COULD), every=noon))
    told = _told(asked)
    assert _values(told, "fits_if_lunch") == {"day": TUE, "minutes": 810}
    # The day that lasts half an hour longer is a smaller change.
    codes = [code for code, _values in told]
    assert codes.index("fits_if_ends") < codes.index("fits_if_lunch")


def test_less_time_is_told_where_that_is_enough() -> None:
    later = replace(MORNING, ends=765)
    asked = ask(plan(), wishes(wish("a"), wish("b"), wish("c", 60, COULD), every=later))
    told = _told(asked)
    assert told[0] == ("fits_if_shorter", {"minutes": 45})


def test_another_half_day_of_the_host_is_told() -> None:
    long = replace(MORNING, ends=1020)
    morning = WindowFact(TUE, 540, 720)
    given = [wish("a", 60, MUST, morning), wish("b", 60, MUST, morning)]
    asked = ask(plan(), wishes(*given, wish("c", 60, COULD, morning), every=long))
    told = _told(asked)
    assert _values(told, "fits_if_window") == {"day": TUE, "start": 720, "end": 1020}
    # Its own times are what is in the way, not those of the day.
    assert _values(told, "fits_if_ends") is None


def test_at_most_three_changes_are_told() -> None:
    later = replace(MORNING, ends=765)
    morning = WindowFact(TUE, 540, 765)
    given = [wish("a"), wish("b"), wish("c", 60, COULD, morning)]
    told = _told(ask(plan(), wishes(*given, every=later)))
    assert sum(code.startswith("fits_if") for code, _values in told) <= 3


def test_what_fits_already_is_told_with_its_ways_alone() -> None:
    asked = ask(plan(), wishes(wish("a"), wish("c", 60, COULD)))
    alone = route(asked.problem, 0, [0])
    assert alone is not None
    given = answer(asked.problem, [alone])
    assert _told(asked, given=given) == [("costs", {"minutes": 30})]
    near = replace(asked.problem, travel=((0.0, 30.0, 30.0), (30.0, 0.0, 0.0), (30.0, 0.0, 0.0)))
    beside = replace(asked, problem=near)
    assert _told(beside, given=given) == [("fits_freely", {})]


def test_nothing_that_was_promised_moves_for_a_small_change() -> None:
    asked = ask(plan(), wishes(wish("a"), wish("b"), wish("c", 60, COULD)))
    given = solve(asked.problem, 1)

    def promised(*args: object, **more: object) -> Asked:
        found = ask(*args, **more)  # type: ignore[arg-type]
        at = {stop.visit: stop.start for one in given.routes for stop in one.stops}
        visits = tuple(
            replace(one, keep=Keep(0, at[n], 1000.0)) if n in at else one
            for n, one in enumerate(found.problem.visits)
        )
        return replace(found, problem=replace(found.problem, visits=visits))

    kept = promised(asked.plan, asked.wishes)
    notes = why(kept, given, "c", solve=solve, ask=promised, seconds=60)
    codes = [note.code for note in notes]
    # It would be after both of them; before them, the first has to begin later.
    assert "fits_if_ends" in codes
    assert "fits_if_begins" not in codes


def test_hosts_that_share_no_day_make_way_for_each_other() -> None:
    apart = replace(wish("c", 60, COULD), apart=frozenset({"a"}))
    asked = ask(plan(), wishes(wish("a"), apart))
    assert _told(asked) == [("drops", {"items": ("a",)})]


def test_what_never_fits_is_told() -> None:
    asked = ask(plan(), wishes(wish("a"), wish("c", 400, COULD)))
    assert [code for code, _values in _told(asked)] == ["fits_nowhere"]


def test_what_was_known_before_comes_first_and_may_be_all() -> None:
    asked = ask(plan(), wishes(wish("a")))
    abroad = (Note("other_country", {"country": "DK"}),)
    asked = replace(asked, left=(LeftOut("c", reasons=abroad),))
    assert why(asked, Answer(), "c", solve=solve, ask=refusing) == abroad
    shut = (Note("no_window"),)
    asked = replace(asked, left=(LeftOut("c", reasons=shut),))
    assert why(asked, Answer(), "c", solve=solve, ask=refusing) == shut


def test_a_host_without_a_possible_time_is_asked_for_another_half_day() -> None:
    early = wish("c", 60, COULD, WindowFact(WED, 540, 720))
    whole = ask(plan(), wishes(wish("a"), early))
    known = (Note("no_window"),)
    without = ask(plan(), wishes(wish("a")))
    asked = replace(without, wishes=whole.wishes, left=(LeftOut("c", reasons=known),))
    told = why(asked, solve(asked.problem, 1), "c", solve=solve, ask=ask, seconds=60)
    assert [note.code for note in told] == ["no_window", "fits_if_window"]


def test_when_time_is_up_it_is_said() -> None:
    asked = ask(plan(), wishes(wish("a"), wish("b"), wish("c", 60, COULD)))

    def late(
        problem: Problem,
        seconds: float,
        *,
        start: Answer | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        return Answer(impossible=(2,))

    given = solve(asked.problem, 1)
    notes = why(asked, given, "c", solve=late, ask=refusing, seconds=-1)
    assert [note.code for note in notes] == ["not_known"]


def test_a_solver_that_finds_nothing_is_helped_by_leaving_out_a_neighbour() -> None:
    asked = ask(plan(), wishes(wish("a"), wish("b"), wish("c", 60, COULD)))

    def weak(
        problem: Problem,
        seconds: float,
        *,
        start: Answer | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        return Answer(impossible=(2,))

    given = solve(asked.problem, 1)
    notes = why(asked, given, "c", solve=weak, ask=refusing, seconds=60)
    assert [note.code for note in notes] == ["drops"]


def test_putting_one_in_changes_no_more_than_it_must() -> None:
    names = [wish(name) for name in "abde"]
    asked = ask(plan(TUE, WED), wishes(*names, wish("c", 60, COULD)))
    given = solve(asked.problem, 1)
    found = solve(including(asked.problem, 4, given), 1)
    notes = list(compared(asked, given, found))
    assert [note.code for note in notes] == ["drops"]


def test_musts_that_clash_are_named_and_no_others() -> None:
    tight = WindowFact(TUE, 540, 720)
    clashing = [wish(name, 60, MUST, tight) for name in "abc"]
    asked = ask(
        plan(TUE, WED),
        wishes(*clashing, wish("d", 60, MUST, WindowFact(WED, 540, 720)), wish("e", 60, COULD)),
    )
    found = solve(asked.problem, 1)
    assert len(found.impossible) == 1
    assert clash(asked, found.impossible, solve=solve, seconds=60) == ("a", "b", "c")


def test_a_must_that_is_left_out_names_those_it_clashes_with() -> None:
    nine = WindowFact(TUE, 540, 600)
    given = [wish("a", 60, MUST, nine), wish("c", 60, MUST, nine)]
    asked = ask(plan(), wishes(*given))
    alone = route(asked.problem, 0, [0])
    assert alone is not None
    told = _told(asked, given=answer(asked.problem, [alone]))
    assert told[0] == ("musts_clash", {"items": ("a", "c")})
    assert _values(told, "fits_if_window") == {"day": TUE, "start": 540, "end": 720}
    assert told[-1] == ("drops", {"items": ("a",)})


def test_two_musts_that_clash_or_one_alone_are_enough() -> None:
    nine = WindowFact(TUE, 540, 600)
    asked = ask(plan(), wishes(wish("a", 60, MUST, nine), wish("b", 60, MUST, nine), wish("d")))
    assert clash(asked, (1,), solve=solve, seconds=60) == ("a", "b")
    alone = ask(plan(), wishes(wish("a", 90, MUST, nine), wish("b", 60, MUST)))
    assert clash(alone, (0,), solve=solve, seconds=60) == ("a",)
    assert clash(alone, (), solve=solve) == ()


def test_what_is_not_proven_is_not_said_to_clash() -> None:
    nine = WindowFact(TUE, 540, 600)
    asked = ask(plan(), wishes(wish("a", 60, MUST, nine), wish("b", 60, MUST, nine)))

    def unsure(
        problem: Problem,
        seconds: float,
        *,
        start: Answer | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        return replace(solve(problem, seconds), proven=False)

    assert clash(asked, (1,), solve=unsure, seconds=60) == ()
    assert clash(asked, (1,), solve=solve, seconds=-1) == ()


def _really(asked: Asked, item_id: str) -> Told:
    """As `_told`, with the questions of real delegations."""
    given = solve(asked.problem, 1)
    assert faults(asked.problem, given) == []
    notes = why(asked, given, item_id, solve=solve, seconds=60)
    return [(note.code, dict(note.values)) for note in notes]


def test_a_day_that_lasts_longer_opens_no_museum() -> None:
    hours: dict[date | None, DayFact] = {None: DayFact(begins=600, ends=960, lunch_minutes=0)}
    hosts = [
        wish("talk", 240, MUST, kit_draft.within(TUE, 10, 16)),
        wish("tea", 60, MUST, kit_draft.within(TUE, 10, 16)),
        wish("late", 90, COULD),
        wish("museum", 90, COULD),
    ]
    items = [
        kit_draft.host(name, place_id=place)
        for name, place in (("talk", "north"), ("tea", "south"), ("late", "east"))
    ]
    plan = kit_draft.visit(*items, kit_draft.host("museum", place_id="museum"))
    wanted = Wanted(days=frozenset({TUE}))
    asked = kit_draft.question(plan, *hosts, wanted=wanted, days=hours)
    assert "fits_if_ends" in [code for code, _values in _really(asked, "late")]
    told = _really(asked, "museum")
    assert told != []
    assert "fits_if_ends" not in [code for code, _values in told]


def test_what_closes_the_whole_day_is_told_without_looking_further() -> None:
    plan = kit_draft.visit(kit_draft.host("a"), kit_draft.host("museum", place_id="museum"))
    wanted = Wanted(days=frozenset({kit_draft.MONDAY}))
    asked = kit_draft.question(plan, wanted=wanted)
    told = _really(asked, "museum")
    assert told[0][0] == "closed"
    assert not {"drops", "fits_nowhere", "not_known"} & {code for code, _values in told}
