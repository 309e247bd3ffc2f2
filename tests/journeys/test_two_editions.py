"""Two editions of the demo visit reach the members' calendars, as programs of others keep them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlalchemy.orm import Session

from desktop.calendars.export import calendar
from desktop.domain import Delegation, Item, Member, Person
from desktop.domain.codes import ItemStatus
from desktop.domain.comparing import Difference
from desktop.language import Language
from desktop.store import calendar_source, delegations, editions, loading
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from tests.calendars.readers import ical_js
from tests.calendars.readers.radicale import Calendars, serving
from tests.calendars.readers.seen import Seen
from tests.calendars.readers.thunderbird import Thunderbird

pytestmark = [pytest.mark.extended, pytest.mark.timeout(900)]

ON = date(2027, 4, 10)
NOW = datetime(2027, 4, 10, 9, tzinfo=UTC)
REFERENCE = "DEL-2027-001"
