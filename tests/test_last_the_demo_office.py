"""The last step: the demo office opens, prints in three languages, and goes out as calendars.

`conftest.py` puts this file after all others.
"""

from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar

from desktop.__main__ import main

REFERENCES = (
    "DEL-2027-001",
    *(f"EXC-2027-{number:03d}" for number in range(1, 7)),
    *(f"ACC-2027-{number:03d}" for number in range(1, 6)),
)
HEADINGS = {"ja": "日程表", "da": "program", "en": "programme"}


def _kakehashi(folder: Path, *arguments: str) -> None:
    assert main(["--data", str(folder / "data"), *arguments]) == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo office in it."""
    made = tmp_path_factory.mktemp("demo")
    _kakehashi(made, "demo", str(made / "demo.kakehashi"))
    return made


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return "".join("".join(pages).split())


@pytest.mark.parametrize("code", HEADINGS)
def test_every_record_prints(folder: Path, code: str) -> None:
    for reference in REFERENCES:
        paper = folder / f"{reference}.{code}.pdf"
        office = ("--office", str(folder / "demo.kakehashi"), "--language", code)
        _kakehashi(folder, *office, "itinerary", reference, str(paper))
        text = _text(paper).casefold()
        assert reference.casefold() in text
        if reference.startswith("DEL"):
            assert HEADINGS[code] in text


@pytest.mark.parametrize("code", HEADINGS)
def test_the_calendar_goes_out(folder: Path, code: str) -> None:
    office = ("--office", str(folder / "demo.kakehashi"), "--language", code)
    _kakehashi(folder, *office, "calendar", str(folder / f"all.{code}.ics"))
    events = Calendar.from_ical((folder / f"all.{code}.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 44 + 6 + 8
    assert {event["SUMMARY"].params.get("LANGUAGE") for event in events} == {code}


def test_the_office_goes_out_and_is_sound(folder: Path) -> None:
    demo, copy = ("--office", str(folder / "demo.kakehashi")), str(folder / "copy.kakehashi")
    first, again = folder / "demo.json", folder / "again.json"
    _kakehashi(folder, *demo, "export", str(first), "--private")
    _kakehashi(folder, "new", "--without-passphrase", copy)
    _kakehashi(folder, "--office", copy, "import", str(first))
    _kakehashi(folder, "--office", copy, "export", str(again), "--private")
    assert first.read_bytes() == again.read_bytes()
    _kakehashi(folder, "--office", copy, "check")
