"""All that is held about one person, on paper, to be handed to that person.

Of others nothing stands in it: neither who wrote something down, nor who was given a paper, nor
whose stay a host looks after.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from desktop import words
from desktop.documents import data_kept
from desktop.documents.document import Data, Document
from desktop.documents.sheet import cell, day, fact, facts, frame, table
from desktop.domain.codes import (
    Clause,
    Confidentiality,
    Function,
    Involvement,
    ItemStatus,
    PermitKind,
    PersonRole,
)
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart
from desktop.language import N_, Language, dates
from desktop.language.names import display, spoken_languages

Object = Mapping[str, Any]


def document(data: Object, language: Language, zone: str) -> Document:
    """What `store.person_data` found, as a paper; times are on the clock of `zone`."""
    return _Paper(data, language, zone).document()


@dataclass(frozen=True)
class _Paper:
    data: Object
    language: Language
    zone: str

    def document(self) -> Document:
        at = datetime.fromisoformat(self.data["at"])
        on = at.astimezone(ZoneInfo(self.zone)).date()
        name = self._name()
        data = frame(
            self.language,
            self.language.pgettext("document", "Data held about a person"),
            Trilingual(en=name, ja=name, da=name),
            "",
            Clause.DELEGATION,
            Confidentiality.CONFIDENTIAL,
            on,
        )
        data |= {
            # A person belongs to none of the three clauses, nor to their colours.
            "clause": "",
            "period": self.language.pgettext("document", "As of {date}").format(
                date=dates.timestamp(self.language, at, self.zone)
            ),
            "purpose": [
                self.language.pgettext(
                    "document", "This is all that the file of our office holds about you."
                ),
                self.language.pgettext(
                    "document", "If something is wrong or should be removed, please tell us."
                ),
            ],
            "sections": [
                part for part in self._sections() if part.get("facts") or part.get("rows")
            ],
        }
        title = self.language.gettext("Data held about {name}").format(name=name)
        return Document("sheet", data, self.language, title, on)

    def _sections(self) -> Iterator[Data]:
        yield facts(words.kind("person", self.language), self._person())
        yield data_kept.kept(self.data, self.language)
        yield data_kept.places(self.data, self.language)
        yield facts(self.language.gettext("Where the data come from"), self._source())
        yield self._absences()
        yield self._records()
        yield self._programme()
        yield self._editions()
        yield facts(self.language.pgettext("document", "In your own calendar"), self._calendars())
        yield self._history()

    # -- the person

    def _name(self) -> str:
        names = ("family", "given", "name_ja", "kana", "nationality", "former")
        told = {name: self.data["person"].get(name, "") for name in names}
        return display(self.language, SimpleNamespace(**told))

    def _person(self) -> Iterator[Data]:
        person = dict(self.data["person"])
        person.pop("id")
        if person.pop("organisation", None):
            person["organisation_id"] = self.data["organisation"]
        for name, value in person.items():
            yield fact(data_kept.label(name, self.language), self._value(name, value))

    def _value(self, name: str, value: Any) -> list[str]:
        if name == "roles":
            roles = (words.word(PersonRole(code), self.language) for code in value)
            return [self.language.listed(roles)]
        if name == "languages":
            told = value if isinstance(value, str) else " ".join(value)
            return [self.language.listed(spoken_languages(self.language, told))]
        if name == "nationality":
            return [str(self.language.locale.territories.get(value, value))]
        if name.endswith("_expiry"):
            return [self._day(value)]
        if isinstance(value, Mapping):
            return list(dict.fromkeys(str(one) for one in value.values() if one))
        if isinstance(value, bool):
            return [self.language.gettext(N_("yes") if value else N_("no"))]
        return str(value).splitlines()

    def _source(self) -> Iterator[Data]:
        source = self.data["source"]
        if source:
            action = words.unit_label(source["action"], {"kind": "person"}, self.language)
            when = self._when(datetime.fromisoformat(source["at"]))
            yield fact(
                self.language.pgettext("document", "Entered by our office"),
                [f"{when}  ·  {action}"],
            )

    # -- where the person takes part

    def _absences(self) -> Data:
        return table(
            self.language.gettext("Absences"),
            [
                self.language.gettext(N_("Days")),
                self.language.gettext(N_("What")),
                words.field("note", self.language),
            ],
            [3, 4, 5],
            [
                [
                    cell(self._days(one.get("first"), one.get("last")), soft=[self._hours(one)]),
                    cell(self._best(one.get("name", {}))),
                    cell(one.get("note", "")),
                ]
                for one in self.data["absences"]
            ],
        )

    def _hours(self, one: Object) -> str:
        times = (one.get("from_time"), one.get("to_time"))
        return " – ".join(self._clock(told) for told in times if told)

    def _records(self) -> Data:
        return table(
            self.language.gettext("Records"),
            [
                words.field("kind", self.language),
                words.field("title", self.language),
                self.language.pgettext("document", "As what"),
            ],
            [2.6, 5, 4],
            [
                [
                    cell(words.kind(one["kind"], self.language), soft=[one["reference"]]),
                    cell(self._title(one), soft=[self._days(one["start"], one["end"])]),
                    cell(*dict.fromkeys(self._parts(one))),
                ]
                for one in self.data["records"]
            ],
        )

    def _title(self, record: Object) -> str:
        """What a record is called; the stay of somebody else is not theirs to know."""
        theirs = any(part["as"] == "person" for part in record["parts"])
        if record["kind"] == "exchange" and not theirs:
            return ""
        return self._best(record["title"])

    def _parts(self, record: Object) -> Iterator[str]:
        # What somebody is in a record stands before their groups in it.
        for part in sorted(record["parts"], key=lambda one: one["kind"] == "group_member"):
            if part["kind"] != "item_person":
                yield from self._part(part)

    def _part(self, part: Object) -> Iterator[str]:
        entry = part.get("entry", {})
        match part["kind"]:
            case "member":
                yield words.word(Function(entry["function"]), self.language)
            case "group_member":
                within = part["within"]
                name = self._best(within.get("name", {})) or within.get("code", "")
                yield self.language.gettext("{label}: {name}").format(
                    label=words.field("group_id", self.language), name=name
                )
            case "access_member":
                role = entry.get("role", "")
                yield " · ".join(filter(None, [words.kind("access_member", self.language), role]))
            case "exchange" if part["as"] == "person":
                yield words.word(PersonRole.RESEARCHER, self.language)
            case _:
                yield words.field(f"{part['as']}_id", self.language)
        yield from self._stretch(entry)
        if entry.get("note"):
            yield entry["note"]
        for permit in part.get("permits", ()):
            yield self._permit(permit)

    def _permit(self, permit: Object) -> str:
        days = [
            f"{words.field(name, self.language)} {self._day(permit[name])}"
            for name in ("applied", "issued", "valid_from", "valid_until")
            if permit.get(name)
        ]
        kind = words.word(PermitKind(permit["kind"]), self.language)
        told = (kind, permit.get("number", ""), *days, permit.get("note", ""))
        return " · ".join(part for part in told if part)

    def _programme(self) -> Data:
        found = [
            part
            for record in self.data["records"]
            for part in record["parts"]
            if part["kind"] == "item_person"
        ]
        found.sort(key=lambda part: _order(part["within"].get("start", {})))
        columns = [
            self.language.gettext(N_("When")),
            words.kind("item", self.language),
            self.language.pgettext("document", "As what"),
        ]
        rows = [self._item(part["within"], part["entry"]) for part in found]
        return table(
            self.language.pgettext("document", "In the programme"), columns, [2.6, 6, 3], rows
        )

    def _item(self, item: Object, entry: Object) -> list[Data]:
        off = item["status"] == ItemStatus.CANCELLED
        return [
            cell(self._moment(item.get("start", {})), struck=off),
            cell(self._best(item.get("title", {})), struck=off),
            cell(
                words.word(Involvement(entry["involvement"]), self.language),
                soft=self._stretch(entry),
            ),
        ]

    def _stretch(self, entry: Object) -> Iterator[str]:
        """From when and until when, where that is not the whole time."""
        for name in ("arrives", "joins", "leaves"):
            if entry.get(name):
                yield f"{words.field(name, self.language)} {self._moment(entry[name])}"

    # -- what was made of it

    def _editions(self) -> Data:
        number = self.language.gettext("Edition {number}")
        return table(
            self.language.gettext("Editions issued"),
            [
                words.field("edition", self.language),
                words.field("day", self.language),
                self.language.gettext(N_("Papers")),
            ],
            [2.6, 2.2, 7],
            [
                [
                    cell(number.format(number=one["number"]), soft=[one["reference"]]),
                    cell(self._day(one["on"])),
                    cell(*one["papers"]),
                ]
                for one in self.data["editions"]
            ],
        )

    def _calendars(self) -> Iterator[Data]:
        times = sorted(one["at"] for one in self.data["calendars"])
        when = [self._when(datetime.fromisoformat(at)) for at in dict.fromkeys(times)]
        yield fact(self.language.pgettext("document", "Handed out on"), when)

    def _history(self) -> Data:
        name = self._name()
        called = Trilingual(en=name, ja=name, da=name)
        # Which officer it was is no business of whoever is told what is held about them.
        us = self.language.pgettext("document", "The office")
        rows = [
            [
                cell(self._when(datetime.fromisoformat(one["at"]))),
                cell(
                    words.history_line(
                        SimpleNamespace(**{**one, "author": us, "mode": "do"}),
                        called,
                        self.language,
                    )
                ),
            ]
            for one in self.data["history"]
        ]
        columns = [self.language.gettext(N_("When")), self.language.gettext(N_("What"))]
        return table(self.language.gettext("History"), columns, [2.4, 9], rows)

    # -- days, times and texts

    def _day(self, told: str | None) -> str:
        return day(self.language, date.fromisoformat(told) if told else None)

    def _days(self, first: str | None, last: str | None) -> str:
        start, end = first or last, last or first
        # The moments of an access request are no days; they are told with its slots.
        if not isinstance(start, str) or not isinstance(end, str):
            return ""
        return dates.date_range(self.language, date.fromisoformat(start), date.fromisoformat(end))

    def _clock(self, told: str) -> str:
        return dates.clock(self.language, time.fromisoformat(told))

    def _moment(self, told: Object) -> str:
        """A moment as it was planned, on the clock of where it is."""
        at = self._clock(told["time"]) if told.get("time") else ""
        part = words.word(DayPart(told["part"]), self.language) if told.get("part") else ""
        return " ".join(filter(None, (self._day(told.get("date")), at or part)))

    def _when(self, instant: datetime) -> str:
        local = instant.astimezone(ZoneInfo(self.zone))
        clock = dates.clock(self.language, local.time())
        return f"{dates.date_short(self.language, local.date())} {clock}"

    def _best(self, told: Mapping[str, str]) -> str:
        return Trilingual(**dict(told)).best(self.language.code)


def _order(moment: Object) -> tuple[str, str]:
    return moment.get("date", ""), moment.get("time", "")
