"""Erasing from the window: off its thread, and told to every page afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.errors import Problem
from desktop.language import ngettext
from desktop.store.erasing import Classes, Outcome, erase_in
from desktop.ui.desk import Desk


def remove(
    desk: Desk, owner: QWidget, whom: Mapping[str, Classes], done: Callable[[], object]
) -> None:
    """Erase data of people; `done` is called at the end, also when it could not be."""

    def finished(outcomes: Mapping[str, Outcome]) -> None:
        done()
        desk.drafts.drop(whom)
        desk.changed.emit(frozenset().union(*(one.kinds for one in outcomes.values())))
        desk.notice(partial(_told, len(outcomes), sum(one.papers for one in outcomes.values())))

    def failed(error: BaseException) -> None:
        done()
        if not isinstance(error, Problem):
            raise error
        desk.trouble(error)

    desk.background.run(partial(erase_in, desk.office, dict(whom)), finished, failed, owner=owner)


def papers_text(papers: int) -> str:
    """How many issued papers went with the data."""
    return ngettext(
        "{n} issued paper was removed with it.", "{n} issued papers were removed with it.", papers
    ).format(n=papers)


def _told(people: int, papers: int) -> str:
    told = ngettext("Data of {n} person removed.", "Data of {n} people removed.", people)
    said = told.format(n=people)
    return f"{said} {papers_text(papers)}" if papers else said
