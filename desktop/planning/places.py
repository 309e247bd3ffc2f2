"""What follows from a place: its clock, its country, what it lies in, and whether it holds one."""

from desktop.domain.codes import ItemKind, PlaceKind
from desktop.domain.plan import Booking, PlaceFact, Plan

ON_THE_WAY = frozenset({ItemKind.TRANSFER, ItemKind.FLIGHT, ItemKind.TRAIN})
"""The kinds of items that lead from a place to another."""

_ZONES = {"JP": "Asia/Tokyo", "DK": "Europe/Copenhagen"}
_COUNTRIES = {zone: country for country, zone in _ZONES.items()}


def country_of_zone(zone: str) -> str:
    """The country whose clock a zone is, as far as the program knows it; else ""."""
    return _COUNTRIES.get(zone, "")


def around(plan: Plan, place_id: str | None) -> list[PlaceFact]:
    """A place and what it lies in, from the inside out; empty when it is not known."""
    found: dict[str, PlaceFact] = {}
    while place_id is not None and place_id not in found and place_id in plan.places:
        found[place_id] = plan.places[place_id]
        place_id = found[place_id].within_id
    return list(found.values())


def zone_of(plan: Plan, place_id: str | None) -> str:
    """The zone of a place's clock: its own, of what it lies in, or of its organisation; or ""."""
    chain = around(plan, place_id)
    own = next((place.zone for place in chain if place.zone), "")
    hosts = (plan.organisations.get(place.organisation_id or "") for place in chain)
    return (
        own
        or next((host.zone for host in hosts if host is not None and host.zone), "")
        or _ZONES.get(country_of(plan, place_id), "")
    )


def country_of(plan: Plan, place_id: str | None) -> str:
    """The country a place is in, as its code of two letters; "" when nothing tells."""
    chain = around(plan, place_id)
    own = next((place.country for place in chain if place.country), "")
    hosts = [plan.organisations.get(place.organisation_id or "") for place in chain]
    of_host = next((host.country for host in hosts if host is not None and host.country), "")
    zone = next((place.zone for place in chain if place.zone), "")
    return own or of_host or _COUNTRIES.get(zone, "")


def country_of_booking(plan: Plan, booking: Booking) -> str:
    """Whose holidays count for a booking: of its place or instrument, its host, or its clock."""
    host = plan.organisations.get(booking.host_organisation_id or "")
    instrument = plan.instruments.get(booking.instrument_id or "")
    return (
        country_of(plan, booking.place_id)
        or (instrument.country if instrument is not None else "")
        or (host.country if host is not None else "")
        or _COUNTRIES.get(booking.start.zone or "", "")
    )


def zone_of_booking(plan: Plan, booking: Booking) -> str:
    """The clock of whoever receives: of the place, the instrument, the host, else its own."""
    host = plan.organisations.get(booking.host_organisation_id or "")
    instrument = plan.instruments.get(booking.instrument_id or "")
    return (
        zone_of(plan, booking.place_id)
        or (instrument.zone if instrument is not None else "")
        or (host.zone if host is not None else "")
        or booking.start.zone
        or ""
    )


def room_of(plan: Plan, booking: Booking, place_id: str | None) -> tuple[str, ...] | None:
    """The room that a booking at a place has for itself; a venue or a hotel holds many at once.

    It is a place that is a room, or the name of a room within a place.
    """
    place = plan.places.get(place_id or "")
    if place is None or booking.kind in ON_THE_WAY:
        return None
    if place.kind == PlaceKind.ROOM:
        return (place.id,)
    named = booking.room.strip().casefold()
    return (place.id, named) if named else None


def vehicle_of(plan: Plan, booking: Booking, place_id: str | None) -> str | None:
    """The vehicle that a booking at a place uses: its own, or the place where that is one."""
    place = plan.places.get(place_id or "")
    is_vehicle = place is not None and place.kind == PlaceKind.VEHICLE
    return booking.vehicle_id or (place_id if is_vehicle else None)
