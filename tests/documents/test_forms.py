"""The forms of a programme: by the day, folded, for the press, for drivers, for interpreters."""

import pytest

from desktop.documents.catalogue import document
from desktop.documents.document import Document
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, EmergencyContact, Place, Trilingual
from desktop.domain.codes import Function, Involvement, ItemKind, ItemStatus
from desktop.domain.paper import PaperSource, Stand
from tests.documents.kit import (
    CODES,
    ON,
    delegation,
    involved,
    item,
    moment,
    pages,
    person,
    printed,
    related,
    same,
    squeezed,
)

MIA = person("Mia", "Prøve", name_ja="ミーア・プルーヴェ", kana="ミーア プルーヴェ")
HOST = person("Osamu", "Reizawa", name_ja="例沢 修", kana="レイザワ オサム", nationality="JP")
YUKI = person("Yuki", "Mihon", nationality="JP", mobile="+81-3-0000-0001")
HOTEL = Place(
    name=Trilingual(ja="ホテル見本", en="Hotel Mihon"), country="JP", address_local="東京都渋谷区"
)
RIKEN = Place(name=Trilingual(ja="理研", en="RIKEN"), country="JP", address_local="埼玉県和光市")


def paper(
    visit: Delegation, code: str, *options: Option, languages: tuple[str, ...] = ("en",)
) -> Document:
    source = PaperSource(visit, Stand(3, draft=False))
    wish = Wish(code, "delegation", "", languages, ON, options=frozenset(options))
    return document(Material(source), wish)


def titles(made: Document) -> list[str]:
    return [row["title"] for day in made.data["days"] for row in day["items"]]


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("da",), ("ja", "en"), ("da", "ja")])
def test_each_day_of_the_demo_fits_one_page(visit: Delegation, languages: tuple[str, ...]) -> None:
    made = paper(visit, "programme_day", languages=languages)
    assert len(pages(made)) == len(made.data["days"]) == 8


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("da",), ("ja", "en"), ("ja", "da")])
def test_the_demo_folds_from_one_side_of_a_sheet(
    visit: Delegation, languages: tuple[str, ...]
) -> None:
    (text,) = pages(paper(visit, "programme_folded", languages=languages))
    text = text.replace("-", "")
    wanted = [one.title.best(code) for one in visit.items for code in languages]
    assert [each for each in wanted if squeezed(each).replace("-", "") not in text] == []


def test_the_press_is_told_only_what_is_for_it() -> None:
    closed = item("Closed block", "2027-04-19 09:00", closed_to_media=True)
    visit = delegation(
        closed,
        item("Part of it", "2027-04-19 09:30", parent_id=closed.id),
        item("Bus", "2027-04-19 10:00", kind=ItemKind.TRANSFER),
        item("Off", "2027-04-19 10:30", status=ItemStatus.CANCELLED),
        item("Open", "2027-04-19 11:00", people=[involved(YUKI, Involvement.CONTACT)]),
        item("Reception", "2027-04-19 18:00", place=HOTEL),
        members=[MIA],
        hotel=HOTEL,
        emergency_contacts=[EmergencyContact(name=same("Vagten"), phone="+81-3-0000-0000")],
    )
    made = paper(visit, "programme_press")
    assert titles(made) == ["Open", "Reception"]
    text = printed(made)
    assert "Whatisclosedtothemediaisleftout." in text
    assert "ProgrammeforthepressEdition3" in text
    for each in ("+81", "HotelMihon", "Vagten", "MIHON", "Closedblock", "Partofit"):
        assert each not in text


def test_the_office_alone_is_told_everything() -> None:
    visit = delegation(
        item("x", "2027-04-19 09:00", gift="Vase", internal_note="Shy", purpose=same("Why")),
        members=[MIA],
        budget_holder="Konto 7",
        note="Between us",
    )
    text = printed(paper(visit, "programme_internal"))
    for each in ("INTERNAL", "Gift:Vase", "Internalnote:Shy", "Purpose:Why", "Konto7", "Betweenus"):
        assert each in text
    everyone = printed(paper(visit, "programme"))
    for each in ("INTERNAL", "Vase", "Shy", "Why", "Konto7", "Betweenus"):
        assert each not in everyone


def test_a_driver_reads_places_as_the_signs_have_them() -> None:
    bus = related(Place(name=same("Bus 2")))
    ride = item(
        "Transfer",
        "2027-04-19 08:15",
        "2027-04-19 09:30",
        kind=ItemKind.TRANSFER,
        place=HOTEL,
        end_place=RIKEN,
        people=[involved(YUKI, Involvement.CONTACT)],
    )
    related(ride, vehicle=bus)
    visit = delegation(
        ride,
        item("Talk", "2027-04-19 10:00"),
        members=[MIA, HOST, YUKI],
        functions={2: Function.LOCAL_TEAM},
    )
    made = paper(visit, "programme_driver")
    assert titles(made) == ["Transfer"]
    text = printed(made)
    for each in (
        "ホテル見本東京都渋谷区HotelMihon",
        "理研埼玉県和光市RIKEN",
        "Bus2",
        "2passengers",
    ):
        assert each in text
    assert "08:15–09:30" in text
    assert "01:15" not in text
    assert "Contact:MIHONYuki+81-3-0000-0001" in text


def test_an_interpreter_prepares_names_and_topics() -> None:
    talk = item(
        "Call",
        "2027-04-19 10:00",
        interpreted=True,
        language="ja/en",
        topics=same("Cryogenics"),
        questions=same("How cold?"),
        people=[involved(HOST, Involvement.HOST), involved(YUKI, Involvement.INTERPRETER)],
    )
    visit = delegation(talk, item("Walk", "2027-04-19 12:00"), members=[MIA])
    made = paper(visit, "programme_interpreter")
    assert titles(made) == ["Call"]
    text = printed(made)
    for each in (
        "例沢修レイザワオサム",
        "REIZAWAOsamu",
        "Japanese,English",
        "Cryogenics",
        "Howcold?",
    ):
        assert each in text
    assert "Interpreter:MIHONYuki" in text
    # A name in kana is its own reading.
    assert text.count("プルーヴェ") == 1


@pytest.mark.parametrize("code", ["programme_driver", "programme_interpreter", "programme_press"])
def test_a_form_with_nothing_to_tell_says_so(code: str) -> None:
    assert "hasno" in printed(paper(delegation(), code))


def test_a_vehicle_is_named_on_the_programme() -> None:
    ride = related(item("x", "2027-04-19 09:00"), vehicle=Place(name=same("Bus 2")))
    assert "Vehicle:Bus2" in printed(paper(delegation(ride), "programme"))


def test_halves_of_the_day_only_in_english_and_where_wished_for() -> None:
    visit = delegation(
        item("a", "2027-04-19 08:30", "2027-04-19 10:00"),
        item("b", "2027-04-19 11:30", "2027-04-19 13:00"),
        item("c", "2027-04-19 12:00"),
        item("d", "2027-04-19 00:05", open_end=True),
    )
    text = printed(paper(visit, "programme", Option.TWELVE_HOURS))
    for each in ("8:30–10:00a.m.", "11:30a.m.–1:00p.m.", "12:00p.m.", "12:05a.m.–"):
        assert each in text
    assert "a.m." not in printed(paper(visit, "programme"))
    danish = printed(paper(visit, "programme", Option.TWELVE_HOURS, languages=("da",)))
    assert "08.30–10.00" in danish


def test_a_half_of_the_day_never_begins_a_line() -> None:
    visit = delegation(item("a", "2027-04-19 10:30", "2027-04-19 17:00"))
    made = paper(visit, "programme", Option.TWELVE_HOURS)
    (line, *_) = made.data["days"][0]["items"][0]["times"]
    assert line["text"] == "10:30\u00a0a.m.–5:00\u00a0p.m."


def test_a_label_in_two_languages_has_one_colon() -> None:
    ride = item(
        "Bus",
        "2027-04-19 08:15",
        kind=ItemKind.TRANSFER,
        people=[involved(YUKI, Involvement.CONTACT)],
    )
    text = printed(paper(delegation(ride), "programme_driver", languages=("ja", "da")))
    assert "連絡先/Kontakt:" in text
    assert "：/" not in text


def test_a_meal_is_hosted_and_what_is_open_is_to_be_confirmed() -> None:
    lunch = item(
        "Lunch",
        "2027-04-19 12:00",
        kind=ItemKind.MEAL,
        people=[involved(HOST, Involvement.HOST)],
    )
    open_call = item("Call", "2027-04-19")
    open_call.start = moment("2027-04-19", part="tbc")
    text = printed(paper(delegation(lunch, open_call), "programme"))
    assert "Hostedby:" in text
    assert "(Timeandvenuetobeconfirmed)" in text
    assert text.count("tobeconfirmed)") == 1


@pytest.mark.parametrize("code", CODES)
def test_every_form_is_made_in_every_language(visit: Delegation, code: str) -> None:
    for name in ("press", "internal", "driver", "interpreter", "day", "folded"):
        text = printed(paper(visit, f"programme_{name}", languages=(code,)))
        assert squeezed(visit.title.best(code)) in text
