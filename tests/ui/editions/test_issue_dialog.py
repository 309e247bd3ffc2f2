"""Issuing: which files there are to be, making them while one waits, all or nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import EditionPaper, Person
from desktop.errors import Problem
from desktop.making import edition as making
from desktop.store import editions, records
from desktop.store.kept import kept
from desktop.ui.desk import Desk
from desktop.ui.editions import EditionsPanel, issue_dialog
from desktop.ui.editions.issue_dialog import IssueDialog
from tests.ui.editions.conftest import join, visits
from tests.ui.sweep import type_text

Shown = Callable[[], EditionsPanel]


@pytest.fixture
def dialog(qtbot: QtBot, demo: Desk, shown: Shown) -> IssueDialog:
    """The question for the first edition of the demo delegation."""
    made = IssueDialog(demo, "delegation", shown().known())
    qtbot.addWidget(made)
    return made


def issued(qtbot: QtBot, dialog: IssueDialog) -> None:
    dialog.issue()
    assert dialog.is_working()
    qtbot.waitUntil(lambda: not dialog.is_working())


def papers(desk: Desk, trip: str) -> list[EditionPaper]:
    found = desk.read(lambda s: editions.editions(s, trip))
    return list(found[0].papers) if found else []


def test_an_edition_is_issued_with_its_files(
    qtbot: QtBot, demo: Desk, trip: str, dialog: IssueDialog
) -> None:
    told: list[str] = []
    demo.noticed.connect(lambda text, undo: told.append(f"{text()} {undo}"))
    dialog.form.load(
        {"languages": ("en", "ja+da"), "recipients": "MEXT", "state": "draft", "note": "For Ida"}
    )
    assert dialog._count_text() == "5 files will be made."
    issued(qtbot, dialog)
    (edition,) = demo.read(lambda s: editions.editions(s, trip))
    assert (edition.number, edition.draft) == (3, True)
    assert (edition.recipients, edition.note) == ("MEXT", "For Ida")
    assert [(paper.document, paper.languages) for paper in edition.papers] == [
        ("programme", "en"),
        ("programme", "ja da"),
        ("calendar", "en"),
        ("calendar", "ja"),
        ("calendar", "da"),
    ]
    content = demo.read(lambda s: kept(s, edition.papers[0].digest))
    assert content.startswith(b"%PDF")
    assert told == ["Edition 3 was issued with 5 files. True"]
    demo.undo()
    assert papers(demo, trip) == []


def test_each_member_gets_their_own_in_their_own_language(
    qtbot: QtBot, demo: Desk, trip: str, shown: Shown
) -> None:
    karla = join(demo, trip, "Karla")
    demo.do("edit", lambda s: records.update(s, Person, karla, languages="fr/da"))
    dialog = IssueDialog(demo, "delegation", shown().known())
    qtbot.addWidget(dialog)
    dialog.form.load({"documents": (), "calendar": False, "member_calendars": True})
    issued(qtbot, dialog)
    found = {paper.audience: paper for paper in papers(demo, trip)}
    assert len(found) == 13
    paper = found[f"person:{karla}"]
    assert (paper.document, paper.languages) == ("calendar", "da")
    assert paper.name.endswith("Karla Sen (da).ics")


def test_nothing_can_be_issued_without_a_file(dialog: IssueDialog) -> None:
    dialog.form.load({"languages": ()})
    dialog.say_again()
    assert not dialog._issue.isEnabled()
    assert dialog._count_text() == "Choose a paper and a language, or a calendar."
    dialog.form.load({"member_calendars": True})
    dialog.say_again()
    assert not dialog._issue.isEnabled()
    assert dialog._count_text() == "Choose a language for what is for everyone."
    dialog.form.load({"documents": (), "calendar": False})
    dialog.say_again()
    assert dialog._issue.isEnabled()


def test_where_one_file_fails_nothing_is_issued_and_it_is_named(
    qtbot: QtBot, demo: Desk, trip: str, dialog: IssueDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise Problem("calendar_empty")

    monkeypatch.setattr("desktop.making.edition.calendar", broken)
    issued(qtbot, dialog)
    assert "Calendar (en).ics” could not be made" in dialog._problem_text()
    assert not dialog.result()
    assert papers(demo, trip) == []


def test_stopping_issues_nothing_and_keeps_what_was_asked(
    qtbot: QtBot, demo: Desk, trip: str, dialog: IssueDialog
) -> None:
    dialog.form.load({"recipients": "MEXT", "member_calendars": True})
    dialog.issue()
    dialog.reject()
    assert not dialog.is_working()
    assert dialog.form.values()["recipients"] == "MEXT"
    assert dialog._count.text() == "Stopped. Nothing was issued."
    demo.background.stop()
    assert papers(demo, trip) == []


def test_the_next_edition_is_offered_as_the_last_one_was(
    qtbot: QtBot, demo: Desk, trip: str, dialog: IssueDialog, shown: Shown
) -> None:
    dialog.form.load({"languages": ("ja+en",), "calendar": False, "recipients": "MEXT"})
    issued(qtbot, dialog)
    item = visits(demo, trip)[0]
    demo.do("edit", lambda s: records.update(s, type(item), item.id, room="9.9"))
    again = IssueDialog(demo, "delegation", shown().known())
    qtbot.addWidget(again)
    values = again.form.values()
    assert (values["languages"], values["calendar"]) == (("ja+en",), False)
    assert (values["recipients"], values["changes"]) == ("MEXT", True)
    issued(qtbot, again)
    assert [one.number for one in demo.read(lambda s: editions.editions(s, trip))] == [4, 3]


def test_another_who_issues_meanwhile_is_told(
    qtbot: QtBot,
    demo: Desk,
    trip: str,
    dialog: IssueDialog,
    issue: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    demo.troubled.connect(lambda text: told.append(text()))
    made = making.make

    def overtaken(*arguments: Any) -> object:
        result = made(*arguments)
        issue()
        return result

    monkeypatch.setattr(issue_dialog, "make", overtaken)
    dialog.form.load({"documents": ()})
    issued(qtbot, dialog)
    assert told == ["Edition 3 was issued meanwhile. Please look at it and try again."]
    assert len(demo.read(lambda s: editions.editions(s, trip))) == 1


def test_what_was_typed_before_a_lock_stands_there_again(
    qtbot: QtBot, demo: Desk, shown: Shown, dialog: IssueDialog
) -> None:
    dialog.form.focus("note")
    type_text(dialog.form.field("note").control(), "内部用 æøå")
    demo.drafts.keep_boxes()
    dialog.reject()
    for again in (True, False):
        other = IssueDialog(demo, "delegation", shown().known())
        qtbot.addWidget(other)
        assert (other.form.values()["note"] == "内部用 æøå") is again
        other.reject()
