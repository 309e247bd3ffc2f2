"""Checklists: the steps that a record of a kind needs, counted back from its start or end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, text, words
from desktop.domain.codes import (
    AccessMode,
    Checklist,
    Condition,
    Direction,
    DueAnchor,
    Payer,
    Turn,
)
from desktop.domain.text import Trilingual

COUNTING = frozenset({Condition.LONGER, Condition.UP_TO, Condition.LONGER_OR_PAID})
"""The conditions that count days of stay."""

_FROM_THE_HOST = frozenset({Payer.HOST, Payer.BOTH})


class ChecklistLine(Entity):
    """What the office changed in a checklist: a step of its own, or one of ours written anew.

    A line with the `template` and `code` of a step that the program ships stands in its place;
    without it the shipped one holds again. A line that is `off` is not offered.
    """

    __tablename__ = "checklist_line"

    template: Mapped[str] = text(Checklist.DELEGATION)
    code: Mapped[str] = text()
    title: Mapped[Trilingual] = words("title")
    anchor: Mapped[str] = text(DueAnchor.START)
    offset_days: Mapped[int] = mapped_column(default=0)
    turn: Mapped[str] = text(Turn.OFFICE)
    condition: Mapped[str] = text(Condition.ALWAYS)
    condition_days: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = text()
    checked: Mapped[date | None] = mapped_column()
    off: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    def label(self) -> Trilingual:
        """What is to be done."""
        return self.title


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a checklist as it holds now, whoever wrote it.

    `line_id` is the office's own line, "" where the step is as the program ships it; `shipped`
    tells whether there is an original to go back to.
    """

    template: str
    code: str
    title: Trilingual
    anchor: str = DueAnchor.START
    offset_days: int = 0
    turn: str = Turn.OFFICE
    condition: str = Condition.ALWAYS
    condition_days: int = 0
    source: str = ""
    checked: date | None = None
    off: bool = False
    position: int = 0
    line_id: str = ""
    shipped: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """What the conditions of steps ask of a record."""

    days: int | None = None
    paid_by: str = Payer.HOME
    direction: str = Direction.DK_JP
    mode: str = AccessMode.ON_SITE


def template_of(kind: str, direction: str) -> Checklist:
    """The checklist for a record of a kind (`delegation`, `exchange`, `access_request`)."""
    if kind == "exchange":
        there = direction == Direction.DK_JP
        return Checklist.EXCHANGE_TO_JAPAN if there else Checklist.EXCHANGE_TO_DENMARK
    return Checklist.DELEGATION if kind == "delegation" else Checklist.ACCESS


def applies(condition: str, days: int, case: Case) -> bool:
    """Whether a step with that condition is meant for a record.

    While the length of a stay is not known, what depends on it is meant for it: a step too many
    is seen, one too few is not.
    """
    paid = case.paid_by in _FROM_THE_HOST
    longer = case.days is None or case.days > days
    match condition:
        case Condition.LONGER:
            return longer
        case Condition.UP_TO:
            return case.days is None or case.days <= days
        case Condition.LONGER_OR_PAID:
            return longer or paid
        case Condition.PAID:
            return paid
        case Condition.TO_JAPAN:
            return case.direction == Direction.DK_JP
        case Condition.TO_DENMARK:
            return case.direction == Direction.JP_DK
        case Condition.ON_SITE:
            return case.mode == AccessMode.ON_SITE
        case Condition.REMOTE:
            return case.mode == AccessMode.REMOTE
    return True
