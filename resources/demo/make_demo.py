"""Make office.json from the two data sets that the demo office was first written down in.

    python -m resources.demo.make_demo DELEGATION.json EXCHANGES_AND_ACCESS.json

The JSON beside this script is the truth; this is kept so that one can see how it came about.
"""

import json
import sys
import tempfile
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.store.interchange import export, import_office
from desktop.store.office import OfficeFile
from resources.demo.demo_words import (
    BRIEFINGS,
    CITIES,
    DRESS,
    LATIN_ADDRESSES,
    NOTES,
    OFFICE,
    ROUTES,
)

Data = dict[str, Any]

NAMESPACE = uuid.UUID("5c7f5c1e-7d0e-5d0a-9a5b-2f0f5b6d4b01")
JAPAN, DENMARK = "Asia/Tokyo", "Europe/Copenhagen"

# People and bodies whom the second data set names again under other ids.
SAME = {"h11": "p32", "h12": "p33", "h13": "p34", "h14": "p02", "h15": "p06", "h16": "p03"}
# Functions that a title repeats in brackets; the membership or the item says them.
FUNCTIONS = {"p01": "head", "p02": "deputy", "p12": "secretary"}
BRACKETED = {*FUNCTIONS, "p21"}
GROUPS = {
    "A": {"ja": "A班（学術）", "da": "Spor A (forskning)", "en": "Track A (academia)"},
    "B": {"ja": "B班（産業）", "da": "Spor B (industri)", "en": "Track B (industry)"},
    "1": {"ja": "第1班", "da": "Hold 1", "en": "Group 1"},
    "2": {"ja": "第2班", "da": "Hold 2", "en": "Group 2"},
}
INTERPRETER = "p22"
LEVELS = {"r02": "phd", "r03": "senior"}
PLACE_KINDS = {"v-cph": "airport", "v-hnd": "airport", "v-nrt": "airport", "v-hotel": "hotel"}
IATA = {"v-cph": "CPH", "v-hnd": "HND", "v-nrt": "NRT"}
EXTRA_KINDS = {"o-kek-pf": "facility", "o-dtu-nanolab": "facility", "o-qunorth": "company"}
FACILITY_PLACES = {"o-gquat": "v-gquat", "o-nict": "v-nict"}
STATES = {"in_review": "in_progress"}
# From these stages on the facility has agreed to the instrument.
AGREED = {"approved", "preparing", "scheduled", "in_use", "report_due", "closed"}
SCREENING = {
    "dk_research_security": "research_security",
    "dk_dual_use": "export_control_dk",
    "jp_export_control": "export_control_jp",
}


def key(*parts: str) -> str:
    """The identity of a thing: always the same for the same names."""
    return str(uuid.uuid5(NAMESPACE, ":".join(SAME.get(part, part) for part in parts)))


def country_of(zone: str) -> str:
    """The country whose clock that is."""
    return "JP" if zone == JAPAN else "DK"


def direction_of(arrow: str) -> Data:
    """The direction, with the zones of home and visit that follow from it."""
    there = arrow == "DK→JP"
    return {
        "direction": "dk_jp" if there else "jp_dk",
        "home_zone": DENMARK if there else JAPAN,
        "visit_zone": JAPAN if there else DENMARK,
    }


def moment(wall: str, zone: str) -> Data:
    """A wall time with its zone."""
    day, _, clock = wall.partition("T")
    return {"date": day, "time": clock, "zone": zone}


def organisation(one: Data) -> Data:
    """One organisation."""
    return {
        "id": key(one["id"]),
        "name": one["name"],
        "kind": one.get("kind") or EXTRA_KINDS[one["id"]],
        "city": CITIES[one["city"]],
        "country": one["country"],
        "zone": one["tz"],
        "name_uncertain": one.get("name_uncertain", ""),
    }


def place(one: Data, minutes: dict[str, int]) -> Data:
    """One venue, with the ways that lead from it."""
    result = {
        "id": key(one["id"]),
        "name": one["name"],
        "kind": PLACE_KINDS.get(one["id"], "venue"),
        "city": CITIES[one["city"]],
        "country": country_of(one["tz"]),
        "zone": one["tz"],
        "address_local": one["address"],
        "address_latin": LATIN_ADDRESSES.get(one["id"], ""),
        "iata": IATA.get(one["id"], ""),
    }
    ways = (tuple(way.split(">")) for way in minutes)
    result["travel_times"] = [
        {"id": key("way", start, end), "to_place": key(end), "minutes": minutes[f"{start}>{end}"]}
        for start, end in ways
        if start == one["id"]
    ]
    return result | ({"organisation": key(one["org"])} if one["org"] else {})


def person(one: Data) -> Data:
    """One person; the names of Danes in katakana are their own reading."""
    japanese = "name_ja" in one
    name_ja = one["name_ja"] if japanese else one["katakana"]
    role = one.get("role", {})
    if one["id"] in BRACKETED:
        role = {
            code: text.partition("（" if code == "ja" else " (")[0] for code, text in role.items()
        }
    passport = one.get("passport", {})
    result = {
        "id": key(one["id"]),
        "family": one["family"],
        "given": one["given"],
        "name_ja": name_ja,
        "kana": one["kana"] if japanese else name_ja,
        "honorific": {"ja": "様", "en": one.get("honorific_en") or one["title"]},
        "title": role,
        "organisation": key(one["org"]),
        "roles": [one.get("side", "researcher")],
        "mobile": one.get("phone", ""),
        "nationality": passport.get("nationality") or one.get("country") or "JP",
        "diet": one.get("dietary", {}),
        "passport_number": passport.get("number", ""),
    }
    if one.get("side") == "delegate":
        result |= {"languages": "da en", "email": f"{one['id']}@delegation.example"}
    if one["id"] == INTERPRETER:
        result["languages"] = "ja en"
    if LEVELS.get(one["id"]) == "phd":
        result["roles"].append("student")
    return result | ({"passport_expiry": passport["expires"]} if passport else {})


def item(one: Data, members: list[str], groups: dict[str, list[str]]) -> Data:
    """One programme item; who takes part is said by everyone, a group, or names."""
    ident = one["id"]
    people = [person_link(ident, name, "participant") for name in one["participants"]]
    links: list[Data] = []
    group = one.get("track")
    everyone = one["participants"] == members
    if everyone:
        people = []
    elif group and groups[group] == one["participants"]:
        people = []
        links = [{"id": key(ident, "group", group), "group": key("group", group)}]
    language = one.get("working_language", "")
    interpreted = "interpreter" in language
    host = one.get("host", "")
    named = [(host, "host")] if host.startswith("p") else []
    named += [(one["contact_on_day"], "contact")]
    named += [(INTERPRETER, "interpreter")] if interpreted else []
    people += [person_link(ident, *pair) for pair in named]
    result = {
        "id": key(ident),
        "kind": one["kind"],
        "title": one["title"],
        "start": moment(one["start"], one["start_tz"]),
        "end": moment(one["end"], one["end_tz"]),
        "everyone": everyone,
        "language": language.partition(" ")[0],
        "interpreted": interpreted,
        "dress": DRESS.get(one.get("dress_code", ""), {}),
        "status": one["status"],
        "printed_note": NOTES[one["notes"]] if "notes" in one else {},
        "people": [link | {"position": index} for index, link in enumerate(people)],
        "groups": links,
    }
    start, end, transport = ROUTES.get(ident, ("", "", ""))
    for field, venue in (("place", one.get("venue") or start), ("end_place", end)):
        if venue:
            result[field] = key(venue)
    if host.startswith("o-"):
        result["host_organisation"] = key(host)
    briefing: Data = BRIEFINGS.get(ident, {})
    return result | {"transport": transport} | briefing


def person_link(item_id: str, name: str, involvement: str) -> Data:
    """That a person is involved in an item."""
    return {
        "id": key(item_id, name, involvement),
        "person": key(name),
        "involvement": involvement,
    }


def delegation(data: Data) -> Data:
    """The delegation with its members, groups and programme."""
    about = data["delegation"]
    members = [one["id"] for one in data["people"] if one["side"] == "delegate"]
    groups: dict[str, list[str]] = {}
    for one in data["items"]:
        if "track" in one:
            groups.setdefault(one["track"], one["participants"])
    head = next(one for one in data["people"] if one["id"] == about["head"])
    days = [one[end][:10] for one in data["items"] for end in ("start", "end")]
    contacts = about["emergency_contacts"]
    return {
        "id": key(about["id"]),
        "reference": "DEL-2027-001",
        "title": about["title"],
        "direction": "dk_jp",
        "lead_organisation": key(head["org"]),
        "start": min(days),
        "end": max(days),
        "home_zone": about["home_tz"],
        "visit_zone": about["visit_tz"],
        "status": "tentative",
        "edition": about["version"],
        "edition_final": about["version_status"] == "final",
        "hotel": key(about["hotel"]),
        "note": data["notice"],
        "members": [
            {
                "id": key("member", name),
                "person": key(name),
                "function": FUNCTIONS.get(name, "member"),
                "position": index,
            }
            for index, name in enumerate(members)
        ],
        "groups": [
            {
                "id": key("group", code),
                "code": code,
                "name": GROUPS[code],
                "position": index,
                "members": [
                    {"id": key("group", code, name), "person": key(name)} for name in names
                ],
            }
            for index, (code, names) in enumerate(groups.items())
        ],
        "emergency_contacts": [
            {"id": key("emergency", str(index)), "position": index, **contact}
            for index, contact in enumerate(contacts)
        ],
        "items": [item(one, members, groups) for one in data["items"]],
    }


def task(exchange: Data, index: int, one: Data) -> Data:
    """One line of a checklist; ValueError where its date is not what its offset gives."""
    weeks = one["offset_weeks"]
    after_end = isinstance(weeks, str)
    result = {
        "id": key(exchange["id"], "task", one["code"]),
        "code": one["code"],
        "title": one["title"],
        "anchor": "end" if after_end else "start",
        "offset_days": 28 if after_end else weeks * 7,
        "turn": {"researcher": "guest"}.get(one["responsible"], one["responsible"]),
        "position": index,
    }
    due = date.fromisoformat(exchange["end" if after_end else "start"])
    due += timedelta(days=result["offset_days"])
    if due.isoformat() != one["due"]:
        raise ValueError(f"{exchange['id']} {one['code']}: {due} is not {one['due']}")
    # What is done stays where it was when the stay moves.
    return result | ({"due": one["due"], "done": one["due"]} if one["done"] else {})


def exchange(number: int, one: Data) -> Data:
    """One stay with its gates and checklist."""
    states = {SCREENING[name]: state for name, state in one["screening"].items()}
    agreed = any(line["code"] == "agreement" and line["done"] for line in one["checklist"])
    states["agreement"] = "cleared" if agreed else "not_started"
    return {
        "id": key(one["id"]),
        "reference": f"EXC-2027-{number:03d}",
        "title": one["title"],
        "person": key(one["researcher"]),
        **direction_of(one["direction"]),
        "home_organisation": key(one["home_org"]),
        "host_organisation": key(one["host_org"]),
        "host_person": key(one["host"]),
        "level": LEVELS.get(one["researcher"], "postdoc"),
        "start": one["start"],
        "end": one["end"],
        "funding": one["funding"],
        "paid_by": one["paid_by"],
        "status": one["status"],
        "note": one["notes"],
        "gates": gates(one["id"], states),
        "tasks": [task(one, index, line) for index, line in enumerate(one["checklist"])],
    }


def gates(record: str, states: dict[str, str]) -> list[Data]:
    """The gates of a record."""
    return [
        {"id": key(record, "gate", kind), "kind": kind, "state": STATES.get(state, state)}
        for kind, state in states.items()
    ]


def facility(org: str, organisations: dict[str, Data], requests: list[Data]) -> Data:
    """One facility with the instruments that the requests name."""
    result = {
        "id": key("facility", org),
        "name": organisations[org]["name"],
        "organisation": key(org),
        "zone": organisations[org]["tz"],
        "instruments": [
            {"id": key("instrument", one["id"]), "name": one["instrument"], "position": index}
            for index, one in enumerate(requests)
        ],
    }
    venue = FACILITY_PLACES.get(org)
    return result | ({"place": key(venue)} if venue else {})


def access_request(number: int, one: Data) -> Data:
    """One access request with its gates, moves and slots."""
    zones = direction_of(one["direction"])
    instrument = key("instrument", one["id"])
    days = [slot[end][:10] for slot in one["slots"] for end in ("start", "end")]
    stages = ["" if one["history"][0][1] == "draft" else "draft"]
    stages += [stage for _, stage in one["history"]]
    result = {
        "id": key(one["id"]),
        "reference": f"ACC-2027-{number:03d}",
        "title": one["title"],
        "facility": key("facility", one["facility"]),
        "requester_organisation": key(one["requester_org"]),
        "investigator": key(one["requester"]),
        "local_contact": key(one["local_contact"]),
        "direction": zones["direction"],
        "mode": one["access_mode"],
        "start": min(days),
        "end": max(days),
        "home_zone": zones["home_zone"],
        "stage": one["state"],
        "note": one["notes"],
        "instruments": [
            {"id": key(one["id"], "instrument"), "instrument": instrument}
            | ({"answer": "accepted"} if one["state"] in AGREED else {})
        ],
        "gates": gates(one["id"], one["gates"]),
        "moves": [
            {
                "id": key(one["id"], "move", str(index)),
                "position": index,
                "on": day,
                "from_stage": stages[index],
                "to_stage": stage,
            }
            for index, (day, stage) in enumerate(one["history"])
        ],
        "slots": [
            {
                "id": key(one["id"], "slot", str(index)),
                "instrument": instrument,
                "start": moment(slot["start"], slot["tz"]),
                "end": moment(slot["end"], slot["tz"]),
                "status": slot["status"],
                "note": NOTES[slot["note"]] if "note" in slot else {},
            }
            for index, slot in enumerate(one["slots"])
        ],
    }
    return result | ({"report_due": one["report_due"]} if one["report_due"] else {})


def office(visit: Data, stays: Data) -> Data:
    """The whole office."""
    organisations = {
        one["id"]: one for one in (*visit["organisations"], *stays["organisations_extra"])
    }
    wanted: dict[str, list[Data]] = {}
    for one in stays["facility_requests"]:
        wanted.setdefault(one["facility"], []).append(one)
    people = [*visit["people"], *(one for one in stays["persons"] if one["id"] not in SAME)]
    return {
        "format": "kakehashi-office",
        "version": 1,
        "offices": [{"id": key("office"), **OFFICE}],
        "organisations": [organisation(one) for one in organisations.values()],
        "places": [place(one, visit["travel_minutes"]) for one in visit["venues"]],
        "people": [person(one) for one in people],
        "facilities": [facility(org, organisations, requests) for org, requests in wanted.items()],
        "delegations": [delegation(visit)],
        "exchanges": [exchange(*pair) for pair in enumerate(stays["exchanges"], 1)],
        "access_requests": [
            access_request(*pair) for pair in enumerate(stays["facility_requests"], 1)
        ],
    }


def main(arguments: list[str]) -> int:
    """Write office.json beside this script."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    visit, stays = (json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments)
    with tempfile.TemporaryDirectory() as folder:
        file = OfficeFile.create(Path(folder) / "demo.kakehashi")
        try:
            import_office(file, json.dumps(office(visit, stays)))
            with file.reading() as session:
                text = export(session, private=True)
        finally:
            file.close()
    Path(__file__).with_name("office.json").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
