"""A name that is not what it looks is shown as what it is, with a warning beside its field."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Trilingual
from desktop.domain.suspicious import suspicious
from desktop.domain.text import as_cell
from desktop.language import use
from desktop.ui.forms import TextField, TrilingualField
from desktop.ui.widgets import PlainLabel
from desktop.ui.widgets.labels import plain_tooltip
from desktop.words.suspicious import warnings


def below(field: TextField | TrilingualField) -> str:
    return field.control().accessibleDescription()


def test_an_editor_warns_beside_a_name_and_keeps_it(qtbot: QtBot) -> None:
    field = TextField(lambda: "Family name", hint=lambda: "As in the passport")
    qtbot.addWidget(field)
    field.set_value("M\u0430ria")
    assert "U+0430" in below(field)
    assert field.value() == "M\u0430ria"
    field.set_value("Maria")
    assert below(field) == "As in the passport"


def test_each_language_of_a_name_is_looked_at(qtbot: QtBot) -> None:
    field = TrilingualField(lambda: "Name")
    qtbot.addWidget(field)
    field.set_value(Trilingual(ja="見本", da="Demo\u202e", en="Demo\u200b"))
    assert "U+202E" in below(field)
    assert "U+200B" in below(field)


def test_what_is_wrong_comes_before_what_is_odd(qtbot: QtBot) -> None:
    field = TextField(lambda: "Family name")
    qtbot.addWidget(field)
    field.set_value("Demo\u200b")
    field.set_problem(lambda: "Taken")
    assert below(field) == "Taken"


def test_a_label_and_a_tooltip_show_what_would_hide(qtbot: QtBot) -> None:
    label = PlainLabel("annex\u202efdp.exe")
    qtbot.addWidget(label)
    assert label.text() == plain_tooltip("annex\u202efdp.exe") == "annex⟨U+202E⟩fdp.exe"


@pytest.mark.parametrize("text", ["<b>x</b>", "&lt;b&gt;", "x < y"])
def test_a_tooltip_shows_markup_as_it_is_typed(text: str) -> None:
    assert plain_tooltip(text).startswith("<p style='white-space: pre-wrap'>")
    assert "<b>" not in plain_tooltip(text)


@pytest.mark.parametrize("code", ["ja", "da", "en"])
def test_every_warning_is_a_whole_sentence(code: str) -> None:
    use(code)
    assert len(suspicious("M\u0430ria\u202e\u200b")) == 3
    assert "{" not in warnings("M\u0430ria\u202e\u200b")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("＠SUM(1)", "'＠SUM(1)"),
        (" \t+81 3", "'+81 3"),
        ("a\tb\nc", "a b c"),
        ("Møde = kaffe", "Møde = kaffe"),
    ],
)
def test_a_cell_is_no_formula_and_no_second_cell(text: str, cell: str) -> None:
    assert as_cell(text) == cell
