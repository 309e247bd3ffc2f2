"""Holds a table to its selection as long as what was typed for that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject

from desktop.ui.drafting.cells import CellTable


class SelectionGuard(QObject):
    """Calls `show` when other rows are selected, unless `leave` refuses to let go of `shown`."""

    def __init__(
        self,
        table: CellTable,
        shown: Callable[[], Sequence[str]],
        leave: Callable[[], bool],
        show: Callable[[], object],
    ) -> None:
        super().__init__(table)
        self._table = table
        self._shown, self._leave, self._show = shown, leave, show
        self._resting = False
        table.selectionModel().selectionChanged.connect(lambda *_: self._changed())

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Select rows without being asked."""
        self._resting = True
        try:
            yield
        finally:
            self._resting = False

    def _changed(self) -> None:
        if self._resting:
            return
        ids = [row.id for row in self._table.chosen()]
        shown = list(self._shown())
        if ids != shown and not self._leave():
            # What cannot be read stays in sight until it is put right.
            with self.resting():
                self._table.choose(shown)
        else:
            self._show()
