"""The list of exchanges: found in any script, sorted, duplicated, deleted and brought back."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop import language
from desktop.store import exchanges, interchange, lists
from desktop.ui.desk import Desk
from desktop.ui.pages.exchanges import ExchangesPage
from desktop.ui.pages.periods import period_text
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import texts_left


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ExchangesPage:
    """The page over the demo office."""
    interchange.import_demo(desk.office)
    page = ExchangesPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    return page


def _column(page: ExchangesPage, name: str) -> list[str]:
    at = [column.name for column in page.model.columns].index(name)
    return [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]


def test_a_row_says_who_goes_where_and_when(page: ExchangesPage) -> None:
    assert page.model.rowCount() == 6
    at = _column(page, "reference").index("EXC-2027-001")
    assert _column(page, "person")[at] == "Freja Demobæk"
    assert _column(page, "places")[at].startswith(
        "Niels Bohr Institute, University of Copenhagen → "
    )
    assert _column(page, "period")[at] == "1 Sept – 30 Nov 2027"
    assert _column(page, "direction")[at] == "DK → JP"


def test_states_sort_in_their_own_order_not_by_the_alphabet(page: ExchangesPage) -> None:
    page.model.sort_by("status")
    assert _column(page, "status") == [
        "Draft",
        "Planned",
        "Planned",
        "Approved",
        "Approved",
        "On hold",
    ]


def test_it_filters_in_another_script(page: ExchangesPage) -> None:
    assert page.filter_field is not None
    page.filter_field.setText("理化学")
    page.reload()
    shown = _column(page, "reference")
    assert shown
    assert len(shown) < 6


def test_a_copy_is_a_draft_and_is_selected(page: ExchangesPage, desk: Desk) -> None:
    page.duplicate_rows(page.model.rows()[:2])
    assert page.model.rowCount() == 8
    chosen = page.table.chosen()
    assert [row.status for row in chosen] == ["draft", "draft"]
    desk.undo()
    assert page.model.rowCount() == 6


def test_deleting_is_one_action_that_can_be_taken_back(page: ExchangesPage, desk: Desk) -> None:
    offered: list[bool] = []
    desk.noticed.connect(lambda _text, undo: offered.append(undo))
    page.delete_rows(page.model.rows()[:3])
    assert page.model.rowCount() == 3
    assert offered == [True]
    desk.undo()
    assert page.model.rowCount() == 6


def test_new_and_open_lead_to_the_editor(page: ExchangesPage, desk: Desk) -> None:
    asked: list[tuple[str, str]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    row = page.model.row_at(0)
    page.open_row(row)
    page.new_record()
    assert asked == [("exchange", row.id), ("exchange", "")]


def test_an_incomplete_stay_is_listed_with_blanks(page: ExchangesPage, desk: Desk) -> None:
    with desk.office.writing("create") as session:
        exchanges.create(session, date(2027, 1, 1))
    at = _column(page, "person").index("")
    assert _column(page, "places")[at] == ""
    assert _column(page, "period")[at] == ""


def test_every_text_follows_the_language(
    page: ExchangesPage, desk: Desk, switch: LanguageSwitch
) -> None:
    switch.use("qps")
    rows = desk.read(lists.exchanges)
    data = {
        text
        for row in rows
        for name in ("title", "home", "host")
        for text in getattr(row, name).parts()
    }
    data |= {part for row in rows if row.person for part in (row.person.family, row.person.given)}
    data |= {part.upper() for part in data} | {row.reference for row in rows} | {"DK", "JP"}
    assert texts_left(page, data) == []


@pytest.mark.parametrize(
    ("code", "within", "over"),
    [
        ("en", "1 Sept – 30 Nov 2027", "1 Oct 2027 – 30 Sept 2028"),
        ("da", "1.9. – 30.11.2027", "1.10.2027 – 30.9.2028"),
        ("ja", "2027/9/1～11/30", "2027/10/1～2028/9/30"),
    ],
)
def test_a_period_says_nothing_twice(code: str, within: str, over: str) -> None:
    language.use(code)
    assert period_text(date(2027, 9, 1), date(2027, 11, 30)) == within
    assert period_text(date(2027, 10, 1), date(2028, 9, 30)) == over


def test_a_period_with_one_day_missing_stays_open() -> None:
    assert period_text(date(2027, 9, 1), None) == "1 Sept 2027 –"
    assert period_text(None, date(2027, 9, 1)) == "– 1 Sept 2027"
    assert period_text(date(2027, 9, 1), date(2027, 9, 1)) == "1 Sept 2027"
    assert period_text(None, None) == ""
