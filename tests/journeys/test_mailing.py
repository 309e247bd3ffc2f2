"""An officer sends a visit out: a calendar for each member, then a mail draft for each."""

from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path

from icalendar import Calendar
from PySide6.QtWidgets import QApplication

from desktop.store import lists
from tests.journeys.officer import Officer

PAPERS = 120_000  # ms; a dozen papers are set meanwhile


def _closed() -> bool:
    return QApplication.activeModalWidget() is None


def _sends(officer: Officer, ask: Callable[[], None], save: str, folder: Path) -> None:
    """Go from the visit over its calendar to the files for all, and save them in a folder."""

    def for_all() -> None:
        ask()
        with officer.answering(lambda: officer.save_as(folder)):
            officer.press(save)
        officer.until(_closed, PAPERS)

    def lead() -> None:
        with officer.answering(for_all):
            officer.press("For all members…")

    with officer.answering(lead):
        officer.menu("File", "Export calendar…")


def test_calendars_and_mail_drafts_for_all_members(officer: Officer, tmp_path: Path) -> None:
    officer.menu("File", "Open the demo office")
    assert officer.program.office is not None
    with officer.program.office.reading() as session:
        visit = lists.delegations(session)[0].id
    officer.window.stage.open("delegation", visit)
    calendars, mails = tmp_path / "calendars", tmp_path / "mails"
    calendars.mkdir()
    mails.mkdir()
    _sends(officer, lambda: None, "Save 12 calendars…", calendars)
    assert "12 calendars saved in calendars." in officer.said()
    own = (calendars / "DEL-2027-001 Mette Prøvesen.ics").read_bytes()
    assert Calendar.from_ical(own).walk("VEVENT")

    _sends(
        officer,
        lambda: officer.choose("For each", "A mail draft with programme and calendar"),
        "Save 12 mail drafts…",
        mails,
    )
    assert "12 mail drafts saved in mails." in officer.said()
    content = (mails / "DEL-2027-001 Mette Prøvesen.eml").read_bytes()
    mail = BytesParser(policy=policy.default).parsebytes(content)
    paper, calendar = mail.iter_attachments()
    assert paper.get_content_type() == "application/pdf"
    assert calendar.get_payload(decode=True) == own
