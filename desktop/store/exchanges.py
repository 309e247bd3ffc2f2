"""What an officer does to an exchange."""

from datetime import date

from sqlalchemy.orm import Session

from desktop.domain import Exchange, Gate
from desktop.domain.codes import Direction
from desktop.domain.gate import EXCHANGE_GATES
from desktop.store import records
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


def copy(session: Session, exchange_id: str, today: date) -> Exchange:
    """A copy of a stay as a new draft, screened anew, with nothing ticked off."""
    original = records.get(session, Exchange, exchange_id)
    reference = next_reference(session, Exchange, (original.start or today).year)
    made = records.duplicate(session, original, reference=reference, status="draft")
    records.start_over(session, "exchange", made.id)
    return made
