"""Whom to see: typed into the table, the form, the line above, or pasted from a sheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.domain import Organisation, Place, Trilingual
from desktop.domain.codes import HalfDay, Priority
from desktop.domain.wishes import WindowFact
from desktop.language import PSEUDO
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.drafting.hosts import HostsPanel
from desktop.ui.switch import LanguageSwitch
from tests.ui.drafting.hosts_kit import make_hosts, open_cell, type_into_cell, unnamed, wish
from tests.ui.programme.conftest import MONDAY, TUESDAY, Visit
from tests.ui.sweep import texts_left

NINE, NOON, MIDNIGHT = 9 * 60, 12 * 60, 24 * 60


@pytest.fixture
def visit(office: OfficeFile) -> Visit:
    """A delegation with hosts."""
    return make_hosts(office)


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, visit: Visit) -> HostsPanel:
    """The panel on it, shown."""
    return show(qtbot, desk, visit.id)


def show(qtbot: QtBot, desk: Desk, delegation_id: str) -> HostsPanel:
    panel = HostsPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(900, 800)
    panel.load(delegation_id)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def names(panel: HostsPanel) -> list[str]:
    return [str(panel.model.index(row, 0).data()) for row in range(panel.model.rowCount())]


def text(panel: HostsPanel, name: str, column: str) -> str:
    row = names(panel).index(name)
    return str(panel.model.index(row, panel.model.column_of(column)).data())


def stand(panel: HostsPanel, visit: Visit, name: str, column: str) -> None:
    """Lead the keyboard to a cell."""
    panel.table.choose([visit.ids[name]])
    row = panel.model.place_of(visit.ids[name])
    panel.table.setCurrentIndex(panel.model.index(row, panel.model.column_of(column)))
    panel.table.setFocus()


def test_hosts_that_may_be_placed_are_shown_those_that_wait_first(panel: HostsPanel) -> None:
    assert names(panel) == ["Company visit", "AIST", "Early call", "RIKEN visit", "Seminar"]
    assert text(panel, "AIST", "minutes") == "45 min"
    assert text(panel, "Company visit", "minutes") == "1 h"  # as usual
    assert text(panel, "RIKEN visit", "minutes") == "1 h 30 min"  # as its clocks say
    assert text(panel, "RIKEN visit", "state") == "Mon 19 Apr 10:00"


def test_a_name_is_enough_for_a_new_host(panel: HostsPanel, visit: Visit) -> None:
    line = panel.line.line
    line.setFocus()
    QTest.keyClicks(line, "Embassy of Denmark")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert names(panel)[:3] == ["Company visit", "AIST", "Embassy of Denmark"]
    assert line.text() == ""
    assert line.hasFocus()
    assert [host.item.title.en for host in panel.chosen()] == ["Embassy of Denmark"]
    item = panel.chosen()[0].item
    assert (item.kind, item.start.date, item.priority) == ("meeting", None, "should")
    assert visit.labels() == ("item.add", {"name": "Embassy of Denmark"})


def test_an_organisation_that_is_meant_brings_its_name_and_its_place(
    panel: HostsPanel, visit: Visit
) -> None:
    panel.line.named.emit("riken", "")  # exactly its name, in any case
    item = panel.chosen()[0].item
    assert item.title == Trilingual("理化学研究所", "", "RIKEN")
    assert item.host_organisation_id == visit.ids["riken"]
    assert item.place_id == visit.ids["wako"]


def test_an_organisation_with_two_houses_brings_no_place(
    panel: HostsPanel, visit: Visit, office: OfficeFile
) -> None:
    with office.writing("create", kind="place") as session:
        records.add(session, Place(name=Trilingual(en="Kobe"), organisation_id=visit.ids["riken"]))
    panel.line.named.emit("RIKEN", visit.ids["riken"])
    item = panel.chosen()[0].item
    assert item.host_organisation_id == visit.ids["riken"]
    assert item.place_id is None


def test_a_name_that_two_organisations_have_means_neither(
    panel: HostsPanel, office: OfficeFile
) -> None:
    with office.writing("create", kind="organisation") as session:
        records.add(session, Organisation(name=Trilingual(en="Riken")))
    panel.line.named.emit("RIKEN", "")
    assert panel.chosen()[0].item.host_organisation_id is None


def test_lines_from_a_sheet_become_hosts_in_one_step(
    panel: HostsPanel, visit: Visit, office: OfficeFile
) -> None:
    QApplication.clipboard().setText(
        "Name\tMinutes\tPriority\r\nMETI\t45\tmust\r\nTohoku University\t1 h 30\tkan\r\nNEDO\r\n"
    )
    panel.line.line.setFocus()
    QTest.keySequence(panel.line.line, "Ctrl+V")
    assert names(panel)[2:5] == ["METI", "Tohoku University", "NEDO"]
    found = {host.item.title.en: host.item for host in panel.wished.hosts}
    assert (found["METI"].minutes, found["METI"].priority) == (45, Priority.MUST)
    assert (found["Tohoku University"].minutes, found["Tohoku University"].priority) == (
        90,
        Priority.COULD,
    )
    assert (found["NEDO"].minutes, found["NEDO"].priority) == (None, Priority.SHOULD)
    office.undo()
    panel.load(visit.id)
    assert names(panel) == ["Company visit", "AIST", "Early call", "RIKEN visit", "Seminar"]


def test_a_line_of_one_word_is_pasted_as_text(panel: HostsPanel) -> None:
    QApplication.clipboard().setText("METI")
    panel.line.line.setFocus()
    QTest.keySequence(panel.line.line, "Ctrl+V")
    assert panel.line.line.text() == "METI"


@pytest.mark.parametrize(
    ("code", "key", "priority"),
    [
        ("en", "m", "must"),
        ("en", "C", "could"),
        ("en", "s", "should"),
        ("da", "s", "must"),
        ("da", "k", "could"),
        ("ja", "1", "must"),
        ("en", "3", "could"),
    ],
)
def test_one_key_sets_the_priority_of_all_selected_hosts(
    panel: HostsPanel, visit: Visit, switch: LanguageSwitch, code: str, key: str, priority: str
) -> None:
    switch.use(code)
    panel.wishing.save(panel.wished.hosts, priority="should" if priority != "should" else "must")
    stand(panel, visit, "aist", "priority")
    panel.table.choose([visit.ids["someday"], visit.ids["aist"]])
    row = panel.model.place_of(visit.ids["someday"])
    here = panel.model.index(row, panel.model.column_of("priority"))
    flags = panel.table.selectionModel().SelectionFlag
    panel.table.selectionModel().setCurrentIndex(here, flags.NoUpdate)
    QTest.keyClicks(panel.table, key)
    assert visit.item("aist").priority == visit.item("someday").priority == priority
    assert visit.item("visit").priority != priority
    visit.office.undo()
    assert visit.item("aist").priority != priority


def test_a_letter_that_means_nothing_changes_nothing(panel: HostsPanel, visit: Visit) -> None:
    before = visit.labels()
    stand(panel, visit, "aist", "priority")
    QTest.keyClicks(panel.table, "q")
    assert visit.labels() == before
    assert not panel.table.is_editing()


def test_a_priority_is_chosen_from_a_list_too(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "aist", "priority")
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    choice = next(box for box in panel.table.findChildren(QComboBox) if box.isVisible())
    assert choice.currentText() == "Should"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert visit.item("aist").priority == Priority.MUST


@pytest.mark.parametrize(("typed", "minutes"), [("90", 90), ("1 h 30", 90), ("1:15", 75)])
def test_a_length_is_typed_in_place(
    panel: HostsPanel, visit: Visit, typed: str, minutes: int
) -> None:
    stand(panel, visit, "someday", "minutes")
    type_into_cell(panel.table, typed)
    assert visit.item("someday").minutes == minutes


def test_tab_goes_on_in_a_row_that_was_unselected(panel: HostsPanel) -> None:
    here = panel.model.index(panel.model.rowCount() - 1, panel.model.column_of("title"))
    model = panel.table.selectionModel()
    model.setCurrentIndex(here, model.SelectionFlag.Clear)  # as Ctrl and a click leave it
    type_into_cell(panel.table, "Somewhere else", Qt.Key.Key_Tab)
    assert open_cell(panel.table).isVisible()
    assert panel.table.currentIndex() == here.siblingAtColumn(panel.model.column_of("minutes"))


def test_what_is_no_length_is_told_beside_the_cell(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "aist", "minutes")
    type_into_cell(panel.table, "soon")
    assert "such as 90" in panel.table.bubble.text()
    assert open_cell(panel.table).text() == "soon"
    assert visit.item("aist").minutes == 45


def test_delete_empties_a_cell(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "aist", "minutes")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert visit.item("aist").minutes is None


def test_the_length_of_one_that_has_a_time_moves_its_end(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "visit", "minutes")
    type_into_cell(panel.table, "45")
    item = visit.item("visit")
    assert (str(item.start.time), str(item.end.time)) == ("10:00:00", "10:45:00")
    panel.pin(True)
    stand(panel, visit, "visit", "minutes")
    type_into_cell(panel.table, "90")
    assert "Unpin" in panel.table.bubble.text()
    assert str(visit.item("visit").end.time) == "10:45:00"


def test_windows_are_typed_in_short_words(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "aist", "windows")
    type_into_cell(panel.table, "Mon, Tue 9-12; any day from 14")
    assert wish(visit, "aist").windows == (
        WindowFact(MONDAY, NINE, NOON),
        WindowFact(TUESDAY, NINE, NOON),
        WindowFact(None, 14 * 60, MIDNIGHT),
    )
    assert text(panel, "AIST", "windows") == "Mon, Tue 9–12; any day from 14"
    stand(panel, visit, "aist", "windows")
    type_into_cell(panel.table, "Fri 9-12")
    assert "no possible time of this visit" in panel.table.bubble.text()
    assert len(wish(visit, "aist").windows) == 3


def test_the_form_saves_each_field_as_one_step(panel: HostsPanel, visit: Visit) -> None:
    panel.select(visit.ids["aist"])
    windows = (WindowFact(TUESDAY, NINE, NOON), WindowFact(None, 14 * 60, MIDNIGHT))
    values: dict[str, object] = {
        "minutes": 75,
        "priority": "must",
        "windows": windows,
        "preferred_half": "morning",
        "place_id": visit.ids["wako"],
        "host_organisation_id": visit.ids["riken"],
        "apart": (visit.ids["visit"],),
        "before": (visit.ids["someday"],),
        "language": ("ja", "en"),
        "interpreted": True,
    }
    for name, value in values.items():
        field = panel.form.field(name)
        field.show_value(value)
        assert field.commit(), name
        assert field.value() == value
    item, wished = visit.item("aist"), wish(visit, "aist")
    assert (item.minutes, item.priority, item.preferred_half) == (75, "must", "morning")
    assert (item.place_id, item.host_organisation_id) == (visit.ids["wako"], visit.ids["riken"])
    assert (item.language, item.interpreted) == ("ja/en", True)
    assert wished.windows == windows
    assert wished.apart == {visit.ids["visit"]}
    assert wished.before == {visit.ids["someday"]}
    for _name in values:
        visit.office.undo()
    assert visit.item("aist").minutes == 45
    assert (visit.item("aist").language, visit.item("aist").interpreted) == ("", False)
    assert wish(visit, "aist").windows == ()


def test_a_window_is_added_changed_and_removed_in_the_form(panel: HostsPanel, visit: Visit) -> None:
    panel.select(visit.ids["aist"])
    field = panel.form.field("windows")
    line = field.control()
    line.setFocus()
    QTest.keyClicks(line, "Tue 9-12")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert wish(visit, "aist").windows == (WindowFact(TUESDAY, NINE, NOON),)
    row = field._rows[0]  # type: ignore[attr-defined]
    row.end.setText("11.30")
    assert field.commit()
    assert wish(visit, "aist").windows == (WindowFact(TUESDAY, NINE, 690),)
    row.end.setText("8")
    assert not panel.leave()
    assert field.below() == "This ends before it starts."
    assert wish(visit, "aist").windows == (WindowFact(TUESDAY, NINE, 690),)
    row.remove.click()
    assert wish(visit, "aist").windows == ()


def test_what_cannot_be_read_keeps_its_host_in_sight(panel: HostsPanel, visit: Visit) -> None:
    panel.select(visit.ids["aist"])
    field = panel.form.field("minutes")
    field.control().setText("soon")  # type: ignore[attr-defined]
    panel.table.choose([visit.ids["someday"]])
    assert [host.id for host in panel.chosen()] == [visit.ids["aist"]]
    assert "such as 90" in field.below()


def test_a_name_that_cannot_be_added_yet_is_not_lost(panel: HostsPanel, visit: Visit) -> None:
    panel.select(visit.ids["aist"])
    panel.form.field("minutes").control().setText("soon")  # type: ignore[attr-defined]
    panel.line.named.emit("METI", "")
    assert "METI" not in names(panel)
    assert panel.line.line.text() == "METI"


def test_a_circle_of_visits_is_told(panel: HostsPanel, visit: Visit) -> None:
    hosts = {host.id: host for host in panel.wished.hosts}
    first, second, third = (visit.ids[name] for name in ("aist", "someday", "visit"))
    panel.wishing.set_orders(hosts[first], [], [second])
    panel.wishing.set_orders(hosts[second], [], [third])
    panel.select(first)
    assert panel.form.field("before").below() == ""
    panel.wishing.set_orders(hosts[third], [], [first])
    assert "circle" in panel.form.field("before").below()


def test_only_one_that_has_a_time_is_pinned_and_unpinned(panel: HostsPanel, visit: Visit) -> None:
    panel.table.choose([visit.ids["aist"], visit.ids["visit"]])
    panel.pin(True)
    assert (visit.item("visit").pinned, visit.item("aist").pinned) == (True, False)
    assert panel._unpin.isVisible()
    panel._unpin.click()
    assert not visit.item("visit").pinned


def test_hosts_with_a_time_are_not_deleted_here(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "visit", "title")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert "programme" in panel.table.bubble.text()
    stand(panel, visit, "aist", "title")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert names(panel) == ["Company visit", "Early call", "RIKEN visit", "Seminar"]


def test_half_a_day_is_set_for_several_from_the_menu(panel: HostsPanel, visit: Visit) -> None:
    panel.table.choose([visit.ids["aist"], visit.ids["someday"]])
    menu = panel._half.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Afternoon").trigger()
    assert visit.item("aist").preferred_half == HalfDay.AFTERNOON
    assert visit.item("someday").preferred_half == HalfDay.AFTERNOON


def test_one_group_is_enough_only_where_there_are_groups_with_people(
    panel: HostsPanel, visit: Visit, office: OfficeFile
) -> None:
    from desktop.domain import GroupMember

    panel.select(visit.ids["aist"])
    assert panel.form.field("one_group").isHidden()
    with office.writing("edit", kind="group") as session:
        for group, person in (("A", "Eksempel"), ("B", "Testrup")):
            session.add(GroupMember(group_id=visit.ids[group], person_id=visit.ids[person]))
    assert not panel.form.field("one_group").isHidden()


def test_without_hosts_the_panel_says_what_to_do_first(
    qtbot: QtBot, desk: Desk, visit: Visit, office: OfficeFile
) -> None:
    from desktop.store import delegations

    with office.writing("create") as session:
        new = delegations.create(session, MONDAY, title=Trilingual(en="New")).id
    panel = show(qtbot, desk, new)
    assert panel._empty.isVisible()
    assert not panel.table.isVisible()
    panel.line.named.emit("METI", "")
    assert not panel._empty.isVisible()
    assert names(panel) == ["METI"]


def test_a_change_elsewhere_is_followed_and_keeps_the_selection(
    panel: HostsPanel, visit: Visit, office: OfficeFile
) -> None:
    from desktop.domain import Item

    panel.select(visit.ids["aist"])
    with office.writing("edit", kind="item") as session:
        records.update(session, Item, visit.ids["aist"], minutes=30)
        records.update(session, Item, visit.ids["someday"], status="cancelled")
    assert names(panel) == ["AIST", "Early call", "RIKEN visit", "Seminar"]
    assert [host.id for host in panel.chosen()] == [visit.ids["aist"]]
    assert panel.form.field("minutes").value() == 30


def test_all_is_said_in_the_language_of_the_moment(
    panel: HostsPanel, visit: Visit, switch: LanguageSwitch
) -> None:
    stand(panel, visit, "aist", "windows")
    type_into_cell(panel.table, "Tue 9-12")
    switch.use("ja")
    row = panel.model.place_of(visit.ids["aist"])
    assert panel.model.index(row, 0).data() == "産総研"
    assert panel.model.index(row, panel.model.column_of("windows")).data() == "火 9時～12時"
    switch.use("da")
    assert panel.model.index(row, panel.model.column_of("windows")).data() == "tirs 9–12"


def test_everything_is_in_a_catalogue_and_has_a_name(
    panel: HostsPanel, visit: Visit, switch: LanguageSwitch
) -> None:
    panel.select(visit.ids["aist"])
    panel.form.field("windows").show_value((WindowFact(TUESDAY, NINE, NOON),))
    assert panel.form.field("windows").commit()
    assert unnamed(panel) == []
    switch.use(PSEUDO)
    titles = [text for host in panel.wished.hosts for text in host.item.title.parts()]
    assert texts_left(panel, [*titles, "RIKEN Wako"]) == []


def test_what_is_typed_into_a_cell_is_kept_in_a_draft(
    panel: HostsPanel, visit: Visit, desk: Desk
) -> None:
    stand(panel, visit, "aist", "minutes")
    QTest.keyClicks(panel.table, "75")
    found = desk.drafts._collect()
    assert [(one.kind, one.entity_id, one.field) for one in found] == [
        ("item", visit.ids["aist"], "minutes")
    ]


def test_an_input_method_opens_a_cell_too(panel: HostsPanel, visit: Visit) -> None:
    stand(panel, visit, "aist", "windows")
    QApplication.sendEvent(panel.table, QInputMethodEvent("か", []))
    commit = QInputMethodEvent()
    commit.setCommitString("火")
    QApplication.sendEvent(panel.table, commit)
    line = open_cell(panel.table)
    assert line.text() == "火"
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert wish(visit, "aist").windows == (WindowFact(TUESDAY, 0, MIDNIGHT),)
