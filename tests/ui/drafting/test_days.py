"""How long days may be, where they begin, who goes where, and the ways that are estimated."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.domain import Delegation, DraftDay, Group, GroupMember, Item, Place, TravelTime
from desktop.domain.wishes import DayFact
from desktop.language import CODES, PSEUDO
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.days import DaysPanel
from desktop.ui.pages.organisations import OrganisationsPage
from desktop.ui.switch import LanguageSwitch
from tests.ui.conflicts.kit import Engine
from tests.ui.drafting.hosts_kit import (
    make_hosts,
    open_cell,
    type_into_cell,
    unnamed,
    wishes_of,
)
from tests.ui.programme.conftest import MONDAY, TUESDAY, Visit
from tests.ui.sweep import texts_left


@pytest.fixture
def visit(office: OfficeFile) -> Visit:
    """A delegation with hosts, two days in Tokyo."""
    return make_hosts(office)


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> DaysPanel:
    """The panel on it, shown, in an office whose engine answers at once."""
    desk.watch.stop()
    monkeypatch.setattr(desk, "watch", Engine(desk))
    panel = DaysPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(900, 900)
    panel.load(visit.id)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def text(panel: DaysPanel, row: int, column: str) -> str:
    return str(panel.model.index(row, panel.model.column_of(column)).data())


def fact(visit: Visit, day: dt.date | None) -> DayFact | None:
    return wishes_of(visit).days.get(day)


def give(panel: DaysPanel, name: str, value: object) -> bool:
    field = panel.form.field(name)
    field.show_value(value)
    return field.commit()


def write(panel: DaysPanel, name: str, typed: str) -> bool:
    """Type into a field of the form and leave it."""
    field = panel.form.field(name)
    field.control().setText(typed)  # type: ignore[attr-defined]
    return field.commit()


def put_in_groups(office: OfficeFile, visit: Visit, *pairs: tuple[str, str]) -> None:
    with office.writing("edit", kind="group") as session:
        for group, person in pairs:
            session.add(GroupMember(group_id=visit.ids[group], person_id=visit.ids[person]))


def test_an_empty_panel_says_what_is_usual(panel: DaysPanel, visit: Visit) -> None:
    assert [text(panel, row, "day") for row in range(3)] == [
        "Every day",
        "Mon 19 Apr",
        "Tue 20 Apr",
    ]
    assert [text(panel, 0, name) for name in ("begins", "ends", "lunch")] == [
        "09:00",
        "17:30",
        "11:30–13:30",
    ]
    begins = panel.form.field("begins")
    assert begins.value() is None
    assert begins.control().placeholderText() == "09:00 as usual"  # type: ignore[attr-defined]
    assert wishes_of(visit).days == {}


def test_what_is_said_of_every_day_is_usual_for_each(panel: DaysPanel, visit: Visit) -> None:
    assert give(panel, "begins", 8 * 60)
    assert fact(visit, None) == DayFact(begins=8 * 60)
    assert text(panel, 2, "begins") == "08:00"
    panel.select(TUESDAY)
    begins = panel.form.field("begins")
    assert begins.value() is None
    assert begins.control().placeholderText() == "08:00 as usual"  # type: ignore[attr-defined]
    visit.office.undo()
    panel.load(visit.id)
    assert fact(visit, None) is None


def test_each_field_of_a_day_is_saved_as_it_is_left(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    panel.select(TUESDAY)
    values: dict[str, object] = {
        "free": True,
        "begins": 8 * 60,
        "ends": 24 * 60,
        "begin_place_id": visit.ids["wako"],
        "end_place_id": visit.ids["hnd"],
        "lunch_from": 12 * 60,
        "lunch_to": 14 * 60,
        "lunch_minutes": 0,
        "longest_minutes": 600,
        "evening_from": 19 * 60,
        "evening_to": 22 * 60,
    }
    for name, value in values.items():
        assert give(panel, name, value), name
        assert getattr(fact(visit, TUESDAY), name) == value
        assert panel.form.field(name).value() == value
    assert fact(visit, MONDAY) is None
    for _name in values:
        office.undo()
    assert fact(visit, TUESDAY) is None


def test_a_day_that_ends_before_it_begins_is_told_and_not_stored(
    panel: DaysPanel, visit: Visit
) -> None:
    panel.select(TUESDAY)
    assert not write(panel, "begins", "18")
    told = panel.form.field("begins").below()
    assert told == "Tue 20 Apr: it would end at 17:30, before it begins at 18:00."
    assert not panel.leave()
    assert fact(visit, TUESDAY) is None
    assert write(panel, "ends", "22")  # and now both fit
    assert fact(visit, TUESDAY) == DayFact(TUESDAY, begins=18 * 60, ends=22 * 60)
    assert panel.form.field("begins").below() == ""
    assert panel.leave()


def test_what_every_day_says_has_to_fit_what_a_day_says(panel: DaysPanel, visit: Visit) -> None:
    panel.select(TUESDAY)
    assert give(panel, "ends", 11 * 60)
    panel.select(None)
    assert not write(panel, "begins", "11:30")
    assert panel.form.field("begins").below().startswith("Tue 20 Apr: it would end at 11:00")
    assert fact(visit, None) is None


def test_lunch_and_evening_do_not_end_before_they_begin(panel: DaysPanel) -> None:
    assert not write(panel, "lunch_to", "11")
    assert "lunch would be over by 11:00" in panel.form.field("lunch_to").below()
    panel.form.field("lunch_to").restore()
    assert not write(panel, "evening_from", "21:30")
    assert "the evening would end at 21:00" in panel.form.field("evening_from").below()


def test_times_are_typed_in_place(panel: DaysPanel, visit: Visit) -> None:
    panel.select(MONDAY)
    row = panel.model.place_of(MONDAY.isoformat())
    panel.table.setCurrentIndex(panel.model.index(row, panel.model.column_of("begins")))
    type_into_cell(panel.table, "8.30", Qt.Key.Key_Tab)
    assert fact(visit, MONDAY) == DayFact(MONDAY, begins=510)
    ends = open_cell(panel.table)  # Tab went on to the end of the day
    ends.setText("8")
    QTest.keyClick(ends, Qt.Key.Key_Return)
    assert "before it begins at 08:30" in panel.table.bubble.text()
    assert fact(visit, MONDAY) == DayFact(MONDAY, begins=510)
    QTest.keyClick(ends, Qt.Key.Key_Escape)
    panel.table.setCurrentIndex(panel.model.index(row, panel.model.column_of("lunch")))
    type_into_cell(panel.table, "12-13")
    assert fact(visit, MONDAY) == DayFact(MONDAY, begins=510, lunch_from=720, lunch_to=780)


def test_tab_goes_on_in_a_row_that_was_unselected(panel: DaysPanel, visit: Visit) -> None:
    panel.select(MONDAY)
    begins = panel.model.index(1, panel.model.column_of("begins"))
    model = panel.table.selectionModel()
    model.setCurrentIndex(begins, model.SelectionFlag.Clear)  # as Ctrl and a click leave it
    assert panel.chosen() == []
    type_into_cell(panel.table, "8.30", Qt.Key.Key_Tab)
    assert fact(visit, MONDAY) == DayFact(MONDAY, begins=510)
    assert open_cell(panel.table).isVisible()
    ends = panel.model.index(1, panel.model.column_of("ends"))
    assert panel.table.currentIndex() == ends


def test_one_key_frees_the_selected_days(panel: DaysPanel, visit: Visit) -> None:
    panel.table.choose([MONDAY.isoformat(), TUESDAY.isoformat()])
    column = panel.model.column_of("free")
    model = panel.table.selectionModel()
    model.setCurrentIndex(panel.model.index(1, column), model.SelectionFlag.NoUpdate)
    panel.table.setFocus()
    QTest.keyClicks(panel.table, "x")
    days = wishes_of(visit).days
    assert days[MONDAY].free
    assert days[TUESDAY].free
    visit.office.undo()
    assert wishes_of(visit).days == {}
    panel.load(visit.id)
    panel.select(None)
    panel.table.setCurrentIndex(panel.model.index(0, column))
    QTest.keyClicks(panel.table, "x")
    assert "single days" in panel.table.bubble.text()


def test_several_days_are_given_the_same(panel: DaysPanel, visit: Visit) -> None:
    panel.table.choose([MONDAY.isoformat(), TUESDAY.isoformat()])
    assert panel._heading.text() == "2 days selected"
    assert give(panel, "ends", 16 * 60)
    assert fact(visit, MONDAY) == DayFact(MONDAY, ends=960)
    assert fact(visit, TUESDAY) == DayFact(TUESDAY, ends=960)


def test_the_value_of_a_day_can_hold_for_all(panel: DaysPanel, visit: Visit) -> None:
    panel.select(TUESDAY)
    button = panel.form._same["begins"]
    assert button.isHidden()
    assert give(panel, "begins", 8 * 60)
    assert not button.isHidden()
    button.click()
    assert wishes_of(visit).days == {None: DayFact(begins=8 * 60)}
    assert button.isHidden()
    visit.office.undo()
    assert fact(visit, TUESDAY) == DayFact(TUESDAY, begins=8 * 60)


def test_holidays_of_both_countries_and_days_that_are_over_are_marked(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    constitution_day = dt.date(2027, 5, 3)
    with office.writing("edit", kind="delegation") as session:
        records.update(
            session, Delegation, visit.id, start=dt.date(2027, 5, 3), end=dt.date(2027, 5, 6)
        )
    row = panel.model.place_of(constitution_day.isoformat())
    assert "Constitution Memorial Day (Japan)" in text(panel, row, "marks")
    row = panel.model.place_of(dt.date(2027, 5, 6).isoformat())
    assert "Ascension Day (Denmark)" in text(panel, row, "marks")
    with office.writing("edit", kind="delegation") as session:
        records.update(
            session, Delegation, visit.id, start=dt.date(2020, 5, 3), end=dt.date(2020, 5, 4)
        )
    assert text(panel, 1, "marks").startswith("already past")


def test_groups_go_apart_only_where_nobody_is_in_two(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    panel.select(TUESDAY)
    assert panel.form._groups.isHidden()
    put_in_groups(office, visit, ("A", "Eksempel"), ("A", "Prøvesen"), ("B", "Testrup"))
    assert not panel.form._groups.isHidden()
    assert "A (2 people), B (1 person)" in panel.form._who.text()
    assert give(panel, "parallel", True)
    assert fact(visit, TUESDAY) == DayFact(TUESDAY, parallel=True)
    assert give(panel, "parallel", False)
    assert "in no group" not in panel.form._who.text()
    put_in_groups(office, visit, ("B", "Eksempel"))
    assert not panel.form.field("parallel").isEnabled()
    assert panel.form._who.text() == "Not possible: Anna Eksempel is in more than one group."


def test_who_is_in_no_group_is_named_before_anything_is_drafted(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    put_in_groups(office, visit, ("A", "Eksempel"), ("B", "Testrup"))
    panel.select(TUESDAY)
    assert panel.form._who.text().splitlines()[1:] == ["Anna Prøvesen is in no group."]


def test_a_day_with_other_hours_follows_when_all_days_go_in_parallel(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    put_in_groups(office, visit, ("A", "Eksempel"), ("B", "Testrup"))
    panel.select(TUESDAY)
    assert give(panel, "begins", 8 * 60)
    panel.select(None)
    assert give(panel, "parallel", True)
    days = wishes_of(visit).days
    assert (days[None].parallel, days[TUESDAY].parallel) == (True, True)
    with office.reading() as session:
        assert len(session.scalars(select(DraftDay)).all()) == 2


def leave_a_way_estimated(panel: DaysPanel, visit: Visit, office: OfficeFile) -> None:
    with office.writing("edit", kind="place") as session:
        records.update(session, Place, visit.ids["wako"], latitude=35.78, longitude=139.61)
        records.update(session, Place, visit.ids["hnd"], latitude=35.55, longitude=139.78)
        for item in session.scalars(select(Item).where(Item.place_id.is_(None))):
            item.place_id = visit.ids["hnd"]
    panel.load(visit.id)


def test_estimated_ways_are_told_and_entered_in_place(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    leave_a_way_estimated(panel, visit, office)
    assert panel.ways.told() == "1 way between these hosts is only estimated by its distance."
    panel.ways._toggle.click()
    table = panel.ways.table
    assert table.isVisible()
    type_into_cell(table, "55")
    with office.reading() as session:
        way = session.scalars(select(TravelTime)).one()
    assert way.minutes == 55
    assert {way.from_place_id, way.to_place_id} == {visit.ids["wako"], visit.ids["hnd"]}
    panel.load(visit.id)
    assert panel.ways.told() == "All ways between these hosts are entered."


def test_all_travel_times_are_one_step_away(qtbot: QtBot, panel: DaysPanel, desk: Desk) -> None:
    page = OrganisationsPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.state_asked) as asked:
        panel.ways._more.click()
    name, state = asked.args
    page.show_state(state)
    assert (name, page._shown().title()) == ("organisations", "Travel times")


def test_hosts_without_a_place_are_counted(panel: DaysPanel) -> None:
    assert "4 hosts have no place yet" in panel.ways.told()


def test_a_visit_without_days_says_what_to_do_first(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    with office.writing("edit", kind="delegation") as session:
        records.update(session, Delegation, visit.id, start=None, end=None)
    assert panel._empty.isVisible()
    assert not panel.table.isVisible()


def test_all_is_said_in_the_language_of_the_moment(
    panel: DaysPanel, switch: LanguageSwitch
) -> None:
    switch.use("ja")
    assert text(panel, 1, "day") == "4/19（月）"
    switch.use("da")
    assert text(panel, 1, "begins") == "09.00"


def test_a_group_without_people_is_no_group_that_could_go(
    panel: DaysPanel, visit: Visit, office: OfficeFile
) -> None:
    put_in_groups(office, visit, ("A", "Eksempel"))
    with office.reading() as session:
        assert len(session.scalars(select(Group)).all()) == 2
    assert panel.form._groups.isHidden()


def test_everything_is_in_a_catalogue_and_has_a_name(
    panel: DaysPanel, visit: Visit, office: OfficeFile, switch: LanguageSwitch
) -> None:
    put_in_groups(office, visit, ("A", "Eksempel"), ("B", "Testrup"))
    panel.select(TUESDAY)
    assert give(panel, "begins", 8 * 60)
    assert unnamed(panel) == []
    switch.use(PSEUDO)
    assert texts_left(panel) == []


def test_what_is_typed_into_a_day_is_stored_after_a_moment(
    panel: DaysPanel, visit: Visit, desk: Desk
) -> None:
    panel.select(TUESDAY)
    begins = panel.form.field("begins")
    begins.control().setFocus()
    QTest.keyClicks(begins.control(), "8.30")
    assert fact(visit, TUESDAY) is None
    desk.drafts._store()
    assert fact(visit, TUESDAY) == DayFact(TUESDAY, begins=510)
    assert begins.written() == {"0": "8.30"}  # and it is typed on


@pytest.mark.parametrize("code", CODES)
def test_beside_the_table_the_details_keep_their_right_edge(
    qtbot: QtBot,
    panel: DaysPanel,
    visit: Visit,
    office: OfficeFile,
    switch: LanguageSwitch,
    code: str,
) -> None:
    leave_a_way_estimated(panel, visit, office)
    switch.use(code)
    panel.resize(look.LOW_WIDE, look.LOW - 1)
    details = panel._details
    qtbot.waitUntil(lambda: details.geometry().left() > panel.table.geometry().right())
    inside = details.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= details.viewport().width()


@pytest.mark.parametrize("code", CODES)
def test_in_a_low_window_the_table_beside_the_form_fits_in_every_language(
    qtbot: QtBot, panel: DaysPanel, switch: LanguageSwitch, code: str
) -> None:
    switch.use(code)
    panel.resize(718, 447)  # what a window of 1024 by 700 leaves
    details = panel._details
    qtbot.waitUntil(lambda: details.geometry().left() > panel.table.geometry().right())
    qtbot.waitUntil(lambda: panel.table.horizontalScrollBar().maximum() == 0)
    assert details.horizontalScrollBar().maximum() == 0
    header = panel.table.horizontalHeader()
    for name in ("day", "free", "begins", "ends", "marks"):
        assert not header.isSectionHidden(panel.model.column_of(name))
