"""A day of a conference in seven parallel rooms, typed in as its programme stands on paper."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from desktop.ui import look
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer

MONDAY = dt.date(2027, 4, 19)
ROOMS = "ABCDEFG"
# Three rounds, in each room one session: as it is typed, and the title that comes of it.
ROUNDS = (
    (
        "11.00-12.30",
        (
            ("Session 1A: Superconducting qubits (chair: A. Eksempel) @Room A", ""),
            ("Session 1B: Fejlkorrektion i praksis (ordstyrer: B. Prøvesen) @Room B", ""),
            ("セッション1C：光量子計算（座長：見本 由紀） ＠Room C", ""),
            ("Session 1D: Kvantesensorer i hospitalet @Room D", ""),
            ("Session 1E: Cold atoms @Room E", ""),
            ("セッション1F：量子ソフトウェア ＠Room F", ""),
            ("Session 1G: Standards, chaired by C. Testrup @Room G", ""),
        ),
    ),
    (
        "13:30–15:00",
        (
            ("Session 2A: Cryogenics (Room A)", "Session 2A: Cryogenics"),
            ("Session 2B: Kvantekemi (Room B)", "Session 2B: Kvantekemi"),
            ("セッション2C：量子ネットワーク（Room C）", "セッション2C：量子ネットワーク"),
            ("Session 2D: Fotonik (Room D)", "Session 2D: Fotonik"),
            ("Session 2E: Metrology (chair: D. Demosen) (Room E)", ""),
            ("セッション2F：人材育成（Room F）", "セッション2F：人材育成"),
            ("Session 2G: Start-ups (Room G)", "Session 2G: Start-ups"),
        ),
    ),
    (
        "16時半～18時",
        (
            ("Session 3A: Algorithms @Room A", ""),
            ("Session 3B: Materialer @Room B", ""),
            ("セッション3C：半導体量子ドット ＠Room C", ""),
            ("Session 3D: Export control @Room D", ""),
            ("Session 3E: Etik og samfund @Room E", ""),
            ("セッション3F：産業応用 ＠Room F", ""),
            ("Session 3G: Next call @Room G", ""),
        ),
    ),
)
PLENARY = (
    ("19/4 9.00-9.30 Opening @Plenary Hall", "Opening"),
    ("9.30-10.30 基調講演：日本とデンマークの量子協力 ＠Plenary Hall", ""),
    ("10.30-11.00 Kaffe @Foyer", "Kaffe"),
    ("12.30-13.30 Frokost @Restaurant", "Frokost"),
    ("15.00-16.30 Posters and coffee @Foyer", "Posters and coffee"),
    ("19.00- Banquet @Restaurant", "Banquet"),
)


def title_of(line: str, title: str) -> str:
    """The title of a line: what was said, else what stands before the place."""
    words = title or line.replace("＠", "@").partition("@")[0]
    words = words.replace(" (Room E)", "").strip()
    return words.removeprefix("9.30-10.30").strip()


SESSIONS = [[title_of(*each) for each in lines] for _time, lines in ROUNDS]
COMMON = [title_of(*each) for each in PLENARY]


@pytest.fixture
def hand(officer: Officer) -> Hand:
    """An officer who typed the whole day, with nothing to say to a question but Return."""
    officer.press("New delegation")
    officer.type("Demo conference on quantum technology")
    for _day in range(2):
        officer.key("Tab")
        officer.type("19/4")
    officer.key("Tab")
    officer.press("Programme")
    for line, _title in PLENARY:
        say(officer, line)
    for time, lines in ROUNDS:
        for line, _title in lines:
            say(officer, f"{time} {line}")
    officer.window.resize(*look.WINDOW)
    return Hand(officer)


def say(officer: Officer, line: str) -> None:
    """Type a line; a room that is new is made by pressing Return once more."""
    officer.line(line)
    made = [name for name in officer.names() if name.startswith("Create “")]
    assert len(made) <= 1
    if made:
        officer.key("Return")
    assert officer.focus() is officer.field("New item")


def test_seven_rooms_side_by_side(hand: Hand, officer: Officer, tmp_path: Path) -> None:
    everything = [*COMMON, *(title for row in SESSIONS for title in row)]
    assert sorted(hand.drawn()) == sorted(everything)
    officer.press("Places")
    rooms = [f"Room {letter}" for letter in ROOMS]
    assert sorted(hand.lanes()) == sorted(["Plenary Hall", "Foyer", "Restaurant", *rooms])
    check_lanes(hand)
    for sessions in SESSIONS:
        lanes = [hand.lanes()[hand.blocks(title)[0].slot] for title in sessions]
        assert lanes == rooms
    # Rooms are not people: nobody is in two of them, and none of them is taken twice.
    assert not any("must be solved" in name for name in officer.names())

    # Two sessions in one room at a time are said to be, and put apart again.
    first, second = SESSIONS[1][0], SESSIONS[1][1]
    hand.move_to_lane(second, "Room A")
    assert hand.lanes()[hand.blocks(second)[0].slot] == "Room A"
    officer.until(lambda: any(name.startswith("1 must be solved") for name in officer.names()))
    bar = next(name for name in officer.names() if name.startswith("1 must be solved"))
    officer.press(bar)
    told = next(text for text in officer.texts() if first in text and second in text)
    assert "Room A" in told
    assert "13:30–15:00" in told
    officer.press(bar)
    officer.key("Ctrl+Z")
    officer.until(lambda: not any("must be solved" in name for name in officer.names()))
    check_lanes(hand)

    officer.press("Print programme")
    officer.choose("Document language", "Dansk")
    path = tmp_path / "programme.pdf"
    with officer.answering(lambda: officer.save_as(path)):
        officer.press("Save as PDF…")
    officer.until(path.exists)
    document = pypdfium2.PdfDocument(path)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    printed = "".join("".join(pages).split())
    for title in (*everything, *rooms):
        assert "".join(title.split()) in printed, title


def check_lanes(hand: Hand) -> None:
    """Within a lane nothing lies on anything else."""
    scene = hand.grid.scene()
    for slot in range(len(scene.slots)):
        blocks = sorted((each for each in scene.blocks if each.slot == slot), key=lambda b: b.y)
        for above, below in pairwise(blocks):
            apart = above.x + above.width <= below.x or below.x + below.width <= above.x
            assert apart or above.y + above.height <= below.y
