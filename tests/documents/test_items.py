"""Programme items as rows."""

from typing import Any

import pytest

from desktop.documents.items import Rows, dated_rows
from desktop.documents.times import Clocks
from desktop.domain import Item, Organisation, Place, Trilingual
from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.language import Language
from tests.documents.kit import (
    COPENHAGEN,
    TOKYO,
    group,
    involved,
    item,
    moment,
    of_groups,
    person,
    related,
    same,
)

MINISTRY = Organisation(name=Trilingual(ja="内閣府", da="Regeringskontoret", en="Cabinet Office"))
MIA, OLE, EVA = person("Mia", "Prøve"), person("Ole", "Test"), person("Eva", "Demo")
IDA = person("Ida", "Skabelon")
CONTACT = person("Yuki", "Mihon", nationality="JP", mobile="+81-3-0000-0001")
RIKEN = Place(
    name=Trilingual(ja="理研", en="RIKEN"), address_local="埼玉県和光市", city=same("Wako")
)


def rows(code: str = "en", **values: Any) -> Rows:
    return Rows(Clocks(Language.of(code), TOKYO, COPENHAGEN), **values)


def row(one: Item, code: str = "en", **values: Any) -> dict[str, Any]:
    return rows(code, **values).day([one])[0]


def facts(one: Item, code: str = "en", **values: Any) -> list[str]:
    return [
        " | ".join(f"{fact['label']}{'/'.join(fact['lines'])}" for fact in line)
        for line in row(one, code, **values)["facts"]
    ]


def test_the_title_is_in_the_language_of_the_paper_if_it_can_be() -> None:
    two = item("", "2027-04-19 09:00")
    two.title = Trilingual(ja="表敬訪問", en="Courtesy call")
    assert [row(two, code)["title"] for code in ("ja", "da", "en")] == [
        "表敬訪問",
        "Courtesy call",
        "Courtesy call",
    ]
    assert row(item("", kind=ItemKind.RECEPTION))["title"] == "Reception"


def test_what_is_not_certain_says_so() -> None:
    assert row(item("x"))["marks"] == []
    assert row(item("x", status=ItemStatus.TENTATIVE))["marks"] == ["Tentative"]
    off = row(item("x", status=ItemStatus.CANCELLED, closed_to_media=True))
    assert (off["cancelled"], off["marks"]) == (True, ["Cancelled", "Closed to media"])


def test_one_of_several_possibilities_says_so() -> None:
    maybe = item("", kind=ItemKind.RECEPTION, alternative=True)
    titles = {code: row(maybe, code)["title"] for code in ("ja", "da", "en")}
    assert titles == {
        "ja": "レセプション（代替案）",
        "da": "Reception (alternativ)",
        "en": "Reception (alternative)",
    }


def test_the_host_stands_first_then_its_people() -> None:
    host = person("Osamu", "Reizawa", MINISTRY, title=same("Counsellor"))
    guest_host = person("Ann", "Other", Organisation(name=same("RIKEN")))
    call = item(
        "x",
        host_organisation=MINISTRY,
        people=[involved(host, Involvement.HOST), involved(guest_host, Involvement.HOST)],
    )
    told = ["Cabinet Office", "Osamu Reizawa, Counsellor", "Ann Other, RIKEN"]
    assert facts(call) == ["Host:" + "/".join(told)]
    only_people = item("x", people=[involved(host, Involvement.HOST)])
    assert facts(only_people, "ja") == ["先方：内閣府/Osamu Reizawa　Counsellor"]


def test_a_danish_programme_has_speakers_with_v() -> None:
    talk = item("x", people=[involved(MIA, Involvement.SPEAKER)])
    assert facts(talk, "da") == ["v. Mia Prøve"]
    assert facts(talk, "en") == ["Speaker: Mia Prøve"]


def test_language_interpreter_and_dress() -> None:
    call = item(
        "x",
        language="en/ja",
        interpreted=True,
        dress=same("mørkt jakkesæt"),
        people=[involved(CONTACT, Involvement.INTERPRETER)],
    )
    assert facts(call, "da") == [
        "Sprog:engelsk, japansk · med tolk | Påklædning:mørkt jakkesæt",
        "Tolk:MIHON Yuki +81-3-0000-0001",
    ]
    assert facts(item("x", language="Dansk (tegnsprog)")) == ["Language:Dansk (tegnsprog)"]


def test_a_flight_has_its_number_and_its_true_length() -> None:
    flight = item("x", kind=ItemKind.FLIGHT, transport="SK983")
    flight.start = moment("2027-04-17 11:20", COPENHAGEN)
    flight.end = moment("2027-04-18 07:55", TOKYO)
    assert [facts(flight, code) for code in ("ja", "da", "en")] == [
        ["SK983　13時間35分"],
        ["SK983 · 13 t. 35 min."],
        ["SK983 · 13 h 35 min"],
    ]


def test_participants_are_named_where_not_everyone_comes() -> None:
    everyone = (MIA, OLE, EVA, IDA)
    two = item("x", everyone=False, people=[involved(MIA), involved(OLE)])
    assert facts(two, members=everyone) == ["Participants:Mia Prøve, Ole Test"]
    all_but_one = item("x", everyone=False, people=[involved(one) for one in everyone[:3]])
    assert facts(all_but_one, members=everyone) == ["Participants:all except Ida Skabelon"]
    assert facts(all_but_one, "ja", members=everyone) == ["参加者：Ida Skabelonを除く全員"]
    assert facts(item("x", people=[involved(MIA)]), members=everyone) == []
    of_group = item("x", everyone=False, groups=of_groups(group("A", MIA)))
    assert facts(of_group, members=everyone) == []


def test_who_joins_late_is_named_among_everyone() -> None:
    dinner = item("x", people=[involved(MIA, joins=moment("2027-04-19 21:35"))])
    assert facts(dinner, "da") == ["Deltagere:Mia Prøve (deltager fra kl. 21.35)"]


def test_a_reader_is_told_only_their_own_exception() -> None:
    meeting = item("x", everyone=False, people=[involved(MIA), involved(OLE)])
    assert facts(meeting, members=(MIA, OLE, EVA, IDA), reader=MIA.id) == ["Participants:Ole Test"]


def test_a_contact_of_the_cover_is_not_repeated() -> None:
    meeting = item("x", people=[involved(CONTACT, Involvement.CONTACT)])
    assert facts(meeting) == ["Contact:MIHON Yuki +81-3-0000-0001"]
    assert facts(meeting, usual=(CONTACT.id,)) == []


def test_a_meeting_link_is_only_for_those_who_take_part() -> None:
    call = item("x", meeting_link="https://example.invalid/room")
    assert facts(call) == []
    assert facts(call, links=True) == ["Link:https://example.invalid/room"]


def test_topics_lose_the_bullets_that_were_typed_and_nothing_else() -> None:
    talk = item("x", topics=same("- Qubits\n・Sensors\n• \n\n-5 °C and below\n1. First"))
    assert row(talk)["topics"]["lines"] == ["Qubits", "Sensors", "-5 °C and below", "1. First"]


def test_an_address_is_written_once_a_day() -> None:
    first = item("a", "2027-04-19 09:00", place=RIKEN, room="Room 3")
    second = item("b", "2027-04-19 11:00", place=RIKEN)
    there = [[part["text"] for part in one["place"]] for one in rows().day([first, second])]
    assert there == [["RIKEN", "Room 3", "埼玉県和光市"], ["RIKEN"]]
    again = [[part["text"] for part in one["place"]] for one in rows().day([second])]
    assert again == [["RIKEN", "埼玉県和光市"]]


def test_from_one_place_to_another() -> None:
    hotel = Place(name=same("Hotel Mihon"), city=same("Tokyo"))
    bus = item("x", place=hotel, end_place=RIKEN, kind=ItemKind.TRANSFER)
    told = [(part["text"], part["soft"]) for part in row(bus)["place"]]
    assert told == [
        ("Hotel Mihon", False),
        ("Tokyo", True),
        ("→ RIKEN", False),
        ("埼玉県和光市", True),
    ]
    flight = item("x", place=hotel, end_place=RIKEN, kind=ItemKind.FLIGHT)
    assert [part["text"] for part in row(flight)["place"]] == ["Hotel Mihon", "→ RIKEN"]
    assert [part["text"] for part in row(item("x", room="Aud. A"))["place"]] == ["Aud. A"]


def test_parts_of_a_block_know_how_deep_they_stand() -> None:
    block = item("block", "2027-04-19 09:00")
    part = item("part", "2027-04-19 09:00", parent_id=block.id)
    deeper = item("deeper", "2027-04-19 09:10", parent_id=part.id)
    lost = item("lost", "2027-04-19 10:00", parent_id="another day")
    depths = [one["depth"] for one in rows().day([block, part, deeper, lost])]
    assert depths == [0, 1, 2, 0]


def test_days_in_order_with_their_cities_and_the_unplaced_last() -> None:
    lab = item("lab", "2027-04-20 09:00", place=RIKEN)
    off = item("off", "2027-04-20 11:00", status=ItemStatus.CANCELLED)
    related(off, place=Place(city=same("Nowhere")))
    found = list(dated_rows(rows("da"), [item("some day"), lab, off, item("x", "2027-04-19")]))
    assert [(data["heading"], data["where"]) for _, data in found] == [
        ("Mandag den 19. april 2027", ""),
        ("Tirsdag den 20. april 2027", "Wako"),
        ("Endnu uden dato", ""),
    ]


def test_parallel_items_stand_in_the_order_of_their_groups() -> None:
    first, second = group("A", MIA, position=0), group("B", EVA, position=1)
    both = [
        item("b", "2027-04-19 14:00", everyone=False, groups=of_groups(second)),
        item("a", "2027-04-19 14:00", everyone=False, groups=of_groups(first)),
    ]
    both += [item(f"{one.title.en}'s part", "2027-04-19 14:00", parent_id=one.id) for one in both]
    ((_, data),) = dated_rows(rows(), both)
    assert [(one["title"], one["groups"]) for one in data["items"]] == [
        ("a", ["A"]),
        ("a's part", []),
        ("b", ["B"]),
        ("b's part", []),
    ]


def test_parallel_parts_of_a_block_stand_in_that_order_too() -> None:
    block = item("block", "2027-04-19 09:00")
    tracks = [
        item(
            code, "2027-04-19 10:00", parent_id=block.id, groups=of_groups(group(code, position=n))
        )
        for n, code in ((2, "C"), (0, "A"), (1, "B"))
    ]
    ((_, data),) = dated_rows(rows(), [*tracks, block])
    assert [one["title"] for one in data["items"]] == ["block", "A", "B", "C"]


def test_blocks_that_name_each_other_as_parent_are_not_lost() -> None:
    first, second = item("first", "2027-04-19 09:00"), item("second", "2027-04-19 10:00")
    first.parent_id, second.parent_id = second.id, first.id
    ((_, data),) = dated_rows(rows(), [first, second])
    assert sorted(one["title"] for one in data["items"]) == ["first", "second"]


@pytest.mark.parametrize(("length", "breakable"), [(200, False), (5000, True)])
def test_only_a_row_that_could_fill_a_page_may_break(length: int, *, breakable: bool) -> None:
    assert row(item("x", printed_note=same("y" * length)))["breakable"] is breakable
