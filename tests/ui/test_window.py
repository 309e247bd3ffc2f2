"""The main window with plain pages in it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.domain import Person
from desktop.errors import Problem
from desktop.language import N_, _, current
from desktop.settings import Settings
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import Form, IntegerField, TextField, TrilingualField
from desktop.ui.page import Page
from desktop.ui.palette import Found
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Confirm, Told
from desktop.ui.window import MainWindow, PageEntry
from tests.ui.sweep import press, texts_left, type_text


class Plain(Page):
    kinds = frozenset({"person"})

    def __init__(self, desk: Desk, name: str = "") -> None:
        super().__init__(desk)
        self.name = name
        self.reloads = 0
        self.begun = ""
        self.form = Form()
        self.form.add("city", TextField(lambda: _("Open"), hint=lambda: _("Filter")))
        self.form.add("title", TrilingualField(lambda: _("Clear")))
        self.form.add("seats", IntegerField(lambda: _("Results")))
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        self.filter_field = self.form.field("city").control()  # type: ignore[assignment]

    @override
    def title(self) -> str:
        return self.name or _("Results")

    @override
    def record(self) -> str:
        return self.begun

    @override
    def reload(self) -> None:
        self.reloads += 1

    @override
    def leave(self) -> bool:
        return self.form.commit()


TITLES = {"first": N_("Results"), "second": N_("Filter"), "settings": N_("Clear")}


def entries() -> list[PageEntry]:
    return [
        PageEntry(
            name,
            "users",
            lambda text=text: _(text),  # type: ignore[misc]
            Plain,
            "below" if name == "settings" else "main",
        )
        for name, text in TITLES.items()
    ]


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[LanguageSwitch]:
    switch = LanguageSwitch(qapp)
    yield switch
    switch.use("en")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, switch: LanguageSwitch) -> MainWindow:
    window = MainWindow(
        desk,
        entries(),
        {"person": lambda desk, record: Plain(desk, f"Person {record}")},
        switch=switch,
        find=lambda text: (
            [Found("person", "7", "Søren Prøve", "Prøve", "user-round")]
            if text in "søren prøve"
            else []
        ),
    )
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def page_of(window: MainWindow) -> Plain:
    page = window.current_page()
    assert isinstance(page, Plain)
    return page


def test_pages_are_made_when_they_are_first_shown(window: MainWindow) -> None:
    assert len(window.findChildren(Plain)) == 1
    first = page_of(window)
    window.show_page("second")
    assert len(window.findChildren(Plain)) == 2
    window.show_page("first")
    assert page_of(window) is first
    assert first.reloads == 1
    assert window.windowTitle() == "Results – Kakehashi"


def test_editors_lie_on_the_page_and_back_goes_down(window: MainWindow, desk: Desk) -> None:
    desk.open("person", "1")
    desk.open("person", "2")
    assert window.windowTitle() == "Person 2 – Kakehashi"
    assert window.stage.page_name() == "first"
    QApplication.processEvents()
    crumbs = [b.text() for b in window.stage.findChildren(QPushButton) if b.isVisible()]
    assert crumbs == ["Results", "Person 1"]
    desk.open("person", "1")
    assert window.windowTitle() == "Person 1 – Kakehashi"
    window.stage.back()
    assert window.windowTitle() == "Results – Kakehashi"
    desk.show_page("second")
    window.stage.back()
    assert window.stage.page_name() == "first"
    assert not window.stage.can_go_back()


def test_a_record_that_was_begun_here_is_not_opened_twice(window: MainWindow, desk: Desk) -> None:
    desk.open("person", "")
    begun = page_of(window)
    begun.begun = "7"
    desk.open("person", "1")
    desk.open("person", "7")
    assert page_of(window) is begun
    window.stage.back()
    assert window.windowTitle() == "Results – Kakehashi"


def test_an_editor_whose_record_is_gone_closes(window: MainWindow, desk: Desk) -> None:
    desk.open("person", "1")
    editor = page_of(window)
    desk.open("person", "2")
    editor.gone.emit()
    assert window.windowTitle() == "Results – Kakehashi"


def test_what_cannot_be_read_keeps_the_officer_there(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open("person", "1")
    editor = page_of(window)
    seats = editor.form.field("seats")
    type_text(seats.control(), "x")
    window.show_page("second")
    assert page_of(window) is editor
    monkeypatch.setattr(Confirm, "ask", lambda *_args, **_more: False)
    assert not window.close()
    seats.restore()
    assert window.close()


def test_the_language_follows_everywhere_and_is_remembered(window: MainWindow, desk: Desk) -> None:
    desk.open("person", "1")
    buttons = {b.text(): b for b in window.topbar.languages.findChildren(QToolButton)}
    assert list(buttons) == ["日本語", "Dansk", "English"]
    buttons["Dansk"].click()
    assert current().code == "da"
    assert desk.settings.language == "da"
    assert buttons["Dansk"].isChecked()
    assert not buttons["English"].isChecked()
    assert "København" in window.topbar.clocks[1].accessibleName()


def test_no_text_stays_behind(window: MainWindow, desk: Desk, switch: LanguageSwitch) -> None:
    for name in TITLES:
        window.show_page(name)
    desk.open("person", "1")
    desk.do("person_create", lambda session: session.add(Person(family="Demo")), name="Demo")
    window.bar.notice(lambda: _("Nothing found"), undo=True)
    switch.use("qps")
    assert texts_left(window, ["Person 1", "Demo"]) == []


def test_the_sweep_finds_a_text_that_was_forgotten(
    window: MainWindow, switch: LanguageSwitch
) -> None:
    page_of(window).form.field("city").setToolTip("Forgotten")
    switch.use("qps")
    assert texts_left(window) == ["TextField city: Forgotten"]


def test_undo_says_what_it_undoes(window: MainWindow, desk: Desk) -> None:
    assert not window.menus.undo.isEnabled()
    desk.do("person_create", lambda session: session.add(Person(family="Demo")), name="Demo")
    assert window.menus.undo.isEnabled()
    assert window.menus.undo.text().startswith("Undo: ")
    assert "Ctrl+Z" in window.topbar.undo.toolTip()
    assert window.topbar.undo.accessibleName() == window.menus.undo.text()
    window.menus.undo.trigger()
    assert not window.menus.undo.isEnabled()
    assert window.menus.redo.text().startswith("Redo: ")
    assert window.bar.text().startswith("Undone: ")


def test_the_bar_undoes_and_follows_the_language(
    window: MainWindow, desk: Desk, switch: LanguageSwitch
) -> None:
    desk.do("person_create", lambda session: session.add(Person(family="Demo")), name="Demo")
    desk.notice(lambda: _("Nothing found"), undo=True)
    assert window.bar.text() == "Nothing found"
    switch.use("qps")
    assert window.bar.text() == "⟦Nothing found⟧"
    window.bar._undo.click()
    assert desk.office.undo_label() is None


def test_a_problem_waits_to_be_closed(window: MainWindow, desk: Desk) -> None:
    desk.troubled.emit(lambda: "No room on the disk")
    assert window.bar.text() == "No room on the disk"
    assert not window.bar._timer.isActive()
    desk.notice(lambda: "Saved")
    assert window.bar._timer.isActive()
    window.bar._timer.timeout.emit()
    assert window.bar.text() == ""


def test_a_problem_is_said_over_the_dialog_that_covers_the_bar(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    dialog = QDialog(window)
    dialog.open()
    desk.trouble(Problem("file_full"))
    told = QApplication.activeModalWidget()
    assert isinstance(told, Told)
    assert "full" in told.findChildren(QLabel)[0].text()
    QTest.keyClick(told, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    assert "full" in window.bar.text()
    dialog.reject()


def test_find_anything_opens_a_record_or_gives_a_command(window: MainWindow) -> None:
    window.topbar.search.click()
    popup = window.palette_popup
    assert "Dark" in popup.results()
    type_text(popup._line, "søren")
    popup.search()
    assert popup.results() == ["Søren Prøve"]
    press(popup._line, Qt.Key.Key_Return)
    assert window.windowTitle() == "Person 7 – Kakehashi"
    popup.open_over()
    type_text(popup._line, "dark")
    press(popup._line, Qt.Key.Key_Return)
    assert look.colours().dark
    assert not popup.isVisible()
    window.use_theme("light")
    popup.open_over()
    type_text(popup._line, "zzzz")
    popup.search()
    assert popup.results() == []
    assert popup._nothing.isVisible()
    press(popup._line, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_arrows_go_through_what_was_found(window: MainWindow) -> None:
    popup = window.palette_popup
    popup.open_over()
    press(popup._line, Qt.Key.Key_Down)
    assert popup._list.currentIndex().row() == 1
    popup.hide()


def test_theme_language_and_recent_files_are_in_the_menus(window: MainWindow, desk: Desk) -> None:
    desk.settings.recent = ["/somewhere/R&D.kakehashi"]
    desk.save_settings()
    recent = window.menus._recent
    assert recent.isEnabled()
    asked: list[str] = []
    window.recent_asked.connect(asked.append)
    recent.actions()[0].trigger()
    assert asked == ["/somewhere/R&D.kakehashi"]
    assert window.menus._themes["system"].isChecked()
    assert window.menus._languages["en"].isChecked()


def test_every_key_means_one_thing(window: MainWindow) -> None:
    keys = [key.toString() for a in window.menus.all_actions() for key in a.shortcuts()]
    keys += [
        key.toString()
        for action in (window.menus.undo, window.menus.redo)
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+K", "Ctrl+F", "Ctrl+1", "Alt+Left"} <= set(keys)
    assert all(QKeySequence(key) for key in keys)


def test_ctrl_f_leads_to_the_filter(window: MainWindow) -> None:
    window.focus_filter()
    assert page_of(window).filter_field is QApplication.focusWidget()


def test_the_file_menu_tells_who_listens(window: MainWindow) -> None:
    told: list[str] = []
    for name in ("new_office", "open_office", "demo", "calendar", "print"):
        getattr(window, f"{name}_asked").connect(lambda n=name: told.append(n))
    for action in window.menus.all_actions():
        if action.text() in {"New office…", "Open…", "Open the demo office", "Export calendar…"}:
            action.trigger()
    assert told == ["new_office", "open_office", "demo", "calendar"]


def test_size_and_place_are_remembered(
    window: MainWindow, desk: Desk, switch: LanguageSwitch, qtbot: QtBot
) -> None:
    window.resize(700 + look.WINDOW_LEAST[0] - 700, 555)
    window.close()
    assert desk.settings.geometry
    again = MainWindow(desk, entries(), switch=switch)
    qtbot.addWidget(again)
    assert again.height() == 555
    desk.settings.geometry = "damaged!"
    third = MainWindow(desk, entries(), switch=switch)
    qtbot.addWidget(third)
    assert third.width() > 0


def test_a_narrow_window_folds_its_sidebar(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(look.FOLD_BELOW + 50, 600)
    qtbot.waitUntil(lambda: not window.sidebar.is_folded())
    window.resize(look.FOLD_BELOW - 50, 600)
    qtbot.waitUntil(window.sidebar.is_folded)
    button = window.sidebar._buttons["second"]
    assert button.toolTip() == "Filter"
    assert button.accessibleName() == "Filter"


def test_it_fits_a_small_screen_at_150_percent(window: MainWindow) -> None:
    assert window.minimumSizeHint().width() <= 910
    assert window.minimumSize().width() <= 910
    assert window.minimumSize().height() <= 512


def test_the_two_clocks_turn_with_the_minute(
    office: OfficeFile, switch: LanguageSwitch, qtbot: QtBot
) -> None:
    now = [datetime(2027, 4, 18, 22, 21, 40, tzinfo=UTC)]
    desk = Desk(office, Settings(), lambda: now[0])
    window = MainWindow(desk, entries(), switch=switch)
    qtbot.addWidget(window)
    tokyo, copenhagen = window.topbar.clocks
    assert tokyo.accessibleName() == "Tokyo: Monday 07:21"
    assert copenhagen.accessibleName() == "Copenhagen: Monday 00:21"
    assert 19_000 < window.topbar._timer.interval() <= 20_001
    now[0] = datetime(2027, 4, 18, 22, 22, 0, tzinfo=UTC)
    window.topbar._timer.timeout.emit()
    assert tokyo.accessibleName() == "Tokyo: Monday 07:22"
    desk.settings.home_zone = "Europe/London"
    desk.save_settings()
    assert tokyo.accessibleName() == "London: Sunday 23:22"
    desk.close()


def test_help_lists_the_keys(window: MainWindow, switch: LanguageSwitch) -> None:
    from desktop.ui.about import AboutBox, ShortcutsBox

    switch.use("qps")
    box = ShortcutsBox(window, window.menus.all_actions())
    assert texts_left(box) == []
    assert texts_left(AboutBox(window), ["0.1.0"]) == []
