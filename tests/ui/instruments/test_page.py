"""The calendar of an instrument: painted and told, by mouse and keyboard, with its closures."""

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import Closure, Facility, Instrument, Moment, Slot, Trilingual
from desktop.domain.codes import ClosureKind, SlotStatus
from desktop.language import PSEUDO
from desktop.store import access, records
from desktop.ui.desk import Desk
from desktop.ui.instruments.page import InstrumentPage
from desktop.ui.switch import LanguageSwitch
from tests.ui.conflicts.kit import Engine
from tests.ui.sweep import press, texts_left

_TYO = "Asia/Tokyo"


def _at(day: int, hour: int) -> Moment:
    return Moment(date(2027, 10, day), time(hour), _TYO)


@pytest.fixture
def slot_ids(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Slots of two requests at one instrument, the second one a reserve; Tuesday maintenance."""
    made = []
    with desk.office.writing("create") as session:
        lab = records.add(session, Facility(name=Trilingual(en="Test bed"), zone=_TYO))
        tool = Instrument(
            facility_id=lab.id,
            name=Trilingual(en="Cryostat"),
            opening_hours="Mo-Fr 08:00-20:00",
        )
        records.add(session, tool)
        session.flush()
        for name, status, day in (
            ("Mine", SlotStatus.CONFIRMED, 18),
            ("Theirs", SlotStatus.RESERVE, 20),
        ):
            request = access.create(
                session, desk.today(), title=Trilingual(en=name), facility_id=lab.id
            )
            session.flush()
            slot = Slot(
                access_id=request.id, instrument_id=tool.id, start=_at(day, 9), end=_at(day, 12)
            )
            slot.status = status.value
            made.append(records.add(session, slot).id)
        records.add(
            session,
            Closure(
                instrument_id=tool.id,
                kind=ClosureKind.MAINTENANCE.value,
                first=date(2027, 10, 19),
                last=date(2027, 10, 19),
                name=Trilingual(en="Helium"),
            ),
        )
    desk.watch.stop()
    monkeypatch.setattr(desk, "watch", Engine(desk))
    return made[0], made[1]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, slot_ids: tuple[str, str]) -> InstrumentPage:
    """The page of that instrument, opened from the first slot."""
    slot = desk.read(lambda session: session.get_one(Slot, slot_ids[0]))
    assert slot.instrument_id is not None
    page = InstrumentPage(desk, slot.instrument_id)
    qtbot.addWidget(page)
    page.show_part(slot.id)
    page.resize(1000, 800)
    page.show()
    return page


def _slots(desk: Desk) -> int:
    return desk.read(lambda session: session.query(Slot).count())


def _move(page: InstrumentPage, key: Qt.Key, times: int = 1) -> None:
    for _time in range(times):
        press(page.calendar.picture, key)


def test_the_week_of_the_slot_is_shown_with_all_requests(page: InstrumentPage) -> None:
    model = page.calendar.model
    rows = [[str(model.index(r, c).data()) for c in (0, 3, 4, 5)] for r in range(model.rowCount())]
    assert rows == [
        ["Mon 18 Oct 09:00 JST", "3 h", "Confirmed", "ACC-2026-001  Mine"],
        ["Wed 20 Oct 09:00 JST", "3 h", "Reserve", "ACC-2026-002  Theirs"],
    ]
    page.calendar.go(1)
    assert model.rowCount() == 0
    page.calendar.go(-1)
    page.calendar.show_weeks(4)
    assert model.rowCount() == 2


def test_the_keyboard_goes_through_hours_and_hears_what_is_there(page: InstrumentPage) -> None:
    picture = page.calendar.picture
    assert picture.told() == (
        "Mon 18 Oct 09:00: ACC-2026-001  Mine, Mon 18 Oct 09:00–12:00, 3 h, Confirmed"
    )
    _move(page, Qt.Key.Key_Down)
    assert picture.told() == "Tue 19 Oct 09:00: Maintenance: Helium"
    _move(page, Qt.Key.Key_Down, 2)
    assert picture.accessibleDescription() == "Thu 21 Oct 09:00: free"
    _move(page, Qt.Key.Key_Left, 2)
    assert picture.told() == "Thu 21 Oct 07:00: outside the opening hours"
    _move(page, Qt.Key.Key_Left, 8)
    assert picture.told().startswith("Wed 20 Oct 23:00")


def test_return_opens_a_slot_or_adds_one_where_it_is_free(
    qtbot: QtBot, page: InstrumentPage, desk: Desk, slot_ids: tuple[str, str]
) -> None:
    with qtbot.waitSignal(desk.part_asked) as asked:
        _move(page, Qt.Key.Key_Return)
    assert asked.args == [slot_ids[0]]
    _move(page, Qt.Key.Key_Down, 3)
    _move(page, Qt.Key.Key_Return)
    assert _slots(desk) == 3
    mine = desk.read(lambda s: s.get_one(Slot, slot_ids[0]).access_id)
    made = desk.read(lambda s: s.query(Slot).filter_by(start_date=date(2027, 10, 21)).one())
    assert (made.access_id, made.start, made.end) == (mine, _at(21, 9), _at(21, 10))
    assert made.status == SlotStatus.REQUESTED
    assert page.calendar.model.rowCount() == 3
    desk.undo()
    assert _slots(desk) == 2


def test_dragging_over_hours_adds_a_slot_as_long(page: InstrumentPage, desk: Desk) -> None:
    picture = page.calendar.picture
    line = picture._line()
    top = picture._axis() + 3 * line + line // 2

    def place(hour: int) -> QPoint:
        return QPoint(round(picture._x((hour + 0.5) * 60)), top)

    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(picture, left, plain, place(13))
    QTest.mouseMove(picture, place(15))
    QTest.mouseRelease(picture, left, plain, place(15))
    made = desk.read(lambda s: s.query(Slot).filter_by(start_date=date(2027, 10, 21)).one())
    assert (made.start, made.end) == (_at(21, 13), _at(21, 16))


def test_without_a_request_nothing_is_added(
    qtbot: QtBot, desk: Desk, slot_ids: tuple[str, str]
) -> None:
    slot = desk.read(lambda session: session.get_one(Slot, slot_ids[0]))
    page = InstrumentPage(desk, slot.instrument_id or "")
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.noticed):
        page.add_slot(_at(21, 9), _at(21, 10))
    assert _slots(desk) == 2


def test_maintenance_is_edited_beside_the_calendar(page: InstrumentPage, desk: Desk) -> None:
    (row,) = page.closures.model.rows()
    assert [str(page.closures.model.index(0, at).data()) for at in (0, 1, 3)] == [
        "19 Oct 2027",
        "Maintenance",
        "Helium",
    ]
    page.closures.form.edited.emit("kind", ClosureKind.CLOSED.value)
    kept = desk.read(lambda session: session.get_one(Closure, row.id))
    assert kept.kind == ClosureKind.CLOSED
    _move(page, Qt.Key.Key_Down)
    assert page.calendar.picture.told() == "Tue 19 Oct 09:00: Closed days: Helium"


def test_nothing_stays_behind_when_the_language_changes(
    page: InstrumentPage, switch: LanguageSwitch
) -> None:
    switch.use(PSEUDO)
    data = ["Cryostat", "Test bed", "Mine", "Theirs", "Helium", "ACC"]
    assert texts_left(page, data) == []
