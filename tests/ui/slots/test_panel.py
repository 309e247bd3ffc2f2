"""The slots of a request: made by filling in, called off by either side, told in true hours."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import AccessRequest, Facility, Instrument, Moment, Slot, Trilingual
from desktop.domain.codes import SlotStatus, Stage
from desktop.store import access, records
from desktop.ui.desk import Desk
from desktop.ui.slots import SlotPanel
from desktop.ui.widgets import EmptyState
from tests.ui.sweep import child, press, type_text

_TYO = "Asia/Tokyo"


def _at(day: int, hour: int) -> Moment:
    return Moment(date(2027, 10, day), time(hour), _TYO)


@pytest.fixture
def request_id(desk: Desk) -> str:
    """A scheduled request for one instrument in Japan, with two confirmed slots."""
    with desk.office.writing("create") as session:
        place = records.add(session, Facility(name=Trilingual(en="Test bed"), zone=_TYO))
        instrument = records.add(
            session, Instrument(facility_id=place.id, name=Trilingual(en="Cryostat"))
        )
        request = access.create(
            session, desk.today(), facility_id=place.id, stage=Stage.SCHEDULED.value
        )
        session.flush()
        access.set_instruments(session, request.id, [instrument.id])
        for start, end in ((_at(21, 9), _at(22, 9)), (_at(20, 22), _at(21, 6))):
            slot = Slot(access_id=request.id, instrument_id=instrument.id, start=start, end=end)
            slot.status = SlotStatus.CONFIRMED.value
            records.add(session, slot)
    return request.id


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, request_id: str) -> SlotPanel:
    """The slots of that request, following the file as an editor lets them."""
    panel = SlotPanel(desk, lambda: request_id)
    qtbot.addWidget(panel)
    panel.load(request_id)
    desk.changed.connect(lambda _kinds: panel.load(request_id))
    panel.resize(1000, 700)
    panel.show()
    return panel


def _slots(desk: Desk, request_id: str) -> list[Slot]:
    found = desk.read(lambda session: records.parts(session, Slot, "access_request", request_id))
    return sorted(found, key=lambda slot: slot.start.sort_key())


def _cells(panel: SlotPanel, row: int) -> list[str]:
    model = panel.model
    return [str(model.index(row, at).data()) for at in range(model.columnCount())]


def test_slots_stand_by_time_with_both_clocks_and_true_hours(panel: SlotPanel) -> None:
    assert _cells(panel, 0) == [
        "Wed 20 Oct 22:00 JST",
        "Thu 21 Oct 06:00 JST",
        "Wed 20 Oct 15:00–23:00 CEST",
        "8 h",
        "Confirmed",
        "Cryostat",
    ]
    assert _cells(panel, 1)[3] == "24 h"


def test_a_new_slot_is_made_by_its_first_field(
    panel: SlotPanel, desk: Desk, request_id: str
) -> None:
    panel.add()
    assert len(_slots(desk, request_id)) == 2, "nothing is made before something is filled in"
    panel.form.field("start").set_value(_at(25, 9))
    panel.form.edited.emit("start", _at(25, 9))
    made = _slots(desk, request_id)[-1]
    assert made.start == _at(25, 9)
    assert made.status == SlotStatus.REQUESTED
    assert made.instrument_id is not None, "the only instrument asked for is offered"
    assert panel.part_id == made.id
    desk.undo()
    assert len(_slots(desk, request_id)) == 2


def test_a_new_slot_begins_on_the_facilitys_clock(panel: SlotPanel) -> None:
    panel.add()
    field = panel.form.field("start")
    type_text(field.control(), "25 Oct 2027")
    press(field.control(), Qt.Key.Key_Return)
    assert panel.part().start.zone == _TYO


def test_an_end_of_which_only_the_clock_is_written_is_on_the_next_day(
    panel: SlotPanel, desk: Desk, request_id: str
) -> None:
    panel.add()
    panel.form.edited.emit("start", _at(25, 22))
    panel.form.edited.emit("end", Moment(None, time(6), _TYO))
    assert _slots(desk, request_id)[-1].end == _at(26, 6)


def test_an_end_before_the_start_is_told_beside_it(panel: SlotPanel) -> None:
    panel.form.edited.emit("end", _at(19, 6))
    below = panel.form.field("end").control().accessibleDescription()
    assert below == "The end is not after the start."


def test_a_copy_is_a_wish_again(panel: SlotPanel, desk: Desk, request_id: str) -> None:
    panel.duplicate()
    states = [slot.status for slot in _slots(desk, request_id)]
    assert sorted(states) == ["confirmed", "confirmed", "requested"]


def test_deleting_is_one_action_that_comes_back(
    panel: SlotPanel, desk: Desk, request_id: str
) -> None:
    panel.table.selectAll()
    panel.delete()
    assert _slots(desk, request_id) == []
    assert panel.part() is None
    desk.undo()
    assert len(_slots(desk, request_id)) == 2


@pytest.mark.parametrize("way", ["button", "status"])
def test_calling_the_last_slot_off_moves_the_request_back(
    panel: SlotPanel, desk: Desk, request_id: str, way: str
) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    for slot in _slots(desk, request_id):
        panel.choose(slot.id)
        if way == "button":
            panel.cancel(SlotStatus.CANCELLED_BY_FACILITY)
        else:
            panel.form.edited.emit("status", SlotStatus.CANCELLED_BY_FACILITY.value)
    assert all(slot.is_cancelled for slot in _slots(desk, request_id))
    request = desk.read(lambda session: session.get(AccessRequest, request_id))
    assert request is not None
    assert request.stage == Stage.PREPARING
    assert told == ["No slot is left, so the request is back at “Preparing”."]
    desk.undo()
    request = desk.read(lambda session: session.get(AccessRequest, request_id))
    assert request is not None
    assert request.stage == Stage.SCHEDULED


def test_calling_off_again_what_was_called_off_hides_no_word(
    panel: SlotPanel, desk: Desk, request_id: str
) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    last = _slots(desk, request_id)[-1]
    panel.choose(last.id)
    panel.cancel(SlotStatus.CANCELLED_BY_USER)
    panel.table.selectAll()
    panel.cancel(SlotStatus.CANCELLED_BY_FACILITY)
    assert told == ["No slot is left, so the request is back at “Preparing”."]


def test_deleting_the_last_slot_moves_the_request_back(
    panel: SlotPanel, desk: Desk, request_id: str
) -> None:
    def stage() -> str:
        return desk.read(lambda session: session.get_one(AccessRequest, request_id).stage)

    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    first, last = _slots(desk, request_id)
    panel.choose(first.id)
    panel.delete()
    assert stage() == Stage.SCHEDULED
    panel.choose(last.id)
    panel.delete()
    assert stage() == Stage.PREPARING
    assert told == ["Deleted.", "No slot is left, so the request is back at “Preparing”."]
    desk.undo()
    assert stage() == Stage.SCHEDULED
    assert [slot.id for slot in _slots(desk, request_id)] == [last.id]


def test_what_cannot_be_read_keeps_its_slot_in_sight(panel: SlotPanel) -> None:
    first = panel.part_id
    control = panel.form.field("start").control()
    control.setFocus()
    press(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(control, "someday")
    panel.table.selectRow(1)
    assert panel.part_id == first
    assert not panel.leave()


def test_without_slots_it_says_what_to_do_first(panel: SlotPanel) -> None:
    panel.table.selectAll()
    panel.delete()
    assert not panel.table.isVisible()
    assert child(panel, EmptyState).isVisible()


def test_another_time_is_looked_for_from_the_menu_of_one_slot(
    panel: SlotPanel, desk: Desk, request_id: str
) -> None:
    asked: list[str] = []
    desk.time_asked.connect(asked.append)
    slot = _slots(desk, request_id)[0]
    panel.choose(slot.id)
    first = panel.make_menu().actions()[0]
    assert first.text() == "Find a time…"
    first.trigger()
    assert asked == [slot.id]
    panel.table.selectAll()
    assert "Find a time…" not in [action.text() for action in panel.make_menu().actions()]
