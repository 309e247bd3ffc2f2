"""All that is held about one person, on paper, to be handed to that person.

Of others nothing stands in it: neither who wrote something down, nor who was given a paper, nor
whose stay a host looks after.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.sheet import cell, fact, facts, frame, table
from desktop.domain.codes import (
    Clause,
    Confidentiality,
    DataClass,
    Function,
    Involvement,
    ItemStatus,
    PermitKind,
    PersonRole,
)
from desktop.domain.privacy import PAPERS
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
        name, told = self._name(), self._told
        data = frame(
            self.language,
            told("Data held about a person"),
            Trilingual(en=name, ja=name, da=name),
            "",
            Clause.DELEGATION,
            Confidentiality.CONFIDENTIAL,
            on,
        )
        data |= {
            # A person belongs to none of the three clauses, nor to their colours.
            "clause": "",
            "period": told("As of {date}").format(
                date=dates.timestamp(self.language, at, self.zone)
            ),
            "purpose": [
                told("This is all that the file of our office holds about you."),
                told("If something is wrong or should be removed, please tell us."),
            ],
            "sections": [
                part for part in self._sections() if part.get("facts") or part.get("rows")
            ],
        }
        title = self.language.gettext("Data held about {name}").format(name=name)
        return Document("sheet", data, self.language, title, on)

    def _told(self, message: str) -> str:
        return self.language.pgettext("document", message)

    def _sections(self) -> Iterator[Data]:
        yield facts(words.kind("person", self.language), self._person())
        yield self._kept()
        yield facts(self._told("Where it is kept"), self._places())
        yield facts(self.language.gettext("Where the data come from"), self._source())
        yield self._absences()
        yield self._records()
        yield self._programme()
        yield self._editions()
        yield facts(self.language.gettext("In their own calendar"), self._calendars())
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
            yield fact(self._label(name), self._value(name, value))

    def _label(self, name: str) -> str:
        # The title of a person is no heading, as that of a record is.
        if name == "title":
            return self.language.gettext(N_("Title / position"))
        return words.field(name, self.language)

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
            return [str(one) for one in value.values() if one]
        if isinstance(value, bool):
            return [self.language.gettext(N_("yes") if value else N_("no"))]
        return str(value).splitlines()

    # -- what is kept, where and until when

    def _kept(self) -> Data:
        rows = [
            [
                cell(words.word(DataClass(one["class"]), self.language), strong=True),
                cell(self.language.listed(self._fields(one["fields"]))),
                cell(self._where(DataClass(one["class"]))),
                cell(self._until(one)),
            ]
            for one in self.data["retention"]
        ]
        rest = [
            cell(self._told("Everything else"), strong=True),
            cell(self._told("Name, position, notes, and what is listed below")),
            cell(self._where(None)),
            cell(self._told("until everything about you is erased")),
        ]
        return table(
            self._told("What is kept, and until when"),
            [
                self.language.gettext(N_("Data")),
                self._told("In particular"),
                self._told("Where"),
                self._told("How long"),
            ],
            [2.2, 3.4, 3, 3],
            [*rows, rest],
        )

    def _fields(self, found: Mapping[str, Iterable[str]]) -> Iterator[str]:
        """Name the fields of a class that hold something."""
        for name in found.get("person", ()):
            if self.data["person"].get(name):
                yield self._label(name)
        if "permit" in found and any(one.get("number") for one in self._permits()):
            yield words.kind("permit", self.language)

    def _permits(self) -> Iterator[Object]:
        for record in self.data["records"]:
            for part in record["parts"]:
                yield from part.get("permits", ())

    def _where(self, data_class: DataClass | None) -> str:
        printed = data_class is None or PAPERS[data_class]
        papers = [self._told("issued papers")] if printed and self.data["editions"] else []
        return self.language.listed(
            [self._told("office file"), self._told("backups"), *papers, self._told("history")]
        )

    def _until(self, one: Object) -> str:
        if one["until"]:
            return self._told("until {day}").format(day=self._day(one["until"]))
        return self._told("{days} days after the last visit").format(days=one["days"])

    def _places(self) -> Iterator[Data]:
        yield fact(
            self._told("Office file"),
            [self._told("One file, from which our office plans visits, stays and access.")],
        )
        yield fact(
            self._told("Backups"),
            [
                self._told(
                    "Copies of that file. What was erased stays in those made before, until they "
                    "are removed in their turn."
                )
            ],
        )
        if self.data["editions"]:
            yield fact(
                self._told("Issued papers"),
                [self._told("Kept as they were issued, or removed with what is erased.")],
            )
        yield fact(
            self._told("History"),
            [self._told("What was changed, and when. What is erased is erased there, too.")],
        )

    def _source(self) -> Iterator[Data]:
        source = self.data["source"]
        if source:
            action = words.unit_label(source["action"], {"kind": "person"}, self.language)
            when = self._when(datetime.fromisoformat(source["at"]))
            yield fact(self._told("Entered by our office"), [f"{when}  ·  {action}"])

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
                self._told("As what"),
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
            self._told("As what"),
        ]
        rows = [self._item(part["within"], part["entry"]) for part in found]
        return table(self._told("In the programme"), columns, [2.6, 6, 3], rows)

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
        yield fact(self._told("Handed out on"), when)

    def _history(self) -> Data:
        name = self._name()
        called = Trilingual(en=name, ja=name, da=name)
        # Which officer it was is no business of whoever is told what is held about them.
        us = self._told("The office")
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
        return dates.date_short(self.language, date.fromisoformat(told)) if told else ""

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
