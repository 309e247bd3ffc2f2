"""Editions and changes on the papers of stays and requests."""

from collections.abc import Sequence

import pytest

from desktop.documents import catalogue
from desktop.documents.document import Document
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Exchange, Organisation, Place
from desktop.domain.comparing import compare
from desktop.domain.paper import PaperSource, Stand
from tests.documents.kit import ON, item, printed, same, squeezed
from tests.documents.test_stay import exchange

HOME, HOST = Organisation(name=same("Hjem")), Organisation(name=same("Vært"))
ROOM = Place(name=same("Gæstehus"))


def stay(hour: int) -> Exchange:
    """The same stay in two states: its talk is at another hour."""
    return exchange(
        id="x",
        items=[item("Foredrag", f"2027-09-03 {hour}:00", id="a", kind="meeting")],
        home_organisation=HOME,
        host_organisation=HOST,
        accommodation=ROOM,
    )


def paper(stand: Stand, options: Sequence[Option] = (), *languages: str) -> Document:
    now = stay(14)
    source = PaperSource(now, stand, comparison=compare(stay(10), now))
    wish = Wish(
        "stay", "exchange", "x", languages or ("en",), ON, options=frozenset(options), since="e"
    )
    return catalogue.document(Material(source), wish)


def test_a_record_of_which_no_edition_counts_tells_its_state_alone() -> None:
    assert paper(Stand()).data["edition"] == "Draft"
    assert "draft" not in paper(Stand()).data


def test_the_head_tells_edition_and_draft() -> None:
    made = paper(Stand(4, draft=True, previous=3))
    assert made.data["edition"] == "Edition 4 · Draft"
    assert made.data["draft"] == "DRAFT"
    assert paper(Stand(4, draft=False, previous=3)).data["draft"] == ""
    assert "Edition4" in printed(made)


def test_changes_are_listed_where_they_are_wished_for() -> None:
    stand = Stand(4, draft=False, previous=3)
    assert all("since" not in part["heading"] for part in paper(stand).data["sections"])
    made = paper(stand, [Option.CHANGES])
    part = made.data["sections"][0]
    assert part["heading"] == "Changes since edition 3"
    (row,) = part["rows"]
    when, title, told = (" ".join(cell["lines"]) for cell in row["cells"])
    assert "3 Sept" in when
    assert title == "Foredrag"
    assert "14:00" in told
    assert "10:00" in told
    assert squeezed("Changes since edition 3") in printed(made)


@pytest.mark.parametrize("languages", [("en", "ja"), ("da", "ja")])
def test_changes_in_two_languages(languages: tuple[str, ...]) -> None:
    made = paper(Stand(4, draft=False, previous=3), [Option.CHANGES], *languages)
    assert "Foredrag" in printed(made)


def test_without_a_difference_there_is_no_list() -> None:
    alike = PaperSource(stay(10), Stand(4, previous=3), comparison=compare(stay(10), stay(10)))
    wish = Wish("stay", "exchange", "x", ("en",), ON, options=frozenset({Option.CHANGES}))
    made = catalogue.document(Material(alike), wish)
    assert all("hange" not in part["heading"] for part in made.data["sections"])
