"""What is held about a person, as that person is given it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.domain import (
    Exchange,
    Group,
    GroupMember,
    Item,
    ItemPerson,
    Moment,
    Organisation,
    Person,
    Trilingual,
)
from desktop.domain.codes import Involvement, ItemStatus
from desktop.language import CODES, Language
from desktop.language.names import display
from desktop.making.person_data import pdf, readable
from desktop.making.workshop import Workshop
from desktop.store.editions import NewPaper, issue, prepare
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.store.person_data import Object, person_data
from tests.documents.kit import moment, squeezed
from tests.store.test_erasing import AT, DAY, Cast

STORES = "office file, backups, history"
HELD = ("TK0000001", "RC0000001", "DEL-2026-001", "EXC-2026-001", "hikaru@example.jp")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    """An empty office file."""
    file = OfficeFile.create(tmp_path / "office.kakehashi", Author("Ida Prøvesen"), lambda: AT)
    yield file
    file.close()


@pytest.fixture
def cast(office: OfficeFile) -> Cast:
    """A guest who is in a group, at two programme items, and looks after somebody else's stay."""
    made = Cast(office)
    group = Group(delegation_id=made.trip.id, code="A", name=Trilingual(en="Track A"))
    called = {"title": Trilingual(en="Lab tour"), "internal_note": "Ida is not to know"}
    tour = Item(delegation_id=made.trip.id, start=moment("2026-06-29 10:30"), **called)
    off = Item(
        delegation_id=made.trip.id,
        title=Trilingual(en="Reception"),
        start=Moment(part="evening"),
        status=ItemStatus.CANCELLED,
    )
    theirs = Exchange(
        reference="EXC-2026-002",
        person_id=made.other.id,
        host_person_id=made.guest.id,
        title=Trilingual(en="Stay of Ida"),
        end=DAY,
    )
    with office.writing("create") as session:
        session.add_all([group, tour, off, theirs])
        session.add(GroupMember(group_id=group.id, person_id=made.guest.id))
        for one, how in ((off, Involvement.PARTICIPANT), (tour, Involvement.HOST)):
            session.add(ItemPerson(item_id=one.id, person_id=made.guest.id, involvement=how))
    with office.writing("edition.issue", number=2) as session:
        papers = [
            NewPaper(f"for {name}.pdf", b"x", "programme", "en", f"person:{person.id}")
            for name, person in (("guest", made.guest), ("another", made.other))
        ]
        prepared = prepare(session, "delegation", made.trip.id, draft=False)
        issue(session, prepared, papers, on=DAY, recipients="Ida Prøvesen")
    return made


def of(cast: Cast, person: Person | None = None) -> Object:
    with cast.office.reading() as session:
        return person_data(session, (person or cast.guest).id, AT)


def read(paper: bytes) -> str:
    with closing(pypdfium2.PdfDocument(paper)) as found:
        pages: list[Any] = list(found)
        return squeezed("".join(page.get_textpage().get_text_range() for page in pages))


@pytest.mark.parametrize("code", CODES)
def test_the_paper_tells_all_in_each_language(cast: Cast, code: str) -> None:
    made = pdf(of(cast), code, Workshop("Asia/Tokyo"))
    assert b"pdfuaid" in made
    language, told = Language.of(code), read(made)
    for one in (*HELD, "arrives tired", "hip operation", "Lab tour", "Track A", "for guest.pdf"):
        assert squeezed(one) in told
    assert squeezed(display(language, cast.guest)) in told
    assert squeezed(language.pgettext("document", "What is kept, and until when")) in told


def test_the_text_says_what_the_paper_says(cast: Cast) -> None:
    lines = readable(of(cast), Language.of("en"), "Asia/Tokyo").splitlines()
    assert lines[0] == "Data held about KAKŪYAMA Hikaru"
    for line in (
        f"  Passport  ·  Passport number, Permit or visa  ·  {STORES}  ·  until 30 Jul 2026",
        "  29 Jun 2026 10:30  ·  Lab tour  ·  Host",
        "  Evening  ·  Reception  ·  Participant",
        "  Researcher exchange / EXC-2026-002  ·  30 June 2026  ·  Host researcher",
    ):
        assert line in lines


def test_nothing_of_others_is_in_it(cast: Cast) -> None:
    text = readable(of(cast), Language.of("en"), "Asia/Tokyo")
    for one in ("Ida", "Prøvesen", "for another", "vegetarian"):
        assert one not in text
    assert "“KAKŪYAMA Hikaru”" in text
    # Whose stay it is, their own paper tells.
    assert "Stay of Ida" in readable(of(cast, cast.other), Language.of("en"), "Asia/Tokyo")


def test_what_is_off_is_struck_through(cast: Cast) -> None:
    from desktop.documents.data_held import document

    sections = document(of(cast), Language.of("en"), "Asia/Tokyo").data["sections"]
    rows = next(one["rows"] for one in sections if one["heading"] == "In the programme")
    told = {row["cells"][1]["lines"][0]: row["cells"][1]["struck"] for row in rows}
    assert told == {"Lab tour": False, "Reception": True}


def test_somebody_of_whom_only_a_name_is_known(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add(lone := Person(given="Bo"))
    with office.reading() as session:
        data = person_data(session, lone.id, AT)
    for code in CODES:
        assert "Bo" in read(pdf(data, code, Workshop()))


def test_a_name_that_is_the_same_in_two_languages_is_told_once(office: OfficeFile) -> None:
    name = Trilingual(ja="キューノース", da="QuNorth", en="QuNorth")
    with office.writing("create") as session:
        session.add(body := Organisation(name=name))
        session.add(lone := Person(given="Bo", organisation_id=body.id))
    with office.reading() as session:
        data = person_data(session, lone.id, AT)
    assert readable(data, Language.of("en"), "UTC").count("QuNorth") == 1
