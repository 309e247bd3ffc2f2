"""A visit programme as parliaments and ministries publish it, typed in as it stands on paper.

Nobody prepared it for the program: dots in times, alternatives, open ends, blanks, speakers after
"v.", topics in bullets, Japanese and Danish side by side, and clocks of five countries.
"""

from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from desktop.language import Language, dates
from desktop.ui.programme.table_model import Column
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer

TITLE = "Udvalgets studierejse"
# Each line as it is typed, and what the table then shows of it: time and title.
ON_THE_WAY = (
    (
        "18/4 kl. 08.30 Mødetid i Københavns Lufthavn, Terminal 3",
        "08.30 CEST",
        "Mødetid i Københavns Lufthavn, Terminal 3",
    ),
    (
        "kl. 11.20 - 14.55 SAS fly SK 454 CPH-HEL",
        "11.20 CEST  14.55 Helsinki GMT+3",
        "SAS fly SK 454",
    ),
    (
        "17.30 HEL - 13.00+1 HND Finnair fly AY 061",
        "17.30 Helsinki GMT+3  13.00 JST, næste dag",
        "Finnair fly AY 061",
    ),
)
IN_DANISH = (
    ("19/4 14.15 Bus til hotellet", "14.15", "Bus til hotellet"),
    ("15.30/16.00 Indkvartering @Hotel Mihon", "15.30/16.00", "Indkvartering"),
    (
        "17.00- Velkomstreception v. ambassadør N.N.",
        "17.00–",
        "Velkomstreception v. ambassadør N.N.",
    ),
    ("aften Fri", "Aften", "Fri"),
    ("20/4 08.00-08.45 Morgenmad", "08.00–08.45", "Morgenmad"),
    (
        "9.00–9.45 Høflighedsvisit hos vicedirektør (Dr. Mihonda) @Eksempelministeriet",
        "09.00–09.45",
        "Høflighedsvisit hos vicedirektør (Dr. Mihonda)",
    ),
    (
        "10.00 - 11.30 Møde v. prof. A. Eksempelsen og v./direktør B. Prøvesen",
        "10.00–11.30",
        "Møde v. prof. A. Eksempelsen og v./direktør B. Prøvesen",
    ),
    (
        "11.45 Frokost v. borgmesteren (tid og sted følger)",
        "11.45",
        "Frokost v. borgmesteren (tid og sted følger)",
    ),
    ("13.15-14.00 Rundvisning, hold 1", "13.15–14.00", "Rundvisning, hold 1"),
    ("13.15-14.00 Rundvisning, hold 2", "13.15–14.00", "Rundvisning, hold 2"),
    (
        "eftermiddag Besøg hos Kvante ApS, Prøvevej 4, 1. sal, 2100 København Ø",
        "Eftermiddag",
        "Besøg hos Kvante ApS, Prøvevej 4, 1. sal, 2100 København Ø",
    ),
    ("16.00-16.30 Onlinemøde med London", "16.00–16.30 London GMT+1", "Onlinemøde med London"),
    ("tbc Middag", "Bekræftes senere", "Middag"),
)
IN_JAPANESE = (
    ("4月21日 9:00 ホテル発", "09.00", "ホテル発"),
    ("9時半～11時 理研訪問【説明者】架空太郎 ＠和光", "09.30–11.00", "理研訪問【説明者】架空太郎"),
    ("午前 視察", "Formiddag", "視察"),
    ("11:50 首相表敬@DRコンサートホール", "11.50", "首相表敬"),
    ("12:30～13:30 昼食会（調整中）", "12.30–13.30", "昼食会（調整中）"),
    ("午後 意見交換", "Eftermiddag", "意見交換"),
    ("18:00～ レセプション", "18.00–", "レセプション"),
    ("夜 機中泊", "Aften", "機中泊"),
    ("21時 〃", "21.00", "〃"),
    (
        "22:30 HND - 04:55+1 SIN SQ 635",
        "22.30 JST  04.55 Singapore GMT+8, næste dag",
        "Fly HND – SIN",
    ),
)
FLIGHTS = {"SAS fly SK 454": 155, "Finnair fly AY 061": 810, "Fly HND – SIN": 445}  # minutes
TOPICS = ("Samarbejde om kvantesensorer", "Eksportkontrol: hvem gør hvad?", "Næste møde")
FAR = ("Europe/Helsinki", "Europe/London", "Asia/Singapore")
_MOST_QUESTIONS = 5  # that one line can raise
_AIRPORTS = ("CPH", "HEL", "HND", "SIN")


_DANISH = Language.of("da").gettext
_JAPANESE = Language.of("ja").gettext
_CLOCKS = {"CPH": ("København", "コペンハーゲン"), "HND": ("Tokyo", "東京")}


@pytest.fixture
def typed(officer: Officer) -> Officer:
    """An officer who typed all that can be said in one line, a day of it in Japanese."""
    officer.press("Dansk")
    officer.press(_DANISH("New delegation"))
    officer.type(TITLE)
    for day in ("18/4", "21/4"):
        officer.key("Tab")
        officer.type(day)
    officer.key("Tab")
    officer.press(_DANISH("Programme"))
    take_clock(officer, "København")
    for line, _time, _title in ON_THE_WAY:
        say(officer, line)
    take_clock(officer, "Tokyo")
    for line, _time, _title in IN_DANISH:
        say(officer, line)
    officer.press("日本語")
    officer.click(officer.field(_JAPANESE("New item")))
    for line, _time, _title in IN_JAPANESE:
        say(officer, line)
    officer.press("Dansk")
    officer.press(_DANISH("Table"))
    return officer


def take_clock(officer: Officer, city: str) -> None:
    """Let new items begin on the clock of a city."""
    beginning = _DANISH("Clock of new items: {city}").format(city="")
    name = next(name for name in officer.names() if name.startswith(beginning))
    if not name.endswith(city):
        with officer.choosing(city):
            officer.press(name)
    officer.click(officer.field(_DANISH("New item")))


def say(officer: Officer, line: str) -> None:
    """Type a line, create the places it names, and answer which clock an airport is on."""
    officer.line(line)
    create = {speak("Create “{text}”").partition("{")[0] for speak in (_DANISH, _JAPANESE)}
    later = {speak("Decide later") for speak in (_DANISH, _JAPANESE)}
    for _question in range(_MOST_QUESTIONS):
        names = officer.names()
        made = [name for name in names if any(name.startswith(word) for word in create if word)]
        left = [name for name in names if name in later]
        if made:
            officer.press(made[0])
        elif left:
            airport = next(text[-3:] for text in officer.texts() if text[-3:] in _AIRPORTS)
            known = [name for name in _CLOCKS.get(airport, ()) if name in names]
            officer.press(known[0] if known else left[0])
        else:
            return
    raise AssertionError(f"no end of questions about {line!r}")


def open_item(officer: Officer, title: str) -> None:
    """Open the details of an item, from its row."""
    table = officer.table()
    row = next(at for at, each in enumerate(officer.rows()) if each[Column.TITLE] == title)
    index = table.model().index(row, Column.TITLE)
    table.scrollTo(index)
    officer.click(table.viewport(), table.visualRect(index).center())
    officer.key("Ctrl+Return")


def set_zone(officer: Officer, title: str, end: str, city: str) -> None:
    """Say in the details which clock the start or the end of an item is on."""
    open_item(officer, title)
    officer.click(officer.field(f"{_DANISH(end)}: {_DANISH('Time zone')}"))
    officer.key("Ctrl+A")
    officer.suggested(city)


def test_all_of_it_is_understood_and_printed(typed: Officer, tmp_path: Path) -> None:
    officer = typed
    # What one line cannot say is said in the details: clocks of other countries, and topics.
    set_zone(officer, "SAS fly SK 454", "End", "Helsinki")
    set_zone(officer, "Finnair fly AY 061", "Start", "Helsinki")
    set_zone(officer, "Fly HND – SIN", "End", "Singapore")
    for end in ("Start", "End"):
        set_zone(officer, "Onlinemøde med London", end, "London")
    meeting = next(title for _line, _time, title in IN_DANISH if title.startswith("Møde v."))
    open_item(officer, meeting)
    officer.click(officer.field(f"{_DANISH('Topics')}: Dansk"))
    for topic in TOPICS:
        officer.line(topic)
    officer.key("Tab")

    shown = {(row[Column.TIME], row[Column.TITLE]) for row in officer.rows() if row[Column.TITLE]}
    assert shown == {
        (time, title) for _line, time, title in (*ON_THE_WAY, *IN_DANISH, *IN_JAPANESE)
    }

    check_timeline(officer)
    officer.press(_DANISH("Print programme"))
    for code, name, flight in (
        ("ja", "日本語", "航空便 HND – SIN"),
        ("da", "Dansk", "Fly HND – SIN"),
        ("en", "English", "Flight HND – SIN"),
    ):
        officer.choose(_DANISH("Document language"), name)
        path = tmp_path / f"programme.{code}.pdf"
        with officer.answering(partial(officer.save_as, path)):
            officer.press(_DANISH("Save as PDF…"))
        officer.until(path.exists)
        text = printed(path)
        typed_titles = (*ON_THE_WAY, *IN_DANISH, *IN_JAPANESE[:-1])
        titles = [title for _line, _time, title in typed_titles]
        for said in (TITLE, *titles, *TOPICS, "15.30/16.00", "SK 454", "和光", "Hotel Mihon"):
            assert squeezed(said) in text, (code, said)
        assert squeezed(flight) in text
        cities = [dates.zone_city(Language.of(code), zone) for zone in FAR]
        assert all(f"{city}GMT+" in text for city in cities), (code, cities)


def check_timeline(officer: Officer) -> None:
    """All of it is drawn, and what is on the way through the zones is as long as it takes."""
    officer.press(_DANISH("Timeline"))
    hand = Hand(officer)
    seen = [*hand.drawn(), *hand.in_strip()]
    assert sorted(seen) == sorted(
        title for _line, _time, title in (*ON_THE_WAY, *IN_DANISH, *IN_JAPANESE)
    )
    hour = hand.grid.hour()
    for title, minutes in FLIGHTS.items():
        blocks = hand.blocks(title)
        drawn = sum(block.height for block in blocks)
        assert drawn == pytest.approx(minutes * hour / 60, abs=len(blocks))
        assert (blocks[0].begins, blocks[-1].ends) == (True, True)


def printed(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))


def squeezed(text: str) -> str:
    return "".join(text.split())
