"""What a drafted programme has to heed: when a host can, in which order, and how long a day is."""

from datetime import date, time

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, link, owner, text
from desktop.domain.codes import OrderKind


class ItemWindow(Entity):
    """When an item may take place: on one day, or on any day where `day` is None.

    Times are on the clock of the visit; a missing one is the beginning or the end of the day. An
    item without windows may take place in the working hours of any day.
    """

    __tablename__ = "item_window"

    item_id: Mapped[str] = owner("item")
    day: Mapped[date | None] = mapped_column()
    from_time: Mapped[time | None] = mapped_column()
    to_time: Mapped[time | None] = mapped_column()
    position: Mapped[int] = mapped_column(default=0)


class ItemOrder(Entity):
    """How an item stands to another of the same programme: before it, or not on its day."""

    __tablename__ = "item_order"

    item_id: Mapped[str] = owner("item")
    other_id: Mapped[str | None] = link("item", loose=True)
    kind: Mapped[str] = text(OrderKind.APART)


class DraftDay(Entity):
    """How long a day of a delegation may be; where `day` is None, every day that has no row.

    A None of one day falls back to that of every day, and that to what is usual. Times are on the
    clock of the visit. `longest_minutes` is counted from leaving the first place of the day to
    reaching the last. With `parallel` the groups of the delegation may go ways of their own.
    """

    __tablename__ = "draft_day"

    delegation_id: Mapped[str] = owner("delegation")
    day: Mapped[date | None] = mapped_column()
    free: Mapped[bool] = mapped_column(default=False)
    begins: Mapped[time | None] = mapped_column()
    ends: Mapped[time | None] = mapped_column()
    begin_place_id: Mapped[str | None] = link("place")
    end_place_id: Mapped[str | None] = link("place")
    lunch_from: Mapped[time | None] = mapped_column()
    lunch_to: Mapped[time | None] = mapped_column()
    lunch_minutes: Mapped[int | None] = mapped_column()
    evening_from: Mapped[time | None] = mapped_column()
    evening_to: Mapped[time | None] = mapped_column()
    longest_minutes: Mapped[int | None] = mapped_column()
    parallel: Mapped[bool] = mapped_column(default=False)
