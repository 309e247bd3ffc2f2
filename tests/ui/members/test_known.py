"""Pasted people who are in the file already are linked, not doubled."""

from datetime import date

from sqlalchemy import func, select

from desktop.domain import Member, Organisation, Person, Trilingual
from desktop.language import Language
from desktop.store import delegations, records
from desktop.store.office import OfficeFile
from desktop.ui.members.known import Directory, known_people, take
from desktop.ui.members.paste import parse
from desktop.ui.members.reading import Candidate, read

TODAY = date(2026, 11, 23)


def _read(text: str) -> list[Candidate]:
    return read(parse(text), Language.of("en"), TODAY)


def _office(office: OfficeFile) -> str:
    with office.writing("create") as session:
        agency = Organisation(name=Trilingual("見本庁", "", "Sample Agency"), short_name="SAMPLE")
        other = Organisation(name=Trilingual(en="Other Body"))
        session.add_all([agency, other])
        session.add_all(
            [
                Person(family="Mihon", given="Yuki", name_ja="見本 由紀", email="y@mihon.example"),
                Person(family="Alm", given="Bo", organisation_id=agency.id),
                Person(family="Alm", given="Bo", organisation_id=other.id, note="namesake"),
            ]
        )
        delegation = delegations.create(session, TODAY)
    return delegation.id


def _who(office: OfficeFile, delegation_id: str, text: str) -> list[str]:
    with office.reading() as session:
        directory = Directory(known_people(session, delegation_id))
    found = [directory.find(candidate) for candidate in _read(text)]
    with office.reading() as session:
        return [
            "" if known is None else records.get(session, Person, known.name.id).note or "known"
            for known in found
        ]


def test_a_known_person_is_recognised_by_any_writing_of_the_name(office: OfficeFile) -> None:
    record = _office(office)
    text = "Name\nMIHON Yuki\nYuki Mihon\n見本　由紀\nYuki Mihonsen"
    assert _who(office, record, text) == ["known", "known", "known", ""]


def test_an_address_recognises_a_person_whose_name_is_akin(office: OfficeFile) -> None:
    record = _office(office)
    text = "Name\tE-mail\nY. Mihon\tY@MIHON.example\nAnna Prøvesen\ty@mihon.example"
    assert _who(office, record, text) == ["known", ""]


def test_of_two_namesakes_the_one_of_the_organisation_is_meant(office: OfficeFile) -> None:
    record = _office(office)
    text = "Name\tOrganisation\nBo Alm\tother body"
    assert _who(office, record, text) == ["namesake"]


def test_taking_links_makes_and_fills_in_one_go(office: OfficeFile) -> None:
    record = _office(office)
    candidates = _read(
        "Name\tE-mail\tOrganisation\tMobile\tFunction\n"
        "MIHON Yuki\tnew@mihon.example\tSAMPLE\t+81 3 0000 0000\thead\n"
        "Anna Prøvesen\ta@prove.example\tPrøve Universitet\t\t\n"
        "Carl Prøvesen\tc@prove.example\tprøve universitet\t\t"
    )
    with office.reading() as session:
        directory = Directory(known_people(session, record))
    chosen = [
        (one, known.name.id if (known := directory.find(one)) else None) for one in candidates
    ]
    with office.writing("members.paste") as session:
        taken = take(session, record, chosen)
    with office.reading() as session:
        members = records.parts(session, Member, "delegation", record)
        assert [member.person_id for member in members] == taken
        assert [member.function for member in members] == ["head", "member", "member"]
        mihon, anna, carl = (records.get(session, Person, one) for one in taken)
        assert mihon.email == "y@mihon.example"  # what was there stays
        assert mihon.mobile == "+81 3 0000 0000"  # what was empty is filled
        agency = records.get(session, Organisation, str(mihon.organisation_id))
        assert agency.short_name == "SAMPLE"
        assert anna.organisation_id == carl.organisation_id
        assert session.scalar(select(func.count(Organisation.id))) == 3
    office.undo()
    with office.reading() as session:
        assert records.parts(session, Member, "delegation", record) == []
        assert session.scalar(select(func.count(Person.id))) == 3


def test_one_who_takes_part_already_is_not_added_again(office: OfficeFile) -> None:
    record = _office(office)
    (bo,) = _read("Name\nBo Alm")
    for was_member in (False, True):
        with office.reading() as session:
            known = Directory(known_people(session, record)).find(bo)
        assert known is not None
        assert known.is_member is was_member
        with office.writing("members.paste") as session:
            take(session, record, [(bo, known.name.id)])
    with office.reading() as session:
        assert len(records.parts(session, Member, "delegation", record)) == 1
