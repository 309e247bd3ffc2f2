"""Drafts as mail programs read them: addresses, names of files, and nothing slipped in."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from desktop.calendars.mail import Mail, address, draft
from desktop.files import Part

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:M\xc3\xb8de\r\nEND:VCALENDAR\r\n"


def read(content: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert not any(part.defects for part in message.walk())
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_draft_is_read_back_as_it_was_meant() -> None:
    mail = Mail(
        (("見本 由紀", "yuki@example.jp"),),
        "デンマーク訪問団（DEL-2027-001）日程表",
        "見本 由紀 様\n\n.\nFrom here on: æøå\n" + "長" * 1200 + "\n",
        (Part("DEL-2027-001 見本 由紀.pdf", b"%PDF-\r\n\x00"), Part("見本.ics", ICS)),
    )
    content = draft(mail)
    message = read(content)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == mail.subject
    assert message["To"].addresses[0].display_name == "見本 由紀"
    assert message["From"] is None
    assert message["Date"] is None
    assert text_of(message) == mail.text
    attached = list(message.iter_attachments())
    assert [part.get_filename() for part in attached] == [file.name for file in mail.files]
    assert [part.get_payload(decode=True) for part in attached] == [f.content for f in mail.files]
    assert attached[1].get_content_type() == "text/calendar"


def test_the_same_mail_gives_the_same_bytes_within_the_limits_of_a_line() -> None:
    mail = Mail((("A", "a@example.org"),), "s" * 300, "text\n", (Part("æ" * 60 + ".ics", ICS),))
    content = draft(mail)
    assert content == draft(mail)
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_nothing_is_slipped_into_the_head() -> None:
    mail = Mail((("A\r\nBcc: b@example.org", "a@example.org"),), "Hi\r\nBcc: c@example.org", "x\n")
    message = read(draft(mail))
    assert message["Bcc"] is None
    assert [one.addr_spec for one in message["To"].addresses] == ["a@example.org"]


def test_whom_no_mail_would_reach_is_not_addressed() -> None:
    message = read(draft(Mail((("A", "see the list"), ("B", "")), "s", "x\n")))
    assert message["To"] is None


@pytest.mark.parametrize(
    ("written", "known"),
    [
        (" a.b+c@example.org ", "a.b+c@example.org"),
        ("mailto:a@example.org", "a@example.org"),
        ("mette@rødgrød.dk", "mette@xn--rdgrd-vuad.dk"),
        ("a@b", ""),
        ("a b@example.org", ""),
        ("a@example.org, b@example.org", ""),
        ("a@exa mple.org", ""),
        ("æ@example.org", ""),
        ("a" * 250 + "@example.org", ""),
        ("@", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_or_none(written: str, known: str) -> None:
    assert address(written) == known


def test_an_invitation_comes_beside_the_text_with_its_method() -> None:
    mail = Mail(
        (("", "a@example.org"),),
        "Invitation",
        "Welcome\n",
        (Part("event.ics", ICS),),
        ("Mette", "office@example.org"),
        ("REQUEST", ICS),
    )
    message = read(draft(mail))
    assert message["From"].addresses[0].addr_spec == "office@example.org"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "text/calendar",
    ]
    asked = list(message.walk())[3]
    assert asked["Content-Type"].params["method"] == "REQUEST"
    assert asked.get_payload(decode=True) == ICS
