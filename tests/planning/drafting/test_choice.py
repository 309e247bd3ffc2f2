"""The best plan of all is chosen: the same as trying everything finds."""

from dataclasses import replace
from random import Random

import highspy
import pytest

from desktop.planning.drafting.choice import choose
from desktop.planning.drafting.columns import Columns
from desktop.planning.drafting.problem import Answer, Block, Problem, Route, Stop, Visit
from tests.planning.drafting import brute, checker
from tests.planning.drafting.kit import random_problem


def filled(problem: Problem) -> Columns:
    columns = Columns(problem)
    assert columns.fill()
    return columns


def small(seed: int) -> Problem:
    rng = Random(seed)
    return random_problem(rng, rng.randint(1, 4), rng.randint(1, 2), rng.randint(1, 2))


@pytest.mark.parametrize("seed", range(40))
def test_the_choice_is_the_best_of_all(seed: int) -> None:
    problem = small(seed)
    plan, expected = choose(filled(problem), 30.0), brute.best(problem)
    assert plan is not None
    assert expected is not None
    assert checker.faults(problem, plan) == []
    assert len(plan.impossible) == len(expected.impossible)
    assert plan.value == pytest.approx(expected.value)
    assert plan.value == pytest.approx(checker.value(problem, plan))
    assert plan.proven
    assert plan.bound == pytest.approx(plan.value)


@pytest.mark.parametrize("grain", [10.0, 1.0])
@pytest.mark.parametrize("seed", [1, 9])
def test_of_some_routes_the_choice_is_the_best_too_but_proves_nothing(
    seed: int, grain: float
) -> None:
    problem = random_problem(Random(seed), 12, 4, features=("lunch",))
    visits = tuple(replace(one, value=grain * round(one.value / grain)) for one in problem.visits)
    columns = filled(replace(problem, visits=visits, travel_cost=0.0))
    best = choose(columns, 30.0)
    columns.is_complete = False
    plan = choose(columns, 30.0)
    assert best is not None
    assert plan is not None
    assert plan.value == pytest.approx(best.value)
    assert len(plan.impossible) == len(best.impossible)
    assert not plan.proven
    assert plan.bound is None


@pytest.mark.parametrize("seed", range(15))
def test_a_visit_is_forced_in_or_said_to_be_in_no_plan(seed: int) -> None:
    problem = small(seed)
    columns = filled(problem)
    for visit in range(len(problem.visits)):
        plan, expected = choose(columns, 30.0, force=[visit]), brute.best(problem, [visit])
        if plan is None:
            assert expected is None
            continue
        assert expected is not None
        assert checker.faults(problem, plan) == []
        assert visit in {stop.visit for route in plan.routes for stop in route.stops}
        assert len(plan.impossible) == len(expected.impossible)
        assert plan.value == pytest.approx(expected.value)


def most(columns: Columns) -> float:
    """What the best choice is worth by an integer programme of two kinds of rows alone."""
    model = highspy.Highs.__mro__[1]()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    upper = [1.0] * len(columns.problem.visits) + [float(len(g.blocks)) for g in columns.groups]
    for limit in upper:
        model.addRow(-highspy.kHighsInf, limit, 0, [], [])
    for number, order in enumerate(columns.orders):
        inside = [*order, len(columns.problem.visits) + columns.group[number]]
        model.addCol(-columns.scores[number], 0.0, 1.0, len(inside), inside, [1.0] * len(inside))
        model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    model.run()
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return -float(model.getInfo().objective_function_value)


def as_good_as_can_be(problem: Problem) -> None:
    columns = filled(problem)
    plan = choose(columns, 60.0)
    assert plan is not None
    assert checker.faults(problem, plan) == []
    assert plan.proven
    assert plan.value == pytest.approx(most(columns), abs=1e-4)


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 6])
def test_the_choice_of_many_routes_is_the_best_of_all(seed: int) -> None:
    """Some of these have to branch on visits: tiny problems are whole at once."""
    features = ("lunch", "windows", "ends", "bonus")
    problem = random_problem(Random(seed), 16, 2, 2, features=features)
    as_good_as_can_be(replace(problem, travel_cost=0.1))


@pytest.mark.parametrize("seed", [10, 29, 30, 48])
def test_groups_that_do_not_differ_have_the_best_routes_of_all(seed: int) -> None:
    """Here it has to branch on whether two visits go together."""
    rng = Random(seed)
    spots = [(rng.randint(0, 60), rng.randint(0, 60)) for _ in range(9)]
    travel = tuple(tuple(float(abs(a - c) + abs(b - d)) for c, d in spots) for a, b in spots)
    spans = dict.fromkeys(range(3), ((0.0, 200.0),))
    visits = tuple(
        Visit(f"v{n}", n, float(rng.choice((20, 30, 40))), 10.0 + rng.randint(0, 3), spans)
        for n in range(8)
    )
    day = tuple(Block(0, 8, 8, 0, 200, track=track) for track in range(3))
    as_good_as_can_be(Problem(visits, day, travel, travel_cost=0.1))


def test_a_visit_is_left_out_when_asked() -> None:
    problem = random_problem(Random(4), 8, 2, features=())
    columns = filled(problem)
    for visit in range(3):
        plan = choose(columns, 30.0, without=[visit])
        assert plan is not None
        assert visit not in {stop.visit for route in plan.routes for stop in route.stops}


@pytest.mark.parametrize("seed", range(6))
def test_of_plans_worth_the_same_it_is_always_the_same(seed: int) -> None:
    """Visits that differ in nothing: which are taken is chance, unless it is settled."""
    spans = {0: ((0.0, 10.0),), 1: ((0.0, 10.0),)}
    visits = tuple(Visit(f"v{n}", n, 3.0, 10.0, spans) for n in range(7))
    travel = tuple(tuple(0.0 if a == b else 1.0 for b in range(8)) for a in range(8))
    problem = Problem(visits, (Block(0, 7, 7, 0, 12), Block(0, 7, 7, 0, 12, track=1)), travel)
    columns = filled(problem)
    expected = choose(columns, 30.0)
    assert expected is not None
    assert [len(route.stops) for route in expected.routes] == [2, 2]
    rng = Random(seed)
    other = rng.sample(range(7), 4)
    routes = [columns.days[0].best(other[:2]), columns.days[0].best(other[2:])]
    stops = [route.stops for route in routes if route is not None]
    start = Answer((Route(0, stops[0]), Route(1, stops[1])))
    assert choose(columns, 30.0, start=start, seed=seed) == expected


def test_a_start_that_breaks_a_rule_is_not_begun_with() -> None:
    spans = {0: ((0.0, 10.0),), 1: ((0.0, 10.0),)}
    visits = tuple(Visit(f"v{n}", n, 3.0, 10.0, spans, must=True) for n in range(2))
    travel = tuple(tuple(0.0 if a == b else 1.0 for b in range(3)) for a in range(3))
    day = (Block(0, 2, 2, 0, 6), Block(0, 2, 2, 0, 6, track=1))
    problem = Problem(visits, day, travel, alone=((0, 1),))
    start = Answer((Route(0, (Stop(0, 1.0),)), Route(1, (Stop(1, 1.0),))))
    plan = choose(filled(problem), 30.0, start=start)
    assert plan is not None
    assert checker.faults(problem, plan) == []
    assert len(plan.impossible) == 1


def test_nothing_to_choose_from_is_a_plan_without_visits() -> None:
    visit = Visit("must", 0, 3.0, 10.0, {}, must=True)
    problem = Problem((visit,), (Block(0, 1, 1, 0, 12),), ((0, 1), (1, 0)))
    columns = filled(problem)
    assert choose(columns, 1.0) == Answer(bound=0.0, proven=True, impossible=(0,))
    assert choose(columns, 1.0, force=[0]) is None


def test_of_some_routes_the_choice_is_best_but_proves_nothing() -> None:
    problem = random_problem(Random(4), 6, 2, features=())
    columns = Columns(problem)
    assert columns.add(columns.kinds[0], [1, 0])
    assert not columns.add(columns.kinds[0], [1, 0])
    plan = choose(columns, 5.0)
    assert plan is not None
    assert len(plan.routes) == 1
    assert (plan.bound, plan.proven) == (None, False)
