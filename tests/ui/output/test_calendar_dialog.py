"""The calendar question: the whole office or one record, one person, with and without privacy."""

from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain import Item, Person
from desktop.errors import Problem
from desktop.store import interchange, lists, loading, records
from desktop.store.tasks import rows
from desktop.ui.desk import Desk
from desktop.ui.output import calendar_dialog
from desktop.ui.output.calendar_choice import Listed
from desktop.ui.output.calendar_dialog import CalendarDialog
from tests.conftest import PATIENCE_MS
from tests.ui.conflicts.kit import Visit


def save(dialog: CalendarDialog, path: Path) -> None:
    """Save, and wait until the file of the whole office is written."""
    dialog.save_to(path)
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not dialog._busy.isHidden() and not deadline.hasExpired():
        QApplication.processEvents()


@pytest.fixture
def demo(desk: Desk) -> Desk:
    """The desk of the demo office."""
    interchange.import_demo(desk.office)
    return desk


def _saved(dialog: CalendarDialog, path: Path) -> list[str]:
    save(dialog, path)
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in events]


def test_a_record_and_the_whole_office(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    delegation = demo.read(lists.delegations)[0]
    one = CalendarDialog(demo, "delegation", delegation.id)
    qtbot.addWidget(one)
    whole = CalendarDialog(demo, "", "")
    qtbot.addWidget(whole)
    assert len(_saved(one, tmp_path / "one.ics")) == 44
    assert len(_saved(whole, tmp_path / "all.ics")) > 44


def test_one_persons_part_in_danish(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    delegation = demo.read(lists.delegations)[0]
    liv = demo.read(lambda s: s.query(Person).filter_by(family="Øvebjerg").one())
    dialog = CalendarDialog(demo, "delegation", delegation.id)
    qtbot.addWidget(dialog)
    dialog.choose(what="person", person=liv.id, language="da")
    titles = _saved(dialog, tmp_path / "liv.ics")
    assert any("via Helsinki" in title for title in titles)
    assert not any("SK983" in title for title in titles)


def test_private_details_only_when_asked(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    plain, private = CalendarDialog(demo, "", ""), CalendarDialog(demo, "", "")
    qtbot.addWidget(plain)
    qtbot.addWidget(private)
    private.form.load({"private": True})
    save(plain, tmp_path / "plain.ics")
    save(private, tmp_path / "private.ics")
    phone = b"+81-3-0000-0001"
    assert phone not in (tmp_path / "plain.ics").read_bytes()
    assert phone in (tmp_path / "private.ics").read_bytes().replace(b"\r\n ", b"")


def test_an_empty_office_says_so_and_writes_nothing(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = CalendarDialog(desk, "", "")
    qtbot.addWidget(dialog)
    save(dialog, tmp_path / "none.ics")
    assert dialog._problem_text()
    assert not (tmp_path / "none.ics").exists()


def test_what_is_not_solved_is_said(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    one, whole = CalendarDialog(desk, "delegation", visit.trip), CalendarDialog(desk, "", "")
    qtbot.addWidget(one)
    qtbot.addWidget(whole)
    assert one.conflicts.text() == "1 must be solved · 1 warning · 1 hint"
    assert whole.conflicts.isHidden()
    asked: list[str] = []
    desk.part_asked.connect(asked.append)
    one.show()
    one.conflicts.opened.emit(visit.talk)
    assert asked == [visit.talk]
    assert one.isHidden()


def test_tasks_are_in_the_offices_own_calendar_and_elsewhere_when_asked(
    qtbot: QtBot, demo: Desk, tmp_path: Path
) -> None:
    stay = next(row for row in demo.read(lists.exchanges) if row.reference == "EXC-2027-001")
    whole, one = CalendarDialog(demo, "", ""), CalendarDialog(demo, "exchange", stay.id)
    told: list[str] = []
    demo.noticed.connect(lambda text, _undo: told.append(text()))
    numbers = []
    for dialog, tasks in ((whole, None), (one, None), (one, "todo")):
        qtbot.addWidget(dialog)
        if tasks is not None:
            dialog.choose(tasks=tasks)
        save(dialog, tmp_path / "out.ics")
        root = Calendar.from_ical((tmp_path / "out.ics").read_bytes())
        numbers.append(len(root.walk("VTODO")))
    listed = demo.read(rows)
    mine = len([row for row in listed if row.record_id == stay.id])
    assert numbers == [len(listed), 0, mine]
    # The notice counts all entries: here the stay itself and its tasks.
    assert told[-1].startswith(f"{mine + 1} entries")


def test_a_persons_calendar_speaks_their_language_unless_another_is_chosen(
    qtbot: QtBot, demo: Desk, tmp_path: Path
) -> None:
    person = demo.read(lambda s: s.query(Person).filter_by(family="Øvebjerg").one())
    demo.do("person.edit", lambda s: records.update(s, Person, person.id, languages="ja da"))
    dialog = CalendarDialog(demo, "", "")
    qtbot.addWidget(dialog)
    dialog.choose(what="person", person=person.id)
    assert dialog.form.field("language").value() == "ja"
    dialog.choose(language="da")
    save(dialog, tmp_path / "one.ics")
    assert b"LANGUAGE=da" in (tmp_path / "one.ics").read_bytes()


def test_who_is_missing_is_asked_for_and_nothing_is_written(
    qtbot: QtBot, demo: Desk, tmp_path: Path
) -> None:
    dialog = CalendarDialog(demo, "", "")
    qtbot.addWidget(dialog)
    dialog.choose(what="institution")
    save(dialog, tmp_path / "none.ics")
    assert not (tmp_path / "none.ics").exists()
    assert not dialog.form.field("institution").isHidden()
    assert dialog.form.field("person").isHidden()


def test_a_group_and_an_institution(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    visit = demo.read(lambda s: loading.delegation(s, lists.delegations(s)[0].id))
    whole = len(visit.items)
    travelling = {member.person.organisation_id for member in visit.members}
    hosts = {item.host_organisation_id for item in visit.items} - travelling
    host = min(one for one in hosts if one)
    for values in (
        {"what": "group", "group": visit.groups[0].id},
        {"what": "institution", "institution": host},
    ):
        dialog = CalendarDialog(demo, "delegation", visit.id)
        qtbot.addWidget(dialog)
        dialog.choose(**values)
        assert 0 < len(_saved(dialog, tmp_path / "part.ics")) < whole


def test_the_records_of_a_list(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    ids = tuple(row.id for row in demo.read(lists.exchanges))
    assert len(ids) > 2
    listed = Listed("exchange", ids[:2], ids)
    numbers = []
    for what in ("selected", "listed"):
        dialog = CalendarDialog(demo, "", "", listed=listed)
        qtbot.addWidget(dialog)
        assert dialog.form.field("what").value() == "selected"
        dialog.choose(what=what)
        numbers.append(len(_saved(dialog, tmp_path / f"{what}.ics")))
    assert 0 < numbers[0] < numbers[1]


def test_reminders_are_those_of_the_settings(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    demo.settings.remind_meeting, demo.settings.remind_travel = 20, 0
    dialog = CalendarDialog(demo, "delegation", demo.read(lists.delegations)[0].id)
    qtbot.addWidget(dialog)
    save(dialog, tmp_path / "quiet.ics")
    dialog.choose(reminders=True)
    save(dialog, tmp_path / "loud.ics")
    assert b"VALARM" not in (tmp_path / "quiet.ics").read_bytes()
    loud = (tmp_path / "loud.ics").read_bytes()
    assert {line for line in loud.split(b"\r\n") if line.startswith(b"TRIGGER")} == {
        b"TRIGGER:-PT20M"
    }


def test_what_was_handed_out_and_deleted_is_called_off_next_time(
    qtbot: QtBot, demo: Desk, tmp_path: Path
) -> None:
    visit = demo.read(lambda s: loading.delegation(s, lists.delegations(s)[0].id))
    gone = visit.items[5].id
    told: list[str] = []
    demo.noticed.connect(lambda text, _undo: told.append(text()))
    for name in ("first", "second"):
        dialog = CalendarDialog(demo, "delegation", visit.id)
        qtbot.addWidget(dialog)
        save(dialog, tmp_path / f"{name}.ics")
        if name == "first":
            demo.do("item.delete", lambda s: records.delete(s, records.get(s, Item, gone)))
    events = {
        str(event["UID"]): str(event["STATUS"])
        for event in Calendar.from_ical((tmp_path / "second.ics").read_bytes()).walk("VEVENT")
    }
    assert events[gone] == "CANCELLED"
    assert "cancelled" in told[-1]


def test_private_details_are_told_of_again(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    told: list[str] = []
    demo.noticed.connect(lambda text, _undo: told.append(text()))
    dialog = CalendarDialog(demo, "delegation", demo.read(lists.delegations)[0].id)
    qtbot.addWidget(dialog)
    save(dialog, tmp_path / "plain.ics")
    dialog.choose(private=True)
    save(dialog, tmp_path / "private.ics")
    assert ["Private details" in text for text in told] == [False, True]


def test_the_ways_to_all_members_and_to_invitations(qtbot: QtBot, demo: Desk) -> None:
    record, asked = demo.read(lists.delegations)[0].id, []
    for name in ("For all members…", "Invitations…"):
        dialog = CalendarDialog(
            demo,
            "delegation",
            record,
            for_all=lambda *which: asked.append(("all", *which)),
            invite=lambda *which: asked.append(("invite", *which)),
        )
        qtbot.addWidget(dialog)
        dialog.show()
        button = next(one for one in dialog.findChildren(QPushButton) if one.text() == name)
        button.click()
        assert dialog.isHidden()
    assert asked == [("all", "delegation", record), ("invite", "delegation", record)]


def test_the_question_is_high_enough_for_all_it_says(qtbot: QtBot, demo: Desk) -> None:
    dialog = CalendarDialog(demo, "delegation", demo.read(lists.delegations)[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    tasks = dialog.form.field("tasks")
    dialog.form.focus("tasks")

    def fits() -> None:
        needed = tasks.heightForWidth(tasks.width())
        assert tasks.height() >= needed, (tasks.size(), needed, dialog.size(), dialog.minimumSize())

    qtbot.waitUntil(fits)


def test_where_the_file_takes_nothing_no_calendar_is_handed_out(
    qtbot: QtBot, demo: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise Problem("file_full", path="office.kakehashi")

    monkeypatch.setattr(calendar_dialog, "remember", refuse)
    dialog = CalendarDialog(demo, "delegation", demo.read(lists.delegations)[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save_to(tmp_path / "visit.ics")
    qtbot.waitUntil(dialog._said.isVisible)
    assert "full" in dialog._said.text()
    assert not (tmp_path / "visit.ics").exists()
