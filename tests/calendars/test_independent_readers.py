"""Programs in other languages read a calendar file as the Python readers do."""

from collections.abc import Callable

import pytest

from tests.calendars.readers import ical_js, libical
from tests.calendars.readers.seen import Seen
from tests.calendars.test_readers import File, file  # noqa: F401 (a fixture)

pytestmark = pytest.mark.extended

Read = Callable[[bytes], list[tuple[str, Seen]]]


@pytest.mark.parametrize("read", [ical_js.read, libical.read], ids=["ical.js", "libical"])
def test_a_reader_agrees(file: File, read: Read) -> None:  # noqa: F811
    found = read(file.content)
    assert len(found) == len(dict(found))
    told = {uid: (one.summary, one.start, one.end, one.zones, one.location) for uid, one in found}
    assert told == {
        uid: (one.summary, one.start, one.end, one.zones, one.location)
        for uid, one in file.expected().items()
    }
