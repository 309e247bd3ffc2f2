"""One person's data as a text to be read by that person, in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from desktop import words
from desktop.domain.codes import DataClass, PersonRole
from desktop.domain.text import Trilingual
from desktop.language import N_, Language, dates
from desktop.language.names import display, spoken_languages

Object = Mapping[str, Any]


def readable(data: Object, language: Language, zone: str) -> str:
    """What `store.person_data` found, as plain text; times are on the clock of `zone`."""
    return _Writer(data, language, zone).text()


@dataclass(frozen=True)
class _Writer:
    data: Object
    language: Language
    zone: str

    def text(self) -> str:
        """The whole text, with a newline at its end."""
        title = self.language.gettext("Data held about {name}").format(name=self._name())
        at = datetime.fromisoformat(self.data["at"])
        parts = [
            [title, self._when(at)],
            self._section(self.language.gettext("Person"), self._person()),
            self._section(self.language.gettext("Where the data come from"), self._source()),
            self._section(self.language.gettext("How long they are kept"), self._kept()),
            self._section(
                self.language.gettext("Absences"),
                [self._absence(one) for one in self.data["absences"]],
            ),
            self._section(self.language.gettext("Records"), self._records()),
            self._section(self.language.gettext("Editions issued"), self._editions()),
            self._section(self.language.gettext("In their own calendar"), self._calendars()),
            self._section(self.language.gettext("History"), self._history()),
        ]
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"

    def _section(self, heading: str, lines: Iterable[str]) -> list[str]:
        told = list(lines)
        return [heading, *(f"  {line}" for line in told)] if told else []

    def _name(self) -> str:
        names = ("family", "given", "name_ja", "kana", "nationality", "former")
        told = {name: self.data["person"].get(name, "") for name in names}
        return display(self.language, SimpleNamespace(**told))

    def _person(self) -> list[str]:
        person = dict(self.data["person"])
        person.pop("id")
        organisation = person.pop("organisation", None)
        if organisation:
            person["organisation_id"] = self.data["organisation"]
        return [
            f"{self._label(name)}: {self._value(name, value)}" for name, value in person.items()
        ]

    def _label(self, name: str) -> str:
        # The title of a person is no heading, as that of a record is.
        if name == "title":
            return self.language.gettext(N_("Title / position"))
        return words.field(name, self.language)

    def _value(self, name: str, value: Any) -> str:
        if name == "roles":
            return self.language.listed(
                words.word(PersonRole(code), self.language) for code in value
            )
        if name == "languages":
            told = value if isinstance(value, str) else " ".join(value)
            return self.language.listed(spoken_languages(self.language, told))
        if name == "nationality":
            return str(self.language.locale.territories.get(value, value))
        if name.endswith("_expiry"):
            return dates.date_short(self.language, date.fromisoformat(value))
        if isinstance(value, Mapping):
            return " / ".join(str(one) for one in value.values() if one)
        if isinstance(value, bool):
            return self.language.gettext(N_("yes") if value else N_("no"))
        return " ".join(str(value).split())

    def _source(self) -> list[str]:
        source = self.data["source"]
        if not source:
            return []
        told = self._when(datetime.fromisoformat(source["at"]))
        action = words.unit_label(source["action"], {"kind": "person"}, self.language)
        return ["  ·  ".join(part for part in (told, source["author"], action) if part)]

    def _kept(self) -> list[str]:
        lines = []
        for one in self.data["retention"]:
            name = words.word(DataClass(one["class"]), self.language)
            if one["until"]:
                day = dates.date_short(self.language, date.fromisoformat(one["until"]))
                lines.append(
                    self.language.gettext("{data}: until {day}").format(data=name, day=day)
                )
            else:
                told = self.language.gettext("{data}: {days} days after the last visit")
                lines.append(told.format(data=name, days=one["days"]))
        return lines

    def _absence(self, one: Object) -> str:
        told = [one.get("first", ""), one.get("last", ""), self._best(one.get("name", {}))]
        return "  ·  ".join(part for part in (*told, one.get("note", "")) if part)

    def _records(self) -> list[str]:
        lines = []
        for one in self.data["records"]:
            days = " – ".join(day for day in (one["start"], one["end"]) if isinstance(day, str))
            kind = words.kind(one["kind"], self.language)
            parts = (kind, one["reference"], self._best(one["title"]), days)
            lines.append("  ·  ".join(part for part in parts if part))
            lines += [f"  – {self._part(part)}" for part in one["parts"]]
        return lines

    def _part(self, part: Object) -> str:
        entry = part.get("entry")
        told = [
            words.kind(part["kind"], self.language)
            if entry is not None
            else words.field(f"{part['as']}_id", self.language)
        ]
        if entry is not None and entry.get("note"):
            told.append(" ".join(entry["note"].split()))
        told += [one["number"] for one in part.get("permits", ()) if one.get("number")]
        return "  ·  ".join(told)

    def _editions(self) -> list[str]:
        lines = []
        for one in self.data["editions"]:
            number = self.language.gettext("Edition {number}").format(number=one["number"])
            day = (
                dates.date_short(self.language, date.fromisoformat(one["on"])) if one["on"] else ""
            )
            parts = (one["reference"], number, day, self.language.listed(one["papers"]))
            lines.append("  ·  ".join(part for part in parts if part))
        return lines

    def _calendars(self) -> list[str]:
        times = sorted(one["at"] for one in self.data["calendars"])
        return [self._when(datetime.fromisoformat(at)) for at in dict.fromkeys(times)]

    def _history(self) -> list[str]:
        name = Trilingual(en=self._name(), ja=self._name(), da=self._name())
        lines = []
        for one in self.data["history"]:
            entry = SimpleNamespace(**one, mode="do")
            when = self._when(datetime.fromisoformat(one["at"]))
            lines.append(f"{when}  {words.history_line(entry, name, self.language)}")
        return lines

    def _when(self, instant: datetime) -> str:
        local = instant.astimezone(ZoneInfo(self.zone))
        clock = dates.clock(self.language, local.time())
        return f"{dates.date_short(self.language, local.date())} {clock}"

    def _best(self, told: Mapping[str, str]) -> str:
        return Trilingual(**dict(told)).best(self.language.code)
