"""Whether an open office file is in order: its pages, its references, its change log."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.store.log import CREATED, Change, Unit
from desktop.store.tree import classes


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a check found: faults of each sort, and of how much.

    `units` is how many actions the log holds, `pages` how many pages were read, and `entries` how
    many things were looked for in the log.
    """

    damage: tuple[str, ...]
    dangling: tuple[str, ...]
    unlogged: tuple[str, ...]
    units: int
    pages: int
    entries: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not (self.damage or self.dangling or self.unlogged)


def check(session: Session) -> Soundness:
    """Look through the whole file; this reads every page of it.

    `damage` is SQLite's own words, `dangling` the tables with references to nothing, `unlogged`
    the kinds of which something has no beginning in the change log.
    """
    run = session.connection().exec_driver_sql
    pages = [str(row[0]) for row in run("PRAGMA integrity_check")]
    dangling = {str(row[0]) for row in run("PRAGMA foreign_key_check")}
    unlogged = [
        kind
        for kind, cls in sorted(classes().items())
        if session.scalar(
            select(cls.id)
            .where(
                ~select(Change.seq)
                .where(Change.entity_id == cls.id, Change.action == CREATED)
                .exists()
            )
            .limit(1)
        )
    ]
    return Soundness(
        tuple(line for line in pages if line != "ok"),
        tuple(sorted(dangling)),
        tuple(unlogged),
        session.scalar(select(func.count(Unit.seq))) or 0,
        int(run("PRAGMA page_count").scalar_one()),
        sum(session.scalar(select(func.count(cls.id))) or 0 for cls in classes().values()),
    )
