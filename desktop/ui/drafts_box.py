"""The texts of a box about a record, as the drafts see them: kept until the box is done with."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from desktop.store.drafts import Draft
from desktop.ui.drafts_mark import mark, said
from desktop.ui.forms import Form
from desktop.ui.forms.field import Field

_BOX = ":"  # stands in no name of a field


class Box:
    """Some fields (`names`) of a box (`name`) that is about a record (`kind`, `record`).

    Nothing of them is stored before the box is finished. What differs from what stands there now,
    as the box is opened, was typed.
    """

    def __init__(
        self, dialog: QDialog, form: Form, name: str, record: tuple[str, str], names: Iterable[str]
    ) -> None:
        self.dialog, self.form, self.record = dialog, form, record
        self._fields = {f"{name}{_BOX}{one}": one for one in names}
        self._before = {name: mark(self._field(name).value()) for name in self._fields}

    def is_there(self) -> bool:
        """Whether Qt has not deleted it."""
        return isValid(self.dialog) and isValid(self.form)

    def field(self, draft: Draft) -> Field | None:
        """The field that a draft is about; None where it is about something else."""
        known = (draft.kind, draft.entity_id) == self.record and draft.field in self._fields
        return self._field(draft.field) if known else None

    def is_usual(self, draft: Draft) -> bool:
        """Whether the box began with what stood there too before the draft was typed."""
        return self._before[draft.field] == draft.before

    def put(self, draft: Draft) -> None:
        """Let what was typed stand in its field again, and lead there."""
        field = self._field(draft.field)
        field.write(draft.texts)
        field.commit()
        self.form.focus(self._fields[draft.field])

    def drafts(self) -> list[Draft]:
        """What is typed in it at this moment."""
        found = []
        for name, before in self._before.items():
            field = self._field(name)
            now = said(field)
            if now != before:
                found.append(Draft(*self.record, name, field.label(), field.written(), before, now))
        return found

    def _field(self, name: str) -> Field:
        return self.form.field(self._fields[name])


def is_boxed(draft: Draft) -> bool:
    """Whether a draft was typed in a box, and waits until that is opened again."""
    return _BOX in draft.field
