"""The rows of the programme: days, items, both clocks, and what a change does to them."""

import datetime as dt

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain import Item
from desktop.domain.codes import Involvement
from desktop.domain.time import DayPart, Moment
from desktop.language import use
from desktop.store import delegations, records
from desktop.ui.programme.table_model import Column, ProgrammeModel
from tests.ui.programme.conftest import COPENHAGEN, MONDAY, TOKYO, TUESDAY, Visit, at


@pytest.fixture
def model(visit: Visit) -> ProgrammeModel:
    model = ProgrammeModel(lambda: (TOKYO, COPENHAGEN))
    model.show(visit.programme())
    return model


def texts(model: ProgrammeModel, column: Column) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def cell(model: ProgrammeModel, visit: Visit, name: str, column: Column) -> str:
    return str(model.index(model.row_of(visit.ids[name]), column).data())


def change(visit: Visit, name: str, **values: object) -> None:
    with visit.office.writing("edit") as session:
        records.update(session, Item, visit.ids[name], **values)


def test_days_stand_above_their_items_and_what_is_not_placed_comes_last(
    model: ProgrammeModel,
) -> None:
    assert texts(model, Column.TITLE) == [
        *("", "Early call", "RIKEN visit", "Seminar", "First talk"),
        *("", "Flight home"),
        *("", "Company visit"),
    ]
    headings = [text for text in texts(model, Column.TIME) if "2027" in text or "placed" in text]
    assert headings == [
        "Monday 19 April 2027   Tokyo",
        "Tuesday 20 April 2027   Tokyo → Copenhagen",
        "Not placed yet",
    ]


def test_an_empty_day_of_the_visit_is_shown(visit: Visit, model: ProgrammeModel) -> None:
    change(visit, "flight", start=Moment(), end=Moment())
    model.show(visit.programme())
    assert "Tuesday 20 April 2027   Nothing planned yet" in texts(model, Column.TIME)


def test_parts_of_a_block_are_indented(visit: Visit, model: ProgrammeModel) -> None:
    assert model.line_at(model.row_of(visit.ids["part"])).depth == 1


def test_each_time_stands_on_both_clocks(visit: Visit, model: ProgrammeModel) -> None:
    assert cell(model, visit, "visit", Column.TIME) == "10:00–11:30"
    assert cell(model, visit, "visit", Column.OTHER) == "03:00–04:30 CEST"


def test_the_other_clock_tells_when_its_date_is_another(
    visit: Visit, model: ProgrammeModel
) -> None:
    assert cell(model, visit, "early", Column.OTHER) == "23:30–00:00 CEST  previous day"
    use("ja")
    model.respeak()
    assert cell(model, visit, "early", Column.OTHER).endswith("前日")


def test_a_flight_stands_on_the_clocks_of_both_its_ends(
    visit: Visit, model: ProgrammeModel
) -> None:
    assert cell(model, visit, "flight", Column.TIME) == "12:25 JST  18:30 CEST"
    assert cell(model, visit, "flight", Column.OTHER) == "05:25 CEST  01:30 JST, next day"
    texts = model.texts()
    assert texts.detail(visit.item("flight")) == "SK984  ·  13 h 5 min"
    assert texts.place(visit.item("flight")) == "Haneda Airport → Copenhagen Airport"


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"printed_time": "17.30/18.00"}, "17.30/18.00"),
        ({"start": Moment(MONDAY, None, TOKYO, 0, DayPart.MORNING), "end": Moment()}, "Morning"),
        ({"start": Moment(MONDAY), "end": Moment()}, "To be confirmed"),
        ({"end": Moment()}, "10:00"),
        ({"end": Moment(), "open_end": True}, "10:00–"),
        ({"end": at(TUESDAY, "01:00")}, "10:00–01:00  next day"),
        (
            {"end": at(dt.date(2027, 4, 22), "12:00")},
            "10:00 JST  12:00 JST, +3 days",
        ),
        (
            {
                "start": Moment(MONDAY, None, None, 0, DayPart.ALL_DAY),
                "end": Moment(TUESDAY, None, None, 0, DayPart.ALL_DAY),
            },
            "All day  until Tue 20 Apr",
        ),
        ({"start": Moment(MONDAY, dt.time(10)), "end": Moment()}, "10:00 Which clock?"),
        (
            {"start": at(dt.date(2027, 3, 28), "02:30", COPENHAGEN), "end": Moment()},
            "02:30 CEST  Skipped by the clocks",
        ),
        (
            {
                "start": at(MONDAY, "10:00", "Europe/London"),
                "end": at(MONDAY, "11:00", "Europe/London"),
            },
            "10:00–11:00 London GMT+1",
        ),
    ],
)
def test_times_of_every_sort_are_shown(
    visit: Visit, model: ProgrammeModel, values: dict[str, object], shown: str
) -> None:
    change(visit, "visit", **values)
    model.show(visit.programme())
    assert cell(model, visit, "visit", Column.TIME) == shown


def test_who_takes_part_is_told_briefly(visit: Visit, model: ProgrammeModel) -> None:
    def who(*, everyone: bool = False, groups: str = "", people: tuple[str, ...] = ()) -> str:
        with visit.office.writing("item.people") as session:
            delegations.set_participants(
                session,
                visit.ids["visit"],
                everyone=everyone,
                group_ids=[visit.ids[code] for code in groups],
                person_ids=[visit.ids[name] for name in people],
            )
        model.show(visit.programme())
        return cell(model, visit, "visit", Column.WHO)

    assert who(everyone=True) == "Everyone"
    assert who(groups="A") == "A"
    assert who(groups="AB", people=("Testrup",)) == "A, B, Anna Testrup"
    assert who(people=("Testrup",)) == "Anna Testrup"
    assert who(people=("Testrup", "Eksempel")) == "Everyone but Anna Prøvesen"
    assert who(people=("Testrup", "Eksempel", "Prøvesen")) == "Everyone"
    assert who() == "Nobody yet"


def test_hosts_do_not_count_as_taking_part(visit: Visit, model: ProgrammeModel) -> None:
    with visit.office.writing("item.people") as session:
        delegations.set_involved(
            session, visit.ids["visit"], Involvement.HOST, [visit.ids["Testrup"]]
        )
    model.show(visit.programme())
    assert cell(model, visit, "visit", Column.WHO) == "Everyone"


def test_a_change_moves_rows_without_disturbing_the_others(
    visit: Visit, model: ProgrammeModel
) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))
    kept = QPersistentModelIndex(model.index(model.row_of(visit.ids["visit"]), Column.TIME))
    change(visit, "early", start=at(MONDAY, "12:00"), end=at(MONDAY, "12:30"))
    change(visit, "someday", start=at(TUESDAY, "09:00"))
    with visit.office.writing("item.delete") as session:
        records.delete(session, records.get(session, Item, visit.ids["part"]))
        added = delegations.add_item(session, delegation_id=visit.id, start=at(MONDAY, "05:00"))
    model.show(visit.programme())
    assert texts(model, Column.TITLE)[1:5] == ["", "RIKEN visit", "Early call", "Seminar"]
    assert kept.row() == model.row_of(visit.ids["visit"]) == 2
    assert model.item_at(1) is not None
    assert model.row_of(added.id) == 1
    assert model.row_of(visit.ids["part"]) == -1
    assert model.row_of_day(None) == -1
    assert resets == []
    assert tester.model() is model


def test_a_screen_reader_hears_the_day_the_clock_and_the_kind(
    visit: Visit, model: ProgrammeModel
) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    row = model.row_of(visit.ids["visit"])
    assert model.index(row, Column.TIME).data(role) == "10:00–11:30, Mon 19 Apr"
    change(visit, "visit", title=type(visit.item("visit").title)())
    model.show(visit.programme())
    assert model.index(row, Column.TITLE).data(role) == "Site visit"


def test_what_is_pinned_or_one_of_several_is_said_with_the_status(
    visit: Visit, model: ProgrammeModel
) -> None:
    change(visit, "visit", pinned=True, alternative=True)
    model.show(visit.programme())
    index = model.index(model.row_of(visit.ids["visit"]), Column.STATUS)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == "Tentative, Alternative, Pinned"
    assert index.data() == "Tentative"
    assert model.texts().detail(visit.item("visit")).startswith("Alternative")


def test_rows_are_copied_as_text(visit: Visit, model: ProgrammeModel) -> None:
    assert model.as_text([model.row_of(visit.ids["visit"])]) == (
        "Mon 19 Apr\t10:00–11:30\t03:00–04:30 CEST\tRIKEN visit\tRIKEN Wako\tEveryone\tTentative"
    )


def test_without_somebody_who_takes_edits_nothing_can_be_edited(model: ProgrammeModel) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert not any(
        model.index(row, column).flags() & editable
        for row in range(model.rowCount())
        for column in Column
    )


@pytest.mark.parametrize("code", ["ja", "da", "en"])
def test_headings_of_days_follow_the_language(visit: Visit, code: str) -> None:
    use(code)
    model = ProgrammeModel(lambda: (TOKYO, COPENHAGEN))
    model.show(visit.programme())
    assert {
        "ja": "2027年4月19日（月）   東京",
        "da": "Mandag den 19. april 2027   uge 16  ·  Tokyo",
        "en": "Monday 19 April 2027   Tokyo",
    }[code] == model.index(0, 0).data()
