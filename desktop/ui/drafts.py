"""What is typed is stored after a moment, and never lost before that: the drafts of an office."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.language import _
from desktop.store import drafts
from desktop.store.drafts import Draft, DraftFile
from desktop.store.runs import Run
from desktop.store.tree import classes
from desktop.ui.drafts_box import Box, is_boxed
from desktop.ui.drafts_line import LooseLine
from desktop.ui.drafts_mark import Typed, is_said, mark, said

if TYPE_CHECKING:
    from desktop.errors import Problem
    from desktop.ui.desk import Desk
    from desktop.ui.forms import Form

STORE_MS = 2000  # after the last key, what can be read is stored
DRAFT_MS = 150  # after the first key that is in no draft yet
SETTINGS = "settings"  # the page, where other subjects are kinds of entities

_log = logging.getLogger(__name__)

Subject = Callable[[], tuple[str, str]]


@dataclass(frozen=True, eq=False)
class _Followed:
    """A form, and the kind and the id of what its fields belong to."""

    form: Form
    subject: Subject

    def is_there(self) -> bool:
        """Whether Qt has not deleted it."""
        return isValid(self.form)

    def field(self, name: str) -> Typed | None:
        """One of its fields; None when the form or the field is gone."""
        return self.form.field(name) if self.is_there() and name in self.form.names() else None

    def focus(self, name: str) -> None:
        """Lead to a field."""
        self.form.focus(name)


@dataclass(frozen=True, eq=False)
class _FollowedLine:
    """A line that is no field, the name it has in drafts, and what it belongs to."""

    loose: LooseLine
    name: str
    subject: Subject

    def is_there(self) -> bool:
        """Whether Qt has not deleted it."""
        return isValid(self.loose.line)

    def field(self, name: str) -> Typed | None:
        """The line; None when it is gone or another is meant."""
        return self.loose if name == self.name and self.is_there() else None

    def focus(self, _name: str) -> None:
        """Lead to the line."""
        self.loose.focus()


_Source = _Followed | _FollowedLine


class Drafts(QObject):
    """Follows what is typed into the forms of an office file.

    Two seconds after the last key, what can be read as it stands is stored; all that is stored in
    one stay in a field is one action for undo. Until it is stored, it is in the draft file, from
    where `put_back` takes it at the next start. One timer serves all forms: only one is typed into.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._file = DraftFile(desk.office.path, desk.office.key)
        self._left = self._file.read()
        self._followed: list[_Source] = []
        self._boxes: list[Box] = []
        self._ways: list[tuple[str, QObject, Callable[[str], bool]]] = []
        self._pending: dict[tuple[_Source, str], None] = {}
        self._at: tuple[_Source, str] | None = None
        self._keeping = self._held = self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._store_timer = self._timer(STORE_MS, self._store)
        self._draft_timer = self._timer(DRAFT_MS, self._write)

    def follow(self, form: Form, subject: Subject) -> None:
        """Store and keep what is typed into a form.

        `subject` gives the kind and the id of what the fields belong to at that moment: the id is
        "" for what is not made yet, and the kind "" for nothing.
        """
        followed = _Followed(form, subject)
        self._add(followed)
        form.typed.connect(lambda name: self._typed(followed, name))
        form.settled.connect(lambda name: self._settled(followed, name))

    def follow_line(self, loose: LooseLine, name: str, subject: Subject) -> None:
        """Keep what is typed into a line that is no field of a form, until it is taken."""
        followed = _FollowedLine(loose, name, subject)
        self._add(followed)
        loose.line.typed.connect(lambda: self._typed(followed, name))
        loose.line.textChanged.connect(lambda text: None if text else self._settled(followed, name))
        loose.line.destroyed.connect(lambda: self._settled(followed, name))

    def follow_box(self, box: Box) -> bool:
        """Keep what is typed into a box until it is finished; tells whether any was put back.

        What was typed there when the office was locked, or when the program ended, is put back.
        """
        mine = [draft for draft in self._left if box.field(draft) is not None]
        put = [draft for draft in mine if box.is_usual(draft)]
        changed = [draft for draft in mine if draft not in put]
        self._boxes.append(box)
        box.form.typed.connect(lambda _name: self._write_soon())
        box.dialog.finished.connect(lambda _result: self._finished(box))
        for draft in put:
            box.put(draft)
        self._left = [draft for draft in self._left if draft not in put]
        if put:
            self._desk.notice(_put_back_text)
        if changed:
            QTimer.singleShot(0, box.dialog, lambda: self._offer(changed, (), box.dialog))
        return bool(put)

    def keep_boxes(self) -> None:
        """Keep what is typed in open boxes, which are closed by no wish of the officer."""
        self._left += self._boxed()
        self._boxes.clear()
        self._write()

    def lead_by(self, kind: str, owner: QObject, way: Callable[[str], bool]) -> None:
        """Show by `way(id)` the form of a part, where opening its record does not do so yet.

        It gives False where `owner` does not show that part.
        """
        self._ways = [one for one in self._ways if isValid(one[1])]
        self._ways.append((kind, owner, way))

    def is_quiet(self, problem: Problem) -> bool:
        """Whether a problem is not told yet, because the officer is still typing.

        It is told when the field is left; what has to do with the disk is told at once.
        """
        return self._keeping and not problem.code.startswith("file_")

    def is_held(self) -> bool:
        """Whether what cannot be stored stays in the draft file, and is not lost by closing."""
        return self._held

    def hold(self) -> None:
        """Leave in the draft file what cannot be stored, and come back to it at the next start."""
        self._stop()
        self._file.want(self._collect())
        self._file.settle()
        self._held = True

    def close(self) -> None:
        """Follow nothing any more; what is not held is given up."""
        if self._closed:
            return
        self._closed = True
        self._stop()
        self._thread.shutdown(wait=True)
        if not self._held:
            self._file.want(self._left)
            self._file.settle()

    # -- while it is typed

    def _add(self, followed: _Source) -> None:
        self._followed = [one for one in self._followed if one.is_there()]
        self._followed.append(followed)

    def _typed(self, followed: _Source, name: str) -> None:
        kind, _entity_id = followed.subject()
        if not kind or self._held or self._closed:
            return
        if self._at != (followed, name):
            self._at = (followed, name)
            # What is typed into a loose line may be left there while other things are done.
            self._desk.office.run = Run() if isinstance(followed, _Followed) else None
        self._pending[followed, name] = None
        self._store_timer.start()
        self._write_soon()

    def _settled(self, followed: _Source, name: str) -> None:
        if self._closed:
            return
        if self._at == (followed, name):
            self._at = self._desk.office.run = None
            self._store_timer.stop()
        if (followed, name) in self._pending:
            self._write()

    def _store(self) -> None:
        if self._at is None:
            return
        followed, name = self._at
        field = followed.field(name)
        if field is None:
            return
        if field.is_composing():
            self._store_timer.start()
            return
        self._keeping = True
        try:
            field.keep()
        finally:
            self._keeping = False
        self._write()

    def _write_soon(self) -> None:
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _write(self) -> None:
        self._draft_timer.stop()
        if not self._held and not self._closed and self._file.want(self._collect()):
            self._thread.submit(self._file.settle)

    def _collect(self) -> list[Draft]:
        """What is typed and not stored, after what was left from before."""
        found = [*self._left, *self._boxed()]
        for followed, name in tuple(self._pending):
            field = followed.field(name)
            if field is None or not field.is_changed():
                del self._pending[followed, name]
            else:
                texts = field.written()
                marks = mark(field.value()), said(field)
                draft = Draft(*followed.subject(), name, field.label(), texts, *marks)
                if draft not in found:  # it may have been typed once more, as it was before
                    found.append(draft)
        return found

    def _boxed(self) -> list[Draft]:
        """What is typed in the boxes that are open."""
        return [draft for box in self._boxes if box.is_there() for draft in box.drafts()]

    def _finished(self, box: Box) -> None:
        """Forget a box that the officer has finished or cancelled."""
        self._boxes = [one for one in self._boxes if one is not box and one.is_there()]
        self._write()

    def _stop(self) -> None:
        self._store_timer.stop()
        self._draft_timer.stop()
        if self._at is not None:
            self._at = self._desk.office.run = None

    # -- at the next start

    def put_back(self, kinds: Container[str], window: QWidget) -> None:
        """Put back what was typed when the program ended, and say so.

        `kinds` are those that have an editor in the window. What has no place any more, or whose
        place holds something else by now, is offered and overwrites nothing. What was typed into
        a box waits until that is opened again.
        """
        waiting = [draft for draft in self._left if self._waits(draft)]
        left = [draft for draft in self._left if draft not in waiting]
        offered, stored, put = list[Draft](), False, False
        for number, draft in enumerate(left):
            # Whatever happens to this one, those behind it stay in the file.
            self._left = [*waiting, *offered, *left[number + 1 :]]
            if self._is_foreign(draft):
                continue
            field = self._lead_to(draft, kinds)
            if field is None or mark(field.value()) not in (draft.before, draft.after):
                offered.append(draft)
            elif mark(field.value()) != draft.after and not is_said(field, draft):
                if draft.after and draft.entity_id:
                    stored |= self._put_and_store(field, draft, offered)
                else:
                    put |= self._put(field, draft, offered)
        self._left = [*waiting, *offered]
        self._write()
        if stored or put:
            self._desk.notice(_put_back_text, undo=stored)
        if offered:
            self._offer(offered, kinds, window)

    def put(self, draft: Draft, kinds: Container[str]) -> bool:
        """Put a draft into its field, whatever stands there now; tells whether there is one."""
        field = self._lead_to(draft, kinds)
        if field is None:
            return False
        field.write(draft.texts)
        return True

    def forget(self, draft: Draft) -> None:
        """Offer a draft no more."""
        self._left = [one for one in self._left if one is not draft]
        self._write()

    def drop(self, ids: Container[str]) -> None:
        """Keep nothing that was typed about entities that were erased."""
        self._left = [one for one in self._left if one.entity_id not in ids]
        for followed, name in tuple(self._pending):
            if followed.subject()[1] in ids:
                del self._pending[followed, name]
                if self._at == (followed, name):
                    self._stop()
                    self._at = None
        self._write()

    def _put_and_store(self, field: Typed, draft: Draft, offered: list[Draft]) -> bool:
        field.write(draft.texts)
        field.commit()
        if mark(field.value()) == draft.after:
            return True
        field.restore()
        offered.append(draft)
        return False

    @staticmethod
    def _put(field: Typed, draft: Draft, offered: list[Draft]) -> bool:
        field.write(draft.texts)
        focus = QApplication.focusWidget()
        place = field.line if isinstance(field, LooseLine) else field
        if focus is not None and (place is focus or place.isAncestorOf(focus)):
            return True
        # Nothing would keep it there.
        field.restore()
        offered.append(draft)
        return False

    def _is_foreign(self, draft: Draft) -> bool:
        """Whether a draft is about something that this file never held."""
        if not draft.entity_id:
            return draft.kind != SETTINGS and draft.kind not in classes()
        return not self._desk.read(lambda session: drafts.was_here(session, draft.entity_id))

    def _waits(self, draft: Draft) -> bool:
        """Whether a draft belongs to a box that can be opened again."""
        return is_boxed(draft) and (
            self._desk.read(lambda s: drafts.find(s, draft.kind, draft.entity_id)) is not None
        )

    def _lead_to(self, draft: Draft, kinds: Container[str]) -> Typed | None:
        """Open what a draft is about, and lead to its field; None where there is none."""
        if is_boxed(draft):
            fields = (box.field(draft) for box in self._boxes if box.is_there())
            return next((field for field in fields if field is not None), None)
        where = self._desk.read(lambda s: drafts.find(s, draft.kind, draft.entity_id))
        if draft.kind == SETTINGS:
            self._desk.show_page(SETTINGS)
        elif where is not None and where.kind in kinds:
            self._desk.open(where.kind, where.record, where.part)
        elif not draft.entity_id and draft.kind in kinds and drafts.is_record(draft.kind):
            self._desk.open(draft.kind, "")
        else:
            return None
        for kind, owner, way in reversed(self._ways):
            if kind == draft.kind and isValid(owner) and way(draft.entity_id):
                break
        for followed in reversed(self._followed):
            field = followed.field(draft.field)
            if field is not None and followed.subject() == (draft.kind, draft.entity_id):
                followed.focus(draft.field)
                return field
        return None

    def _offer(self, left: list[Draft], kinds: Container[str], window: QWidget) -> None:
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.drafts_dialog import DraftsDialog

        DraftsDialog(self, left, kinds, window).open()

    def _timer(self, wait: int, ring: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(ring)
        return timer


def _put_back_text() -> str:
    return _("What you had typed and was not stored yet has been put back.")
