"""`kakehashi plan`: a drafted programme as lines for a reader or for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from desktop.cli.choose import only
from desktop.cli.text import Row, flat, table, width
from desktop.domain import Delegation, Moment, Trilingual
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.errors import Problem
from desktop.language import N_, Language
from desktop.language.dates import clock, clock_range, day_heading, day_short
from desktop.planning.draft_others import Looked, Other
from desktop.planning.proposal import Change, DayOutline, Note, Placement, Proposal
from desktop.store import naming
from desktop.words import drafting as words

T = TypeVar("T", Placement, DayOutline)
_INDENT = "  "
# What the columns of a visit say already.
_SEEN = frozenset({"moves_day", "moves_time", "letter"})


@dataclass
class Told:
    """A draft and all that is needed to tell of it.

    `why` is an item that is left out with what it would take; `others` are other drafts, where
    they were asked for; `accepted` are the items that were changed, None where nothing was stored.
    """

    record: Delegation
    plan: Plan
    wishes: Wishes
    proposal: Proposal
    say: Language
    why: tuple[str, Sequence[Note]] | None = None
    others: Looked | None = None
    accepted: Sequence[str] | None = None
    _placed: dict[str, Placement] = field(init=False)

    def __post_init__(self) -> None:
        self._placed = {one.item_id: one for one in self.proposal.placements}

    def left_item(self, typed: str) -> str:
        """The identity of the item that a typed name means, if it is left out.

        Raises Problem `left_unknown`, `left_ambiguous` (name) or `left_placed` (title).
        """
        titles = {one.item_id: self._title(one.item_id) for one in self.proposal.left}
        if typed in titles:
            return typed
        found = naming.by_name(titles, typed, lambda key: titles[key].parts())
        if not found:
            placed = {key: self._title(key) for key in self._placed}
            there = naming.by_name(placed, typed, lambda key: placed[key].parts())
            if typed in placed or there:
                title = placed[typed if typed in placed else there[0]]
                raise Problem("left_placed", title=title)
        return only("left", typed, found, [titles[key].best(self.say.code) for key in found])

    def lines(self) -> list[str]:
        """The draft for a reader: the days in order, what it costs, who is left out and why."""
        say, proposal = self.say, self.proposal
        title = flat(f"{self.record.reference} {self.record.title.best(say.code)}")
        letters = words.letters(proposal, self.plan, self.wishes, say)
        lines = [title, "─" * min(width(title), 72), words.outcome(proposal, say)]
        lines += [f"{_INDENT}! {self._note(one)}" for one in proposal.troubles]
        for day in proposal.days:
            lines += self._day(day)
        lines += self._left()
        lines += _section(words.letters_title(say), letters)
        if self.why is not None:
            item_id, notes = self.why
            named = self._title(item_id).best(say.code)
            heading = say.gettext(N_("What “{title}” would take")).format(title=named)
            lines += _section(heading, [self._note(one) for one in notes])
        if self.others is not None:
            lines += self._others(self.others)
        return [*lines, "", self._end()]

    def as_json(self) -> dict[str, Any]:
        """The same for other programs: codes and identities, and the sentences."""
        proposal = self.proposal
        found: dict[str, Any] = {
            "reference": self.record.reference,
            "aim": proposal.wanted.aim.value,
            "hold": proposal.wanted.hold.value,
            "value": round(proposal.value, 6),
            "gap": proposal.gap,
            "proven": proposal.is_proven,
            "text": words.outcome(proposal, self.say),
            "days": [
                {
                    "day": day.day.isoformat(),
                    "items": list(day.item_ids),
                    "travel": day.travel,
                    "travel_before": day.travel_before,
                    "estimated": day.estimated,
                    "leaves": _plain(day.leaves),
                    "returns": _plain(day.returns),
                    "costs": self._notes(day.costs),
                }
                for day in proposal.days
            ],
            "placements": [
                {
                    "item": one.item_id,
                    "title": self._title(one.item_id).best(self.say.code),
                    "start": _plain(one.start),
                    "end": _plain(one.end),
                    "change": one.change.value,
                    "before": _plain(one.before),
                    "group": one.group_id,
                    "letter": one.letter,
                    "costs": self._notes(one.costs),
                }
                for one in proposal.placements
            ],
            "left": [
                {
                    "item": one.item_id,
                    "title": self._title(one.item_id).best(self.say.code),
                    "must": one.must,
                    "before": _plain(one.before),
                    "reasons": self._notes(one.reasons),
                }
                for one in proposal.left
            ],
            "troubles": self._notes(proposal.troubles),
            "accepted": _plain(self.accepted),
        }
        if self.why is not None:
            found["why"] = {"item": self.why[0], "notes": self._notes(self.why[1])}
        if self.others is not None:
            found["alternatives"] = {
                "drafts": [
                    {"other_days": one.is_elsewhere, **self._beside(one).as_json()}
                    for one in self.others.others
                ],
                "notes": self._notes(self.others.notes),
            }
        return found

    def _others(self, looked: Looked) -> Iterator[str]:
        """The other drafts, each with the days on which it differs from this one."""
        say = self.say
        yield from ("", say.gettext(N_("Other proposals")))
        if not looked.others:
            yield _INDENT + say.gettext(N_("No other draft is really different."))
        here = {day.day: self._times(day) for day in self.proposal.days}
        for one in looked.others:
            beside = self._beside(one)
            title = words.other(one.aim, say, is_elsewhere=one.is_elsewhere)
            yield from ("", f"── {title}  {words.outcome(one.proposal, say)}")
            for day in one.proposal.days:
                if beside._times(day) != here.get(day.day):
                    yield from beside._day(day)
            yield from beside._left()
        if looked.notes:
            yield from ("", *map(self._note, looked.notes))

    def _left(self) -> list[str]:
        say = self.say
        left = [words.left_out(one, self.plan, self.wishes, say) for one in self.proposal.left]
        return _section(say.gettext(N_("Left out")), left)

    def _beside(self, other: Other) -> "Told":
        """Another draft of the same programme."""
        return Told(self.record, self.plan, self.wishes, other.proposal, self.say)

    def _times(self, day: DayOutline) -> list[tuple[str, Moment | None, str | None]]:
        """What there is on a day, when, and with which group."""
        placed = [(item_id, self._placed.get(item_id)) for item_id in day.item_ids]
        return [
            (item_id, None, None) if one is None else (item_id, one.start, one.group_id)
            for item_id, one in placed
        ]

    def _day(self, day: DayOutline) -> list[str]:
        rows = [self._row(item_id, day.day) for item_id in day.item_ids]
        costs = words.day_costs(_unseen(day), self.plan, self.wishes, self.say)
        return [
            "",
            f"{day_heading(self.say, day.day)}  {words.day_line(day, self.say)}",
            *table(rows, _INDENT),
            *([f"{_INDENT}({costs})"] if costs else []),
        ]

    def _row(self, item_id: str, day: date) -> Row:
        say = self.say
        one, booking = self._placed.get(item_id), self.plan.bookings.get(item_id)
        title = self._title(item_id).best(say.code)
        if one is None:
            start, end = (Moment(), Moment()) if booking is None else (booking.start, booking.end)
            return (_clock(start, end, day, say), "", title, "")
        was = ""
        if one.change == Change.MOVED and one.before is not None:
            told = _clock(one.before[0], Moment(), day, say)
            was = say.gettext(N_("was {time}")).format(time=told)
        costs = _unseen(one).costs
        group = next((g for g in self.wishes.groups if g.id == one.group_id), None)
        aside = (
            was,
            "" if group is None else group.name.best(say.code) or group.code,
            words.notes(costs, self.plan, self.wishes, say),
        )
        between = "・" if say.code == "ja" else " · "
        return (
            _clock(one.start, one.end, day, say),
            _word(one.change, say),
            title,
            between.join(filter(None, aside)),
        )

    def _end(self) -> str:
        if self.accepted is None and self.others is not None and self.others.others:
            return self.say.gettext(N_("Nothing was changed; --accept stores the first draft."))
        if self.accepted is None:
            return self.say.gettext(N_("Nothing was changed; --accept stores this draft."))
        told = self.say.ngettext(
            "Stored: {n} item changed. “kakehashi undo” takes it back.",
            "Stored: {n} items changed. “kakehashi undo” takes it back.",
            len(self.accepted),
        )
        return told.format(n=len(self.accepted))

    def _title(self, item_id: str) -> Trilingual:
        booking = self.plan.bookings.get(item_id)
        return Trilingual() if booking is None else booking.title

    def _note(self, one: Note) -> str:
        return words.note(one, self.plan, self.wishes, self.say)

    def _notes(self, notes: Iterable[Note]) -> list[dict[str, Any]]:
        return [
            {
                "code": one.code,
                **{name: _plain(value) for name, value in one.values.items()},
                "text": self._note(one),
            }
            for one in notes
        ]


def _word(change: Change, say: Language) -> str:
    match change:
        case Change.NEW:
            return say.pgettext("draft", "new")
        case Change.MOVED:
            return say.pgettext("draft", "moved")
        case Change.KEPT:
            return say.pgettext("draft", "stays")


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", heading, *(_INDENT + flat(line) for line in lines)] if lines else []


def _unseen(one: T) -> T:
    """The same without the costs that the rows of the visits say already."""
    return replace(one, costs=tuple(note for note in one.costs if note.code not in _SEEN))


def _clock(start: Moment, end: Moment, beside: date, say: Language) -> str:
    """A time, with its days where they are not the one `beside` it."""
    if start.time is None:
        return ""
    if end.date in (None, start.date):
        told = clock_range(say, start.time, end.time) if end.time else clock(say, start.time)
        return told if start.date in (None, beside) else f"{day_short(say, start.date)} {told}"
    dash = "～" if say.code == "ja" else "–"
    return dash.join(_clock(one, Moment(), beside, say) for one in (start, end))


def _plain(value: object) -> Any:
    """What stands in a note or a placement, as JSON has it."""
    if isinstance(value, Moment):
        aware = value.aware()
        return _plain(value.date) if aware is None else aware.isoformat()
    if isinstance(value, Trilingual):
        return {"ja": value.ja, "da": value.da, "en": value.en}
    if isinstance(value, set | frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
