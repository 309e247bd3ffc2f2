"""The timeline as it is seen: zoomed, panned, and painted as far as it is in sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget
from typing_extensions import override

from desktop.domain.day_mark import DayMark
from desktop.language import _, current
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_bars import BarPainter
from desktop.ui.calendar.timeline_frame import LEAST, Frame
from desktop.ui.calendar.timeline_ground import Ground
from desktop.ui.calendar.timeline_header import Header
from desktop.ui.calendar.timeline_layout import (
    DAYS,
    Bar,
    By,
    Group,
    Place,
    Scale,
    Scene,
    bars_of,
    ground,
    grouped,
    keys_of,
    placed,
)
from desktop.ui.calendar.timeline_letters import Letters
from desktop.ui.calendar.timeline_marks import Marks
from desktop.ui.calendar.timeline_still import Still
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

_USUAL = 6.0  # pixels a day, at first: about half a year in a window
_NEAR = 1 / 3  # where a day is shown that was asked for, in the width of the view
_NOTCH = 120  # what a mouse wheel tells for one step, in eighths of a degree
_CLOSER = 1.25

Now = Callable[[], dt.datetime]


class TimelineArea(Spoken, QAbstractScrollArea):
    """Shows bars in lanes.

    `days_changed` tells that other days are in sight, `zoomed` that zoom or groups are others,
    `current_changed` which record is chosen ("" for none).
    """

    days_changed = Signal()
    zoomed = Signal()
    current_changed = Signal(str)

    def __init__(
        self, zones: Callable[[], tuple[str, str]], now: Now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._zones, self._now = zones, now
        self._names = Names({}, {}, {})
        self._given: Sequence[DayMark] = []
        self._marks = Marks()
        self._bars: list[Bar] = []
        self._by = By.KIND
        self._folded: set[str] = set()
        self._current: Place | None = None
        self._chosen: list[Place] = []
        self._called: dict[str, str] = {}
        self._per_day = _USUAL
        self._letters = Letters(1.0)
        self.painter_of_bars = BarPainter(lambda bar: wording.label(bar.span, current()))
        self._groups: list[Group] = []
        self._still = Still(self._paint_still)
        self._head = Still(self._paint_head)
        self._scene = Scene([])
        self._scale = Scale(*ground([], self.today()), self._per_day)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.go(self.today())
        self.say(self.setAccessibleName, lambda: _("Timeline"))
        self._tell()

    # -- what is shown

    def show_spans(self, spans: Iterable[Span], names: Names) -> None:
        """Show these records; the days in sight and the chosen record stay."""
        self._names, self._bars = names, bars_of(spans)
        self._called.clear()
        day = self.days()[0]
        self._scale = Scale(*ground(self._bars, self.today()), self._per_day)
        self._arrange()
        self._lead(day)

    def show_marks(self, marks: Sequence[DayMark]) -> None:
        """Draw holidays and closures."""
        if marks == self._given:
            return
        self._given, self._marks = list(marks), Marks(marks)
        self._tell()
        self.viewport().update()

    def bars(self) -> list[Bar]:
        """All bars, by start."""
        return self._bars

    def names(self) -> Names:
        """What everybody and everything is called."""
        return self._names

    def by(self) -> By:
        """What the lanes are grouped by."""
        return self._by

    def group_by(self, by: By) -> None:
        """Group the lanes by something else."""
        self._by = by
        self._folded.clear()
        self._called.clear()
        self._arrange()
        self.verticalScrollBar().setValue(0)
        if self._current is not None:
            self.reveal()
        self.zoomed.emit()

    def begin(self, by: By, per_day: float) -> None:
        """Group and zoom as the officer left it, before anything is shown."""
        self._by, self._per_day = by, per_day
        self._arrange()

    def fold(self, keys: Iterable[str], *, folded: bool) -> None:
        """Show one line, or all lanes, of some groups."""
        if folded:
            self._folded.update(keys)
        else:
            self._folded.difference_update(keys)
        self._stack()

    def scene(self) -> Scene:
        """The groups and lanes as they stand."""
        return self._scene

    def frame(self) -> Frame:
        """Where everything is in the view."""
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        size, line = self.viewport().size(), self._letters.height
        return Frame.of(self._scene, self._scale, size, offset, line)

    def group_name(self, key: str) -> str:
        """What a group is called."""
        name = self._called.get(key)
        if name is None:
            name = wording.group(self._by, key, self._names, current())
            self._called[key] = name
        return name

    def _arrange(self) -> None:
        """Make the lanes anew, and find the chosen record again."""
        keys = {key for bar in self._bars for key in keys_of(bar.span, self._by)}
        order = wording.order(self._by, keys, self._names, current())
        before = self._current
        kept = self._scene.groups[before.group].key if before is not None else ""
        self._groups = grouped(self._bars, self._by, order)
        self.painter_of_bars.forget()
        self._stack()
        if before is not None:
            self._current = self._found_again(before.bar.id, kept)
            self._tell()

    def _stack(self) -> None:
        """Put the groups below one another."""
        self._scene = Scene(self._groups, self._folded, look.TIMELINE_LANE, look.S)
        self._chosen = list(self._scene.places(self._current.bar.id)) if self._current else []
        self._measure()
        self.viewport().update()

    def _found_again(self, record_id: str, key: str) -> Place | None:
        """The bar of a record, in the group with this key if there is one."""
        bar = next((bar for bar in self._bars if bar.id == record_id), None)
        if bar is None:
            return None
        keys = keys_of(bar.span, self._by)
        key = key if key in keys else keys[0]
        number = next(at for at, group in enumerate(self._groups) if group.key == key)
        return placed(self._scene, number, bar)

    # -- the chosen bar

    def current(self) -> Place | None:
        """The chosen bar."""
        return self._current

    def choose(self, place: Place | None, *, reveal: bool = True) -> None:
        """Choose a bar, and bring it into sight."""
        before = self._current.bar.id if self._current else ""
        self._current = place
        if place is not None and reveal:
            self.reveal()
        self._tell()
        self.viewport().update()
        after = place.bar.id if place is not None else ""
        if after != before:
            self.current_changed.emit(after)

    def choose_record(self, record_id: str) -> None:
        """Choose the first bar of a record; one that is not shown chooses nothing."""
        if self._current is None or self._current.bar.id != record_id:
            self.choose(next(self._scene.places(record_id), None))

    def reveal(self) -> None:
        """Bring the chosen bar into sight."""
        if self._current is None:
            return
        if self._scene.is_folded(self._current.group):
            self.fold([self._scene.groups[self._current.group].key], folded=False)
        frame = self.frame()
        body, bar = frame.body, frame.bar(self._current)
        if bar.right() < body.left() + look.XL or bar.left() > body.right() - look.XL:
            self._lead(self._current.bar.first - body.width() * _NEAR / self._per_day)
        down = self.verticalScrollBar()
        if bar.top() < body.top():
            down.setValue(down.value() + bar.top() - body.top() - look.XS)
        elif bar.bottom() > body.bottom():
            down.setValue(down.value() + bar.bottom() - body.bottom() + look.XS)

    def _tell(self) -> None:
        self._chosen = list(self._scene.places(self._current.bar.id)) if self._current else []
        bar = self._current.bar if self._current is not None else None
        told = wording.spoken(bar, self._names, self._marks, current())
        self.setAccessibleDescription(told)

    # -- days and zoom

    def today(self) -> dt.date:
        """The day it is, on the office's own clock."""
        return self._now().astimezone(ZoneInfo(self._zones()[0])).date()

    def days(self) -> tuple[float, float]:
        """The days at the left and the right edge."""
        return self.frame().days()

    def per_day(self) -> float:
        """How many pixels a day is wide."""
        return self._per_day

    def limits(self) -> tuple[float, float]:
        """How narrow and how wide a day can be: three years in sight, or one day."""
        width = max(1, self.frame().body.width())
        return width / DAYS, float(width)

    def zoom(self, per_day: float, x: int | None = None) -> None:
        """Make a day so wide; what is at `x`, or in the middle, stays where it is."""
        body = self.frame().body
        at = body.center().x() if x is None else max(body.left(), min(body.right(), x))
        day = self.frame().day_at(at)
        low, high = self.limits()
        self._per_day = max(low, min(high, per_day))
        self._lead(day - (at - body.left()) / self._per_day)
        self.zoomed.emit()

    def zoom_by(self, steps: float, x: int | None = None) -> None:
        """Zoom in by so many steps, or out."""
        self.zoom(self._per_day * _CLOSER**steps, x)

    def fit(self) -> None:
        """Bring all bars into sight, or as many as three years hold around today."""
        if not self._bars:
            self.go(self.today())
            return
        first, end = self._bars[0].first, max(bar.end for bar in self._bars)
        if end - first > DAYS:
            today = self.today().toordinal()
            first = max(first, min(end - DAYS, today - DAYS // 2))
            end = first + DAYS
        low, high = self.limits()
        room = max(2, (end - first) // 20)
        self._per_day = max(low, min(high, self.frame().body.width() / (end - first + 2 * room)))
        self._lead(first - room)
        self.verticalScrollBar().setValue(0)
        self.zoomed.emit()

    def go(self, day: dt.date) -> None:
        """Bring a day into sight."""
        self._lead(day.toordinal() - self.frame().body.width() * _NEAR / self._per_day)

    def led_to(self) -> dt.date:
        """The day that `go` would bring to where it is now."""
        frame = self.frame()
        at = frame.body.left() + round(frame.body.width() * _NEAR) + 1
        return dt.date.fromordinal(int(frame.day_at(at)))

    def _lead(self, first: float) -> None:
        """Have a day at the left edge."""
        self._scale = Scale(self._scale.origin, self._scale.days, self._per_day)
        self._measure()
        self.horizontalScrollBar().setValue(self._scale.x(first))
        self.days_changed.emit()
        self.viewport().update()

    def _measure(self) -> None:
        body = self.frame().body
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self._scale.width - body.width()))
        across.setPageStep(max(1, body.width()))
        across.setSingleStep(look.XL)
        down.setRange(0, max(0, self._scene.height - body.height()))
        down.setPageStep(max(1, body.height()))
        down.setSingleStep(look.TIMELINE_LANE)

    # -- what is at a place

    def place_at(self, at: QPoint) -> Place | None:
        """The bar at a place in the view, or the one whose name is written there."""
        frame = self.frame()
        if not frame.body.contains(at):
            return None
        group, number = self._scene.lane_at(frame.height_at(at.y()))
        if number < 0:
            return None
        lane = self._scene.groups[group].lanes[number]
        far = look.TIMELINE_LABEL / self._per_day
        day = frame.day_at(at.x())
        places = lane.within(day - far, day + LEAST / self._per_day)
        for number_of_bar in reversed(places):
            place = Place(group, number, lane.bars[number_of_bar])
            rect = frame.bar(place)
            following = look.TIMELINE_LABEL
            if number_of_bar + 1 < len(lane.bars):
                next_left = frame.x(lane.firsts[number_of_bar + 1])
                following = min(following, next_left - rect.right() - 1 - look.S)
            written = self.painter_of_bars.written(place.bar, rect.width(), following)
            if not written.inside:
                rect.setRight(rect.right() + look.XS + written.room)
            if rect.left() <= at.x() <= rect.right():
                return place
        return None

    def tip_at(self, at: QPoint) -> str:
        """What a place in the view may be too small to say."""
        frame, language = self.frame(), current()
        place = self.place_at(at)
        if place is not None:
            return "\n".join(wording.lines(place.bar.span, self._names, language))
        if frame.names.contains(at):
            group = self._scene.group_at(frame.height_at(at.y()))
            return self.group_name(self._scene.groups[group].key) if group >= 0 else ""
        if frame.header.contains(at):
            day = int(frame.day_at(at.x()))
            return "\n".join(wording.off_days(self._marks.on(day, day + 1), language))
        return ""

    # -- for Qt

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tip_at(event.pos())), self)
            return True
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        low, high = self.limits()
        if not low <= self._per_day <= high:
            day = self.days()[0]
            self._per_day = max(low, min(high, self._per_day))
            self._lead(day)
        self._measure()
        self.days_changed.emit()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        if dx:
            self.days_changed.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, exact = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(turned.y() / _NOTCH, event.position().toPoint().x())
            event.accept()
        elif not exact.isNull() and not event.modifiers():
            # A touchpad tells how far the fingers went: so far goes the ground, both ways at once.
            self.pan(-exact.x(), -exact.y())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(turned.y() or turned.x()), 0)
            event.accept()
        elif not self.verticalScrollBar().maximum() and not turned.x():
            self.pan(-turned.y(), 0)  # there is nothing below: the wheel leads through time
            event.accept()
        else:
            super().wheelEvent(event)

    def pan(self, dx: int, dy: int) -> None:
        """Move what is in sight by so many pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + dx)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + dy)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._letters = Letters(self._letters.ratio)
            self._measure()
            self.viewport().update()

    @override
    def respoken(self) -> None:
        self._called.clear()
        self._arrange()
        self._tell()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.frame()
        ratio = self.viewport().devicePixelRatioF()
        if not self._letters.fits_look(ratio):
            self._letters = Letters(ratio)
        self.painter_of_bars.prepare(frame, self._letters)
        painter = QPainter(self.viewport())
        letters, chosen, ground = self._letters, self._current, self._ground(frame)
        painter.setClipRect(frame.body)
        key = (frame.scale, self._scene, self._marks, letters, frame.body.size(), ground.today())
        self._still.show(painter, frame, key, ratio)
        self.painter_of_bars.paint_moving(painter, frame, self._chosen)
        ground.paint_now(painter)
        if chosen is not None and self.hasFocus() and not self._scene.is_folded(chosen.group):
            painter.setPen(QColor(letters.colours.accent))
            painter.drawRoundedRect(frame.bar(chosen).adjusted(-3, -3, 2, 2), look.S, look.S)
        elif self.hasFocus():
            painter.setPen(QColor(letters.colours.accent))
            painter.drawRect(frame.body.adjusted(0, 0, -1, -1))
        if not self._bars:
            painter.setFont(look.font())
            painter.setPen(QColor(letters.colours.soft))
            text = _("Nothing to show. Double-click a day to plan something.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(frame.body.adjusted(look.XL, look.XL, -look.XL, -look.XL), flags, text)
        painter.setClipping(False)
        header = self._header(frame)
        look_of_head = (frame.scale, self._marks, letters, current(), frame.body.width())
        head = replace(frame, body=frame.header, top=0)
        self._head.show(painter, head, (*look_of_head, ground.today()), ratio)
        header.paint_moving(painter)
        ground.paint_names(painter, self._scene.groups[chosen.group].key if chosen else "")
        header.paint_corner(painter, _("Local dates, where each takes place"))
        self.paint_over(painter, frame)
        painter.end()

    def _ground(self, frame: Frame) -> Ground:
        zones = self._zones()
        return Ground(frame, self._marks, self._now(), zones, self.group_name, self._letters)

    def _header(self, frame: Frame) -> Header:
        return Header(frame, self._letters, current(), self._marks, self.today())

    def _paint_head(self, painter: QPainter, frame: Frame) -> None:
        # Below this part of the head there is nothing.
        part = frame.body
        below = QRect(part.left(), part.bottom() + 1, part.width(), 0)
        self._header(replace(frame, body=below)).paint_still(painter)

    def _paint_still(self, painter: QPainter, frame: Frame) -> None:
        self._ground(frame).paint_behind(painter)
        self.painter_of_bars.paint(painter, frame)

    def paint_over(self, painter: QPainter, frame: Frame) -> None:
        """Paint what is dragged over all else."""
