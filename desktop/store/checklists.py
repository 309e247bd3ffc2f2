"""Checklists: the steps that ship with the program, the office's own, and the tasks they become."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Task, Trilingual
from desktop.domain.base import new_id
from desktop.domain.checklist import Case, ChecklistLine, Step, applies, template_of
from desktop.domain.codes import AccessMode, Checklist, DueAnchor, Payer
from desktop.errors import Problem
from desktop.paths import shipped
from desktop.store import records
from desktop.store.log import DELETED, DO, Change, Unit

_OWNERS = {"delegation": "delegation_id", "exchange": "exchange_id", "access_request": "access_id"}
# What a line of the office says of a step; the rest is which step that is.
_SAID = (
    "title",
    "anchor",
    "offset_days",
    "turn",
    "condition",
    "condition_days",
    "source",
    "checked",
    "off",
)


@dataclass(frozen=True, slots=True)
class Fit:
    """How the tasks of a record fit the checklist that is meant for it.

    `missing` are steps that it wants and that are not there, but for those that somebody deleted
    by hand; `superfluous` are open steps that are not meant for the record as it is now. `begun`
    tells whether any step of a checklist is there.
    """

    template: str
    missing: tuple[Step, ...]
    superfluous: tuple[Task, ...]
    begun: bool


@cache
def originals(template: str) -> tuple[Step, ...]:
    """The steps of a checklist as the program ships them, in their order."""
    path = shipped("resources/checklists") / f"{Checklist(template)}.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_step(template, position, one) for position, one in enumerate(told))


def _step(template: str, position: int, told: Mapping[str, Any]) -> Step:
    return Step(
        **{
            **told,
            "template": template,
            "position": position,
            "title": Trilingual(**told["title"]),
            "checked": date.fromisoformat(told["checked"]),
        }
    )


def steps(session: Session, template: str) -> list[Step]:
    """The steps of a checklist as the office has them, those that are off too, the first first."""
    merged = {step.code: step for step in originals(template)}
    for line in _lines(session, template):
        original = merged.get(line.code)
        merged[line.code] = Step(
            template,
            line.code,
            position=line.position if original is None else original.position,
            line_id=line.id,
            shipped=original is not None and original.shipped,
            **{name: getattr(line, name) for name in _SAID},
        )
    return sorted(merged.values(), key=_when)


def _when(step: Step) -> tuple[bool, int, bool, int]:
    return (step.anchor == DueAnchor.END, step.offset_days, not step.shipped, step.position)


def _lines(session: Session, template: str, code: str = "") -> list[ChecklistLine]:
    # Two offices may each have changed the same step: the same one of both holds everywhere.
    query = select(ChecklistLine).where(ChecklistLine.template == template)
    if code:
        query = query.where(ChecklistLine.code == code)
    return list(session.scalars(query.order_by(ChecklistLine.id.desc())))


# -- what the office changes


def change(session: Session, template: str, code: str, **values: object) -> None:
    """Give a step new values; one that then says what the program ships is the original again.

    Raises Problem `record_gone` for a step that there is not.
    """
    lines = _lines(session, template, code)
    original = next((step for step in originals(template) if step.code == code), None)
    if not lines:
        if original is None:
            raise Problem("record_gone", kind="checklist_line")
        said = {name: getattr(original, name) for name in _SAID}
        where = {"template": template, "code": code, "position": original.position}
        lines = [records.add(session, ChecklistLine(**where, **said))]
        session.flush()
    line = records.update(session, ChecklistLine, lines[-1].id, **values)
    if original is not None and all(
        getattr(line, name) == getattr(original, name) for name in _SAID
    ):
        session.delete(line)


def add_step(session: Session, template: str, **values: object) -> ChecklistLine:
    """Add a step of the office's own to a checklist."""
    own = len(_lines(session, template))
    line = ChecklistLine(template=template, code=new_id(), position=own, **values)
    return records.add(session, line)


def restore(session: Session, template: str, code: str = "") -> None:
    """Let one step be as the program ships it, or the whole list: own steps go then, too."""
    for line in _lines(session, template, code):
        session.delete(line)


# -- what records get of it


def case_of(kind: str, record: Any) -> Case:
    """What the conditions of steps ask of a delegation, an exchange or an access request."""
    start, end = record.start, record.end
    days = (end - start).days + 1 if start is not None and end is not None else 0
    return Case(
        days=days if days > 0 else None,
        paid_by=record.paid_by if kind == "exchange" else Payer.HOME.value,
        direction=record.direction,
        mode=record.mode if kind == "access_request" else AccessMode.ON_SITE.value,
    )


def fit(session: Session, kind: str, record_id: str) -> Fit:
    """Compare the tasks of a record with what its checklist wants now."""
    record: Any = records.get(session, records.by_kind(kind), record_id)
    template = template_of(kind, record.direction).value
    known, case = steps(session, template), case_of(kind, record)
    wanted = [
        step
        for step in known
        if not step.off and applies(step.condition, step.condition_days, case)
    ]
    tasks = records.parts(session, Task, kind, record_id)
    there = {task.code for task in tasks if task.code and task.template in ("", template)}
    begun = any(step.code in there for step in known) or any(task.template for task in tasks)
    lacking = [step for step in wanted if step.code not in there]
    if begun and lacking:
        dropped = _dropped(session, record_id)
        lacking = [step for step in lacking if step.code not in dropped]
    meant = {(template, step.code) for step in wanted}
    # A step of the office's own that the list has no more stays where it was given.
    gone = {code for code in there if code not in {step.code for step in known}}
    beyond = [
        task
        for task in tasks
        if task.done is None
        and task.template
        and (task.template, task.code) not in meant
        and not (task.template == template and task.code in gone)
    ]
    return Fit(template, tuple(lacking), tuple(beyond), begun)


def apply(session: Session, kind: str, record_id: str) -> list[Task]:
    """Add the tasks that a record's checklist wants and that are missing; gives the new ones."""
    position = len(records.parts(session, Task, kind, record_id))
    return [
        records.add(
            session,
            Task(
                **{_OWNERS[kind]: record_id},
                code=step.code,
                title=step.title,
                anchor=step.anchor,
                offset_days=step.offset_days,
                turn=step.turn,
                template=step.template,
                source=step.source,
                checked=step.checked,
                position=position + at,
            ),
        )
        for at, step in enumerate(fit(session, kind, record_id).missing)
    ]


def passed(days: Iterable[tuple[Task, date | None]], today: date) -> list[Task]:
    """The steps that are not done though their day has passed, given each with its due day."""
    late = [
        (day, task.position, task)
        for task, day in days
        if task.code and task.done is None and day is not None and day < today
    ]
    return [task for _day, _position, task in sorted(late, key=lambda one: one[:2])]


def _dropped(session: Session, record_id: str) -> set[str]:
    """The codes of the steps that somebody deleted from a record."""
    deleted = session.scalars(
        select(Change.before)
        .join(Unit, Unit.seq == Change.unit)
        .where(Change.record_id == record_id, Change.kind == "task", Change.action == DELETED)
        .where(Unit.mode == DO, Unit.label == "delete")
    )
    return {str(json.loads(before).get("code", "")) for before in deleted}
