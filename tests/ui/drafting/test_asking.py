"""The draft is reached from the window, the palette and the programme; the way there is safe."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation
from desktop.store import records
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.drafting.asking import AskDraft
from desktop.ui.drafting.page import DraftPage
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.switch import LanguageSwitch
from desktop.ui.window import MainWindow
from tests.ui.drafting.kit import Fake, make_drafter, make_hosts, make_part
from tests.ui.sweep import press


@pytest.fixture
def fake(desk: Desk) -> Fake:
    """An engine in hand, and the hosts it is for."""
    return Fake(make_hosts(desk))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, switch: LanguageSwitch, fake: Fake) -> MainWindow:
    """The main window, whose draft has an engine in hand."""

    def make(desk: Desk, record: str) -> DraftPage:
        return DraftPage(desk, record, drafter=make_drafter(desk, fake), make=make_part)

    editors = {**contents.editors(), "drafting": make}
    window = MainWindow(desk, contents.pages(), editors, switch=switch)
    AskDraft(desk, window)
    qtbot.addWidget(window)
    window.resize(1400, 800)
    window.show()
    return window


def _by_key(window: MainWindow) -> None:
    action = next(
        one for one in window.menus.all_actions() if one.shortcut() == QKeySequence("Ctrl+Shift+D")
    )
    assert action.text() == "Draft the programme…"
    action.trigger()


def _by_palette(window: MainWindow) -> None:
    window.palette_popup.open_over()
    window.palette_popup._line.setText("Draft the prog")
    press(window.palette_popup._line, Qt.Key.Key_Return)


def _by_menu(window: MainWindow) -> None:
    editor = window.current_page()
    assert isinstance(editor, DelegationEditor)
    editor.make_menu().actions()[0].trigger()


def _by_button(window: MainWindow) -> None:
    editor = window.current_page()
    assert isinstance(editor, DelegationEditor)
    assert editor.programme.offer.button.accessibleName() == "Draft the programme…"
    editor.programme.offer.button.click()


@pytest.mark.parametrize("way", [_by_key, _by_palette, _by_menu, _by_button])
def test_there_are_ways_from_a_delegation_to_its_draft_and_back(
    window: MainWindow, desk: Desk, fake: Fake, way: Callable[[MainWindow], None]
) -> None:
    desk.open("delegation", fake.hosts.trip)
    way(window)
    page = window.current_page()
    assert isinstance(page, DraftPage)
    assert page.record() == fake.hosts.trip
    page.back.click()
    assert isinstance(window.current_page(), DelegationEditor)


def test_the_list_of_delegations_leads_to_the_draft_of_the_selected_one(
    window: MainWindow, desk: Desk, fake: Fake
) -> None:
    window.show_page("delegations")
    page = window.current_page()
    assert page is not None
    page.table.setCurrentIndex(page.model.index(0, 0))  # type: ignore[attr-defined]
    _by_key(window)
    assert isinstance(window.current_page(), DraftPage)


def test_where_no_delegation_is_meant_that_is_said(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    with qtbot.waitSignal(desk.noticed) as told:
        _by_key(window)
    assert told.args[0]() == "Open or select a delegation first."


def test_on_the_draft_the_key_drafts(
    qtbot: QtBot, window: MainWindow, desk: Desk, fake: Fake
) -> None:
    desk.open_draft(fake.hosts.trip)
    _by_key(window)
    qtbot.waitUntil(lambda: bool(fake.children))


def test_a_programme_in_which_nothing_has_a_time_offers_a_draft(
    qtbot: QtBot, window: MainWindow, desk: Desk, fake: Fake
) -> None:
    desk.open("delegation", fake.hosts.trip)
    editor = window.current_page()
    assert isinstance(editor, DelegationEditor)
    offer = editor.programme.offer
    assert not offer.isVisible()  # one host is confirmed at ten
    assert offer.button.isVisible()
    window.resize(900, 700)  # the menu still has it
    assert not offer.button.isVisible()
    editor.programme.actions_on_items.delete([fake.hosts.items[3]])
    assert offer.isVisible()
    with qtbot.waitSignal(desk.record_asked) as asked:
        offer.begin.click()
    assert asked.args == ["drafting", fake.hosts.trip]


@pytest.mark.parametrize("leave", ["back", "page", "close", "lock"])
def test_whoever_leaves_ends_the_run(
    qtbot: QtBot, window: MainWindow, desk: Desk, fake: Fake, leave: str
) -> None:
    desk.open_draft(fake.hosts.trip)
    _by_key(window)
    qtbot.waitUntil(lambda: bool(fake.children))
    {
        "back": window.stage.back,
        "page": lambda: window.show_page("tasks"),
        "close": window.close,
        "lock": window.put_away,
    }[leave]()
    assert fake.child().killed


def test_an_unlocked_window_comes_back_to_the_draft(
    window: MainWindow, desk: Desk, fake: Fake
) -> None:
    desk.open("delegation", fake.hosts.trip)
    desk.open_draft(fake.hosts.trip)
    where = window.stage.whereabouts()
    window.show_page("tasks")
    window.stage.return_to(where)
    assert isinstance(window.current_page(), DraftPage)
    assert window.windowTitle() == "Draft of the programme – Kakehashi"


def test_the_draft_goes_with_its_delegation(window: MainWindow, desk: Desk, fake: Fake) -> None:
    desk.open_draft(fake.hosts.trip)
    with desk.office.writing("delete") as session:
        records.delete(session, records.get(session, Delegation, fake.hosts.trip))
    assert not isinstance(window.current_page(), DraftPage)
