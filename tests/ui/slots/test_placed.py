"""A slot stands in a programme: put there, seen from both sides, brought together, let go."""

from datetime import date, time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import (
    AccessRequest,
    Delegation,
    Facility,
    Instrument,
    Item,
    Moment,
    Slot,
    Trilingual,
)
from desktop.domain.codes import InstrumentAnswer, ItemKind, SlotStatus
from desktop.store import access, delegations, loading, records, slots
from desktop.ui.desk import Desk
from desktop.ui.slots import SlotPanel
from desktop.ui.slots.item_line import SlotLine
from desktop.ui.slots.place_dialog import PlaceDialog
from desktop.ui.slots.placed import PlacedPanel, PlacedRow
from desktop.ui.widgets import Button, IconButton, LinkButton, PlainLabel, StatusChip
from tests.ui.sweep import child

_TYO = "Asia/Tokyo"


def _at(day: int, hour: int) -> Moment:
    return Moment(date(2027, 10, day), time(hour), _TYO)


@pytest.fixture
def slot_id(desk: Desk) -> str:
    """A confirmed slot of a request for one instrument."""
    with desk.office.writing("create") as session:
        place = records.add(session, Facility(name=Trilingual(en="Test bed"), zone=_TYO))
        tool = records.add(
            session, Instrument(facility_id=place.id, name=Trilingual(en="Cryostat"))
        )
        session.flush()
        request = access.create(session, desk.today(), facility_id=place.id)
        session.flush()
        access.set_instruments(session, request.id, [tool.id])
        slot = Slot(access_id=request.id, instrument_id=tool.id, start=_at(20, 9), end=_at(20, 17))
        slot.status = SlotStatus.CONFIRMED.value
        return records.add(session, slot).id


@pytest.fixture
def trip_id(desk: Desk) -> str:
    """A visit on those days."""
    with desk.office.writing("create") as session:
        made = delegations.create(
            session,
            desk.today(),
            title=Trilingual(en="Visit"),
            start=date(2027, 10, 18),
            end=date(2027, 10, 22),
        )
        return made.id


def _request(desk: Desk, slot_id: str) -> str:
    return desk.read(lambda session: session.get_one(Slot, slot_id).access_id)


def _panel(qtbot: QtBot, desk: Desk, slot_id: str) -> SlotPanel:
    request_id = _request(desk, slot_id)
    panel = SlotPanel(desk, lambda: request_id)
    qtbot.addWidget(panel)
    panel.load(request_id)
    desk.changed.connect(lambda _kinds: panel.load(request_id))
    panel.resize(1000, 900)
    panel.show()
    return panel


def _put(desk: Desk, slot_id: str, trip_id: str) -> str:
    with desk.office.writing("access.place_slot") as session:
        trip = records.get(session, Delegation, trip_id)
        return slots.place(session, slot_id, trip, ItemKind.WORKING_SESSION).id


def _item(desk: Desk, item_id: str) -> Item:
    return desk.read(lambda session: loading.item(session, item_id))


def _slot(desk: Desk, slot_id: str) -> Slot:
    return desk.read(lambda session: session.get_one(Slot, slot_id))


def _row(panel: SlotPanel) -> PlacedRow:
    QApplication.processEvents()  # a row that was just added shows with the next event
    (row,) = (one for one in panel.findChildren(PlacedRow) if one.isVisible())
    return row


def _button(parent: PlacedRow | SlotLine, text: str) -> Button:
    return next(one for one in parent.findChildren(Button) if one.text() == text)


def test_the_dialog_puts_the_slot_into_the_chosen_programme(
    qtbot: QtBot, desk: Desk, slot_id: str, trip_id: str
) -> None:
    dialog = PlaceDialog(desk, slot_id)
    qtbot.addWidget(dialog)
    model = dialog.model
    assert [str(model.index(0, at).data()) for at in range(3)] == [
        "Visit",
        "18–22 Oct 2027",
        "During the slot",
    ]
    dialog.filter.setText("nothing of the kind")
    assert model.rows() == []
    dialog.filter.setText("")
    dialog.kind.set_value(ItemKind.LAB_TOUR.value)
    dialog.place()
    (item,) = desk.read(lambda session: records.parts(session, Item, "delegation", trip_id))
    assert (item.slot_id, item.kind, item.start) == (slot_id, "lab_tour", _at(20, 9))
    desk.undo()
    assert desk.read(lambda s: records.parts(s, Item, "delegation", trip_id)) == []


def test_only_a_slot_that_may_happen_can_be_placed(qtbot: QtBot, desk: Desk, slot_id: str) -> None:
    panel = _panel(qtbot, desk, slot_id)
    offer = next(one for one in panel.findChildren(Button) if one.text() == "Put into a programme…")
    assert offer.isEnabled()
    panel.form.edited.emit("status", SlotStatus.REQUESTED.value)
    assert not offer.isEnabled()


def test_the_slot_says_where_it_stands_and_leads_there(
    qtbot: QtBot, desk: Desk, slot_id: str, trip_id: str
) -> None:
    item_id = _put(desk, slot_id, trip_id)
    panel = _panel(qtbot, desk, slot_id)
    row = _row(panel)
    assert child(row, StatusChip).text() == "At the same time"
    link = child(row, LinkButton)
    assert "Visit" in link.accessibleName()
    asked: list[tuple[str, ...]] = []
    desk.record_asked.connect(lambda *record: asked.append(record))
    desk.part_asked.connect(lambda part: asked.append((part,)))
    link.click()
    assert asked == [("delegation", trip_id), (item_id,)]


@pytest.mark.parametrize("mover", ["slot", "item"])
def test_either_is_moved_to_the_other_from_the_slot(
    qtbot: QtBot, desk: Desk, slot_id: str, trip_id: str, mover: str
) -> None:
    item_id = _put(desk, slot_id, trip_id)
    panel = _panel(qtbot, desk, slot_id)
    panel.form.edited.emit("start", _at(20, 10))
    row = _row(panel)
    assert child(row, StatusChip).text() == "At another time"
    text = "Move the slot to the item" if mover == "slot" else "Move the item to the slot"
    _button(row, text).click()
    hour = 9 if mover == "slot" else 10
    assert _slot(desk, slot_id).start == _item(desk, item_id).start == _at(20, hour)
    desk.undo()
    assert _slot(desk, slot_id).start != _item(desk, item_id).start


def test_the_item_says_at_which_slot_it_is_and_follows_it(
    qtbot: QtBot, desk: Desk, slot_id: str, trip_id: str
) -> None:
    item_id = _put(desk, slot_id, trip_id)
    line = SlotLine(desk)
    qtbot.addWidget(line)
    line.load(_item(desk, item_id))
    reference = desk.read(lambda s: s.get_one(AccessRequest, _request(desk, slot_id)).reference)
    assert child(line, LinkButton).accessibleName() == f"At the slot of {reference}  ·  Cryostat"
    fix = _button(line, "Move the item to the slot")
    assert fix.isHidden()
    with desk.office.writing("edit") as session:
        records.update(session, Slot, slot_id, start=_at(21, 9), end=_at(21, 17))
    assert not fix.isHidden()
    fix.click()
    assert _item(desk, item_id).start == _at(21, 9)


def test_unlinking_keeps_both_times(qtbot: QtBot, desk: Desk, slot_id: str, trip_id: str) -> None:
    item_id = _put(desk, slot_id, trip_id)
    line = SlotLine(desk)
    qtbot.addWidget(line)
    line.load(_item(desk, item_id))
    child(line, IconButton).click()
    item = _item(desk, item_id)
    assert (item.slot_id, item.start) == (None, _at(20, 9))
    line.load(item)
    assert line.isHidden()


def test_time_is_told_as_granted_booked_and_used(qtbot: QtBot, desk: Desk, slot_id: str) -> None:
    panel = _panel(qtbot, desk, slot_id)
    assert panel.time.text() == "8 h booked"
    with desk.office.writing("edit") as session:
        (link,) = access_links = desk.read(
            lambda s: loading.access_request(s, _request(desk, slot_id)).instruments
        )
        assert len(access_links) == 1
        access.answer(session, link.id, desk.today(), answer="accepted", allocated_minutes=360)
    panel.form.edited.emit("used_minutes", 300)
    assert panel.time.text() == "6 h granted  ·  8 h booked  ·  5 h used  ·  2 h more than granted"


def test_a_slot_at_a_refused_instrument_cannot_be_overlooked(
    qtbot: QtBot, desk: Desk, slot_id: str
) -> None:
    panel = _panel(qtbot, desk, slot_id)
    (link,) = desk.read(lambda s: loading.access_request(s, _request(desk, slot_id)).instruments)
    with desk.office.writing("edit") as session:
        access.answer(session, link.id, desk.today(), answer=InstrumentAnswer.REFUSED.value)
    model = panel.model
    assert str(model.index(0, model.columnCount() - 1).data()) == "Cryostat (refused)"
    below = panel.form.field("instrument_id").control().accessibleDescription()
    assert below == "The facility refused this instrument."


def test_what_cannot_be_put_into_a_programme_yet_says_why(
    qtbot: QtBot, desk: Desk, slot_id: str
) -> None:
    panel = PlacedPanel(desk)
    qtbot.addWidget(panel)
    for status, can in ((SlotStatus.REQUESTED, False), (SlotStatus.CONFIRMED, True)):
        with desk.office.writing("edit") as session:
            slot = records.update(session, Slot, slot_id, status=status.value)
        panel.load(slot)
        (place,) = (one for one in panel.findChildren(Button) if one.text().startswith("Put"))
        (why,) = (one for one in panel.findChildren(PlainLabel) if one.text().startswith("Only"))
        assert (place.isEnabled(), why.isVisibleTo(panel)) == (can, not can)
