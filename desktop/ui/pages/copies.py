"""Duplicating the selected records of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.language import ngettext
from desktop.ui.lists import ListPage


def duplicate(
    page: ListPage, kind: str, ids: Sequence[str], copy: Callable[[Session, str], Any]
) -> None:
    """Copy records of a kind as one action, and select the copies; `copy` makes one of them."""
    desk = page.desk
    made = desk.do(
        "duplicate",
        lambda session: [str(copy(session, record).id) for record in ids],
        kind=kind,
    )
    if made:
        # The first one takes the filter away, which could hide the copies.
        page.open(made[0])
        page.table.choose(made)
        desk.notice(
            lambda: ngettext("{n} entry duplicated", "{n} entries duplicated", len(made)).format(
                n=len(made)
            ),
            undo=True,
        )
