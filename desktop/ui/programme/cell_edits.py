"""What was typed into a cell of the programme, on its way into the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.domain.time import Moment
from desktop.ui.forms.doubt import doubt_about
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.table_model import Column
from desktop.ui.programme.table_view import ProgrammeTable
from desktop.ui.programme.typed_time import When, read_cell


class CellEdits:
    """Takes what is typed into the cells of a table; `zone` is the clock of a new time."""

    def __init__(
        self, table: ProgrammeTable, actions: Actions, moves: Moves, zone: Callable[[], str | None]
    ) -> None:
        self._table = table
        self._actions = actions
        self._moves = moves
        self._zone = zone

    def take(self, item_id: str, column: Column, value: Any) -> bool:
        """Store what was typed; False if it could not be, or something is asked first."""
        match column:
            case Column.TIME:
                when = read_cell(str(value))
                return when is not None and self._set_time(item_id, when)
            case Column.TITLE:
                return self._actions.set_title(item_id, str(value))
            case Column.PLACE:
                return self._actions.save(item_id, place_id=value)
            case Column.STATUS:
                return self._actions.save(item_id, status=value)
            case _:
                return False

    def _set_time(self, item_id: str, when: When) -> bool:
        item = self._table.programme_model().programme().item(item_id)
        if item is None:
            return False
        zone = item.start.zone or self._zone()
        start, end = when.moments(item.start.date, zone, item.end.zone or zone)
        return self._settle(item_id, when, start, end)

    def _settle(self, item_id: str, when: When, start: Moment, end: Moment) -> bool:
        """Store a typed time, after asking about an hour that a clock change skips or repeats."""
        for moment in (start, end):
            doubt = doubt_about(moment, ()) if moment.zone and not moment.fold else None
            if doubt is None:
                continue
            answers = [
                (text, partial(self._answered, item_id, when, (start, end), moment, answer))
                for text, answer in doubt.answers
            ]
            model = self._table.programme_model()
            index = model.index(model.row_of(item_id), Column.TIME)
            self._table.ask(index, doubt.question, answers)
            return False
        return self._moves.move(
            item_id, start, end, open_end=when.open_end, printed_time=when.printed
        )

    def _answered(
        self,
        item_id: str,
        when: When,
        moments: tuple[Moment, Moment],
        doubtful: Moment,
        answer: Moment,
    ) -> None:
        start, end = (answer if each == doubtful else each for each in moments)
        self._moves.move(item_id, start, end, open_end=when.open_end, printed_time=when.printed)
