"""The rules that plans are held against, one file for each sort of thing they look at."""

from collections.abc import Callable, Iterator, Sequence

from desktop.domain.plan import Booking, RecordFact
from desktop.planning.ground import Ground
from desktop.planning.overlaps import Line, Span
from desktop.planning.rules.way import short_transfer, ways
from desktop.planning.trouble import Trouble

OF_BOOKING: tuple[Callable[[Ground, Booking], Iterator[Trouble]], ...] = (short_transfer,)
"""What a booking is held against by itself."""

OF_DAY: tuple[Callable[[Ground, str, Line, Sequence[Span]], Iterator[Trouble]], ...] = (ways,)
"""What one day of a person is held against: all of their line, and the spans of that day."""

OF_RECORD: tuple[Callable[[Ground, RecordFact, Sequence[Booking]], Iterator[Trouble]], ...] = ()
"""What a record is held against as a whole, with all of its bookings."""
