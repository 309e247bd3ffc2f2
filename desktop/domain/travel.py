"""How long it takes from one place to another, as the office knows it."""

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, link, owner, text


class TravelTime(Entity):
    """Minutes from door to door between two places, in both directions unless `one_way`."""

    __tablename__ = "travel_time"

    from_place_id: Mapped[str] = owner("place")
    to_place_id: Mapped[str] = link("place", nullable=False)
    minutes: Mapped[int] = mapped_column(default=0)
    one_way: Mapped[bool] = mapped_column(default=False)
    means: Mapped[str] = text()
    note: Mapped[str] = text()
