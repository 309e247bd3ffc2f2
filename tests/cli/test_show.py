"""`kakehashi show` tells of a record what its pages tell."""

import re
from datetime import date
from pathlib import Path

from desktop.domain import Permit, StageMove, Task, Trilingual
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from tests.cli.conftest import Run


def test_what_is_to_be_done_is_shown_with_the_days_of_the_list(run: Run, demo: Path) -> None:
    office = OfficeFile.open(demo)
    with office.writing("edit") as session:
        request = find_record(session, "ACC-2027-003")
        assert request is not None
        # Counted to a Saturday.
        start = request.start
        assert start is not None
        offset = (date(2027, 6, 5) - start).days
        task = Task(access_id=request.id, title=Trilingual(en="Call"), anchor="start", turn="host")
        task.offset_days = offset
        records.add(session, task)
        move = StageMove(access_id=request.id, on=start, position=99, from_stage="scheduled")
        move.to_stage, move.reason = "preparing", "cancelled_by_facility"
        records.add(session, move)
        stay = find_record(session, "EXC-2027-001")
        assert stay is not None
        permit = Permit(exchange_id=stay.id, number="RP-1", issued=date(2027, 7, 1))
        permit.valid_from = date(2027, 9, 1)
        records.add(session, permit)
    office.close()
    text = run("show", "ACC-2027-003")
    assert re.search(r"– +4 Jun 2027 +Host +Call", text)
    assert re.search(r"Scheduled → Preparing +Cancelled by the facility", text)
    text = run("show", "EXC-2027-001")
    assert re.search(r"Residence permit +1 Jul 2027 +1 Sept 2027", text)
    assert "RP-1" not in text
