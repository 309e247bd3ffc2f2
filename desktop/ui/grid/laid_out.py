"""The grid laid out: which programme, which columns, how large, and where everything stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QPoint, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.language import _
from desktop.ui import look
from desktop.ui.grid.draft import Draft
from desktop.ui.grid.frame import Frame, axis_width, frame_of, sizes_of
from desktop.ui.grid.lanes import Mode
from desktop.ui.grid.picture import Drawn
from desktop.ui.grid.scene import Block, Scene, Wanted, scene_of
from desktop.ui.grid.shared import SharedSelection, SpokenModel
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.table_model import Index, ProgrammeModel
from desktop.ui.speech import Spoken

_NOW_MS = 60_000
_DRAWN = 2000  # items that are kept as they were drawn


class LaidOut(Spoken, QListView):
    """Keeps what is wanted of the grid, and lays it out before it is next looked at."""

    shown = Signal()  # another day, mode or size

    def __init__(
        self,
        model: ProgrammeModel,
        selection: QItemSelectionModel,
        clocks: Callable[[], tuple[str, str]],
        parent: QWidget | None = None,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "grid")
        self._programme = model
        self._clocks, self._now = clocks, now
        self._wanted = Wanted()
        self._hour = float(look.GRID_HOUR)
        self._marks: Mapping[str, str] = {}
        self._notes: Mapping[dt.date, str] = {}
        self._draft: Draft | None = None
        self._dense = False
        self._scene: Scene | None = None
        self._slot = 0  # the column that the axis speaks for
        self._tray_offset = 0
        self._days: list[dt.date] = []
        self._busy: tuple[tuple[int, int, str], ...] = ()
        self._still: QPixmap | None = None
        self._drawn: Drawn = {}
        self._hidden: frozenset[str] = frozenset()  # what is being dragged
        self._dropping = False  # the tray is shown as a place to drop on
        spoken = SpokenModel(model, lambda each: self._marks.get(each, ""), self._becomes, self)
        self.setModel(spoken)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._shared = SharedSelection(selection, self.selectionModel(), spoken)
        for changed in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            changed.connect(self.lay_out)
        model.modelReset.connect(self.lay_out)
        model.dataChanged.connect(self.lay_out)
        self.say(self.setAccessibleName, lambda: _("Day grid"))
        minute = QTimer(self)
        minute.setInterval(_NOW_MS)
        minute.timeout.connect(self.redraw)
        minute.start()

    # -- what is shown

    def set_mode(self, mode: Mode) -> None:
        """Let the columns be days, or the lanes of the current day."""
        day = self.day()
        self._want(replace(self._wanted, mode=mode, day=day))
        self.set_day(day)

    def mode(self) -> Mode:
        """What the columns are."""
        return self._wanted.mode

    def set_day(self, day: dt.date | None) -> None:
        """Show the lanes of a day, or bring the day into sight among the others."""
        self._go_to(day)
        slots = self.scene().slots
        if slots and slots[self._slot].column.day == day:
            self.horizontalScrollBar().setValue(slots[self._slot].x)

    def day(self) -> dt.date | None:
        """The day of the current column."""
        slots = self.scene().slots
        return slots[min(self._slot, len(slots) - 1)].column.day if slots else None

    def _go_to(self, day: dt.date | None) -> None:
        self._want(replace(self._wanted, day=day))
        slots = self.scene().slots
        found = next((n for n, slot in enumerate(slots) if slot.column.day == day), -1)
        self._slot = max(found, 0)
        self.shown.emit()

    def days(self) -> list[dt.date]:
        """The days that have a column, or could have one."""
        return list(self._days)

    def stand_in(self, slot: int) -> None:
        """Make a column the current one, whose clocks are on the axis."""
        if slot != self._slot:
            self._slot = slot
            self.redraw()
            self.shown.emit()

    def set_people(self, ids: Sequence[str]) -> None:
        """The persons who have a lane; nobody named is everybody."""
        self._want(replace(self._wanted, people=tuple(ids)))

    def set_others(self, others: Sequence[tuple[str, Programme]]) -> None:
        """Show other programmes too, each with its reference; they cannot be moved."""
        self._want(replace(self._wanted, others=tuple(others)))

    def set_show_all_hours(self, everything: bool) -> None:
        """Show all hours, or only those in use."""
        self._want(replace(self._wanted, all_hours=everything))

    def reveal(self, first: int, last: int) -> None:
        """Show the hours from a height to a height too, for what is being dragged."""
        axis = self.scene().axis
        most = max(
            (s.column.height_at(s.column.end) for s in self.scene().slots), default=axis.last
        )
        first, last = max(0, first), min(most, last)
        if first < axis.first or last > axis.last:
            reach = min(first, axis.first), max(last, axis.last)
            self._want(replace(self._wanted, reach=reach))

    def unreveal(self) -> None:
        """Show the hours in use alone again."""
        if self._wanted.reach is not None:
            self._want(replace(self._wanted, reach=None))

    def set_marks(self, marks: Mapping[str, str]) -> None:
        """Mark items with the severity of what is wrong with them."""
        self._marks = dict(marks)
        self.redraw()

    def set_dense(self, dense: bool) -> None:
        """Make columns and tray narrow, so that many days are seen at a glance."""
        self._dense = dense
        self.lay_out()

    def set_draft(self, draft: Draft | None) -> None:
        """Show what a draft changes, or the programme alone again."""
        self._draft = draft
        self.redraw()

    def _becomes(self, item_id: str) -> str:
        return self._draft.told(item_id) if self._draft is not None else ""

    def set_notes(self, notes: Mapping[dt.date, str]) -> None:
        """Say something of days at their heads, such as that one is a public holiday."""
        self._notes = dict(notes)
        self.redraw()

    def hour(self) -> float:
        """The height of an hour in pixels."""
        return self._hour

    def zoom(self, hour: float) -> None:
        """Make an hour so many pixels high; what is in the middle stays there."""
        low, high = look.GRID_HOURS
        hour = max(low, min(high, hour))
        middle = self.frame().body.height() // 2
        height = self.scene().axis.height(self.verticalOffset() + middle)
        self._hour = hour
        self.lay_out()
        self.shown.emit()
        self.verticalScrollBar().setValue(self.scene().axis.pixel(height) - middle)

    # -- where everything is

    def scene(self) -> Scene:
        """Everything laid out, as it is now."""
        if self._scene is not None:
            return self._scene
        scene = self._laid_out()
        for _attempt in range(2):  # a scroll bar that comes or goes leaves another width
            if self._has(scene):
                break
            scene = self._laid_out()
        self._scene = scene
        return scene

    def _laid_out(self) -> Scene:
        room = self._frame(QPoint(), 1).body.width()
        programme = self._programme.programme()
        scene = self._scene = scene_of(
            programme, self._wanted, sizes_of(room, self._hour, dense=self._dense)
        )
        self._slot = max(0, min(self._slot, len(scene.slots) - 1))
        if self._wanted.mode == Mode.DAYS:
            self._days = [slot.column.day for slot in scene.slots]
        self._measure(scene)
        return scene

    def _has(self, scene: Scene) -> bool:
        return self._scene is scene

    def frame(self) -> Frame:
        """Where the parts of the view are, as it is scrolled now."""
        offset = QPoint(self.horizontalOffset(), self.verticalOffset())
        return self._frame(offset, self.scene().strip_rows())

    def lay_out(self, *_signal: object) -> None:
        """Lay everything out anew, before it is next looked at."""
        self._scene = None
        if len(self._drawn) > _DRAWN:
            self._drawn.clear()
        self.redraw()

    def redraw(self) -> None:
        """Paint everything again."""
        self._still = None
        self.viewport().update()

    def item_id(self, index: Index) -> str:
        """The item of an index; "" for a heading."""
        item = self._programme.item_at(index.row()) if index.isValid() else None
        return item.id if item is not None else ""

    def block_at(self, at: QPoint) -> Block | None:
        """The uppermost item among the hours at a place in the view."""
        return self._block_at(at, other=False)

    def left_at(self, at: QPoint) -> Block | None:
        """Where an item is now that the draft moves, at a place in the view."""
        return self._block_at(at, other=True) if self._draft is not None else None

    def _block_at(self, at: QPoint, *, other: bool) -> Block | None:
        frame = self.frame()
        if not frame.body.contains(at):
            return None
        x, y = frame.to_picture(at).toTuple()
        for block in reversed(self.scene().blocks):
            inside = 0 <= x - block.x < block.width and 0 <= y - block.y < block.height
            if inside and (block.other is not None) == other:
                return block
        return None

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.lay_out()

    def _frame(self, offset: QPoint, rows: int) -> Frame:
        programme = self._programme.programme()
        zones = {zone for zone in (*self._clocks(), programme.visit_zone) if zone}
        return frame_of(
            self.viewport().size(),
            rows=rows,
            axis=axis_width(two=len(zones) > 1),
            tray=self._programme.row_of_day(None) >= 0 and self._has_tray(),
            rail=self._dropping,
            offset=offset,
            tray_offset=self._tray_offset,
            dense=self._dense,
        )

    def _has_tray(self) -> bool:
        """Whether there is room for what is not placed yet."""
        return True

    def _measure(self, scene: Scene) -> None:
        body = self._frame(QPoint(), scene.strip_rows()).body
        for bar, whole, seen in (
            (self.horizontalScrollBar(), scene.width(), body.width()),
            (self.verticalScrollBar(), scene.axis.length(), body.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(look.XL)
