"""A drafted programme in sentences: what moves, what it costs, who is left out, and why."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Protocol

from desktop.domain import Moment
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.language import N_, Language, current, dates
from desktop.words.draft_said import DraftSaid, Named

_DAY = 24 * 60


class Note(Protocol):
    """One thing to be said: a code and the values of its sentence."""

    @property
    def code(self) -> str: ...  # noqa: D102 (told by the class)
    @property
    def values(self) -> Mapping[str, object]: ...  # noqa: D102


class Placement(Protocol):
    """Where one item is proposed to be, as `planning.proposal` tells."""

    @property
    def item_id(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> Moment: ...  # noqa: D102
    @property
    def change(self) -> str: ...  # noqa: D102
    @property
    def before(self) -> tuple[Moment, Moment] | None: ...  # noqa: D102
    @property
    def group_id(self) -> str | None: ...  # noqa: D102
    @property
    def letter(self) -> bool: ...  # noqa: D102
    @property
    def costs(self) -> Sequence[Note]: ...  # noqa: D102


class DayOutline(Protocol):
    """One day of a proposal, as `planning.proposal` tells."""

    @property
    def day(self) -> date: ...  # noqa: D102
    @property
    def item_ids(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def travel(self) -> int: ...  # noqa: D102
    @property
    def estimated(self) -> bool: ...  # noqa: D102
    @property
    def leaves(self) -> Moment | None: ...  # noqa: D102
    @property
    def returns(self) -> Moment | None: ...  # noqa: D102
    @property
    def costs(self) -> Sequence[Note]: ...  # noqa: D102


class LeftOut(Protocol):
    """An item that finds no place, as `planning.proposal` tells."""

    @property
    def item_id(self) -> str: ...  # noqa: D102
    @property
    def reasons(self) -> Sequence[Note]: ...  # noqa: D102
    @property
    def before(self) -> tuple[Moment, Moment] | None: ...  # noqa: D102


class Proposal(Protocol):
    """A drafted programme, as `planning.proposal` tells."""

    @property
    def placements(self) -> Sequence[Placement]: ...  # noqa: D102
    @property
    def days(self) -> Sequence[DayOutline]: ...  # noqa: D102
    @property
    def left(self) -> Sequence[LeftOut]: ...  # noqa: D102
    @property
    def gap(self) -> float | None: ...  # noqa: D102


class Figures(Protocol):
    """What a draft is best at in figures, as `planning.draft_more` reckons them."""

    @property
    def visits(self) -> int: ...  # noqa: D102
    @property
    def travel(self) -> int: ...  # noqa: D102
    @property
    def returns(self) -> int | None: ...  # noqa: D102


def _pin_far(values: Mapping[str, object]) -> str:
    there = values.get("there")
    if isinstance(there, int | float) and there > 0:
        return N_("Only {there} from {item} to {other}, but the way takes {needed}")
    return N_("No time from {item} to {other}, but the way takes {needed}")


def _overlap(values: Mapping[str, object]) -> str:
    if values.get("people"):
        return N_("The groups share people, so they cannot go ways of their own: {people}")
    return N_("The groups share people, so they cannot go ways of their own")


def _interpreter(values: Mapping[str, object]) -> str:
    if values.get("language"):
        return N_("in {tongue}, but nobody interprets")
    return N_("nobody interprets")


def _best(known: str, found: str) -> Callable[[Mapping[str, object]], str]:
    """What is known for certain where it is proven, else what was found."""
    return lambda values: known if values.get("proven") else found


# A sentence for each code, and those that depend on the values. Items come in quotation marks.
SENTENCES: Mapping[str, str] = {
    "pin_clash": N_("{item} and {other} are at the same time and need the same people"),
    "pin_outside": N_("{item} is fixed to a time outside the days of the draft"),
    "pin_closed": N_("{item} is fixed to a time that is not possible: {what}"),
    "pin_away": N_("{item} is fixed to a time when these are away: {people}"),
    "musts_clash": N_("These must all be seen, but not all of them can be: {items}"),
    "must_left": N_("{item} must be seen, but finds no place"),
    "too_many": N_(
        "With {hosts} there are too many ways to compare: a good draft, but perhaps not the best"
    ),
    "keeps_broken": N_("{item} is confirmed, but cannot stay at its time"),
    "on_free_day": N_("{item} stays on {day}, a day that is to have no visits"),
    "no_group": N_("in no group: {people}, though groups go ways of their own ({days})"),
    "no_window": N_("no possible time on the days of the draft"),
    "other_country": N_("it is in {country}, where the visit does not go"),
    "closed": N_("closed: {what}"),
    "person_away": N_("{person} cannot be there"),
    "too_long": N_("it takes {minutes}, but no day has more than {longest} for it"),
    "too_far": N_("the way takes {minutes}, too long for one day"),
    "no_place": N_("it has no place, so its ways are guessed"),
    "all_placed_better": N_("possible, but other visits fill the days better"),
    "travel_more": N_("{minutes} more on the way"),
    "travel_less": N_("{minutes} less on the way"),
    "travel_estimated": N_("some ways are estimates"),
    "ends_later": N_("the day ends {minutes} later"),
    "ends_earlier": N_("the day ends {minutes} earlier"),
    "moves_day": N_("{item} moves to {day}"),
    "moves_time": N_("{item} moves to {start}"),
    "half_met": N_("at the preferred time of day"),
    "half_missed": N_("not at the preferred time of day"),
    "people_away": N_("away at that time: {people}"),
    "displaces": N_("no place is left for {items}"),
    "letter": N_("write anew to the host of {item}"),
    "fits_if_lunch": N_("fits on {day} if lunch ends at {clock}"),
    "fits_if_ends": N_("fits on {day} if the day lasts until {clock}"),
    "fits_if_begins": N_("fits on {day} if the day begins at {clock}"),
    "fits_if_window": N_("fits on {day} if {span} is possible"),
    "fits_if_shorter": N_("fits if it takes {minutes}"),
    "fits_freely": N_("fits without any other change"),
    "drops": N_("including it leaves out {items}"),
    "moves": N_("including it moves {some}"),
    "costs": N_("including it takes {minutes} more on the way"),
    "fits_nowhere": N_("it does not fit, even if other visits give way"),
    "few_move": N_("Only {hosts} may move, so that no draft can differ much; the others stay"),
    "not_known": N_("what it would take could not be found out in time"),
}
VARIANTS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "pin_far": _pin_far,
    "groups_overlap": _overlap,
    "interpreter_needed": _interpreter,
    "ways_best": _best(
        N_("This draft has the shortest ways already, or hardly longer ones"),
        N_("No draft with clearly shorter ways was found"),
    ),
    "evenings_best": _best(
        N_("This draft has the earliest evenings already, or hardly later ones"),
        N_("No draft with clearly earlier evenings was found"),
    ),
    "visits_best": _best(
        N_("This draft has as many visits as there can be"),
        N_("No draft with more visits was found"),
    ),
}
_UNNAMED: Mapping[str, str] = {
    "closed": N_("closed on all its days"),
    "pin_closed": N_("{item} is fixed to a time that is not possible"),
}

_AIMS: Mapping[str, str] = {
    "balanced": N_("Balanced"),
    "ways": N_("Shortest ways"),
    "evenings": N_("Earliest evenings"),
    "most": N_("Most visits"),
}
_AIM_HINTS: Mapping[str, str] = {
    "balanced": N_("What matters most comes first, on short ways."),
    "ways": N_("Less time on the way, even if a visit that matters little is left out."),
    "evenings": N_("The days end early, even if the ways are longer."),
    "most": N_("As many visits as possible, however little each of them matters."),
}
_HOLDS: Mapping[str, str] = {
    "placed": N_("Keep all that has a time"),
    "confirmed": N_("Keep what is confirmed"),
    "nothing": N_("Keep only what is pinned"),
}
_HOLD_HINTS: Mapping[str, str] = {
    "placed": N_("Only items without a time are placed."),
    "confirmed": N_("What hosts have confirmed moves only if it cannot stay."),
    "nothing": N_("Everything may move, what is confirmed as well."),
}


def note(one: Note, plan: Plan, wishes: Wishes, say: Language | None = None) -> str:
    """One thing about a draft as a sentence, in a language or in the current one.

    It begins with a capital letter and ends without a full stop, for a line of its own.
    """
    return _capital(_note(one, Named(plan, wishes, say or current())))


def notes(many: Sequence[Note], plan: Plan, wishes: Wishes, say: Language | None = None) -> str:
    """Several things in one line: 30 min more on the way; “RIKEN” moves to Thu 22 Apr."""
    return _capital(_joined(many, Named(plan, wishes, say or current())))


def change(one: Placement, plan: Plan, wishes: Wishes, say: Language | None = None) -> str:
    """What becomes of an item: “RIKEN” moves from Wed 21 Apr 10:00 to Thu 22 Apr 14:00."""
    speaker = say or current()
    named = Named(plan, wishes, speaker)
    before = one.before[0] if one.before is not None else None
    day = one.start.date
    if one.change == "kept":
        message = speaker.gettext(N_("{item} stays on {start}"))
    elif before is None or one.change == "new":
        message = speaker.gettext(N_("{item} is placed on {start}"))
    elif before.date == day:
        message = speaker.gettext(N_("{item} moves on {day} from {before} to {start}"))
    else:
        message = speaker.gettext(N_("{item} moves from {before} to {start}"))
    is_that_day = before is not None and before.date == day and one.change == "moved"
    beside = day if is_that_day else None
    told = message.format(
        item=named.item(one.item_id),
        start=named.moment(one.start, beside=beside),
        before=named.moment(before, beside=beside),
        day=named.day(day),
    )
    group = named.group(one.group_id) if one.group_id else ""
    if group:
        told = speaker.gettext(N_("{sentence} (group {group})")).format(sentence=told, group=group)
    return _capital(told)


def left_out(one: LeftOut, plan: Plan, wishes: Wishes, say: Language | None = None) -> str:
    """Which item is left out, and why: “RIKEN”: no possible time on the days of the draft."""
    named = Named(plan, wishes, say or current())
    message = named.language.gettext(N_("{item}: {reasons}"))
    reasons = _reasons(one, named)
    return _capital(message.format(item=named.item(one.item_id), reasons=reasons))


def why_left(one: LeftOut, plan: Plan, wishes: Wishes, say: Language | None = None) -> str:
    """Why an item is left out, for where it is named already."""
    return _capital(_reasons(one, Named(plan, wishes, say or current())))


def day_costs(one: DayOutline, plan: Plan, wishes: Wishes, say: Language | None = None) -> str:
    """What a day costs compared with the present programme; "" where it costs nothing."""
    return _capital(_joined(one.costs, Named(plan, wishes, say or current()), one.day))


def day_line(one: DayOutline, say: Language | None = None) -> str:
    """What there is on a day, in short: 4 items · 1 h 20 min on the way · 09:00–17:10."""
    speaker = say or current()
    items = len(one.item_ids)
    parts = [speaker.ngettext("{n} item", "{n} items", items).format(n=items)]
    if items:
        parts.append(_on_the_way(one.travel, speaker, estimated=one.estimated))
    if one.leaves is not None and one.leaves.time is not None:
        ends = one.returns.time if one.returns is not None else None
        parts.append(dates.clock_range(speaker, one.leaves.time, ends))
    return " · ".join(parts)


def outcome(proposal: Proposal, say: Language | None = None) -> str:
    """How good a draft is, in short: 12 of 14 visits · 3 h 40 min on the way · proven best."""
    speaker = say or current()
    placed = len(proposal.placements)
    every = placed + len(proposal.left)
    message = speaker.ngettext("{placed} of {n} visit", "{placed} of {n} visits", every)
    travel = sum(day.travel for day in proposal.days)
    estimated = any(day.estimated for day in proposal.days)
    return " · ".join(
        (
            message.format(placed=placed, n=every),
            _on_the_way(travel, speaker, estimated=estimated),
            _proof(proposal.gap, speaker),
        )
    )


def figures(one: Figures, say: Language | None = None) -> str:
    """What an alternative offers, in short: 12 visits · 2 h 10 min on the way · back by 17:40."""
    speaker = say or current()
    parts = [
        speaker.ngettext("{n} visit", "{n} visits", one.visits).format(n=one.visits),
        _on_the_way(one.travel, speaker),
    ]
    if one.returns is not None:
        hour, minute = divmod(one.returns % _DAY, 60)
        clock = dates.clock_in_text(speaker, time(hour, minute))
        parts.append(speaker.gettext(N_("back by {clock}")).format(clock=clock))
    return " · ".join(parts)


def letters_title(say: Language | None = None) -> str:
    """What stands above the letters."""
    return (say or current()).gettext(N_("Write anew to:"))


def letters(
    proposal: Proposal, plan: Plan, wishes: Wishes, say: Language | None = None
) -> list[str]:
    """Who must be written to anew, a line for each: RIKEN (was Wed 21 Apr 10:00, now …)."""
    named = Named(plan, wishes, say or current())
    return [_capital(_letter(one, named)) for one in proposal.placements if one.letter]


def aim(code: str, say: Language | None = None) -> str:
    """What a draft is best at, for a menu."""
    return (say or current()).gettext(_AIMS[code])


def other(code: str, say: Language | None = None, *, is_elsewhere: bool = False) -> str:
    """What another draft is called: what it is best at, or that its days are others."""
    speaker = say or current()
    return speaker.gettext(N_("Other days")) if is_elsewhere else aim(code, speaker)


def aim_hint(code: str, say: Language | None = None) -> str:
    """What it means to be best at it, in one sentence."""
    return (say or current()).gettext(_AIM_HINTS[code])


def hold(code: str, say: Language | None = None) -> str:
    """What stays where it is, for a menu."""
    return (say or current()).gettext(_HOLDS[code])


def hold_hint(code: str, say: Language | None = None) -> str:
    """What may move then, in one sentence."""
    return (say or current()).gettext(_HOLD_HINTS[code])


def _note(one: Note, named: Named, day: date | None = None) -> str:
    said = DraftSaid({"day": day, **one.values}, named)
    if one.code in VARIANTS:
        message = VARIANTS[one.code](one.values)
    else:
        message = SENTENCES.get(one.code, one.code)  # a new one can at least be looked up
        if one.code in _UNNAMED and not said["what"]:
            message = _UNNAMED[one.code]
    return named.language.gettext(message).format_map(said)


def _joined(many: Sequence[Note], named: Named, day: date | None = None) -> str:
    between = "。" if named.language.code == "ja" else "; "
    return between.join(_note(one, named, day) for one in many)


def _reasons(one: LeftOut, named: Named) -> str:
    say, better = named.language, SENTENCES["all_placed_better"]
    told = _joined(one.reasons, named) or say.gettext(better)
    if one.before is None:
        return told
    message = say.gettext(N_("{reasons}; gives up its time ({before})"))
    return message.format(reasons=told, before=named.moment(one.before[0]))


def _letter(one: Placement, named: Named) -> str:
    before = one.before[0] if one.before is not None else None
    message = (
        N_("{host} (now {start})") if before is None else N_("{host} (was {before}, now {start})")
    )
    return named.language.gettext(message).format(
        host=named.host(one.item_id), before=named.moment(before), start=named.moment(one.start)
    )


def _on_the_way(minutes: int, language: Language, *, estimated: bool = False) -> str:
    message = N_("about {time} on the way") if estimated else N_("{time} on the way")
    return language.gettext(message).format(time=dates.duration(language, max(0, minutes)))


def _proof(gap: float | None, language: Language) -> str:
    if gap is None:
        return language.gettext(N_("first draft"))
    if gap <= 0:
        return language.gettext(N_("proven best"))
    from babel.numbers import format_percent

    percent = format_percent(math.ceil(gap) / 100, locale=language.locale)
    return language.gettext(N_("at most {percent} from the best")).format(percent=percent)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
