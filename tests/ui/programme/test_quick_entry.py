from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import ItemKind, ItemStatus
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.language import CODES, Language
from desktop.ui.programme.known import Known
from desktop.ui.programme.quick_entry import Context, Entry, parse

DAY = date(2027, 4, 19)
TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"


def known(id_: str, en: str = "", ja: str = "", **values: str) -> Known:
    kind = values.pop("kind", "place")
    names = tuple(values.pop("names", "").split("|"))
    return Known.of(
        kind,
        id_,
        Trilingual(ja=ja, en=en),
        names=names,
        search=values.pop("search", ""),
        zone=values.pop("zone", ""),
        iata=values.pop("iata", ""),
        owner=values.pop("owner", None),
    )


PLACES = (
    known("wako", "RIKEN, Wako campus", "理化学研究所 和光地区", search="和光", zone=TOKYO),
    known("mext", "MEXT", "文部科学省", kind="organisation", zone=TOKYO),
    known(
        "dtu", "DTU", kind="organisation", zone=COPENHAGEN, names="Danmarks Tekniske Universitet"
    ),
    known("lyngby", "DTU Lyngby campus", zone=COPENHAGEN, owner="dtu"),
    known("nano", "DTU Nanolab", zone=COPENHAGEN, owner="dtu"),
    known("cph", "Copenhagen Airport", iata="CPH", zone=COPENHAGEN),
    known("hnd", "Tokyo Haneda Airport", "羽田空港", iata="HND", zone=TOKYO),
    known("bus", "Bus 1"),
)
GROUPS = (known("ga", "Policy", kind="group", names="A|A班"), known("gb", kind="group", names="B"))


def read(text: str, code: str = "en", day: date | None = DAY) -> Entry:
    first = date(2027, 4, 17)
    return parse(text, Context(Language.of(code), day, first, TOKYO, PLACES, GROUPS))


def clocks(entry: Entry) -> str:
    """Start and end as "10:00 11:30+1", for a short table."""
    start, end = entry.start, entry.end
    parts = [start.time.strftime("%H:%M") if start.time else str(start.part)]
    if end.time is not None:
        days = (end.date - start.date).days if end.date and start.date else 0
        parts.append(end.time.strftime("%H:%M") + (f"+{days}" if days else ""))
    return " ".join(parts)


@pytest.mark.parametrize(
    ("text", "when", "title"),
    [
        ("10-11.30 Visit RIKEN", "10:00 11:30", "Visit RIKEN"),
        ("9:00–9:45 Courtesy call", "09:00 09:45", "Courtesy call"),
        ("9.00 - 9.45 Courtesy call", "09:00 09:45", "Courtesy call"),
        ("10時～11時半 理研訪問", "10:00 11:30", "理研訪問"),
        ("１０：００〜１１：３０　理研訪問", "10:00 11:30", "理研訪問"),
        ("10時から11時半まで理研訪問", "10:00 11:30", "理研訪問"),
        ("10～11時半 理研訪問", "10:00 11:30", "理研訪問"),
        ("13:30～15:00 意見交換", "13:30 15:00", "意見交換"),
        ("午後2時～3時 意見交換", "14:00 15:00", "意見交換"),
        ("午前10時半 表敬", "10:30", "表敬"),
        ("kl. 14-15 møde", "14:00 15:00", "møde"),
        ("Kl. 9 møde", "09:00", "møde"),
        ("kl 9.30 møde", "09:30", "møde"),
        ("1900 Reception", "19:00", "Reception"),
        ("0900-1030 Meeting", "09:00 10:30", "Meeting"),
        ("2-3pm Meeting", "14:00 15:00", "Meeting"),
        ("10 am to 2 pm Workshop", "10:00 14:00", "Workshop"),
        ("11-1 pm Workshop", "11:00 13:00", "Workshop"),
        ("10:30 Meeting", "10:30", "Meeting"),
        ("10:30: Meeting", "10:30", "Meeting"),
        ("10.30 - Meeting", "10:30", "Meeting"),
        ("22-01 Party", "22:00 01:00+1", "Party"),
        ("23.30-0.30 Night bus", "23:30 00:30+1", "Night bus"),
        ("22-24 Dinner", "22:00 00:00+1", "Dinner"),
        ("20時～翌7時 夜行", "20:00 07:00+1", "夜行"),
        ("9 til 10 møde", "09:00 10:00", "møde"),
        ("21- Dinner", "21:00", "Dinner"),
        ("fra kl. 10 til 11 møde", "10:00 11:00", "møde"),
        ("from 10 to 11 Meeting", "10:00 11:00", "Meeting"),
        ("8:30 a.m. Meeting", "08:30", "Meeting"),
        ("morning Lab tour", "morning", "Lab tour"),
        ("午前 視察", "morning", "視察"),
        ("午後、視察", "afternoon", "視察"),
        ("formiddag rundvisning", "morning", "rundvisning"),
        ("Eftermiddag: rundvisning", "afternoon", "rundvisning"),
        ("aften middag", "evening", "middag"),
        ("終日　会議", "all_day", "会議"),
        ("all day Conference", "all_day", "Conference"),
        ("tbc Dinner", "tbc", "Dinner"),
        ("未定 夕食", "tbc", "夕食"),
        ("Dinner", "tbc", "Dinner"),
    ],
)
def test_a_time_in_front_is_read_however_it_is_typed(text: str, when: str, title: str) -> None:
    entry = read(text)
    assert (clocks(entry), entry.title) == (when, title)
    assert entry.start.date == DAY
    assert entry.start.zone == TOKYO


@pytest.mark.parametrize(
    "title",
    [
        "3-5 companies pitch",
        "12 delegates arrive",
        "2027 strategy",
        "3D printing lab",
        "10-12% growth",
        "Aftensmad",
        "夜景見学",
        "午後の会議",
        "5G meeting",
        "2-3社訪問",
        "Meeting 10:30",
        "20 people",
        "25:30 Meeting",
        "10:75 Meeting",
    ],
)
def test_numbers_and_words_that_are_no_time_stay_in_the_title(title: str) -> None:
    entry = read(title)
    assert (clocks(entry), entry.title) == ("tbc", title)


@pytest.mark.parametrize(
    ("text", "day", "title"),
    [
        ("20/4 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("20.4. 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("20. april kl. 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("Tue 20 April 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("tirsdag den 20. april kl. 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("April 20, 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("2027-04-20 10-11 Visit", date(2027, 4, 20), "Visit"),
        ("4月20日 10-11 視察", date(2027, 4, 20), "視察"),
        ("４月２０日（火）10時～11時 視察", date(2027, 4, 20), "視察"),
        ("令和9年4月20日10時～11時視察", date(2027, 4, 20), "視察"),
    ],
)
def test_a_date_in_front_moves_the_item_to_that_day(text: str, day: date, title: str) -> None:
    entry = read(text)
    assert entry.start == Moment(day, time(10), TOKYO)
    assert entry.end == Moment(day, time(11), TOKYO)
    assert entry.title == title


def test_a_date_with_a_slash_follows_the_order_of_the_language() -> None:
    assert read("5/4 10-11 Visit").start.date == date(2027, 4, 5)
    assert read("4/20 10-11 視察", "ja").start.date == date(2027, 4, 20)


def test_a_date_alone_leaves_the_time_to_be_confirmed() -> None:
    entry = read("21/4 Dinner")
    assert entry.start == Moment(date(2027, 4, 21), None, TOKYO, 0, DayPart.TBC)


def test_alternatives_are_kept_as_they_are_to_be_printed() -> None:
    entry = read("17.30/18.00 Dinner")
    assert (entry.printed_time, entry.start.time, entry.end) == (
        "17.30/18.00",
        time(17, 30),
        Moment(),
    )
    assert entry.title == "Dinner"


@pytest.mark.parametrize(
    "text", ["21.30- Dinner", "21:30–close Dinner", "21時30分～ Dinner", "21.30-slut Dinner"]
)
def test_a_dash_without_an_end_leaves_the_end_open(text: str) -> None:
    entry = read(text)
    assert (entry.start.time, entry.end, entry.open_end) == (time(21, 30), Moment(), True)
    assert entry.title == "Dinner"


@pytest.mark.parametrize(
    "text",
    [
        "11:20 CPH - 07:55+1 HND SK983",
        "11:20 CPH → 07:55 HND SK 983",
        "CPH 11:20 - HND 07:55+1 SK983",
        "SK983 11:20 CPH – 07:55 (+1) HND",
        "SK983 CPH 11.20 - HND 07.55+1",
        "11:20-07:55+1 CPH-HND SK983",
        "１１：２０ CPH ～ ０７：５５＋１ HND SK983",
    ],
)
def test_a_flight_has_two_places_two_zones_and_a_number(text: str) -> None:
    entry = read(text)
    assert entry.start == Moment(DAY, time(11, 20), COPENHAGEN)
    assert entry.end == Moment(date(2027, 4, 20), time(7, 55), TOKYO)
    assert entry.place is not None
    assert entry.end_place is not None
    assert (entry.place.found, entry.end_place.found) == (PLACES[5], PLACES[6])
    assert entry.kind == ItemKind.FLIGHT
    assert entry.transport.replace(" ", "") == "SK983"
    assert entry.title == ""


def test_a_flight_westwards_lands_on_the_same_day() -> None:
    entry = read("12:25 HND - 18:30 CPH Flight home NH 221")
    assert entry.end == Moment(DAY, time(18, 30), COPENHAGEN)
    assert (entry.title, entry.transport) == ("Flight home NH 221", "NH 221")


def test_an_airport_nobody_knows_gives_no_zone() -> None:
    entry = read("11:20 CPH - 16:10 HEL AY952")
    assert entry.end_place is not None
    assert (entry.end_place.text, entry.end_place.found) == ("HEL", None)
    assert (entry.start.zone, entry.end.zone) == (COPENHAGEN, None)


def test_a_number_is_a_flights_only_where_the_line_is_about_a_flight() -> None:
    assert read("10-11 Fly SK 454").transport == "SK 454"
    assert read("10-11 Talk on AB 123").transport == ""


@pytest.mark.parametrize(
    ("text", "found", "title"),
    [
        ("10-11 Visit RIKEN @Wako", "wako", "Visit RIKEN"),
        ("10時～11時半 理研訪問 ＠和光", "wako", "理研訪問"),
        ("首相表敬@文部科学省", "mext", "首相表敬"),
        ("10-11 Courtesy call @mext", "mext", "Courtesy call"),
        ("10-11 @Nanolab Lab tour", None, ""),
        ("10-11 @DTU Nanolab Lab tour", "nano", "Lab tour"),
        ("10-11 Lab tour @DTU Nanolab #A", "nano", "Lab tour"),
        ("10-11 Lab tour @dtu nanolab (tbc)", "nano", "Lab tour"),
        ("kl. 14-15 møde @DTU", "dtu", "møde"),
        ("10-11 Tour @hnd", "hnd", "Tour"),
        ("10-11 Tour @羽田", "hnd", "Tour"),
    ],
)
def test_a_place_is_found_by_its_name(text: str, found: str | None, title: str) -> None:
    entry = read(text)
    assert entry.place is not None
    assert (entry.place.found.id if entry.place.found else None) == found
    if found:
        assert entry.title == title


def test_a_name_that_fits_several_places_is_asked_about() -> None:
    entry = read("10-11 Arrival @Airport")
    assert entry.place is not None
    assert entry.place.found is None
    assert [each.id for each in entry.place.candidates] == ["cph", "hnd"]
    assert (entry.title, entry.start.zone) == ("Arrival", TOKYO)


def test_a_name_that_fits_nothing_is_kept_to_be_asked_about() -> None:
    entry = read("10-11 Visit @Hotel Okura")
    assert entry.place is not None
    assert (entry.place.text, entry.place.candidates) == ("Hotel Okura", ())
    assert entry.title == "Visit"


def test_a_name_ends_where_a_group_begins_even_an_unknown_one() -> None:
    entry = read("10-11 Visit @Hotel Okura #C")
    assert entry.place is not None
    assert (entry.place.text, entry.unknown_groups) == ("Hotel Okura", ("C",))


def test_an_address_is_no_place() -> None:
    entry = read("10-11 Call anna@example.org")
    assert entry.place is None
    assert entry.title == "Call anna@example.org"


def test_the_clock_is_that_of_the_place() -> None:
    assert read("10-11 Visit @DTU Nanolab").start.zone == COPENHAGEN
    assert read("10-11 Visit @Bus 1").start.zone == TOKYO


def test_groups_are_found_by_code_or_name_and_others_stay_in_the_title() -> None:
    entry = read("10-11 Visit #A #b ＃Ａ")
    assert ([group.id for group in entry.groups], entry.title) == (["ga", "gb"], "Visit")
    assert [group.id for group in read("10-11 視察 #A班").groups] == ["ga"]
    entry = read("10-11 Session #2")
    assert (entry.groups, entry.unknown_groups, entry.title) == ((), ("2",), "Session #2")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("? 10-11 Visit", ItemStatus.TENTATIVE),
        ("?10-11 Visit", ItemStatus.TENTATIVE),
        ("10-11 Visit (tbc)", ItemStatus.TENTATIVE),
        ("10-11 Visit （仮）", ItemStatus.TENTATIVE),
        ("10-11 ? Visit", ItemStatus.TENTATIVE),
        ("! 10-11 Visit", ItemStatus.CONFIRMED),
        ("10-11 Visit !", ItemStatus.CONFIRMED),
        ("！10-11 Visit", ItemStatus.CONFIRMED),
        ("10-11 Visit", None),
    ],
)
def test_a_mark_tells_how_certain_it_is(text: str, status: ItemStatus | None) -> None:
    entry = read(text)
    assert (entry.status, entry.title) == (status, "Visit")


def test_a_question_mark_within_a_title_stays() -> None:
    assert read("10-11 What is next?").title == "What is next?"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Visit RIKEN", ItemKind.VISIT),
        ("Besøg på DTU", ItemKind.VISIT),
        ("理研視察", ItemKind.VISIT),
        ("Flight to Tokyo", ItemKind.FLIGHT),
        ("Fly SK983", ItemKind.FLIGHT),
        ("SK983便", ItemKind.FLIGHT),
        ("Frokostmøde", ItemKind.MEAL),
        ("昼食会", ItemKind.MEAL),
        ("Dinner at the residence", ItemKind.DINNER),
        ("Middag", ItemKind.DINNER),
        ("Eftermiddagskaffe", None),
        ("Reception at the hotel", ItemKind.RECEPTION),
        ("懇親会", ItemKind.RECEPTION),
        ("Bus to Wako", ItemKind.TRANSFER),
        ("Business talks", None),
        ("貸切バスで移動", ItemKind.TRANSFER),
        ("Hotel check-in", ItemKind.HOTEL),
        ("Courtesy call on the minister", ItemKind.COURTESY_CALL),
        ("表敬訪問", ItemKind.COURTESY_CALL),
        ("Høflighedsvisit", ItemKind.COURTESY_CALL),
        ("Lab tour", ItemKind.LAB_TOUR),
        ("各自昼食", ItemKind.FREE_LUNCH),
        ("Online meeting with NBI", ItemKind.ONLINE),
        ("Quantum day", None),
    ],
)
def test_the_kind_is_guessed_from_the_words(title: str, kind: ItemKind | None) -> None:
    assert read(f"10-11 {title}").kind == kind


def test_what_was_understood_is_told_by_its_place_in_the_line() -> None:
    text = "20/4 10-11 ! Visit @Wako #A"
    spans = {span.what: text[span.start : span.stop] for span in read(text).spans}
    assert spans == {
        "date": "20/4",
        "time": "10-11",
        "status": "!",
        "place": "@Wako",
        "group": "#A",
    }


def test_nothing_typed_is_an_item_without_anything() -> None:
    entry = read("   ")
    assert (entry.title, entry.start.part, entry.spans) == ("", DayPart.TBC, ())


def test_without_a_day_the_item_is_not_placed() -> None:
    entry = read("10-11 Visit", day=None)
    assert entry.start == Moment(None, time(10), TOKYO)


PIECES = (
    *"0123456789:.-~/@#!?+ ～：時半翌\u3000\x00\nİﬁ",
    *(
        "午後",
        "から",
        "CPH",
        "HND",
        "SK983",
        "kl. ",
        "tbc",
        "20/4",
        "4月20日",
        " to ",
        "visit",
        "ｶﾞ",
    ),
)
LIKELY = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.one_of(st.text(max_size=40), LIKELY), st.sampled_from(CODES))
def test_no_line_is_too_strange(text: str, code: str) -> None:
    entry = read(text, code)
    for moment in (entry.start, entry.end):
        moment.sort_key()
        moment.utc()
    assert all(0 <= span.start < span.stop <= len(text) for span in entry.spans)
    assert len(entry.title) <= len(text)


ROOMS = tuple(known(name, name) for name in ("Room A", "Room B", "Room 10", "会議室10"))


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("13.30-15 Session 3A (Room A)", "Session 3A", "Room A"),
        ("13時半～15時 セッション3B（Room B）", "セッション3B", "Room B"),
        ("9-10 Møde hos vicedirektør (Dr. Mihonda)", "Møde hos vicedirektør (Dr. Mihonda)", None),
        ("9-10 Talk (Room C)", "Talk (Room C)", None),
        ("9-10 Talk (Room A) @Room B", "Talk (Room A)", "Room B"),
    ],
)
def test_a_known_place_may_stand_in_brackets_at_the_end(
    text: str, title: str, place: str | None
) -> None:
    entry = parse(text, Context(Language.of("en"), DAY, DAY, TOKYO, ROOMS))
    found = entry.place.found if entry.place is not None else None
    assert (entry.title, found.id if found else None) == (title, place)


@pytest.mark.parametrize("room", ["Room M", "Room 1", "会議室1", "Room C"])
def test_a_room_is_not_taken_for_one_whose_name_only_holds_its_letters(room: str) -> None:
    entry = parse(f"9-10 Talk @{room}", Context(Language.of("en"), DAY, DAY, TOKYO, ROOMS))
    assert entry.place is not None
    assert (entry.place.text, entry.place.candidates) == (room, ())
