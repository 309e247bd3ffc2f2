"""A first-time user, by mouse and by keyboard alone: a delegation with three items, to the printer.

`acts` counts clicks, keys and lines typed. Nobody who was never here before should need more than
a few dozen of them, and each step must be offered where the one before it ends.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from sqlalchemy.orm import Session

from desktop.domain import Instrument
from desktop.store import directory, lists
from desktop.ui.contents import editors, pages
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer
from tests.journeys.strays import Strays

ITEMS = ("10-11.30 Visit RIKEN", "afternoon Lab tour", "20/4 18.30 Reception")
# A person who reads and types without haste needs two or three seconds for each.
FEW = 36


def said(widget: QWidget) -> str:
    """What is heard of a widget when the keyboard comes to it."""
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def check_items(officer: Officer) -> None:
    hand = Hand(officer)
    assert hand.drawn() == ["Visit RIKEN", "Reception"]
    assert hand.in_strip() == ["Lab tour"]


def refuse_printer() -> None:
    """See that the printer is asked for, and leave it at that."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QPrintDialog)
    box.reject()


def test_with_the_mouse(officer: Officer) -> None:
    officer.acts = 0
    # The first page says what to do first.
    officer.press("New delegation")
    officer.type("Quantum delegation")
    officer.write("First day", "19/4")
    officer.write("Last day", "23/4")
    # What is still missing is said, and a click leads to it.
    officer.press("Programme")
    for item in ITEMS:
        officer.line(item)
    check_items(officer)
    officer.press("Print programme")
    officer.until(lambda: "Page 1 of 1" in officer.texts())
    with officer.answering(refuse_printer):
        officer.press("Print…")
    assert officer.acts <= FEW


def test_with_the_keyboard_alone(officer: Officer) -> None:
    officer.acts = 0
    # The keyboard is at the first thing to do, and goes along with each step.
    officer.key("Return")
    assert officer.page.title() == "New delegation"
    officer.type("Quantum delegation")
    for day in ("19/4", "23/4"):
        officer.key("Tab")
        officer.type(day)
    officer.key("Tab")
    officer.tab_to("Programme")
    officer.key("Return")
    for item in ITEMS:
        officer.line(item)
    check_items(officer)
    officer.key("Ctrl+P")
    officer.until(lambda: "Page 1 of 1" in officer.texts())
    with officer.answering(refuse_printer):
        officer.key("Ctrl+P")
    assert officer.acts <= FEW
    # And back the same way, each time to where the keyboard was.
    officer.key("Alt+Left")
    assert officer.focus().accessibleName() == "New item"
    officer.key("Alt+Left")
    officer.key("Ctrl+3")
    officer.key("Return")
    assert officer.page.title() == "Quantum delegation"
    officer.key("Alt+Left")
    assert officer.focus() is officer.table()


def test_every_page_is_reached_and_begun_with_the_keyboard(officer: Officer) -> None:
    for number, page in enumerate(pages(), start=1):
        if number > 7:
            break
        officer.key(f"Ctrl+{number}")
        assert officer.window.stage.page_name() == page.name
        assert officer.page.isAncestorOf(officer.focus()), page.name
        assert officer.focus().isVisible()
    officer.key("Ctrl+K")
    officer.line("settings")
    assert officer.page.title() == "Settings"


def test_tab_goes_round_everything_that_can_be_pressed(officer: Officer) -> None:
    """Nothing in sight is out of the keyboard's reach, and nothing that it reaches is nameless."""
    officer.press("New delegation")
    officer.type("Quantum delegation")
    reached: set[QWidget] = set()
    for keys in ("Tab", "Shift+Tab"):
        begun = officer.focus()
        officer.key(keys)
        while officer.focus() is not begun:
            reached.add(officer.focus())
            officer.key(keys)
    assert [widget for widget in reached if not said(widget)] == []
    left = [
        said(button)
        for button in officer.here().findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and button.focusPolicy() & Qt.FocusPolicy.TabFocus
        and button not in reached
    ]
    assert left == []


def test_no_part_of_a_page_flashes_up_as_a_window(officer: Officer) -> None:
    """Qt shows what has no parent yet as a window of its own, which takes the keyboard away."""
    officer.menu("File", "Open the demo office")
    assert officer.program.office is not None
    listed: dict[str, Callable[[Session], Any]] = {
        "delegation": lists.delegations,
        "exchange": lists.exchanges,
        "access_request": lists.access_requests,
        "person": directory.people,
        "organisation": directory.organisations,
        "place": directory.places,
        "facility": directory.facilities,
        "instrument": lambda session: session.query(Instrument).all(),
    }
    strays = Strays()
    strays.watch()
    for page in pages():
        officer.window.go_to(page.name)
    for kind in editors():
        with officer.program.office.reading() as session:
            record = listed.get(kind, lists.delegations)(session)[0].id
        officer.window.stage.open(kind, f"delegation:{record}" if kind == "preview" else record)
        for bar in officer.tabs():
            officer.tab(bar)
    strays.stop()
    assert strays.seen == []
