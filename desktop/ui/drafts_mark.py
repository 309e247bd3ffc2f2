"""What drafts read off a field: its value before, and what the text in it says."""

from __future__ import annotations

from desktop.store.drafts import Draft
from desktop.ui.drafts_line import LooseLine
from desktop.ui.forms.field import Field, Unreadable

Typed = Field | LooseLine


def mark(value: object) -> str:
    """What tells one value of a field from another, also after a restart."""
    return repr(value)


def said(field: Typed) -> str:
    """The mark of what stands in a field, "" where that cannot be read."""
    try:
        return mark(field.read())
    except Unreadable:
        return ""


def is_said(field: Typed, draft: Draft) -> bool:
    """Whether a field shows the texts of a draft."""
    return field.written() == dict(draft.texts)
