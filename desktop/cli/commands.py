"""The work without a window: every command reads or writes one office file and ends.

Results go to standard output, what is wrong to standard error in one line. Qt is never imported.
"""

import io
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from desktop import language, words
from desktop.cli import checking, conflicts, free, importing, show, tasks, text
from desktop.cli.backups import BackingUp
from desktop.cli.ending import ended
from desktop.cli.handing_out import HandingOut
from desktop.cli.parser import early, parse
from desktop.cli.planning import Planning
from desktop.cli.protection import Protecting
from desktop.cli.work import complain, now, print_json, print_lines, settings_of
from desktop.domain import (
    Delegation,
    Exchange,
    Task,
    Trilingual,
)
from desktop.domain.suspicious import visible
from desktop.errors import Problem
from desktop.files import open_ordinary
from desktop.language import _, ngettext
from desktop.language.dates import timestamp
from desktop.paths import Paths
from desktop.store import (
    directory,
    interchange,
    lists,
    loading,
    records,
    soundness,
)
from desktop.store import tasks as stored_tasks
from desktop.store.called import called
from desktop.store.history import history
from desktop.store.identify import check_sound
from desktop.store.interchange_read import LARGEST
from desktop.store.references import Record
from desktop.words.suspicious import warnings

if TYPE_CHECKING:
    pass

_MOST_WARNINGS = 20
_ROWS: dict[str, Callable[[Session], Sequence[Any]]] = {
    "delegations": lists.delegations,
    "exchanges": lists.exchanges,
    "access": lists.access_requests,
    "people": directory.people,
    "organisations": directory.organisations,
    "places": directory.places,
    "facilities": directory.facilities,
}


def read(arguments: Sequence[str]) -> Namespace | int:
    """What the command line asks for; the exit code where that is all (help, wrong usage)."""
    _steady_streams()
    # A log record is for the window's log file; standard error holds problems only.
    logging.getLogger("desktop").addHandler(logging.NullHandler())
    wanted = early(arguments, "--language")
    try:
        if wanted not in language.CODES:
            data = early(arguments, "--data")
            wanted = settings_of(Paths(Path(data) if data else None)).language
    except OSError:
        wanted = ""
    language.use(wanted if wanted in language.CODES else language.system_code())
    try:
        return parse(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2


def run(options: Namespace) -> int:
    """Do one command; gives the exit code: 0 done, 1 a problem."""
    return ended(_Work(options).do)


class _Work(HandingOut, Planning, Protecting, BackingUp):
    """One command, with the settings and the file it works on."""

    def do(self) -> None:
        commands: dict[str, Callable[[], None]] = {
            "new": self._new,
            "demo": self._demo,
            "list": self._list,
            "show": self._show,
            "import": self._import,
            "export": self._export,
            "calendar": self._calendar,
            "itinerary": self._itinerary,
            "documents": self._documents,
            "free": self._free,
            "plan": self._plan,
            "plan-benchmark": self._plan_benchmark,
            "editions": self._editions,
            "conflicts": self._conflicts,
            "history": self._history,
            "privacy": self._privacy,
            "erase": self._erase,
            "person-data": self._person_data,
            "undo": self._undo,
            "redo": self._redo,
            "check": self._check,
            "encrypt": self._encrypt,
            "decrypt": self._decrypt,
            "password": self._password,
            "recovery-sheet": self._recovery_sheet,
            "remember": self._remember,
            "forget": self._forget,
            "backup": self._backup,
            "backups": self._backups,
            "restore": self._restore,
            "salvage": self._salvage,
        }
        commands[self._options.command]()

    def _demo(self) -> None:
        interchange.demo_office(self._options.file, self._author()).close()
        print(_("Made {path}").format(path=self._options.file))

    def _list(self) -> None:
        if self._options.kind == "tasks":
            self._list_tasks()
            return
        with self._reading() as session:
            rows = _ROWS[self._options.kind](session)
        rows = text.ordered(self._options.kind, rows, self._say)
        if self._options.json:
            print_json([text.plain(row) for row in rows])
        else:
            print_lines(text.listing(self._options.kind, rows, self._say))

    def _list_tasks(self) -> None:
        with self._reading() as session:
            rows = stored_tasks.rows(session)
        found = tasks.chosen(rows, self._options, self._settings.home_zone, self._today())
        if self._options.json:
            print_json(tasks.as_json(found))
        else:
            print_lines(tasks.lines(found, self._say))

    def _show(self) -> None:
        with self._reading() as session:
            record = self._record(session)
            if self._options.json:
                print_json(interchange.excerpt(session, record, private=self._options.private))
                return
            lines = self._lines_of(session, record)
        print_lines(lines)

    def _lines_of(self, session: Session, record: Record) -> list[str]:
        from desktop.planning.agenda import due_for

        match record:
            case Delegation():
                lines = show.delegation(loading.delegation(session, record.id), self._say)
            case Exchange():
                lines = show.exchange(loading.exchange(session, record.id), self._say)
            case _:
                lines = show.access(loading.access_request(session, record.id), self._say)
        home = self._settings.home_zone
        dated = [
            (task, due_for(task, record, home))
            for task in records.parts(session, Task, record.__tablename__, record.id)
        ]
        return [*lines, *show.tasks(dated, self._say)]

    def _privacy(self) -> None:
        from desktop.cli import privacy

        if self._options.what == "remove":
            with self._office() as office:
                print(privacy.remove_due(office, self._today(), self._options))
            return
        with self._reading() as session:
            found = privacy.due(session, self._today())
        if self._options.json:
            print_json(privacy.as_json(found))
        else:
            print_lines(privacy.lines(found, self._say))

    def _erase(self) -> None:
        from desktop.cli import privacy

        with self._office() as office:
            print(privacy.erase(office, self._options, self._say))

    def _person_data(self) -> None:
        from desktop.cli import privacy
        from desktop.making.person_data import pdf, readable
        from desktop.store.person_data import as_text

        options, workshop = self._options, self._workshop()
        with self._reading() as session:
            data = privacy.held(session, options, self._say, now())
        if options.json is not None:
            self._write(options.json, as_text(data).encode())
        if options.pdf is not None:
            self._write(options.pdf, pdf(data, self._say.code, workshop))
        if options.json is options.pdf is None:
            print(readable(data, self._say, workshop.home), end="")

    def _import(self) -> None:
        data = _bytes_of(self._options.file)
        if importing.is_calendar(self._options.file, data):
            self._import_calendar(data)
            return
        with self._office() as office:
            odd: list[tuple[str, str]] = []
            counts = interchange.import_office(
                office, data, warn=lambda path, name: odd.append((path, name))
            )
        _warn(odd)
        total = sum(counts.values())
        told = ngettext("Imported {number} entry", "Imported {number} entries", total)
        print(told.format(number=total))

    def _import_calendar(self, data: bytes) -> None:
        options, zones = self._options, (self._settings.home_zone, self._settings.other_zone)
        with self._office() as office:
            found = importing.compare(office, data, options.zone, zones, options.into)
            done = 0 if options.dry_run else importing.take(office, found, options.into)
        if options.json:
            print_json({**importing.as_json(found), "taken": done})
            return
        print_lines(importing.lines(found, self._say))
        _warn([(f"{one.line}", text) for one in found.reading.events for text in one.odd])
        if not options.dry_run:
            told = ngettext("{n} change taken over", "{n} changes taken over", done)
            print(told.format(n=done))

    def _export(self) -> None:
        with self._reading() as session:
            content = interchange.export(session, private=self._options.private)
        if self._options.file == "-":
            sys.stdout.write(content)
        else:
            self._write(Path(self._options.file), content.encode())
        if self._options.private:
            complain(_("Private details of people are in it: give it only to who may see them."))
        else:
            complain(_("Private details of people were left out; --private writes them, too."))

    def _free(self) -> None:
        from desktop.planning.free import relaxed, shortlist, suggest
        from desktop.store.plan import read_plan

        zones = (self._settings.home_zone, self._settings.other_zone)
        with self._reading() as session:
            plan = read_plan(session, self._today(), self._settings.home_zone)
        asked = free.query(self._options, plan, zones, self._say)
        found = shortlist(suggest(plan, asked), free.MOST)
        helps = [] if found else relaxed(plan, asked)
        if self._options.json:
            print_json(free.as_json(found, helps, plan, self._say))
        elif found:
            print_lines(free.lines(found, plan, self._say))
        else:
            print_lines(free.nothing(helps, plan, self._say))

    def _conflicts(self) -> None:
        from desktop.planning.conflicts import find
        from desktop.store.plan import read_plan

        options = self._options
        with self._reading() as session:
            record = self._record(session, options.record) if options.record else None
            plan = read_plan(session, self._today(), self._settings.home_zone)
        key = None if record is None else (record.__tablename__, record.id)
        found = conflicts.chosen(find(plan), key, accepted=options.all)
        if options.json:
            print_json(conflicts.as_json(found, plan, self._say))
        else:
            print_lines(conflicts.lines(found, plan, self._say))

    def _history(self) -> None:
        zone = self._settings.home_zone
        with self._reading() as session:
            entries = history(session, self._record(session).id)
            names = called(session, entries, words.everywhere)
        lines = [
            (
                timestamp(self._say, entry.at, zone),
                words.history_line(
                    entry,
                    names.get(entry.entity_id, Trilingual()),
                    self._say,
                    lambda one: names.get(one, Trilingual()),
                ),
            )
            for entry in entries
        ]
        print_lines(text.table(lines))

    def _undo(self) -> None:
        with self._office() as office:
            done = office.undo()
        if done is None:
            raise Problem("nothing_to_undo")
        print(_("Undone: {what}").format(what=words.unit_label(*done)))

    def _redo(self) -> None:
        with self._office() as office:
            done = office.redo()
        if done is None:
            raise Problem("nothing_to_redo")
        print(_("Done again: {what}").format(what=words.unit_label(*done)))

    def _check(self) -> None:
        path, full = self._path(), self._options.full
        if full:
            check_sound(path, self._key(path), thorough=True)
        with self._reading() as session:
            found = soundness.check(session)
        if not found.is_sound:
            details = (*found.damage, *found.dangling, *found.unlogged)
            raise Problem("check_failed", details=", ".join(details))
        if full:
            print_lines([*checking.tested(found, encrypted=self._key(path) is not None)])
        print(checking.sound(found))


def _warn(odd: Sequence[tuple[str, str]]) -> None:
    """Say which names that came in may be others than they look, each after its place."""
    for place, name in odd[:_MOST_WARNINGS]:
        warned = _("Warning: {place}: “{text}”. {reason}")
        print(warned.format(place=place, text=visible(name), reason=warnings(name)))


def _bytes_of(name: str) -> bytes:
    """What a file holds, or what is piped in; no more than the interchange format allows."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with open_ordinary(Path(name)) as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Problem("input_missing", path=name) from error
    except OSError as error:
        raise Problem("file_unreadable", path=name, reason=error.strerror or "") from error


def _steady_streams() -> None:
    """Let no character stop the output: UTF-8 into files and pipes, the terminal as it is.

    A stream that whoever started us has closed is not there at all, and stops nothing either.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = io.FileIO(os.devnull, "w")
            setattr(sys, name, io.TextIOWrapper(io.BufferedWriter(nowhere), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
