"""Who joins the delegation later or leaves it earlier is noted for one or many at once."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Member, Moment, Person, Trilingual
from desktop.domain.time import DayPart
from desktop.language import use
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.forms import TextLine
from desktop.ui.members.model import CELL_ROLE, FUNCTION
from desktop.ui.members.panel import MembersPanel
from desktop.ui.widgets import PlainLabel
from tests.ui.sweep import press, type_text

LATE = Moment(date(2027, 4, 20), time(14), "Asia/Tokyo")
EARLY = Moment(date(2027, 4, 23), None, "Asia/Tokyo", 0, DayPart.MORNING)


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> MembersPanel:
    """The participants of a delegation of three, in a window."""
    with desk.office.writing("create") as session:
        visit = delegations.create(session, desk.today(), title=Trilingual(en="Visit"))
        for name in ("Alm", "Bjerg", "Cramer"):
            person = records.add(session, Person(family=name))
            session.flush()
            delegations.add_member(session, visit.id, person.id)
    shown = MembersPanel(desk)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.load(visit.id)
    shown.show()
    desk.changed.connect(lambda _kinds: shown.load(visit.id))
    return shown


def _choose(panel: MembersPanel, *rows: int) -> None:
    panel.table.choose([panel.roster.members[row].id for row in rows])


def _kept(desk: Desk, panel: MembersPanel, row: int) -> tuple[Moment, Moment]:
    one = panel.roster.members[row].id
    member = desk.read(lambda session: records.get(session, Member, one))
    return member.arrives, member.leaves


def _below(panel: MembersPanel, row: int) -> str:
    return str(panel.model.index(row, FUNCTION).data(CELL_ROLE).below)


def test_one_arrives_later_typed_with_the_keyboard(panel: MembersPanel, desk: Desk) -> None:
    _choose(panel, 1)
    panel.toggle_presence()
    day, clock = panel.presence.form.field("arrives").findChildren(TextLine)[:2]
    type_text(day, "20 Apr 2027")
    type_text(clock, "14")
    press(clock, Qt.Key.Key_Return)
    assert _kept(desk, panel, 1) == (LATE, Moment())
    assert _kept(desk, panel, 0) == (Moment(), Moment())
    assert _below(panel, 1) == "from Tue 20 Apr 14:00"
    assert _below(panel, 0) == ""
    desk.undo()
    assert _kept(desk, panel, 1) == (Moment(), Moment())


def test_many_leave_at_once_as_one_action(panel: MembersPanel, desk: Desk) -> None:
    _choose(panel, 0, 2)
    panel.toggle_presence()
    panel.presence.edited.emit("leaves", EARLY)
    assert [_kept(desk, panel, row)[1] for row in range(3)] == [EARLY, Moment(), EARLY]
    assert _below(panel, 2) == "until Fri 23 Apr Morning"
    desk.undo()
    assert [_kept(desk, panel, row)[1] for row in range(3)] == [Moment()] * 3


def test_the_card_follows_who_is_chosen(panel: MembersPanel, desk: Desk) -> None:
    _choose(panel, 0)
    panel.presence.edited.emit("arrives", LATE)
    panel.toggle_presence()
    title = panel.presence.findChildren(PlainLabel)[0]
    assert title.text() == "Alm"
    assert panel.presence.form.field("arrives").value() == LATE
    _choose(panel, 0, 1)
    assert title.text() == "Alm, Bjerg"
    assert panel.presence.form.field("arrives").value() == Moment()
    panel.table.clearSelection()
    assert not panel.presence.isEnabled()
    panel.toggle_presence()
    assert panel.presence.isHidden()


def test_it_is_said_in_the_language_of_the_window(panel: MembersPanel) -> None:
    _choose(panel, 0)
    panel.presence.edited.emit("arrives", LATE)
    use("da")
    assert "tirs. 20.4. 14.00" in _below(panel, 0)
