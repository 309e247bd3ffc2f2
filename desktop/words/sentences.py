"""The sentence of each rule of the engine, and of each way in which it can be broken."""

from collections.abc import Mapping
from datetime import date

from desktop.domain.codes import ClosureKind, Rule
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.language import N_

SENTENCES: Mapping[str, str] = {
    Rule.PERSON_TWICE: N_("“{item}” and “{other}” overlap for {people}: {when}"),
    Rule.ROOM_TWICE: N_("{place} is wanted for “{item}” and “{other}” at once: {when}"),
    Rule.VEHICLE_TWICE: N_("{place} is wanted for “{item}” and “{other}” at once: {when}"),
    Rule.INSTRUMENT_TWICE: N_("{place} is wanted twice at once: {when}"),
    Rule.CAPACITY: N_("“{item}”: {count} people, but {place} holds {capacity}"),
    Rule.TRAVEL_TIME: N_("Only {there} from “{item}” to “{other}”; the way takes {way}"),
    "travel_time:alone": N_("“{item}” lasts {there}; the way takes {way}"),
    Rule.CHECK_IN_MARGIN: N_("Only {there} at the airport before “{other}”; {needed} are usual"),
    Rule.ARRIVAL_MARGIN: N_("Only {there} from landing to “{other}”; {needed} are usual"),
    Rule.FLIGHT_DURATION: N_("“{item}” would take {minutes}; from {least} to {most} are possible"),
    "flight_duration:back": N_("“{item}” lands before it takes off: {when}"),
    Rule.CLOCK_SKIPPED: N_("“{item}”: the clocks are put forward and skip {skipped}"),
    Rule.ENDS_BEFORE_START: N_("“{item}” ends before it starts: {when}"),
    Rule.OPENING_HOURS: N_("“{item}” is outside the opening hours of {place}: {when}, {open}"),
    Rule.PUBLIC_HOLIDAY: N_("“{item}” is on a public holiday in {country}: {holiday}, {day}"),
    Rule.WEEKEND: N_("“{item}” is at the weekend: {day}"),
    Rule.CLOSURE: N_("“{item}” falls into closed days of {closed}: {reason}, {days}"),
    "closure:country": N_("“{item}” falls into days on which much of {closed} is closed: {reason}"),
    Rule.OUTSIDE_HOURS: N_("“{item}” is outside office hours in {country}, {hours}: {when}"),
    Rule.NOT_AVAILABLE: N_("“{item}” falls into an absence of {people}: {reason}, {days}"),
    "member_away:arrives": N_("“{item}” begins before the arrival of {people}: {moment}"),
    "member_away:leaves": N_("“{item}” ends after the departure of {people}: {moment}"),
    "hotel_times:arrives": N_("No room yet at {place} after “{item}”: {when}"),
    "hotel_times:leaves": N_("No room any more at {place} before “{item}”: {when}"),
    Rule.NIGHT_WITHOUT_HOTEL: N_("No hotel for {people}: night of {days}"),
    Rule.NO_MEAL: N_("A long day without a meal for {people}: {when}"),
    "interpreter_missing:asked": N_("“{item}” should be interpreted, but has no interpreter"),
    "interpreter_missing:language": N_(
        "“{item}” is in {tongue}, and has no interpreter for {people}"
    ),
    "interpreter_missing:none_shared": N_(
        "“{item}” has no interpreter for {people}, and no language in common with the hosts"
    ),
    Rule.UNCONFIRMED: N_("“{item}” is not confirmed yet: {when}"),
    Rule.OUTSIDE_DATES: N_("“{item}” is outside the dates of the visit: {day}"),
    "holiday_near:before": N_("Shortly before, a holiday in {country}: {holiday}, {days}"),
    "holiday_near:after": N_("Shortly after, a holiday in {country}: {holiday}, {days}"),
    Rule.PASSPORT_EXPIRY: N_(
        "The passport of {people} expires on {expiry}, less than six months after the end"
    ),
    "passport_expiry:before": N_("The passport of {people} expires on {expiry}, before the end"),
    Rule.TEXT_MISSING: N_("Titles that are missing in {tongue}: {count}"),
    "passport_expiry:needed": N_(
        "The passport of {people} expires on {expiry}; it must be valid until {until}"
    ),
    "closure:maintenance": N_("“{item}” falls into maintenance of {closed}: {reason}, {days}"),
    "short_stay:days": N_(
        "{people}: {count} days in {country}; {limit} are allowed without a permit, until {right}"
    ),
    "short_stay:paid": N_(
        "{people}: a stay in {country} that the host pays for needs a permit, and none is recorded"
    ),
    "short_stay:both": N_(
        "{people}: {count} days in {country}, paid by the host; without a permit only {limit}"
        " unpaid days are allowed, until {right}"
    ),
    Rule.DAYS_IN_WINDOW: N_(
        "{people}: {count} days in {country} within {within} days; {limit} are allowed. It would"
        " fit from {right}"
    ),
    "days_in_window:never": N_(
        "{people}: {count} days in {country} within {within} days; {limit} are allowed"
    ),
    "permit_dates:start": N_(
        "{people}: the stay begins on {date}, but is permitted only from {right}"
    ),
    "permit_dates:end": N_(
        "{people}: the stay ends on {date}, but is permitted only until {right}"
    ),
    Rule.ENTRY_TOO_LATE: N_(
        "{people}: arrival on {date}, but the Certificate of Eligibility of {issued} must be used"
        " by {right}"
    ),
    Rule.STAY_TWICE: N_(
        "“{record}” and “{second}” overlap for {people}, {period}; the second would be possible"
        " from {right}"
    ),
    "stay_elsewhere:asked": N_(
        "{people} is at {host} for “{record}”, and wanted at {where} for “{second}”, {period}:"
        " allowed, but it needs travel and the screening there"
    ),
    "stay_elsewhere:agreed": N_(
        "{people} is at {host} for “{record}”, but confirmed at {where} for “{second}”, {period};"
        " free from {right}"
    ),
    "stay_on_holiday:start": N_(
        "The stay begins on a public holiday in {country}: {holiday}, {date}; the next working day"
        " is {right}"
    ),
    "stay_on_holiday:end": N_(
        "The stay ends on a public holiday in {country}: {holiday}, {date}; the last working day"
        " before is {right}"
    ),
    Rule.FISCAL_YEAR: N_(
        "{gates}: holds until the fiscal year ends on {right}; what is planned goes on after it"
    ),
    Rule.GATE_EXPIRES: N_("{gates}: holds until {right}, but is needed until {end}"),
    "gates_open:open": N_("It begins on {date}, and is not cleared yet: {gates}"),
    "gates_open:refused": N_("Refused, so it cannot take place: {gates}"),
    Rule.INSTRUMENT_REFUSED: N_("{place} was refused by the facility, but has a slot: {when}"),
    Rule.CLOCK_CHANGE: N_(
        "“{item}”: the clocks are changed meanwhile; it lasts {minutes}, not {by_clock}: {when}"
    ),
    "slot_moved:moved": N_("“{item}” was placed in a slot that is at another time now: {when}"),
    "slot_moved:cancelled": N_("“{item}” was placed in a slot that was called off: {when}"),
    Rule.TASK_OVERDUE: N_("Overdue since {date}: {tasks}"),
    Rule.REPORT_OVERDUE: N_("The report was due on {date}"),
}

_COUNTRY = 2  # letters of the code of a country; identities are longer
_SIX_MONTHS = 6
# What has a sentence for each value of one of its values.
_BY_VALUE: Mapping[str, str] = {
    Rule.MEMBER_AWAY: "side",
    Rule.HOTEL_TIMES: "side",
    Rule.HOLIDAY_NEAR: "side",
    Rule.PERMIT_DATES: "side",
    Rule.STAY_ON_HOLIDAY: "side",
    Rule.INTERPRETER_MISSING: "reason",
    Rule.SHORT_STAY: "reason",
    Rule.GATES_OPEN: "reason",
    Rule.SLOT_MOVED: "reason",
}


def variant(found: Finding, plan: Plan) -> str:
    """The key of the sentence of a finding; some rules have several."""
    values = found.values
    if found.rule in _BY_VALUE:
        return f"{found.rule}:{values[_BY_VALUE[found.rule]]}"
    match found.rule:
        case Rule.TRAVEL_TIME if len(found.bookings) == 1:
            return "travel_time:alone"
        case Rule.FLIGHT_DURATION if _number(values.get("minutes")) <= 0:
            return "flight_duration:back"
        case Rule.CLOSURE:
            return _closure(values, plan)
        case Rule.PASSPORT_EXPIRY if _is_before(values.get("expiry"), values.get("end")):
            return "passport_expiry:before"
        case Rule.PASSPORT_EXPIRY if values.get("months", _SIX_MONTHS) != _SIX_MONTHS:
            return "passport_expiry:needed"
        case Rule.STAY_ELSEWHERE:
            return "stay_elsewhere:agreed" if values.get("agreed") else "stay_elsewhere:asked"
        case Rule.DAYS_IN_WINDOW if values.get("right") is None:
            return "days_in_window:never"
    return found.rule


def _closure(values: Mapping[str, object], plan: Plan) -> str:
    if "season" in values or len(str(values.get("target"))) == _COUNTRY:
        return "closure:country"
    closed = (one.kind for one in plan.closures if one.id == values.get("closure"))
    is_maintenance = next(closed, "") == ClosureKind.MAINTENANCE
    return "closure:maintenance" if is_maintenance else Rule.CLOSURE


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _is_before(day: object, other: object) -> bool:
    return isinstance(day, date) and isinstance(other, date) and day < other
