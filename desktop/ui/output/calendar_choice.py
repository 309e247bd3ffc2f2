"""Whose calendar is wanted: what can be chosen, and how it is read from the office file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.calendars.export import Calendar, TasksAs, calendar
from desktop.calendars.reminders import chosen
from desktop.language import Language, _, ngettext
from desktop.making.office_calendar import Wanted
from desktop.planning.agenda import due_for
from desktop.store import calendar_source

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.settings import Settings
    from desktop.store.calendar_source import CalendarSource

WITHOUT = "without"
"""The choice of no tasks, beside those of `TasksAs`."""


class Whose(StrEnum):
    """Whose calendar it is; somebody is named by a field of the same name."""

    RECORD = "record"
    SELECTED = "selected"
    LISTED = "listed"
    OFFICE = "office"
    PERSON = "person"
    GROUP = "group"
    INSTITUTION = "institution"


SOMEBODY = (Whose.PERSON, Whose.GROUP, Whose.INSTITUTION)


@dataclass(frozen=True, slots=True)
class Listed:
    """The records of a list of one kind: those that are selected, and all that it shows."""

    kind: str
    selected: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def offered(kind: str, record: str, listed: Listed | None, *, groups: bool) -> list[Whose]:
    """What can be chosen, the most likely first."""
    found = [Whose.RECORD] if record else []
    if listed is not None and len(listed.selected) > 1:
        found.append(Whose.SELECTED)
    if not record:
        found.append(Whose.OFFICE)
    if listed is not None and listed.shown:
        found.append(Whose.LISTED)
    found.append(Whose.PERSON)
    if kind == "delegation" and groups:
        found.append(Whose.GROUP)
    return [*found, Whose.INSTITUTION]


def name_of(code: str, kind: str, listed: Listed | None) -> str:
    """What a choice is called in the window's language."""
    selected = len(listed.selected) if listed is not None else 0
    shown = len(listed.shown) if listed is not None else 0
    match Whose(code):
        case Whose.RECORD:
            return {
                "delegation": _("The whole delegation"),
                "exchange": _("The whole stay"),
                "access_request": _("The whole access request"),
            }[kind]
        case Whose.SELECTED:
            return ngettext("{n} selected", "{n} selected", selected).format(n=selected)
        case Whose.LISTED:
            return ngettext("{n} in the list", "{n} in the list", shown).format(n=shown)
        case Whose.PERSON:
            return _("One person")
        case Whose.GROUP:
            return _("One group")
        case Whose.INSTITUTION:
            return _("An institution")
        case _:
            return _("The whole office")


def is_complete(values: dict[str, Any]) -> bool:
    """Whether the person, group or institution that is wanted was named."""
    what = values["what"]
    return what not in SOMEBODY or bool(values[what])


def source(
    session: Session, kind: str, record: str, listed: Listed | None, values: dict[str, Any]
) -> CalendarSource:
    """Read what is chosen; somebody's part of a record where the question is about one.

    Raises Problem `record_gone` (kind).
    """
    match Whose(values["what"]):
        case Whose.PERSON:
            return calendar_source.one_person(session, values[Whose.PERSON], record or None)
        case Whose.GROUP:
            return calendar_source.one_group(session, values[Whose.GROUP])
        case Whose.INSTITUTION:
            return _within(
                calendar_source.one_institution(session, values[Whose.INSTITUTION]), record
            )
        case Whose.SELECTED if listed is not None:
            return calendar_source.some_records(session, listed.kind, listed.selected)
        case Whose.LISTED if listed is not None:
            return calendar_source.some_records(session, listed.kind, listed.shown)
        case Whose.RECORD:
            return calendar_source.one_record(session, kind, record)
    return calendar_source.whole_office(session)


def made(read: CalendarSource, values: dict[str, Any], settings: Settings) -> Calendar:
    """The calendar of what was read; Problem `calendar_empty`."""
    tasks = None
    if values["tasks"] != WITHOUT:
        tasks = {task: due_for(task, owner, settings.home_zone) for task, owner in read.tasks}
    return calendar(
        read.records,
        read.revisions,
        Language.of(values["language"]),
        tasks=tasks,
        tasks_as=TasksAs.TODO if tasks is None else TasksAs(values["tasks"]),
        reminders=chosen(settings) if values["reminders"] else None,
        audience=read.audience,
        gone=read.gone,
        private=bool(values["private"]),
    )


def wanted(values: dict[str, Any], settings: Settings) -> Wanted:
    """How the calendar of the whole office is to be written."""
    return Wanted(
        values["language"],
        settings.home_zone,
        None if values["tasks"] == WITHOUT else TasksAs(values["tasks"]),
        chosen(settings) if values["reminders"] else None,
        private=bool(values["private"]),
    )


def _within(whole: CalendarSource, record: str) -> CalendarSource:
    """What a calendar has of one record, where the question is about one."""
    if not record:
        return whole
    return replace(
        whole,
        records=tuple(one for one in whole.records if one.id == record),
        gone=tuple((one, thing) for one, thing in whole.gone if one.id == record),
    )
