"""How far a permit is, in words: applied for, issued, soon at its end, or past it."""

from __future__ import annotations

from datetime import date

from desktop.domain import Permit
from desktop.language import _, current, dates, ngettext

_SOON = 60  # days within which the end of a permit is worth a word
_DONE, _WAITS, _LATER = ("good", "circle-check"), ("info", "hourglass"), ("info", "clock")

States = ("open", "applied", "issued", "later", "soon", "expired")
"""The states of a permit, in the order in which they follow each other."""


def state_of(permit: Permit, on: date) -> str:
    """The state of a permit on a day; one of `States`."""
    if permit.issued is None or permit.issued > on:
        return "applied" if permit.applied is not None else "open"
    if permit.valid_until is not None:
        if permit.valid_until < on:
            return "expired"
        if (permit.valid_until - on).days <= _SOON:
            return "soon"
    if permit.valid_from is not None and permit.valid_from > on:
        return "later"
    return "issued"


def state_text(permit: Permit, on: date) -> str:
    """The state in words: Applied for, Issued, Expires in 12 days."""
    match state_of(permit, on):
        case "open":
            return _("Not applied for")
        case "applied":
            return _("Applied for")
        case "later":
            return _("Valid from {date}").format(date=_short(permit.valid_from))
        case "expired":
            return _("Expired {date}").format(date=_short(permit.valid_until))
        case "soon":
            left = (permit.valid_until - on).days if permit.valid_until is not None else 0
            if not left:
                return _("Expires today")
            return ngettext("Expires in {n} day", "Expires in {n} days", left).format(n=left)
    return _("Issued")


def state_look(permit: Permit, on: date) -> tuple[str, str]:
    """The tone and the icon of the state."""
    return {
        "open": ("quiet", "circle"),
        "applied": _WAITS,
        "issued": _DONE,
        "later": _LATER,
        "soon": ("warn", "hourglass"),
        "expired": ("bad", "hourglass"),
    }[state_of(permit, on)]


def is_backwards(first: date | None, second: date | None) -> bool:
    """Whether the second of two days lies before the first."""
    return first is not None and second is not None and second < first


def _short(day: date | None) -> str:
    return "" if day is None else dates.date_short(current(), day)
