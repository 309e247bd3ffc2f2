"""The timeline in a window of its own, with records that are made up for each test."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.text import Trilingual
from desktop.store.matching import PersonName
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.calendar.timeline_hand import Timeline
from desktop.ui.calendar.timeline_layout import DAYS, By
from desktop.ui.switch import LanguageSwitch
from tests.ui.calendar.timeline_kit import day, span

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NOW = dt.datetime(2027, 4, 20, 3, 0, tzinfo=dt.UTC)
NAMES = Names(
    {"p1": PersonName("p1", "Eksempel", "Åse", "", "", "DK")},
    {"o1": Trilingual(en="Institute of examples")},
    {"f1": Trilingual(en="Clean room")},
)
SHOWA = DayMark("JP", dt.date(2027, 4, 29), dt.date(2027, 4, 29), MarkSort.HOLIDAY, "昭和の日")


@dataclass
class Bench:
    """The timeline, and all that it told."""

    timeline: Timeline
    told: list[tuple[object, ...]] = field(default_factory=list)

    def rect(self, record: str) -> QRect:
        """Where the first bar of a record is."""
        return self.timeline.frame().bar(next(self.timeline.scene().places(record)))

    def centre(self, record: str) -> QPoint:
        """The middle of what is in sight of a bar."""
        return (self.rect(record) & self.timeline.frame().body).center()

    def empty(self, date: dt.date) -> QPoint:
        """A place on a day, below all bars."""
        frame = self.timeline.frame()
        x = (frame.x(date.toordinal()) + frame.x(date.toordinal() + 1)) // 2
        return QPoint(x, frame.body.bottom() - 4)

    def click(self, at: QPoint) -> None:
        QTest.mouseClick(self.timeline.viewport(), LEFT, NONE, at)

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.timeline.viewport(), LEFT, NONE, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.timeline.viewport(), at)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.timeline.viewport(), LEFT, NONE, at)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.timeline, key, modifiers)

    def wheel(self, turn: int, modifiers: Qt.KeyboardModifier, at: QPoint, exact: int = 0) -> None:
        event = QWheelEvent(
            QPointF(at),
            self.timeline.viewport().mapToGlobal(QPointF(at)),
            QPoint(exact, 0),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.timeline.viewport(), event)

    def chosen(self) -> str:
        current = self.timeline.current()
        return current.bar.id if current is not None else ""


Make = Callable[..., Bench]


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot) -> Make:
    look.apply(qapp, "light")

    def make(*spans: Span, per_day: float = 20) -> Bench:
        timeline = Timeline(lambda: ("Asia/Tokyo", "Europe/Copenhagen"), lambda: NOW)
        qtbot.addWidget(timeline)
        timeline.resize(900, 500)
        timeline.show_spans(spans, NAMES)
        timeline.show()
        made = Bench(timeline)
        for name in ("opened", "moved", "make_asked", "current_changed"):
            signal = getattr(timeline, name)
            signal.connect(lambda *what, name=name: made.told.append((name, *what)))
        timeline.zoom(per_day)
        timeline.go(day(20))
        return made

    return make


def test_a_click_chooses_and_a_second_one_opens(bench: Make) -> None:
    made = bench(span("1", day(19), 5), span("2", day(25), 5))
    made.click(made.centre("1"))
    assert made.chosen() == "1"
    assert made.told == [("current_changed", "1")]
    made.click(made.centre("1"))
    assert made.told[-1] == ("opened", "exchange", "1")
    made.click(made.empty(day(22)))
    assert made.chosen() == ""


def test_a_bar_is_dragged_by_whole_days(bench: Make) -> None:
    one = span("1", day(19), 5)
    made = bench(one)
    at = made.centre("1")
    made.press(at)
    made.move(at + QPoint(30, 0))
    made.move(at + QPoint(69, 0))
    assert made.timeline.dragged() == 3
    made.release(at + QPoint(69, 0))
    assert made.told[-1] == ("moved", one, 3)
    assert made.timeline.dragged() is None


def test_escape_lets_a_dragged_bar_fall(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    at = made.centre("1")
    made.press(at)
    made.move(at + QPoint(90, 0))
    made.key(Qt.Key.Key_Escape)
    made.release(at + QPoint(90, 0))
    assert [told[0] for told in made.told] == ["current_changed"]


def test_a_bar_that_was_dragged_and_brought_back_stays_and_is_not_opened(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    made.timeline.choose(next(made.timeline.scene().places("1")))
    at = made.centre("1")
    made.press(at)
    made.move(at + QPoint(90, 0))
    made.move(at)
    made.release(at)
    assert [told[0] for told in made.told] == ["current_changed"]


@pytest.mark.parametrize(
    ("key", "keys", "days"),
    [
        (Qt.Key.Key_Right, ALT, 1),
        (Qt.Key.Key_Left, ALT, -1),
        (Qt.Key.Key_Right, ALT | SHIFT, 7),
        (Qt.Key.Key_Left, ALT | SHIFT, -7),
    ],
)
def test_keys_move_the_chosen_bar(
    bench: Make, key: Qt.Key, keys: Qt.KeyboardModifier, days: int
) -> None:
    one = span("1", day(19), 5)
    made = bench(one)
    made.key(key, keys)
    assert made.told == []
    made.click(made.centre("1"))
    made.key(key, keys)
    assert made.told[-1] == ("moved", one, days)


def test_a_double_click_on_the_ground_asks_for_something_new(bench: Make) -> None:
    made = bench(span("1", day(19), 5), span("2", day(19), 5, kind="delegation"))
    in_lane = QPoint(made.empty(day(28)).x(), made.centre("2").y())
    QTest.mouseDClick(made.timeline.viewport(), LEFT, NONE, in_lane)
    assert made.told[-1] == ("make_asked", "delegation", day(28))
    QTest.mouseDClick(made.timeline.viewport(), LEFT, NONE, made.empty(day(27)))
    assert made.told[-1] == ("make_asked", "", day(27))


def test_dragging_the_ground_pans_it(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    before, at = made.rect("1"), made.empty(day(27))
    made.press(at)
    for number in range(1, 5):
        made.move(at - QPoint(20 * number, 0))
    made.release(at - QPoint(80, 0))
    assert made.rect("1").left() == before.left() - 80


def test_the_wheel_zooms_at_the_mouse(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    at = made.centre("1")
    before, per_day = made.timeline.frame().day_at(at.x()), made.timeline.per_day()
    made.wheel(240, CTRL, at)
    assert made.timeline.per_day() > per_day
    assert made.timeline.frame().day_at(at.x()) == pytest.approx(before, abs=0.05)
    made.wheel(-240, CTRL, at)
    assert made.timeline.per_day() == pytest.approx(per_day)


def test_a_touchpad_pans_as_far_as_the_fingers_go(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    before = made.rect("1").left()
    made.wheel(0, NONE, made.centre("1"), exact=13)
    assert made.rect("1").left() == before + 13


def test_zoom_ends_at_a_day_and_at_three_years(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    made.timeline.zoom(1e9)
    first, end = made.timeline.days()
    assert end - first == pytest.approx(1, abs=0.01)
    made.timeline.zoom(0)
    first, end = made.timeline.days()
    assert end - first == pytest.approx(DAYS, abs=2)


def test_fit_brings_all_bars_into_sight(bench: Make) -> None:
    made = bench(span("1", dt.date(2026, 9, 1), 30), span("2", dt.date(2027, 12, 1), 60))
    made.key(Qt.Key.Key_0)
    body = made.timeline.frame().body
    assert body.contains(made.rect("1"))
    assert body.contains(made.rect("2"))


def test_fit_shows_three_years_around_today_where_there_is_more(bench: Make) -> None:
    made = bench(span("old", dt.date(2015, 1, 1), 30), span("new", dt.date(2035, 12, 1), 60))
    made.timeline.fit()
    first, end = made.timeline.days()
    assert first < made.timeline.today().toordinal() < end


def test_keys_lead_to_every_bar_and_enter_opens_it(bench: Make) -> None:
    made = bench(
        span("d", day(18), 3, kind="delegation"), span("1", day(19), 5), span("2", day(26), 5)
    )
    made.key(Qt.Key.Key_Down)
    assert made.chosen() == "d"
    made.key(Qt.Key.Key_Down)
    assert made.chosen() == "1"
    made.key(Qt.Key.Key_Right)
    assert made.chosen() == "2"
    made.key(Qt.Key.Key_Home)
    assert made.chosen() == "1"
    made.key(Qt.Key.Key_End)
    made.key(Qt.Key.Key_Return)
    assert made.told[-1] == ("opened", "exchange", "2")


def test_a_bar_far_away_comes_into_sight_when_it_is_chosen(bench: Make) -> None:
    made = bench(span("1", day(19), 5), span("far", dt.date(2028, 12, 1), 5))
    made.timeline.choose_record("far")
    assert made.timeline.frame().body.intersects(made.rect("far"))


def test_today_is_a_key_away(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    made.timeline.go(dt.date(2026, 1, 1))
    made.key(Qt.Key.Key_T)
    assert made.timeline.led_to() == made.timeline.today() == day(20)


def test_folding_leaves_one_line_and_choosing_unfolds(bench: Make) -> None:
    made = bench(*(span(str(n), day(19), 5) for n in range(4)))
    whole = made.timeline.scene().height
    names = made.timeline.frame().names
    made.click(QPoint(names.left() + 20, names.top() + 20))
    assert made.timeline.scene().height < whole
    assert made.timeline.place_at(QPoint(made.empty(day(20)).x(), names.top() + 20)) is None
    made.timeline.fold(["exchange"], folded=False)
    made.timeline.choose_record("2")
    made.key(Qt.Key.Key_Space)
    assert made.timeline.scene().height < whole
    made.key(Qt.Key.Key_Right)
    assert made.timeline.scene().height == whole


def test_what_is_painted_after_panning_is_what_would_be_painted_anew(bench: Make) -> None:
    made = bench(
        *(
            span(f"{n}", day(1) + dt.timedelta(days=7 * n), 9 + n % 50, tentative=n % 3 == 0)
            for n in range(-60, 60)
        ),
        span("long", dt.date(2026, 1, 1), 900, tentative=True),
        per_day=12,
    )
    made.timeline.show_marks([SHOWA])
    made.timeline.viewport().grab()
    for dx, dy in ((17, 0), (-301, 9), (5, -3), (4000, 0), (-33, 40)):
        made.timeline.pan(dx, dy)
        panned = made.timeline.viewport().grab().toImage()
        made.timeline.show_spans([bar.span for bar in made.timeline.bars()], NAMES)
        made.timeline.show_marks([])
        made.timeline.show_marks([SHOWA])
        assert made.timeline.viewport().grab().toImage() == panned


def test_the_same_days_and_record_stay_when_records_change(bench: Make) -> None:
    made = bench(span("1", day(19), 5), span("2", day(25), 5))
    made.click(made.centre("2"))
    before = made.timeline.days()
    made.timeline.show_spans([span("2", day(26), 5), span("3", dt.date(2020, 1, 1), 5)], NAMES)
    assert made.timeline.days() == pytest.approx(before, abs=0.06)
    assert made.chosen() == "2"
    made.timeline.show_spans([span("3", day(1), 5)], NAMES)
    assert made.chosen() == ""
    made.timeline.show_spans([], NAMES)
    made.timeline.viewport().grab()


def test_a_bar_says_all_in_its_tooltip_and_to_a_screen_reader(bench: Make) -> None:
    long = "A visit with a name of sixty letters that fits into no bar at all"
    one = span("1", day(28), 3, title=long, people=("p1",), facility_id="f1")
    made = bench(one)
    made.timeline.show_marks([SHOWA])
    tip = made.timeline.tip_at(made.centre("1"))
    for said in (long, "REF-1", "Approved", "Åse Eksempel", "Clean room", "Japan"):
        assert said in tip
    made.timeline.choose_record("1")
    told = made.timeline.accessibleDescription()
    assert long in told
    assert "JP Showa Day" in told


def test_a_holiday_is_named_where_the_mouse_is(bench: Make) -> None:
    made = bench(span("1", day(19), 5))
    made.timeline.show_marks([SHOWA])
    frame = made.timeline.frame()
    at = QPoint(made.empty(day(29)).x(), frame.strip_place("JP").center().y())
    assert made.timeline.tip_at(at) == "JP Showa Day"
    at.setX(made.empty(day(28)).x())
    assert made.timeline.tip_at(at) == ""


def test_a_name_beside_a_short_bar_belongs_to_it(bench: Make) -> None:
    made = bench(span("1", day(19), 1, title="Rather a long name"), per_day=8)
    rect = made.rect("1")
    place = made.timeline.place_at(QPoint(rect.right() + 40, rect.center().y()))
    assert place is not None
    assert place.bar.id == "1"
    assert made.timeline.place_at(QPoint(rect.left() - 5, rect.center().y())) is None


def test_people_are_lanes_in_the_order_of_their_names(bench: Make) -> None:
    made = bench(span("1", day(19), 5, people=("p1",)), span("2", day(19), 5))
    made.timeline.group_by(By.PERSON)
    names = [made.timeline.group_name(group.key) for group in made.timeline.scene().groups]
    assert names == ["Åse Eksempel", "Without people"]


def test_another_language_reaches_what_is_painted(bench: Make, switch: LanguageSwitch) -> None:
    one = span("1", day(19), 5)
    made = bench(one)
    assert made.timeline.group_name("exchange") == "Exchanges"
    switch.use("da")
    assert made.timeline.group_name("exchange") == "Udvekslinger"
