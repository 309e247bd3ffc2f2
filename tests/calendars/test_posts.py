"""What each person of a record gets: their calendar, their mail, what has changed for them."""

from collections.abc import Mapping
from email import policy
from email.parser import BytesParser
from typing import Any

from icalendar import Calendar as Parsed
from sqlalchemy.orm import Session

from desktop.calendars.letter import Signature, invitation, subject
from desktop.calendars.posts import Letters, Post, calendars, changed_for, posts, recipients
from desktop.domain import Delegation, Item, Person, Trilingual
from desktop.domain.comparing import compare
from desktop.domain.paper import Stand
from desktop.language import Language
from desktop.store import calendar_source, loading, records
from tests.calendars.conftest import Sample, at

WRITER = Signature(
    "Mette Demosen", Trilingual(en="Demo Embassy", ja="デモ大使館"), "+81-3", "o@x.dk"
)
ENGLISH = Language.of("en")


def letters(**values: Any) -> Letters:
    return Letters(Stand(2, False, 1), WRITER, lambda person, _say: person.id.encode(), **values)


def made(sample: Sample, codes: Mapping[str, str], told: Letters | None = None) -> list[Post]:
    with sample.office.reading() as session:
        visit = loading.delegation(session, sample.ids["tour"])
        people = recipients(visit)
        sources = calendar_source.for_each(
            session, "delegation", visit.id, [person.id for person in people]
        )
    to = [(person, codes.get(person.family, "en")) for person in people]
    return list(posts(visit, to, calendars(sources), told))


def text(post: Post) -> str:
    assert post.part is not None
    body = BytesParser(policy=policy.default).parsebytes(post.part.content).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_each_member_has_their_own_calendar_in_their_language(sample: Sample) -> None:
    head, member = made(sample, {"Eksempelgaard": "ja"})
    assert head.part is not None
    assert member.part is not None
    assert head.part.name == "DEL-2027-001 シーネ・エクセンペルゴー.ics"
    assert member.part.name == "DEL-2027-001 Rasmus Ålekvist.ics"
    events = {
        post.person.family: {
            str(event["SUMMARY"]) for event in Parsed.from_ical(post.part.content).walk("VEVENT")
        }
        for post in (head, member)
        if post.part is not None
    }
    assert "Courtesy call" in events["Eksempelgaard"] - events["Ålekvist"]
    assert "Industry" in events["Ålekvist"] - events["Eksempelgaard"]
    assert any("理化学研究所" in title for title in events["Eksempelgaard"])


def test_a_mail_holds_the_own_paper_and_calendar_and_no_secret(sample: Sample) -> None:
    for post in made(sample, {}, letters()):
        assert post.part is not None
        assert b"SECRET" not in post.part.content
        message = BytesParser(policy=policy.default).parsebytes(post.part.content)
        paper, calendar = message.iter_attachments()
        assert paper.get_payload(decode=True) == post.person.id.encode()
        assert post.calendar is not None
        assert calendar.get_payload(decode=True) == post.calendar.content
        assert not post.addressed  # what is written there is no address


def test_a_mail_is_polite_says_the_edition_and_is_signed(sample: Sample) -> None:
    head, _member = made(sample, {}, letters())
    told = text(head)
    assert told.startswith("Dear Signe Eksempelgaard,\n\nPlease find attached edition 2")
    assert told.endswith("Kind regards,\nMette Demosen\nDemo Embassy\nPhone: +81-3\no@x.dk\n")


def test_the_subject_says_which_edition_and_that_it_is_a_draft() -> None:
    visit = Delegation(reference="DEL-2027-009", title=Trilingual(en="Visit"))
    stands = (Stand(1, False, 0), Stand(1, True, 0), Stand(2, False, 1), Stand(2, True, 1))
    assert [subject(visit, stand, ENGLISH) for stand in stands] == [
        "Visit (DEL-2027-009)",
        "Visit (DEL-2027-009), draft",
        "Visit (DEL-2027-009), edition 2",
        "Visit (DEL-2027-009), draft of edition 2",
    ]


def test_an_invitation_greets_several_guests_and_a_japanese_one_says_who_writes() -> None:
    def said(code: str, guests: int) -> str:
        return invitation("Dinner", WRITER, Language.of(code), guests=guests).text

    assert said("en", 2).startswith("Dear all,\n\nWe are pleased to invite you")
    assert said("en", 1).startswith("We are pleased to invite you")
    assert "デモ大使館のMette Demosenでございます。" in said("ja", 2)


def test_the_officers_own_words_stand_first(sample: Sample) -> None:
    head, member = made(
        sample, {"Ålekvist": "da"}, letters(opened={"en": "Hello again.", "da": "Goddag igen."})
    )
    assert text(head).splitlines()[2] == "Hello again."
    assert text(member).splitlines()[2] == "Goddag igen."


def _two_states(own: Sample) -> tuple[Any, Any]:
    def load(session: Session) -> Any:
        return loading.delegation(session, own.ids["tour"])

    with own.office.reading() as session:
        before = load(session)
    with own.office.writing("edit") as session:
        records.update(session, Item, own.ids["courtesy_call"], start=at("2027-04-20 16:15"))
        records.update(session, Item, own.ids["industry"], status="cancelled")
    with own.office.reading() as session:
        return before, load(session)


def test_each_is_told_what_has_changed_for_them_alone(own: Sample) -> None:
    comparison = compare(*_two_states(own))
    head, member = made(own, {}, letters(comparison=comparison))
    assert "What has changed for you since edition 1:" in text(head)
    assert "Courtesy call" in text(head)
    assert "16:15" in text(head)
    assert "Industry" not in text(head)
    assert "Industry – Cancelled" in text(member)
    assert "Courtesy call" not in text(member)


def test_nothing_changed_is_said_too(own: Sample) -> None:
    before, _after = _two_states(own)
    head, _member = made(own, {}, letters(comparison=compare(before, before)))
    assert "Nothing has changed for you since edition 1." in text(head)
    assert changed_for(compare(before, before), head.person, ENGLISH) == []


def test_two_of_one_name_are_told_apart_and_nobody_is_without_a_draft(own: Sample) -> None:
    with own.office.reading() as session:
        visit = loading.delegation(session, own.ids["tour"])
        twin = Person(given="Signe", family="Eksempelgaard", email="twin@example.org")
    to = [(visit.ordered_members()[0].person, "en"), (twin, "en")]
    files = list(posts(visit, to, calendars({}), letters()))
    assert [post.part.name for post in files if post.part] == [
        "DEL-2027-001 Signe Eksempelgaard.eml",
        "DEL-2027-001 Signe Eksempelgaard (2).eml",
    ]
    assert [post.addressed for post in files] == [False, True]
    assert [post.calendar for post in files] == [None, None]
    assert "calendar file" not in text(files[1])
    assert [post.part for post in posts(visit, to, calendars({}))] == [None, None]
