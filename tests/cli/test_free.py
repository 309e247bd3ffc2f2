"""`kakehashi free`: suggestions in words and as JSON, and clear words for what is wrong."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.language import CODES, Language
from desktop.words import free as words

Run = Callable[..., str]
BOTH = ("--people", "KAKU Hikaru, Signe Eksempelgaard")
APRIL = ("--from", "2027-04-01", "--to", "2027-04-09")


def free(run: Run, *arguments: str) -> Any:
    return json.loads(run("free", *arguments, "--json"))


def test_a_call_is_found_on_both_clocks(run: Run) -> None:
    first, *more = run("free", *BOTH, *APRIL).splitlines()
    assert first.startswith("Thu 1 Apr 16:00–17:00 JST  09:00–10:00 CEST  Within everyone’s")
    assert len(more) == 6  # one for each of the working days


def test_json_has_instants_codes_and_words(run: Run) -> None:
    found = free(run, *BOTH, *APRIL)
    first = found["suggestions"][0]
    assert first["clocks"] == [
        {
            "zone": "Asia/Tokyo",
            "start": "2027-04-01T16:00:00+09:00",
            "end": "2027-04-01T17:00:00+09:00",
        },
        {
            "zone": "Europe/Copenhagen",
            "start": "2027-04-01T09:00:00+02:00",
            "end": "2027-04-01T10:00:00+02:00",
        },
    ]
    assert first["reasons"][0] == {
        "code": "inside_hours",
        "text": "Within everyone’s office hours",
    }
    assert found["would_help"] == []


def test_what_would_help_is_told_where_nothing_fits(run: Run) -> None:
    saturday = ("--from", "2027-04-03", "--to", "2027-04-03")
    told = run("free", *BOTH, *saturday).splitlines()
    assert told[0] == "No time suits everybody."
    assert told[1].startswith("  Outside office hours, too: ")
    assert free(run, *BOTH, *saturday)["would_help"][0]["code"] == "outside"
    with_weekends = run("free", *BOTH, *saturday, "--outside")
    assert "Weekend in Denmark" in with_weekends


def test_zones_place_host_and_preferences_count(run: Run) -> None:
    found = free(run, "--people", "KAKU Hikaru", *APRIL, "--zones", "Europe/London")
    assert found["suggestions"][0]["clocks"][0]["zone"] == "Europe/London"
    at_wako = ("--people", "Signe Eksempelgaard", "--place", "RIKEN Wako campus", *APRIL)
    start = free(run, *at_wako, "--prefer", "afternoon")["suggestions"][0]["clocks"][0]["start"]
    assert start[11:] == "13:00:00+09:00"
    online = free(run, *at_wako, "--online")["suggestions"][0]["clocks"][1]["start"]
    assert online[11:16] >= "08:30"
    noon = free(run, *at_wako, "--minutes", "180", "--over-lunch", "--prefer", "morning")
    assert {one["code"] for one in noon["suggestions"][0]["reasons"]} >= {"part"}
    host = free(run, "--host", "RIKEN", "--minutes", "15", *APRIL)
    assert host["suggestions"]


def test_an_identity_is_as_good_as_a_name(run: Run) -> None:
    people = json.loads(run("list", "people", "--json"))
    kaku = next(row["id"] for row in people if row["name"]["given"] == "Hikaru")
    by_name = free(run, "--people", "KAKU Hikaru", *APRIL)
    assert free(run, "--people", kaku, *APRIL) == by_name


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--people", "Nobody Here", *APRIL), "Nobody here is called “Nobody Here”.\n"),
        (("--place", "Atlantis", *APRIL), "No place here is called “Atlantis”.\n"),
        (("--host", "Atlantis", *APRIL), "No organisation here is called “Atlantis”.\n"),
        (("--instrument", "Atlantis", *APRIL), "No instrument here is called “Atlantis”.\n"),
        ((*BOTH, "--from", "soon", "--to", "2027-04-01"), "“soon” is not a date such as"),
        (
            (*BOTH, "--from", "2027-04-02", "--to", "2027-04-01"),
            "The last day, 1 Apr 2027, is before the first, 2 Apr 2027.\n",
        ),
        ((*BOTH, "--from", "2027-01-01", "--to", "2028-01-02"), "At most 366 days"),
        ((*BOTH, *APRIL, "--minutes", "1e3"), "“1e3” is not a number of minutes"),
        ((*BOTH, *APRIL, "--minutes", "0"), "“0” is not a number of minutes from 5 to 1440.\n"),
        ((*BOTH, *APRIL, "--zones", "Mars"), "There is no time zone “Mars”"),
        (APRIL, "Please say for whom or for what"),
    ],
)
def test_what_cannot_be_understood_is_told(run: Run, arguments: tuple[str, ...], told: str) -> None:
    assert run("free", *arguments, code=1).startswith(told)


def test_an_ambiguous_name_names_all_it_may_mean(run: Run) -> None:
    told = run("free", "--people", "ove", *APRIL, code=1)
    assert "Frederik Øvelund" in told
    assert "Liv Øvebjerg" in told
    assert "RIKEN Wako campus" in run("free", "--place", "riken", *APRIL, code=1)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_own_words(run: Run, code: str) -> None:
    told = run("free", *BOTH, "--from", "2027-04-03", "--to", "2027-04-03", "--language", code)
    assert told.startswith(words.nothing(Language.of(code)))
