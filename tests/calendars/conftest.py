"""An office with one of everything that a calendar has to say, and calendars made from it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.calendars.export import Calendar, calendar
from desktop.calendars.reminders import chosen
from desktop.domain import (
    AccessMember,
    AccessRequest,
    Delegation,
    EmergencyContact,
    Exchange,
    Facility,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Slot,
    Task,
    Trilingual,
)
from desktop.language import Language
from desktop.planning.agenda import due_for
from desktop.settings import Settings
from desktop.store import calendar_source, records
from desktop.store.backup import back_up
from desktop.store.office import OfficeFile

USUAL = chosen(Settings())
CPH, TYO = "Europe/Copenhagen", "Asia/Tokyo"
TASKS = ("letters", "arrival_day", "insurance", "ideas", "beam_report", "safety")
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def secret(name: str) -> str:
    """A text that must not be in a calendar unless private things are asked for."""
    return f"SECRET-{name}"


def at(text: str, zone: str | None = TYO, fold: int = 0) -> Moment:
    """A moment such as `2027-04-19 09:00`, `2027-04-19 morning` or `2027-04-19`."""
    day, _, clock = text.partition(" ")
    if not clock or clock[0].isalpha():
        return Moment(date.fromisoformat(day), None, zone, 0, clock or "exact")
    return Moment(date.fromisoformat(day), time.fromisoformat(clock), zone, fold)


class Sample:
    """The office, with its things by short names."""

    office: OfficeFile

    def __init__(self, path: Path, copy_of: "Sample | None" = None) -> None:
        self.minutes = 0
        self.ids: dict[str, str] = copy_of.ids if copy_of else {}
        if copy_of is not None:
            back_up(copy_of.office.path, path)
        opened = OfficeFile.open if copy_of else OfficeFile.create
        self.office = opened(path, clock=self.now)
        if copy_of is not None:
            return
        with self.office.writing("create") as session:
            self._people(session)
            self._places(session)
            self._delegation(session)
            self._exchange(session)
            self._access(session)
            self._tasks(session)

    def now(self) -> datetime:
        return START + timedelta(minutes=self.minutes)

    def office_calendar(self, code: str = "en", *, private: bool = False) -> Calendar:
        with self.office.reading() as session:
            source = calendar_source.whole_office(session)
        return calendar(source.records, source.revisions, Language.of(code), private=private)

    def tasks_calendar(self, code: str = "en", *, private: bool = False) -> Calendar:
        """The whole office with its tasks, due on the days that a Danish office has."""
        with self.office.reading() as session:
            source = calendar_source.whole_office(session)
        days = {task: due_for(task, record, CPH) for task, record in source.tasks}
        language = Language.of(code)
        return calendar(source.records, source.revisions, language, tasks=days, private=private)

    def record_calendar(self, name: str, code: str = "en") -> Calendar:
        kind = {"tour": "delegation", "stay": "exchange", "beam": "access_request"}[name]
        with self.office.reading() as session:
            source = calendar_source.one_record(session, kind, self.ids[name])
        return calendar(source.records, source.revisions, Language.of(code))

    def person_calendar(self, name: str, code: str = "en") -> Calendar:
        with self.office.reading() as session:
            source = calendar_source.one_person(session, self.ids[name])
        language = Language.of(code)
        return calendar(source.records, source.revisions, language, audience=source.audience)

    def edit(self, name: str, **values: object) -> None:
        """Change fields of a thing, an action a minute after the one before."""
        self.minutes += 1
        kinds = {"tour": Delegation, "stay": Exchange, "beam": AccessRequest, "hall": Place}
        kinds |= dict.fromkeys(TASKS, Task)
        with self.office.writing("edit") as session:
            records.update(session, kinds.get(name, Item), self.ids[name], **values)

    def _add(self, session: Session, name: str, entity: Item | Slot | Person) -> None:
        records.add(session, entity)
        self.ids[name] = entity.id

    def _people(self, session: Session) -> None:
        for name, given, family, ja in (
            ("head", "Signe", "Eksempelgaard", "シーネ・エクセンペルゴー"),
            ("member", "Rasmus", "Ålekvist", ""),
            ("host", "Ryoko", "Shida", "試田 量子"),
            ("interpreter", "Noah", "Skabelonsen", ""),
            ("scholar", "Freja", "Demobæk", ""),
        ):
            person = Person(
                given=given,
                family=family,
                name_ja=ja,
                nationality="JP" if name == "host" else "DK",
                **{
                    field: secret(f"{field}-{name}")
                    for field in ("email", "mobile", "emergency_contact", "passport_number", "note")
                },
                diet=Trilingual(en=secret("diet")),
            )
            self._add(session, name, person)

    def _places(self, session: Session) -> None:
        riken = Organisation(
            name=Trilingual(ja="理化学研究所", en="RIKEN"),
            phone=secret("phone"),
            note=secret("note"),
        )
        records.add(session, riken)
        hall = Place(
            name=Trilingual(ja="和光キャンパス", da="Wako-campus", en="Wako Campus"),
            address_local="埼玉県和光市広沢2-1",
            address_latin="2-1 Hirosawa, Wako",
            organisation_id=riken.id,
            latitude=35.78,
            longitude=139.61234567,
            phone=secret("phone"),
            note=secret("note"),
        )
        for name, place in (
            ("hall", hall),
            ("cph", Place(name=Trilingual(da="Københavns Lufthavn", en="Copenhagen Airport"))),
            ("hnd", Place(name=Trilingual(ja="羽田空港", en="Haneda Airport"))),
        ):
            records.add(session, place)
            self.ids[name] = place.id
        self.ids["riken"] = riken.id

    def _delegation(self, session: Session) -> None:
        tour = Delegation(
            reference="DEL-2027-001",
            title=Trilingual(
                ja="デンマーク量子技術代表団", da="Dansk kvantedelegation", en="Quantum delegation"
            ),
            note=secret("note"),
            budget_holder=secret("budget"),
        )
        records.add(session, tour)
        self.ids["tour"] = tour.id
        track = Group(delegation_id=tour.id, code="B", name=Trilingual(en="Industry", ja="産業班"))
        session.add_all(
            (
                Member(delegation_id=tour.id, person_id=self.ids["head"], function="head"),
                Member(delegation_id=tour.id, person_id=self.ids["member"], note=secret("member")),
                track,
                GroupMember(group_id=track.id, person_id=self.ids["member"]),
                EmergencyContact(
                    delegation_id=tour.id, name=Trilingual(en="Duty"), phone=secret("duty")
                ),
            )
        )

        def item(name: str, start: Moment, end: Moment | None = None, **values: object) -> None:
            values = {"title": Trilingual(en=name.replace("_", " ").capitalize()), **values}
            made = Item(delegation_id=tour.id, start=start, end=end or Moment(), **values)
            self._add(session, name, made)

        item(
            "flight",
            at("2027-04-17 11:20", CPH),
            at("2027-04-18 07:55"),
            kind="flight",
            title=Trilingual(
                ja="コペンハーゲン発 → 羽田着", da="Fly til Tokyo", en="Flight to Tokyo"
            ),
            transport="SK983",
            place_id=self.ids["cph"],
            end_place_id=self.ids["hnd"],
            status="confirmed",
        )
        item(
            "visit",
            at("2027-04-19 09:00"),
            at("2027-04-19 10:15"),
            title=Trilingual(
                ja="理化学研究所 量子コンピュータ研究センター 訪問；意見交換, その他",
                da="Besøg på RIKEN; drøftelse, rundvisning og frokost på egen hånd i området",
                en="Visit to RIKEN; exchange of views, lab tour",
            ),
            place_id=self.ids["hall"],
            room="302",
            host_organisation_id=self.ids["riken"],
            language="en",
            interpreted=True,
            dress=Trilingual(en="business"),
            topics=Trilingual(en="Qubits\nAgreement", ja="量子ビット\n協定"),
            printed_note=Trilingual(en="Bring a passport.", da="Husk pas."),
            internal_note=secret("internal"),
            gift=secret("gift"),
            meeting_link="https://meet.example/a?b=1,2;3&c=æ",
            status="confirmed",
            everyone=True,
        )
        roles = (("host", "host"), ("host", "contact"), ("interpreter", "interpreter"))
        session.add_all(
            ItemPerson(item_id=self.ids["visit"], person_id=self.ids[who], involvement=what)
            for who, what in roles
        )
        item("dinner", at("2027-04-19 22:00"), at("2027-04-20 01:00"), status="confirmed")
        item("industry", at("2027-04-20 14:00"), at("2027-04-20 15:30"), everyone=False)
        session.add(ItemGroup(item_id=self.ids["industry"], group_id=track.id))
        item("courtesy_call", at("2027-04-20 16:00"), at("2027-04-20 17:00"), everyone=False)
        session.add(
            ItemPerson(
                item_id=self.ids["courtesy_call"],
                person_id=self.ids["head"],
                joins=at("2027-04-20 16:30"),
            )
        )
        item("free", at("2027-04-21 09:00"), at("2027-04-21 12:00"), kind="free")
        item("called_off", at("2027-04-21 13:00"), at("2027-04-21 14:00"), status="cancelled")
        item("whole_day", at("2027-04-22 all_day"), at("2027-04-23 all_day"))
        item("morning", at("2027-04-22 morning"))
        item("alternatives", at("2027-04-22 evening"), printed_time="17.30/18.00")
        item("some_time", at("2027-04-22", None))
        item("start_only", at("2027-04-22 15:00"))
        item("until_close", at("2027-04-22 19:00"), open_end=True)
        item("no_length", at("2027-04-22 18:00"), at("2027-04-22 18:00"))
        item("block", at("2027-04-23 09:00"), at("2027-04-23 12:00"), kind="workshop")
        item("session", at("2027-04-23 09:00"), at("2027-04-23 09:30"), parent_id=self.ids["block"])
        item("repeated", at("2027-10-31 02:30", CPH, 1), at("2027-10-31 03:30", CPH))
        item("undated", Moment())
        item("zoneless", at("2027-04-23 09:00", None))
        item("skipped", at("2027-03-28 02:30", CPH))

    def _exchange(self, session: Session) -> None:
        stay = Exchange(
            reference="EXC-2027-001",
            title=Trilingual(ja="理研での滞在研究", da="Ophold på RIKEN", en="Stay at RIKEN"),
            person_id=self.ids["scholar"],
            host_person_id=self.ids["host"],
            host_organisation_id=self.ids["riken"],
            start=date(2027, 9, 1),
            end=date(2027, 11, 30),
            status="approved",
            funding=secret("funding"),
            residence_category=secret("residence"),
            note=secret("note"),
        )
        records.add(session, stay)
        self.ids["stay"] = stay.id
        arrival = Item(
            exchange_id=stay.id,
            kind="flight",
            start=at("2027-08-30 12:00", "Europe/Helsinki"),
            end=at("2027-08-31 08:00"),
        )
        self._add(session, "arrival", arrival)

    def _tasks(self, session: Session) -> None:
        """Tasks of each record: counted, fixed, done, without a day; six in all."""
        # Counted to Ascension Day, 6 May 2027.
        letters = {"anchor": "start", "offset_days": -118, "turn": "host_institution"}
        for name, owner, values in (
            ("letters", "stay", {**letters, "source": "MOFA, p. 3", "officer": secret("officer")}),
            ("arrival_day", "stay", {"anchor": "start", "turn": "both"}),
            ("insurance", "stay", {"due": date(2027, 6, 5), "done": date(2027, 6, 1)}),
            ("ideas", "tour", {}),
            ("beam_report", "beam", {"due": date(2027, 12, 24), "turn": "guest"}),
            ("safety", "beam", {"anchor": "end", "offset_days": 30}),
        ):
            key = {"stay": "exchange_id", "tour": "delegation_id", "beam": "access_id"}[owner]
            title = Trilingual(en=name.replace("_", " ").capitalize(), da=f"Opgave: {name}")
            task = Task(title=title, note=secret("task"), **{key: self.ids[owner]}, **values)
            records.add(session, task)
            self.ids[name] = task.id

    def _access(self, session: Session) -> None:
        lab = Facility(name=Trilingual(ja="試験施設", en="Nanolab"), zone=CPH, note=secret("note"))
        records.add(session, lab)
        fridge = Instrument(facility_id=lab.id, name=Trilingual(en="Dilution refrigerator"))
        records.add(session, fridge)
        beam = AccessRequest(
            reference="ACC-2027-001",
            title=Trilingual(ja="極低温測定", en="Cryogenic tests"),
            facility_id=lab.id,
            investigator_id=self.ids["host"],
            home_zone=TYO,
            direction="jp_dk",
            confidentiality="confidential",
            **{
                field: secret(field)
                for field in ("method", "samples", "equipment", "wishes", "note")
            },
        )
        records.add(session, beam)
        self.ids["beam"] = beam.id
        session.add(AccessMember(access_id=beam.id, person_id=self.ids["scholar"]))
        for name, day, status in (
            ("long_night", "2027-10-31", "confirmed"),
            ("short_night", "2028-03-26", "requested"),
            ("lost_night", "2028-03-27", "cancelled_by_facility"),
        ):
            slot = Slot(
                access_id=beam.id,
                instrument_id=fridge.id,
                start=at(f"{day} 01:00", CPH),
                end=at(f"{day} 04:00", CPH),
                status=status,
            )
            self._add(session, name, slot)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The office for tests that only look."""
    made = Sample(tmp_path_factory.mktemp("sample") / "office.kakehashi")
    yield made
    made.office.close()


@pytest.fixture
def own(sample: Sample, tmp_path: Path) -> Iterator[Sample]:
    """An office of the test's own, to change."""
    made = Sample(tmp_path / "office.kakehashi", sample)
    yield made
    made.office.close()
