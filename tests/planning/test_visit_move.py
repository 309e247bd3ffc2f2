"""What moving a whole visit does to deadlines, holidays and weekdays."""

from datetime import date, timedelta

from desktop.domain import Delegation, Item, Moment, Task, Trilingual
from desktop.planning.visit_move import Effects, effects_of_moving

MONDAY = date(2027, 4, 19)
TODAY = date(2027, 3, 1)


def visit(**values: object) -> Delegation:
    start = {"direction": "dk_jp", "start": MONDAY, "end": MONDAY + timedelta(days=4)}
    return Delegation(**{**start, **values})


def item(name: str, day: date | None, kind: str = "visit", **values: object) -> Item:
    given = {"status": "tentative", "pinned": False, **values}
    return Item(title=Trilingual(en=name), kind=kind, start=Moment(day), **given)


def task(name: str, offset: int, anchor: str = "start", **values: object) -> Task:
    return Task(title=Trilingual(en=name), anchor=anchor, offset_days=offset, **values)


def effects(days: int, *parts: Item | Task, today: date = TODAY, **values: object) -> Effects:
    items = [part for part in parts if isinstance(part, Item)]
    tasks = [part for part in parts if isinstance(part, Task)]
    return effects_of_moving(visit(**values), items, tasks, days, today, "Asia/Tokyo")


def named(pairs: tuple[tuple[Item, date], ...] | tuple[tuple[Task, date], ...]) -> list[str]:
    return [f"{one.title.en} {day:%d.%m.}" for one, day in pairs]


def test_a_quiet_move_says_nothing() -> None:
    found = effects(-14, item("visit", MONDAY), task("letters", -12))
    assert not found


def test_open_deadlines_that_would_be_over_are_told_once() -> None:
    tasks = [
        task("soon", -40),
        task("over already", -60),
        task("done", -40, done=TODAY),
        task("fixed", 0, "fixed", due=date(2027, 3, 5)),
    ]
    assert named(effects(-14, *tasks).overdue) == ["soon 24.02."]


def test_a_deadline_is_over_when_the_working_day_before_it_is() -> None:
    # Of what is the office's turn: counted to Sunday 7 March, it is due on the Friday.
    saturday = date(2027, 3, 6)
    assert named(effects(-7, task("call", -36), today=saturday).overdue) == ["call 05.03."]
    assert effects(-7, task("call", -35), today=saturday).overdue == ()


def test_holidays_of_the_visited_country_that_the_visit_would_have() -> None:
    assert effects(7).holidays == ((date(2027, 4, 29), "昭和の日"),)
    there = effects(14, direction="jp_dk").holidays
    assert there == ((date(2027, 5, 6), "Kristi himmelfartsdag"),)
    assert effects(0, start=date(2027, 4, 26), end=date(2027, 4, 30)).holidays == ()
    assert effects(9, start=None, end=None).holidays == ()
    assert effects(10, end=None).holidays == ((date(2027, 4, 29), "昭和の日"),)


def test_items_that_would_come_to_lie_on_a_weekend_or_holiday() -> None:
    items = [
        item("visit", MONDAY),
        item("flight", MONDAY, "flight"),
        item("called off", MONDAY, status="cancelled"),
        item("at the weekend already", MONDAY + timedelta(days=5)),
        item("not placed", None),
    ]
    assert named(effects(5, *items).closed) == ["visit 24.04."]
    assert named(effects(10, item("visit", MONDAY)).closed) == ["visit 29.04."]


def test_pinned_items_move_along_and_are_counted() -> None:
    items = [item("a", MONDAY, pinned=True), item("b", None, pinned=True), item("c", MONDAY)]
    assert effects(7, *items).pinned == 1
