"""The small parts: plain text, marks, flow, busy bar, confirmation."""

import threading

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import _
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.desk import Desk
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import (
    BusyBar,
    Button,
    ClauseBadge,
    Confirm,
    ElidedLabel,
    FlowLayout,
    IconButton,
    PlainLabel,
    Scroll,
    StatusChip,
    TitleLabel,
    ToolButton,
    column,
    row,
)
from desktop.ui.widgets.labels import plain_tooltip
from tests.ui.sweep import child, press


def test_text_from_outside_is_never_markup(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Mette</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert plain_tooltip("<b>Mette</b> & co").startswith("<p")
    assert "&lt;b&gt;Mette&lt;/b&gt; &amp; co" in plain_tooltip("<b>Mette</b> & co")
    assert plain_tooltip("R&D") == "R&D"


def test_what_is_cut_off_is_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long name of an organisation in Copenhagen")
    qtbot.addWidget(label)
    label.resize(60, 30)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(900, 30)
    assert label.toolTip() == ""


def test_a_status_is_a_word_and_a_colour(qtbot: QtBot, qapp: QApplication) -> None:
    look.apply(qapp, "light")
    chip = StatusChip(lambda: _("Open"), "good", "check")
    qtbot.addWidget(chip)
    narrow = chip.sizeHint().width()
    chip.set_status(lambda: _("Nothing found"), "bad", "x")
    assert chip.text() == chip.accessibleName() == "Nothing found"
    assert chip.sizeHint().width() > narrow
    chip.show()
    image = chip.grab().toImage()
    tint = image.pixelColor(image.width() // 2, 2).name()
    assert tint == look.LIGHT.bad_tint


def test_a_clause_has_a_letter_and_a_name(qtbot: QtBot) -> None:
    badge = ClauseBadge("f")
    qtbot.addWidget(badge)
    assert badge.accessibleName() == badge.toolTip() == "Facility access"


def test_flow_begins_a_new_line_where_the_room_ends(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, spacing=10)
    parts = [QLabel() for _number in range(4)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    flow.setGeometry(QRect(0, 0, 330, 100))
    assert [part.pos() for part in parts] == [
        QPoint(0, 0),
        QPoint(110, 0),
        QPoint(220, 0),
        QPoint(0, 30),
    ]
    assert flow.heightForWidth(330) == 50
    assert flow.heightForWidth(1000) == 20
    tall = QLabel()
    tall.setFixedSize(50, 40)
    flow.insert(0, tall)
    flow.setGeometry(QRect(0, 0, 330, 100))
    assert tall.pos() == QPoint(0, 0)
    assert parts[0].pos() == QPoint(60, 10)


def test_an_icon_alone_has_a_name_and_shows_its_keys(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = IconButton("x", lambda: _("Clear"), lambda: pressed.append(True), shortcut="Ctrl+D")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Clear"
    assert button.toolTip() == "Clear  Ctrl+D"
    button.click()
    assert pressed == [True]


def test_buttons_follow_the_language(qtbot: QtBot, qapp: QApplication) -> None:
    button = Button(lambda: _("Clear"), kind="filled")
    qtbot.addWidget(button)
    switch = LanguageSwitch(qapp)
    switch.use("qps")
    assert button.text() == "⟦Clear⟧"
    switch.use("en")


def test_waiting_can_be_given_up(qtbot: QtBot, qapp: QApplication) -> None:
    bar, background, go = BusyBar(), Background(), threading.Event()
    qtbot.addWidget(bar)
    told: list[object] = []
    job = background.run(lambda: go.wait(60), told.append)
    bar.follow(job, lambda: _("Filter"))
    assert not bar.isHidden()
    child(bar, QPushButton).click()
    go.set()
    background.stop()
    qapp.processEvents()
    assert told == []
    assert bar.isHidden()


def test_a_question_keeps_what_is_there_unless_told_otherwise(qtbot: QtBot) -> None:
    dialog = Confirm(None, lambda: "Delete?", lambda: "It is lost.", lambda: "Delete")
    qtbot.addWidget(dialog)
    cancel, delete = dialog.findChildren(QPushButton)
    assert cancel.isDefault()
    assert not delete.isDefault()
    delete.click()
    assert dialog.result() == Confirm.DialogCode.Accepted


def test_layouts_read_as_they_look(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.setLayout(column(QLabel("a"), row(QLabel("b"), None, QLabel("c")), 8, None))
    layout = box.layout()
    assert layout is not None
    assert layout.count() == 4


def test_a_scrolled_page_shows_where_the_keyboard_is(qtbot: QtBot, qapp: QApplication) -> None:
    content = QWidget()
    buttons = [QPushButton(str(number)) for number in range(60)]
    content.setLayout(column(*buttons))
    scroll = Scroll(content)
    qtbot.addWidget(scroll)
    scroll.resize(300, 200)
    scroll.show()
    scroll.activateWindow()
    qtbot.waitUntil(scroll.isActiveWindow)
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _press in range(40):
        scroll.focusNextChild()
    focus = qapp.focusWidget()
    assert focus is not None
    top = focus.mapTo(scroll, QPoint(0, 0)).y()
    assert 0 <= top <= scroll.height() - focus.height() // 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_with_return_as_with_the_space_bar(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    words = Button(lambda: "Go", lambda: pressed.append("words"))
    icon = IconButton("plus", lambda: "Go", lambda: pressed.append("icon"))
    for button in (words, icon):
        qtbot.addWidget(button)
        press(button, key)
    assert pressed == ["words", "icon"]


def test_a_title_is_smaller_before_it_is_cut(qtbot: QtBot) -> None:
    title = TitleLabel()
    qtbot.addWidget(title)
    text = "Danish quantum delegation to Japan"
    title.setText(text)
    title.set_room(lines=1, large=True)
    large = QFontMetrics(look.font("title", bold=True)).horizontalAdvance(text)
    small = title.least_width()
    for width, role, cut in (
        (large + 10, "title", False),
        (small + 10, "section", False),
        (small - 10, "section", True),
    ):
        title.resize(width, 40)
        title.grab()
        assert title.property("role") == role
        assert bool(title.toolTip()) == cut
    title.set_room(lines=2, large=True)
    assert title.property("role") == "title"
    assert title.heightForWidth(small) > title.fontMetrics().height()


def test_a_button_with_an_icon_ends_as_near_to_its_words_as_it_begins(
    qtbot: QtBot, desk: Desk
) -> None:
    assert desk is not None  # the application is dressed, so that sizes are the real ones
    button = ToolButton()
    qtbot.addWidget(button)
    button.setText("Delegations")
    button.setProperty("kind", "choice")
    button.lead_with("handshake", "b")
    drawn = button.iconSize().width() + button.fontMetrics().horizontalAdvance(button.text())
    assert drawn + 2 * look.M <= button.sizeHint().width() <= drawn + 3 * look.M
