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

# The fields of each class, by the kind of the entity that holds them.
FIELDS: Mapping[DataClass, Mapping[str, tuple[str, ...]]] = {
    DataClass.CONTACT: {"person": ("email", "mobile")},
    DataClass.PASSPORT: {"person": ("passport_number", "passport_expiry")},
    DataClass.HEALTH: {"person": ("diet",)},
    DataClass.EMERGENCY: {"person": ("emergency_contact",)},
}


class Retention(Entity):
    """How many days after a visit the office keeps a class of data, if not as usual."""

    __tablename__ = "retention"

    data_class: Mapped[str] = text(DataClass.CONTACT)
    days: Mapped[int] = mapped_column(default=0)
