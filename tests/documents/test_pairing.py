"""Papers in two languages."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.documents.catalogue import document
from desktop.documents.document import Data, Document
from desktop.documents.pairing import ONE, TWO, paired
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation
from desktop.domain.paper import PaperSource, Stand
from desktop.language import Language
from tests.documents.kit import ON, pages, squeezed

PAIRS = [("ja", "da"), ("ja", "en"), ("da", "en"), ("en", "ja")]


def both(one: Data, two: Data) -> Data:
    papers = (
        Document("sheet", data, Language.of(code), "x", ON)
        for data, code in ((one, "ja"), (two, "da"))
    )
    return dict(paired(*papers).data)


def test_a_text_that_differs_becomes_a_pair() -> None:
    made = both({"a": "表敬", "b": "SK983"}, {"a": "Besøg", "b": "SK983"})
    assert made == {"a": {"one": "表敬", "two": "Besøg"}, "b": "SK983"}


def test_a_time_is_not_told_twice() -> None:
    same = {
        "10:15～11:00": "10.15–11.00",
        "02:15～03:30 CEST": "02.15–03.30 CEST",
        "09:00": "09.00",
    }
    for one, two in same.items():
        assert both({"t": one}, {"t": two}) == {"t": one}
    for one, two in {"10:15発": "afg. 10.15", "10:15": "10.16", "令和9年": "9."}.items():
        assert both({"t": one}, {"t": two})["t"] == {ONE: one, TWO: two}


def test_a_line_that_one_language_alone_has_keeps_its_place() -> None:
    one = {"lines": [{"key": "a", "text": "羽田"}, {"key": "b", "text": "渋谷"}]}
    two = {
        "lines": [
            {"key": "a", "text": "Haneda"},
            {"key": "a latin", "text": "Ota-ku"},
            {"key": "b", "text": "Shibuya"},
        ]
    }
    assert [line["text"] for line in both(one, two)["lines"]] == [
        {"one": "羽田", "two": "Haneda"},
        {"one": "", "two": "Ota-ku"},
        {"one": "渋谷", "two": "Shibuya"},
    ]


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("languages", PAIRS)
def test_the_demo_programme_in_two_languages_has_both_and_few_pages(
    visit: Delegation, languages: tuple[str, ...], *, beside: bool
) -> None:
    material = Material(PaperSource(visit, Stand(3, draft=False)))
    wish = Wish("programme", "delegation", visit.id, languages, date(2027, 4, 1), beside=beside)
    found = pages(document(material, wish))
    assert len(found) <= 8
    text = "".join(found).replace("-", "")
    titles = [item.title.best(code) for item in visit.items for code in languages]
    assert [each for each in titles if squeezed(each).replace("-", "") not in text] == []
    other = pages(document(material, replace(wish, languages=languages[:1])))
    assert len(other) < len(found)
