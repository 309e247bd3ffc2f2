"""The office changes its checklists in place, and can always go back to what shipped."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.domain import ChecklistLine, Trilingual
from desktop.domain.checklist import Step
from desktop.domain.codes import Checklist, Condition
from desktop.store import checklists
from desktop.ui.checklists.panel import ChecklistPanel, condition_text
from desktop.ui.desk import Desk
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.tasks.due import Due
from desktop.ui.widgets import Confirm

JAPAN = Checklist.EXCHANGE_TO_JAPAN


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ChecklistPanel:
    """The checklist of exchanges to Japan, following the file."""
    panel = ChecklistPanel(desk)
    qtbot.addWidget(panel)
    desk.changed.connect(lambda _kinds: panel.reload())
    panel.choose_list(JAPAN)
    panel.show()
    return panel


def _step(desk: Desk, code: str, template: str = JAPAN) -> Step:
    found = desk.read(lambda session: checklists.steps(session, template))
    return next(step for step in found if step.code == code)


def _cells(panel: ChecklistPanel, step: str) -> list[str]:
    at = panel.model.place_of(step)
    return [str(panel.model.index(at, n).data()) for n in range(panel.model.columnCount())]


def test_each_list_is_read_in_its_order(panel: ChecklistPanel) -> None:
    assert panel.model.rowCount() == 16
    assert _cells(panel, "coe") == [
        "16 weeks before the start",
        "Apply for the Certificate of Eligibility (CoE)",
        "Host institution",
        "For stays of more than 90 days, or paid by the host",
        "Checked 23 Nov 2026",
    ]
    panel._list.setCurrentIndex(list(Checklist).index(Checklist.ACCESS))
    panel._list.activated.emit(panel._list.currentIndex())
    assert panel.model.rowCount() == 23


def test_a_changed_step_is_marked_and_can_be_restored(panel: ChecklistPanel, desk: Desk) -> None:
    panel.choose("coe")
    assert not panel._restore.isEnabled()
    panel.form.edited.emit("due", Due("start", None, -140))
    assert _step(desk, "coe").offset_days == -140
    assert desk.office.undo_label() == ("checklist.edit", {})
    assert _cells(panel, "coe")[0] == "20 weeks before the start"
    assert _cells(panel, "coe")[4] == "Changed"
    assert panel.part_id == "coe"  # it is still the one in the form
    panel._restore.click()
    assert _step(desk, "coe").offset_days == -112
    assert desk.office.undo_label() == ("checklist.restore", {})
    desk.undo()
    assert _step(desk, "coe").offset_days == -140


def test_every_field_of_a_step_can_be_changed(panel: ChecklistPanel, desk: Desk) -> None:
    panel.choose("coe")
    for name, value in (
        ("title", Trilingual(en="CoE")),
        ("turn", "office"),
        ("days", 60),
        ("source", "ISA"),
        ("checked", date(2027, 1, 5)),
        ("off", True),
    ):
        panel.form.edited.emit(name, value)
    step = _step(desk, "coe")
    assert (step.title.en, step.turn, step.condition_days) == ("CoE", "office", 60)
    assert (step.source, step.checked, step.off) == ("ISA", date(2027, 1, 5), True)
    assert _cells(panel, "coe")[4] == "Switched off"


def test_the_days_are_asked_only_where_they_count(panel: ChecklistPanel, desk: Desk) -> None:
    panel.choose("housing")
    assert not panel.form.field("days").isVisible()
    panel.form.edited.emit("condition", "longer")
    assert panel.form.field("days").isVisible()
    assert _step(desk, "housing").condition_days == 90


def test_a_step_of_the_offices_own_is_made_by_its_first_field(
    panel: ChecklistPanel, desk: Desk
) -> None:
    panel.add()
    assert desk.read(lambda session: session.scalars(select(ChecklistLine)).all()) == []
    panel.form.edited.emit("title", Trilingual(en="Flowers"))
    panel.form.edited.emit("due", Due("start", None, -7))
    (line,) = desk.read(lambda session: session.scalars(select(ChecklistLine)).all())
    assert (line.template, line.title.en, line.offset_days) == (JAPAN, "Flowers", -7)
    assert _cells(panel, line.id)[4] == "Your own"
    panel.delete()
    assert panel.model.rowCount() == 16
    desk.undo()
    assert panel.model.rowCount() == 17


def test_deleting_a_shipped_step_only_switches_it_off(
    qtbot: QtBot, panel: ChecklistPanel, desk: Desk
) -> None:
    panel.choose("funding")
    with qtbot.waitSignal(desk.noticed) as told:
        panel.delete()
    assert told.args is not None
    assert told.args[0]().startswith("Switched off.")
    assert panel.model.rowCount() == 16
    assert _step(desk, "funding").off
    panel.form.edited.emit("off", False)
    assert not _step(desk, "funding").line_id


def test_several_steps_are_checked_in_one_action(panel: ChecklistPanel, desk: Desk) -> None:
    with desk.office.writing("checklist.edit") as session:
        for code in ("coe", "visa"):
            checklists.change(session, JAPAN, code, checked=date(2020, 1, 1))
    panel.table.choose(["coe", "visa"])
    panel._checked.click()
    assert {_step(desk, code).checked for code in ("coe", "visa")} == {desk.today()}
    desk.undo()
    assert {_step(desk, code).checked for code in ("coe", "visa")} == {date(2020, 1, 1)}


@pytest.mark.parametrize("sure", [True, False])
def test_the_whole_list_is_restored_after_a_question(
    panel: ChecklistPanel, desk: Desk, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    with desk.office.writing("checklist.edit") as session:
        checklists.change(session, JAPAN, "coe", off=True)
        checklists.add_step(session, JAPAN, title=Trilingual(en="Flowers"))
    monkeypatch.setattr(Confirm, "ask", lambda *_arguments, **_options: sure)
    panel.restore_all()
    assert panel.model.rowCount() == (16 if sure else 17)
    assert _step(desk, "coe").off is not sure


def test_a_condition_names_its_days() -> None:
    assert condition_text(Condition.UP_TO, 90) == "For stays of up to 90 days"
    assert condition_text(Condition.ALWAYS, 0) == "Always"


def test_the_settings_lead_to_one_list(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert not page.checklists.isVisible()
    page.show_part("checklists:exchange_to_denmark")
    assert page.checklists.isVisible()
    assert page.checklists.owner_id == "exchange_to_denmark"
    assert page.checklists._list.currentText() == "Exchange, Japan → Denmark"
    with desk.office.writing("checklist.edit") as session:
        checklists.change(session, "exchange_to_denmark", "siri", off=True)
    assert _cells(page.checklists, "siri")[4] == "Switched off"
    assert page.leave()
