"""An access request from draft to report: answers, a refused gate, slots, a programme."""

from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from tests.journeys.officer import Officer


def _button(officer: Officer, name: str) -> QAbstractButton:
    """A button in sight, whether it can be pressed or not."""
    found = officer.here().findChildren(QAbstractButton)
    return next(each for each in found if each.isVisible() and each.accessibleName() == name)


def test_a_request_from_draft_to_report_with_a_refused_gate(officer: Officer) -> None:
    # A visit into whose programme the slot will be put.
    officer.press("Delegations")
    officer.press("New delegation", first=True)
    officer.type("Quantum visit")
    officer.key("Tab")
    officer.write("First day", "18/10/2027")
    officer.write("Last day", "22/10/2027")
    officer.key("Alt+Left")

    officer.press("Facility access")
    officer.press("New access request", first=True)
    officer.type("Cold qubits")
    officer.key("Tab")
    officer.find("Facility", "Demo Cryo Lab")
    officer.press("Open")
    officer.find("Time zone", "Tok")
    officer.write("Days until the report is due", "30")
    officer.key("Alt+Left")
    officer.find("Instruments", "Dilution fridge")
    officer.find("Instruments", "Magnet")
    officer.find("Principal investigator", "Poul Professorsen")
    officer.write("First day", "18/10/2027")
    officer.write("Last day", "22/10/2027")

    # Each instrument is answered on its own.
    officer.choose("Answer of the facility: Dilution fridge", "Accepted")
    officer.write("Time granted", "3 x 8 h")
    officer.choose("Answer of the facility: Magnet", "Refused")
    assert "24 h granted  ·  23 Nov 2026" not in officer.texts(), "it is open below the row"
    officer.press("Hide details of Dilution fridge")
    assert "24 h granted  ·  23 Nov 2026" in officer.texts()

    # The facility's committee says no: nothing goes on, and the officer reads why.
    officer.tab("Stage and gates")
    officer.press("Move to “Submitted”")
    officer.press("Move to “Under review”")
    officer.choose("State: Feasibility review", "Refused")
    assert not _button(officer, "Move to “Approved”").isEnabled()
    assert "Blocked by Feasibility review (Refused)" in officer.texts()
    officer.write("Reason", "Answer the questions of the committee")
    officer.press("Move to “Returned for changes”")
    officer.choose("State: Feasibility review", "Cleared")
    officer.press("Move to “Submitted”")
    officer.press("Move to “Under review”")
    officer.press("Move to “Approved”")
    officer.press("Move to “Preparing”")
    assert "No slot is confirmed yet." in officer.texts()

    # A night at the instrument, confirmed, and in the programme of the visit.
    officer.tab("Slots")
    officer.press("Add slot", first=True)
    officer.find("Instrument", "Dilution fridge")
    officer.write("Start: Date", "20/10/2027")
    officer.write("Start: Time", "22")
    officer.write("End: Time", "6")
    officer.choose("Status", "Confirmed")
    assert "24 h granted  ·  8 h booked" in officer.texts()

    def into_the_visit() -> None:
        officer.press("Put in")

    with officer.answering(into_the_visit):
        officer.press("Put into a programme…")
    assert officer.said() == "The slot is now in the programme of DEL-2026-001."

    # Who else is there? The instrument's calendar knows, and leads back.
    officer.press("Show the instrument's calendar")
    officer.until(lambda: bool(officer.rows()))
    assert [row[3:] for row in officer.rows()] == [
        ["8 h", "Confirmed", "ACC-2026-001  Cold qubits"]
    ]
    officer.key("Alt+Left")

    # All five gates, then the use and the report.
    officer.tab("Stage and gates")
    officer.press("Move to “Scheduled”")
    assert not _button(officer, "Move to “In use”").isEnabled()
    for gate in ("Safety review", "Export-control check", "Research security"):
        officer.choose(f"State: {gate}", "Cleared")
    officer.choose("State: Agreement", "Cleared")
    officer.press("Move to “In use”")
    officer.press("Move to “Report due”")
    assert officer.said() == (
        "The request is now at “Report due”. The report is due on 20 Nov 2027."
    )
    assert "The report is due on 20 Nov 2027." in officer.texts()
    officer.press("Move to “Closed”")
    assert "This request has come to its end." in officer.texts()


def _call_off(officer: Officer, whose: str) -> None:
    """Call the chosen slot off by the button's menu."""
    officer.press("Call off")
    officer.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text() == whose)
    officer.click(menu, menu.actionGeometry(action).center())


def test_the_only_slot_moves_and_is_called_off(officer: Officer) -> None:
    officer.press("Delegations")
    officer.press("New delegation", first=True)
    officer.type("Quantum visit")
    officer.key("Tab")
    officer.write("First day", "25/10/2027")
    officer.write("Last day", "3/11/2027")
    officer.key("Alt+Left")

    officer.press("Facility access")
    officer.press("New access request", first=True)
    officer.type("Cold qubits")
    officer.key("Tab")
    officer.find("Facility", "Demo Cryo Lab")
    officer.press("Open")
    officer.find("Time zone", "Cop")
    officer.key("Alt+Left")
    officer.find("Instruments", "Dilution fridge")

    # A night in which the clocks go back: the hour that comes twice is asked about.
    officer.tab("Slots")
    officer.press("Add slot", first=True)
    officer.write("Start: Date", "30/10/2027")
    officer.write("Start: Time", "22")
    officer.write("End: Time", "2:30")
    officer.choose("Status", "Confirmed")
    assert officer.rows()[0][3] == "4 h 30 min"
    officer.press("End: The second (CET)")
    officer.until(lambda: officer.rows()[0][3] == "5 h 30 min")

    # In the programme it stays linked: when one side moves, the other one is warned of.
    with officer.answering(lambda: officer.press("Put in")):
        officer.press("Put into a programme…")
    officer.write("Start: Time", "21")
    officer.choose("Status", "Tentative")
    differ = "A slot and its programme item differ"
    officer.until(lambda: differ in officer.texts())
    officer.choose("Status", "Confirmed")

    officer.tab("Stage and gates")
    officer.press("Move to “Submitted”")
    officer.press("Move to “Under review”")
    officer.choose("State: Feasibility review", "Cleared")
    for stage in ("Approved", "Preparing", "Scheduled"):
        officer.press(f"Move to “{stage}”")

    # The facility cannot after all: the request falls back, and one step brings all of it again.
    officer.tab("Slots")
    _call_off(officer, "Cancelled by the facility")
    officer.until(
        lambda: officer.said() == "No slot is left, so the request is back at “Preparing”."
    )
    assert officer.rows()[0][4] == "Cancelled by the facility"
    officer.tab("Stage and gates")
    assert officer.rows()[0][-1] == "Cancelled by the facility"
    officer.key("Ctrl+Z")
    officer.tab("Slots")
    officer.until(lambda: officer.rows()[0][4] == "Confirmed")
    officer.tab("Stage and gates")
    assert "Move to “In use”" not in officer.names()
    assert any(text.startswith("At “Scheduled”") for text in officer.texts())
