"""Gates in words: how far one is, and what it keeps closed."""

from __future__ import annotations

from datetime import date

from desktop import words
from desktop.domain import Gate
from desktop.domain.codes import GateKind, GateState
from desktop.language import _, current, dates

CLEARED = frozenset({GateState.CLEARED, GateState.CLEARED_WITH_CONDITIONS})


def has_expired(gate: Gate, on: date) -> bool:
    """Whether a clearance is no longer valid on that day."""
    return gate.state in CLEARED and not gate.is_open(on)


def summary(gate: Gate, on: date) -> str:
    """What is known of a gate beside its state, in one line; "" when nothing is."""
    language = current()
    parts = [gate.responsible]
    for day, sentence in (
        (gate.started, _("started {date}")),
        (gate.decided, _("decided {date}")),
        (None if has_expired(gate, on) else gate.expires, _("valid until {date}")),
    ):
        if day is not None:
            parts.append(sentence.format(date=dates.date_short(language, day)))
    parts.append(gate.conditions.partition("\n")[0])
    return "  ·  ".join(part for part in parts if part)


def obstacle(gate: Gate, on: date) -> str:
    """Why a gate keeps a request where it is: its name and its state."""
    name = words.word(GateKind(gate.kind))
    if has_expired(gate, on) and gate.expires is not None:
        day = dates.date_short(current(), gate.expires)
        return _("{gate} (expired {date})").format(gate=name, date=day)
    state = words.word(GateState(gate.state))
    return _("{gate} ({state})").format(gate=name, state=state)
