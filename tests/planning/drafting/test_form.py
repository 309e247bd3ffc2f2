"""Problems as JSON: what may be left out, what is refused and where, and the plan as JSON."""

import json
from copy import deepcopy
from typing import Any

import pytest

from desktop import words
from desktop.errors import Problem as Refused
from desktop.language import CODES, Language
from desktop.planning.drafting import form
from desktop.planning.drafting.problem import Answer, Lunch, Route, Stop

SMALL: dict[str, Any] = {
    "days": [
        {"start": 0, "end": 0, "open": 540, "close": 1050, "tracks": 2},
        {
            "start": 0,
            "end": 1,
            "open": 540,
            "close": 900,
            "lunch": {"open": 690, "close": 810, "minutes": 60},
            "longest": 300,
        },
    ],
    "hosts": [
        {"id": "riken", "value": 40, "duration": 90, "windows": [[[840, 960], [540, 720]], []]},
        {"id": 7, "value": 15.5, "duration": 60, "must": True, "windows": [None, [[600, 720]]]},
        {"id": "lab", "value": 0, "duration": 0.5, "place": 1},
    ],
    "travel": [[0, 10, 20, 30], [10, 0, 10, 20], [20, 10, 0, 10], [30, 20.5, 10, 0]],
}


AT_MOST = "a number of at most 10000000 is expected."


def told(value: object) -> str:
    """Why it is refused, in English."""
    with pytest.raises(Refused) as refused:
        form.read(value if isinstance(value, str | bytes) else json.dumps(value))
    for code in CODES:
        assert str(refused.value.values.get("where", "")) in words.problem(
            refused.value, Language.of(code)
        )
    return words.problem(refused.value, Language.of("en"))


def changed(path: str, value: object = None, *, gone: bool = False) -> dict[str, Any]:
    """The small problem with another value at a place such as `hosts.0.value`."""
    made = deepcopy(SMALL)
    *way, last = (int(key) if key.isdecimal() else key for key in path.split("."))
    at: Any = made
    for key in way:
        at = at[key]
    if gone:
        del at[last]
    else:
        at[last] = value
    return made


def test_a_problem_is_read() -> None:
    given = form.read(json.dumps(SMALL).encode())
    problem = given.problem
    assert given.ids == ("riken", 7, "lab")
    assert [visit.id for visit in problem.visits] == ["riken", "7", "lab"]
    assert [(b.day, b.track, b.mode, b.start_place, b.end_place) for b in problem.blocks] == [
        (0, 0, 0, 0, 0),
        (0, 1, 0, 0, 0),
        (1, 0, 0, 0, 1),
    ]
    last = problem.blocks[2]
    assert (last.opens, last.closes, last.longest) == (540, 900, 300)
    assert last.lunch == Lunch(690, 810, 60)
    assert (problem.blocks[0].lunch, problem.blocks[0].longest) == (None, None)
    riken, seven, lab = problem.visits
    # Windows are put in order; a host without a place has the next after the spare ones.
    assert (riken.place, riken.windows) == (1, dict.fromkeys((0, 1), ((540, 720), (840, 960))))
    assert (seven.place, seven.must, seven.windows) == (2, True, {2: ((600, 720),)})
    assert (lab.place, lab.minutes, lab.must) == (1, 0.5, False)
    assert lab.windows == {0: ((540, 1050),), 1: ((540, 1050),), 2: ((540, 900),)}
    assert list(problem.travel[3]) == [30, 20.5, 10, 0]
    assert problem.travel_cost == 0


def test_what_is_harmless_is_passed_over() -> None:
    one = deepcopy(SMALL)
    one |= {"comment": "by chance", "travel_cost": 0.02}
    one["days"][0] |= {"name": "Monday", "lunch": None, "longest": None}
    del one["days"][0]["end"]
    one["hosts"][0] |= {"windows": [[[540, 720], [560, 600], [540, 700], [710, 800]], None]}
    problem = form.problem_of(one).problem
    assert problem.travel_cost == 0.02
    assert problem.blocks[0].end_place == 0
    assert list(problem.visits[0].windows[0]) == [(540, 720), (710, 800)]
    assert form.problem_of({"days": [], "hosts": [], "travel": [[0]]}).problem.visits == ()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "This is not JSON; line 1, column 1."),
        ('{"days": [,]}', "This is not JSON; line 1, column 11."),
        (b"\xff\xfe\xfa", "This is not JSON; line 1, column 1."),
        ("[" * 100_000, "This is not JSON; line 1, column 1."),
        ("9" * 5_000, "This is not JSON; line 1, column 1."),
        ("[]", "{ }: an object is expected, as in { }."),
        ("null", "{ }: this is missing."),
        ("{}", "days: this is missing."),
        (changed("hosts", {}), "hosts: a list is expected, as in [ ]."),
        (changed("hosts.1", "x"), "hosts[1]: an object is expected, as in { }."),
        (changed("hosts.1.id", gone=True), "hosts[1].id: this is missing."),
        (changed("hosts.1.id", " "), "hosts[1].id: a text or a whole number is expected."),
        (changed("hosts.1.id", "riken"), "hosts[1].id: “riken” is there twice."),
        (changed("hosts.0.id", "7"), "hosts[1].id: “7” is there twice."),
        (changed("hosts.1.value", gone=True), "hosts[1].value: this is missing."),
        (changed("hosts.1.value", "much"), "hosts[1].value: a number is expected."),
        (changed("hosts.1.value", True), "hosts[1].value: a number is expected."),
        (changed("hosts.1.value", float("nan")), "hosts[1].value: a number is expected."),
        *(
            (changed("hosts.1.value", value), f"hosts[1].value: {AT_MOST}")
            for value in (float("inf"), 10**400, 1e308, -1e308)
        ),
        (changed("travel.2.3", 1e308), f"travel[2][3]: {AT_MOST}"),
        (changed("travel.2.3", float("inf")), f"travel[2][3]: {AT_MOST}"),
        (changed("travel.2.3", True), "travel[2][3]: a number is expected."),
        (
            changed("hosts.1.windows", {"1": [600, 720], "2": []}),
            "hosts[1].windows.2: there is no such day; they are numbered from 0 to 1.",
        ),
        (
            changed("hosts.1.windows.1.0", {"open": 600}),
            "hosts[1].windows[1][0].close: this is missing.",
        ),
        ('{"days": [], "days": [1]}', "{ }: “days” is there twice."),
        (changed("hosts.1.duration", -1), "hosts[1].duration: this must not be less than 0."),
        (changed("hosts.1.must", "yes"), "hosts[1].must: true or false is expected."),
        (
            changed("hosts.1.place", 4),
            "hosts[1].place: there is no place 4; they are numbered from 0 to 3.",
        ),
        (
            changed("hosts.1.place", 1.5),
            "hosts[1].place: a whole number from 0 to 3 is expected.",
        ),
        (
            changed("hosts.1.windows", []),
            "hosts[1].windows: there are windows for 0 days, but 2 days.",
        ),
        (
            changed("hosts.1.windows.1.0", [600]),
            "hosts[1].windows[1][0]: two numbers are expected, such as [540, 720].",
        ),
        (
            changed("hosts.1.windows.1", 600),
            "hosts[1].windows[1]: a list is expected, as in [ ].",
        ),
        (
            changed("hosts.1.windows.1.0", [720, 600]),
            "hosts[1].windows[1][0]: this ends before it begins.",
        ),
        (changed("days.1.close", 500), "days[1].close: this ends before it begins."),
        (changed("days.1.start", gone=True), "days[1].start: this is missing."),
        (changed("days.1.open", gone=True), "days[1].open: this is missing."),
        (
            changed("days.1.end", -1),
            "days[1].end: there is no place -1; they are numbered from 0 to 3.",
        ),
        (changed("days.1.tracks", 0), "days[1].tracks: a whole number from 1 to 20 is expected."),
        (changed("days.1.tracks", 1.5), "days[1].tracks: a whole number from 1 to 20 is expected."),
        (changed("days.1.longest", -5), "days[1].longest: this must not be less than 0."),
        (changed("days.1.lunch", {}), "days[1].lunch.open: this is missing."),
        (changed("days.1.lunch.close", 0), "days[1].lunch.close: this ends before it begins."),
        (changed("days", [{}] * 63), "days: 63 entries are too many; at most 62 are possible."),
        (changed("travel", []), "travel: there is no place in it."),
        (changed("travel.2", [0, 0]), "travel[2]: 2 entries, but there are 4 rows."),
        (changed("travel.2", "x"), "travel[2]: a list is expected, as in [ ]."),
        (changed("travel.2.3", -1), "travel[2][3]: this must not be less than 0."),
        (changed("travel.2.3", None), "travel[2][3]: this is missing."),
        (changed("travel.2.3", float("nan")), "travel[2][3]: a number is expected."),
        (changed("travel_cost", -1), "travel_cost: this must not be less than 0."),
        (
            {**SMALL, "travel": [[0, 1], [1, 0]]},
            "hosts[0].place: there is no place -1; they are numbered from 0 to 1.",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(value: object, sentence: str) -> None:
    assert told(value) == sentence


def test_windows_may_be_written_in_other_ways() -> None:
    day = ((540.0, 720.0),)
    for windows, expected in (
        ([540, 720], {0: day, 1: day, 2: day}),
        ([[540, 720], []], {0: day, 1: day}),
        ([None, [540, 720]], {2: day}),
        ({"1": [[540, 720]]}, {2: day}),
        ({"0": [540, 720], "1": None}, {0: day, 1: day}),
        ([[{"open": 540, "close": 720}], [{"start": 540, "end": 720}]], {0: day, 1: day, 2: day}),
        ({}, {}),
    ):
        problem = form.problem_of(changed("hosts.0.windows", windows)).problem
        assert problem.visits[0].windows == expected


def test_the_ways_may_be_called_matrix() -> None:
    one = changed("travel", gone=True) | {"matrix": SMALL["travel"]}
    assert form.problem_of(one) == form.problem_of(SMALL)


def test_hosts_without_a_place_are_where_no_day_begins_or_ends() -> None:
    ways = [[0] * 5] * 5
    for start, end, places in ((0, 1, [2, 3, 4]), (0, 4, [1, 2, 3]), (4, 3, [0, 1, 2])):
        one = {
            "days": [{"start": start, "end": end, "open": 0, "close": 9}],
            "hosts": [{"id": n, "value": 1, "duration": 1} for n in range(3)],
            "travel": ways,
        }
        assert [visit.place for visit in form.problem_of(one).problem.visits] == places


def test_more_pairs_of_hosts_and_days_than_there_is_time_for_are_refused() -> None:
    one = {
        "days": [{"start": 0, "open": 0, "close": 9, "tracks": 20}] * 62,
        "hosts": [{"id": n, "value": 1, "duration": 1} for n in range(162)],
        "travel": [[0] * 163] * 163,
    }
    assert told(one) == "hosts: 162 entries are too many; at most 161 are possible."


def test_what_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "LARGEST", 1024**2)
    assert told(" " * (1024**2 + 1)) == "This is too large; at most 1 MB can be read."


def test_a_plan_has_a_list_for_each_day_and_track() -> None:
    given = form.problem_of(SMALL)
    answer = Answer((Route(1, (Stop(2, 560), Stop(0, 600.25))),), 40, bound=41.5, impossible=(1,))
    assert form.plan_of(given, answer) == {
        "routes": [[], ["lab", "riken"], []],
        "starts": [[], [560, 600.25], []],
        "value": 40,
        "proven": False,
        "bound": 41.5,
        "impossible": [7],
    }
    assert form.plan_of(given, Answer(proven=True)) == {
        "routes": [[], [], []],
        "starts": [[], [], []],
        "value": 0,
        "proven": True,
    }
