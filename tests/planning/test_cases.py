"""Cases put together from troubles, and what became of them."""

from desktop.domain.codes import Rule
from desktop.planning.cases import Cases
from desktop.planning.trouble import Trouble


def trouble(*people: str, booking: str = "a", gravity: int = 0) -> Trouble:
    return Trouble(Rule.NO_MEAL, (booking,), people, gravity=gravity)


def test_troubles_of_one_case_are_put_together_the_gravest_first() -> None:
    cases = Cases()
    cases.put(("one",), [trouble("ida"), trouble("bo", gravity=2)])
    cases.put(("other",), [trouble("eva", gravity=1)])
    (case,) = cases
    assert cases.people(case) == {"ida", "bo", "eva"}
    assert [one.people for one in cases.troubles(case)] == [("bo",), ("eva",), ("ida",)]


def test_a_case_is_gone_with_its_last_trouble() -> None:
    cases = Cases()
    cases.put(("one",), [trouble("ida")])
    cases.put(("other",), [trouble("bo")])
    (case,) = cases
    cases.put(("one",))
    assert cases.people(case) == {"bo"}
    cases.put(("other",))
    assert (list(cases), cases.troubles(case)) == ([], [])


def test_what_changed_is_told_once_with_whom_it_concerned() -> None:
    cases = Cases()
    cases.put(("one",), [trouble("ida")])
    (case,) = cases
    assert cases.changed() == {case: None}
    assert cases.changed() == {}
    cases.put(("one",), [trouble("bo")])
    cases.put(("two",), [trouble("eva", booking="b")])
    assert cases.changed() == {case: {"ida"}, trouble(booking="b").case: None}
