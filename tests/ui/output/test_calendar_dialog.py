"""The calendar question: the whole office or one record, one person, with and without privacy."""

from pathlib import Path

import pytest
from icalendar import Calendar
from pytestqt.qtbot import QtBot

from desktop.domain import Person
from desktop.store import interchange, lists
from desktop.store.tasks import rows
from desktop.ui.desk import Desk
from desktop.ui.output.calendar_dialog import CalendarDialog
from tests.ui.conflicts.kit import Visit


@pytest.fixture
def demo(desk: Desk) -> Desk:
    """The desk of the demo office."""
    interchange.import_demo(desk.office)
    return desk


def _saved(dialog: CalendarDialog, path: Path) -> list[str]:
    dialog.save_to(path)
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
    dialog.form.load({"person": liv.id, "language": "da"})
    titles = _saved(dialog, tmp_path / "liv.ics")
    assert any("via Helsinki" in title for title in titles)
    assert not any("SK983" in title for title in titles)


def test_private_details_only_when_asked(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    plain, private = CalendarDialog(demo, "", ""), CalendarDialog(demo, "", "")
    qtbot.addWidget(plain)
    qtbot.addWidget(private)
    private.form.load({"private": True})
    plain.save_to(tmp_path / "plain.ics")
    private.save_to(tmp_path / "private.ics")
    phone = b"+81-3-0000-0001"
    assert phone not in (tmp_path / "plain.ics").read_bytes()
    assert phone in (tmp_path / "private.ics").read_bytes().replace(b"\r\n ", b"")


def test_an_empty_office_says_so_and_writes_nothing(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = CalendarDialog(desk, "", "")
    qtbot.addWidget(dialog)
    dialog.save_to(tmp_path / "none.ics")
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
    for dialog, tasks in ((whole, None), (one, None), (one, True)):
        qtbot.addWidget(dialog)
        if tasks is not None:
            dialog.form.load({"tasks": tasks})
        dialog.save_to(tmp_path / "out.ics")
        root = Calendar.from_ical((tmp_path / "out.ics").read_bytes())
        numbers.append(len(root.walk("VTODO")))
    listed = demo.read(rows)
    mine = len([row for row in listed if row.record_id == stay.id])
    assert numbers == [len(listed), 0, mine]
    # The notice counts all entries: here the stay itself and its tasks.
    assert told[-1].startswith(f"{mine + 1} entries")


def test_the_question_is_high_enough_for_all_it_says(qtbot: QtBot, demo: Desk) -> None:
    dialog = CalendarDialog(demo, "delegation", demo.read(lists.delegations)[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    person = dialog.form.field("person")
    qtbot.waitUntil(lambda: person.height() >= person.heightForWidth(person.width()))
