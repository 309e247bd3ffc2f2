"""What goes out of the office holds nothing private of people, unless that is asked for."""

import logging
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from desktop.__main__ import main
from desktop.domain import Exchange, Member, Permit, Person, Trilingual
from desktop.domain.codes import DataClass, Function
from desktop.domain.privacy import FIELDS, withheld
from desktop.store.office import OfficeFile
from tests.cli.conftest import Run

# Each stands nowhere else, in any language or script.
MARKS = {
    "email": "zzmail@example.dk",
    "mobile": "+99 70 00 00 01",
    "passport_number": "ZZPASS01",
    "emergency_contact": "ZZEMERGENCY",
    "diet": "ZZDIET",
    "note": "ZZNOTE",
}
OTHERS = ("ZZPERMIT", "ZZMEMBER")
VISIT, STAY, ACCESS = "DEL-2027-001", "EXC-2027-001", "ACC-2027-001"


@pytest.fixture
def marked(demo: Path) -> list[str]:
    """Every guest of the demo office has marks for private details; gives all marks."""
    office = OfficeFile.open(demo)
    with office.writing("edit") as session:
        helping = (Function.LOCAL_TEAM, Function.INTERPRETER)
        guests = session.scalars(select(Person).join(Member).where(Member.function.not_in(helping)))
        stays = session.scalars(select(Person).where(Person.roles.contains("researcher")))
        for person in {*guests, *stays}:
            for field, mark in MARKS.items():
                value = Trilingual(mark, mark, mark) if field == "diet" else mark
                setattr(person, field, value)
        for stay in session.scalars(select(Exchange)):
            session.add(Permit(exchange_id=stay.id, number=OTHERS[0]))
        for member in session.scalars(select(Member)):
            member.note = OTHERS[1]
    office.close()
    return [*MARKS.values(), *OTHERS]


def text_of(path: Path) -> str:
    """What a file says, read back."""
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    return path.read_text("utf-8").replace("\n ", "").replace("\r", "")


def found(marks: list[str], *told: str) -> dict[str, int]:
    """How often each mark is in texts, spaces aside."""
    whole = "".join("".join(told).split())
    return {mark: n for mark in marks if (n := whole.count("".join(mark.split())))}


def test_each_private_field_has_a_mark() -> None:
    of_people = {name for part in FIELDS.values() for name in part["person"] if "person" in part}
    assert of_people | {"note"} == withheld("person")
    assert withheld("person") - {"passport_expiry"} == set(MARKS)
    assert withheld("permit") == {"number", "note"}
    assert withheld("member") == {"note"}
    assert set(FIELDS) == set(DataClass)


def test_the_marks_are_there_to_be_found(run: Run, marked: list[str], tmp_path: Path) -> None:
    run("export", tmp_path / "office.json", "--private")
    assert set(found(marked, text_of(tmp_path / "office.json"))) == set(marked)
    visit, stay = (run("show", one, "--json", "--private") for one in (VISIT, STAY))
    assert set(found(marked, visit, stay)) == set(marked)


@pytest.mark.usefixtures("marked")
def test_an_export_says_whether_private_details_are_in_it(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["--data", str(tmp_path / "data"), "--office", str(demo), "export", "-"]
    assert main(common) == 0
    assert "were left out; --private" in capsys.readouterr().err
    assert main([*common, "--private"]) == 0
    assert "are in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        *(("list", kind) for kind in ("people", "delegations", "exchanges", "access", "tasks")),
        *(("list", kind, "--json") for kind in ("people", "delegations", "exchanges", "access")),
        *(("show", reference) for reference in (VISIT, STAY, ACCESS)),
        *(("show", reference, "--json") for reference in (VISIT, STAY, ACCESS)),
        ("export", "-"),
        ("privacy", "due"),
        ("privacy", "due", "--json"),
        ("editions", VISIT),
        ("conflicts",),
        ("conflicts", "--json"),
    ],
)
def test_nothing_is_told_on_the_terminal(
    run: Run, marked: list[str], arguments: tuple[str, ...]
) -> None:
    told = run(*arguments)
    assert found(marked, told) == {}


@pytest.mark.parametrize(
    "options", [(), ("--record", VISIT), ("--record", STAY), ("--tasks",)], ids=str
)
def test_calendars_hold_nothing(
    run: Run, marked: list[str], tmp_path: Path, options: tuple[str, ...]
) -> None:
    out = tmp_path / "out.ics"
    run("calendar", out, *options)
    assert "BEGIN:VEVENT" in text_of(out)
    assert found(marked, text_of(out)) == {}


def test_the_calendars_of_members_hold_nothing(run: Run, marked: list[str], tmp_path: Path) -> None:
    run("calendar", tmp_path / "members", "--members", VISIT)
    files = list((tmp_path / "members").iterdir())
    assert len(files) == 12
    assert found(marked, *map(text_of, files)) == {}


def test_a_mail_holds_only_the_address_it_goes_to(
    run: Run, marked: list[str], tmp_path: Path
) -> None:
    run("calendar", tmp_path / "mails", "--mails", STAY)
    (mail, *_more) = list((tmp_path / "mails").iterdir())
    rest = [mark for mark in marked if mark != MARKS["email"]]
    assert found(rest, text_of(mail)) == {}


@pytest.mark.parametrize("reference", [VISIT, STAY, ACCESS])
def test_papers_for_guests_hold_nothing(
    run: Run, marked: list[str], tmp_path: Path, reference: str
) -> None:
    run("editions", reference, "--issue", tmp_path / "out", "--languages", "en")
    files = [path for path in (tmp_path / "out").rglob("*.*") if path.suffix in (".pdf", ".ics")]
    assert files
    assert found(marked, *map(text_of, files)) == {}


def test_a_paper_with_private_details_says_so_beforehand(run: Run, marked: list[str]) -> None:
    lines = run("documents", VISIT, "--list").splitlines()
    (emergency,) = [line for line in lines if line.startswith("emergency")]
    assert "For the office only" in emergency


def test_neither_the_log_nor_names_of_files_tell_of_people(
    run: Run,
    marked: list[str],
    demo: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    office = OfficeFile.open(demo)
    with office.reading() as session:
        people = [one for one in session.scalars(select(Person)) if one.family]
    office.close()
    names = [one.family for one in people if len(one.family) > 3]
    run("show", VISIT)
    run("person-data", people[0].id)
    run("erase", people[0].id, "--class", "contact", "--yes")
    run("erase", "ZZNobody", "--all", "--yes", code=1)
    run("privacy", "remove", "--due", "--yes")
    run("itinerary", VISIT, tmp_path / "data" / "out.pdf")
    assert found([*marked, *names], caplog.text) == {}
    made = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    assert found([*marked, *names], *made) == {}
