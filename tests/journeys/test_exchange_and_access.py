"""A stay and an access request from nothing to printed sheets, with gates, stages and slots."""

from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QAbstractButton

from tests.journeys.hand import Hand
from tests.journeys.officer import Officer


def printed(officer: Officer, sheet: str, language: str, path: Path) -> str:
    """Print a sheet in a language to a PDF, and give its text, without line breaks."""
    officer.press(sheet)
    officer.choose("Document language", language)
    officer.until(lambda: "Page 1 of 1" in officer.texts())
    with officer.answering(lambda: officer.save_as(path)):
        officer.press("Save as PDF…")
    officer.until(path.exists)
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    officer.key("Alt+Left")
    return " ".join("\n".join(pages).split())


def button(officer: Officer, name: str) -> QAbstractButton:
    """A button in sight, whether it can be pressed or not."""
    found = officer.here().findChildren(QAbstractButton)
    return next(each for each in found if each.isVisible() and each.accessibleName() == name)


def test_a_stay_from_nothing_to_its_sheet(officer: Officer, tmp_path: Path) -> None:
    officer.press("New exchange")
    officer.type("Photon stay")
    officer.key("Tab")
    officer.find("Person", "Pia Postdocsen")
    officer.choose("Level", "Postdoc")
    officer.write("First day", "1/4/2027")
    officer.write("Last day", "30/9")
    assert "183 days, 182 nights" in officer.texts()
    officer.find("Home institution", "Exempel University")
    officer.find("Host institution", "Demo Institute")
    officer.write("Funding", "Demo Foundation")
    assert "Still needed" not in officer.texts()

    officer.tab("Gates")
    officer.choose("State: Research security", "Cleared with conditions")
    officer.press("Show details of Research security")
    assert "Still needed" in officer.texts()
    officer.click(officer.field("Conditions"))
    officer.type("No access to the cleanroom")
    officer.write("Expires", "31/12/2027")
    assert "Still needed" not in officer.texts()

    officer.tab("Tasks")
    officer.click(officer.field("Add a task"))
    officer.line("Apply for the visa")
    officer.line("Book a flat")
    assert "2 tasks left" in officer.texts()
    officer.press("Done: Book a flat")
    assert "1 task left" in officer.texts()

    officer.tab("Programme of the stay")
    officer.click(officer.field("New item"))
    officer.line("1/4 11:20 CPH - 07:55+1 HND SK983")
    officer.key("Return")
    officer.key("Return")
    officer.press("Copenhagen")
    officer.press("Tokyo")
    assert Hand(officer).drawn() == ["Flight CPH – HND"]
    officer.press("Table")
    assert [row[:3] for row in officer.rows() if row[2]] == [
        ["11:20 CEST  07:55 JST, next day", "18:20 JST  00:55 CEST", "Flight CPH – HND"]
    ]

    text = printed(officer, "Print stay sheet", "Dansk", tmp_path / "stay.pdf")
    for said in ("Photon stay", "Pia Postdocsen", "Demo Institute", "11.20", "Apply for the visa"):
        assert said in text
    assert "30. september 2027" in text


def test_a_request_through_its_stages_to_its_sheet(officer: Officer, tmp_path: Path) -> None:
    officer.press("New access request")
    officer.type("Qubit run")
    officer.key("Tab")
    officer.find("Facility", "Demo Cryo Lab")
    officer.press("Open")
    officer.find("Time zone", "Copenh")
    officer.key("Alt+Left")
    officer.find("Instruments", "Dilution fridge")
    officer.find("Principal investigator", "Poul Professorsen")
    officer.write("First day", "27/3/2027")
    officer.write("Last day", "31/10/2027")

    # Both nights on which the clocks change.
    officer.tab("Slots")
    officer.press("Add slot", first=True)
    for day, told in (
        (
            "27/3/2027",
            "7 h (the clocks go forward meanwhile, so it is 1 h shorter than the clock says)",
        ),
        (
            "30/10/2027",
            "9 h (the clocks go back meanwhile, so it is 1 h longer than the clock says)",
        ),
    ):
        officer.write("Start: Date", day)
        officer.write("Start: Time", "22")
        officer.write("End: Time", "6")
        officer.choose("Status", "Confirmed")
        assert told in officer.texts()
        if day.startswith("27"):
            officer.press("Add slot")
    rows = officer.rows()
    assert [row[:4] for row in rows] == [
        ["Sat 27 Mar 22:00 CET", "Sun 28 Mar 06:00 CEST", "Sun 28 Mar 06:00–13:00 JST", "7 h"],
        ["Sat 30 Oct 22:00 CEST", "Sun 31 Oct 06:00 CET", "Sun 31 Oct 05:00–14:00 JST", "9 h"],
    ]

    # A move that a gate holds back says so, and can be made when the gate is cleared.
    officer.tab("Stage and gates")
    officer.press("Move to “Submitted”")
    officer.press("Move to “Under review”")
    assert not button(officer, "Move to “Approved”").isEnabled()
    assert any(text.startswith("Blocked by") for text in officer.texts())
    officer.choose("State: Feasibility review", "Cleared")
    officer.write("Reason", "The committee agreed")
    officer.press("Move to “Approved”")
    assert officer.said() == "The request is now at “Approved”."
    moves = [row[1:3] + row[4:] for row in officer.rows()]
    assert moves == [
        ["Under review", "Approved", "The committee agreed"],
        ["Submitted", "Under review", ""],
        ["Draft", "Submitted", ""],
    ]
    assert officer.rows()[0][3] == "Mette Demosen"
    officer.key("Ctrl+Z")
    assert "Move to “Approved”" in officer.names()
    officer.key("Ctrl+Y")

    text = printed(officer, "Print slot sheet", "日本語", tmp_path / "slots.pdf")
    for said in ("Qubit run", "Demo Cryo Lab", "Dilution fridge", "Poul Professorsen", "22:00"):
        assert said in text
    assert "令和9年（2027年）3月27日（土）～10月31日（日）" in text
    assert "承認" in text
