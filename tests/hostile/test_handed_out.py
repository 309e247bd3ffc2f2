"""What we hand out cannot be made to say more than was meant: mails, calendars, file names."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar

from desktop.calendars import lines
from desktop.calendars.mail import Mail, draft
from desktop.files import Part, distinct, file_name

EVIL = "Møde\r\nBcc: spy@example.org\r\n\r\n<b>x</b>\0\x0b\u2028\ud800"


def test_a_name_and_a_subject_add_no_header_to_a_mail() -> None:
    mail = Mail(
        to=((EVIL, "ida@example.org"), ("Ida", "a@example.org\r\nBcc: spy@example.org")),
        subject=EVIL,
        text=EVIL,
        files=(Part(file_name(EVIL, ".pdf"), b"%PDF"),),
        sender=(EVIL, "office@example.org"),
    )
    read = message_from_bytes(draft(mail), policy=default)
    assert read["Bcc"] is None
    assert [one.addr_spec for one in read["To"].addresses] == ["ida@example.org"]
    body = read.get_body()
    assert body is not None
    assert body.get_content_type() == "text/plain"  # so that no mail program reads HTML
    (attached,) = read.iter_attachments()
    assert "\n" not in (attached.get_filename() or "\n")


def test_a_text_adds_no_line_to_a_calendar() -> None:
    content = lines.block(
        [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:a"),
            f"DTSTAMP:{lines.stamp(datetime(2026, 11, 23, tzinfo=UTC))}",
            f"ATTENDEE;CN={lines.parameter(EVIL + chr(34) + ';X=y')}:mailto:ida@example.org",
            f"SUMMARY:{lines.escaped(EVIL)}",
            *("END:VEVENT", "END:VCALENDAR"),
        ]
    )
    assert not set(b"\0\x0b") & set(content)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "ATTENDEE", "SUMMARY"}
    assert set(event["ATTENDEE"].params) == {"CN"}


@pytest.mark.parametrize(
    "title",
    [
        "../../x",
        "C:\\windows\\x",
        "CON",
        "com1.txt",
        "a\u202efdp",
        "x\0y",
        ".",
        " ",
        "é" * 999,
    ],
)
def test_a_title_makes_a_name_that_stays_in_its_folder(title: str) -> None:
    name = file_name(title, ".pdf")
    assert not set(name) & set('/\\:*?"<>|\0\u202e')
    assert name.strip(" .") == name
    assert name.partition(".")[0].casefold() not in ("con", "com1", "")
    assert len(name.encode()) <= 255


def test_names_that_one_system_takes_for_another_are_told_apart() -> None:
    assert len({name.casefold() for name in distinct(["A.pdf", "a.pdf", "a (2).pdf"])}) == 3
