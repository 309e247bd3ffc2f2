"""A small chart: twelve months, and in each what belongs to which clause, one on the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.language import _, current, dates, ngettext
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip
from desktop.ui.widgets.marks import clause_name

_LEAST_TOP = 4  # so that one record alone does not fill the chart
_SHORT = 3  # letters of a month's name


@dataclass(frozen=True, slots=True)
class Month:
    """How much there is of each clause in a month, which is told by its first day."""

    first: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How much there is of all clauses together."""
        return sum(self.counts.values())


class MonthChart(Spoken, QWidget):
    """Stacked bars with the letters of the clauses in them; a screen reader hears each month."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[Month] = ()
        self._today: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.CHART)
        self.say(self.setAccessibleName, lambda: _("What begins in which month"))
        self.say(self.setAccessibleDescription, self.described)

    def show_months(self, months: Sequence[Month], today: date) -> None:
        """Show other months; that of today stands out."""
        self._months, self._today = months, today
        self.say_again()

    def described(self) -> str:
        """The whole chart in words, empty months left out."""
        return "\n".join(_said(month) for month in self._months if month.total)

    @override
    def respoken(self) -> None:
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.COLUMN, look.CHART)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        line = look.line_height("small")
        base = self.height() - line - look.XS
        top = max([_LEAST_TOP, *(month.total for month in self._months)])
        unit = (base - line) / top
        colours = look.colours(self)
        for at, month in enumerate(self._months):
            box = self._column(at)
            self._paint_name(painter, QRect(box.left(), base + look.XS, box.width(), line), month)
            self._paint_bar(painter, box, base, unit, month)
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(0, base, self.width(), base)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._months:
            at = min(event.x() * len(self._months) // max(1, self.width()), len(self._months) - 1)
            QToolTip.showText(event.globalPos(), plain_tooltip(_said(self._months[at])), self)
            return True
        return super().event(event)

    def _column(self, at: int) -> QRect:
        """The room of one month, of which a gap is left free at both sides."""
        left, right = (self.width() * place // len(self._months) for place in (at, at + 1))
        return QRect(left, 0, right - left, self.height())

    def _paint_name(self, painter: QPainter, box: QRect, month: Month) -> None:
        now = self._today is not None and (self._today.year, self._today.month) == (
            month.first.year,
            month.first.month,
        )
        colours = look.colours(self)
        painter.setPen(QColor(colours.text if now else colours.faint))
        painter.setFont(look.font("small", bold=now))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _short(month.first.month))

    def _paint_bar(
        self, painter: QPainter, box: QRect, base: int, unit: float, month: Month
    ) -> None:
        width = min(look.CHART_BAR, box.width() - look.XS)
        left, bottom = box.center().x() - width / 2, float(base)
        painter.setFont(look.font("small", bold=True))
        for clause in look.CLAUSES:
            height = month.counts.get(clause, 0) * unit
            if not height:
                continue
            ink, tint = look.colours(self).pair(clause)
            part = QRectF(left, bottom - height, width, height)
            painter.setPen(QColor(ink))
            painter.setBrush(QColor(tint))
            painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))
            if height >= QFontMetrics(painter.font()).ascent():
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, clause)
            bottom -= height
        if month.total:
            painter.setFont(look.font("small"))
            painter.setPen(QColor(look.colours(self).soft))
            line = look.line_height("small")
            above = QRectF(left, bottom - line, width, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(month.total))


def _short(month: int) -> str:
    """The name of a month where there is little room: 4月, apr, Apr."""
    name = dates.month_name(current(), month)
    return name if current().code == "ja" else name[:_SHORT]


def _said(month: Month) -> str:
    """What begins in a month: April 2027: 3 entries (Delegation 1, Exchange 2)."""
    name = _("{month} {year}").format(
        month=dates.month_name(current(), month.first.month), year=month.first.year
    )
    number = ngettext("{n} entry", "{n} entries", month.total).format(n=month.total)
    parts = ", ".join(
        f"{clause_name(clause)} {month.counts[clause]}"
        for clause in look.CLAUSES
        if month.counts.get(clause)
    )
    said = _("{name}: {value}").format(name=name, value=number)
    return f"{said} ({parts})" if parts else said
