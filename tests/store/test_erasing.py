"""What is erased is nowhere any more, and nothing brings it back."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import (
    Closure,
    Delegation,
    Edition,
    EditionPaper,
    Exchange,
    Item,
    Member,
    Organisation,
    Permit,
    Person,
    Trilingual,
)
from desktop.domain.codes import DataClass, Function
from desktop.errors import Problem
from desktop.language import Language, names
from desktop.store import (
    directory,
    editions,
    erasing,
    history,
    interchange,
    records,
    redaction,
    sent,
)
from desktop.store.editions import NewPaper
from desktop.store.erasing import erase_in, reapply
from desktop.store.kept import kept
from desktop.store.log import Change, Unit
from desktop.store.office import OfficeFile
from desktop.store.redaction import MARK
from desktop.store.tombstones import ALL, Erased, erased

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 6, 30)
PRIVATE = {
    "email": "hikaru.old@example.jp",
    "mobile": "+81 00 0000 0001",
    "passport_number": "TK0000001",
    "emergency_contact": "Akari, +81 00 0000 0002",
    "diet": Trilingual(en="no buckwheat noodles"),
}
NAMES = {
    "family": "Kakūyama",
    "given": "Hikaru",
    "name_ja": "架空山 光",
    "kana": "カクウヤマ ヒカル",
}


class Cast:
    """A guest in a stay and a visit, written about in many places, and printed."""

    def __init__(self, office: OfficeFile) -> None:
        self.office = office
        self.guest = Person(**NAMES, **PRIVATE, nationality="JP", note="Passport TK0000001 copied")
        self.other = Person(family="Prøvesen", given="Ida", diet=Trilingual(en="vegetarian"))
        self.trip = Delegation(reference="DEL-2026-001", end=DAY, title=Trilingual(en="Visit"))
        self.stay = Exchange(
            reference="EXC-2026-001",
            person_id=self.guest.id,
            end=DAY,
            title=Trilingual(en="Stay of Hikaru Kakūyama"),
            note="Write to hikaru.old@example.jp first.",
        )
        self.permit = Permit(exchange_id=self.stay.id, number="RC0000001")
        self.member = Member(
            delegation_id=self.trip.id, person_id=self.guest.id, note="arrives tired"
        )
        self.item = Item(delegation_id=self.trip.id, internal_note="Call +81 00 0000 0001.")
        self.away = Closure(person_id=self.guest.id, first=DAY, last=DAY, note="hip operation")
        both = Member(delegation_id=self.trip.id, person_id=self.other.id)
        with office.writing("create", kind="person", name="Hikaru Kakūyama") as session:
            session.add_all([self.guest, self.other, self.trip, self.stay, self.permit])
            session.add_all([self.member, self.item, self.away, both])
        self.edit(email="hikaru@example.jp")
        self.issue()

    def edit(self, **values: Any) -> None:
        name = "Hikaru Kakūyama"
        with self.office.writing("edit", kind="person", name=name) as session:
            records.update(session, Person, self.guest.id, **values)

    def issue(self) -> None:
        with self.office.writing(editions.LABEL, number=1) as session:
            for kind, one in (("delegation", self.trip), ("exchange", self.stay)):
                prepared = editions.prepare(session, kind, one.id, draft=False)
                papers = [
                    NewPaper(f"{code}.pdf", f"{code} of {kind}".encode(), code, "en")
                    for code in ("programme", "diet", "emergency")
                ]
                editions.issue(session, prepared, papers, on=DAY, recipients="Hikaru Kakūyama")
            sent.remember(session, [(self.item.id, self.trip.id)], AT, self.guest.id)
            sent.remember_invited(session, self.trip.id, [(self.item.id, [self.guest.id])], AT)

    def erase(self, *what: DataClass) -> erasing.Outcome:
        return erase_in(self.office, {self.guest.id: what or ALL})[self.guest.id]

    def paper(self, document: str, kind: str = "delegation") -> bytes:
        owner = self.trip.id if kind == "delegation" else self.stay.id
        with self.office.reading() as session:
            edition = editions.editions(session, owner)[0]
            return kept(session, next(p.digest for p in edition.papers if p.document == document))

    def guest_now(self) -> Person:
        with self.office.reading() as session:
            return session.get_one(Person, self.guest.id)


@pytest.fixture
def cast(office: OfficeFile) -> Cast:
    return Cast(office)


def copies(office: OfficeFile, texts: Iterable[str]) -> dict[str, int]:
    """How often texts stand in the bytes of the file and of the log beside it, or packed in it."""
    import zlib

    raw = office.path.read_bytes()
    log = Path(f"{office.path}-wal")
    raw += log.read_bytes() if log.exists() else b""
    with office.reading() as session:
        from desktop.store.kept import Kept

        packed = [zlib.decompress(one) for one in session.scalars(select(Kept.content)) if one]
    raw += b"".join(packed)
    return {text: count for text in texts if (count := raw.count(text.encode()))}


NUMBERS = [
    *("hikaru.old@example.jp", "hikaru@example.jp", "+81 00 0000 0001", "TK0000001"),
    *("RC0000001", "Akari", "buckwheat"),
]
PERSONAL = [
    "Kakūyama",
    "Hikaru",
    "架空山",
    "カクウヤマ",
    "かくうやま",
    "kakuuyama",
    "arrives tired",
]


def test_what_is_erased_is_nowhere_in_the_file(cast: Cast) -> None:
    cast.office.checkpoint()
    assert set(copies(cast.office, NUMBERS)) == set(NUMBERS)
    cast.erase(*DataClass)
    assert copies(cast.office, NUMBERS) == {}
    assert copies(cast.office, ["Kakūyama", "架空山"])
    assert cast.guest_now().given == "Hikaru"


def test_somebody_erased_altogether_is_nowhere_in_the_file(cast: Cast) -> None:
    cast.erase()
    assert copies(cast.office, [*NUMBERS, *PERSONAL, "hip operation"]) == {}


def test_only_the_chosen_class_goes(cast: Cast) -> None:
    cast.erase(DataClass.PASSPORT)
    guest = cast.guest_now()
    assert (guest.passport_number, guest.passport_expiry) == ("", None)
    assert guest.email == "hikaru@example.jp"
    assert guest.note == f"Passport {MARK} copied"
    assert copies(cast.office, ["TK0000001", "RC0000001"]) == {}


def test_what_many_share_stays_in_texts(cast: Cast) -> None:
    with cast.office.writing("edit") as session:
        records.update(session, Item, cast.item.id, internal_note="One vegetarian")
    erase_in(cast.office, {cast.other.id: [DataClass.HEALTH]})
    with cast.office.reading() as session:
        assert session.get_one(Item, cast.item.id).internal_note == "One vegetarian"
        assert not session.get_one(Person, cast.other.id).diet


def test_addresses_of_others_stay(cast: Cast) -> None:
    desk = Organisation(name=Trilingual(en="Desk"), phone="+81 00 0000 0001")
    twin = Person(given="Twin", mobile="+81 00 0000 0001")
    with cast.office.writing("create") as session:
        session.add_all([desk, twin])
    cast.erase(DataClass.CONTACT)
    with cast.office.reading() as session:
        assert session.get_one(Organisation, desk.id).phone == "+81 00 0000 0001"
        assert session.get_one(Person, twin.id).mobile == "+81 00 0000 0001"
        assert session.get_one(Item, cast.item.id).internal_note == f"Call {MARK}."


def test_records_keep_their_shape_with_a_removed_person(cast: Cast) -> None:
    outcome = cast.erase()
    assert not outcome.gone
    guest = cast.guest_now()
    assert erasing.is_removed(guest)
    assert names.display(Language.of("en"), guest) == "removed person"
    with cast.office.reading() as session:
        assert len(editions.editions(session, cast.trip.id)) == 1
        assert session.get_one(Member, cast.member.id).person_id == guest.id
        assert session.get_one(Exchange, cast.stay.id).title.en == f"Stay of {MARK}"
        assert directory.people(session, "kakuyama") == []


def test_somebody_whom_nothing_refers_to_is_gone(cast: Cast) -> None:
    lone = Person(given="Ichirō", family="Hitorida", email="lone@example.jp")
    with cast.office.writing("create", kind="person") as session:
        session.add(lone)
    assert erase_in(cast.office, {lone.id: ALL})[lone.id].gone
    assert copies(cast.office, ["lone@example", "Hitorida", "hitorida"]) == {}
    with cast.office.reading() as session:
        assert session.get(Person, lone.id) is None
        assert [one.entity_id for one in erased(session)] == [lone.id]


def test_an_edition_is_still_readable_without_them(cast: Cast) -> None:
    cast.erase()
    with cast.office.reading() as session:
        edition = editions.editions(session, cast.stay.id)[0]
        assert edition.recipients == MARK
        stay = editions.as_issued(session, edition)
    assert isinstance(stay, Exchange)
    assert stay.person is not None
    assert names.display(Language.of("en"), stay.person) == "removed person"


def test_papers_that_name_them_are_removed(cast: Cast) -> None:
    assert cast.erase().papers == 6
    with pytest.raises(Problem, match="content_erased"):
        cast.paper("programme")


def test_papers_with_a_class_in_them_are_removed_with_it(cast: Cast) -> None:
    assert cast.erase(DataClass.HEALTH).papers == 4
    for document in ("diet", "emergency"):
        with pytest.raises(Problem, match="content_erased"):
            cast.paper(document)
    assert cast.paper("programme") == b"programme of delegation"


def test_a_programme_with_their_number_goes_with_it(cast: Cast) -> None:
    with cast.office.writing("edit") as session:
        records.update(session, Member, cast.member.id, function=Function.LOCAL_TEAM.value)
        prepared = editions.prepare(session, "delegation", cast.trip.id, draft=False)
        paper = NewPaper("programme.pdf", b"the second programme", "programme", "en")
        editions.issue(session, prepared, [paper], on=DAY)
    cast.erase(DataClass.CONTACT)
    with pytest.raises(Problem, match="content_erased"):
        cast.paper("programme")
    assert cast.paper("programme", "exchange") == b"programme of exchange"


def undo_all(office: OfficeFile, turn: Callable[[], object]) -> int:
    count = 0
    while turn() is not None:
        count += 1
        assert count < 50
    return count


def test_undo_goes_past_an_erasure_and_brings_nothing_back(cast: Cast) -> None:
    cast.edit(mobile="+81 00 0000 0009")
    cast.edit(note="likes trains")
    cast.erase(*DataClass)
    label = cast.office.undo()
    assert label is not None
    assert cast.guest_now().note == f"Passport {MARK} copied"
    # What changed but what is erased is no action any more: the next is the edition.
    again = cast.office.undo()
    assert again is not None
    assert again[0] == editions.LABEL
    assert copies(cast.office, [*NUMBERS, "+81 00 0000 0009"]) == {}
    assert undo_all(cast.office, cast.office.undo) == 1
    assert undo_all(cast.office, cast.office.redo) == 3
    assert cast.guest_now().email == cast.guest_now().mobile == ""
    assert copies(cast.office, [*NUMBERS, "+81 00 0000 0009"]) == {}


def test_undo_past_somebody_who_is_gone(cast: Cast) -> None:
    lone = Person(given="Ichirō", family="Hitorida", email="lone@example.jp")
    with cast.office.writing("create") as session:
        session.add(lone)
    with cast.office.writing("edit") as session:
        records.update(session, Person, lone.id, email="lone2@example.jp")
    erase_in(cast.office, {lone.id: ALL})
    assert undo_all(cast.office, cast.office.undo) == 3
    assert undo_all(cast.office, cast.office.redo) == 3
    with cast.office.reading() as session:
        assert session.get(Person, lone.id) is None


def test_one_action_taken_back_brings_nothing_back(cast: Cast) -> None:
    with cast.office.writing("edit") as session:
        records.update(session, Person, cast.guest.id, email="new@example.jp", note="new")
    with cast.office.reading() as session:
        unit = session.scalars(select(Unit.seq).order_by(Unit.seq.desc())).first()
    assert unit is not None
    cast.erase(DataClass.CONTACT)
    assert cast.office.take_back(unit) is not None
    assert cast.guest_now().email == ""
    assert cast.guest_now().note.startswith("Passport")


def test_a_deleted_person_that_undo_would_bring_back(cast: Cast) -> None:
    lone = Person(given="Ichirō", family="Hitorida", email="lone@example.jp")
    with cast.office.writing("create") as session:
        session.add(lone)
    with cast.office.writing("delete") as session:
        records.delete(session, session.get_one(Person, lone.id))
    erase_in(cast.office, {lone.id: [DataClass.CONTACT]})
    cast.office.undo()
    with cast.office.reading() as session:
        assert session.get_one(Person, lone.id).email == ""
    assert copies(cast.office, ["lone@example.jp"]) == {}


def test_the_other_entry_of_somebody_who_was_entered_twice(cast: Cast) -> None:
    twice = Person(**NAMES, passport_number="TK0000001", mobile="+81 00 0000 0008")
    with cast.office.writing("create") as session:
        session.add(twice)
    with cast.office.writing("merge") as session:
        kept_one = session.get_one(Person, cast.guest.id)
        records.merge(session, session.get_one(Person, twice.id), kept_one)
    cast.erase()
    assert copies(cast.office, [*NUMBERS, *PERSONAL, "+81 00 0000 0008"]) == {}


def test_an_edition_undone_and_done_again_is_without_them(cast: Cast) -> None:
    cast.office.undo()
    cast.erase()
    cast.office.redo()
    with cast.office.reading() as session:
        edition = editions.editions(session, cast.stay.id)[0]
        assert editions.as_issued(session, edition).id == cast.stay.id
    assert copies(cast.office, [*NUMBERS, *PERSONAL]) == {}


def test_the_erasure_is_no_action_and_says_what_changed(cast: Cast) -> None:
    with cast.office.reading() as session:
        before = len(session.scalars(select(Unit.seq)).all())
    assert {"person", "item", "exchange"} <= cast.erase(DataClass.CONTACT).kinds
    with cast.office.reading() as session:
        assert len(session.scalars(select(Unit.seq)).all()) == before
        entries = history.history(session, cast.guest.id)
    assert entries
    assert "example.jp" not in json.dumps([[str(e.before), str(e.after)] for e in entries])


def test_done_again_in_a_file_that_comes_back(cast: Cast, tmp_path: Path) -> None:
    from desktop.store.backup import back_up

    older = tmp_path / "older.kakehashi"
    back_up(cast.office.path, older, None)
    cast.erase()
    with cast.office.reading() as session:
        tombstones = erased(session)
    back = OfficeFile.open(older, clock=lambda: AT)
    for count in (1, 1):
        with back.writing("privacy.erase") as session:
            assert reapply(session, tombstones) == count
        back.checkpoint()
        assert copies(back, [*NUMBERS, *PERSONAL]) == {}
        with back.reading() as session:
            assert erased(session) == tombstones
    back.close()


def test_what_is_erased_is_not_in_an_export(cast: Cast) -> None:
    cast.erase()
    with cast.office.reading() as session:
        text = interchange.export(session, private=True)
    assert [one for one in [*NUMBERS, *PERSONAL] if one in text] == []


def test_what_is_written_while_it_is_looked_for_is_found_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, looked = redaction.look, list[redaction.Sight]()

    def meanwhile(session: Session, values: Iterable[str]) -> redaction.Sight:
        looked.append(look(session, values))
        if len(looked) == 1:
            with cast.office.writing("edit") as other:
                records.update(other, Item, cast.item.id, internal_note="Ask +81 00 0000 0001")
                other.add(Item(delegation_id=cast.trip.id, internal_note="or hikaru@example.jp"))
        return looked[-1]

    monkeypatch.setattr(redaction, "look", meanwhile)
    cast.erase()
    assert copies(cast.office, NUMBERS) == {}
    assert len(looked) == 1


def test_nobody_of_that_identity(cast: Cast) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(Problem, match="record_gone"):
        erase_in(cast.office, {cast.guest.id: ALL, nobody: ALL})
    assert cast.guest_now().given == "Hikaru"
    with cast.office.writing("privacy.erase") as session:
        assert reapply(session, [Erased(nobody, ALL, "person", AT)]) == 0
    with cast.office.reading() as session:
        assert [one.entity_id for one in erased(session)] == [nobody]


def test_all_is_more_than_every_class(cast: Cast) -> None:
    cast.erase()
    with cast.office.reading() as session:
        assert session.scalars(select(Change.seq).where(Change.kind == "closure")).all() == []
        assert session.get(Closure, cast.away.id) is None
        assert sent.handed_to(cast.guest.id, cast.item.id) not in sent.sent(session)
        assert sent.invited_to(cast.guest.id, cast.item.id) not in sent.sent(session)
        assert cast.item.id in sent.sent(session)
        papers = session.scalars(select(EditionPaper)).all()
        assert len(papers) == 6
        assert len(session.scalars(select(Edition)).all()) == 2
