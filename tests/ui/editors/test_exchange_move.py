"""A stay moves as one: what that does is said before, and one undo takes it back."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Exchange, Item, Moment, Person, Task, Trilingual
from desktop.domain.codes import DueAnchor, Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.planning.stay_move import StayMove
from desktop.store import exchanges, records
from desktop.ui.desk import Desk
from desktop.ui.editors import exchange_move
from desktop.ui.editors.exchange import ExchangeEditor
from desktop.ui.editors.exchange_move import effects_told
from tests.ui.conflicts.kit import Engine
from tests.ui.sweep import line, press, type_text

FIRST, LAST = date(2027, 9, 1), date(2027, 11, 30)


@pytest.fixture
def stay_id(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """A stay with tasks, one of them done and one dated by hand, and an item on its first day."""

    def task(title: str, **values: object) -> Task:
        return Task(exchange_id=stay.id, title=Trilingual(en=title), **values)

    start = DueAnchor.START.value
    with desk.office.writing("create") as session:
        guest = records.add(session, Person(given="Ida"))
        stay = exchanges.create(session, desk.today(), start=FIRST, end=LAST, person_id=guest.id)
        session.add_all(
            [
                task("Visa", anchor=start, offset_days=-42),
                task("Funding", anchor=start, offset_days=-210, done=date(2026, 11, 1)),
                task("By hand", due=date(2027, 8, 2)),
            ]
        )
        session.add(Item(exchange_id=stay.id, start=Moment(FIRST, time(9), "Asia/Tokyo")))
    desk.watch.stop()
    monkeypatch.setattr(desk, "watch", Engine(desk))
    return stay.id


def _editor(qtbot: QtBot, desk: Desk, stay_id: str) -> ExchangeEditor:
    editor = ExchangeEditor(desk, stay_id)
    qtbot.addWidget(editor)
    desk.changed.connect(lambda _kinds: editor.reload())
    editor.resize(1000, 700)
    editor.show()
    return editor


def _days(desk: Desk, stay_id: str) -> tuple[date | None, date | None]:
    stay = desk.read(lambda session: records.get(session, Exchange, stay_id))
    return stay.start, stay.end


def test_it_moves_by_weeks_and_days_as_one_action(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.ask_move()
    question = editor.question
    assert question.isVisible()
    assert not question.answer.isEnabled(), "it has not moved yet"
    type_text(line(question.weeks), "3")
    press(line(question.weeks), Qt.Key.Key_Return)
    assert question.day.value() == date(2027, 9, 22)
    assert question.effects.text().split("\n") == [
        "22 September – 21 December 2027 (91 days, 90 nights)",
        "1 deadline moves along: Visa (10 Aug 2027)",
        "Tasks that stay: 1 done, 1 dated by hand",
        "1 programme item moves along",
    ]
    question.answer.click()
    assert not question.isVisible()
    assert _days(desk, stay_id) == (date(2027, 9, 22), date(2027, 12, 21))
    (item,) = desk.read(lambda s: records.parts(s, Item, "exchange", stay_id))
    assert item.start.date == date(2027, 9, 22)
    desk.undo()
    assert _days(desk, stay_id) == (FIRST, LAST)


def test_it_moves_to_a_new_first_day(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.ask_move()
    question = editor.question
    line(question.day).selectAll()
    type_text(line(question.day), "23/8/2027")
    press(line(question.day), Qt.Key.Key_Return)
    assert (question.weeks.value(), question.days.value()) == (-1, -2)
    question.answer.click()
    assert _days(desk, stay_id) == (date(2027, 8, 23), date(2027, 11, 21))


def test_a_holiday_on_the_new_first_day_is_said(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.ask_move()
    editor.question.day.set_value(date(2027, 9, 23))
    editor.question.day.edited.emit(date(2027, 9, 23))
    assert (
        "The first day is a public holiday: Autumnal Equinox Day (Thu 23 Sept)"
        in editor.question.effects.text()
    )


def test_what_would_be_found_is_said(
    qtbot: QtBot, desk: Desk, stay_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(plan: Plan, _stay: str, days: int) -> tuple[list[Finding], int, Plan]:
        values = {"expiry": date(2027, 12, 1), "end": date(2027, 12, 21)}
        passport = Finding(Rule.PASSPORT_EXPIRY, Severity.WARNING, values=values)
        return ([passport] if days == 21 else [], 2 if days == 21 else 0, plan)

    monkeypatch.setattr(exchange_move, "found_after_move", found)
    editor = _editor(qtbot, desk, stay_id)
    editor.ask_move()
    editor.question.weeks.set_value(3)
    editor.question.weeks.edited.emit(3)
    told = editor.question.effects.text().split("\n")
    assert told[-2].startswith("New: The passport of")
    assert told[-1] == "2 findings are settled by it"


def test_typing_a_new_first_day_in_the_field_leaves_the_last_day(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("start", date(2027, 9, 8))
    assert _days(desk, stay_id) == (date(2027, 9, 8), LAST)


def test_nothing_is_asked_of_a_stay_without_a_first_day(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("start", None)
    editor.ask_move()
    assert not editor.question.isVisible()


def test_a_change_meanwhile_is_followed(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.ask_move()
    question = editor.question
    question.weeks.set_value(1)
    question.weeks.edited.emit(1)
    editor.form.edited.emit("start", date(2027, 9, 2))
    assert question.day.value() == date(2027, 9, 9)
    editor.form.edited.emit("start", None)
    assert not question.isVisible()


def test_leaving_asks_no_more(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.ask_move()
    assert editor.leave()
    assert not editor.question.isVisible()


def test_deadlines_that_would_be_past_are_named() -> None:
    task = Task(title=Trilingual(en="Visa"))
    day = date(2026, 11, 20)
    move = StayMove(FIRST, None, moving=((task, day),) * 4, passed=((task, day),))
    assert list(effects_told(move)) == [
        "4 deadlines move along: Visa (20 Nov 2026), Visa (20 Nov 2026), Visa (20 Nov 2026), …",
        "Deadlines that would lie in the past: Visa (20 Nov 2026)",
    ]
