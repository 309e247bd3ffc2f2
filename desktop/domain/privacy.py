"""Which data of people are of which class, and how long an office keeps each after a visit."""

from collections.abc import Mapping

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, text
from desktop.domain.codes import DataClass

# How many days after the end of somebody's last visit each class is kept, where the office has
# not said otherwise. Passport and health data are not needed once the guest is home.
DEFAULT_DAYS: Mapping[DataClass, int] = {
    DataClass.CONTACT: 1095,
    DataClass.PASSPORT: 30,
    DataClass.HEALTH: 30,
    DataClass.EMERGENCY: 90,
}

# The fields of each class, by the kind of the entity that holds them. A permit is of the guest of
# the stay that it belongs to.
FIELDS: Mapping[DataClass, Mapping[str, tuple[str, ...]]] = {
    DataClass.CONTACT: {"person": ("email", "mobile")},
    DataClass.PASSPORT: {
        "person": ("passport_number", "passport_expiry"),
        "permit": ("number",),
    },
    DataClass.HEALTH: {"person": ("diet",)},
    DataClass.EMERGENCY: {"person": ("emergency_contact",)},
}

# What else is of one person alone, and goes only when they are erased altogether: without a name
# a programme says nothing, and notes are the office's own work.
REST: Mapping[str, tuple[str, ...]] = {
    "person": (
        *("family", "given", "name_ja", "kana", "honorific", "title"),
        *("roles", "languages", "nationality", "note"),
    ),
    "permit": ("note",),
    "member": ("note",),
}

# What officers write about one person, which is of no class and goes out as little.
_NOTES = frozenset({"person", "permit", "member"})

# Values that stand for nobody else, so that they are looked for in free text, too: a diet is
# shared by many, an address is not.
IDENTIFYING: Mapping[str, tuple[str, ...]] = {
    "person": ("email", "mobile", "emergency_contact", "passport_number"),
    "permit": ("number",),
}

# The issued papers (codes of `documents.catalogue`) in which a class is printed. A phone number
# stands in the others only for those who help on the way.
PAPERS: Mapping[DataClass, frozenset[str]] = {
    DataClass.CONTACT: frozenset(
        {
            *("programme_internal", "programme_driver", "programme_interpreter"),
            *("briefing", "hosts", "contact_card", "emergency"),
        }
    ),
    DataClass.PASSPORT: frozenset(),
    DataClass.HEALTH: frozenset({"diet", "emergency"}),
    DataClass.EMERGENCY: frozenset({"emergency"}),
}


def withheld(kind: str) -> frozenset[str]:
    """The fields of a kind that go out only when private details are asked for."""
    fields = {name for part in FIELDS.values() for name in part.get(kind, ())}
    return frozenset(fields | ({"note"} if kind in _NOTES else set()))


class Retention(Entity):
    """How many days after a visit the office keeps a class of data, if not as usual."""

    __tablename__ = "retention"

    data_class: Mapped[str] = text(DataClass.CONTACT)
    days: Mapped[int] = mapped_column(default=0)
