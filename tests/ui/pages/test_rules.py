"""The office weighs the rules in its settings."""

from pytestqt.qtbot import QtBot

from desktop.domain.codes import Rule, Severity
from desktop.store import findings
from desktop.ui.desk import Desk
from desktop.ui.forms import Choice
from desktop.ui.pages.settings import SettingsPage
from tests.ui.conflicts.kit import Visit


def _page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def _choice(page: SettingsPage, rule: Rule) -> Choice:
    control = page.form.field(f"rule_{rule}").control()
    assert isinstance(control, Choice)
    return control


def test_every_rule_is_as_usual_until_it_is_chosen(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _page(qtbot, desk)
    for rule in Rule:
        assert _choice(page, rule).currentText().startswith("As usual: "), rule
    assert _choice(page, Rule.PERSON_TWICE).currentText() == "As usual: Must be solved"
    assert _choice(page, Rule.WEEKEND).currentText() == "As usual: Hint"


def test_a_choice_counts_at_once_and_can_be_taken_back(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    page = _page(qtbot, desk)
    control = _choice(page, Rule.CAPACITY)
    control.setCurrentIndex(control.findText("Off"))
    control.activated.emit(control.currentIndex())
    assert desk.read(findings.severities) == {Rule.CAPACITY: Severity.OFF}
    assert Rule.CAPACITY not in {one.rule for one in desk.watch.findings()}
    desk.undo()
    assert desk.read(findings.severities) == {}
    assert control.currentText() == "As usual: Warning"
    control.setCurrentIndex(control.findText("Must be solved"))
    control.activated.emit(control.currentIndex())
    control.setCurrentIndex(0)
    control.activated.emit(0)
    assert desk.read(findings.severities) == {}
