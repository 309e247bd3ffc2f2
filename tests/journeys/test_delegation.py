"""A delegation from the first start to paper and calendar, and back through undo and a restart."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pypdfium2
import vobject
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.language import Language
from desktop.store import interchange
from desktop.ui.programme.table_model import Column
from tests.journeys.conftest import Start
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer

TITLE = "Danish quantum delegation"
LIST = (
    "Name\t氏名\tTitle\tOrganisation\tE-mail\n"
    "HEADSEN Hanne\tハンネ・ヘッドセン\tDirector General\tDemo Ministry\thanne@example.org\n"
    "DEPUTYSEN Dan\t\tRector\tExempel University\tdan@example.org\n"
    "ÆBLESEN Åse\t\tCEO\tSample Quantum ApS\tase@example.org\n"
)


def exported(officer: Officer) -> str:
    assert officer.program.office is not None
    with officer.program.office.reading() as session:
        return interchange.export(session, private=True)


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def plan(officer: Officer) -> None:
    """Title, dates and three items, typed."""
    officer.press("New delegation")
    officer.type(TITLE)
    officer.key("Tab")
    officer.type("18/4")
    officer.key("Tab")
    officer.type("23/4")
    officer.key("Tab")
    officer.press("Programme")
    officer.line("19/4 10-11.30 Visit RIKEN @Wako")
    officer.key("Return")  # Create "Wako"
    officer.line("afternoon Lab tour")
    officer.line("18/4 11:20 CPH - 07:55+1 HND SK983")
    officer.key("Return")  # Create "CPH"
    officer.key("Return")  # Create "HND"
    officer.press("Copenhagen")
    officer.press("Tokyo")


def invite(officer: Officer) -> None:
    """Four people: one typed, three pasted from a spreadsheet."""
    officer.press("Participants")
    officer.suggested("Secretsen Sara")
    QGuiApplication.clipboard().setText(LIST)
    officer.press("Paste from Excel")
    assert [row[1] for row in officer.rows()[1:]] == [
        "HEADSEN Hanne",
        "DEPUTYSEN Dan",
        "ÆBLESEN Åse",
    ]
    officer.key("Return")  # Add 3 participants
    assert officer.said() == "3 participants added"


def test_from_the_first_start_to_paper_and_calendar_and_back(
    start: Start, officer: Officer, tmp_path: Path
) -> None:
    plan(officer)
    # It opens as a timeline: the flight in the columns of both of its days.
    hand = Hand(officer)
    assert hand.drawn() == ["Flight CPH – HND", "Visit RIKEN"]
    assert [block.slot for block in hand.blocks("Flight CPH – HND")] == [0, 1]
    assert hand.in_strip() == ["Lab tour"]
    officer.press("Table")
    assert [row[:1] + row[2:4] for row in officer.rows() if row[2]] == [
        ["11:20 CEST  07:55 JST, next day", "Flight CPH – HND", "CPH → HND"],
        ["10:00–11:30", "Visit RIKEN", "Wako"],
        ["Afternoon", "Lab tour", ""],
    ]
    invite(officer)

    # An item is changed in its row.
    officer.tab("Programme")
    visit = next(at for at, row in enumerate(officer.rows()) if row[2] == "Visit RIKEN")
    officer.open_cell(visit, Column.TIME)
    officer.key("Ctrl+A")
    officer.line("10.30-12")
    officer.open_cell(visit, Column.STATUS)
    officer.take("Confirmed")
    row = officer.rows()[visit]
    assert (row[Column.TIME], row[Column.OTHER]) == ("10:30–12:00", "03:30–05:00 CEST")
    assert row[Column.STATUS] == "Confirmed"

    # The window speaks Japanese and Danish; what was typed stays.
    for code, name in (("ja", "日本語"), ("da", "Dansk")):
        officer.press(name)
        speaks = Language.of(code).gettext
        model = officer.table().model()
        headers = [model.headerData(at, Qt.Orientation.Horizontal) for at in Column]
        assert headers[Column.STATUS] == speaks("Status")
        assert headers[Column.TIME] == speaks("Local time") != "Local time"
        assert speaks("Print programme") in officer.names()
        assert officer.page.title() == TITLE
        assert officer.rows()[visit][Column.TITLE] == "Visit RIKEN"
    assert officer.rows()[visit][Column.TIME] == "10.30–12.00"
    officer.press("English")

    # The paper, in Japanese.
    officer.press("Print programme")
    officer.choose("Document language", "日本語")
    officer.until(lambda: "Page 1 of 1" in officer.texts())
    paper = tmp_path / "programme.pdf"
    with officer.answering(lambda: officer.save_as(paper)):
        officer.press("Save as PDF…")
    officer.until(paper.exists)
    printed = pdf_text(paper)
    for text in (
        TITLE,
        "航空便 CPH – HND",
        "Visit RIKEN",
        "Lab tour",
        "ハンネ・ヘッドセン",
        "令和9年",
    ):
        assert text in printed

    # The calendar file, read back by two readers.
    officer.key("Alt+Left")
    entries = tmp_path / "visit.ics"

    def save_calendar() -> None:
        with officer.answering(lambda: officer.save_as(entries)):
            officer.press("Save calendar file…")

    with officer.answering(save_calendar):
        officer.key("Ctrl+E")
    assert officer.said().startswith("3 entries saved in visit.ics.")
    check_calendar(entries.read_bytes())

    # Three steps back, each by its name; then the program is closed and started anew.
    whole = exported(officer)
    for done in ("Edit “Visit RIKEN”", "Move “Visit RIKEN”", "Paste participants"):
        assert f"Undo: {done}" in officer.names()
        officer.key("Ctrl+Z")
        assert officer.said() == f"Undone: {done}"
    assert exported(officer) != whole
    officer.key("Ctrl+Q")
    assert officer.program.window is None
    officer = start()
    for done in ("Paste participants", "Move “Visit RIKEN”", "Edit “Visit RIKEN”"):
        assert f"Redo: {done}" in officer.names()
        officer.key("Ctrl+Y")
        assert officer.said() == f"Done again: {done}"
    assert exported(officer) == whole

    # The history says in words who did what.
    officer.key("Ctrl+3")
    officer.key("Return")
    officer.tab("History")
    told = "\n".join(officer.lines())
    assert "Done again: Mette Demosen: Edit “Visit RIKEN”" in told
    assert "Mette Demosen added programme item “Visit RIKEN”" in told
    assert "Monday 23 November 2026" in told


def check_calendar(content: bytes) -> None:
    """Two readers find the same three entries, at the right instants."""
    read = icalendar.Calendar.from_ical(content)
    events: dict[str, Any] = {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}
    assert set(events) == {"Flight CPH – HND", "Visit RIKEN", "Lab tour (afternoon)"}
    flight, visit = events["Flight CPH – HND"], events["Visit RIKEN"]
    assert flight["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert flight["DTEND"].params["TZID"] == "Asia/Tokyo"
    assert flight["DTSTART"].dt.astimezone(UTC) == datetime(2027, 4, 18, 9, 20, tzinfo=UTC)
    assert flight["DTEND"].dt.astimezone(UTC) == datetime(2027, 4, 18, 22, 55, tzinfo=UTC)
    assert visit["DTSTART"].dt.astimezone(UTC) == datetime(2027, 4, 19, 1, 30, tzinfo=UTC)
    assert (visit["STATUS"], flight["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    again: Any = vobject.readOne(content.decode("utf-8"))
    seen = {str(event.summary.value): event for event in again.vevent_list}
    assert {name: event.uid.value for name, event in seen.items()} == {
        name: str(event["UID"]) for name, event in events.items()
    }
    assert len({event.uid.value for event in seen.values()}) == 3
    for name in ("Flight CPH – HND", "Visit RIKEN"):
        for ours, theirs in (("DTSTART", "dtstart"), ("DTEND", "dtend")):
            instant = getattr(seen[name], theirs).value.astimezone(UTC)
            assert instant == events[name][ours].dt.astimezone(UTC)
