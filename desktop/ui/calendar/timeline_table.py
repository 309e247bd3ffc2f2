"""The bars of the timeline as a table, for the keyboard and for those who hear the window."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.codes import CLAUSE_OF
from desktop.language import _, current, dates
from desktop.store.spans import Names, Span
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.statuses import status_look


def make_table(names: Callable[[], Names]) -> tuple[ListModel, ListTable]:
    """A table of spans, each a row: record, first and last day, status, people."""
    model = ListModel(_columns(names), id_of=lambda span: str(span.record_id))
    table = ListTable(model)
    table.setSelectionMode(ListTable.SelectionMode.SingleSelection)
    return model, table


def _columns(names: Callable[[], Names]) -> list[Column]:
    return [
        Column(
            name="record",
            title=lambda: _("Record"),
            text=lambda span: wording.label(span, current()),
            clause=lambda span: CLAUSE_OF[span.record_kind],
            width=16,
            grows=True,
            look="strong",
        ),
        Column(
            name="first",
            title=lambda: _("First day"),
            text=lambda span: dates.date_short(current(), span.first),
            sort=lambda span: span.first,
            width=11,
        ),
        Column(
            name="last",
            title=lambda: _("Last day"),
            text=lambda span: dates.date_short(current(), span.last),
            sort=lambda span: span.last,
            width=11,
        ),
        Column(
            name="status",
            title=lambda: _("Status"),
            text=wording.status,
            status=_status_look,
            width=15,
            spare=True,
        ),
        Column(
            name="people",
            title=lambda: _("People"),
            text=lambda span: wording.people(span, names(), current()),
            width=18,
            spare=True,
            look="soft",
        ),
    ]


def _status_look(span: Span) -> tuple[str, str]:
    return status_look(wording.state(span))
