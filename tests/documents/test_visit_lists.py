"""What the lists of a visit tell: who, with whom, on what, where and how many."""

from typing import Any

import pytest

from desktop.documents.audience import Audience
from desktop.documents.catalogue import SHEETS, document
from desktop.documents.document import Document, texts_in
from desktop.documents.seating import seated
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, Item, Organisation, Person, Place, Trilingual
from desktop.domain.codes import Direction, Function, Involvement, ItemKind
from desktop.domain.paper import PaperSource
from tests.documents.kit import (
    COPENHAGEN,
    ON,
    TOKYO,
    delegation,
    group,
    involved,
    item,
    moment,
    person,
    printed,
    related,
    same,
)

MINISTRY = Organisation(name=Trilingual(ja="高等教育・科学庁", en="Agency for Science"))
OFFICE = Organisation(name=same("Cabinet Office"), phone="03")
SIGNE = person(
    "Signe",
    "Prøve",
    MINISTRY,
    name_ja="シーネ・プルーヴェ",
    kana="シーネ・プルーヴェ",
    honorific=Trilingual(ja="様", en="Ms"),
    title=same("Director"),
    diet=Trilingual(ja="ベジタリアン", en="Vegetarian"),
    mobile="+45 1",
    emergency_contact="Sister +45 2",
)
RASMUS = person("Rasmus", "Test", MINISTRY, diet=Trilingual(ja="ベジタリアン", en="Vegetarian"))
YUKI = person(
    "Yuki", "Mihon", name_ja="見本 由紀", kana="みほん ゆき", nationality="JP", mobile="+81 3"
)
HOST = person(
    "Osamu", "Reizawa", OFFICE, nationality="JP", title=same("Counsellor"), honorific=same("Dr")
)
HOTEL = related(
    Place(name=Trilingual(ja="見本ホテル", en="Hotel Mihon"), address_local="渋谷区", phone="03-1"),
    organisation=None,
)


def of(kind: str, title: str, start: str, end: str = "", **values: Any) -> Item:
    given: dict[str, Any] = {
        "place": None,
        "end_place": None,
        "host_organisation": None,
        "people": [],
        "groups": [],
        "everyone": True,
    }
    return item(title, start, end, **{**given, "kind": kind, **values})


def visit(*items: Item, **values: Any) -> Delegation:
    given: dict[str, Any] = {
        "members": [RASMUS, YUKI, SIGNE],
        "functions": {1: Function.INTERPRETER, 2: Function.HEAD},
        "hotel": HOTEL,
        "lead_organisation": MINISTRY,
        "emergency_contacts": [],
        "direction": Direction.DK_JP,
        "home_zone": COPENHAGEN,
        "visit_zone": TOKYO,
        "start": moment("2027-04-17").date,
        "end": moment("2027-04-24").date,
    }
    return delegation(*items, **{**given, **values})


def made(record: Delegation, code: str, *languages: str, **values: Any) -> Document:
    wish = Wish(code, "delegation", record.id, languages or ("en",), ON, **values)
    return document(Material(PaperSource(record)), wish)


def rows(paper: Document, section: int = 0) -> list[list[list[str]]]:
    """The texts of each cell of a table, its small lines after the others."""
    found = paper.data["sections"][section]["rows"]
    return [[[*cell["lines"], *cell["soft"]] for cell in row["cells"]] for row in found]


def flight(number: str, start: str, end: str, **values: Any) -> Item:
    away = values.pop("zones", (COPENHAGEN, TOKYO))
    made = of(ItemKind.FLIGHT, f"Flight {number}", "", transport=number, **values)
    made.start, made.end = moment(start, away[0]), moment(end, away[1])
    return made


# -- the list of participants


def test_the_head_stands_first_and_helpers_apart() -> None:
    paper = made(visit(), "participants")
    assert rows(paper) == [
        [["1"], ["Signe Prøve"], ["Director", "Head of delegation"], ["Agency for Science"]],
        [["2"], ["Rasmus Test"], [], ["Agency for Science"]],
    ]
    assert paper.data["sections"][1]["heading"] == "Interpreters and local team"
    assert rows(paper, 1) == [[["1"], ["MIHON Yuki"]]]


def test_names_are_read_in_kana_or_in_romaji_and_dropped_honorifics_are_told() -> None:
    names = visit(functions={})
    kana = made(names, "participants", "ja")
    assert [row[1] for row in rows(kana)] == [
        ["Rasmus Test"],
        ["見本 由紀", "みほん ゆき"],
        ["シーネ・プルーヴェ"],
    ]
    assert kana.data["sections"][0]["heading"] == "参加者名簿（敬称略）"
    chosen = frozenset({Option.ROMAJI, Option.HONORIFICS})
    romaji = made(names, "participants", "ja", options=chosen)
    assert [row[1] for row in rows(romaji)][1:] == [
        ["見本 由紀", "MIHON Yuki"],
        ["シーネ・プルーヴェ 様", "Signe Prøve"],
    ]
    assert "敬称略" not in printed(romaji)


def test_a_list_for_a_group_has_its_people_only() -> None:
    team = group("A", RASMUS, YUKI)
    paper = made(visit(groups=[team]), "participants", audience=Audience(group=team.id))
    assert [row[1] for row in rows(paper)] == [["Rasmus Test"]]
    assert paper.data["reader"]["name"] == "A"


# -- meals, hotels and flights


def test_a_restaurant_learns_how_many_need_what_and_no_name() -> None:
    dinner = of(ItemKind.DINNER, "Dinner", "2027-04-19 18:30", "2027-04-19 20:00")
    alone = of(
        ItemKind.MEAL,
        "Lunch",
        "2027-04-20 12:00",
        everyone=False,
        people=[involved(RASMUS)],
    )
    paper = made(visit(dinner, alone), "diet")
    assert rows(paper) == [[["Vegetarian"], ["2"]], [["Total"], ["2"]]]
    assert [(row[1], row[2], row[3]) for row in rows(paper, 1)] == [
        (["Dinner"], ["2"], ["Vegetarian: 2"]),
        (["Lunch"], ["1"], ["Vegetarian: 1"]),
    ]
    assert "Rasmus" not in printed(paper)
    assert not SHEETS["diet"].private


def test_the_numbers_of_a_dietary_list_add_up_to_all_who_eat() -> None:
    free = person("Aksel", "Test", MINISTRY)
    paper = made(visit(members=[RASMUS, SIGNE, free], functions={}), "diet")
    assert rows(paper) == [
        [["Vegetarian"], ["2"]],
        [["No special needs"], ["1"]],
        [["Total"], ["3"]],
    ]


def test_nights_are_counted_from_landing_to_departure() -> None:
    out = flight("SK983", "2027-04-17 11:20", "2027-04-18 07:55")
    back = flight("SK984", "2027-04-24 11:45", "2027-04-24 18:40", zones=(TOKYO, COPENHAGEN))
    record = visit(out, back)
    record.members[0].leaves = moment("2027-04-22")
    paper = made(record, "rooms")
    assert [row[1:5] for row in rows(paper, 1)] == [
        [["Signe Prøve", "シーネ・プルーヴェ"], ["Sun 18 Apr"], ["Sat 24 Apr"], ["6"]],
        [["Rasmus Test"], ["Sun 18 Apr"], ["Thu 22 Apr"], ["4"]],
    ]
    assert "10 room nights" in [*texts_in(paper.data)]


def test_a_booked_hotel_goes_before_the_usual_one() -> None:
    other = related(Place(name=same("Ryokan")), organisation=None)
    night = of(
        ItemKind.HOTEL,
        "Night",
        "2027-04-20",
        "2027-04-21",
        place=other,
        everyone=False,
        people=[involved(RASMUS)],
    )
    paper = made(visit(night), "rooms")
    assert [part["heading"] for part in paper.data["sections"]] == [
        *("Hotel Mihon", "Rooms"),
        *("Ryokan", "Rooms"),
    ]
    assert [row[1][0] for row in rows(paper, 1)] == ["Signe Prøve"]
    assert [row[1:5] for row in rows(paper, 3)] == [
        [["Rasmus Test"], ["Tue 20 Apr"], ["Wed 21 Apr"], ["1"]]
    ]


def test_a_flight_has_both_clocks_and_tells_who_flies_apart() -> None:
    out = flight("SK983", "2027-04-17 11:20", "2027-04-18 07:55")
    late = flight(
        "AY73",
        "2027-04-18 17:30",
        "2027-04-19 13:00",
        everyone=False,
        people=[involved(RASMUS)],
    )
    out.everyone, people = False, [involved(SIGNE)]
    paper = made(visit(related(out, people=people), late), "flights")
    assert rows(paper)[0] == [
        ["SK983", "Flight SK983"],
        ["Sat 17 Apr 11:20 CEST", "18:20 JST"],
        ["Sun 18 Apr 07:55 JST", "00:55 CEST"],
        ["Signe Prøve"],
    ]
    assert rows(paper, 1) == [[["Rasmus Test"], ["Sun 18 Apr AY73"]]]
    together = made(visit(flight("SK983", "2027-04-17 11:20", "2027-04-18 07:55")), "flights")
    assert rows(together)[0][3] == ["All (2)"]
    assert len(together.data["sections"]) == 1


def test_where_a_few_are_missing_from_a_flight_the_others_are_counted() -> None:
    third = person("Aksel", "Test", MINISTRY)
    aboard = [involved(RASMUS), involved(SIGNE), involved(third)]
    out = flight("SK983", "2027-04-17 11:20", "2027-04-18 07:55", everyone=False, people=aboard)
    late = person("Liv", "Test", MINISTRY)
    record = visit(out, members=[RASMUS, SIGNE, third, late], functions={})
    assert rows(made(record, "flights"))[0][3] == ["All except Liv Test (3)"]


# -- meetings


def meeting(**values: Any) -> Item:
    given: dict[str, Any] = {
        "people": [
            involved(HOST, Involvement.HOST),
            involved(YUKI, Involvement.CONTACT),
            involved(YUKI, Involvement.INTERPRETER),
        ],
        "host_organisation": OFFICE,
        "language": "en/ja",
        "gift": "Vase → Dr Reizawa",
        "purpose": same("Renew the agreement"),
        "questions": same("- Which labs?\n- Since when?"),
        "internal_note": "Do not mention the budget",
    }
    times = ("2027-04-19 11:15", "2027-04-19 12:15")
    return of(ItemKind.COURTESY_CALL, "Courtesy call", *times, **{**given, **values})


def test_a_briefing_sheet_prepares_for_the_meeting() -> None:
    paper = made(visit(meeting()), "briefing")
    (told,) = paper.data["meetings"]
    facts = {fact["label"]: fact["lines"] for fact in told["facts"]}
    assert facts["Time"] == ["Monday 19 April 2027", "11:15–12:15", "04:15–05:15 CEST"]
    assert facts["Level"] == ["Counsellor", "⇔ Director"]
    assert facts["Language"] == ["English, Japanese"]
    assert facts["Interpreter"] == ["MIHON Yuki +81 3"]
    parts = {part["heading"]: part for part in told["sections"]}
    assert parts["Purpose"]["lines"] == ["Renew the agreement"]
    assert parts["Questions sent ahead"]["lines"] == ["Which labs?", "Since when?"]
    assert parts["Internal note"]["lines"] == ["Do not mention the budget"]
    assert "Dr REIZAWA Osamu" in [*texts_in(parts["Counterpart"])]
    # One's own side is named without honorifics.
    ours = [row["cells"][0]["lines"] for row in parts["Our participants"]["rows"]]
    assert ours == [["Signe Prøve"], ["Rasmus Test"]]
    assert SHEETS["briefing"].private


def test_hosts_are_listed_by_day_with_whom_to_call() -> None:
    walk = of(ItemKind.FREE, "Walk", "2027-04-19 09:00")
    paper = made(visit(walk, meeting()), "hosts")
    assert rows(paper) == [
        [
            ["Mon 19 Apr", "11:15–12:15"],
            ["Courtesy call"],
            ["Cabinet Office", "Dr REIZAWA Osamu, Counsellor"],
            ["MIHON Yuki +81 3"],
        ]
    ]


def test_all_who_received_the_delegation_are_thanked_once() -> None:
    speakers = [involved(HOST, Involvement.SPEAKER), involved(SIGNE, Involvement.SPEAKER)]
    talk = meeting(people=speakers)
    off = meeting(status="cancelled", people=[involved(YUKI, Involvement.HOST)])
    paper = made(visit(meeting(), talk, off), "thanks")
    assert rows(paper) == [
        [
            ["Dr REIZAWA Osamu", "Counsellor"],
            ["Cabinet Office"],
            ["Mon 19 Apr Courtesy call"] * 2,
            ["\u00a0"],
        ]
    ]


def test_gifts_are_given_as_they_are_written() -> None:
    paper = made(visit(meeting(), meeting(gift="")), "gifts")
    assert rows(paper) == [
        [
            ["Mon 19 Apr", "11:15–12:15"],
            ["Courtesy call"],
            ["Vase → Dr Reizawa"],
            ["Cabinet Office", "Dr REIZAWA Osamu"],
        ]
    ]


@pytest.mark.parametrize(
    ("count", "second_first", "wanted"),
    [
        (0, False, []),
        (1, False, [1]),
        (4, False, [3, 1, 2, 4]),
        (5, False, [5, 3, 1, 2, 4]),
        (5, True, [4, 2, 1, 3, 5]),
    ],
)
def test_the_first_sits_in_the_middle_and_the_second_on_the_right(
    count: int, second_first: bool, wanted: list[int]
) -> None:
    people: list[Person] = [person(str(number + 1), "") for number in range(count)]
    side, head = seated(people, second_first=second_first)
    assert [int(one.given) for one in side] == wanted
    assert not people or side[head] is people[0]


def test_the_heads_of_both_sides_face_each_other() -> None:
    paper = made(visit(meeting()), "seating")
    (plan,) = paper.data["meetings"]
    (faced,) = [row for row in plan["rows"] if row["head"]]
    assert (faced["guest"]["name"], faced["host"]["name"]) == ("Signe Prøve", "REIZAWA Osamu")
    assert [one["name"] for one in plan["behind"]] == ["MIHON Yuki"]
    assert "This is a proposal." in paper.data["note"]
    assert plan["unknown"] == ""
    unnamed = made(visit(meeting(people=[])), "seating")
    assert unnamed.data["meetings"][0]["unknown"] == "Cabinet Office"


# -- cards


def test_plates_have_both_scripts_and_may_be_for_all_at_a_meeting() -> None:
    call = meeting()
    paper = made(visit(call), "name_plates", "ja", options=frozenset({Option.HONORIFICS}))
    assert [(card["name"], card["other"]) for card in paper.data["cards"]] == [
        ("シーネ・プルーヴェ 様", "Signe Prøve"),
        ("Rasmus Test", ""),
    ]
    all_there = made(visit(call), "name_plates", subject=call.id)
    names = [card["name"] for card in all_there.data["cards"]]
    assert names == ["REIZAWA Osamu", "Signe Prøve", "Rasmus Test", "MIHON Yuki"]


def test_a_contact_card_brings_its_guest_home() -> None:
    record = visit(meeting())
    card = made(record, "contact_card", "en", audience=Audience(person=RASMUS.id)).data["cards"]
    (only,) = card
    assert only["name"] == "Rasmus Test"
    assert (only["way"]["name"], only["way"]["lines"]) == ("見本ホテル", ["渋谷区", "03-1"])
    numbers = [line for fact in only["facts"] for line in fact["lines"]]
    assert "119  Ambulance and fire brigade" in numbers
    assert "MIHON Yuki +81 3" in numbers
    home = made(visit(direction=Direction.JP_DK), "contact_card").data["cards"][0]
    assert "112  Police, ambulance and fire brigade" in home["facts"][-1]["lines"]


def test_the_emergency_sheet_finds_the_address_of_an_embassy() -> None:
    embassy = Organisation(name=same("Embassy"), kind="embassy")
    house = related(Place(name=same("Embassy"), address_latin="Sarugaku-cho"), organisation=embassy)
    there = of(ItemKind.MEETING, "Briefing", "2027-04-19 09:00", place=house)
    assert "Sarugaku-cho" in printed(made(visit(there), "emergency"))
    house.name = same("Residence")
    assert "ResidenceSarugaku-cho" in printed(made(visit(there), "emergency"))


def test_the_emergency_sheet_is_private_and_has_the_next_of_kin() -> None:
    text = printed(made(visit(), "emergency"))
    assert "Sister+452" in text
    assert "Vegetarian" in text
    assert "見本ホテル" in printed(made(visit(), "emergency", "ja"))
    assert SHEETS["emergency"].private
