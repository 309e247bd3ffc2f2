"""What a field that refers to others finds, names and creates."""

from desktop.domain import Facility, Instrument, Organisation, Person, Place, Trilingual
from desktop.domain.codes import PlaceKind
from desktop.language import use
from desktop.store import records
from desktop.ui import find
from desktop.ui.desk import Desk


def _fill(desk: Desk) -> None:
    with desk.office.writing("create") as session:
        home = Organisation(name=Trilingual("見本研究所", "Prøveinstituttet", "Sample Institute"))
        session.add(home)
        session.add_all(
            [
                Person(family="Ålekvist", given="Rasmus", organisation_id=home.id),
                Person(family="Mihon", given="Yuki", name_ja="見本 由紀", nationality="JP"),
                Person(family="Zebrand", given="Al", former=True),
                Person(family="Alm", given="Yukiko"),
                Place(name=Trilingual(en="Sample Hall"), kind=PlaceKind.VENUE.value),
                Place(name=Trilingual(en="Sample Inn"), kind=PlaceKind.HOTEL.value),
            ]
        )
        lab = Facility(name=Trilingual(en="Cold lab"), organisation_id=home.id)
        session.add(lab)
        session.flush()
        session.add(Instrument(name=Trilingual(en="Fridge"), facility_id=lab.id))


def test_people_are_found_in_any_script_and_shown_in_the_windows(desk: Desk) -> None:
    _fill(desk)
    people = find.people(desk)
    assert [entry[1] for entry in people.find("")] == [
        "Rasmus Ålekvist",
        "Yukiko Alm",
        "MIHON Yuki",
    ]
    assert [entry[1] for entry in people.find("見本")] == ["MIHON Yuki", "Rasmus Ålekvist"]
    use("ja")
    found = list(people.find("yuki"))
    assert {entry[1] for entry in found} == {"見本 由紀", "Yukiko Alm"}
    assert people.name_of(found[0][0]) == found[0][1]
    assert next(entry[2] for entry in people.find("ålekvist")) == "見本研究所"


def test_what_begins_as_typed_comes_first(desk: Desk) -> None:
    _fill(desk)
    assert [entry[1] for entry in find.people(desk).find("yuki")] == ["Yukiko Alm", "MIHON Yuki"]


def test_a_typed_name_becomes_a_person_in_one_action(desk: Desk) -> None:
    created = find.people(desk).create
    assert created is not None
    record = created("PRØVESEN Anna Sofie")
    assert record is not None
    person = desk.read(lambda session: records.get(session, Person, record))
    assert (person.family, person.given) == ("Prøvesen", "Anna Sofie")
    assert desk.office.undo_label() == (
        "create",
        {"kind": "person", "name": "PRØVESEN Anna Sofie"},
    )
    assert created("()") is None


def test_places_of_the_wanted_kind_come_first_and_are_made(desk: Desk) -> None:
    _fill(desk)
    hotels = find.places(desk, PlaceKind.HOTEL)
    assert [entry[1] for entry in hotels.find("sample")] == ["Sample Inn", "Sample Hall"]
    assert hotels.create is not None
    made = hotels.create("Prøvehotellet")
    assert made is not None
    place = desk.read(lambda session: records.get(session, Place, made))
    assert (place.kind, place.name.en) == ("hotel", "Prøvehotellet")


def test_a_new_name_is_in_the_windows_language(desk: Desk) -> None:
    use("ja")
    create = find.organisations(desk).create
    assert create is not None
    made = create("見本庁")
    assert made is not None
    body = desk.read(lambda session: records.get(session, Organisation, made))
    assert body.name == Trilingual(ja="見本庁")


def test_an_instrument_is_made_only_in_a_facility(desk: Desk) -> None:
    _fill(desk)
    lab = next(iter(find.facilities(desk).find("cold")))[0]
    anywhere, here = find.instruments(desk), find.instruments(desk, lambda: lab)
    assert [entry[1] for entry in anywhere.find("fridge cold")] == ["Fridge"]
    assert anywhere.create is not None
    assert anywhere.create("Laser") is None
    assert here.create is not None
    assert here.create("Laser") is not None
    assert [entry[1] for entry in here.find("")] == ["Fridge", "Laser"]
    opened: list[tuple[str, str]] = []
    desk.record_asked.connect(lambda kind, record: opened.append((kind, record)))
    here.go(next(iter(here.find("")))[0])
    assert opened == [("facility", lab)]


def test_a_record_that_is_gone_says_so(desk: Desk) -> None:
    _fill(desk)
    people = find.people(desk)
    record = next(iter(people.find("alm")))[0]
    with desk.office.writing("delete") as session:
        records.delete(session, records.get(session, Person, record))
    assert people.name_of(record) == "This entry no longer exists (Person)."
