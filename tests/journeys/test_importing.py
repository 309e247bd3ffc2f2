"""An officer takes in what a host sends: sees it first, answers what the file leaves open."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from desktop.store import lists, loading
from tests.calendars.foreign import event, file
from tests.journeys.officer import Officer

TALKS = event("DTSTART:20270421T193000", "DTEND:20270421T203000", "SUMMARY:Talks", uid="talks")
DAMAGED = b"Dear colleagues, please find attached"


def _imports(officer: Officer, path: Path, take: Callable[[], None]) -> None:
    """Go through the menu to a file, and do what is to be done with what it says."""
    with ExitStack() as later:

        def choose() -> None:
            officer.save_as(path)
            later.enter_context(officer.answering(take))

        with officer.answering(choose):
            officer.menu("File", "Import calendar file…")


def _titles(officer: Officer, visit: str) -> list[str]:
    assert officer.program.office is not None
    with officer.program.office.reading() as session:
        return [item.title.en for item in loading.delegation(session, visit).items]


def test_a_hosts_invitation_is_answered_taken_over_and_known_again(
    officer: Officer, tmp_path: Path
) -> None:
    path = tmp_path / "invitation.ics"
    path.write_bytes(file(TALKS))
    officer.menu("File", "Open the demo office")
    assert officer.program.office is not None
    with officer.program.office.reading() as session:
        visit = lists.delegations(session)[0].id
    officer.window.stage.open("delegation", visit)
    before = _titles(officer, visit)

    def take() -> None:
        officer.until(lambda: "Japan time" in officer.names())
        assert _titles(officer, visit) == before
        officer.press("Japan time")
        officer.until(lambda: "Take over 1 change" in officer.names())
        assert officer.rows()[0][:3] == ["New event", "Talks", "Add"]
        officer.press("Take over 1 change")

    _imports(officer, path, take)
    assert officer.said().startswith("1 change taken over")
    assert sorted(_titles(officer, visit)) == sorted([*before, "Talks"])

    def see() -> None:
        officer.until(lambda: "Japan time" in officer.names())
        officer.press("Japan time")
        officer.until(lambda: "Nothing to take over" in officer.texts())
        officer.press("Close")

    _imports(officer, path, see)
    assert len(_titles(officer, visit)) == len(before) + 1
    officer.key("Ctrl+Z")
    assert _titles(officer, visit) == before


def test_a_file_that_is_none_is_refused_and_leads_to_another(
    officer: Officer, tmp_path: Path
) -> None:
    path = tmp_path / "letter.ics"
    path.write_bytes(DAMAGED)

    def leave() -> None:
        officer.until(lambda: "This file cannot be imported" in officer.texts())
        assert "Choose another file…" in officer.names()
        officer.press("Close")

    _imports(officer, path, leave)
    assert officer.said() == ""
