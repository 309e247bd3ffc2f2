"""What an officer does to an exchange."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from desktop.domain import Exchange, Gate, Item, Permit
from desktop.domain.codes import Direction
from desktop.domain.gate import EXCHANGE_GATES
from desktop.store import programmes, records
from desktop.store.delegations import zones_of
from desktop.store.references import next_reference


def create(session: Session, today: date, **values: object) -> Exchange:
    """A new stay with its reference and its screening gates, none of them started."""
    home, visit = zones_of(str(values.get("direction", Direction.DK_JP)))
    exchange = Exchange(**{"home_zone": home, "visit_zone": visit, **values})
    exchange.reference = next_reference(session, Exchange, (exchange.start or today).year)
    records.add(session, exchange)
    session.add_all(Gate(exchange_id=exchange.id, kind=kind.value) for kind in EXCHANGE_GATES)
    return exchange


def move(session: Session, exchange_id: str, start: date) -> int:
    """Let a stay begin on another day, its end and programme moved along; gives the days.

    Due dates counted from the start or the end follow by themselves; what is done, dates that
    were fixed by hand and the days of permits stay. A stay without a start only gets one.
    """
    exchange = records.get(session, Exchange, exchange_id)
    days = (start - exchange.start).days if exchange.start is not None else 0
    exchange.start = start
    if exchange.end is not None:
        exchange.end += timedelta(days=days)
    for item in records.parts(session, Item, "exchange", exchange_id):
        programmes.shift(session, item, days)
    return days


def copy(session: Session, exchange_id: str, today: date) -> Exchange:
    """A copy of a stay as a new draft, screened anew, with nothing ticked off and no permits."""
    original = records.get(session, Exchange, exchange_id)
    reference = next_reference(session, Exchange, (original.start or today).year)
    made = records.duplicate(session, original, reference=reference, status="draft")
    records.start_over(session, "exchange", made.id)
    for permit in records.parts(session, Permit, "exchange", made.id):
        session.delete(permit)
    return made
