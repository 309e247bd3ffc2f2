"""A six-month exchange to Japan from its checklist to the arrival, and its move by three weeks."""

from desktop.ui.widgets import StatusChip
from tests.journeys.officer import Officer


def _told(officer: Officer, beginning: str) -> str:
    """The one text in sight that begins so, with all its lines."""
    found = [text for text in officer.texts() if text.startswith(beginning)]
    assert len(found) == 1, f"{len(found)} texts {beginning!r} among {officer.texts()}"
    return found[0]


def _chips(officer: Officer) -> list[str]:
    """What the chips in sight say, such as when the tasks are due."""
    chips = officer.here().findChildren(StatusChip)
    return [chip.text() for chip in chips if chip.isVisible()]


def test_a_stay_of_six_months_that_moves_by_three_weeks(officer: Officer) -> None:
    officer.press("New exchange")
    officer.type("Photon stay")
    officer.key("Tab")
    officer.find("Person", "Pia Postdocsen")
    officer.write("First day", "2/9/2027")
    officer.write("Last day", "1/3/2028")
    assert "182 days, 181 nights" in officer.texts()
    assert "8 h." in _told(officer, "26 weeks  ·  6 months")

    # The checklist that is meant for such a stay, with deadlines counted back from the arrival.
    officer.tab("Tasks")
    officer.until(lambda: any(name.startswith("Add the checklist") for name in officer.names()))
    add = next(name for name in officer.names() if name.startswith("Add the checklist"))
    officer.press(add)
    officer.until(lambda: any(text.endswith("tasks left") for text in officer.texts()))
    host = "Host researcher and host institution agree in principle"
    officer.press(f"Done: {host}")
    # One of them would be on a Japanese holiday, so it is the working day before.
    assert any("moved from Thu 29 Apr (Showa Day)" in text for text in officer.texts())
    assert any(" 5 Aug" in chip for chip in _chips(officer))

    # A permit that covers the stay as it is planned.
    officer.tab("Permits")
    officer.press("Add permit")
    officer.write("Permit number", "RP-2027-1")
    officer.write("Issued on", "1/11/2026")
    officer.write("Valid from", "1/9/2027")
    officer.write("Valid until", "5/3/2028")
    assert officer.rows()[0] == [
        "Residence permit",
        "Valid from 1 Sept 2027",
        "RP-2027-1",
        "1 Sept 2027",
        "5 Mar 2028",
    ]

    # Nothing is wrong with it, and each rule says so.
    officer.tab("Stay")
    officer.until(lambda: "Being checked…" not in officer.texts())
    assert "Stay within its permits" not in officer.names()

    # Three weeks later: what moves, what stays and what would be wrong is said before it is done.
    officer.press("Move the stay…")
    officer.write("Or by weeks", "3")
    told = _told(officer, "23 September 2027 – 22 March 2028 (182 days, 181 nights)").split("\n")
    assert any("deadlines move along" in line for line in told)
    assert "Tasks that stay: 1 done" in told
    assert any(
        line.startswith("The first day is a public holiday: Autumnal Equinox Day") for line in told
    )
    assert any(line.startswith("New:") and "5 Mar 2028" in line for line in told)
    officer.press("Move to these days")
    assert officer.said() == "The stay, its deadlines and its programme were moved."

    # The deadlines follow, and the one of the holiday is where it counts to again.
    officer.tab("Tasks")
    assert not any("Showa Day" in text for text in officer.texts())
    assert any(" 26 Aug" in chip for chip in _chips(officer))
    assert not any(" 5 Aug" in chip for chip in _chips(officer))
    officer.tab("Stay")

    # Findings follow: the permit ends too early now, and the arrival is on a holiday.
    officer.until(lambda: "Stay within its permits" in officer.names())
    assert "Public holidays on the first and last day" in officer.names()
    officer.press("Stay within its permits")
    officer.write("Valid until", "31/3/2028")
    officer.tab("Stay")
    officer.until(lambda: "Stay within its permits" not in officer.names())

    # One step back for the permit, one for the whole move.
    officer.key("Ctrl+Z")
    officer.until(lambda: "Stay within its permits" in officer.names())
    officer.key("Ctrl+Z")
    officer.until(lambda: "Stay within its permits" not in officer.names())
    assert any("2 September 2027 – 1 March 2028" in text for text in officer.texts())

    # Forward again, and the guest arrives.
    officer.key("Ctrl+Y")
    officer.key("Ctrl+Y")
    assert any("23 September 2027 – 22 March 2028" in text for text in officer.texts())
    officer.choose("Status", "In progress")
    officer.tab("Tasks")
    officer.press("Done: Arrival and orientation")
    officer.until(lambda: "14 tasks left" in officer.texts())
