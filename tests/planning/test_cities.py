import pytest

from desktop.planning import cities
from desktop.planning.cities import Position, find_airport, find_city, minutes_between_cities


def near(one: Position | None, latitude: float, longitude: float) -> bool:
    return (
        one is not None
        and abs(one.latitude - latitude) < 0.05
        and abs(one.longitude - longitude) < 0.05
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tokyo", "Tokyo"),
        ("東京", "Tokyo"),
        ("東京都", "Tokyo"),
        ("København", "Copenhagen"),
        ("コペンハーゲン", "Copenhagen"),
        ("Århus", "Aarhus"),
        ("AARHUS", "Aarhus"),
        ("Hørsholm", "Hørsholm"),
        ("Hoersholm", "Hørsholm"),
        ("Horsholm", "Hørsholm"),
        ("Kgs. Lyngby", "Kongens Lyngby"),
        ("Lund", "Lund"),
        ("Wako-shi", "Wako"),
        ("和光市", "Wako"),
        ("Tsukuba City", "Tsukuba"),
        ("筑波", "Tsukuba"),
        ("つくば市", "Tsukuba"),
        ("小金井", "Koganei"),
        ("恩納村", "Onna"),
        ("Sayo", "Sayō"),
        ("四日市", "Yokkaichi"),
        ("堺", "Sakai"),
        ("Shibuya-ku", "Shibuya"),
        ("千代田区", "Chiyoda"),
        ("大田区", "Ōta"),
        ("東海村", "Tokai-mura"),
        ("カストルプ", "Kastrup"),
        (" 大　阪 ", ""),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_city_is_found_however_it_is_written(written: str, name: str) -> None:
    city = find_city([written])
    assert (city.name if city else "") == name


def test_every_city_of_the_demo_and_of_the_known_hosts_is_where_it_is() -> None:
    for name, latitude, longitude in (
        ("Tokyo", 35.69, 139.69),
        ("Wako", 35.79, 139.62),
        ("Koganei", 35.70, 139.51),
        ("Tsukuba", 36.08, 140.12),
        ("Chiba", 35.60, 140.12),
        ("Onna", 26.50, 127.85),
        ("Sayo", 35.00, 134.36),
        ("Koto-ku", 35.67, 139.82),
        ("品川区", 35.61, 139.73),
        ("Copenhagen", 55.68, 12.57),
        ("Kongens Lyngby", 55.77, 12.50),
        ("Hørsholm", 55.88, 12.50),
        ("Aalborg", 57.05, 9.92),
    ):
        city = find_city([name])
        assert city is not None
        assert near(city.position, latitude, longitude), name


def test_the_first_name_that_is_known_counts_and_a_country_leaves_out_others() -> None:
    first = find_city(["Nowhere", "東京", "Copenhagen"])
    assert first is not None
    assert first.name == "Tokyo"
    assert find_city(["Lund"], "JP") is None
    assert find_city(["Tokyo"], "JP") == first


def test_of_two_cities_with_one_name_the_larger_is_meant() -> None:
    sendai = find_city(["Sendai"])
    assert sendai is not None
    assert near(sendai.position, 38.27, 140.87)


def test_a_ward_is_a_part_of_its_city() -> None:
    ward = find_city(["港区"])
    assert ward is not None
    assert (ward.name, ward.part_of) == ("Minato", "Tokyo")


def test_an_airport_is_found_by_its_code() -> None:
    assert near(find_airport("HND"), 35.55, 139.78)
    assert near(find_airport(" cph "), 55.62, 12.66)
    for nothing in ("", "HN", "ZZZ", "Haneda", "羽田"):
        assert find_airport(nothing) is None


def test_an_airport_elsewhere_in_the_world_is_looked_up_in_the_library() -> None:
    assert "GRU" not in cities._airports()
    assert near(find_airport("GRU"), -23.44, -46.47)


def test_each_end_of_a_usual_way_is_a_city_or_an_airport_that_is_known() -> None:
    ways = minutes_between_cities()
    for one, other in ways:
        assert ways[one, other] == ways[other, one]
        for name in (one, other):
            city = find_city([name])
            assert find_airport(name) or (city is not None and city.name == name), name
    assert ways["Tokyo", "Tsukuba"] == 90
    assert ways["Aarhus", "Copenhagen"] == 195


def test_no_city_is_outside_the_countries_it_is_said_to_be_in() -> None:
    boxes = {"JP": (20, 46, 122, 154), "DK": (54, 58, 8, 16), "SE": (55, 60, 11, 19)}
    for city in {city for found in cities._cities().values() for city in found}:
        south, north, west, east = boxes[city.country]
        assert south < city.position.latitude < north, city
        assert west < city.position.longitude < east, city
