"""The list of facilities."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Facility, Instrument, Trilingual
from desktop.store import interchange, records
from desktop.ui import usage
from desktop.ui.desk import Desk
from desktop.ui.pages.facilities import FacilitiesPage
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import texts_left


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> FacilitiesPage:
    """The page over the demo office."""
    interchange.import_demo(desk.office)
    page = FacilitiesPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    return page


def _names(page: FacilitiesPage) -> list[str]:
    return [row.name.en for row in page.model.rows()]


def test_a_facility_is_found_by_its_instrument(page: FacilitiesPage) -> None:
    assert page.filter_field is not None
    page.filter_field.setText("lithography")
    page.reload()
    assert _names(page) == ["DTU Nanolab"]


def test_a_used_facility_is_asked_about_and_stays(
    page: FacilitiesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(usage.StillUsed, "ask", lambda *args: asked.append(args[3]))
    before = _names(page)
    page.delete_rows([row for row in page.model.rows() if row.name.en == "DTU Nanolab"])
    assert asked
    assert asked[0][0].record_kind == "access_request"
    assert _names(page) == before


def test_an_unused_facility_goes_with_its_instruments_and_comes_back(
    page: FacilitiesPage, desk: Desk
) -> None:
    with desk.office.writing("create") as session:
        made = records.add(session, Facility(name=Trilingual(en="Spare laboratory")))
        records.add(session, Instrument(facility_id=made.id, name=Trilingual(en="Oven")))
    page.delete_rows([row for row in page.model.rows() if row.id == made.id])
    assert "Spare laboratory" not in _names(page)
    desk.undo()
    row = next(row for row in page.model.rows() if row.id == made.id)
    assert row.instruments == 1


def test_a_copy_has_instruments_of_its_own(page: FacilitiesPage, desk: Desk) -> None:
    page.duplicate_rows([row for row in page.model.rows() if row.name.en == "DTU Nanolab"])
    copies = [row for row in page.model.rows() if row.name.en == "DTU Nanolab"]
    assert len(copies) == 2
    assert copies[0].instruments == copies[1].instruments > 0


def test_one_no_longer_in_use_says_so(page: FacilitiesPage, desk: Desk) -> None:
    row = page.model.row_at(0)
    with desk.office.writing("edit") as session:
        records.update(session, Facility, row.id, former=True)
    at = [column.name for column in page.model.columns].index("former")
    shown = page.model.index(page.model.place_of(row.id), at).data()
    assert shown == "No longer in use"


def test_every_text_follows_the_language(page: FacilitiesPage, switch: LanguageSwitch) -> None:
    switch.use("qps")
    rows = page.model.rows()
    data = {text for row in rows for text in (*row.name.parts(), *row.organisation.parts())}
    assert texts_left(page, data) == []
