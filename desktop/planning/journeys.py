"""Who goes where for how long: stays and visits as journeys to a country."""

from collections.abc import Iterator

from desktop.domain.codes import Direction, Payer, PermitKind
from desktop.domain.plan import PermitFact, Plan, RecordFact
from desktop.planning.laws import PAID_STAY, SHORT_STAY, law_of
from desktop.planning.places import country_of_zone

EXCHANGE = "exchange"
_HOMES: dict[str, str] = {Direction.DK_JP: "DK", Direction.JP_DK: "JP"}
_HOSTS: dict[str, str] = {Direction.DK_JP: "JP", Direction.JP_DK: "DK"}
_ALLOWING = frozenset({PermitKind.RESIDENCE, PermitKind.VISA})
_FROM_THE_HOST = frozenset({Payer.HOST, Payer.BOTH})


def visited(record: RecordFact) -> str:
    """The country that a record leads to, as its code; "" when nothing tells."""
    return country_of_zone(record.visit_zone) or _HOSTS.get(record.direction, "")


def nationality(plan: Plan, record: RecordFact, person_id: str | None) -> str:
    """Whose citizen a traveller is; as long as that is not known, of where they come from."""
    person = plan.people.get(person_id or "")
    known = person.nationality if person is not None else ""
    return known or _HOMES.get(record.direction, "") or country_of_zone(record.home_zone)


def travellers(record: RecordFact) -> Iterator[str]:
    """Who goes on a journey: the guest of a stay, the members of a delegation."""
    if record.kind == EXCHANGE and record.person_id is not None:
        yield record.person_id
    yield from dict.fromkeys(member.person_id for member in record.members)


def days_of_stay(record: RecordFact) -> int | None:
    """Days of a stay or visit, first and last counted; None while its dates do not tell."""
    if record.start is None or record.end is None or record.end < record.start:
        return None
    return (record.end - record.start).days + 1


def permits(record: RecordFact) -> list[PermitFact]:
    """The permits and visas of a stay that have been issued."""
    return [one for one in record.permits if one.kind in _ALLOWING and one.issued is not None]


def is_too_long(plan: Plan, record: RecordFact) -> bool:
    """Whether a stay lasts longer than its guest may stay without a permit."""
    days = days_of_stay(record)
    law = law_of(SHORT_STAY, visited(record), nationality(plan, record, record.person_id))
    return days is not None and law is not None and days > law.days


def is_paid_there(plan: Plan, record: RecordFact) -> bool:
    """Whether the host country pays for a stay, where that needs a permit however short it is."""
    law = law_of(PAID_STAY, visited(record), nationality(plan, record, record.person_id))
    return law is not None and record.paid_by in _FROM_THE_HOST


def needs_permit(plan: Plan, record: RecordFact) -> bool:
    """Whether a stay needs a permit, whether it has one or not."""
    is_stay = record.kind == EXCHANGE
    return is_stay and (is_too_long(plan, record) or is_paid_there(plan, record))
