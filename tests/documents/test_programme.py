"""The printed programme of a delegation, read back from its PDF."""

from datetime import date
from typing import Any

import pytest

from desktop.documents import programme
from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.document import Document
from desktop.domain import Delegation, EmergencyContact, Item, Organisation, Place, Trilingual
from desktop.domain.codes import Function, Involvement, ItemKind, ItemStatus
from desktop.language import Language
from desktop.language.names import display
from tests.documents.kit import (
    CODES,
    COPENHAGEN,
    ON,
    TOKYO,
    delegation,
    group,
    involved,
    item,
    lost,
    moment,
    of_groups,
    pages,
    person,
    printed,
    same,
    squeezed,
)

MIA = person("Mia", "Prøve", Organisation(name=same("Prøvestyrelsen")), title=same("Direktør"))
OLE = person("Ole", "Ålekvist", title=same("Lektor"))
YUKI = person("Yuki", "Mihon", name_ja="見本 由紀", nationality="JP", mobile="+81-3-0000-0001")


def paper(visit: Delegation, code: str = "en", audience: Audience = EVERYONE) -> Document:
    return programme.document(visit, audience, Language.of(code), on=ON)


@pytest.mark.parametrize("code", CODES)
def test_everything_of_the_demo_programme_is_found_again(visit: Delegation, code: str) -> None:
    made = paper(visit, code)
    text = printed(made)
    assert lost(made) == []
    wanted = [visit.title.best(code), visit.reference]
    for one in visit.items:
        wanted += [one.title.best(code), one.room, one.transport, one.dress.best(code)]
        wanted += one.topics.best(code).splitlines() + one.printed_note.best(code).splitlines()
        for place in filter(None, (one.place, one.end_place)):
            wanted.append(place.name.best(code))
            if one.kind != ItemKind.FLIGHT:
                wanted.append(place.address_local)
        if one.host_organisation is not None:
            wanted.append(one.host_organisation.name.best(code))
        for involvement in (Involvement.HOST, Involvement.CONTACT, Involvement.INTERPRETER):
            for who in one.involved(involvement):
                wanted += [display(Language.of(code), who), who.title.best(code)]
    for member in visit.members:
        who = member.person
        assert who.organisation is not None
        wanted += [display(Language.of(code), who), who.title.best(code)]
        wanted.append(who.organisation.name.best(code))
    for contact in visit.emergency_contacts:
        wanted += [contact.name.best(code), contact.phone]
    assert len(wanted) > 300
    assert [each for each in wanted if squeezed(each) not in text] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("for_one", [False, True])
def test_nothing_private_is_on_it(visit: Delegation, code: str, *, for_one: bool) -> None:
    one = visit.members[1].person
    text = printed(paper(visit, code, Audience(person=one.id) if for_one else EVERYONE))
    people = [m.person for m in visit.members]
    people += [link.person for each in visit.items for link in each.people]
    secrets = {who.passport_number for who in people} | {who.email for who in people}
    secrets |= {who.emergency_contact for who in people} | {who.note for who in people}
    secrets |= {who.diet.best(code) for who in people}
    secrets |= {each.internal_note for each in visit.items} | {each.gift for each in visit.items}
    secrets |= {visit.note, visit.budget_holder}
    assert len(secrets) > len(visit.members)
    assert [each for each in secrets if each and squeezed(each) in text] == []


def test_private_fields_of_every_kind_stay_off_the_paper() -> None:
    secret: dict[str, Any] = {
        "passport_number": "GEHEIM-1",
        "passport_expiry": date(2031, 12, 30),
        "diet": same("GEHEIM-2"),
        "emergency_contact": "GEHEIM-3",
        "email": "geheim-4@example.invalid",
        "note": "GEHEIM-5",
        "mobile": "GEHEIM-6",
    }
    mia = person("Mia", "Prøve", **secret)
    meeting = item(
        "x", "2027-04-19 09:00", internal_note="GEHEIM-7", gift="GEHEIM-8", people=[involved(mia)]
    )
    visit = delegation(
        meeting,
        members=[mia],
        functions={0: Function.HEAD},
        note="GEHEIM-9",
        budget_holder="GEHEIM",
    )
    visit.members[0].note = "GEHEIM-10"
    for audience in (EVERYONE, Audience(person=mia.id)):
        text = printed(paper(visit, "en", audience)).casefold()
        assert "geheim" not in text
        assert "2031" not in text


def test_the_cover_says_what_for_whom_and_how_final() -> None:
    visit = delegation(
        item("x", "2027-04-19 09:00"),
        members=[OLE, MIA],
        functions={1: Function.HEAD},
        lead_organisation=Organisation(name=same("Uddannelsesstyrelsen")),
        hotel=Place(
            name=same("Hotel Mihon"), address_local="東京都渋谷区", phone="+81-3-0000-0008"
        ),
        emergency_contacts=[EmergencyContact(name=same("Vagten"), phone="+81-3-0000-0000")],
        purpose=same("Opfølgning på aftalen"),
        start=date(2027, 4, 17),
        end=date(2027, 4, 24),
        edition=3,
    )
    ja, da, en = (pages(paper(visit, code))[0] for code in CODES)
    for text in (ja, da, en):
        for each in (
            "Prøverejse",
            "Uddannelsesstyrelsen",
            "MiaPrøve",
            "HotelMihon",
            "東京都渋谷区",
        ):
            assert each in text
        for each in ("Vagten", "+81-3-0000-0000", "+81-3-0000-0008", "Opfølgningpåaftalen"):
            assert each in text
    assert "日程表第3版案" in ja
    assert "令和9年（2027年）4月17日（土）～24日（土）" in ja
    assert "令和8年11月23日現在" in ja
    assert "ProgramUdgave3UDKAST" in da
    assert "17.–24.april2027" in da
    assert "Pr.23.november2026" in da
    assert "VisitprogrammeEdition3DRAFT" in en
    assert "17–24April2027" in en
    visit.edition_final = True
    assert "DRAFT" not in printed(paper(visit))


def test_days_are_headed_as_each_country_does() -> None:
    visit = delegation(
        item("x", "2027-04-19 09:00", "2027-04-19 10:15"),
        start=date(2027, 4, 17),
        end=date(2027, 4, 24),
    )
    ja, da, en = (printed(paper(visit, code)) for code in CODES)
    assert "令和9年4月19日（月）第3日" in ja
    assert "09:00～10:15" in ja
    assert "Mandagden19.april2027uge16" in da
    assert "09.00–10.15" in da
    assert "Monday19April2027Day3" in en
    assert "09:00–10:15" in en


def test_pages_are_numbered() -> None:
    visit = delegation(*(item(f"Punkt {n}", f"2027-04-19 09:{n:02}") for n in range(60)))
    found = pages(paper(visit, "da"))
    assert len(found) > 2
    for number, text in enumerate(found, 1):
        assert f"Side{number}af{len(found)}" in text
    assert "(fortsat)" not in found[0]
    assert "Mandagden19.april2027(fortsat)" in found[1]


def test_one_person_gets_their_own_programme() -> None:
    late = item(
        "Middag", "2027-04-19 19:00", people=[involved(OLE, joins=moment("2027-04-19 21:35"))]
    )
    visit = delegation(
        late,
        item("Kun Mia", "2027-04-19 11:00", everyone=False, people=[involved(MIA)]),
        members=[MIA, OLE],
    )
    made = paper(visit, "da", Audience(person=OLE.id))
    text = printed(made)
    assert "ProgramforOleÅlekvist" in text
    assert "KunMia" not in text
    assert "OleÅlekvist(deltagerfrakl.21.35)" in text
    assert made.title == "Prøverejse – Ole Ålekvist"


def test_one_group_gets_its_own_programme() -> None:
    first = group("A", MIA, name=Trilingual(ja="A班", da="Hold A", en="Group A"))
    second = group("B", OLE, name=Trilingual(ja="B班", da="Hold B", en="Group B"))
    visit = delegation(
        item("For A", "2027-04-19 09:00", everyone=False, groups=of_groups(first)),
        item("For B", "2027-04-19 09:00", everyone=False, groups=of_groups(second)),
        members=[MIA, OLE],
        groups=[first, second],
    )
    text = printed(paper(visit, "en", Audience(group=first.id)))
    assert "VisitprogrammeforGroupAMiaPrøve".casefold() not in text
    assert "ProgrammeforGroupAMiaPrøve" in text
    assert "ForA" in text
    assert "ForB" not in text
    assert "OleÅlekvist" not in text
    everyone = printed(paper(visit, "en"))
    assert "GroupAForA" in everyone
    assert "GroupBForB" in everyone


@pytest.mark.parametrize(
    ("code", "wanted"), [("ja", "機中泊"), ("da", "Overnatningiflyet"), ("en", "Overnightinflight")]
)
def test_the_night_in_the_air(code: str, wanted: str) -> None:
    flight = item("SK983", kind=ItemKind.FLIGHT)
    flight.start = moment("2027-04-17 11:20", COPENHAGEN)
    flight.end = moment("2027-04-18 07:55", TOKYO)
    assert wanted in printed(paper(delegation(flight), code))
    flight.status = ItemStatus.CANCELLED
    assert wanted not in printed(paper(delegation(flight), code))


def test_a_short_flight_over_midnight_is_no_night_in_the_air() -> None:
    hop = item("x", "2027-04-18 23:00", "2027-04-19 00:10", kind=ItemKind.FLIGHT)
    assert "Overnight" not in printed(paper(delegation(hop)))


def test_nights_at_the_hotel_of_the_visit_or_of_an_item() -> None:
    usual, other = Place(name=same("Hotel Mihon")), Place(name=same("Ryokan Kari"))
    stay = item("x", "2027-04-19 18:00", "2027-04-20 09:00", kind=ItemKind.HOTEL, place=other)
    visit = delegation(
        item("a", "2027-04-18 09:00"),
        stay,
        item("b", "2027-04-20 12:00"),
        hotel=usual,
        start=date(2027, 4, 18),
        end=date(2027, 4, 20),
    )
    nights = [day["night"] for day in paper(visit, "ja").data["days"]]
    assert nights == ["Hotel Mihon泊", "Ryokan Kari泊", ""]


def test_the_head_stands_first_in_the_list() -> None:
    visit = delegation(
        members=[OLE, MIA, person("Eva", "Demo")], functions={1: Function.HEAD, 2: Function.DEPUTY}
    )
    (people,) = (s for s in paper(visit).data["sections"] if s["heading"] == "Participants")
    told = [[" ".join(c["lines"] + c["soft"]) for c in row["cells"]] for row in people["rows"]]
    assert told == [
        ["1", "Mia Prøve", "Direktør Head of delegation", "Prøvestyrelsen"],
        ["2", "Eva Demo", "Deputy head of delegation", ""],
        ["3", "Ole Ålekvist", "Lektor", ""],
    ]
    assert "参加者名簿（敬称略）" in printed(paper(visit, "ja"))


def test_whom_to_call_is_listed_with_the_number() -> None:
    driver = person("Kuru", "Mawasu", mobile="+81-3-0000-0007")
    visit = delegation(
        item("a", "2027-04-19 09:00", people=[involved(YUKI, Involvement.CONTACT)]),
        item("b", "2027-04-19 11:00", people=[involved(YUKI, Involvement.CONTACT)]),
        item("c", "2027-04-19 12:00", people=[involved(driver, Involvement.DRIVER)]),
        members=[MIA],
    )
    made = paper(visit)
    assert [part["lines"] for part in made.data["facts"]] == [["MIHON Yuki +81-3-0000-0001"]]
    text = printed(made)
    assert text.count("+81-3-0000-0001") == 2
    assert text.count("+81-3-0000-0007") == 2


def test_items_without_a_day_come_last() -> None:
    visit = delegation(item("Senere"), item("Først", "2027-04-19 09:00"))
    headings = [day["heading"] for day in paper(visit, "da").data["days"]]
    assert headings == ["Mandag den 19. april 2027", "Endnu uden dato"]


@pytest.mark.parametrize("code", CODES)
def test_an_empty_delegation_is_still_a_paper(code: str) -> None:
    bare = Delegation(reference="DEL-2027-010")
    found = pages(paper(bare, code))
    assert len(found) == 1
    assert "DEL-2027-010" in found[0]


@pytest.mark.parametrize("code", CODES)
def test_the_mess_of_real_programmes_loses_nothing(code: str) -> None:
    word = "Kvantesensorforskningsinfrastrukturkoordinationsudvalgsformand"
    long_note = "\n".join(f"Bemærkning nummer {number} om rejsen." for number in range(150))
    long_title = "Drøftelse af fælles forskning og adgang " * 5
    members = [person(f"Fornavn{n}", f"Efternavn-{word[n:]}", title=same(word)) for n in range(40)]
    block = item("Blok", "2027-04-20 09:00", "2027-04-20 16:00")
    items: list[Item] = [
        item(long_title.strip(), "2027-04-19 09:00", "2027-04-19 10:15"),
        item(word * 2, "2027-04-19 10:15", place=Place(name=same(word)), printed_time=word[:40]),
        item("Emner", "2027-04-19 11:00", topics=same("\n".join(f"Emne {n}" for n in range(12)))),
        item("Alternativ", "2027-04-19 17:30", printed_time="17.30/18.00"),
        item("Lang", "2027-04-19 19:00", printed_note=same(long_note)),
        block,
        item("Del", "2027-04-20 09:00", parent_id=block.id),
        item("Aflyst", "2027-04-20 13:00", status=ItemStatus.CANCELLED),
    ]
    made = paper(delegation(*items, members=members), code)
    assert lost(made) == []


def test_a_row_never_breaks_over_two_pages() -> None:
    topics = same("\n".join(f"Topic {n} of the meeting" for n in range(12)))
    visit = delegation(
        *(item(f"Item-{n:02}-", f"2027-04-19 09:{n:02}", topics=topics) for n in range(20))
    )
    for text in pages(paper(visit)):
        assert text.count("Topic0of") == text.count("Topic11of") == text.count("-Topics:")


def test_a_heading_never_ends_a_page() -> None:
    for lines in range(24, 40):
        values: dict[str, Any] = {"printed_note": same("\n".join("abcdefgh"))}
        items = [item(f"x{n}", f"2027-04-19 09:{n:02}") for n in range(lines)]
        items.append(item("Next", "2027-04-20 09:00", **values))
        for text in pages(paper(delegation(*items, members=[MIA]))):
            body = text.partition("DEL-2027-009")[0]
            assert not body.endswith(("Tuesday20April2027", "Participants", "Organisation"))
