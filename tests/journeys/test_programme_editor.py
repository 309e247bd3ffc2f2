"""The first two days of a delegation's visit, built from nothing on the timeline.

Everything in it is done as an officer does it: lines typed, items drawn, dragged and stretched, the
group split, a conflict seen before the drop, hosts placed who had no time, a joint call found.
"""

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

from desktop.ui import look
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer

TITLE = "Danish quantum delegation"
SUNDAY, MONDAY, TUESDAY = (dt.date(2027, 4, day) for day in (18, 19, 20))
TYPED = (
    "17/4 11:20 CPH - 07:55+1 HND SK983 !",
    "17/4 9-11.20 Meet at check-in @CPH",
    "18/4 9:15-10:30 Transfer by bus to the hotel @HND",
    "10.30-17 Free time @Hotel Mihon",
    "19/4 9-10.15 Briefing by the Embassy @Royal Danish Embassy",
    "10.15-11 Transfer to Kasumigaseki",
    "11-12 Courtesy call at the Cabinet Office @Cabinet Office",
    "12.30-13.40 Lunch hosted by the Embassy",
    "14-15.15 Meeting on quantum research @MEXT",
)
PEOPLE = (
    "Name\t氏名\tTitle\tOrganisation\n"
    "EKSEMPELGAARD Signe\tシーネ・エクセンペルゴー\tDeputy Director General\tDemo Agency\n"
    "ÅLEKVIST Rasmus\tラスムス・オーレクヴィスト\tProfessor\tExempel University\n"
    "PRØVESEN Mette\tメッテ・プルーヴェセン\tHead of Quantum Metrology\tDemo Institute\n"
    "TESTRUP Karoline\tカロリーネ・テストルプ\tDirector\tSample Lab\n"
    "SKABELONSEN Noah\tノア・スカベロンセン\tHead of User Access\tSample Quantum ApS\n"
    "DUMMYSEN Emil\tエミール・ドゥムューセン\tSpecial Adviser\tDemo Agency\n"
)
CALL, LUNCH = "Courtesy call at the Cabinet Office", "Lunch hosted by the Embassy"
MEETING, ROUND_TABLE = "Meeting on quantum research", "Round table with companies"
FUNDING, RECEPTION = "JST and JSPS: joint funding", "Reception at the residence"
CALL_HOME = "Joint call with Copenhagen"
PRINTED = (
    "航空便 CPH – HND",
    "Transfer by bus",
    "Free time",
    "11:00～11:45 CEST Delegation briefing",
    "12:00～14:00 CEST Informal dinner",
    "11:15～12:15",
    CALL,
    LUNCH,
    f"A {MEETING}",
    f"B {ROUND_TABLE}",
    FUNDING,
    "18:30～20:30",
    RECEPTION,
    "令和9年4月20日",
    f"16:00～17:00 09:00～10:00 CEST {CALL_HOME}",
)
HOSTS = (f"{FUNDING} @JST", f"{RECEPTION} @Residence")
_QUESTIONS = 4


@pytest.fixture
def hand(officer: Officer) -> Hand:
    """An officer with the typed part of the programme before her, and her hand on the timeline."""
    know_a_colleague(officer)
    officer.key("Ctrl+3")
    officer.press("New delegation", first=True)
    officer.type(TITLE)
    for day in ("17/4", "20/4"):
        officer.key("Tab")
        officer.type(day)
    officer.key("Tab")
    officer.press("Programme")
    for line in TYPED:
        say(officer, line)
    officer.press("Participants")
    officer.paste(PEOPLE)
    officer.key("Return")
    officer.tab("Programme")
    officer.window.resize(*look.WINDOW)
    return Hand(officer)


def know_a_colleague(officer: Officer) -> None:
    """Someone who works in Denmark, to be called from Tokyo."""
    officer.key("Ctrl+6")
    officer.press("New person", first=True)
    officer.write("Family name", "Prøvesen")
    officer.write("Given name", "Poul")
    officer.click(officer.field("Nationality"))
    officer.suggested("Denmark")


def say(officer: Officer, line: str) -> None:
    """Type a line, and settle what is asked about it: places are made, airports get their clock."""
    officer.line(line)
    for _question in range(_QUESTIONS):
        names = officer.names()
        clock = next((name for name in ("Copenhagen", "Tokyo") if name in names), "")
        if any(name.startswith("Create “") for name in names):
            officer.key("Return")
        elif clock and "Decide later" in names:
            of_tokyo = any("HND" in text for text in officer.texts())
            officer.press("Tokyo" if of_tokyo else "Copenhagen")


def test_two_days_from_nothing_to_paper(hand: Hand, officer: Officer, tmp_path: Path) -> None:
    draw_the_evening(hand, officer)
    split_the_group(hand, officer)
    see_the_conflict_before_the_drop(hand, officer)
    place_the_hosts(hand, officer)
    find_the_joint_call(hand, officer)
    accept_one(officer)
    printed = print_it(officer, tmp_path)
    order = [printed.index("".join(title.split())) for title in PRINTED]
    assert order == sorted(order)
    for said in (
        "令和9年4月19日（月）第3日",
        "07:55着JST",
        "シーネ・エクセンペルゴー",
        "Aシーネ・エクセンペルゴー",
    ):
        assert said in printed


def draw_the_evening(hand: Hand, officer: Officer) -> None:
    """The briefing is drawn with the mouse; the dinner after it is begun and fitted by keys."""
    hand.draw(SUNDAY, "18:00", "18:45")
    officer.type("Delegation briefing")
    officer.key("Tab")
    officer.key("Ctrl+Return")  # the details are closed, and the keyboard is in the timeline
    assert hand.when("Delegation briefing") == "18 18:00–18:45"
    officer.key("N")
    officer.window.grab().save("/tmp/j1.png")
    officer.type("Informal dinner")
    officer.key("Tab")
    officer.key("Ctrl+Return")
    assert hand.when("Informal dinner") == "18 18:45–19:45"
    officer.key("Alt+Down")
    for _quarter in range(4):
        officer.key("Alt+Shift+Down")
    assert hand.when("Informal dinner") == "18 19:00–21:00"
    hand.drag("Courtesy call at the Cabinet Office", MONDAY, "11:15")
    assert hand.when("Courtesy call at the Cabinet Office") == "19 11:15–12:15"


def split_the_group(hand: Hand, officer: Officer) -> None:
    """Half of the group goes to a ministry, half to a round table that is a little longer."""
    hand.choose(MEETING)

    def half_and_half() -> None:
        officer.press("Half and half")
        officer.press("Split")

    with officer.answering(half_and_half):
        officer.key("Ctrl+Shift+G")
    first, second = hand.blocks_called(MEETING)
    assert first.slot == second.slot
    assert first.x + first.width <= second.x  # side by side
    assert first.y == second.y
    # The second is another one: it has a name of its own, and takes longer.
    officer.click(hand.grid.viewport(), hand.middle(second))
    officer.key("Return")
    officer.key("Ctrl+A")
    officer.type(ROUND_TABLE)
    officer.key("Tab")
    officer.key("Ctrl+Return")
    hand.stretch(ROUND_TABLE, MONDAY, "15:30")
    assert hand.when(ROUND_TABLE) == "19 14:00–15:30"
    assert hand.when(MEETING) == "19 14:00–15:15"
    officer.press("Groups")
    assert hand.lanes() == ["Everyone", "A", "B"]
    assert [hand.blocks(title)[0].slot for title in (MEETING, ROUND_TABLE)] == [1, 2]
    officer.press("Days")


def see_the_conflict_before_the_drop(hand: Hand, officer: Officer) -> None:
    """The call would reach into the lunch: it is said while it is held, and Esc leaves all be."""
    hand.take(CALL)
    before = hand.grid.viewport().grab().toImage()
    hand.carry(MONDAY, "12:00")
    officer.until(lambda: bool(hand.causes()))
    (sentence,) = hand.causes()
    assert hand.held() == "19 12:00–13:00"
    for said in (CALL, LUNCH, "overlap", "12:30–13:00 JST (05:30–06:00 CEST)"):
        assert said in sentence
    assert hand.grid.viewport().grab().toImage() != before
    officer.key("Escape")
    hand.let_go()
    assert hand.when(CALL) == "19 11:15–12:15"
    # Dropped all the same, it is in the bar above until it is undone.
    hand.drag(CALL, MONDAY, "12:00")
    officer.until(lambda: any(name.startswith("1 must be solved") for name in officer.names()))
    officer.key("Ctrl+Z")
    assert officer.said() == f"Undone: Move “{CALL}”"
    assert hand.when(CALL) == "19 11:15–12:15"
    officer.until(lambda: not any("must be solved" in name for name in officer.names()))


def place_the_hosts(hand: Hand, officer: Officer) -> None:
    """Two hosts said yes but have no time: one is placed with the mouse, one with the keyboard."""
    day = next(name for name in officer.names() if name.startswith("Day of new items"))
    with officer.choosing("Not placed yet"):
        officer.press(day)
    officer.click(officer.field("New item"))
    for line in HOSTS:
        say(officer, line)
    assert hand.in_tray() == [FUNDING, RECEPTION]
    hand.drag(FUNDING, MONDAY, "16:00")
    assert hand.when(FUNDING) == "19 16:00–17:00"
    # Right leads through the days to what is not placed yet.
    for _step in range(3):
        if hand.current() != RECEPTION:
            officer.key("Right")
    officer.key("Return")
    while not hand.held().startswith("19"):
        officer.key("Left")
    for _quarter in range(96):
        if hand.held() != "19 18:30–19:30":
            officer.key("Down")
    officer.key("Return")
    for _quarter in range(4):
        officer.key("Alt+Shift+Down")
    assert hand.when(RECEPTION) == "19 18:30–20:30"
    assert hand.in_tray() == []


def find_the_joint_call(hand: Hand, officer: Officer) -> None:
    """The head calls a colleague at home, when the offices of both are open; Return places it."""
    hand.click(TUESDAY, "12:00")  # nothing is selected: something new is to be placed

    def ask() -> None:
        officer.suggested("Eksempel")
        officer.suggested("Poul")
        officer.click(officer.field("Online: nobody travels"))
        best = "Tue 20 Apr 16:00–17:00 JST, 09:00–10:00 CEST"
        officer.until(lambda: bool(officer.lines()) and officer.lines()[0].startswith(best))
        assert all("Within everyone’s office hours" in line for line in officer.lines())
        officer.tab_to("Suggested times")
        officer.key("Return")

    with officer.answering(ask):
        officer.key("Ctrl+T")
    assert officer.said() == "The time is in the programme."
    # It is chosen, and Return leads to its title.
    officer.key("Return")
    officer.type(CALL_HOME)
    officer.key("Tab")
    officer.key("Ctrl+Return")
    assert hand.when(CALL_HOME) == "20 16:00–17:00"


def accept_one(officer: Officer) -> None:
    """What is still found is counted above; one of it is lived with, and why is said."""
    assert bar(officer) == "2 warnings"
    officer.press(bar(officer))
    assert "A night without a hotel" in officer.texts()
    officer.press("Accept…", first=True)
    officer.line("They stay with the embassy")
    assert officer.said() == "1 finding accepted"
    officer.until(lambda: bar(officer) == "1 warning")
    officer.press(bar(officer))


def bar(officer: Officer) -> str:
    """What the bar of conflicts says."""
    return next(name for name in officer.names() if "warning" in name)


def print_it(officer: Officer, folder: Path) -> str:
    """The paper in Japanese, without the spaces that only set it."""
    officer.press("Print programme")
    officer.choose("Document language", "日本語")
    paper = folder / "programme.pdf"
    with officer.answering(lambda: officer.save_as(paper)):
        officer.press("Save as PDF…")
    officer.until(paper.exists)
    document = pypdfium2.PdfDocument(paper)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return "".join("".join(pages).split())
