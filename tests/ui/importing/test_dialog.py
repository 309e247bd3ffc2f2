"""Importing a calendar file: seen first, taken over when the officer says so."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Item, Moment, Trilingual
from desktop.domain.importing import Aspect
from desktop.language import PSEUDO
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.importing.dialog import ImportDialog
from desktop.ui.importing.model import EVENT, FIELD, FILE, NOW, WHAT
from desktop.ui.switch import LanguageSwitch
from tests.calendars.conftest import at
from tests.calendars.foreign import event, file
from tests.ui.sweep import texts_left

DINNER = event("DTSTART;TZID=Asia/Tokyo:20270420T180000", "SUMMARY:Dinner", uid="dinner")
FLOATING = event("DTSTART:20270421T090000", "SUMMARY:Talks", uid="talks")


class Host:
    """A visit with one item, and the files that a host sends about it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        made = desk.do("create", self._make)
        assert made is not None
        self.visit, self.item = made

    def _make(self, session: Session) -> tuple[str, str]:
        visit = delegations.create(session, self.desk.today())
        values = {"start": at("2027-04-17").date, "end": at("2027-04-24").date}
        records.update(session, Delegation, visit.id, title=Trilingual(en="Quantum"), **values)
        item = delegations.add_item(
            session,
            delegation_id=visit.id,
            title=Trilingual(en="Visit"),
            start=at("2027-04-19 09:00"),
            end=at("2027-04-19 10:00"),
        )
        return visit.id, item.id

    def moved(self) -> str:
        """The item an hour later, under another title."""
        times = ("DTSTART;TZID=Asia/Tokyo:20270419T100000", "DTEND;TZID=Asia/Tokyo:20270419T110000")
        return event(*times, "SUMMARY:Visit and talks", "SEQUENCE:5", uid=self.item)

    def dialog(self, qtbot: QtBot, *parts: str, content: bytes | None = None) -> ImportDialog:
        path = self.folder / "invitation.ics"
        path.write_bytes(file(*parts) if content is None else content)
        dialog = ImportDialog(self.desk, path, ("", ""), None)
        qtbot.addWidget(dialog)
        dialog.show()
        self.wait(qtbot, dialog)
        return dialog

    @staticmethod
    def wait(qtbot: QtBot, dialog: ImportDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.is_busy())

    def items(self) -> list[Item]:
        return self.desk.read(lambda s: records.parts(s, Item, "delegation", self.visit))

    def start(self) -> Moment:
        return self.desk.read(lambda s: records.get(s, Item, self.item)).start


@pytest.fixture
def host(desk: Desk, tmp_path: Path) -> Host:
    return Host(desk, tmp_path)


def _cells(dialog: ImportDialog, *columns: int) -> list[tuple[str, ...]]:
    rows = dialog.rows
    return [
        tuple(str(rows.data(rows.index(row, column))) for column in columns)
        for row in range(rows.rowCount())
    ]


def test_each_field_is_shown_as_it_is_and_as_it_would_be(qtbot: QtBot, host: Host) -> None:
    dialog = host.dialog(qtbot, host.moved(), DINNER)
    assert _cells(dialog, WHAT, EVENT, FIELD) == [
        ("Changed", "Visit and talks", "Title"),
        ("", "", "Date and time"),
        ("New event", "Dinner", "Add"),
    ]
    now = "Mon 19 Apr 09:00–10:00 JST (02:00–03:00 CEST)"
    then = "Mon 19 Apr 10:00–11:00 JST (03:00–04:00 CEST)"
    assert _cells(dialog, NOW, FILE)[:2] == [("Visit", "Visit and talks"), (now, then)]
    assert "New event: 1 · Changed: 1" in dialog._summary.text()
    assert host.start() == at("2027-04-19 09:00")


def test_only_what_is_ticked_is_taken_over_as_one_action(qtbot: QtBot, host: Host) -> None:
    dialog = host.dialog(qtbot, host.moved(), DINNER)
    assert dialog._take.text() == "Take over 3 changes"
    dialog.table.selectRow(0)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert [aspects for _one, aspects in dialog.rows.chosen()] == [[Aspect.TIME], []]
    dialog._take.click()
    changed = host.desk.read(lambda s: records.get(s, Item, host.item))
    assert (changed.title.en, changed.start) == ("Visit", at("2027-04-19 10:00"))
    assert {item.source_uid for item in host.items()} == {"", "dinner"}
    host.desk.undo()
    assert host.start() == at("2027-04-19 09:00")
    assert len(host.items()) == 1


def test_nothing_is_taken_over_when_nothing_is_ticked(qtbot: QtBot, host: Host) -> None:
    dialog = host.dialog(qtbot, host.moved(), DINNER)
    dialog._none.click()
    assert not dialog._take.isEnabled()
    dialog.accept()
    assert host.start() == at("2027-04-19 09:00")
    dialog._all.click()
    assert dialog._take.isEnabled()


def test_new_events_go_where_their_days_are_or_are_asked(qtbot: QtBot, host: Host) -> None:
    dialog = host.dialog(qtbot, DINNER)
    assert dialog.target.value() == f"delegation:{host.visit}"
    dialog.target.set_value(None)
    dialog.accept()
    assert dialog.result() == 0
    assert len(host.items()) == 1
    dialog.target.set_value(f"delegation:{host.visit}")
    dialog.everyone.set_value(False)
    dialog.accept()
    (new,) = (item for item in host.items() if item.source_uid)
    assert not new.everyone


def test_the_record_that_is_shown_is_offered_first(qtbot: QtBot, host: Host) -> None:
    late = event("DTSTART;TZID=Asia/Tokyo:20300101T090000", uid="late")
    assert host.dialog(qtbot, late).target.value() is None
    shown = ImportDialog(
        host.desk, host.folder / "invitation.ics", ("delegation", host.visit), None
    )
    qtbot.addWidget(shown)
    host.wait(qtbot, shown)
    assert shown.target.value() == f"delegation:{host.visit}"


def test_a_zone_is_asked_before_its_events_are_taken(qtbot: QtBot, host: Host) -> None:
    dialog = host.dialog(qtbot, FLOATING, DINNER)
    assert dialog.questions.isVisible()
    assert ("Not taken over", "Talks") in _cells(dialog, WHAT, EVENT)
    dialog.rows.turn(0)
    (field,) = dialog.questions._fields.values()
    assert field.label() == "Times without a time zone: 1 time, the first Wed 21 Apr 09:00"
    field.set_value("Asia/Tokyo")
    field.edited.emit("Asia/Tokyo")
    host.wait(qtbot, dialog)
    assert ("New event", "Talks") in _cells(dialog, WHAT, EVENT)
    assert [one.incoming.summary for one, _fields in dialog.rows.chosen()] == ["Talks"]


def _daily(uid: str = "daily") -> str:
    return event(
        "DTSTART;TZID=Asia/Tokyo:20270422T180000", "RRULE:FREQ=DAILY", "SUMMARY:Tea", uid=uid
    )


def test_each_time_of_a_repeating_event_is_ticked_by_itself(qtbot: QtBot, host: Host) -> None:
    dialog = host.dialog(qtbot, _daily())
    days = ["Thu 22 Apr", "Fri 23 Apr", "Sat 24 Apr"]
    told = [text.partition(" 18:00")[0] for (text,) in _cells(dialog, FILE)]
    reason = "It repeats; what is not on the days of the delegation or exchange is left out."
    assert told == [*days, reason]
    dialog.rows.turn(1)
    dialog.accept()
    assert [item.start.date for item in host.items() if item.source_uid] == [
        at("2027-04-22").date,
        at("2027-04-24").date,
    ]
    off = _daily().replace("RRULE", "EXDATE:20270424T090000Z\nRRULE")
    again = host.dialog(qtbot, off)
    assert _cells(again, WHAT, EVENT)[:2] == [
        ("New event", "Tea"),
        ("Cancelled", "Tea · Sat 24 Apr"),
    ]


def test_repeating_events_are_shown_on_the_days_of_the_record_that_is_chosen(
    qtbot: QtBot, host: Host
) -> None:
    def short(session: Session) -> str:
        made = delegations.create(session, host.desk.today())
        days = {"start": at("2027-05-03").date, "end": at("2027-05-03").date}
        records.update(session, Delegation, made.id, **days)
        return made.id

    other = host.desk.do("create", short)
    dialog = host.dialog(qtbot, _daily())
    dialog.target.set_value(f"delegation:{other}")
    dialog.target.edited.emit(f"delegation:{other}")
    dialog.accept()
    assert dialog.result() == 0
    host.wait(qtbot, dialog)
    assert _cells(dialog, FILE)[0][0].startswith("Mon 3 May")
    assert dialog.rows.ticks() == 1
    assert dialog.target.isVisible()


def test_a_name_that_may_not_be_what_it_seems_is_warned_of(qtbot: QtBot, host: Host) -> None:
    odd = DINNER.replace("SUMMARY:Dinner", "SUMMARY:Din\u202ener")
    dialog = host.dialog(qtbot, odd, FLOATING)
    assert "1 event has a name or place" in dialog._summary.text()
    index = dialog.rows.index(0, EVENT)
    assert "U+202E" in str(dialog.rows.data(index, Qt.ItemDataRole.ToolTipRole))
    assert "U+202E" in str(dialog.rows.data(index, Qt.ItemDataRole.AccessibleTextRole))
    assert dialog.rows.data(index, Qt.ItemDataRole.DecorationRole) is not None
    assert dialog.rows.data(dialog.rows.index(1, EVENT), Qt.ItemDataRole.DecorationRole) is None


def test_what_can_not_be_taken_says_why(qtbot: QtBot, host: Host) -> None:
    todo = "BEGIN:VTODO\nSUMMARY:Slides\nEND:VTODO"
    bad = event("DTSTART:tomorrow", "SUMMARY:Reception", uid="bad")
    dialog = host.dialog(qtbot, todo, bad)
    assert _cells(dialog, EVENT, FILE) == [
        ("Slides", "This is a task; only events are taken over."),
        ("Reception", "Line 9: this time cannot be read: “tomorrow”."),
    ]
    assert dialog._take.isHidden()


def test_a_file_that_is_none_says_so_and_another_can_be_chosen(
    qtbot: QtBot, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = host.dialog(qtbot, content=b"\n\nhello")
    assert "line 3" in dialog._problem_text()
    assert dialog._views.currentIndex() == 1
    good = host.folder / "good.ics"
    good.write_bytes(file(DINNER))
    monkeypatch.setattr("desktop.ui.importing.dialog.ask_open", lambda *_args: good)
    dialog._ask_file()
    host.wait(qtbot, dialog)
    assert _cells(dialog, EVENT) == [("Dinner",)]
    dialog.open_file(host.folder / "gone.ics")
    host.wait(qtbot, dialog)
    assert "gone.ics" in dialog._problem_text()


def test_a_summary_has_the_colon_of_the_language(
    qtbot: QtBot, host: Host, switch: LanguageSwitch
) -> None:
    dialog = host.dialog(qtbot, host.moved())
    assert dialog._summary.text().endswith(": 1")
    switch.use("ja")
    assert dialog._summary.text().endswith("：1")


def test_a_file_that_changes_nothing_says_so(qtbot: QtBot, host: Host) -> None:
    same = event("DTSTART;TZID=Asia/Tokyo:20270419T090000", "DTEND:20270419T010000Z", uid=host.item)
    dialog = host.dialog(qtbot, same)
    assert dialog._views.currentIndex() == 2
    assert dialog._summary.text() == "Unchanged: 1"
    assert dialog._take.isHidden()
    assert dialog._cancel.text() == "Close"


def test_reading_can_be_left(qtbot: QtBot, host: Host) -> None:
    path = host.folder / "invitation.ics"
    path.write_bytes(file(DINNER))
    dialog = ImportDialog(host.desk, path, ("", ""), None)
    qtbot.addWidget(dialog)
    dialog.reject()
    dialog.deleteLater()
    host.desk.background.stop()
    assert len(host.items()) == 1


def test_no_text_stays_behind(qtbot: QtBot, host: Host, switch: LanguageSwitch) -> None:
    dialog = host.dialog(qtbot, host.moved(), FLOATING, DINNER)
    switch.use(PSEUDO)
    titles = ("Visit and talks", "Visit", "Talks", "Dinner", "Quantum", "invitation.ics")
    assert texts_left(dialog, (*titles, "DEL-2026-001")) == []
