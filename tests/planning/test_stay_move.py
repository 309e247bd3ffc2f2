"""What moving a stay does is known before it is done."""

from datetime import date, time

from desktop.domain import Exchange, Item, Moment, Task, Trilingual
from desktop.domain.codes import DueAnchor
from desktop.domain.plan import STAY, Attendance, Booking, PersonFact, Plan, RecordFact
from desktop.domain.time import DayPart
from desktop.planning.stay_move import StayMove, found_after_move, moved_stay

TODAY, FIRST, LAST = date(2027, 3, 1), date(2027, 9, 1), date(2027, 11, 30)
TOKYO = "Asia/Tokyo"


def _task(title: str, offset: int = 0, **values: object) -> Task:
    anchor = DueAnchor.START if offset else DueAnchor.FIXED
    return Task(
        title=Trilingual(en=title), **{"anchor": anchor.value, "offset_days": offset, **values}
    )


def _moved(days: int, *tasks: Task, items: tuple[Item, ...] = (), **stay: object) -> StayMove:
    exchange = Exchange(**{"direction": "dk_jp", "start": FIRST, "end": LAST, **stay})
    moved = moved_stay(exchange, items, tasks, days, TODAY, TOKYO)
    assert moved is not None
    return moved


def test_a_stay_keeps_its_length() -> None:
    moved = _moved(21)
    assert (moved.first, moved.last) == (date(2027, 9, 22), date(2027, 12, 21))
    assert _moved(21, end=None).last is None


def test_open_deadlines_move_the_earliest_first_and_to_a_working_day() -> None:
    moved = _moved(21, _task("Visa", -42), _task("Housing", -73, turn="host"))
    assert [(task.title.en, day) for task, day in moved.moving] == [
        # 11 July 2027 is a Sunday, and 9 July the Friday before.
        ("Housing", date(2027, 7, 9)),
        ("Visa", date(2027, 8, 11 - 1)),
    ]


def test_what_is_done_or_dated_by_hand_stays() -> None:
    moved = _moved(
        21,
        _task("Done", -42, done=TODAY, due=date(2027, 7, 21)),
        _task("By hand", due=date(2027, 8, 2)),
        _task("Some day"),
    )
    assert (moved.moving, moved.done, moved.fixed) == ((), 1, 1)


def test_deadlines_that_come_to_lie_in_the_past_are_named() -> None:
    moved = _moved(-21, _task("Soon", -170), _task("Late already", -200))
    assert [task.title.en for task, _day in moved.passed] == ["Soon"]
    assert len(moved.moving) == 2


def test_a_holiday_of_the_visited_country_on_the_first_or_last_day() -> None:
    assert _moved(22).holidays == ((date(2027, 9, 23), "秋分の日"),)
    assert _moved(22, direction="jp_dk").holidays == ()
    assert _moved(0, end=date(2027, 11, 23)).holidays == ((date(2027, 11, 23), "勤労感謝の日"),)


def test_items_move_along_pinned_or_not() -> None:
    day = Moment(FIRST, time(9), TOKYO)
    items = (
        Item(start=day),
        Item(start=day, pinned=True),
        Item(start=day, status="cancelled"),
        Item(),
    )
    moved = _moved(1, items=items)
    assert (moved.items, moved.pinned) == (2, 1)


def test_a_stay_without_a_first_day_does_not_move() -> None:
    assert moved_stay(Exchange(), (), (), 3, TODAY, TOKYO) is None


def _plan(expiry: date) -> Plan:
    def moment(day: date) -> Moment:
        return Moment(day, zone=TOKYO, part=DayPart.ALL_DAY)

    return Plan(
        TODAY,
        bookings={
            "x": Booking(
                "x",
                "exchange",
                "x",
                sort=STAY,
                start=moment(FIRST),
                end=moment(LAST),
                people=(Attendance("ida"),),
            )
        },
        records={
            ("exchange", "x"): RecordFact(
                "exchange",
                "x",
                direction="dk_jp",
                start=FIRST,
                end=LAST,
                home_zone="Europe/Copenhagen",
                visit_zone=TOKYO,
                person_id="ida",
            )
        },
        people={"ida": PersonFact("ida", nationality="DK", passport_expiry=expiry)},
    )


def test_the_moved_plan_holds_the_stay_at_its_new_days_and_the_old_one_stays() -> None:
    plan = _plan(date(2037, 1, 1))
    found, settled, then = found_after_move(plan, "x", 21)
    assert (found, settled) == ([], 0)
    assert then.records["exchange", "x"].end == date(2027, 12, 21)
    assert then.bookings["x"].start.date == date(2027, 9, 22)
    assert plan.records["exchange", "x"].end == LAST


def test_nothing_is_found_of_a_stay_that_is_not_in_the_plan() -> None:
    plan = _plan(date(2037, 1, 1))
    assert found_after_move(plan, "gone", 21) == ([], 0, plan)
