"""The page drafts, tells how it is doing, takes over what the officer accepts, and leads on."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Item
from desktop.errors import Problem
from desktop.language import PSEUDO
from desktop.planning.draft_others import Looked, Other
from desktop.planning.drafting.problem import Answer
from desktop.planning.proposal import Aim, Hold, Note
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.drafting.page import DraftPage
from desktop.ui.switch import LanguageSwitch
from tests.ui.drafting.kit import (
    Fake,
    FakeAsked,
    FakeBoard,
    FakePart,
    Hosts,
    at,
    make_drafter,
    make_hosts,
    make_part,
    told,
)
from tests.ui.sweep import press, texts_left


@pytest.fixture
def hosts(desk: Desk) -> Hosts:
    """A delegation with four hosts."""
    return make_hosts(desk)


@pytest.fixture
def fake(hosts: Hosts) -> Fake:
    """An engine in hand."""
    return Fake(hosts)


def _why(_asked: Any, _answer: Answer, item_id: str, _stop: Callable[[], bool]) -> tuple[Note, ...]:
    return (Note("drops", {"items": (item_id,)}), Note("costs", {"minutes": 25}))


def _more(asked: Any, _answer: Answer, _stop: Callable[[], bool]) -> Looked:
    about: Any = FakeAsked(
        asked.problem,
        asked.plan,
        asked.wishes,
        type(asked.wanted)(Aim.WAYS, asked.wanted.hold),
        asked.seq,
        asked.items,
    )
    answer = Answer(value=2, bound=9)
    other = Other(about, answer, told(about, answer))
    return Looked([other], [Note("evenings_best", {"proven": True})])


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, fake: Fake) -> DraftPage:
    """The page of the draft, shown."""
    page = DraftPage(
        desk,
        fake.hosts.trip,
        drafter=make_drafter(desk, fake),
        make=make_part,
        tools={"why": _why, "more": _more},
    )
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def _draft(qtbot: QtBot, page: DraftPage, fake: Fake, value: float = 4) -> None:
    """Draft until so many are placed and it is proven."""
    before = len(fake.children)
    page.draft()
    qtbot.waitUntil(lambda: len(fake.children) > before)
    fake.child().say(value, proven=True)
    fake.child().finish()
    qtbot.waitUntil(lambda: not page.drafter.is_working())


def _board(page: DraftPage) -> FakeBoard:
    board = page.findChild(FakeBoard)
    assert board is not None
    return board


def _shown(page: DraftPage) -> str:
    """All that can be read on the page."""
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    buttons = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]
    return "\n".join((*labels, *buttons))


def _button(page: DraftPage, text: str) -> QAbstractButton:
    buttons = page.findChildren(QAbstractButton)
    return next(one for one in buttons if one.text() == text and one.isVisible())


def _start(desk: Desk, item_id: str) -> Any:
    return desk.read(lambda session: records.get(session, Item, item_id)).start


def test_it_begins_with_the_hosts_and_leads_to_the_draft(
    qtbot: QtBot, page: DraftPage, fake: Fake
) -> None:
    hosts = next(one for one in page.findChildren(FakePart))
    assert hosts.loaded == [fake.hosts.trip]
    assert hosts.isVisible()
    assert page.main.text() == "Draft"
    assert "DEL-2027-001" in page.back.text()
    press(page.main, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(fake.children))
    assert _board(page).isVisible()
    assert not hosts.isVisible()
    assert page.side.run.stop.isVisible()
    assert "a better one is being looked for" in _shown(page)
    fake.child().say(4, proven=True)
    fake.child().finish()
    qtbot.waitUntil(lambda: not page.drafter.is_working())
    assert not page.side.run.stop.isVisible()
    assert page.side.run.outcome.text() == "4 of 4 visits · 50 min on the way · proven best"
    assert len(_board(page).shown[-1].placements) == 4
    assert page.main.text() == "Accept all"


def test_what_is_proven_waits_for_nothing_better_and_says_what_it_changes(
    qtbot: QtBot, page: DraftPage, fake: Fake
) -> None:
    page.draft()
    qtbot.waitUntil(lambda: bool(fake.children))
    fake.child().say(4, proven=True)
    qtbot.waitUntil(lambda: "proven best" in page.side.run.outcome.text())
    assert page.drafter.is_working()
    assert not page.side.run.stop.isVisible()
    assert "a better one is being looked for" not in _shown(page)
    assert "3 visits placed · 1 visit moved" in _shown(page)


def test_return_that_is_pressed_twice_accepts_nothing(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    page.main.setFocus()
    press(page.main, Qt.Key.Key_Return)
    assert not page.main.hasFocus()
    assert page._segments.buttons["proposal"].hasFocus()


def test_there_is_one_filled_button(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    _draft(qtbot, page, fake, 2)
    buttons = page.findChildren(QAbstractButton)
    filled = [one for one in buttons if one.property("kind") == "filled" and one.isVisible()]
    assert filled == [page.main]


def test_all_is_accepted_as_one_action_and_can_be_undone(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    _draft(qtbot, page, fake)
    with qtbot.waitSignal(desk.noticed) as notice:
        press(page.main, Qt.Key.Key_Return)
    text, undo = notice.args
    assert (text(), undo) == ("4 visits placed.", True)
    assert _start(desk, fake.hosts.items[0]) == at(12)
    assert _start(desk, fake.hosts.items[3]) == at(15)
    assert page.main.text() == "To the programme"
    desk.undo()
    assert _start(desk, fake.hosts.items[0]).time is None
    assert _start(desk, fake.hosts.items[3]) == at(10)
    assert page.main.text() == "Accept all"
    assert not page.drafter.is_outdated()


def test_the_board_accepts_a_part(qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake) -> None:
    _draft(qtbot, page, fake)
    _board(page).accepted.emit([fake.hosts.items[1]])
    assert _start(desk, fake.hosts.items[1]) == at(13)
    assert _start(desk, fake.hosts.items[0]).time is None
    assert page.main.text() == "Accept all"
    page.accept()
    assert _start(desk, fake.hosts.items[0]) == at(12)


def test_when_all_is_accepted_the_way_leads_to_the_programme(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    _draft(qtbot, page, fake)
    page.accept()
    with qtbot.waitSignal(desk.record_asked) as asked:
        page.main.click()
    assert asked.args == ["delegation", fake.hosts.trip]


def test_a_proposal_that_the_file_refuses_is_out_of_date(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    _draft(qtbot, page, fake)
    with page.drafter.accepting(), desk.office.writing("edit") as session:
        records.update(session, Item, fake.hosts.items[0], start=at(8), end=at(9))
    with qtbot.waitSignal(desk.troubled):
        page.accept()
    assert page.main.text() == "Draft anew"
    assert page.side.run.outdated.isVisible()
    assert _start(desk, fake.hosts.items[1]).time is None


def test_a_change_of_the_file_offers_to_draft_anew(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    _draft(qtbot, page, fake)
    with desk.office.writing("edit") as session:
        records.update(session, Item, fake.hosts.items[0], minutes=90)
    assert page.main.text() == "Draft anew"
    assert page.side.run.outdated.isVisible()
    _draft(qtbot, page, fake)
    assert page.main.text() == "Accept all"
    assert not page.side.run.outdated.isVisible()


def test_cancel_keeps_the_best_so_far(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    page.draft()
    qtbot.waitUntil(lambda: bool(fake.children))
    fake.child().say(3)
    page.side.run.stop.click()
    qtbot.waitUntil(lambda: not page.drafter.is_working())
    assert fake.child().killed
    assert page.side.run.outcome.text().startswith("3 of 4 visits")
    assert page.main.text() == "Accept all"


def test_esc_cancels(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    page.draft()
    qtbot.waitUntil(lambda: bool(fake.children))
    page.side.run.stop.setFocus()
    press(page.side.run.stop, Qt.Key.Key_Escape)
    assert fake.child().killed


def test_leaving_the_page_ends_the_run(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    page.draft()
    qtbot.waitUntil(lambda: bool(fake.children))
    page.hide()
    assert fake.child().killed


def test_another_aim_drafts_anew_at_once(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    page.side.run.hold.set_value(Hold.NOTHING.value)
    page.side.run.hold.edited.emit(Hold.NOTHING.value)
    assert not page.drafter.is_working()  # nothing was drafted yet: first there are the wishes
    _draft(qtbot, page, fake)
    page.side.run.aim.set_value(Aim.EVENINGS.value)
    page.side.run.aim.edited.emit(Aim.EVENINGS.value)
    qtbot.waitUntil(lambda: len(fake.children) == 2)
    proposal = page.drafter.proposal()
    assert proposal is not None
    assert (proposal.wanted.aim, proposal.wanted.hold) == (Aim.EVENINGS, Hold.NOTHING)


@pytest.mark.parametrize(
    ("code", "button", "leads"),
    [
        ("draft_no_dates", "Set the dates", "start"),
        ("draft_no_days", "Look at the days", "days"),
        ("draft_no_items", "Add hosts", "hosts"),
    ],
)
def test_what_cannot_be_drafted_says_what_to_do_first(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake, code: str, button: str, leads: str
) -> None:
    fake.problem = Problem(code)
    with qtbot.waitSignal(page.drafter.failed):
        page.draft()
    assert "Nothing could be drafted" in _shown(page)
    parts: list[str] = []
    desk.part_asked.connect(parts.append)
    _button(page, button).click()
    if leads == "start":
        assert parts == ["start"]
    else:
        assert page._segments.current() == leads
    fake.problem = None
    _draft(qtbot, page, fake)
    assert _board(page).isVisible()


def test_a_delegation_without_dates_or_hosts_is_told_what_is_needed(
    qtbot: QtBot, desk: Desk, page: DraftPage, fake: Fake
) -> None:
    page.show_segment("proposal")
    assert "No draft yet" in _shown(page)
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, fake.hosts.trip, end=None)
    assert "When is the visit?" in _shown(page)
    with desk.office.writing("delete") as session:
        for item_id in fake.hosts.items:
            records.delete(session, records.get(session, Item, item_id))
    assert "Whom is the delegation to see?" in _shown(page)


def test_a_panel_that_holds_what_cannot_be_read_keeps_the_officer(
    page: DraftPage, fake: Fake
) -> None:
    hosts = page.findChildren(FakePart)[0]
    hosts.stays = True
    page.draft()
    assert hosts.isVisible()
    assert not page.drafter.is_working()
    page._segments.buttons["days"].click()
    assert hosts.isVisible()
    assert page._segments.current() == "hosts"
    assert not page.leave()
    hosts.stays = False
    page._segments.buttons["hosts"].setFocus()
    press(page._segments.buttons["hosts"], Qt.Key.Key_Right)
    assert page._segments.current() == "days"
    assert not hosts.isVisible()


def test_why_is_answered_in_place(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    _draft(qtbot, page, fake, 2)
    rows = page.side.left.rows
    assert [one.name.text() for one in rows] == ["Gamma Lab", "Delta Lab"]
    assert "2 left out" in _shown(page)
    press(rows[0].ask, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(rows[0].answers()))
    assert rows[0].answers() == [
        "Including it leaves out “Gamma Lab”",
        "Including it takes 25 min more on the way",
    ]
    assert not rows[0].ask.isVisible()
    assert rows[1].ask.isVisible()
    page.side.refresh()
    assert page.side.left.rows == rows  # what was found out stays


def test_why_waits_until_the_draft_stands(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    page.draft()
    qtbot.waitUntil(lambda: bool(fake.children))
    assert [one.ask.isEnabled() for one in page.side.left.rows] == [False] * 3
    page.drafter.cancel()
    assert [one.ask.isEnabled() for one in page.side.left.rows] == [True] * 3


def test_the_letters_can_be_copied(qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake) -> None:
    _draft(qtbot, page, fake, 2)
    assert not page.side.letters.isVisible()
    _draft(qtbot, page, fake)
    assert "1 host to be written to anew" in _shown(page)
    with qtbot.waitSignal(desk.noticed):
        page.side.letters.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[1:] == ["Riken Demo (was Mon 19 Apr 10:00, now Mon 19 Apr 15:00)"]


def test_another_proposal_can_be_looked_at_and_accepted(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    _draft(qtbot, page, fake)
    page.side.others.ask.click()
    qtbot.waitUntil(lambda: bool(page.side.others.rows))
    first, other = page.side.others.rows
    assert "earliest evenings already" in page.side.others.told.text()
    assert first.button.isChecked()
    other.button.click()
    assert other.button.isChecked()
    assert len(_board(page).shown[-1].placements) == 2
    assert page.side.run.wanted().aim == Aim.WAYS
    first.button.click()
    assert len(_board(page).shown[-1].placements) == 4
    other.button.click()
    page.accept()
    assert _start(desk, fake.hosts.items[1]) == at(13)
    assert _start(desk, fake.hosts.items[2]).time is None


def test_looking_for_others_can_be_stopped(
    qtbot: QtBot, desk: Desk, fake: Fake, page: DraftPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ended = Event(), Event()

    def long(_asked: Any, _answer: Answer, stop: Callable[[], bool]) -> Looked:
        began.set()
        while not stop():
            sleep(0.01)
        ended.set()
        return Looked()

    monkeypatch.setattr(page.side.others, "_more", long)
    _draft(qtbot, page, fake)
    ways: list[Callable[[], object]] = [lambda: _button(page, "Cancel").click(), page.hide]
    for give_up in ways:
        page.side.others.ask.click()
        qtbot.waitUntil(began.is_set)
        assert not page.side.others.ask.isVisible()
        give_up()
        qtbot.waitUntil(ended.is_set)
        assert page.side.others.ask.isVisibleTo(page)
        began.clear()
        ended.clear()


def test_why_there_is_no_other_proposal_is_said(
    qtbot: QtBot, page: DraftPage, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Looked((), [Note("few_move", {"hosts": 1})])
    monkeypatch.setattr(page.side.others, "_more", lambda *_given: few)
    _draft(qtbot, page, fake)
    told = page.side.others.told
    page.side.others.ask.click()
    qtbot.waitUntil(told.isVisible)
    assert told.text() == (
        "No other draft is really different.\n"
        "Only 1 host may move, so that no draft can differ much; the others stay"
    )
    _draft(qtbot, page, fake, 2)
    assert not told.isVisible()
    assert page.side.others.ask.isVisible()


def test_what_has_other_days_is_called_so(
    qtbot: QtBot, page: DraftPage, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*given: Any) -> Looked:
        (other,) = _more(*given).others
        return Looked([replace(other, is_elsewhere=True)])

    monkeypatch.setattr(page.side.others, "_more", elsewhere)
    _draft(qtbot, page, fake)
    page.side.others.ask.click()
    qtbot.waitUntil(lambda: bool(page.side.others.rows))
    assert page.side.others.rows[1].button.text() == "Other days"
    assert not page.side.others.told.isVisible()


def test_a_left_out_host_leads_to_its_item(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake
) -> None:
    _draft(qtbot, page, fake, 3)
    parts: list[str] = []
    desk.part_asked.connect(parts.append)
    page.side.left.rows[0].name.click()
    assert parts == [fake.hosts.items[3]]


def test_nothing_keeps_the_language_of_before(
    qtbot: QtBot, page: DraftPage, desk: Desk, fake: Fake, switch: LanguageSwitch
) -> None:
    _draft(qtbot, page, fake, 2)
    page.side.left.rows[0].ask.click()
    qtbot.waitUntil(lambda: bool(page.side.left.rows[0].answers()))
    page.side.others.ask.click()
    qtbot.waitUntil(lambda: bool(page.side.others.rows))
    switch.use(PSEUDO)
    data = ["hosts", "days", "board", "DEL-2027-001", "Quantum visit", "Riken Demo"]
    data += ["Alpha Lab", "Beta Lab", "Gamma Lab", "Delta Lab"]
    assert texts_left(page, data) == []


def test_every_control_has_a_name(qtbot: QtBot, page: DraftPage, fake: Fake) -> None:
    _draft(qtbot, page, fake, 2)
    nameless = [
        one
        for one in page.findChildren(QAbstractButton)
        if one.isVisible() and not (one.accessibleName() or one.text())
    ]
    assert nameless == []
    assert page.side.left.rows[0].ask.accessibleName() == "Why? Gamma Lab"
