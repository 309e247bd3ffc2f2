"""What papers are put together from."""

from datetime import date

from desktop.documents.sheet import cell, fact, facts, frame, gates, period, table
from desktop.domain import Gate, Trilingual
from desktop.domain.codes import Clause, Confidentiality, GateKind, GateState
from desktop.language import Language
from tests.documents.kit import CODES, ON

JA, DA, EN = (Language.of(code) for code in CODES)


def test_a_period_as_each_country_writes_it() -> None:
    days = date(2027, 4, 17), date(2027, 4, 24)
    assert period(JA, *days) == "令和9年（2027年）4月17日（土）～24日（土）"
    assert period(DA, *days) == "17.–24. april 2027"
    assert period(EN, *days) == "17–24 April 2027"
    assert period(JA, date(2027, 12, 28), date(2028, 1, 8)) == (
        "令和9年（2027年）12月28日（火）～2028年1月8日（土）"
    )


def test_a_period_with_one_end_or_none() -> None:
    assert period(EN, date(2027, 4, 17), None) == period(EN, None, date(2027, 4, 17))
    assert period(EN, date(2027, 4, 17), None) == "17 April 2027"
    assert period(JA, None, None) == ""


def test_facts_that_say_nothing_are_left_out() -> None:
    told = facts("About", [fact("A", ["one\ntwo", ""]), fact("B", [""]), fact("C", [])])
    assert told["facts"] == [{"label": "A", "lines": ["one", "two"], "key": 0}]


def test_columns_that_are_empty_in_every_row_are_left_out() -> None:
    made = table(
        "Heading",
        ["first", "second", "third"],
        [1, 2, 3],
        [[cell("a"), cell(), cell(soft=["x"])], [cell("b"), cell(""), cell()]],
    )
    found = [(column["title"], column["width"]) for column in made["columns"]]
    assert found == [("first", 1), ("third", 3)]
    assert [[one["lines"] for one in row["cells"]] for row in made["rows"]] == [
        [["a"], []],
        [["b"], []],
    ]


def test_a_table_without_rows_and_a_long_one() -> None:
    assert table("x", ["a"], [1], [])["rows"] == []
    short = table("x", ["a"], [1], [[cell("a")]] * 14)
    long = table("x", ["a"], [1], [[cell("a")]] * 15)
    assert (short["together"], long["together"]) == (True, False)
    assert table("x", ["a"], [1], [[cell("y" * 5000)]])["rows"][0]["breakable"]


def test_gates_come_in_their_order_and_an_expired_one_says_so() -> None:
    found = [
        Gate(kind=GateKind.AGREEMENT, state=GateState.CLEARED, expires=date(2026, 11, 22)),
        Gate(
            kind=GateKind.FEASIBILITY,
            state=GateState.CLEARED_WITH_CONDITIONS,
            responsible="Kontoret",
            decided=date(2026, 10, 1),
            expires=ON,
            conditions="Kun dagtimer",
            note="privat",
        ),
    ]
    made = gates(EN, found, ON)
    told = [["/".join(one["lines"] + one["soft"]) for one in row["cells"]] for row in made["rows"]]
    assert told == [
        [
            "Feasibility review",
            "Cleared with conditions/Kun dagtimer",
            "Kontoret",
            "1 Oct 2026",
            "23 Nov 2026",
        ],
        ["Agreement", "Cleared", "", "", "22 Nov 2026/expired"],
    ]
    assert [row["cells"][1]["strong"] for row in made["rows"]] == [True, False]


def test_the_frame_names_the_record_and_what_may_not_go_round() -> None:
    def made(title: Trilingual, secrecy: Confidentiality) -> list[str]:
        found = frame(EN, "Sheet", title, "EXC-1", Clause.EXCHANGE, secrecy, ON)
        return [found["title"], found["confidential"], found["made"], found["clause"]]

    assert made(Trilingual(ja="題"), Confidentiality.INTERNAL) == [
        "題",
        "",
        "As of 23 November 2026",
        "c",
    ]
    assert made(Trilingual(), Confidentiality.CONFIDENTIAL)[:2] == ["EXC-1", "Confidential"]
