"""The editor of an access request: stages that gates block, a team, slots, all live."""

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Facility,
    Gate,
    Instrument,
    Moment,
    Organisation,
    Person,
    Slot,
    StageMove,
    Trilingual,
)
from desktop.domain.codes import GateState, Stage
from desktop.store import access, interchange, lists, records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.editors.access_request import AccessRequestEditor
from desktop.ui.editors.access_track import StageTrack, steps
from desktop.ui.forms import Suggester
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button, PlainLabel
from tests.ui.sweep import child, press, texts_left, type_text


def _editor(qtbot: QtBot, desk: Desk, record: str = "") -> AccessRequestEditor:
    editor = AccessRequestEditor(desk, record)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    return editor


def _request(desk: Desk, record: str) -> AccessRequest:
    found = desk.read(lambda session: session.get(AccessRequest, record))
    assert found is not None
    return found


def _named(session: Session) -> list[Instrument | Person]:
    return [*session.query(Instrument).all(), *session.query(Person).all()]


def _set_gate(desk: Desk, record: str, kind: str, state: GateState) -> None:
    gates = desk.read(lambda s: records.parts(s, Gate, "access_request", record))
    gate = next(gate for gate in gates if gate.kind == kind)
    with desk.office.writing("edit") as session:
        records.update(session, Gate, gate.id, state=state.value)


@pytest.fixture
def request_id(desk: Desk) -> str:
    """A request under review."""
    with desk.office.writing("create") as session:
        return access.create(session, desk.today(), stage=Stage.REVIEW.value).id


@pytest.fixture
def facilities(desk: Desk) -> dict[str, str]:
    """Two facilities with an instrument each, and their ids by name."""
    made: dict[str, str] = {}
    with desk.office.writing("create") as session:
        for name in ("one", "two"):
            place = records.add(session, Facility(name=Trilingual(en=f"Facility {name}")))
            instrument = Instrument(facility_id=place.id, name=Trilingual(en=f"Tool {name}"))
            made |= {name: place.id, f"tool {name}": records.add(session, instrument).id}
    return made


def _instruments(desk: Desk, record: str) -> list[str]:
    links = desk.read(lambda s: records.parts(s, AccessInstrument, "access_request", record))
    return [link.instrument_id for link in links]


def test_the_first_field_makes_a_draft_with_its_gates(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    control = editor.form.field("title").control()
    type_text(control, "A request")
    press(control, Qt.Key.Key_Return)
    request = _request(desk, editor.record_id)
    assert (request.title.en, request.stage) == ("A request", "draft")
    gates = desk.read(lambda s: records.parts(s, Gate, "access_request", request.id))
    assert len(gates) == 5
    desk.undo()
    assert desk.read(lists.access_requests) == []


def test_only_the_moves_that_the_stage_allows_are_offered(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    editor = _editor(qtbot, desk, request_id)
    assert list(editor.stages.options) == [
        Stage.RETURNED,
        Stage.APPROVED,
        Stage.RESERVE,
        Stage.REJECTED,
        Stage.ON_HOLD,
        Stage.WITHDRAWN,
        Stage.EXPIRED,
    ]


def test_what_blocks_a_move_is_said_before_it_is_chosen(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    editor = _editor(qtbot, desk, request_id)
    approved = editor.stages.options[Stage.APPROVED]
    assert not approved.button.isEnabled()
    told = approved.button.accessibleDescription()
    assert told == "Blocked by Feasibility review (Not started)"
    assert editor.stages.options[Stage.RETURNED].button.isEnabled()
    _set_gate(desk, request_id, "feasibility", GateState.CLEARED)
    assert approved.button.isEnabled()
    assert approved.button.accessibleDescription() == ""
    _set_gate(desk, request_id, "safety", GateState.REFUSED)
    assert "Safety review (Refused)" in approved.button.accessibleDescription()


def test_a_move_is_one_action_with_day_reason_and_who(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    editor = _editor(qtbot, desk, request_id)
    editor.stages.day.set_value(date(2026, 11, 20))
    type_text(editor.stages.reason.control(), "Samples are missing")
    editor.stages.options[Stage.RETURNED].button.click()
    assert _request(desk, request_id).stage == Stage.RETURNED
    moves = desk.read(lambda s: records.parts(s, StageMove, "access_request", request_id))
    made = [(move.on, move.from_stage, move.moved_by, move.reason) for move in moves]
    assert made == [(date(2026, 11, 20), "review", "Mette Demo", "Samples are missing")]
    table = editor.moves.table.moves
    assert str(table.index(0, 4).data()) == "Samples are missing"
    assert editor.stages.reason.value() == ""
    assert desk.office.undo_label() == ("access.move", {"stage": "returned"})
    desk.undo()
    assert _request(desk, request_id).stage == Stage.REVIEW
    assert not editor.moves.isVisible()


def test_a_refused_move_is_told_beside_and_changes_nothing(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    editor = _editor(qtbot, desk, request_id)
    editor.stages.move_to(Stage.APPROVED)
    assert _request(desk, request_id).stage == Stage.REVIEW
    problems = [
        label.text()
        for label in editor.stages.findChildren(PlainLabel)
        if label.property("role") == "problem" and label.text()
    ]
    assert problems == ["“Approved” is not possible yet. Still open: Feasibility review."]


def test_the_stages_beside_the_way_stand_where_they_were_entered() -> None:
    assert steps(Stage.REVIEW, None).past == (Stage.DRAFT, Stage.SUBMITTED)
    returned = steps(Stage.RETURNED, Stage.REVIEW)
    assert (returned.past[-1], returned.later[0]) == (Stage.REVIEW, Stage.APPROVED)
    held = steps(Stage.ON_HOLD, Stage.SCHEDULED)
    assert (held.past[-1], held.later[0]) == (Stage.SCHEDULED, Stage.IN_USE)
    assert steps(Stage.REJECTED, Stage.REVIEW).later == ()
    assert steps(Stage.WITHDRAWN, Stage.ON_HOLD).past == (Stage.DRAFT,)
    assert steps(Stage.CLOSED, Stage.REPORT_DUE).later == ()


def test_the_track_marks_the_present_stage(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    editor = _editor(qtbot, desk, request_id)
    assert editor.track.accessibleName() == "Stage: Under review"
    editor.stages.move_to(Stage.REJECTED)
    assert editor.track.accessibleName() == "Stage: Rejected"
    shown = [label.text() for label in editor.track.findChildren(QLabel)]
    assert shown == ["Draft", "›", "Submitted", "›", "Under review", "›"]
    assert editor.stages.options == {}


def test_no_line_of_the_track_begins_with_the_sign_between_stages(qtbot: QtBot) -> None:
    track = StageTrack()
    qtbot.addWidget(track)
    track.show_stage(Stage.REPORT_DUE, Stage.IN_USE)
    for width in range(160, 800, 40):
        track.resize(width, track.heightForWidth(width))
        track.show()
        QApplication.processEvents()
        signs = [each for each in track.findChildren(PlainLabel) if each.text() == "›"]
        assert all(sign.mapTo(track, QPoint(0, 0)).x() > look.L for sign in signs)


def test_another_facility_lets_go_of_the_former_ones_instruments(
    qtbot: QtBot, desk: Desk, request_id: str, facilities: dict[str, str]
) -> None:
    editor = _editor(qtbot, desk, request_id)
    editor.form.edited.emit("instruments", (facilities["tool one"],))
    assert _request(desk, request_id).facility_id == facilities["one"], "the instrument tells it"
    editor.form.edited.emit("facility_id", facilities["two"])
    assert _instruments(desk, request_id) == []
    desk.undo()
    assert _instruments(desk, request_id) == [facilities["tool one"]]


def test_an_instrument_is_made_in_place_in_the_chosen_facility(
    qtbot: QtBot, desk: Desk, request_id: str, facilities: dict[str, str]
) -> None:
    editor = _editor(qtbot, desk, request_id)
    editor.form.edited.emit("facility_id", facilities["one"])
    field = editor.form.field("instruments")
    assert field.control().accessibleDescription() == ""
    editor.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is editor)
    type_text(field.control(), "Optical bench")
    suggester = child(field, Suggester)
    qtbot.waitUntil(suggester.is_open)
    press(suggester._popup, Qt.Key.Key_Return)
    made = desk.read(
        lambda session: [session.get(Instrument, each) for each in _instruments(desk, request_id)]
    )
    assert [one.name.en for one in made if one] == ["Optical bench"]
    assert [one.facility_id for one in made if one] == [facilities["one"]]


def test_a_team_has_roles_and_keeps_them(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    with desk.office.writing("create") as session:
        people = [records.add(session, Person(given=name)) for name in ("Prøve", "Test")]
    editor = _editor(qtbot, desk, request_id)
    for person in people:
        editor.team.adder.edited.emit(person.id)
    first, second = (person.id for person in people)
    assert editor.team.people() == (first, second)
    control = editor.team.role_field(second).control()
    type_text(control, "Operator")
    press(control, Qt.Key.Key_Return)
    editor.team.remove(first)
    members = desk.read(lambda s: records.parts(s, AccessMember, "access_request", request_id))
    assert [(member.person_id, member.role) for member in members] == [(second, "Operator")]
    assert editor.team.people() == (second,)


def test_a_person_added_to_a_new_request_makes_it(qtbot: QtBot, desk: Desk) -> None:
    with desk.office.writing("create") as session:
        person = records.add(session, Person(given="Prøve"))
    editor = _editor(qtbot, desk)
    editor.team.adder.edited.emit(person.id)
    assert editor.record_id
    assert editor.team.people() == (person.id,)


def test_remote_use_reminds_of_export_control(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    editor = _editor(qtbot, desk, request_id)
    field = editor.form.field("mode")
    assert field.control().accessibleDescription() == ""
    editor.form.edited.emit("mode", "remote")
    assert "export control applies" in field.control().accessibleDescription()


def test_the_investigator_brings_the_requesting_organisation(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    with desk.office.writing("create") as session:
        body = records.add(session, Organisation(name=Trilingual(en="A body")))
        person = records.add(session, Person(given="Prøve", organisation_id=body.id))
    editor = _editor(qtbot, desk, request_id)
    editor.form.edited.emit("investigator_id", person.id)
    assert _request(desk, request_id).requester_organisation_id == body.id


def test_printing_and_exporting_name_the_record(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    asked: list[tuple[str, str]] = []
    desk.preview_asked.connect(lambda kind, record: asked.append((kind, record)))
    desk.calendar_asked.connect(lambda kind, record: asked.append((kind, record)))
    editor = _editor(qtbot, desk, request_id)
    for button in editor.findChildren(Button):
        if button.text() in ("Print slot sheet", "Export calendar…"):
            button.click()
    assert asked == [("access_request", request_id), ("access_request", request_id)]


def test_every_text_of_every_tab_follows_the_language(
    qtbot: QtBot, desk: Desk, switch: LanguageSwitch
) -> None:
    interchange.import_demo(desk.office)
    row = next(row for row in desk.read(lists.access_requests) if row.stage == "preparing")
    editor = _editor(qtbot, desk, row.id)
    switch.use("qps")
    request = _request(desk, row.id)
    data = {*row.title.parts(), *row.facility.parts(), row.reference, "Mette Demo"}
    data |= {request.note, request.samples, request.method, "August", "July"}
    data |= {part for one in desk.read(_named) for part in one.label().parts()}
    data |= {part for text in tuple(data) for part in text.split()}
    data |= {text.upper() for text in data}
    assert texts_left(editor, data - {""}, cells=False) == []


def _asked(desk: Desk, request_id: str, facilities: dict[str, str]) -> list[str]:
    """Let a request ask for both tools of one facility; gives the links."""
    with desk.office.writing("edit") as session:
        records.update(session, AccessRequest, request_id, facility_id=facilities["one"])
        other = records.add(
            session, Instrument(facility_id=facilities["one"], name=Trilingual(en="Magnet"))
        )
        session.flush()
        access.set_instruments(session, request_id, [facilities["tool one"], other.id])
    links = desk.read(lambda s: records.parts(s, AccessInstrument, "access_request", request_id))
    return [link.id for link in links]


def test_each_instrument_is_answered_on_its_own(
    qtbot: QtBot, desk: Desk, request_id: str, facilities: dict[str, str]
) -> None:
    first, second = _asked(desk, request_id, facilities)
    editor = _editor(qtbot, desk, request_id)
    rows = editor.answers.rows
    assert set(rows) == {first, second}
    rows[first].changed.emit("answer", "accepted")
    rows[first].changed.emit("allocated_minutes", 1440)
    rows[second].changed.emit("answer", "refused")
    kept = desk.read(lambda s: {one.id: one for one in s.query(AccessInstrument).all()})
    assert (kept[first].answer, kept[first].allocated_minutes) == ("accepted", 1440)
    assert (kept[second].answer, kept[second].answered) == ("refused", desk.today())
    assert rows[second].choice.currentText() == "Refused"
    desk.undo()
    assert rows[second].choice.currentText() == "No answer yet"


def test_an_accepted_instrument_asks_for_the_time_granted(
    qtbot: QtBot, desk: Desk, request_id: str, facilities: dict[str, str]
) -> None:
    first, _second = _asked(desk, request_id, facilities)
    editor = _editor(qtbot, desk, request_id)
    row = editor.answers.rows[first]
    row.choice.setCurrentIndex(1)
    row.choice.activated.emit(1)
    assert row.form.isVisible()
    assert row.form.field("allocated_minutes").control().accessibleDescription() == "Still needed"


def test_without_instruments_there_is_nothing_to_answer(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    editor = _editor(qtbot, desk, request_id)
    assert not editor.answers.isVisible()


def _texts(editor: AccessRequestEditor) -> list[str]:
    return [label.text() for label in editor.findChildren(QLabel) if not label.isHidden()]


def test_what_to_mind_is_told_beside_a_move(
    qtbot: QtBot, desk: Desk, request_id: str, facilities: dict[str, str]
) -> None:
    _asked(desk, request_id, facilities)
    _set_gate(desk, request_id, "feasibility", GateState.CLEARED)
    editor = _editor(qtbot, desk, request_id)
    assert "2 instruments have no answer yet." in _texts(editor)
    editor.stages.move_to(Stage.APPROVED)
    editor.stages.move_to(Stage.PREPARING)
    assert "No slot is confirmed yet." in _texts(editor)
    assert "At “Preparing” since 23 Nov 2026  ·  moved by Mette Demo" in _texts(editor)


def test_remote_use_says_that_the_export_gate_counts(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    editor = _editor(qtbot, desk, request_id)
    told = "Export-control check: remote use is a transfer of technology too"
    assert not any(text.startswith(told) for text in _texts(editor))
    with desk.office.writing("edit") as session:
        records.update(session, AccessRequest, request_id, mode="remote")
    assert any(text.startswith(told) for text in _texts(editor))


def test_the_day_of_the_report_is_set_and_told_and_overdue_in_red(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    with desk.office.writing("edit") as session:
        records.update(session, AccessRequest, request_id, stage=Stage.IN_USE.value)
        slot = Slot(access_id=request_id, status="done")
        slot.start = Moment(date(2026, 11, 2), time(9), "Asia/Tokyo")
        slot.end = Moment(date(2026, 11, 2), time(17), "Asia/Tokyo")
        records.add(session, slot)
    for gate in ("feasibility", "safety", "export_control", "research_security", "agreement"):
        _set_gate(desk, request_id, gate, GateState.CLEARED)
    editor = _editor(qtbot, desk, request_id)
    said: list[str] = []
    desk.noticed.connect(lambda text, _undo: said.append(text()))
    editor.stages.move_to(Stage.REPORT_DUE)
    assert said == ["The request is now at “Report due”. The report is due on 1 Jan 2027."]
    report = next(x for x in editor.findChildren(PlainLabel) if "report is due" in x.text())
    assert report.property("role") == "missing"
    with desk.office.writing("edit") as session:
        records.update(session, AccessRequest, request_id, report_due=date(2026, 11, 20))
    assert report.text() == "The report was due on 20 Nov 2026: 3 days overdue"
    assert report.property("role") == "problem"
