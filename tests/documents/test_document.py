"""A paper before it is set."""

from desktop.documents.document import Document
from desktop.language import Language
from tests.documents.kit import ON


def test_every_text_is_found_however_deep() -> None:
    data = {"a": "one", "b": [{"c": ("two", 3, None, True)}, "three"], "d": {"e": {"f": "four"}}}
    paper = Document("sheet", data, Language.of("en"), "title", ON)
    assert list(paper.texts()) == ["title", "one", "two", "three", "four"]
