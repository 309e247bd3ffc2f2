"""The editions of a record in the window: what was issued, what changed, copies of the files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.domain import Item, Trilingual
from desktop.domain.comparing import Difference
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.editions import EditionsPanel
from desktop.ui.editions.reading import NOW
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button, EmptyState, LinkButton, PlainLabel
from tests.ui.editions.conftest import join, load, move, visits

Issue = Callable[..., str]
Shown = Callable[[], EditionsPanel]


def texts(panel: EditionsPanel) -> list[str]:
    return [
        label.text()
        for label in panel.findChildren(PlainLabel)
        if label.text() and label.isVisibleTo(panel)
    ]


def test_without_an_edition_it_says_what_one_is(shown: Shown) -> None:
    panel = shown()
    empty = panel.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisibleTo(panel)
    assert any("handed out" in text or "hand out" in text for text in texts(panel))
    assert panel.known().next_number == 3  # as the delegation says


def test_a_record_that_is_not_made_yet_has_none(qtbot: QtBot, demo: Desk) -> None:
    panel = EditionsPanel(demo, "exchange")
    qtbot.addWidget(panel)
    panel.load("")
    assert not panel.isEnabled()
    assert not panel.is_loading()


def test_the_newest_edition_stands_first_and_only_it_can_be_current(
    issue: Issue, shown: Shown
) -> None:
    issue(draft=True)
    issue()
    panel = shown()
    assert [(card.edition.number, card.state()) for card in panel.cards()] == [
        (4, "Current"),
        (3, "Superseded"),
    ]
    assert "Nothing has changed since edition 4." in texts(panel)
    assert "Sent to: All hosts" in texts(panel)


def test_what_changed_since_is_listed_with_whom_it_affects(
    qtbot: QtBot, demo: Desk, trip: str, issue: Issue, shown: Shown
) -> None:
    issue()
    first, second, third, *_rest = visits(demo, trip)
    move(demo, first, 30)
    demo.do("edit", lambda s: records.update(s, Item, second.id, status="cancelled"))
    demo.do("edit", lambda s: records.update(s, Item, third.id, room="Room 9.9"))
    karla = join(demo, trip, "Karla")
    panel = shown()
    assert panel.cards()[0].state() == "Superseded"
    assert "4 changes since edition 3" in texts(panel)
    found = {one.id: set(one.kinds) for one in panel.changes.rows()}
    assert found == {
        first.id: {Difference.MOVED},
        second.id: {Difference.CANCELLED},
        third.id: {Difference.PLACE},
    }
    assert "New member: Karla Sen" in texts(panel)
    told = next(text for text in texts(panel) if "affected" in text)
    assert "Karla Sen" in told
    with qtbot.waitSignal(panel.changes.opened) as opened:
        next(
            link for link in panel.changes.findChildren(LinkButton) if link.accessibleName()
        ).click()
    assert opened.args == [panel.changes.rows()[0].id]
    assert karla in {str(one) for one in panel.changes.person_field()._codes}


def test_the_changes_of_one_person_alone(demo: Desk, trip: str, issue: Issue, shown: Shown) -> None:
    only = visits(demo, trip)[0]
    guest = join(demo, trip, "Nadia")
    issue()
    demo.do("edit", lambda s: records.update(s, Item, only.id, everyone=False))
    other = visits(demo, trip)[1]
    panel = shown()
    panel.changes.person_field().set_value(guest)
    panel.changes.person_field().edited.emit(guest)
    assert [one.id for one in panel.changes.rows()] == [only.id]
    assert other.id != only.id


def test_any_two_states_are_compared_whichever_way_round(
    qtbot: QtBot, demo: Desk, trip: str, issue: Issue, shown: Shown
) -> None:
    first = issue()
    item = visits(demo, trip)[0]
    move(demo, item, 30)
    second = issue()
    move(demo, item, 60)
    panel = shown()
    for pair in ((first, second), (second, first)):
        panel.compare(*pair)
        (one,) = panel.changes.rows()
        assert one.before is not None
        assert one.before.start == item.start
    panel.compare(second)
    (one,) = panel.changes.rows()
    assert one.after is not None
    assert one.after.start == item.start.moved(minutes=60)
    panel.compare(NOW, NOW)
    assert panel.changes.rows() == []


def test_each_edition_tells_how_far_it_is_from_the_one_that_followed(
    qtbot: QtBot, demo: Desk, trip: str, issue: Issue, shown: Shown
) -> None:
    first = issue()
    for item in visits(demo, trip)[:2]:
        move(demo, item, 30)
    second = issue()
    issue()
    panel = shown()
    _third, before, oldest = panel.cards()
    (link,) = (one for one in oldest.findChildren(LinkButton) if "until" in one.accessibleName())
    assert link.accessibleName() == "2 changes until edition 4"
    link.click()
    assert (panel._from.value(), panel._to.value()) == (first, second)
    assert len(panel.changes.rows()) == 2
    assert "No changes until edition 5" in [one.text() for one in before.findChildren(PlainLabel)]


def test_a_change_is_followed_and_a_choice_is_kept(
    qtbot: QtBot, demo: Desk, trip: str, issue: Issue, shown: Shown
) -> None:
    first = issue()
    issue()
    panel = shown()
    panel.compare(first)
    move(demo, visits(demo, trip)[0], 30)
    load(qtbot, panel, trip)
    assert len(panel.changes.rows()) == 1
    assert panel._from.value() == first


def test_the_very_bytes_are_saved_again(
    demo: Desk, issue: Issue, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue()
    panel = shown()
    path = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    panel.save(panel.cards()[0].edition.papers[0])
    assert path.read_bytes() == b"%PDF the programme"
    panel.save_all_to(panel.cards()[0].edition, tmp_path)
    folder = tmp_path / "DEL-2027-001 Edition 3"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "programme.pdf": b"%PDF the programme",
        "all.ics": b"BEGIN:VCALENDAR",
    }


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, demo: Desk, issue: Issue, shown: Shown
) -> None:
    told: list[str] = []
    demo.troubled.connect(lambda text: told.append(text()))
    issue()
    panel = shown()
    (tmp_path / "DEL-2027-001 Edition 3").write_bytes(b"mine")
    panel.save_all_to(panel.cards()[0].edition, tmp_path)
    assert len(told) == 1
    assert "DEL-2027-001 Edition 3" in told[0]


def test_it_speaks_the_language_of_the_window(
    switch: LanguageSwitch, demo: Desk, trip: str, issue: Issue, shown: Shown
) -> None:
    issue()
    item = visits(demo, trip)[0]
    demo.do("edit", lambda s: records.update(s, Item, item.id, title=Trilingual(ja="見本", en="X")))
    panel = shown()
    switch.use("ja")
    assert any("見本" in link.accessibleName() for link in panel.changes.findChildren(LinkButton))


def test_the_editor_shows_it_and_follows(qtbot: QtBot, demo: Desk, trip: str, issue: Issue) -> None:
    editor = DelegationEditor(demo, trip)
    qtbot.addWidget(editor)
    editor.show_tab(editor._editions_tab)
    qtbot.waitUntil(lambda: not editor.editions.is_loading())
    assert editor.editions.cards() == []
    issue()
    editor.reload()
    qtbot.waitUntil(lambda: len(editor.editions.cards()) == 1)
    assert "edition" in editor.kinds
    assert any(
        button.text() == "Issue edition 4…" for button in editor.editions.findChildren(Button)
    )
