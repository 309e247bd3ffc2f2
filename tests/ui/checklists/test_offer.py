"""A record is offered the checklist that fits it, and what it lacks or has too much of."""

from collections.abc import Sequence
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Exchange, Task
from desktop.language import use
from desktop.planning.holidays import holiday_on
from desktop.store import records
from desktop.ui.checklists import ChecklistOffer
from desktop.ui.checklists.offer import critical_text
from desktop.ui.desk import Desk
from desktop.ui.tasks.task_panel import TaskPanel
from desktop.ui.widgets import PlainLabel


@pytest.fixture(autouse=True)
def holidays_at_hand() -> None:
    """The library of holidays has been loaded, as it is a moment after the start."""
    assert holiday_on("JP", date(2027, 1, 1))


def _stay(desk: Desk, **values: object) -> str:
    said = {"start": date(2027, 5, 10), "end": date(2027, 7, 30), **values}
    with desk.office.writing("create") as session:
        return records.add(session, Exchange(**said)).id


def _change(desk: Desk, record: str, **values: object) -> None:
    with desk.office.writing("edit") as session:
        records.update(session, Exchange, record, **values)


def _panel(qtbot: QtBot, desk: Desk, record: str) -> TaskPanel:
    panel = TaskPanel(desk, "exchange")
    qtbot.addWidget(panel)
    desk.changed.connect(lambda _kinds: panel.load(record))
    panel.load(record)
    panel.resize(900, 600)
    panel.show()
    return panel


def _tasks(desk: Desk, record: str) -> list[Task]:
    return desk.read(lambda session: records.parts(session, Task, "exchange", record))


def _labels(card: TaskPanel) -> Sequence[str]:
    labels = card.card.findChildren(PlainLabel)
    return [label.text() for label in labels if label.isVisible()]


def test_the_fitting_list_is_offered_and_one_press_adds_it(qtbot: QtBot, desk: Desk) -> None:
    record = _stay(desk)
    panel = _panel(qtbot, desk, record)
    card = panel.card
    assert card.isVisible()
    assert "Checklist “Exchange, Denmark → Japan”" in _labels(panel)
    assert card._apply.text() == "Add the checklist (12 steps)"
    with qtbot.waitSignal(desk.noticed) as told:
        card._apply.click()
    assert told.args is not None
    assert (told.args[0](), told.args[1]) == ("12 steps were added.", True)
    assert len(panel.tasks()) == 12
    assert not card.isVisible()
    desk.undo()
    assert _tasks(desk, record) == []
    assert card.isVisible()


def test_the_steps_can_be_read_before_they_are_taken(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(qtbot, desk, _stay(desk))
    assert "Arrange accommodation" not in _labels(panel)
    panel.card._fold.click()
    shown = _labels(panel)
    at = shown.index("Arrange accommodation")
    assert shown[at - 1 : at + 2] == ["10 weeks before the start", "Arrange accommodation", "Host"]


def test_the_preview_speaks_the_windows_language(
    qtbot: QtBot, desk: Desk, request: pytest.FixtureRequest
) -> None:
    panel = _panel(qtbot, desk, _stay(desk))
    panel.card._fold.click()
    use("ja")
    request.addfinalizer(lambda: use("en"))
    panel.card._steps.say_again()
    steps = [label.text() for label in panel.card._steps.findChildren(PlainLabel)]
    assert "宿舎を確保する" in steps


def test_a_record_not_made_yet_is_offered_nothing(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(qtbot, desk, "")
    assert not panel.card.isVisible()
    assert panel._hint.isVisible()


def test_a_longer_stay_is_offered_what_it_lacks(qtbot: QtBot, desk: Desk) -> None:
    record = _stay(desk)
    panel = _panel(qtbot, desk, record)
    panel.card.apply()
    _change(desk, record, end=date(2027, 12, 1))
    shown = _labels(panel)
    assert "As planned now, 4 more steps are needed" in shown
    assert any("Certificate of Eligibility" in text for text in shown)
    panel.card._apply.click()
    assert len(panel.tasks()) == 16
    assert not panel.card.isVisible()


def test_a_shorter_stay_is_told_what_it_needs_no_more(qtbot: QtBot, desk: Desk) -> None:
    record = _stay(desk, end=date(2027, 12, 1))
    panel = _panel(qtbot, desk, record)
    panel.card.apply()
    _change(desk, record, end=date(2027, 6, 1))
    (told,) = _labels(panel)[-1:]
    assert told.startswith("4 steps are no longer needed: Apply for the Certificate")
    panel.card._trim.click()
    assert len(panel.tasks()) == 12
    assert desk.office.undo_label() == ("checklist.trim", {})
    desk.undo()
    assert len(panel.tasks()) == 16


def test_the_list_leads_to_where_it_is_changed(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(qtbot, desk, _stay(desk, direction="jp_dk"))
    asked: list[str] = []
    desk.page_asked.connect(asked.append)
    desk.part_asked.connect(asked.append)
    panel.card._change.click()
    assert asked == ["settings", "checklists:exchange_to_denmark"]


def test_what_is_late_is_counted_and_named() -> None:
    assert critical_text([], 16) == ""
    late = [Task(title=Task().title.with_part("en", f"Step {n}")) for n in range(8)]
    assert critical_text(late[:1], 16) == (
        "1 of 16 deadlines has already passed.\nCritical now: Step 0"
    )
    assert critical_text(late, 16).endswith("Step 4, Step 5, …")


# -- the quiet line for editors


def _offer(qtbot: QtBot, desk: Desk) -> ChecklistOffer:
    offer = ChecklistOffer(desk, "exchange")
    qtbot.addWidget(offer)
    return offer


def test_a_new_record_is_offered_its_list_with_its_first_date(qtbot: QtBot, desk: Desk) -> None:
    record = _stay(desk, start=None, end=None)
    offer = _offer(qtbot, desk)
    offer.begin()
    offer.load(record)
    assert not offer.isVisible()
    _change(desk, record, start=date(2027, 5, 10), end=date(2027, 7, 30))
    offer.load(record)
    assert offer.isVisible()
    (text,) = [label.text() for label in offer.findChildren(PlainLabel)]
    assert text == "The checklist “Exchange, Denmark → Japan” has 12 steps for this record."
    with qtbot.waitSignal(offer.added):
        offer._add()
    assert len(_tasks(desk, record)) == 12
    offer.load(record)
    assert not offer.isVisible()


def test_a_record_that_was_there_before_is_not_pressed(qtbot: QtBot, desk: Desk) -> None:
    offer = _offer(qtbot, desk)
    offer.load(_stay(desk))
    assert not offer.isVisible()


def test_no_is_an_answer(qtbot: QtBot, desk: Desk) -> None:
    record = _stay(desk)
    offer = _offer(qtbot, desk)
    offer.begin()
    offer.load(record)
    offer.drop()
    offer.load(record)
    assert not offer.isVisible()
    assert _tasks(desk, record) == []
