"""A visit programme as parliaments and ministries publish it, typed line by line as it stands."""

from functools import partial
from pathlib import Path

import pypdfium2

from desktop.ui.programme.table_model import Column
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer

# In the manner of a published programme: dots and alternatives, open ends, parts of the day.
LINES = (
    "18/4 kl. 10.00-10.30 Afgang fra hotellet",
    "10.45-12.00 Møde v. rektor i mødelokale 3",
    "12.00 Frokost",
    "17.30/18.00 Middag i ambassaden",
    "21.30- Samvær i baren",
    "19/4 9.00–9.45 Høflighedsvisit i ministeriet",
    "formiddag Rundvisning på laboratoriet",
    "eftermiddag Fri tid",
    "? 1900 Reception",
    "4月20日 10時～11時半 理研訪問",
    "午後 意見交換",
    "tbc Besøg hos en virksomhed",
)
SHOWN = [
    ("10:00–10:30", "Afgang fra hotellet"),
    ("10:45–12:00", "Møde v. rektor i mødelokale 3"),
    ("12:00", "Frokost"),
    ("17.30/18.00", "Middag i ambassaden"),
    ("21:30–", "Samvær i baren"),
    ("09:00–09:45", "Høflighedsvisit i ministeriet"),
    ("Morning", "Rundvisning på laboratoriet"),
    ("Afternoon", "Fri tid"),
    ("19:00", "Reception"),
    ("10:00–11:30", "理研訪問"),
    ("Afternoon", "意見交換"),
    ("To be confirmed", "Besøg hos en virksomhed"),
]


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_a_published_programme_is_typed_as_it_stands_and_printed(
    officer: Officer, tmp_path: Path
) -> None:
    officer.press("New delegation")
    officer.type("Studietur til Tokyo")
    officer.key("Tab")
    officer.type("18/4")
    officer.key("Tab")
    officer.type("20/4")
    officer.key("Tab")
    officer.press("Programme")
    for line in LINES:
        officer.line(line)
    hand = Hand(officer)
    assert len(hand.drawn() + hand.in_strip()) == len(LINES)
    officer.press("Table")
    rows = [row for row in officer.rows() if row[Column.TITLE]]
    assert sorted((row[Column.TIME], row[Column.TITLE]) for row in rows) == sorted(SHOWN)
    officer.press("Print programme")
    for name, code in (("日本語", "ja"), ("Dansk", "da"), ("English", "en")):
        officer.choose("Document language", name)
        path = tmp_path / f"programme.{code}.pdf"
        with officer.answering(partial(officer.save_as, path)):
            officer.press("Save as PDF…")
        officer.until(path.exists)
        text = _text(path)
        for _time, title in SHOWN:
            assert "".join(title.split()) in text
        assert "17.30/18.00" in text
