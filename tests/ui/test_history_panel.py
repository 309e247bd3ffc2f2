"""The history of a record as an officer reads it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Group, Member, Person, Trilingual
from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.language import use
from desktop.store import delegations, findings, records
from desktop.ui.desk import Desk
from desktop.ui.history_panel import HistoryPanel


def _visit(desk: Desk) -> str:
    with desk.office.writing("create", kind="delegation") as session:
        visit = delegations.create(session, desk.today(), title=Trilingual(en="Visit", ja="視察団"))
    return visit.id


def test_changes_are_sentences_newest_first_below_their_day(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    with desk.office.writing("edit", kind="delegation") as session:
        records.update(session, Delegation, record, budget_holder="The ministry")
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load(record)
    assert panel.lines() == [
        "Monday 23 November 2026",
        "Mette Demo filled in “Budget holder” of “Visit”: “The ministry”",
        "Mette Demo added delegation “Visit”",
    ]
    use("ja")
    panel.say_again()
    assert panel.lines()[0] == "2026年11月23日（月）"
    assert "視察団" in panel.lines()[1]


def test_an_undone_change_stays_in_the_history(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, record, note="x")
    desk.office.undo()
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load(record)
    assert panel.lines()[1:4] == [
        "Undone: Mette Demo: Edit “Visit”",
        "Mette Demo emptied “Note” of “Visit”, it was “x”",
        "Mette Demo filled in “Note” of “Visit”: “x”",
    ]


def test_a_mere_change_of_order_is_one_line(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    with desk.office.writing("members.add") as session:
        for name in "AB":
            person = Person(family=name)
            session.add(person)
            session.flush()
            delegations.add_member(session, record, person.id)
    with desk.office.writing("members.order") as session:
        records.reorder(reversed(records.parts(session, Member, "delegation", record)))
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load(record)
    assert panel.lines()[1] == "Mette Demo: Change the order"


def test_a_large_action_is_cut_short(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    with desk.office.writing("office.import") as session:
        session.add_all(Group(delegation_id=record, code=f"G{n}") for n in range(30))
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load(record)
    assert panel.lines()[1] == "Mette Demo: Import"
    assert len(panel.lines()) == 1 + 1 + 8 + 1 + 1
    assert "and 22 more changes" in panel.lines()


def test_times_are_the_officers_own(
    qtbot: QtBot, desk: Desk, clock: Callable[[], datetime]
) -> None:
    desk.settings.home_zone = "Pacific/Auckland"
    record = _visit(desk)
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load(record)
    assert clock().hour == 9
    texts = [
        panel._model.index(row, 0).data(
            Qt.ItemDataRole.AccessibleTextRole
        )  # what a screen reader says
        for row in range(panel._model.rowCount())
    ]
    assert texts[1].startswith("22:00 Mette Demo")


def test_what_was_accepted_is_called_by_its_rule(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    for state, reason in (("1f", "video"), ("2e", "still video")):
        found = Finding(
            Rule.PERSON_TWICE, Severity.BLOCK, records=(("delegation", record),), state=state
        )
        with desk.office.writing("finding.accept") as session:
            findings.accept(session, found, reason, "Mette", desk.today())
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load(record)
    assert panel.lines()[1:3] == [
        "Mette Demo changed “Reason” of “A person in two places” from “video” to “still video”",
        "Mette Demo added accepted finding “A person in two places”",
    ]


def test_nothing_made_yet_says_so(qtbot: QtBot, desk: Desk) -> None:
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.load("")
    assert panel.lines() == []
