"""Which zone is meant by a name or a block of rules; what is not certain is asked."""

import pytest

from desktop.calendars.components import parse
from desktop.calendars.foreign_zones import FLOATING, OURS, Answer, ForeignZones
from tests.calendars.foreign import block, file


def _find(name: str, *blocks: str, years: tuple[int, ...] = (2027,)) -> Answer:
    root = parse(file(*blocks))
    return ForeignZones({one.raw("TZID"): one for one in root.called("VTIMEZONE")}).find(
        name, years
    )


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        ("asia/tokyo", "Asia/Tokyo"),
        ('"Asia/Tokyo"', "Asia/Tokyo"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("Romance Standard Time", "Europe/Copenhagen"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Europe/Helsinki", "Europe/Helsinki"),
        ("/mozilla.org/20050126_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("Europe_London", "Europe/London"),
    ],
)
def test_names_that_say_it_for_certain(name: str, zone: str) -> None:
    assert _find(name) == Answer(zone)


@pytest.mark.parametrize("name", ["Customized Time Zone", "Factory", "Nowhere/Middle", "x" * 5000])
def test_a_name_without_a_block_is_asked(name: str) -> None:
    answer = _find(name)
    assert answer.zone is None
    assert set(OURS) <= set(answer.offered)


def test_times_without_a_zone_are_asked_and_answered() -> None:
    assert _find(FLOATING) == Answer(None, OURS)
    assert ForeignZones({}, {FLOATING: "Asia/Tokyo"}).find(FLOATING) == Answer("Asia/Tokyo")


def test_a_block_like_that_of_one_of_the_two_countries_is_that() -> None:
    name = "Customized Time Zone"
    assert _find(name, block(name, "+0900")) == Answer("Asia/Tokyo")
    assert _find(name, block(name, "+0100", "+0200")) == Answer("Europe/Copenhagen")


def test_a_block_that_only_one_other_zone_fits_is_that() -> None:
    assert _find("Nepal", block("Nepal", "+0545")) == Answer("Asia/Katmandu")


def test_a_block_that_several_fit_is_asked_with_those() -> None:
    answer = _find("East", block("East", "+0200", "+0300"))
    assert answer.zone is None
    assert "Europe/Kiev" in answer.offered
    assert "Europe/Copenhagen" not in answer.offered


def test_a_block_that_none_fits_is_asked() -> None:
    assert _find("Odd", block("Odd", "+0117")) == Answer(None, OURS)


def test_a_block_that_says_where_it_is_and_fits_is_there() -> None:
    told = block("x", "+0200", "+0300", "X-LIC-LOCATION:Europe/Helsinki")
    assert _find("x", told) == Answer("Europe/Helsinki")
    wrong = block("x", "+0900", "", "X-LIC-LOCATION:Europe/Helsinki")
    assert _find("x", wrong) == Answer("Asia/Tokyo")


def test_rules_are_compared_in_the_years_of_the_events() -> None:
    """Russia had summer time until 2011, so a block with it is Moscow's in 2008 alone."""
    told = block("Z", "+0300", "+0400")
    assert "Europe/Moscow" in (_find("Z", told, years=(2008,)).zone or "Europe/Moscow")
    answer = _find("Z", told, years=(2027,))
    assert answer.zone is None
    assert "Europe/Moscow" not in answer.offered


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=77", "FREQ=YEARLY;BYDAY=99XX", "FREQ=YEARLY;UNTIL=x"],
)
def test_rules_that_no_clock_follows_are_asked_at_once(rule: str) -> None:
    told = block("Z", "+0900").replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", rule)
    assert _find("Z", told).zone is None


def test_a_file_of_endless_rules_is_asked_about_at_once() -> None:
    dates = ",".join(["20261101T000000"] * 3000)
    offsets = ["TZOFFSETFROM:+0100", "TZOFFSETTO:+0100"]
    rule = ["BEGIN:STANDARD", "DTSTART:20260101T000000", f"RDATE:{dates}", *offsets, "END:STANDARD"]
    lines = ["BEGIN:VTIMEZONE", "TZID:Endless", *rule, "END:VTIMEZONE"]
    root = parse("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode())
    zones = ForeignZones({"Endless": next(iter(root.called("VTIMEZONE")))})
    assert zones.find("Endless", range(1950, 2150)) == Answer(None, OURS)
