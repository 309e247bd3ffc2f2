"""What the calendars of an edition told is remembered, and cannot be taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.documents.issuing import Choice, Progress
from desktop.domain import Delegation
from desktop.making.edition import Asked, issue, make
from desktop.store import loading
from desktop.store.editions import LABEL, editions
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile
from desktop.store.sent import handed_to, sent

ON = date(2027, 4, 10)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    made = demo_office(tmp_path / "demo.kakehashi")
    yield made
    made.close()


def _visit(office: OfficeFile) -> Delegation:
    with office.reading() as session:
        query = select(Delegation.id).where(Delegation.reference == "DEL-2027-001")
        return loading.delegation(session, session.scalars(query).one())


def _issue(office: OfficeFile, choice: Choice) -> None:
    asked = Asked("delegation", _visit(office).id, draft=False, on=ON, choice=choice)
    made = make(office, asked, Progress())
    with office.writing(LABEL, number=made.prepared.stand.number) as session:
        issue(session, made, on=ON, at=office.clock())


def test_what_the_calendars_told_is_known_though_the_edition_is_undone(office: OfficeFile) -> None:
    visit = _visit(office)
    liv = next(one.person for one in visit.members if one.person.given == "Liv")
    _issue(office, Choice((), (("en",),), member_calendars=True))
    office.undo()
    with office.reading() as session:
        assert editions(session, visit.id) == []
        known = sent(session, [visit.id])
    items = [item.id for item in visit.items]
    theirs = [item for item in items if handed_to(liv.id, item) in known]
    assert set(items) <= known.keys()
    assert 0 < len(theirs) < len(items)


def test_papers_alone_put_nothing_into_a_calendar(office: OfficeFile) -> None:
    _issue(office, Choice(("participants",), (("en",),)))
    with office.reading() as session:
        assert len(editions(session, _visit(office).id)) == 1
        assert sent(session) == {}
