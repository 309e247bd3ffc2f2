"""Gates in words: how far one is, and what it keeps closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop import words
from desktop.domain import Gate
from desktop.domain.codes import GateKind, GateState
from desktop.domain.gate import fiscal_year_end, reminder_day, year_end
from desktop.language import N_, _, current, dates, ngettext

CLEARED = frozenset({GateState.CLEARED, GateState.CLEARED_WITH_CONDITIONS})
_SOON = timedelta(weeks=4)  # before it expires
_COMING = timedelta(weeks=1)  # before a reminder

Notice = tuple[str, str, str]
"""What is to be noticed of a gate: its words, a tone and an icon."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A day that is usual for a field of a gate, and what the button says that fills it in."""

    field: str
    day: date
    message: str

    def text(self) -> str:
        """The offer, in the language of the moment."""
        return _(self.message).format(date=_short(self.day))


def has_expired(gate: Gate, on: date) -> bool:
    """Whether a clearance is no longer valid on that day."""
    return gate.state in CLEARED and not gate.is_open(on)


def summary(gate: Gate, on: date) -> str:
    """What is known of a gate beside its state, in one line; "" when nothing is."""
    parts = [gate.responsible]
    for day, sentence in (
        (gate.started, _("started {date}")),
        (gate.decided, _("decided {date}")),
        (None if has_expired(gate, on) else gate.expires, _("valid until {date}")),
        (
            gate.remind if gate.remind is not None and gate.remind > on else None,
            _("reminder {date}"),
        ),
    ):
        if day is not None:
            parts.append(sentence.format(date=_short(day)))
    parts.append(gate.conditions.partition("\n")[0])
    return "  ·  ".join(part for part in parts if part)


def notice(gate: Gate, on: date) -> Notice | None:
    """What must not be overlooked on that day: refused, expired, soon so, a reminder; or None."""
    if gate.state == GateState.REFUSED:
        return _("Blocks everything"), "bad", "circle-slash"
    if has_expired(gate, on) and gate.expires is not None:
        return _("Expired {date}").format(date=_short(gate.expires)), "bad", "hourglass"
    if gate.state in CLEARED and gate.expires is not None and gate.expires - on <= _SOON:
        left = (gate.expires - on).days
        if not left:
            return _("Expires today"), "warn", "hourglass"
        text = ngettext("Expires in {n} day", "Expires in {n} days", left).format(n=left)
        return text, "warn", "hourglass"
    if gate.remind is not None and gate.remind - on <= _COMING:
        due = gate.remind <= on
        text = _("Reminder {date}").format(date=_short(gate.remind))
        return text, "warn" if due else "info", "clock"
    return None


def offers(gate: Gate, on: date) -> list[Offer]:
    """Usual days for a gate that are not set so yet and not past.

    They count from the day of the decision, else from `on`.
    """
    since = gate.decided or on
    given = [
        Offer(
            "expires", fiscal_year_end(since), N_("Until {date}, the end of Japan’s fiscal year")
        ),
        Offer("expires", year_end(since), N_("For one year, until {date}")),
    ]
    if gate.expires is not None:
        reminder = reminder_day(gate.expires)
        given.append(Offer("remind", reminder, N_("Reminder four weeks before, on {date}")))
    return [offer for offer in given if getattr(gate, offer.field) != offer.day and offer.day >= on]


def obstacle(gate: Gate, on: date) -> str:
    """Why a gate keeps a request where it is: its name and its state."""
    name = words.word(GateKind(gate.kind))
    if has_expired(gate, on) and gate.expires is not None:
        return _("{gate} (expired {date})").format(gate=name, date=_short(gate.expires))
    state = words.word(GateState(gate.state))
    return _("{gate} ({state})").format(gate=name, state=state)


def _short(day: date) -> str:
    return dates.date_short(current(), day)
